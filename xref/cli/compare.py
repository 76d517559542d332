"""`xref compare A B`: two names side by side, explained."""

from __future__ import annotations

import click

from xref.cli.options import rules_option
from xref.cli.sidebyside import side_by_side
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
    from rich.text import Text

    from xref.names import comparer_for
    from xref.rules import load_rules

    comparer = comparer_for(load_rules(rules_folder))
    comparison = comparer.compare(left, right, kind)
    console = Console(highlight=False, soft_wrap=True)
    band = comparison.band or "below the floor"
    console.print(Text(f"{left}  ~  {right}"))
    console.print(Text(f"score {comparison.score:.3f}, {band}"))
    table = side_by_side(comparer, left, right, kind)
    if table is not None:
        console.print(table)
    for reason in comparison.reasons if table is None else comparison.reasons[:1]:
        console.print(Text(f"- {reason}"))
