"""`xref lists update` and `xref lists import`: new copies into the store."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xref.cli.options import quiet_option
from xref.errors import ExitCode, ListError, UsageError
from xref.model import KINDS

if TYPE_CHECKING:
    from xref.lists.catalogue import Definition
    from xref.lists.updates import Outcome, Report


@click.command(
    "update",
    epilog="""\b
Examples:
  xref lists update                       all lists that can be fetched
  xref lists update us-ofac-sdn un-sc
  xref lists update un-sc --accept 66b392a40908

\b
A new copy is used once it was read whole and passed its checks. One that shrank too
far is kept aside: look at it, then accept it by its sha256.
Exit codes: 0 all lists are good; 4 a list failed or was refused, or nobody answered and
there is no fresh copy of it. The copy before stays in use in any case.
""",
)
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--accept", metavar="SHA256", help="Use the refused copy of the one list NAME.")
@quiet_option
def update(names: tuple[str, ...], accept: str | None, quiet: bool) -> int:
    """Fetch what is new of the lists, check it, and use it."""
    from xref.lists.store import Store
    from xref.lists.updates import Updates

    if accept is not None:
        if len(names) != 1:
            raise UsageError("--accept takes exactly one NAME", hint="see xref lists show")
        outcome = Updates(Store()).accept(names[0], accept)
        return _finish([outcome])
    definitions = _wanted(names)
    with _bars(quiet) as report:
        updates = Updates(Store(), report=report)
        outcomes = [updates.update(definition) for definition in definitions]
    return _finish(outcomes)


@click.command(
    "import",
    epilog="""\b
Examples:
  xref lists import sdn.csv                 its siblings (alt.csv, add.csv) come along
  xref lists import UK-Sanctions-List.xml
  xref lists import crew.csv --as our-crews

\b
The list is recognised by its content; a table of your own takes its file's name.
The same checks hold as for updates, and the same exit codes.
""",
)
@click.argument("file", metavar="FILE", type=click.Path())
@click.option("--as", "name", metavar="NAME", help="What to call a list of your own.")
@quiet_option
def import_(file: str, name: str | None, quiet: bool) -> int:
    """Use a list file that was fetched by hand, or a list of your own."""
    from xref.lists.imports import import_file
    from xref.lists.store import Store
    from xref.lists.updates import Updates

    if not Path(file).exists():
        raise ListError(f"no file is called {file!r}", hint="give the path of a list file")
    with _bars(quiet) as report:
        outcomes = import_file(Updates(Store(), report=report), file, name)
    return _finish(outcomes)


def _wanted(names: Sequence[str]) -> list[Definition]:
    """The lists to update; those that cannot be fetched are told.

    Raises:
        ListError: A name is not in the catalogue, or that list cannot be fetched.
    """
    from xref.lists.catalogue import catalogue

    if not names:
        wanted = [item for item in catalogue().values() if item.status == "active"]
        by_hand = [item.name for item in wanted if not item.files and not item.builtin]
        if by_hand:
            click.echo(
                f"note: not fetched by xref: {', '.join(by_hand)} "
                "(fetch by hand, then xref lists import FILE)",
                err=True,
            )
        return [item for item in wanted if item.files or item.builtin]
    found = []
    for name in dict.fromkeys(names):
        definition = catalogue().get(name)
        if definition is None:
            raise ListError(
                f"{name!r} is not in the catalogue",
                hint="a list of your own is renewed with xref lists import FILE; the catalogue has "
                + ", ".join(catalogue()),
            )
        if definition.status == "retired":
            raise ListError(
                f"list {name} is retired: {definition.terms}", hint=f"use {definition.replaced_by}"
            )
        if not definition.files and not definition.builtin:
            where = f" from {definition.urls[0]}" if definition.urls else ""
            raise ListError(
                f"list {name} is not fetched by xref: {definition.terms}",
                hint=f"fetch it by hand{where}, then xref lists import FILE",
            )
        found.append(definition)
    return found


@contextlib.contextmanager
def _bars(quiet: bool) -> Iterator[Report]:
    """A bar for each list on a terminal; nothing elsewhere: the outcome says enough."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

    columns = (TextColumn("{task.fields[name]}"), BarColumn(), DownloadColumn())
    step = TextColumn("{task.fields[step]}")
    with Progress(*columns, step, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def report(name: str, what: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task("", name=name, step=what, total=None)
            bars.update(tasks[name], completed=done, total=total, step=what)

        yield report


def _finish(outcomes: list[Outcome]) -> int:
    """One line a list on stdout, what went wrong on stderr; returns the exit code."""
    for outcome in outcomes:
        click.echo(_line(outcome))
        if outcome.state in ("refused", "accepted") and outcome.change is not None:
            for line in outcome.change.lines():
                click.echo(f"  {line}")
        for reason in outcome.reasons:
            verb = "accepted although" if outcome.state == "accepted" else outcome.state
            click.echo(f"xref: {outcome.list}: {verb}: {reason}", err=True)
        if outcome.hint and not (outcome.good and outcome.current):
            click.echo(f"      {outcome.hint}", err=True)
    return int(ExitCode.DONE if all(outcome.good for outcome in outcomes) else ExitCode.LISTS)


def _line(outcome: Outcome) -> str:
    current = outcome.current
    words = [outcome.list, outcome.state]
    if outcome.waiting:
        words.append(f"(new copy {outcome.waiting[:12]} is kept aside)")
    if current is None:
        return " ".join([*words, "no copy in use"])
    counts = ", ".join(
        f"{current.counts[kind]:,} {kind}" for kind in KINDS if kind in current.counts
    )
    words.append(f"in use: {current.sha256[:12]}")
    if current.published:
        words.append(f"of {current.published}")
    words.append(f"with {counts}")
    if outcome.change is not None and outcome.state == "updated":
        words.append(f"({outcome.change.added:,} added, {outcome.change.removed:,} removed)")
    return " ".join(words)
