"""The dashboard's panels: what the page asks for, and where it comes from.

Owns the one call by which the page gets its panels. Refuses to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xref.review.dashboard import dashboard_panels
from xref.review.panels import Panel

if TYPE_CHECKING:
    from xref.page.workbench import Workbench


def panels(bench: Workbench) -> Sequence[Panel]:
    """The panels of the dashboard.

    Raises:
        ReviewError: A file of the run is damaged.
        DecisionLogError: The log is broken.
    """
    reasons = bench.rules.review.reasons
    return dashboard_panels(bench.run, bench.history, now=bench.now(), reasons=reasons)
