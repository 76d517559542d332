"""The store: whole or not at all, whoever writes and whenever it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from xref.errors import ListError
from xref.lists.copies import load_current, stored_copy
from xref.lists.home import home, write_whole
from xref.lists.store import Current, LogLine, Snapshot, Store, Waiting, check_name, digest_of

NOW = "2026-11-22T10:00:00Z"


def put(store: Store, data: bytes, name: str = "un-sc", when: str = NOW) -> Snapshot:
    """Put a copy into the store and point to it."""
    with store.lock(name, 1), store.staging(name) as staged:
        (staged / "list.xml").write_bytes(data)
        sha256, files = digest_of([staged / "list.xml"])
        facts = Snapshot(list=name, sha256=sha256, via="import", retrieved_at=when, files=files)
        facts = store.keep(staged, facts)
        store.point(
            Current(list=name, sha256=sha256, via="import", retrieved_at=when, checked_at=when)
        )
        store.log(name, LogLine(time=when, action="import", result="updated", sha256=sha256))
    return facts


def test_home_is_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """XREF_HOME wins; without it the platform's own folder; nothing is made by looking."""
    monkeypatch.setenv("XREF_HOME", str(tmp_path / "there"))
    assert home() == tmp_path / "there"
    assert Store().names() == []
    assert not (tmp_path / "there").exists()
    monkeypatch.delenv("XREF_HOME")
    assert "xref" in str(home())


def test_a_copy_comes_back(tmp_path: Path, make_un_list: Callable[..., bytes]) -> None:
    """What is put in is loaded, dated, and named by its sha256; the second time from Parquet."""
    store = Store(tmp_path)
    facts = put(store, make_un_list(range(3)))
    assert store.names() == ["un-sc"]
    for _ in range(2):
        loaded = load_current(store, "un-sc")
        assert loaded is not None
        version = loaded.versions[0]
        assert len(loaded.designations) == 3
        assert (version.sha256, version.retrieved_at) == (facts.sha256, NOW)
        assert version.path == f"un-sc@{facts.sha256[:12]}"
    assert len(list((tmp_path / "lists/un-sc/parsed").iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a\\b", "C:x", ".hidden", "a\0b", "x" * 101, "dot."]
)
def test_no_name_leads_out_of_the_store(name: str) -> None:
    """A list is a folder; what could be another path is refused."""
    with pytest.raises(ListError, match="cannot be the name of a list"):
        check_name(name)


@pytest.mark.parametrize("name", ["un-sc", "our crews", "명단", "2026.crew"])
def test_plain_names_are_kept(name: str) -> None:
    """Spaces, dots inside and other scripts are fine."""
    assert check_name(name) == name


def test_the_same_copy_is_kept_once(tmp_path: Path, make_un_list: Callable[..., bytes]) -> None:
    """A snapshot never changes: the facts of the first retrieval stay."""
    store = Store(tmp_path)
    first = put(store, make_un_list(range(3)))
    again = put(store, make_un_list(range(3)), when="2026-11-23T10:00:00Z")
    assert again == first
    assert len(store.snapshots("un-sc")) == 1


def test_damage_is_found(tmp_path: Path, make_un_list: Callable[..., bytes]) -> None:
    """Changed, cut, missing: an error that says what to do; never a part of a list."""
    store = Store(tmp_path)
    facts = put(store, make_un_list(range(3)))
    path = store.files(facts)[0]
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"PERSON 1", b"PERSON X"))
    with pytest.raises(ListError, match="were changed"):
        load_current(store, "un-sc")
    path.write_bytes(whole[:-5])
    with pytest.raises(ListError, match=r"has \d+ bytes instead of") as caught:
        load_current(store, "un-sc")
    assert "xref lists update un-sc" in (caught.value.hint or "")
    path.unlink()
    with pytest.raises(ListError, match=r"is damaged: list\.xml"):
        load_current(store, "un-sc")
    put(store, whole)
    assert load_current(store, "un-sc") is not None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": 1}', b"\xff\xfe"])
def test_a_damaged_pointer_is_an_error(tmp_path: Path, content: bytes) -> None:
    """A list that was there is never silently missing."""
    store = Store(tmp_path)
    folder = tmp_path / "lists" / "un-sc"
    folder.mkdir(parents=True)
    (folder / "current.json").write_bytes(content)
    assert store.names() == ["un-sc"]
    with pytest.raises(ListError, match=r"current\.json: is damaged"):
        load_current(store, "un-sc")


def test_a_pointer_of_the_future_is_an_error(
    tmp_path: Path, make_un_list: Callable[..., bytes]
) -> None:
    """A newer xref may mean something else by it."""
    store = Store(tmp_path)
    put(store, make_un_list(range(3)))
    path = tmp_path / "lists/un-sc/current.json"
    path.write_bytes(path.read_bytes().replace(b'"schema": 1', b'"schema": 2'))
    with pytest.raises(ListError, match="newer xref"):
        store.current("un-sc")


def test_copies_of_the_past_are_found(tmp_path: Path, make_un_list: Callable[..., bytes]) -> None:
    """By `previous`, by the day on which they were in use, and by sha256."""
    store = Store(tmp_path)
    old = put(store, make_un_list(range(3)), when="2026-11-01T10:00:00Z")
    put(store, make_un_list(range(4)), when="2026-11-20T10:00:00Z")

    def size(name: str) -> int:
        loaded = stored_copy(name, store)
        assert loaded is not None
        return len(loaded.designations)

    assert size("un-sc") == size("un-sc@2026-11-20") == size("un-sc@2026-12-31") == 4
    assert size("un-sc@previous") == size("un-sc@2026-11-19") == 3
    assert size(f"un-sc@{old.sha256[:8]}") == 3
    for name, said in (("2026-10-31", "no copy in use"), ("ffff", "0 copies"), ("", "0 copies")):
        with pytest.raises(ListError, match=said):
            stored_copy(f"un-sc@{name}", store)
    assert stored_copy("eu-fsf@previous", store) is None
    assert stored_copy("./un-sc", store) is None


def test_half_a_line_in_the_log_spoils_no_other(
    tmp_path: Path, make_un_list: Callable[..., bytes]
) -> None:
    """A process that died while it wrote leaves its line behind, and only that."""
    store = Store(tmp_path)
    put(store, make_un_list(range(3)), when="2026-11-01T10:00:00Z")
    with (tmp_path / "lists/un-sc/log.jsonl").open("ab") as file:
        file.write(b'{"time": "2026-11-0')
    put(store, make_un_list(range(4)), when="2026-11-20T10:00:00Z")
    assert [time[:10] for time, _ in store.history("un-sc")] == ["2026-11-01", "2026-11-20"]


def test_what_died_leaves_nothing(tmp_path: Path, make_un_list: Callable[..., bytes]) -> None:
    """The next writer clears what another left behind in the middle of its work."""
    store = Store(tmp_path)
    put(store, make_un_list(range(3)))
    folder = tmp_path / "lists" / "un-sc"
    (folder / "staging" / "old").mkdir(parents=True)
    (folder / "staging" / "old" / "half.xml").write_bytes(b"<half")
    (folder / ".current.json.abc.tmp").write_bytes(b"{")
    put(store, make_un_list(range(4)))
    assert not (folder / "staging").exists()
    assert not list(folder.glob(".*"))


def test_a_lock_is_waited_for_only_so_long(tmp_path: Path) -> None:
    """Who comes second waits, and then says who is in the way."""
    store = Store(tmp_path)
    with (
        store.lock("un-sc", 1),
        pytest.raises(ListError, match=r"another process has been changing it for 0\.05"),
        Store(tmp_path).lock("un-sc", 0.05),
    ):
        pass


def test_the_lock_of_the_dead_is_free(tmp_path: Path) -> None:
    """A process that is killed while it holds the lock does not block the next one."""
    code = f"""
        import time
        from pathlib import Path
        from xref.lists.store import Store
        with Store(Path({str(tmp_path)!r})).lock("un-sc", 1):
            print("held", flush=True)
            time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(ListError), Store(tmp_path).lock("un-sc", 0.02):
            pass
        child.kill()
    started = time.monotonic()
    with Store(tmp_path).lock("un-sc", 5):
        assert time.monotonic() - started < 4


def test_a_refused_copy_waits_until_another_is_used(tmp_path: Path) -> None:
    """Moving the pointer ends the waiting."""
    store = Store(tmp_path)
    copy = Current(list="x", sha256="0" * 64, via="import", retrieved_at=NOW, checked_at=NOW)
    with store.lock("x", 1):
        store.wait(Waiting(reasons=("too small",), copy=copy))
        assert store.waiting("x") is not None
        store.point(msgspec.structs.replace(copy, accepted=("too small",)))
    assert store.waiting("x") is None


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails at the last step changes nothing and leaves nothing."""
    target = tmp_path / "current.json"
    write_whole(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["current.json"]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_at_any_point(tmp_path: Path, make_un_list: Callable[..., bytes]) -> None:
    """SIGKILL before each step on the disk: the list is the old or the new one, and whole."""
    old, new = make_un_list(range(3)), make_un_list(range(4))
    store = Store(tmp_path)
    put(store, old)
    assert load_current(store, "un-sc") is not None
    sizes: list[int] = []
    for step in range(1, 400):
        killed = _killed_in_step(step, lambda: put(store, new))
        loaded = load_current(store, "un-sc")
        assert loaded is not None
        sizes.append(len(loaded.designations))
        if not killed:
            break
    assert not killed, "the work has more steps than were tried"
    assert len(sizes) > 20
    assert set(sizes) == {3, 4}
    assert sizes == sorted(sizes), "the pointer moves once, and never back"


def _killed_in_step(step: int, work: Callable[[], Any]) -> bool:
    """Do some work in a process that dies at its n-th step on the disk."""
    child = os.fork()
    if not child:  # pragma: no cover - another process
        left = step

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            work()
        except BaseException:  # noqa: BLE001 - only the exit code leaves this process
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed"
    return os.WIFSIGNALED(status)
