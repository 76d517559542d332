"""Syndication: a copy's alerts are counted with the original's, and nothing is lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import xref
from xref.articles.reading import read_documents
from xref.articles.sources import Skipped, find_sources
from xref.batch import Batch
from xref.results import Results, account
from xref.runs import COPIES, OUTPUTS, RunFolder
from xref.syndication import repeats
from xref.work import WORK, WorkFile, written_sheets
from xref.work_lines import header

FILLER = " ".join(
    f"On day {n} the yard in Chongjin launched {n + 2} boats before noon." for n in range(40)
)
SHIP = "The cargo ship Lady R left Rason."
GENERAL = "The North Korean general Kim Yong-bok came to Moscow."
PUTIN = "Russian President Vladimir Putin, sanctioned by the EU, sent regards."
UNKNOWN = (
    "The North Korean diplomat Pak Ryong-gwang, who is sanctioned by the United States, was there."
)
STORY = f"{SHIP} {GENERAL} {FILLER}"

#: Later article, and the subjects that get alerts of their own in it.
CASES = {
    "the same text": (STORY, set()),
    "another headline and byline": (
        f"A launch\nBy Anna Weller\nMay 9, 2025\n\nSEOUL (Reuters) - {STORY}", set(),
    ),
    "one more subject": (f"{STORY} {PUTIN}", {"PUTIN"}),
    "one subject less": (f"{GENERAL} {FILLER}", set()),
    "numbers in words": (STORY.replace(" 12 boats", " twelve boats"), set()),
    "another spelling": (STORY.replace("Kim Yong-bok", "Kim Yong Bok"), set()),
    "a spelling the original does not show": (
        STORY.replace("Kim Yong-bok", "Kim Young Bok"), {"KIM, Yong Bok"},
    ),
    "another article": (
        f"{SHIP} {GENERAL} {FILLER.replace('yard', 'school').replace('boats', 'plays')}",
        {"LADY R", "KIM, Yong Bok"},
    ),
    "too short to tell": (f"{SHIP} {GENERAL}", {"LADY R", "KIM, Yong Bok"}),
}  # fmt: skip


def screened(
    matcher: xref.Matcher,
    folder: Path,
    out: Path,
    workers: int = 1,
    resume: bool = False,
) -> dict[str, Any]:
    """What `xref screen` does, in this process."""
    sheets = written_sheets(out / WORK)
    run = RunFolder(out, resume=resume, unfinished=WORK, sheets=sheets)
    head = header(
        version="1", lists=matcher.lists, rules=matcher.rules, paths=[str(folder)], options=(),
        arguments=(), started_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    work = WorkFile(out / WORK, head)
    problems: list[Skipped] = []
    sources = list(find_sources([str(folder)], matcher.rules.articles.reading, problems.append))
    batch = Batch(matcher, work, workers=workers, limit=None, on_problem=problems.append)
    results = Results(work, account(work, batch.run(sources)).places, matcher)
    results.write(run, "k0")
    work.close()
    found: dict[str, Any] = {name: (out / name).read_bytes() for name in OUTPUTS}
    copies = out / COPIES
    assert copies.exists() == bool(results.counts["repeated"])
    found[COPIES] = copies.read_bytes() if copies.exists() else b""
    return found | {"counts": dict(results.counts)}


def records(folder: Path, articles: list[dict[str, Any]]) -> Path:
    """Articles as JSON Lines, a few in a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(articles), 3):
        text = "".join(json.dumps(each) + "\n" for each in articles[first : first + 3])
        (folder / f"{first:03}.jsonl").write_text(text, encoding="utf-8")
    return folder


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def named(found: dict[str, Any], document: str) -> set[str]:
    """Subjects with alerts of their own in a document, above the line or below."""
    alerts = lines(found["alerts.jsonl"]) + lines(found["below.jsonl"])
    return {each["subject"]["name"] for each in alerts if each["document"]["id"] == document}


@pytest.mark.parametrize("case", CASES)
def test_what_a_later_article_is_alerted_for(
    matcher: xref.Matcher, tmp_path: Path, case: str
) -> None:
    """Only what no earlier article of the story has said is a row of its own."""
    text, wanted = CASES[case]
    articles = [{"id": "a", "text": STORY}, {"id": "b", "text": text}]
    found = screened(matcher, records(tmp_path / "in", articles), tmp_path / "run")
    assert named(found, "a") == {"LADY R", "KIM, Yong Bok"}
    own = named(found, "b")
    assert {name for name in own if not any(part in name for part in wanted)} == set()
    assert all(any(part in name for name in own) for part in wanted)
    every = {each.subject.name for each in matcher.scan(text)}
    repeated = {each["subject"]["name"] for each in lines(found["copies.jsonl"])}
    assert own | repeated == every
    assert not own & repeated


def test_copies_are_named_and_counted(matcher: xref.Matcher, tmp_path: Path) -> None:
    """With the alert, on the sheet, in the counts; an id that stands twice is told apart."""
    articles = [{"id": "a" if n < 2 else f"c{n:02}", "text": STORY} for n in range(15)]
    found = screened(matcher, records(tmp_path / "in", articles), tmp_path / "run")
    most = matcher.rules.articles.copies.most_named
    ids = ["a#2", *(f"c{n:02}" for n in range(2, 15))]
    alerts = lines(found["alerts.jsonl"])
    assert len(alerts) == 2
    for alert in alerts:
        assert alert["copies"] == {"count": 14, "documents": ids[:most]}
    assert found["counts"]["copies"] == 14
    assert found["counts"]["repeated"] == 28
    rows = list(csv.DictReader(found["review.csv"].decode("utf-8-sig").splitlines()))
    assert len(rows) == 2
    assert all("; also in 14 copies: a#2, c02, " in row["why"] for row in rows)
    repeated = lines(found["copies.jsonl"])
    assert [each["document"]["id"] for each in repeated[::2]] == ids
    assert {each["copy_of"]["document_id"] for each in repeated} == {"a"}
    assert {each["copy_of"]["alert_id"] for each in repeated} == {
        alert["alert_id"] for alert in alerts
    }
    assert all(each["mentions"] and each["evidence"] for each in repeated)


def test_what_one_copy_adds_is_said_once(matcher: xref.Matcher, tmp_path: Path) -> None:
    """The second copy with the same new subject repeats the first."""
    texts = [STORY, f"{STORY} {PUTIN}", f"{STORY} {PUTIN} The end was near.", STORY]
    articles = [{"id": str(n), "text": text} for n, text in enumerate(texts)]
    found = screened(matcher, records(tmp_path / "in", articles), tmp_path / "run")
    assert len(named(found, "1")) == 1
    assert named(found, "2") == named(found, "3") == set()
    of = {
        (each["document"]["id"], each["copy_of"]["document_id"])
        for each in lines(found["copies.jsonl"])
    }
    assert of == {("1", "0"), ("2", "0"), ("2", "1"), ("3", "0")}


def test_a_better_match_in_a_copy_is_an_alert(matcher: xref.Matcher, tmp_path: Path) -> None:
    """A name under the line in the original and above it in the copy is not hidden."""
    weak = f"The golfer Kim Yong-bok won. {FILLER}"
    articles = [{"id": "a", "text": weak}, {"id": "b", "text": f"{FILLER} {GENERAL}"}]
    found = screened(matcher, records(tmp_path / "in", articles), tmp_path / "run")
    assert [each["document"]["id"] for each in lines(found["below.jsonl"])] == ["a"]
    assert [each["document"]["id"] for each in lines(found["alerts.jsonl"])] == ["b"]
    articles.reverse()
    found = screened(matcher, records(tmp_path / "in2", articles), tmp_path / "run2")
    assert named(found, "b") == {"KIM, Yong Bok"}
    assert [each["document"]["id"] for each in lines(found["copies.jsonl"])] == ["a"]


@pytest.mark.parametrize(("second", "copies"), [("2025-05-12", 1), ("2026-05-09", 0), (None, 1)])
def test_dates(matcher: xref.Matcher, tmp_path: Path, second: str | None, copies: int) -> None:
    """A year later it is another article; without a date it may be a copy."""
    articles = [
        {"id": "a", "text": STORY, "published": "2025-05-09"},
        {"id": "b", "text": STORY, "published": second},
    ]
    found = screened(matcher, records(tmp_path / "in", articles), tmp_path / "run")
    assert found["counts"].get("copies", 0) == copies


def test_claims_of_copies(matcher: xref.Matcher, tmp_path: Path) -> None:
    """Every claim stands in `claims.jsonl`; on the sheet a sentence about nobody stands once."""
    articles = [{"id": str(n), "text": f"{UNKNOWN} {FILLER}"} for n in range(3)]
    articles.append({"id": "3", "text": f"{UNKNOWN.replace('there', 'in Oslo')} {FILLER}"})
    found = screened(matcher, records(tmp_path / "in", articles), tmp_path / "run")
    claims = lines(found["claims.jsonl"])
    assert [each["document_id"] for each in claims] == ["0", "1", "2", "3"]
    rows = list(csv.DictReader(found["review.csv"].decode("utf-8-sig").splitlines()))
    assert [row["document_id"] for row in rows] == ["0", "3"]


VARIANTS = [text for text, _ in CASES.values()] + [STORY.upper(), PUTIN, f"{UNKNOWN} {FILLER}"]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    chosen=st.lists(
        st.tuples(
            st.sampled_from(range(len(VARIANTS))),
            st.sampled_from(["x", "y", "z", None]),
            st.sampled_from([None, "2025-05-09", "2025-05-30", "2026"]),
        ),
        max_size=12,
    ),
    share=st.floats(0, 1),
)
def test_any_order_of_articles(
    matcher: xref.Matcher,
    tmp_path_factory: pytest.TempPathFactory,
    chosen: list[tuple[int, str | None, str | None]],
    share: float,
) -> None:
    """One process or two, stopped or not: the same bytes, and every alert in one file."""
    place = tmp_path_factory.mktemp("any")
    articles = [
        {"id": name or f"n{n:02}", "text": VARIANTS[which], "published": published}
        for n, (which, name, published) in enumerate(chosen)
    ]
    records(place / "in", articles)
    found = screened(matcher, place / "in", place / "one")
    assert screened(matcher, place / "in", place / "two", workers=2) == found
    whole = (place / "two" / WORK).read_bytes()
    (place / "cut").mkdir()
    (place / "cut" / WORK).write_bytes(whole[: int(share * len(whole))])
    assert screened(matcher, place / "in", place / "cut", resume=True) == found

    alerts = lines(found["alerts.jsonl"]) + lines(found["below.jsonl"])
    repeated = lines(found["copies.jsonl"])
    every = [alert for article in articles for alert in matcher.scan(article["text"])]
    assert len(alerts) + len(repeated) == len(every)
    known = {each["alert_id"]: each for each in alerts}
    assert len(known) == len(alerts)
    for each in repeated:
        original = known[each["copy_of"]["alert_id"]]
        assert original["subject"] == each["subject"]
        assert original["document"]["id"] == each["copy_of"]["document_id"]
        assert original["score"] >= each["score"] or original["band"] == each["band"]
    assert sum(each["copies"]["count"] for each in alerts) == len(repeated)

    if len(VARIANTS) - 1 in {which for which, _, _ in chosen}:
        return  # an article with claims alone has no alerts that could tell of it
    documents = list(
        read_documents([place / "in"], rules=matcher.rules.articles, on_problem=lambda _: None)
    )
    told = list(repeats(matcher.screen(documents), matcher.rules))
    assert sum(earlier is not None for _, earlier in told) == len(repeated)
