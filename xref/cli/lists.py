"""`xref lists show`: what is loaded, which version, how many."""

from __future__ import annotations

import click

from xref.cli.diff import diff
from xref.cli.options import lists_option
from xref.cli.subject import subject
from xref.model import KINDS


@click.group()
def command() -> None:
    """Show lists, their versions and counts."""


command.add_command(diff)
command.add_command(subject)


@command.command(
    "show",
    epilog="""\b
Examples:
  xref lists show
  xref lists show --lists 2023-01.sdn.csv --lists consolidated.xml
""",
)
@lists_option
@click.option("--csv", "as_csv", is_flag=True, help="CSV instead of a table.")
def show(sources: tuple[str, ...], as_csv: bool) -> None:
    """Load lists and show format, date, counts by kind and subjects."""
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
    if as_csv:
        _write_csv([header, *rows])
    else:
        _print_table(header, rows)
    notices = dict.fromkeys(version.notice for version in lists.versions if version.notice)
    for notice in notices:
        click.echo(f"note: {notice}", err=True)
    click.echo(
        f"{len(lists.designations):,} designations of {len(lists.subjects):,} subjects", err=True
    )


def _write_csv(rows: list[list[str]]) -> None:
    import csv
    import sys

    csv.writer(sys.stdout).writerows(rows)


def _print_table(header: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in header:
        table.add_column(heading, justify="right" if heading in (*KINDS, "refused") else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False, soft_wrap=True).print(table)
