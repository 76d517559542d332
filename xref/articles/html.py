"""HTML pages: all visible text, one paragraph a block, and which blocks are the article.

Owns the zones of a page. Invariant: no visible text is deleted; the main-text extractor
(resiliparse) only decides which zone a block is in, and if it fails, tags decide. Refuses to
guess: a paragraph of prose outside the extracted text stays body.
"""

from __future__ import annotations

import re
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Any

import msgspec
from lxml import etree

from xref.articles.bylines import byline_kind, byline_names
from xref.articles.heads import published_date
from xref.articles.markup import Block, blocks, parse
from xref.articles.metadata import Metadata, compared
from xref.articles.zones import zones
from xref.errors import InputError
from xref.model import Zone, ZoneName
from xref.rules.articles import ArticleRules

_GAP = "\n\n"  # between blocks
_HINT = attrgetter("hint")
_OUTSIDE = frozenset(("boilerplate", "related"))
# Stands between a headline and the name of its site, or of a section of it.
_BESIDE_TITLE = re.compile(
    r"\s*[|–—_»·:]\s+|\s+[-|–—_»·:]\s*|(?<=[^\x00-\u02ff])[-_|]|[-_|](?=[^\x00-\u02ff])"
)
# Of Chinese letters; site names in Latin letters of that length mostly stand in no line alone.
_SHORTEST_TITLE = 8
# Menus stand above the byline; below the text are those of other articles.
_TOP_ZONES = 40


class Page(msgspec.Struct, frozen=True):
    """A page as text: what it says of itself, and its zones.

    Attributes:
        text: Every visible paragraph.
        title: Headline; the text holds it.
        published: ISO date.
        author: Whom the page names as its author, as printed.
        language: Two letters (`ko`), as the page declares or else as its text reads.
        url: The address that the page names as its own.
        zones: Cover the text without gap.
    """

    text: str
    title: str | None
    published: str | None
    author: str | None
    language: str | None
    zones: tuple[Zone, ...]
    url: str | None = None


def read_page(
    markup: str, rules: ArticleRules, *, title: str | None = None, url: str | None = None
) -> Page:
    r"""Turn a page into text with zones.

    Args:
        markup: The page, decoded, or a piece of one.
        rules: Which elements and class names mean what.
        title: Headline where the source gives one (a feed, the subject of a mail).
        url: Where the page stood; its date is the last that is believed.

    Returns:
        Its visible text, title, ISO date, author, language and zones.

    Raises:
        InputError: It has no visible text.

    Example:
        >>> from xref.rules import load_rules
        >>> markup = "<nav>Menu</nav><h1>A parade</h1><p>Putin<br>left."
        >>> page = read_page(markup, load_rules().articles)
        >>> page.text, page.title
        ('Menu\n\nA parade\n\nPutin\nleft.', 'A parade')
    """
    root, sound = parse(markup)
    metadata = Metadata(root, rules, url=url, microdata="itemprop" in markup)
    found = blocks(root, rules.html)
    if not found:
        if metadata.body is None:
            raise InputError(
                "the page shows no text", hint="save it from a browser after it has loaded"
            )
        found = [Block(metadata.body, None, 0)]
    title = title or _printed_title(found, metadata.title)
    published = metadata.published or published_date(
        "\n".join(block.text for block in found[: rules.dates.lines * 4]), rules
    )
    if title and not _holds(found, title):
        found.insert(0, Block(title, "title", 0))
    _mark_author(found, metadata.author, rules)
    main: frozenset[str] = frozenset()
    if sound and len(markup) <= rules.html.max_extractor_bytes:
        main = _main_lines(root)
    text = _GAP.join(block.text for block in found)
    divided = _zones(found, title, main, rules)
    language = metadata.language or _language(text)
    author = metadata.author or _printed_author(found, text, divided, rules)
    return Page(text, title, published, author, language, divided, metadata.url)


def _holds(found: list[Block], title: str) -> bool:
    """Tell whether a block is the title, but for case and punctuation."""
    wanted = compared(title)
    longest = 2 * len(title) + 20
    return any(
        len(block.text) <= longest and (block.text == title or compared(block.text) == wanted)
        for block in found
    )


def _printed_title(found: list[Block], title: str | None) -> str | None:
    """The part of a title that the page prints as a line: without the site beside it."""
    if title is None or _holds(found, title):
        return title
    lines = {compared(line) for block in found for line in block.text.split("\n")[:1]}
    parts = [part for part in _BESIDE_TITLE.split(title) if len(part) >= _SHORTEST_TITLE]
    return next((part for part in sorted(parts, key=len)[::-1] if compared(part) in lines), title)


def _mark_author(found: list[Block], author: str | None, rules: ArticleRules) -> None:
    """A block that is the author's name, or that and an opening word, is the byline."""
    if not author:
        return
    name = author.casefold()
    wanted = {name, *(f"{word} {name}" for word in rules.zones.byline_words)}
    for block in found:
        if block.hint is None and block.text.casefold() in wanted:
            block.hint = "byline"


def _printed_author(
    found: list[Block], text: str, divided: tuple[Zone, ...], rules: ArticleRules
) -> str | None:
    """The names in the first block that says it holds an author's, or in the first byline."""
    longest = rules.zones.byline_length
    for block in found:
        if block.hint != "byline" or len(block.text) > longest:
            continue
        if names := byline_names(block.text, rules):
            return ", ".join(names)
    for zone in divided[:_TOP_ZONES]:
        if zone.name != "byline":
            continue
        for line in text[zone.start : zone.end].splitlines():
            if byline_kind(line, rules) == "named" and (names := byline_names(line, rules)):
                return ", ".join(names)
    return None


def _zones(
    found: list[Block], title: str | None, main: frozenset[str], rules: ArticleRules
) -> tuple[Zone, ...]:
    """Divide the text: blocks by what surrounds them, the others by their lines."""
    # What is mostly a link leads to another article, even where the extractor keeps it.
    inside = [not _is_linked(block) and _is_main(block.text, main) for block in found]
    # The main text must be found again among the blocks, or it is not believed.
    trusted = any(inside)
    kept = _rescued(found, inside, rules.html.long_paragraph)
    fixed = [_fixed(block, is_main, trusted) for block, is_main in zip(found, kept, strict=True)]
    by_line = _line_zones(
        [b.text for b, name in zip(found, fixed, strict=True) if name is None], title, rules
    )
    bounds: list[tuple[int, ZoneName]] = []
    starts = accumulate((len(block.text) + len(_GAP) for block in found), initial=0)
    for block, name, is_main, start in zip(found, fixed, inside, starts, strict=False):
        if name is not None:
            bounds.append((start, name))
            continue
        lines = next(by_line)
        first = lines[0][1]
        long = len(block.text) >= rules.html.long_paragraph and not _is_linked(block)
        if is_main and long and first in ("related", "boilerplate"):
            # A list heading above does not make a paragraph of the article another's headline.
            bounds.append((start, "body"))
        elif trusted and not is_main and not long and first == "body":
            bounds.append((start, "boilerplate"))
        else:
            bounds.extend((start + offset, name) for offset, name in lines)
    joined = [bound for n, bound in enumerate(bounds) if n == 0 or bound[1] != bounds[n - 1][1]]
    length = sum(len(block.text) for block in found) + len(_GAP) * (len(found) - 1)
    ends = [begin for begin, _ in joined[1:]] + [length]
    return tuple(Zone(begin, end, name) for (begin, name), end in zip(joined, ends, strict=True))


def _rescued(found: list[Block], inside: list[bool], long: int) -> list[bool]:
    """Which blocks the extractor takes out of surroundings that are no article.

    It keeps banners and offers of small pages; but where it keeps prose of two paragraphs, whose
    surroundings are only named so ("sidebar-layout"), all beside that is article, too.
    """
    if not any(i and b.hint in _OUTSIDE for i, b in zip(inside, found, strict=True)):
        return inside
    kept = list(inside)
    start = 0
    for hint, run in groupby(found, key=_HINT):
        end = start + sum(1 for _ in run)
        if hint in _OUTSIDE and any(inside[start:end]):
            own = range(start, end)
            if sum(len(found[at].text) for at in own if inside[at]) < 2 * long:
                kept[start:end] = [False] * len(own)
        start = end
    return kept


def _fixed(block: Block, is_main: bool, trusted: bool) -> ZoneName | None:
    """Return the zone that a block's surroundings decide, or None to leave it to its lines."""
    if block.hint in ("title", "caption", "byline"):
        return block.hint
    if is_main:
        return None
    if block.hint is None and trusted and _is_linked(block):
        return "related"
    return block.hint


def _is_linked(block: Block) -> bool:
    return block.linked * 2 >= len(block.text)


def _line_zones(texts: list[str], title: str | None, rules: ArticleRules) -> Any:
    """Yield for each text the zones in it, as offsets into it; the first offset is 0."""
    divided = zones(_GAP.join(texts), title, rules)
    index = start = 0
    for text in texts:
        end = start + len(text)
        while index + 1 < len(divided) and divided[index].end <= start:
            index += 1
        last = index
        found = []
        while last < len(divided) and divided[last].start < end:
            found.append((max(0, divided[last].start - start), divided[last].name))
            last += 1
        yield found
        start = end + len(_GAP)


def _is_main(text: str, main: frozenset[str]) -> bool:
    if not main:
        return False
    if "\n" in text:
        return any(_blanked(line) in main for line in text.split("\n"))
    return _blanked(text) in main


def _blanked(text: str) -> str:
    """Make all white space one blank; blocks hold only the odd kinds still (nbsp)."""
    return text if text.isascii() else " ".join(text.split())


def _main_lines(root: Any) -> frozenset[str]:
    """Ask the extractor for the lines of the main text.

    It is given the tree that was parsed, not the page: no deeper than the parser goes, and
    every element closed, since its own parser takes time without bound for open ones.
    """
    from resiliparse.extract.html2text import extract_plain_text

    try:
        found = extract_plain_text(
            etree.tostring(root, encoding="unicode", method="html"),
            main_content=True,
            list_bullets=False,
            alt_texts=False,
            comments=False,
            post_meta=False,
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the extractor is no Exception; the page is still read
        return frozenset()
    return frozenset(" ".join(line.split()) for line in found.split("\n")) - {""}


def _language(text: str) -> str | None:
    """Tell the language of a text by its letters; None where that is not sure."""
    from resiliparse.parse.lang import detect_fast

    found, _ = detect_fast(text[:20_000])
    return None if found == "unknown" else found
