"""The dashboard's panels: what the page asks for, and where it comes from.

Owns the one call by which the page gets its panels. Refuses to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup

from xref.page.queue import BANDS, TABS, Filter

if TYPE_CHECKING:
    from xref.page.workbench import Workbench


class Panel(msgspec.Struct, frozen=True):
    """A picture with its sentence and its numbers.

    Attributes:
        chart: Inline SVG without scripts and style attributes; may be empty.
    """

    title: str
    sentence: str
    chart: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def panels(bench: Workbench) -> Sequence[Panel]:
    """The panels of the dashboard."""
    queue = bench.queue
    counts = {tab: queue.view(Filter(tab=tab)).bands for tab in TABS}
    todo = sum(counts["todo"].values())
    rows = tuple(
        (tab, *(f"{of[band]:,}" for band in BANDS), f"{sum(of.values()):,}")
        for tab, of in counts.items()
    )
    sentence = f"{todo:,} of {len(queue):,} alerts are to do."
    return [Panel("Alerts by state and band", sentence, Markup(""), ("", *BANDS, "all"), rows)]
