"""JSON Lines and JSON: one article an object, with `id`, `title`, `text`, `published`.

Owns turning JSON objects into records. Invariant: a bad line is reported with its number and
costs no other line. The text of an object is kept letter by letter, so that offsets into it
are offsets into the field; a title that the text does not hold follows the text.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from xref.articles.packing import unpacking
from xref.articles.records import Context, Record, text_with_title
from xref.errors import InputError
from xref.rules.articles import ReadingRules


def read_lines(stream: io.BufferedReader[Any], context: Context) -> Iterator[Record]:
    """Read JSON Lines.

    Args:
        stream: The file, unpacked.
        context: Gives the longest line and the largest stream; is told of lines that fail.

    Yields:
        A record for each line with a text.

    Raises:
        InputError: The stream breaks off or is too large; lines before were yielded.
    """
    rules = context.rules.reading
    size = 0
    number = 0
    while True:
        with unpacking():
            line = stream.readline(rules.max_document_bytes + 1)
        if not line:
            return
        number += 1
        size += len(line)
        if size > rules.max_stream_bytes:
            raise InputError(
                f"larger than {rules.max_stream_bytes} bytes, unpacked; stopped at line {number}"
            )
        if len(line) > rules.max_document_bytes:
            context.problem(f"longer than {rules.max_document_bytes} bytes", number=number)
            size += _skip_line(stream, rules)
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.isspace():
            continue
        yield from _records(line, number, context)


def _skip_line(stream: io.BufferedReader[Any], rules: ReadingRules) -> int:
    size = 0
    while size <= rules.max_stream_bytes:
        with unpacking():
            part = stream.readline(1 << 20)
        size += len(part)
        if not part or part.endswith(b"\n"):
            break
    return size


def read_value(data: bytes, context: Context) -> Iterator[Record]:
    """Read one JSON value: an article, or an array of articles.

    Raises:
        InputError: Not JSON at all.
    """
    value = _parse(data.removeprefix(b"\xef\xbb\xbf"))
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _checked(item, number, context)
    else:
        yield from _checked(value, 1, context)


def _records(line: bytes, number: int, context: Context) -> Iterator[Record]:
    try:
        value = _parse(line)
    except InputError as error:
        context.problem(error.message, number=number, hint=error.hint)
        return
    yield from _checked(value, number, context)


def _parse(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        raise InputError("nested too deeply") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # json also reads lone surrogates (scrapers cut an emoji in two) and raw control characters.
        try:
            return json.loads(data, strict=False)
        except (ValueError, RecursionError):
            raise InputError(
                f"not JSON: {error}", hint="one object a line, in UTF-8: {'id': …, 'text': …}"
            ) from None


def _checked(value: Any, number: int, context: Context) -> Iterator[Record]:
    if not isinstance(value, dict):
        context.problem(f"a JSON {_kind(value)}, not an object", number=number)
        return
    columns = context.columns()
    text = _first(value, columns.text)
    if not isinstance(text, str) or not text.strip():
        wanted = columns.text[0]
        what = f"has no {wanted!r}" if text is None else f"has an empty {wanted!r}"
        if text is not None and not isinstance(text, str):
            what = f"has a {wanted!r} that is a {_kind(text)}"
        known = ", ".join(map(repr, list(value)[:8]))
        context.problem(what, number=number, hint=f"its fields are {known}" if known else None)
        return
    title = _string(_first(value, columns.title))
    yield Record(
        text_with_title(_whole(text), title),
        id=_string(_first(value, columns.id)) or f"{context.path}:{number}",
        title=title,
        published=_string(_first(value, columns.published)),
        number=number,
        author=_names(value, columns.author),
        language=_string(_first(value, columns.language)),
        url=_string(_first(value, columns.url)),
    )


def _first(value: dict[str, Any], names: tuple[str, ...]) -> Any:
    """Return the best field that holds something, else what the best present one holds.

    Names are tried as they are, which is quick and usual, and then in any case.
    """
    found = None
    for fields in (value, None):
        if fields is None:
            fields = {key.lower(): item for key, item in value.items()}  # noqa: PLW2901
        for name in names:
            item = fields.get(name)
            if isinstance(item, str | int | float) and item not in ("", False):
                return item
            if found is None:
                found = item
        if found is not None:
            break
    return found


def _names(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """Author or authors: a text, or several, or objects with a name."""
    found = _first(value, names)
    several = found if isinstance(found, list) else [found]
    parts = [_string(each.get("name") if isinstance(each, dict) else each) for each in several]
    return ", ".join(part for part in parts if part) or None


def _kind(value: object) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _string(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _whole(str(value)).strip() or None


def _whole(text: str) -> str:
    """Replace lone surrogates, which no file can hold, one by one."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
