"""Lone surnames: where the surnames of an article stand as words of their own.

Owns the forms under which a surname is looked for, and their places. Invariant: a surname in the
midst of another one found is none. Refuses to say whose it is: that is `antecedents`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from xref.articles.wording import words_at

_PREFIX = re.compile(r"^(?:al|el|ul)[-‐‑ ](?=[A-Z])", re.IGNORECASE)
_CYRILLIC = re.compile(r"^[А-Яа-яЁё-]{4,}$")
#: A foreign surname in Chinese characters, which no spaces bound; no other word is as long.
_HAN = re.compile("^[\u4e00-\u9fff]{3,}$")
#: Endings of a Russian surname in the cases; what remains is looked for.
_RUSSIAN_ENDING = re.compile(r"(?:ого|ому|ой|ым|ом|ую|ая|ий|а|у|е|ы|и)$")
_RUSSIAN_CASES = r"(?:а|у|ым|ом|е|ой|ого|ому|ую|ая|ий|и|ы)?"


def keys(printed: str) -> tuple[str, ...]:
    """Under which forms a surname is looked for, in lower case."""
    bare = _PREFIX.sub("", printed)
    key = printed.lower()
    if _CYRILLIC.match(printed):
        key = _RUSSIAN_ENDING.sub("", key)
    return (key,) if bare == printed else (key, bare.lower())


def lone_surnames(text: str, surnames: Iterable[str]) -> list[tuple[int, str, str]]:
    """Where the surnames stand as words, as printed and their key, in order, none in another."""
    places: dict[int, tuple[str, str]] = {}
    for key in sorted(surnames):
        if _CYRILLIC.match(key):
            stem = key[:1].upper() + key[1:]
            for found in re.finditer(rf"(?<![\w-]){stem}{_RUSSIAN_CASES}(?![\w-])", text):
                places.setdefault(found.start(), (found.group(), key))
            continue
        if _HAN.match(key):
            for found in re.finditer(rf"(?<![·‧•・･-]){key}(?![·‧•・･-])", text):
                places.setdefault(found.start(), (found.group(), key))
            continue
        for form in _forms(key):
            for start in words_at(text, form, "-"):
                known = places.get(start)
                if known is None or len(known[0]) < len(form):
                    places[start] = form, key
    found_places = []
    reach = 0
    for start, (printed, key) in sorted(places.items()):
        if start >= reach:
            found_places.append((start, printed, key))
            reach = start + len(printed)
    return found_places


def _forms(key: str) -> tuple[str, ...]:
    """How a surname may be capitalised."""
    if " " in key:  # given names alone
        return (key.title(),)
    title = "-".join(part[:1].upper() + part[1:] for part in key.split("-"))
    return tuple(dict.fromkeys((title, key[:1].upper() + key[1:], key.upper(), _arabic(key))))


def _arabic(key: str) -> str:
    """`al-Assad`: the article stays small."""
    head, joint, tail = key.partition("-")
    return (
        f"{head}{joint}{tail[:1].upper()}{tail[1:]}" if head in ("al", "el", "ul") else key.title()
    )


def word_end(text: str, position: int) -> int:
    """Where the word at a position ends."""
    end = position
    while end < len(text) and (text[end].isalpha() or text[end] == "-"):
        end += 1
    return end


def joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order; those that overlap are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def ends_span(spans: list[tuple[int, int]], position: int) -> bool:
    """Whether a span ends at a position."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position == spans[index][1]


def in_span(spans: list[tuple[int, int]], position: int) -> bool:
    """Whether a span holds a position."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < spans[index][1]
