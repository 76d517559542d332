"""Whom a word that stands for somebody means, and which body "it" means.

Owns looking back into the sentences before a claim, within its paragraph. Invariant: a pronoun
means a name of its kind, and nobody where there is none. Refuses to read what is claimed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

import msgspec

from xref.articles.sentences import Span
from xref.match import claim_sequels as sequels
from xref.match.claim_marks import Marker
from xref.match.claim_named import Named
from xref.match.claim_names import ClaimNames
from xref.match.claim_wording import forms
from xref.rules.claims import StandIns

#: Letters of a word that can stand for a longer name: of a body, and of a person.
_SHORTEST = (4, 2)
_ORDINAL = re.compile(r"^[\s\"]*the (first|second|former|latter) (?:is|was|has|had)\b")
_NOUN = re.compile(
    r"^[\s\"]*the (?:[\w-]+ ){0,2}?([a-z]{3,}?)(?=$| (?:has|had|is|was|itself|also|,))"
)
_ALL = re.compile(r"\b(?:all|three|four|five|trio)\b")
#: Behind "the Russian": no noun that it belongs to.
_NO_NOUN = (
    r"$|[.,;\"']|\s(?:in|on|for|over|was|is|has|had|as|after|who|last|at|by|and|two|three|this"
    r"|a|earlier|today|yesterday|because|when|himself|herself|along|together|under|with|to)\b"
)
#: Before a name that is no subject: `bought it from N`.
_OBLIQUE = re.compile(r"\b(?:from|by|with|to|for|at|against)\s+$")
_RESOLVED = 400  # letters looked back for somebody named before


class Referents:
    """Finds whom words mean; immutable."""

    def __init__(self, stand_ins: StandIns, names: ClaimNames, marker: Marker) -> None:
        self._names, self._marker = names, marker
        nationals = stand_ins.nationals
        words = [
            *stand_ins.person,
            *stand_ins.kin,
            *stand_ins.vessel,
            *stand_ins.organisation,
            *stand_ins.any,
        ]
        self._words = _phrases(words, nationals)
        firms, vessels = (
            "|".join(re.escape(word[4:]) for word in kind if word.startswith("the "))
            for kind in (stand_ins.organisation, stand_ins.vessel)
        )
        #: `his firm`, `their tanker`.
        self._owned = re.compile(
            rf"\b(?:his|her|their)\s(?:own\s)?(?:(?P<vessel>{vessels})|employer|{firms})(?![\w'-])"
        )
        self._works = re.compile(rf"\b{forms(stand_ins.works)}\s(?:[A-Za-z-]+\s){{0,4}}$")
        one = r"(?:he|she|it|him|her|(?:the|his|her|their)\s(?:[a-z-]+\s){0,2}?[a-z-]+)"
        #: `he and the gang were`, `both the director and his company`.
        self._pair = re.compile(
            r"[\s\"']*(?:(?:on|in)\s[a-z0-9 ]{2,20}?,?\s)?(?:both\s)?"
            rf"({one})\s(?:and|as\swell\sas)\s({one})"
            r"(?=$|[,.;]|\s(?:were|are|have|both|all)\b)"
        )
        self._stand_ins = [
            (kind, _phrases(words, nationals if kind == "person" else ()))
            for kind, words in (
                ("vessel", stand_ins.vessel),
                ("organisation", stand_ins.organisation),
                ("kin", stand_ins.kin),
                ("person", stand_ins.person),
                ("any", stand_ins.any),
            )
        ]

    def stand_in(self, text: str) -> bool:
        """Whether a text has a word that stands for somebody."""
        return (
            self._words.search(text.lower()) is not None
            or self._owned.search(text.lower()) is not None
            or _ORDINAL.search(text.lower()) is not None
        )

    def acting(self, text: str, sentence: Span, *, first: bool) -> tuple[str, ...]:
        """The body that "it" means: the only one of the sentence before.

        With `first` only one that begins it, so that it is its subject.
        """
        low, high = self._before(text, sentence)
        low = max(low, text.rfind(". ", low, max(low, high - 2)) + 1)
        bodies = self._marker.bodies(text, (low, high))
        codes = {body.code for body in bodies}
        if len(codes - {""}) != 1 or (not bodies[0].code if first else "" in codes):
            return ()
        begins = text[low : bodies[0].start].strip(' \n"“') in ("", "The", "the")
        if sequels.THOSE.match(text, sentence[0]):
            begins = begins or sequels.TOLD.match(text, bodies[0].end) is not None
        return tuple(codes - {""}) if begins or not first else ()

    def in_full(
        self,
        text: str,
        name: Named,
        known: Sequence[Named],
        sentence_of: Callable[[int], Span],
    ) -> Named:
        """A surname or short form with the name in full that the article gave before it.

        As it stands, if none did, or more than one.

        Args:
            text: The article.
            name: A name of one of its sentences.
            known: What the scanner found, in order of the text.
            sentence_of: The sentence that holds an offset.
        """
        short = name.text
        if " " in short or name.kind == "vessel" or len(short) < _SHORTEST[name.kind == "person"]:
            return name
        for other in between(known, 0, name.start):
            # The scanner told which of two namesakes is meant.
            if " " in other.text and set(other.subjects) & set(name.subjects):
                return msgspec.structs.replace(name, text=other.text)
        persons: set[str] = set()
        others: set[str] = set()
        seen = -1
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}", text[: name.start]):
            if match.start() < seen:
                continue
            sentence = sentence_of(match.start())
            seen = sentence[1]
            bodies = [(body.start, body.end) for body in self._marker.bodies(text, sentence)]
            for other in self._names.find(text, sentence, between(known, *sentence), bodies):
                if _is_surname(short, other):
                    persons.add(other.text)
                elif other.kind in ("organisation", "thing") and short in other.text.split()[:-1]:
                    others.add(other.text)
        meant = persons if name.kind in ("person", "lone") and persons else others
        return msgspec.structs.replace(name, text=meant.pop()) if len(meant) == 1 else name

    @staticmethod
    def _before(text: str, sentence: Span) -> Span:
        """The sentences before one in which what it means may be named: of its paragraph."""
        start = sentence[0]
        paragraph = text.rfind("\n\n", 0, max(0, start - 2)) + 1
        return max(0, start - _RESOLVED, paragraph), start

    def meant(
        self, text: str, sentence: Span, said: str, known: Sequence[Named]
    ) -> tuple[Named, ...]:
        """Whom "he" or "the ship" means: the name of that kind in the sentences before.

        Of "he and the firm" both; of "his firm" the only one named before.
        """
        pair = self._pair.match(said)
        if pair is not None:
            both = [self._meant_one(text, sentence, half, known) for half in pair.groups()]
            return tuple(dict.fromkeys(name for half in both for name in half))
        return self._meant_one(text, sentence, said, known)

    def _meant_one(
        self, text: str, sentence: Span, said: str, known: Sequence[Named]
    ) -> tuple[Named, ...]:
        owned = self._owned.search(said)
        kinds = [kind for kind, words in self._stand_ins if words.search(said)]
        ordinal = _ORDINAL.search(said)
        earlier = self._before(text, sentence)
        low = earlier[0]
        if not (kinds or ordinal or owned) or not text[low : sentence[0]].strip():
            return ()
        bodies = [(body.start, body.end) for body in self._marker.bodies(text, earlier)]
        names = self._names.find(text, earlier, between(known, low, sentence[0]), bodies)
        last = text.rstrip().rfind(". ", low, sentence[0] - 2) if sentence[0] > 2 else -1
        near = [name for name in names if name.start > last]
        row = [name for name in near if name.kind != "lone"]
        if ordinal is not None and len(row) > 1:
            # `The first is under sanctions`: of the row in the sentence before.
            return (row[0 if ordinal.group(1) in ("first", "former") else 1],)
        if owned is not None and (mine := self._own(text, names, owned)):
            return mine
        noun = _NOUN.search(said.strip().lower())
        if noun is not None:
            # `its agent, N. The agent …`: the name stands beside that very noun.
            beside = re.compile(rf"\b{noun.group(1)},?\s(?:the\s)?[“\"«]?$")
            named = [n for n in names if beside.search(text[max(0, n.start - 40) : n.start])]
            # `N, a subsidiary of N. The subsidiary …`
            apart = re.compile(rf",\s(?:an?|the)\s(?:[\w-]+\s){{0,3}}?{noun.group(1)}\b")
            named = named or [n for n in names if apart.match(text, n.end)]
            if named:
                return tuple(named[-1:])
        for kind in kinds:
            if kind == "kin":
                fitting = [name for name in names if name.kind == "person"][-1:]
            elif kind == "person":
                fitting = self._person(text, names, near)
            elif kind == "vessel":
                fitting = self._vessel(text, names, near)
            elif kind == "organisation":
                fitting = self._organisation(text, names)
            else:
                fitting = self._any(text, said, names, last)
            if fitting:
                return tuple(fitting)
        return ()

    def _own(self, text: str, names: list[Named], owned: re.Match[str]) -> tuple[Named, ...]:
        """`His firm`: the only one, named behind a word of working for it or owning it."""
        kind = "vessel" if owned["vessel"] else "organisation"
        fitting = {
            name.text: name
            for name in names
            if name.kind == kind and self._works.search(text, max(0, name.start - 80), name.start)
        }
        return tuple(fitting.values()) if len(fitting) == 1 else ()

    @staticmethod
    def _person(text: str, names: list[Named], near: list[Named]) -> list[Named]:
        """A pronoun means the subject of the sentence before: the first one it names."""
        fitting = [name for name in names if name.kind == "person"]
        first = [name for name in near if name.kind == "person"]
        # `Putin's aide met N. The minister …`
        subjects = [n for n in first if text[n.end : n.end + 1] not in ("'", "’")]
        subjects = [n for n in subjects if not _OBLIQUE.search(text, max(0, n.start - 9), n.start)]
        first = subjects[:1] or first[:1]
        return first or fitting[-1:] or [name for name in names if name.kind == "lone"][-1:]

    @staticmethod
    def _vessel(text: str, names: list[Named], near: list[Named]) -> list[Named]:
        fitting = [name for name in names if name.kind in ("vessel", "thing")][-1:]
        lone = [name for name in names if name.kind == "lone"][-1:]
        fitting = fitting or [n for n in lone if text[: n.start].lower().endswith("the ")]
        near = [name for name in near if name.kind != "lone"]
        if not fitting and len(near) == 1 and near[0].kind == "person" and not near[0].subjects:
            return near  # `Sea Prosper left Nampo. The tanker …`
        return fitting

    @staticmethod
    def _organisation(text: str, names: list[Named]) -> list[Named]:
        fitting = [name for name in names if name.kind == "organisation"][-1:]
        return (
            fitting
            or [
                name
                for name in names
                if name.kind in ("thing", "lone")
                or text[: name.start].endswith(("of ", "for ", "at ", "by ", "through ", "from "))
            ][-1:]
        )

    @staticmethod
    def _any(text: str, said: str, names: list[Named], last: int) -> list[Named]:
        """`It`: the last that is no person. `Both`: the last two of a row, or of a sentence."""
        names = [name for name in names if name.kind != "lone"]
        if re.search(r"\bit\b", said):
            return [name for name in names if name.kind != "person"][-1:]
        if _ALL.search(said):
            near = [name for name in names if name.start > last]
            return near if len(near) > 2 else []
        two = names[-2:]
        near = [name for name in names if name.start > last]
        joined = len(two) == 2 and text[two[0].end : two[1].start].strip(" ,") in ("and", "")
        return two if joined or near == two else []


def _is_surname(short: str, name: Named) -> bool:
    """Whether a word is the surname of a person named in full, or that in another case."""
    words = name.text.split()
    if len(words) < 2 or name.kind not in ("person", "thing"):
        return False
    inflected = not short.isascii() and len(short) > 4 and words[-1].startswith(short)
    return short in (words[0], words[-1]) or inflected  # `Бокарев` of `Андрея Бокарева`


def between(names: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    """The names that begin between two offsets; they are in order of the text."""
    low = bisect_left(names, start, key=lambda name: name.start)
    return names[low : bisect_left(names, end, low, key=lambda name: name.start)]


def _phrases(words: Sequence[str], nationals: Sequence[str] = ()) -> re.Pattern[str]:
    """Words as a pattern; between "the" and its noun up to two others may stand.

    `nationals` stand for somebody only where no noun follows: "the Russian", no "Russian bank".
    """
    nouns = "|".join(re.escape(word[4:]) for word in words if word.startswith("the "))
    alone = [re.escape(word) for word in words if not word.startswith("the ")]
    the = [rf"the (?:[\w-]+ ){{0,2}}?(?:{nouns})"] if nouns else []
    people = [rf"the (?:{'|'.join(nationals)})(?={_NO_NOUN})"] if nationals else []
    return re.compile(rf"(?<![\w-])(?:{'|'.join([*people, *the, *alone])})(?![\w-])")
