"""Limits: the numbers of fetching and checking lists, from `lists/updates.yml`.

Owns their shape. Invariant: each number stands in that file with its reason. Refuses
numbers that switch a limit off.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from xref.data import data_folder
from xref.yamlfile import read_struct


class DownloadLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much, how long and how often a file may be fetched; seconds and bytes."""

    max_bytes: int
    page_bytes: int
    seconds: float
    connect_seconds: float
    read_seconds: float
    redirects: int
    attempts: int
    backoff_seconds: float
    max_wait_seconds: float
    max_ratio: int

    def __post_init__(self) -> None:
        """Refuse what would switch a limit off.

        Raises:
            ValueError: A number is not positive.
        """
        for field in self.__struct_fields__:
            if getattr(self, field) <= 0 and field != "redirects":
                raise ValueError(f"{field} must be above 0")


class CheckLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How far a list may shrink, and what counts as a wrong clock."""

    max_shrink: float
    shrink_from: int
    future_days: float
    lock_seconds: float

    def __post_init__(self) -> None:
        """Refuse a share that is none.

        Raises:
            ValueError: `max_shrink` is not between 0 and 1.
        """
        if not 0 <= self.max_shrink < 1:
            raise ValueError("max_shrink must be a share: 0 or more, below 1")


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All numbers of `lists/updates.yml`."""

    schema: int
    kind: Literal["updates"]
    download: DownloadLimits
    checks: CheckLimits

    def __post_init__(self) -> None:
        """Refuse another schema.

        Raises:
            ValueError: It is not 1.
        """
        if self.schema != 1:
            raise ValueError(f"schema {self.schema} is not known, only 1")


@cache
def limits() -> Limits:
    """Return the packaged limits.

    Raises:
        RulesError: The file breaks its schema.

    Example:
        >>> limits().download.redirects
        5
    """
    return read_struct(data_folder("lists") / "updates.yml", Limits)
