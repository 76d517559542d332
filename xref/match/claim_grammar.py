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

from xref.match.claim_marks import Marked
from xref.rules.claims import ClaimRules

#: Authority of a claim that names no body: "a sanctioned banker".
UNKNOWN = "unknown"

_ED = r"(?:sanctioned|blacklisted|blacklist|designated|listed)"
_ADVERB = r"(?:\s+(?:[a-z]+ly|also|both|all|since|then|now|still|already|first|later|again|once|itself|themselves|been|on \w+day|last \w+|earlier))*"
_BE = re.compile(rf"\b(?:was|were|is|are|been|being|be|got|remains?|'s|'re){_ADVERB}\s+$")
_HAVE = re.compile(rf"\b(?:has|have|had|'ve|'s){_ADVERB}\s+$")
_PLURAL = re.compile(rf"\b(?:were|are|have been){_ADVERB}\s+$")
_LIST = r"A\d+(?:\s*(?:,\s*and|,|and|&|/|as well as|or)\s*(?:also\s+)?(?:by\s+|from\s+|the\s+)*[AL]\d+(?:'s)?)*"
_ALIST = re.compile(rf"(?:both\s+|the\s+|by\s+)*{_LIST}")
_NAME = re.compile(r"N(\d+)(?:'s\b)?")
_BODY = re.compile(r"[AL](\d+)")
_NOUN = (
    r"(?:sanctions|(?:an?\s+)?(?:assets?[- ]freez(?:es?|ing)|freez(?:e|ing) of assets|travel bans?)"
    r"(?:\s+and\s+(?:an?\s+)?(?:assets?[- ]freezes?|travel bans?))?)"
)
_ROSTER = (
    r"(?:(?:financial |economic )?sanctions? (?:and \w+ )?(?:black ?)?(?:lists?|registers?|packages?)|(?:packages?|rounds?|tranche) of (?:A\d+(?:'s)? )?sanctions\b(?! on| against)"
    r"|(?:list|register)s? of (?:[a-z]+ ){0,3}?(?:under|subject to) (?:A\d+ )?sanctions|sdn(?: list)?|black ?lists?|watch ?lists?"
    r"|(?:list|register)s? of (?:people |persons |entities |individuals |names )?(?:\w+ )?(?:sanctioned|specially designated|blacklisted|blocked|designated)\b[\w ,]*?"
    r"(?:nationals|persons|people|entities|individuals|companies|vessels|ships)?"
    r"|list of specially designated nationals(?: and blocked persons)?|specially designated nationals(?: and blocked persons)?(?: list)?)"
)
_TRIGGER = re.compile(
    rf"(?P<pre>(?:(?:A\d+|western|international)-?(?:(?:,| and|-and-|/)\s?)?)+-(?:sanctioned|blacklisted|designated|listed))"
    rf"|(?P<hit>(?:sanctions|blacklist)-hit)"
    rf"|(?P<roster>(?:(?:A\d+(?:'s)?|its|their|his|the|a|an)\s+)?(?:own\s+)?\b{_ROSTER}\b|\bA\d+(?:'s)?\s+(?:black)?lists?\b(?!\s+(?:N\d|the\s)))"
    rf"|(?P<froze>\b(?:froze|frozen|freezes|freezing|freeze)\s+(?:the\s+|all\s+|any\s+)?(?:\w+\s+)?(?:assets|property|accounts|funds)\s+(?:of|belonging to|held by)\b"
    rf"|\b(?:froze|frozen|freezes)\s+(?=N\d+'s\s+(?:\w+\s+)?(?:assets|accounts|property)))"
    rf"|(?P<identify>\bidentif(?:ied|ying|ies)\b(?=[^.;]*\bas\s+(?:blocked\s+)?property\b))"
    rf"|(?P<ed>(?<![-\w]){_ED}\b(?!-))"
    rf"|(?P<ing>\b(?:sanctioning|blacklisting|designating)\b)"
    rf"|(?P<third>\b(?:designates|blacklists|lists)\b)"
    rf"|(?P<base>\b(?:sanction|designate|blacklist)\b)"
    rf"|(?P<noun>(?<!-)\b{_NOUN}(?![-\w]))"
)
_BREAK = re.compile(
    r"[;:—–]|\.\s|\b(?:while|although|though|whereas|but|said|says|told|that|because|when|after|before|who|whom|whose|which|where)\b"
    r"|,\s+(?:and\s+|but\s+)?(?=(?:the\s+)?A\d+\s+(?:has|have|had|also|sanction|designat|blacklist|impos|add|put|plac))"
)
_INSERT = re.compile(
    r",\s(?!(?:the\s)?A\d)(?:which|who|whom|whose|an?|the|another|both|now|then|once|already|head|in|on|based|formerly|also|\w+ed|known|born|his|her|its)\b[^,;]*,"
)
_STOP = re.compile(
    r"[;]|\.\s|\b(?:over|for|because|after|since|as part|in connection|during|when|while|said|says|but|although|though"
    r"|until|amid|despite|citing|pursuant|under|if|following|by|not|to|from|against(?=\s+A\d))\b|\s[—–]\s"
    r"|\bas (?:an?|its|their)\b|,\s(?:and|while)\s(?=(?:the\s)?[AX]\d)|\b(?:accus|alleg)\w+"
)
_RELATIVE = re.compile(r",?\s\b(?:who|whom|whose|which|that|where)\b")
_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|around|via|of|by|for|to|with|owned by|called on)\s+(?:the\s+)?$")
_OF_NAME = re.compile(r"\b(?:names?|assets|members?|vessels?|ships?) of\s+(?:the\s+)?$")
_COORDINATED = re.compile(r",|\b(?:and|or|plus)\b|&|as well as|along with")
_NOT_ADJECTIVE = re.compile(
    r"\b(?!(?:based|occupied|united|retired|linked|owned|controlled|backed|flagged|alleged|suspected|accused|wanted|exiled|linked|led|run|named|called|registered|managed|related|affiliated|aged)\b)"
    r"(?:was|were|is|are|has|have|had|will|would|could|may|did|does|\w{3,}ed)\b"
)
_AMONG = re.compile(r"(?:among them|including|such as|namely|notably|like|:|both|also known as)\s*(?:the\s+)?(?:[\w'-]+\s+){0,6}\"?$")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|his|her|their|its|\d+)\s[^,]*,\s(?:the\s)?$|-\w+,"
)
_ADJ = r"(?:new|fresh|additional|further|more|economic|financial|international|western|targeted|similar|secondary|blocking|the|its|their|his|her|own|tough|sweeping|separate|joint|autonomous|unilateral|several|related|existing|longstanding|human rights|personal)"
_BODIES_BEFORE = re.compile(
    rf"((?:[AXL]\d+(?:'s)?|western|international)(?:\s*(?:,\s*and|,|and|&|/|as well as)\s*(?:the\s+)?[AXL]\d+(?:'s)?)*)(?:\s+{_ADJ})*[\s-]+$"
)
_UNDER = re.compile(
    rf"\b(?:under|subject to|fac(?:e|es|ed|ing)|hit by|hit with|targeted by|target of|beneath)(?:\s+(?:{_ADJ}|an?|and|,|A\d+(?:'s)?|X\d+|both))*\s*,?\s*(?:(?:asset freezes?|travel bans?)\s+and\s+)?(?:an?\s+)?$"
)
_WITH = re.compile(rf"\bwith(?:\s+(?:{_ADJ}|and|A\d+(?:'s)?))*\s+$")
_HIT = re.compile(r"\b(?:hit|hits|slapped|slaps|targeted|punished|struck)\b")
_IMPOSED = re.compile(r"\b(?:impos\w+|slap\w*|levied|levy|announc\w+|introduc\w+|plac\w+|put|issued?|unveil\w+|adopt\w+|approv\w+)\b")
_ON = re.compile(r"^(?:\s+(?:list|regime))?\s*(?:[a-z ,]{0,30}?\b(?:imposed|announced|levied|placed|issued|introduced|adopted)\b\s+)?(?:(?:[a-z]+\s+)?(?:in|last|this|on)\s+(?:\w+\s+)?(?:\d{4}|\w+day|month|week|year)\s+)?(?:by\s+(?:the\s+)?" + _LIST + r"\s+)?(?:on|against|upon|targeting|aimed at)\b")
_WERE_IMPOSED = re.compile(r"^\s*(?:was|were|have been|had been|has been)(?:\s+\w+ly)?\s+(?:imposed|slapped|placed|levied|announced|introduced)\s+(?:(?:in|last|on)\s+\w+\s+)?(?:by\s+(?:the\s+)?" + _LIST + r"\s+)?(?:on|against)\b")
_OVER = re.compile(r"\b(?:expired?|lapsed|(?:were|was|been|are|be|being)\s+(?:\w+\s+)?(?:lifted|dropped|removed|eased|suspended|waived|revoked|annulled|overturned|scrapped))\b")
_ADDED = re.compile(r"\b(?:add(?:ed|s|ing)?|put|puts|putting|plac(?:ed|es|ing)|includ(?:ed|es|ing)|enter(?:ed|s)|inscribed|listed)\b")
_IS_ON = re.compile(r"\b(?:on|in|appears?|figures?|features?)\s+(?:both\s+|all\s+)?(?:the\s+)?$|\b(?:on|in)\s+(?:the\s+)?A\d+(?:'s)?(?:(?:,| and)\s+(?:the\s+)?A\d+(?:'s)?)*\s+$")
_AS = re.compile(r"\bas\s+(?:the\s+|an?\s+|its\s+|their\s+)?")
_AS_MEASURE = re.compile(r"\bas\b[^.;]{0,80}\b(?:sanction|terroris|subject|block|specially|freez|trafficker|target|proliferat)\w*")
_ADJECTIVAL = re.compile(r"(?:^|[\"“(—–:]|\b(?:the|a|an|for|with|of|from|to|and|by|on|against|two|three|several|former|other|already|between|via|as|two)\b,?)\s*\"?$")
_NOUN_PHRASE = re.compile(r"^(?:\s+[a-z][a-z'-]*|,(?=\s[a-z]+-)){1,6}?\s+(?:\"|the\s)?(?=N\d)|^\s+(?=N\d)")
_NO_NOUN_PHRASE = re.compile(r"\b(?:by|in|for|since|over|on|at|was|is|were|are|has|and|to|under|after|with|as|against|of|that|who)\b")
_IT = re.compile(r"\b(?:it|they|he|she)\b[^,.;]*$")
_TIMED = re.compile(
    r"\s*(?:[,.;)\"]|$|(?:in|since|over|for|last|after|amid|earlier|this|two|three|on \w+day)\b)"
)
_VERB_BEFORE = re.compile(r"\b(?:met|meets|saw|sees|hosts|hired|\w{3,}ed|\w{3,}ing)\s$")
_TELLS_FALSE = re.compile(
    r"\b(?:not true|untrue|false|wrong|den(?:y|ies|ied)|no (?:evidence|sign)|rumou?rs?|reports?)\b[^,;]*\bthat\b"
)
_IS_FALSE = re.compile(r"\b(?:is|was|are|were)\s(?:wrong|false|untrue|mistaken|fabricated|denied)\b")
_INVERTED = re.compile(
    r"[^;.,]{0,60}?\b(?:was|were|is|are|includes?|included|including)\s(?:also\s)?(?=[^.;]*N\d)"
)
_ALONG = re.compile(
    r"[^.;N]{0,40}?,?\s(?:along|together)\swith\s(?:[a-z'-]+\s){0,4}(?=N\d)"
)
_WE = re.compile(r"\b(?:we|it|they|the (?:agency|department|government|ministry|council|office|administration|bloc|commission))\b[^,.;]*$")


_LINE_BEGINS = re.compile(
    r"(?:.*[:—–\"|]\s*)?(?:the\s+)?((?:A\d+(?:(?:,|,?\s(?:and|&))\s)?)+)\s+"
)
_NO_VERB = re.compile(
    r"\s+(?:on|against|list|were|are|have|will|over|may|could|would|imposed)\b"
)


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
        if marked.text.rstrip("\"') ").endswith("?"):
            return []
        reader = _Reader(self, marked)
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
        self._triggers = list(_TRIGGER.finditer(self._text))

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
            along = _ALONG.match(self._text, max(trigger.end(), self._floor))
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
        for match in _BREAK.finditer(left):
            last = match.end()
        return left[last:]

    def _denied(self, left: str) -> bool:
        told = _TELLS_FALSE.search(left)
        if told and ("report" not in told.group() or _IS_FALSE.search(self._text)):
            return True
        return self._grammar.says_otherwise(_INSERT.sub(" ", self._clause(left)))

    def _names_right(self, start: int, limit: int, stop_at_as: bool = True) -> tuple[int, ...]:
        """Targets behind a verb or preposition: the first name and those beside it."""
        text = self._text
        stop = _STOP.search(text, start, limit)
        end = stop.start() if stop else limit
        relative = _RELATIVE.search(text, start, end)
        pieces = [(start, relative.start() if relative else end)]
        if relative:
            resumed = re.compile(r",\sand\s(?:[a-z'-]+\s){0,5}(?=N\d)").search(text, relative.end(), end)
            if resumed:
                pieces.append((resumed.start(), end))
        found: list[int] = []
        position = start
        for low, high in pieces:
            for match in _NAME.finditer(text, low, high):
                gap = text[position : match.start()]
                if not self._is_target(match, gap, first=not found, start=start):
                    if not found and not match.group().endswith("'s"):
                        if "," in gap or _NOT_ADJECTIVE.search(gap):
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
        if _LOCATIVE.search(before) and not _OF_NAME.search(before):
            return False
        if not first:
            return len(gap) < 100 and _COORDINATED.search(gap) is not None
        if re.search(r"[AX]\d+(?!'s|-|\s*and)\s+(?!and)", gap):
            return False
        if _NOT_ADJECTIVE.search(gap) and not _AMONG.search(gap):
            return False
        return "," not in gap or bool(_AMONG.search(gap) or _COUNTED.search(gap))

    def _names_left(self, left: str, *, subject: bool, plural: bool) -> tuple[int, ...]:
        """Targets before a verb: its subject, or the nearest name with those beside it."""
        clause = self._clause_of_names(left)
        if subject:
            reduced = _INSERT.sub(" ", clause)
            names = [m for m in _NAME.finditer(reduced) if not _is_oblique(reduced, m)]
            if names:
                return _group(reduced, names) if plural else (int(names[-1].group(1)),)
        names = [m for m in _NAME.finditer(left) if not m.group().endswith("'s")]
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
        for match in _BREAK.finditer(left):
            if match.group().strip() not in ("who", "which", "whom"):
                last = match.end()
        return left[last:]

    def _bodies(self, text: str) -> tuple[str, ...]:
        return self._marked.codes([int(n) for n in _BODY.findall(text)])

    def _actor(self, left: str) -> tuple[str, ...] | None:
        """Bodies that are the subject of an active verb; None if somebody else is."""
        reduced = _INSERT.sub(" ", left)
        clause = reduced
        for match in _BREAK.finditer(reduced):
            if match.group().strip() not in (",", ", and", "", ", but"):
                clause = reduced[match.end() :]
        actors = list(re.finditer(r"([AXN])(\d+)(?:'s)?", clause))
        # A body inside a by-phrase of another verb, or behind a preposition, does not act.
        actors = [
            m for m in actors if not re.search(r"\b(?:by|with|against|of|for|on|from)\s(?:the\s)?$", clause[: m.start()])
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
            if earlier.group(1) != "A" or not re.fullmatch(r"(?:'s)?\s*(?:,\s*and|,|and|&|/|\(|\)|as well as|alongside|together with|of|the|department|\s)*", gap):
                break
            group.append(earlier)
        return self._marked.codes([int(m.group(2)) for m in reversed(group)])

    def _by(self, start: int, limit: int) -> tuple[tuple[str, ...] | None, int]:
        """Bodies behind a passive verb: `by the US and, since May, by the EU`; None if another acts."""
        text = self._text
        stop = re.compile(r"[;]|\.\s|\b(?:over|because|after|as part|but|not|while|although|who|which|said|says)\b|\bfor (?!years|months|decades)").search(text, start, limit)
        end = stop.start() if stop else limit
        found: list[int] = []
        reach = start
        other = False
        for match in re.compile(r"\b(by|in|under|from)\s+(?:both\s+)?((?:[a-z'-]+\s+){0,3}?)(?=([AXLN])\d)").finditer(text, start, end):
            word, between, letter = match.groups()
            if letter in "XN":
                other = other or word == "by"
                continue
            if word != "by" and (found or _NAME.search(text, start, match.start()) or "," in text[start : match.start()]):
                continue
            group = re.compile(rf"(?:the\s+)?{_LIST.replace('A', '[AL]', 1)}").match(text, match.end() - 0)
            if group is None:
                continue
            found += [int(n) for n in _BODY.findall(group.group())]
            reach = group.end()
            while True:
                more = re.compile(rf"(?:\s+in\s+\w+(?:\s+\d{{4}})?)?(?:,|\s+and|,\s+and)\s+by\s+(?:the\s+)?({_LIST})").match(text, reach)
                if more is None:
                    break
                found += [int(n) for n in _BODY.findall(more.group(1))]
                reach = more.end()
        if not found and not other:
            other = bool(re.search(r"^(?:\s+[\w]+){0,4}?\s+by\s", text[start:end]))
        if found:
            self._floor = max(self._floor, reach)
            return self._marked.codes(found), reach
        return (None if other else ()), start

    # Kinds of triggers

    def _pre(self, trigger: re.Match[str], following: int) -> Statement | None:
        """`US-sanctioned tanker N`."""
        codes = self._bodies(trigger.group()) or (UNKNOWN,)
        return self._modified(trigger, codes)

    def _hit(self, trigger: re.Match[str], following: int) -> Statement | None:
        return self._modified(trigger, (UNKNOWN,))

    def _modified(self, trigger: re.Match[str], codes: tuple[str, ...]) -> Statement | None:
        """An adjective: the name is the head of its phrase, or stands before it as apposition."""
        text = self._text
        phrase = _NOUN_PHRASE.match(text, trigger.end()) or _NOUN_PHRASE.match(text[trigger.end() :])
        if phrase is not None and not _NO_NOUN_PHRASE.search(phrase.group()):
            shift = 0 if phrase.string is text else trigger.end()
            start = phrase.end() + shift
            names = [_NAME.match(text, start)]
            found = []
            position = start
            while (match := _NAME.match(text, position)) is not None:
                if match.group().endswith("'s") and not found and False:
                    break
                found.append(int(match.group(1)))
                gap = re.compile(r"(?:,|,?\sand)\s(?:the\s)?(?=N\d)").match(text, match.end())
                self._floor = max(self._floor, match.end())
                if gap is None or not re.search(r"s\s+$", phrase.group()):
                    break
                position = gap.end()
            assert names
            return Statement(tuple(found), "", codes) if found else None
        before = re.search(r"N(\d+),\s(?:an?|the|another)\s(?:[a-z'-]+\s){0,2}$", text[: trigger.start()])
        if before is not None:
            return Statement((int(before.group(1)),), "", codes)
        return None

    def _ed(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        word = trigger.group()
        if word == "blacklist":
            return None
        passive = bool(_BE.search(left))
        relative = re.search(r"\b(?:whom|which|that)\s+((?:the\s+)?A\d.*)$", self._clause_of_names(left))
        if self._denied(left):
            return None
        if passive or (re.match(r"\s+(?:[a-z0-9]+\s+){0,4}?by\b", self._text[trigger.end() :]) and not _HAVE.search(left)):
            return self._passive(trigger, left, following, be=passive)
        if word in ("sanctioned", "blacklisted") and _VERB_BEFORE.search(left):
            modified = self._modified(trigger, (UNKNOWN,))
            if modified is not None:
                return modified
        actor = self._actor(left)
        if relative is not None and actor:
            names = self._names_left(left[: left.rfind(relative.group())], subject=False, plural=False)
            return Statement(names, "", actor) if names else None
        if actor is None:
            if word == "listed" or word == "designated":
                return None
            if re.search(r"N\d+$", left.rstrip()) or left.rstrip().endswith(","):
                return self._loose(trigger, left, following)
            return None
        if not actor:
            ahead = self._text[: trigger.start()]
            if word in ("sanctioned", "blacklisted") and (
                _ADJECTIVAL.search(ahead) or _VERB_BEFORE.search(ahead)
            ):
                found = self._modified(trigger, (UNKNOWN,))
                if found is not None:
                    return found
            if _ADJECTIVAL.search(left) is None and _WE.search(left) and word in ("sanctioned", "blacklisted", "designated"):
                names = self._objects(trigger, following, word)
                codes = self._speaker() or (UNKNOWN,)
                if names and not (word == "designated" and codes == (UNKNOWN,)):
                    return Statement(names, "", codes, inherits=True, needed=_IT.search(left) is not None)
                return None
            if self._codes and re.search(r"^\s*(?:,?\s*and|,)(?:\s+\w+ly|\s+also)?\s*$", left):
                names = self._objects(trigger, following, word)
                if names:
                    return Statement(names, "", self._codes)
            return self._loose(trigger, left, following)
        names = self._objects(trigger, following, word)
        if names:
            return Statement(names, "", actor)
        pronoun = re.match(r"\s+(him|her|it|them|the \w+(?: \w+)?)\b", self._text[trigger.end() :])
        if pronoun and word != "listed":
            return Statement((), pronoun.group(1), actor)
        return None

    def _objects(self, trigger: re.Match[str], following: int, word: str) -> tuple[int, ...]:
        """Targets of an active verb; none where `designated N as` makes him an envoy."""
        rest = self._text[trigger.end() : following]
        if word.startswith("designat"):
            as_what = _AS.search(rest)
            if as_what and not _AS_MEASURE.search(rest):
                return ()
        return self._names_right(trigger.end(), following)

    def _loose(self, trigger: re.Match[str], left: str, following: int) -> Statement | None:
        """`N, sanctioned in 2019,`: nobody is named who did it."""
        if trigger.group() in ("listed", "designated"):
            return None
        rest = self._text[trigger.end() : following]
        if not re.search(r"(?:N\d+,?|,(?:\s\w+){0,5})\s*$", left) or not _TIMED.match(rest):
            return None
        names = self._names_left(left, subject=False, plural=False)
        return Statement(names, "", (UNKNOWN,)) if names else None

    def _passive(
        self, trigger: re.Match[str], left: str, following: int, *, be: bool
    ) -> Statement | None:
        word = trigger.group()
        rest = self._text[trigger.end() : following]
        if word.startswith("designat") and _AS.search(rest) and not _AS_MEASURE.search(rest):
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
        if re.fullmatch(r"\s*(?:,?\s*(?:and|then|,|also|later|was|in \d+)\s*)+", left) and self._targets and left:
            return Statement(self._targets, "", codes)
        plural = bool(_PLURAL.search(left)) or bool(re.search(r"\b(?:both|all|each)\s*$", left))
        whose = re.search(r"\b(?:who|which|that)\s[^,]*$", left) is not None
        names = self._names_left(left, subject=be and not whose, plural=plural)
        if names:
            return Statement(names, "", codes, inherits)
        if be and re.search(r"\b(?:among|also|included)\b", left) is None:
            return Statement((), self._clause(left), codes, inherits)
        # `Among those designated by the EU was N`
        inverted = _INVERTED.match(self._text, self._floor)
        if inverted is not None and _NAME.search(left) is None:
            listed = self._names_right(inverted.end(), len(self._text))
            return Statement(listed, "", codes) if listed else None
        # `The ship, sanctioned by the US,`
        if re.fullmatch(r"\s*\"?(?:the\s[a-z-]+(?:\s[a-z-]+)?),\s*(?:also\s|which\s|who\s)?", left):
            return Statement((), left, codes)
        # `Sanctioned by Kyiv, N keeps his yacht`
        if re.fullmatch(r"[\s\"]*(?:already|first|also|long|once|\w+ly|though|although)?\s*", left):
            behind = re.compile(r"[^;.]*?,\s(?:(?!A\d)[a-z'-]+\s){0,4}N(\d+)").match(self._text, self._floor)
            if behind is not None:
                return Statement((int(behind.group(1)),), "", codes)
        return None

    def _speaker(self) -> tuple[str, ...]:
        """The body that "it" means: named before, or whose man speaks.

        `Seoul said it had sanctioned N`; `"We have sanctioned N," A secretary N said`.
        """
        for trigger in self._triggers:
            found = list(re.finditer(rf"({_LIST})(?=[^;]*\bit\b)", self._text[: trigger.start()]))
            if found:
                return self._bodies(found[-1].group(1))
        speaks = re.search(r"(A\d+)(?:'s)?\s+(?:[a-z'-]+\s+){1,5}N\d+\s+(?:said|told|announced)", self._text)
        return self._bodies(speaks.group(1)) if speaks else ()

    def _ing(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        if self._denied(left) or not re.search(rf"(?:\b(?:is|are|was|were)|,){_ADVERB}\s+$|\b(?:by|announced|after|of)\s+$", left):
            return None
        actor = self._actor(left)
        if not actor:
            return None
        names = self._objects(trigger, following, trigger.group())
        return Statement(names, "", actor) if names else None

    def _identify(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        actor = None if self._denied(left) else self._actor(left)
        if not actor:
            return None
        names = self._names_right(trigger.end(), self._text.index(" as ", trigger.end()))
        return Statement(names, "", actor) if names else None

    def _third(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        actor = None if self._denied(left) else self._actor(left)
        if not actor or not re.search(rf"(?:A\d+\)?|N\d+){_ADVERB}\s+$", left):
            return None
        if trigger.group() == "lists":
            names = _NAME.search(self._text, trigger.end(), following)
            return Statement((int(names.group(1)),), "", actor) if names else None
        names_right = self._objects(trigger, following, trigger.group())
        return Statement(names_right, "", actor) if names_right else None

    def _base(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        decided = self._grammar._decisions.search(left)
        present = re.search(r"(?:^|[\"—–:]\s*)(?:the\s+)?A\d+(?:,\s*A\d+)*(?:,?\s+(?:and|&)\s+(?:the\s+)?A\d+)\s+$|^\s*A\d+,\s*A\d+\s+$", left)
        if not (decided or present) or self._denied(left[: decided.start()] if decided else left):
            return None
        actor = self._actor(left)
        if not actor:
            return None
        rest = self._text[trigger.end() : following]
        names = self._names_right(trigger.end(), following)
        if trigger.group() == "designate" and _AS.search(rest) and not _AS_MEASURE.search(rest):
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
        before = _BODIES_BEFORE.search(left)
        if before is not None and not own:
            own = self._bodies(before.group(1))
        elif before is not None and re.search(r"(?:and|,)\s+(?:the\s+)?$", left):
            own = tuple(dict.fromkeys(self._bodies(before.group(1)) + own))
        behind = re.compile(r"\s+(?:maintained\s+|kept\s+|run\s+)?(?:of|by|in)\s+(?:both\s+)?(?:the\s+)?(" + _LIST + ")").match(self._text, trigger.end())
        if behind is not None:
            own = tuple(dict.fromkeys(own + self._bodies(behind.group(1))))
            self._floor = max(self._floor, behind.end())
        clause = self._clause(left)
        added = None
        for added in _ADDED.finditer(left):
            pass
        if added is not None and len(left) - added.end() < 160:
            ahead = left[: added.start()]
            inner = left[added.end() :]
            start = self._floor_of(trigger, left) + added.end()
            if _BE.search(ahead):
                codes = own or self._by(trigger.end(), following)[0] or (UNKNOWN,)
                return self._with_subject(ahead, codes, be=True)
            if _NAME.search(inner):
                actor = self._actor(ahead)
                if actor is None:
                    return None
                names = self._names_right(start, trigger.start())
                codes = own or actor or (UNKNOWN,)
                return Statement(names, "", codes) if names else None
            if re.search(r"\b(?:whom|which|that|who)\b", ahead) and (actor := self._actor(ahead)):
                whom = re.search(r",?\s\b(?:whom|which|that|who)\b[^,]*$", ahead)
                names = self._names_left(ahead[: whom.start()] if whom else ahead, subject=False, plural=False)
                return Statement(names, "", own or actor) if names else None
            pronoun = re.match(r"\s+(him|her|it|them|the \w+)\b", inner)
            if pronoun and (actor := self._actor(ahead)):
                return Statement((), pronoun.group(1), own or actor)
            names = self._names_left(ahead, subject=False, plural=False)
            if not names:
                return self._with_subject(ahead, own or (UNKNOWN,), be=False)
            return Statement(names, "", own or (UNKNOWN,)) if _NAME.search(ahead[-90:]) else None
        if not re.search(r"\b(?:on|in|appears?)\s+(?:both\s+|all\s+)?(?:the\s+)?(?:[AL]\d+(?:'s)?(?:,?\s(?:and\s)?(?:the\s)?)?)*\s*$", left):
            return None
        be = re.search(r"\b(?:is|are|was|were|been|appears?|remains?|has been|figures?|stands?)\b[^,]{0,30}$", clause)
        ahead = left[: left.rfind(be.group())] + be.group()[:12] if be else left
        if be:
            return self._with_subject(left[: len(left) - len(be.group())], own or (UNKNOWN,), be=True)
        names = self._names_left(ahead, subject=False, plural=False)
        gap = ahead[ahead.rfind("N") :] if "N" in ahead else ""
        if not re.match(r"N\d+,?\s(?:an?|the|who|which|is|also|on|in|[a-z]+)\b", gap) or len(gap) > 60:
            return None
        return Statement(names, "", own or (UNKNOWN,)) if names else None

    def _floor_of(self, trigger: re.Match[str], left: str) -> int:
        return trigger.start() - len(left)

    def _noun(self, trigger: re.Match[str], following: int) -> Statement | None:
        """`sanctions on N`, `under sanctions`, `hit N with sanctions`; as a verb in headlines."""
        text = self._text
        left = self._left(trigger)
        rest = text[trigger.end() : following]
        before = _BODIES_BEFORE.search(left)
        other = before is not None and not self._bodies(before.group(1)) and "X" in before.group(1)
        own = self._bodies(before.group(1)) if before is not None else ()
        if trigger.group() == "sanctions" and before is not None and own:
            verb = self._headline(left, "", following, trigger.end())
            if verb is not None:
                return verb
        if self._denied(left) or _OVER.search(_cut(rest)):
            return None
        under = _UNDER.search(left)
        if under is not None:
            if other:
                return None
            # `sanctions by the US`, `sanctions imposed by`, `sanctions from Seoul`
            by = re.compile(r"\s+(?:imposed\s+|introduced\s+|issued\s+)?(?:by|from|of|in)\s+(?:both\s+)?(?:the\s+)?(" + _LIST.replace("A", "[AL]", 1) + ")").match(text, trigger.end())
            codes = self._bodies(under.group()) + (self._bodies(by.group(1)) if by else ())
            if by:
                self._floor = max(self._floor, by.end())
            head = left[: under.start()]
            return self._with_state(head, tuple(dict.fromkeys(codes)) or (UNKNOWN,))
        on = _WERE_IMPOSED.match(rest) or _ON.match(rest)
        if on is not None:
            if other:
                return None
            start = trigger.end() + on.end()
            named = self._bodies(on.group())
            actor = self._actor(left[: before.start()] if before else left)
            if actor is None and not own and not named:
                if re.search(r"\bX\d+\b", left):
                    return None
                actor = ()
            names = self._names_right(start, following)
            if not names:
                pronoun = re.match(r"\s+(him|her|it|them|the \w+)\b", text[start:following])
                bodies = own or named or actor or ()
                return Statement((), pronoun.group(1), bodies) if pronoun and bodies else None
            if _OVER.search(_cut(text[self._floor : following])):
                return None
            late, _ = self._by(self._floor, following) if not (own or named or actor) else ((), 0)
            codes = own or named or actor or late or ()
            if not codes and _WE.search(left):
                codes = self._speaker()
            needed = not codes and _IT.search(self._clause(left)) is not None
            return Statement(names, "", codes or (UNKNOWN,), inherits=not codes, needed=needed)
        hit = _WITH.search(left)
        verbs = list(_HIT.finditer(left))
        if hit is not None and verbs:
            ahead = left[: verbs[-1].start()]
            names = tuple(int(n) for n in _NAME.findall(left[verbs[-1].end() : hit.start()]))
            if _BE.search(ahead) or not names:
                return self._with_state(ahead, own or self._by(trigger.end(), following)[0] or (UNKNOWN,))
            actor = self._actor(ahead)
            return Statement(names, "", own or actor or (UNKNOWN,)) if actor is not None else None
        return None

    def _with_state(self, head: str, codes: tuple[str, ...]) -> Statement | None:
        """Whoever is under sanctions: the subject, or the name the phrase stands behind."""
        be = re.search(r"\b(?:is|are|was|were|been|remains?|has been|have been|is also|still)\b(?:\s+\w+)?\s*$|\b(?:both|all)\s*$", head)
        finite = be is not None or not re.search(r"[,]\s*(?:an?\s[\w\s-]+|who\s.*|which\s.*|now|also|long|\s)*$|N\d+\s*$", head)
        ahead = head if be is None else head
        return self._with_subject(ahead + ("" if be is None else " "), codes, be=finite)

    def _headline(self, left: str, own: str, following: int, end: int) -> Statement | None:
        """`US sanctions N`: the noun is a verb where a name follows and a line begins before it."""
        start = _LINE_BEGINS.fullmatch(f"{left}{own} ".replace("  ", " "))
        if start is None or _NO_VERB.match(self._text, end):
            return None
        names = self._names_right(end, following)
        return Statement(names, "", self._bodies(start.group(1))) if names else None


def _any(words: list[str]) -> re.Pattern[str]:
    phrases = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{phrases})(?!\w)|n't\b" if "n't" in words else rf"(?<![\w-])(?:{phrases})(?!\w)")


def _is_oblique(text: str, match: re.Match[str]) -> bool:
    """Whether a name stands behind a preposition or owns something, so is no subject."""
    if match.group().endswith("'s"):
        return True
    before = text[: match.start()]
    if _OF_NAME.search(before):
        return False
    return re.search(r"\b(?:of|by|to|with|from|in|at|for|near|unlike|like|against|about)\s+(?:the\s+)?(?:\w+\s)?$", before) is not None


def _group(text: str, names: list[re.Match[str]]) -> tuple[int, ...]:
    """The last name and those that stand beside it in a row."""
    found = [names[-1]]
    for match in reversed(names[:-1]):
        gap = text[match.end() : found[-1].start()]
        row = re.fullmatch(r"\s*(?:,\s*and|,|and|&)\s*(?:(?:the|his|her|its|their|an?)\s+)?(?:[a-z'-]+\s+){0,4}\"?", gap)
        if row is None or re.search(r"\b(?:was|is|met|has|had|with|who|said)\b", gap):
            break
        found.append(match)
    return tuple(int(match.group(1)) for match in reversed(found))


def _cut(text: str) -> str:
    """A text up to the end of its clause."""
    stop = re.search(r"[;:]|\.\s|,\s(?:and|but)\b|\b(?:while|although|but)\b", text)
    return text[: stop.start()] if stop else text
