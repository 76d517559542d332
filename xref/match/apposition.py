"""Apposition: what a text calls a name directly at it.

Owns reading the words that belong to a name ("the South Korean golfer Park Yong-sik", "Park
Yong-sik, a South Korean actor,"): nations, callings, and what else bears such a name.
Invariant: a word counts only in the phrase that ends or begins at the name, so that a country
that acts on somebody is not his. Refuses to compare with lists or to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from xref.match.tables import beginning, ending, table, words_of
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

#: Letters before a name, and behind it, in which a phrase of it stands.
_REACH_BEFORE = 70
_REACH_BEHIND = 110
#: Words between a nation and the noun at the name ("the South Korean K-pop star X").
_MODIFIERS = 3
_CUT_BEFORE = re.compile(r"[,;:!?()\n“”\"\[\]]|\.(?=\s)")
_CUT_BEHIND = re.compile(r"[;:!?)\n”\"\]]|\.(?=\s|$)")
_INITIALS = re.compile(r"\bU\.\s?S\.(?:A\.)?")
_OPENS = re.compile(
    r"[’'”\"]?(?:\s\(\d{1,2}\)(?=,))?"
    r"(?:,?\s(?:M\.?D|Ph\.?D|Jr|Sr|Esq|D\.?D\.?S|R\.?N|CPA|J\.?D|[MOC]BE)\b\.?(?=[,\s]))?(?:\s?,\s?|\s\(|\s[–—-]\s|\s(?=(?:is|was)\s(?:a|an|the)\s))"
    r"(?:(?:aged\s)?\d{1,2}\s?,\s?)?(?:(?:is|was)\s)?"
)
#: What somebody was tells less than what he is: "X, a former student in Geneva,".
_FORMER = re.compile(r"[’'”\"]?\s?,\s(?:an?\s|the\s)?(?:former|ex|one-time)\b")
_TITLE_DOT = re.compile(
    r"\b(Mr|Mrs|Ms|Adm|Brig|Amb|Rev|Prof|Dr|Gen|Lt|Col|Maj|Sen|Rep|Gov|Fr|Sgt|Capt|Hon)\."
)
_LISTING = re.compile(r"\s?,\s(?!and\b|or\b)")
#: A comma and more about the name, not the next name of a list.
_LOWER_FOLLOWS = re.compile(r"\s?,\s(?!and\b|or\b)(?=[a-z\d])")
_OWNED = re.compile(r"[’']s ([\w -]{1,30})")
#: "Angara-A5" is a rocket.
_MODEL = re.compile(r"-[A-Z]?\d")
#: "South Korean-blacklisted": what is done to somebody is no nationality of his.
_PARTICIPLE = re.compile(r"(?<=[a-z])[-‐‑][a-z]+ed\b")
_LONGEST_FRONT = 3
#: What a member of a legislature is; words within which its name stands behind "member of".
_LAWMAKER = ("lawmaker",)
_LEGISLATURE_REACH = 9
#: Behind "by": what somebody learnt, and is no more.
_SCHOOLED = frozenset(("training", "profession", "education", "trade", "background"))
_NUMBERS = frozenset(("two", "three", "four", "five", "both", "several", "the"))
#: "Kim Yong Chol, who visited Samsung" does not belong to it.
_RELATIVE = frozenset(("who", "whose", "whom", "which", "when", "where"))
_ARTICLES = frozenset(("a", "an", "the", "one", "then", "former", "ex", "late", "now"))


class Said(msgspec.Struct, frozen=True):
    """What is said of a name.

    Attributes:
        nations: Codes of nations, each with the phrase that tells it.
        callings: Names of callings, each with its word.
        fixed: Whether a calling stands before the name and no phrase opens behind it, so that
            a post in the rest of the sentence is somebody else's.
        places: Nations of the places in the phrase of a calling, each with its name.
        institutions: Nations of the institutions in any phrase at the name, each with its name.
        oldest: The age that nobody so called has passed ("a ninth-grader"), and the word.
    """

    nations: tuple[tuple[str, str], ...] = ()
    callings: tuple[tuple[str, str], ...] = ()
    fixed: bool = False
    places: tuple[tuple[str, str], ...] = ()
    oldest: tuple[int, str] | None = None
    institutions: tuple[tuple[str, str], ...] = ()


_NOTHING = Said()


class Appositions:
    """Reads what stands directly at names; immutable.

    Args:
        rules: Nations, callings and the nouns that may stand between them and a name.
    """

    def __init__(self, rules: EvidenceRules) -> None:
        self._adjectives = table(
            (a, code) for code, n in rules.nations.items() for a in n.adjectives
        )
        self._countries = table(
            (n, code) for code, each in rules.nations.items() for n in each.names
        )
        self._callings = table(
            (word, name) for name, calling in rules.callings.items() for word in calling.words
        )
        nouns = [*rules.person_nouns, *(" ".join(words) for words in self._callings)]
        self._by_endings = [
            (letters, name) for name, each in rules.callings.items() for letters in each.endings
        ]
        self._endings = tuple(letters for letters, _ in self._by_endings)
        self._places = table(
            (place, code)
            for code, each in rules.nations.items()
            for place in (*each.names, *each.places)
        )
        self._institutions = table(
            (name, code) for code, each in rules.nations.items() for name in each.institutions
        )
        self._stages = table(
            (word, str(age)) for age, words in rules.life_stages.items() for word in words
        )
        self._nouns = words_of(nouns)
        self._ends = frozenset(rules.phrase_ends)
        self._of = frozenset(rules.of_nouns)
        self._chiefs = frozenset(rules.of_possessive_nouns)
        self._legislatures = words_of(rules.legislatures)
        self._not_nations = frozenset(rules.not_nationality)
        things = rules.other_things
        self._before = words_of(things.before)
        self._behind = words_of(things.behind)
        self._things = words_of(things.apposition)
        self._owned = words_of(things.owned)
        self._scored = words_of(things.scored)
        self._counted = frozenset(rules.counted_things)
        self._flag_behind = frozenset(map(fold, rules.flag_behind))
        self._flag_before = words_of(rules.flag_before)

    def of_person(self, text: str, start: int, end: int) -> Said:
        """Nations and callings that the phrases at a person's name tell."""
        before = said_before(text, start)
        nations: list[tuple[str, str]] = []
        callings: list[tuple[str, str]] = []
        noun = ending(self._nouns, before)
        callings += self._calling_before(before, noun)
        if noun:
            nations += self._nation_before(before[:-noun], " ".join(before[-noun:]))
        elif found := self._nation_ending(before):
            # "South Korea's Kim Yong-chol"; a bare adjective there is mostly a headline.
            code, size = found
            if before[-1] == "s":
                nations.append((code, " ".join(before[-size:])))
        elif not before and _LISTING.match(text, end):
            nations += self._nation_in_front(text, start)
            if _LOWER_FOLLOWS.match(text, end):
                callings += self._calling_in_front(text, start)
        if text.startswith(" of ", end):
            after = fold(text[end + 4 : end + 40]).split()
            if size := beginning(self._countries, after):
                nations.append(
                    (self._countries[tuple(after[:size])], " ".join(["of", *after[:size]]))
                )
            elif noun and after[:1] == ["the"]:
                nations += self._nation_of(after[1:])
        behind = said_behind(text, end)
        fixed = bool(callings) and behind is None
        stage = self._stage(before)
        phrases = [before] if callings else []
        if behind is not None:
            nations += self._nation_behind(behind)
            if not _FORMER.match(text, end):
                stage = stage or self._stage(self._head(behind))
                told = list(self._calling_behind(behind))
                callings += told
                phrases += [behind] if told else []
        parts = [at for at, word in enumerate(before) if word in self._ends]
        owner = before[parts[-1] + 1 :] if parts else before
        institutions = [*self._institutions_in(owner), *self._institutions_in(behind or [])]
        if not (nations or callings or stage or institutions):
            return _NOTHING
        places = tuple(found for phrase in phrases for found in self.places_in(phrase))
        return Said(tuple(nations), tuple(callings), fixed, places, stage, tuple(institutions))

    def _calling_before(self, before: list[str], noun: int) -> Iterable[tuple[str, str]]:
        """The calling of the noun that ends the words before a name."""
        if noun:
            tail = before[-noun:]
            if calling := self._callings.get(tuple(tail)):
                yield calling, " ".join(tail)
        elif before and (calling := self._by_ending(before[-1])):
            yield calling, before[-1]

    def _by_ending(self, word: str) -> str | None:
        """The calling that the last letters of a word tell ("ornithologist")."""
        if word.endswith(self._endings) and (word,) not in self._callings:
            return next(name for letters, name in self._by_endings if word.endswith(letters))
        return None

    def _stage(self, tokens: Sequence[str]) -> tuple[int, str] | None:
        """The greatest age of what the last of some words call somebody, and those words."""
        size = ending(self._stages, tokens)
        word = tuple(tokens[len(tokens) - size :])
        return (int(self._stages[word]), " ".join(word)) if size else None

    def _institutions_in(self, tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Nations of the institutions that a phrase at a name belongs to."""
        if tokens[:1] and tokens[0] in _RELATIVE:
            return
        for index, word in enumerate(tokens):
            if word in ("and", "or"):
                return
            size = beginning(self._institutions, tokens[index:])
            # "Kim Yong Chol, Samsung and Hyundai" is a list.
            if size and (index or tokens[size : size + 1] == ["s"]):
                name = tuple(tokens[index : index + size])
                yield self._institutions[name], " ".join(name)

    def places_in(self, tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Nations of the places among some words, each with its name."""
        for index in range(len(tokens)):
            if size := beginning(self._places, tokens[index:]):
                place = tuple(tokens[index : index + size])
                yield self._places[place], " ".join(place)

    def of_thing(self, text: str, start: int, end: int) -> str | None:
        """The words at a ship's name that make it the name of something else, or None.

        A number behind a name makes it another ship's.
        """
        printed = text[start:end]
        after = fold(text[end : end + 40]).split()
        joined = text[end : end + 1] in (" ", "-", "\u00a0")
        if joined and after and text[end + 1].isdigit() and not printed[-1].isdigit():
            counts = len(after) > 1 and after[1] in self._counted
            if after[0].isdigit() and len(after[0]) <= 2 and not counts:
                return after[0]
        if text[end : end + 1] == "-" and _MODEL.match(text, end):
            return after[0]
        if joined and printed[-1].isdigit() and (found := beginning(self._scored, after)):
            return " ".join(after[:found])
        if owned := _OWNED.match(text, end):
            words = fold(owned.group(1)).split()
            if found := beginning(self._owned, words):
                return " ".join(words[:found])
        before = said_before(text, start)
        if found := ending(self._before, before):
            return " ".join(before[-found:])
        if joined and (found := beginning(self._behind, after)):
            return " ".join(after[:found])
        head = self._head(said_behind(text, end) or [])
        for index in range(len(head)):
            if found := beginning(self._things, head[index:]):
                return " ".join(head[index : index + found])
        return None

    def flags(self, text: str, low: int, high: int) -> list[tuple[str, str]]:
        """Flags that a stretch of text tells ("Panama-flagged", "under the flag of Togo")."""
        tokens = fold(text[low:high]).split()
        found = []
        for index, token in enumerate(tokens):
            if token in self._flag_behind:
                for flags in (self._countries, self._adjectives):
                    if size := ending(flags, tokens[:index]):
                        nation = tuple(tokens[index - size : index])
                        found.append((flags[nation], " ".join((*nation, token))))
            if size := beginning(self._flag_before, tokens[index:]):
                after = tokens[index + size :]
                after = after[after[:1] == ["the"] :]
                if taken := beginning(self._countries, after):
                    found.append((self._countries[tuple(after[:taken])], " ".join(after[:taken])))
                elif taken := beginning(self._adjectives, after):
                    found.append((self._adjectives[tuple(after[:taken])], " ".join(after[:taken])))
        return found

    def _nation_before(self, tokens: list[str], noun: str) -> Iterable[tuple[str, str]]:
        """The nation before a noun at the name, with a few modifiers between."""
        for skipped in range(min(_MODIFIERS, len(tokens)) + 1):
            if skipped and not self._modifies(tokens[-skipped]):
                return
            rest = tokens[: len(tokens) - skipped]
            if found := self._nation_ending(rest):
                code, size = found
                yield code, " ".join((*rest[-size:], *tokens[len(rest) :], noun))
                return

    def _nation_in_front(self, text: str, start: int) -> Iterable[tuple[str, str]]:
        """The nation of a phrase that a comma ends before a name ("Japan's envoy to Seoul, X,")."""
        comma = text.rfind(",", max(0, start - 3), start)
        if comma < 0:
            return
        tokens = said_before(text, comma)
        head = self._head(tokens[tokens[:1] in (["the"], ["a"]) :])
        found = self._nation_at(head, 0)
        if found is not None:
            code, size = found
            if ending(self._nouns, head[size:]):
                yield code, " ".join(head)

    def _calling_in_front(self, text: str, start: int) -> Iterable[tuple[str, str]]:
        """The calling that a comma parts from a name ("the victim, X, 19, …")."""
        comma = text.rfind(",", max(0, start - 3), start)
        tokens = said_before(text, comma) if comma >= 0 else []
        many = tokens[:1] and tokens[0] in _NUMBERS
        if many and tokens[-1].endswith("s"):
            tokens = ["the", *tokens[1:-1], tokens[-1].removesuffix("s")]  # "two climbers, X, 26,"
        size = ending(self._callings, tokens)
        # "Mokpo's mayor, X, said": a possessive opens the phrase like an article.
        opens = [at for at, word in enumerate(tokens) if word in _ARTICLES or word == "s"]
        if size and opens and len(tokens) - opens[-1] - 1 <= _LONGEST_FRONT:
            yield self._callings[tuple(tokens[-size:])], " ".join(tokens[opens[-1] + 1 :])

    def _modifies(self, token: str) -> bool:
        return (
            token not in self._ends
            and token not in self._not_nations
            and (not token.endswith(("s", "ed", "ing")) or token in ("sales", "arms", "sports"))
        )

    def _nation_ending(self, tokens: Sequence[str]) -> tuple[str, int] | None:
        """A nation that ends the tokens: an adjective, or a country with a possessive."""
        if size := ending(self._adjectives, tokens):
            return self._adjectives[tuple(tokens[-size:])], size
        if tokens and tokens[-1] == "s" and (size := ending(self._countries, tokens[:-1])):
            return self._countries[tuple(tokens[-1 - size : -1])], size + 1
        return None

    def _head(self, tokens: Sequence[str]) -> list[str]:
        """The words of a phrase up to one that ends it."""
        head = []
        for token in tokens:
            if token in self._ends:
                break
            head.append(token)
        return head

    def _nation_behind(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        head = self._head(tokens)
        for index in range(len(head)):
            found = self._nation_at(head, index)
            if found is None:
                continue
            code, size = found
            rest = head[index + size :]
            if rest and rest[0] in self._not_nations:
                continue
            if any(beginning(self._nouns, rest[at:]) for at in range(len(rest))):
                yield code, " ".join(head)
            return
        after = tokens[len(head) :]
        if after[:1] == ["from"] or (
            after[:1] == ["of"] and head[-1:] and head[-1] in self._chiefs
        ):
            yield from self._nation_after(head, after)
            return
        if after[:1] == ["of"] and any(word in self._of for word in head[-2:]):
            after = after[2:] if after[1:2] == ["the"] else after[1:]
            for nations in (self._adjectives, self._countries):
                if size := beginning(nations, after):
                    if after[size : size + 1] and after[size] in self._not_nations:
                        continue
                    yield nations[tuple(after[:size])], " ".join((*head, "of", *after[:size]))
                    return
            # "mayor of a small town in Bulgaria"
            for at in range(1, len(after)):
                if after[at - 1] == "in" and (size := beginning(self._countries, after[at:])):
                    nation = tuple(after[at : at + size])
                    yield self._countries[nation], " ".join((*head, "of", *after[:at], *nation))
                    return

    def _nation_of(self, tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The nation of a body behind a name ("Captain X of the Estonian coast guard")."""
        size = beginning(self._adjectives, tokens)
        if size and size < len(tokens) and tokens[size] not in self._not_nations:
            nation = tuple(tokens[:size])
            yield self._adjectives[nation], " ".join(("of the", *nation))

    def _nation_after(self, head: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The country that "from" or a possessive tells behind what somebody is.

        "An architect from Busan" and "chief of South Korea's ruling party" tell one, "chief of
        South Korea policy" does not.
        """
        size = beginning(self._countries, after[1:])
        if not size:
            return
        possessive = after[1 + size : 2 + size] == ["s"]
        if possessive if after[0] == "of" else ending(self._nouns, head):
            nation = tuple(after[1 : 1 + size])
            yield self._countries[nation], " ".join((*head, after[0], *nation))

    def _nation_at(self, tokens: Sequence[str], index: int) -> tuple[str, int] | None:
        rest = tokens[index:]
        if size := beginning(self._adjectives, rest):
            return self._adjectives[tuple(rest[:size])], size
        if (size := beginning(self._countries, rest)) and rest[size : size + 1] == ["s"]:
            return self._countries[tuple(rest[:size])], size + 1
        return None

    def _calling_behind(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        head = self._head(tokens)
        after = tokens[len(head) :]
        if after[:1] == ["by"] and after[1:2] and after[1] in _SCHOOLED:
            return  # "a lawyer by training" is not what he is
        if head[-1:] in (["member"], ["deputy"]) and after[:1] == ["of"]:
            for at in range(1, min(len(after), _LEGISLATURE_REACH)):
                if beginning(self._legislatures, after[at:]):
                    if calling := self._callings.get(_LAWMAKER):
                        yield calling, " ".join((*head, *after[: at + 1]))
                    return
        if head and (calling := self._by_ending(head[-1])):
            yield calling, " ".join(head)
        for index in range(len(head)):
            if size := beginning(self._callings, head[index:]):
                word = tuple(head[index : index + size])
                # "a student leader", "an actor's brother": the last noun is what the bearer is.
                if index + size == len(head):
                    yield self._callings[word], " ".join(head)


def said_before(text: str, start: int) -> list[str]:
    """Folded words before a name, from the last mark on."""
    said = _INITIALS.sub("US", text[max(0, start - _REACH_BEFORE) : start])
    said = _TITLE_DOT.sub(r"\1", said)
    cut = list(_CUT_BEFORE.finditer(said))
    return fold(said[cut[-1].end() :] if cut else said).split()


def said_behind(text: str, end: int) -> list[str] | None:
    """Folded words of the phrase that a comma, bracket or copula opens behind a name, or None."""
    opened = _OPENS.match(text, end)
    if opened is None:
        return None
    said = _INITIALS.sub("US", text[opened.end() : end + _REACH_BEHIND])
    cut = _CUT_BEHIND.search(said)
    said = _PARTICIPLE.sub("-based", said[: cut.start()] if cut else said)
    tokens = fold(said.split(",", 1)[0]).split()
    while tokens and tokens[0] in _ARTICLES:
        tokens = tokens[1:]
    return tokens
