"""Ships' names in other scripts: «Леди Р», 앙가라, スパルタ, 天使, beside Latin ones.

Owns what a word in Cyrillic, Hangul, kana or Chinese characters can be in Latin letters, and what
characters are in Hangul. Invariants: readings are bounded in number and come likeliest first; a
Latin name has one, itself. Refuses to compare, and to look at numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from xref.names.fold import fold_char
from xref.names.foreign_hangul import ForeignHangul
from xref.names.foreign_katakana import ForeignKatakana
from xref.names.hangul import is_hangul
from xref.names.korean import KoreanModel
from xref.names.korean_kana import has_kana
from xref.names.persons_chinese import ChineseNames
from xref.rules.ship_scripts import ShipScriptRules

# Characters whose marks are letters: ジ is no シ.
_KANA = frozenset(map(chr, range(0x3041, 0x3100)))
#: Readings of a piece of a word.
_FEW = 4
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"


class ShipScripts:
    """Reads ships' names of other scripts; holds no state but its tables and what it remembers.

    Args:
        rules: From `rules/ship_scripts.yml`.
        hangul: Reads foreign words in Hangul.
        katakana: Reads foreign words in katakana.
        chinese: Knows the readings of Chinese characters.
        korean: The model that knows the Korean readings of characters, or None.

    Example:
        >>> from xref.names import comparer_for
        >>> from xref.rules import load_rules
        >>> scripts = comparer_for(load_rules()).vessels.scripts
        >>> [scripts.latin(name)[0] for name in (("레이디", "r"), ("レディ", "r"), ("天使",))]
        ['ladyr', 'ladyr', 'angel']
        >>> scripts.hangul(("白馬",))
        ('백마',)
    """

    def __init__(
        self,
        rules: ShipScriptRules,
        hangul: ForeignHangul,
        katakana: ForeignKatakana,
        chinese: ChineseNames,
        korean: KoreanModel | None = None,
    ) -> None:
        self._arguments = (rules, hangul, katakana, chinese, korean)
        self._limits = rules.limits
        self._hangul = hangul
        self._katakana = katakana
        self._chinese = chinese
        self._hanja = korean.tables.hanja if korean is not None else {}
        self._letters = _turned(rules.letters)
        self._words = _turned(rules.words)
        self._readings = lru_cache(maxsize=1 << 13)(self._read)

    def __reduce__(self) -> tuple[object, ...]:
        return (ShipScripts, self._arguments)

    @property
    def letters(self) -> int:
        """Fewest letters of a name that agrees by its sound."""
        return self._limits.letters.value

    def latin(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Latin spellings of a name, its words joined, likeliest first."""
        ways = [self._readings(word) for word in words]
        spelled = product(*ways) if all(ways) else ()
        found = ("".join(way) for way in islice(spelled, self._limits.names.value))
        return tuple(dict.fromkeys(found))

    def hangul(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Korean readings of a name in Chinese characters."""
        letters = "".join(words)
        ways = [self._hanja.get(letter, ()) for letter in letters]
        if not all(ways):
            return ()
        return tuple("".join(way) for way in islice(product(*ways), self._limits.names.value))

    def _read(self, word: str) -> tuple[str, ...]:
        """Latin spellings of a word."""
        if word.isascii():
            return (word,)
        most = self._limits.readings.value
        found: dict[str, None] = {}
        if word in self._letters:
            found.update(dict.fromkeys(self._letters[word]))
        found.update(dict.fromkeys(self._made(word)))
        found.update(dict.fromkeys(islice(self._sounded(word), most)))
        if is_hangul(word):
            found.update(dict.fromkeys(self._pinyin(word)))
        return tuple(found)

    def _made(self, word: str) -> Iterator[str]:
        """A word as it stands in the table, or two written as one of which one does (골드스타)."""
        yield from self._words.get(word, ())
        for cut in range(1, len(word)):
            head, tail = word[:cut], word[cut:]
            known, follows = self._words.get(head, ()), self._words.get(tail, ())
            if not (known or follows):
                continue
            for one in known or self._few(head):
                for two in follows or self._few(tail):
                    yield one + two

    def _few(self, word: str) -> Iterable[str]:
        """The likeliest readings of a piece of a word by its sound; none of one letter."""
        return islice(self._sounded(word), _FEW) if len(word) > 1 else ()

    def _sounded(self, word: str) -> Iterable[str]:
        """A word by its sound."""
        if is_hangul(word):
            return self._hangul.latin(word)
        if has_kana(word):
            return self._katakana.latin(word)
        if all(_FIRST_HAN <= letter <= _LAST_HAN for letter in word):
            ways = [sorted(self._chinese.readings(letter)) for letter in word]
            return map("".join, islice(product(*ways), self._limits.readings.value))
        # Cyrillic, and what else skeletons know.
        return (word,)

    def _pinyin(self, word: str) -> Iterable[str]:
        """Hangul by the sounds of Chinese (샹위안바오)."""
        for name in self._hangul.chinese(word):
            yield from map("".join, islice(product(*map(sorted, name.syllables)), _FEW))


def fold_kana(text: str) -> str:
    """Fold a name, but for the marks of kana; see `xref.names.fold`.

    Example:
        >>> fold_kana("ユジョン-２"), fold_kana("Леди Р")
        ('ユジョン 2', 'леди р')
    """
    folded = (char if char in _KANA and char.isalpha() else fold_char(char) for char in text)
    return " ".join("".join(folded).split())


def _turned(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """What other scripts print to the Latin words."""
    found: dict[str, list[str]] = {}
    for latin, others in table.items():
        for other in others:
            found.setdefault(fold_kana(other), []).append(latin)
    return {other: tuple(words) for other, words in found.items()}
