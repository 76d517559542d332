"""Copies: articles of one run that stand in an earlier one, as syndicated texts do.

Owns telling whether an article is a copy, and of which. Invariants: an article is never a
copy of a later one; the same articles in the same order give the same answer everywhere;
memory is bounded by the rules. Refuses to judge the rest of a copy: up to a fifth of it may be
new, so a subject that the original does not name still deserves its alert.
"""

from __future__ import annotations

from array import array
from collections import deque
from datetime import date
from heapq import nsmallest
from typing import Generic, TypeVar
from zlib import crc32

from xref.model import Document
from xref.rules.articles import ArticleRules

_STOPPED = bytes.maketrans(b"!?\n\t", b"... ")
_EDGES = b" \"'()[]-"
# Stops, blanks, quotation marks and dashes that syndication writes in plain letters.
_PLAIN = {
    "…": ".", "。": ".", "！": ".", "？": ".", "\xa0": " ", "“": '"', "”": '"', "«": '"', "»": '"',
    "‘": "'", "’": "'", "–": "-", "—": "-",
}  # fmt: skip
# Parts of a page that its neighbours on the site share.
_OUTSIDE = frozenset(("boilerplate", "related", "byline"))


T = TypeVar("T")


class _Known(Generic[T]):
    """An article that was seen."""

    __slots__ = ("fragments", "key", "probes", "published")

    def __init__(
        self, key: T, published: str | None, fragments: bytes, probes: tuple[int, ...]
    ) -> None:
        self.key = key
        self.published = published
        self.fragments = fragments
        self.probes = probes


def fingerprint(document: Document, rules: ArticleRules) -> bytes:
    """What is kept of an article to know its copies by.

    Args:
        document: With zones if its reader knows them: menus and lists of other articles are
            left out then.
        rules: The whole of `rules/articles.yml`.

    Returns:
        Eight bytes for each stretch between full stops; empty for a text too short to tell.
    """
    fragments = _fragments(_article(document), rules.copies.min_fragment)
    if sum(number >> 32 for number in fragments) < rules.copies.min_letters:
        return b""
    return fragments.tobytes()


class Copies(Generic[T]):
    """The articles of a run so far, each under a key of the caller's.

    Args:
        rules: The whole of `rules/articles.yml`.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "Putin met Kim Yong-bok. " + "".join(
        ...     f"The general stood in row number {n}. " for n in range(20))
        >>> copies = Copies(load_rules().articles)
        >>> copies.seen(Document("a", text)), copies.seen(Document("b", "SEOUL -- " + text))
        (None, 'a')
    """

    def __init__(self, rules: ArticleRules) -> None:
        self._all_rules = rules
        self._rules = rules.copies
        self._known: deque[_Known[T]] = deque()
        self._by_probe: dict[int, _Known[T]] = {}
        #: Articles that were copies so far.
        self.count = 0

    def seen(self: Copies[str], document: Document) -> str | None:
        """Tell whether an article is a copy, and remember it by its id if it is not.

        Returns:
            The id of the article it is a copy of; None for an original, and for a text that is
            too short to tell.
        """
        marks = fingerprint(document, self._all_rules)
        return self.original(document.id, document.published, marks)

    def original(self, key: T, published: str | None, marks: bytes) -> T | None:
        """Tell of which article another is a copy, and remember it if it is none.

        Args:
            key: What to call it.
            published: ISO date, partial allowed.
            marks: Its `fingerprint`.

        Returns:
            The key of the earlier article; None for an original.
        """
        rules = self._rules
        if not marks:
            return None
        fragments = array("Q", marks)
        letters = sum(number >> 32 for number in fragments)
        # By checksum: the smallest numbers would be the shortest fragments.
        probes = nsmallest(rules.probes, fragments, key=_checksum)
        tried: list[_Known[T]] = []
        for probe in probes:
            known = self._by_probe.get(probe)
            if known is None or any(known is each for each in tried):
                continue
            tried.append(known)
            if _days_apart(published, known.published) > rules.most_days:
                continue
            theirs = set(array("Q", known.fragments))
            shared = sum(number >> 32 for number in fragments if number in theirs)
            if shared >= rules.min_share * letters:
                self.count += 1
                return known.key
        self._remember(_Known(key, published, marks, tuple(probes)))
        return None

    def _remember(self, new: _Known[T]) -> None:
        self._known.append(new)
        for probe in new.probes:
            self._by_probe[probe] = new
        if len(self._known) > self._rules.most_documents:
            old = self._known.popleft()
            for probe in old.probes:
                if self._by_probe.get(probe) is old:
                    del self._by_probe[probe]


def _checksum(fragment: int) -> int:
    return fragment & 0xFFFFFFFF


def _article(document: Document) -> str:
    if not document.zones:
        return document.text
    return "\n".join(
        document.text[zone.start : zone.end] for zone in document.zones if zone.name not in _OUTSIDE
    )


def _fragments(text: str, shortest: int) -> array[int]:
    """Cut a text at full stops; give for each stretch its length (from bit 32) and checksum."""
    lowered = text.lower()
    if not lowered.isascii():
        for char, plain in _PLAIN.items():
            lowered = lowered.replace(char, plain)
    data = lowered.encode("utf-8", "surrogatepass").translate(_STOPPED)
    while b"  " in data:
        data = data.replace(b"  ", b" ")
    # A dateline or a quotation mark before the first word makes no other sentence. Length and
    # checksum together are 40 bits and more, at a quarter of the price of a digest.
    found = {
        len(part) << 32 | crc32(part): None
        for piece in data.split(b".")
        if len(piece) >= shortest and len(part := piece.strip(_EDGES)) >= shortest
    }
    return array("Q", found)


def _days_apart(left: str | None, right: str | None) -> int:
    """Days between two ISO dates; 0 where one is missing or partial."""
    try:
        return abs((date.fromisoformat(left or "") - date.fromisoformat(right or "")).days)
    except ValueError:
        return 0
