"""Formats: which one a file is in, and the reader for it.

Owns the choice, and archives (ZIP), whose members are read like files. Invariant: content
decides where it is plain (PDF, ZIP, Parquet, WARC, feeds, pages), else the suffix, else the
first lines. Refuses archives inside archives and office documents.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

import msgspec

from xref.articles.decoding import decode
from xref.articles.feeds import is_feed, read_feed
from xref.articles.jsonl import read_lines, read_value
from xref.articles.mail import is_mail, is_mailbox, read_mailbox, read_message
from xref.articles.metadata import front_matter
from xref.articles.packing import Content, Unpacked
from xref.articles.pdf import read_pdf
from xref.articles.records import Context, Record, page_record
from xref.articles.sources import suffix_format
from xref.articles.tables import header_delimiter, read_csv, read_parquet
from xref.articles.warc import read_warc
from xref.errors import InputError

_PAGE_STARTS = ("<!doctype html", "<html", "<head", "<body")
_MAGIC = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PAR1", "parquet"))
_WARC = re.compile(rb"(?:\r?\n){0,4}WARC/\d")
_DOCUMENTS = ("[Content_Types].xml", "mimetype")  # members of office documents and books
_TEXTUAL = frozenset(("text", "html", "feed"))
_CHUNK = 1 << 18


def detect(name: str, head: bytes, context: Context) -> str:
    r"""Tell the format of a file: a field of `Suffixes`.

    Args:
        name: Its path, for the suffix; the suffix of a packing does not count.
        head: Its first bytes, unpacked.
        context: Gives suffixes and names of columns.

    Example:
        >>> from xref.rules import load_rules
        >>> context = Context("x", load_rules().articles, lambda _: None)
        >>> detect("a", b"id,title,text\n", context), detect("a.txt", b"%PDF-1.7", context)
        ('table', 'pdf')
    """
    for magic, name_of in _MAGIC:
        if head.startswith(magic):
            return name_of
    if _WARC.match(head):
        return "warc"
    promised = suffix_format(name, context.rules.reading)
    if promised is not None and promised not in _TEXTUAL:
        return promised
    top = _top(head)
    lowered = top[:1000].lstrip().lower()
    if is_feed(top) and lowered.startswith("<"):
        return "feed"
    if lowered.startswith(_PAGE_STARTS) or (
        lowered.startswith("<?xml") and ("<html" in lowered or promised != "feed")
    ):
        return "html"
    if promised is not None:
        return promised
    return _by_first_lines(head, top, context)


def _top(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _by_first_lines(head: bytes, top: str, context: Context) -> str:
    if _is_json_lines(head):
        return "json_lines"
    if re.match(r"\s*\[\s*\{\s*\"", top):
        return "json"
    if is_mailbox(head):
        return "mailbox"
    if is_mail(head):
        return "mail"
    first = top.split("\n", 1)[0].rstrip("\r")
    if len(first) < len(top) and header_delimiter(first, context.columns()):
        return "table"
    return "text"


def _is_json_lines(head: bytes) -> bool:
    """Tell by the first line: a JSON object."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].rstrip()
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(msgspec.json.decode(first), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # The first line may be longer than what was looked at.
        return b"\n" not in head and first.startswith((b'{"', b"{ "))


def records(content: Content, name: str, context: Context) -> Iterator[Record]:
    """Read the articles of a file, in whatever format it is.

    Args:
        content: Its bytes, unpacked.
        name: Its path, for the suffix.
        context: Rules, options, and where problems go.

    Raises:
        InputError: It cannot be read, or not to its end; records before were yielded.
    """
    found = detect(name, content.head(), context)
    if found in _STREAMS:
        yield from _STREAMS[found](content, context)
        return
    data = content.read()
    if not data:
        raise InputError("the file is empty")
    yield from _WHOLE[found](data, context)


def _attachment(data: bytes, name: str, context: Context) -> Iterator[Record]:
    """Read an attachment of a mail; what fails is told of."""
    inside = context.inside(name)
    stream: Any = io.BufferedReader(io.BytesIO(data))
    try:
        content = Content(stream, context.rules.reading, lambda: len(data))
        if detect(name, content.head(), inside) in ("zip", "mail", "mailbox", "warc"):
            raise InputError("an archive in an attachment is not read", hint="unpack it first")
        yield from records(content, name, inside)
    except InputError as error:
        inside.problem(error.message, hint=error.hint)


def _members(content: Content, context: Context) -> Iterator[Record]:
    """Read the members of a ZIP archive like files of a folder."""
    rules = context.rules.reading
    with content.seekable() as file:
        size = file.seek(0, io.SEEK_END)
        try:
            archive = zipfile.ZipFile(file)
            members = sorted(archive.infolist(), key=lambda item: item.filename)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise InputError(f"the archive is broken: {error}", hint="fetch it again") from None
        if any(item.filename in _DOCUMENTS for item in members):
            raise InputError("an office document, not text", hint="save it as text or PDF")
        total = 0
        read = False
        for item in members:
            path = PurePosixPath(item.filename.replace("\\", "/"))
            if item.is_dir() or any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            if path.stem.lower() in rules.ignored:
                continue
            read = True
            inside = context.inside(str(path).lstrip("/"))
            # Members that overlap are how a small archive holds a great deal.
            total += item.compress_size
            if total > max(size, rules.ratio_from_bytes):
                raise InputError("its members overlap: it looks like a bomb")
            try:
                for record in _member(archive, item, inside):
                    yield msgspec.structs.replace(
                        record, member=record.member or str(path).lstrip("/")
                    )
            except InputError as error:
                inside.problem(error.message, hint=error.hint)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
                inside.problem(f"the member is broken: {error}", hint="fetch the archive again")
            except (RuntimeError, NotImplementedError) as error:
                what = "is encrypted" if item.flag_bits & 1 else f"is not read: {error}"
                inside.problem(f"the member {what}", hint="unpack it first")
        if not read:
            raise InputError("the archive is empty")


def _member(archive: zipfile.ZipFile, item: zipfile.ZipInfo, inside: Context) -> Iterator[Record]:
    rules = inside.rules.reading
    if suffix_format(item.filename, rules) is None:
        raise InputError(
            f"the suffix {PurePosixPath(item.filename).suffix or '(none)'} is no article format"
        )
    with archive.open(item) as stream:
        raw: Any = Unpacked(stream, lambda: item.compress_size, rules)
        content = Content(io.BufferedReader(raw, _CHUNK), rules, lambda: item.file_size)
        if detect(item.filename, content.head(), inside) == "zip":
            raise InputError("an archive in an archive is not read", hint="unpack it first")
        yield from records(content, item.filename, inside)


def _text(data: bytes, context: Context, *, markup: bool = False) -> Iterator[Record]:
    text, notice = decode(data, context.rules.reading, html=markup)
    if notice:
        context.problem(notice, kept=True)
    if not text.strip():
        raise InputError("the file holds no text")
    if markup and "<" in text:
        yield page_record(text, context.rules)
        return
    given = front_matter(text)
    yield Record(
        text,
        title=given.get("title"),
        published=given.get("published"),
        author=given.get("author"),
        language=given.get("language"),
        url=given.get("url"),
    )


def _page(data: bytes, context: Context) -> Iterator[Record]:
    return _text(data, context, markup=True)


def _pdf(data: bytes, context: Context) -> Iterator[Record]:
    yield read_pdf(data, context)


def _mail(data: bytes, context: Context) -> Iterator[Record]:
    return read_message(data, context, _attachment)


def _mailbox(content: Content, context: Context) -> Iterator[Record]:
    return read_mailbox(content.stream, context, _attachment)


def _lines(content: Content, context: Context) -> Iterator[Record]:
    return read_lines(content.stream, context)


def _warc(content: Content, context: Context) -> Iterator[Record]:
    return read_warc(content.stream, context)


_STREAMS: dict[str, Callable[[Content, Context], Iterator[Record]]] = {
    "json_lines": _lines,
    "mailbox": _mailbox,
    "warc": _warc,
    "table": read_csv,
    "parquet": read_parquet,
    "zip": _members,
}
_WHOLE: dict[str, Callable[[bytes, Context], Iterator[Record]]] = {
    "text": _text,
    "html": _page,
    "json": read_value,
    "feed": read_feed,
    "pdf": _pdf,
    "mail": _mail,
}
