"""Who stands on which side of a claim word: subjects, objects, rows of names, bodies.

Owns finding the names that a claim word is about and the bodies that act, by walking through the
words on one side of it. Invariant: names behind a preposition, within a relative clause, or that
only own what is meant, are never whom it is about. Refuses to know what a claim word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xref.match import claim_clauses as clauses
from xref.match import claim_owners as owners
from xref.match import claim_sides as sides
from xref.match import claim_words as words
from xref.match.claim_marks import Marked
from xref.match.claim_rows import Row
from xref.match.claim_statements import Statement
from xref.match.claim_wording import Wording

#: The first letters of a word, or a body.
_WORD = re.compile(r"(?<!\w)(?:A(?=\d)|[a-z]{2,3})")


class Phrases:
    """A sentence with the place up to which it is read; one for each sentence."""

    def __init__(self, wording: Wording, marked: Marked) -> None:
        self._wording = wording
        self._marked = marked
        self._text = marked.text
        self._floor = 0
        self._targets: tuple[int, ...] = ()
        self._codes: tuple[str, ...] = ()
        self._triggers = list(_triggers(self._text))

    def left(self, trigger: re.Match[str]) -> str:
        """What stands before a trigger and belongs to no statement before it."""
        return self._text[self._floor : trigger.start()]

    def following(self, trigger: re.Match[str]) -> int:
        """Where the next trigger begins."""
        return next(
            (t.start() for t in self._triggers if t.start() >= trigger.end()), len(self._text)
        )

    def denied(self, left: str) -> bool:
        """Whether the clause before a trigger denies, plans, or tells of an end."""
        told = clauses.TELLS_FALSE.search(left)
        if told and ("report" not in told.group() or clauses.IS_FALSE.search(self._text)):
            return True
        clause = _clause(clauses.INSERT.sub(" ", left))
        clause = clauses.NEUTRAL.sub(" ", clauses.FIRST_TO_BE.sub(" ", clause))
        return self._wording.says_otherwise(clause)

    # Names.

    def names_right(self, start: int, limit: int, *, single: bool = False) -> tuple[int, ...]:
        """Names behind a verb or preposition: the first that is no part of a modifier, and its row.

        Args:
            start: Where to begin.
            limit: Where to stop at the latest.
            single: Only the first.
        """
        row = Row(self._text, self._marked.names, self._wording, start, limit, single=single)
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
        if relative is not None:
            ahead = left[: relative.start()]
            names = self.antecedent(ahead, plural=plural)
            return Statement(names, "" if names else ahead, codes, inherits)
        if sides.STANDS_IN.fullmatch(left):
            return Statement((), left, codes)
        if sides.OPENS.search(left):
            return self._behind(left, codes)
        names = self._subject(left, plural) if be else self._beside(left, plural)
        if not names and (reduced := clauses.INSERT.sub(" ", left)) != left:
            names = self._beside(reduced, plural)  # `N, a tanker, is one of 60 ships under`
        if names:
            both = clauses.HE_AND.match(left) if be else None
            return Statement(names, both.group(1) if both else "", codes, inherits)
        if sides.ALONE.fullmatch(left) and self._targets:
            return Statement(self._targets, "", codes)
        if be:
            meant = self._meant(left)
            return Statement(meant, "" if meant else _clause(left), codes, inherits)
        beside = sides.NAME_NEXT.match(self._text, self._floor)
        if beside is not None and sides.INDEFINITE.search(left):
            return Statement(self.names_right(beside.start(1) - 1, len(self._text)), "", codes)
        return None

    def _behind(self, left: str, codes: tuple[str, ...]) -> Statement | None:
        """`Sanctioned by A, N left`; `Among those sanctioned by A were N and N`."""
        inverted = sides.INVERTED.match(self._text, self._floor)
        if inverted is not None:
            names = self.names_right(inverted.end(), len(self._text))
            return Statement(names, "", codes) if names else None
        beside = sides.SUBJECT_NEXT.match(self._text, self._floor)
        if beside is not None and not sides.AMONG_THOSE.search(left):
            return Statement((int(beside.group(1)),), "", codes)
        return None

    def _subject(self, left: str, plural: bool) -> tuple[int, ...]:
        """The subject of a clause with its verb at the end."""
        reduced = _clause(clauses.INSERT.sub(" ", left))
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
            or (sides.ROW_SUBJECT.match(left) is not None and left.rstrip().endswith(","))
        )
        return _row(left, names) if plural else (int(names[-1].group(1)),)

    def meant_before(self, pronoun: str, end: int) -> tuple[int, ...]:
        """Whom "him" or "it" means: the last name of that kind before it in the sentence."""
        if pronoun not in ("him", "her", "it"):
            return ()
        person = pronoun != "it"
        names = [int(m.group(1)) for m in clauses.NAME.finditer(self._text, 0, end)]
        fitting = [n for n in names if (self._marked.names[n].kind == "person") == person]
        return tuple(fitting[-1:])

    def _meant(self, left: str) -> tuple[int, ...]:
        """`N fled after he was sanctioned`: the only name of its kind before the pronoun."""
        dependent = clauses.DEPENDENT.search(left)
        if dependent is None:
            return ()
        person = dependent["who"] != "it"
        ahead = self._text[: self._floor] + left
        before = [int(n) for n in clauses.NAME.findall(ahead)]
        fitting = [n for n in before if (self._marked.names[n].kind == "person") == person]
        return (fitting[0],) if len(set(fitting)) == 1 else ()

    # Bodies.

    def codes_of(self, text: str) -> tuple[str, ...]:
        """The bodies of a marked text."""
        return self._bodies(text)

    def _bodies(self, text: str) -> tuple[str, ...]:
        return self._marked.codes([int(n) for n in clauses.BODY.findall(text)])

    def actor(self, left: str) -> tuple[str, ...] | None:
        """Bodies that are the subject of an active verb; None if somebody else is."""
        who = owners.WHICH_ACTS.search(left)
        if who is not None:
            return self._bodies(who.group(1))
        reduced = owners.TITLED.sub(r"\1 ", clauses.INSERT.sub(" ", left))
        clause = reduced
        for match in clauses.BREAK.finditer(reduced):
            if match.group().strip() not in (",", ", and", "", ", but"):
                clause = reduced[match.end() :]
        actors = [
            m
            for m in owners.ACTORS.finditer(clause)
            if m.group(1) == "L"
            or not owners.NO_ACTOR.search(clause[: m.start()])
            or self._wording.office_of.search(clause[: m.start()])
        ]
        if not actors:
            return ()
        if owners.JOINS.search(clause):
            return self._bodies(clause)
        last = actors[0] if clauses.AND_VERB.search(clause) else actors[-1]
        if last.group(1) == "X":
            return None
        if last.group(1) == "N":
            titled = re.search(rf"(A\d+)(?:'s)?\s+(?:[a-z'-]+\s+){{0,4}}{last.group()}", clause)
            return None if titled is None else self._bodies(titled.group(1))
        place = actors.index(last)
        group = [last]
        for earlier in reversed(actors[:place]):
            gap = clause[earlier.end() : group[-1].start()]
            if earlier.group(1) not in "AL" or not owners.BODY_GAP.fullmatch(gap):
                break
            group.append(earlier)
        return self._marked.codes([int(m.group(2)) for m in reversed(group)])

    def by(self, start: int, limit: int) -> tuple[str, ...] | None:
        """Bodies behind a passive verb; None if somebody else did it."""
        text = self._text
        stop = owners.BY_STOP.search(text, start, limit)
        end = stop.start() if stop else limit
        found: list[int] = []
        reach = start
        for match in owners.BY_BODY.finditer(text, start, end):
            word, letter = match.groups()
            if match.start() < reach:
                continue
            if found and clauses.NAME.search(text, reach, match.start()):
                break  # `N by A, and N by A`
            if letter in "XN":
                if word == "by" and not found:
                    return None
                continue
            if word != "by" and (
                found
                or clauses.NAME.search(text, start, match.start())
                or "," in text[start : match.start()]
            ):
                continue
            group = owners.BY_ROW.match(text, match.end())
            if group is None:
                continue
            found += [int(n) for n in clauses.BODY.findall(group.group())]
            reach = group.end()
            while (more := owners.BY_MORE.match(text, reach)) is not None:
                found += [int(n) for n in clauses.BODY.findall(more.group(1))]
                reach = more.end()
        if not found:
            other = re.search(
                r"^(?:\s+\w+){0,4}?\s+by\s(?!\w+ing\b|(?:the\s)?west)", text[start:end]
            )
            return None if other else ()
        self._floor = max(self._floor, reach)
        return self._marked.codes(found)

    def kept_by(self, roster: str) -> tuple[str, ...]:
        """The body whose list or order has a name of its own: `the SDN list`."""
        codes = (code for words, code in self._wording.rosters.items() if words in roster[:80])
        return tuple(dict.fromkeys(codes))

    def only_body(self) -> tuple[str, ...]:
        """The body of a sentence that names one alone."""
        codes = self._bodies(self._text)
        return codes if len(codes) == 1 and "X" not in self._text else ()

    def announced(self) -> tuple[str, ...]:
        """The body that says so: `…, the Treasury said`; `Seoul said it had sanctioned N`."""
        found = [
            g for match in self._wording.speaks.finditer(self._text) for g in match.groups() if g
        ]
        codes = dict.fromkeys(code for text in found for code in self._bodies(text))
        return tuple(codes) if len(found) == 1 or len(codes) == 1 else ()


def _triggers(text: str) -> Iterator[re.Match[str]]:
    """Claim words in order; tried only where a word begins as one does: ten times faster."""
    reach = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < reach or word.group() not in words.HEADS:
            continue
        trigger = words.TRIGGER.match(text, start)
        if trigger is not None:
            reach = trigger.end()
            yield trigger


def _clause(left: str) -> str:
    """The part of a text that is the clause at its end."""
    last = 0
    for match in clauses.BREAK.finditer(left):
        last = match.end()
    return left[last:]


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
        gap = text[match.end() : found[-1].start()]
        if sides.ROW.fullmatch(gap) is None or clauses.FINITE_VERB.search(gap):
            break
        found.append(match)
    return tuple(int(match.group(1)) for match in reversed(found))
