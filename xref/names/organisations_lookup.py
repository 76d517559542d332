"""Look-up of listed organisations that a name can mean.

Owns which listed names are worth a comparison. Invariant: every listed name that the
comparison puts at `possible` or above is found; of those below, only such as cost
nothing more. Refuses to score.

Why it loses nothing: `possible` leaves no telling word and no number of either name
without a partner (see `organisations_align`), so a listed name must answer each such
word of the query: with the word, a word one letter away, or words written together. And
all words of one of the names have partners, so names are counted by the words they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xref.names.organisations import OrganisationNames
from xref.names.organisations_align import is_near
from xref.names.organisations_words import OrganisationName, Word
from xref.names.postings import Neighbours, Postings, count_one_more, mask_of
from xref.names.words import KoreanGate

#: Words that are remembered: names are new, their words seldom. Each may hold three sets.
_REMEMBERED = 1 << 13


class _Hits(NamedTuple):
    """Names with a word that one word of the query can be.

    Attributes:
        same: In some spelling, or but for a letter.
        near: But for a letter.
        written: Several words of which make this one.
    """

    same: int
    near: int
    written: int


class OrganisationLookup:
    """Postings over the words of listed names; read only once built.

    Args:
        names: Listed names; a position is an index into them.
        bodies: What parsed them.
    """

    def __init__(self, names: Sequence[OrganisationName], bodies: OrganisationNames) -> None:
        self._bodies = bodies
        self._limits = bodies.rules.limits
        self._longest = bodies.rules.limits.joined_parts.value
        words = [(word, at) for at, name in enumerate(names) for word in name.words]
        self._words = Postings((word.key, at) for word, at in words)
        self._sounds = Postings((sound, at) for word, at in words for sound in word.sounds)
        # Words written together are met by their letters as well as by their sound.
        self._letters = Postings((word.text, at) for word, at in words)
        self._runs = Postings(
            (run, at) for at, name in enumerate(names) for *_, run in self._joined(name)
        )
        self._wholes = Postings((name.whole, at) for at, name in enumerate(names) if name.words)
        self._folded = Postings((name.folded, at) for at, name in enumerate(names) if name.folded)
        self._readings = Postings(
            (reading, at)
            for at, name in enumerate(names)
            for readings in bodies.hangul(name.words).values()
            for reading in readings
        )
        runs = (found for name in names for found in bodies.hangul(name.words).values())
        self._gate = None if bodies.korean is None else KoreanGate(bodies.korean, runs)
        self._near = Neighbours(self._words, self._limits.near_letters.value)
        sizes: dict[int, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            sizes[len(name.words)].append(at)
        self._sizes = {size: mask_of(held) for size, held in sizes.items()}
        # Names that a query of nothing but general words can mean: those without other words,
        # and those whose telling word sounds like a general one.
        general = bodies.general_keys
        self._plain = mask_of(
            at
            for at, name in enumerate(names)
            if all(
                not word.essential or not general.isdisjoint((word.key, *word.sounds))
                for word in name.words
            )
        )
        self._known: dict[str, _Hits] = {}

    def __getstate__(self) -> dict[str, object]:
        # A cache is no state: bundles are written without it.
        return {**self.__dict__, "_known": {}}

    def find(self, name: OrganisationName) -> int:
        """The set of listed names worth a comparison with `name`."""
        if not name.folded:
            return 0
        words = name.words
        known = [self._hits(word) for word in words]
        masks = [hit.same | hit.written for hit in known]
        joined = 0
        for hit in known:
            joined |= hit.written
        for start, end, run in self._joined(name):
            written = (self._words if run[0] == "k" else self._letters).mask(run[1:])
            if written:
                joined |= written
                for at in range(start, end):
                    masks[at] |= written
        whole = self._wholes.mask(name.whole) | self._folded.mask(name.folded)
        alone = [at for at, word in enumerate(words) if word.essential and not masks[at]]
        korean = self._korean(words, alone)
        if alone and not korean:
            return whole
        hits: list[int] = []
        every = -1
        for word, mask in zip(words, masks, strict=True):
            count_one_more(hits, mask)
            if word.essential:
                every &= mask | korean
        if every == -1:
            every = self._plain | joined
            for hit in known:
                every |= hit.near
        found = joined | korean
        for size, names in self._sizes.items():
            least = min(size, len(words))
            if 0 < least <= len(hits) and (size > 1 or len(words) == 1):
                found |= hits[least - 1] & names
        return (found & every) | whole

    def _hits(self, word: Word) -> _Hits:
        """The names that a word can mean; all of it follows from its letters."""
        known = self._known.get(word.text)
        if known is None:
            near = self._near_mask(word.key)
            same = self._words.mask(word.key) | near
            for sound in word.sounds:
                same |= self._sounds.mask(sound)
            written = self._runs.mask("k" + word.key) | self._runs.mask("t" + word.text)
            known = _Hits(same, near, written)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word.text] = known
        return known

    def _joined(self, name: OrganisationName) -> Iterator[tuple[int, int, str]]:
        """Runs of words that may be written as one: start, end, and `k`ey or le`t`ters."""
        words = name.words
        for start in range(len(words) - 1):
            key, text = "k" + words[start].key, "t" + words[start].text
            for end in range(start + 2, min(start + self._longest, len(words)) + 1):
                key += words[end - 1].key
                text += words[end - 1].text
                yield start, end, key
                yield start, end, text

    def _korean(self, words: tuple[Word, ...], alone: list[int]) -> int:
        """Names that share a Korean reading of a run of telling words.

        Words that no listed name has must all be in that run, so most names are done with
        before anything is read.
        """
        if self._gate is None:
            return 0
        first, last = (alone[0], alone[-1]) if alone else (len(words), -1)
        mask = 0
        for start, end in self._bodies.telling_runs(words):
            if start <= first and end > last:
                run = words[start:end]
                if self._gate.open([word.text for word in run]):
                    for reading in self._bodies.readings(run):
                        mask |= self._readings.mask(reading)
        return mask

    def _near_mask(self, key: str) -> int:
        mask = 0
        for other in self._near.of(key):
            if is_near(key, other, self._limits):
                mask |= self._words.mask(other)
        return mask
