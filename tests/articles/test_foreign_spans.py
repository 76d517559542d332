"""Foreign names in Korean sentences: found by their sound, and nobody else is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.articles.foreign_spans import _sounded_bones, _spelled_bones

DATA = Path(__file__).parents[1] / "data"


def sentences(half: str) -> list[tuple[str, str]]:
    with (DATA / "hangul_sentences.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["names"], row["sentence"]) for row in csv.DictReader(file) if row["half"] == half
        ]


def above(matcher: xref.Matcher, text: str) -> list[xref.Alert]:
    return [alert for alert in matcher.scan(text) if alert.band != "weak"]


@pytest.mark.slow
def test_open_sentences(wide: xref.Matcher) -> None:
    """Each of the open half: who is listed is found, and nobody else."""
    for names, sentence in sentences("dev"):
        found = [alert.subject.name for alert in above(wide, sentence)]
        assert all(names and names in name for name in found), sentence
        assert bool(found) == bool(names), sentence


@pytest.mark.slow
def test_held_out_sentences(wide: xref.Matcher) -> None:
    """Sums only: precision .95, recall .9."""
    named = hits = others = 0
    for names, sentence in sentences("held"):
        found = [names and names in alert.subject.name for alert in above(wide, sentence)]
        named += bool(names)
        hits += any(found)
        others += sum(not each for each in found)
    assert hits >= 0.95 * (hits + others)
    assert hits >= 0.9 * named


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("세르게이 쇼이구가 왔다.", "세르게이 쇼이구"),
        ("어제 세르게이 쇼이구에게 주었다.", "세르게이 쇼이구"),
        ("세르게이 쿠주게토비치 쇼이구는", "세르게이 쿠주게토비치 쇼이구"),
        ("마샤오훙의 회사", "마샤오훙"),
        ("울라지미르 뿌찐대통령이 왔다.", "울라지미르 뿌찐"),
        ("쎄르게이 라브로브외무상에게", "쎄르게이 라브로브"),
        ("쎄르게이 쇼이구동지께서는", "쎄르게이 쇼이구"),
        ("세르게이 쇼이구 서기는 떠났다.", "세르게이 쇼이구"),
        ("쇼이구 서기가 왔다.", None),
        ("세르게이가 쇼이구를 만났다.", None),
        ("세르게이, 쇼이구를 만나다", None),
        ("세르게이\n쇼이구", None),
        ("세르게이 쇼이구르트를 마셨다.", None),
    ],
)
def test_borders(matcher: xref.Matcher, text: str, span: str | None) -> None:
    """A whole name and its particle; no part of a name, and none across a comma or a line."""
    found = [mention.text for alert in above(matcher, text) for mention in alert.mentions]
    assert found == ([span] if span else [])


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("세르게이", "sergei"), ("쇼이구", "shoigu"), ("블라디미르", "vladimir"),
        ("뿌찐", "putin"), ("하메네이", "khamenei"), ("알렉산드르", "alexander"),
        ("니콜라스", "nicolas"), ("라브로프", "lavrov"), ("흘라잉", "hlaing"),
        ("예브게니", "yevgeniy"), ("카터", "carter"), ("표트르", "pyotr"),
    ],
)  # fmt: skip
def test_consonants_agree(hangul: str, latin: str) -> None:
    """What is looked at before a word is read does not part it from its spelling."""
    assert _sounded_bones(hangul) in _spelled_bones(latin)


def test_every_pair_of_the_table_agrees() -> None:
    """The quick look loses no name of the table that the comparison finds possible by sound."""
    from xref.names import comparer_for
    from xref.names.hangul import is_hangul
    from xref.rules import load_rules

    comparer = comparer_for(load_rules())
    with (DATA / "foreign_hangul_pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["band"] == "possible"]
    looked = 0
    for row in rows:
        words = row["hangul"].split()
        if len(words) < 2 or not row["other"].isascii() or not is_hangul("".join(words)):
            continue
        units = comparer.prepare(row["other"], "person").parsed.units  # type: ignore[union-attr]
        bones = set().union(*(_spelled_bones(unit.full) for unit in units))
        assert {_sounded_bones(word) for word in words} <= bones, row
        looked += 1
    assert looked >= 10
