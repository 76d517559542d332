"""`xref report RUN`: a finished run as one HTML file to read, print and hand on."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  xref report today                  writes today/report.html
  xref report 20261128T09 -o friday.html
  xref report today -o - | less
"""
)
@click.argument("run", metavar="RUN")
@click.option("-o", "--output", metavar="FILE", help="[default: report.html in the run folder]")
def command(run: str, output: str | None) -> None:
    """Write RUN as one self-contained HTML file."""
    from xref.cli.explain import explainer_of
    from xref.manifest import read_run
    from xref.report.page import report_page
    from xref.runs import write_whole

    one = read_run(run)
    explainer, notes = explainer_of(one)
    page = report_page(one, explainer, notes).encode("utf-8", "replace")
    if output == "-":
        sys.stdout.buffer.write(page)
        return
    path = Path(output) if output else one.folder / "report.html"
    write_whole(path, page)
    click.echo(path.as_posix())
