"""Deeds: what a text says that the bearer of a name does, and by which words it shows him.

Owns reading verbs directly behind a name ("Kim Young-chul, who has run the dry cleaner for 31
years"), words directly before it ("a novel by Kim Yong-chol"), and results of matches in a
stretch of text. Invariant: between a name and its verb stand only words of `between`. Refuses
to compare with lists or to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xref.match.tables import Table, beginning, ending, several, table, words_of
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

_REACH_BEFORE = 40
_REACH_BEHIND = 90
#: Words between "runs" and the shop.
_TO_SHOP = 5
#: Letters between a verb and the result it tells.
_TO_RESULT = 60
#: Words between a possessive and a work.
_TO_WORK = 4
#: Words between "was installed" and "as".
_TO_AS = 4
#: Letters to the next sentence.
_TO_NEXT = 220
_BE = frozenset(("is", "was", "has", "had", "will"))
_OWNED = re.compile(r"[’'](?:s\b)?([^.,;:!?\n]{1,60})")
#: A title in quotation marks behind a possessive, and what follows it.
_OWN_TITLE = re.compile(r"[’']s [“\"‘][A-Z][^”\"’\n]{1,40}[”\"’]([^.;:!?\n]{0,60})")
_OF_BODY = re.compile(
    r" (?:of|from|at) (?:the |a )?"
    r"((?:(?:[A-Z][\w.’'-]*|of|for|and|the)(?:\s|(?=[,.;)])))+(?:[a-z]+)?)"
)
#: Between a name and what follows: "X, 47, whose family".
_AGED = re.compile(r"^,\s(?:aged\s)?\d{1,2}(?=,)")
_WHOSE = re.compile(r", whose ([^.,;:!?\n]{1,50})")
_WHO = re.compile(r"^, an? [^,.;:!?\n]{1,50}? who ([^.,;:!?\n]{1,60})")
#: A work in quotation marks behind its verb: 'who directed "Midnight FM"'.
_TITLED = re.compile(
    r",? (?:who |has |had )*(?:directed|wrote|composed|produced|painted|sang|recorded|starred in"
    r"|stars in|co-wrote|choreographed|illustrated|published)(?: the [a-z]+)? [“\"‘]"
)
#: A part, not a role in affairs: "who plays the mother".
_PLAYS = re.compile(
    r" who (?:plays|played|will play|is playing|portrays|portrayed) (?:a|an|the|his|her) "
    r"(?!key|role|part|leading|central|major|big|crucial|vital|important|game|long|double|waiting"
    r"|blame|victim|hand|card|second|market|piano|violin|cello|prominent|pivotal|decisive|active"
    r"|strongman|peacemaker|statesman|host)"
)
_STOP = re.compile(r"[.!?][”\"’']?\s+")
_LATER = re.compile(
    r"(?:(?:On|In|At|After|By|Last|This|But|Then|Now|Later|Yesterday)\b[a-z\d ]{0,30}"
    r"(?:[A-Z][a-z]+)?,? )?[Tt]he (?:\d{1,3}[- ]year[- ]old )?([\w-]+(?: [\w-]+)?)"
)
_OTHER_NAME = re.compile(r"\b[A-Z][a-z]+[ -][A-Z][a-z]+")
_ANOTHER = re.compile(r"s?,? (?:[a-z]+ )?[A-Z][\w’'-]+ [A-Z][\w’'-]+,? ")
_CUT = re.compile(r"[;:!?()\n“”\"\[\]]|\.(?=\s|$)")
_COMMA = re.compile(r"\s?,\s(?!who\b)")
_SETS = re.compile(r"\b\d{1,2}[-–]\d{1,2}(?:\s?\(\d{1,2}\))?,\s(?:and\s)?\d{1,2}[-–]\d{1,2}\b")
_TOLD = (
    re.compile(r"\b\d{1,3}(?:st|nd|rd|th)[- ]minute\b"),
    re.compile(r"\b\d{1,2}:\d\d (?:of|into|left in|remaining in) the (?:first|second|third)\b"),
    re.compile(
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d)[- ](?:under|over)[- ](?:par|\d\d)\b"
    ),
    re.compile(r"\b(?:after|in) \d{2,3} moves\b|\b\d{2,3}(?:st|nd|rd|th) move\b"),
    re.compile(r"\b\d{1,2}[- ]nil\b"),
    re.compile(r"\b(?:\d{1,2}:)?\d{1,2}:\d\d\.\d{1,2}\b"),
    _SETS,
)
_RESULT = r"(?<![\d-])\d{1,3}\s?[-–]\s?\d{1,3}\b(?![\d-])"


class Deeds:
    """Reads deeds at names; immutable.

    Args:
        rules: Deeds of callings, words between, shops, works, bodies, verbs of results.
    """

    def __init__(self, rules: EvidenceRules) -> None:
        callings = rules.callings.items()
        self._callings = several((word, name) for name, each in callings for word in each.words)
        self._anaphors = several(
            (word, name) for name, each in callings if each.anaphoric for word in each.words
        )
        self._lasting = frozenset(name for name, each in callings if each.lasting)
        self._nations = frozenset(
            fold(word)
            for each in rules.nations.values()
            for word in (*each.adjectives, *each.names, *each.places)
        )
        self._deeds = table((deed, name) for name, each in callings for deed in each.deeds)
        self._by = table((word, name) for name, each in callings for word in each.by)
        self._shops = table(
            (form, name) for name, each in callings for shop in each.runs for form in _both(shop)
        )
        self._works = table(
            (form, name) for name, each in callings for work in each.works for form in _both(work)
        )
        self._owned = table((shop, name) for name, each in callings for shop in each.owned)
        self._styles = {style: name for name, each in callings for style in each.styles}
        self._bodies = table((body, name) for name, each in callings for body in each.bodies)
        self._staged = frozenset(rules.staged)
        self._own = frozenset(rules.own_bodies)
        self._family = frozenset(rules.family)
        self._keeps = words_of(rules.keeps)
        self._serving = words_of(rules.serving)
        self._between = words_of(rules.between)
        self._ends = frozenset(rules.phrase_ends)
        self._shown = words_of(rules.shown_by)
        verbs = "|".join(sorted(map(re.escape, rules.scores.verbs), key=len, reverse=True))
        self._result = re.compile(rf"\b(?:{verbs})\b[^.;\n]{{0,{_TO_RESULT}}}?{_RESULT}")
        self._ballots = re.compile(rf"\b(?:{'|'.join(map(re.escape, rules.scores.ballots))})\b")

    def callings(self, text: str, start: int, end: int) -> Iterable[tuple[str, str]]:
        """Callings that deeds at a person's name tell, each with the words that tell it.

        Example:
            >>> from xref.rules import load_rules
            >>> deeds = Deeds(load_rules().evidence)
            >>> list(deeds.callings("a seascape by Pak Il", 14, 20))
            [('arts', 'a seascape by')]
            >>> list(deeds.callings("Pak Il, who has run the bakery, left.", 0, 6))
            [('trades', 'run the bakery')]
            >>> list(deeds.callings("Pak Il sang. The actor fell.", 0, 6))
            [('arts', 'the actor')]
        """
        style = text[text.rfind(" ", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
        if calling := self._styles.get(style.strip("\n")):
            yield calling, style.lower()
        yield from self._made(text, start, end)
        if words := self.body(text, end):
            for calling, _ in self._found(self._bodies, words):
                yield calling, " ".join(words)
        said = text[end : end + _REACH_BEHIND]
        cut = _CUT.search(said)
        yield from self._clause(said[: cut.start()] if cut else said)
        yield from self._called_later(text, end)

    def made_before(self, text: str, start: int) -> str | None:
        """The calling that words directly before a name tell ("the general was played by")."""
        before = fold(text[max(0, start - _REACH_BEFORE) : start]).split()
        size = ending(self._by, before)
        return self._by[tuple(before[-size:])] if size else None

    def _made(self, text: str, start: int, end: int) -> Iterable[tuple[str, str]]:
        """What somebody made: "a novel by X", "X's novel", 'X, who directed "Midnight FM"'."""
        before = fold(text[max(0, start - _REACH_BEFORE) : start]).split()
        if size := ending(self._by, before):
            yield self._by[tuple(before[-size:])], " ".join(before[-size:])
        elif before[-1:] == ["by"]:
            for calling, _ in self._found(self._works, before[-_TO_WORK:]):
                yield calling, " ".join(before[-_TO_WORK:])
        if owned := _OWNED.match(text, end):
            words = fold(owned.group(1)).split()[:_TO_WORK]
            yield from self._found(self._works, words)
            yield from self._found(self._owned, words)
        if quoted := _OWN_TITLE.match(text, end):
            rest = fold(quoted.group(1)).split()
            told = [self._works[word,] for word in rest if (word,) in self._works]
            told += ["arts"] if rest[:1] and not self._staged.isdisjoint(rest[:2]) else []
            for calling in told[:1]:
                yield calling, "'s " + " ".join(rest)
        if titled := _TITLED.match(text, end):
            yield "arts", fold(titled.group()).strip()

    def _clause(self, said: str) -> Iterable[tuple[str, str]]:
        """What the clause behind a name says that somebody does."""
        said = _AGED.sub("", said)
        if whose := _WHOSE.match(said):
            words = fold(whose.group(1)).split()
            yield from self._found(self._works, words[:_TO_WORK])
            yield from self._found(self._shops, words[:_TO_WORK])
            if words[:1] and words[0] in self._family:
                yield from self._kept(words[1:])
        said = said.replace(", who ", " who ", 1) if said.startswith(", who ") else said
        comma = _COMMA.search(said)
        tokens = fold(said[: comma.start()] if comma else said).split()
        while size := beginning(self._between, tokens):
            tokens = tokens[size:]
        yield from self._done(tokens)
        if played := _PLAYS.match(said):
            yield "arts", fold(played.group()).strip()
        if comma and not said.startswith(" who ") and (who := _WHO.search(said)):
            yield from self._done(fold(who.group(1)).split())

    def _kept(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        """The shop that a family keeps ("has run the bakery")."""
        while size := beginning(self._between, tokens):
            tokens = tokens[size:]
        if size := beginning(self._keeps, tokens):
            yield from self._found(self._shops, tokens[: size + _TO_SHOP], tokens[:size])

    def _done(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        if size := beginning(self._deeds, tokens):
            yield self._deeds[tuple(tokens[:size])], " ".join(tokens)
        elif size := beginning(self._keeps, tokens):
            yield from self._found(self._shops, tokens[: size + _TO_SHOP], tokens[:size])
        elif tokens[:1] == ["been"]:  # "has" may stand between a name and what it does
            yield from self._is(["was", *tokens[1:]])
        elif tokens[:1] and tokens[0] in _BE:
            yield from self._serves(tokens[1:])
            if tokens[0] in ("is", "was"):
                yield from self._is(tokens)
        else:
            yield from self._serves(tokens)

    def _serves(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        """What somebody "was installed as", "works as", "was named"."""
        if tokens[:1] == ["been"]:
            tokens = tokens[1:]
        size = beginning(self._serving, tokens)
        if not size:
            return
        place = tokens.index("as") if "as" in tokens[: _TO_AS + size] else size - 1
        head: list[str] = []
        for word in tokens[place + 1 :]:
            if word in self._ends and head:
                break
            head.append(word)
        if taken := ending(self._callings, head):
            for calling in self._callings[tuple(head[-taken:])]:
                yield calling, " ".join(tokens)

    def _is(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        """What somebody "is", and of the lasting callings also what he "was"."""
        head: list[str] = []
        for word in tokens[1:]:
            if word in self._ends and head:
                break
            head.append(word)
        taken = ending(self._callings, head)
        if taken and head[: len(head) - taken] in ([], ["a"], ["an"], ["the"], ["once"]):
            for calling in self._callings[tuple(head[-taken:])]:
                if tokens[0] == "is" or calling in self._lasting:
                    yield calling, " ".join(tokens[: len(head) + 1])

    def _called_later(self, text: str, end: int) -> Iterable[tuple[str, str]]:
        """What the next sentence calls the bearer of the only name before it ("The comedian")."""
        stop = _STOP.search(text, end, end + _TO_NEXT)
        later = _LATER.match(text, stop.end()) if stop else None
        if stop is None or later is None or self._names_another(text[end : stop.start()]):
            return
        words = fold(later.group(1)).split()
        size = beginning(self._anaphors, words)
        # "The golfer who beat him" is another one.
        if size and "who" not in words[size:] and not text.startswith(" who ", later.end()):
            for calling in self._anaphors[tuple(words[:size])]:
                yield calling, " ".join(("the", *words[:size]))

    def _names_another(self, said: str) -> bool:
        """Whether another name stands in a stretch of text; "South Korean" is none."""
        return any(fold(name.group()) not in self._nations for name in _OTHER_NAME.finditer(said))

    def _found(
        self, phrases: Table, tokens: list[str], skipped: list[str] | None = None
    ) -> Iterable[tuple[str, str]]:
        """The first phrase among some words, with the words up to it."""
        for at in range(len(skipped or ()), len(tokens)):
            if size := beginning(phrases, tokens[at:]):
                yield phrases[tuple(tokens[at : at + size])], " ".join(tokens[: at + size])
                return
            if tokens[at] in self._ends and tokens[at] != "of":
                return

    def body(self, text: str, end: int) -> list[str]:
        """Words of the body that a name is "of" ("of the Los Angeles Fire Department")."""
        body = _OF_BODY.match(text, end)
        words = fold(body.group(1)).split() if body else []
        known = self._own.isdisjoint(words) and any(True for _ in self._found(self._bodies, words))
        return words if known else []

    def is_shown(self, text: str, start: int) -> bool:
        """Whether the word before a name makes its bearer whom another plays, meets or praises."""
        before = fold(text[max(0, start - _REACH_BEFORE) : start]).split()
        return ending(self._shown, before) > 0

    def is_of_another(self, text: str, low: int, start: int, word: str) -> bool:
        """Whether a word before a name stands at another name ("basketball star Dennis Rodman")."""
        place = (
            text.lower().rfind(word, low, start) if text.isascii() else text.find(word, low, start)
        )
        return place >= 0 and _ANOTHER.match(text, place + len(word), start) is not None

    def result(self, text: str) -> str | None:
        """The result of a match that a stretch of text tells, or None.

        Example:
            >>> from xref.rules import load_rules
            >>> deeds = Deeds(load_rules().evidence)
            >>> deeds.result("who beat the Czech 6-4, 6-3"), deeds.result("won the vote 52-48")
            ('6-4, 6-3', None)
        """
        if not any(map(str.isdigit, text)):
            return None
        for pattern in _TOLD:
            if found := pattern.search(text):
                return found.group()
        found = self._result.search(text)
        if found is None or self._ballots.search(text.lower()):
            return None
        return found.group()


def _both(noun: str) -> tuple[str, str]:
    """The singular and the plural of a noun."""
    return (noun, noun.removesuffix("s")) if noun.endswith("s") else (noun, f"{noun}s")
