"""Who sanctions whom: English clauses of a marked sentence.

Owns telling active from passive, verbs from nouns, targets from speakers and deeds from
denials, plans and removals. Works on the codes of `claim_marks` alone. Invariant: every
statement has a body or none is named at all (`unknown`); where somebody else acts (a coach, a
state that is none of ours) there is no statement. Refuses to know lists or articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from xref.match import claim_patterns as shape
from xref.match.claim_marks import Marked
from xref.rules.claims import ClaimRules

#: Authority of a claim that names no body: "a sanctioned banker".
UNKNOWN = "unknown"


class Statement(msgspec.Struct, frozen=True):
    """Somebody is said to be sanctioned.

    Attributes:
        names: Numbers of the names it is said of.
        stand_in: The clause in which a word that stands for somebody named before is looked
            for, where `names` is empty.
        codes: Codes of the bodies; `UNKNOWN` alone if none is named.
        inherits: Whether the bodies may be those of the sentence before.
        needed: Whether there is no statement without them ("it sanctioned N": who?).
    """

    names: tuple[int, ...]
    stand_in: str
    codes: tuple[str, ...]
    inherits: bool = False
    needed: bool = False


class Grammar:
    """Reads clauses; immutable."""

    def __init__(self, rules: ClaimRules) -> None:
        self._denials = _any(rules.denials)
        self._plans = _any(rules.plans)
        self._decisions = re.compile(rf"(?:{'|'.join(rules.decisions)})\s+$")
        self._removals = _any(rules.removals)
        speaking, people = ("|".join(map(re.escape, w)) for w in (rules.speaking, rules.people))
        self._no_target = re.compile(rf"\s*,?\s*(?:{speaking})\b|\s(?:{people})\b")

    def statements(self, marked: Marked) -> list[Statement]:
        """All statements of a sentence, in order."""
        if marked.text.rstrip("\"') ").endswith("?") or shape.GONE.search(marked.text):
            return []
        text = re.sub(r"(N\d+)'s name\b", r"\1", marked.text)
        reader = _Reader(self, msgspec.structs.replace(marked, text=text))
        return list(reader.read())

    def says_otherwise(self, clause: str) -> bool:
        """Whether a clause denies, plans, asks, or tells of an end."""
        last = clause[clause.rfind(", ") + 1 :] if clause.count(", ") > 2 else clause
        return bool(
            self._denials.search(clause) or self._plans.search(last) or self._removals.search(last)
        )


class _Reader:
    """Reads one sentence, trigger by trigger; keeps what was used up."""

    def __init__(self, grammar: Grammar, marked: Marked) -> None:
        self._grammar = grammar
        self._marked = marked
        self._text = marked.text
        self._floor = 0
        self._targets: tuple[int, ...] = ()
        self._codes: tuple[str, ...] = ()
        self._triggers = list(shape.TRIGGER.finditer(self._text))

    def read(self) -> Iterator[Statement]:
        for number, trigger in enumerate(self._triggers):
            following = (
                self._triggers[number + 1].start()
                if number + 1 < len(self._triggers)
                else len(self._text)
            )
            kind = trigger.lastgroup or ""
            statement = getattr(self, f"_{kind}")(trigger, following)
            if statement is None:
                continue
            along = shape.ALONG.match(self._text, max(trigger.end(), self._floor))
            if along is not None and statement.names:
                more = self._names_right(along.end(), len(self._text))
                names = tuple(dict.fromkeys(statement.names + more))
                statement = msgspec.structs.replace(statement, names=names)
            if statement.names:
                self._targets = statement.names
            if statement.codes != (UNKNOWN,):
                self._codes = statement.codes
            yield statement

    # What stands around a trigger

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
        return self._grammar.says_otherwise(shape.INSERT.sub(" ", self._clause(left)))

    def _names_right(self, start: int, limit: int) -> tuple[int, ...]:
        """Targets behind a verb or preposition: the first name and those beside it."""
        text = self._text
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
        if found:
            self._floor = max(self._floor, position)
        return tuple(found)

    def _is_target(self, match: re.Match[str], gap: str, *, first: bool, start: int) -> bool:
        text = self._text
        if match.group().endswith("'s") or self._grammar._no_target.match(text, match.end()):
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
                r"\b(?:by|with|against|of|for|on|from)\s(?:the\s)?$", clause[: m.start()]
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

    # Kinds of triggers

    def _pre(self, trigger: re.Match[str], _following: int) -> Statement | None:
        """`US-sanctioned tanker N`."""
        codes = self._bodies(trigger.group()) or (UNKNOWN,)
        return self._modified(trigger, codes)

    def _hit(self, trigger: re.Match[str], _following: int) -> Statement | None:
        return self._modified(trigger, (UNKNOWN,))

    def _modified(self, trigger: re.Match[str], codes: tuple[str, ...]) -> Statement | None:
        """An adjective: the name is the head of its phrase, or stands before it as apposition."""
        text = self._text
        phrase = shape.NOUN_PHRASE.match(text[trigger.end() :])
        if phrase is not None and not shape.NO_NOUN_PHRASE.search(phrase.group()):
            found: list[int] = []
            position = trigger.end() + phrase.end()
            while (match := shape.NAME.match(text, position)) is not None:
                found.append(int(match.group(1)))
                gap = re.compile(r"(?:,|,?\sand)\s(?:the\s)?(?=N\d)").match(text, match.end())
                self._floor = max(self._floor, match.end())
                if gap is None or not re.search(r"s\s+$", phrase.group()):
                    break
                position = gap.end()
            return Statement(tuple(found), "", codes) if found else None
        before = re.search(
            r"N(\d+),\s(?:an?|the|another)\s(?:[a-z'-]+\s){0,2}$", text[: trigger.start()]
        )
        if before is not None:
            return Statement((int(before.group(1)),), "", codes)
        return None

    def _ed(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        word = trigger.group()
        if word == "blacklist":
            return None
        passive = bool(shape.BE.search(left))
        relative = shape.OBJECT_RELATIVE.search(left)
        if relative and re.match(r"\s+(?:[a-z]+\s){0,3}N\d", self._text[trigger.end() :]):
            relative = None  # `said that the US blacklisted N`
        if self._denied(left):
            return None
        if passive or (
            re.match(r"\s+(?:[a-z0-9]+\s+){0,4}?by\b", self._text[trigger.end() :])
            and not shape.HAVE.search(left)
        ):
            return self._passive(trigger, left, following, be=passive)
        if word in shape.PLAIN and shape.VERB_BEFORE.search(left):
            modified = self._modified(trigger, (UNKNOWN,))
            if modified is not None:
                return modified
        actor = self._actor(left)
        if actor is None:
            shown = word in shape.PLAIN and (re.search(r"(?:N\d+|,)$", left.rstrip()) is not None)
            return self._loose(trigger, left, following) if shown else None
        if not actor:
            return self._unnamed(trigger, left, following)
        if relative is not None:
            ahead = left[: left.rfind(relative.group())]
            names = self._names_left(ahead, subject=False, plural=False)
            return Statement(names, "", actor) if names else None
        names = self._objects(trigger, following, word)
        if names:
            return Statement(names, "", actor)
        pronoun = shape.PRONOUN.match(self._text, trigger.end())
        if pronoun and word != "listed":
            return Statement((), pronoun.group(1), actor)
        return None

    def _unnamed(self, trigger: re.Match[str], left: str, following: int) -> Statement | None:
        """A verb without a body before it: an adjective, "we", or the body of the verb before."""
        word = trigger.group()
        ahead = self._text[: trigger.start()]
        if word in shape.PLAIN and (
            shape.ADJECTIVAL.search(ahead) or shape.VERB_BEFORE.search(ahead)
        ):
            found = self._modified(trigger, (UNKNOWN,))
            if found is not None:
                return found
        names: tuple[int, ...]
        if word != "listed" and shape.ADJECTIVAL.search(left) is None and shape.WE.search(left):
            names = self._objects(trigger, following, word)
            codes = self._speaker() or (UNKNOWN,)
            if not names or (word == "designated" and codes == (UNKNOWN,)):
                return None
            needed = shape.IT.search(left) is not None
            return Statement(names, "", codes, inherits=True, needed=needed)
        if self._codes and re.search(r"^\s*(?:,?\s*and|,)(?:\s+\w+ly|\s+also)?\s*$", left):
            names = self._objects(trigger, following, word)
            if names:
                return Statement(names, "", self._codes)
        return self._loose(trigger, left, following)

    def _objects(self, trigger: re.Match[str], following: int, word: str) -> tuple[int, ...]:
        """Targets of an active verb; none where `designated N as` makes him an envoy."""
        rest = self._text[trigger.end() : following]
        if word.startswith("designat"):
            as_what = shape.AS.search(rest)
            if as_what and not shape.AS_MEASURE.search(rest):
                return ()
            if shape.MADE.search(rest) and not shape.AS_MEASURE.search(rest):
                return ()
        return self._names_right(trigger.end(), following)

    def _loose(self, trigger: re.Match[str], left: str, following: int) -> Statement | None:
        """`N, sanctioned in 2019,`: nobody is named who did it."""
        if trigger.group() in ("listed", "designated"):
            return None
        rest = self._text[trigger.end() : following]
        if not re.search(r"(?:N\d+,?|,(?:\s\w+){0,5})\s*$", left) or not shape.TIMED.match(rest):
            return None
        names = self._names_left(left, subject=False, plural=False)
        return Statement(names, "", (UNKNOWN,)) if names else None

    def _passive(
        self, trigger: re.Match[str], left: str, following: int, *, be: bool
    ) -> Statement | None:
        word = trigger.group()
        rest = self._text[trigger.end() : following]
        if (
            word.startswith("designat")
            and shape.AS.search(rest)
            and not shape.AS_MEASURE.search(rest)
        ):
            return None
        limit = following
        codes, _ = self._by(trigger.end(), max(limit, trigger.end()))
        if codes is None:
            return None
        if not codes:
            if word == "listed":
                return None
            if word == "designated":
                if not re.match(r"\s+(?:pursuant|under|for|today)\b", rest):
                    return None
                codes = self._codes or self._bodies(left)
                return self._with_subject(left, codes or (UNKNOWN,), be=be, inherits=not codes)
            if not be:
                return None
            return self._with_subject(left, (UNKNOWN,), be=be, inherits="also" in left[-40:])
        return self._with_subject(left, codes, be=be)

    def _with_subject(
        self, left: str, codes: tuple[str, ...], *, be: bool, inherits: bool = False
    ) -> Statement | None:
        if (
            re.fullmatch(r"\s*(?:,?\s*(?:and|then|,|also|later|was|in \d+)\s*)+", left)
            and self._targets
            and left
        ):
            return Statement(self._targets, "", codes)
        plural = bool(shape.PLURAL.search(left)) or bool(
            re.search(r"\b(?:both|all|each)\s*$", left)
        )
        whose = re.search(r"\b(?:who|which|that)\s[^,]*$", left) is not None
        names = self._names_left(left, subject=be and not whose, plural=plural)
        if names:
            return Statement(names, "", codes, inherits)
        if be and re.search(r"\b(?:among|also|included)\b", left) is None:
            return Statement((), self._clause(left), codes, inherits)
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

    def _ing(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        if self._denied(left) or not re.search(
            rf"(?:\b(?:is|are|was|were)|,){shape.ADVERB}\s+$|\b(?:by|announced|after|of)\s+$", left
        ):
            return None
        actor = self._actor(left)
        if not actor:
            return None
        names = self._objects(trigger, following, trigger.group())
        return Statement(names, "", actor) if names else None

    def _identify(self, trigger: re.Match[str], _following: int) -> Statement | None:
        left = self._left(trigger)
        actor = None if self._denied(left) else self._actor(left)
        if not actor:
            return None
        names = self._names_right(trigger.end(), self._text.index(" as ", trigger.end()))
        return Statement(names, "", actor) if names else None

    def _third(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        actor = None if self._denied(left) else self._actor(left)
        if not actor or not re.search(rf"(?:A\d+\)?|N\d+){shape.ADVERB}\s+$", left):
            return None
        if trigger.group() == "lists":
            names = shape.NAME.search(self._text, trigger.end(), following)
            return Statement((int(names.group(1)),), "", actor) if names else None
        names_right = self._objects(trigger, following, trigger.group())
        return Statement(names_right, "", actor) if names_right else None

    def _base(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        decided = self._grammar._decisions.search(left)
        present = re.search(
            r"(?:^|[\"—–:]\s*)(?:the\s+)?A\d+(?:,\s*A\d+)*(?:,?\s+(?:and|&)\s+(?:the\s+)?A\d+)\s+$|^\s*A\d+,\s*A\d+\s+$",
            left,
        )
        if not (decided or present) or self._denied(left[: decided.start()] if decided else left):
            return None
        actor = self._actor(left)
        if not actor:
            return None
        rest = self._text[trigger.end() : following]
        names = self._names_right(trigger.end(), following)
        if (
            trigger.group() == "designate"
            and shape.AS.search(rest)
            and not shape.AS_MEASURE.search(rest)
        ):
            return None
        return Statement(names, "", actor) if names else None

    def _froze(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        if self._denied(left):
            return None
        actor = self._actor(left)
        if not actor:
            return None
        possessive = re.compile(r"N(\d+)'s").match(self._text, trigger.end())
        if possessive:
            return Statement((int(possessive.group(1)),), "", actor)
        names = self._names_right(trigger.end(), following)
        return Statement(names, "", actor) if names else None

    def _frozen(self, trigger: re.Match[str], following: int) -> Statement | None:
        """`N, whose assets were frozen by Japan`; `all property of N is blocked`."""
        left = self._left(trigger)
        if self._denied(left):
            return None
        reported = shape.REPORTED.match(self._text, trigger.end())
        if reported is not None:
            codes: tuple[str, ...] | None = self._bodies(reported.group(1))
        else:
            codes, _ = self._by(trigger.end(), following)
        if not codes:
            return None
        owned = shape.OWNED.search(left)
        if owned is not None:
            return Statement((int(owned.group(1)),), "", codes)
        whose = shape.WHOSE.search(left)
        if whose is not None:
            names = self._names_left(left[: whose.start()], subject=False, plural=False)
            return Statement(names, "", codes) if names else None
        owner = shape.OWNER.search(left)
        if owner is None:
            return None
        start = trigger.start() - len(left) + owner.end()
        names = self._names_right(start, trigger.start())
        return Statement(names, "", codes) if names else None

    def _roster(self, trigger: re.Match[str], following: int) -> Statement | None:
        """A list: somebody was added to it, or stands on it."""
        left = self._left(trigger)
        if trigger.group().endswith("blacklists"):
            headline = self._headline(left, trigger.group()[:-10], following, trigger.end())
            if headline is not None:
                return headline
        if self._denied(left):
            return None
        own = self._bodies(trigger.group())
        before = shape.BODIES_BEFORE.search(left)
        if before is not None and not own:
            own = self._bodies(before.group(1))
        elif (beside := shape.AND_BODY.search(left)) is not None:
            own = tuple(dict.fromkeys(self._bodies(beside.group(1)) + own))
        behind = re.compile(
            r"\s+(?:maintained\s+|kept\s+|run\s+)?(?:of|by|in)\s+(?:both\s+)?(?:the\s+)?("
            + shape.LIST
            + ")"
        ).match(self._text, trigger.end())
        if behind is not None:
            own = tuple(dict.fromkeys(own + self._bodies(behind.group(1))))
            self._floor = max(self._floor, behind.end())
        verbs = list(shape.ADDED.finditer(left))
        if verbs and len(left) - verbs[-1].end() < shape.NEAR_VERB:
            return self._added(trigger, left, verbs[-1], own, following)
        if not shape.STANDS_ON.search(left):
            return None
        be = shape.STANDS.search(self._clause(left))
        codes = own or (UNKNOWN,)
        if be is not None:
            return self._with_subject(left[: len(left) - len(be.group())], codes, be=True)
        names = self._names_left(left, subject=False, plural=False)
        gap = left[left.rfind("N") :] if "N" in left else ""
        stands = re.match(r"N\d+,?\s[a-z]", gap) is not None and len(gap) <= shape.NEAR_NAME
        return Statement(names, "", codes) if stands else None

    def _added(
        self,
        trigger: re.Match[str],
        left: str,
        verb: re.Match[str],
        own: tuple[str, ...],
        following: int,
    ) -> Statement | None:
        """Somebody was added to a list, or a body added him."""
        ahead, inner = left[: verb.start()], left[verb.end() :]
        if shape.BE.search(ahead):
            codes = own or self._by(trigger.end(), following)[0] or (UNKNOWN,)
            return self._with_subject(ahead, codes, be=True)
        actor = self._actor(ahead)
        if shape.NAME.search(inner):
            if actor is None:
                return None
            start = trigger.start() - len(left) + verb.end()
            names = self._names_right(start, trigger.start())
            return Statement(names, "", own or actor or (UNKNOWN,)) if names else None
        whom = re.search(r",?\s\b(?:whom|which|that|who)\b[^,]*$", ahead)
        if whom is not None and actor:
            names = self._names_left(ahead[: whom.start()], subject=False, plural=False)
            return Statement(names, "", own or actor) if names else None
        pronoun = shape.PRONOUN.match(inner)
        if pronoun is not None:
            # `OFAC accused N of theft and placed him on its list`
            body = shape.BODY.search(ahead)
            codes = own or actor or (self._bodies(body.group()) if body else ())
            named = [m for m in shape.NAME.finditer(ahead) if not m.group().endswith("'s")]
            last = (int(named[-1].group(1)),) if named else ()
            return Statement(last, pronoun.group(1), tuple(codes)) if any(codes) else None
        names = self._names_left(ahead, subject=False, plural=False)
        if not names:
            return self._with_subject(ahead, own or (UNKNOWN,), be=False)
        near = shape.NAME.search(ahead[-shape.NEAR_NAME_OF_VERB :]) is not None
        return Statement(names, "", own or (UNKNOWN,)) if near else None

    def _noun(self, trigger: re.Match[str], following: int) -> Statement | None:
        """`sanctions on N`, `under sanctions`, `hit N with sanctions`; as a verb in headlines."""
        text = self._text
        left = self._left(trigger)
        rest = text[trigger.end() : following]
        before = shape.BODIES_BEFORE.search(left)
        other = before is not None and not self._bodies(before.group(1)) and "X" in before.group(1)
        own = self._bodies(before.group(1)) if before is not None else ()
        if trigger.group() == "sanctions" and before is not None and own:
            verb = self._headline(left, "", following, trigger.end())
            if verb is not None:
                return verb
        if self._denied(left) or shape.OVER.search(_cut(rest)):
            return None
        if other:
            return None
        under = shape.UNDER.search(left)
        if under is not None:
            # `sanctions by the US`, `sanctions imposed by`, `sanctions from Seoul`
            by = shape.SANCTIONS_BY.match(text, trigger.end())
            codes = self._bodies(under.group()) + (self._bodies(by.group(1)) if by else ())
            if by:
                self._floor = max(self._floor, by.end())
            named = tuple(dict.fromkeys(codes)) or (UNKNOWN,)
            head = left[: under.start()]
            verbs = list(shape.PUT.finditer(head))
            if verbs and not shape.BE.search(ahead := head[: verbs[-1].start()]):
                if shape.BESIDE.search(ahead):
                    return self._with_subject(ahead, named, be=False)
                return self._put(head, verbs[-1], codes)
            return self._with_state(head, named)
        on = shape.WERE_IMPOSED.match(rest) or shape.ON.match(rest)
        if on is not None:
            ahead = left[: before.start()] if before else left
            return self._on(trigger.end() + on.end(), left, ahead, own or self._bodies(on.group()))
        hit = shape.WITH.search(left)
        verbs = list(shape.HIT.finditer(left))
        if hit is not None and verbs:
            ahead = left[: verbs[-1].start()]
            names = tuple(int(n) for n in shape.NAME.findall(left[verbs[-1].end() : hit.start()]))
            if shape.BE.search(ahead) or not names:
                codes = own or self._by(trigger.end(), following)[0] or (UNKNOWN,)
                return self._with_state(ahead, codes)
            actor = self._actor(ahead)
            return Statement(names, "", own or actor or (UNKNOWN,)) if actor is not None else None
        return None

    def _put(self, head: str, verb: re.Match[str], codes: tuple[str, ...]) -> Statement | None:
        """`A put N under sanctions`, `N, whom A put under sanctions`."""
        ahead, inner = head[: verb.start()], head[verb.end() :]
        actor = codes or self._actor(ahead)
        if not actor:
            return None
        relative = shape.OBJECT_RELATIVE.search(ahead)
        if shape.NAME.search(inner):
            start = self._text.rindex(head) + verb.end()
            names = self._names_right(start, start + len(inner))
        elif relative is not None:
            names = self._names_left(ahead[: relative.start()], subject=False, plural=False)
        else:
            return None
        return Statement(names, "", actor) if names else None

    def _on(self, start: int, left: str, ahead: str, own: tuple[str, ...]) -> Statement | None:
        """`sanctions on N`: the body stands before the noun, acts, or follows behind."""
        following = next((t.start() for t in self._triggers if t.start() >= start), len(self._text))
        actor = self._actor(ahead)
        if actor is None and not own and re.search(r"\bX\d+\b", left):
            return None
        codes = own or actor or ()
        names = self._names_right(start, following)
        if not names:
            pronoun = shape.PRONOUN.match(self._text, start, following)
            return Statement((), pronoun.group(1), codes) if pronoun and codes else None
        if shape.OVER.search(_cut(self._text[self._floor : following])):
            return None
        codes = codes or self._by(self._floor, following)[0] or ()
        if not codes and shape.WE.search(left):
            codes = self._speaker()
        needed = not codes and shape.IT.search(self._clause(left)) is not None
        return Statement(names, "", codes or (UNKNOWN,), inherits=not codes, needed=needed)

    def _with_state(self, head: str, codes: tuple[str, ...]) -> Statement | None:
        """Whoever is under sanctions: the subject, or the name the phrase stands behind."""
        be = shape.IS_UNDER.search(head)
        finite = be is not None or not re.search(
            r"[,]\s*(?:an?\s[\w\s-]+|who\s.*|which\s.*|now|also|long|\s)*$|N\d+\s*$", head
        )
        return self._with_subject(head if be is None else f"{head} ", codes, be=finite)

    def _headline(self, left: str, own: str, following: int, end: int) -> Statement | None:
        """`US sanctions N`: the noun is a verb where a name follows and a line begins before it."""
        start = shape.LINE_BEGINS.fullmatch(f"{left}{own} ".replace("  ", " "))
        if start is None or shape.NO_VERB.match(self._text, end):
            return None
        names = self._names_right(end, following)
        return Statement(names, "", self._bodies(start.group(1))) if names else None


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
            r"\s*(?:,\s*and|,|and|&)\s*(?:(?:the|his|her|its|their|an?)\s+)?(?:[a-z'-]+\s+){0,4}\"?",
            gap,
        )
        if row is None or re.search(r"\b(?:was|is|met|has|had|with|who|said)\b", gap):
            break
        found.append(match)
    return tuple(int(match.group(1)) for match in reversed(found))


def _cut(text: str) -> str:
    """A text up to the end of its clause."""
    stop = re.search(r"[;:]|\.\s|,\s(?:and|but)\b|\b(?:while|although|but)\b", text)
    return text[: stop.start()] if stop else text
