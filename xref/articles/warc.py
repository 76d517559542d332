"""WARC: pages of a crawl (Common Crawl's news), one article a response.

Owns which records are articles and how their payload is unpacked. Invariant: what comes
before a break is read and the break is told of. Refuses requests, metadata, answers that are
no success, and payloads that are no text; how many is told once, at the end.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from xref.articles.decoding import declared, decode
from xref.articles.packing import unpacking
from xref.articles.pdf import read_pdf
from xref.articles.records import Context, Record, page_record
from xref.errors import InputError

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain", "text/markdown")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})")
_WANTED = ("response", "resource", "conversion")
_LONGEST_HEADER = 1 << 16
_JUNK = 1 << 24  # bytes between two records that are passed over
_SHOWN = 5


class _Head(msgspec.Struct, frozen=True):
    """Headers of a record or of an answer, names in lower case."""

    fields: dict[str, str]
    first: str

    def get(self, name: str) -> str:
        """Return a header, or an empty string."""
        return self.fields.get(name, "")


def read_warc(stream: io.BufferedReader[Any], context: Context) -> Iterator[Record]:
    """Read a WARC file, unpacked, of any size.

    Written here, since readers at hand stop silently where an archive is cut off, and for good
    where junk stands between two records.

    Yields:
        A record for each page, text or PDF that was answered with success.

    Raises:
        InputError: The file breaks off or is no WARC; records before were yielded.
    """
    passed: Counter[str] = Counter()
    longest = context.rules.reading.max_document_bytes
    number = 0
    while (head := _record_head(stream, number, context)) is not None:
        length = _length(head, number)
        if head.get("warc-type") not in _WANTED:
            _skip(stream, length, number)
            continue
        number += 1
        if length > longest:
            context.problem(f"larger than {longest} bytes", number=number)
            _skip(stream, length, number)
            continue
        with unpacking():
            data = stream.read(length)
        if len(data) < length:
            raise _cut_off(number)
        url = (head.get("warc-target-uri") or head.get("warc-record-id")).strip("<>")
        try:
            found = _article(head, data, url, context, passed)
        except InputError as error:
            context.problem(f"{url}: {error.message}", number=number, hint=error.hint)
            continue
        if found is not None:
            yield msgspec.structs.replace(found, id=url or None, number=number, url=url)
    if passed:
        kinds = ", ".join(f"{kind} {count}" for kind, count in passed.most_common(_SHOWN))
        more = " …" if len(passed) > _SHOWN else ""
        reason = f"{passed.total()} records are no articles: {kinds}{more}"
        context.problem(reason, kept=True)
    if not number:
        raise InputError("the archive holds no responses")


def _record_head(stream: io.BufferedReader[Any], number: int, context: Context) -> _Head | None:
    """Read to the end of the next record's headers; None at the end of the file."""
    passed = 0
    while True:
        with unpacking():
            line = stream.readline(_LONGEST_HEADER)
        if not line:
            if passed:
                raise _cut_off(number + 1)
            return None
        if line.startswith((b"WARC/1.", b"WARC/0.")) and line.endswith(b"\n"):
            break
        if line.strip():
            passed += len(line)
            if passed > _JUNK:
                raise InputError(f"no record within {_JUNK} bytes behind record {number}")
    if passed:
        reason = f"{passed} bytes of junk behind record {number} were passed over"
        context.problem(reason, number=number or None, kept=True)
    return _Head(_fields(stream, number), line.decode("ascii", "replace").strip())


def _fields(stream: IO[bytes], number: int) -> dict[str, str]:
    fields: dict[str, str] = {}
    size = 0
    while True:
        with unpacking():
            line = stream.readline(_LONGEST_HEADER)
        if not line.endswith(b"\n"):
            raise _cut_off(number + 1)
        if not line.strip():
            return fields
        size += len(line)
        if size > _LONGEST_HEADER:
            raise InputError(f"broken behind record {number}: headers without end")
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()


def _length(head: _Head, number: int) -> int:
    value = head.get("content-length")
    if not value.isascii() or not value.isdigit():
        raise InputError(f"broken behind record {number}: a record without its length")
    return int(value)


def _skip(stream: io.BufferedReader[Any], length: int, number: int) -> None:
    while length:
        with unpacking():
            part = stream.read(min(length, 1 << 20))
        if not part:
            raise _cut_off(number)
        length -= len(part)


def _cut_off(number: int) -> InputError:
    return InputError(f"the archive is cut off in record {number}", hint="fetch it again")


def _answer(data: bytes) -> tuple[_Head, bytes]:
    """Divide an answer over HTTP into its headers and its payload."""
    stream = io.BytesIO(data)
    first = stream.readline(_LONGEST_HEADER).decode("ascii", "replace").strip()
    try:
        fields = _fields(stream, 0)
    except InputError:
        raise InputError("its headers are broken") from None
    return _Head(fields, first), stream.read()


def _article(
    head: _Head, data: bytes, url: str, context: Context, passed: Counter[str]
) -> Record | None:
    """Make a record of a payload; None, counted, if it is no article."""
    rules = context.rules
    kind = head.get("content-type")
    if kind.lower().startswith("application/http") or data.startswith(b"HTTP/"):
        answer, data = _answer(data)
        status = answer.first.split()[1:2]
        if status and not status[0].startswith("2"):
            passed[f"status {status[0]}"] += 1
            return None
        kind = answer.get("content-type")
        data = _decoded(data, answer, rules.reading.max_document_bytes)
    kind, _, parameters = (part.strip().lower() for part in kind.partition(";"))
    charset = _CHARSET.search(parameters)
    if not data.strip():
        passed["empty"] += 1
        return None
    if kind == "application/pdf" or data.startswith(b"%PDF-"):
        return read_pdf(data, context)
    markup = kind in _PAGES or (not kind and data[:500].lstrip().startswith(b"<"))
    if not markup and kind not in _TEXTS:
        passed[kind or "no type"] += 1
        return None
    if charset:
        text, _ = declared(data, charset.group(1), rules.reading)
    else:
        text, _ = decode(data, rules.reading, html=markup)
    if markup:
        return page_record(text, rules, url=url)
    if not text.strip():
        passed["empty"] += 1
        return None
    return Record(text)


def _decoded(data: bytes, answer: _Head, longest: int) -> bytes:
    """Undo what was done to a payload on its way, for archives that keep it as it came.

    Common Crawl stores payloads decoded and renames the headers.
    """
    from fastwarc.stream_io import BrotliReader, ChunkedReader

    try:
        if "chunked" in answer.get("transfer-encoding").lower():
            data = bytes(ChunkedReader(io.BytesIO(data)).read(longest))
        encoding = answer.get("content-encoding").lower()
        if encoding in ("gzip", "x-gzip", "deflate"):
            unpacker = zlib.decompressobj(47)  # both kinds of header
            data = unpacker.decompress(data, longest)
            if unpacker.unconsumed_tail:
                raise InputError(f"larger than {longest} bytes, unpacked")
        elif encoding == "br":
            data = bytes(BrotliReader(io.BytesIO(data)).read(longest))
        elif encoding not in ("", "identity", "none", "utf-8"):
            raise InputError(f"its encoding {encoding!r} is not read")
    except (zlib.error, OSError) as error:
        raise InputError(f"its payload is broken: {error}") from None
    return data
