"""What an HTML page says of its article: title, date, and its text kept as data.

Owns meta elements, JSON-LD and `time`. Invariant: a broken value is passed over, never an
error. Refuses to search the text for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from xref.articles.dates import iso_date
from xref.rules.articles import ArticleRules

_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Metadata:
    """What a page says of its article.

    Attributes:
        title: The only h1, else the title of the head; None without any.
        published: ISO date of publication.
        body: The article's text where the page keeps it as data, for scripts to show.
    """

    def __init__(self, root: Any, rules: ArticleRules) -> None:
        self._root = root
        self._rules = rules
        self._items = list(self._json_ld())
        self.title = self._title()
        self.published = self._published()
        self.body = next(
            (i["articleBody"] for i in self._items if isinstance(i.get("articleBody"), str)), None
        )

    def _json_ld(self) -> Iterator[dict[str, Any]]:
        for script in self._root.iter("script"):
            if "ld+json" not in (script.get("type") or ""):
                continue
            try:
                value = msgspec.json.decode((script.text or "").encode("utf-8"))
            except (msgspec.DecodeError, RecursionError, ValueError):
                continue
            queue = value if isinstance(value, list) else [value]
            for item in queue:
                if isinstance(item, dict):
                    yield item
                    graph = item.get("@graph")
                    if isinstance(graph, list):
                        yield from (node for node in graph if isinstance(node, dict))

    def _meta(self, *names: str) -> Iterator[str]:
        for name in names:
            for element in self._root.iter("meta"):
                key = element.get("property") or element.get("name") or element.get("itemprop")
                content = (element.get("content") or "").strip()
                if content and (key or "").lower() == name:
                    yield content

    def _title(self) -> str | None:
        headings = list(islice(self._root.iter("h1"), 2))
        if len(headings) == 1:
            text = _BLANKS.sub(" ", "".join(headings[0].itertext())).strip()
            if text:
                return text
        for title in self._meta("og:title", "twitter:title", "dc.title"):
            return _BLANKS.sub(" ", title)
        for item in self._items:
            if isinstance(item.get("headline"), str):
                return _BLANKS.sub(" ", item["headline"]).strip() or None
        for element in self._root.iter("title"):
            return _BLANKS.sub(" ", "".join(element.itertext())).strip() or None
        return None

    def _published(self) -> str | None:
        values = [
            *self._meta("article:published_time", "datepublished", "date", "pubdate", "dc.date"),
            *(item["datePublished"] for item in self._items if _is_text(item, "datePublished")),
            *(time.get("datetime") or "" for time in self._root.iter("time")),
        ]
        for value in values:
            if found := iso_date(value, self._rules.dates):
                return found
        return None


def _is_text(item: dict[str, Any], key: str) -> bool:
    return isinstance(item.get(key), str)
