"""Updates and imports: whatever a publisher sends, the copy in use is a good one."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import msgspec
import pytest

from xref.errors import ListError
from xref.lists import load_lists
from xref.lists.catalogue import Definition, Expected, Link, Range, Shrinkage, Source, catalogue
from xref.lists.checks import published_long_ago, shrinkage, too_old, unexpected_counts
from xref.lists.copies import load_current
from xref.lists.imports import import_file
from xref.lists.status import list_status
from xref.lists.store import Store
from xref.lists.updates import Outcome, Updates

HOST = "https://lists.test"
START = datetime(2026, 11, 22, 10, tzinfo=UTC)


def un_sc(**more: Any) -> Definition:
    """The definition of the UN list, for a publisher on the loopback."""
    files = (Source(name="consolidated.xml", url=f"{HOST}/un.xml"),)
    return msgspec.structs.replace(
        catalogue()["un-sc"], **{"files": files, "expected": None, **more}
    )


class Desk:
    """A store, a publisher, and a clock that is set by hand."""

    def __init__(self, folder: Path, publisher: Any) -> None:
        self.store = Store(folder)
        self.publisher = publisher
        self.now = START
        self.steps: list[tuple[str, str]] = []

    def updates(self, **caps: float) -> Updates:
        """Updates with a client of these caps."""
        return Updates(
            self.store,
            client=self.publisher.client(**caps),
            clock=lambda: self.now,
            report=lambda name, what, *_: self.steps.append((name, what)),
        )

    def update(self, definition: Definition | None = None, **caps: float) -> Outcome:
        """Update one list."""
        return self.updates(**caps).update(definition or un_sc())

    def numbers(self, name: str = "un-sc") -> set[str]:
        """References of the copy in use."""
        loaded = load_current(self.store, name)
        assert loaded is not None
        return {each.reference for each in loaded.designations}


@pytest.fixture
def desk(tmp_path: Path, publisher: Any) -> Desk:
    """An empty store and a publisher that says what each test wants."""
    return Desk(tmp_path / "home", publisher)


def references(numbers: range) -> set[str]:
    """References of the invented persons."""
    return {f"KPi.{n:03}" for n in numbers}


def test_a_list_is_fetched_checked_and_used(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """The whole way; the log, the facts and the steps tell of it."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    outcome = desk.update()
    assert (outcome.state, outcome.good) == ("updated", True)
    assert desk.numbers() == references(range(50))
    current = desk.store.current("un-sc")
    assert current is not None
    assert current.retrieved_at == current.checked_at == "2026-11-22T10:00:00Z"
    assert current.published == "2026-02-27"
    assert current.checks["read"] == "50 entries, 0 records left out"
    facts = desk.store.snapshot("un-sc", current.sha256)
    assert [(file.name, file.bytes) for file in facts.files] == [
        ("consolidated.xml", len(make_un_list(range(50))))
    ]
    line = json.loads((desk.store.folder("un-sc") / "log.jsonl").read_text())
    assert (line["action"], line["result"], line["counts"]) == ("update", "updated", {"person": 50})
    assert [what for _, what in desk.steps[:1]] == ["fetching consolidated.xml"]
    assert [what for _, what in desk.steps[-2:]] == ["reading", "storing"]


def test_unchanged_renews_the_check(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """304, or the same bytes again: no new copy, but the age starts anew."""
    data = make_un_list(range(50))
    desk.publisher.give_with_etag("/un.xml", data)
    desk.update()
    desk.now += timedelta(days=9)
    assert desk.update().state == "unchanged"
    assert "If-None-Match" in desk.publisher.seen[-1][1]
    desk.publisher.give("/un.xml", data)
    desk.now += timedelta(days=1)
    assert desk.update().state == "unchanged"
    current = desk.store.current("un-sc")
    assert current is not None
    assert current.retrieved_at == "2026-11-22T10:00:00Z"
    assert current.checked_at == "2026-12-02T10:00:00Z"
    assert len(desk.store.snapshots("un-sc")) == 1


def test_a_change_is_counted(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """What came and what went is in the outcome; the copy before is kept."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    desk.update()
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(1, 60), "2026-03-01"))
    outcome = desk.update()
    assert outcome.state == "updated"
    assert outcome.change is not None
    assert (outcome.change.added, outcome.change.removed) == (10, 1)
    assert outcome.change.first_removed == ("un-sc:KPi.000 EXAMPLE PERSON 0",)
    assert len(desk.store.snapshots("un-sc")) == 2


def _html(handler: BaseHTTPRequestHandler, send: Any, data: bytes) -> None:
    send(handler, b"<!DOCTYPE html><html><body>Down for maintenance</body></html>")


def _cut(handler: BaseHTTPRequestHandler, send: Any, data: bytes) -> None:
    send(handler, data[:-40], Content_Length=str(len(data)))
    handler.close_connection = True


def _short_length(handler: BaseHTTPRequestHandler, send: Any, data: bytes) -> None:
    send(handler, data, Content_Length=str(len(data) - 40))
    handler.close_connection = True


def _bomb(handler: BaseHTTPRequestHandler, send: Any, data: bytes) -> None:
    send(handler, gzip.compress(bytes(20_000_000)))


def _entities(handler: BaseHTTPRequestHandler, send: Any, data: bytes) -> None:
    send(handler, data.replace(b"<CONS", b'<!DOCTYPE x [<!ENTITY a "b">]><CONS', 1))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda h, send, _: send(h, b"", 404), "HTTP 404"),
        (lambda h, send, _: send(h, b"", 429), "HTTP 429"),
        (lambda h, send, _: send(h, b"", 500), "HTTP 500"),
        (lambda h, send, _: send(h, b"", 302, Location="/un.xml"), "in a circle"),
        (lambda h, send, _: send(h, b"", 302, Location="http://x.example/"), "over https only"),
        (lambda h, send, data: send(h, data * 100), "the most is"),
        (lambda h, send, _: send(h, b""), "is empty"),
        (_cut, "cut off|connection broke"),
        (_short_length, "consolidated.xml"),
        (_html, "web page"),
        (_bomb, "bomb"),
        (_entities, "DOCTYPE"),
        (lambda h, send, _: send(h, b"<other/>"), "no reader knows"),
        (lambda h, send, data: send(h, data.replace(b"EXAMPLE", b"EX\xff")), "consolidated.xml"),
        (lambda h, send, data: send(h, data[: data.index(b"<INDIVIDUAL>")]
            + b"</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>"), "no designation"),
        (lambda h, send, data: send(h, data.replace(b"KPi.001", b"KPi.002")), "stands twice"),
        (lambda h, send, _: send(h, b'36,"A",-0- ,"CUBA"' + b",-0- " * 8 + b"\r\n\x1a"),
         "what was fetched is list us-ofac-sdn"),
    ],
)  # fmt: skip
def test_no_fault_costs_the_copy_in_use(
    desk: Desk, make_un_list: Callable[..., bytes], answer_body: Any, fault: Any, said: str
) -> None:
    """Whatever comes instead of a list is refused, and the list goes on as it was."""
    good = make_un_list(range(50))
    desk.publisher.give_with_etag("/un.xml", good)
    desk.update()
    before = desk.store.current("un-sc")
    new = make_un_list(range(60), "2026-03-01")
    desk.publisher.routes["/un.xml"] = lambda handler: fault(handler, answer_body, new)
    outcome = desk.update(attempts=2, max_bytes=500_000)
    assert outcome.state == "failed"
    told = f"{outcome.reasons[0]} {outcome.hint}"
    assert any(part in told for part in said.split("|")), told
    assert str(desk.store.base) not in outcome.reasons[0]
    assert desk.store.current("un-sc") == before
    assert desk.numbers() == references(range(50))
    assert len(desk.store.snapshots("un-sc")) == 1
    assert not (desk.store.folder("un-sc") / "staging").exists()
    desk.publisher.give_with_etag("/un.xml", new)
    assert desk.update().state == "updated"


def test_slow_drip_is_ended(desk: Desk) -> None:
    """A server that never finishes costs the time allowed, and then is left."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<")
            threading.Event().wait(0.02)

    desk.publisher.routes["/un.xml"] = drip
    outcome = desk.update(seconds=0.2)
    assert outcome.state == "failed"
    assert "took longer than 0.2 seconds" in outcome.reasons[0]


def test_offline(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """Nobody answers: fine while there is a fresh copy, else the list has failed."""
    away = un_sc(files=(Source(name="consolidated.xml", url="https://no-such-host.invalid/x"),))
    outcome = desk.update(away, attempts=1)
    assert (outcome.state, outcome.current) == ("failed", None)
    assert "does not answer" in outcome.reasons[0]
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    assert desk.update().state == "updated"
    outcome = desk.update(away, attempts=1)
    assert (outcome.state, outcome.good) == ("kept", True), outcome.reasons
    desk.now += timedelta(days=31)
    assert desk.update(away, attempts=1).state == "failed"
    assert desk.numbers() == references(range(50))


def test_a_list_that_shrinks_is_kept_aside(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """Refused with what is gone; it waits without being fetched again, and can be accepted."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(100)))
    desk.update()
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(90), "2026-03-01"))
    outcome = desk.update()
    assert (outcome.state, outcome.good) == ("refused", False)
    assert outcome.reasons[0].startswith("entries: 100 to 90, 10.0% less; allowed is 5%")
    assert outcome.change is not None
    assert outcome.change.removed == 10
    assert "un-sc:KPi.090 EXAMPLE PERSON 90" in outcome.change.first_removed
    assert desk.numbers() == references(range(100))
    assert outcome.waiting is not None
    assert f"--accept {outcome.waiting[:12]}" in (outcome.hint or "")
    answers = len(desk.publisher.seen)
    assert desk.update().state == "refused"
    assert "If-None-Match" in desk.publisher.seen[answers][1]
    assert len(desk.store.snapshots("un-sc")) == 2
    for wrong in ("0" * 64, outcome.waiting[:7], ""):
        assert desk.updates().accept("un-sc", wrong).state == "failed"
    assert desk.updates().accept("un-sc", outcome.waiting[:12]).state == "accepted"
    assert desk.numbers() == references(range(90))
    current = desk.store.current("un-sc")
    assert current is not None
    assert current.accepted == outcome.reasons
    assert desk.updates().accept("un-sc", outcome.waiting).state == "failed"
    assert desk.update().state == "unchanged"


def test_a_refused_copy_is_forgotten_when_the_list_recovers(
    desk: Desk, make_un_list: Callable[..., bytes]
) -> None:
    """The publisher repairs its file: that one is used, and nothing waits any more."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(100)))
    desk.update()
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(9), "2026-03-01"))
    assert desk.update().state == "refused"
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(101), "2026-03-02"))
    assert desk.update().state == "updated"
    assert desk.store.waiting("un-sc") is None


def test_as_many_others_are_not_the_same_list(
    desk: Desk, make_un_list: Callable[..., bytes]
) -> None:
    """The number is the same and half of the entries are gone: refused, too."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(100)))
    desk.update()
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50, 150), "2026-03-01"))
    outcome = desk.update()
    assert outcome.state == "refused"
    assert outcome.reasons[0].startswith("entries that were there before: 100 to 50")


def test_an_older_edition_is_refused(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """A cache somewhere gives last year's list again."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50), "2026-02-27"))
    desk.update()
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(51), "2025-02-27"))
    outcome = desk.update()
    assert outcome.state == "refused"
    assert "published on 2025-02-27, the copy in use on 2026-02-27" in outcome.reasons[0]


def test_the_first_copy_must_be_whole(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """Without a copy to compare with, the catalogue's numbers hold."""
    expected = Expected(min=100, max=200, why="counted", kinds={"person": Range(100, 150)})
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    outcome = desk.update(un_sc(expected=expected))
    assert (outcome.state, outcome.current) == ("refused", None)
    assert outcome.reasons[0] == "50 entries; a whole copy has 100 to 200 (counted)"
    assert load_current(desk.store, "un-sc") is None
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(160), "2026-03-01"))
    outcome = desk.update(un_sc(expected=expected))
    assert outcome.reasons == ("160 entries of kind person; a whole copy has 100 to 150",)


@pytest.mark.parametrize(
    ("before", "after", "removed", "share", "said"),
    [
        ({"person": 100}, {"person": 95}, 5, None, []),
        ({"person": 100}, {"person": 94}, 6, None, ["entries: 100 to 94"]),
        ({"person": 100}, {"person": 70}, 30, 0.4, []),
        ({"person": 1000, "vessel": 40}, {"person": 1000}, 40, None,
         ["entries of kind vessel: 40 to 0"]),
        ({"person": 1000, "vessel": 19}, {"person": 1000}, 19, None, []),
        ({"person": 10}, {"person": 1}, 9, None, []),
        ({"person": 10}, {}, 10, None, ["no entry is left"]),
        ({}, {"person": 1}, 0, None, []),
        ({"person": 100}, {"person": 100}, 60, None, ["entries that were there before"]),
        ({"person": 100}, {"person": 100}, None, None, []),
    ],
)  # fmt: skip
def test_shrinkage(
    before: dict[str, int],
    after: dict[str, int],
    removed: int | None,
    share: float | None,
    said: list[str],
) -> None:
    """The whole list, each kind, and the entries themselves; small kinds are not measured."""
    special = Shrinkage(share, "tested") if share else None
    found = shrinkage(un_sc(max_shrink=special), before, after, removed)
    assert len(found) == len(said)
    assert all(one.startswith(two) for one, two in zip(found, said, strict=True))


def test_counts_of_the_catalogue_hold_for_real_editions() -> None:
    """Every list that names numbers names a range with room in it, and a reason."""
    for definition in catalogue().values():
        expected = definition.expected
        if expected is not None:
            assert 0 < expected.min < expected.max, definition.name
            assert expected.why
            assert unexpected_counts(definition, {"person": 0})


OFAC = {"SDN.CSV": "sdn.csv", "ALT.CSV": "alt.csv", "ADD.CSV": "add.csv"}


def ofac() -> Definition:
    """The SDN list in its three CSV files."""
    files = tuple(Source(name=name, url=f"{HOST}/{path}") for name, path in OFAC.items())
    return msgspec.structs.replace(catalogue()["us-ofac-sdn"], files=files, expected=None)


def sdn(numbers: range) -> dict[str, bytes]:
    """SDN.CSV, ALT.CSV and ADD.CSV with invented entries."""
    null = "-0- ,"
    main = "".join(f'{n},"PERSON {n}, Example","individual","DPRK2",{null * 8}'[:-1] + "\r\n"
                   for n in numbers)  # fmt: skip
    other = "".join(f'{n},{n + 9000},"aka","EXAMPLE {n}",-0- \r\n' for n in numbers)
    place = "".join(f'{n},{n + 5000},-0- ,"Pyongyang","Korea, North",-0- \r\n' for n in numbers)
    return {
        path: (text + "\x1a").encode()
        for path, text in zip(OFAC.values(), (main, other, place), strict=True)
    }


def test_several_files_make_one_copy(desk: Desk) -> None:
    """All are fetched and hashed together; one that did not change is taken over."""
    for path, data in sdn(range(100, 150)).items():
        desk.publisher.give_with_etag(f"/{path}", data)
    assert desk.update(ofac()).state == "updated"
    assert desk.update(ofac()).state == "unchanged"
    new = sdn(range(100, 151))
    desk.publisher.give_with_etag("/sdn.csv", new["sdn.csv"])
    assert desk.update(ofac()).state == "updated"
    loaded = load_current(desk.store, "us-ofac-sdn")
    assert loaded is not None
    assert len(loaded.designations) == 51
    names = {name.text for each in loaded.designations for name in each.names}
    assert {"EXAMPLE 100", "PERSON 150, Example"} <= names
    assert "EXAMPLE 150" not in names
    assert loaded.versions[0].files == tuple(OFAC)
    desk.publisher.routes.pop("/alt.csv")
    desk.publisher.give_with_etag("/sdn.csv", sdn(range(100, 153))["sdn.csv"])
    assert desk.update(ofac()).state == "failed"
    assert len(desk.numbers("us-ofac-sdn")) == 51


def test_a_table_without_an_end_is_not_trusted(desk: Desk, answer_body: Any) -> None:
    """Cut-off XML is found by its reader; a table looks whole, so its length must be known."""
    for path, data in sdn(range(100, 150)).items():

        def answer(handler: BaseHTTPRequestHandler, data: bytes = data) -> None:
            answer_body(handler, data, Content_Length="")
            handler.close_connection = True

        desk.publisher.routes[f"/{path}"] = answer
    outcome = desk.update(ofac())
    assert outcome.state == "refused"
    assert "did not say where the file ends" in outcome.reasons[0]


def test_a_link_that_moves(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """The file is found by its name on the page, wherever it is today."""
    moving = un_sc(
        files=(Source(name="list.xml", find_link=Link(f"{HOST}/page", r"UN-List\.xml")),)
    )
    for number in (50, 51):
        desk.publisher.give("/page", f'<a href="/media/{number}/UN-List.xml">XML</a>'.encode())
        desk.publisher.give_with_etag(f"/media/{number}/UN-List.xml", make_un_list(range(number)))
        assert desk.update(moving).state == "updated"
    assert desk.numbers() == references(range(51))
    desk.publisher.give("/page", b"<p>moved</p>")
    assert desk.update(moving).state == "failed"
    assert desk.numbers() == references(range(51))


def test_the_disk_fails(
    desk: Desk, make_un_list: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full at each of the moments in which something is made durable: told, and nothing lost."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    desk.update()
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(60), "2026-03-01"))
    real, states = os.fsync, []
    for moment in range(20):
        left = [moment]

        def full(handle: int, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device")
            real(handle)

        monkeypatch.setattr(os, "fsync", full)
        outcome = desk.update()
        monkeypatch.setattr(os, "fsync", real)
        states.append(outcome.state)
        if outcome.state != "failed":
            break
        assert "No space left on device" in outcome.reasons[0]
        assert "check space" in (outcome.hint or "")
        assert desk.numbers() in (references(range(50)), references(range(60)))
    assert len(states) > 3
    assert states[-1] in ("updated", "unchanged")


def test_two_at_once(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """Two updates of one list: one fetches, the other finds nothing newer."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    outcomes: list[Outcome] = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(Desk.update(desk))) for _ in range(2)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.state for each in outcomes) == ["unchanged", "updated"]
    assert desk.numbers() == references(range(50))


_DRIVER = """
    import json, os, shutil, signal, sys
    from pathlib import Path
    import msgspec
    from xref.lists import download, parsed
    from xref.lists.catalogue import Source, catalogue
    from xref.lists.store import Store, Validators, digest_of
    from xref.lists.transfers import Fetched
    from xref.lists.updates import Updates

    home, new = Path(sys.argv[1]), Path(sys.argv[2])
    definition = msgspec.structs.replace(
        catalogue()["un-sc"], expected=None,
        files=(Source(name="consolidated.xml", url="https://lists.test/un.xml"),),
    )

    class Client:
        def fetch(self, url, target, **more):
            shutil.copyfile(new, target)
            size = target.stat().st_size
            return Fetched(bytes=size, sha256="", whole=True, validators=Validators(url=url))

    def work(step):
        left = step
        def count(event, arguments):
            nonlocal left
            steps = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.copyfile")
            if event in steps and str(home) in str(arguments[:2]):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        outcome = Updates(Store(home), client=Client()).update(definition)
        os._exit(0 if outcome.state in ("updated", "unchanged") else 3)

    for step in range(1, 1000):
        child = os.fork()
        if not child:
            work(step)
        _, status = os.waitpid(child, 0)
        current = Store(home).current("un-sc")
        files = Store(home).files(Store(home).snapshot("un-sc", current.sha256))
        whole = digest_of(files)[0] == current.sha256
        print(json.dumps([sum(current.counts.values()), whole, os.WIFSIGNALED(status)]))
        if not os.WIFSIGNALED(status):
            sys.exit(os.WEXITSTATUS(status))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_at_any_point(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """SIGKILL before each step of an update on the disk: the list stays whole, and recovers."""
    desk.publisher.give("/un.xml", make_un_list(range(50)))
    desk.update()
    new = desk.store.base / "new.xml"
    new.write_bytes(make_un_list(range(60), "2026-03-01"))
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_DRIVER), str(desk.store.base), str(new)],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rounds) > 20
    assert all(whole for _, whole, _ in rounds)
    counts = [count for count, _, _ in rounds]
    assert set(counts) == {50, 60}
    assert counts == sorted(counts)
    assert desk.numbers() == references(range(60))


def test_builtin_lists_are_put_into_the_store(desk: Desk) -> None:
    """A list whose only machine-readable copy comes with the program needs no network."""
    assert desk.update(catalogue()["kr-mofa"]).state == "updated"
    assert desk.update(catalogue()["kr-mofa"]).state == "unchanged"
    assert desk.store.names() == ["kr-mofa"]
    assert not desk.publisher.seen


def test_rounds_typed_by_hand_add_to_the_builtin_list(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of a new South Korean round is imported; no entry of the others is lost."""
    monkeypatch.setenv("XREF_HOME", str(desk.store.base))
    builtin = {each.id for each in load_lists("kr-mofa").designations}
    (tmp_path / "round.csv").write_text(
        "date,round,number,kind,name_hangul,name_latin\n"
        "2027-01-05,99,1,person,한설매,HAN Sol Mae\n",
        encoding="utf-8",
    )
    assert _import(desk, tmp_path / "round.csv").list == "kr-mofa"
    both = {each.id for each in load_lists("kr-mofa").designations}
    assert both > builtin
    assert len(both) == len(builtin) + 1
    assert desk.update(catalogue()["kr-mofa"]).state == "unchanged"
    assert {each.id for each in load_lists("kr-mofa").designations} == both


# Imports


def _import(desk: Desk, path: Path, name: str | None = None) -> Outcome:
    (outcome,) = import_file(desk.updates(), path, name)
    return outcome


def test_an_import_is_recognised_by_content(
    desk: Desk, tmp_path: Path, make_un_list: Callable[..., bytes]
) -> None:
    """Whatever the file is called, also packed; checked like an update, kept as it was."""
    data = make_un_list(range(900))
    for name, packed in (
        ("a.dat", data),
        ("b.xml.gz", gzip.compress(data)),
        ("c.xml.xz", lzma.compress(data)),
    ):
        (tmp_path / name).write_bytes(packed)
        outcome = _import(desk, tmp_path / name)
        assert (outcome.list, outcome.state) == ("un-sc", "updated"), outcome
        assert len(desk.numbers()) == 900
        current = desk.store.current("un-sc")
        assert current is not None
        kept = desk.store.files(desk.store.snapshot("un-sc", current.sha256))
        assert [path.read_bytes() for path in kept] == [packed]
    assert _import(desk, tmp_path / "c.xml.xz").state == "unchanged"


def test_an_archive_is_imported(
    desk: Desk, tmp_path: Path, make_un_list: Callable[..., bytes]
) -> None:
    """A ZIP with one list in it."""
    with zipfile.ZipFile(tmp_path / "un.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/consolidated.xml", make_un_list(range(900)))
    assert _import(desk, tmp_path / "un.zip").state == "updated"


def test_siblings_come_along(desk: Desk, tmp_path: Path) -> None:
    """SDN.CSV brings ALT.CSV and ADD.CSV; so small a part of the list must be accepted."""
    for path, data in sdn(range(100, 150)).items():
        (tmp_path / f"2026.{path}").write_bytes(data)
    outcome = _import(desk, tmp_path / "2026.sdn.csv")
    assert (outcome.list, outcome.state) == ("us-ofac-sdn", "refused")
    assert outcome.waiting is not None
    assert desk.updates().accept("us-ofac-sdn", outcome.waiting).state == "accepted"
    assert len(desk.numbers("us-ofac-sdn")) == 50
    loaded = load_current(desk.store, "us-ofac-sdn")
    assert loaded is not None
    assert loaded.versions[0].files == ("2026.sdn.csv", "2026.alt.csv", "2026.add.csv")


def test_a_list_of_ones_own(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes its file's stem, or the name given, and is loaded by that name."""
    monkeypatch.setenv("XREF_HOME", str(desk.store.base))
    (tmp_path / "crew.csv").write_text("name,kind\nHan Sol Mae,person\nExample Star,vessel\n")
    assert _import(desk, tmp_path / "crew.csv").list == "crew"
    assert _import(desk, tmp_path / "crew.csv", "our crews").list == "our crews"
    assert desk.store.names() == ["crew", "our crews"]
    ids = {each.id for each in load_lists("our crews").designations}
    assert all(each.startswith("our crews:") for each in ids)
    packed = tmp_path / "gone.csv.gz"
    packed.write_bytes(gzip.compress(b"name,kind\nHan Sol Mae,person\n"))
    assert _import(desk, packed, "packed").list == "packed"
    assert {each.list for each in load_lists("packed").designations} == {"packed"}


@pytest.mark.parametrize(
    ("name", "content", "called", "said"),
    [
        ("crew.csv", b"name,kind\nHan Sol Mae,person\n", "un-sc", "no copy of un-sc"),
        ("crew.csv", b"name,kind\nHan Sol Mae,person\n", "../out", "cannot be the name"),
        ("crew.csv", b"name,kind\n", None, "crew.csv"),
        ("crew.csv", b"", None, "empty"),
        ("poem.bin", b"\x00\x01\x02", None, "no reader knows"),
        ("un.xml", None, "mine", "is list un-sc, not mine"),
    ],
)
def test_an_import_that_is_refused(  # noqa: PLR0917 - one row of a table
    desk: Desk,
    tmp_path: Path,
    make_un_list: Callable[..., bytes],
    name: str,
    content: bytes | None,
    called: str | None,
    said: str,
) -> None:
    """What is no list, or another one than it is called: nothing of it comes into the store."""
    (tmp_path / name).write_bytes(make_un_list(range(900)) if content is None else content)
    with pytest.raises(ListError, match=said.replace(".", r"\.")):
        import_file(desk.updates(), tmp_path / name, called)
    assert desk.store.names() == []
    assert not list(desk.store.root.glob(".import-*"))


def test_a_folder_of_lists(desk: Desk, tmp_path: Path, make_un_list: Callable[..., bytes]) -> None:
    """Each list in it is imported; a file that is none stops the import."""
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "un.xml").write_bytes(make_un_list(range(900)))
    (folder / "crew.csv").write_text("name,kind\nHan Sol Mae,person\n")
    outcomes = import_file(desk.updates(), folder)
    assert {each.list for each in outcomes} == {"un-sc", "crew"}
    (folder / "notes.txt").write_bytes(b"\x00\x00")
    with pytest.raises(ListError, match=r"notes\.txt") as caught:
        import_file(desk.updates(), folder)
    assert "must be a list" in (caught.value.hint or "")


# Age and status


def test_age(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """Counted from the last check; past the maximum, or from the future, it is too old."""
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    desk.update()
    loaded = load_current(desk.store, "un-sc")
    assert loaded is not None
    versions = loaded.versions
    assert too_old(versions, START + timedelta(days=30)) == []
    assert "31.0 days ago" in too_old(versions, START + timedelta(days=31))[0]
    assert too_old(versions, START - timedelta(hours=20)) == []
    assert "in the future" in too_old(versions, START - timedelta(days=2))[0]
    assert published_long_ago(versions, START) == ["un-sc is the edition of 2026-02-27"]


def test_status_has_every_list(desk: Desk, make_un_list: Callable[..., bytes]) -> None:
    """The catalogue and the user's own, whatever state they are in."""
    rows = {row.list: row for row in list_status(desk.store, START)}
    assert list(rows) == list(catalogue())
    assert rows["us-ofac-cons"].state == "no copy"
    assert rows["gb-ofsi"].state == "retired"
    assert (rows["kr-mofa"].state, rows["kr-mofa"].used) == ("built-in", True)
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(50)))
    desk.update()
    desk.publisher.give_with_etag("/un.xml", make_un_list(range(5), "2026-03-01"))
    desk.update()
    rows = {row.list: row for row in list_status(desk.store, START + timedelta(days=1))}
    row = rows["un-sc"]
    assert (row.state, row.used, row.age_days, row.max_age_days) == ("current", True, 1.0, 30)
    assert row.counts == {"person": 50}
    assert row.waiting is not None
    assert not rows["kr-mofa"].used
    old = {row.list: row for row in list_status(desk.store, START + timedelta(days=31))}
    assert old["un-sc"].state == "too old"
    shutil.rmtree(desk.store.folder("un-sc") / "snapshots")
    assert next(r for r in list_status(desk.store, START) if r.list == "un-sc").state == "damaged"


# Real snapshots


def test_real_snapshots_are_served_and_used(desk: Desk, dev_data: Path) -> None:
    """The UN lists of three dates and the SDN list in four files, as a publisher gives them."""
    un = catalogue()["un-sc"]
    definition = un_sc(expected=un.expected)
    folder = dev_data / "lists" / "un-sc"
    steps = [
        (gzip.decompress((folder / "2024-11-30.UN_consolidated.xml.gz").read_bytes()), 879),
        ((folder / "2025-04-19.UN_consolidated.xml").read_bytes(), 877),
        ((folder / "2026-02-27.UN_consolidated.xml").read_bytes(), 1003),
    ]
    for data, count in steps:
        desk.publisher.give_with_etag("/un.xml", data)
        outcome = desk.update(definition)
        assert outcome.state == "updated", outcome.reasons
        assert len(desk.numbers()) == count == data.count(b"<REFERENCE_NUMBER>")
    desk.publisher.give_with_etag("/un.xml", steps[0][0])
    assert desk.update(definition).state == "refused"
    parts = {
        "SDN.CSV": "sdn",
        "ALT.CSV": "alt",
        "ADD.CSV": "add",
        "SDN_COMMENTS.CSV": "sdn_comments",
    }
    folder = dev_data / "lists" / "us-ofac-sdn"
    for name, part in parts.items():
        desk.publisher.give_with_etag(f"/{name}", (folder / f"2021-07.{part}.csv").read_bytes())
    files = tuple(Source(name=name, url=f"{HOST}/{name}") for name in parts)
    definition = msgspec.structs.replace(catalogue()["us-ofac-sdn"], files=files)
    assert desk.update(definition).state == "updated"
    text = (folder / "2021-07.sdn.csv").read_text(encoding="utf-8", errors="replace")
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 12]
    assert len(desk.numbers("us-ofac-sdn")) == len(rows)
