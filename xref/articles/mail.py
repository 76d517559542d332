"""Mail: messages (EML) and mailboxes (MBOX), one article a message.

Owns choosing what of a message is its text: the subject above, then the plain part, or the
HTML part where the plain one is only a stand-in. Invariant: a broken message costs no other,
and every attachment is read or told of. Refuses headers as text but for the subject.
"""

from __future__ import annotations

import email
import io
import re
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

import msgspec

from xref.articles.decoding import declared, decode
from xref.articles.packing import unpacking
from xref.articles.records import Context, Record, page_record, titled_text
from xref.errors import InputError

_FROM = b"From "
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:")
_KNOWN = re.compile(
    rb"^(?:from|to|date|subject|message-id|mime-version|received|return-path|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_BREAK = "\n\n"
# What the parser of the standard library raises on some broken headers.
_BROKEN = (
    RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError,
    MessageError,
)  # fmt: skip

#: Reads an attachment: its bytes, its name, the context.
ReadAttachment = Callable[[bytes, str, Context], Iterator[Record]]


class _Body(msgspec.Struct):
    """What was found in a message."""

    number: int | None = None
    subject: str = ""
    ident: str | None = None
    published: str | None = None
    author: str | None = None
    language: str | None = None
    texts: list[tuple[str, bool]] = []  # text, and whether it is mark-up
    attachments: list[tuple[str, bytes]] = []


def is_mail(head: bytes) -> bool:
    r"""Tell a message by its first lines: all headers, at least two of the usual ones.

    Example:
        >>> is_mail(b"From: a@b.c\nSubject: Parade\n\nKim came."), is_mail(b"Note: Kim came.")
        (True, False)
    """
    top = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf"), maxsplit=1)[0]
    return _HEADER.match(top) is not None and len(_KNOWN.findall(top)) >= 2


def is_mailbox(head: bytes) -> bool:
    """Tell a mailbox by its first lines: `From `, then headers."""
    first, _, rest = head.partition(b"\n")
    return first.startswith(_FROM) and _HEADER.match(rest) is not None


def read_mailbox(
    stream: io.BufferedReader[Any], context: Context, read_attachment: ReadAttachment
) -> Iterator[Record]:
    """Read a mailbox message by message.

    Raises:
        InputError: The stream breaks off, or holds no message; messages before were yielded.
    """
    number = 0
    for number, data in enumerate(_messages(stream, context), 1):
        if data is None:
            longest = context.rules.reading.max_document_bytes
            context.problem(f"larger than {longest} bytes", number=number)
            continue
        yield from read_message(data, context, read_attachment, number=number)
    if not number:
        raise InputError("the mailbox holds no messages")


def _messages(stream: io.BufferedReader[Any], context: Context) -> Iterator[bytes | None]:
    """Cut at lines that begin with `From ` behind a blank one; None for one over the limit."""
    longest = context.rules.reading.max_document_bytes
    parts: list[bytes] | None = None
    size = 0
    blank = True
    while True:
        with unpacking():
            line = stream.readline(1 << 20)
        if not line or (blank and line.startswith(_FROM)):
            if parts is not None:
                whole = b"".join(parts)
                yield _QUOTED_FROM.sub(rb"\1", whole) if size <= longest else None
            if not line:
                return
            parts, size, blank = [], 0, False
            continue
        blank = not line.strip()
        size += len(line)
        if parts is None:
            if not blank:
                raise InputError("not a mailbox: it does not begin with 'From '")
        elif size <= longest:
            parts.append(line)
        else:
            parts.clear()


def read_message(
    data: bytes, context: Context, read_attachment: ReadAttachment, *, number: int | None = None
) -> Iterator[Record]:
    """Read one message: the article, then its attachments.

    Args:
        data: All of it.
        context: Is told of what cannot be read.
        read_attachment: Reads an attachment by its content.
        number: Of the message in a mailbox.
    """
    body = _Body(number)
    try:
        message = email.message_from_bytes(data)
        body.subject = _header(message, "subject")
        body.ident = _header(message, "message-id").strip("<> ") or None
        body.published = _date(message)
        body.author = _sender(message)
        body.language = _header(message, "content-language") or None
        _gather(message, body, context)
    except _BROKEN as error:
        context.problem(f"not a mail, or broken: {type(error).__name__}", number=number)
        return
    try:
        yield _record(body, context)
    except InputError as error:
        if not body.attachments:
            context.problem(error.message, number=number, hint=error.hint)
    for name, content in body.attachments:
        for record in read_attachment(content, name, context):
            ident = body.ident and f"{body.ident}/{name}"
            yield msgspec.structs.replace(record, id=ident, number=number, member=name)


def _record(body: _Body, context: Context) -> Record:
    title = body.subject or None
    rules = context.rules
    if body.texts and all(is_markup for _, is_markup in body.texts):
        markup = "\n".join(text for text, _ in body.texts)
        found = page_record(markup, rules, id=body.ident, title=title, published=body.published)
        return msgspec.structs.replace(
            found,
            number=body.number,
            author=body.author or found.author,
            language=body.language or found.language,
        )
    texts = [
        page_record(text, rules).text if is_markup else text.strip("\n")
        for text, is_markup in body.texts
        if text.strip()
    ]
    whole = _BREAK.join(texts)
    if not whole.strip() and not title:
        raise InputError("the message holds no text")
    return Record(
        titled_text(whole, title),
        id=body.ident,
        title=title,
        published=body.published,
        number=body.number,
        author=body.author,
        language=body.language,
    )


def _gather(part: Message, body: _Body, context: Context) -> None:
    kind = part.get_content_type()
    if part.is_multipart():
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if kind != "multipart/alternative":
            for child in children:
                _gather(child, body, context)
            return
        options = [_Body(body.number) for _ in children]
        for child, option in zip(children, options, strict=True):
            _gather(child, option, context)
            body.attachments += option.attachments
        best = _best([option.texts for option in options if option.texts])
        body.texts += best
        return
    name = part.get_filename()
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return
    attached = part.get_content_disposition() == "attachment" or name is not None
    if kind in ("text/plain", "text/html") and not attached:
        charset = part.get_content_charset()
        rules = context.rules.reading
        try:
            text, notice = declared(data, charset, rules) if charset else decode(data, rules)
        except InputError as error:
            context.problem(f"a part of the message: {error.message}", number=body.number)
            return
        if notice:
            context.problem(notice, number=body.number, kept=True)
        body.texts.append((text, kind == "text/html"))
    elif attached and part.get_content_maintype() not in ("image", "audio", "video"):
        body.attachments.append((name or f"attachment.{part.get_content_subtype()}", data))


def _best(options: list[list[tuple[str, bool]]]) -> list[tuple[str, bool]]:
    """Choose among alternatives: the plain text, unless it only says to look at the other."""
    if not options:
        return []

    def letters(option: list[tuple[str, bool]]) -> int:
        return sum(
            sum(
                map(str.isalnum, re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", "", text, flags=re.S))
            )
            for text, _ in option
        )

    plain = [option for option in options if not any(is_markup for _, is_markup in option)]
    most = max(options, key=letters)
    return plain[0] if plain and 2 * letters(plain[0]) >= letters(most) else most


def _header(message: Message, name: str) -> str:
    """Return a header as text; broken encodings as far as they can be read."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        parts = decode_header(str(value))
    except (ValueError, MessageError):
        parts = [(str(value), None)]
    text = "".join(
        part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts
    )
    return " ".join(text.split())


def _sender(message: Message) -> str | None:
    """The name of who wrote, without the address."""
    name, _ = parseaddr(_header(message, "from"))
    return name or None


def _decoded(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "utf-8", "replace")
    except LookupError:
        return part.decode("utf-8", "replace")


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("date"))).date().isoformat()
    except (TypeError, ValueError, OverflowError):
        return None
