"""Japan's export bans on named bodies: the text of METI's PDF, as a PDF tool gives it.

Owns that text: a notice, and under it numbered bodies with their Japanese name, their Latin
name, aliases and seats. Invariant: the numbers run from one upwards without a gap, and each
body has a seat, or nothing of the file is used; so a page that was lost is noticed. Listing
days of single bodies are not printed. Refuses PDF files themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from xref.lists.catalogue import catalogue
from xref.lists.dates import iso_date
from xref.lists.readers.base import Tally, broken, tidy, unique
from xref.lists.readers.table import lines_of
from xref.model import Designation, Name, Quality
from xref.names.fold import script_of

FORMAT = "jp-meti-text"
LIST = "jp-meti"

# The longest notice read (561 bodies) has 0.3 MB.
_MAX_BYTES = 8 << 20
_TITLE = "輸出等に係る禁止措置"
_UPDATED = re.compile(r"最終更新日\s*[:：]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_DECREE = re.compile(r"（([^（）]*告示第[^（）]*号)）")
_SEAT = re.compile(r"所\s*在\s*地\s*[:：]")
_ALSO = re.compile(r"^別称\s*[:：]\s*")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_KNOWN_AS = re.compile(
    r",?\s*a\.\s?k\.\s?a\.?,?\s*(?:(?:the\s*)?follow(?:ing)?\s*[\w-]+\s*alias(?:es)?\s*[:.]?)?"
    r"|,?\s*the\s*follow(?:ing)?\s*[\w-]+\s*alias(?:es)?\s*[:.]?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-‐‑–—―−ー]\s*)+")
_ENDING = re.compile(r"(?:\s*[;,]\s*(?:and)?|\s+and|\s*[;.])\s*$")
# Their full stop belongs to the name.
_SHORTENED = re.compile(r"(?:^|[\s.])(?:Ltd|Inc|Co|Corp|S\.A|San|Sti|Ști)\.$", re.IGNORECASE)
# `（別称、甲、乙及び丙）` behind the Japanese name; a bracket may be half-width.
_JAPANESE_ALSO = re.compile(r"[（(]\s*(?:別称|旧称)[、:：]?(?P<names>.*)[）)]\s*$")
_JAPANESE_SPLIT = re.compile(r"[、;；]|及び|並びに")
_CHINESE = re.compile(r"[（(](?P<names>[\u3400-\u9fff、()（）]{4,})[）)]$")
# A Latin name of several words that is glued to the Japanese one, as the line was lost.
_GLUED = re.compile(
    r"^(?P<japanese>.*[\u3040-\u30ff\u3400-\u9fff」）)])"
    r"(?P<latin>[A-Z][^\u3040-\u30ff\u3400-\u9fff（）]*\s[^\u3040-\u30ff\u3400-\u9fff（）]*)"
    r"(?P<chinese>（[^（）]*）)?$"
)


def recognise(head: bytes) -> bool:
    r"""Tell whether the text is a notice of export bans with numbered bodies.

    Example:
        >>> recognise("○ 輸出等に係る禁止措置の対象となる団体\n最終更新日：2025年9月12日\n"
        ...           "1 例\nExample LLC\n所在地：Example City".encode())
        True
    """
    text = head.decode("utf-8", "ignore")
    flat = "".join(text[:2000].split())
    return _TITLE in flat and "最終更新日" in flat and _SEAT.search(text) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the bodies of the notice.

    The notice is held while it is read: it has a few hundred kilobytes.

    Raises:
        ListParseError: It names no notice, a number is missing, or a body has no seat.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise broken(path, None, f"larger than {_MAX_BYTES} bytes", hint="is it one notice?")
    text = "".join(lines_of(path))
    opening, bodies = _numbered(text)
    flat = "".join(opening.split())
    updated, decree = _UPDATED.search(opening), _DECREE.search(flat)
    if decree is None:
        raise broken(path, 1, "the number of the notice is not in its heading")
    if not bodies:
        raise broken(path, None, "no numbered body under the heading")
    seats = len(_SEAT.findall(text))
    if updated is not None:
        year, month, day = map(int, updated.groups())
        tally.published = iso_date(f"{year}-{month:02}-{day:02}")
    for number, (start, body) in enumerate(bodies, 1):
        line = text.count("\n", 0, start) + 1
        parts = _SEAT.split(body)
        if len(parts) != 2:
            raise broken(
                path,
                line,
                f"body {number} has {len(parts) - 1} seats, so a number was lost before the next",
                hint=f"the text has {seats} seats; extract it again from the PDF",
            )
        names = _names(parts[0])
        if not names:
            tally.refuse(f"line {line}", f"body {number} has no name")
        else:
            yield _designation(number, decree[1], names, tidy(parts[1]))


def _designation(number: int, decree: str, names: tuple[Name, ...], seat: str) -> Designation:
    definition = catalogue()[LIST]
    reference = f"{decree} {number}"
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=definition.authority,
        kind="organisation",
        names=names,
        programmes=(decree,),
        legal_basis=(decree,),
        url=definition.url_of(reference),
        addresses=unique([tidy(part).rstrip(".") for part in re.split(r";(?:\s*and)?\s", seat)]),
    )


def _numbered(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Split the text at 1, 2, 3, ...: each at the start of a line, or glued to a seat's end.

    Numbers inside seats do not follow the last one and have no Japanese name behind them.
    """
    starts: list[tuple[int, int]] = []
    place = 0
    while found := _start_of(len(starts) + 1).search(text, place):
        starts.append((found.start("number"), found.end("number")))
        place = found.end()
    if not starts:
        return text, []
    ends = [*(start for start, _ in starts[1:]), len(text)]
    bodies = [(begin, text[after:end]) for (begin, after), end in zip(starts, ends, strict=True)]
    return text[: starts[0][0]], bodies


def _start_of(number: int) -> re.Pattern[str]:
    digits = "".join(f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in str(number))
    # Behind the number stands the Japanese name; it may begin with Latin letters or brackets,
    # but then Japanese follows in its line.
    return re.compile(
        rf"(?:^|(?<=[a-z.\)）。]))[ \t]*(?P<number>{digits})[ \t\u3000]+"
        r"(?=[^\n]*[\u3040-\u30ff\u3400-\u9fff])",
        re.MULTILINE,
    )


def _names(body: str) -> tuple[Name, ...]:
    """Return the Latin name first, then the Japanese one, then the aliases of both.

    Nothing marks an alias as good or weak.
    """
    japanese, latin, others = _parts(body)
    found: dict[str, Name] = {}

    def add(printed: str, quality: Quality) -> None:
        spelling = tidy(printed).strip(" ;,")
        if spelling:
            found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))

    whole = unicodedata.normalize("NFC", "".join(japanese))
    aside = _JAPANESE_ALSO.search(whole)
    own, tail = _unglued(whole[: aside.start()] if aside else whole)
    spellings = _latin([tail, *(f"-{line}" for line in latin)] if tail else latin)
    for spelling in spellings[:1]:
        add(spelling, "primary")
    add(own, "primary")
    for spelling in spellings[1:]:
        add(spelling, "unknown")
    if aside is not None:
        for spelling in _JAPANESE_SPLIT.split(aside["names"]):
            add(spelling, "unknown")
    chinese = _CHINESE.search(own.strip())
    for text in ("".join(others), chinese["names"] if chinese else ""):
        for spelling in _JAPANESE_SPLIT.split(text):
            add(spelling, "unknown")
    return tuple(found.values())


def _parts(body: str) -> tuple[list[str], list[str], list[str]]:
    """Sort the lines of a body: Japanese name, Latin names, Japanese aliases under 別称."""
    japanese: list[str] = []
    latin: list[str] = []
    others: list[str] = []
    open_brackets = 0
    after = False
    for line in filter(None, map(str.strip, body.split("\n"))):
        is_japanese = _JAPANESE.search(line) is not None
        if not latin and not others and (not japanese or open_brackets > 0 or is_japanese):
            if _ALSO.match(line):
                others.append(_ALSO.sub("", line))
                continue
            own, tail = _unglued(line, open_brackets)
            if tail:
                latin.append(tail)
            japanese.append(own)
            # A bracket may be opened full-width and closed half-width.
            open_brackets += _opened(own)
        elif _ALSO.match(line) or (others and is_japanese):
            others.append(_ALSO.sub("", line))
        else:
            # What follows Japanese aliases is a Latin alias.
            latin.append(f"-{line}" if others and not after else line)
            after = bool(others)
    return japanese, latin, others


def _opened(text: str) -> int:
    return sum(map(text.count, "（(")) - sum(map(text.count, "）)"))


def _unglued(text: str, open_brackets: int = 0) -> tuple[str, str]:
    """Take a Latin name off the Japanese one it is glued to; not inside a bracket."""
    glued = _GLUED.match(text)
    if glued is None or open_brackets + _opened(glued["japanese"]) != 0:
        return text, ""
    return glued["japanese"] + (glued["chinese"] or ""), glued["latin"]


def _latin(lines: list[str]) -> list[str]:
    """Split the Latin lines into name and aliases: listed with dashes, or with semicolons."""
    pieces: list[str] = [""]
    for line in lines:
        if _BULLET.match(line):
            pieces.append(_BULLET.sub("", line))
        else:
            # A name is broken at a hyphen or a space.
            pieces[-1] += line if pieces[-1].endswith("-") else f" {line}"
    names: list[str] = []
    head, *aliases = pieces
    for piece in [*_KNOWN_AS.split(head), *aliases]:
        for part in tidy(piece).split(";"):
            spelling = _BULLET.sub("", tidy(part).removeprefix("and "))
            if not _SHORTENED.search(spelling):
                spelling = _ENDING.sub("", spelling)
            if spelling and spelling.lower() != "and":
                names.append(spelling)
    return names
