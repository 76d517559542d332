"""Who is "Kim"? Surname-only mentions, attributed to a full name of the same article.

Owns the rule: a surname alone means the most recent full name before it that bears this
surname, else the first one after it. Full names of people on no list take part, so that
"Kim" behind "Kim Sung-han" is not somebody listed. Invariant: an attribution supports an
alert and never makes one.
"""

from __future__ import annotations

import re

import msgspec

from xref.articles.hits import Hit


class Attribution(msgspec.Struct, frozen=True):
    """A surname-only mention and the positions of the subjects it is taken to mean."""

    start: int
    end: int
    subjects: tuple[int, ...]


class _FullName(msgspec.Struct, frozen=True):
    start: int
    end: int
    subjects: tuple[int, ...]


def attribute(text: str, hits: list[Hit]) -> list[Attribution]:
    """Attribute the lone surnames of `text` to the full names among `hits`.

    Args:
        text: The article.
        hits: All hits of the article; full names are those found by name.

    Returns:
        One entry for each lone surname, in order of the text.
    """
    names: dict[str, list[_FullName]] = {}
    taken: list[tuple[int, int]] = []
    by_span: dict[tuple[int, int, str], set[int]] = {}
    for hit in hits:
        if hit.how != "name" or hit.surname is None:
            continue
        taken.append((hit.start, hit.end))
        printed = _printed_surname(text[hit.start : hit.end], hit.surname)
        by_span.setdefault((hit.start, hit.end, printed), set()).update(
            {hit.subject} if hit.subject >= 0 else set()
        )
    for (start, end, surname), subjects in sorted(by_span.items()):
        names.setdefault(surname, []).append(_FullName(start, end, tuple(sorted(subjects))))
    if not names:
        return []
    found = []
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in sorted(names)) + r")(?![\w-])"
    )
    for match in pattern.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        full = _antecedent(names[match.group()], match.start())
        found.append(Attribution(match.start(), match.end(), full.subjects))
    return found


def _antecedent(names: list[_FullName], position: int) -> _FullName:
    before = [name for name in names if name.start < position]
    return before[-1] if before else names[0]


def _printed_surname(name: str, surname: str) -> str:
    """The surname as this mention writes it: the word of `name` that folds to `surname`."""
    for word in re.findall(r"[^\s,]+", name):
        if word.lower() == surname:
            return str(word)
    return surname.title()
