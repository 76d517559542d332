"""Names in a polars frame, matched in one call.

Owns the batch form of `Matcher.match`: polars in, polars out. Invariant: the rows are
exactly those that `match` gives name by name. Refuses to guess a column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xref.errors import UsageError
from xref.model import check_kind

if TYPE_CHECKING:
    import polars as pl

    from xref.match.matcher import Matcher

#: Output columns of `match_frame`, in order.
COLUMNS = (
    "row", "name", "subject_id", "subject_name", "kind", "score", "band", "status", "designations",
)  # fmt: skip


def match_frame(
    matcher: Matcher,
    frame: pl.DataFrame | pl.LazyFrame,
    column: str,
    *,
    kind: str | None = None,
    limit: int | None = 10,
) -> pl.DataFrame:
    """Match every name of `column`; see `Matcher.match_frame`."""
    import polars as pl

    wanted = check_kind(kind)
    lazy = frame.lazy()
    schema = lazy.collect_schema()
    if column not in schema:
        raise UsageError(
            f"the frame has no column {column!r}", hint=f"columns: {', '.join(schema.names())}"
        )
    if schema[column] != pl.String and schema[column] != pl.Null:
        raise UsageError(
            f"column {column!r} holds {schema[column]}, not text",
            hint="cast it to pl.String first",
        )
    names = lazy.select(column).collect().get_column(column).to_list()
    rows: dict[str, list[object]] = {name: [] for name in COLUMNS}
    # Equal names are matched once.
    known: dict[str, list[tuple[object, ...]]] = {}
    for row, name in enumerate(names):
        if name is None:
            continue
        if name not in known:
            known[name] = [
                (
                    match.subject.id,
                    match.subject.name,
                    match.subject.kind,
                    match.score,
                    match.band,
                    match.status,
                    [designation.id for designation in match.subject.designations],
                )
                for match in matcher.match(name, kind=wanted, limit=limit)
            ]
        for values in known[name]:
            for key, value in zip(COLUMNS, (row, name, *values), strict=True):
                rows[key].append(value)
    return pl.DataFrame(
        rows,
        schema={
            "row": pl.UInt32,
            "name": pl.String,
            "subject_id": pl.String,
            "subject_name": pl.String,
            "kind": pl.String,
            "score": pl.Float64,
            "band": pl.String,
            "status": pl.String,
            "designations": pl.List(pl.String),
        },
    )
