"""Decoding: bytes of an article to its text.

Owns the choice of an encoding. Invariant: what is returned is what the bytes say, with line
ends as newlines; no letter is removed. Refuses binary data and bytes that no encoding of
`rules/articles.yml` explains.
"""

from __future__ import annotations

import codecs
import re

from xref.errors import InputError
from xref.rules.articles import ReadingRules

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\xd0\xcf\x11\xe0",
    b"Rar!", b"7z\xbc\xaf", b"SQLite format 3\x00", b"RIFF", b"OggS", b"ID3", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_HINTS = {b"PK\x03\x04": "unpack it, or save it as text"}
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)",
    re.IGNORECASE,
)


def decode(data: bytes, rules: ReadingRules, *, html: bool = False) -> tuple[str, str | None]:
    r"""Decode an article.

    Args:
        data: All bytes of it.
        rules: Limits and the encodings to try.
        html: Believe a charset that mark-up declares.

    Returns:
        The text, and a notice where some bytes were replaced or the encoding was guessed.

    Raises:
        InputError: Binary, or in no known encoding.

    Example:
        >>> from xref.rules import load_rules
        >>> decode(b"\xef\xbb\xbfKim\r\nYong-bok", load_rules().articles.reading)
        ('Kim\nYong-bok', None)
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text, notice = _strict(data[len(mark) :], encoding)
            return _newlines(text), notice
    head = data[: rules.sniff_bytes]
    wide = _wide(head[:4096])
    if wide is not None:
        text, notice = _strict(data, wide)
        return _newlines(text), notice
    _refuse_binary(head, rules)
    try:
        return _newlines(data.decode("utf-8")), None
    except UnicodeDecodeError:
        pass
    if html and (found := _CHARSET.search(data[:4096])):
        try:
            name = (found.group(1) or found.group(2)).decode("ascii")
            return _newlines(data.decode(_web_name(name))), None
        except (LookupError, UnicodeDecodeError):
            pass
    return _guess(data, rules)


def stream_encoding(head: bytes, rules: ReadingRules) -> tuple[str, str | None]:
    r"""Tell the encoding of a stream by its beginning, to decode it piece by piece.

    Args:
        head: The first bytes; the last letter may be cut.
        rules: Limits and the encodings to try.

    Returns:
        The name of a codec that takes a byte order mark away, and a notice if it was guessed.

    Raises:
        InputError: Binary, or in no known encoding.

    Example:
        >>> from xref.rules import load_rules
        >>> stream_encoding("id,text\n1,Kim".encode("utf-16"), load_rules().articles.reading)
        ('utf-16', None)
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return ("utf-8-sig" if encoding == "utf-8" else encoding[:6].rstrip("-")), None
    if (wide := _wide(head[:4096])) is not None:
        return wide, None
    _refuse_binary(head, rules)
    if _decodes(head, "utf-8"):
        return "utf-8", None
    # A cut letter at the end is no damage.
    whole = head[: head.rfind(b"\n") + 1] or head
    _, notice = _guess(whole, rules)
    name = notice.rpartition(" ")[2] if notice and notice.startswith("not UTF-8") else "utf-8"
    return name, notice if name != "utf-8" else None


def declared(data: bytes, charset: str, rules: ReadingRules) -> tuple[str, str | None]:
    """Decode data whose charset its envelope declares, if that is true; else see `decode`.

    Raises:
        InputError: Binary, or in no known encoding.
    """
    try:
        return _newlines(data.decode(_web_name(charset.strip(" \"'")))), None
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data, rules, html=True)


def _strict(data: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * 10 > len(text):
            raise InputError(f"not {encoding}, though it says so: {error.reason}") from None
        return text, f"some bytes are not {encoding}; they were replaced by U+FFFD"


def _newlines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: every other byte of Latin text is NUL."""
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _refuse_binary(head: bytes, rules: ReadingRules) -> None:
    for magic in _BINARY_MAGIC:
        if head.startswith(magic):
            raise InputError("a binary file, not text", hint=_HINTS.get(magic))
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(8, rules.binary_share * len(head)):
        raise InputError("a binary file, not text: it is full of control characters")


def _web_name(name: str) -> str:
    """Give the encoding that browsers use for a declared name (WHATWG Encoding Standard)."""
    low = name.lower()
    if low in ("euc-kr", "ks_c_5601-1987", "ksc5601"):
        return "cp949"
    if low in ("iso-8859-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"
    if low in ("gb2312", "gbk"):
        return "gb18030"
    return low


def _guess(data: bytes, rules: ReadingRules) -> tuple[str, str | None]:
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    letters = sum(not char.isascii() for char in damaged) - broken
    if letters > 0 and broken <= max(1, rules.damaged_share * letters):
        return _newlines(damaged), f"{broken} broken places of UTF-8 were replaced by U+FFFD"
    import charset_normalizer

    head = data[: rules.sniff_bytes]
    candidates = [name for name in rules.encodings if _decodes(head, name)]
    best = (
        charset_normalizer.from_bytes(head, cp_isolation=candidates).best() if candidates else None
    )
    if best is None:
        raise InputError(
            "its encoding is not known", hint="save it as UTF-8; nothing of it was screened"
        )
    text, notice = _strict(data, best.encoding)
    return _newlines(text), notice or f"not UTF-8; read as {best.encoding}"


def _decodes(head: bytes, encoding: str) -> bool:
    """Tell whether an encoding explains the bytes; the last letter may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
