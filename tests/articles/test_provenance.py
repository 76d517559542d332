"""Author, language and address: what each format says of an article, and what it is used for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import xref
from xref.alerts import alert_object
from xref.articles.reading import read_documents
from xref.model import Document
from xref.review.sheet import alert_row
from xref.rules import load_rules

RULES = load_rules().articles
URL = "https://example.org/2025/05/09/parade"
TEXT = "The North Korean general spoke to the guards for an hour, and nobody left the square."

PAGE = (
    '<html lang="ko-KR"><head><meta name="author" content="Anna Weller">'
    f'<link rel="canonical" href="{URL}"></head><body><p>{TEXT}</p></body></html>'
)
GRAPH = json.dumps(
    {"@type": "NewsArticle", "author": [{"name": "Anna Weller"}], "inLanguage": "ko", "url": URL}
)
LINKED = f'<script type="application/ld+json">{GRAPH}</script><p>{TEXT}</p>'
RSS = (
    '<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><language>ko-kr</language>'
    f"<item><title>A parade</title><link>{URL}</link><dc:creator>Anna Weller</dc:creator>"
    f"<description>{TEXT}</description></item>"
    f"<item><guid>2</guid><title>Another</title><link>{URL}</link>"
    "<author>a@example.org (Anna Weller)</author>"
    f"<description>{TEXT}</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko"><entry><title>A parade</title>'
    f'<link href="{URL}"/><author><name>Anna Weller</name></author><summary>{TEXT}</summary>'
    "</entry></feed>"
)
FRONT = f"---\ntitle: A parade\nauthor: Anna Weller\nlang: ko\nlink: {URL}\n---\n{TEXT}\n"
MAIL = (
    "From: Anna Weller <a@example.org>\nTo: b@example.org\nSubject: A parade\n"
    f"Content-Language: ko\n\n{TEXT}\n"
)
FIELDS = {"text": TEXT, "byline": "Anna Weller", "lang": "KO-kr", "url": URL}
LISTED = {"text": TEXT, "authors": [{"name": "Anna Weller"}], "language": "ko", "link": URL}
CSV = f'text,by,lang,source_url\n"{TEXT}",Anna Weller,ko,{URL}\n'
ANSWER = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
WARC = (
    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}?from=feed\r\n"
    f"Content-Type: application/http\r\nContent-Length: {len(ANSWER.encode())}\r\n\r\n"
    f"{ANSWER}\r\n\r\n"
)

SAID = {
    "page.html": (PAGE, URL),
    "linked.html": (LINKED, URL),
    "feed.rss": (RSS, URL),
    "feed.atom": (ATOM, URL),
    "front.md": (FRONT, URL),
    "mail.eml": (MAIL, None),
    "fields.jsonl": (json.dumps(FIELDS), URL),
    "listed.json": (json.dumps(LISTED), URL),
    "table.csv": (CSV, URL),
    "crawl.warc": (WARC, f"{URL}?from=feed"),
}


def read(path: Path) -> list[Document]:
    problems: list[object] = []
    found = list(read_documents([path], rules=RULES, on_problem=problems.append))
    assert not problems
    return found


@pytest.mark.parametrize("name", SAID)
def test_what_a_format_says(tmp_path: Path, name: str) -> None:
    """Each format's own places for author, language and address."""
    content, url = SAID[name]
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    for document in read(tmp_path / name):
        assert document.author == "Anna Weller"
        assert document.language == "ko"
        assert document.url == url


def test_a_parquet_file_says_it_too(tmp_path: Path) -> None:
    """Columns as in a table."""
    import polars as pl

    pl.DataFrame([FIELDS]).write_parquet(tmp_path / "a.parquet")
    document = read(tmp_path / "a.parquet")[0]
    assert (document.author, document.language, document.url) == ("Anna Weller", "ko", URL)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://example.org/a", "/2025/a", "https://", "http://a b", "", 7],
)
def test_only_addresses_are_links(tmp_path: Path, url: object) -> None:
    """What a browser could run, or could not open, is no address; the sheet shows the path."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "url": url, "id": "a"}))
    assert read(tmp_path / "a.jsonl")[0].url is None


def test_unknown_stays_unknown(tmp_path: Path) -> None:
    """A bare text says nothing of its origin."""
    (tmp_path / "a.txt").write_text(TEXT)
    document = read(tmp_path / "a.txt")[0]
    assert (document.author, document.language, document.url) == (None, None, None)


def test_the_sheet_and_the_lines_show_the_address(matcher: xref.Matcher) -> None:
    """`article_url` is the address, and the path only where there is none."""
    text = "The cargo ship Lady R left Rason."
    known = Document("a", text, path="in/a.txt", author="A. W.", language="en", url=URL)
    alert = next(matcher.screen([known]))
    assert alert_row(alert, {})["article_url"] == URL
    shown = alert_object(alert)["document"]
    assert (shown["author"], shown["language"], shown["url"]) == ("A. W.", "en", URL)
    alert = next(matcher.screen([Document("a", text, path="in/a.txt")]))
    assert alert_row(alert, {})["article_url"] == "in/a.txt"
    assert alert_object(alert)["document"]["url"] is None


NAMED = "A storm hit the coast on Monday. Questions: write to Park Yong-sik in our newsroom."
LEADER = "North Korean leader Kim Jong Un spoke in Pyongyang."


@pytest.mark.parametrize(
    ("text", "author", "byline"),
    [
        (NAMED, None, False),
        (NAMED, "Park Yong-sik", True),
        (NAMED, "By Anna Weller and PARK Yong Sik", True),
        (NAMED, "Yong-sik Park", True),
        (NAMED, "Park, Yong-sik", True),
        (NAMED, "Park", False),
        (NAMED, "Park Yong-sun", False),
        (LEADER, "Kim Jong Un", False),
    ],
)
def test_the_author_is_no_listed_person(
    matcher: xref.Matcher, text: str, author: str | None, byline: bool
) -> None:
    """The author's name is a reporter's wherever it stands, unless a listed post stands by it."""
    alerts = list(matcher.screen([Document("a", text, author=author)]))
    assert alerts
    for alert in alerts:
        features = {item.feature for item in alert.evidence}
        assert ("byline" in features) == byline
        if byline:
            assert alert.band == "weak"
