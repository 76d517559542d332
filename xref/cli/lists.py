"""`xref lists`: what there is, which version, how many; and what keeps it current."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from xref.cli.diff import diff
from xref.cli.options import lists_option
from xref.cli.subject import subject
from xref.cli.update import import_, update
from xref.errors import UsageError
from xref.model import KINDS


@click.group()
def command() -> None:
    """Show lists and keep them current."""


command.add_command(update)
command.add_command(import_)
command.add_command(diff)
command.add_command(subject)


@command.command(
    "show",
    epilog="""\b
Examples:
  xref lists show                           all lists, and the copies at hand
  xref lists show --json
  xref lists show --lists 2023-01.sdn.csv --lists consolidated.xml
""",
)
@lists_option
@click.option("--csv", "as_csv", is_flag=True, help="CSV instead of a table.")
@click.option("--json", "as_json", is_flag=True, help="JSON, with checks and reasons.")
def show(sources: tuple[str, ...], as_csv: bool, as_json: bool) -> None:
    """Show every list of the catalogue and of your own, and the copy that is at hand.

    With --lists, load these instead and show format, date, counts by kind and subjects.
    """
    if as_csv and as_json:
        raise UsageError("give --csv or --json, not both")
    if sources:
        _show_loaded(sources, as_csv, as_json)
    else:
        _show_all(as_csv, as_json)


def _show_all(as_csv: bool, as_json: bool) -> None:
    from xref.lists.status import list_status
    from xref.lists.store import Store

    store = Store()
    rows = list_status(store, datetime.now(UTC))
    if as_json:
        _write_json(rows)
    else:
        header = ["list", "state", "published", "retrieved", "age", "max age", *KINDS, "refused"]
        header += ["format", "sha256"]
        table = [
            [
                row.list,
                row.state,
                row.published or "",
                (row.retrieved_at or "")[:16].replace("T", " "),
                "" if row.age_days is None else f"{max(0.0, row.age_days):.1f}",
                "" if row.max_age_days is None else str(row.max_age_days),
                *(str(row.counts.get(kind, 0)) if row.counts else "" for kind in KINDS),
                str(row.refused) if row.counts else "",
                " ".join(row.formats),
                (row.sha256 or "")[:12],
            ]
            for row in rows
        ]
        (_write_csv if as_csv else _print_table)([header, *table])
    for row in rows:
        if row.problem:
            click.echo(f"xref: {row.problem}", err=True)
        if row.waiting:
            click.echo(
                f"note: {row.list}: a new copy was refused: {'; '.join(row.waiting_reasons)} "
                f"(xref lists update {row.list} --accept {row.waiting[:12]})",
                err=True,
            )
        if row.accepted:
            click.echo(f"note: {row.list}: accepted although {'; '.join(row.accepted)}", err=True)
    for notice in dict.fromkeys(row.notice for row in rows if row.notice and row.used):
        click.echo(f"note: {notice}", err=True)
    used = [row for row in rows if row.used]
    entries = sum(sum(row.counts.values()) for row in used)
    whose = f"the store in {store.base}" if store.names() else "the built-in list"
    click.echo(f"screening uses {whose}: {len(used)} lists, {entries:,} entries", err=True)


def _show_loaded(sources: tuple[str, ...], as_csv: bool, as_json: bool) -> None:
    from xref.lists import load_lists

    lists = load_lists(*sources)
    header = ["list", "format", "published", *KINDS, "refused", "sha256", "file"]
    rows = [
        [
            version.name,
            version.format,
            version.published or "",
            *(str(version.counts.get(kind, 0)) for kind in KINDS),
            str(version.refused),
            version.sha256[:12],
            version.path,
        ]
        for version in lists.versions
    ]
    if as_json:
        _write_json(lists.versions)
    else:
        (_write_csv if as_csv else _print_table)([header, *rows])
    for notice in dict.fromkeys(version.notice for version in lists.versions if version.notice):
        click.echo(f"note: {notice}", err=True)
    click.echo(
        f"{len(lists.designations):,} designations of {len(lists.subjects):,} subjects", err=True
    )


def _write_json(rows: Sequence[object]) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode())


def _write_csv(rows: list[list[str]]) -> None:
    import csv
    import sys

    csv.writer(sys.stdout).writerows(rows)


def _print_table(rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    right = (*KINDS, "refused", "age", "max age")
    table = Table(box=None, pad_edge=False)
    for heading in rows[0]:
        table.add_column(heading, justify="right" if heading in right else "left", no_wrap=True)
    for row in rows[1:]:
        table.add_row(*(Text(cell) for cell in row))
    # A row that is cut off says too little: a pipe or a narrow terminal gets all of it.
    Console(highlight=False, soft_wrap=True, width=max(200, Console().width)).print(table)
