"""Bundles: lists, rules and index in one hashed file that loads in a fraction of a second.

Owns writing and reading such a file. Invariants: a bundle is read whole or not at all, its
sha256 is checked before anything of it is used, and a matcher from a bundle answers like
the one it was made of. Refuses bundles of another version of xref, and any content but
xref's own values: a bundle can carry no code.
"""

from __future__ import annotations

import gc
import hashlib
import io
import pickle
from pathlib import Path
from typing import Any

import msgspec

from xref.errors import ConfigError, OutputError
from xref.match.matcher import Matcher
from xref.runs import write_whole
from xref.version import version

_MAGIC = b"xref-bundle 1\n"
_DIGEST = 64
_HINT = "build it anew with `xref bundle build`"

# What a bundle is made of: structs of xref, the classes of the names (which read and write
# nothing), and these.
_CLASSES = frozenset(
    (
        ("xref.match.matcher", "Matcher"),
        ("xref.index", "Index"),
        ("builtins", "list"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("collections", "defaultdict"),
        ("msgspec._utils", "rebuild"),
    )
)


def write_bundle(matcher: Matcher, path: str | Path) -> str:
    """Write a matcher to one file; returns the sha256 that names its content.

    Raises:
        OutputError: The file cannot be written.
    """
    body = f"{version()}\n".encode() + pickle.dumps(matcher, protocol=5)
    digest = hashlib.sha256(body).hexdigest()
    target = Path(path)
    if not target.parent.is_dir():
        raise OutputError(f"{target.parent}: there is no such folder")
    write_whole(target, _MAGIC + digest.encode() + b"\n" + body)
    return digest


def load_bundle(path: str | Path) -> Matcher:
    """Read a matcher from a bundle.

    Raises:
        ConfigError: Missing, damaged, of another version of xref, or no bundle at all.
    """
    content = _content(path)[1]
    # Hundreds of thousands of small values, none of which is garbage.
    enabled = gc.isenabled()
    gc.disable()
    try:
        matcher = _Reader(content).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}", hint=_HINT) from None
    finally:
        if enabled:
            gc.enable()
    if not isinstance(matcher, Matcher):
        raise ConfigError(f"{path}: holds no matcher", hint=_HINT)
    return matcher


def bundle_digest(path: str | Path) -> str:
    """The sha256 that names the content of a bundle, which is checked against it.

    Raises:
        ConfigError: As `load_bundle`, but what the bundle holds is not looked at.
    """
    return _content(path)[0]


def _content(path: str | Path) -> tuple[str, io.BytesIO]:
    """The sha256 of a bundle of this version, and its pickle, ready to be read."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    if not data.startswith(_MAGIC):
        raise ConfigError(f"{path}: is no xref bundle", hint=_HINT)
    head = len(_MAGIC) + _DIGEST + 1
    digest, body = data[len(_MAGIC) : head - 1], memoryview(data)[head:]
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise ConfigError(f"{path}: is damaged: its content has another sha256", hint=_HINT)
    content = io.BytesIO(data)
    content.seek(head)
    name = content.readline().rstrip(b"\n").decode("utf-8", "replace")
    if name != version():
        raise ConfigError(f"{path}: was built by xref {name}, this is {version()}", hint=_HINT)
    return digest.decode(), content


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
