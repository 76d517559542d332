"""`xref rules check`: are the rules sound?"""

from __future__ import annotations

import click


@click.group()
def command() -> None:
    """Check rules folders."""


@command.command("check")
@click.argument("folder", required=False, type=click.Path())
def check(folder: str | None) -> None:
    """Load FOLDER (or the packaged rules) and tell every problem at once."""
    from xref.rules import load_rules

    rules = load_rules(folder)
    click.echo(f"{len(rules.files)} files, no problems; digest {rules.digest}")
