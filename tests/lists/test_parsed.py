"""Parsed lists come back as they were written, or not at all."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from xref.lists import load_lists, parsed
from xref.lists.load import load_builtin
from xref.lists.parsed import read_parsed, readers_digest, write_parsed


def test_round_trip(tmp_path: Path) -> None:
    """Designations, versions and the mark of the built-in list are the same."""
    loaded = load_builtin()
    write_parsed(tmp_path / "a.parquet", loaded)
    assert read_parsed(tmp_path / "a.parquet") == loaded
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_any_tool_opens_it(tmp_path: Path) -> None:
    """The columns people look at are plain columns."""
    loaded = load_builtin("kr-mofa")
    write_parsed(tmp_path / "a.parquet", loaded)
    frame = pl.read_parquet(tmp_path / "a.parquet")
    assert frame["id"].to_list() == [item.id for item in loaded.designations]
    assert frame["names"][0].to_list() == [name.text for name in loaded.designations[0].names]


def test_missing_file(tmp_path: Path) -> None:
    """Nothing there is nothing read."""
    assert read_parsed(tmp_path / "a.parquet") is None


@pytest.mark.parametrize("keep", [0, 4, 100, 2_000, -1])
def test_damaged_file_is_not_used(tmp_path: Path, keep: int) -> None:
    """A file cut anywhere is parsed again, not believed."""
    path = tmp_path / "a.parquet"
    write_parsed(path, load_builtin("reported"))
    path.write_bytes(path.read_bytes()[:keep])
    assert read_parsed(path) is None


def test_other_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of other readers is not used: they may have understood the list otherwise."""
    path = tmp_path / "a.parquet"
    write_parsed(path, load_builtin("reported"))
    monkeypatch.setattr(parsed, "readers_digest", lambda: "0" * 16)
    assert read_parsed(path) is None


def test_foreign_parquet(tmp_path: Path) -> None:
    """Any other Parquet file is not ours."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"record": [b"x"]}).write_parquet(path)
    assert read_parsed(path) is None


def test_digest_is_stable() -> None:
    """The key is the same within one installation."""
    assert len(readers_digest()) == 16
    assert readers_digest() == readers_digest()


def test_subjects_of_large_lists_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of 5,000 entries and more are resolved once; smaller ones leave no file."""
    monkeypatch.setenv("XREF_HOME", str(tmp_path / "home"))
    path = tmp_path / "watch.csv"
    path.write_text("name\n" + "".join(f"Example {n} Sol\n" for n in range(4_999)))
    load_lists(path)
    assert not (tmp_path / "home").exists()
    path.write_text(path.read_text() + "Kum Bong Trading\n")
    first = load_lists(path)
    assert len(list((tmp_path / "home" / "subjects").iterdir())) == 1
    assert load_lists(path) == first
