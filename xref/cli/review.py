"""`xref review apply|serve|log|show|verify|sample|purge`: decisions in, and decisions shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xref.cli.options import log_folder, log_option, now, rules_option
from xref.cli.review_log import log_command, purge_command, show_command, verify_command
from xref.cli.review_serve import serve_command
from xref.errors import UsageError

if TYPE_CHECKING:
    from xref.review.agreement import Plan

_SHOWN = 40


@click.group()
def command() -> None:
    """Take reviewers' decisions over, look at them, prove them.

    Decisions are kept in a log that is only ever appended to. A false positive keeps the same
    article and subject off later sheets for as long as nothing it rests on changes.
    """


command.add_command(serve_command)
command.add_command(log_command)
command.add_command(show_command)
command.add_command(verify_command)
command.add_command(purge_command)


@command.command(
    epilog="""\b
Examples:
  xref review apply today/review.xlsx               what would change
  xref review apply today/review.xlsx --write       record it
  xref review apply a.csv b.csv --run today --write two parts, or two reviewers

\b
Exit code 6: the sheet has problems; they are all listed and nothing is recorded.
"""
)
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET...", type=click.Path())
@click.option(
    "--run", "run_folder", metavar="DIR", type=click.Path(file_okay=False),
    help="Folder of the run.  [default: the folder of the first sheet]",
)  # fmt: skip
@click.option("--reviewer", metavar="NAME", default="", help="Who signs rows without a name.")
@click.option("--write", "--yes", "write", is_flag=True, help="Record it; else it is only shown.")
@click.option("--overrule", is_flag=True, help="Replace what others decided in the meantime.")
@click.option("--partial", is_flag=True, help="Leave rows that are missing from the sheet open.")
@click.option("--all", "show_all", is_flag=True, help=f"List all changes, not the first {_SHOWN}.")
@log_option
@rules_option
def apply(
    sheets: tuple[str, ...],
    run_folder: str | None,
    reviewer: str,
    write: bool,
    overrule: bool,
    partial: bool,
    show_all: bool,
    log: str | None,
    rules_folder: str | None,
) -> None:
    """Read filled-in sheets (CSV, XLSX) back: show what would change, or record it.

    All sheets are applied together, whole or not at all.
    """
    from xref.review.apply import Sheets
    from xref.review.desk import Desk
    from xref.review.history import History
    from xref.review.log import DecisionLog
    from xref.review.reading import SheetFile
    from xref.review.recorded import RecordedRun
    from xref.rules import load_rules

    rules = load_rules(rules_folder)
    decisions = DecisionLog(log_folder(log))
    decisions.verify()
    history = History(decisions)
    files = [SheetFile(Path(sheet)) for sheet in sheets]
    run = RecordedRun(Path(run_folder) if run_folder else files[0].path.absolute().parent)
    compared = Sheets(
        run, history, rules.review, reviewer=reviewer, overrule=overrule, partial=partial
    )
    plan = compared.compare(files)
    for note in dict.fromkeys(plan.notes):
        click.echo(f"note: {note}", err=True)
    plan.refuse()
    changes = plan.changes if show_all else plan.changes[:_SHOWN]
    for change in changes:
        click.echo(change.line())
    if len(changes) < len(plan.changes):
        click.echo(f"… and {len(plan.changes) - len(changes)} more (--all lists them)")
    if write and plan.changes:
        desk = Desk(history, rules, run)
        verdicts = [change.verdict for change in plan.changes]
        desk.decide(verdicts, at=_time(), via=_via(plan), expect=plan.head)
    click.echo(_summary(plan, write=write), err=True)


def _time() -> str:
    return f"{now():%Y-%m-%dT%H:%M:%SZ}"


def _via(plan: Plan) -> str:
    return "+".join(sorted({change.via for change in plan.changes}))


def _summary(plan: Plan, *, write: bool) -> str:
    from collections import Counter

    counts = Counter(change.verdict.disposition for change in plan.changes)
    told = ", ".join(f"{count} {disposition}" for disposition, count in sorted(counts.items()))
    rest = f"{plan.unchanged} already in the log, {plan.left_open} left open"
    if not plan.changes:
        return f"nothing to record; {rest}"
    if write:
        return f"recorded: {told}; {rest}"
    return f"would record: {told}; {rest}. Nothing is written without --write"


@command.command("sample")
@click.argument("runs", nargs=-1, metavar="[RUN]...", type=click.Path(file_okay=False))
@click.option("-n", "size", type=click.IntRange(1, 100_000), default=25, show_default=True,
              help="How many clears, and how many alerts under the line.")  # fmt: skip
@click.option("--seed", required=True, metavar="TEXT", help="The same seed draws the same sample.")
@click.option("--since", metavar="DATE", help="Only clears from this day on.")
@log_option
def sample_command(
    runs: tuple[str, ...], size: int, seed: str, since: str | None, log: str | None
) -> None:
    """Draw a sample of clears, and of alerts under the line of RUNs; CSV to stdout.

    For a second look: were they cleared rightly, and is nothing lost under the line?
    """
    from xref.cli.review_log import check_date
    from xref.review.history import History
    from xref.review.log import DecisionLog
    from xref.review.recorded import RecordedRun
    from xref.review.sample import sample, sample_bytes

    check_date("--since", since)
    decisions = DecisionLog(log_folder(log))
    decisions.verify()
    opened = [RecordedRun(Path(run)) for run in runs]
    history = History(decisions)
    if not opened and not history.head.count:
        raise UsageError("there is nothing to draw from", hint="name runs, or a log with --log")
    drawn = sample(history.search(since=since), opened, size=size, seed=seed)
    click.echo(sample_bytes(drawn), nl=False)


command.add_command(sample_command)
