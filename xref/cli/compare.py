"""`xref compare A B`: two names side by side, explained."""

from __future__ import annotations

import click

from xref.cli.options import rules_option
from xref.model import KINDS


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

    from xref.names.compare import NameComparer
    from xref.rules import load_rules

    comparer = NameComparer(load_rules(rules_folder))
    comparison = comparer.compare(left, right, kind)
    console = Console(highlight=False, soft_wrap=True)
    band = comparison.band or "below the floor"
    console.print(Text(f"{left}  ~  {right}"))
    console.print(Text(f"score {comparison.score:.3f}, {band}"))
    parts = comparer.side_by_side(left, right, kind)
    if parts:
        table = Table(box=None, pad_edge=False)
        for heading in ("left", "right", "how", "agreement"):
            table.add_column(heading)
        for part in parts:
            table.add_row(
                Text(part.left), Text(part.right), Text(part.how), f"{part.agreement:.2f}"
            )
        console.print(table)
    for reason in comparison.reasons:
        console.print(Text(f"- {reason}"))
