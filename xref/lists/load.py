"""Loading one source: find its files, recognise their format, read them, count them.

Owns the way from a name or path to designations and list versions. Invariant: a file
that cannot be read to its end gives nothing. Refuses to guess a format.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from xref.data import data_folder
from xref.errors import ListError, ListParseError
from xref.lists.catalogue import catalogue
from xref.lists.files import ListFile, list_files
from xref.lists.loaded import Loaded
from xref.lists.readers import names_csv
from xref.lists.readers.base import Tally, broken
from xref.model import KINDS, Designation, ListVersion

log = logging.getLogger("xref.lists")

BUILTIN = "builtin"
_CHUNK = 1 << 20


def load_source(source: str | Path) -> list[Loaded]:
    """Load one source of `load_lists`.

    A name means the copy in the store, if there is one. An imported copy of a list that
    comes with the program adds to it.

    Raises:
        ListError: The source is missing, not at hand, or of an unknown format.
        ListParseError: A file of it is broken.
    """
    if isinstance(source, str):
        # Reading a stored copy needs this module.
        from xref.lists.copies import stored_copy

        stored = stored_copy(source)
        definition = catalogue().get(source)
        if stored is not None:
            # What was imported adds to the list that comes with the program.
            adds = definition is not None and definition.builtin
            return [load_builtin(source), stored] if adds else [stored]
        if source == BUILTIN or (definition is not None and definition.builtin):
            return [load_builtin(None if source == BUILTIN else source)]
        if definition is not None:
            raise _not_at_hand(source)
    with TemporaryDirectory(prefix="xref-") as scratch:
        files, skipped = list_files(source, Path(scratch))
        for path, why in skipped:
            log.warning("%s: skipped: %s", path, why)
        return [load_file(file) for file in files]


def _not_at_hand(name: str) -> ListError:
    definition = catalogue()[name]
    if definition.status == "retired":
        return ListError(
            f"list {name} is retired: {definition.terms}",
            hint=f"use {definition.replaced_by}",
        )
    where = f" from {definition.urls[0]}" if definition.urls else ""
    fetch = f"run `xref lists update {name}`, or " if definition.files else ""
    beside = f"; ./{name} means the folder of that name" if Path(name).exists() else ""
    return ListError(
        f"no copy of list {name} is at hand",
        hint=f"{fetch}fetch it{where} and give the path of the file{beside}; "
        "the part of it in the built-in list is loaded by 'builtin'",
    )


def load_file(file: ListFile) -> Loaded:
    """Read one file, with its siblings, to designations and their list versions.

    Raises:
        ListParseError: It is broken, changes while it is read, holds the same reference
            twice, or holds no designation.
    """
    sha256, size = digest(file.originals)
    stamp = _stamp(file.originals)
    tally = Tally(file.path)
    designations = tuple(file.reader.read(file.path, tally))
    if _stamp(file.originals) != stamp:
        raise broken(file.path, None, "changed while it was read", hint="load it again")
    if not designations:
        raise ListParseError(
            f"{file.path.name}: no designation in it ({tally.refused} records refused)",
            hint="an empty list would clear everybody; give a whole copy",
        )
    _refuse_twice(designations, file.path)
    named = catalogue().get(file.path.stem)
    plain = file.reader.FORMAT == names_csv.FORMAT
    if plain and named is not None and names_csv.FORMAT not in named.formats:
        raise ListError(
            f"{file.path.name}: a list of your own cannot be called {file.path.stem}",
            hint="that is a list of the catalogue; give the file another name",
        )
    shared: dict[str, object] = {
        "format": file.reader.FORMAT,
        "path": file.given,
        "files": tuple(path.name for path in file.files),
        "bytes": size,
        "sha256": sha256,
        "published": tally.published,
        "refused": tally.refused,
    }
    versions = _versions(designations, tally, shared)
    return Loaded(designations, versions)


def load_builtin(only: str | None = None) -> Loaded:
    """Load the built-in list, or one list of it.

    Its files share their subject keys, so they count as one source.
    """
    folder = data_folder("lists") / BUILTIN
    paths = sorted(folder.glob("*.yml"))
    if only is not None:
        paths = [folder / f"{only}.yml"]
    # Nothing of it is packed, so nothing is unpacked beside it.
    files, _ = list_files(folder, folder, among=paths)
    parts = [load_file(file) for file in files]
    designations = tuple(item for part in parts for item in part.designations)
    _refuse_twice(designations, folder)
    versions = tuple(
        msgspec.structs.replace(version, builtin=True, path=f"{BUILTIN}/{version.path}")
        for part in parts
        for version in part.versions
    )
    return Loaded(designations, versions, builtin=True)


def _versions(
    designations: Sequence[Designation], tally: Tally, shared: dict[str, object]
) -> tuple[ListVersion, ...]:
    by_list: dict[str, Counter[str]] = {}
    for item in designations:
        by_list.setdefault(item.list, Counter())[item.kind] += 1
    versions = []
    for name, counter in by_list.items():
        definition = catalogue().get(name)
        counts = {kind: counter[kind] for kind in KINDS if counter[kind]}
        notice = tally.notice
        expected = definition.expected if definition else None
        official = shared["format"] in (definition.formats if definition else ())
        if expected is not None and official and counter.total() < expected.min:
            part = (
                f"{counter.total()} entries; a whole copy has at least {expected.min}:"
                " this is a part of the list or an old copy"
            )
            log.warning("%s: %s", name, part)
            notice = f"{notice}; {part}" if notice else part
        title = definition.title if definition else tally.title or name
        log.info(
            "%s from %s (%s): %s; %d refused",
            *(name, shared["path"], shared["format"]),
            ", ".join(f"{count} {kind}" for kind, count in counts.items()),
            tally.refused,
        )
        versions.append(
            ListVersion(name=name, title=title, counts=counts, notice=notice, **shared)  # type: ignore[arg-type]
        )
    return tuple(versions)


def _refuse_twice(designations: Iterable[Designation], path: Path) -> None:
    counts = Counter(item.id for item in designations)
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        more = f" and {len(twice) - 5} more" if len(twice) > 5 else ""
        raise broken(
            path,
            None,
            f"the same reference stands twice: {', '.join(twice[:5])}{more}",
            hint="two entries need two references; nothing of this file is used",
        )


def digest(paths: Iterable[Path]) -> tuple[str, int]:
    """Return sha256 over the bytes of all files in order, and how many bytes they are."""
    sha = hashlib.sha256()
    size = 0
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                sha.update(chunk)
                size += len(chunk)
    return sha.hexdigest(), size


def _stamp(paths: Iterable[Path]) -> list[tuple[int, int]]:
    return [((found := path.stat()).st_size, found.st_mtime_ns) for path in paths]
