"""Ships in other scripts: «Ангара», 앙가라호, サムジョン１, 白馬號.

Owns finding names that the text marks as a ship's and that read as a listed one. Invariants: a
span is a whole name between its marks (quotes, a word for ships, a suffix); the number agrees.
Refuses names without a mark: Ангара is a river, and 천마산 a mountain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from xref.articles.cyrillic import nominatives
from xref.articles.hits import Hit
from xref.articles.ship_marks import ShipMarks
from xref.articles.wording import any_of
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer
from xref.names.vessels_agree import VesselName
from xref.rules import Rules

_HAN = "\u3005\u3400-\u9fff\uf900-\ufaff"
_KANA = "\u30a1-\u30fa\u30fc"
_HANGUL = "\uac00-\ud7a3"
_LATIN = "A-Za-zＡ-Ｚａ-ｚ"
_NUMBER = "0-9０-９Ⅰ-Ⅻ"

_IS_HAN = re.compile(f"[{_HAN}]")
_RUSSIAN_WORD = "(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]|[IVX]{1,4}|№? ?[0-9]{1,3})"
_RUSSIAN_QUOTED = re.compile(
    "[«\"„“]([А-ЯЁ][А-Яа-яЁё0-9IVX№. -]{1,30})(?=[»\"“”])"
)  # fmt: skip
_RUSSIAN_NAME = rf"([А-ЯЁ][а-яё]+(?:[ -]{_RUSSIAN_WORD}){{0,3}})(?![\w-])"
_QUOTED = re.compile(
    f"[“‘「『《〈\"'«]([{_HAN}{_KANA}{_HANGUL}{_LATIN}{_NUMBER}・·.\\- ]{{2,24}}?"
    "(?:[（(][^（）()\\n]{1,30}[）)])?)"
    f"(호|号|號)?(?=[”’」』》〉\"'»])"
)  # fmt: skip
_READING = re.compile(r"[（(]([^（）()\n]{1,30})[）)]$")
_HANGUL_WORD = f"[{_HANGUL}{_LATIN}0-9-]{{1,10}}"
_HANGUL_NAME = f"(?<![{_HANGUL}{_LATIN}0-9])((?:{_HANGUL_WORD} ){{0,2}}{_HANGUL_WORD}?) ?호"
_HAN_SHIP = re.compile(
    f"([{_HAN}]{{2,8}}|[{_KANA}・]{{2,12}})([{_LATIN}]?[{_NUMBER}]{{0,3}})[号號]"
)
# Latin letters that a suffix is written at, which folding takes for a part of the last word.
_LATIN_SHIP = re.compile(
    f"(?<![{_LATIN}0-9])([A-Z][A-Za-z.-]{{0,20}}(?: [A-Za-z.-]{{1,20}}){{0,4}})"
    f"(?:[（(][^（）()\\n]{{1,30}}[）)])? ?([{_NUMBER}]{{0,3}})(?=[호号號])"
)
_NUMBERED = f"([{_HAN}]{{2,5}}|[{_KANA}・]{{2,12}}|[{_HANGUL}]{{2,8}}) ?([{_NUMBER}]{{1,3}})"
_SHORTEST, _LONGEST_HAN = 2, 6
#: Words of a Russian name that may all be declined.
_MOST_DECLINED = 3
#: Letters in front of a name without suffix in which a word for ships introduces it.
_INTRODUCED = 40

Found = tuple[tuple[int, Comparison], ...]


class _Span(NamedTuple):
    """A name of a text that is marked as a ship's.

    Attributes:
        start: Offset of the name.
        end: Offset behind it.
        names: The ways to read it.
    """

    start: int
    end: int
    names: tuple[str, ...]


class ShipSpans:
    """Finds listed ships in other scripts; immutable but for what it remembers."""

    def __init__(self, index: Index, comparer: NameComparer, rules: Rules) -> None:
        self._index = index
        self._endings = rules.cyrillic_texts.endings
        self._comparer = comparer
        texts = rules.ship_texts
        self._marks = ShipMarks(texts)
        self._korea = re.compile(any_of(texts.korea))
        particles = any_of(texts.particles)
        self._hangul_ship = re.compile(f"{_HANGUL_NAME}(?={particles}?(?![{_HANGUL}]))")
        self._introduced = re.compile(
            rf"\b(?i:{any_of(texts.russian)})[а-яё]{{0,6}} {_RUSSIAN_NAME}"
        )
        words = any_of((*texts.korean, *texts.japanese, *texts.chinese))
        self._numbered = re.compile(
            f"{words} ?{_NUMBERED}(?![{_LATIN}{_NUMBER}])(?={particles}?(?![{_HANGUL}]))"
        )
        self._listed = lru_cache(maxsize=1 << 14)(self._lookup)

    def russian(self, text: str) -> Iterator[Hit]:
        """Ships of a text in Cyrillic: in quotes, or behind a word for ships."""
        if not self._marks.any_russian(text):
            return
        for quoted in _RUSSIAN_QUOTED.finditer(text):
            start, end = quoted.span(1)
            if self._marks.at(text, start, end):
                yield from self._hits(_Span(start, end, self._cases(quoted.group(1))))
        for introduced in self._introduced.finditer(text):
            yield from self._longest(introduced.group(1), introduced.start(1))

    def unspaced(self, text: str) -> Iterator[Hit]:
        """Ships of a text in Hangul, kana and Chinese characters."""
        korea = bool(self._korea.search(text))
        for spans in self._spans(text):
            # Of the ways to cut a run, longest first, one is the name.
            for span in spans:
                if self._marks.is_thing(text, span.start, span.end):
                    continue
                korean = korea and self._marks.may_be_korean(text, span.start)
                hits = list(self._hits(span, korea=korean))
                if hits:
                    yield from hits
                    break

    def _spans(self, text: str) -> Iterator[Iterable[_Span]]:
        """What is marked as a ship's name: for each mark the ways to cut it."""
        for quoted in _QUOTED.finditer(text):
            yield self._quoted(text, quoted)
        if not self._marks.any(text):
            return
        for found in self._hangul_ship.finditer(text):
            yield self._shortened(found.group(1), found.start(1))
        for found in _HAN_SHIP.finditer(text):
            yield _run_ends(found)
        for found in _LATIN_SHIP.finditer(text):
            yield _word_ends(found)
        for found in self._numbered.finditer(text):
            name = found.group(1) + found.group(2)
            yield (_Span(found.start(1), found.end(2), (name,)),)

    def _quoted(self, text: str, quoted: re.Match[str]) -> Iterator[_Span]:
        """A name in quotes with a suffix in them or behind, or a word for ships in front."""
        name, (start, end) = quoted.group(1), quoted.span(1)
        if name.isascii():
            return
        marked = (
            quoted.group(2)
            or self._marks.suffix(text, end)
            or self._marks.noun_before(text, start, _INTRODUCED)
        )
        if not marked:
            return
        reading = _READING.search(name)
        if reading is None:
            yield _Span(start, end, (name,))
        else:
            yield _Span(start, end, (name[: reading.start()], reading.group(1)))

    def _longest(self, name: str, start: int) -> Iterator[Hit]:
        """The longest beginning of some Russian words that is a ship's name."""
        ends = [space.start() for space in re.finditer(" ", name)]
        for end in (len(name), *reversed(ends)):
            hits = list(self._hits(_Span(start, start + end, self._cases(name[:end]))))
            if hits:
                yield from hits
                return

    def _shortened(self, words: str, start: int) -> Iterator[_Span]:
        """The ends of some Korean words, longest first, that begin with no word for ships."""
        for begin in (0, *(space.end() for space in re.finditer(" ", words))):
            name = words[begin:]
            if name.isascii() or len(name) < _SHORTEST:
                return
            if not self._marks.is_noun(name.partition(" ")[0]):
                yield _Span(start + begin, start + len(words), (name,))

    def _cases(self, name: str) -> tuple[str, ...]:
        """A Russian name, and the nominatives that it may be a case of: each word, or the first."""
        words = [nominatives(word, self._endings) for word in name.split(" ")]
        _, _, rest = name.partition(" ")
        found = [f"{way} {rest}".strip() for way in words[0]]
        if 1 < len(words) <= _MOST_DECLINED:
            found += map(" ".join, product(*words))
        return tuple(dict.fromkeys((name, *found)))

    def _hits(self, span: _Span, *, korea: bool = True) -> Iterator[Hit]:
        best: dict[int, tuple[int, Comparison]] = {}
        for name in span.names:
            for position, comparison in self._listed(name, korea):
                subject = self._index.entries[position].subject
                known = best.get(subject)
                if known is None or comparison.score > known[1].score:
                    best[subject] = position, comparison
        for subject, (position, comparison) in best.items():
            weak = self._index.entries[position].name.quality == "weak"
            yield Hit(
                span.start, span.end, position, "name", comparison, None, subject, weak, False
            )

    def _lookup(self, name: str, korea: bool) -> Found:
        """Listed ships that a name is, at the review border or above.

        Args:
            name: A name as printed.
            korea: Characters may be read as Korean words.
        """
        read = self._comparer.prepare(name, "vessel")
        assert isinstance(read, VesselName)  # noqa: S101 - a ship's name is read as one
        found = []
        for position in self._index.candidates_of(read, "vessel"):
            listed = self._index.entries[position].name.text
            if not korea and not self._sounds_alike(read, listed):
                continue
            comparison = self._comparer.compare(name, listed, "vessel")
            if comparison.same:
                found.append((position, comparison))
        return tuple(found)

    def _sounds_alike(self, read: VesselName, listed: str) -> bool:
        other = self._comparer.prepare(listed, "vessel")
        if not isinstance(other, VesselName) or not (_IS_HAN.search(read.letters)):
            return True
        return not read.sounds.isdisjoint(other.sounds or {other.sound})


def _run_ends(found: re.Match[str]) -> Iterator[_Span]:
    """The ends of a run of characters, longest first (油轮白马号); kana are never cut."""
    run, number = found.groups()
    is_han = _IS_HAN.match(run) is not None
    for length in range(min(len(run), _LONGEST_HAN), 1, -1) if is_han else (len(run),):
        name = run[-length:] + number
        yield _Span(found.end(1) - length, found.end(2), (name,))


def _word_ends(found: re.Match[str]) -> Iterator[_Span]:
    """The ends of some Latin words and a number, longest first."""
    words, number = found.groups()
    for begin in (0, *(space.end() for space in re.finditer(" ", words))):
        name = f"{words[begin:]} {number}".strip()
        yield _Span(found.start() + begin, found.end(), (name,))
