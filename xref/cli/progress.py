"""Progress on stderr: how much is done, how fast, and how long is left.

On a terminal the line renews itself once work takes long; elsewhere a line comes now and then.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from types import TracebackType

    from xref.batch import Progress

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


class BatchProgress:
    """Progress of `xref screen`: a bar on a terminal, a line now and then elsewhere.

    Time left is told by bytes, since nobody knows how many articles a file holds before it
    was read.

    Args:
        quiet: Say nothing.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._started = self._last = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> BatchProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Tell how far the run has come."""
        moment = time.monotonic()
        spent = moment - self._started
        terminal = sys.stderr.isatty()
        pause = _RENEW_SECONDS if terminal else _LINE_SECONDS
        if self._quiet or spent < _QUIET_SECONDS or moment - self._last < pause:
            return
        self._last = moment
        line = progress_line(progress, spent)
        if terminal:
            self._renew(progress, line)
        else:
            click.echo(line, err=True)

    def _renew(self, progress: Progress, line: str) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            # Renewed by hand: a thread of its own would be beside us when processes are forked.
            self._bar = Bar(
                BarColumn(),
                TextColumn("{task.description}"),
                console=Console(stderr=True),
                auto_refresh=False,
                transient=True,
            )
            self._bar.add_task("", total=progress.total or None)
            self._bar.start()
        self._bar.update(0, completed=progress.bytes, description=line)
        self._bar.refresh()


def progress_line(progress: Progress, spent: float) -> str:
    """How much is done, how fast, and how long is left, in a line.

    Example:
        >>> from xref.batch import Progress
        >>> progress_line(Progress(total=4_000_000, documents=500, bytes=1_000_000), 10)
        '500 articles, 25% of 4.0 MB, 50 a second, 0.1 MB/s, 30 s left'
    """
    rate = (progress.documents - progress.earlier) / spent
    bytes_rate = (progress.bytes - progress.earlier_bytes) / spent
    parts = [f"{progress.documents:,} articles"]
    if progress.total:
        parts.append(f"{progress.bytes / progress.total:.0%} of {progress.total / 1e6:,.1f} MB")
    parts += [f"{rate:,.0f} a second", f"{bytes_rate / 1e6:,.1f} MB/s"]
    if bytes_rate:
        parts.append(f"{_duration((progress.total - progress.bytes) / bytes_rate)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    """A time for people: `45 s`, `12 min`, `3 h 20 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
