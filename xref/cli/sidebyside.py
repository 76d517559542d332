"""Two names side by side, part by part, as a terminal table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from xref.names.agreement import Part
    from xref.names.compare import NameComparer


def side_by_side(comparer: NameComparer, left: str, right: str, kind: str) -> Table | None:
    """Syllables of Korean names, else the parts of the names; None where nothing is to show."""
    parts = comparer.agreement(left, right, kind).parts
    return parts_table(parts) if parts else None


def parts_table(parts: Sequence[Part]) -> Table:
    """The rows of a comparison."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=True)
    for heading in ("left", "right", "agreement", "how"):
        table.add_column(heading)
    for part in parts:
        table.add_row(
            Text(part.left or "—"),
            Text(part.right or "—"),
            f"{part.agreement:.2f}",
            Text(part.note),
        )
    return table
