"""`xref explain ALERT`: one alert in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xref.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from xref.explanation import Explainer, Explanation
    from xref.manifest import Run

_ON_LIST = {True: "on that list", False: "not on that list", None: "that list is not loaded"}


@click.command(
    epilog="""\b
Examples:
  xref explain 165d3a3e7b51ac95                 in the newest run in out/
  xref explain 165d --run today
  xref explain 165d3a3e7b51ac95 --run today --json
"""
)
@click.argument("alert", metavar="ALERT")
@click.option(
    "--run", "run", metavar="RUN", help="Run folder or id.  [default: the newest in out/]"
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def command(alert: str, run: str | None, as_json: bool) -> None:
    """Explain one alert: name, evidence as a sum, designations, what would change it.

    ALERT is an alert id or the beginning of one, of alerts.jsonl or below.jsonl.
    """
    import msgspec

    one = run_of(run)
    explainer, notes = explainer_of(one)
    found = explainer.explain(_find(one, alert))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    for note in notes:
        click.echo(f"note: {note}", err=True)
    _print(found)


def run_of(name: str | None) -> Run:
    """The run of that folder or id, else the newest in `out/`."""
    from xref.manifest import RUNS, find_runs, read_run

    if name is not None:
        return read_run(name)
    found = find_runs(Path(RUNS))
    if not found:
        raise UsageError(f"no finished run in {RUNS}/", hint="name the run folder with --run")
    return found[-1]


def _find(run: Run, wanted: str) -> dict[str, Any]:
    found = [line for line in run.alerts() if line["alert_id"].startswith(wanted.lower())]
    if len(found) != 1:
        raise UsageError(
            f"{len(found) or 'no'} alerts of {run.folder.as_posix()} begin with {wanted!r}",
            hint="the first column of review.csv has the ids",
        )
    return found[0]


def explainer_of(run: Run) -> tuple[Explainer, list[str]]:
    """An explainer under the rules of a run; the packaged ones, with a note, if they are gone."""
    from xref.differences import rules_copy
    from xref.explanation import Explainer
    from xref.names import comparer_for
    from xref.rules import load_rules
    from xref.rules.copies import unpacked

    notes = []
    try:
        with unpacked(rules_copy(run)) as folder:
            rules = load_rules(folder)
    except ConfigError:
        rules = load_rules()
        notes.append(
            "the rules of the run are not at hand: names are compared by the packaged ones"
        )
    return Explainer(rules, comparer_for(rules)), notes


def _print(found: Explanation) -> None:
    from rich.console import Console
    from rich.text import Text

    from xref.cli.sidebyside import parts_table

    console = Console(highlight=False, soft_wrap=True)

    def line(text: str, style: str = "") -> None:
        console.print(Text(text), style=style)

    alert = found.alert
    document, subject = alert["document"], alert["subject"]
    line(
        f"{alert['band']} {alert['score']:.2f}  {subject['kind']} {subject['name']}"
        f"  ({alert['status']}; {subject['id']})",
        "bold",
    )
    line(f"in {document['title'] or document['id']} ({document['path'] or document['id']})")
    for mention in alert["mentions"][:5]:
        line(f"  {mention['start']}-{mention['end']} {mention['zone']}: {mention['snippet']}")
    if len(alert["mentions"]) > 5:
        line(f"  and {len(alert['mentions']) - 5} more mentions")
    name = alert["matched_name"]
    line(f"name: {name['text']} ({name['quality']})", "bold")
    if found.agreement is not None and found.agreement.parts:
        console.print(parts_table(found.agreement.parts))
    line(f"  {found.base.detail}")
    line("evidence", "bold")
    for term in (found.base, *found.supports, *found.against, *found.beside):
        effect = f"{term.effect:+.2f}" if term.effect else "     "
        line(f"  {effect}  {term.feature}: {term.detail}")
        if term.why is not None and term.effect and term is not found.base:
            line(f"         {term.why}", "dim")
    line(f"  {found.sum_line()}" + (f"; {found.held}" if found.held else ""))
    strong, possible, floor = found.borders
    line(f"  borders: strong {strong:.2f}, possible {possible:.2f}, floor {floor:.2f}")
    for title, said in (
        ("what would change it", found.change),
        ("what would take it below the review border, each by itself", found.below),
    ):
        for text in (title, *said) if said else ():
            line(text if text is title else f"  {text}", "bold" if text is title else "")
    line("designations", "bold")
    for item in alert["designations"]:
        programmes = f" [{', '.join(item['programmes'])}]" if item["programmes"] else ""
        since = f" since {item['listed_on']}" if item["listed_on"] else ""
        line(f"  {item['authority']} {item['reference']} ({item['status']}){programmes}{since}")
        if item["url"]:
            line(f"    {item['url']}", "dim")
    if alert["claims"]:
        line("claims of the article", "bold")
    for claim in alert["claims"]:
        line(f"  {claim['authority']}, {_ON_LIST[claim['on_list']]}: {claim['text']}")
    if alert["homonyms"]:
        line("the name also fits", "bold")
        line(f"  {', '.join(alert['homonyms'])}")
