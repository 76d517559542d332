"""`xref bundle build`: lists, rules and index in one hashed file."""

from __future__ import annotations

import click

from xref.cli.options import lists_option, load, notices, rules_option, stale_option


@click.group()
def command() -> None:
    """Build bundles, which load in a fraction of a second."""


@command.command(
    "build",
    epilog="""\b
Example:
  xref bundle build today.xref --lists sdn.csv --lists consolidated.xml
In Python: xref.load_bundle("today.xref") gives the matcher.
""",
)
@click.argument("file", metavar="FILE", type=click.Path())
@lists_option
@stale_option
@rules_option
def build(file: str, sources: tuple[str, ...], allow_stale: bool, rules_folder: str | None) -> None:
    """Write lists, rules and index to FILE; print the sha256 that names its content."""
    from xref.bundle import write_bundle
    from xref.match.matcher import Matcher

    lists, rules = load(sources, rules_folder, allow_stale=allow_stale)
    for notice in notices(lists, sources):
        click.echo(f"note: {notice}", err=True)
    click.echo(write_bundle(Matcher(lists, rules), file))
