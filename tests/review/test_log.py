"""The log of decisions: whole batches, an unbroken chain, nothing lost and nothing forged."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xref.errors import DecisionLogError, LogMovedError
from xref.review.decisions import Decision, Purged, Record, texts, texts_digest
from xref.review.history import INDEX, History
from xref.review.log import HEAD, LOG, DecisionLog
from xref.review.purge import purge

from .conftest import AT


def decision(n: int = 0, *, comment: str = "not him", at: str = AT, **changes: object) -> Decision:
    own = texts(
        comment=comment, document=f"{n}.txt", source=None, title="t", mentions=("Kim Yong-chol",)
    )
    facts: dict[str, object] = {
        "at": at, "alert_id": f"{n:016x}", "document_key": f"a{n}", "source_key": None,
        "subject_id": "us:1", "subject_ids": ("us:1", "eu:9"), "disposition": "false_positive",
        "reason_code": "name_only", "reviewer": "A. Lee", "listing": "l1", "mention": "m1",
        "run_id": "r", "run_key": "k", "rules_digest": "d", "rules_major": 1, "via": "csv",
        "texts_digest": texts_digest(own), "texts": own,
    }  # fmt: skip
    return Decision(**{**facts, **changes})  # type: ignore[arg-type]


def filled(log: DecisionLog, *sizes: int) -> bytes:
    n = 0
    for size in sizes:
        log.append([decision(n + each) for each in range(size)])
        n += size
    return log.path.read_bytes()


def test_a_folder_that_is_not_there_is_an_empty_log(log: DecisionLog) -> None:
    """Reading makes nothing."""
    assert log.head().count == 0
    assert log.verify().records == 0
    assert not log.folder.exists()


def test_what_was_appended_is_read_back(log: DecisionLog) -> None:
    """Records come back with numbers, ids and hashes."""
    written = log.append([decision(1), decision(2, comment='김정은 = ?\n"x"')])
    found = [record for _, record in log.records()]
    assert found == written
    assert [each.n for each in found] == [1, 2]
    assert found[1].previous == found[0].hash
    assert len({each.id for each in found if isinstance(each, Decision)}) == 2


@given(st.lists(st.lists(st.text(max_size=40), min_size=1, max_size=4), min_size=1, max_size=5))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_comments_in_any_batches_verify(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[str]]
) -> None:
    """Whatever is written, the chain holds and the texts come back, lone surrogates aside."""
    log = DecisionLog(tmp_path_factory.mktemp("log"))
    for batch in batches:
        log.append([decision(n, comment=comment) for n, comment in enumerate(batch)])
    assert log.verify().decisions == sum(map(len, batches))
    found = [record.comment for _, record in log.records() if isinstance(record, Decision)]
    wanted = [c.encode("utf-8", "replace").decode() for batch in batches for c in batch]
    assert found == wanted


def test_every_changed_byte_is_told(log: DecisionLog) -> None:
    """Each byte of a log of three batches, changed: never does the log verify unchanged."""
    whole = filled(log, 1, 2, 1)
    before = log.verify()
    missed = []
    for at in range(0, len(whole), 7):
        for new in (whole[at] ^ 1, 0x20, 0x0A):
            if new == whole[at]:
                continue
            log.path.write_bytes(whole[:at] + bytes([new]) + whole[at + 1 :])
            try:
                log.verify()
            except DecisionLogError:
                continue
            missed.append((at, new))
    assert missed == []
    log.path.write_bytes(whole)
    assert log.verify() == before


TAMPERING = {
    "a line deleted": lambda lines: [*lines[:1], *lines[2:]],
    "a line repeated": lambda lines: [*lines[:2], *lines[1:]],
    "two lines swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
    "the first line gone": lambda lines: lines[1:],
    "the last line gone": lambda lines: lines[:-1],
    "half of it gone": lambda lines: lines[: len(lines) // 2],
    "all of it gone": lambda lines: [],  # noqa: ARG005
    "an empty line": lambda lines: [*lines[:2], b"\n", *lines[2:]],
    "a space more": lambda lines: [lines[0].replace(b'":"', b'": "', 1), *lines[1:]],
    "a key more": lambda lines: [lines[0].replace(b'{"type"', b'{"x":1,"type"'), *lines[1:]],
    "another disposition": lambda lines: [
        lines[0].replace(b"false_positive", b"true_match"), *lines[1:]
    ],
    "another comment": lambda lines: [lines[0].replace(b"not him", b"was him"), *lines[1:]],
    "another type": lambda lines: [lines[0].replace(b'"decision"', b'"listing"'), *lines[1:]],
    "not UTF-8": lambda lines: [lines[0].replace(b"not him", b"not h\xff"), *lines[1:]],
    "the end torn off": lambda lines: [*lines[:-1], lines[-1][:40]],
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_told(log: DecisionLog, what: str) -> None:
    """Nothing is taken from, added to or changed in a log without `verify` telling."""
    lines = filled(log, 1, 2, 2).splitlines(keepends=True)
    log.path.write_bytes(b"".join(TAMPERING[what](lines)))
    with pytest.raises(DecisionLogError):
        log.verify()
    with pytest.raises(DecisionLogError):
        History(log)


def test_a_rehashed_change_is_told_by_the_noted_head(log: DecisionLog) -> None:
    """Somebody who makes the whole chain anew must also change what stands beside it."""
    filled(log, 2)
    other = DecisionLog(log.folder.parent / "other")
    other.append([decision(7), decision(8)])
    log.path.write_bytes(other.path.read_bytes())
    with pytest.raises(DecisionLogError, match="noted"):
        log.verify()


@pytest.mark.parametrize("cut", [1, 40, 400, -1, -30])
def test_a_batch_that_was_not_finished_does_not_count(log: DecisionLog, cut: int) -> None:
    """A process killed while it wrote leaves the log as it was; the next decision cleans up."""
    before = filled(log, 2)
    whole = filled(DecisionLog(log.folder.parent / "other"), 2)
    del whole
    head = (log.folder / HEAD).read_bytes()
    log.append([decision(n) for n in range(10, 14)])
    batch = log.path.read_bytes()[len(before) :]
    log.path.write_bytes(before + batch[:cut])
    (log.folder / HEAD).write_bytes(head)
    found = log.verify()
    assert (found.records, found.leftover) == (2, len(batch[:cut]))
    log.append([decision(99)])
    assert log.path.read_bytes().startswith(before)
    assert log.verify().records == 3
    assert log.verify().leftover == 0


def test_garbage_in_the_middle_is_no_unfinished_batch(log: DecisionLog) -> None:
    """Only the end can be torn."""
    first = filled(log, 1)
    log.path.write_bytes(first + b"{garbage\n" + first[:50])
    with pytest.raises(DecisionLogError):
        log.head()


def test_an_outdated_head_is_refused(log: DecisionLog) -> None:
    """Who decided upon an older state must look again; nothing is written."""
    log.append([decision(1)])
    head = log.head().hash
    log.append([decision(2)])
    with pytest.raises(LogMovedError):
        log.append([decision(3)], expect=head)
    assert log.verify().records == 2


def test_a_full_disk_leaves_the_log_as_it_was(log: DecisionLog) -> None:
    """A limit in the middle of a batch: an error, and not one record of it."""
    before = filled(log, 3)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 3_000, limit[1]))
    try:
        with pytest.raises(DecisionLogError, match="nothing was recorded"):
            log.append([decision(n) for n in range(50)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert log.path.read_bytes() == before
    assert log.verify().records == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(log: DecisionLog) -> None:
    """It can still be read; writing says what to do."""
    filled(log, 1)
    log.folder.chmod(0o500)
    try:
        assert len(list(History(log).search())) == 1
        with pytest.raises(DecisionLogError, match="cannot be written"):
            log.append([decision(2)])
    finally:
        log.folder.chmod(0o700)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    """A clear message, no traceback."""
    (tmp_path / "log").write_text("x")
    with pytest.raises(DecisionLogError, match="cannot be"):
        DecisionLog(tmp_path / "log").append([decision(1)])


def _write(folder: str, who: int) -> None:
    for n in range(15):
        DecisionLog(Path(folder)).append([decision(n, reviewer=f"R{who}")] * 2)


def test_processes_cannot_fork_the_chain(log: DecisionLog) -> None:
    """Three processes write at once: all decisions are there, in one chain."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write, args=(str(log.folder), n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert log.verify().decisions == 90


_KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
from tests.review.test_log import decision
from xref.review.log import DecisionLog
log = DecisionLog(Path({folder!r}))
print("ready", flush=True)
while True:
    log.append([decision(n) for n in range(400)])
"""


@pytest.mark.slow
def test_killed_at_any_time_only_whole_batches_are_there(log: DecisionLog) -> None:
    """SIGKILL at many moments: the log verifies, holds whole batches, and can go on."""
    here = str(Path(__file__).parents[2])
    for turn in range(12):
        code = _KILLED.format(here=here, folder=str(log.folder))
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=here)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 + 0.031 * turn)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = log.verify()
        assert found.records % 400 == turn_extra(log)
        assert History(log).head.count == found.records
    log.append([decision(1)])
    log.verify()


def turn_extra(log: DecisionLog) -> int:
    """Records beyond whole batches of 400: none."""
    assert all(isinstance(record, Decision) for _, record in log.records())
    return 0


_KILLED_TOGETHER = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
from tests.review.test_log import decision
from xref.review.log import DecisionLog
log = DecisionLog(Path({folder!r}))
print("ready", flush=True)
while True:
    batch = log.append([decision(n, reviewer={who!r}) for n in range({size})])
    print(batch[-1].id, flush=True)
"""


@pytest.mark.slow
def test_two_processes_that_write_at_once_are_killed(log: DecisionLog) -> None:
    """What either was told to be recorded is there, in whole batches, in one chain."""
    here = str(Path(__file__).parents[2])
    chance = random.Random(8)  # noqa: S311 - moments, not secrets
    sizes = {"A. Lee": 1, "B. Park": 70}
    acknowledged: list[str] = []
    for _ in range(8):
        processes = []
        for who, size in sizes.items():
            code = _KILLED_TOGETHER.format(here=here, folder=str(log.folder), who=who, size=size)
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=here, text=True
                )
            )
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.05, 0.4))
        chance.shuffle(processes)
        processes[0].send_signal(signal.SIGKILL)
        # The other one finds the lock free and what was half written gone.
        time.sleep(chance.uniform(0.0, 0.3))
        processes[1].send_signal(signal.SIGKILL)
        for process in processes:
            assert process.stdout is not None
            acknowledged += process.stdout.read().split()
            process.wait()
            process.stdout.close()
        log.verify()
        History(log).close()
    found = [record for _, record in log.records() if isinstance(record, Decision)]
    assert set(acknowledged) <= {each.id for each in found}
    assert len(acknowledged) > 20
    for who, size in sizes.items():
        own = [each for each in found if each.reviewer == who]
        assert own
        assert {each.batch[1] for each in own} == {size}
        assert len(own) % size == 0
    log.append([decision(1)])
    log.verify()


# The index


def test_the_index_finds_what_the_log_holds(log: DecisionLog) -> None:
    """By alert, article and subject, subject, reviewer, disposition and day."""
    log.append([
        decision(1), decision(2, reviewer="B", disposition="true_match"),
        decision(1, at="2026-02-01T00:00:00Z", second_reviewer="C"),
    ])  # fmt: skip
    history = History(log)
    assert [each.n for each in history.on_alert(f"{1:016x}")] == [1, 3]
    assert [each.n for each in history.on_pair("a1", ["eu:9"])] == [1, 3]
    assert history.on_pair("a1", ["eu:8"]) == []
    assert [each.n for each in history.search(reviewer="C")] == [3]
    assert [each.n for each in history.search(disposition="true_match")] == [2]
    assert [each.n for each in history.search(since="2026-01-06")] == [3]
    assert [each.n for each in history.search(until="2026-01-06", subject="eu:9")] == [1, 2]
    assert history.subjects() == {"us:1", "eu:9"}


def test_the_index_follows_the_log(log: DecisionLog) -> None:
    """What another process writes is seen after a refresh."""
    history = History(log)
    assert list(history.search()) == []
    log.append([decision(1)])
    history.refresh()
    log.append([decision(2)])
    history.refresh()
    assert len(list(history.search())) == 2
    assert len(list(History(log).search())) == 2


@pytest.mark.parametrize("damage", ["garbage", "empty", "other tables", "older log"])
def test_a_damaged_index_is_made_anew(log: DecisionLog, damage: str) -> None:
    """The index is never the source of truth."""
    import sqlite3

    filled(log, 2)
    History(log).close()
    path = log.folder / INDEX
    if damage == "garbage":
        path.write_bytes(b"garbage" * 2_000)
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "other tables":
        path.unlink()
        with sqlite3.connect(path) as base:
            base.execute("CREATE TABLE decision (x)")
    else:
        kept = path.read_bytes()
        other = DecisionLog(log.folder.parent / "other")
        filled(other, 3)
        other.folder.joinpath(INDEX).write_bytes(kept)
        log = other
    assert [each.n for each in History(log).search()] == list(range(1, log.head().count + 1))


# Purge


def test_a_purge_drops_texts_and_keeps_the_chain(log: DecisionLog) -> None:
    """No comment, article or name is left of old decisions; all hashes are the same."""
    log.append([decision(1, comment="a secret"), decision(2, at="2026-03-01T00:00:00Z")])
    hashes = [record.hash for _, record in log.records()]
    history = History(log)
    said = purge(log, before="2026-02-01", reviewer="Z", at="2026-04-01T00:00:00Z")
    assert said is not None
    assert said.count == 1
    data = log.path.read_bytes()
    assert b"a secret" not in data
    assert b"1.txt" not in data
    assert data.count(b"Kim Yong-chol") == 1
    found = log.verify()
    assert (found.decisions, found.purged, found.records) == (2, 1, 3)
    assert [record.hash for _, record in log.records()][:2] == hashes
    history.refresh()
    first, second = history.search()
    assert first.texts is None
    assert first.disposition == "false_positive"
    assert second.comment == "not him"
    assert purge(log, before="2026-02-01", reviewer="Z", at="2026-04-01T00:00:00Z") is None


def test_a_purge_on_a_full_disk_changes_nothing(log: DecisionLog) -> None:
    """The old log stays, whole."""
    before = filled(log, 20)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limit[1]))
    try:
        with pytest.raises(DecisionLogError):
            purge(log, before="2026-02-01", reviewer="Z", at="2026-04-01T00:00:00Z")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert log.path.read_bytes() == before
    assert sorted(path.name for path in log.folder.iterdir() if path.suffix == ".new") == []


def test_texts_cannot_be_put_back_changed(log: DecisionLog) -> None:
    """A purged decision takes no other texts."""
    log.append([decision(1)])
    purge(log, before="2026-02-01", reviewer="Z", at="2026-04-01T00:00:00Z")
    forged = msgspec.json.encode(texts(
        comment="x", document="y", source=None, title=None, mentions=()
    ))  # fmt: skip
    data = log.path.read_bytes().replace(b'"texts":null', b'"texts":' + forged, 1)
    log.path.write_bytes(data)
    with pytest.raises(DecisionLogError, match="texts"):
        log.verify()


def test_a_record_of_a_newer_version_is_refused(log: DecisionLog) -> None:
    """An unknown kind of line is no silent loss."""
    filled(log, 1)
    with log.path.open("ab") as stream:
        stream.write(b'{"type":"future","n":2}\n{"type":"future","n":3}\n')
    with pytest.raises(DecisionLogError):
        log.verify()


def test_only_known_kinds_are_records() -> None:
    """Decisions, listings and purges; the union is what the file can hold."""
    assert {Decision, Purged} < set(Record.__args__)  # type: ignore[attr-defined]
    assert LOG == "decisions.jsonl"
