"""References and identifiers: how an entry is named, and which numbers it carries.

Owns the rule for entries without a reference of their own and the check of IMO
numbers. Invariant: the same entry gets the same reference in every copy of a list.
Refuses to invent an authority's reference.
"""

from __future__ import annotations

import hashlib
import re

from xref.model import Identifier
from xref.names.fold import fold
from xref.names.imo import is_imo

_IMO_DIGITS = re.compile(r"(?<!\d)\d{7}(?!\d)")


def make_reference(name: str, *, imo: str | None = None) -> str:
    """Make the reference of an entry that the authority gives none.

    Args:
        name: Primary name as printed.
        imo: Verified IMO number of a ship.

    Returns:
        `IMO` and the number, else `x` and 8 hex digits of sha256 of the folded name.
        A name that folds to nothing is taken as it stands.

    Example:
        >>> make_reference("KUM YA", imo="9004073")
        'IMO9004073'
        >>> make_reference("KIM Yong Bok") == make_reference("Kim Yong-Bok")
        True
    """
    if imo is not None:
        return f"IMO{imo}"
    digest = hashlib.sha256((fold(name) or name).encode()).hexdigest()
    return f"x{digest[:8]}"


def imo_identifier(printed: str, *, certain: bool = True) -> Identifier | None:
    """Read an IMO number; one whose check digit is wrong is kept but not certain.

    Returns:
        None where the text holds no seven digits.

    Example:
        >>> imo_identifier("IMO9004073").value, imo_identifier("9004074").certain
        ('9004073', False)
    """
    found = _IMO_DIGITS.search(printed)
    if found is None:
        return None
    return Identifier("imo", found[0], certain=certain and is_imo(found[0]))
