"""`xref screen PATH…`: articles in, a run folder with a review sheet out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xref.cli.options import (
    lists_option,
    load,
    notices,
    now,
    quiet_option,
    rules_option,
    stale_option,
)
from xref.cli.progress import progress
from xref.errors import ExitCode

if TYPE_CHECKING:
    from xref.articles.reading import InputFile
    from xref.articles.sources import Skipped
    from xref.match.matcher import Matcher
    from xref.model import Alert, Claim, Document, ListVersion


@click.command(
    epilog="""\b
Examples:
  xref screen articles/                      a folder, into out/<run id>/
  xref screen a.html 'more/*.txt' -o today   files and globs, into today/
  xref screen news.jsonl --lists sdn.csv --lists un.xml
  cat page.txt | xref screen -

\b
PATHs are files, folders, globs or - for stdin: plain text, Markdown, HTML, JSON
Lines (id, title, text, published), also packed as .gz, .xz or .bz2.
Writes review.csv (the sheet), alerts.jsonl, below.jsonl (under the line),
claims.jsonl and, last, manifest.json. The folder is printed on stdout.
"""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", type=click.Path(), help="Run folder.  [default: out/<run id>]")
@lists_option
@stale_option
@rules_option
@click.option("--force", is_flag=True, help="Replace a run in the folder; never an edited sheet.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if there are alerts to review.")
@quiet_option
def command(
    paths: tuple[str, ...],
    output: str | None,
    sources: tuple[str, ...],
    allow_stale: bool,
    rules_folder: str | None,
    force: bool,
    exit_code: bool,
    quiet: bool,
) -> int:
    """Screen articles against the lists and write a review sheet."""
    from xref.match.matcher import Matcher
    from xref.runs import RunFolder

    started = now()
    # An unusable folder must not cost an hour of screening.
    folder = RunFolder(Path(output), force=force) if output else None
    lists, rules = load(sources, rules_folder, allow_stale=allow_stale)
    warnings = notices(lists, sources)
    for warning in warnings:
        click.echo(f"note: {warning}", err=True)
    run = _Run(Matcher(lists, rules), started, warnings)
    run.screen(paths, quiet=quiet)
    status = run.write(folder, force=force)
    return int(ExitCode.ALERTS) if exit_code and run.above and not status else status


class _Run:
    """What one run collects."""

    def __init__(self, matcher: Matcher, started: datetime, warnings: list[str]) -> None:
        self.matcher = matcher
        self.started = started
        self.warnings = warnings
        self.above: list[Alert] = []
        self.below: list[Alert] = []
        self.claims: list[Claim] = []
        self.inputs: list[InputFile] = []
        self.skipped: list[Skipped] = []
        self.documents = 0

    def screen(self, paths: Iterable[str], *, quiet: bool) -> None:
        """Read and match every article; problems are told as they come."""
        from xref.alerts import is_above, sheet_alert

        for document in progress(self._documents(paths), what="articles", quiet=quiet):
            self.documents += 1
            alerts, claims = self.matcher.document_alerts(document)
            self.claims.extend(claims)
            for alert in alerts:
                # The text is not needed any more; a year of news does not fit in memory.
                (self.above if is_above(alert) else self.below).append(sheet_alert(alert))

    def _documents(self, paths: Iterable[str]) -> Iterator[Document]:
        from xref.articles.reading import read_documents

        return read_documents(
            paths,
            rules=self.matcher.rules.articles,
            on_problem=self._problem,
            on_input=self.inputs.append,
        )

    def _problem(self, problem: Skipped) -> None:
        self.skipped.append(problem)
        line = f":{problem.line}" if problem.line is not None else ""
        verb = "read, but" if problem.kept else "skipped:"
        click.echo(f"xref: {problem.path}{line}: {verb} {problem.reason}", err=True)
        if problem.hint:
            click.echo(f"      {problem.hint}", err=True)

    def write(self, folder: object, *, force: bool) -> int:
        """Write the run folder; returns the exit code."""
        from xref.alerts import alert_object, claim_object, json_lines, sort_key
        from xref.review.sheet import sheet_bytes
        from xref.runs import RunFolder, manifest, run_key
        from xref.version import version

        matcher = self.matcher
        key = run_key(self.inputs, matcher.lists, matcher.rules, version())
        run_id = f"{self.started:%Y%m%dT%H%M%SZ}-{key[1:9]}"
        if not isinstance(folder, RunFolder):
            folder = RunFolder(Path("out") / run_id, force=force)
        above = sorted(self.above, key=sort_key)
        below = sorted(self.below, key=sort_key)
        claims = sorted(
            self.claims,
            key=lambda c: (c.document_id, c.name, c.authority, c.text, str(c.subject_id)),
        )
        unfound = [claim for claim in claims if claim.subject_id is None]
        folder.write("review.csv", sheet_bytes(above, unfound, matcher.lists, key))
        folder.write("alerts.jsonl", json_lines(map(alert_object, above)))
        folder.write("below.jsonl", json_lines(map(alert_object, below)))
        folder.write("claims.jsonl", json_lines(map(claim_object, claims)))
        lost = any(not problem.kept for problem in self.skipped)
        code = ExitCode.PARTIAL if lost else ExitCode.DONE
        whole = manifest(
            run_id=run_id,
            key=key,
            version=version(),
            arguments=sys.argv[1:],
            started_at=f"{self.started:%Y-%m-%dT%H:%M:%SZ}",
            finished_at=f"{now():%Y-%m-%dT%H:%M:%SZ}",
            lists=matcher.lists,
            rules=matcher.rules,
            inputs=self.inputs,
            skipped=self.skipped,
            counts=self._counts(),
            exit_code=int(code),
            warnings=self.warnings,
        )
        for entry, copy in zip(whole["lists"], matcher.lists.versions, strict=True):
            entry["age_days"] = self._age(copy)
        folder.finish(whole)
        self._summary(folder.path)
        return int(code)

    def _age(self, version: ListVersion) -> float | None:
        """Days from the last check of a stored copy to the start of the run."""
        from xref.lists.checks import age_days

        if version.checked_at is None:
            return None
        return round(max(0.0, age_days(version.checked_at, self.started)), 2)

    def _counts(self) -> dict[str, int]:
        bands = Counter(str(alert.band) for alert in (*self.above, *self.below))
        return {
            "documents": self.documents,
            "skipped": sum(not problem.kept for problem in self.skipped),
            "alerts": len(self.above),
            "below": len(self.below),
            "strong": bands["strong"],
            "possible": bands["possible"],
            "weak": bands["weak"],
            "claims": len(self.claims),
        }

    def _summary(self, folder: Path) -> None:
        counts = self._counts()
        skipped = f", {counts['skipped']} inputs skipped" if counts["skipped"] else ""
        click.echo(
            f"{counts['documents']} articles: {counts['alerts']} possible matches to review "
            f"({counts['strong']} strong), {counts['below']} under the line, "
            f"{counts['claims']} claims{skipped}",
            err=True,
        )
        click.echo(folder.as_posix() + "/")
