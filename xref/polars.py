"""polars: articles in a frame.

Owns the polars form of the shared batch function. Invariant: the alerts are those that
`xref screen` gives for the same articles as JSON Lines. Refuses to hold a frame that streams.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xref.alerts import alert_object
from xref.arrow import FIELDS, check_columns, screen_columns
from xref.match.matcher import Matcher

if TYPE_CHECKING:
    import polars as pl

#: Articles taken from a frame at a time: some ten megabytes.
_BATCH = 1_000


def screen_frame(
    frame: pl.DataFrame | pl.LazyFrame,
    matcher: Matcher,
    *,
    id: str = "id",  # noqa: A002 - the name of the column
    text: str = "text",
    title: str | None = None,
    published: str | None = None,
    path: str | None = None,
    author: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> pl.DataFrame:
    """Alerts of the articles in a polars frame, in all bands: one row an alert.

    Args:
        frame: Any polars frame; a LazyFrame is streamed, so it may exceed memory.
        matcher: Lists and rules.
        id: Column with the ids of articles; they should differ.
        text: Column with the texts; rows without a text have no alerts.
        title: Column with headlines.
        published: Column with dates, or with texts that hold dates.
        path: Column with what alerts are to show as the path.
        author: Column with authors; a listed name that is the author's is a byline.
        language: Column with languages (`ko`, `ko-KR`).
        url: Column with addresses; what is no http or https address is left out.

    Returns:
        The fields of `alerts.jsonl`, in the order of the frame, best first for each article.

    Raises:
        UsageError: No such column.
        InputError: An article could not be screened; it names the id.

    Example:
        >>> import polars as pl, xref
        >>> matcher = xref.Matcher(xref.load_lists())
        >>> frame = pl.DataFrame({"id": [7], "text": ["The cargo ship Lady R left Rason."]})
        >>> alerts = screen_frame(frame, matcher)
        >>> alerts.select(pl.col("document").struct.field("id"), "band").rows()
        [('7', 'possible')]
    """
    import polars as pl

    wanted = {
        "id": id, "text": text, "title": title, "published": published, "path": path,
        "author": author, "language": language, "url": url,
    }  # fmt: skip
    lazy = frame.lazy()
    check_columns(lazy.collect_schema().names(), wanted)
    chosen = [pl.col(column).alias(name) for name, column in wanted.items() if column]
    schema = alert_schema()
    parts = [pl.DataFrame(schema=schema)]
    for batch in lazy.select(chosen).collect_batches(chunk_size=_BATCH):
        columns = {name: batch.get_column(name).to_list() for name in batch.columns}
        rows = [alert_object(alert) for alert in screen_columns(matcher, columns)]
        parts.append(pl.DataFrame(rows, schema=schema))
    return pl.concat(parts)


def alert_schema() -> pl.Schema:
    """The polars schema of alerts."""
    import polars as pl

    types = {"string": pl.String, "double": pl.Float64, "int": pl.Int32, "boolean": pl.Boolean}

    def made(field: Any) -> Any:
        if isinstance(field, dict):
            return pl.Struct({name: made(inner) for name, inner in field.items()})
        if isinstance(field, list):
            return pl.List(made(field[0]))
        return types[field]

    return pl.Schema({name: made(field) for name, field in FIELDS.items()})
