"""Copies of rules: a rules folder as one JSON file, by its digest, so that it can be had again.

Owns that file and where copies are kept (`rules/<digest>.json` in the user's data folder, and
`rules.json` in a run folder whose rules are not the packaged ones). Invariant: a copy is used
only if its digest is the one asked for. Refuses to change a copy.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import msgspec

from xref.data import data_folder
from xref.errors import ConfigError

#: Name of the copy in a run folder.
COPY = "rules.json"


class RulesCopy(msgspec.Struct, frozen=True):
    """The files of a rules folder: relative name to text."""

    digest: str
    files: dict[str, str]
    schema: int = 1


def folder_copy(folder: Path | None = None) -> RulesCopy:
    """A copy of a rules folder, or of the packaged one.

    Example:
        >>> copy = folder_copy()
        >>> copy.digest == digest_of(copy.files)
        True
    """
    folder = folder if folder is not None else data_folder("rules")
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*.yml"))
    }
    return RulesCopy(digest_of(files), files)


def digest_of(files: dict[str, str]) -> str:
    """The digest of `Rules.digest`, of the texts of its files."""
    lines = (f"{name} {hashlib.sha256(text.encode()).hexdigest()}" for name, text in files.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def copy_bytes(copy: RulesCopy) -> bytes:
    """The file that holds a copy."""
    return msgspec.json.format(msgspec.json.encode(copy), indent=1) + b"\n"


def read_copy(path: Path, digest: str) -> RulesCopy | None:
    """The copy in a file, or None if it is missing, damaged, or of other rules."""
    try:
        copy = msgspec.json.decode(path.read_bytes(), type=RulesCopy)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return copy if digest_of(copy.files) == digest else None


def find_copy(
    digest: str, *, files: Iterable[Path] = (), folders: Iterable[Path] = ()
) -> RulesCopy:
    """The rules of a digest: the packaged ones, a copy among files, or a folder.

    Raises:
        ConfigError: None of them has this digest.
    """
    for folder in (data_folder("rules"), *folders):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            copy = folder_copy(folder)
            if copy.digest == digest:
                return copy
    for file in files:
        found = read_copy(file, digest)
        if found is not None:
            return found
    raise ConfigError(
        f"the rules of digest {digest[:12]} are not at hand",
        hint="they are neither the packaged ones nor kept in the run folder or the data folder",
    )


@contextlib.contextmanager
def unpacked(copy: RulesCopy) -> Iterator[Path]:
    """A folder with the rules of a copy, for as long as it is used.

    Raises:
        ConfigError: A file of it would lie outside of the folder.
    """
    with TemporaryDirectory(prefix="xref-rules-") as temporary:
        folder = Path(temporary)
        for name, text in copy.files.items():
            parts = PurePosixPath(name)
            if parts.is_absolute() or ".." in parts.parts or "\\" in name:
                raise ConfigError(f"the copy of the rules holds a bad file name: {name!r}")
            path = folder / parts
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        yield folder
