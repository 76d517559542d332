"""Replay: a run done again from what its manifest recorded, and compared byte for byte.

Owns finding the recorded lists, rules and inputs, and saying what is missing or differs.
Invariants: the run folder is only read; inputs that came later are left out; a result counts
as proved only if lists, rules, inputs and outputs all have the recorded sha256. Refuses to
screen against other lists or rules than the recorded ones.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from xref.articles.sources import STDIN, Skipped, Source, find_sources
from xref.batch import Batch, Progress
from xref.errors import DecisionLogError, UsageError
from xref.lists.home import home
from xref.lists.recorded import RecordedCopy, load_recorded
from xref.manifest import Manifest, Run, code_digest
from xref.match.matcher import Matcher
from xref.model import Lists
from xref.results import Results, account
from xref.review.consulted import history_of
from xref.review.log import default_folder
from xref.review.suppression import Memory
from xref.rules import load_rules
from xref.rules.copies import COPY, find_copy, unpacked
from xref.runs import COPIES, SHEET, RunFolder
from xref.version import version
from xref.work import WORK, WorkFile
from xref.work_lines import header

#: The outputs that a replay must give again.
PROVED = ("alerts.jsonl", "below.jsonl", "claims.jsonl")
_SHOWN = 5


class Replayed(msgspec.Struct):
    """What a replay found.

    Attributes:
        same: Outputs that have the recorded bytes.
        differing: Outputs that have not.
        differences: What is not as it was recorded, a sentence each.
        notes: What a reader should know and what proves nothing against the run.
        counts: Alerts by band, and claims.
    """

    same: list[str] = []
    differing: list[str] = []
    differences: list[str] = []
    notes: list[str] = []
    counts: dict[str, int] = {}

    @property
    def proved(self) -> bool:
        """Whether everything was as recorded and came out byte for byte."""
        return not self.differing and not self.differences


@contextlib.contextmanager
def recorded_matcher(
    run: Run, *, look_in: Sequence[Path] = (), notes: list[str] | None = None
) -> Iterator[Matcher]:
    """The matcher of a run, from its recorded lists and rules.

    Raises:
        UsageError: The manifest does not tell how to do the run again.
        ConfigError: Its rules are not at hand.
        ListError: A list copy is gone or differs.
    """
    with _recorded_rules(run) as folder:
        rules = load_rules(folder)
        lists = _load(run, folder, look_in)
        if notes is not None:
            notes.append(f"rules {rules.digest[:12]} and {len(lists.versions)} lists as recorded")
        yield Matcher(lists, rules)


def recorded_lists(run: Run, *, look_in: Sequence[Path] = ()) -> Lists:
    """The lists of a run, grouped into subjects by its rules.

    Raises:
        UsageError, ConfigError, ListError: See `recorded_matcher`.
    """
    with _recorded_rules(run) as folder:
        return _load(run, folder, look_in)


@contextlib.contextmanager
def _recorded_rules(run: Run) -> Iterator[Path]:
    manifest = run.manifest
    if manifest.sources is None or manifest.paths is None or manifest.directory is None:
        raise UsageError(
            f"{run.folder}: its manifest was written by an older xref and does not tell enough "
            "to do the run again"
        )
    folder = manifest.rules.folder
    copy = find_copy(
        manifest.rules.digest,
        files=[run.folder / COPY, home() / "rules" / f"{manifest.rules.digest}.json"],
        folders=[Path(manifest.directory) / folder] if folder else [],
    )
    with unpacked(copy) as unpacked_folder:
        yield unpacked_folder


def _load(run: Run, rules: Path, look_in: Sequence[Path]) -> Lists:
    manifest = run.manifest
    return load_recorded(
        manifest.sources or (),
        [RecordedCopy(each.name, each.path, each.sha256, each.builtin) for each in manifest.lists],
        rules=rules,
        directory=Path(manifest.directory or ""),
        look_in=look_in,
    )


def replay(
    run: Run,
    into: Path,
    *,
    inputs: Sequence[str] = (),
    look_in: Sequence[Path] = (),
    log: Path | None = None,
    workers: int = 1,
    timeout: float | None = 300.0,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Replayed:
    """Do a run again and compare what comes out.

    Args:
        run: The run.
        into: An empty folder for the results.
        inputs: Where the inputs are now; as recorded if empty.
        look_in: Folders in which to look for list files.
        log: Folder of the log of decisions; as recorded, else the user's own, if None.
        workers: Processes.
        timeout: Seconds that one document may take.
        on_progress: Called as documents are finished.

    Raises:
        UsageError, ConfigError, ListError: See `recorded_matcher`.
        OutputError: The results cannot be written.
    """
    found = Replayed()
    manifest = run.manifest
    _compare_versions(manifest, found)
    with recorded_matcher(run, look_in=look_in, notes=found.notes) as matcher:
        folder = RunFolder(into)
        places = list(inputs) or [
            path if path == "-" else str(Path(manifest.directory or "") / path)
            for path in manifest.paths or ()
        ]
        sources = _sources(manifest, places, matcher, found)
        work = WorkFile(
            into / WORK,
            header(
                version=version(), lists=matcher.lists, rules=matcher.rules, paths=places,
                options=(), arguments=(), started_at=manifest.started_at,
            ),
        )  # fmt: skip
        try:
            batch = Batch(
                matcher, work, workers=workers, limit=timeout, on_problem=lambda _: None,
                on_progress=on_progress, text_column=manifest.setting("text_column"),
            )  # fmt: skip
            read = account(work, batch.run(sources))
            wanted = Counter((each.path, each.sha256) for each in manifest.inputs)
            for each in read.inputs:
                wanted[each.path, each.sha256] -= 1
            changed = {path for (path, _), count in wanted.items() if count < 0}
            found.differences += [f"input {path} has changed" for path in sorted(changed)]
            with _recorded_memory(manifest, matcher, log, found) as memory:
                results = Results(work, read.places, matcher, memory)
                results.write(folder, manifest.run_key)
            found.counts = dict(results.counts)
        finally:
            work.close()
        work.remove()
    _compare_outputs(run, into, folder.outputs, found)
    return found


@contextlib.contextmanager
def _recorded_memory(
    manifest: Manifest, matcher: Matcher, log: Path | None, found: Replayed
) -> Iterator[Memory | None]:
    """The earlier decisions as the run knew them; those taken since are out of sight."""
    consulted = manifest.decisions
    if consulted is None or not consulted.count:
        yield None
        return
    try:
        history = history_of(consulted, [log] if log is not None else _log_folders(manifest))
    except DecisionLogError as error:
        found.differences.append(f"{error.message}; earlier decisions are left out")
        yield None
        return
    found.notes.append(f"the {consulted.count} records of the log of decisions as recorded")
    with contextlib.closing(history):
        yield Memory(
            history,
            matcher.rules.review,
            as_of=consulted.as_of,
            loaded=[version.name for version in matcher.lists.versions],
            entries=[each.id for each in matcher.lists.designations],
        )


def _log_folders(manifest: Manifest) -> Iterator[Path]:
    """Where the log of a run may be: where it was, else where it would be now."""
    directory = Path(manifest.directory or "")
    recorded, data = manifest.setting("log"), manifest.setting("XREF_HOME")
    if recorded:
        yield directory / recorded
    elif data:
        yield directory / data / default_folder().name
    yield default_folder()


def _compare_versions(manifest: Manifest, found: Replayed) -> None:
    if manifest.xref != version():
        found.differences.append(f"xref was {manifest.xref}, is {version()}")
    elif manifest.code not in (None, code_digest()):
        found.differences.append(
            f"xref {version()} is not the code of the run (was {manifest.code}, is {code_digest()})"
        )


def _sources(
    manifest: Manifest, places: Sequence[str], matcher: Matcher, found: Replayed
) -> list[Source]:
    """The recorded inputs, in their order; what is missing or new is told."""
    problems: list[Skipped] = []
    rules = matcher.rules.articles.reading
    wanted = Counter(each.path for each in manifest.inputs)
    sources = []
    later = 0
    for source in find_sources([each for each in places if each != "-"], rules, problems.append):
        if wanted[source.path] > 0:
            wanted[source.path] -= 1
            sources.append(source)
        else:
            later += 1
    for path, count in wanted.items():
        if count > 0:
            said = "standard input is not kept" if path == STDIN else f"input {path} is gone"
            found.differences.append(said)
    if later:
        found.notes.append(f"{later} inputs that the run did not read are left out")
    return sources


def _compare_outputs(
    run: Run, into: Path, outputs: dict[str, dict[str, Any]], found: Replayed
) -> None:
    recorded = run.manifest.outputs
    for name in [*PROVED, *({COPIES} & (recorded.keys() | outputs.keys()))]:
        if name not in recorded:
            found.differences.append(f"the manifest records no {name}")
            continue
        same = name in outputs and outputs[name]["sha256"] == recorded[name].sha256
        (found.same if same else found.differing).append(name)
        if not same and same_but_decisions(run.folder / name, into / name):
            found.differences.append(f"{name}: all the same but what it says of earlier decisions")
        elif not same:
            found.differences += _first_differences(run.folder / name, into / name)
        kept = _sha256(run.folder / name)
        if kept is None:
            found.differences.append(f"{name} is missing in the run folder")
        elif kept != recorded[name].sha256:
            found.differences.append(f"{name} in the run folder was changed since the run")
    if SHEET in recorded:
        if outputs[SHEET]["sha256"] == recorded[SHEET].sha256:
            found.same.append(SHEET)
        elif not found.differing:
            found.notes.append(f"{SHEET} came out with other bytes")
        if _sha256(run.folder / SHEET) not in (None, recorded[SHEET].sha256):
            found.notes.append(f"{SHEET} in the run folder was edited since the run, as it may be")


def same_but_decisions(old: Path, new: Path) -> bool:
    """Whether two files of alerts differ only in `suppressed_by` and `earlier`."""
    try:
        pairs = [
            [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
            for path in (old, new)
        ]
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return False
    for lines in pairs:
        for line in lines:
            for key in ("suppressed_by", "earlier"):
                line.pop(key, None)
    return pairs[0] == pairs[1]


def _first_differences(old: Path, new: Path) -> list[str]:
    try:
        before, after = old.read_bytes().splitlines(), new.read_bytes().splitlines()
    except OSError as error:
        return [f"{old.name} cannot be compared: {error.strerror}"]
    gone, come = Counter(before), Counter(after)
    gone, come = gone - come, come - gone
    said = [f"- {_said(line)}" for line in list(gone)[:_SHOWN]]
    said += [f"+ {_said(line)}" for line in list(come)[:_SHOWN]]
    head = f"{old.name}: {gone.total()} lines do not come out again, {come.total()} others do"
    return [head + "".join(f"\n    {line}" for line in said)]


def _said(line: bytes) -> str:
    with contextlib.suppress(msgspec.DecodeError, KeyError, TypeError):
        item = msgspec.json.decode(line)
        if "alert_id" in item:
            who, where = item["subject"]["name"], item["document"]["id"]
            return f"{item['alert_id']} {item['band']} {item['score']}: {who} in {where}"
        return f"{item['authority']}: {item['name']} in {item['document_id']}"
    return line[:120].decode("utf-8", "replace")


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
