"""The user's data folder: where it is, and how files are put there.

Owns the path and the way to write a file that survives a power cut. Invariant: a file
appears whole or not at all. Refuses to make anything while it is only read.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import platformdirs


def home() -> Path:
    """Return the user's data folder: `XREF_HOME` if set, else the platform's own.

    Example:
        >>> home().is_absolute()
        True
    """
    given = os.environ.get("XREF_HOME")
    if given:
        return Path(given).expanduser().absolute()
    return platformdirs.user_data_path("xref", appauthor=False)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file: temporary file beside it, fsync, rename, fsync of the folder.

    Raises:
        OSError: It cannot be written; the old file is untouched.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system can (Windows cannot).

    Raises:
        OSError: The disk failed.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
