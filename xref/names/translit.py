"""Skeletons: one key for the ways a token is transliterated.

Owns turning a folded token of any script into a short Latin key that is equal for
`Shoigu`, `Shoygu`, `Schoigu` and `Шойгу`. Invariant: the key depends on the token
alone, and a token always has one. Refuses to say that two people are the same: equal
keys mean equal sounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from xref.names.fold import fold
from xref.names.rewrites import Rewriter, substituted, substitution
from xref.rules.persons import PersonRules

if TYPE_CHECKING:
    from xref.names.foreign_hangul import ForeignHangul

# `abd` and an article in front of a divine name, written as one word, in a skeleton (where
# doubled letters are single already). `Abdulov` and `Abdullaev` are surnames made from it.
_SERVANT = re.compile(r"abd[aeiou]?l?(\w{3,})(?<![oe]v)(?<![oe]va)$")


# `al-din` behind another word, written as one word, in a skeleton.
_FAITH = re.compile(r"(\w{3,}?)[aeiu]{0,2}l?dine?$")


# Vowels and half vowels out; consonants that one Arabic letter is spoken as, together.
_FRAME = str.maketrans({**dict.fromkeys("aeiouyvw+", None), "g": "k", "z": "d"})


class Skeletons:
    """Keys of tokens, remembered.

    Args:
        rules: From `rules/persons.yml`.
        hangul: Reads foreign names in Hangul, or None to leave Hangul alone.
    """

    def __init__(self, rules: PersonRules, hangul: ForeignHangul | None = None) -> None:
        self._rules = rules
        self._hangul = hangul
        #: The same without Hangul, which ships and bodies read otherwise; None where it is.
        self.plain = Skeletons(rules) if hangul is not None else None
        self._letters = str.maketrans({**rules.cyrillic, **rules.arabic})
        self._northern_marks = frozenset(rules.northern_marks)
        self._northern = str.maketrans(rules.northern)
        self._rewrites = Rewriter(rules.rewrites)
        self._habits = [
            (re.compile(h.when).search, [substitution(one, two) for one, two in h.steps])
            for h in rules.habits.values()
        ]
        self._short: dict[str, list[str]] = {}
        for full, shorts in rules.short_forms.items():
            for short in shorts:
                self._short.setdefault(short, []).append(full)
        self._longest = rules.limits.token_letters.value
        self._shortest = rules.limits.habit_letters.value
        self._heads: dict[str, str] = {}
        for group in rules.groups:
            head = self._sound(fold(group[0]))
            for word in group:
                self._heads.setdefault(self._sound(fold(word).replace(" ", "")), head)
        self._loose_letters = tuple(rules.loose.items())
        self._pinyin = re.compile(rules.pinyin.pattern)
        # Listed tokens and those of the last queries; ships and bodies ask for the same ones.
        self._sounds = lru_cache(maxsize=1 << 16)(self._sound)
        self._keys = lru_cache(maxsize=1 << 16)(self._key)
        self._readings = lru_cache(maxsize=1 << 16)(self._others)
        self.loose = lru_cache(maxsize=1 << 16)(self._loose)

    def __reduce__(self) -> tuple[object, ...]:
        return (Skeletons, (self._rules, self._hangul))

    def sound(self, token: str) -> str:
        """The skeleton of a token without the groups of given names."""
        return self._sounds(token[: self._longest])

    def joined(self, one: str, two: str) -> str:
        """The loose key of two tokens written as one word; not remembered, pairs seldom recur."""
        token = (one + two).replace(" ", "")[: self._longest]
        return self._loose(self._key_of(token, self._sound))

    def spelled(self, token: str) -> str:
        """The loose key of a spelling that is one of many; not remembered, they seldom recur."""
        skeletons = self.plain if self.plain is not None and token.isascii() else self
        return self._loose(skeletons._key_of(token[: self._longest], skeletons._sound))

    def servant(self, divine: str) -> str:
        """The key of `abd al-` and a divine name, however they are spaced.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> skeletons = Skeletons(load_names(data_folder("rules")).persons)
            >>> skeletons.servant("rahman") == skeletons.key("abdurrahman")
            True
        """
        return "abd" + self.key(divine).lstrip("l")

    def faith(self, word: str) -> str:
        """The key of a word and `al-din`, however they are spaced.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> skeletons = Skeletons(load_names(data_folder("rules")).persons)
            >>> skeletons.faith("jamal") == skeletons.key("jamaleddine")
            True
        """
        return self.key(word).rstrip("aeiu") + "+din"

    def key(self, token: str) -> str:
        """The key of one folded token: equal keys, equal names.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> key = Skeletons(load_names(data_folder("rules")).persons).key
            >>> key("shoygu") == key("shoigu") == key("шойгу")
            True
            >>> key("lavrov") == key("kozlov")
            False
        """
        if self.plain is not None and token.isascii():
            return self.plain._keys(token)
        return self._keys(token)

    def _key(self, token: str) -> str:
        return self._key_of(token[: self._longest], self._sounds)

    def _key_of(self, token: str, sound_of: Callable[[str], str]) -> str:
        if self._hangul is not None and not token.isascii():
            spelled = self._hangul.latin(token)
            token = spelled[0] if spelled else token
        sound = sound_of(token)
        head = self._heads.get(sound)
        if head is not None:
            return head
        if sound.startswith("abd"):
            found = _SERVANT.match(sound)
            if found is not None:
                return self.servant(found.group(1))
        if "din" in sound[-4:]:
            found = _FAITH.match(sound)
            if found is not None:
                return self.faith(found.group(1))
        return sound

    def _loose(self, key: str) -> str:
        """A key with the letters that waver made equal; two-letter names stay.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> skeletons = Skeletons(load_names(data_folder("rules")).persons)
            >>> key, loose = skeletons.key, skeletons.loose
            >>> loose(key("dahir")) == loose(key("daher"))
            True
            >>> loose(key("chen")) == loose(key("shen"))
            False
        """
        if len(key) < 4 or self._pinyin.fullmatch(key.replace("C", "ch").replace("S", "sh")):
            return key
        for letters, becomes in self._loose_letters:
            key = key.replace(letters, becomes)
        return key.replace("ii", "i").replace("uu", "u")

    def others(self, token: str) -> frozenset[str]:
        """Loose keys of what a token may also be: habits of writing, short forms, Hangul.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> skeletons = Skeletons(load_names(data_folder("rules")).persons)
            >>> skeletons.loose(skeletons.key("kuznetsov")) in skeletons.others("kusnezow")
            True
        """
        if self.plain is not None and token.isascii():
            return self.plain._readings(token)
        return self._readings(token)

    def _others(self, token: str) -> frozenset[str]:
        if self._hangul is not None and not token.isascii():
            spelled = self._hangul.latin(token)
            if spelled:
                keys = {self.loose(self.key(word)) for word in spelled}
                return frozenset(keys - {self.loose(self.key(token))})
        full = self._short.get(token, ())
        found = {self.loose(self.key(fold(name))) for name in full}
        latin = token[: self._longest]
        if not latin.isascii():
            latin = latin.translate(self._letters)
        if len(latin) < self._shortest or not latin.isascii() or self._pinyin.fullmatch(latin):
            return frozenset(found)
        written = {substituted(latin, steps) for shows, steps in self._habits if shows(latin)}
        found.update([self._loose(self._key_of(each, self._sound)) for each in written])
        found.discard(self.loose(self.key(token)))
        return frozenset(found)

    def frame(self, key: str) -> str:
        """The consonants of a key, which is all that Arabic script is sure to show.

        Letters that readers of Arabic and Persian speak differently are one (q and g, z and
        d); w and y may stand for vowels and are left out.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> skeletons = Skeletons(load_names(data_folder("rules")).persons)
            >>> skeletons.frame(skeletons.key("sinwar")), skeletons.frame(skeletons.key("سنوار"))
            ('snr', 'snr')
        """
        frame = key.translate(_FRAME)
        return frame if len(frame) >= self._rules.limits.frame_letters.value else ""

    def _sound(self, token: str) -> str:
        latin = token
        if not token.isascii():
            if not self._northern_marks.isdisjoint(token):
                latin = token.translate(self._northern)
            latin = latin.translate(self._letters)
        elif token.isdigit():
            return token
        return self._rewrites.apply(latin) or token
