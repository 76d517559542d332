"""The queue: which alerts a run has, in which order, and how each stands.

Owns the columns that are looked at for every alert, filters, orders and counts. Invariant: of
each alert no more is held than what filters and orders need; the rest is read from the run when
it is shown. Refuses to read decisions: it is told how an alert stands.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from itertools import compress
from pathlib import Path
from typing import Literal, get_args

import msgspec

from xref.errors import ReviewError
from xref.names.fold import fold

State = Literal[
    "open", "reopened", "waiting", "escalated", "true_match", "false_positive", "answered", "below"
]
Sort = Literal["band", "article", "subject", "newest"]

STATES: tuple[State, ...] = get_args(State)
SORTS: tuple[Sort, ...] = get_args(Sort)
BANDS = ("strong", "possible", "weak", "none")
#: What the tabs of the queue show.
TABS: dict[str, tuple[State, ...]] = {
    "todo": ("open", "reopened"),
    "second": ("waiting",),
    "escalated": ("escalated",),
    "decided": ("true_match", "false_positive"),
    "answered": ("answered",),
    "below": ("below",),
    "all": STATES,
}
_STATE = {state: code for code, state in enumerate(STATES)}
_BAND = {band: code for code, band in enumerate(BANDS)}
#: Codes of a state: one for each band.
_BY = len(BANDS)
_KEPT_VIEWS = 16
_OF_DISPOSITION: dict[str, State] = {
    "true_match": "true_match",
    "false_positive": "false_positive",
    "escalate": "escalated",
    "pending": "open",
}


def state_of(disposition: str, *, is_approved: bool) -> State:
    """How an alert stands after a decision.

    Example:
        >>> state_of("escalate", is_approved=True), state_of("true_match", is_approved=False)
        ('escalated', 'waiting')
    """
    return _OF_DISPOSITION[disposition] if is_approved else "waiting"


class Filter(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of the queue is shown, and in which order.

    Attributes:
        tab: One of `TABS`.
        band: One of `BANDS`, or all.
        kind: Kind of the subject, or all.
        authority: Code of a body that names the subject, or all.
        words: All of these stand in names, headline, article or ids.
        subject: Only this subject.
        document: Only this article.
        sort: One of `SORTS`.
    """

    tab: str = "todo"
    band: str = ""
    kind: str = ""
    authority: str = ""
    words: str = ""
    subject: str = ""
    document: str = ""
    sort: Sort = "band"


class View(msgspec.Struct, frozen=True):
    """Rows that a filter leaves, with counts of what stands beside them.

    Attributes:
        rows: Numbers of rows, in order.
        tabs: Rows by tab, whatever the tab of the filter.
        bands: Rows by band, whatever the band of the filter.
    """

    rows: array[int]
    tabs: dict[str, int]
    bands: dict[str, int]


class _Document(msgspec.Struct, frozen=True, gc=False):
    id: str
    title: str | None
    published: str | None


class _Subject(msgspec.Struct, frozen=True, gc=False):
    id: str
    name: str
    kind: str


class _Text(msgspec.Struct, frozen=True, gc=False):
    text: str


class _Body(msgspec.Struct, frozen=True, gc=False):
    authority: str


class _Earlier(msgspec.Struct, frozen=True, gc=False):
    id: str
    disposition: str
    reopened: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """What the queue reads of a line of `alerts.jsonl`."""

    alert_id: str
    document: _Document
    subject: _Subject
    band: str | None
    score: float
    mentions: tuple[_Text, ...]
    matched_name: _Text
    designations: tuple[_Body, ...] = ()
    earlier: _Earlier | None = None
    suppressed_by: str | None = None

    def words(self) -> str:
        """Everything that can be searched for, folded."""
        return fold(
            " ".join(
                dict.fromkeys((
                    self.subject.name, self.matched_name.text, *(m.text for m in self.mentions),
                    self.document.title or "", self.document.id, self.subject.id,
                ))
            )
        )  # fmt: skip


class Queue:
    """The alerts of a run as columns; safe to read while another thread sets a state.

    Args:
        folder: A finished run.

    Raises:
        ReviewError: A file of it is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.ids: list[str] = []
        self.subjects: list[str] = []
        self.documents: list[str] = []
        self.earlier: dict[int, _Earlier] = {}
        #: Row -> decision on another article that answers it.
        self.answered_by: dict[int, str] = {}
        self.authorities: list[str] = []
        self.kinds: list[str] = []
        #: State and band of each row in one number, and the same in each order.
        self._codes, self._kind = bytearray(), bytearray()
        self._bodies: array[int] = array("Q")
        self._words: list[str] = []
        self._narrow: OrderedDict[Filter, array[int]] = OrderedDict()
        self._interned: dict[str, str] = {}
        self._version = 0
        self._guard = threading.Lock()
        self._views: OrderedDict[Filter, tuple[int, View]] = OrderedDict()
        keys: list[tuple[float, str, str]] = []
        for name in ("alerts.jsonl", "below.jsonl"):
            for line in _lines(folder / name):
                self._add(line, below=name == "below.jsonl")
                keys.append((-line.score, line.subject.name, line.document.published or ""))
        self._interned.clear()
        self.row_of = {one: row for row, one in enumerate(self.ids)}
        self._orders = {sort: self._order(sort, keys) for sort in SORTS}
        self._ranks = {sort: _ranks(order) for sort, order in self._orders.items()}
        self._ordered = {sort: self._codes_of(order) for sort, order in self._orders.items()}

    def __len__(self) -> int:
        return len(self.ids)

    def _add(self, line: Line, *, below: bool) -> None:
        row = len(self.ids)
        self.ids.append(line.alert_id)
        # Many rows share a subject or an article; one string each is kept.
        same = self.documents[-1] if row else ""
        self.documents.append(same if same == line.document.id else line.document.id)
        self.subjects.append(self._interned.setdefault(line.subject.id, line.subject.id))
        self._kind.append(_place(self.kinds, line.subject.kind))
        bodies = 0
        for each in line.designations:
            bodies |= 1 << min(_place(self.authorities, each.authority), 63)
        self._bodies.append(bodies)
        self._words.append(line.words())
        state: State = "below" if below else "open"
        if line.suppressed_by is not None:
            state = "answered"
        elif line.earlier is not None and not below:
            reopened = bool(line.earlier.reopened)
            state = "reopened" if reopened else _OF_DISPOSITION[line.earlier.disposition]
        self._codes.append(_code(state, line.band or "none"))
        if line.earlier is not None:
            self.earlier[row] = line.earlier

    def _order(self, sort: Sort, keys: list[tuple[float, str, str]]) -> array[int]:
        rows = range(len(self.ids))
        by_band = sorted(rows, key=lambda n: (self._codes[n] % _BY, keys[n][0], self.ids[n]))
        if sort == "band":
            return array("L", by_band)
        if sort == "newest":
            return array("L", sorted(by_band, key=lambda n: keys[n][2], reverse=True))
        if sort == "subject":
            return array("L", sorted(by_band, key=lambda n: (keys[n][1], self.subjects[n])))
        return array("L", sorted(by_band, key=self.documents.__getitem__))

    def state(self, row: int) -> State:
        """How an alert stands."""
        return STATES[self._codes[row] // _BY]

    def band(self, row: int) -> str:
        """The band of an alert, one of `BANDS`."""
        return BANDS[self._codes[row] % _BY]

    def set_state(self, row: int, state: State) -> None:
        """Say how an alert stands from now on."""
        with self._guard:
            code = _code(state, self.band(row))
            if self._codes[row] != code:
                self._codes[row] = code
                for sort, codes in self._ordered.items():
                    codes[self._ranks[sort][row]] = code
                self._version += 1

    def view(self, wanted: Filter) -> View:
        """The rows that a filter leaves; kept until a state changes."""
        with self._guard:
            kept = self._views.get(wanted)
            if kept is not None and kept[0] == self._version:
                return kept[1]
            version = self._version
            view = self._made(wanted)
            self._views[wanted] = (version, view)
            self._views.move_to_end(wanted)
            while len(self._views) > _KEPT_VIEWS:
                self._views.popitem(last=False)
            return view

    def _made(self, wanted: Filter) -> View:
        rows = self._narrowed(wanted)
        whole = rows is self._orders[wanted.sort]
        codes = self._ordered[wanted.sort] if whole else self._codes_of(rows)
        counts = [codes.count(code) for code in range(_BY * len(STATES))]
        inside = [_STATE[state] for state in TABS.get(wanted.tab, STATES)]
        bands = range(_BY) if wanted.band not in _BAND else (_BAND[wanted.band],)
        shown = bytes(
            code // _BY in inside and code % _BY in bands for code in range(256)
        )  # as a table: which codes are shown
        return View(
            array("L", compress(rows, codes.translate(shown))),
            {
                tab: sum(counts[_BY * _STATE[state] + band] for state in states for band in bands)
                for tab, states in TABS.items()
            },
            {
                name: sum(counts[_BY * state + band] for state in inside)
                for name, band in _BAND.items()
            },
        )

    def _codes_of(self, rows: array[int]) -> bytearray:
        return bytearray(map(self._codes.__getitem__, rows))

    def _narrowed(self, wanted: Filter) -> array[int]:
        """Rows in order by everything but tab and band: what no decision changes."""
        key = msgspec.structs.replace(wanted, tab="", band="")
        if key == Filter(tab="", sort=wanted.sort):
            return self._orders[wanted.sort]
        kept = self._narrow.get(key)
        if kept is None:
            kept = self._narrow[key] = array("L", self._looked_through(wanted))
            while len(self._narrow) > _KEPT_VIEWS:
                self._narrow.popitem(last=False)
        self._narrow.move_to_end(key)
        return kept

    def _looked_through(self, wanted: Filter) -> list[int] | array[int]:
        rows: list[int] | array[int] = self._orders[wanted.sort]
        if wanted.subject:
            rows = [n for n in rows if self.subjects[n] == wanted.subject]
        if wanted.document:
            rows = [n for n in rows if self.documents[n] == wanted.document]
        if wanted.kind:
            kind = self.kinds.index(wanted.kind) if wanted.kind in self.kinds else -1
            rows = [n for n in rows if self._kind[n] == kind]
        if wanted.authority:
            known = wanted.authority in self.authorities
            bit = 1 << min(self.authorities.index(wanted.authority), 63) if known else 0
            rows = [n for n in rows if self._bodies[n] & bit]
        looked_for = sorted(fold(wanted.words).split(), key=len, reverse=True)
        if looked_for:
            # Texts lie in memory as rows do, not as orders go: far quicker one after another.
            texts, has = self._words, bytearray(len(self._words))
            hits = list(range(len(texts)) if rows is self._orders[wanted.sort] else sorted(rows))
            for word in looked_for:
                hits = [n for n in hits if word in texts[n]]
            for n in hits:
                has[n] = 1
            rows = list(compress(rows, map(has.__getitem__, rows)))
        return rows

    def neighbours(self, row: int, wanted: Filter) -> tuple[int | None, int | None, int]:
        """Rows before and behind a row that a filter leaves, and how many stand before it.

        The row itself need not be among them: it may have left the view by being decided.
        """
        rows, rank = self.view(wanted).rows, self._ranks[wanted.sort]
        at = bisect_left(rows, rank[row], key=rank.__getitem__)
        behind = bisect_right(rows, rank[row], key=rank.__getitem__)
        before = rows[at - 1] if at else None
        after = rows[behind] if behind < len(rows) else None
        return before, after, at

    def following(self, row: int, wanted: Filter) -> Iterator[int]:
        """Yield the rows of a view behind a row, and then those before it."""
        rows, rank = self.view(wanted).rows, self._ranks[wanted.sort]
        at = bisect_right(rows, rank[row], key=rank.__getitem__)
        yield from rows[at:]
        yield from (each for each in rows[:at] if each != row)

    def in_document(self, document: str) -> list[int]:
        """Rows of one article, in the order of bands."""
        rank = self._ranks["article"]
        order = self._orders["article"]
        low = bisect_left(order, document, key=self.documents.__getitem__)
        high = bisect_right(order, document, key=self.documents.__getitem__)
        return sorted(order[low:high], key=rank.__getitem__)


def _code(state: State, band: str) -> int:
    return _BY * _STATE[state] + _BAND.get(band, _BAND["none"])


def _place(known: list[str], value: str) -> int:
    try:
        return known.index(value)
    except ValueError:
        known.append(value)
        return len(known) - 1


def _ranks(order: array[int]) -> array[int]:
    ranks = array("L", bytes(order.itemsize * len(order)))
    for rank, row in enumerate(order):
        ranks[row] = rank
    return ranks


def _lines(path: Path) -> Iterator[Line]:
    decoder = msgspec.json.Decoder(Line)
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise ReviewError(
                        f"{path}:{number}: is damaged: {error}",
                        hint="the run's folder must be whole; screen again into another one",
                    ) from None
    except OSError as error:
        raise ReviewError(
            f"{path}: cannot be read: {error.strerror}",
            hint="the run's folder must be whole; screen again into another one",
        ) from None
