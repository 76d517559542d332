"""Posts and callings at names in Korean, Chinese, Japanese and Russian text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.match.posts import Posts
from xref.match.russian_phrases import RussianPosts
from xref.rules import load_rules

TABLE = Path(__file__).parents[1] / "data" / "posts_at_names.csv"
CASES = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
POSTS = Posts(load_rules())


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_feature(case: dict[str, str], matcher: xref.Matcher) -> None:
    """A feature stands in the evidence, or (`!`) does not, and contradictions end a match."""
    document = xref.Document("a.txt", case["text"], published="2025-03-01")
    found = [a for a in matcher.screen([document]) if a.subject.name == case["subject"]]
    assert found, "the name itself is found"
    wanted = case["feature"]
    told = [{item.feature for item in alert.evidence} for alert in found]
    if wanted.startswith("!"):
        assert not any(wanted[1:] in features for features in told)
        return
    assert any(wanted in features for features in told)
    if wanted in matcher.rules.evidence.contradictions:
        bands = {a.band for a, features in zip(found, told, strict=True) if wanted in features}
        assert bands == {"weak"}


@pytest.mark.parametrize(
    ("text", "name", "callings"),
    [
        ("가수 박영식이 노래했다", "박영식", {"arts"}),
        ("박영식은 가수다", "박영식", set()),
        ("가수 윤정희, 박영식", "박영식", set()),
        ("박영식, 가수 윤정희", "박영식", set()),
        ("박영식 (가수) 콘서트", "박영식", {"arts"}),
        ("가수들이 박영식을 만났다", "박영식", set()),
        ("歌手朴永植", "朴永植", {"arts"}),
        ("歌手们见到朴永植", "朴永植", set()),
        ("歌手の朴永植が", "朴永植", {"arts"}),
        ("певец Пак Ён Сик", "Пак Ён Сик", {"arts"}),
        ("певец обнял Пак Ён Сика", "Пак Ён Сика", set()),
        ("певец и Пак Ён Сик", "Пак Ён Сик", set()),
        ("певец театра «Луна» Пак Ён Сик", "Пак Ён Сик", {"arts"}),
    ],
)
def test_callings(text: str, name: str, callings: set[str]) -> None:
    """A calling counts only in the phrase that ends or begins at the name."""
    start = text.index(name)
    found = POSTS.at(text, start, start + len(name))
    assert found is not None
    assert {calling for calling, _ in found.callings} == callings


def test_latin_names_are_left_alone() -> None:
    text = "배우 Park Young-sik 씨"
    start = text.index("Park")
    assert POSTS.at(text, start, start + len("Park Young-sik")) is None


@pytest.mark.parametrize(
    "form", ["министр", "министра", "министру", "министром", "министре", "министры"]
)
def test_cases_of_a_post(form: str) -> None:
    """A post is known in every case."""
    rules = load_rules().posts
    russian = RussianPosts(rules.languages["russian"], rules.limits)
    text = f"{form} Пак Ён Сик"
    assert list(russian.phrases(text, len(form) + 1, len(text))) == [(form, "министр")]


def test_a_court_is_no_judge() -> None:
    rules = load_rules().posts
    russian = RussianPosts(rules.languages["russian"], rules.limits)
    text = "суд Пак Ён Сик"
    assert list(russian.phrases(text, 4, len(text))) == []
