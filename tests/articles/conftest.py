"""What came of reading, and small files in true formats."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

import xref
from xref.articles.reading import InputFile, read_documents
from xref.articles.sources import Skipped
from xref.model import Document
from xref.rules import load_rules
from xref.rules.articles import ArticleRules

_RULES = load_rules().articles


@pytest.fixture(scope="session")
def wide(dev_data: Path) -> xref.Matcher:
    """The built-in list and eleven thousand others."""
    path = dev_data / "lists" / "us-ofac-sdn" / "2023-01.sdn.with-header.csv"
    return xref.Matcher(xref.load_lists("builtin", path))


class Reading:
    """What came of reading some paths."""

    def __init__(
        self, *paths: str | Path, rules: ArticleRules = _RULES, text_column: str | None = None
    ) -> None:
        self.problems: list[Skipped] = []
        self.inputs: list[InputFile] = []
        self.documents: list[Document] = list(
            read_documents(
                paths,
                rules=rules,
                on_problem=self.problems.append,
                on_input=self.inputs.append,
                text_column=text_column,
            )
        )

    @property
    def reasons(self) -> list[str]:
        """The reasons of all problems."""
        return [problem.reason for problem in self.problems]

    @property
    def ids(self) -> list[str]:
        """The ids of the documents, in order."""
        return [document.id for document in self.documents]

    @property
    def text(self) -> str:
        """The text of the only document."""
        (document,) = self.documents
        return document.text


@pytest.fixture
def read() -> type[Reading]:
    return Reading


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file and give its path."""

    def to(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return to


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Make a PDF of lines of text: `make_pdf([["line", "line"], ["next page"]], title="…")`.

    Each letter is one code of a CID font whose ToUnicode map gives it back, as word
    processors write Hangul and Cyrillic.
    """
    return _pdf


def _pdf(pages: list[list[str]], *, title: str = "") -> bytes:
    letters = sorted({char for page in pages for line in page for char in line})
    codes = {char: number for number, char in enumerate(letters, 1)}
    rows = [f"<{codes[c]:04x}> <{c.encode('utf-16-be').hex()}>" for c in letters]
    groups = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "/CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + "".join(f"{len(g)} beginbfchar\n" + "\n".join(g) + "\nendbfchar\n" for g in groups)
        + "endcmap end end"
    )
    objects = ["", ""]

    def add(body: str) -> int:
        objects.append(body)
        return len(objects)

    def stream(body: str) -> str:
        return f"<< /Length {len(body)} >>\nstream\n{body}\nendstream"

    to_unicode = add(stream(unicode_map))
    descriptor = add(
        "<< /Type /FontDescriptor /FontName /Batang /Flags 4 /FontBBox [0 0 1000 1000] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    letter_font = add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Batang /DW 600 /CIDSystemInfo "
        f"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor}"
        " 0 R >>"
    )
    font = add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /Identity-H "
        f"/DescendantFonts [{letter_font} 0 R] /ToUnicode {to_unicode} 0 R >>"
    )
    kids = []
    for lines in pages:
        shown = [
            f"BT /F 10 Tf 50 {780 - 14 * row} Td <{''.join(f'{codes[c]:04x}' for c in line)}> Tj ET"
            for row, line in enumerate(lines)
            if line
        ]
        content = add(stream("\n".join(shown)))
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
                f"/Resources << /Font << /F {font} 0 R >> >> >>"
            )
        )
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>"
    info = add(f"<< /Title ({title}) >>")
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {info} 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


@pytest.fixture
def warc_record() -> Callable[..., bytes]:
    """Make one WARC record of an answer over HTTP, as crawlers write it."""
    return _warc_record


def _warc_record(
    url: str,
    body: bytes,
    *,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
    packed: bool = False,
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        "WARC-Record-ID: <urn:uuid:6d058047-ede2-4a13-be79-90c17c631dd4>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2025-05-10T00:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    record = head.encode() + http + b"\r\n\r\n"
    return gzip.compress(record) if packed else record
