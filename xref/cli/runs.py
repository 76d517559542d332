"""`xref runs`: finished runs, what differs between two, and one done again."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from xref.cli.options import quiet_option
from xref.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from xref.differences import RunDifference
    from xref.manifest import Manifest, Run

#: Changes of one sort that are printed; --json gives all.
_LINES = 50


@click.group()
def command() -> None:
    """Show, compare and prove finished runs."""


@command.command(
    "show",
    epilog="""\b
Examples:
  xref runs show                    the runs in out/
  xref runs show archive/2026       the runs in a folder
  xref runs show today              one run in words
  xref runs show 20261128T09 --json its manifest
""",
)
@click.argument("run", required=False, metavar="[RUN]")
@click.option("--json", "as_json", is_flag=True, help="As JSON: the manifest, or one a line.")
def show(run: str | None, as_json: bool) -> None:
    """List runs, or tell one in words.

    RUN is a run folder, the beginning of a run id in out/, or a folder that holds runs.
    """
    import msgspec

    from xref.manifest import MANIFEST, RUNS, find_runs, read_run

    root = Path(run) if run is not None else Path(RUNS)
    if run is None or (root.is_dir() and not (root / MANIFEST).exists()):
        found = find_runs(root)
        if not found and run is not None:
            raise UsageError(f"{root}: holds no finished run", hint="see `xref screen`")
        for each in found:
            if as_json:
                click.echo(msgspec.json.encode(each.manifest).decode())
            else:
                click.echo(_line(each))
        if not found:
            click.echo(f"no finished run in {root.as_posix()}/", err=True)
        return
    one = read_run(run)
    if as_json:
        click.echo((one.folder / MANIFEST).read_text(encoding="utf-8"), nl=False)
        return
    for line in _words(one):
        click.echo(line)


def _line(run: Run) -> str:
    manifest = run.manifest
    counts = manifest.counts
    return (
        f"{manifest.started_at}  {run.folder.as_posix()}  {counts.get('documents', 0):,} articles, "
        f"{counts.get('alerts', 0):,} to review ({counts.get('strong', 0):,} strong), "
        f"{len(manifest.lists)} lists, rules {manifest.rules.digest[:8]}, exit {manifest.exit_code}"
    )


def _words(run: Run) -> list[str]:
    manifest = run.manifest
    counts = manifest.counts
    code = f" (code {manifest.code})" if manifest.code else ""
    found = [
        f"run {manifest.run_id} in {run.folder.as_posix()}/",
        f"  from {manifest.started_at} to {manifest.finished_at}, exit code {manifest.exit_code}",
        f"  xref {manifest.xref}{code}, Python {manifest.python}, {manifest.system}",
        f"  command: xref {' '.join(manifest.arguments)}",
        f"  {counts.get('documents', 0):,} articles of {len(manifest.inputs):,} inputs, "
        f"{counts.get('skipped', 0):,} skipped",
        f"  {counts.get('strong', 0):,} strong, {counts.get('possible', 0):,} possible, "
        f"{counts.get('weak', 0):,} under the line, {counts.get('claims', 0):,} claims",
    ]
    if manifest.since is not None:
        found.append(f"  since {manifest.since.get('run_id')}: {manifest.since.get('said')}")
    found.append("lists")
    for each in manifest.lists:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in each.counts.items())
        age = f", checked {each.age_days:g} days before" if each.age_days is not None else ""
        dated = f" of {each.published}" if each.published else ""
        found.append(f"  {each.name}{dated} {each.sha256[:12]}: {kinds}{age}")
    found.append("rules")
    which = {True: "packaged", False: "of your own", None: "not recorded which"}
    found.append(f"  {manifest.rules.digest[:12]} ({which[manifest.rules.packaged]})")
    found += _settings(manifest)
    if manifest.timings:
        spent = ", ".join(f"{name} {seconds:g} s" for name, seconds in manifest.timings.items())
        found.append(f"times\n  {spent}")
    if manifest.warnings:
        found += ["warnings", *(f"  {each}" for each in manifest.warnings)]
    if manifest.skipped:
        found.append("said of inputs")
        found += [f"  {each.path}: {each.reason}" for each in manifest.skipped[:_LINES]]
    found.append("outputs")
    found += [
        f"  {name}: {each.bytes:,} bytes, sha256 {each.sha256[:12]}"
        for name, each in manifest.outputs.items()
    ]
    return found


def _settings(manifest: Manifest) -> list[str]:
    lines = [
        f"  {name} = {each.get('value')} ({each.get('origin')})"
        for name, each in manifest.settings.items()
    ]
    return ["settings", *lines] if lines else []


@command.command(
    "diff",
    epilog="""\b
Examples:
  xref runs diff out/20261127T090000Z-1f2e3d4c out/20261128T090000Z-5a6b7c8d
  xref runs diff yesterday today --json
""",
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, with everything.")
def diff(before: str, after: str, as_json: bool) -> None:
    """Tell what changed from run A to run B: what went in, which alerts moved, and why."""
    import msgspec

    from xref.differences import compare_runs
    from xref.manifest import read_run

    found = compare_runs(read_run(before), read_run(after))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    for line in _difference(found):
        click.echo(line)


def _difference(found: RunDifference) -> list[str]:
    lines = _some("program", found.program)
    lines += _some("lists", [change.line() for change in found.lists])
    if found.rules:
        lines += _some("rules", [change.line() for change in found.rules])
    else:
        lines += _some("rule files (values not at hand)", found.rules_files)
    lines += _some("inputs added", found.inputs_added)
    lines += _some("inputs gone", found.inputs_gone)
    lines += _some("inputs changed", found.inputs_changed)
    lines += _some("alerts", [change.line() for change in found.alerts])
    lines.append(f"{len(found.alerts):,} alerts differ, {found.unchanged:,} are the same")
    return lines


def _some(title: str, found: object) -> list[str]:
    items = list(found) if isinstance(found, list | tuple) else []
    if not items:
        return []
    more = len(items) - _LINES
    shown = [f"  {item}" for item in items[:_LINES]]
    return [f"{title} ({len(items):,})", *shown, *([f"  … and {more:,} more"] if more > 0 else [])]


@command.command(
    "replay",
    epilog="""\b
Examples:
  xref runs replay out/20261128T090000Z-5a6b7c8d --verify
  xref runs replay today --verify --inputs archive/articles --look-in archive/lists
  xref runs replay today -o again           keep what comes out

\b
Exit codes with --verify: 0 proved, 1 something differs, 3 the rules are not at hand,
4 a list copy is gone or differs.
""",
)
@click.argument("run", metavar="RUN")
@click.option("--verify", is_flag=True, help="Exit 1 unless all comes out byte for byte.")
@click.option("-o", "--output", type=click.Path(), help="Keep the results in this folder.")
@click.option("--inputs", multiple=True, metavar="PATH", help="Where the inputs are now.")
@click.option(
    "--look-in", multiple=True, metavar="DIR", type=click.Path(file_okay=False, exists=True),
    help="A folder that holds list files of the run; repeat for more.",
)  # fmt: skip
@click.option(
    "--log", metavar="DIR", type=click.Path(file_okay=False),
    help="Folder of the log of decisions.  [default: as recorded, else the user's own]",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 512), metavar="N", help="Processes.")
@quiet_option
def replay(
    run: str,
    verify: bool,
    output: str | None,
    inputs: tuple[str, ...],
    look_in: tuple[str, ...],
    log: str | None,
    workers: int | None,
    quiet: bool,
) -> int:
    """Do RUN again from its recorded lists and rules, and compare what comes out.

    Earlier decisions count as the run knew them: those taken since are out of sight.
    """
    from xref.cli.progress import BatchProgress
    from xref.manifest import read_run
    from xref.replay import replay as replayed

    one = read_run(run)
    kept = nullcontext(output) if output else TemporaryDirectory(prefix="xref-replay-")
    with kept as folder, BatchProgress(quiet=quiet) as shown:
        found = replayed(
            one,
            Path(str(folder)),
            inputs=inputs,
            look_in=[Path(each) for each in look_in],
            log=Path(log) if log is not None else None,
            workers=workers or os.cpu_count() or 1,
            on_progress=shown.show,
        )
    for line in found.notes:
        click.echo(f"note: {line}", err=True)
    for name in found.same:
        click.echo(f"same     {name}")
    for name in found.differing:
        click.echo(f"differs  {name}")
    for line in found.differences:
        click.echo(f"xref: {line}", err=True)
    said = "proved: byte for byte as recorded" if found.proved else "not proved"
    click.echo(f"{one.manifest.run_id}: {said}")
    sys.stdout.flush()
    return int(ExitCode.ALERTS if verify and not found.proved else ExitCode.DONE)
