"""Bundles: lists, rules and index in one hashed file that loads in a fraction of a second.

Owns writing and reading such a file. Invariants: a bundle is read whole or not at all, its
sha256 is checked before anything of it is used, and a matcher from a bundle answers like
the one it was made of. Refuses bundles of another version of xref, and any content but
xref's own values: a bundle can carry no code.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec

from xref.errors import ConfigError, OutputError
from xref.lookups import Lookups
from xref.match.matcher import Matcher
from xref.runs import replacing
from xref.version import version

_KIND = b"xref-bundle "
_MAGIC = _KIND + b"5\n"
_DIGEST = 64
_PIECE = 1 << 20
_HINT = "build it anew with `xref bundle build`"

# What a bundle is made of: structs of xref, the classes of the names (which read and write
# nothing), and these.
_CLASSES = frozenset(
    (
        ("xref.index", "Index"),
        ("xref.lookups", "Lookups"),
        ("xref.lookups", "_Persons"),
        ("xref.lookups", "_Bodies"),
        ("xref.lookups", "_Craft"),
        ("builtins", "list"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("collections", "defaultdict"),
        ("msgspec._utils", "rebuild"),
    )
)


#: What the first part holds.
_PARTS = frozenset(("lists", "rules", "comparer", "index", "automaton"))


def write_bundle(matcher: Matcher, path: str | Path) -> str:
    """Write a matcher to one file; returns the sha256 that names its content.

    Behind the head (format, sha256, version, bytes of the first part) stand two pickles: the
    matcher as articles need it, and its look-ups for names, which are read when the first name
    is asked for.

    Raises:
        OutputError: The file cannot be written.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise OutputError(f"{target.parent}: there is no such folder")
    state = matcher.__getstate__()
    parts = [
        pickle.dumps({**state, "index": matcher.index.bare()}, protocol=5),
        pickle.dumps(matcher.index.lookups.whole(), protocol=5),
    ]
    digest = hashlib.sha256()
    body = [f"{version()}\n{len(parts[0])}\n".encode(), *parts]
    for part in body:
        digest.update(part)
    with replacing(target) as stream:
        for part in (_MAGIC, digest.hexdigest().encode(), b"\n", *body):
            stream.write(part)
    return digest.hexdigest()


def load_bundle(path: str | Path) -> Matcher:
    """Read a matcher from a bundle.

    Raises:
        ConfigError: Missing, damaged, of another version of xref, or no bundle at all.
    """
    with _opened(path) as head:
        state = _unpickled(head.stream, path)
        known = os.fstat(head.stream.fileno())
    if not isinstance(state, dict) or state.keys() != _PARTS:
        raise ConfigError(f"{path}: holds no matcher", hint=_HINT)
    matcher = Matcher.__new__(Matcher)
    matcher.__setstate__(state)
    matcher.index.store_lookups(partial(_lookups, Path(path), head.lookups, known))
    return matcher


def bundle_digest(path: str | Path) -> str:
    """The sha256 that names the content of a bundle, which is checked against it.

    Raises:
        ConfigError: As `load_bundle`, but what the bundle holds is not looked at.
    """
    with _opened(path) as head:
        return head.digest


class _Head(NamedTuple):
    """An open bundle of this version whose sha256 is right; the stream stands at its first part."""

    digest: str
    stream: BinaryIO
    lookups: int


@contextlib.contextmanager
def _opened(path: str | Path) -> Iterator[_Head]:
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    with stream:
        magic = stream.read(len(_MAGIC))
        if magic != _MAGIC:
            what = "was built by another xref" if magic.startswith(_KIND) else "is no xref bundle"
            raise ConfigError(f"{path}: {what}", hint=_HINT)
        wanted, start = stream.read(_DIGEST), len(_MAGIC) + _DIGEST + 1
        stream.seek(start)
        digest = hashlib.sha256()
        while piece := stream.read(_PIECE):
            digest.update(piece)
        if digest.hexdigest().encode() != wanted:
            raise ConfigError(f"{path}: is damaged: its content has another sha256", hint=_HINT)
        stream.seek(start)
        name = stream.readline(_PIECE).rstrip(b"\n").decode("utf-8", "replace")
        if name != version():
            raise ConfigError(f"{path}: was built by xref {name}, this is {version()}", hint=_HINT)
        length = stream.readline(_PIECE)
        if not length.strip().isdigit():
            raise ConfigError(f"{path}: is no xref bundle", hint=_HINT)
        yield _Head(digest.hexdigest(), stream, stream.tell() + int(length))


def _unpickled(stream: BinaryIO, path: str | Path) -> object:
    # Hundreds of thousands of small values, none of which is garbage.
    enabled = gc.isenabled()
    gc.disable()
    try:
        return _Reader(stream).load()
    # A TypeError is a struct of other fields: built from other code under the same version.
    except (
        pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError
    ) as error:  # fmt: skip
        raise ConfigError(f"{path}: cannot be read: {error}", hint=_HINT) from None
    finally:
        if enabled:
            gc.enable()


def _lookups(path: Path, start: int, known: os.stat_result) -> Lookups | None:
    """The look-ups of a bundle, or None if it is no longer the file that was checked."""
    try:
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            if _identity(found) != _identity(known):
                return None
            stream.seek(start)
            read = _unpickled(stream, path)
    except (OSError, ConfigError):
        return None
    return read if isinstance(read, Lookups) else None


def _identity(stat: os.stat_result) -> tuple[int, int, int, int]:
    return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)


class _Reader(pickle.Unpickler):
    """Builds nothing but xref's own values."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a value, if a bundle may hold it."""
        if (module, name) in _CLASSES:
            return super().find_class(module, name)
        if module.startswith("xref."):
            found = super().find_class(module, name)
            of_names = module.startswith("xref.names.") and found.__module__ == module
            if isinstance(found, type) and (of_names or issubclass(found, msgspec.Struct)):
                return found
        raise pickle.UnpicklingError(f"a bundle may not hold {module}.{name}")
