"""Chinese persons in Chinese and Japanese sentences: found by their pinyin, as whole names only."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.articles.chinese_spans import ChineseSpans
from xref.articles.scan import Scanner
from xref.errors import RulesError
from xref.rules import load_rules

DATA = Path(__file__).parents[1] / "data"
LISTED = ("XIA, Baolong", "ZHANG, Xiaoming", "WANG, Yihe", "WANG, Yi", "OUYANG, Na", "LIU, Jian")


def sentences(half: str) -> list[dict[str, str]]:
    with (DATA / "chinese_sentences.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["half"] == half]


def table(folder: Path, rows: list[tuple[str, str]]) -> xref.Matcher:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "aliases", "type"])
        for at, (name, aliases) in enumerate(rows):
            writer.writerow([f"C{at}", name, aliases, "person"])
    return xref.Matcher(xref.load_lists(path))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> xref.Matcher:
    """Some names in pinyin."""
    return table(tmp_path_factory.mktemp("few"), [(name, "") for name in LISTED])


def found(matcher: xref.Matcher, row: dict[str, str]) -> tuple[set[str], list[str]]:
    """Of the names that a sentence should show above the line, those it shows; and others."""
    names = row["names"].split("|") if row["names"] else []
    above = [a.subject.name for a in matcher.scan(row["sentence"]) if a.band != "weak"]
    met = {name for name in names if any(name in each for each in above)}
    return met, [each for each in above if not any(name in each for name in names)]


def test_sentences_are_of_every_kind() -> None:
    """Both halves have listed persons, homophones, short names and sentences without anybody."""
    for half in ("dev", "held"):
        rows = sentences(half)
        assert {row["kind"] for row in rows} == {"listed", "short", "homophone", "nobody"}
        assert all(bool(row["names"]) == (row["kind"] != "nobody") for row in rows)
        assert len({row["sentence"] for row in rows}) == len(rows) > 60


@pytest.mark.slow
def test_open_sentences(wide: xref.Matcher) -> None:
    """Of the open half: who is listed is found, names of two characters stay below the line."""
    for row in sentences("dev"):
        met, others = found(wide, row)
        assert not others, row
        if row["kind"] == "listed":
            assert met == set(row["names"].split("|")), row
        if row["kind"] == "short":
            assert not met, row


@pytest.mark.slow
def test_held_out_sentences(wide: xref.Matcher) -> None:
    """Sums only: precision .9 without homophones, recall .95."""
    wanted = hits = wrong = 0
    for row in sentences("held"):
        met, others = found(wide, row)
        wrong += len(others)
        if row["kind"] == "listed":
            wanted += len(row["names"].split("|"))
            hits += len(met)
    assert hits >= 0.9 * (hits + wrong)
    assert hits >= 0.95 * wanted


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        # Simplified, traditional and Japanese characters.
        ("夏宝龙会见了张晓明。", ["夏宝龙", "张晓明"]),
        ("港澳辦主任夏寶龍和張曉明", ["夏寶龍", "張曉明"]),
        ("中国の夏宝竜氏と張暁明副主任は", ["夏宝竜", "張暁明"]),
        # A longer word or name on either side.
        ("夏宝龙井茶很香。", []),
        ("龙井夏宝龙虾馆", []),
        ("高橋夏宝竜太郎さんは来た。", []),
        ("夏宝龙·史密斯说", []),
        ("约翰·夏宝龙说", []),
        # A verb is no part of the name, three characters go before two.
        ("外长王毅和李明", []),
        ("外长王毅和说", ["王毅和"]),
        ("部长王义说", ["王义"]),
        ("于是王毅飞往", []),
        ("只有王毅、李明", ["王毅"]),
        # Surnames of two characters.
        ("欧阳娜说", ["欧阳娜"]),
        ("歐陽娜表示", ["歐陽娜"]),
        # Function words are in no given name, numbers count.
        ("王毅的", ["王毅"]),
        ("刘件说", []),
        ("３刘健、", []),
        ("刘健、张明", ["刘健"]),
    ],
)
def test_borders(few: xref.Matcher, text: str, spans: list[str]) -> None:
    """A whole name as far as its neighbours tell."""
    found = ChineseSpans(few.index, few.comparer, few.rules.chinese_texts, few.rules.posts).hits(
        text
    )
    assert [text[hit.start : hit.end] for hit in found] == spans


def test_a_reading_is_possible_at_most_alone(few: xref.Matcher) -> None:
    """Three characters are a possible match, two need support, and both say why."""
    (three,) = few.scan("昨天，夏宝龙抵达深圳。")
    assert three.band == "possible"
    assert "Chinese names" in three.evidence[0].detail
    (two,) = few.scan("昨天，外长王毅在深圳。")
    assert two.band == "weak"
    assert "needs support" in two.evidence[0].detail


def test_other_characters_than_the_list_prints_are_somebody_else(tmp_path: Path) -> None:
    """The list shows how its man is written; the same in traditional characters is he."""
    matcher = table(tmp_path, [("ZHANG, Xiaoming", "张晓明")])
    bands = {
        text: [alert.band for alert in matcher.scan(f"{text}表示反对。")]
        for text in ("张晓明", "張曉明", "張暁明", "张小明")
    }
    assert bands == {
        "张晓明": ["possible"], "張曉明": ["possible"], "張暁明": ["possible"], "张小明": ["weak"],
    }  # fmt: skip


def test_weak_aliases_need_support(tmp_path: Path) -> None:
    """Single-word aliases and Koreans in Cantonese reading are not looked for."""
    matcher = table(tmp_path, [("CHADIAN", ""), ("KIM, Song Hun", ""), ("Ali, Maha", "")])
    spans = ChineseSpans(
        matcher.index, matcher.comparer, matcher.rules.chinese_texts, matcher.rules.posts
    )
    assert not list(spans.hits("查点说，钱生根说，阿里马哈说"))


def test_texts_without_chinese_characters_cost_nothing(few: xref.Matcher) -> None:
    """The names are read at the first text that has Chinese characters, not before."""
    scanner = Scanner(few.index, few.comparer, few.rules)
    scanner.scan("Le général “Kim” a visité Séoul. Владимир Путин, 김영복")
    assert "_names" not in vars(scanner._chinese)
    scanner.scan("夏宝龙")
    assert "_names" in vars(scanner._chinese)


def test_a_new_listing_does_not_hide_in_a_longer_one(few: xref.Matcher) -> None:
    """Where a listed name begins another, the longer is the one that stands there."""
    scanner = Scanner(few.index, few.comparer, few.rules)
    assert [hit.end - hit.start for hit in scanner.hits("部长王毅和表示")] == [3]


def test_every_surname_can_be_read() -> None:
    """A surname without a reading would never be found."""
    from xref.names import comparer_for

    rules = load_rules()
    readings = comparer_for(rules).chinese.readings
    firsts = "".join(rules.chinese_texts.surnames.split())
    assert [one for one in firsts if not readings(one)] == []
    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("compounds: >-\n  欧阳", "compounds: >-\n  欧阳娜", "two characters each"),
        ("compounds: >-\n  欧阳", "compounds: >-\n  歐陽", "not simplified"),
    ],
)
def test_rules_are_checked(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Words of another length or script are refused."""
    from xref.data import data_folder
    from xref.rules.chinese_texts import load_chinese_texts

    text = (data_folder("rules") / "chinese_texts.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "chinese_texts.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RulesError, match=message):
        load_chinese_texts(tmp_path)
