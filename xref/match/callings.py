"""Callings at names: what a phrase at a name says that its bearer does.

Owns reading "the golfer X", "X, a member of the Turkish parliament", "the victim, X, 19,".
Invariant: the calling is the last noun of its phrase, for a student leader is no student.
Refuses to compare with listed titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xref.match.name_phrases import ARTICLES, head, said_before
from xref.match.tables import beginning, ending, several, table, words_of
from xref.rules.evidence import EvidenceRules

#: A comma and more about the name, not the next name of a list.
_LOWER_FOLLOWS = re.compile(r"\s?,\s(?!and\b|or\b)(?=[a-z\d])")
_LONGEST_FRONT = 3
#: A name that ends its sentence.
_ENDS = re.compile(r"[.!?](?:[”\"’']|\s|$)")
#: What a member of a legislature is; words within which its name stands behind "member of".
_LAWMAKER = ("lawmaker",)
_LEGISLATURE_REACH = 9
#: Behind "by": what somebody learnt, and is no more.
_SCHOOLED = frozenset(("training", "profession", "education", "trade", "background"))
#: Behind a calling: somebody has it on the side, or once had it.
_BESIDES = (
    "in his youth", "in her youth", "as a young", "as a boy", "as a girl", "in his spare",
    "in her spare", "in his free", "in an earlier", "in a former", "in his former", "at heart",
    "of sorts", "on the side", "by night", "at weekends", "before he", "before she", "until he",
    "until she",
)  # fmt: skip
_OWNERS = frozenset(("s", "its", "his", "her", "their", "our", "my", "whose"))
#: A second name behind the first ("two climbers, X and Y, died").
_AND = re.compile(r"\s(?:and|&)\s(?=[A-Z])|,\s(?=[A-Z])")
#: Words behind "of" in which a field of life stands ("a star of early South Korean cinema").
_TO_FIELD = 5
#: Before the body that somebody speaks for or is of, and who has a shop.
_BELONGING = frozenset(("of", "for", "at"))
_KEEPERS = frozenset(("owner", "proprietor", "keeper"))
_NUMBERS = frozenset(("two", "three", "four", "five", "both", "several", "the"))


class Callings:
    """Reads callings at names; immutable.

    Args:
        rules: Callings, and the legislatures whose members are lawmakers.
    """

    def __init__(self, rules: EvidenceRules) -> None:
        self._callings = several(
            (word, name) for name, calling in rules.callings.items() for word in calling.words
        )
        self._by_endings = [
            (letters, name) for name, each in rules.callings.items() for letters in each.endings
        ]
        self._endings = tuple(letters for letters, _ in self._by_endings)
        self._ends = frozenset(rules.phrase_ends)
        self._lasting = frozenset(name for name, each in rules.callings.items() if each.lasting)
        self._fields = table(
            (field, name) for name, each in rules.callings.items() for field in each.fields
        )
        self._of = table((body, name) for name, each in rules.callings.items() for body in each.of)
        self._shops = table(
            (shop, name) for name, each in rules.callings.items() for shop in each.owned
        )
        self._greats = words_of(rules.greats)
        self._beholders = frozenset(rules.beholders)
        self._speaking = frozenset(word for word in rules.speaking if " " not in word)
        self._of_office = frozenset(("to", "of", "at", "for"))
        self._legislatures = words_of(rules.legislatures)

    def lasts(self, calling: str) -> bool:
        """Whether who once had a calling is another man still."""
        return calling in self._lasting

    def before(self, tokens: list[str], noun: int) -> Iterable[tuple[str, str]]:
        """The calling of the noun of so many words that ends the words before a name."""
        if noun:
            tail = tokens[-noun:]
            if callings := self._callings.get(tuple(tail)):
                for calling in callings:
                    yield calling, " ".join(tail)
            elif tuple(tail) in self._greats and (size := ending(self._fields, tokens[:-noun])):
                yield (
                    self._fields[tuple(tokens[-noun - size : -noun])],
                    " ".join(tokens[-noun - size :]),
                )
        elif tokens and (by_ending := self._by_ending(tokens[-1])):
            yield by_ending, tokens[-1]

    def _by_ending(self, word: str) -> str | None:
        """The calling that the last letters of a word tell ("ornithologist")."""
        if word.endswith(self._endings) and (word,) not in self._callings:
            return next(name for letters, name in self._by_endings if word.endswith(letters))
        return None

    def in_front(self, text: str, start: int, end: int) -> Iterable[tuple[str, str]]:
        """The calling that a comma parts from a name ("the victim, X, 19, …")."""
        comma = text.rfind(",", max(0, start - 3), start)
        tokens = said_before(text, comma) if comma >= 0 else []
        if tokens[:1] and tokens[0] in self._speaking and _ENDS.match(text, end):
            yield from self._opened(tokens)  # 'said his court-appointed lawyer, X.'
            return
        if tokens[:1] and tokens[0] in _NUMBERS and tokens[-1:]:
            # "two climbers, X, 26," and "two employees of Air Koryo, X and Y, left"
            told = head(tokens, self._ends)
            many = (
                told[-1:]
                and told[-1].endswith("s")
                and (len(told) == len(tokens) or _AND.match(text, end))
            )
            if many:
                tokens = ["the", *told[1:-1], told[-1].removesuffix("s")]
            if not many and not _LOWER_FOLLOWS.match(text, end):
                return
        elif not _LOWER_FOLLOWS.match(text, end):
            return
        yield from self._opened(tokens)

    def _opened(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        """The calling of a phrase that an article or a possessive opens before a comma."""
        places = [at for at, word in enumerate(tokens) if word in self._of_office]
        if places and not ending(self._callings, tokens):
            # "The ambassador to the United Nations, X, said" is of whom the post is told.
            tokens = tokens[: places[0]]
        size = ending(self._callings, tokens)
        # "Mokpo's mayor, X, said", "its founder, X, said": a possessive opens it like an article.
        opens = [at for at, word in enumerate(tokens) if word in ARTICLES or word in _OWNERS]
        if size and opens and len(tokens) - opens[-1] - 1 <= _LONGEST_FRONT:
            for calling in self._callings[tuple(tokens[-size:])]:
                yield calling, " ".join(tokens[opens[-1] + 1 :])

    def behind(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        """Callings that the phrase behind a name tells, each with its words."""
        phrase = head(tokens, self._ends)
        after = tokens[len(phrase) :]
        if after[:1] == ["by"] and after[1:2] and after[1] in _SCHOOLED:
            return  # "a lawyer by training" is not what he is
        if " ".join(after[:3]).startswith(_BESIDES):
            return  # "a poet in his youth"
        if phrase[-1:] in (["member"], ["deputy"]) and after[:1] == ["of"]:
            for at in range(1, min(len(after), _LEGISLATURE_REACH)):
                if beginning(self._legislatures, after[at:]):
                    for calling in self._callings.get(_LAWMAKER, ()):
                        yield calling, " ".join((*phrase, *after[: at + 1]))
                    return
        if phrase and (by_ending := self._by_ending(phrase[-1])):
            yield by_ending, " ".join(phrase)
        if phrase and after[:1] and after[0] in _BELONGING:
            yield from self._belongs(phrase, after)
        for index in range(len(phrase)):
            if size := beginning(self._callings, phrase[index:]):
                word = tuple(phrase[index : index + size])
                # "a student leader", "an actor's brother": the last noun is what the bearer is.
                if index + size == len(phrase):
                    for calling in self._callings[word]:
                        yield calling, " ".join(phrase)

    def _belongs(self, phrase: list[str], after: list[str]) -> Iterable[tuple[str, str]]:
        """The calling of who is of a body, has a shop, or is great in a field."""
        yield from self._of_body(phrase, after)
        if after[0] == "of":
            yield from self._of_shop(phrase, after)
            yield from self._in_field(phrase, after[1 : _TO_FIELD + 1])

    def _of_body(self, phrase: list[str], after: list[str]) -> Iterable[tuple[str, str]]:
        """The calling of who is "of" a body ("a vice chairman of the Workers' Party")."""
        for at in range(1, min(len(after), _LEGISLATURE_REACH)):
            if size := beginning(self._of, after[at:]):
                yield (
                    self._of[tuple(after[at : at + size])],
                    " ".join((*phrase, *after[: at + size])),
                )
                return

    def _of_shop(self, phrase: list[str], after: list[str]) -> Iterable[tuple[str, str]]:
        """The calling of who has a shop ("owner of a flower shop")."""
        if phrase[-1] in _KEEPERS:
            for at in range(1, min(len(after), _TO_FIELD)):
                if size := beginning(self._shops, after[at:]):
                    shop = tuple(after[at : at + size])
                    yield self._shops[shop], " ".join((*phrase, *after[: at + size]))
                    return

    def _in_field(self, phrase: list[str], after: list[str]) -> Iterable[tuple[str, str]]:
        """The calling that a field of life tells ("a teenage star of South Korean cinema")."""
        if phrase[-1] in self._beholders:
            return  # "a fan of Russian ballet", "head of North Korean football"
        for at, word in enumerate(after):
            if size := beginning(self._fields, after[at:]):
                field = tuple(after[at : at + size])
                yield self._fields[field], " ".join((*phrase, "of", *after[: at + size]))
                return
            if word in self._ends:
                return
