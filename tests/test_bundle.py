"""Bundles: what goes in comes out, and nothing else does."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

import xref


@pytest.fixture(scope="module")
def bundle(matcher: xref.Matcher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "builtin.xref"
    assert len(xref.write_bundle(matcher, path)) == 64
    return path


def test_a_matcher_from_a_bundle_answers_alike(matcher: xref.Matcher, bundle: Path) -> None:
    """Names and articles give equal matches and alerts."""
    copy = xref.load_bundle(bundle)
    for name in ("Kim Young-bok", "Lady R", "Sergei Shoygu", "김영철"):
        assert copy.match(name) == matcher.match(name)
    text = "North Korean general Kim Yong-bok and Vladimir Putin; the cargo ship Lady R."
    assert copy.scan(text) == matcher.scan(text)
    assert copy.lists == matcher.lists
    assert copy.rules.digest == matcher.rules.digest


def test_the_same_matcher_gives_the_same_bundle(bundle: Path, tmp_path: Path) -> None:
    """A bundle of a matcher from a bundle has the same content."""
    xref.write_bundle(xref.load_bundle(bundle), tmp_path / "again.xref")
    assert xref.load_bundle(tmp_path / "again.xref").lists == xref.load_bundle(bundle).lists


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data[:0], "no xref bundle"),
        (lambda data: b"PK" + data, "no xref bundle"),
        (lambda data: data.replace(b"bundle 5", b"bundle 4", 1), "built by another xref"),
        (lambda data: data[:-1], "damaged"),
        (lambda data: data[:5000] + b"\0" + data[5001:], "damaged"),
    ],
)
def test_a_damaged_bundle_is_refused(
    bundle: Path, tmp_path: Path, change: object, said: str
) -> None:
    """Another file, a cut one, a changed byte: one clear message."""
    path = tmp_path / "bad.xref"
    path.write_bytes(change(bundle.read_bytes()))  # type: ignore[operator]
    with pytest.raises(xref.ConfigError, match=said):
        xref.load_bundle(path)


def test_look_ups_are_read_when_a_name_is_asked(bundle: Path, tmp_path: Path) -> None:
    """Articles need none of them; a bundle that is gone by then costs time and no answer."""
    path = tmp_path / "moved.xref"
    path.write_bytes(bundle.read_bytes())
    stored, lone = xref.load_bundle(bundle), xref.load_bundle(path)
    path.unlink()
    for matcher in (stored, lone):
        assert matcher.scan("The cargo ship Lady R left Rason.")
        assert matcher.index._lookups is None
    assert stored.match("Kim Young-bok") == lone.match("Kim Young-bok") != []
    assert stored.index._lookups is not None


def test_evil_look_ups_are_not_read(matcher: xref.Matcher, bundle: Path, tmp_path: Path) -> None:
    """The second part is read as warily as the first; the names give the same look-ups."""
    import hashlib

    from xref.version import version

    data = bundle.read_bytes()
    head = data.index(b"\n", data.index(version().encode()) + len(version()) + 1) + 1
    length = int(data[:head].splitlines()[-1])
    body = f"{version()}\n{length}\n".encode() + data[head : head + length]
    body += pickle.dumps(Evil(), protocol=5)
    path = tmp_path / "evil.xref"
    path.write_bytes(b"xref-bundle 5\n" + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    assert xref.load_bundle(path).match("Lady R") == matcher.match("Lady R")


class Evil:
    """A value whose reading would run a command."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, ("true",))


@pytest.mark.parametrize("value", [Evil(), Path("x"), {"a": 1}], ids=["code", "path", "dict"])
def test_a_bundle_carries_no_code(tmp_path: Path, value: object) -> None:
    """Whatever is not xref's own value is refused, with a right digest, too."""
    import hashlib

    from xref.version import version

    main = pickle.dumps(value, protocol=5)
    body = f"{version()}\n{len(main)}\n".encode() + main
    digest = hashlib.sha256(body).hexdigest().encode()
    path = tmp_path / "evil.xref"
    path.write_bytes(b"xref-bundle 5\n" + digest + b"\n" + body)
    with pytest.raises(xref.ConfigError, match=r"may not hold|no matcher"):
        xref.load_bundle(path)


def test_a_bundle_of_another_version_is_refused(tmp_path: Path) -> None:
    """It names both versions and what to do."""
    import hashlib

    body = b"0.0.0\n"
    path = tmp_path / "old.xref"
    path.write_bytes(b"xref-bundle 5\n" + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    with pytest.raises(xref.ConfigError, match=r"was built by xref 0\.0\.0"):
        xref.load_bundle(path)
