"""Bad input: hostile names, huge lines and deep nesting are read or refused, in little memory."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import xref

Write = Callable[[str, bytes | str], Path]

# Zero-width characters, bidi controls, a soft hyphen and a NUL inside and around a name.
NAMES = [
    "Kim\u200b Yong-bok",
    "\u202eKim Yong-bok\u202c",
    "Kim Yong\u00ad-bok",
    "Kim\u2060 Yong-bok",
    "\u200fKim Yong-bok\u200f",
    "Kim Yong-bok\ufeff",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["txt", "jsonl", "csv", "html", "xml", "eml", "parquet", "warc"])
def test_hostile_names(
    read: Any, tmp_path: Path, warc_record: Callable[..., bytes], name: str, form: str
) -> None:
    """Invisible characters stay where they are in every format, and the name is found by them."""
    sentence = f"Putin met {name} at the parade in Moscow on Friday."
    path = tmp_path / f"a.{form}"
    data = {
        "txt": sentence,
        "jsonl": json.dumps({"text": sentence}),
        "csv": f"text\n{sentence}\n",
        "html": f"<html><p>{sentence}</p></html>",
        "xml": f"<rss><item><description>{sentence}</description></item></rss>",
        "eml": f"From: a@b.c\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{sentence}",
        "parquet": "",
        "warc": warc_record("https://e.org/a", f"<p>{sentence}</p>".encode()).decode(),
    }[form]
    path.write_bytes(data.encode())
    if form == "parquet":
        pl.DataFrame({"text": [sentence]}).write_parquet(path)
    found = read(path)
    assert found.problems == []
    assert sentence in found.text


@pytest.fixture(scope="module")
def matcher() -> xref.Matcher:
    """The built-in list, which has Kim Yong Bok."""
    return xref.Matcher(xref.load_lists())


@pytest.mark.parametrize("name", [*NAMES, "Kim\0 Yong-bok", "Kim Yong-bok\0"])
def test_hostile_names_are_found(matcher: xref.Matcher, name: str) -> None:
    """The offsets of a mention are those of the text with its invisible characters."""
    text = f"The North Korean general {name} met Putin in Moscow on Friday."
    alerts = [alert for alert in matcher.scan(text) if "Yong Bok" in alert.subject.name]
    (alert,) = alerts
    for mention in alert.mentions:
        assert text[mention.start : mention.end] == mention.text
        seen = "".join(char for char in mention.text if char.isalpha() or char in " -")
        assert seen == "Kim Yong-bok"


def test_nul_bytes(read: Any, write: Write) -> None:
    """NUL bytes stay in plain text and become U+FFFD in mark-up, whose parser would stop there."""
    text = "Kim\0 Yong-bok met Putin at the parade in Moscow on Friday, the agency said."
    assert read(write("a.txt", text)).text == text
    assert read(write("a.html", f"<p>{text}</p>")).text == text.replace("\0", "\ufffd")
    feed = f"<rss><item><description>{text}</description></item></rss>"
    assert "Yong-bok" in read(write("a.xml", feed)).text


def test_mixed_encodings(read: Any, write: Write) -> None:
    """Files of one folder in different encodings are each read in their own."""
    folder = write(
        "ko.txt", "북한 로동신문은 김영복 부총참모장이 악수했다고 전했다.".encode("cp949")
    )
    write("ru.txt", "Министр обороны России посетил Пхеньян в июле.".encode("cp1251"))
    write("en.txt", "Kim Yong-bok came to Moscow.")
    found = read(folder.parent)
    assert [document.text[:6] for document in found.documents] == [
        "Kim Yo",
        "북한 로동신",
        "Минист",
    ]
    assert all(problem.kept for problem in found.problems)


@pytest.mark.parametrize("name", ["a.html", "a.xml", "a.json", "a.eml"])
def test_nested_without_end(read: Any, write: Write, name: str) -> None:
    """Nesting beyond every parser's depth is read or refused in time."""
    deep = {
        "a.html": "<div>" * 200_000 + "Kim Yong-bok",
        "a.xml": "<rss><item><description>" + "<b>" * 200_000 + "Kim",
        "a.json": "[" * 200_000,
        "a.eml": "From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=a\n\n"
        + "--a\n" * 9999,
    }[name]
    found = read(write(name, deep))
    assert found.documents or found.problems


def test_open_formatting(read: Any, write: Write) -> None:
    """Elements that are never closed cost no time without bound in the extractor's parser."""
    page = "".join(f"<p><font color={n}>Kim Yong-bok came {n}." for n in range(4000))
    assert read(write("a.html", f"<html>{page}")).text.endswith("came 3999.")


linux = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc"
)
_LONG = """
import sys
from pathlib import Path
from xref.articles.reading import read_documents
from xref.rules import load_rules
rules = load_rules().articles
import polars
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
before = peak()
problems = []
count = sum(1 for _ in read_documents(sys.argv[1:], rules=rules, on_problem=problems.append))
after = peak()
print(count, (after - before) // 1024, [problem.reason[:40] for problem in problems])
"""


@pytest.mark.slow
@linux
@pytest.mark.parametrize(
    "name", ["a.txt", "a.jsonl", "a.csv", "a.mbox", "a.html", "a.warc", "a.xml"]
)
def test_line_of_a_gigabyte(tmp_path: Path, name: str) -> None:
    """One line of 1 GB is refused, the file beside it is read, and memory stays bounded."""
    path = tmp_path / name
    starts = {
        "a.jsonl": b'{"text": "',
        "a.csv": b"text\n",
        "a.mbox": b"From a@b.c\nSubject: x\n\n",
        "a.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000008000\r\n\r\n",
        "a.xml": b"<rss><item><description>",
    }
    with path.open("wb") as file:
        file.write(starts.get(name, b""))
        for _ in range(1000):
            file.write(b"Kim Yong-bok came. " * 52_632)
    (tmp_path / "good.txt").write_text("Kim came.")
    command = [sys.executable, "-c", _LONG, str(path), str(tmp_path / "good.txt")]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    count, grown, problems = out.split(" ", 2)
    assert int(count) == 1
    assert int(grown) < 1200, "a document of at most 256 MB, decoded, and what its parser needs"
    assert problems.count("'") == 2, "one problem"


@pytest.mark.slow
@linux
def test_sparse_file(tmp_path: Path) -> None:
    """A sparse file of 1 GB of NUL bytes is a binary file, told from its beginning."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    command = [sys.executable, "-c", _LONG, str(path)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert out.startswith("0 ")
    assert int(out.split()[1]) < 700


@pytest.mark.slow
@linux
def test_streams_use_little_memory(tmp_path: Path) -> None:
    """150 MB of rows in each streamed format pass in a fraction of that."""
    words = ("Kim Yong-bok", "came", "to", "the yard", "in Chongjin", "and", "saw", "ten", "ships")
    text = " ".join(random.Random(1).choices(words, k=3000))  # noqa: S311 - no secret
    rows = 10_000
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", 1) as file:
        for number in range(rows):
            file.write(json.dumps({"text": f"{number} {text[number % 999 :]}"}).encode() + b"\n")
    with (tmp_path / "b.csv").open("w") as table:
        table.write("text\n")
        table.writelines(f"{number} {text[number % 999 :]}\n" for number in range(rows))
    frame = pl.DataFrame({"text": [f"{number} {text[number % 999 :]}" for number in range(rows)]})
    frame.write_parquet(tmp_path / "c.parquet", row_group_size=4000)
    with zipfile.ZipFile(tmp_path / "d.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "b.csv", "b.csv")
    for name in ("a.jsonl.gz", "b.csv", "c.parquet", "d.zip"):
        command = [sys.executable, "-c", _LONG, str(tmp_path / name)]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        count, grown, _ = out.split(" ", 2)
        assert int(count) == rows, name
        assert int(grown) < 120, name
