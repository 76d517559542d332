"""`xref search NAME`: one name against the lists, explained."""

from __future__ import annotations

import click

from xref.cli.options import (
    kind_option,
    lists_option,
    load,
    notices,
    rules_option,
    stale_option,
)
from xref.cli.sidebyside import side_by_side


@click.command(
    epilog="""\b
Examples:
  xref search "Kim Yong-bok"
  xref search "Lady R" --kind vessel --imo 9161003
  xref search 김영철 --birth-date 1946
"""
)
@click.argument("name")
@kind_option
@click.option("--birth-date", metavar="DATE", help="ISO date, partial allowed (1957).")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="ISO code; repeatable.")
@click.option("--imo", metavar="NUMBER", help="IMO number of the ship.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@lists_option
@stale_option
@rules_option
def command(
    name: str,
    kind: str | None,
    birth_date: str | None,
    countries: tuple[str, ...],
    imo: str | None,
    limit: int,
    sources: tuple[str, ...],
    allow_stale: bool,
    rules_folder: str | None,
) -> None:
    """Search the lists for one name and show the evidence for each possible match."""
    from rich.console import Console
    from rich.text import Text

    from xref.match.matcher import Matcher
    from xref.review.sheet import designation_line

    lists, rules = load(sources, rules_folder, allow_stale=allow_stale)
    for notice in notices(lists, sources):
        click.echo(f"note: {notice}", err=True)
    matcher = Matcher(lists, rules)
    matches = matcher.match(
        name, kind=kind, birth_date=birth_date, countries=countries, imo=imo, limit=limit
    )
    console = Console(highlight=False, soft_wrap=True)
    if not matches:
        console.print(Text(f"no possible match for {name!r} on the loaded lists"))
        return
    for match in matches:
        console.print(
            Text(
                f"{match.band} {match.score:.3f}  {match.subject.kind} {match.subject.name}"
                f"  ({match.status}; {match.subject.id})"
            ),
            style="bold" if match.band != "weak" else "",
        )
        console.print(
            Text(f"  listed name: {match.matched_name.text} ({match.matched_name.quality})")
        )
        table = side_by_side(matcher.comparer, name, match.matched_name.text, match.subject.kind)
        if table is not None and match.band != "weak":
            console.print(table)
        for item in match.evidence:
            if item.feature == "name" and item.effect == 0.0 and table is not None:
                continue  # a row of the table
            effect = f" ({item.effect:+.2f})" if item.feature != "name" else ""
            console.print(Text(f"  - {item.detail}{effect}"))
        for designation in match.subject.designations:
            console.print(Text(f"  {designation_line(designation)}"))
