"""Zones: which stretch of an article is headline, byline, caption, body or boilerplate.

Owns the division of a text. Invariant: zones cover the text in order, without gap or
overlap. Refuses to delete: boilerplate stays in the text, and a name in it can still be found.
"""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from xref.articles.pages import Page
from xref.model import Document, Zone, ZoneName
from xref.rules.articles import ArticleRules


def zones(text: str, title: str | None, rules: ArticleRules) -> tuple[Zone, ...]:
    r"""Divide a text into zones by its lines.

    Args:
        text: Clean text.
        title: The headline where the source gives one; None looks for it in the text.
        rules: The whole of `rules/articles.yml`.

    Returns:
        Zones that cover `text` in order; none for an empty text.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "Parade in Moscow\nBy Anna Weller\nMOSCOW — Putin met Kim Yong-bok there."
        >>> [(z.name, text[z.start:z.end]) for z in zones(text, None, load_rules().articles)]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('title', 'Parade in Moscow\n'), ('byline', 'By Anna Weller\n'),
         ('dateline', 'MOSCOW — '), ('body', 'Putin met Kim Yong-bok there.')]
    """
    if not text:
        return ()
    page = Page(text, title, rules)
    page.mark()
    return page.zones()


def zone_at(found: tuple[Zone, ...], position: int) -> ZoneName:
    """Return the name of the zone that holds a position; `body` where there are none.

    Example:
        >>> zone_at((Zone(0, 5, "title"), Zone(5, 9, "body")), 4)
        'title'
    """
    index = bisect_right(found, position, key=lambda zone: zone.start) - 1
    return found[index].name if index >= 0 else "body"


def with_zones(document: Document, rules: ArticleRules) -> Document:
    """Return the document with its zones; unchanged if its reader knew them already."""
    if document.zones or not document.text:
        return document
    found = zones(document.text, document.title, rules)
    return msgspec.structs.replace(document, zones=found)
