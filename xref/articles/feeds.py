"""Feeds: RSS 0.9 to 2.0, RDF and Atom, one article an entry.

Owns turning entries into records. Invariant: an entry costs no other, and a feed that is not
well-formed is read as far as it goes. Refuses entities that a feed defines itself, which is
how small files become large ones, and loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from io import BytesIO
from typing import Any

from lxml import etree

from xref.articles.decoding import decode
from xref.articles.records import Context, Record, language_code, page_record
from xref.errors import InputError

_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf)[\s>]", re.IGNORECASE)
_PROLOG = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[)?[^>]*>", re.IGNORECASE)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = re.compile(r"&(#\d+;|#x[0-9a-fA-F]+;|\w{1,32};)?")
_FIVE = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
# Control characters that XML cannot hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MAILED = re.compile(r"\S+@\S+\s*\(([^)]+)\)")
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_ENTRIES = ("{*}item", "{*}entry", "item", "entry")
_CONTENT = ("encoded", "content")
_SUMMARY = ("description", "summary")
_DATES = ("published", "pubDate", "issued", "date", "updated", "modified", "created")


def is_feed(head: str) -> bool:
    """Tell a feed by its first element.

    Example:
        >>> is_feed('<?xml version="1.0"?><!-- x --><rss version="2.0">'), is_feed("<html>")
        (True, False)
    """
    match = re.search(r"<(?![?!])[^>\s]+", head)
    return match is not None and _ROOT.match(head, match.start()) is not None


def read_feed(data: bytes, context: Context) -> Iterator[Record]:
    """Read a feed.

    Args:
        data: The whole of it.
        context: Is told of entries that hold nothing, and of broken mark-up.

    Yields:
        A record for each entry: title, then its content, or its summary without one.

    Raises:
        InputError: Not a feed, or one that defines entities.
    """
    text, notice = decode(data, context.rules.reading, html=True)
    if notice:
        context.problem(notice, kept=True)
    root = _ROOT.search(text)
    if root is None:
        raise InputError("XML, but not a feed (RSS, RDF or Atom)")
    doctype = _DOCTYPE.search(text, 0, root.start())
    if "<!ENTITY" in text[: root.start()].upper() or (doctype and doctype.group(1)):
        raise InputError("it defines entities of its own, which no feed needs")
    source = BytesIO(_mended(text[root.start() :]).encode("utf-8", "replace"))
    events = etree.iterparse(
        source, events=("end",), tag=_ENTRIES, recover=True, resolve_entities=False,
        no_network=True, load_dtd=False, encoding="utf-8",
    )  # fmt: skip
    number = 0
    language: str | None = None
    try:
        for _, element in events:
            number += 1
            if number == 1:
                # It stands above the entries, which take it along when they are let go.
                parent = element.getparent()
                language = parent.findtext("{*}language") if parent is not None else None
            record = _record(element, number, context, language)
            if record is not None:
                yield record
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        context.problem(f"broken behind entry {number}: {error.msg}", hint="fetch it again")
        return
    if any(entry.level >= etree.ErrorLevels.ERROR for entry in events.error_log):
        first = events.error_log[0]
        context.problem(
            f"not well-formed ({first.message.strip()}); read as far as it goes", kept=True
        )
    if not number:
        raise InputError("the feed holds no entries")


def _mended(text: str) -> str:
    """Write out HTML's entities and stray ampersands, which are no XML but usual in feeds."""
    parts = _CDATA.split(_CONTROLS.sub("\ufffd", text))
    return "".join(
        part if part.startswith("<![CDATA[") else _AMPERSAND.sub(_entity, part) for part in parts
    )


def _entity(match: re.Match[str]) -> str:
    name = match.group(1)
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in _FIVE:
        return match.group()
    return html5.get(name, f"&amp;{name}")


def _record(element: Any, number: int, context: Context, language: str | None) -> Record | None:
    parts: dict[str, Any] = {}
    for child in element:
        if isinstance(child.tag, str):
            # A prefix that was never declared stays in the tag.
            parts.setdefault(re.split("[}:]", child.tag)[-1], child)
    title = " ".join(_TAG.sub(" ", unescape(_content(parts.get("title")))).split()) or None
    markup = _markup(parts)
    if not markup and not title:
        context.problem("the entry holds no text", number=number)
        return None
    link = _link(element)
    try:
        return page_record(
            markup or f"<h1>{_content(parts.get('title'))}</h1>",
            context.rules,
            id=_content(parts.get("guid")).strip() or _content(parts.get("id")).strip() or link,
            title=title,
            published=next((t for key in _DATES if (t := _content(parts.get(key)).strip())), None),
            number=number,
            url=link,
            author=_author(parts),
            language=language_code(_language(element) or language),
        )
    except InputError as error:
        context.problem(error.message, number=number, hint=error.hint)
        return None


def _markup(parts: dict[str, Any]) -> str:
    """Return the content, under the summary if that says something else."""
    content = next((t for key in _CONTENT if (t := _content(parts.get(key))).strip()), "")
    summary = next((t for key in _SUMMARY if (t := _content(parts.get(key))).strip()), "")
    if not content or not summary:
        return content or summary
    known = _bare(content)
    # A teaser is often the beginning of the content, cut with an ellipsis.
    if _bare(summary)[:60] in known:
        return content
    return f"<div>{summary}</div>\n<div>{content}</div>"


def _bare(markup: str) -> str:
    return "".join(char for char in unescape(_TAG.sub("", markup)) if char.isalnum())


def _content(element: Any) -> str:
    """Return the text of an element, or its mark-up where it is XHTML."""
    if element is None:
        return ""
    if len(element):
        inner = "".join(
            etree.tostring(child, encoding="unicode", method="html") for child in element
        )
        return f"{element.text or ''}{inner}"
    return element.text or ""


def _author(parts: dict[str, Any]) -> str | None:
    """Dublin Core's creator, Atom's author, or the name that RSS puts behind an address."""
    creator = parts.get("creator")
    element = creator if creator is not None else parts.get("author")
    if element is None:
        return None
    name = element.findtext("{*}name") or "".join(element.itertext())
    match = _MAILED.fullmatch(name.strip())
    return match.group(1) if match else name


def _language(element: Any) -> str | None:
    for each in (element, *element.iterancestors()):
        found = each.get("{http://www.w3.org/XML/1998/namespace}lang") or each.get("xml:lang")
        if found:
            return str(found)
    return None


def _link(element: Any) -> str | None:
    for child in element.iterchildren("{*}link"):
        found = (child.get("href") or child.text or "").strip()
        if found and child.get("rel", "alternate") == "alternate":
            return str(found)
    return None
