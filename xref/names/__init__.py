"""Names: what a spelling can be read as, and how two spellings agree.

Owns the two ways in: a comparer built from loaded rules, and `compare_names` on the
packaged rules. Refuses to know lists or articles.
"""

from __future__ import annotations

from functools import lru_cache

from xref.model import Comparison
from xref.names.compare import NameComparer
from xref.names.korean import KoreanModel
from xref.rules import Rules, load_rules


def comparer_for(rules: Rules) -> NameComparer:
    """A comparer of names under the given rules."""
    borders = rules.names.scoring
    bands = (borders.floor.value, borders.possible.value, borders.strong.value)
    return NameComparer(rules.names, KoreanModel(rules.korean, bands))


@lru_cache(maxsize=1)
def _packaged() -> NameComparer:
    return comparer_for(load_rules())


def compare_names(left: str, right: str, *, kind: str = "person") -> Comparison:
    """Compare two names under the packaged rules.

    Args:
        left: A name in any script; any string at all is answered.
        right: Another.
        kind: `person`, `vessel`, `organisation` or `aircraft`.

    Returns:
        Score 0..1, band, whether they are the same at the review threshold, and reasons.

    Raises:
        UsageError: The kind is unknown.

    Example:
        >>> compare_names("Kim Yong-bok", "KIM, Yong Bok").band
        'strong'
        >>> compare_names("Kim Yong Chol", "Kim Yong Chun").same
        False
    """
    return _packaged().compare(left, right, kind)
