"""Progress on stderr: a bar on a terminal once work takes long, else a line now and then."""

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


def progress(
    items: Iterable[T], *, what: str, total: int | None = None, quiet: bool = False
) -> Iterator[T]:
    """Pass items through and tell how many went by, how fast, and how long is left.

    Args:
        items: What is worked on.
        what: Plural noun for the line (`articles`).
        total: How many there are, where known.
        quiet: Say nothing.
    """
    if quiet:
        yield from items
        return
    started = last = time.monotonic()
    shown = False
    terminal = sys.stderr.isatty()
    count = 0
    for item in items:
        yield item
        count += 1
        moment = time.monotonic()
        waited = moment - last
        if moment - started < _QUIET_SECONDS or waited < (0.2 if terminal else _LINE_SECONDS):
            continue
        last = moment
        rate = count / (moment - started)
        left = f", {(total - count) / rate:,.0f} s left" if total and rate else ""
        share = f" of {total:,}" if total else ""
        line = f"{count:,}{share} {what}, {rate:,.0f} a second{left}"
        click.echo(f"\r\x1b[K{line}" if terminal else line, err=True, nl=not terminal)
        shown = terminal
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)
