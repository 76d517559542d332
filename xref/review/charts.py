"""Charts: pictures of counts as inline SVG, coloured by a stylesheet.

Owns the drawing of columns over time and of bars. Invariants: every text is escaped; no style,
colour or script is in the markup, only classes of `charts.css`, so that a strict
Content-Security-Policy holds and a page can be light or dark; what colour tells, a pattern and a
text tell as well; a picture says in its title and description what it shows. Places across are in
per cent and heights in pixels, so that texts keep their size on a narrow screen. Refuses to
compute: it draws what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unicodedata import east_asian_width

import msgspec
from markupsafe import Markup, escape

#: Kinds of things that have a colour, and the pattern that tells them apart without it.
PATTERNS = {
    "strong": "", "possible": "rising", "weak": "dots",
    "false_positive": "", "true_match": "cross", "escalate": "falling", "waiting": "dots",
    "suppressed": "level", "reopened": "rising", "open": "",
    "age": "", "late": "cross", "plain": "",
}  # fmt: skip
_LINES = {
    "rising": "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", "falling": "M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2",
    "level": "M0 4 H8", "cross": "M0 0 L8 8 M0 8 L8 0", "dots": "M1 2 h2 M5 6 h2",
}  # fmt: skip
_LEFT, _TOP, _PLOT, _FOOT = 11.0, 22, 150, 26
#: Height of a row of a bar chart, of its bar, and where that begins; then of compact ones.
_ROW, _BAR, _BELOW = 44, 16, 20
_LOW_ROW, _LOW_BAR, _LOW_BELOW = 32, 9, 18
#: Columns that have their number on them; more would run into each other.
_NUMBERED = 10
#: Characters that a line of a bar has room for on a narrow screen, for each per cent of its width.
_ROOM = 0.46
#: So many more fit on a wide one.
_MORE_ROOM = 12
#: Share of the columns that may have a label below them.
_LAST_LABEL = 0.94


class Bar(msgspec.Struct, frozen=True):
    """A row of a bar chart.

    Attributes:
        label: What it is of.
        parts: Kind to value, in order.
        said: Its value in words, at the end of the line.
        limit: A mark at this value.
        strip: Small columns beside the bar: a value for each period.
    """

    label: str
    parts: Mapping[str, float]
    said: str
    limit: float | None = None
    strip: tuple[float, ...] = ()


def stylesheet(*, dark: bool = True) -> str:
    """The classes that the pictures use, for screen and print.

    Args:
        dark: Whether the page is dark for readers who ask for that.

    Example:
        >>> "prefers-color-scheme: dark" in stylesheet()
        True
    """
    names = ("charts.css", "charts-dark.css") if dark else ("charts.css",)
    return "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)


def columns(
    name: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
    *,
    legend: Mapping[str, str],
    title: str,
    about: str,
) -> Markup:
    """Columns side by side, stacked by kind.

    Args:
        name: Names the picture on its page: letters, digits and `-`.
        labels: Below the columns; as many as fit are shown.
        series: Kind to values, from the bottom up, one for each label.
        legend: Kind to its words.
        title: What it is.
        about: What it shows.
    """
    count = len(labels)
    totals = [sum(values[n] for values in series.values()) for n in range(count)]
    most = _ceiling(max(totals, default=0))
    step = (100 - _LEFT) / max(count, 1)
    # A single column as wide as the picture looks like a wall.
    width = min(step * (0.84 if count < 30 else 0.9), 9.0)
    parts = []
    for share in (0.0, 0.5, 1.0):
        if share == 0.5 and most < 2:
            continue
        y = _TOP + _PLOT * (1 - share)
        parts.append(
            f'<line class="grid" x1="{_LEFT}%" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="{_LEFT - 1.5}%" y="{y + 4:.1f}" text-anchor="end">'
            f"{short(most * share)}</text>"
        )
    shown = _shown(count)
    top = totals.index(max(totals)) if totals and max(totals) > 0 else None
    for n in range(count):
        middle = _LEFT + step * (n + 0.5)
        y = float(_TOP + _PLOT)
        parts.append(f"<g><title>{escape(_told(labels[n], series, n, legend))}</title>")
        for kind, values in series.items():
            if values[n] > 0:
                height = max(values[n] / most * _PLOT, 1.0)
                y -= height
                parts.append(_rect(_fill(name, kind), middle - width / 2, y, width, height))
        parts.append("</g>")
        if totals[n] > 0 and (count <= _NUMBERED or n == top):
            parts.append(_text("value", middle, y - 5, short(totals[n]), _side(middle)))
        if n in shown:
            css = "tick" if shown[n] else "tick wide"
            parts.append(_text(css, middle, _TOP + _PLOT + 18, labels[n], "middle"))
    keys = {kind: legend[kind] for kind, values in series.items() if kind in legend and any(values)}
    return _figure(name, keys, _svg(name, _TOP + _PLOT + _FOOT, (title, about), keys, parts))


def bars(
    name: str,
    rows: Sequence[Bar],
    *,
    legend: Mapping[str, str],
    title: str,
    about: str,
    share: bool = False,
    compact: bool = False,
) -> Markup:
    """Bars below one another, each under its label.

    Args:
        name: Names the picture on its page: letters, digits and `-`.
        rows: In order.
        legend: Kind to its words.
        title: What it is.
        about: What it shows.
        share: Each bar is as long as the picture, divided by shares.
        compact: Lower bars, for paper.
    """
    pitch, thick, down = (_LOW_ROW, _LOW_BAR, _LOW_BELOW) if compact else (_ROW, _BAR, _BELOW)
    strips = any(row.strip for row in rows)
    across = 66.0 if strips else 100.0
    most = max((max(sum(row.parts.values()), row.limit or 0) for row in rows), default=0) or 1
    parts = []
    for n, row in enumerate(rows):
        top = n * pitch
        parts.append(f"<g><title>{escape(visible(row.label))}</title>")
        room = across * _ROOM - _wide(row.said) - 2
        narrow, wide = _cut(row.label, room), _cut(row.label, room + _MORE_ROOM)
        parts.append(_text("label" if narrow == wide else "label wide", 0, top + 14, wide, "start"))
        if narrow != wide:
            parts.append(_text("label narrow", 0, top + 14, narrow, "start"))
        parts.append("</g>")
        parts.append(_text("value", across, top + 14, row.said, "end"))
        y, at = top + down, 0.0
        whole = (sum(row.parts.values()) or 1) if share else most
        parts.append(
            f'<rect class="track" x="0" y="{y}" width="{across}%" height="{thick}" rx="3"/>'
        )
        for kind, value in row.parts.items():
            if value > 0:
                width = across * value / whole
                parts.append(
                    f"<g><title>{escape(legend.get(kind, kind))}: {number(value)}</title>"
                    f"{_rect(_fill(name, kind), at, y, max(width, 0.4), thick)}</g>"
                )
                at += width
        if row.limit is not None:
            x = across * row.limit / whole
            ends = f'y1="{y - 3}" y2="{y + thick + 3}"'
            parts.append(f'<line class="limit" x1="{x:.2f}%" x2="{x:.2f}%" {ends}/>')
        parts.extend(_strip(row.strip, across + 5, y + thick))
    used = {kind for row in rows for kind, value in row.parts.items() if value > 0}
    keys = {kind: words for kind, words in legend.items() if kind in used}
    height = max(len(rows), 1) * pitch
    return _figure(name, keys, _svg(name, height, (title, about), keys, parts))


def short(value: float) -> str:
    """A number in at most five characters.

    Example:
        >>> short(950), short(12_400), short(1_000_000), short(2.5)
        ('950', '12.4k', '1M', '2.5')
    """
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")):
        if value >= size:
            unit = 1e3 if letter == "k" else size
            return f"{value / unit:.3g}".replace("e+03", "000") + letter
    return number(value)


def number(value: float) -> str:
    """A number as it is read: thousands divided, one decimal place where it is not whole.

    Example:
        >>> number(12_400), number(2.5), number(3.0)
        ('12,400', '2.5', '3')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _ceiling(most: float) -> float:
    """The next round number from a number up, for the top of an axis."""
    if most <= 0:
        return 1.0
    size = 1.0
    while size * 10 < most:
        size *= 10
    return next(size * step for step in (1, 2, 4, 5, 6, 8, 10) if size * step >= most)


def _shown(count: int) -> dict[int, bool]:
    """Which labels stand below the columns, and whether on a narrow screen, too.

    None stands so far right that it would run out of the picture or into the one before.
    """
    wide = max(1, -(-count // 5))
    last = count * _LAST_LABEL - 0.5
    return {n: not (n // wide) % 2 for n in range(0, count, wide) if n <= last or not n}


def _side(middle: float) -> str:
    """A text near the right edge of the picture ends there."""
    return "end" if middle > 96 else "middle"


def _told(
    label: str, series: Mapping[str, Sequence[float]], n: int, legend: Mapping[str, str]
) -> str:
    counts = [f"{number(values[n])} {legend.get(kind, kind)}" for kind, values in series.items()]
    return f"{label}: {', '.join(counts)}"


def _strip(values: Sequence[float], left: float, base: int) -> Iterable[str]:
    if not values:
        return
    most = max(values) or 1
    step = (100 - left) / len(values)
    width = min(step * 0.8, 4.0)
    yield f'<line class="grid" x1="{left}%" x2="100%" y1="{base}" y2="{base}"/>'
    for n, value in enumerate(values):
        if value > 0:
            height = max(value / most * 30, 1.0)
            x = left + step * (n + 0.5) - width / 2
            yield (
                f'<rect class="fill-plain" x="{x:.2f}%" y="{base - height:.1f}" '
                f'width="{width:.2f}%" height="{height:.1f}"/>'
            )


def _cut(text: str, most: float) -> str:
    """The beginning of a text that is about as wide as so many small letters."""
    wide = 0.0
    for n, letter in enumerate(text):
        wide += _wide(letter)
        if wide > most:
            return text[: max(n - 1, 1)].rstrip() + "…"
    return text


def _wide(text: str) -> float:
    """About how wide a text is, in small letters: capitals and Asian letters are wider."""
    return sum(
        2.0 if east_asian_width(letter) in "WF" else 1.25 if letter.isupper() else 1.0
        for letter in text
    )


def _rect(fill: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect {fill} x="{x:.2f}%" y="{y:.1f}" width="{width:.2f}%" height="{height:.1f}"/>'


def _fill(name: str, kind: str) -> str:
    return f'fill="url(#{name}-{kind})"' if PATTERNS.get(kind) else f'class="fill-{kind}"'


def _text(css: str, x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text class="{css}" x="{x:.2f}%" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(visible(text))}</text>"
    )


_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""A text with what hides letters, turns the direction of writing or is no text shown as such.

    Example:
        >>> visible("a\u202eb")
        'a[U+202E]b'
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def _figure(name: str, keys: Mapping[str, str], drawing: Markup) -> Markup:
    """A drawing under its legend, if it has one."""
    if not keys:
        return Markup('<div class="picture">{}</div>').format(drawing)
    items = Markup("").join(
        Markup('<li><svg class="key" width="14" height="14" aria-hidden="true">{}</svg>{}</li>')
        .format(Markup(_rect(_fill(name, kind), 0, 0, 100, 14)), visible(words))  # noqa: S704 - no text
        for kind, words in keys.items()
    )  # fmt: skip
    return Markup('<div class="picture"><ul class="legend">{}</ul>{}</div>').format(items, drawing)


def _svg(
    name: str, height: int, said: tuple[str, str], kinds: Iterable[str], parts: Iterable[str]
) -> Markup:
    """A picture; `said` is its title and its description."""
    title, about = said
    patterns = "".join(
        f'<pattern id="{name}-{kind}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="fill-{kind}" width="8" height="8"/><path class="line-{kind}" '
        f'd="{_LINES[PATTERNS[kind]]}"/></pattern>'
        for kind in kinds
        if PATTERNS.get(kind)
    )
    return Markup(  # noqa: S704 - every text in it was escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="100%" height="{height}" '
        f'role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-about"><title id="{name}-title">'
        f'{escape(visible(title))}</title><desc id="{name}-about">{escape(visible(about))}</desc>'
        f"<defs>{patterns}</defs>{''.join(parts)}</svg>"
    )
