"""Formats: each is read, told apart by content, and a bad file costs no other."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xref.articles.formats import detect, records
from xref.articles.packing import Content
from xref.articles.records import Context
from xref.articles.sources import Skipped
from xref.articles.zones import zone_at
from xref.errors import InputError
from xref.rules import load_rules

RULES = load_rules().articles
Write = Callable[[str, bytes | str], Path]
Pdf = Callable[..., bytes]
WarcRecord = Callable[..., bytes]

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Ledger</title>
<item><title>Parade &amp; salute</title><link>https://example.org/a</link>
 <guid isPermaLink="false">ledger-1</guid><pubDate>Fri, 09 May 2025 08:00:00 +0300</pubDate>
 <description>&lt;p&gt;Putin met &lt;b&gt;Kim Yong-bok&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Ships&nbsp;at Rason</title><link>https://example.org/b</link>
 <description>The teaser names Ri Pyong-chol.</description><dc:date>2025-05-08</dc:date>
 <content:encoded><![CDATA[<h2>Rason</h2><p>The Lady R left at once, AT&T says.</p>]]>
 </content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
<entry><id>tag:example.org,2025:1</id><title type="html">A &lt;i&gt;parade&lt;/i&gt;</title>
 <link rel="edit" href="https://example.org/edit"/><link href="https://example.org/1"/>
 <published>2025-05-09T08:00:00Z</published><updated>2025-06-01T00:00:00Z</updated>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>김영복 <b>대장</b>이 왔다.</p>
 </div></content>
</entry></feed>"""
MAIL = (
    b"From: The Ledger <news@example.org>\r\nTo: desk@example.org\r\n"
    b"Subject: =?utf-8?B?6rmA7JiB67O1?= in Moscow\r\nDate: Fri, 09 May 2025 08:00:00 +0900\r\n"
    b"Message-ID: <1@example.org>\r\nContent-Type: text/plain; charset=euc-kr\r\n\r\n"
    + "김영복 대장이 푸틴 대통령을 만났다.\r\n".encode("cp949")
)
CSV = (
    "URL,Headline,Body,date\n"
    'https://e.org/1,Parade,"Putin met, he said,\nKim Yong-bok.",2025-05-09\n'
)


def zone(document: Any, words: str) -> str:
    return zone_at(document.zones, document.text.index(words))


# Feeds


def test_rss(read: Any, write: Write) -> None:
    """Entries of RSS are articles: guid or link, title, date, and the mark-up as paragraphs."""
    found = read(write("feed.xml", FEED))
    assert found.problems == []
    assert found.ids == ["ledger-1", "https://example.org/b"]
    first, second = found.documents
    assert (first.title, first.published) == ("Parade & salute", "2025-05-09")
    assert first.text == "Parade & salute\n\nPutin met Kim Yong-bok."
    assert zone(first, "Parade") == "title"
    assert second.text.split("\n\n") == [
        "Ships\xa0at Rason".replace("\xa0", " "),
        "The teaser names Ri Pyong-chol.",
        "Rason",
        "The Lady R left at once, AT&T says.",
    ]
    assert second.published == "2025-05-08"


def test_atom(read: Any, write: Write) -> None:
    """Entries of Atom are articles; XHTML content is mark-up, the alternate link is the address."""
    found = read(write("feed.atom", ATOM))
    assert found.ids == ["tag:example.org,2025:1"]
    assert found.documents[0].published == "2025-05-09"
    assert found.text == "A parade\n\n김영복 대장이 왔다."


def test_rdf_in_another_encoding(read: Any, write: Write) -> None:
    """RSS 1.0 is read, in the encoding that its first line declares."""
    feed = (
        '<?xml version="1.0" encoding="euc-kr"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item rdf:about="x">'
        "<title>김영복</title><link>https://e.org/k</link><description>대장이 왔다.</description>"
        "</item></rdf:RDF>"
    )
    found = read(write("feed.rdf", feed.encode("cp949")))
    assert found.ids == ["https://e.org/k"]
    assert found.text == "김영복\n\n대장이 왔다."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
            "<rss><channel><item><title>&b;</title></item></channel></rss>",
            "it defines entities of its own",
        ),
        (
            '<!DOCTYPE rss [<!ENTITY % d SYSTEM "file:///etc/passwd">%d;]><rss><item/></rss>',
            "it defines entities of its own",
        ),
        ('<?xml version="1.0"?><sdnList><entry/></sdnList>', "XML, but not a feed"),
        ("<rss><channel></channel></rss>", "the feed holds no entries"),
        ("<rss><item></item></rss>", "the entry holds no text"),
    ],
)
def test_bad_feeds(read: Any, write: Write, data: str, reason: str) -> None:
    """Bombs, other XML and empty feeds are refused with a reason, once."""
    found = read(write("feed.xml", data))
    assert found.documents == []
    assert len(found.problems) == 1
    assert found.reasons[0].startswith(reason)


def test_cut_off_feed(read: Any, write: Write) -> None:
    """A feed that breaks off gives its entries so far, and says so."""
    found = read(write("feed.xml", FEED[: FEED.index("<dc:date>")]))
    assert found.ids[0] == "ledger-1"
    assert found.problems


def test_doctype_of_an_old_feed(read: Any, write: Write) -> None:
    """RSS 0.91 opens with a DOCTYPE without entities of its own: it is read, nothing is loaded."""
    feed = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
    found = read(write("f.rss", f"{feed}<rss><item><title>Caf&eacute; Kim</title></item></rss>"))
    assert found.text == "Café Kim"
    assert found.ids == ["f.rss#1"]


def test_undeclared_prefix(read: Any, write: Write) -> None:
    """A prefix that a feed never declared is understood, since many feeds do so."""
    feed = "<rss><item><content:encoded>Kim came.</content:encoded></item></rss>"
    assert read(write("f.rss", feed)).text == "Kim came."


# PDF


def test_pdf(read: Any, write: Write, make_pdf: Pdf) -> None:
    """The text of all pages is read, Hangul and Cyrillic included; names keep their hyphens."""
    pages = [
        ["A parade", "", "Putin met the general Kim Yong-", "bok in Moscow."],
        ["김영복 대장이 왔다.", "Ким Ён Бок", "金永福"],
    ]
    found = read(write("a.pdf", make_pdf(pages, title="A parade")))
    assert found.problems == []
    assert found.ids == ["a.pdf"]
    assert found.documents[0].title == "A parade"
    assert "Kim Yong-bok in Moscow." in found.text
    assert found.text.endswith("\n\n김영복 대장이 왔다.\nКим Ён Бок\n金永福")


def test_scanned_pdf(read: Any, write: Write, make_pdf: Pdf) -> None:
    """A PDF without text is refused with a hint; one with a silent page is read and says which."""
    found = read(write("scan.pdf", make_pdf([[], []])))
    assert found.reasons == ["the PDF holds no text, only pictures"]
    found = read(write("half.pdf", make_pdf([["Kim Yong-bok came."], []])))
    assert found.text == "Kim Yong-bok came."
    assert found.reasons == ["pages without text, of 2: 2"]
    assert found.problems[0].kept


def test_encrypted_pdf(read: Any, write: Write, make_pdf: Pdf) -> None:
    """An encrypted PDF is told apart from a broken one."""
    locked = (
        b"<< /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>"
    )
    data = make_pdf([["Kim"]]).replace(
        b"trailer << ", b"trailer << /ID [<00> <00>] /Encrypt " + locked + b" "
    )
    assert read(write("a.pdf", data)).reasons == ["the PDF is encrypted"]


def test_cut_off_pdf(read: Any, write: Write, make_pdf: Pdf) -> None:
    """Half a PDF is refused or read as far as it goes, never an error of the program."""
    data = make_pdf([["Kim Yong-bok came."]] * 3)
    for length in range(5, len(data), 211):
        found = read(write("a.pdf", data[:length]))
        assert found.documents or found.problems


# Mail


def test_mail(read: Any, write: Write) -> None:
    """A message is its subject and its plain text, decoded as its headers say."""
    found = read(write("a.eml", MAIL))
    assert found.problems == []
    assert found.ids == ["1@example.org"]
    assert found.documents[0].published == "2025-05-09"
    assert found.text == "김영복 in Moscow\n\n김영복 대장이 푸틴 대통령을 만났다."


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("Putin met Kim Yong-bok on Friday.", "Putin met Kim Yong-bok on Friday."),
        ("See HTML.", "Putin met Kim Yong-bok on Friday, said the agency."),
    ],
)
def test_alternatives(read: Any, write: Write, plain: str, text: str) -> None:
    """The plain part of a message is its text, unless it only stands in for the HTML part."""
    markup = "<p>Putin met <b>Kim Yong-bok</b> on Friday, said the agency.</p>"
    mail = (
        "Subject: Parade\nFrom: a@b.c\nContent-Type: multipart/alternative; boundary=x\n\n"
        f"--x\nContent-Type: text/plain\n\n{plain}\n"
        f"--x\nContent-Type: text/html\n\n{markup}\n--x--\n"
    )
    found = read(write("a.eml", mail))
    assert found.text == f"Parade\n\n{text}"


def test_attachments(read: Any, write: Write, make_pdf: Pdf) -> None:
    """Attachments are articles of their own; an archive in one is told of, a picture is not."""
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = "Papers", "a@b.c", "<9@b.c>"
    mail.set_content("Two papers about Ri Pyong-chol.")
    for kind, name, data in (
        ("application/pdf", "report.pdf", make_pdf([["Kim Yong-bok came."]])),
        ("text/csv", "ships.csv", b"id,text\n7,The Lady R left.\n"),
        ("image/png", "logo.png", b"\x89PNG\r\n\x1a\n"),
        ("application/zip", "all.zip", _zip({"a.txt": "Kim"})),
    ):
        main, _, sub = kind.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    found = read(write("a.eml", mail.as_bytes()))
    assert found.ids == ["9@b.c", "9@b.c/report.pdf", "9@b.c/ships.csv"]
    assert found.reasons == ["an archive in an attachment is not read"]
    assert found.problems[0].path == "a.eml/all.zip"


def test_broken_subject(read: Any, write: Write) -> None:
    """A subject that cannot be decoded stays as it is."""
    found = read(write("a.eml", "From: a@b.c\nSubject: =?utf-8?B?///A=?=\n\nKim came."))
    assert found.text.endswith("\n\nKim came.")


def test_mailbox(read: Any, write: Write) -> None:
    """Messages of a mailbox are articles; a broken one costs no other; ">From" is "From"."""
    box = (
        b"From a@b.c Fri May  9 08:00:00 2025\n" + MAIL.replace(b"\r\n", b"\n") + b"\n"
        b"From x\n\n\n"
        b"From a@b.c Fri May  9 09:00:00 2025\nSubject: Rason\nDate: soon\n"
        b"Content-Type: text/plain; charset=no-such\n\n>From Rason the Lady R left.\n"
        b"From Rason, too.\n"
    )
    found = read(write("a.mbox", box))
    assert found.ids == ["1@example.org", "a.mbox#3"]
    assert found.documents[1].text == "From Rason the Lady R left.\nFrom Rason, too."
    assert [(p.line, p.reason) for p in found.problems] == [(2, "the message holds no text")]


def test_nested_mail(read: Any, write: Write) -> None:
    """A message nested without end is told of, not an error of the program."""
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    found = read(write("a.eml", f"Subject: x\nFrom: a@b.c\n{deep}\nKim"))
    assert found.documents or found.problems


# Tables


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", CSV.encode()),
        ("a.csv", CSV.encode("utf-8-sig")),
        ("a.csv", CSV.encode("utf-16")),
        ("a.csv", CSV.replace("\n", "\r\n").encode().replace(b"said,\r\n", b"said,\n")),
        ("a.tsv", CSV.replace(",", "\t").replace("met\t he said\t", "met, he said,").encode()),
        ("b.csv", CSV.replace(",", ";").replace("met; he said;", "met, he said,").encode()),
        ("c.csv.gz", gzip.compress(CSV.encode(), mtime=0)),
        ("named", CSV.encode()),
    ],
)
def test_csv(read: Any, write: Write, name: str, data: bytes) -> None:
    """Tables are read whatever their delimiter and encoding; a text is its cell, newlines kept."""
    found = read(write(name, data))
    assert found.problems == []
    (document,) = found.documents
    assert (document.id, document.title) == ("https://e.org/1", "Parade")
    assert document.published == "2025-05-09"
    assert document.text == "Putin met, he said,\nKim Yong-bok.\n\nParade"


def test_csv_rows(read: Any, write: Write) -> None:
    """Rows without text, or with more cells than the header, are told of with their numbers."""
    data = "text,title\nKim came.,A\n,B\n\nRi came, too,C\nPak came.\n"
    found = read(write("a.csv", data))
    assert found.ids == ["a.csv#1", "a.csv#4", "a.csv#5"]
    assert [(p.line, p.reason.split(":")[0], p.kept) for p in found.problems] == [
        (2, "has no text", False),
        (4, "has 3 cells, the header 2", True),
    ]


def test_text_column(read: Any, write: Write) -> None:
    """A column that the table of names does not know can be named; JSON fields likewise."""
    path = write("a.csv", "id,words\n1,Kim came.\n")
    refused = read(path)
    assert refused.documents == []
    assert refused.problems[0].hint is not None
    assert "--text-column" in refused.problems[0].hint
    assert read(path, text_column="WORDS").text == "Kim came."
    lines = write("a.jsonl", json.dumps({"words": "Ri came.", "text": "no"}))
    assert read(lines, text_column="words").text == "Ri came."


def test_json_fields(read: Any, write: Write) -> None:
    """Objects of other makers are read by the same table of names as tables."""
    value = {
        "maintext": "Kim came.",
        "url": "https://e.org/1",
        "Title": "T",
        "date_publish": "2025",
    }
    (document,) = read(write("a.jsonl", json.dumps(value))).documents
    assert (document.id, document.title, document.published) == ("https://e.org/1", "T", "2025")


def test_csv_with_nul_and_damage(read: Any, write: Write) -> None:
    """NUL bytes stay where they are; broken letters are told of."""
    found = read(
        write("a.csv", b"text\nKim\x00 came.\n" + b"Ri \xff came.\n" * 2 + b"Pak.\n" * 9999)
    )
    assert found.documents[0].text == "Kim\x00 came."
    assert len(found.documents) == 10_002


@pytest.mark.parametrize("worker", [False, True])
def test_parquet(read: Any, tmp_path: Path, monkeypatch: Any, worker: bool) -> None:
    """Parquet is read in pieces, the same in a worker process, where polars cannot run."""
    import datetime
    import multiprocessing

    texts = [f"Kim Yong-bok came {number}." for number in range(1500)]
    frame = pl.DataFrame(
        {
            "url": [f"https://e.org/{number}" for number in range(1500)],
            "content": [*texts[:-1], None],
            "date": [datetime.date(2025, 5, 9)] * 1500,
            "tags": [["a", "b"]] * 1500,
        }
    )
    frame.write_parquet(tmp_path / "a.parquet", row_group_size=400)
    if worker:
        monkeypatch.setattr(multiprocessing, "parent_process", object)
    found = read(tmp_path / "a.parquet")
    assert [document.text for document in found.documents] == texts[:-1]
    assert found.ids[7] == "https://e.org/7"
    assert found.documents[0].published == "2025-05-09"
    assert [(p.line, p.reason) for p in found.problems] == [(1500, "has no text")]


@pytest.mark.parametrize("worker", [False, True])
def test_bad_parquet(read: Any, write: Write, monkeypatch: Any, worker: bool) -> None:
    """Broken files and tables without a text are refused with a reason."""
    import multiprocessing

    if worker:
        monkeypatch.setattr(multiprocessing, "parent_process", object)
    found = read(write("a.parquet", b"PAR1" + b"x" * 99))
    assert found.reasons[0].startswith("not a Parquet file")
    path = write("b.parquet", b"")
    pl.DataFrame({"n": [1]}).write_parquet(path)
    assert read(path).reasons[0].startswith("no column is named as a text")


def test_packed_parquet(read: Any, write: Write) -> None:
    """A format that must be read at any place is unpacked first."""
    out = io.BytesIO()
    pl.DataFrame({"text": ["Kim came."]}).write_parquet(out)
    assert read(write("a.parquet.gz", gzip.compress(out.getvalue()))).text == "Kim came."


# Web archives


def test_warc(read: Any, write: Write, warc_record: WarcRecord, make_pdf: Pdf) -> None:
    """Pages, texts and PDFs of a crawl are articles; the rest is counted once."""
    page = "<html lang=ko><h1>열병식</h1><p>김영복 대장이 왔다.</p></html>"
    data = b"".join(
        [
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n",
            warc_record(
                "https://e.org/2025/05/09/a", page.encode("cp949"), kind="text/html; charset=euc-kr"
            ),
            warc_record("https://e.org/b.txt", b"Ri Pyong-chol came.", kind="text/plain"),
            warc_record("https://e.org/c.pdf", make_pdf([["Pak came."]]), kind="application/pdf"),
            warc_record("https://e.org/d.png", b"\x89PNG", kind="image/png"),
            warc_record("https://e.org/e", b"<p>gone</p>", status="404 Not Found"),
            warc_record("https://e.org/f", b"<script>x</script>"),
        ]
    )
    found = read(write("a.warc", data))
    assert found.ids == ["https://e.org/2025/05/09/a", "https://e.org/b.txt", "https://e.org/c.pdf"]
    assert found.documents[0].text == "열병식\n\n김영복 대장이 왔다."
    assert found.documents[0].published == "2025-05-09"
    assert found.reasons == [
        "https://e.org/f: the page shows no text",
        "2 records are no articles: image/png 1, status 404 1",
    ]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "chunked", "snappy"])
def test_encoded_payloads(read: Any, write: Write, warc_record: WarcRecord, encoding: str) -> None:
    """Payloads that were kept as they came over the wire are unpacked, or told of."""
    import zlib

    page = b"<p>Kim Yong-bok came.</p>"
    header = f"Content-Encoding: {encoding}\r\n"
    if encoding == "gzip":
        page = gzip.compress(page)
    elif encoding == "deflate":
        page = zlib.compress(page)
    elif encoding == "br":
        page = _brotli(page)
    elif encoding == "chunked":
        header = "Transfer-Encoding: chunked\r\n"
        page = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    found = read(write("a.warc", warc_record("https://e.org/a", page, headers=header)))
    if encoding == "snappy":
        assert found.reasons == ["https://e.org/a: its encoding 'snappy' is not read"]
    else:
        assert found.text == "Kim Yong-bok came."


def _brotli(data: bytes) -> bytes:
    from fastwarc.stream_io import BrotliWriter

    out = io.BytesIO()
    writer = BrotliWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_truncated_warc(read: Any, write: Write, warc_record: WarcRecord, packed: bool) -> None:
    """An archive that breaks off, wherever, gives the records before it and says so."""
    pages = [
        warc_record(f"https://e.org/{n}", b"<p>Kim Yong-bok came.</p>" * 40, packed=packed)
        for n in range(3)
    ]
    data = b"".join(pages)
    whole = len(pages[0]) + len(pages[1])
    for length in range(whole + 1, len(data) - 4, 23 if packed else 97):
        found = read(write("a.warc", data[:length]))
        assert found.ids == ["https://e.org/0", "https://e.org/1"], length
        assert len(found.reasons) == 1, length
        assert "cut off" in found.reasons[0] or "broken" in found.reasons[0]


def test_junk_in_warc(read: Any, write: Write, warc_record: WarcRecord) -> None:
    """Junk between records is passed over and told of."""
    first = warc_record("https://e.org/a", b"<p>Kim came.</p>")
    second = warc_record("https://e.org/b", b"<p>Ri came.</p>")
    found = read(write("a.warc", first + b"junk\r\n\r\n" + second))
    assert found.ids == ["https://e.org/a", "https://e.org/b"]
    assert found.reasons == ["6 bytes of junk behind record 1 were passed over"]


# ZIP and packing


def _zip(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_zip(read: Any, write: Write) -> None:
    """Members of an archive are read like files of a folder, sorted; ids are their paths."""
    data = _zip(
        {
            "news/b.txt": "Kim came.",
            "news/a.jsonl.gz": gzip.compress(b'{"text": "Ri came."}'),
            "readme.md": "About",
            "__MACOSX/._b.txt": b"\x00",
            "picture.png": b"\x89PNG",
            "deep.zip": _zip({"x.txt": "Pak"}),
            "empty.txt": "",
        }
    )
    found = read(write("a.zip", data))
    assert found.ids == ["a.zip/news/a.jsonl.gz:1", "a.zip/news/b.txt"]
    assert found.documents[1].path == "a.zip/news/b.txt"
    assert [(p.path, p.reason) for p in found.problems] == [
        ("a.zip/deep.zip", "an archive in an archive is not read"),
        ("a.zip/empty.txt", "the file is empty"),
        ("a.zip/picture.png", "the suffix .png is no article format"),
    ]
    assert found.inputs[0].bytes == len(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_zip({}), "the archive is empty"),
        (_zip({"a.txt": "Kim " * 99})[:-30], "the archive is broken"),
        (_zip({"[Content_Types].xml": "<x/>"}), "an office document"),
        (b"PK\x03\x04" + b"x" * 200, "the archive is broken"),
    ],
    # Archives hold the time at which they were made, and so would their ids.
    ids=["empty", "cut off", "an office document", "no archive"],
)
def test_bad_zip(read: Any, write: Write, data: bytes, reason: str) -> None:
    """A broken or empty archive and an office document are refused with a reason."""
    found = read(write("a.zip", data))
    assert len(found.problems) == 1
    assert found.reasons[0].startswith(reason)


def test_damaged_and_encrypted_members(read: Any, write: Write) -> None:
    """A member that is damaged or encrypted costs no other."""
    data = bytearray(_zip({"a.txt": "Kim came. " * 99, "b.txt": "Ri came.", "c.txt": "Pak came."}))
    data[45] ^= 0xFF  # inside the data of a.txt
    for place in range(len(data)):  # the flag of c.txt, in both directories
        if data[place : place + 4] == b"PK\x01\x02" and b"c.txt" in data[place : place + 60]:
            data[place + 8] |= 1
            break
    found = read(write("a.zip", bytes(data)))
    assert found.ids == ["a.zip/b.txt"]
    assert [p.path for p in found.problems] == ["a.zip/a.txt", "a.zip/c.txt"]
    assert "encrypted" in found.reasons[1]


@pytest.mark.parametrize("suffix", ["gz", "zip"])
def test_bombs(read: Any, write: Write, suffix: str) -> None:
    """What grows beyond the ratio is refused before it fills the memory."""
    rules = msgspec.structs.replace(
        RULES, reading=msgspec.structs.replace(RULES.reading, ratio_from_bytes=1 << 20)
    )
    zeros = b" " * (16 << 20)
    data = gzip.compress(zeros) if suffix == "gz" else _zip({"a.txt": zeros, "b.txt": "Kim came."})
    found = read(write(f"a.txt.{suffix}", data), rules=rules)
    assert "looks like a bomb" in found.reasons[0]
    assert len(found.problems) == 1
    assert len(found.documents) == (suffix == "zip")


def test_zstandard(read: Any, write: Write) -> None:
    """Zstandard is unpacked; a file that is cut off says so."""
    from fastwarc.stream_io import ZstdWriter

    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(b"Kim Yong-bok came. " * 5000)
    writer.close()
    assert read(write("a.txt.zst", out.getvalue())).text.startswith("Kim Yong-bok")
    assert read(write("b.txt.zst", out.getvalue()[:-9])).reasons == ["the packed file is cut off"]


# Telling formats apart


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("-", b"Kim came.", "text"),
        ("-", b"title: a parade\nKim came.", "text"),
        ("-", b"Kim, Ri and Pak came.\nSo it was.", "text"),
        ("-", b'{"text": "Kim"}\n', "json_lines"),
        ("-", b'[{"text": "Kim"}]', "json"),
        ("-", FEED.encode(), "feed"),
        ("-", ATOM.encode("utf-16"), "feed"),
        ("-", MAIL, "mail"),
        ("-", b"From a@b.c Fri\n" + MAIL, "mailbox"),
        ("-", CSV.encode(), "table"),
        ("-", b"WARC/1.0\r\n", "warc"),
        ("-", b"%PDF-1.4\n", "pdf"),
        ("-", b"PAR1", "parquet"),
        ("-", b"<!doctype html><p>Kim", "html"),
        ("-", b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        ("a.txt", FEED.encode(), "feed"),
        ("a.html", b"%PDF-1.4\n", "pdf"),
        ("a.md", b"From: a\nSubject: b\n\nKim", "text"),
        ("a.xml", b"<?xml version='1.0'?><html xmlns='x'>", "html"),
    ],
)
def test_detect(name: str, data: bytes, form: str) -> None:
    """Content decides where it is plain, then the suffix, then the first lines."""
    assert detect(name, data, Context(name, RULES, lambda _: None)) == form


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress, bz2.compress])
@pytest.mark.parametrize("data", [FEED.encode(), MAIL, CSV.encode(), _zip({"a.txt": "Kim."})])
def test_stdin(read: Any, monkeypatch: Any, pack: Any, data: bytes) -> None:
    """Standard input is any of the formats, packed or not."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(data))))
    found = read("-")
    assert found.documents
    assert found.problems == []


def test_markdown(read: Any, write: Write) -> None:
    """Front matter gives title and date; the text stays as it is."""
    text = '---\ntitle: "A parade"\ndate: 2025-05-09\n---\n# A parade\n\nKim came.\n'
    (document,) = read(write("a.md", text)).documents
    assert (document.title, document.published) == ("A parade", "2025-05-09")
    assert document.text == text


# Anything at all


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        ["a.txt", "a.html", "a.xml", "a.pdf", "a.eml", "a.mbox", "a.csv", "a.warc", "a.zip", "a"]
    ),
    st.one_of(
        st.binary(max_size=300),
        st.tuples(
            st.sampled_from(
                [FEED.encode(), ATOM.encode(), MAIL, CSV.encode(), _zip({"a.txt": "K"})]
            ),
            st.integers(0, 10_000),
            st.binary(max_size=4),
        ).map(lambda made: _damaged(*made)),
    ),
)
def test_any_bytes(name: str, data: bytes) -> None:
    """Any bytes in any format give records or a reason, and zones that cover the text."""
    problems: list[Skipped] = []
    stream: Any = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
    try:
        content = Content(stream, RULES.reading, lambda: len(data))
        for record in records(content, name, Context(name, RULES, problems.append)):
            assert record.text.strip()
            covered = "".join(record.text[zone.start : zone.end] for zone in record.zones)
            assert covered in ("", record.text)
            record.text.encode()
    except InputError:
        return


def _damaged(data: bytes, place: int, junk: bytes) -> bytes:
    place %= len(data)
    return data[:place] + junk + data[place + len(junk) :]
