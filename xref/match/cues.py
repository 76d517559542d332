"""Cues: which of the words that rules ask for stand in an article, in one pass.

Owns an automaton over all country and topic words of the rules. Invariant: a cue is found
as a whole word of the folded text, or inside a run of a script without spaces. Refuses to
say what a cue means.
"""

from __future__ import annotations

from typing import Any

from daachorse import DoubleArrayAhoCorasick

from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules


class Cues:
    """All words that are looked for in whole articles.

    Example:
        >>> from xref.articles.folded import fold_bytes
        >>> from xref.rules import load_rules
        >>> cues = Cues(load_rules().evidence)
        >>> sorted(cues.find(fold_bytes("The golfer left Pyongyang.")))
        ['golfer', 'pyongyang']
    """

    def __init__(self, rules: EvidenceRules) -> None:
        phrases = [word for cue in rules.countries.values() for word in cue.words]
        phrases += [word for topic in rules.topics.values() for word in topic.article]
        folded = sorted({fold(phrase) for phrase in phrases} - {""})
        self._phrases = folded
        # Only scripts above U+1100 (Hangul, Han, kana) are written without spaces.
        self._automaton: Any = DoubleArrayAhoCorasick(
            [(p if p[0] >= "\u1100" else f" {p} ").encode() for p in folded]
        )

    def find(self, data: bytes) -> frozenset[str]:
        """Folded phrases that stand in folded text."""
        return frozenset(
            self._phrases[number] for _, _, number in self._automaton.find_overlapping(data)
        )
