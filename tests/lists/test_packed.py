"""Packed lists are read as the plain file is, within safe limits."""

from __future__ import annotations

import gzip
import lzma
import zipfile
from pathlib import Path

import pytest

from xref.errors import ListError
from xref.lists import load_lists
from xref.lists import packed as unpacking

NAMES = b"name,kind\nNo Sol Mae,person\nKUM SOL 9,vessel\n"


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_gzip_and_xz_are_the_plain_file(tmp_path: Path) -> None:
    """The entries are those of the plain file; the hash is that of the file given."""
    plain = tmp_path / "press.csv"
    plain.write_bytes(NAMES)
    expected = load_lists(plain)
    for ending, pack in ((".gz", gzip.compress), (".xz", lzma.compress)):
        path = tmp_path / f"press.csv{ending}"
        path.write_bytes(pack(NAMES))
        found = load_lists(path)
        assert found.designations == expected.designations
        assert found.versions[0].bytes == path.stat().st_size
        assert found.versions[0].path == str(path)


def test_zip_keeps_siblings_together(data: Path, tmp_path: Path) -> None:
    """SDN.CSV and its siblings in one ZIP are one list, as in a folder."""
    folder = data / "ofac"
    path = _zip(
        tmp_path / "copy.zip", {f"deep/{item.name}": item.read_bytes() for item in folder.iterdir()}
    )
    assert load_lists(path).designations == load_lists(folder).designations


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    """A member that points elsewhere is written under its bare name."""
    inside = tmp_path / "inside"
    inside.mkdir()
    path = _zip(tmp_path / "evil.zip", {"../../escaped.csv": NAMES})
    assert unpacking.unpack(path, inside) == [inside / "escaped.csv"]
    assert not (tmp_path.parent / "escaped.csv").exists()


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_bomb_is_refused(tmp_path: Path, pack: object) -> None:
    """A stream that grows far beyond what lists do is cut while it is read."""
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(pack(b"\0" * (64 << 20)))  # type: ignore[operator]
    with pytest.raises(ListError, match="bomb"):
        load_lists(path)


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    """So is a member of a ZIP."""
    path = _zip(tmp_path / "bomb.zip", {"a.csv": b"a" * (64 << 20)})
    with pytest.raises(ListError, match="bomb"):
        load_lists(path)


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08\x00", b"\xfd7zXZ\x00xx", b"PK\x03\x04\x14\x00"])
def test_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """A packed file that is cut off gives nothing, and says which file it was."""
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(ListError, match=r"list\.csv: cannot be unpacked"):
        load_lists(path)


def test_truncated_gzip_is_refused(tmp_path: Path) -> None:
    """Half of a gzip file is not half of a list."""
    path = tmp_path / "press.csv.gz"
    path.write_bytes(gzip.compress(NAMES * 100)[:-12])
    with pytest.raises(ListError, match="cannot be unpacked"):
        load_lists(path)


def test_packed_inside_packed_is_refused(tmp_path: Path) -> None:
    """Nested archives are how small bombs grow large."""
    path = _zip(tmp_path / "two.zip", {"a.csv.gz": gzip.compress(NAMES)})
    with pytest.raises(ListError, match="packed again"):
        load_lists(path)


def test_archive_without_a_list(tmp_path: Path) -> None:
    """The members and why each is no list are named."""
    path = _zip(tmp_path / "two.zip", {"a.csv": b"a,b\n1,2\n", "b.pdf": b"%PDF"})
    with pytest.raises(ListError, match=r"a\.csv: .*b\.pdf"):
        load_lists(path)
