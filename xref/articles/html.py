"""HTML pages: all visible text, one paragraph a block, and which blocks are the article.

Owns the way from mark-up to clean text and zones. Invariant: no visible text is deleted; the
main-text extractor only decides which zone a block is in, and if it fails, tags decide.
Refuses to run scripts, load anything, or expand entities of the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

import msgspec
from lxml import etree
from lxml import html as lxml_html

from xref.articles.dates import iso_date
from xref.articles.heads import published_date
from xref.articles.metadata import Metadata
from xref.articles.zones import zones
from xref.errors import InputError
from xref.model import Zone, ZoneName
from xref.rules.articles import ArticleRules, HtmlRules

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\v"  # a <br> until its block ends
_WORD = re.compile(r"[a-z]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_UNSEEN = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COMPARED = re.compile(r"[\W_]+")


class Page(msgspec.Struct, frozen=True):
    """A page as text: its title, date and zones."""

    text: str
    title: str | None
    published: str | None
    zones: tuple[Zone, ...]


class _Block(msgspec.Struct):
    """A paragraph and what its surroundings make of it."""

    text: str
    hint: ZoneName | None
    linked: int


class _Words(msgspec.Struct, frozen=True):
    dropped: frozenset[str]
    blocks: frozenset[str]
    elements: dict[str, ZoneName]
    words: dict[str, ZoneName]


@lru_cache(maxsize=8)
def _words(rules: HtmlRules) -> _Words:
    elements: dict[str, ZoneName] = {
        **dict.fromkeys(rules.boilerplate_elements, "boilerplate"),
        **dict.fromkeys(rules.related_elements, "related"),
        "h1": "title",
        "figcaption": "caption",
        "time": "byline",
    }
    words: dict[str, ZoneName] = {
        **dict.fromkeys(rules.byline_words, "byline"),
        **dict.fromkeys(rules.related_words, "related"),
        **dict.fromkeys(rules.boilerplate_words, "boilerplate"),
    }
    return _Words(frozenset(rules.dropped), frozenset(rules.blocks), elements, words)


def read_page(markup: str, rules: ArticleRules) -> Page:
    r"""Turn a page into text with zones.

    Args:
        markup: The page, decoded.
        rules: Which elements and class names mean what.

    Returns:
        Its visible text, title, ISO date and zones.

    Raises:
        InputError: It has no visible text.

    Example:
        >>> from xref.rules import load_rules
        >>> markup = "<nav>Menu</nav><h1>A parade</h1><p>Putin<br>left."
        >>> page = read_page(markup, load_rules().articles)
        >>> page.text, page.title
        ('Menu\n\nA parade\n\nPutin\nleft.', 'A parade')
    """
    root, sound = _tree(markup)
    blocks = list(_blocks(root, rules.html))
    metadata = Metadata(root, rules)
    if not blocks:
        if metadata.body is None:
            raise InputError(
                "the page shows no text", hint="save it from a browser after it has loaded"
            )
        blocks = [_Block(metadata.body, None, 0)]
    title = metadata.title
    published = metadata.published or published_date(
        "\n".join(block.text for block in blocks[: rules.dates.lines * 4]), rules
    )
    extracted = _Extracted()
    if sound and len(markup) <= rules.html.max_extractor_bytes:
        extracted = _extract(root, wanted=title is None or published is None)
        title = title or extracted.title
        published = published or iso_date(extracted.date or "", rules.dates)
    if title and not any(_compared(title) == _compared(block.text) for block in blocks):
        blocks.insert(0, _Block(title, "title", 0))
    return _page(blocks, title, published, extracted.lines, rules)


def _page(
    blocks: list[_Block],
    title: str | None,
    published: str | None,
    main: frozenset[str],
    rules: ArticleRules,
) -> Page:
    text = "\n\n".join(block.text for block in blocks)
    by_line = zones(text, title, rules)
    # The main text must be found again among the blocks, or it is not believed.
    trusted = any(_is_main(block, main) for block in blocks)
    bounds: list[tuple[int, ZoneName]] = []
    start = 0
    index = 0
    for block in blocks:
        end = start + len(block.text)
        while index + 1 < len(by_line) and by_line[index].end <= start:
            index += 1
        decided = _decide(block, by_line[index].name, main if trusted else None, rules.html)
        if decided is not None:
            bounds.append((start, decided))
        else:
            inside = index
            while inside < len(by_line) and by_line[inside].start < end:
                bounds.append((max(start, by_line[inside].start), by_line[inside].name))
                inside += 1
        start = end + 2
    joined = [bound for n, bound in enumerate(bounds) if n == 0 or bound[1] != bounds[n - 1][1]]
    ends = [begin for begin, _ in joined[1:]] + [len(text)]
    found = tuple(Zone(begin, end, name) for (begin, name), end in zip(joined, ends, strict=True))
    return Page(text, title, published, found)


def _decide(
    block: _Block, by_line: ZoneName, main: frozenset[str] | None, rules: HtmlRules
) -> ZoneName | None:
    """Return a block's zone, or None to leave it to its lines."""
    if block.hint in ("title", "caption", "byline"):
        return block.hint
    if main is None:
        return block.hint
    long = len(block.text) >= rules.long_paragraph and block.linked * 2 < len(block.text)
    if _is_main(block, main):
        # A list heading above does not make a paragraph of the article a headline of another.
        return "body" if long and by_line in ("related", "boilerplate") else None
    if block.hint is not None or by_line != "body" or long:
        return block.hint
    return "related" if block.linked * 2 >= len(block.text) else "boilerplate"


def _is_main(block: _Block, main: frozenset[str]) -> bool:
    return any(_compared(line) in main for line in block.text.split("\n"))


def _compared(text: str) -> str:
    return _COMPARED.sub("", text).lower()


def _tree(markup: str) -> tuple[Any, bool]:
    """Parse a page; tell whether it is nested as pages are.

    libxml2 drops what is nested deeper than 256 elements, or 2,048 if told so. Beyond that
    only the text between the tags is kept, so that no name is lost.
    """
    # NUL ends the input of libxml2.
    data = markup.replace("\0", "\ufffd").encode("utf-8")
    for huge in (False, True):
        parser = lxml_html.HTMLParser(
            encoding="utf-8", no_network=True, remove_comments=True, huge_tree=huge
        )
        try:
            root = lxml_html.document_fromstring(data, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise InputError(f"not HTML: {error}") from None
        if not any(entry.type == _TOO_DEEP for entry in parser.error_log):
            return root, not huge
    body = etree.Element("body")
    for line in _TAGS.sub("\n", _UNSEEN.sub("\n", markup.replace("\0", "\ufffd"))).split("\n"):
        if line.strip():
            etree.SubElement(body, "p").text = _CONTROLS.sub("\ufffd", unescape(line))
    return body, False


def _blocks(root: Any, rules: HtmlRules) -> Iterator[_Block]:
    """Walk the tree without recursion; a block ends at each border of a block element."""
    walker = _Walker(_words(rules))
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walker.start(element)
        else:
            walker.end(element)
        yield from walker.finished
        walker.finished.clear()
    walker.flush()
    yield from walker.finished


class _Walker:
    """Gathers text between the borders of block elements."""

    def __init__(self, words: _Words) -> None:
        self.finished: list[_Block] = []
        self._words = words
        self._parts: list[str] = []
        self._blank = True
        self._linked = 0
        self._links = 0
        self._hidden = 0
        self._hints: list[ZoneName | None] = [None]
        self._hint: ZoneName | None = None

    def start(self, element: Any) -> None:
        tag = element.tag
        if self._hidden or not isinstance(tag, str):
            self._hidden += 1
            return
        if tag in self._words.dropped or _is_hidden(element):
            self._hidden += 1
            return
        if tag in self._words.blocks:
            self.flush()
        self._hints.append(_hint(element, self._words) or self._hints[-1])
        self._links += tag == "a"
        if tag == "br":
            self._parts.append(_BREAK)
        self._add(element.text)

    def end(self, element: Any) -> None:
        if self._hidden:
            self._hidden -= 1
            if not self._hidden:
                self._add(element.tail)
            return
        if element.tag in self._words.blocks:
            self.flush()
        self._hints.pop()
        self._links -= element.tag == "a"
        self._add(element.tail)

    def flush(self) -> None:
        """End the block."""
        lines = "".join(self._parts).split(_BREAK)
        text = "\n".join(_BLANKS.sub(" ", line).strip() for line in lines).strip("\n")
        if text:
            self.finished.append(_Block(text, self._hint, self._linked))
        self._parts.clear()
        self._blank = True
        self._linked = 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._parts.append(text.replace(_BREAK, " "))
        letters = len(text.strip())
        if letters and self._blank:
            # What the first letters of a block stand in tells what the block is.
            self._blank = False
            self._hint = self._hints[-1]
        if self._links:
            self._linked += letters


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def _hint(element: Any, words: _Words) -> ZoneName | None:
    if found := words.elements.get(element.tag):
        return found
    if element.tag in ("body", "html", "main", "article"):  # "has-sidebar", "newsletter-page"
        return None
    for attribute in ("class", "id", "rel", "itemprop", "role"):
        value = element.get(attribute)
        if value:
            for word in _WORD.findall(value.lower()):
                if found := words.words.get(word):
                    return found
    return None


class _Extracted(msgspec.Struct, frozen=True):
    lines: frozenset[str] = frozenset()
    title: str | None = None
    date: str | None = None


def _extract(root: Any, *, wanted: bool) -> _Extracted:
    """Ask the extractor for the main text, and for title and date if they are `wanted`."""
    import trafilatura

    try:
        found: Any = trafilatura.bare_extraction(
            root,
            favor_recall=True,
            include_comments=False,
            with_metadata=wanted,
            # The extensive search takes "© 2025" for a date.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # noqa: BLE001 - whatever the extractor meets, the page is still read
        return _Extracted()
    if found is None:
        return _Extracted()
    lines = frozenset(map(_compared, (found.text or "").split("\n"))) - {""}
    return _Extracted(lines, found.title, found.date)
