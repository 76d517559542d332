"""Imports: files that a user gives, to lists in the store.

Owns finding out which list a file is. Invariant: a file becomes the copy of a catalogue
list only if it is in one of that list's official formats; anything else is a list of the
user's own, under its own name. Refuses to guess: a file that names no list takes its stem,
or the name that is given.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from xref.errors import ListError
from xref.lists.catalogue import catalogue
from xref.lists.copies import label_of, read_copy
from xref.lists.files import ListFile, list_files
from xref.lists.load import load_file
from xref.lists.loaded import Loaded
from xref.lists.readers import names_csv
from xref.lists.store import check_name, digest_of
from xref.lists.updates import New, Outcome, Updates


def import_file(updates: Updates, source: str | Path, name: str | None = None) -> list[Outcome]:
    """Import a file, or all lists of a folder or archive.

    Args:
        updates: Where they go.
        source: A file in a known format, packed or not, or a folder of such files.
        name: What to call a list of the user's own.

    Returns:
        What became of each list found.

    Raises:
        ListError: The file is no list, is broken, or cannot have that name.
    """
    root = updates.store.root
    try:
        root.mkdir(parents=True, exist_ok=True)
        scratch = TemporaryDirectory(prefix=".import-", dir=root, ignore_cleanup_errors=True)
    except OSError as error:
        raise ListError(
            f"{root}: cannot be written: {error.strerror}", hint="check space and permissions"
        ) from None
    with scratch as folder:
        try:
            return _import(updates, Path(source), Path(folder), name)
        except OSError as error:
            raise ListError(
                f"{source}: cannot be copied to {root}: {error.strerror}",
                hint="check space and permissions",
            ) from None


def _import(updates: Updates, source: Path, folder: Path, name: str | None) -> list[Outcome]:
    (folder / "unpacked").mkdir()
    found, skipped = list_files(source, folder / "unpacked")
    if skipped and source.is_dir():
        path, why = skipped[0]
        raise ListError(
            f"{path}: {why}", hint="every file of a folder must be a list; import them one by one"
        )
    groups = _groups(found)
    if name is not None and len(groups) > 1:
        raise ListError(
            f"{source} holds {len(groups)} lists: {', '.join(sorted(groups))}",
            hint="--as names one list; import the files one by one",
        )
    outcomes = []
    for number, originals in enumerate(groups.values()):
        staged = folder / f"copy{number}"
        staged.mkdir()
        for path in originals:
            shutil.copyfile(path, staged / path.name)
        paths = [staged / path.name for path in originals]
        outcomes.append(_one(updates, source, paths, name))
    return outcomes


def _groups(found: Sequence[ListFile]) -> dict[str, list[Path]]:
    """Put files of one list together; only several files must be read for that."""
    originals = list(dict.fromkeys(path for item in found for path in item.originals))
    if len(found) == 1 or len(originals) == 1:
        return {found[0].path.stem: originals}
    groups: dict[str, list[Path]] = {}
    for item in found:
        versions = load_file(item).versions
        name = versions[0].name if len(versions) == 1 else item.path.stem
        group = groups.setdefault(name, [])
        group += [path for path in item.originals if path not in group]
    return groups


def _one(updates: Updates, source: Path, paths: list[Path], name: str | None) -> Outcome:
    sha256, files = digest_of(paths)
    loaded = read_copy(paths, label=source.name, sha256=sha256)
    official = _official(loaded)
    if official is not None and name not in (None, official):
        raise ListError(
            f"{source} is list {official}, not {name}",
            hint="leave --as away; it names lists of your own",
        )
    if official is None and name is not None and name in catalogue():
        formats = ", ".join(catalogue()[name].formats) or "none that is read"
        raise ListError(
            f"{source} is no copy of {name}: its official formats are {formats}",
            hint="give a list of your own another name with --as",
        )
    found = official or name or _own_name(loaded, paths[0])
    plain = all(version.format == names_csv.FORMAT for version in loaded.versions)
    if official is None and plain and {version.name for version in loaded.versions} != {found}:
        # The name of such a list is its file's: so the file takes the name.
        path = paths[0].rename(paths[0].with_name(check_name(found) + "".join(_endings(paths[0]))))
        paths = [path]
        sha256, files = digest_of(paths)
        loaded = read_copy(paths, label=label_of(found, sha256), sha256=sha256)
        if {version.name for version in loaded.versions} != {found}:
            raise ListError(f"{source} cannot be called {found}", hint="unpack it first")
    if official is None and found in catalogue():
        raise ListError(
            f"{source} is no official copy of {found}", hint="give it another name with --as"
        )
    label = label_of(found, sha256)
    versions = tuple(msgspec.structs.replace(each, path=label) for each in loaded.versions)
    loaded = msgspec.structs.replace(loaded, versions=versions)
    new = New(folder=paths[0].parent, via="import", files=files, sha256=sha256, source=str(source))
    return updates.take(found, new, loaded)


def _official(loaded: Loaded) -> str | None:
    """The catalogue list of which this is a copy, or None if it is a list of the user's own."""
    names = {
        version.name
        for version in loaded.versions
        if version.name in catalogue() and version.format in catalogue()[version.name].formats
    }
    return names.pop() if len(names) == 1 == len(loaded.versions) else None


def _own_name(loaded: Loaded, path: Path) -> str:
    names = {version.name for version in loaded.versions}
    if len(names) == 1 and (own := next(iter(names))) not in catalogue():
        return own
    return path.name.removesuffix("".join(_endings(path)))


def _endings(path: Path) -> list[str]:
    """The endings of a file name: `.csv.gz`, but not the dots of `2026.crew.csv`.

    Example:
        >>> _endings(Path("2026.crew.csv.gz"))
        ['.csv', '.gz']
    """
    packed = path.suffix.lower() in (".gz", ".xz", ".zip")
    return path.suffixes[-2 if packed else -1 :]
