"""Zones: which stretch of an article is headline, byline, caption, body or boilerplate.

Owns the division of a text. Invariant: zones cover the text in order, without gap or
overlap. Refuses to delete: boilerplate stays in the text, and a name in it can still be found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from xref.articles.pages import Page, heads_articles, is_notice, page_tables, short_line
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


class ZoneFinder:
    r"""The zones of single positions of a text, without those of the rest where it can be helped.

    Prose is told by its own line: only a short line, or one under a heading of other articles,
    depends on the lines around. Invariant: `at` agrees with `zones` wherever a letter stands.

    Args:
        text: Clean text.
        title: As for `zones`.
        rules: The whole of `rules/articles.yml`.
        known: The zones, where the reader of the article knew them.
        headings: Where words stand that may head a list of other articles; None if unknown.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "Parade in Moscow\nPutin met Kim Yong-bok there."
        >>> finder = ZoneFinder(text, None, load_rules().articles)
        >>> finder.at(0), finder.at(20)
        ('title', 'body')
    """

    def __init__(
        self,
        text: str,
        title: str | None,
        rules: ArticleRules,
        known: tuple[Zone, ...] = (),
        *,
        headings: Iterable[int] | None = None,
    ) -> None:
        self._text = text
        self._title = title
        self._rules = rules
        self._zones = known
        self._told: dict[int, ZoneName] = {}
        self._lines: dict[int, tuple[ZoneName | None, int]] = {}
        self._top_end = -1
        for _ in range(rules.zones.headline_lines):
            self._top_end = text.find("\n", self._top_end + 1)
            if self._top_end < 0:
                self._top_end = len(text)
                break
        self._headings = not known and (
            headings is None or any(heads_articles(text, place, rules) for place in headings)
        )

    def at(self, position: int) -> ZoneName:
        """Name of the zone that holds the letter at a position."""
        name = self._told.get(position)
        if name is None:
            name = self._told[position] = self._zone(position)
        return name

    def _zone(self, position: int) -> ZoneName:
        if not self._zones:
            name = None if self._headings else self._by_line(position)
            if name is not None:
                return name
            self._zones = zones(self._text, self._title, self._rules)
        return zone_at(self._zones, position)

    def _by_line(self, position: int) -> ZoneName | None:
        """The zone that a line of prose is in, whatever stands above; None if that decides."""
        text = self._text
        low = text.rfind("\n", 0, position) + 1
        told = self._lines.get(low)
        if told is None:
            high = text.find("\n", position)
            told = self._lines[low] = self._line(low, len(text) if high < 0 else high)
        name, begins = told
        return name if position - low >= begins else None

    def _line(self, low: int, high: int) -> tuple[ZoneName | None, int]:
        """The zone of a line, and how many letters of it are not known to be in that."""
        text, rules, limits = self._text, self._rules, self._rules.zones
        line = text[low:high]
        if not line.strip() or short_line(line, limits.headline_length):
            return None, 0
        if is_notice(line, rules):
            return "boilerplate", 0
        may_be_title = len(line) <= 2 * limits.headline_length and (
            high == len(text) or low <= self._top_end
        )
        if may_be_title:
            return None, 0
        dateline = page_tables(rules).dateline.match(line)
        return "body", dateline.end() if dateline is not None else 0


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
