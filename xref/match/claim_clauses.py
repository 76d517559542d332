"""What stands around a claim word: its clause, who acts in it, and who is acted on.

Owns the borders of clauses, denials and plans, subjects, objects, actors and by-phrases; the
kinds of claim words build on it (`claim_verbs`, `claim_nouns`). Works on the codes of
`claim_marks` alone. Invariant: words that belong to one statement are not read for the next
(`_floor`). Refuses to know what a claim word means.
"""

from __future__ import annotations

import re

from xref.match import claim_patterns as shape
from xref.match.claim_marks import Marked
from xref.match.claim_statements import Statement
from xref.rules.claims import ClaimRules


class Wording:
    """Words that decide whether a clause claims at all; immutable."""

    def __init__(self, rules: ClaimRules) -> None:
        self._denials = _any(rules.denials)
        self._plans = _any(rules.plans)
        self._removals = _any(rules.removals)
        self.rosters = rules.rosters
        self.decisions = re.compile(rf"(?:{'|'.join(rules.decisions)})\s+$")
        speaking, people = ("|".join(map(re.escape, w)) for w in (rules.speaking, rules.people))
        self.no_target = re.compile(rf"\s*,?\s*(?:{speaking})\b|\s(?:{people})\b")

    def says_otherwise(self, clause: str) -> bool:
        """Whether a clause denies, plans, asks, or tells of an end."""
        last = clause[clause.rfind(", ") + 1 :] if clause.count(", ") > 2 else clause
        return bool(
            self._denials.search(clause) or self._plans.search(last) or self._removals.search(last)
        )


class Clauses:
    """A sentence with the place up to which it is read; one for each sentence."""

    def __init__(self, wording: Wording, marked: Marked) -> None:
        self._wording = wording
        self._marked = marked
        self._text = marked.text
        self._floor = 0
        self._targets: tuple[int, ...] = ()
        self._codes: tuple[str, ...] = ()
        self._triggers = list(shape.TRIGGER.finditer(self._text))

    def _left(self, trigger: re.Match[str]) -> str:
        """What stands before a trigger and belongs to no statement before it."""
        return self._text[self._floor : trigger.start()]

    def _clause(self, left: str) -> str:
        """The part of it that is the clause of the trigger."""
        last = 0
        for match in shape.BREAK.finditer(left):
            last = match.end()
        return left[last:]

    def _denied(self, left: str) -> bool:
        told = shape.TELLS_FALSE.search(left)
        if told and ("report" not in told.group() or shape.IS_FALSE.search(self._text)):
            return True
        return self._wording.says_otherwise(shape.INSERT.sub(" ", self._clause(left)))

    def _names_right(self, start: int, limit: int) -> tuple[int, ...]:
        """Targets behind a verb or preposition: the first name and those beside it."""
        text = self._text
        counted = shape.COLON.match(text, start, limit)
        start = counted.end() if counted else start
        stop = shape.STOP.search(text, start, limit)
        end = stop.start() if stop else limit
        relative = shape.RELATIVE.search(text, start, end)
        pieces = [(start, relative.start() if relative else end)]
        if relative:
            resumed = re.compile(r",\sand\s(?:[a-z'-]+\s){0,5}(?=N\d)").search(
                text, relative.end(), end
            )
            if resumed:
                pieces.append((resumed.start(), end))
        found: list[int] = []
        position = start
        for low, high in pieces:
            for match in shape.NAME.finditer(text, low, high):
                gap = text[position : match.start()]
                if not self._is_target(match, gap, first=not found, start=start):
                    owns = match.group().endswith("'s")
                    if not (found or owns) and ("," in gap or shape.NOT_ADJECTIVE.search(gap)):
                        break
                    continue
                found.append(int(match.group(1)))
                position = match.end()
        if found and stop is not None and stop.group() == "for":
            for match in shape.AND_FOR.finditer(text, stop.end(), limit):
                found.append(int(match.group(1)))
                position = match.end()
        if found:
            self._floor = max(self._floor, position)
        return tuple(found)

    def _is_target(self, match: re.Match[str], gap: str, *, first: bool, start: int) -> bool:
        text = self._text
        if match.group().endswith("'s") or self._wording.no_target.match(text, match.end()):
            return False
        before = text[start : match.start()]
        if shape.LOCATIVE.search(before) and not shape.OF_NAME.search(before):
            return False
        if not first:
            return len(gap) < 100 and shape.COORDINATED.search(gap) is not None
        if re.search(r"[AX]\d+(?!'s|-|\s*and)\s+(?!and)", gap):
            return False
        if shape.NOT_ADJECTIVE.search(gap) and not shape.AMONG.search(gap):
            return False
        return "," not in gap or bool(shape.AMONG.search(gap) or shape.COUNTED.search(gap))

    def _names_left(self, left: str, *, subject: bool, plural: bool) -> tuple[int, ...]:
        """Targets before a verb: its subject, or the nearest name with those beside it."""
        clause = self._clause_of_names(left)
        if subject:
            reduced = shape.INSERT.sub(" ", clause)
            names = [m for m in shape.NAME.finditer(reduced) if not _is_oblique(reduced, m)]
            if names:
                return _group(reduced, names) if plural else (int(names[-1].group(1)),)
        names = [m for m in shape.NAME.finditer(left) if not m.group().endswith("'s")]
        if not names:
            return ()
        gap = left[names[-1].end() :]
        if subject and not gap.lstrip().startswith(","):
            return ()
        if len(gap) > 90:
            return ()
        if re.search(r"\b(?:both|all|each)\b[^,]*$", gap) or plural:
            return _group(left, names)
        return (int(names[-1].group(1)),)

    def _clause_of_names(self, left: str) -> str:
        last = 0
        for match in shape.BREAK.finditer(left):
            if match.group().strip() not in ("who", "which", "whom"):
                last = match.end()
        return left[last:]

    def _bodies(self, text: str) -> tuple[str, ...]:
        return self._marked.codes([int(n) for n in shape.BODY.findall(text)])

    def _actor(self, left: str) -> tuple[str, ...] | None:
        """Bodies that are the subject of an active verb; None if somebody else is."""
        reduced = shape.INSERT.sub(" ", left)
        clause = reduced
        for match in shape.BREAK.finditer(reduced):
            if match.group().strip() not in (",", ", and", "", ", but"):
                clause = reduced[match.end() :]
        actors = list(re.finditer(r"([AXN])(\d+)(?:'s)?", clause))
        # A body inside a by-phrase of another verb, or behind a preposition, does not act.
        actors = [
            m
            for m in actors
            if not re.search(
                r"(?:\b(?:by|with|against|for|on|from)"
                r"|(?<!government )(?<!cabinet )(?<!authorities )\bof)\s(?:the\s)?$",
                clause[: m.start()],
            )
        ]
        if not actors:
            return ()
        last = actors[-1]
        if last.group(1) == "X":
            return None
        if last.group(1) == "N":
            titled = re.search(rf"(A\d+)(?:'s)?\s+(?:[a-z'-]+\s+){{0,4}}{last.group()}", clause)
            if titled is None:
                return None
            return self._bodies(titled.group(1))
        group = [last]
        for earlier in reversed(actors[:-1]):
            gap = clause[earlier.end() : group[-1].start()]
            if earlier.group(1) != "A" or not shape.BODY_GAP.fullmatch(gap):
                break
            group.append(earlier)
        return self._marked.codes([int(m.group(2)) for m in reversed(group)])

    def _by(self, start: int, limit: int) -> tuple[tuple[str, ...] | None, int]:
        """Bodies behind a passive verb, and where they end; None if somebody else did it."""
        text = self._text
        stop = shape.BY_STOP.search(text, start, limit)
        end = stop.start() if stop else limit
        found: list[int] = []
        reach = start
        other = False
        for match in shape.BY_BODY.finditer(text, start, end):
            word, letter = match.groups()
            if letter in "XN":
                other = other or word == "by"
                continue
            if word != "by" and (
                found
                or shape.NAME.search(text, start, match.start())
                or "," in text[start : match.start()]
            ):
                continue
            group = shape.BY_ROW.match(text, match.end())
            if group is None:
                continue
            found += [int(n) for n in shape.BODY.findall(group.group())]
            reach = group.end()
            while True:
                more = shape.BY_MORE.match(text, reach)
                if more is None:
                    break
                found += [int(n) for n in shape.BODY.findall(more.group(1))]
                reach = more.end()
        if not found and not other:
            other = bool(re.search(r"^(?:\s+[\w]+){0,4}?\s+by\s", text[start:end]))
        if found:
            self._floor = max(self._floor, reach)
            return self._marked.codes(found), reach
        return (None if other else ()), start

    def _objects(self, trigger: re.Match[str], following: int, word: str) -> tuple[int, ...]:
        """Targets of an active verb; none where `designated N as` makes him an envoy."""
        rest = self._text[trigger.end() : following]
        if word.startswith(("designat", "listed")):
            as_what = shape.AS.search(rest)
            if as_what and not shape.AS_MEASURE.search(rest):
                return ()
            if shape.MADE.search(rest) and not shape.AS_MEASURE.search(rest):
                return ()
        return self._names_right(trigger.end(), following)

    def _with_subject(
        self,
        left: str,
        codes: tuple[str, ...],
        *,
        be: bool,
        inherits: bool = False,
        plural: bool = False,
    ) -> Statement | None:
        if (
            re.fullmatch(r"\s*(?:,?\s*(?:and|then|,|also|later|was|in \d+)\s*)+", left)
            and self._targets
            and left
        ):
            return Statement(self._targets, "", codes)
        plural = (
            plural
            or bool(shape.PLURAL.search(left))
            or bool(re.search(r"\b(?:both|all|each)\s*$", left))
        )
        whose = re.search(r"\b(?:who|which|that)\s[^,]*$", left) is not None
        names = self._names_left(left, subject=be and not whose, plural=plural)
        if names:
            return Statement(names, "", codes, inherits)
        if be and re.search(r"\b(?:among|also|included)\b", left) is None:
            meant = self._meant(left)
            return Statement(meant, "" if meant else self._clause(left), codes, inherits)
        # `Among those designated by the EU was N`
        inverted = shape.INVERTED.match(self._text, self._floor)
        if inverted is not None and shape.NAME.search(left) is None:
            listed = self._names_right(inverted.end(), len(self._text))
            return Statement(listed, "", codes) if listed else None
        # `The ship, sanctioned by the US,`
        if re.fullmatch(r"\s*\"?(?:the\s[a-z-]+(?:\s[a-z-]+)?),\s*(?:also\s|which\s|who\s)?", left):
            return Statement((), left, codes)
        # `Sanctioned by Kyiv, N keeps his yacht`
        if re.fullmatch(r"[\s\"]*(?:already|first|also|long|once|\w+ly|though|although)?\s*", left):
            behind = re.compile(r"[^;.]*?,\s(?:(?!A\d)[a-z'-]+\s){0,4}N(\d+)").match(
                self._text, self._floor
            )
            if behind is not None:
                return Statement((int(behind.group(1)),), "", codes)
        return None

    def _meant(self, left: str) -> tuple[int, ...]:
        """`N fled after he was sanctioned`: the only name of its kind before the pronoun."""
        dependent = shape.DEPENDENT.search(left)
        if dependent is None:
            return ()
        person = dependent["who"] != "it"
        before = {int(n) for n in shape.NAME.findall(self._text[: self._text.index(left)] + left)}
        fitting = [n for n in before if (self._marked.names[n].kind == "person") == person]
        return tuple(fitting) if len(fitting) == 1 else ()

    def _kept_by(self, roster: str) -> tuple[str, ...]:
        """The body whose list has a name of its own: `the SDN list`."""
        codes = (code for words, code in self._wording.rosters.items() if words in roster)
        return tuple(dict.fromkeys(codes))

    def _speaker(self) -> tuple[str, ...]:
        """The body that "it" means: named before, or whose man speaks.

        `Seoul said it had sanctioned N`; `"We have sanctioned N," A secretary N said`.
        """
        for trigger in self._triggers:
            found = list(
                re.finditer(rf"({shape.LIST})(?=[^;]*\bit\b)", self._text[: trigger.start()])
            )
            if found:
                return self._bodies(found[-1].group(1))
        speaks = re.search(
            r"(A\d+)(?:'s)?\s+(?:[a-z'-]+\s+){1,5}N\d+\s+(?:said|told|announced)", self._text
        )
        return self._bodies(speaks.group(1)) if speaks else ()


def _any(words: list[str]) -> re.Pattern[str]:
    phrases = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{phrases})(?!\w)|(?<=[a-z])n't\b")


def _is_oblique(text: str, match: re.Match[str]) -> bool:
    """Whether a name stands behind a preposition or owns something, so is no subject."""
    if match.group().endswith("'s"):
        return True
    before = text[: match.start()]
    if shape.OF_NAME.search(before):
        return False
    return (
        re.search(
            r"\b(?:of|by|to|with|from|in|at|for|near|unlike|like|against|about)\s+(?:the\s+)?(?:\w+\s)?$",
            before,
        )
        is not None
    )


def _group(text: str, names: list[re.Match[str]]) -> tuple[int, ...]:
    """The last name and those that stand beside it in a row."""
    found = [names[-1]]
    for match in reversed(names[:-1]):
        gap = text[match.end() : found[-1].start()]
        row = re.fullmatch(
            r"\s*(?:,\s*and|,|and|&)\s*(?:(?:the|his|her|its|their|an?)\s+)?(?:[a-z'-]+\s+){0,4}\"?"
            # `N and his wife, N, were`
            r"|\s*and\s(?:his|her|its|their)(?:\s[a-z'-]+){1,3},\s",
            gap,
        )
        if row is None or re.search(r"\b(?:was|is|met|has|had|with|who|said)\b", gap):
            break
        found.append(match)
    return tuple(int(match.group(1)) for match in reversed(found))
