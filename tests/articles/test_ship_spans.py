"""Ships in Russian, Korean, Japanese and Chinese sentences: where something marks them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.articles.ship_marks import ShipMarks
from xref.rules import load_rules

DATA = Path(__file__).parents[1] / "data"
MARKS = ShipMarks(load_rules().ship_texts)


def rows() -> list[dict[str, str]]:
    with (DATA / "ship_sentences.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ships(matcher: xref.Matcher, text: str) -> list[xref.Alert]:
    alerts = matcher.scan(text)
    return [each for each in alerts if each.subject.kind == "vessel" and each.band != "weak"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["sentence"][:24])
def test_sentences(matcher: xref.Matcher, row: dict[str, str]) -> None:
    """The listed ship is an alert, and no other is."""
    sentence, _, more = row["sentence"].partition("|")
    found = {alert.subject.name.upper() for alert in ships(matcher, sentence)}
    assert found == {name for name in (row["names"], more) if name}, row["why"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("танкер «Спарта», танкер «Ангара».", "Ангара"),
        ("Сухогруз Ангара ушёл.", "Ангара"),
        ("화물선 ‘레이디 R호’가", "레이디 R"),
        ("북한 유조선 지성 6호에서", "지성 6"),
        ("北朝鮮の油槽船白馬号は", "白馬"),
        ("タンカー「天馬山（チョンマサン）号」（北朝鮮）", "天馬山（チョンマサン）"),
    ],
)
def test_spans(matcher: xref.Matcher, text: str, span: str) -> None:
    """A mention is the name, without quotes, word for ships and suffix."""
    found = {mention.text for alert in ships(matcher, text) for mention in alert.mentions}
    assert found == {span}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Танкер «Ангара» (ИМО 9179842) ушёл.", "imo_agrees"),
        ("Танкер «Чхон Ма Сан» (ИМО 9161003) ушёл.", "imo_differs"),
        ("화물선 앙가라호(IMO 번호 9179842)가", "imo_agrees"),
        ("貨物船「アンガラ」（ＩＭＯ番号９１７９８４２）が", "imo_agrees"),
        ("Танкер «Ангара» под российским флагом ушёл.", "flag_agrees"),
        ("Танкер «Ангара» под флагом Габона ушёл.", "flag_differs"),
        ("ロシア船籍の貨物船「アンガラ」が", "flag_agrees"),
        ("토고 선적 화물선 앙가라호가", "flag_differs"),
        ("Капитан «Ангары» молчал, пока сухогруз грузили.", "ship_word"),
        ("俄羅斯籍「LADY R」號貨輪", "ship_word"),
    ],
)
def test_evidence(matcher: xref.Matcher, text: str, feature: str) -> None:
    """Words for ships, flags and numbers are read in the script of the text."""
    found = {item.feature for alert in matcher.scan(text) for item in alert.evidence}
    assert feature in found


@pytest.mark.parametrize(
    ("text", "name", "mark"),
    [
        ("Вечером танкер «Ангара» ушёл.", "Ангара", "танкер"),
        ("«Ангара» пришла. Клуб доволен.", "Ангара", None),
        ("Суда стоят.\n\n«Ангара» пришла.", "Ангара", None),
        ("앙가라호에서", "앙가라", "호"),
        ("「アンガラ」号", "アンガラ", "号"),
        ("天馬山（チョンマサン）号", "天馬山", "号"),
        ("朝鲜货轮天马山靠港", "天马山", "货轮"),
        ("위성 금성 3호", "금성 3", None),
    ],
)
def test_marks(text: str, name: str, mark: str | None) -> None:
    """A mark is in the sentence of the name, or directly behind it."""
    start = text.index(name)
    assert MARKS.at(text, start, start + len(name)) == mark


@pytest.mark.slow
def test_second_sentences(dev_data: Path) -> None:
    """Sums only: precision and recall of .95 among twice as many ships."""
    path = dev_data / "lists" / "us-ofac-sdn" / "2023-01.sdn.with-header.csv"
    matcher = xref.Matcher(xref.load_lists("builtin", path))
    with (DATA / "ship_sentences_second.csv").open(encoding="utf-8", newline="") as file:
        sentences = list(csv.DictReader(file))
    named = found = others = 0
    for row in sentences:
        told = [
            row["names"] in {name.text.upper() for name, _ in alert.subject.names()}
            for alert in ships(matcher, row["sentence"])
        ]
        named += bool(row["names"])
        found += any(told)
        others += told.count(False)
    assert found >= 0.95 * named
    assert found >= 0.95 * (found + others)
