"""Whom a word means within its sentence: `him`, `as soon as A listed the tanker`.

Owns looking back in a sentence for the name that a pronoun or noun stands for. Invariant: a noun
means a name of its kind, and nobody where there is none. Refuses to look into other sentences:
that is for `claim_referents`.
"""

from __future__ import annotations

from xref.match import claim_clauses as clauses
from xref.match import claim_sides as sides
from xref.match.claim_actors import Actors


class Within(Actors):
    """A sentence with whom its words mean; one for each sentence."""

    def meant_before(self, pronoun: str, end: int) -> tuple[int, ...]:
        """Whom "him" or "it" means: the last name of that kind before it in the sentence."""
        if pronoun == "them":
            rows = [m.group() for m in sides.ROW_BEFORE.finditer(self._text, 0, end)]
            return tuple(int(n) for n in clauses.NAME.findall(rows[-1])) if rows else ()
        if pronoun not in ("him", "her", "it"):
            return ()
        person = pronoun != "it"
        names = [int(m.group(1)) for m in clauses.NAME.finditer(self._text, 0, end)]
        fitting = [n for n in names if (self._marked.names[n].kind == "person") == person]
        return tuple(fitting[-1:])

    def within(self, said: str, end: int) -> tuple[int, ...]:
        """`as soon as A listed the tanker`: the name of that kind before it in the sentence.

        Args:
            said: A clause with a word that stands for somebody.
            end: Where the claim word stands.
        """
        noun = self._wording.noun.search(said)
        if noun is None or sides.PRONOUN_FIRST.match(said):
            return ()
        place = self._text.rfind(noun.group(), 0, end + sides.FAR)
        ahead = [
            match
            for match in clauses.NAME.finditer(self._text, 0, max(0, place))
            if not sides.NO_ANTECEDENT.search(self._text, 0, match.start())
        ]
        if not ahead or sides.JOINED.search(self._text, ahead[-1].end(), place) is None:
            return ()
        named = [(int(m.group(1)), m) for m in ahead]
        kind = str(noun.lastgroup)
        kinds = (kind,) if kind == "person" else (kind, "thing")
        fitting = [
            n
            for n, _ in named
            if self._marked.names[n].kind in kinds
            and self._wording.may_be(noun.group(), self._marked.names[n].text)
        ]
        if kind == "person":
            single = len({self._marked.names[n].text for n in fitting}) == 1
            return tuple(fitting[-1:]) if single else ()
        if kind == "organisation" and not fitting:
            fitting = [
                n
                for n, m in named
                if not self._marked.names[n].subjects
                and self._wording.may_be(noun.group(), self._marked.names[n].text)
                and self._wording.business.search(self._text[: m.start()])
            ]
        return tuple(fitting[-1:])

    def just_read(self, left: str, ahead: str) -> tuple[int, ...]:
        """`those sanctioned include N, a deputy, who has been`: the name that was read last."""
        if not ahead.startswith(",") or clauses.NAME.search(ahead):
            return ()
        place = self._text.rfind(left)
        last = sides.LAST_NAME.search(self._text, 0, place) if place > 0 else None
        return (int(last.group(1)),) if last is not None else ()

    def only(self, clause: str, end: int) -> tuple[int, ...]:
        """`A accused N of fraud; he was sanctioned`: the only name of that kind before."""
        pronoun = clauses.PRONOUN_ACTS.match(clause)
        if pronoun is None:
            return ()
        person = pronoun.group(1) != "it"
        before = {int(n) for n in clauses.NAME.findall(self._text[:end])}
        fitting = [n for n in before if (self._marked.names[n].kind == "person") == person]
        return tuple(fitting) if len(fitting) == 1 else ()

    def meant(self, left: str) -> tuple[int, ...]:
        """`N fled after he was sanctioned`: the only name of its kind before the pronoun."""
        dependent = clauses.DEPENDENT.search(left)
        if dependent is None:
            return ()
        person = dependent["who"] != "it"
        ahead = self._text[: self._floor] + left
        before = [int(n) for n in clauses.NAME.findall(ahead)]
        fitting = [n for n in before if (self._marked.names[n].kind == "person") == person]
        return (fitting[0],) if len(set(fitting)) == 1 else ()
