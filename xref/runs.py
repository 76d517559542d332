"""Runs: a folder of results and the manifest that proves how they came about.

Owns writing a run folder. Invariants: each file appears whole or not at all; the manifest
is written last, so a folder without one is a run that did not finish; a review sheet that
somebody has edited is never overwritten. Refuses to read a clock: times are passed in.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec

from xref.articles.reading import InputFile
from xref.articles.sources import Skipped
from xref.errors import OutputError
from xref.model import Lists, ListVersion
from xref.rules import Rules

#: Version of the manifest format.
SCHEMA = 1
MANIFEST = "manifest.json"
SHEET = "review.csv"
WORKBOOK = "review.xlsx"
#: What people write into, and what is therefore never overwritten once they have.
SHEETS = (SHEET, WORKBOOK)
#: A copy of the rules, if they are not the packaged ones.
RULES = "rules.json"
#: Files a run writes before its manifest.
OUTPUTS = (SHEET, WORKBOOK, "alerts.jsonl", "below.jsonl", "claims.jsonl", "subjects.jsonl")
#: Only in runs in which an article repeats another.
COPIES = "copies.jsonl"


def run_key(inputs: Iterable[InputFile], lists: Lists, rules: Rules, version: str) -> str:
    """Name what a run was made of: inputs, lists, rules and program, not when or where.

    Returns:
        `k` and 16 hex digits; equal for equal content, whatever the machine.
    """
    parts = [f"xref {version}", f"rules {rules.digest}"]
    parts += sorted(f"list {v.name} {v.sha256}" for v in lists.versions)
    parts += sorted(f"input {file.path} {file.sha256}" for file in inputs)
    return "k" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


class RunFolder:
    """A folder that one run writes into.

    Args:
        path: The folder; made if it is not there.
        force: Overwrite a finished run, or begin an unfinished one anew, but never overwrite an
            edited sheet.
        resume: Go on with an unfinished run, if there is one.
        unfinished: Name of the file that tells an unfinished run.
        sheets: The sha256 of each sheet that the unfinished run wrote, by name.

    Raises:
        OutputError: The folder holds a run, or holds an edited sheet, or cannot be written.
    """

    def __init__(
        self,
        path: Path,
        *,
        force: bool = False,
        resume: bool = False,
        unfinished: str | None = None,
        sheets: Mapping[str, str] | None = None,
    ) -> None:
        self.path = path
        self.outputs: dict[str, dict[str, Any]] = {}
        self._sheets = dict(sheets or {})
        work = path / unfinished if unfinished is not None else None
        self._check(force=force, resume=resume, work=work)
        try:
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                pass
        except OSError as error:
            raise OutputError(
                f"{path}: cannot be written: {error.strerror}",
                hint="give another folder with -o",
            ) from None

    def _check(self, *, force: bool, resume: bool, work: Path | None) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise OutputError(f"{self.path}: is a file, not a folder", hint="give a folder with -o")
        present = [name for name in (*OUTPUTS, COPIES, MANIFEST) if (self.path / name).exists()]
        begun = work is not None and work.exists()
        if not present and not begun:
            return
        finished = MANIFEST in present
        if resume and finished:
            raise OutputError(
                f"{self.path}: holds a finished run; there is nothing to go on with",
                hint="give another folder with -o, or --force to replace an unedited run",
            )
        if not force and not (resume and begun):
            if not finished and (begun or set(present) - set(SHEETS)):
                raise OutputError(
                    f"{self.path}: holds a run that did not finish",
                    hint="--resume goes on with it, --force begins it anew"
                    if begun
                    else "--force begins it anew",
                )
            raise OutputError(
                f"{self.path}: already holds a run ({', '.join(present)})",
                hint="give another folder with -o, or --force to replace an unedited run",
            )
        for sheet in SHEETS:
            if sheet in present and not self._is_unedited(sheet):
                raise OutputError(
                    f"{self.path / sheet}: was edited since it was written; it is never "
                    "overwritten",
                    hint="move the sheet away, or give another folder with -o",
                )
        self._clear(force=force, work=work)

    def _clear(self, *, force: bool, work: Path | None) -> None:
        """Take away what would pass for a part of the new run."""
        if force:
            # What tells that a sheet is unedited goes away next: who is killed in between must
            # not be told that somebody has edited it.
            for sheet in SHEETS:
                (self.path / sheet).unlink(missing_ok=True)
        # From here on the old run no longer counts as finished.
        (self.path / MANIFEST).unlink(missing_ok=True)
        if force and work is not None:
            work.unlink(missing_ok=True)
        # A copy of the old run's rules is not one of the new run's.
        (self.path / RULES).unlink(missing_ok=True)
        for name in (*OUTPUTS, COPIES, MANIFEST):
            for half in self.path.glob(f".{name}.*"):
                if half.is_dir():
                    shutil.rmtree(half, ignore_errors=True)
                else:
                    half.unlink(missing_ok=True)

    def _is_unedited(self, sheet: str) -> bool:
        recorded = self._sheets.get(sheet)
        with contextlib.suppress(OSError, msgspec.DecodeError, KeyError, TypeError):
            manifest = msgspec.json.decode((self.path / MANIFEST).read_bytes())
            recorded = manifest["outputs"][sheet]["sha256"]
        return recorded == hashlib.sha256((self.path / sheet).read_bytes()).hexdigest()

    def write(self, name: str, data: bytes) -> None:
        """Write one output whole, and remember its size and sha256 for the manifest.

        Raises:
            OutputError: The disk is full or the folder is not writable.
        """
        write_whole(self.path / name, data)
        self.outputs[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[OutputWriter]:
        """Write one output piece by piece; it appears whole when the block ends well.

        Raises:
            OutputError: The disk is full or the folder is not writable.
        """
        with replacing(self.path / name) as stream:
            writer = OutputWriter(stream)
            yield writer
        self.outputs[name] = {"bytes": writer.size, "sha256": writer.sha256()}

    def leave_out(self, name: str) -> None:
        """Have no such output; that of a run which this one replaces goes away.

        Raises:
            OutputError: The folder is not writable.
        """
        try:
            (self.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"{self.path / name}: cannot be removed: {error.strerror}", hint="check permissions"
            ) from None

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Write the manifest, which makes the run finished."""
        whole = {**manifest, "outputs": self.outputs}
        data = msgspec.json.format(msgspec.json.encode(whole), indent=2)
        write_whole(self.path / MANIFEST, data + b"\n")


class OutputWriter:
    """Takes the pieces of one output, and counts and hashes them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    def __call__(self, data: bytes) -> None:
        """Write the next piece."""
        self._stream.write(data)
        self._digest.update(data)
        self.size += len(data)

    def sha256(self) -> str:
        """Of all that was written so far."""
        return self._digest.hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file atomically: temporary file beside it, fsync, rename.

    Raises:
        OutputError: It cannot be written; the old file is untouched.
    """
    with replacing(path) as stream:
        stream.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file beside `path` that takes its place when the block ends well.

    Raises:
        OutputError: It cannot be written; the old file is untouched.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written: {error.strerror}", hint="check space and permissions"
        ) from None


def manifest(
    *,
    run_id: str,
    key: str,
    version: str,
    arguments: Sequence[str],
    started_at: str,
    finished_at: str,
    lists: Lists,
    rules: Rules,
    inputs: Sequence[InputFile],
    skipped: Sequence[Skipped],
    counts: Mapping[str, int],
    exit_code: int,
    warnings: Sequence[str],
) -> dict[str, Any]:
    """The manifest of a run without its outputs, which `RunFolder.finish` adds."""
    return {
        "schema": SCHEMA,
        "run_id": run_id,
        "run_key": key,
        "xref": version,
        "python": platform.python_version(),
        "system": platform.system(),
        "arguments": list(arguments),
        "started_at": started_at,
        "finished_at": finished_at,
        "rules": {"digest": rules.digest, "files": rules.files},
        "lists": [_version(each) for each in lists.versions],
        "inputs": [msgspec.to_builtins(each) for each in inputs],
        "skipped": [msgspec.to_builtins(each) for each in skipped],
        "counts": dict(counts),
        "warnings": list(warnings),
        "exit_code": exit_code,
    }


def _version(version: ListVersion) -> dict[str, Any]:
    found = msgspec.to_builtins(version)
    assert isinstance(found, dict)  # noqa: S101 - a struct becomes a mapping
    return found
