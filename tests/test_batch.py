"""Batches: any number of processes, any interruption, any document: the same results."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import xref
from xref.articles.sources import Skipped, find_sources
from xref.batch import Batch, Progress
from xref.errors import InputError, OutputError, UsageError
from xref.match.parallel import screen
from xref.match.pool import Ended, Lost, Pool
from xref.results import Results, account
from xref.runs import OUTPUTS, RunFolder
from xref.work import WORK, WorkFile, written_sheets
from xref.work_lines import header

NAMED = "North Korean leader Kim Jong Un spoke in Pyongyang. The cargo ship Lady R left Rason.\n"
NAMESAKE = "The golfer Park Yong-sik won. Vladimir Putin, sanctioned by the EU, sent regards.\n"
PLAIN = "Nothing here about anybody. The weather was fine.\n"


class Poisoned(xref.Matcher):
    """A matcher that some articles kill, stop or confuse."""

    def document_alerts(self, document: xref.Document) -> Any:
        """Do to the process what the article says."""
        if "POISON KILL" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "POISON HANG" in document.text:
            time.sleep(60)
        if "POISON RAISE" in document.text:
            raise RuntimeError("poisoned")
        return super().document_alerts(document)


@pytest.fixture(scope="module")
def poisoned(matcher: xref.Matcher) -> Poisoned:
    copy = Poisoned.__new__(Poisoned)
    copy.__setstate__(matcher.__getstate__())
    return copy


def write_articles(folder: Path, count: int = 40) -> Path:
    """Files of several formats; ids that stand twice, and one file that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [NAMED, PLAIN, NAMESAKE]
    for n in range(count):
        text = texts[n % 3] * (n % 4 + 1)
        if n % 5 == 0:
            page = f"<html><head><title>No {n}</title></head><body><p>{text}</p></body></html>"
            (folder / f"{n:03}.html").write_text(page, encoding="utf-8")
        else:
            (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    for name in ("a", "b"):
        records = [{"id": f"r{n % 30}", "text": texts[n % 3]} for n in range(count)]
        lines = [json.dumps(record) for record in records]
        (folder / f"{name}.jsonl").write_text("\n".join([*lines, "no json"]), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


class Run:
    """What `xref screen` does, in this process."""

    def __init__(self, matcher: xref.Matcher, *paths: Path, **options: Any) -> None:
        self.matcher = matcher
        self.paths = [str(path) for path in paths]
        self.options = {"workers": 1, "limit": None, **options}
        self.told: list[Skipped] = []
        self.progress: list[int] = []

    def header(self) -> Any:
        """What the work file begins with."""
        return header(
            version="1", lists=self.matcher.lists, rules=self.matcher.rules, paths=self.paths,
            options=(), arguments=(), started_at="2026-01-01T00:00:00Z",
        )  # fmt: skip

    def into(self, out: Path, *, resume: bool = False) -> dict[str, Any]:
        """Run; returns the outputs and what the manifest would say."""
        sheets = written_sheets(out / WORK)
        folder = RunFolder(out, resume=resume, unfinished=WORK, sheets=sheets)
        work = WorkFile(out / WORK, self.header())
        try:
            rules = self.matcher.rules.articles.reading
            problems: list[Skipped] = []
            sources = list(find_sources(self.paths, rules, problems.append))
            batch = Batch(
                self.matcher, work, on_problem=self.told.append, on_progress=self._note,
                **self.options,
            )  # fmt: skip
            read = account(work, batch.run(sources))
            results = Results(work, read.places, self.matcher)
            results.write(folder, "k0")
        finally:
            work.close()
        found: dict[str, Any] = {name: (out / name).read_bytes() for name in OUTPUTS}
        found |= {"documents": read.documents, "inputs": read.inputs, "skipped": read.skipped}
        return found | {"counts": dict(results.counts)}

    def _note(self, progress: Progress) -> None:
        self.progress.append(progress.bytes)
        assert progress.bytes <= progress.total


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("batch") / "articles")


@pytest.fixture(scope="module")
def expected(
    matcher: xref.Matcher, articles: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The results of an uninterrupted run in one process."""
    return Run(matcher, articles).into(tmp_path_factory.mktemp("expected") / "run")


@pytest.fixture(scope="module")
def finished_work(
    matcher: xref.Matcher, articles: Path, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """The work file of a run of two processes, whole."""
    out = tmp_path_factory.mktemp("work") / "run"
    Run(matcher, articles, workers=2).into(out)
    return (out / WORK).read_bytes()


# The same results


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_processes_gives_the_same_bytes(
    matcher: xref.Matcher, articles: Path, expected: dict[str, Any], tmp_path: Path, workers: int
) -> None:
    """Outputs, inputs, problems and counts are those of one process."""
    run = Run(matcher, articles, workers=workers, limit=60)
    assert run.into(tmp_path / "run") == expected
    assert expected["counts"]["strong"] > 10
    assert expected["counts"]["claims"] > 10
    assert run.progress == sorted(run.progress)
    assert run.progress[-1] == sum(path.stat().st_size for path in articles.iterdir())


def test_a_large_file_of_records_is_shared(
    matcher: xref.Matcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is most of the input is read by one and screened by all; nothing changes."""
    (tmp_path / "articles").mkdir()
    records = [json.dumps({"id": str(n), "text": NAMED}) for n in range(700)]
    (tmp_path / "articles" / "all.jsonl").write_text("\n".join(records))
    alone = Run(matcher, tmp_path / "articles").into(tmp_path / "alone")
    monkeypatch.setattr("xref.batch._LARGE", 1000)
    run = Run(matcher, tmp_path / "articles", workers=2)
    assert run.into(tmp_path / "run") == alone
    assert alone["documents"] == 700
    assert len(run.progress) >= 4


def test_ids_are_unique_in_the_order_of_inputs(expected: dict[str, Any]) -> None:
    """The second of an id is numbered, within a file and across files, and the run says so."""
    found = {json.loads(line)["document"]["id"] for line in expected["alerts.jsonl"].splitlines()}
    assert {"r0", "r0#2", "r0#3", "r0#4"} <= found
    reasons = [each.reason for each in expected["skipped"] if each.path == "b.jsonl"]
    assert "the id 'r0' was used before; this document is 'r0#3'" in reasons


def test_screening_with_workers_gives_the_same_alerts(matcher: xref.Matcher) -> None:
    """`Matcher.screen(workers=2)`: equal alerts, in order, with the caller's own documents."""
    documents = [
        xref.Document(str(n), [NAMED, PLAIN, NAMESAKE][n % 3] * (n % 7), title="A title")
        for n in range(450)
    ]
    documents.append(xref.Document("450", NAMED.replace("spoke", "spoke \ud83d")))
    found = list(matcher.screen(documents, workers=2))
    assert found == list(matcher.screen(documents))
    assert all(alert.document is documents[int(alert.document_id)] for alert in found)


def test_screening_streams(matcher: xref.Matcher) -> None:
    """An endless iterator is fine: documents are taken as alerts are asked for."""
    taken = 0

    def endless() -> Iterator[xref.Document]:
        nonlocal taken
        for taken in itertools.count():
            yield xref.Document(str(taken), NAMED)

    for workers in (None, 2):
        alerts = matcher.screen(endless(), workers=workers)
        first = [alert.document_id for alert in itertools.islice(alerts, 6)]
        assert first == ["0", "0", "1", "1", "2", "2"]
        assert taken < 200 * 4 * 2 + 200 if workers else taken == 2
        alerts.close()  # type: ignore[attr-defined]


def test_an_error_comes_after_the_alerts_before_it(poisoned: Poisoned) -> None:
    """What screening or the caller's iterator raises is raised in its turn."""

    def broken() -> Iterator[xref.Document]:
        yield xref.Document("0", NAMED)
        raise KeyError("mine")

    poison = [xref.Document("0", NAMED), xref.Document("1", "POISON RAISE")]
    cases: list[tuple[Iterable[xref.Document], type[Exception]]] = [
        (poison, RuntimeError),
        (broken(), KeyError),
    ]
    for documents, error in cases:
        found: list[str] = []
        alerts = poisoned.screen(documents, workers=2)
        with pytest.raises(error):
            found.extend(alert.document_id for alert in alerts)
        assert found == ["0", "0"]


def test_an_article_that_kills_is_named(poisoned: Poisoned) -> None:
    """`Matcher.screen` does not skip: it names the article."""
    documents = [xref.Document(str(n), NAMED) for n in range(5)]
    documents[3] = xref.Document("the third", "POISON KILL")
    with pytest.raises(InputError, match=r"'the third'.*SIGKILL"):
        list(poisoned.screen(documents, workers=2))


@pytest.mark.slow
def test_spawned_processes_give_the_same(
    matcher: xref.Matcher, articles: Path, expected: dict[str, Any], tmp_path: Path
) -> None:
    """Where there is no fork, the matcher travels in a file."""
    run = Run(matcher, articles, workers=2, method="spawn")
    assert run.into(tmp_path / "run") == expected
    documents = [xref.Document(str(n), NAMED) for n in range(10)]
    assert list(screen(matcher, documents, 2, method="spawn")) == list(matcher.screen(documents))


# Poison


@pytest.mark.parametrize("layout", ["files", "records"])
def test_one_document_cannot_kill_the_run(
    poisoned: Poisoned, tmp_path: Path, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles that kill, stop or confuse a process are reported; all others are done."""
    texts = {f"{n:03}": NAMED for n in range(30)}
    bad = {"004": "POISON KILL", "011": "POISON HANG", "017": "POISON RAISE", "018": "POISON KILL"}
    folder = tmp_path / "articles"
    folder.mkdir()
    if layout == "files":
        for name, text in (texts | bad).items():
            (folder / f"{name}.txt").write_text(text)
    else:
        monkeypatch.setattr("xref.batch._LARGE", 0)
        lines = [json.dumps({"id": name, "text": text}) for name, text in (texts | bad).items()]
        (folder / "all.jsonl").write_text("\n".join(lines))
    run = Run(poisoned, folder, workers=2, limit=1.0)
    found = run.into(tmp_path / "run")
    done = {json.loads(line)["document"]["id"] for line in found["alerts.jsonl"].splitlines()}
    assert {name[:3] for name in done} == texts.keys() - bad.keys()
    assert found["documents"] == 26
    reasons = [each.reason for each in found["skipped"] if not each.kept]
    wanted = ["SIGKILL", "longer than 1 seconds", "RuntimeError: poisoned", "SIGKILL"]
    assert len(reasons) == len(wanted)
    for name, why, reason in zip(sorted(bad), wanted, reasons, strict=True):
        assert reason.startswith(name)
        assert why in reason
    assert sum(each.skipped for each in found["inputs"]) == 4
    assert sum(each.documents for each in found["inputs"]) == 26


def test_no_byte_is_counted_twice(
    poisoned: Poisoned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is read again after a process died adds what was not read before."""
    monkeypatch.setattr("xref.batch._SECONDS", -1.0)  # each document is handed over at once
    folder = tmp_path / "articles"
    folder.mkdir()
    texts = [NAMED * 200] * 30
    texts[11] = texts[23] = "POISON KILL"
    lines = [json.dumps({"id": f"{n}", "text": text}) for n, text in enumerate(texts)]
    (folder / "all.jsonl").write_text("\n".join(lines))
    run = Run(poisoned, folder, workers=2)
    assert run.into(tmp_path / "run")["documents"] == 28
    assert run.progress[-1] == (folder / "all.jsonl").stat().st_size


def test_a_file_that_kills_its_reader_is_reported(
    matcher: xref.Matcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies while it reads costs that file, which the manifest still names."""
    import xref.batch

    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n:03}.txt").write_text("POISON" if n == 7 else NAMED)
    read = xref.batch.read_source

    def deadly(source: Any, **options: Any) -> Any:
        if source.path == "007.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return read(source, **options)

    monkeypatch.setattr("xref.batch.read_source", deadly)
    found = Run(matcher, folder, workers=2).into(tmp_path / "run")
    assert found["documents"] == 19
    assert [each.path for each in found["skipped"]] == ["007.txt"]
    assert "SIGKILL" in found["skipped"][0].reason
    assert len(found["inputs"]) == 20
    assert found["inputs"][7].skipped == 1


def test_what_was_read_before_a_reader_dies_is_kept(
    matcher: xref.Matcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that kills in its midst: the documents before are done, the rest is reported."""
    import xref.batch

    (tmp_path / "articles").mkdir()
    for name in ("a", "b"):
        records = [json.dumps({"id": f"{name}{n}", "text": NAMED}) for n in range(30)]
        (tmp_path / "articles" / f"{name}.jsonl").write_text("\n".join(records))
    read = xref.batch.read_source

    def deadly(source: Any, **options: Any) -> Any:
        for document in read(source, **options):
            if document.id == "a20":
                os.kill(os.getpid(), signal.SIGKILL)
            yield document

    monkeypatch.setattr("xref.batch.read_source", deadly)
    found = Run(matcher, tmp_path / "articles", workers=2).into(tmp_path / "run")
    assert found["documents"] == 50
    assert [each.path for each in found["skipped"]] == ["a.jsonl"]
    assert "20 documents before were read, the rest was not" in found["skipped"][0].reason
    assert [each.documents for each in found["inputs"]] == [20, 30]


def _fatal(matcher: Any, task: Any, start: Any, lost: Any, note: Any) -> Iterator[Any]:
    """Die before any item of a task is begun."""
    if task == 3:
        os._exit(7)
    yield (1, 0), task


def test_a_task_that_cannot_even_begin_is_lost_once() -> None:
    """A process that dies twice before it notes an item gives the task up."""
    events = list(Pool(None, _fatal, count=2).run(range(6)))  # type: ignore[arg-type]
    assert sorted(value for _, _, value in events if isinstance(value, int)) == [0, 1, 2, 4, 5]
    lost = [value for _, _, value in events if isinstance(value, Lost)]
    assert [each.place for each in lost] == [None]
    assert "code 7" in lost[0].reason
    assert sum(isinstance(value, Ended) for _, _, value in events) == 6


def test_workers_die_with_their_caller(tmp_path: Path) -> None:
    """No process is left when the caller is killed, not even one in the midst of work."""
    script = tmp_path / "caller.py"
    script.write_text(
        "import os, sys, time\n"
        "from xref.match.pool import Pool\n"
        "def work(matcher, task, start, lost, note):\n"
        "    yield (0, 0), os.getpid()\n"
        "    time.sleep(120)\n"
        "for _, _, pid in Pool(None, work, count=2).run(range(4)):\n"
        "    print(pid, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        workers = [int(caller.stdout.readline()) for _ in range(2)]
        caller.kill()
    until = time.monotonic() + 20
    while any(_is_running(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_is_running(pid) for pid in workers)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


# Interrupted and gone on with


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(share=st.floats(0, 1), workers=st.sampled_from([1, 1, 1, 2]))
def test_a_run_cut_anywhere_goes_on_to_the_same_bytes(  # noqa: PLR0917 - fixtures
    matcher: xref.Matcher,
    articles: Path,
    expected: dict[str, Any],
    finished_work: bytes,
    tmp_path_factory: pytest.TempPathFactory,
    share: float,
    workers: int,
) -> None:
    """Whatever byte the work file ends with, nothing is lost and nothing stands twice."""
    out = tmp_path_factory.mktemp("cut") / "run"
    out.mkdir()
    (out / WORK).write_bytes(finished_work[: int(share * len(finished_work))])
    assert Run(matcher, articles, workers=workers).into(out, resume=True) == expected


def test_going_on_does_only_the_rest(
    matcher: xref.Matcher, articles: Path, finished_work: bytes, tmp_path: Path
) -> None:
    """Finished documents are not screened again, and the work file is only appended to."""
    out = tmp_path / "run"
    out.mkdir()
    begun = finished_work[: finished_work.rindex(b'{"t":"end"')]
    (out / WORK).write_bytes(begun)
    screened = []

    class Counting(xref.Matcher):
        def document_alerts(self, document: xref.Document) -> Any:
            screened.append(document.id)
            return super().document_alerts(document)

    counting = Counting.__new__(Counting)
    counting.__setstate__(matcher.__getstate__())
    Run(counting, articles).into(out, resume=True)
    assert len(screened) <= 40
    assert (out / WORK).read_bytes().startswith(begun)


def test_new_files_may_have_come(
    matcher: xref.Matcher, finished_work: bytes, articles: Path, tmp_path: Path
) -> None:
    """Going on with more files gives what one run over all of them gives."""
    folder = write_articles(tmp_path / "articles")
    out = tmp_path / "run"
    Run(matcher, folder).into(out)
    for name in OUTPUTS:
        (out / name).unlink()
    (folder / "0005.txt").write_text(NAMED)
    (folder / "zzz.txt").write_text(NAMESAKE)
    more = Run(matcher, folder).into(out, resume=True)
    assert more == Run(matcher, folder).into(tmp_path / "whole")
    assert more["documents"] == 122


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "001.txt").write_text("changed"), "001.txt: has changed"),
        (lambda folder: (folder / "001.txt").unlink(), "not among the inputs any more"),
    ],
)
def test_changed_inputs_are_refused(
    matcher: xref.Matcher, tmp_path: Path, change: Any, said: str
) -> None:
    """A file that was read and has changed or gone since: told by name."""
    folder = write_articles(tmp_path / "articles", 4)
    Run(matcher, folder).into(tmp_path / "run")
    change(folder)
    with pytest.raises(UsageError, match=said):
        Run(matcher, folder).into(tmp_path / "run", resume=True)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("version", "0.0.9", r"xref \(was 0\.0\.9, is 1\)"),
        ("rules", "f" * 64, r"rules \(were ffffffffffff, are "),
        ("lists", (("none", "a" * 64),), r"lists \(none is missing, .* is new"),
        ("paths", ("elsewhere",), r"arguments \(were elsewhere, are "),
        ("options", ("--text-column x",), r"arguments \(were .*--text-column x, are "),
    ],
)
def test_other_settings_are_refused(
    matcher: xref.Matcher, tmp_path: Path, field: str, value: Any, said: str
) -> None:
    """Another version, rules, lists or arguments: the message says which."""
    import msgspec

    folder = write_articles(tmp_path / "articles", 1)
    run = Run(matcher, folder)
    WorkFile(tmp_path / WORK, msgspec.structs.replace(run.header(), **{field: value})).close()
    with pytest.raises(UsageError, match=said):
        WorkFile(tmp_path / WORK, run.header())


def test_a_damaged_work_file_is_refused(
    matcher: xref.Matcher, finished_work: bytes, tmp_path: Path, articles: Path
) -> None:
    """A half line at the end is the mark of a stop; one in the middle is not."""
    middle = finished_work.index(b"\n", len(finished_work) // 2) + 10
    (tmp_path / WORK).write_bytes(finished_work[:middle] + b"\0" + finished_work[middle + 1 :])
    with pytest.raises(OutputError, match="is damaged"):
        WorkFile(tmp_path / WORK, Run(matcher, articles).header())


def test_two_processes_cannot_work_on_one_run(
    matcher: xref.Matcher, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is told, at once but for a moment's patience."""
    monkeypatch.setattr("xref.work._LOCK_SECONDS", 0.1)
    first = WorkFile(tmp_path / WORK, Run(matcher, articles).header())
    with pytest.raises(OutputError, match="another process"):
        WorkFile(tmp_path / WORK, Run(matcher, articles).header())
    first.close()
    WorkFile(tmp_path / WORK, Run(matcher, articles).header()).close()


def test_names_that_are_no_text_are_kept_apart(matcher: xref.Matcher, tmp_path: Path) -> None:
    """File names with bytes that are no UTF-8 are printed with `?`, and can be gone on with."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in (b"a\xff.txt", b"a\xfe.txt", b"b.txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(NAMED)
    found = Run(matcher, folder).into(tmp_path / "run")
    ids = {json.loads(line)["document"]["id"] for line in found["alerts.jsonl"].splitlines()}
    assert ids == {"a?.txt", "a?.txt#2", "b.txt"}
    assert Run(matcher, folder).into(tmp_path / "run", resume=True) == found


# The command


def start(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1750000000", "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, "-m", "xref", "screen", *arguments],
        cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def finish(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    process = start(*arguments, cwd=cwd)
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def read_run(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def wait_for_work(out: Path, size: int, process: subprocess.Popen[str]) -> None:
    """Wait until so much was finished, or the process has ended."""
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        if (out / WORK).exists() and (out / WORK).stat().st_size >= size:
            return
        time.sleep(0.002)


@pytest.mark.slow
def test_killed_at_any_moment_a_run_goes_on(tmp_path: Path) -> None:
    """SIGKILL at random points, then --resume: the folder is that of an uninterrupted run."""
    write_articles(tmp_path / "articles", 1500)
    whole = finish("articles", "-o", "whole", cwd=tmp_path)
    assert whole.returncode == 5, whole.stderr
    wanted = read_run(tmp_path / "whole")
    assert set(wanted) == {*OUTPUTS, "manifest.json"}
    out = tmp_path / "whole2"
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    kills = 0
    for _ in range(12):
        process = start("articles", "-o", "whole2", "--resume", cwd=tmp_path)
        have = (out / WORK).stat().st_size if (out / WORK).exists() else 0
        wait_for_work(out, have + chance.randrange(1, 150_000), process)
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.communicate(timeout=60)
        kills += process.returncode == -signal.SIGKILL
        if (out / "manifest.json").exists():
            break
    else:
        last = finish("articles", "-o", "whole2", "--resume", cwd=tmp_path)
        assert last.returncode == 5, last.stderr
    assert kills >= 3
    assert_same_run(read_run(out), wanted)


def assert_same_run(got: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """Byte for byte; the manifest but for the command line, which names the folder."""
    got.pop(WORK, None)
    assert got.keys() == wanted.keys()
    for name in OUTPUTS:
        assert got[name] == wanted[name], name
    left, right = json.loads(got["manifest.json"]), json.loads(wanted["manifest.json"])
    for each in (left, right):
        each.pop("arguments")
    assert left == right


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_a_run_says_how_to_go_on(tmp_path: Path, sign: signal.Signals) -> None:
    """Exit 130, no traceback, no manifest; the same command with --resume finishes."""
    write_articles(tmp_path / "articles", 1500)
    process = start("articles", "-o", "run", cwd=tmp_path)
    wait_for_work(tmp_path / "run", 2_000, process)
    process.send_signal(sign)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "--resume" in err
    assert "Traceback" not in err
    assert not (tmp_path / "run" / "manifest.json").exists()
    again = finish("articles", "-o", "run", cwd=tmp_path)
    assert again.returncode == 2
    assert "did not finish" in again.stderr
    other = finish("articles/001.txt", "-o", "run", "--resume", cwd=tmp_path)
    assert other.returncode == 2
    assert "arguments (were articles, are articles/001.txt)" in other.stderr
    assert finish("articles", "-o", "run", "--resume", cwd=tmp_path).returncode == 5
    done = finish("articles", "-o", "run", "--resume", cwd=tmp_path)
    assert done.returncode == 2
    assert "finished run" in done.stderr
    assert not (tmp_path / "run" / WORK).exists()
