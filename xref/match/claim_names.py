"""Names in a sentence that makes a claim, on a list or not.

Owns finding persons, ships and bodies by their capitals and the words around them; only such
sentences are read so, for most articles hold none. Invariant: a span found by the scanner stays
as it is, unless it is a part of a body's name. Refuses single words that nothing introduces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from xref.articles.sentences import Span
from xref.match.claim_tokens import (
    INITIAL,
    LEGAL_FORMS,
    QUOTES,
    Token,
    introduced,
    joins,
    tokens_of,
)
from xref.rules import Rules

_PARTICLES = frozenset({"al", "bin", "ibn", "de", "van", "von", "der", "da", "di", "el", "ul"})
_COMPOUNDS = (
    "-based", "-linked", "-owned", "-backed", "-flagged", "-registered", "-born", "-controlled",
    "-designated", "-sanctioned", "-blacklisted", "-listed", "-led", "-era", "-style", "-made",
)  # fmt: skip
#: Stand in names of bodies; in small letters they are words of no name.
_ACRONYMS = frozenset({"IT"})
_ROMAN = frozenset(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"))
_HANGUL_NAME = re.compile("(?<![가-힣])([가-힣]{3})(?=([가-힣]{1,2}))")
_ARTICLE = re.compile(r"\bthe\s+[“\"«'‘]?$", re.IGNORECASE)
_IN_ROW = re.compile(r"(?:,|:|\band|\bincluding|\bamong them)\s+the\s+$")
_THE = re.compile(r"\b[Tt]he $")
#: Behind a name with a number: `the Petrel 8 and`, and no noun that it belongs to.
_ENDS = re.compile(
    r"[,.;:)]|\s(?:and|or|was|were|is|has|had|fac\w+|which|that|in|at|to|from|on|off|near|after|before|by|for|with|under|as|an?|last|this|earlier|alongside|also|will|when|while)\b"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z")
_LAST_WORD = re.compile(r"[^\W\d_][\w’'-]+\Z")
_LONGEST_PERSON = 4
_NATIONS = frozenset(
    {"russian", "chinese", "korean", "iranian", "syrian", "north", "south", "japanese", "british",
     "american", "european", "ukrainian"}
)  # fmt: skip
#: Words of states that are parts of names as well.
_ALSO_NAMES = frozenset(("korea", "al", "el", "bin", "il", "kim", "sung"))
_PLACES_IN_FRONT = frozenset({"lake", "mount", "camp", "port", "cape", "fort"})


class Named(msgspec.Struct, frozen=True):
    """A mention that a claim can be about: its span, text, kind and subject positions.

    Attributes:
        kind: `person`, `vessel`, `organisation`, `thing` (one of the last two), or `lone`: a
            single word that nothing introduces, a name only where a name is due.
    """

    start: int
    end: int
    text: str
    subjects: tuple[int, ...] = ()
    kind: str = "person"


class ClaimNames:
    """Finds names in sentences; immutable."""

    def __init__(self, rules: Rules) -> None:
        claims, evidence = rules.claims, rules.evidence
        titles = {word for title in rules.names.titles.before for word in title.split()}
        titles -= {"star", "in", "of", "the", "for"}
        countries = {
            word
            for cue in evidence.countries.values()
            for phrase in cue.words
            for word in phrase.split()
        }
        self._titles = frozenset(titles)
        self._cities = frozenset(countries)
        self._own_cities = self._cities - _NATIONS
        self._soft = frozenset(claims.soft)
        self._bodies = frozenset(claims.organisation_words)
        # The same words in lower case introduce; so they are no part of a person.
        self._stop = (
            frozenset(claims.not_names)
            | frozenset(evidence.not_names)
            | self._titles
            | countries
            | {word for body in claims.bodies for phrase in body.adjectives for word in [phrase]}
        ) - _ALSO_NAMES
        #: Words in small letters that are no part of a name, nor a single word that is one.
        self.no_names = self._stop | (countries - _ALSO_NAMES) | {"united", "states", "korea"}
        self._places = frozenset(claims.places)
        self._ships = frozenset(claims.ship_words)
        self._fleet = re.compile(r"\b(?:ships|vessels|tankers|freighters|carriers)\b")
        self._introduce = frozenset(claims.body_words)
        words = rules.names.words
        self._prose = words.all().union(words.everyday.split())
        self._no_telling = frozenset(claims.no_company)
        self._surnames = frozenset(claims.korean_surnames)
        self._no_surnames = frozenset(claims.not_korean_names)
        self._endings = tuple(claims.korean_name_endings)

    def find(
        self, text: str, sentence: Span, known: Sequence[Named], bodies: Sequence[Span]
    ) -> list[Named]:
        """Names of a sentence, in order; none overlaps another.

        Args:
            text: The article; offsets are into it.
            sentence: Offsets of the sentence.
            known: What the scanner found in it, and surnames attributed.
            bodies: Spans that name a sanctioning body.
        """
        tokens = tokens_of(text, *sentence)
        found: list[Named] = []
        index = 0
        while index < len(tokens):
            taken = (
                self._stretch(text, tokens, index, bodies, known) if tokens[index].capital else 0
            )
            if taken:
                name = self._name(text, sentence, tokens, (index, index + taken), found)
                if name is None and taken == 1:
                    name = self._lone(text, tokens, index)
                if name is not None:
                    found.append(name)
            index += max(1, taken)
        found += self._hangul(text, sentence)
        # "The UN" reads as a Korean name, and "So" at the head of a sentence as a surname.
        known = [
            name
            for name in known
            if not (name.kind == "person" and name.text.lower().rstrip(".") in self._bodies)
        ]
        known = [
            name
            for name in known
            if name.subjects
            or not (
                name.text.lower() in self._stop
                or self._begins_with_no_name(name.text.partition(" ")[0])
                or name.text.lower().rpartition(" ")[2] in self._places  # Hong Kong
                or any(name.start < high and low < name.end for low, high in bodies)
            )
        ]
        return self._merged(text, sentence, found, known)

    def _stretch(
        self,
        text: str,
        tokens: list[Token],
        index: int,
        bodies: Sequence[Span],
        known: Sequence[Named],
    ) -> int:
        """How many tokens from `index` on may be one name."""
        first = tokens[index]
        if not self._is_part(first, bodies) and not self._begins_with_city(text, tokens, index):
            return 0
        position = index + 1
        organised = first.lower.rstrip(".") in self._bodies
        while position < len(tokens) and not tokens[position - 1].possessive:
            token = tokens[position]
            gap = text[tokens[position - 1].end : token.start]
            if token.text.endswith(_COMPOUNDS) and gap == " ":
                return 0  # `the Jae Won Shipping-owned tanker N`
            if not joins(gap, token):
                break
            following = tokens[position + 1] if position + 1 < len(tokens) else None
            joined = following is not None and text[token.end : following.start] in (" ", "-")
            if (
                token.text == "of"
                and organised
                and joined
                and following is not None
                and following.lower in self._cities
                and not following.possessive
            ):
                position += 2  # `Central Bank of Russia`
                break
            if token.text in ("of", "for") or token.lower in _PARTICLES:
                if not (
                    joined
                    and following is not None
                    and self._is_part(following, bodies)
                    and (organised or token.lower in _PARTICLES)
                ):
                    break
            elif token.text in _ROMAN and gap == " ":
                pass
            elif token.text.isdigit() or _ORDINAL.match(token.text):
                if not self._goes_on(token, following if joined else None):
                    break
            elif not (
                (
                    token.lower in self._soft
                    and joined
                    and (organised or self._heads(tokens[position + 1 : position + 4]))
                )
                or (token.capital and token.lower in self._own_cities and gap == " ")
                or self._is_part(token, bodies)
            ):
                break
            if _begins_known(token, known, organised):
                break
            organised = organised or token.lower.rstrip(".") in self._bodies
            position += 1
        return position - index

    def _begins_with_city(self, text: str, tokens: list[Token], index: int) -> bool:
        """`Dalian Hengtai`: a city, and a word that is none of prose."""
        first, second = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        return (
            second is not None
            and first.lower in self._own_cities
            and not first.possessive
            and second.capital
            and text[first.end : second.start] == " "
            and second.lower not in self._stop
            and text[max(0, first.start - 3) : first.start]
            not in ("in ", "In ", "at ", "om ", "to ")
        )

    def _goes_on(self, token: Token, following: Token | None) -> bool:
        """Whether a number belongs to a name: no year, and `224th` only before `Unit`."""
        if token.text.isdigit():
            return len(token.text) != 4 or token.text[:2] not in ("19", "20")
        return following is not None and following.capital and following.lower in self._bodies

    def _begins_with_no_name(self, word: str) -> bool:
        """`The`, `КНДР`; `So` and `An` are surnames."""
        lower = word.lower()
        return lower == "the" or (len(word) > 2 and word.isupper() and lower in self._stop)

    def _heads(self, tokens: Sequence[Token]) -> bool:
        """Whether words make a body of what stands before: soft ones, and one that tells."""
        for token in tokens:
            if not token.capital:
                return False
            if token.lower.rstrip(".") in self._bodies:
                return True
            if token.lower not in self._soft:
                return False
        return False

    def _is_part(self, token: Token, bodies: Sequence[Span]) -> bool:
        """Whether a word can be a part of a name."""
        lower = token.lower.rstrip(".")
        if not token.capital or any(low <= token.start < high for low, high in bodies):
            return False
        if lower in self._bodies or token.text in _ACRONYMS:
            return True
        if token.text.endswith(_COMPOUNDS) or lower.startswith("ex-"):
            return False
        return lower not in self._stop and lower.partition(" ")[0] not in ("us", "eu", "un", "uk")

    def _name(
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
        if word in self._ships or (word in self._introduce and last - first == 1):
            # `the ship Ursa Major`
            last = self._soft_behind(text, tokens, last, titles=word in self._ships)
            end = tokens[last - 1].end
        soft = self._soft_before(text, tokens, first)
        ahead = text[sentence[0] : tokens[soft].start]
        if soft < first and (
            introduced(ahead) in self._ships or self._goes_on_with_ships(ahead[-60:], found)
        ):
            return Named(tokens[soft].start, end, text[tokens[soft].start : end], (), "vessel")
        quoted = before[-1:] in tuple(QUOTES) and behind in tuple(QUOTES) and behind
        fleet = _IN_ROW.search(before) and self._fleet.search(text, sentence[0], start)
        if word in self._ships or fleet or self._goes_on_with_ships(before, found):
            return Named(start, end, text[start:end], (), "vessel")
        if set(words) & self._bodies:
            return self._body(text, tokens, first, last)
        if words[-1].isdigit() and any(
            len(t.text) > 2 and t.text.isupper() for t in tokens[first:last]
        ):
            return Named(start, end, text[start:end], (), "organisation")  # `Arctic LNG 2`
        if (
            words[-1].isdigit()
            and len(words) > 1
            and _THE.search(before)
            and _ENDS.match(text, end)
        ):
            return Named(start, end, text[start:end], (), "thing")  # `the Mu Bong 1,`
        while words[-1].isdigit():
            last -= 1
            words.pop()
            end = tokens[last - 1].end
        if len(words) == 1 and (words[0] in self._introduce or words[0] in self._ships):
            return None
        if word in self._introduce or quoted:
            return Named(start, end, text[start:end], (), "organisation")
        if words[0] in _PLACES_IN_FRONT:
            return None
        if words[-1] in self._places:
            # `Fractal Bay`: a place, unless a name is due.
            return Named(start, end, text[start:end], (), "lone") if len(words) > 1 else None
        if len(words) == 1:
            return self._surname(text, tokens[first], word)
        kind = "thing" if _ARTICLE.search(before) else "person"
        return self._person(text, tokens[first:last], kind)

    @staticmethod
    def _person(text: str, tokens: list[Token], kind: str) -> Named | None:
        """Two to four words that nothing introduces."""
        parts = [t for t in tokens if t.lower not in _PARTICLES or t.capital]
        if not 2 <= len(parts) <= _LONGEST_PERSON:
            return None
        if kind == "thing" and parts[-1].text in _ROMAN:
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
            and tokens[last].lower in (self._soft | self._titles if titles else self._soft)
            and tokens[last].capital
            and text[tokens[last - 1].end : tokens[last].start] == " "
        ):
            last += 1
        return last

    def _soft_before(self, text: str, tokens: list[Token], first: int) -> int:
        """The first of the soft words with a capital directly before a stretch."""
        while (
            first
            and tokens[first - 1].lower in self._soft
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
        telling = [t for t in tokens[first:last] if t.lower.rstrip(".") not in self._bodies]
        while first and text[tokens[first - 1].end : tokens[first].start] == " ":
            soft = tokens[first - 1]
            fits = soft.lower in self._soft or soft.lower in self._cities
            if not fits or not soft.capital or soft.lower in _NATIONS or soft.possessive:
                break
            first -= 1
        if first and tokens[first - 1].text.isdigit() and self._numbered(text, tokens, first):
            first -= 1
        if last - first < 2 or tokens[last - 1].possessive:
            return None
        words = {token.lower.rstrip(".") for token in tokens[first:last]}
        if not telling and words & self._no_telling and not tokens[first].text.isdigit():
            return None
        start, end = tokens[first].start, tokens[last - 1].end
        return Named(start, end, text[start:end].rstrip("."), (), "organisation")

    @staticmethod
    def _numbered(text: str, tokens: list[Token], first: int) -> bool:
        """Whether the number before a body is a part of its name: `the 63 Research Institute`."""
        number = tokens[first - 1]
        if text[number.end : tokens[first].start] != " ":
            return False
        return text[max(0, number.start - 4) : number.start] == "the "

    def _surname(self, text: str, token: Token, before: str) -> Named | None:
        """A single word, if a title introduces it or the article has the name in full."""
        if not token.text[1:].islower() or len(token.text) < 3 or token.lower in self._places:
            return None
        position = text.find(f" {token.text}")
        while position >= 0:
            given = _LAST_WORD.search(text, max(0, position - 30), position)
            whole = not text[
                position + 1 + len(token.text) : position + 2 + len(token.text)
            ].isalnum()
            if (
                given
                and whole
                and given.group()[0].isupper()
                and given.group().lower() not in self._stop
            ):
                return Named(token.start, token.end, token.text)
            position = text.find(f" {token.text}", position + 1)
        if before in self._titles and before not in ("president", "leader"):
            return Named(token.start, token.end, token.text)
        return None

    def _lone(self, text: str, tokens: list[Token], index: int) -> Named | None:
        """A single word of no prose, with no capitalised word beside it: `Rosneft`, `KOMID`."""
        token = tokens[index]
        word = token.text
        if len(word) < (3 if word.isupper() else 4) or not word.replace("-", "").isalpha():
            return None
        if token.lower in self._bodies:
            return None
        if token.lower in self._prose or token.lower.removesuffix("s") in self._prose:
            return None
        if word[:-1].isupper() and word[-1] == "s":
            return None
        if token.lower in self._places or token.lower.endswith(("ans", "ese")):
            return None
        for beside in (index - 1, index + 1):
            other = tokens[beside] if 0 <= beside < len(tokens) else None
            if (
                other is None
                or not other.capital
                or other.text in _ACRONYMS
                or other.lower in self._cities
                or other.lower in self._introduce
            ):
                continue
            first, second = (other, token) if beside < index else (token, other)
            if text[first.end : second.start] == " " and not first.possessive:
                return None
        return Named(token.start, token.end, word, (), "lone")

    def _hangul(self, text: str, sentence: Span) -> list[Named]:
        """Names in Hangul before a particle or form of address."""
        if text[slice(*sentence)].isascii():
            return []
        return [
            Named(match.start(1), match.end(1), match.group(1))
            for match in _HANGUL_NAME.finditer(text, *sentence)
            if match.group(1)[0] in self._surnames
            and match.group(1) not in self._no_surnames
            and match.group(2).startswith(self._endings)
        ]

    def _merged(
        self, text: str, sentence: Span, found: list[Named], known: Sequence[Named]
    ) -> list[Named]:
        """Names of both kinds, in order; of two that overlap one."""
        kept: list[Named] = []
        for name in known:
            longer = next(
                (o for o in found if o.start <= name.start and name.end <= o.end
                 and (o.start, o.end) != (name.start, name.end)), None
            )  # fmt: skip
            if longer is not None and name.text.lower() in _PARTICLES:
                # A surname is taken for its first word: `El` of `El Aissami`.
                kept.append(msgspec.structs.replace(longer, subjects=name.subjects, kind=name.kind))
                continue
            if longer is not None and self._is_another(name, longer):
                continue
            kind = name.kind
            before = text[max(sentence[0], name.start - 40) : name.start]
            if introduced(before) in self._ships:
                kind = "vessel"
            kept.append(msgspec.structs.replace(name, kind=kind))
        for name in found:
            if not any(other.start < name.end and name.start < other.end for other in kept):
                kept.append(name)
        return sorted(kept, key=lambda name: name.start)

    def _is_another(self, name: Named, longer: Named) -> bool:
        """Whether a span is only a piece of a longer name: `Jinlong` in `Jinlong Freight`."""
        if "가" <= name.text[0] <= "힣":
            return True
        if longer.kind == "person":
            # A pair of syllables that only reads like a Korean name: `Goh Teck` of `Goh Teck Huat`.
            more = longer.text[len(name.text) :].split()
            if (
                more
                and longer.start == name.start
                and not self._prose.intersection(word.lower() for word in more)
            ):
                return True
            return (
                not name.subjects
                and longer.start == name.start
                and len(more) == 1
                and re.fullmatch(r"\w+ \w+", name.text) is not None
            )
        rest = longer.text.replace(name.text, "").lower().replace(",", " ").replace(".", " ")
        return not name.subjects or bool(set(rest.split()) - LEGAL_FORMS)


def _begins_known(token: Token, known: Sequence[Named], organised: bool) -> bool:
    return not organised and any(name.start == token.start for name in known)
