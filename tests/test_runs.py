"""Run folders: whole files, the manifest last, edited sheets kept."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from xref.errors import OutputError
from xref.runs import MANIFEST, SHEET, RunFolder


def finished_run(path: Path) -> None:
    folder = RunFolder(path)
    folder.write(SHEET, b"alert_id\r\n")
    folder.finish({"schema": 1})


def test_the_manifest_is_written_last(tmp_path: Path) -> None:
    """A folder has outputs but no manifest until the run is finished."""
    folder = RunFolder(tmp_path / "run")
    folder.write(SHEET, b"x")
    assert not (tmp_path / "run" / MANIFEST).exists()
    folder.finish({"schema": 1})
    manifest = msgspec.json.decode((tmp_path / "run" / MANIFEST).read_bytes())
    assert manifest["outputs"][SHEET]["bytes"] == 1


def test_no_temporary_file_stays_behind(tmp_path: Path) -> None:
    """Only the outputs and the manifest are in the folder."""
    finished_run(tmp_path / "run")
    assert sorted(os.listdir(tmp_path / "run")) == [MANIFEST, SHEET]


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    """Without --force a folder with a run is left alone."""
    finished_run(tmp_path)
    with pytest.raises(OutputError, match="already holds a run"):
        RunFolder(tmp_path)


def test_force_replaces_an_unedited_run(tmp_path: Path) -> None:
    """With --force an untouched sheet is replaced, and the old manifest goes first."""
    finished_run(tmp_path)
    RunFolder(tmp_path, force=True)
    assert not (tmp_path / MANIFEST).exists()


@pytest.mark.parametrize("step", range(1, 9))
def test_killed_while_force_clears_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Whatever went away before the kill: --force goes on, and nobody is said to have edited."""
    finished_run(tmp_path)
    (tmp_path / "alerts.jsonl").write_bytes(b"")
    (tmp_path / "work.jsonl").write_bytes(b"")
    steps = iter(range(1, 99))
    unlink = Path.unlink

    def killed(path: Path, missing_ok: bool = False) -> None:
        if next(steps) == step:
            raise KeyboardInterrupt
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", killed)
        try:
            RunFolder(tmp_path, force=True, unfinished="work.jsonl")
        except KeyboardInterrupt:
            assert step <= 5
        else:
            assert step > 5
    if not (tmp_path / MANIFEST).exists():
        with pytest.raises(OutputError, match="holds a run that did not finish") as caught:
            RunFolder(tmp_path, unfinished="work.jsonl")
        assert "--force" in str(caught.value.hint)
    RunFolder(tmp_path, force=True, unfinished="work.jsonl")
    assert not (tmp_path / SHEET).exists()


def test_an_edited_sheet_is_never_overwritten(tmp_path: Path) -> None:
    """Work of a reviewer outlives --force."""
    finished_run(tmp_path)
    (tmp_path / SHEET).write_bytes(b"alert_id\r\ndecided\r\n")
    with pytest.raises(OutputError, match="was edited"):
        RunFolder(tmp_path, force=True)
    assert (tmp_path / SHEET).read_bytes().endswith(b"decided\r\n")
    assert (tmp_path / MANIFEST).exists()


def test_a_sheet_without_a_manifest_counts_as_edited(tmp_path: Path) -> None:
    """Where nothing tells that a sheet is untouched, it is not overwritten."""
    (tmp_path / SHEET).write_bytes(b"mine")
    with pytest.raises(OutputError, match="was edited"):
        RunFolder(tmp_path, force=True)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """`-o` with a file is a usage error with a hint."""
    (tmp_path / "x").write_text("")
    with pytest.raises(OutputError, match="is a file") as caught:
        RunFolder(tmp_path / "x")
    assert caught.value.hint


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A path below a file cannot be a folder, whoever runs the test."""
    (tmp_path / "x").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        RunFolder(tmp_path / "x" / "run")
