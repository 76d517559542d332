"""Readers: one module per format, each with `FORMAT`, `recognise`, `files` and `read`.

Owns the order in which they are asked: the strictest first, a user's plain table last.
"""

from __future__ import annotations

from typing import cast

from xref.lists.readers import xref_yaml
from xref.lists.readers.base import Reader

__all__ = ["READERS", "Reader"]

READERS: tuple[Reader, ...] = tuple(cast(Reader, module) for module in (xref_yaml,))
