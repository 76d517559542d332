"""Manifests: what a finished run tells of itself, written once and readable for years.

Owns the shape of `manifest.json` as it is read back, the facts of each list copy that go into
it, and how runs are found again. Invariants: plain JSON and hashes, nothing that needs xref to
be read; keys are only ever added; no secret of a command line is kept. Refuses to guess: what
an older manifest does not tell is None.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from xref.errors import ListError, UsageError
from xref.lists.store import Current, Snapshot, Store
from xref.model import ListVersion
from xref.review.consulted import Consulted

MANIFEST = "manifest.json"
#: Where runs without `-o` are.
RUNS = "out"

_SECRET_OPTION = re.compile(
    r"(?i)^--?[a-z0-9-]*(token|password|passwd|secret|api-?key|auth)[a-z-]*"
)
_USERINFO = re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://)[^/@\s]+@")
_SECRET_QUERY = re.compile(
    r"(?i)([?&][^=&\s]*(?:token|password|secret|key|signature|sig|auth)[^=&\s]*=)[^&\s]+"
)
_REMOVED = "[removed]"


class ListRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Which copy of a list a run used; the fields of `ListVersion` and where it came from.

    Attributes:
        age_days: From the last check of a stored copy to the start of the run.
        via: `update`, `import` or `builtin` for a stored copy.
        sources: For each file of a stored copy: name, sha256, url, ETag, Last-Modified.
        readers: Digest of the readers that read it.
        checks: What was checked when the copy came into use, and the outcome.
    """

    name: str
    title: str = ""
    format: str = ""
    path: str = ""
    files: tuple[str, ...] = ()
    bytes: int = 0
    sha256: str = ""
    published: str | None = None
    counts: dict[str, int] = {}
    refused: int = 0
    notice: str | None = None
    builtin: bool = False
    retrieved_at: str | None = None
    checked_at: str | None = None
    age_days: float | None = None
    via: str | None = None
    sources: tuple[dict[str, Any], ...] = ()
    readers: str | None = None
    checks: dict[str, str] = {}


class InputRecord(msgspec.Struct, frozen=True):
    """An input file as a run read it."""

    path: str
    bytes: int
    sha256: str
    documents: int
    skipped: int


class RulesRecord(msgspec.Struct, frozen=True):
    """The rules of a run; `copy` is the file in the run folder that holds them, if any does."""

    digest: str
    files: dict[str, str] = {}
    packaged: bool | None = None
    folder: str | None = None
    copy: str | None = None


class OutputRecord(msgspec.Struct, frozen=True):
    """An output of a run."""

    bytes: int
    sha256: str


class SkippedRecord(msgspec.Struct, frozen=True):
    """Something of an input that could not be read as it stands."""

    path: str
    line: int | None = None
    reason: str = ""
    hint: str | None = None
    kept: bool = False


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A manifest as read back; what older ones lack is None or empty.

    Attributes:
        code: Digest of the source of xref, which tells two checkouts of one version apart.
        paths: Inputs as the user named them.
        directory: Where that was.
        sources: The lists as named, in order, defaults filled in.
        settings: Every value that was in effect, with its origin.
        timings: Seconds of each part; empty for reproducible runs.
        since: What `--since` took over, if it did.
        decisions: The log of decisions it consulted, if it did, and where that ended.
    """

    schema: int
    run_id: str
    run_key: str = ""
    xref: str = ""
    code: str | None = None
    python: str = ""
    system: str = ""
    arguments: tuple[str, ...] = ()
    paths: tuple[str, ...] | None = None
    directory: str | None = None
    sources: tuple[str, ...] | None = None
    settings: dict[str, dict[str, Any]] = {}
    started_at: str = ""
    finished_at: str = ""
    timings: dict[str, float] = {}
    rules: RulesRecord
    lists: tuple[ListRecord, ...] = ()
    inputs: tuple[InputRecord, ...] = ()
    skipped: tuple[SkippedRecord, ...] = ()
    counts: dict[str, int] = {}
    warnings: tuple[str, ...] = ()
    exit_code: int = 0
    outputs: dict[str, OutputRecord] = {}
    since: dict[str, Any] | None = None
    decisions: Consulted | None = None

    def setting(self, name: str) -> Any:
        """The value of a setting, or None."""
        return self.settings.get(name, {}).get("value")


class Run(msgspec.Struct, frozen=True):
    """A finished run: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    def objects(self, name: str) -> list[dict[str, Any]]:
        """The objects of a JSON Lines output.

        Raises:
            UsageError: It is missing or damaged.
        """
        path = self.folder / name
        try:
            return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{path}: cannot be read: {error}", hint="the run folder is not whole"
            ) from None

    def alerts(self) -> list[dict[str, Any]]:
        """The alerts of all bands, those that repeat others in copies of an article as well.

        Raises:
            UsageError: An output is missing or damaged.
        """
        names = ["alerts.jsonl", "below.jsonl", *({"copies.jsonl"} & self.manifest.outputs.keys())]
        return [each for name in names for each in self.objects(name)]


def read_run(name: str | Path, *, root: Path = Path(RUNS)) -> Run:
    """The finished run in a folder, or of a run id below `root`.

    Args:
        name: A run folder, or a run id or the unique beginning of one.
        root: Where runs are looked for by id.

    Raises:
        UsageError: There is no such run, it did not finish, or its manifest is damaged.
    """
    folder = Path(name)
    if not folder.is_dir():
        if folder.name == MANIFEST and folder.is_file():
            folder = folder.parent
        else:
            near = sorted(root.glob(f"{str(name).rstrip('/')}*")) if str(name) else []
            near = [each for each in near if (each / MANIFEST).is_file()]
            if len(near) != 1:
                raise UsageError(
                    f"{name}: there is no such run"
                    if not near
                    else f"{name}: {len(near)} runs begin so: {', '.join(e.name for e in near)}",
                    hint="give a run folder, or an id that `xref runs show` lists",
                )
            folder = near[0]
    path = folder / MANIFEST
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise UsageError(
            f"{folder}: holds no {MANIFEST}: no run, or one that did not finish",
            hint="give a run folder, or an id that `xref runs show` lists",
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no manifest of a run: {error}") from None
    return Run(folder, found)


def find_runs(root: Path) -> list[Run]:
    """The finished runs below a folder, by the time they began; others are passed over."""
    found = []
    for path in sorted(root.glob(f"*/{MANIFEST}")):
        try:
            found.append(read_run(path.parent))
        except UsageError:
            continue
    return sorted(found, key=lambda run: (run.manifest.started_at, run.folder))


def without_secrets(arguments: Iterable[str]) -> list[str]:
    """A command line as it may be kept: values that look like secrets are removed.

    Example:
        >>> without_secrets(["--token", "abc", "https://me:pw@example.org/x?api_key=1&p=2"])
        ['--token', '[removed]', 'https://[removed]@example.org/x?api_key=[removed]&p=2']
    """
    found: list[str] = []
    secret = False
    for argument in arguments:
        if secret:
            found.append(_REMOVED)
            secret = False
            continue
        option, sign, _ = argument.partition("=")
        if _SECRET_OPTION.match(option):
            found.append(option + sign + (_REMOVED if sign else ""))
            secret = not sign
            continue
        argument = _USERINFO.sub(rf"\1{_REMOVED}@", argument)  # noqa: PLW2901 - the same, cleaned
        found.append(_SECRET_QUERY.sub(rf"\1{_REMOVED}", argument))
    return found


@cache
def code_digest() -> str:
    """Digest of the source of xref itself: a version number is not renewed at every change.

    Returns:
        16 hex digits of sha256.
    """
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def list_facts(version: ListVersion, store: Store) -> dict[str, Any]:
    """What a manifest tells of a list copy beyond its version: origin, readers, checks."""
    from xref.lists.parsed import readers_digest

    facts: dict[str, Any] = {"readers": readers_digest()}
    base, at, digits = version.path.partition("@")
    if version.builtin or not at or not version.sha256.startswith(digits or "-"):
        return facts
    try:
        snapshot, current = store.snapshot(base, version.sha256), store.current(base)
    except ListError:
        return facts
    facts["via"] = snapshot.via
    facts["sources"] = _sources(snapshot, current)
    if current is not None and current.sha256 == version.sha256:
        facts["checks"] = current.checks
    return facts


def _sources(snapshot: Snapshot, current: Current | None) -> list[dict[str, Any]]:
    known = current is not None and current.sha256 == snapshot.sha256
    found = []
    for file in snapshot.files:
        facts: dict[str, Any] = {"name": file.name, "sha256": file.sha256, "url": file.url}
        validator = current.validators.get(file.name) if known and current is not None else None
        if validator is not None:
            facts |= {"etag": validator.etag, "last_modified": validator.last_modified}
        found.append(facts)
    return found


def complete(
    whole: dict[str, Any],
    *,
    versions: Sequence[ListVersion],
    store: Store,
    paths: Sequence[str],
    directory: str,
    sources: Sequence[str],
    settings: Mapping[str, dict[str, Any]],
    timings: Mapping[str, float],
    rules: Mapping[str, Any],
) -> None:
    """Add to a manifest what a later reader needs to do the run again."""
    whole["code"] = code_digest()
    whole["arguments"] = without_secrets(whole["arguments"])
    whole["paths"] = without_secrets(paths)
    whole["directory"] = directory
    whole["sources"] = without_secrets(sources)
    whole["settings"] = dict(settings)
    whole["timings"] = dict(timings)
    whole["rules"] = {**whole["rules"], **rules}
    for entry, version in zip(whole["lists"], versions, strict=True):
        entry.update(list_facts(version, store))
