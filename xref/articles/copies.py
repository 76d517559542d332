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
from zlib import crc32

import msgspec

from xref.model import Document
from xref.rules.articles import ArticleRules

_STOPS = "!?…\n。！？"
_EDGES = " \"'“”‘’«»()[]-–—"
# Parts of a page that its neighbours on the site share.
_OUTSIDE = frozenset(("boilerplate", "related", "byline"))


class _Known(msgspec.Struct, frozen=True):
    """An article that was seen."""

    id: str
    published: str | None
    hashes: array[int]
    probes: tuple[int, ...]


class Copies:
    """The articles of a run so far.

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
        self._rules = rules.copies
        self._known: deque[_Known] = deque()
        self._by_probe: dict[int, _Known] = {}
        #: Articles that were copies so far.
        self.count = 0

    def seen(self, document: Document) -> str | None:
        """Tell whether an article is a copy, and remember it if it is not.

        Args:
            document: With zones if its reader knows them: menus and lists of other articles are
                left out then.

        Returns:
            The id of the article it is a copy of; None for an original, and for a text that is
            too short to tell.
        """
        rules = self._rules
        fragments = _fragments(_article(document), rules.min_fragment)
        letters = sum(fragments.values())
        if letters < rules.min_letters:
            return None
        # By checksum: the smallest numbers would be the shortest fragments.
        probes = nsmallest(rules.probes, fragments, key=_checksum)
        tried: set[str] = set()
        for probe in probes:
            known = self._by_probe.get(probe)
            if known is None or known.id in tried:
                continue
            tried.add(known.id)
            if _days_apart(document.published, known.published) > rules.most_days:
                continue
            shared = sum(map(fragments.get, fragments.keys() & set(known.hashes)))  # type: ignore[arg-type]
            if shared >= rules.min_share * letters:
                self.count += 1
                return known.id
        self._remember(
            _Known(document.id, document.published, array("Q", fragments), tuple(probes))
        )
        return None

    def _remember(self, new: _Known) -> None:
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


def _fragments(text: str, shortest: int) -> dict[int, int]:
    """Cut a text at full stops; give the hash of each stretch and its length."""
    lowered = text.lower()
    for stop in _STOPS:
        lowered = lowered.replace(stop, ".")
    for space in "\t\xa0":
        lowered = lowered.replace(space, " ")
    while "  " in lowered:
        lowered = lowered.replace("  ", " ")
    # A dateline or a quotation mark before the first word makes no other sentence. Length and
    # checksum together are 40 bits and more, at a quarter of the price of a digest.
    return {
        len(data) << 32 | crc32(data): len(data)
        for part in lowered.split(".")
        if len(data := part.strip(_EDGES).encode("utf-8", "surrogatepass")) >= shortest
    }


def _days_apart(left: str | None, right: str | None) -> int:
    """Days between two ISO dates; 0 where one is missing or partial."""
    try:
        return abs((date.fromisoformat(left or "") - date.fromisoformat(right or "")).days)
    except ValueError:
        return 0
