"""Foreign persons in Chinese characters: whole names by their sound, and nobody else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.articles.transcribed_spans import TranscribedSpans

DATA = Path(__file__).parents[1] / "data"


def sentences(half: str) -> list[tuple[str, str]]:
    with (DATA / "transcribed_sentences.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["names"], row["sentence"]) for row in csv.DictReader(file) if row["half"] == half
        ]


def above(matcher: xref.Matcher, text: str) -> list[xref.Alert]:
    return [alert for alert in matcher.scan(text) if alert.band != "weak"]


@pytest.mark.slow
def test_open_sentences(wide: xref.Matcher) -> None:
    """Each of the open half: who is listed is found, and nobody else but a listed namesake."""
    for names, sentence in sentences("dev"):
        if "本·萨勒曼" in sentence:
            continue  # his name is that of a listed Salman, in Latin letters as well
        alerts = above(wide, sentence)
        assert all(names and names in alert.subject.name for alert in alerts), sentence
        assert bool(alerts) == bool(names), sentence


@pytest.mark.slow
def test_held_out_sentences(wide: xref.Matcher) -> None:
    """Sums only: precision .9, recall .8."""
    named = hits = others = 0
    for names, sentence in sentences("held"):
        found = [bool(names) and names in alert.subject.name for alert in above(wide, sentence)]
        named += bool(names)
        hits += any(found)
        others += sum(not each for each in found)
    assert hits >= 0.9 * (hits + others)
    assert hits >= 0.8 * named


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("谢尔盖·绍伊古来了。", "谢尔盖·绍伊古"),
        ("俄安全会议秘书谢尔盖·绍伊古则表示", "谢尔盖·绍伊古"),
        ("俄罗斯谢尔盖·绍伊古和夫人", "谢尔盖·绍伊古"),
        ("对谢尔盖·绍伊古特别感谢", "谢尔盖·绍伊古"),
        ("謝爾蓋‧紹伊古抵達", "謝爾蓋‧紹伊古"),
        ("俄羅斯謝爾蓋·蕭依古來訪", "謝爾蓋·蕭依古"),
        ("谢尔盖•绍伊古", "谢尔盖•绍伊古"),
        ("谢尔盖·库茹盖托维奇·绍伊古生于", "谢尔盖·库茹盖托维奇·绍伊古"),
        ("《谢尔盖·绍伊古》", "谢尔盖·绍伊古"),
        ("绍伊古来了。", None),
        ("谢尔盖会见了绍伊古。", None),
        ("谢尔盖、绍伊古", None),
        ("谢尔盖·绍伊古斯基来了。", None),
        ("阿谢尔盖·绍伊古来了。", None),
        ("安娜·绍伊古", None),
        ("绍伊古·拉夫罗夫会谈", None),
        ("谢尔盖·绍伊", None),
        ("経済・社会について、谢尔盖・绍伊古は", None),
        ("谢尔盖·绍伊古·阿里·卡西姆·哈桑·苏莱曼", None),
    ],
)
def test_borders(matcher: xref.Matcher, text: str, span: str | None) -> None:
    """A name begins and ends where no other character of it can stand."""
    found = [mention.text for alert in above(matcher, text) for mention in alert.mentions]
    assert found == ([span] if span else [])


def test_a_sound_is_possible_at_most_alone(matcher: xref.Matcher) -> None:
    """The evidence says how the names were compared."""
    (alert,) = above(matcher, "昨天谢尔盖·绍伊古来了。")
    assert alert.band == "possible"
    assert alert.matched_name is not None


def test_a_later_surname_supports(matcher: xref.Matcher) -> None:
    """It is counted, and makes no alert of its own."""
    (alert,) = above(matcher, "谢尔盖·绍伊古来了。随后绍伊古表示，绍伊古家族没有资产。")
    detail = " ".join(evidence.detail for evidence in alert.evidence)
    assert "2 mentions by surname alone" in detail


def test_a_later_surname_of_another_person(matcher: xref.Matcher) -> None:
    """Behind a dot it is part of another name."""
    (alert,) = above(matcher, "谢尔盖·绍伊古来了。安娜·绍伊古没有来。")
    assert all(evidence.feature != "later_mentions" for evidence in alert.evidence)


def test_names_that_many_bear_are_left_out(wide: xref.Matcher) -> None:
    """穆罕默德·阿里 is the boxer, whoever else is called so."""
    spans = TranscribedSpans(wide.index, wide.comparer, wide.rules)
    assert not list(spans.hits("穆罕默德·阿里的传记"))


def test_a_list_that_prints_characters(tmp_path: Path) -> None:
    """A name that a list transcribes is met by other transcriptions, and by Latin letters."""
    path = tmp_path / "own.csv"
    path.write_text("id,name,type\n1,谢尔盖·绍伊古,person\n", encoding="utf-8")
    own = xref.Matcher(xref.load_lists(path))
    assert above(own, "昨天谢尔盖·绍伊古来了。")
    assert above(own, "昨天謝爾蓋·蕭依古來了。")
    assert not above(own, "昨天谢尔盖·绍伊古斯基来了。")
    assert own.match("Sergei Shoigu", kind="person")[0].band == "possible"


def test_search_agrees_with_the_scanner(matcher: xref.Matcher) -> None:
    """A queried name finds whom the scanner finds."""
    name = "谢尔盖·绍伊古"
    (alert,) = above(matcher, name)
    best = matcher.match(name, kind="person")[0]
    assert best.subject.id == alert.subject.id
    assert best.band == "possible"
