"""One alert as the page shows it: plain values, worded and put in order.

Owns which facts of an alert are shown beside which. Invariant: everything the run recorded of
the alert is there, and what colour or place tells is also told in words. Refuses to decide, and
to say that anyone *is* sanctioned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec
from markupsafe import Markup

from xref.explanation import Explainer, Explanation
from xref.model import Alert, Designation, Name
from xref.names.agreement import Agreement, How, Part
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.names.korean_comparison import SyllablePair
from xref.page.texts import name, snippet, spoken, web

_MADE = re.compile(r"x[0-9a-f]{8}|IMO[0-9]{7}")
#: Names of one listing that are shown before the rest is folded away.
_NAMES = 6
#: Mentions, likewise.
MAX_MENTIONS = 8

STANDING = {
    "designated": "designated",
    "delisted": "once designated, since delisted",
    "reported": "named in reporting; not a designation",
}
ON_LIST = {True: "on that list", False: "not on that list", None: "that list is not loaded"}
_SIGNS = {
    "same": ("=", "the same"),
    "spelling": ("≈", "another spelling"),
    "joined": ("=", "joined"),
    "group": ("≈", "alike"),
    "near": ("≈", "near"),
    "initial": ("≈", "initial"),
    "missing": ("–", "only on one side"),
    "conflict": ("≠", "differs"),
    "ignored": ("·", "does not count"),
}


class Tile(msgspec.Struct, frozen=True):
    """One syllable or part of the names, side by side; `hangul` is a reading that both share."""

    left: str
    right: str
    hangul: str
    sign: str
    how: str
    word: str
    percent: int
    note: str


class Bar(msgspec.Struct, frozen=True):
    """One row of the evidence: what it adds or takes, and where its bar stands in 0..1000."""

    side: str
    effect: str
    text: Markup
    why: str | None
    x: int
    width: int


class Row(msgspec.Struct, frozen=True):
    """One fact of all listings, a cell for each."""

    label: str
    cells: tuple[tuple[Markup, ...], ...]
    folded: bool = False


class Listing(msgspec.Struct, frozen=True):
    """Head of a column: one designation."""

    authority: str
    status: str
    url: str | None
    reference: str
    list: str


class Quote(msgspec.Struct, frozen=True):
    """A sentence with the mention in it."""

    html: Markup
    zone: str


class AlertPicture(msgspec.Struct, frozen=True):
    """Everything about an alert that does not change while it is decided upon.

    Attributes:
        ticks: Borders of the bands, in 0..1000, with their names.
        score_at: The score in 0..1000.
    """

    spoken: str
    quotes: tuple[Quote, ...]
    more_quotes: int
    tiles: tuple[Tile, ...]
    summary: str
    notes: tuple[str, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, str], ...]
    score_at: int
    sum_line: str
    held: str | None
    change: tuple[str, ...]
    below: tuple[str, ...]
    listings: tuple[Listing, ...]
    rows: tuple[Row, ...]
    unknown: str


def picture(
    alert: Alert, explanation: Explanation, unknown: str, comparer: NameComparer
) -> AlertPicture:
    """Put an alert in words and order.

    Args:
        alert: As recorded.
        explanation: Of its line.
        unknown: From `xref.review.sheet.unknown`.
        comparer: Under the rules of the run.
    """
    agreement = explanation.agreement
    tiles = tuple(_tiles(alert, agreement, comparer)) if agreement else ()
    said = {tile.note for tile in tiles}
    strong, possible, floor = explanation.borders
    return AlertPicture(
        spoken=alert.mentions[0].text if alert.mentions else alert.matched_name.text,
        quotes=tuple(
            Quote(snippet(each.snippet, each.text), each.zone)
            for each in alert.mentions[:MAX_MENTIONS]
        ),
        more_quotes=max(0, len(alert.mentions) - MAX_MENTIONS),
        tiles=tiles,
        summary=agreement.summary if agreement else explanation.base.detail,
        notes=tuple(note for note in agreement.notes if note not in said) if agreement else (),
        bars=tuple(_bars(explanation)),
        ticks=((_at(floor), "floor"), (_at(possible), "possible"), (_at(strong), "strong")),
        score_at=_at(alert.score),
        sum_line=explanation.sum_line(),
        held=explanation.held,
        change=explanation.change,
        below=explanation.below,
        listings=tuple(map(_listing, alert.subject.designations)),
        rows=tuple(_rows(alert.subject.designations, alert.matched_name)),
        unknown=unknown,
    )


def _at(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 1000)


def _tiles(alert: Alert, agreement: Agreement, comparer: NameComparer) -> Iterator[Tile]:
    """The names side by side: syllables with a Hangul reading for Korean names, else parts."""
    mention, pairs = _spoken_as(alert, agreement, comparer)
    parts = agreement.parts
    if len(pairs) == len(parts):
        for part, pair in zip(parts, pairs, strict=True):
            yield _tile(part, pair.hangul)
    elif parts or not pairs:
        yield from map(_tile, parts or _whole(mention, alert.matched_name.text, agreement))
    else:
        # Letter by letter the same: the comparison needs no syllables, and a reader does.
        for pair in pairs:
            how: How = "same" if pair.agreement == 1 else "spelling"
            yield _tile(Part(pair.left, pair.right, how, pair.agreement, pair.note), pair.hangul)


def _spoken_as(
    alert: Alert, agreement: Agreement, comparer: NameComparer
) -> tuple[str, tuple[SyllablePair, ...]]:
    """The mention that agrees best, and its syllables beside the listed name's, if Korean."""
    listed, kind = alert.matched_name.text, alert.subject.kind
    mentions = dict.fromkeys(each.text for each in alert.mentions)
    mention = next(
        (each for each in mentions if comparer.agreement(each, listed, kind) == agreement), listed
    )
    if kind != "person" or comparer.korean is None or not comparer.plausibly_korean(listed):
        return mention, ()
    found = comparer.korean.compare(mention, listed)
    return mention, found.syllables if found is not None else ()


def _whole(left: str, right: str, agreement: Agreement) -> tuple[Part, ...]:
    """Names that were compared as a whole."""
    how: How = "same" if fold(left) == fold(right) else "near"
    return (Part(left, right, how, agreement.score, ""),)


def _tile(part: Part, hangul: str = "") -> Tile:
    sign, word = _SIGNS[part.how]
    how, note = part.how, part.note
    if how == "spelling" and part.left == part.right:
        # Korean letters that are the same can still be read in two ways.
        sign, word, how = "=", "the same letters", "same"
    if note in ("the same", word):
        note = ""
    return Tile(
        part.left or "—", part.right or "—", hangul, sign, how, word,
        round(part.agreement * 100), note,
    )  # fmt: skip


def _bars(found: Explanation) -> list[Bar]:
    """The sum as a waterfall: each bar begins where the one before ended."""
    base = found.base
    bars = [
        Bar("name", f"{base.effect:.2f}", _worded("the name: ", base.detail), None, 0,
            _at(base.effect))
    ]  # fmt: skip
    at = base.effect
    for term in (*found.supports, *found.against):
        low, high = sorted((at, at + term.effect))
        bars.append(
            Bar(
                "for" if term.effect > 0 else "against",
                f"{'+' if term.effect > 0 else '−'}{abs(term.effect):.2f}",
                spoken(term.detail),
                term.why,
                _at(low),
                max(_at(high) - _at(low), 4),
            )
        )
        at += term.effect
    bars += [Bar("beside", "", spoken(term.detail), None, 0, 0) for term in found.beside]
    return bars


def _worded(before: str, detail: str) -> Markup:
    return Markup("{}{}").format(before, spoken(detail))


def _listing(one: Designation) -> Listing:
    made = _MADE.fullmatch(one.reference) is not None
    return Listing(
        one.authority, one.status, web(one.url),
        "no reference printed" if made else one.reference, one.list,
    )  # fmt: skip


def _rows(listings: Sequence[Designation], matched: Name) -> list[Row]:
    def texts(values: Callable[[Designation], Sequence[str]]) -> tuple[tuple[Markup, ...], ...]:
        return tuple(tuple(spoken(value) for value in values(one)) for one in listings)

    found = [
        Row("Standing", texts(lambda d: [STANDING[d.status]])),
        Row("Name", tuple(_names(one, matched)[:_NAMES] for one in listings)),
        Row("More names", tuple(_names(one, matched)[_NAMES:] for one in listings), folded=True),
        Row("Born", texts(lambda d: [*d.birth_dates, *d.birth_places])),
        Row("Nationality", texts(lambda d: d.nationalities)),
        Row("Post", texts(lambda d: d.titles)),
        Row("Numbers", texts(_numbers)),
        Row("Type of vessel", texts(lambda d: [d.vessel_type] if d.vessel_type else [])),
        Row("Flag", texts(_flags)),
        Row("Owner or operator", texts(lambda d: d.owners)),
        Row("Address", texts(lambda d: d.addresses), folded=True),
        Row("Programme", texts(lambda d: d.programmes)),
        Row("Legal basis", texts(lambda d: d.legal_basis), folded=True),
        Row("Listed on", texts(lambda d: [d.listed_on or "not printed"])),
        Row("Delisted on", texts(lambda d: [d.delisted_on] if d.delisted_on else [])),
        Row("Remarks", texts(lambda d: [d.remarks] if d.remarks else []), folded=True),
        Row("Source", texts(_source), folded=True),
    ]
    return [row for row in found if any(row.cells)]


def _numbers(one: Designation) -> list[str]:
    return [
        f"{each.type.replace('_', ' ')} {each.value}"
        + (f" ({each.country})" if each.country else "")
        + ("" if each.certain else ", not verified")
        for each in one.identifiers
    ]


def _flags(one: Designation) -> list[str]:
    return [*one.flags, *(f"once {flag}" for flag in one.former_flags)]


def _source(one: Designation) -> list[str]:
    found = [one.source] if one.source else []
    return [*found, f"certainty: {one.certainty}"] if one.certainty else found


def _names(one: Designation, matched: Name) -> tuple[Markup, ...]:
    """The names of a listing, the one that was matched marked, weak ones named so."""
    found = []
    for each in one.names:
        html = name(each.text)
        if each.text == matched.text:
            html = Markup("<mark>{}</mark>").format(html)
        if each.quality in ("weak", "former"):
            html = Markup('{} <span class="soft">({})</span>').format(html, each.quality)
        found.append(html)
    return tuple(found)


def explained(explainer: Explainer, line: bytes) -> Explanation:
    """An alert's line taken apart."""
    return explainer.explain(msgspec.json.decode(line))
