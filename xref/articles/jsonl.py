"""JSON Lines and JSON: one article an object, with `id`, `title`, `text`, `published`.

Owns turning records into articles. Invariant: a bad line is reported with its number and
costs no other line. The text of a record is kept letter by letter, so that offsets into it
are offsets into the record; a title that the text does not hold follows the text.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from xref.articles.sources import unpacking
from xref.errors import InputError
from xref.rules.articles import ReadingRules

# A line, its number, and what may be said about it.
OnLine = Callable[[int, str, str | None, bool], None]

_TITLE_BREAK = "\n\n"


class Record(msgspec.Struct, frozen=True):
    """An article as a record gives it; `published` as printed."""

    line: int
    id: str | None
    title: str | None
    text: str
    published: str | None


def read_lines(stream: io.BufferedReader, rules: ReadingRules, on_line: OnLine) -> Iterator[Record]:
    """Read JSON Lines.

    Args:
        stream: The file, unpacked.
        rules: The longest line, and the largest stream.
        on_line: Called with line number, reason, hint, and whether the record was kept.

    Yields:
        A record for each line with a text.

    Raises:
        InputError: The stream breaks off or is too large; lines before were yielded.
    """
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
            on_line(number, f"longer than {rules.max_document_bytes} bytes", None, False)
            size += _skip_line(stream, rules)
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.isspace():
            continue
        yield from _records(line, number, on_line)


def _skip_line(stream: io.BufferedReader, rules: ReadingRules) -> int:
    size = 0
    while size <= rules.max_stream_bytes:
        with unpacking():
            part = stream.readline(1 << 20)
        size += len(part)
        if not part or part.endswith(b"\n"):
            break
    return size


def read_value(data: bytes, on_line: OnLine) -> Iterator[Record]:
    """Read one JSON value: an article, or an array of articles.

    Raises:
        InputError: Not JSON at all.
    """
    value = _parse(data.removeprefix(b"\xef\xbb\xbf"))
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _checked(item, number, on_line)
    else:
        yield from _checked(value, 1, on_line)


def _records(line: bytes, number: int, on_line: OnLine) -> Iterator[Record]:
    try:
        value = _parse(line)
    except InputError as error:
        on_line(number, error.message, error.hint, False)
        return
    yield from _checked(value, number, on_line)


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


def _checked(value: Any, number: int, on_line: OnLine) -> Iterator[Record]:
    if not isinstance(value, dict):
        on_line(number, f"a JSON {_kind(value)}, not an object", None, False)
        return
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        what = "has no 'text'" if "text" not in value else "has an empty 'text'"
        if text is not None and not isinstance(text, str):
            what = f"has a 'text' that is a {_kind(text)}"
        known = ", ".join(map(repr, list(value)[:8]))
        on_line(number, what, f"its fields are {known}" if known else None, False)
        return
    yield Record(
        number,
        _string(value.get("id")),
        _string(value.get("title")),
        _whole(text),
        _string(value.get("published")),
    )


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


def text_with_title(text: str, title: str | None) -> str:
    r"""Append a title that the text does not hold, so that names in it are found too.

    Example:
        >>> text_with_title("Putin met him.", "Kim Yong-bok in Moscow")
        'Putin met him.\n\nKim Yong-bok in Moscow'
        >>> text_with_title("A parade\nPutin met him.", "A parade")
        'A parade\nPutin met him.'
    """
    if not title or title in text[: len(title) + 2000]:
        return text
    return f"{text}{_TITLE_BREAK}{' '.join(title.split())}"
