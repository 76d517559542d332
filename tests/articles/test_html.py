"""HTML pages: no visible text is lost, and the article is told from what surrounds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resiliparse.extract import html2text

from xref.articles.html import Page, read_page
from xref.articles.zones import zone_at
from xref.errors import InputError
from xref.rules import load_rules

RULES = load_rules().articles
SAMPLE = Path(__file__).parents[1] / "data" / "articles" / "page.html"
STORY = "<p>Putin met Kim Yong-bok at the parade on Friday, the agency in Moscow said.</p>" * 3


def zone_of(page: Page, words: str) -> str:
    return zone_at(page.zones, page.text.index(words))


def test_sample() -> None:
    """Each part of the sample page is in the zone a reader would put it in."""
    page = read_page(SAMPLE.read_text(encoding="utf-8"), RULES)
    assert page.title == "Minister visits shipyard, says paper"
    assert page.published == "2025-06-11"
    for words, zone in {
        "Home World": "boilerplate",
        "We use cookies": "boilerplate",
        "Minister visits": "title",
        "Anna Weller": "byline",
        "The yard at Chongjin": "caption",
        "SEOUL": "dateline",
        "Kwang-chol": "body",
        "Pak Jong-chon": "body",
        "had no comment": "body",
        "Freighter Lady R": "related",
        "© 2025": "boilerplate",
    }.items():
        assert zone_of(page, words) == zone, words


def test_hidden_text_is_dropped() -> None:
    """Scripts, styles, templates and hidden elements are not what a reader sees."""
    page = read_page(SAMPLE.read_text(encoding="utf-8"), RULES)
    assert "Kim Jong Un" not in page.text
    assert "Ri Pyong-chol" not in page.text
    assert "font-weight" not in page.text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2025-06-11T08:30:00+09:00">',
            "2025-06-11",
        ),
        ('<meta name="date" content="11 June 2025">', "2025-06-11"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2025-06-11"}]}'
            "</script>",
            "2025-06-11",
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta name="date" content="soon">', None),
        ("", None),
    ],
)
def test_published(head: str, published: str | None) -> None:
    """The date comes from the head of the page, whatever the site calls it."""
    page = read_page(f"<html><head>{head}</head><body>{STORY}</body></html>", RULES)
    assert page.published == published


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>A | B</title><h1>The parade</h1>", "The parade"),
        ('<meta property="og:title" content="The parade"><h1>One</h1><h1>Two</h1>', "The parade"),
        ("<title>The parade</title>", "The parade"),
        ('<script type="application/ld+json">{"headline": "The parade"}</script>', "The parade"),
    ],
)
def test_title(markup: str, title: str) -> None:
    """The title is the only h1, else what the page says of itself; the text holds it."""
    page = read_page(markup + STORY, RULES)
    assert page.title == title
    assert zone_of(page, title) == "title"


def test_paragraphs() -> None:
    """One block is one paragraph; inline mark-up does not cut a name; a break is a newline."""
    page = read_page("<p>Kim <b>Yong</b>-<i>bok</i>\n came<br>home<td>x</td><li>y<div>z", RULES)
    assert page.text == "Kim Yong-bok came\nhome\n\nx\n\ny\n\nz"


def test_long_paragraph_outside_the_article() -> None:
    """A long paragraph that the extractor left out is body: an extractor may err."""
    aside = "Sin Kum-chol stood beside him and was silent, as he had been all morning long. " * 2
    page = read_page(f"<article>{STORY}</article><div><div>{aside}</div></div>", RULES)
    assert zone_of(page, "Sin Kum-chol") == "body"


def test_extractor_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the extractor breaks, the tags decide and nothing is lost."""

    def broken(*_: object, **__: object) -> object:
        raise RuntimeError

    monkeypatch.setattr(html2text, "extract_plain_text", broken)
    page = read_page(SAMPLE.read_text(encoding="utf-8"), RULES)
    assert zone_of(page, "Freighter Lady R") == "related"
    assert zone_of(page, "Kwang-chol") == "body"
    assert zone_of(page, "Home World") == "boilerplate"


@pytest.mark.parametrize("depth", [100, 300, 1000, 50_000])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td"])
def test_deep_nesting(depth: int, tag: str) -> None:
    """A page nested deeper than the parser goes keeps its text."""
    page = read_page("<p>Ri &amp; Kim</p>" + f"<{tag}>" * depth + "Sin Kum-chol", RULES)
    assert "Ri & Kim" in page.text
    assert "Sin Kum-chol" in page.text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Kim",
        "<p>Kim</div></p></html></html>",
        "Kim",
        "<<<p>Kim",
        '<?xml version="1.0" encoding="utf-16"?><p>Kim</p>',
        "<p>K\0im Kim",
        "<!-- <p>no --><p>Kim<!-- unclosed",
        "<frameset><noframes>Kim</noframes></frameset>",
        '<!DOCTYPE html SYSTEM "file:///etc/passwd"><p>Kim',
    ],
)
def test_broken_markup(markup: str) -> None:
    """Broken mark-up is read as browsers read it: the name is there."""
    assert "Kim" in read_page(markup, RULES).text


def test_entities_are_not_loaded() -> None:
    """An entity of the page's own is neither expanded nor loaded."""
    page = read_page(
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>Kim &x; &eacute;', RULES
    )
    assert "&x;" in page.text
    assert "é" in page.text


@pytest.mark.parametrize("markup", ["", " ", "<html></html>", "<script>Kim</script>", "<!-- x -->"])
def test_no_text(markup: str) -> None:
    """A page that shows nothing is refused with a reason."""
    with pytest.raises(InputError):
        read_page(markup, RULES)


def test_page_made_by_script() -> None:
    """A page that a script would fill is read from its structured data."""
    page = read_page(
        '<script type="application/ld+json">{"headline": "Parade", "articleBody": "Kim came."}'
        "</script><div id=root></div>",
        RULES,
    )
    assert page.text.endswith("Kim came.")


TAGS = st.sampled_from(
    ["p", "div", "span", "b", "a", "li", "ul", "table", "td", "h1", "nav", "aside", "article", "br"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TAGS, st.booleans(), st.text("ab ŏ김", max_size=8)), max_size=25))
def test_any_page(parts: list[tuple[str, bool, str]]) -> None:
    """In any soup of tags every visible letter is kept in order, and zones cover the text."""
    markup = "".join(f"<{'/' if close else ''}{tag}>{text}" for tag, close, text in parts)
    letters = "".join("".join(text.split()) for _, _, text in parts)
    if not letters:
        return
    page = read_page(markup, RULES)
    # A table moves text that stands between its cells in front of itself, as in a browser.
    assert letters_of(letters) == letters_of(page.text.removeprefix(f"{page.title}\n\n")) or (
        letters_of(letters) == letters_of(page.text)
    )
    assert "".join(page.text[zone.start : zone.end] for zone in page.zones) == page.text


def letters_of(text: str) -> list[str]:
    """The letters of a text, sorted."""
    return sorted("".join(text.split()))


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ('<p>By <span itemprop="author">Anna Weller</span></p>', "Anna Weller"),
        (
            '<p itemprop="author" itemscope><meta itemprop="name" content="Anna Weller"></p>',
            "Anna Weller",
        ),
        (
            '<p itemprop="author" itemtype="https://schema.org/Organization">'
            '<b itemprop="name">Harbour Press</b></p>',
            None,
        ),
        (
            '<div class="post-byline"><i>By</i> <b>Anna Weller</b>, Harbour Press</div>',
            "Anna Weller",
        ),
        ('<div class="reporter"><span>박용식</span> 기자 <em>사회부</em></div>', "박용식"),
        ('<div class="author-box">Our newsletter brings you the best of the week.</div>', None),
        ("<p>Friday, 9 May 2025 — by Anna Weller</p>", "Anna Weller"),
        ("<p>9.05.2025, 18:47 &nbsp; Автор: Анна Веллер &nbsp; Просмотров: 12</p>", "Анна Веллер"),
        ('<meta name="author" content="10417"><p>By Anna Weller</p>', "Anna Weller"),
        (
            '<script type="application/ld+json">{"author": {"@type": "NewsMediaOrganization",'
            ' "name": "Harbour Press"}}</script>',
            None,
        ),
    ],
)
def test_authors_that_no_meta_element_names(markup: str, author: str | None) -> None:
    """Microdata, classes and bylines name persons; newsrooms and offers are no authors."""
    page = read_page(f"<title>A parade</title><h1>A parade</h1>{markup}{STORY}", RULES)
    assert page.author == author


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "Parade held in Moscow | Harbour Press",
            "<h1>Harbour Press</h1><h1>Parade held in Moscow</h1>",
            "Parade held in Moscow",
        ),
        ("Parade held - Harbour Press", "<div>Parade held</div>", "Parade held"),
        ("View topic - Parade held", "<div>Parade held<br>Posted at noon</div>", "Parade held"),
        ("游行在莫斯科举行-海港网", "<div>游行在莫斯科举行</div>", "游行在莫斯科举行"),
        ("Print version", "<h2>Parade held in Moscow</h2>", "Parade held in Moscow"),
        ("Harbour Press - Print", "<p>Parade</p>", "Harbour Press - Print"),
    ],
)
def test_titles_with_the_name_of_the_site(head: str, body: str, title: str) -> None:
    """What the head says and the page prints is the headline; the site's name is none."""
    assert read_page(f"<title>{head}</title>{body}{STORY}", RULES).title == title


def test_notes_and_readings_are_no_part_of_a_name() -> None:
    """The number of a note and the reading above a word would run into the name before them."""
    notes = 'the Lady R<a href="#n1">1</a>, the Angara<a href="#n2"><sup>2</sup></a>'
    notes += " at 3 km<sup>2</sup>"
    assert "the Lady R [1], the Angara [2] at 3 km2" in read_page(f"<p>{notes}</p>", RULES).text
    bare = "<ruby>李炳哲<rt>リ・ビョンチョル</rt></ruby>氏"
    dressed = "<ruby>李炳哲<rp>（</rp><rt>リ・ビョンチョル</rt><rp>）</rp></ruby>氏"
    assert read_page(bare, RULES).text == "李炳哲（リ・ビョンチョル）氏"
    assert read_page(dressed, RULES).text == "李炳哲（リ・ビョンチョル）氏"


def test_banners_stay_outside_and_prose_inside() -> None:
    """Short lines in a banner are none of the article; prose is, whatever its column is named."""
    banner = '<div class="cookie-banner"><p>By going on you agree.</p></div>'
    column = f'<div class="sidebar-layout"><p>Kim arrived.</p>{STORY}</div>'
    page = read_page(f"<h1>A parade</h1>{banner}{STORY}", RULES)
    assert zone_of(page, "By going on") == "boilerplate"
    assert zone_of(read_page(f"<h1>A parade</h1>{column}", RULES), "Putin met") == "body"
