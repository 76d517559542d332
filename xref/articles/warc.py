"""WARC: pages of a crawl (Common Crawl's news), one article a response.

Owns which records are articles and how their payload is unpacked. Invariant: what comes
before a break is read and the break is told of. Refuses requests, metadata, answers that are
no success, and payloads that are no text; how many is told once, at the end.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from xref.articles.decoding import declared, decode
from xref.articles.pdf import read_pdf
from xref.articles.records import Context, Record, page_record
from xref.errors import InputError

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain", "text/markdown")


def read_warc(stream: io.BufferedReader[Any], context: Context) -> Iterator[Record]:
    """Read a WARC file, unpacked, of any size.

    Yields:
        A record for each page, text or PDF that was answered with success.

    Raises:
        InputError: The file breaks off or is no WARC; records before were yielded.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    passed: Counter[str] = Counter()
    guard = _Guard(stream)
    source: Any = guard  # the library asks for no more of a stream than `read`
    iterator = iter(ArchiveIterator(source, record_types=kinds, stream_detect=False))
    number = 0
    while True:
        try:
            record = next(iterator, None)
            if record is None or guard.error is not None:
                break
            url = record.headers.get("WARC-Target-URI") or record.record_id
            if url is None:
                raise _cut_off(number)
            number += 1
            data = _payload(record, number, context)
            if data is None:
                continue
            if len(data) < record.content_length:
                guard.check()
                raise _cut_off(number)
        except OSError as error:
            guard.check()
            raise InputError(f"broken behind record {number}: {error}") from None
        try:
            found = _article(record, data, context, passed)
        except InputError as error:
            context.problem(f"{url}: {error.message}", number=number, hint=error.hint)
            continue
        if found is not None:
            yield msgspec.structs.replace(found, id=url.strip("<>"), number=number)
    guard.check()
    if passed:
        kinds_passed = ", ".join(f"{kind} {count}" for kind, count in passed.most_common(5))
        more = " …" if len(passed) > 5 else ""
        reason = f"{passed.total()} records are no articles: {kinds_passed}{more}"
        context.problem(reason, kept=True)
    if not number:
        raise InputError("the archive holds no responses")


class _Guard:
    """Keeps an error of the stream, which the library turns into the end of the file."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        self._stream = stream
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Read, or give the end where reading fails."""
        try:
            return bytes(self._stream.read(size))
        except Exception as error:  # noqa: BLE001 - raised again by check
            self.error = error
            return b""

    def check(self) -> None:
        """Raise what reading failed with."""
        from xref.articles.packing import unpacking

        if self.error is not None:
            with unpacking():
                raise self.error


def _cut_off(number: int) -> InputError:
    return InputError(f"the archive is cut off in record {number}", hint="fetch it again")


def _payload(record: Any, number: int, context: Context) -> bytes | None:
    longest = context.rules.reading.max_document_bytes
    if record.content_length > longest:
        context.problem(f"larger than {longest} bytes", number=number)
        return None
    return bytes(record.reader.read(longest))


def _article(record: Any, data: bytes, context: Context, passed: Counter[str]) -> Record | None:
    """Make a record of a payload; None, counted, if it is no article."""
    rules = context.rules
    charset: str | None = None
    if record.is_http:
        status = record.http_headers.status_code
        if status is not None and not 200 <= status < 300:
            passed[f"status {status}"] += 1
            return None
        kind = (record.http_content_type or "").lower()
        charset = record.http_charset
        data = _decoded(data, record.http_headers, rules.reading.max_document_bytes)
    else:
        kind = (record.headers.get("Content-Type") or "").lower()
        kind, _, parameters = (part.strip() for part in kind.partition(";"))
        charset = parameters.removeprefix("charset=") or None
    if not data.strip():
        passed["empty"] += 1
        return None
    if kind == "application/pdf" or data.startswith(b"%PDF-"):
        return read_pdf(data, context)
    markup = kind in _PAGES or (not kind and data[:500].lstrip().lower().startswith(b"<"))
    if not markup and kind not in _TEXTS:
        passed[kind or "no type"] += 1
        return None
    if charset:
        text, _ = declared(data, charset, rules.reading)
    else:
        text, _ = decode(data, rules.reading, html=markup)
    if markup:
        return page_record(text, rules, url=record.headers.get("WARC-Target-URI"))
    if not text.strip():
        passed["empty"] += 1
        return None
    return Record(text)


def _decoded(data: bytes, headers: Any, longest: int) -> bytes:
    """Undo what was done to a payload on its way, for archives that keep it as it came.

    Common Crawl stores payloads decoded and renames the headers.
    """
    from fastwarc.stream_io import BrotliReader, ChunkedReader

    stream: Any
    try:
        if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
            stream = ChunkedReader(io.BytesIO(data))
            data = bytes(stream.read(longest))
        encoding = (headers.get("Content-Encoding") or "").strip().lower()
        if encoding in ("gzip", "x-gzip", "deflate"):
            unpacker = zlib.decompressobj(47)  # both kinds of header
            data = unpacker.decompress(data, longest)
            if unpacker.unconsumed_tail:
                raise InputError(f"larger than {longest} bytes, unpacked")
        elif encoding == "br":
            stream = BrotliReader(io.BytesIO(data))
            data = bytes(stream.read(longest))
        elif encoding not in ("", "identity", "none", "utf-8"):
            raise InputError(f"its encoding {encoding!r} is not read")
    except (zlib.error, OSError) as error:
        raise InputError(f"its payload is broken: {error}") from None
    return data
