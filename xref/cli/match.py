"""`xref match FILE.csv --column NAME`: a column of names, CSV to stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xref.cli.options import (
    kind_option,
    lists_option,
    load,
    notices,
    quiet_option,
    rules_option,
    stale_option,
)
from xref.cli.progress import Ticker
from xref.errors import InputError, UsageError

if TYPE_CHECKING:
    import polars as pl


@click.command(
    epilog="""\b
Examples:
  xref match crew.csv --column name > matches.csv
  xref match - --column ship --kind vessel --lists sdn.csv < fleet.csv
"""
)
@click.argument("file", metavar="FILE.csv|-")
@click.option("--column", required=True, help="Name of the column that holds the names.")
@kind_option
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@lists_option
@stale_option
@rules_option
@quiet_option
def command(
    file: str,
    column: str,
    kind: str | None,
    limit: int,
    sources: tuple[str, ...],
    allow_stale: bool,
    rules_folder: str | None,
    quiet: bool,
) -> None:
    """Match every name of a CSV column; one output row per name and possible match."""
    import polars as pl

    from xref.match.matcher import Matcher
    from xref.review.sheet import safe_cell

    frame = _read(file)
    if column not in frame.columns:
        raise UsageError(
            f"{file} has no column {column!r}", hint=f"columns: {', '.join(frame.columns)}"
        )
    lists, rules = load(sources, rules_folder, allow_stale=allow_stale)
    for notice in notices(lists, sources):
        click.echo(f"note: {notice}", err=True)
    ticker = Ticker("names", total=frame.height, quiet=quiet)
    found = Matcher(lists, rules).match_frame(
        frame, column, kind=kind, limit=limit, progress=ticker.tick
    )
    ticker.done()
    found = found.with_columns(pl.col("designations").list.join("; "))
    # A CSV opens in a spreadsheet: names from strangers must not become formulas.
    for text in ("name", "subject_name"):
        found = found.with_columns(pl.col(text).map_elements(safe_cell, return_dtype=pl.String))
    sys.stdout.write(found.write_csv())


def _read(file: str) -> pl.DataFrame:
    """Read a CSV of text columns from a file or stdin.

    Raises:
        InputError: Missing, empty, not UTF-8, or rows with a wrong number of fields.
    """
    import polars as pl

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from None
    if not data.strip():
        raise InputError(f"{file}: is empty", hint="the first line must name the columns")
    try:
        return pl.read_csv(data, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        first = str(error).splitlines()[0]
        raise InputError(
            f"{file}: is no CSV table: {first}",
            hint="UTF-8, a header line, and the same number of fields in every row",
        ) from None
