"""Progress on stderr: how much is done, how fast, and how long is left.

On a terminal the line renews itself once work takes long; elsewhere a line comes now and then.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")

#: Work shorter than this shows nothing.
_QUIET_SECONDS = 2.0
#: Between two lines when stderr is no terminal.
_LINE_SECONDS = 30.0
#: Between two renewals of the line on a terminal.
_RENEW_SECONDS = 0.2


class Ticker:
    """Tells how many went by, how fast, and how long is left.

    Args:
        what: Plural noun for the line (`articles`).
        total: How many there are, where known.
        quiet: Say nothing.
    """

    def __init__(self, what: str, *, total: int | None = None, quiet: bool = False) -> None:
        self._what = what
        self._total = total
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._started = self._last = time.monotonic()
        self._shown = False

    def tick(self, count: int) -> None:
        """Note that `count` have gone by since the start."""
        moment = time.monotonic()
        spent = moment - self._started
        pause = _RENEW_SECONDS if self._terminal else _LINE_SECONDS
        if self._quiet or spent < _QUIET_SECONDS or moment - self._last < pause:
            return
        self._last = moment
        rate = count / spent
        left = f", {(self._total - count) / rate:,.0f} s left" if self._total and rate else ""
        share = f" of {self._total:,}" if self._total else ""
        line = f"{count:,}{share} {self._what}, {rate:,.0f} a second{left}"
        click.echo(f"\r\x1b[K{line}" if self._terminal else line, err=True, nl=not self._terminal)
        self._shown = self._terminal

    def done(self) -> None:
        """Take the line off the terminal."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def progress(
    items: Iterable[T], *, what: str, total: int | None = None, quiet: bool = False
) -> Iterator[T]:
    """Pass items through and tell how the work goes."""
    ticker = Ticker(what, total=total, quiet=quiet)
    for count, item in enumerate(items, start=1):
        yield item
        ticker.tick(count)
    ticker.done()
