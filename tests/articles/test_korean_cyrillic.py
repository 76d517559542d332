"""Korean names in Russian sentences: whole, in every case of the declension."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.articles.korean_cyrillic import CyrillicKoreans
from xref.names.korean import KoreanModel
from xref.rules import load_rules

DATA = Path(__file__).parents[1] / "data"


def rows() -> list[dict[str, str]]:
    with (DATA / "cyrillic_koreans.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def koreans() -> CyrillicKoreans:
    rules = load_rules()
    return CyrillicKoreans(KoreanModel(rules.korean), rules.cyrillic_texts)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["why"])
def test_names(koreans: CyrillicKoreans, row: dict[str, str]) -> None:
    """The names of a sentence, in the nominative."""
    found = ["/".join(name.readings) for name in koreans.names(row["sentence"])]
    assert found == [name for name in row["names"].split("|") if name]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Генерала Ким Ён Бока видели в Курске.", "Ким Ён Бока"),
        ("Вместе с Ким Ён Боком приехал переводчик.", "Ким Ён Боком"),
        ("Ким Ён\nБок приехал в Россию.", None),
        (f"{'Снова ' * 8}говорил с Ким\nЧен Ыном президент.", "Ким\nЧен Ыном"),
        ("Ким Чен Ирен и Ким Чен Ыной", None),
        ("Чен Ыном Ким", None),
    ],
)
def test_spans(matcher: xref.Matcher, text: str, span: str | None) -> None:
    """A mention has the ending in it; a line that only ends is no part of a name."""
    found = {mention.text for alert in matcher.scan(text) for mention in alert.mentions}
    assert found == ({span} if span else set())
