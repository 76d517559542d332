"""Who a lone surname means."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import xref

TABLE = Path(__file__).parents[1] / "data" / "surname_attribution.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines(keepends=True)))
DEVELOPMENT = [row for row in ROWS if row["part"] != "held"]
#: What is not told: which of two generals, whom a list of the next sentence leaves as the subject
#: of the story, whose hand "her" is, and women whom nothing but "Ms" tells.
LEFT = (
    "caption, holds her hand",
    "second reference after list",
    "local sports page",
    "spouses",
    "gen. after two",
    "crew list",
    "confused with",
    "quote of minister",
    "Ms.",
    "father and daughter",
)
MARK = re.compile(r"\[([^\]=]+)=([^\]]+)\]")

#: Further passages, each with whom the last lone surname means (`-` is nobody listed).
MORE = [
    ("Bashar al-Assad fled. [Assad=Bashar al-Assad] is in Moscow.", "article left out"),
    ("Bashar al-Assad fled. [al-Assad=Bashar al-Assad] is in Moscow.", "article kept"),
    ("Bashar Assad fled. His cousin Rami Assad stayed. [Assad=-] paid.", "cousin"),
    ("Nicolás Maduro spoke. [Maduro=Nicolas Maduro Moros] danced.", "first of two surnames"),
    ("Nicolás Maduro Moros spoke. [Maduro=Nicolas Maduro Moros] danced.", "both surnames"),
    ("Putin Meets Kim\n\nVladimir Putin came.", "no lone name in the last line"),
]


def unmarked(marked: str) -> tuple[str, dict[int, str]]:
    text, last, mentions = "", 0, {}
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        mentions[len(text)] = mark.group(2)
        text += mark.group(1)
        last = mark.end()
    return text + marked[last:], mentions


def check(matcher: xref.Matcher, marked: str) -> None:
    text, mentions = unmarked(marked)
    found = matcher.articles.attributions(text)
    for start, person in mentions.items():
        went = {matcher.index.subjects[i].id for i in found.get(start, ())}
        if person == "-":
            assert not went
            continue
        bearers = {m.subject.id for m in matcher.match(person, kind="person") if m.score >= 0.9}
        assert went, f"nobody at {start}"
        assert went <= bearers


@pytest.mark.parametrize("row", DEVELOPMENT, ids=[row["why"] for row in DEVELOPMENT])
def test_passage(
    row: dict[str, str], matcher: xref.Matcher, request: pytest.FixtureRequest
) -> None:
    """Each marked surname goes to its person, and to nobody listed where it is another's."""
    if row["why"] in LEFT:
        request.applymarker(pytest.mark.xfail(strict=True))
    check(matcher, row["text"])


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> xref.Matcher:
    path = tmp_path_factory.mktemp("lists") / "others.csv"
    path.write_text(
        'name,kind\n"AL-ASSAD, Bashar",person\n"MADURO MOROS, Nicolas",person\n'
        "Vladimir Putin,person\n",
        encoding="utf-8",
    )
    return xref.Matcher(xref.load_lists(path))


@pytest.mark.parametrize(("marked", "why"), MORE, ids=[why for _, why in MORE])
def test_other_languages(others: xref.Matcher, marked: str, why: str) -> None:
    check(others, marked)


def test_an_attribution_makes_no_alert(matcher: xref.Matcher) -> None:
    """A surname supports and never alerts."""
    assert not [a for a in matcher.scan("Kim spoke. Kim left.") if a.band != "weak"]
