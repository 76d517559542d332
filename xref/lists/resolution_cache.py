"""Resolutions kept on disk, so that the joins of a set of lists are computed once.

Owns the key and the file. Invariant: a resolution is used only for the same bytes of the
same lists in the same order, the same rules and the same source code; a file that is
damaged is computed again. Refuses to be the only copy of anything.
"""

from __future__ import annotations

import gc
import hashlib
import logging
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from xref.lists.resolution import Resolution
from xref.model import ListVersion

log = logging.getLogger("xref.lists")

#: Resolutions kept; the oldest go. Each is of one set of copies of lists.
_KEPT = 8

_PACKAGE = Path(__file__).resolve().parent.parent


def resolution_key(versions: Iterable[ListVersion], rules: str) -> str:
    """Key of the resolution of lists.

    Args:
        versions: Of all lists loaded, in the order they are used.
        rules: Digest of the rules.

    Returns:
        64 hex digits.

    Example:
        >>> len(resolution_key([], "a")), resolution_key([], "a") == resolution_key([], "b")
        (64, False)
    """
    digest = hashlib.sha256(f"{rules}\n{_code_digest()}\n".encode())
    for version in versions:
        digest.update(f"{version.name} {version.format} {version.sha256}\n".encode())
    return digest.hexdigest()


@cache
def _code_digest() -> str:
    """Digest of the source that reads lists and names: a version number would be forgotten."""
    digest = hashlib.sha256((_PACKAGE / "model.py").read_bytes())
    for folder in ("lists", "names", "rules"):
        for path in sorted((_PACKAGE / folder).rglob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read_resolution(folder: Path, key: str) -> Resolution | None:
    """Read a resolution; None if there is none, or if it is damaged."""
    path = _path(folder, key)
    try:
        data = path.read_bytes()
        check, body = data[:32], data[32:]
        if hashlib.sha256(body).digest() != check:
            raise ValueError("its digest does not fit")
        return _decoded(body)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("%s: cannot be read (%s): subjects are resolved again", path.name, error)
        return None


def _decoded(body: bytes) -> Resolution:
    # Beside the lists themselves the collector would look through all of them, several times.
    paused = gc.isenabled()
    gc.disable()
    try:
        return msgspec.msgpack.decode(body, type=Resolution)
    finally:
        if paused:
            gc.enable()


def write_resolution(folder: Path, key: str, found: Resolution) -> None:
    """Write a resolution; the file is there whole or not at all.

    A folder that cannot be written costs time at the next start, and is only logged.
    """
    body = msgspec.msgpack.encode(found)
    path = _path(folder, key)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            file.write(hashlib.sha256(body).digest() + body)
        try:
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        kept = sorted(folder.glob("subjects-*.msgpack"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s: cannot be written: %s", path, error.strerror)


def _path(folder: Path, key: str) -> Path:
    return folder / f"subjects-{key[:32]}.msgpack"
