"""Syndication: alerts of a run that an earlier article has raised before.

Owns which alerts of a copy say nothing new. An alert is a repeat if an earlier article of the
same story (an original, or another copy of it) has one on the same subject, in the same band or
a better one, that shows every spelling this one shows. Invariants: articles are taken in the
order of the inputs, and only what came before decides; whatever is no repeat stays an alert.
Refuses to drop anything: it says which alert is repeated, and its caller writes both down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import msgspec

from xref.articles.copies import Copies, fingerprint
from xref.model import Alert, Claim
from xref.names.fold import fold
from xref.rules import Rules

_BANDS = {"strong": 0, "possible": 1, "weak": 2}


class Said(msgspec.Struct, frozen=True):
    """An alert, as far as its repeats must agree with it.

    Attributes:
        alert_id: Its own.
        document_id: Of its article.
        band: 0 for `strong`, 1 for `possible`, 2 for `weak`.
        spellings: Its mentions, folded.
    """

    alert_id: str
    document_id: str
    band: int
    spellings: frozenset[str]


class Story:
    """An original and its copies: what they have said so far.

    Args:
        tell: Gives alerts and claims of the original; called when its first copy is met.
    """

    __slots__ = ("_claims", "_said", "_tell")

    def __init__(self, tell: Callable[[], tuple[Iterable[Alert], Iterable[Claim]]]) -> None:
        self._tell: Callable[[], tuple[Iterable[Alert], Iterable[Claim]]] | None = tell
        self._said: dict[str, list[Said]] = {}
        self._claims: set[tuple[str, str, str]] = set()

    def repeated(self, alert: Alert) -> Said | None:
        """The earlier alert that one of a copy repeats; None, and noted down, if it is new."""
        self._begin()
        new = _said(alert)
        earlier = self._said.setdefault(alert.subject.id, [])
        for each in earlier:
            if each.band <= new.band and each.spellings >= new.spellings:
                return each
        earlier.append(new)
        return None

    def has_claim(self, claim: Claim) -> bool:
        """Whether an earlier article said this in the same sentence; noted down if not."""
        self._begin()
        key = (claim.authority, claim.name, claim.text)
        known = key in self._claims
        self._claims.add(key)
        return known

    def _begin(self) -> None:
        if self._tell is not None:
            alerts, claims = self._tell()
            self._tell = None
            for alert in alerts:
                self._said.setdefault(alert.subject.id, []).append(_said(alert))
            self._claims.update((each.authority, each.name, each.text) for each in claims)


def _said(alert: Alert) -> Said:
    spellings = frozenset(fold(mention.text) for mention in alert.mentions)
    return Said(alert.alert_id, alert.document_id, _BANDS[alert.band or "weak"], spellings)


def repeats(alerts: Iterable[Alert], rules: Rules) -> Iterator[tuple[Alert, str | None]]:
    """Tell of each alert that `Matcher.screen` gives whether a copy repeats it.

    Args:
        alerts: Article by article, with their texts; streamed.
        rules: Of the matcher.

    Yields:
        Each alert, in the same order, and the id of the alert of an earlier article that it
        repeats, or None.

    Example:
        >>> import xref
        >>> matcher = xref.Matcher(xref.load_lists())
        >>> text = "The cargo ship Lady R left. " + "".join(
        ...     f"Port number {n} was closed to all others. " for n in range(10))
        >>> articles = [xref.Document("a", text), xref.Document("b", "SEOUL -- " + text)]
        >>> found = list(repeats(matcher.screen(articles), matcher.rules))
        >>> [(alert.document_id, earlier == found[0][0].alert_id) for alert, earlier in found]
        [('a', False), ('b', True)]
    """
    copies: Copies[Story] = Copies(rules.articles)
    # By identity: ids of documents may stand twice.
    for _, group in groupby(alerts, key=lambda alert: id(alert.document)):
        own = list(group)
        document = own[0].document
        known = Story(_of(own))
        marks = fingerprint(document, rules.articles)
        story = copies.original(known, document.published, marks)
        for alert in own:
            earlier = story.repeated(alert) if story is not None else None
            yield alert, earlier.alert_id if earlier is not None else None


def _of(alerts: list[Alert]) -> Callable[[], tuple[Iterable[Alert], Iterable[Claim]]]:
    # Without texts: the last hundred thousand articles are remembered.
    lean = [
        msgspec.structs.replace(
            alert, document=msgspec.structs.replace(alert.document, text="", zones=())
        )
        for alert in alerts
    ]
    return lambda: (lean, ())
