"""Recorded lists: the very copies that a run used, loaded again.

Owns finding them by sha256: stored copies in the store, files where the run found them or in a
folder of an archive, the built-in list in the program. Invariant: what is returned has for
every list the sha256 that was recorded. Refuses to put another copy in the place of one that
is gone: it names all that are missing at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from xref.errors import ListError
from xref.lists import assemble
from xref.lists.copies import label_of, load_snapshot
from xref.lists.files import list_files
from xref.lists.load import BUILTIN, load_builtin, load_file
from xref.lists.loaded import Loaded
from xref.lists.store import Store
from xref.model import Lists


class RecordedCopy(msgspec.Struct, frozen=True):
    """A list copy as a manifest names it."""

    name: str
    path: str
    sha256: str
    builtin: bool = False


class MissingCopiesError(ListError):
    """Copies that a run used are gone, or are not what they were.

    Attributes:
        problems: One sentence for each.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "the lists of the run cannot be had again: " + "; ".join(problems),
            hint="restore the data folder (XREF_HOME), or name a folder that holds the files "
            "with --look-in DIR",
        )


def load_recorded(
    sources: Sequence[str],
    recorded: Sequence[RecordedCopy],
    *,
    rules: str | Path | None,
    directory: Path,
    look_in: Sequence[Path] = (),
    store: Store | None = None,
) -> Lists:
    """Load the lists of a run again.

    Args:
        sources: As the run named them, in order.
        recorded: The copies it used.
        rules: The rules folder of the run, for what is one subject.
        directory: Where relative paths of files begin.
        look_in: Folders in which to look for files that are not there any more.
        store: The user's own if None.

    Raises:
        MissingCopiesError: It names every copy that is gone or differs.
    """
    store = store or Store()
    problems: list[str] = []
    loaded: list[Loaded] = []
    for source in dict.fromkeys(sources):
        try:
            loaded += _source(source, recorded, directory, look_in, store)
        except ListError as error:
            problems.append(error.message)
    have = {(version.name, version.sha256) for item in loaded for version in item.versions}
    found = {name for name, _ in have}
    for copy in recorded:
        if (copy.name, copy.sha256) in have:
            continue
        if copy.name in found:
            now = next(sha256 for name, sha256 in have if name == copy.name)
            problems.append(f"list {copy.name} ({copy.path}) was {copy.sha256[:12]}, is {now[:12]}")
        elif not problems:
            problems.append(f"list {copy.name} ({copy.path}, {copy.sha256[:12]}) is gone")
    if problems:
        raise MissingCopiesError(problems)
    return assemble(loaded, rules=rules)


def _source(
    source: str,
    recorded: Sequence[RecordedCopy],
    directory: Path,
    look_in: Sequence[Path],
    store: Store,
) -> list[Loaded]:
    base = source.partition("@")[0]
    builtin = [copy for copy in recorded if copy.builtin and source in (BUILTIN, copy.name)]
    stored = [copy for copy in recorded if copy.path == label_of(base, copy.sha256)]
    found = [load_builtin(None if source == BUILTIN else source)] if builtin else []
    found += [
        load_snapshot(store, store.snapshot(base, sha256))
        for sha256 in dict.fromkeys(copy.sha256 for copy in stored)
    ]
    if found:
        return found
    places = [directory / source, *(folder / Path(source).name for folder in look_in)]
    wanted = {copy.sha256 for copy in recorded}
    last: list[Loaded] = []
    for place in places:
        if not place.exists():
            continue
        with TemporaryDirectory(prefix="xref-") as scratch:
            files, _ = list_files(place, Path(scratch))
            last = [load_file(file) for file in files]
        if all(version.sha256 in wanted for item in last for version in item.versions):
            return last
    if last:
        return last
    raise ListError(f"no file {source} in {' or '.join(str(p.parent) for p in places)}")
