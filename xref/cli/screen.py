"""`xref screen PATH…`: articles in, a run folder with a review sheet out."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xref.cli.options import (
    lists_option,
    load,
    log_folder,
    log_option,
    notices,
    now,
    quiet_option,
    rules_option,
    stale_option,
)
from xref.cli.progress import BatchProgress
from xref.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from xref.articles.sources import Skipped, Source
    from xref.cli.record import RunRecord
    from xref.match.matcher import Matcher
    from xref.model import ListVersion
    from xref.results import Account
    from xref.review.history import History
    from xref.review.log import DecisionLog
    from xref.review.suppression import Memory
    from xref.runs import RunFolder
    from xref.since import Since
    from xref.work import WorkFile


@click.command(
    epilog="""\b
Examples:
  xref screen articles/                      a folder, into out/<run id>/
  xref screen a.html 'more/*.txt' -o today   files and globs, into today/
  xref screen news.jsonl --lists sdn.csv --lists un.xml
  cat page.txt | xref screen -
  xref screen news/ --since out/20261127T…   only what is new or can have changed
  xref screen archive/ -o year --resume      go on where a run was stopped

\b
PATHs are files, folders, globs or - for stdin: text, Markdown, HTML, PDF, mail,
feeds, JSON Lines, CSV, Parquet, WARC, ZIP; also packed as .gz, .xz, .bz2 or .zst.
Writes the sheet (review.csv and review.xlsx), alerts.jsonl, below.jsonl (under
the line), copies.jsonl (repeats), claims.jsonl, subjects.jsonl and, last,
manifest.json. The folder is printed on stdout. Alerts that an earlier decision
answers are left off the sheet; see `xref review`.
"""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", type=click.Path(), help="Run folder.  [default: out/<run id>]")
@lists_option
@stale_option
@rules_option
@log_option
@click.option("--no-decisions", is_flag=True, help="Ask everything, whatever was decided before.")
@click.option(
    "--text-column", metavar="NAME",
    help="Column or field that holds the text.  [default: text, body, content, …]",
)  # fmt: skip
@click.option(
    "--since", metavar="RUN",
    help="A finished run: screen again only what is new or can have changed since.",
)  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on with the unfinished run in the folder of -o.")
@click.option("--force", is_flag=True, help="Replace a run in the folder; never an edited sheet.")
@click.option(
    "--workers", type=click.IntRange(1, 512), metavar="N",
    help="Processes; 1 screens in the main process.  [default: one a core]",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", default=300.0,
    show_default=True, help="Longest time for one document; it is then reported as skipped.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="Exit 1 if there are alerts to review.")
@quiet_option
def command(
    paths: tuple[str, ...],
    output: str | None,
    sources: tuple[str, ...],
    allow_stale: bool,
    rules_folder: str | None,
    log: str | None,
    no_decisions: bool,
    text_column: str | None,
    since: str | None,
    resume: bool,
    force: bool,
    workers: int | None,
    timeout: float,
    exit_code: bool,
    quiet: bool,
) -> int:
    """Screen articles against the lists and write a review sheet."""
    from xref.cli.record import RunRecord, settings, used_lists
    from xref.manifest import read_run
    from xref.match.matcher import Matcher
    from xref.review.log import DecisionLog
    from xref.runs import RunFolder
    from xref.since import Since
    from xref.work import WORK, written_sheets

    if resume and (output is None or force):
        wrong = "--force begins anew" if force else "the folder of the unfinished run: -o DIR"
        raise UsageError(f"--resume goes with -o and without --force: {wrong}")
    started = now()
    # An unusable folder must not cost an hour of screening.
    folder = None
    if output:
        path = Path(output)
        sheets = written_sheets(path / WORK)
        folder = RunFolder(path, force=force, resume=resume, unfinished=WORK, sheets=sheets)
    if no_decisions and log:
        raise UsageError("--no-decisions goes without --log")
    decisions = None if no_decisions else DecisionLog(log_folder(log))
    if decisions is not None:
        decisions.verify()
    earlier = read_run(since) if since is not None else None
    record = RunRecord(sources, rules_folder, settings(sources))
    lists, rules = load(sources, rules_folder, allow_stale=allow_stale)
    warnings = notices(lists, sources)
    for warning in warnings:
        click.echo(f"note: {warning}", err=True)
    run = _Run(Matcher(lists, rules), started, warnings, paths, text_column, decisions, record)
    if earlier is not None:
        run.since = Since(earlier, run.matcher, used_lists(sources)[0], text_column)
    record.passed("loading")
    with _terminated(), _work_folder(folder) as place:
        work = run.open(place / WORK)
        try:
            run.screen(work, workers or os.cpu_count() or 1, timeout, quiet=quiet)
            run.record.passed("screening")
            status = run.write(work, folder, force=force)
        except KeyboardInterrupt:
            if folder is not None:
                click.echo(
                    f"xref: what was finished is kept in {(place / WORK).as_posix()}; the same "
                    "command with --resume goes on",
                    err=True,
                )
            raise
        finally:
            work.close()
        work.remove()
    open_alerts = run.counts["alerts"] - run.counts["suppressed"]
    return int(ExitCode.ALERTS) if exit_code and open_alerts and not status else status


@contextlib.contextmanager
def _terminated() -> Iterator[None]:
    """Treat SIGTERM like Ctrl-C: stop the processes, keep what is finished."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _work_folder(folder: RunFolder | None) -> Iterator[Path]:
    """Where the work file goes: the run folder, or one that goes away with the process.

    A run that is named by what it read has no folder before its end, so it cannot be resumed.
    """
    if folder is not None:
        yield folder.path
        return
    with tempfile.TemporaryDirectory(prefix="xref-") as temporary:
        yield Path(temporary)


class _Run:
    """What one run collects."""

    def __init__(
        self,
        matcher: Matcher,
        started: datetime,
        warnings: list[str],
        paths: tuple[str, ...],
        text_column: str | None,
        decisions: DecisionLog | None,
        record: RunRecord,
    ) -> None:
        self._decisions = decisions
        self.matcher = matcher
        self.record = record
        self.started = started
        self.warnings = warnings
        self.paths = paths
        self.text_column = text_column
        self.problems: list[Skipped] = []
        self.counts: dict[str, int] = {}
        self.since: Since | None = None
        self._sources: list[Any] = []
        self._started_at = f"{started:%Y-%m-%dT%H:%M:%SZ}"
        self._arguments: Sequence[str] = sys.argv[1:]

    def open(self, path: Path) -> WorkFile:
        """Open the work file; of a resumed run it tells when and how it was first started."""
        from xref.version import version
        from xref.work import WorkFile
        from xref.work_lines import header

        work = WorkFile(
            path,
            header(
                version=version(),
                lists=self.matcher.lists,
                rules=self.matcher.rules,
                paths=self.paths,
                options=self._options(),
                arguments=self._arguments,
                started_at=self._started_at,
            ),
        )
        self._started_at = work.header.started_at
        self._arguments = work.header.arguments
        self.started = datetime.fromisoformat(self._started_at)
        return work

    def _options(self) -> tuple[str, ...]:
        """What else than lists, rules and inputs a resumed run must have in common."""
        found = [f"--text-column {self.text_column}"] if self.text_column else []
        if self.since is not None:
            found.append(f"--since {self.since.run.manifest.run_key}")
        return tuple(found)

    def screen(self, work: WorkFile, workers: int, timeout: float, *, quiet: bool) -> None:
        """Read and match every article; problems are told as they come."""
        from xref.articles.sources import find_sources
        from xref.batch import Batch

        rules = self.matcher.rules.articles.reading
        sources: list[Source] = list(
            find_sources(self.paths, rules, self._input_problem, output=work.path.parent)
        )
        matcher = self.matcher
        if self.since is not None:
            sources = self.since.sources(sources)
            matcher = self.since.matcher(sources)
            for warning in self.since.warnings():
                click.echo(f"note: {warning}", err=True)
                self.warnings.append(warning)
        with BatchProgress(quiet=quiet) as shown:
            batch = Batch(
                matcher, work, workers=workers, limit=timeout,
                on_problem=_tell, on_progress=shown.show, text_column=self.text_column,
            )  # fmt: skip
            self._sources = batch.run(sources)
        if self.since is not None:
            self._sources = [*self._sources, *self.since.carry(work)]

    def _input_problem(self, problem: Skipped) -> None:
        self.problems.append(problem)
        _tell(problem)

    def write(self, work: WorkFile, folder: RunFolder | None, *, force: bool) -> int:
        """Write the run folder; returns the exit code."""
        from xref.results import Results, account
        from xref.runs import RunFolder, manifest, run_key
        from xref.version import version

        matcher = self.matcher
        read = account(work, self._sources)
        for problem in read.told_late:
            _tell(problem)
        skipped = [*self.problems, *read.skipped]
        key = run_key(read.inputs, matcher.lists, matcher.rules, version())
        run_id = f"{self.started:%Y%m%dT%H%M%SZ}-{key[1:9]}"
        if folder is None:
            folder = RunFolder(Path("out") / run_id, force=force)
        history, memory = self._remembered()
        results = Results(work, read.places, matcher, memory, self._about(key, read, skipped))
        results.write(folder, key)
        self.counts = _counts(read, skipped, results.counts)
        lost = any(not problem.kept for problem in skipped)
        code = ExitCode.PARTIAL if lost else ExitCode.DONE
        whole = manifest(
            run_id=run_id,
            key=key,
            version=version(),
            arguments=self._arguments,
            started_at=self._started_at,
            finished_at=f"{now():%Y-%m-%dT%H:%M:%SZ}",
            lists=matcher.lists,
            rules=matcher.rules,
            inputs=read.inputs,
            skipped=skipped,
            counts=self.counts,
            exit_code=int(code),
            warnings=self.warnings,
        )
        for entry, copy in zip(whole["lists"], matcher.lists.versions, strict=True):
            entry["age_days"] = self._age(copy)
        whole["decisions"] = None
        if history is not None:
            whole["decisions"] = {
                "head": history.head.hash, "count": history.head.count,
                "as_of": f"{self.started:%Y-%m-%d}",
            }  # fmt: skip
            history.close()
        self.record.passed("writing")
        paths = self.paths
        if self.since is not None:
            paths = tuple(self.since.paths(paths))
            whole["since"] = self.since.record()
        self.record.complete(whole, folder, matcher, paths)
        folder.finish(whole)
        self._summary(folder.path)
        return int(code)

    def _remembered(self) -> tuple[History | None, Memory | None]:
        """The decisions so far, for as long as results are written."""
        from xref.review.history import History
        from xref.review.suppression import Memory

        if self._decisions is None:
            return None, None
        history = History(self._decisions)
        memory = Memory(
            history,
            self.matcher.rules.review,
            as_of=f"{self.started:%Y-%m-%d}",
            loaded=[version.name for version in self.matcher.lists.versions],
            entries=[each.id for each in self.matcher.lists.designations],
        )
        return history, memory

    def _about(self, key: str, read: Account, skipped: Sequence[Skipped]) -> list[tuple[str, str]]:
        """What the workbook's Run sheet says; no clock, so that equal runs give equal bytes."""
        from xref.version import version

        lines = [
            ("Run key", key),
            ("Made by", f"xref {version()}"),
            ("Articles", f"{read.documents} read, {sum(not s.kept for s in skipped)} skipped"),
        ]
        for copy in self.matcher.lists.versions:
            edition = f"edition {copy.published}" if copy.published else "edition not printed"
            entries = sum(copy.counts.values())
            lines.append(
                (f"List {copy.name}", f"{edition}; {entries} entries; sha256 {copy.sha256}")
            )
        lines.append(("Rules", f"digest {self.matcher.rules.digest}"))
        if self._decisions is not None:
            head = self._decisions.head()
            lines.append(("Decisions", f"{head.count} records; head {head.hash}"))
        lines += [("Note", warning) for warning in self.warnings]
        lines.append(("Everything else", "manifest.json beside this file"))
        return lines

    def _age(self, version: ListVersion) -> float | None:
        """Days from the last check of a stored copy to the start of the run."""
        from xref.lists.checks import age_days

        if version.checked_at is None:
            return None
        return round(max(0.0, age_days(version.checked_at, self.started)), 2)

    def _summary(self, folder: Path) -> None:
        counts = self.counts
        skipped = f", {counts['skipped']} inputs skipped" if counts["skipped"] else ""
        repeated = f", {counts['repeated']} repeated in copies" if counts["repeated"] else ""
        answered = (
            f", {counts['suppressed']} of them answered by earlier decisions"
            if counts["suppressed"]
            else ""
        )
        answered += f", {counts['reopened']} reopened" if counts["reopened"] else ""
        to_review = "" if answered else " to review"
        click.echo(
            f"{counts['documents']} articles: {counts['alerts']} possible matches{to_review} "
            f"({counts['strong']} strong){answered}, {counts['below']} under the line, "
            f"{counts['claims']} claims{repeated}{skipped}",
            err=True,
        )
        click.echo(folder.as_posix() + "/")


def _tell(problem: Skipped) -> None:
    line = f":{problem.line}" if problem.line is not None else ""
    verb = "read, but" if problem.kept else "skipped:"
    click.echo(f"xref: {problem.path}{line}: {verb} {problem.reason}", err=True)
    if problem.hint:
        click.echo(f"      {problem.hint}", err=True)


def _counts(read: Account, skipped: Sequence[Skipped], bands: dict[str, int]) -> dict[str, int]:
    strong, possible, weak = (bands.get(band, 0) for band in ("strong", "possible", "weak"))
    return {
        "documents": read.documents,
        "skipped": sum(not problem.kept for problem in skipped),
        "alerts": strong + possible,
        "below": weak,
        "strong": strong,
        "possible": possible,
        "weak": weak,
        "claims": bands.get("claims", 0),
        "copies": bands.get("copies", 0),
        "repeated": bands.get("repeated", 0),
        "suppressed": bands.get("suppressed", 0),
        "reopened": bands.get("reopened", 0),
    }
