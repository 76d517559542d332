"""A sentence with the place up to which it is read, and the bodies that act in it.

Owns who acts before an active verb, who is behind "by", who announces, and whether the clause
before a claim word denies. Invariant: what belongs to one statement is not read for the next
(`_floor`). Refuses to look for whom a claim word is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xref.match import claim_clauses as clauses
from xref.match import claim_owners as owners
from xref.match import claim_sides as sides
from xref.match import claim_words as words
from xref.match.claim_marks import Marked
from xref.match.claim_wording import Wording

_ORDER_NEAR = 40  # letters before a verb in which an order may act
#: The first letters of a word, or a body.
_WORD = re.compile(r"(?<!\w)(?:A(?=\d)|[a-z]{2,3})")


class Actors:
    """A sentence and its bodies; one for each sentence."""

    def __init__(self, wording: Wording, marked: Marked) -> None:
        self._wording = wording
        self._marked = marked
        self._text = marked.text
        self._floor = 0
        self._targets: tuple[int, ...] = ()
        #: The word that stood for somebody in the statement before.
        self._stood = ""
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
        if " that " in left:
            if self._wording.dismissed.search(left):
                return True
            if self._wording.hearsay.search(left) and self._wording.is_false.search(self._text):
                return True
        told = clauses.TELLS_FALSE.search(left)
        if told and (
            "report" not in told.group()
            or told.group().startswith("den")
            or clauses.IS_FALSE.search(self._text)
        ):
            return True
        clause = clause_of(clauses.INSERT.sub(" ", left))
        clause = clauses.NEUTRAL.sub(" ", clauses.FIRST_TO_BE.sub(" ", clause))
        return self._wording.says_otherwise(clause)

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
            signed = owners.SIGNED_BY.search(left)
            return self._bodies(signed.group(1)) if signed else self.kept_by(left[-_ORDER_NEAR:])
        if owners.JOINS.search(clause):
            return self._bodies(clause)
        if clauses.SUBORDINATE.match(left) and owners.NEW_SUBJECT.match(clause, actors[-1].end()):
            return None
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
        if owners.BY_NOBODY.match(text, start, limit):
            return None
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
        while found and (more := owners.AND_BY.match(text, reach, limit)) is not None:
            found += [int(n) for n in clauses.BODY.findall(more.group(1))]
            reach = more.end()
        if not found:
            other = re.search(
                r"^(?:\s+\w+){0,4}?\s+by\s(?!\w+ing\b|(?:the\s)?west|(?:[a-z]+\s){1,4}(?:governments|countries|states|nations)\b)",
                text[start:end],
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

    def cataphor(self, start: int, *, plural: bool = False) -> tuple[int, ...]:
        """`After A froze his assets, N left`: the subject behind a clause that begins so."""
        if not clauses.SUBORDINATE.match(self._text):
            return ()
        subject = clauses.SUBJECT_AFTER.match(self._text, start)
        if subject is None:
            return ()
        row = sides.NAMES.match(self._text, subject.start(1) - 1) if plural else None
        return tuple(map(int, clauses.NAME.findall(row.group() if row else subject.group())[-9:]))

    def foreign(self) -> bool:
        """Whether a state that is none of our bodies speaks, so that "it" is that state."""
        return owners.X_SPEAKS.search(self._text) is not None and not clauses.BODY.search(
            self._text
        )

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


def clause_of(left: str) -> str:
    """The part of a text that is the clause at its end."""
    last = 0
    for match in clauses.BREAK.finditer(left):
        last = match.end()
    return left[last:]
