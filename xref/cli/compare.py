"""`xref compare A B`: two names side by side, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xref.cli.options import rules_option
from xref.model import KINDS

if TYPE_CHECKING:
    from xref.names.compare import NameComparer


@click.command(
    epilog="""\b
Examples:
  xref compare "Kim Yong-bok" "김영복"
  xref compare "KIM, Yong Chol" "Kim Yong Chun"
  xref compare --kind vessel "M/V Rung Ra 2" RUNGRA2
"""
)
@click.argument("left")
@click.argument("right")
@click.option("--kind", type=click.Choice(KINDS), default="person", show_default=True)
@rules_option
def command(left: str, right: str, kind: str, rules_folder: str | None) -> None:
    """Compare two names and say why they agree or not."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from xref.names import comparer_for
    from xref.rules import load_rules

    comparer = comparer_for(load_rules(rules_folder))
    comparison = comparer.compare(left, right, kind)
    console = Console(highlight=False, soft_wrap=True)
    band = comparison.band or "below the floor"
    console.print(Text(f"{left}  ~  {right}"))
    console.print(Text(f"score {comparison.score:.3f}, {band}"))
    rows = _rows(comparer, left, right, kind)
    if rows:
        table = Table(box=None, pad_edge=False)
        for heading in ("left", "right", "agreement", "how"):
            table.add_column(heading)
        for part in rows:
            table.add_row(
                *(Text(cell) for cell in part),
            )
        console.print(table)
    for reason in comparison.reasons if not rows else comparison.reasons[:1]:
        console.print(Text(f"- {reason}"))


def _rows(comparer: NameComparer, left: str, right: str, kind: str) -> list[tuple[str, ...]]:
    """Side by side: syllables of Korean names, else the parts of the names."""
    parts = comparer.agreement(left, right, kind).parts
    if parts or kind != "person" or comparer.korean is None:
        return [(p.left or "—", p.right or "—", f"{p.agreement:.2f}", p.note) for p in parts]
    korean = comparer.korean.compare(left, right)
    if korean is None:
        return []
    return [(s.left, s.right, f"{s.agreement:.2f}", s.note or s.hangul) for s in korean.syllables]
