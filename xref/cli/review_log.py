"""`xref review log|show|verify|purge`: what was decided, whether it holds, and its proof."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xref.cli.options import log_folder, log_option, now, rules_option
from xref.errors import DecisionLogError, UsageError
from xref.rules.review import DISPOSITIONS

if TYPE_CHECKING:
    from xref.review.decisions import Decision
    from xref.review.history import History
    from xref.rules.review import ReviewRules

_COLUMNS = (
    "id", "at", "disposition", "reason_code", "reviewer", "second_reviewer", "subject_id",
    "document", "comment", "expires", "alert_id", "run_id",
)  # fmt: skip
_TABLE = ("at", "disposition", "reason_code", "reviewer", "subject_id", "document", "comment")


def check_date(option: str, value: str | None) -> None:
    """Refuse what is no ISO date.

    Raises:
        UsageError: It is none.
    """
    if value is None:
        return
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        raise UsageError(f"{option} {value!r} is no date", hint="write it as 2026-01-31") from None


def opened(log: str | None) -> History:
    """The decisions of a log whose chain holds.

    Raises:
        DecisionLogError: It does not.
    """
    from xref.review.history import History
    from xref.review.log import DecisionLog

    decisions = DecisionLog(log_folder(log))
    decisions.verify()
    return History(decisions)


def _cells(decision: Decision) -> dict[str, str]:
    document = decision.texts.document if decision.texts is not None else "(purged)"
    return {
        column: document if column == "document" else str(getattr(decision, column) or "")
        for column in _COLUMNS
    }


@click.command("log")
@click.option("--subject", metavar="ID", help="Of this subject or designation.")
@click.option("--reviewer", metavar="NAME", help="By this reviewer, first or second.")
@click.option("--disposition", type=click.Choice(DISPOSITIONS), help="Only these.")
@click.option("--since", metavar="DATE", help="From this day on.")
@click.option("--until", metavar="DATE", help="Before this day.")
@click.option(
    "--format", "form", type=click.Choice(("table", "csv", "jsonl")),
    help="[default: table on a terminal, else csv]",
)  # fmt: skip
@log_option
def log_command(
    subject: str | None,
    reviewer: str | None,
    disposition: str | None,
    since: str | None,
    until: str | None,
    form: str | None,
    log: str | None,
) -> None:
    """List decisions, oldest first."""
    check_date("--since", since)
    check_date("--until", until)
    found = opened(log).search(
        subject=subject, reviewer=reviewer, disposition=disposition, since=since, until=until
    )
    form = form or ("table" if sys.stdout.isatty() else "csv")
    if form == "jsonl":
        from xref.review.decisions import encode

        for decision in found:
            click.echo(encode(decision).decode(), nl=False)
    elif form == "csv":
        from xref.review.sheet import csv_bytes, safe_cell

        click.echo(b"\xef\xbb\xbf" + csv_bytes([_COLUMNS]), nl=False)
        for decision in found:
            click.echo(
                csv_bytes([[safe_cell(cell) for cell in _cells(decision).values()]]), nl=False
            )
    else:
        _table(found)


def _table(decisions: Iterable[Decision]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*_TABLE)
    for decision in decisions:
        cells = _cells(decision)
        table.add_row(*(Text(cells[column]) for column in _TABLE))
    Console().print(table)


@click.command("show")
@click.argument("alert")
@click.option(
    "--run", "run_folder", metavar="DIR", type=click.Path(file_okay=False),
    help="Compare with the alert as this run recorded it.",
)  # fmt: skip
@log_option
@rules_option
def show_command(
    alert: str, run_folder: str | None, log: str | None, rules_folder: str | None
) -> None:
    """Show all decisions on ALERT (or on that of a decision), what is in force, and why."""
    from xref.review.recorded import RecordedRun
    from xref.review.suppression import Memory, Standing
    from xref.rules import load_rules

    history = opened(log)
    rules = load_rules(rules_folder).review
    one = history.decision(alert)
    alert = one.alert_id if one is not None else alert
    past = history.on_alert(alert)
    recorded = None
    run = RecordedRun(Path(run_folder)) if run_folder else None
    if run is not None:
        recorded = run.alert(alert)
    if not past and recorded is None:
        where = f", nor does {run_folder} hold it" if run_folder else ""
        raise UsageError(f"nobody has decided on {alert!r}{where}", hint="give an alert's id")
    for decision in past:
        _show(decision, rules)
    standing: Standing | None = None
    if run is not None and recorded is not None:
        memory = Memory(
            history,
            rules,
            as_of=_today(),
            loaded=[version.name for version in run.versions],
            entries=[each.id for one in run.subjects.values() for each in one.designations],
        )
        standing = memory.standing(recorded.alert)
    click.echo(_in_force(past, standing, rules))


def _today() -> str:
    return f"{now():%Y-%m-%d}"


def _show(decision: Decision, rules: ReviewRules) -> None:
    by = decision.reviewer
    if decision.second_reviewer:
        by += f", agreed by {decision.second_reviewer}"
    reason = rules.reasons.get(decision.reason_code)
    click.echo(f"{decision.at}  {decision.disposition}  {decision.id}")
    lines: list[tuple[str, Any]] = [
        ("by", by),
        ("because", f"{decision.reason_code}: {reason.text if reason else '(no longer in rules)'}"),
        ("comment", decision.comment),
        ("article", decision.texts.document if decision.texts else "(purged)"),
        ("subject", decision.subject_id),
        ("covers", decision.scope if decision.disposition == "false_positive" else ""),
        ("until", decision.expires),
        ("rests on", f"listing {decision.listing}, mention {decision.mention}, "
                     f"rules {decision.rules_digest[:12]}, run {decision.run_id}"),
        ("record", f"{decision.n}, {decision.hash}"),
    ]  # fmt: skip
    for label, value in lines:
        if value:
            click.echo(f"  {label:9} {value}")


def _in_force(past: list[Decision], standing: Any, rules: ReviewRules) -> str:
    from xref.review.suppression import ended_by_itself

    if standing is not None:
        if standing.decision is None:
            return "open: no decision covers this alert"
        if standing.suppressed:
            return f"in force: {standing.decision.id} suppresses this alert; {standing.text()}"
        return f"on the sheet: {standing.text()}"
    latest = past[-1]
    ended = ended_by_itself(latest, rules, _today())
    if ended:
        return f"not in force: {'; '.join(ended)}"
    note = "; --run DIR compares it with a run's listing" if latest.expires else ""
    return f"in force: {latest.id} ({latest.disposition}){note}"


@click.command("verify")
@click.argument("runs", nargs=-1, metavar="[RUN]...", type=click.Path(file_okay=False))
@log_option
def verify_command(runs: tuple[str, ...], log: str | None) -> None:
    """Check the chain of the log, and that what RUNs consulted is part of it.

    A run's manifest notes the head of the log: it proves that no later hand has rewritten what
    stood before, even if the whole log was replaced.
    """
    from xref.review.log import DecisionLog
    from xref.review.recorded import RecordedRun

    decisions = DecisionLog(log_folder(log))
    found = decisions.verify()
    consulted = {}
    for run in runs:
        about = RecordedRun(Path(run)).manifest.get("decisions")
        if about is not None and about["count"]:
            consulted[run] = (about["count"], about["head"])
    if consulted:
        hashes = {record.n: record.hash for _, record in decisions.records()}
        for run, (count, head) in consulted.items():
            if hashes.get(count) != head:
                raise DecisionLogError(
                    f"{decisions.path}: is not the log that {run} consulted: its record {count} "
                    "is another one",
                    hint="name the run's own log with --log, or restore it from a backup",
                )
    purged = f", {found.purged} of them without texts" if found.purged else ""
    click.echo(
        f"{decisions.path}: {found.records} records, {found.decisions} decisions{purged}; the "
        f"chain holds; head {found.head.hash}"
    )
    for run in consulted:
        click.echo(f"{run}: consulted this log")
    if found.leftover:
        click.echo(
            f"note: {found.leftover} bytes behind the end are of a batch that was never finished; "
            "they do not count, and the next decision removes them",
            err=True,
        )


@click.command("purge")
@click.option("--before", required=True, metavar="DATE", help="Decisions taken before this day.")
@click.option("--reviewer", required=True, metavar="NAME", help="Who does it; goes into the log.")
@click.option("--write", "--yes", "write", is_flag=True, help="Do it; else it is only counted.")
@log_option
def purge_command(before: str, reviewer: str, write: bool, log: str | None) -> None:
    """Drop the texts of old decisions; the decisions and their chain stay.

    Comments, articles, headlines and spellings go for good. Backups and run folders have them
    still.
    """
    from xref.review.log import DecisionLog
    from xref.review.purge import count_purgeable, purge

    check_date("--before", before)
    decisions = DecisionLog(log_folder(log))
    decisions.verify()
    if not write:
        count = count_purgeable(decisions, before)
        click.echo(f"{count} decisions would lose their texts. Nothing is written without --write")
        return
    said = purge(decisions, before=before, reviewer=reviewer, at=f"{now():%Y-%m-%dT%H:%M:%SZ}")
    click.echo(f"{said.count if said is not None else 0} decisions lost their texts")
