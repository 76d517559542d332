"""Reading: every input is read or reported, and a bad one costs no other."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import os
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.decoding import decode
from xref.articles.reading import InputFile, document_from_text, read_documents
from xref.articles.records import text_with_title
from xref.articles.sources import Skipped
from xref.errors import InputError
from xref.model import Document
from xref.rules import load_rules
from xref.rules.articles import ArticleRules

RULES = load_rules().articles
SAMPLES = Path(__file__).parents[1] / "data" / "articles"
LINE = json.dumps({"id": "a", "title": "A parade", "text": "Putin met Kim.", "published": "2025"})
_CONTROLS = bytes(range(32))
OTHER = LINE.replace('"a"', '"b"')


class Reading:
    """What came of reading some paths."""

    def __init__(self, *paths: str | Path, rules: ArticleRules = RULES) -> None:
        self.problems: list[Skipped] = []
        self.inputs: list[InputFile] = []
        self.documents: list[Document] = list(
            read_documents(
                paths, rules=rules, on_problem=self.problems.append, on_input=self.inputs.append
            )
        )

    @property
    def reason(self) -> str:
        """The reason of the only problem."""
        (problem,) = self.problems
        return problem.reason

    @property
    def ids(self) -> list[str]:
        """The ids of the documents, in order."""
        return [document.id for document in self.documents]


def limits(**changes: object) -> ArticleRules:
    reading = msgspec.structs.replace(RULES.reading, **changes)
    return msgspec.structs.replace(RULES, reading=reading)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text("Putin met Kim Yong-bok.", encoding="utf-8")
    return path


def test_samples() -> None:
    """The sample folder is read whole: sorted, its README left out, titles and dates found."""
    read = Reading(SAMPLES)
    assert read.problems == []
    assert read.ids == [
        *("nl-2025-0611", "nl-2025-0612", "nl-2025-0613"),
        *("golf.txt", "korean.txt", "listing.txt", "page.html", "parade.txt"),
    ]
    dates = {document.id: document.published for document in read.documents}
    assert dates["parade.txt"] == "2025-05-09"
    assert dates["page.html"] == "2025-06-11"
    assert dates["golf.txt"] is None
    assert all(document.title for document in read.documents)


def test_account() -> None:
    """The account of an input holds its size, hash, and what came of it."""
    (account,) = Reading(SAMPLES / "briefs.jsonl").inputs
    data = (SAMPLES / "briefs.jsonl").read_bytes()
    assert account == InputFile(
        "briefs.jsonl", len(data), hashlib.sha256(data).hexdigest(), documents=3, skipped=0
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n", "the file holds no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "a binary file, not text"),
        ("noise.txt", bytes(range(256)) * 20, "a binary file, not text"),
        ("paper.txt", b"%PDF-1.7\n...", "not a PDF, or broken"),
        (
            "bytes.txt",
            hashlib.shake_256(b"noise").digest(2000).translate(None, _CONTROLS),
            "its encoding is not known",
        ),
        (
            "cut.txt.gz",
            gzip.compress(b"Kim Yong-bok " * 999, mtime=0)[:-20],
            "the packed file is cut off",
        ),
        (
            "cut.jsonl.gz",
            gzip.compress(LINE.encode() * 99, mtime=0)[:-20],
            "the packed file is cut off",
        ),
        ("cut.txt.xz", lzma.compress(b"Kim Yong-bok " * 999)[:-20], "the packed file is cut off"),
        ("bad.txt.gz", b"\x1f\x8b\x08\x00" + b"x" * 99, "the packed file is broken"),
        ("bad.txt.xz", b"\xfd7zXZ\x00" + b"x" * 99, "the packed file is broken"),
        ("bad.txt.bz2", b"BZh9" + b"x" * 99, "cannot be read"),
        ("page.html", b"<html><script>x</script></html>", "the page shows no text"),
        ("none.jsonl", b"\n\n", "the file holds no records"),
        ("none.json", b"[]", "the file holds no records"),
        ("bad.json", b"{", "not JSON"),
        ("deep.json", b"[" * 200_000, "n"),
        ("table.csv", b"a,b\n", "no column is named as a text"),
        ("table.xls", b"a,b\n", "the suffix .xls is no article format"),
    ],
)
def test_bad_files(tmp_path: Path, good: Path, name: str, data: bytes, reason: str) -> None:
    """A bad file is reported with a reason, and the file beside it is read."""
    (tmp_path / name).write_bytes(data)
    read = Reading(tmp_path)
    assert read.reason.startswith(reason)
    assert read.problems[0].path == name
    assert "good.txt" in read.ids


def test_missing(good: Path) -> None:
    """A path that is not there is a problem; the others are read."""
    read = Reading("no/such/file.txt", good, "no-such-*.txt", "a\0b", "x" * 5000)
    assert read.ids == ["good.txt"]
    assert [problem.path for problem in read.problems][:2] == ["no/such/file.txt", "no-such-*.txt"]
    assert len(read.problems) == 4


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without files is a problem, not a silent success."""
    assert Reading(tmp_path).reason == "the folder holds no files"


def test_dangling_link(tmp_path: Path, good: Path) -> None:
    """A link to nothing is reported."""
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing")
    read = Reading(tmp_path)
    assert read.ids == ["good.txt"]
    assert read.reason.startswith("cannot be read")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_unreadable(tmp_path: Path, good: Path) -> None:
    """A file without permission is reported."""
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "secret.txt").chmod(0)
    assert Reading(tmp_path).reason.startswith("cannot be read")


def test_read_error(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk while reading is reported, and the next file is read."""
    (tmp_path / "broken.txt").write_text("x")
    plain = Path.open

    def failing(path: Path, *args: object, **options: object) -> object:
        if path.name == "broken.txt":
            raise PermissionError(13, "Permission denied")
        return plain(path, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", failing)
    read = Reading(tmp_path)
    assert read.ids == ["good.txt"]
    assert read.reason == "cannot be read: Permission denied"


def test_order_and_hidden(tmp_path: Path) -> None:
    """Folders are read recursively in the order of paths; hidden files and folders are not."""
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".git/x.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Kim came.")
    assert Reading(tmp_path).ids == ["a/b.txt", "a/z.txt", "b.txt"]


def test_globs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns that the shell left alone are expanded; ids are relative to their fixed part."""
    for name in ("in/b.txt", "in/deep/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Kim came.")
    assert Reading(f"{tmp_path}/in/*.txt").ids == ["b.txt"]
    assert Reading(f"{tmp_path}/in/**/*.txt").ids == ["b.txt", "deep/a.txt"]
    monkeypatch.chdir(tmp_path)
    assert Reading("in/*.txt").ids == ["b.txt"]


def test_same_file_twice(good: Path) -> None:
    """A file named twice, also through its folder, is read once."""
    assert Reading(good, good.parent, good).ids == ["good.txt"]


def test_same_name_twice(tmp_path: Path) -> None:
    """Two files of one name get ids that differ, and the second is told of."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"Kim came {folder}.")
    read = Reading(tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt")
    assert read.ids == ["a.txt", "a.txt#2"]
    assert read.problems[0].kept


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
@pytest.mark.parametrize("name", ["golf.txt", "briefs.jsonl", "page.html"])
def test_packed(tmp_path: Path, pack: object, name: str) -> None:
    """A packed file gives what the plain one gives, with the hash of the packed bytes."""
    data = pack((SAMPLES / name).read_bytes())  # type: ignore[operator]
    (tmp_path / f"{name}.gz").write_bytes(data)  # the suffix need not tell the packing
    read = Reading(tmp_path)
    plain = Reading(SAMPLES / name)
    assert [d.text for d in read.documents] == [d.text for d in plain.documents]
    assert read.inputs[0].sha256 == hashlib.sha256(data).hexdigest()


def test_unpacked_size(tmp_path: Path, good: Path) -> None:
    """A small file that unpacks to a large one is refused at the limit."""
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 1_000_000))
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b"a" * 1_000_000))
    read = Reading(tmp_path, rules=limits(max_document_bytes=100_000))
    assert read.ids == ["good.txt"]
    assert [p.reason.split()[0] for p in read.problems] == ["longer", "larger"]


def test_long_line_costs_no_other(tmp_path: Path) -> None:
    """A line of JSON Lines over the limit is reported; the lines around it are read."""
    long = json.dumps({"text": "x" * 5000})
    (tmp_path / "a.jsonl").write_text(f"{LINE}\n{long}\n{OTHER}\n")
    read = Reading(tmp_path, rules=limits(max_document_bytes=1000))
    assert read.ids == ["a", "b"]
    assert read.problems[0].line == 2


def test_bad_lines(tmp_path: Path) -> None:
    """Each bad line is reported with its number, and all others are read."""
    bad = [
        b"not json", b'{"id": "x"}', b'{"text": ""}', b'{"text": 7}', b"[1]", b"null",
        b'{"text": "\xff"}', b'{"text": "cut', b"[" * 100_000,
    ]  # fmt: skip
    good_line = json.dumps({"text": "Kim came."}).encode()
    lines = [line for item in bad for line in (item, good_line)]
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    read = Reading(tmp_path)
    assert [problem.line for problem in read.problems] == list(range(1, 2 * len(bad), 2))
    assert read.ids == [f"a.jsonl:{line}" for line in range(2, 2 * len(bad) + 1, 2)]
    assert read.inputs[0].skipped == len(bad)


def test_fields(tmp_path: Path) -> None:
    """Ids may be numbers, dates may be partial or carry a time, and duplicate ids are told of."""
    records = [
        {"id": 7, "text": "Kim came.", "published": "2025-05-09T08:00:00Z"},
        {"id": 7, "text": "Kim left.", "published": "2025-05"},
        {"id": "7", "text": "Kim sat.", "published": "soon"},
    ]
    (tmp_path / "a.ndjson").write_text("\r\n".join(map(json.dumps, records)))
    read = Reading(tmp_path)
    assert read.ids == ["7", "7#2", "7#3"]
    assert [d.published for d in read.documents] == ["2025-05-09", "2025-05", None]
    assert all(problem.kept for problem in read.problems)
    assert len(read.problems) == 3


def test_json(tmp_path: Path) -> None:
    """A JSON file holds one article or an array of them."""
    (tmp_path / "one.json").write_text(LINE)
    (tmp_path / "two.json").write_text(f"[{OTHER}, 3]")
    read = Reading(tmp_path)
    assert read.ids == ["a", "b"]
    assert read.reason == "a JSON number, not an object"


def test_text_of_a_record_is_unchanged(tmp_path: Path) -> None:
    """Offsets into a record's text hold: line ends, NUL and invisible letters stay."""
    text = "Kim\r\nYong\u200b-bok\x00 \u202eleft\u202c. \ufeff"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "title": "Kim"}))
    assert Reading(tmp_path).documents[0].text == text


def test_lone_surrogate(tmp_path: Path) -> None:
    """Half an emoji in a record becomes one replacement character; nothing is lost."""
    (tmp_path / "a.jsonl").write_text(r'{"text": "Kim \ud83d came \ud83d\ude00"}')
    assert Reading(tmp_path).documents[0].text == "Kim \ufffd came 😀"


def test_title_only_in_its_field() -> None:
    """A title that the text lacks follows it, so that offsets into the text hold."""
    assert text_with_title("He came.", "Kim Yong-bok").startswith("He came.")
    document = Reading(SAMPLES / "briefs.jsonl").documents[1]
    assert document.text.endswith("\n\nKim Yo Jong answers Seoul")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Kim Yŏng-bok 김영복"),
        ("utf-16", "Kim Yŏng-bok 김영복"),
        ("utf-16-le", "Kim Yong-bok left Moscow"),
        ("utf-16-be", "Kim Yong-bok left Moscow"),
        ("utf-32", "Kim Yŏng-bok 김영복"),
        ("cp949", "북한 로동신문은 김영복 부총참모장이 푸틴 대통령과 악수했다고 전했다."),
        ("cp1251", "Министр обороны России посетил Пхеньян в июле. Его встретил Кан Сун Нам."),
        ("koi8_r", "Министр обороны России посетил Пхеньян в июле. Его встретил Кан Сун Нам."),
        ("cp1252", "Le général a été reçu à l’Élysée, où le café était servi à l’invité."),
        ("gb18030", "朝鲜外务相崔善姬会见俄罗斯外长拉夫罗夫，双方就合作问题交换了意见。"),
    ],
)
def test_encodings(encoding: str, text: str) -> None:
    """Texts in the encodings of news archives are read as written."""
    assert decode(text.encode(encoding), RULES.reading)[0] == text


def test_declared_charset(tmp_path: Path) -> None:
    """A page's own charset is believed, also under the name that browsers know it by."""
    page = '<html><meta charset="euc-kr"><p>김영복 대장</p></html>'
    (tmp_path / "a.html").write_bytes(page.encode("cp949"))
    read = Reading(tmp_path)
    assert read.documents[0].text == "김영복 대장"
    assert read.problems == []


def test_damaged_utf8(tmp_path: Path) -> None:
    """Some broken bytes in UTF-8 are replaced and told of; the text is read."""
    (tmp_path / "a.txt").write_bytes("김영복이 왔다. ".encode() * 9 + b"\xff. Kim came.")
    read = Reading(tmp_path)
    assert read.documents[0].text.endswith("\ufffd. Kim came.")
    assert read.problems[0].kept


def test_controls_survive(tmp_path: Path) -> None:
    """NUL, zero-width and bidi characters keep their places in a text."""
    text = "Kim\x00Yong\u200b-bok \u202eleft\u202c and came back again after all."
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert Reading(tmp_path).documents[0].text == text


def test_line_ends(tmp_path: Path) -> None:
    """Line ends of Windows and old Macs are newlines, as Python reads text files."""
    (tmp_path / "a.txt").write_bytes(b"Kim\r\ncame\rback\n")
    assert Reading(tmp_path).documents[0].text == "Kim\ncame\nback\n"


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are read or refused with a reason."""
    try:
        text, _ = decode(data, RULES.reading)
    except InputError:
        return
    text.encode("utf-8")


@given(st.text(st.characters(exclude_characters="\r\ufeff\0", exclude_categories=["Cs", "Cc"])))
def test_any_utf8(text: str) -> None:
    """What is written in UTF-8 comes back letter by letter."""
    assert decode(text.encode(), RULES.reading) == (text, None)


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b"Kim came.", ["stdin"]),
        (LINE.encode(), ["a"]),
        (b"\xef\xbb\xbf" + LINE.encode() + b"\nnot json", ["a"]),
        (b"<!doctype html><p>Kim came.", ["stdin"]),
        (gzip.compress(LINE.encode(), mtime=0), ["a"]),
        (b"{curly brackets} are no JSON", ["stdin"]),
    ],
)
def test_stdin(data: bytes, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is text, a page or JSON Lines, as its first bytes tell."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert Reading("-").ids == ids


def test_named_file_of_unknown_suffix(tmp_path: Path) -> None:
    """A file that is named itself is read by its content."""
    (tmp_path / "story").write_text("Kim came.")
    (tmp_path / "lines.log").write_text(LINE)
    assert Reading(tmp_path / "story", tmp_path / "lines.log").ids == ["story", "a"]


def test_page_with_the_suffix_of_text(tmp_path: Path) -> None:
    """A page saved as .txt is a page; a text saved as .html is a text."""
    (tmp_path / "a.txt").write_text("<!DOCTYPE html><p>Kim came.</p>")
    (tmp_path / "b.html").write_text("Kim left.")
    assert [d.text for d in Reading(tmp_path).documents] == ["Kim came.", "Kim left."]


def test_large_text(tmp_path: Path) -> None:
    """A text of 20 MB in one line is read whole."""
    (tmp_path / "a.txt").write_bytes(b"Kim Yong-bok came to Moscow again " * 600_000)
    (document,) = Reading(tmp_path).documents
    assert len(document.text) == 34 * 600_000


@pytest.mark.slow
def test_very_large_text(tmp_path: Path) -> None:
    """A text of 100 MB is read, and one over the limit of the rules is refused."""
    (tmp_path / "a.txt").write_bytes(b"Kim Yong-bok came to Moscow.\n" * 3_500_000)
    assert len(Reading(tmp_path).documents[0].text) == 29 * 3_500_000
    assert Reading(tmp_path, rules=limits(max_document_bytes=1 << 20)).reason.startswith("larger")


def test_document_from_text() -> None:
    """A text handed in is kept exactly; what the caller knows is not looked for."""
    text = " \ufeffParade in Moscow\r\n"
    document = document_from_text(text, id="x", title="T", published="2025", rules=RULES)
    assert document == Document("x", text, "T", "2025")
