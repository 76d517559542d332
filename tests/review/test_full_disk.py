"""A disk that is really full: a small file system, filled up to so many bytes.

Needs the right to mount; where that is refused, the limits on file sizes in other tests
(`test_log.py`, `test_workbook.py`, `tests/test_batch.py`) stand for it.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from xref.cli import run as xref
from xref.errors import DecisionLogError
from xref.review.history import History
from xref.review.log import LOG, DecisionLog
from xref.review.sheet import COLUMNS

from .test_log import decision, filled
from .test_week import read_csv
from .week_world import SAYINGS, Entry, write_ofac

_PAGE = 4096
OUTPUTS = ("alerts.jsonl", "below.jsonl", "claims.jsonl", "review.csv", "review.xlsx")


class Disk:
    """A file system of its own, in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self, left: int) -> None:
        """Leave so many pages free."""
        status = os.statvfs(self.path)
        with self._ballast.open("ab") as stream:
            stream.write(bytes((status.f_bavail - left) * status.f_bsize))

    def make_room(self) -> None:
        """As a user who deletes something."""
        self._ballast.unlink()

    def protect(self) -> None:
        """Let nobody write, not even root."""
        mount("-o", "remount,ro", str(self.path))


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"needs the right to mount: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk; skips without the right to mount one."""
    if shutil.which("mount") is None:
        pytest.skip("needs the program mount")
    path = tmp_path / "disk"
    path.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(path))
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list and forty articles, at a fixed time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XREF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767607200")
    write_ofac(tmp_path / "lists", [Entry("1", "KIM, Yong Chol"), Entry("2", "PAK, Chun Il")])
    for n in range(40):
        path = tmp_path / "news" / f"wire{n % 3}" / f"{n}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        name = ("Kim Yong Chol", "Pak Chun Il")[n % 2]
        path.write_text(
            f"{SAYINGS[(0, 2, 3)[n % 3]].format(name=name)} It was day {n}.\n", encoding="utf-8"
        )
    return tmp_path


def screen(out: Path | str, *options: str, workers: str = "1") -> int:
    usual = ["screen", "news", "--lists", "lists/sdn.csv", "-q", "--workers", workers]
    return xref([*usual, "-o", str(out), *options])


def filled_sheet(run: Path) -> Path:
    """A sheet on which all is decided."""
    rows = read_csv(run / "review.csv")
    for row in rows:
        row |= {"disposition": "false_positive", "reviewer": "A. Lee", "reason_code": "name_only"}
        row["comment"] = "no sign of him, " * 40
    path = run.parent / "filled.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("left", [0, 1, 2, 3, 5])
def test_a_batch_that_does_not_fit_is_not_there(disk: Disk, left: int) -> None:
    """Not one record of it; with room again, the next one follows from the last that was."""
    log = DecisionLog(disk.path / "log")
    before = filled(log, 3)
    History(log).close()
    disk.fill(left)
    with pytest.raises(DecisionLogError, match="No space left on device; nothing was recorded"):
        log.append([decision(n, comment="x" * 900) for n in range(40)])
    assert log.path.read_bytes() == before
    assert log.verify().records == 3
    assert len(list(History(log).search())) == 3
    disk.make_room()
    log.append([decision(9)])
    assert log.verify().records == 4


def test_the_first_batch_of_all(disk: Disk) -> None:
    """A log that could not be begun is an empty one."""
    (disk.path / "log").mkdir()
    log = DecisionLog(disk.path / "log")
    disk.fill(0)
    with pytest.raises(DecisionLogError, match="nothing was recorded"):
        log.append([decision(1)])
    assert log.verify().records == 0
    disk.make_room()
    log.append([decision(1)])
    assert log.verify().records == 1


def test_a_head_that_cannot_be_noted_costs_no_decision(disk: Disk) -> None:
    """The batch fits into the last page and its head does not: it is recorded."""
    log = DecisionLog(disk.path / "log")
    filled(log, 1)
    disk.fill(0)
    log.append([decision(2)])
    assert log.verify().records == 2
    disk.make_room()
    log.append([decision(3)])
    assert log.verify().records == 3


def test_a_log_that_cannot_be_written(
    place: Path, disk: Disk, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can be read, and screened with; who decides is told what to do."""
    log = DecisionLog(disk.path / "log")
    before = filled(log, 1)
    assert screen("run") == 0
    sheet = filled_sheet(place / "run")
    disk.protect()
    capsys.readouterr()
    apply = ["review", "apply", str(sheet), "--run", "run", "--log", str(log.folder)]
    assert xref(apply) == 0
    assert xref([*apply, "--write"]) == 6
    said = capsys.readouterr().err
    assert "cannot be written: Read-only file system; nothing was recorded" in said
    assert "--log" in said
    assert (log.folder / LOG).read_bytes() == before
    assert screen("other", "--log", str(log.folder)) == 0
    assert xref(["review", "log", "--log", str(log.folder)]) == 0
    assert xref(["review", "verify", "--log", str(log.folder)]) == 0


@pytest.mark.parametrize("left", [0, 1, 4, 9])
def test_applying_a_sheet_on_a_full_disk(
    place: Path, disk: Disk, capsys: pytest.CaptureFixture[str], left: int
) -> None:
    """Exit 6, one message, nothing recorded; the same command works when there is room."""
    assert screen("run") == 0
    sheet = filled_sheet(place / "run")
    apply = ["review", "apply", str(sheet), "--run", "run", "--write", "--log"]
    apply.append(str(disk.path / "log"))
    (disk.path / "log").mkdir()
    disk.fill(left)
    capsys.readouterr()
    assert xref(apply) == 6
    said = capsys.readouterr().err
    assert "No space left on device; nothing was recorded" in said
    assert "Traceback" not in said
    assert DecisionLog(disk.path / "log").verify().records == 0
    disk.make_room()
    assert xref(apply) == 0
    assert DecisionLog(disk.path / "log").verify().decisions == 40
    assert xref(apply) == 0
    assert DecisionLog(disk.path / "log").verify().decisions == 40


def needed(run: Path) -> int:
    """Pages that a run takes while it is written."""
    return sum(-(-each.stat().st_size // _PAGE) for each in run.iterdir()) + 40


#: The writer of workbooks leaves its temporary file to the garbage collector if the disk is full.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("share", "workers"), [(0.0, "1"), (0.1, "2"), (0.3, "1"), (0.6, "2"), (0.9, "1")]
)
def test_screening_on_a_full_disk(
    place: Path, disk: Disk, capsys: pytest.CaptureFixture[str], share: float, workers: str
) -> None:
    """Exit 2, the file and what to do, no manifest; with room again --resume ends it."""
    assert screen("whole") == 0
    run = disk.path / "run"
    run.mkdir()
    disk.fill(int(share * needed(place / "whole")))
    capsys.readouterr()
    code = screen(run, workers=workers)
    said = capsys.readouterr().err
    if code == 0:
        assert share >= 0.5, "the disk was not full"
    else:
        assert code == 2, said
        assert "No space left on device" in said
        assert str(run) in said
        assert not (run / "manifest.json").exists()
        disk.make_room()
        begun = [each for each in run.iterdir() if not each.name.startswith(".")]
        assert screen(run, *(["--resume"] if begun else []), workers=workers) == 0
    for name in OUTPUTS:
        assert (run / name).read_bytes() == (place / "whole" / name).read_bytes(), name
    left = {each.name for each in run.iterdir()} - {*OUTPUTS, "manifest.json", "subjects.jsonl"}
    assert not left


def test_a_full_disk_under_the_data_folder(
    place: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Screening needs no room there: the copy of the rules is kept when there is some."""
    assert screen("whole") == 0
    monkeypatch.setenv("XREF_HOME", str(disk.path))
    disk.fill(0)
    assert screen("run") == 0
    for name in OUTPUTS:
        assert Path("run", name).read_bytes() == Path("whole", name).read_bytes(), name


@pytest.mark.parametrize("left", [0, 2, 8, 16])
def test_a_full_disk_under_the_temporary_folder(
    place: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    left: int,
) -> None:  # fmt: skip
    """Without -o a run is begun in the temporary folder: a message, no half run in out/."""
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(disk.path))
    disk.fill(left)
    code = xref(["screen", "news", "--lists", "lists/sdn.csv", "-q", "--workers", "1"])
    said = capsys.readouterr().err
    assert code in (0, 2), said
    assert "Traceback" not in said
    assert (code == 0) == any(Path().glob("out/*/manifest.json"))
    if left == 0:
        assert code == 2
        assert "No space left on device" in said


@pytest.mark.parametrize("left", [0, 1, 6, 20])
def test_a_purge_on_a_full_disk(disk: Disk, capsys: pytest.CaptureFixture[str], left: int) -> None:
    """The log is as it was, whole, and nothing half written lies beside it."""
    log = DecisionLog(disk.path / "log")
    before = filled(log, 60)
    disk.fill(left)
    purge = ["review", "purge", "--before", "2026-02-01", "--reviewer", "Z", "--write"]
    code = xref([*purge, "--log", str(log.folder)])
    said = capsys.readouterr().err
    assert "Traceback" not in said
    if code:
        assert code == 6
        assert "nothing was recorded" in said
        assert log.path.read_bytes() == before
    else:
        assert left == 20
        assert log.verify().purged == 60
    assert not list(log.folder.glob("*.new"))
    with contextlib.suppress(FileNotFoundError):
        json.loads((log.folder / "head.json").read_bytes())
