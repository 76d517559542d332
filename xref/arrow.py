"""Articles in columns: the batch function that Spark, polars and Arrow share.

Owns turning columns of ids and texts into alerts with the fields of `alerts.jsonl`, and the
schema of these. Invariant: a row is read as a line of JSON Lines with the same fields is, so
that its alerts are those of `xref screen`. Refuses to import pyarrow before it is asked for
Arrow: it comes with `pip install 'xref[spark]'`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xref.alerts import alert_object
from xref.articles.dates import iso_date
from xref.articles.reading import document_from_text
from xref.articles.records import author_name, language_code, text_with_title, web_address
from xref.errors import InputError, UsageError
from xref.match.matcher import Matcher
from xref.model import Alert, Document

if TYPE_CHECKING:
    import pyarrow as pa

#: Fields of an alert as in `alerts.jsonl`: a type, a struct of fields, or a list of either.
FIELDS: dict[str, Any] = {
    "alert_id": "string",
    "document": {
        "id": "string",
        "title": "string",
        "published": "string",
        "path": "string",
        "author": "string",
        "language": "string",
        "url": "string",
    },
    "subject": {"id": "string", "name": "string", "kind": "string"},
    "status": "string",
    "band": "string",
    "score": "double",
    "mentions": [
        {"start": "int", "end": "int", "text": "string", "zone": "string", "snippet": "string"}
    ],
    "matched_name": {"text": "string", "quality": "string", "script": "string"},
    "designations": [
        {
            "id": "string",
            "list": "string",
            "reference": "string",
            "authority": "string",
            "status": "string",
            "programmes": ["string"],
            "listed_on": "string",
            "url": "string",
        }
    ],
    "evidence": [{"feature": "string", "effect": "double", "detail": "string"}],
    "claims": [{"authority": "string", "text": "string", "on_list": "boolean"}],
    "homonyms": ["string"],
    "copies": {"count": "int", "documents": ["string"]},
}


def alert_schema() -> pa.Schema:
    """The Arrow schema of alerts; all fields may be null, as Spark has it.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pa = _pyarrow()
    types = {
        "string": pa.string(),
        "double": pa.float64(),
        "int": pa.int32(),
        "boolean": pa.bool_(),
    }

    def made(field: Any) -> Any:
        if isinstance(field, dict):
            return pa.struct([pa.field(name, made(inner)) for name, inner in field.items()])
        if isinstance(field, list):
            return pa.list_(pa.field("element", made(field[0])))
        return types[field]

    return pa.schema([pa.field(name, made(field)) for name, field in FIELDS.items()])


def screen_batch(
    matcher: Matcher,
    batch: pa.RecordBatch,
    *,
    id: str = "id",  # noqa: A002 - the name of the column
    text: str = "text",
    title: str | None = None,
    published: str | None = None,
    path: str | None = None,
    author: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> pa.RecordBatch:
    """Alerts of the articles in one Arrow batch, in all bands.

    Args:
        matcher: Lists and rules.
        batch: Has the columns that the other arguments name; of a table take `to_batches()`.
        id: Column with the ids of articles; they should differ.
        text: Column with the texts; rows without a text have no alerts.
        title: Column with headlines.
        published: Column with dates, or with texts that hold dates.
        path: Column with what alerts are to show as the path.
        author: Column with authors; a listed name that is the author's is a byline.
        language: Column with languages (`ko`, `ko-KR`).
        url: Column with addresses; what is no http or https address is left out.

    Returns:
        One row for each alert, in the order of `batch`, best first; see `alert_schema`.

    Raises:
        UsageError: No such column, or pyarrow is not installed.
        InputError: An article could not be screened; it names the id.
    """
    pa = _pyarrow()
    wanted = {
        "id": id, "text": text, "title": title, "published": published, "path": path,
        "author": author, "language": language, "url": url,
    }  # fmt: skip
    check_columns(batch.schema.names, wanted)
    columns = {name: batch.column(column).to_pylist() for name, column in wanted.items() if column}
    rows = [alert_object(alert) for alert in screen_columns(matcher, columns)]
    return pa.RecordBatch.from_pylist(rows, schema=alert_schema())


def check_columns(present: Sequence[str], wanted: dict[str, str | None]) -> None:
    """Refuse names of columns that are not there.

    Raises:
        UsageError: It names the column, and those that there are.

    Example:
        >>> check_columns(["id", "body"], {"id": "id", "text": "text"})
        Traceback (most recent call last):
        ...
        xref.errors.UsageError: there is no column 'text' (for the text)
    """
    for name, column in wanted.items():
        if column is not None and column not in present:
            raise UsageError(
                f"there is no column {column!r} (for the {name})",
                hint=f"columns: {', '.join(present)}",
            )


def screen_columns(matcher: Matcher, columns: Mapping[str, Sequence[Any]]) -> Iterator[Alert]:
    """Alerts of articles given as columns, article by article.

    Args:
        matcher: Lists and rules.
        columns: `id` and `text`, and `title`, `published`, `path`, `author`, `language` and
            `url` where known; each a sequence of the same length.

    Raises:
        InputError: An article could not be screened; it names the id.

    Example:
        >>> import xref
        >>> matcher = xref.Matcher(xref.load_lists())
        >>> columns = {"id": [7], "text": ["The cargo ship Lady R left Rason."]}
        >>> [(alert.document_id, alert.subject.name) for alert in screen_columns(matcher, columns)]
        [('7', 'LADY R')]
    """
    for document in _documents(matcher, columns):
        try:
            alerts = matcher.document_alerts(document)[0]
        except Exception as error:
            raise InputError(
                f"document {document.id!r} could not be screened: {type(error).__name__}: {error}",
                hint="leave it out, and report it with its text",
            ) from error
        yield from alerts


def _documents(matcher: Matcher, columns: Mapping[str, Sequence[Any]]) -> Iterator[Document]:
    rules = matcher.rules.articles
    missing: Iterable[Any] = [None] * len(columns["id"])
    for ident, text, title, published, path, author, language, url in zip(
        columns["id"],
        columns["text"],
        columns.get("title", missing),
        columns.get("published", missing),
        columns.get("path", missing),
        columns.get("author", missing),
        columns.get("language", missing),
        columns.get("url", missing),
        strict=True,
    ):
        if not isinstance(text, str) or not text.strip():
            continue
        headline = str(title).strip() or None if title is not None else None
        yield document_from_text(
            text_with_title(text, headline),
            id="" if ident is None else str(ident),
            title=headline,
            published=iso_date(str(published), rules.dates) if published is not None else None,
            path=None if path is None else str(path),
            author=author_name(None if author is None else str(author)),
            language=language_code(None if language is None else str(language)),
            url=web_address(None if url is None else str(url)),
            rules=rules,
        )


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise UsageError("pyarrow is not installed", hint="pip install 'xref[spark]'") from None
    return pa
