"""Who stands on which side of a claim word: subjects, objects, rows of names, bodies.

Owns finding the names that a claim word is about and the bodies that act, by walking through the
words on one side of it. Invariant: names behind a preposition, within a relative clause, or that
only own what is meant, are never whom it is about. Refuses to know what a claim word means.
"""

from __future__ import annotations

import re

import msgspec

from xref.match import claim_clauses as clauses
from xref.match import claim_sides as sides
from xref.match.claim_actors import clause_of
from xref.match.claim_rows import Row
from xref.match.claim_statements import Statement
from xref.match.claim_within import Within

#: The first letters of a word, or a body.
_WORD = re.compile(r"(?<!\w)(?:A(?=\d)|[a-z]{2,3})")
#: `N, and a rival, N's N`.
_OWNER = re.compile(r"N\d+'s\s")
#: `N and the fund he runs, N`.
_CONTACT = re.compile(r"\s(?:that\s|which\s)?(?:he|she|it|they)\s(?:[a-z]+ly\s)?[a-z]+(?=,\s)")


class Phrases(Within):
    """A sentence with the place up to which it is read; one for each sentence."""

    def names_right(
        self, start: int, limit: int, *, single: bool = False, modified: bool = False
    ) -> tuple[int, ...]:
        """Names behind a verb or preposition: the first that is no part of a modifier, and its row.

        Args:
            start: Where to begin.
            limit: Where to stop at the latest.
            single: Only the first.
            modified: Whether an adjective stands before them, so that they may speak.
        """
        row = Row(
            self._text,
            self._marked.names,
            self._wording,
            start,
            limit,
            single=single,
            modified=modified,
        )
        if row.found:
            self._floor = max(self._floor, row.reach)
        return tuple(dict.fromkeys(row.found))

    def before(self, left: str, *, plural: bool) -> tuple[int, ...]:
        """The name that stands nearest before the end of a text, or its row."""
        names = [m for m in clauses.NAME.finditer(left) if not m.group().endswith("'s")]
        if not names or len(left) - names[-1].end() > sides.FAR:
            return ()
        return _row(left, names) if plural else (int(names[-1].group(1)),)

    def antecedent(self, left: str, *, plural: bool) -> tuple[int, ...]:
        """The name that a relative clause is about: the nearest, unless a noun stands nearer."""
        left = sides.WITH_THINGS.sub("", left)
        noun = self._wording.noun_last.search(left)
        if noun is not None and not sides.APPOSED.search(left[: noun.start()]):
            return ()  # `N passed the vessel that A sanctioned`
        names = self._beside(f"{left} ", plural)
        if not names and not sides.ANOTHER.search(left):
            names = self.before(left, plural=plural)
        return names

    def about(
        self,
        left: str,
        codes: tuple[str, ...],
        *,
        be: bool,
        inherits: bool = False,
        plural: bool = False,
    ) -> Statement | None:
        """A statement about the subject before a passive, or the name it stands beside.

        Args:
            left: What stands before the verb, or before "is under".
            codes: The bodies.
            be: Whether a form of "to be" makes it a full clause.
            plural: Whether it is about a row of names.
            inherits: Whether a body of the sentence before may be meant.
        """
        plural = plural or bool(clauses.PLURAL.search(left) or sides.SEVERAL.search(left.rstrip()))
        relative = sides.WHO.search(left)
        if relative is None and sides.WHO_ALSO.search(left):
            left = sides.ALSO_WITH.sub(" ", left)  # `a general who, along with others, was`
            relative = sides.WHO.search(left)
        if relative is not None:
            ahead = left[: relative.start()]
            names = self.antecedent(ahead, plural=plural) or self.just_read(left, ahead)
            beside = sides.NAME_NEXT.search(self._text, self._floor, self._floor + sides.NEAR)
            if not names and beside is not None and sides.ONE.search(ahead):
                names = (int(beside.group(1)),)  # `A ship that has been on the list since 2020, N,`
            return Statement(names, "" if names else ahead, codes, inherits)
        if sides.STANDS_IN.fullmatch(left):
            return Statement((), left, codes)
        carried = self._carried(left, codes, be=be, inherits=inherits)
        if carried is not None:
            return carried
        if sides.OPENS.search(left):
            behind = self._behind(left, codes)
            return behind and msgspec.structs.replace(behind, inherits=inherits)
        names = self._subject(left, plural) if be else self._beside(left, plural)
        if not names and (reduced := clauses.INSERT.sub(" ", left)) != left:
            names = self._beside(reduced, plural)  # `N, a tanker, is one of 60 ships under`
        if names:
            both = (clauses.HE_AND.match(left) or sides.AND_NOUN.search(left)) if be else None
            return Statement(names, both.group(1) if both else "", codes, inherits)
        if be:
            meant = self.meant(left)
            # `The general, a guerrilla's son, had been`
            clause = clause_of(clauses.INSERT.sub(" ", left))
            meant = meant or self.only(clause, len(self._text[: self._floor] + left))
            if left.lstrip(" \"'").startswith("that "):
                clause = left  # `That ship had been`: no conjunction
            return Statement(meant, "" if meant else clause, codes, inherits)
        among = sides.PRONOUN_AMONG.match(left)
        if among is not None:
            return Statement((), among.group(1), codes)
        beside = sides.NAME_NEXT.match(self._text, self._floor)
        if beside is not None and sides.INDEFINITE.search(left):
            return Statement(self.names_right(beside.start(1) - 1, len(self._text)), "", codes)
        return None

    def _behind(self, left: str, codes: tuple[str, ...]) -> Statement | None:
        """`Sanctioned by A, N left`; `Among those sanctioned by A were N and N`."""
        if sides.ASKED.match(left):
            return None
        inverted = sides.INVERTED.match(self._text, self._floor)
        if inverted is not None:
            names = self.names_right(inverted.end(), len(self._text))
            return Statement(names, "", codes) if names else None
        subject = self._wording.subject_behind.match(self._text, self._floor)
        if subject is not None and sides.OPENING.match(left):
            named = sides.SUBJECT_NEXT.match(self._text, self._floor)
            if named is None or named.end() > subject.end():
                return Statement((), subject["word"] or subject["noun"], codes)
        noun = sides.NOUN_NEXT_IS.match(self._text, self._floor)
        if noun is not None and not sides.AMONG_THOSE.search(left):
            return Statement((), noun.group(1), codes)
        beside = sides.SUBJECT_NEXT.match(self._text, self._floor)
        if beside is not None and self._wording.says.search(beside.group().rpartition(", ")[2]):
            return None  # `Once listed by A, always listed, joked N`
        if beside is not None and not sides.AMONG_THOSE.search(left):
            if sides.COUNTED_HEAD.match(left):
                # `Two tankers sanctioned by A, the N and the N, were`
                row = sides.NAMES.match(self._text, beside.start(1) - 1)
                spoken = row and self._text[row.end() : row.end() + 1] != ","
                if row and spoken and self._wording.no_target.match(self._text, row.end()):
                    return None  # `Two tankers on A's blacklist left, N said`
                names = tuple(map(int, clauses.NAME.findall(row.group()))) if row else ()
                return Statement(names, "", codes)
            return Statement((int(beside.group(1)),), "", codes)
        return None

    def _carried(
        self, left: str, codes: tuple[str, ...], *, be: bool, inherits: bool
    ) -> Statement | None:
        """A subject that another clause tells: `N left after being`, `the banker, now under`."""
        if sides.ALONE.fullmatch(left) and (self._targets or self._stood):
            return Statement(self._targets, "" if self._targets else self._stood, codes)
        if not be:
            noun = sides.NOUN_BESIDE.search(left)
            meant = noun is not None and self._wording.noun.search(noun.group(1))
            return Statement((), noun.group(1), codes, inherits) if noun and meant else None
        being = clauses.AFTER_BEING.search(left)
        if being is not None and (ahead := left[: being.start()]).strip():
            return self._controlled(ahead, codes, inherits=inherits)
        if not (self._targets or self._stood) or sides.STARTS.match(left):
            return None
        if not sides.SAME_SUBJECT.fullmatch(left):
            return None
        return Statement(self._targets, "" if self._targets else self._stood, codes)

    def _controlled(
        self, ahead: str, codes: tuple[str, ...], *, inherits: bool
    ) -> Statement | None:
        """`N left after being sanctioned`: the subject of the clause before."""
        clause = clause_of(clauses.INSERT.sub(" ", ahead))
        if clauses.SUBJECT_WORD.match(clause):
            return Statement((), clause, codes, inherits)
        names = [m for m in clauses.NAME.finditer(clause) if not _is_oblique(clause, m)]
        return Statement((int(names[0].group(1)),), "", codes, inherits) if names else None

    def _subject(self, left: str, plural: bool) -> tuple[int, ...]:
        """The subject of a clause with its verb at the end."""
        reduced = clause_of(clauses.INSERT.sub(" ", left))
        names = [m for m in clauses.NAME.finditer(reduced) if not _is_oblique(reduced, m)]
        if not names:
            return self._beside(left, plural)
        if not plural and sides.ROW_SUBJECT.match(reduced):
            plural = True
        if clauses.AND_BE.search(left):
            return (int(names[0].group(1)),)
        return _row(reduced, names) if plural else (int(names[-1].group(1)),)

    def _beside(self, left: str, plural: bool) -> tuple[int, ...]:
        """The name that a phrase without a verb stands beside: `N, a company …`."""
        names = [m for m in clauses.NAME.finditer(left) if not m.group().endswith("'s")]
        if not names:
            return ()
        if not _stands_beside(left[names[-1].end() :]):
            return ()
        if clauses.COPULA.match(left, names[-1].end()) is not None:
            reduced = clauses.INSERT.sub(" ", left)
            subjects = [m for m in clauses.NAME.finditer(reduced) if not _is_oblique(reduced, m)]
            left, names = (reduced, subjects) if subjects else (left, names)
        plural = (
            plural
            or clauses.COPULAS.match(left, names[-1].end()) is not None
            or sides.HEAD_ROW.match(left) is not None
            or (sides.ROW_SUBJECT.match(left) is not None and left.rstrip().endswith(","))
        )
        return _row(left, names) if plural else (int(names[-1].group(1)),)


def _is_oblique(text: str, match: re.Match[str]) -> bool:
    """Whether a name stands behind a preposition or owns something, so is no subject."""
    if match.group().endswith("'s"):
        return True
    before = text[: match.start()]
    return sides.OF_NAME.search(before) is None and sides.OBLIQUE.search(before) is not None


def _stands_beside(gap: str) -> bool:
    """Whether what stands behind a name can be said of it without a verb of its own."""
    if len(gap) > sides.FAR or sides.OF_OTHERS.search(gap):
        return False
    copula = clauses.COPULA.match(gap)
    if clauses.FINITE_VERB.search(gap, copula.end() if copula else 0):
        return False
    return (
        copula is not None
        or gap.strip('")')[:2].lstrip()[:1] in (",", "(", "—", "–")
        or clauses.ADVERBS.fullmatch(gap) is not None
    )


def _row(text: str, names: list[re.Match[str]]) -> tuple[int, ...]:
    """The last name and those that stand beside it in a row."""
    found = [names[-1]]
    for match in reversed(names[:-1]):
        gap = _CONTACT.sub("", _OWNER.sub("", text[match.end() : found[-1].start()]))
        if sides.ROW.fullmatch(gap) is None or clauses.FINITE_VERB.search(gap):
            break
        found.append(match)
    return tuple(int(match.group(1)) for match in reversed(found))
