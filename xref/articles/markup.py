"""Mark-up of pages: bytes of text to a tree, and the tree to paragraphs.

Owns parsing and the walk over the tree. Invariant: no visible text is dropped, at whatever
depth; a paragraph ends at each border of a block element and nowhere else. Refuses to run
scripts, load anything, or expand entities of the page's own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Any

import msgspec
from lxml import etree

from xref.errors import InputError
from xref.model import ZoneName
from xref.rules.articles import HtmlRules

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\v"  # a <br> until its block ends; in a page it is white space that nobody writes
_WORD = re.compile(r"[a-z]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_UNSEEN = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_NOTE = re.compile(r"\d{1,3}")
_LONGEST_NOTE = 5
# Inside a paragraph, these count.
_MARKED = frozenset(("a", "br", "sup", "rt"))
_NONE = ("", "")
_TAGS = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What names its role: "related-articles", "author", "navigation".
_HINTING = frozenset(("class", "id", "rel", "itemprop", "role"))
# Their names speak of the whole page: "has-sidebar", "newsletter-page".
_WHOLE = frozenset(("body", "html", "main", "article"))
_KNOWN_VALUES = 10_000


class Block(msgspec.Struct, gc=False):
    """A paragraph and what its surroundings make of it.

    Attributes:
        text: White space as one blank, `<br>` as newline; never empty.
        hint: What the elements around its first letters say, if anything.
        linked: How many of its letters are links.
    """

    text: str
    hint: ZoneName | None
    linked: int


class _Words:
    """The word lists of the rules, and the attribute values seen so far."""

    def __init__(self, rules: HtmlRules) -> None:
        self.dropped = frozenset(rules.dropped)
        self.blocks = frozenset(rules.blocks)
        self.elements: dict[str, ZoneName] = {
            **dict.fromkeys(rules.boilerplate_elements, "boilerplate"),
            **dict.fromkeys(rules.related_elements, "related"),
            "h1": "title",
            "figcaption": "caption",
            "time": "byline",
        }
        self._words: dict[str, ZoneName] = {
            **dict.fromkeys(rules.byline_words, "byline"),
            **dict.fromkeys(rules.related_words, "related"),
            **dict.fromkeys(rules.boilerplate_words, "boilerplate"),
        }
        self._values: dict[str, ZoneName | None] = {}

    def of(self, value: str) -> ZoneName | None:
        """Return what a class or id says; a page, and a site, repeats the same few."""
        try:
            return self._values[value]
        except KeyError:
            found = (self._words.get(word) for word in _WORD.findall(value.lower()))
            hint = next((zone for zone in found if zone is not None), None)
            if len(self._values) < _KNOWN_VALUES:
                self._values[value] = hint
            return hint


@lru_cache(maxsize=8)
def _words(rules: HtmlRules) -> _Words:
    return _Words(rules)


def parse(markup: str) -> tuple[Any, bool]:
    """Parse a page; tell whether it is nested as pages are.

    libxml2 drops what is nested deeper than 256 elements, or 2,048 if told so. Beyond that
    only the text between the tags is kept, so that no name is lost.

    Args:
        markup: The page, decoded.

    Returns:
        The root element, and False if it is nested deeper than 256 elements.

    Raises:
        InputError: There is nothing in it.

    Example:
        >>> root, sound = parse("<p>Kim <b>left")
        >>> root.tag, sound
        ('html', True)
    """
    # NUL ends the input of libxml2.
    data = markup.replace("\0", "\ufffd").encode("utf-8", "replace")
    for huge in (False, True):
        parser = etree.HTMLParser(
            encoding="utf-8", no_network=True, remove_comments=True, huge_tree=huge
        )
        try:
            root = etree.fromstring(data, parser=parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputError(f"not HTML: {error}") from None
        if root is None:
            raise InputError("not HTML: there is nothing in it")
        if not any(entry.type == _TOO_DEEP for entry in parser.error_log):
            return root, not huge
    body = etree.Element("body")
    for line in _TAGS.sub("\n", _UNSEEN.sub("\n", markup.replace("\0", "\ufffd"))).split("\n"):
        if line.strip():
            etree.SubElement(body, "p").text = _CONTROLS.sub("\ufffd", unescape(line))
    return body, False


def blocks(root: Any, rules: HtmlRules) -> list[Block]:  # noqa: PLR0912, PLR0915 - see below
    r"""Cut a tree into paragraphs.

    One loop, since it runs for every element twice: calls would cost more than the work.

    Args:
        root: From `parse`.
        rules: Which elements are unseen, which end a paragraph, and which words are hints.

    Returns:
        The paragraphs in order.

    Example:
        >>> from xref.rules import load_rules
        >>> html = load_rules().articles.html
        >>> [block.text for block in blocks(parse("<p>Kim<br>left<div>He <b>came")[0], html)]
        ['Kim\nleft', 'He came']
    """
    words = _words(rules)
    unseen, borders, elements = words.dropped, words.blocks, words.elements
    finished: list[Block] = []
    parts: list[str] = []
    hint: ZoneName | None = None  # of the block that is being gathered
    blank = True
    linked = links = hidden = 0
    hints: list[ZoneName | None] = [None]
    closings: list[str] = []  # of the elements that are open, what stands behind them
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if hidden or tag in unseen or not isinstance(tag, str):
                hidden += 1
                continue
            found = elements.get(tag)
            if items := element.items():
                told = found is not None or tag in _WHOLE
                for name, value in items:
                    if name in _HINTING:
                        if not told:
                            found = words.of(value)
                            told = found is not None
                    elif name == "hidden" or (name == "style" and _HIDDEN_STYLE.search(value)):
                        hidden = 1
                        break
                if hidden:
                    continue
            if tag in borders and parts:
                _finish(finished, parts, hint, linked)
                blank, linked = True, 0
            hints.append(found or hints[-1])
            text = element.text
            if tag in _MARKED:
                links += tag == "a"
                opening, closing = _NONE
                if tag == "br":
                    opening = _BREAK
                elif text and (tag == "rt" or len(text) <= _LONGEST_NOTE):
                    opening, closing = _brackets(element)
                closings.append(closing)
                if opening:
                    parts.append(opening)
        elif hidden:
            hidden -= 1
            if hidden:
                continue
            text = element.tail
        else:
            if tag in borders and parts:
                _finish(finished, parts, hint, linked)
                blank, linked = True, 0
            hints.pop()
            if tag in _MARKED:
                links -= tag == "a"
                if closing := closings.pop():
                    parts.append(closing)
            text = element.tail
        if text:
            parts.append(text)
            if blank and not text.isspace():
                # What the first letters of a block stand in tells what the block is.
                blank, hint = False, hints[-1]
            if links:
                linked += len(text.strip())
    _finish(finished, parts, hint, linked)
    return finished


def _brackets(element: Any) -> tuple[str, str]:
    """What stands around an element, so that it does not run into the name before it.

    The number of a note that is a link, and the reading above a word (`ruby`) where the page has
    no brackets of its own for it.
    """
    if element.tag == "rt":
        bare = all(beside.tag != "rp" for beside in element.getparent())
        return ("（", "）") if bare else _NONE
    if _NOTE.fullmatch(element.text.strip()) is None:
        return _NONE
    link = element if element.tag == "a" else element.getparent()
    return (" [", "]") if link.tag == "a" and "#" in (link.get("href") or "") else _NONE


def _finish(finished: list[Block], parts: list[str], hint: ZoneName | None, linked: int) -> None:
    text = "".join(parts)
    parts.clear()
    if text.isspace():
        return
    if _BREAK in text:
        text = "\n".join(_blanked(line) for line in text.split(_BREAK)).strip("\n")
    else:
        text = _blanked(text)
    if text:
        finished.append(Block(text, hint, linked))


def _blanked(text: str) -> str:
    """Make the white space of HTML one blank; other kinds (nbsp) stay as they are."""
    if text.isascii():
        return " ".join(text.split())
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        text = _BLANKS.sub(" ", text)
    return text.strip()
