"""Runs since another: byte for byte what a full run gives, whatever changed between them."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

import xref
from xref.alerts import alert_object, claim_object
from xref.cli import run
from xref.data import data_folder
from xref.delta import Delta
from xref.lists.subjects import build_subjects
from xref.model import Designation, Name
from xref.names.fold import script_of

OUTPUTS = ("alerts.jsonl", "below.jsonl", "claims.jsonl", "review.csv")

#: Names that share words, so that counts, homonyms, longer names and lone surnames change.
NAMES = (
    "person|ABDUL KARIM|", "person|ABDUL KARIM, Hassan|", "person|HASSAN, Abdul|",
    "person|HASSAN, Ali|", "person|ALI, Karim|", "person|CONTEH, Abdul|", "person|ALI HASSAN|",
    "person|KIM, Yong Chol|", "person|KIM, Yong Chun|", "person|KIM Sung|", "person|김영철|",
    "person|PUTIN, Vladimir Vladimirovich|President of the Russian Federation",
    "person|PUTIN, Igor|President of a bank", "person|LUKASHENKO, Alexander|President of Belarus",
    "person|Путин, Игорь|", "person|MEDVEDEV, Dmitry|Prime Minister",
    "vessel|ANGARA|", "vessel|LADY R|", "vessel|MARIA|", "organisation|ANGARA BANK|",
    "organisation|PUTIN|", "organisation|OCEAN MARITIME|", "organisation|KARIM TRADING|",
    "organisation|MARIA|", "organisation|ANGARA|",
)  # fmt: skip
SENTENCES = (
    "Abdul Karim met Ali Hassan in Kabul.", "Abdul Karim Conteh is a golfer.",
    "The US sanctioned Abdul Karim over arms.", "Banker Conteh Abdul Karim left.",
    "Kim Yong Chol spoke; Kim was blacklisted by Seoul.",
    "General Kim Yong-chun and Kim Sung-han met.",
    "Putin said no. The European Union sanctioned Putin.", "President Vladimir Putin arrived.",
    "Igor Putin runs a bank.", "Lukashenko called Medvedev.", "Президент Игорь Путин приехал.",
    "The tanker Angara left Rason.", "Angara Bank paid.", "김영철은 말했다.",
    "The ship Lady R is not Maria.",
    "Maria came with the vessel Maria.",
    "The company Maria paid. Angara sang.", "Ocean Maritime and Karim Trading were named.",
    "Kyiv imposed sanctions on Karim Ali.", "Mc-Karim Ali Hassan wrote this.",
    "lowercase abdul karim here.",
)  # fmt: skip


@pytest.fixture(scope="module")
def sharp_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules by which two bearers make a word common, so that counts matter in small lists."""
    folder = tmp_path_factory.mktemp("rules") / "rules"
    shutil.copytree(data_folder("rules"), folder)
    path = folder / "evidence.yml"
    text = path.read_text(encoding="utf-8")
    assert "common_bearers: 25" in text
    path.write_text(text.replace("common_bearers: 25", "common_bearers: 2"), encoding="utf-8")
    return folder


def write_list(path: Path, names: list[str]) -> None:
    rows = ["id,type,name"]
    for line in names:
        kind, name, _ = line.split("|")
        rows.append(f'{NAMES.index(line)},{kind},"{name}"')
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def lists_of(names: list[str], rules: Path) -> xref.Lists:
    """Lists with posts, which a plain table does not hold."""
    found = []
    for line in names:
        kind, name, title = line.split("|")
        number = str(NAMES.index(line))
        found.append(
            Designation(
                id=f"mine:{number}",
                list="mine",
                reference=number,
                authority="US-OFAC",
                kind=kind,  # type: ignore[arg-type]
                names=(Name(name, script=script_of(name)),),
                titles=(title,) if title else (),
            )
        )
    return xref.Lists(tuple(found), build_subjects([found], rules=rules), ())


def result(matcher: xref.Matcher, document: xref.Document) -> Any:
    alerts, claims = matcher.document_alerts(document)
    claims.sort(key=lambda c: (c.name, c.authority, c.text, str(c.subject_id)))
    return [alert_object(each) for each in alerts], [claim_object(each) for each in claims]


def articles(chance: random.Random, count: int) -> list[xref.Document]:
    return [
        xref.Document(str(n), " ".join(chance.sample(SENTENCES, chance.randrange(1, 4))))
        for n in range(count)
    ]


def test_an_untouched_article_has_the_same_result_on_both_sides(
    sharp_rules: Path,
) -> None:
    """The property everything rests on, on lists that differ by a few subjects of like names."""
    chance = random.Random(11)  # noqa: S311 - cases, not secrets
    kept = moved = 0
    for _ in range(5):
        names = chance.sample(NAMES, chance.randrange(10, len(NAMES)))
        other = [name for name in NAMES if (name in names) != (chance.random() < 0.06)]
        before = lists_of(names, sharp_rules)
        old = xref.Matcher(before, sharp_rules)
        new = xref.Matcher(lists_of(other, sharp_rules), sharp_rules)
        delta = Delta(before, new)
        for document in articles(chance, 40):
            left, right = result(old, document), result(new, document)
            if delta.touches(document.text):
                moved += left != right
                continue
            kept += bool(left[0])
            assert left == right, document.text
    # Both happen often, so that a test of nothing would be seen.
    assert kept > 15
    assert moved > 15


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        # A second Putin: the surname alone is nobody's any more.
        ([11], [11, 12], "Putin said no."),
        # A body of that name: the surname is a name.
        ([11], [11, 20], "Putin said no."),
        # A longer name covers the old span.
        ([0], [0, 1], "He saw Abdul Karim Hassan there."),
        # Another Hassan makes Ali Hassan very common.
        ([6, 2, 0], [6, 2, 0, 3, 4], "He saw Ali Hassan there."),
        # The word before the name is borne by somebody now, so the name is longer.
        ([0], [0, 5], "Yesterday several reporters from papers here saw Conteh Abdul Karim."),
        # A body of the name: now a company word can support the word.
        ([18], [18, 23], "The firm of Maria paid."),
        # A namesake.
        ([7], [7, 10], "Kim Yong Chol spoke."),
        # A changed post makes Medvedev known by his surname.
        ([15], [], "Medvedev spoke."),
    ],
)
def test_what_can_change_an_old_article_is_felt(
    sharp_rules: Path, before: list[int], after: list[int], text: str
) -> None:
    """Each way in which a new subject changes the result of another one, by name."""
    lists = [
        lists_of([*(NAMES[n] for n in numbers), NAMES[16]], sharp_rules)
        for numbers in (before, after)
    ]
    old, new = (xref.Matcher(each, sharp_rules) for each in lists)
    document = xref.Document("a", text)
    assert result(old, document) != result(new, document), "the case shows nothing"
    assert Delta(lists[0], new).touches(text)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a list, a folder of articles and a data folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XREF_HOME", str(tmp_path / "home"))
    (tmp_path / "news").mkdir()
    write_list(tmp_path / "mine.csv", list(NAMES[:12]))
    write_news(tmp_path / "news", 30, seed=1)
    return tmp_path


def write_news(folder: Path, count: int, seed: int) -> None:
    for document in articles(random.Random(seed), count):  # noqa: S311 - cases
        (folder / f"{seed}-{document.id}.txt").write_text(document.text + "\n", encoding="utf-8")


def screen(out: str, *arguments: str, code: int = 0) -> None:
    usual = ["screen", "--lists", "mine.csv", "--workers", "1", "-q"]
    assert run([*usual, *(arguments or ("news",)), "-o", out]) == code


def assert_same(left: str, right: str) -> None:
    for name in OUTPUTS:
        assert Path(left, name).read_bytes() == Path(right, name).read_bytes(), name


def since(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, "manifest.json").read_text())["since"]
    return found


def store_list(names: list[str]) -> None:
    write_list(Path("mine.csv"), names)
    assert run(["lists", "import", "mine.csv"]) == 0


def screen_stored(out: str, *arguments: str) -> None:
    assert run(["screen", "news", "--workers", "1", "-q", "-o", out, *arguments]) in (0, 5)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_since_is_a_full_run(place: Path, workers: str) -> None:
    """New articles, a changed article, a changed list: all outputs byte for byte."""
    store_list(list(NAMES[:14]))
    (place / "news" / "feed.jsonl").write_text(
        "".join(
            json.dumps({"id": f"n{n}", "text": each.text}) + "\n"
            for n, each in enumerate(articles(random.Random(3), 20))  # noqa: S311 - cases
        ),
        encoding="utf-8",
    )
    screen_stored("a")
    write_news(place / "news", 10, seed=2)
    (place / "news" / "1-3.txt").write_text("President Vladimir Putin came.\n", encoding="utf-8")
    (place / "news" / "1-4.txt").unlink()
    moved = [*NAMES[:4], *NAMES[6:14], NAMES[16], NAMES[17]]
    assert run(["lists", "import", "mine.csv"]) == 0
    write_list(Path("mine.csv"), moved)
    assert run(["lists", "import", "mine.csv"]) in (0, 4)
    screen_stored("full")
    screen_stored("b", "--since", "a", "--workers", workers)
    told = since("b")
    assert not told["full"]
    assert told["reused"] == 29
    assert [each["path"] for each in told["carried"]] == ["1-4.txt"]
    for name in ("alerts.jsonl", "below.jsonl", "claims.jsonl"):
        kept = [
            line
            for line in Path("b", name).read_bytes().splitlines(keepends=True)
            if b'"1-4.txt"' not in line
        ]
        assert b"".join(kept) == Path("full", name).read_bytes(), name


def test_nothing_changed_is_nothing_screened(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same lists and articles: no article goes through screening."""
    screen("a")
    from xref.match.screening import ArticleScreener

    def refuse(*_: object) -> None:
        raise AssertionError("was screened")

    monkeypatch.setattr(ArticleScreener, "screen", refuse)
    screen("b", "news", "--since", "a")
    assert_same("a", "b")


def test_another_folder_brings_the_old_one_along(place: Path) -> None:
    """Old articles that stand where they stood are part of the new run, which can be replayed."""
    screen("a")
    (place / "more").mkdir()
    write_news(place / "more", 8, seed=5)
    screen("b", "more", "--since", "a")
    screen("full", "more", "news")
    assert_same("b", "full")
    assert run(["runs", "replay", "b", "--verify", "--workers", "1"]) == 0
    assert since("b")["reused"] == 30


def test_an_article_that_is_gone_is_carried_over_and_said(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its lines stay as they were, over several runs, with a warning each time."""
    screen("a")
    old = Path("a", "alerts.jsonl").read_bytes()
    shutil.rmtree(place / "news")
    (place / "news").mkdir()
    write_news(place / "news", 2, seed=9)
    screen("b", "news", "--since", "a")
    assert "30 inputs of the old run are gone" in capsys.readouterr().err
    screen("c", "news", "--since", "b")
    assert set(old.splitlines()) <= set(Path("c", "alerts.jsonl").read_bytes().splitlines())
    assert Path("b", "claims.jsonl").read_bytes() == Path("c", "claims.jsonl").read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 5, 9, 30])
def test_carrying_over_goes_on_where_it_was_stopped(
    place: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """Stopped while results are written: --resume gives what was not stopped gives."""
    from xref.results import Results
    from xref.work import WORK

    screen("a")
    for path in sorted((place / "news").iterdir())[::3]:
        path.unlink()
    screen("whole", "news", "--since", "a")
    with monkeypatch.context() as patch:
        patch.setattr(Results, "write", _interrupted)
        screen("b", "news", "--since", "a", code=130)
    kept = Path("b", WORK).read_bytes().splitlines(keepends=True)
    Path("b", WORK).write_bytes(b"".join(kept[: len(kept) - cut]))
    screen("b", "news", "--since", "a", "--resume")
    assert_same("b", "whole")


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_articles_of_one_path_are_both_kept(place: Path) -> None:
    """A second day's folder with the same file names hides nothing of the first."""
    screen("a")
    (place / "day2").mkdir()
    for path in (place / "news").glob("*.txt"):
        (place / "day2" / path.name).write_text("Lukashenko and Igor Putin.\n", encoding="utf-8")
    screen("b", "day2", "--since", "a")
    screen("full", "day2", "news")
    for name in ("alerts.jsonl", "below.jsonl", "claims.jsonl"):
        assert Path("b", name).read_bytes() == Path("full", name).read_bytes()


@pytest.mark.parametrize("what", ["rules", "code", "column", "lists gone"])
def test_where_equality_cannot_be_shown_everything_is_screened(
    place: Path, what: str, sharp_rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other rules, other code, another text column, old lists gone: a full run, and said so."""
    screen("a")
    extra: tuple[str, ...] = ()
    if what == "rules":
        extra = ("--rules", str(sharp_rules))
    elif what == "column":
        extra = ("--text-column", "words")
    elif what == "code":
        manifest = json.loads(Path("a", "manifest.json").read_text())
        Path("a", "manifest.json").write_text(json.dumps({**manifest, "code": "0" * 16}))
    else:
        write_list(Path("mine.csv"), list(NAMES[2:]))
    screen("b", "news", "--since", "a", *extra)
    assert "everything is screened again" in capsys.readouterr().err
    assert since("b")["full"]
    screen("full", "news", *extra)
    assert_same("b", "full")


def test_edited_results_are_not_taken_over(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The old run must be what its manifest says."""
    screen("a")
    path = Path("a", "below.jsonl")
    path.write_bytes(path.read_bytes() + b"\n")
    screen("b", "news", "--since", "a", code=2)
    assert "was changed since the run" in capsys.readouterr().err


@pytest.mark.slow
def test_since_is_a_full_run_on_real_lists(
    place: Path, dev_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year of the UN's list between two runs over labelled articles."""
    copies = dev_data / "lists" / "un-sc"
    for path in sorted((dev_data / "articles").glob("*.txt")):
        shutil.copy(path, place / "news")
    assert run(["lists", "update", "kr-mofa", "reported"]) == 0
    assert run(["lists", "import", str(copies / "2025-04-19.UN_consolidated.xml")]) == 0
    screen_stored("a", "--allow-stale")
    assert run(["lists", "import", str(copies / "2026-02-27.UN_consolidated.xml")]) == 0
    write_news(place / "news", 20, seed=4)
    screen_stored("full", "--allow-stale")
    screen_stored("b", "--allow-stale", "--since", "a")
    assert not since("b")["full"]
    assert_same("b", "full")
