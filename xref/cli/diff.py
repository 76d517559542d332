"""`xref lists diff A B`: what changed between two copies, dates or lists."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from xref.lists.changes import Change, Difference

_FORMATS = ("text", "csv", "json")
_SHOWN = 40


@click.command(
    "diff",
    epilog="""\b
A and B are files, folders, names of the catalogue, or NAME@WHEN for a copy kept
by `xref lists update`: a date (the copy in use on that day), the first digits of its
sha256, or `previous`.

\b
Examples:
  xref lists diff old/sdn.csv new/sdn.csv
  xref lists diff us-ofac-sdn@previous us-ofac-sdn
  xref lists diff un-sc eu-fsf --format csv > only_one.csv
""",
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True,
    help="A summary for the terminal, one row a changed field, or one object.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Print every change, not the first 40.")
def diff(before: str, after: str, form: str, everything: bool) -> None:
    """Show added, removed and changed designations, field by field.

    Two different lists are compared by subject: who is on one and not on the other.
    """
    from xref.lists import load_lists
    from xref.lists.changes import compare_lists

    difference = compare_lists(load_lists(before), load_lists(after))
    if form == "csv":
        _write_csv(difference)
    elif form == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(difference), indent=2).decode())
    else:
        _print(difference, None if everything else _SHOWN)
    what = "designations" if difference.by == "designation" else "subjects"
    click.echo(
        f"{what}: {difference.count('added'):,} added, {difference.count('removed'):,} removed, "
        f"{difference.count('changed'):,} changed, {difference.unchanged:,} "
        + ("unchanged" if difference.by == "designation" else "on both"),
        err=True,
    )


def _write_csv(difference: Difference) -> None:
    """One row for each thing a field lost or gained; one for what came or went whole."""
    import csv

    from xref.review.sheet import safe_cell

    writer = csv.writer(sys.stdout)
    writer.writerow(["action", "id", "name", "kind", "authority", "field", "removed", "added"])
    for change in difference.changes:
        head = [change.action, change.id, change.name, change.kind, change.authority]
        rows = [
            [field.field, "; ".join(field.removed), "; ".join(field.added)]
            for field in change.fields
        ]
        for row in rows or [["", "", ""]]:
            writer.writerow([safe_cell(cell) for cell in (*head, *row)])


def _print(difference: Difference, limit: int | None) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for change in difference.changes[:limit]:
        console.print(_line(change))
        for field in change.fields:
            for sign, texts, style in (("-", field.removed, "red"), ("+", field.added, "green")):
                for text in texts:
                    console.print(Text(f"    {field.field}: {sign} {text}", style))
    left = len(difference.changes) - (limit or len(difference.changes))
    if left > 0:
        click.echo(f"and {left:,} more: use --all, or --format csv", err=True)


def _line(change: Change) -> object:
    from rich.text import Text

    sign, style = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}[
        change.action
    ]
    return Text.assemble(
        (f"{sign} ", style),
        change.name,
        (f"  {change.id}  {change.authority} {change.kind}", "dim"),
    )
