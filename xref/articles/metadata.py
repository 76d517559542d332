"""What an HTML page says of its article: title, date, author, language, its text as data.

Owns meta elements, JSON-LD, microdata, headings, `time`, `rel=author`, `lang` and dates in
addresses. Invariant: a broken value is passed over, never an error. Refuses to search the text
for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from lxml import etree

from xref.articles.dates import iso_date
from xref.rules.articles import ArticleRules

_BLANKS = re.compile(r"[ \t\r\n\f]+")
# /2025/05/09/, /2025-05-09-, /20250509/: three of the usual ways to file articles.
_URL_DATE = re.compile(r"/((?:19|20)\d\d)([/-]?)([01]\d)\2([0-3]\d)(?=[/_-])")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{2,8})*")
_LONGEST_NAME = 200
_COMPARED = re.compile(r"[\W_]+")
_AUTHOR_ITEMS = etree.XPath("//*[@itemprop='author']")
# Of each kind of element so many are looked at: pages of lists have thousands.
_MOST = 500
# A headline has so many letters at least; site names and kickers mostly have fewer.
_SHORTEST_TITLE = 12
_DEPTH = 4  # of lists and objects around an author in JSON-LD


class Metadata:
    """What a page says of its article.

    Attributes:
        title: The only h1, else the title of the head; None without any.
        published: ISO date of publication.
        author: Names, joined by commas.
        language: Two lower-case letters.
        url: The address that the page names as its own: canonical, Open Graph's, JSON-LD's.
        body: The article's text where the page keeps it as data, for scripts to show.

    Args:
        root: The tree of the page, scripts included.
        rules: Which meta elements name what.
        url: Where the page stood; without it, its canonical address is looked at.
        microdata: Whether the page may have microdata (`itemprop`).

    Example:
        >>> from xref.articles.markup import parse
        >>> from xref.rules import load_rules
        >>> root, _ = parse('<html lang="ko-KR"><meta name="author" content="Anna Weller">')
        >>> found = Metadata(root, load_rules().articles)
        >>> found.author, found.language, found.title
        ('Anna Weller', 'ko', None)
    """

    def __init__(
        self, root: Any, rules: ArticleRules, *, url: str | None = None, microdata: bool = True
    ) -> None:
        self._root = root
        self._microdata = microdata
        self._rules = rules
        self._url = url
        self._meta = self._meta_values()
        self._items = list(self._json_ld())
        self.title = self._title()
        self.published = self._published()
        self.author = self._author()
        self.language = self._language()
        named = (self._canonical(), *self._named(("og:url",)), *self._strings("url"))
        self.url = next((value for value in named if value), None)
        self.body = next(
            (
                body
                for item in self._items
                if isinstance(body := item.get("articleBody"), str) and body.strip()
            ),
            None,
        )

    def _meta_values(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for element in self._root.iter("meta"):
            key = element.get("property") or element.get("name") or element.get("itemprop")
            content = (element.get("content") or "").strip()
            if content and key:
                found.setdefault(key.strip().lower(), []).append(content)
        return found

    def _named(self, names: tuple[str, ...]) -> Iterator[str]:
        for name in names:
            yield from self._meta.get(name, ())

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

    def _strings(self, key: str) -> Iterator[str]:
        for item in self._items:
            if isinstance(value := item.get(key), str):
                yield value

    def _title(self) -> str | None:
        """The heading that the head repeats, with or without the site's name behind it."""
        first = [text for e in islice(self._root.iter("h1"), 2) if (text := _text_of(e))]
        values = (*self._named(self._rules.html.title_names), *self._strings("headline"))
        told = [text for value in values if (text := _BLANKS.sub(" ", value).strip())]
        if len(first) == 1 and first[0] in told:
            return first[0]
        head = next((_text_of(e) for e in self._root.iter("title")), "")
        known = [compared(text) for text in (*told, head)]
        if len(first) == 1 and len(first[0]) >= _SHORTEST_TITLE and compared(first[0]) in known:
            return first[0]
        below = (_text_of(e) for e in islice(self._root.iter("h2", "h3"), _MOST))
        printed = [*first, *(text for text in below if len(text) >= _SHORTEST_TITLE)]
        repeated = [text for text in printed if any(compared(text) in k for k in known)]
        if repeated:
            return max(repeated, key=len)
        if len(first) == 1:
            return first[0]
        second = [text for e in islice(self._root.iter("h2"), 2) if (text := _text_of(e))]
        if not told and not first and len(second) == 1 and len(second[0]) >= _SHORTEST_TITLE:
            return second[0]
        return next(iter(told), None) or head or None

    def _published(self) -> str | None:
        rules = self._rules
        values = [*self._named(rules.html.date_names), *self._strings("datePublished")]
        values += [time.get("datetime") or "" for time in islice(self._root.iter("time"), 20)]
        for value in values:
            if value and (found := iso_date(value, rules.dates)):
                return found
        for url in (self._url, self._canonical()):
            if url and (match := _URL_DATE.search(url)):
                year, _, month, day = match.groups()
                if found := iso_date(f"{year}-{month}-{day}", rules.dates):
                    return found
        return None

    def _canonical(self) -> str | None:
        for link in self._root.iter("link"):
            if link.get("rel") == "canonical":
                return str(link.get("href") or "") or None
        return None

    def _author(self) -> str | None:
        names = [_BLANKS.sub(" ", name).strip() for name in self._authors()]
        return ", ".join(dict.fromkeys(filter(_is_named, names)))[:_LONGEST_NAME] or None

    def _authors(self) -> list[str]:
        if found := [name for item in self._items for name in _names(item.get("author"), _DEPTH)]:
            return found
        if found := [n for n in self._named(self._rules.html.author_names) if _is_named(n)]:
            return found
        links = islice(self._root.iter("a"), _MOST)
        if found := [_text_of(e) for e in links if "author" in (e.get("rel") or "").split()]:
            return found
        items: Any = _AUTHOR_ITEMS(self._root) if self._microdata else []
        return [name for item in items[:_MOST] if (name := _item_name(item))]

    def _language(self) -> str | None:
        candidates = [
            *(element.get("lang") or "" for element in islice(self._root.iter("html"), 1)),
            *self._named(("og:locale", "content-language", "language", "dc.language")),
            *self._strings("inLanguage"),
        ]
        for value in candidates:
            if match := _LANGUAGE.fullmatch(value.strip()):
                return match.group(1).lower()
        return None


def _names(value: object, depth: int) -> Iterator[str]:
    """Yield the names of an author in JSON-LD: a string, an object with a name, or several.

    A publisher that names itself as the author is none.
    """
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict):
        if "Organization" not in str(value.get("@type")):
            yield from _names(value.get("name"), depth - 1)
    elif depth and isinstance(value, list):
        for item in value:
            yield from _names(item, depth - 1)


def _is_named(name: str) -> bool:
    """Whether a value can be a name: some sites give an address, a handle or a number."""
    return "://" not in name and not name.startswith("@") and any(map(str.isalpha, name))


def _item_name(item: Any) -> str:
    """The name of an author in microdata."""
    if "Organization" in (item.get("itemtype") or ""):
        return ""
    inside = next((e for e in item.iter() if e.get("itemprop") == "name"), item)
    return str(inside.get("content") or "") or _text_of(inside)


def compared(text: str) -> str:
    """A title in the form in which its copies are equal: letters and digits alone.

    Example:
        >>> compared("Parade held: “no comment”") == compared("PARADE HELD - no comment")
        True
    """
    return _COMPARED.sub("", text).lower()


def _text_of(element: Any) -> str:
    return _BLANKS.sub(" ", "".join(element.itertext())).strip()


_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"^(title|date|published|author|language|lang|url|link)[ \t]*:[ \t]*(.*?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)

_FRONT_KEYS = {
    "title": ("title",),
    "published": ("date", "published"),
    "author": ("author",),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}


def front_matter(text: str) -> dict[str, str]:
    r"""Read the fields, as printed, of the block that many Markdown files open with.

    Args:
        text: A text; it is not changed, so the block stays in it.

    Returns:
        Of `title`, `published`, `author`, `language` and `url` those that are there.

    Example:
        >>> front_matter("---\ntitle: \"A parade\"\ndate: 2025-05-09\n---\nKim came.")
        {'title': 'A parade', 'published': '2025-05-09'}
        >>> front_matter("Kim came.")
        {}
    """
    found = _FRONT.match(text[:20_000])
    if found is None:
        return {}
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(found.group(1))}
    named = {
        name: next((fields[key] for key in keys if fields.get(key)), "")
        for name, keys in _FRONT_KEYS.items()
    }
    return {name: value for name, value in named.items() if value}
