"""What a stretch of capitalised words is: a person, a ship, a body, or no name.

Owns telling the kind by the words of the stretch and by what introduces it. Invariant: a single
word that nothing introduces is `lone`, a name only where one is due. Refuses to look for stretches.
"""

from __future__ import annotations

import re

from xref.articles.sentences import Span
from xref.match.claim_name_words import ACRONYMS, NATIONS, PARTICLES, NameWords
from xref.match.claim_named import Named
from xref.match.claim_tokens import INITIAL, LEGAL_FORMS, QUOTES, ROMAN, Token, introduced

_ARTICLE = re.compile(r"\bthe\s+[“\"«'‘]?$", re.IGNORECASE)
_IN_ROW = re.compile(r"(?:,|:|\s[—–-]{1,2}|\band|\bincluding|\bamong them)\s+the\s+$")
_THE = re.compile(r"\b[Tt]he $")
#: Behind a name with a number: `the Petrel 8 and`, and no noun that it belongs to.
_ENDS = re.compile(
    r"[,.;:)]|\s(?:and|or|was|were|is|has|had|fac\w+|which|that|in|at|to|from|on|off|near|after|before|by|for|with|under|as|an?|last|this|earlier|alongside|also|will|when|while|\w+ed|left|ran|sank|made|went|took)\b"
)
_LAST_WORD = re.compile(r"[^\W\d_][\w’'-]+\Z")
#: Their `'s` stands within a name: `the People's Friendship Foundation`.
_PEOPLES = frozenset(("people", "peoples", "workers"))
#: `Unit 61398`, `Lab 110`: what is known by a number.
_NUMBERED = frozenset(
    (
        "unit",
        "lab",
        "laboratory",
        "office",
        "bureau",
        "department",
        "division",
        "brigade",
        "plant",
        "factory",
    )
)
#: Before a number these make no name.
_NO_NUMBERED = frozenset(("imo", "mmsi"))
_TWO_GIVEN = re.compile(r"(?: [A-Z][a-z]+){2}(?! [A-Z])")
_LOWER_BEFORE = re.compile(r"[a-z,] $")
_DOMAIN = re.compile(r"[A-Z][\w-]+\.(?:io|com|net|org|ru|cash)\Z")
_FIRMS = LEGAL_FORMS | {"pte", "corp", "sa", "ag"}
_LONGEST_PERSON = 4
_PLACES_IN_FRONT = frozenset({"lake", "mount", "camp", "port", "cape", "fort"})


class Kinds:
    """Tells kinds; immutable."""

    def __init__(self, words: NameWords) -> None:
        self._words = words

    def name(
        self,
        text: str,
        sentence: Span,
        tokens: list[Token],
        stretch: Span,
        found: list[Named],
    ) -> Named | None:
        """The stretch as a name, or None: by its own words, or by what introduces it."""
        first, last = stretch
        words = [token.lower.rstrip(".") for token in tokens[first:last]]
        start, end = tokens[first].start, tokens[last - 1].end
        before = text[max(sentence[0], start - 60) : start]
        behind = text[end : end + 1]
        word = introduced(before)
        if word in self._words.ships or (word in self._words.introduce and last - first == 1):
            # `the ship Ursa Major`
            last = self._soft_behind(text, tokens, last, titles=word in self._words.ships)
            end = tokens[last - 1].end
        soft = self._soft_before(text, tokens, first)
        ahead = text[sentence[0] : tokens[soft].start]
        if (
            soft < first
            and set(words) & self._words.bodies
            and tokens[soft].lower in self._words.ships
        ):
            return self._body(text, tokens, first, last)  # `Marshal Ship Management`
        if soft < first and (
            introduced(ahead) in self._words.ships or self._goes_on_with_ships(ahead[-60:], found)
        ):
            return Named(tokens[soft].start, end, text[tokens[soft].start : end], (), "vessel")
        quoted = before[-1:] in tuple(QUOTES) and behind in tuple(QUOTES) and behind
        fleet = (
            before.endswith("the ")
            and _IN_ROW.search(before)
            and self._words.fleet.search(text, sentence[0], start)
        )
        if word in self._words.ships or fleet or self._goes_on_with_ships(before, found):
            return Named(start, end, text[start:end], (), "vessel")
        if "for" in words[1:-1]:
            return Named(start, end, text[start:end], (), "organisation")  # `Committee for …`
        if set(words) & self._words.bodies:
            return self._body(text, tokens, first, last)
        if len(words) == 2 and words[0] in _NUMBERED and len(words[1]) > 1 and words[1].isdigit():
            return Named(start, end, text[start:end], (), "organisation")
        if (
            words[-1].isdigit()
            and words[0] not in _NO_NUMBERED
            and any(len(t.text) > 2 and t.text.isupper() for t in tokens[first:last])
        ):
            return Named(start, end, text[start:end], (), "organisation")  # `Arctic LNG 2`
        numbered = words[-1].isdigit() and len(words) > 1
        if numbered and _THE.search(before) and _ENDS.match(text, end):
            return Named(start, end, text[start:end], (), "thing")  # `the Mu Bong 1,`
        while words[-1].isdigit() or (words[-1] == "no" and len(words) > 1):
            last -= 1
            words.pop()
            end = tokens[last - 1].end
        introduces = self._words.introduce | self._words.ships
        if words[0] in (introduces if len(words) == 1 else ()):
            return None
        if word in self._words.introduce or quoted:
            return Named(start, end, text[start:end], (), "organisation")
        return self._unmarked(text, tokens[first:last], word, before)

    def _unmarked(self, text: str, tokens: list[Token], word: str, before: str) -> Named | None:
        """A stretch that neither its own words nor what stands before it make a ship or body."""
        last = tokens[-1].lower.rstrip(".")
        start, end = tokens[0].start, tokens[-1].end
        if last in self._words.places:
            # `Fractal Bay`: a place, unless a name is due.
            return Named(start, end, text[start:end], (), "lone") if len(tokens) > 1 else None
        if len(tokens) == 1:
            return self._surname(text, tokens[0], word)
        if tokens[0].lower in _PLACES_IN_FRONT:
            return None
        return self._person(text, tokens, "thing" if _ARTICLE.search(before) else "person")

    @staticmethod
    def _person(text: str, tokens: list[Token], kind: str) -> Named | None:
        """Two to four words that nothing introduces."""
        parts = [t for t in tokens if t.lower not in PARTICLES or t.capital]
        if not 2 <= len(parts) <= _LONGEST_PERSON:
            return None
        if kind == "thing" and parts[-1].text in ROMAN:
            start, end = tokens[0].start, tokens[-1].end  # `the Sparta II`
            return Named(start, end, text[start:end], (), kind)
        acronyms = [t for t in parts if t.text.isupper() and not INITIAL.match(t.text)]
        if acronyms and len(acronyms) != len(parts) and acronyms[0] is not parts[0]:
            return None
        start, end = tokens[0].start, tokens[-1].end
        return Named(start, end, text[start:end], (), kind)

    def _soft_behind(
        self, text: str, tokens: list[Token], last: int, *, titles: bool = False
    ) -> int:
        """Where a name ends with its soft words: `the trading firm Namgang General`."""
        while (
            last < len(tokens)
            and tokens[last].lower
            in (self._words.soft | self._words.titles if titles else self._words.soft)
            and tokens[last].capital
            and text[tokens[last - 1].end : tokens[last].start] == " "
        ):
            last += 1
        return last

    def _soft_before(self, text: str, tokens: list[Token], first: int) -> int:
        """The first of the soft words with a capital directly before a stretch."""
        while (
            first
            and tokens[first - 1].lower in self._words.soft
            and tokens[first - 1].capital
            and text[tokens[first - 1].end : tokens[first].start] == " "
        ):
            first -= 1
        return first

    def _goes_on_with_ships(self, before: str, found: list[Named]) -> bool:
        """Whether the last name was a ship and this one stands beside it: `the A and the B`."""
        if not found or found[-1].kind != "vessel":
            return False
        return re.search(r"(?:,|\band|\bor)\s+(?:the\s+)?$", before) is not None and (
            len(before.split()) < 2 or before.rstrip().endswith(("the", "and", ",", "or"))
        )

    def _body(self, text: str, tokens: list[Token], first: int, last: int) -> Named | None:
        """A body, with soft words in front that belong to it (`Foreign Trade Bank`)."""
        telling = [t for t in tokens[first:last] if t.lower.rstrip(".") not in self._words.bodies]
        while first and text[tokens[first - 1].end : tokens[first].start] in (" ", "'s ", "’s "):
            soft = tokens[first - 1]
            fits = soft.lower in self._words.soft or soft.lower in self._words.cities
            owns = soft.possessive and soft.lower not in _PEOPLES
            if not fits or not soft.capital or soft.lower in NATIONS or owns:
                break
            first -= 1
        if first and tokens[first - 1].text[0].isdigit() and self._numbered(text, tokens, first):
            first -= 1
        telling = [t for t in telling if t.lower not in self._words.soft]
        if first and not telling and self._belongs(text, tokens, first):
            first -= 1
            telling = [tokens[first]]
        if last - first < 2:
            return None
        words = {token.lower.rstrip(".") for token in tokens[first:last]}
        firm = last - first > 2 and bool(words & _FIRMS)  # `Asia Fuel PTE Ltd`
        if (
            not telling
            and not firm
            and words & self._words.no_telling
            and not tokens[first].text.isdigit()
        ):
            return None
        start, end = tokens[first].start, tokens[last - 1].end
        return Named(start, end, text[start:end].rstrip("."), (), "organisation")

    def _belongs(self, text: str, tokens: list[Token], first: int) -> bool:
        """Whether a word before general ones tells which: `Russian Financial Society`."""
        word = tokens[first - 1]
        if text[word.end : tokens[first].start] != " " or not word.capital or word.possessive:
            return False
        before = text[max(0, word.start - 3) : word.start]
        return (
            len(word.text) > 3
            and before[-2:-1].isalpha() | (before[-3:-1] in ("'s", "’s"))
            and (
                word.lower in self._words.titles
                or (
                    word.lower in NATIONS
                    and self._words.no_telling.isdisjoint(t.lower for t in tokens[first:][:3])
                )
            )
        )

    @staticmethod
    def _numbered(text: str, tokens: list[Token], first: int) -> bool:
        """Whether the number before a body is a part of its name: `the 63 Research Institute`."""
        number = tokens[first - 1]
        if text[number.end : tokens[first].start] != " ":
            return False
        return text[max(0, number.start - 4) : number.start] == "the "

    def _surname(self, text: str, token: Token, before: str) -> Named | None:
        """A single word, if a title introduces it or the article has the name in full."""
        if _DOMAIN.match(token.text):
            return Named(token.start, token.end, token.text, (), "organisation")  # `Sinbad.io`
        if not token.text[1:].islower() or len(token.text) < 3 or token.lower in self._words.places:
            return None
        length = len(token.text) + 1
        position = text.find(f" {token.text}")
        while position >= 0:
            if not text[position + length : position + length + 1].isalnum():
                ahead = text[max(0, position - 30) : position].split()
                given = (
                    _LAST_WORD.search(ahead[-1])
                    if ahead and text[position - 1 : position].isalnum()
                    else None
                )
                if (
                    given
                    and self._may_be_given(given.group())
                    and given.group()[0].isupper()
                    and given.group().lower() not in self._words.stop
                ):
                    return Named(token.start, token.end, token.text)
            position = text.find(f" {token.text}", position + 1)
        if self._began(text, token):
            return Named(token.start, token.end, token.text)
        if before in self._words.titles and before not in ("president", "leader"):
            return Named(token.start, token.end, token.text)
        return None

    @staticmethod
    def _began(text: str, token: Token) -> bool:
        """Whether a name of three words began so before: `Tan`, after `Tan Hock Seng`."""
        if not _LOWER_BEFORE.search(text, max(0, token.start - 12), token.start):
            return False
        position = text.find(f"{token.text} ", 0, token.start)
        while position >= 0:
            whole = not position or not (
                text[position - 1].isalnum() or text[position - 1] in "-'’."
            )
            if whole and _TWO_GIVEN.match(text, position + len(token.text)):
                return True
            position = text.find(f"{token.text} ", position + 1, token.start)
        return False

    def _may_be_given(self, word: str) -> bool:
        """Whether a word before a single one may be a given name: not `Potanin's` Interros."""
        owner = word.removesuffix("'s").removesuffix("’s")
        return owner == word or owner.lower() in self._words.cities

    def lone(self, text: str, tokens: list[Token], index: int) -> Named | None:
        """A single word of no prose, with no capitalised word beside it: `Rosneft`, `KOMID`."""
        token = tokens[index]
        word = token.text
        if len(word) < (3 if word.isupper() else 4) or not word.replace("-", "").isalpha():
            return None
        if token.lower in self._words.bodies:
            return None
        if token.lower in self._words.prose or token.lower.removesuffix("s") in self._words.prose:
            return None
        if word[:-1].isupper() and word[-1] == "s":
            return None
        if token.lower in self._words.places or token.lower.endswith(("ans", "ese")):
            return None
        if token.lower.endswith(("ian", "ean")) and text[token.end : token.end + 2].islower():
            return None  # `two Namibian projects`
        for beside in (index - 1, index + 1):
            other = tokens[beside] if 0 <= beside < len(tokens) else None
            if (
                other is None
                or not other.capital
                or other.text in ACRONYMS
                or other.lower in self._words.cities
                or other.lower in self._words.introduce
            ):
                continue
            first, second = (other, token) if beside < index else (token, other)
            if text[first.end : second.start] == " " and not first.possessive:
                return None
        return Named(token.start, token.end, word, (), "lone")
