"""Panels: a picture, what it says in a sentence, and the figures behind it.

Owns the shape of a panel and how days become periods. Invariant: no picture has more than
`MOST_PERIODS` periods, whatever the dates are; what does not fit is counted and said. Refuses
to read files.
"""

from __future__ import annotations

from datetime import date

import msgspec
import polars as pl
from markupsafe import Markup

from xref.review.charts import number

MOST_PERIODS = 60
#: How long a period is, the most days that are divided so, and what it is called.
_GRAINS = (
    ("1d", 45, "day"), ("1w", 420, "week"), ("1mo", 1_820, "month"), ("1q", 5_460, "quarter"),
    ("1y", 366 * 9_999, "year"),
)  # fmt: skip
#: Where leaving out the earliest fiftieth makes the rest four times as wide, it is left out.
_EARLIEST, _WIDER = 0.02, 4
#: A number and its sign stay on one line.
_PERCENT = "\N{NO-BREAK SPACE}%"


class Panel(msgspec.Struct, frozen=True):
    """One picture of the dashboard.

    Attributes:
        name: Names it on its page: letters, digits and `-`.
        title: What it is about.
        sentence: What the picture says, for who cannot see it.
        chart: Inline SVG with classes of `charts.css`; empty if there is nothing to draw.
        columns: Heads of the figures.
        rows: The figures, as they are read; texts, not HTML.
    """

    name: str
    title: str
    sentence: str
    chart: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Periods(msgspec.Struct, frozen=True):
    """Time divided evenly.

    Attributes:
        every: Length, as polars says it.
        noun: Length, in English.
        starts: First day of each.
        earlier: How many of the days lie before the first.
    """

    every: str
    noun: str
    starts: tuple[date, ...]
    earlier: int = 0

    def labels(self) -> list[str]:
        """A label for each.

        Example:
            >>> Periods("1q", "quarter", (date(2026, 4, 1),)).labels()
            ['2026 Q2']
        """
        return [self._label(day) for day in self.starts]

    def _label(self, day: date) -> str:
        if self.noun == "year":
            return f"{day.year:04}"
        if self.noun == "quarter":
            return f"{day.year:04} Q{(day.month + 2) // 3}"
        return day.isoformat()[:7] if self.noun == "month" else day.isoformat()

    def frame(self) -> pl.DataFrame:
        """The starts as a column `period`."""
        return pl.DataFrame({"period": self.starts}, schema={"period": pl.Date})


def periods(days: pl.Series) -> Periods:
    """Divide the time that days cover, so that it can be drawn.

    Args:
        days: Dates without nulls.

    Example:
        >>> found = periods(pl.Series([date(2026, 1, 5), date(2026, 1, 7)]))
        >>> found.noun, len(found.starts)
        ('day', 3)
    """
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return Periods("1d", "day", ())
    early = days.sort()[int(_EARLIEST * (len(days) - 1))]
    if (last - early).days * _WIDER < (last - first).days:
        first = early
    span = (last - first).days
    every, _, noun = next(grain for grain in _GRAINS if span <= grain[1])
    edges = pl.Series([first, last], dtype=pl.Date).dt.truncate(every)
    starts = pl.date_range(edges[0], edges[1], every, eager=True)[-MOST_PERIODS:]
    earlier = int((days < starts[0]).sum())
    return Periods(every, noun, tuple(starts), earlier)


def counted(frame: pl.DataFrame, day: str, by: str, found: Periods) -> dict[str, list[int]]:
    """Rows by a column, for each period.

    Args:
        frame: With a column of days and one to divide by.
        day: Name of the first; nulls are left out.
        by: Name of the second.
        found: The periods.
    """
    if not found.starts:
        return {}
    places = {start: n for n, start in enumerate(found.starts)}
    counts = (
        frame.filter(pl.col(day) >= found.starts[0])
        .group_by(pl.col(day).dt.truncate(found.every), pl.col(by))
        .len()
    )
    values: dict[str, list[int]] = {}
    for start, key, count in counts.iter_rows():
        if start in places and key is not None:
            values.setdefault(key, [0] * len(places))[places[start]] = count
    return values


def many(count: float, noun: str, plural: str | None = None) -> str:
    """A count with its noun.

    Example:
        >>> many(1, "alert"), many(2_000, "alert"), many(0, "copy", "copies")
        ('1 alert', '2,000 alerts', 'no copies')
    """
    if count == 1:
        return f"1 {noun}"
    return f"{number(count) if count else 'no'} {plural or noun + 's'}"


def percent(part: float, whole: float) -> str:
    r"""A share in whole per cent; one that is not 0 is never said to be.

    Example:
        >>> percent(1, 3), percent(1, 100_000), percent(0, 0), percent(99_999, 100_000)
        ('33\xa0%', 'under 1\xa0%', '0\xa0%', 'over 99\xa0%')
    """
    if not whole or not part:
        return f"0{_PERCENT}"
    share = 100 * part / whole
    if share < 1:
        return f"under 1{_PERCENT}"
    return f"over 99{_PERCENT}" if 99 < share < 100 else f"{share:.0f}{_PERCENT}"
