"""Foreign names in Chinese characters: what their characters stand for, and how they compare."""

from __future__ import annotations

import csv
import pickle
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.data import data_folder
from xref.errors import RulesError
from xref.index import Index
from xref.model import Designation, Lists, Name, Subject
from xref.names import comparer_for
from xref.rules import load_rules

DATA = Path(__file__).parents[1] / "data"
RULES = load_rules()
COMPARER = comparer_for(RULES)
FOREIGN = COMPARER.transcribed
KEYS = COMPARER.persons.skeletons


def pairs() -> list[tuple[str, str, str]]:
    with (DATA / "transcribed_pairs.csv").open(encoding="utf-8", newline="") as file:
        return [(row["chinese"], row["latin"], row["same"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("chinese", "latin", "same"), pairs())
def test_pairs(chinese: str, latin: str, same: str) -> None:
    """Given name and surname must both agree; what is not read yet is marked so."""
    comparison = COMPARER.compare(chinese, latin)
    assert comparison.same == (same == "same"), comparison.reasons
    assert comparison.band != "strong"
    assert COMPARER.compare(latin, chinese).score == comparison.score


def lists_of(names: list[str]) -> Lists:
    """A list on which every name is a person of its own."""
    entries = tuple(
        Designation(
            id=f"made:{at}",
            list="made",
            reference=str(at),
            authority="XX",
            kind="person",
            names=(Name(name),),
        )
        for at, name in enumerate(names)
    )
    subjects = tuple(Subject(e.id, e.name, "person", "designated", (e,)) for e in entries)
    return Lists(entries, subjects, ())


@pytest.mark.parametrize("side", [0, 1])
def test_the_index_finds_what_compares(side: int) -> None:
    """Whichever of the two is listed, the other one finds it."""
    listed = sorted({pair[side] for pair in pairs()})
    index = Index(lists_of(listed), COMPARER)
    for pair in pairs():
        if pair[2] != "same":
            continue
        found = {index.entries[at].name.text for at in index.candidates(pair[1 - side], "person")}
        assert pair[side] in found, pair


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("谢尔盖·绍伊古", "謝爾蓋·紹伊古"),
        ("谢尔盖·绍伊古", "謝爾蓋·蕭依古"),
        ("弗拉基米尔·普京", "弗拉迪米爾·普亭"),
        ("谢尔盖·绍伊古", "谢尔盖•绍伊古"),
        ("谢尔盖·绍伊古", "谢尔盖・绍伊古"),
        ("阿卜杜勒·马利克·胡塞", "阿卜杜勒-马利克·胡塞"),
    ],
)
def test_two_transcriptions(one: str, other: str) -> None:
    """Other characters and other dots are the same name."""
    assert COMPARER.compare(one, other).same


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("谢尔盖·绍伊古", ("谢尔盖", "绍伊古")),
        ("奥萨马·本·拉登", ("奥萨马", "本", "拉登")),
        ("马哈茂德·艾哈迈迪-内贾德", ("马哈茂德", "艾哈迈迪内贾德")),
        ("阿卜杜勒-马利克·胡塞", ("阿卜杜勒", "马利克", "胡塞")),
        ("习近平", ()),
        ("金·正恩", ()),
        ("中国-俄罗斯", ()),
        ("谢尔盖·", ()),
        ("谢尔盖·Shoigu", ()),
        ("セルゲイ・ショイグ", ()),
        ("", ()),
    ],
)
def test_what_is_a_transcription(name: str, parts: tuple[str, ...]) -> None:
    """A dot between parts that are all Chinese characters, the first of two or more."""
    assert FOREIGN.parts(name) == parts


@pytest.mark.parametrize(
    ("part", "latin"),
    [
        ("弗拉基米尔", "vladimir"), ("普京", "putin"), ("普亭", "putin"), ("绍伊古", "shoigu"),
        ("梅德韦杰夫", "medvedev"), ("维亚切斯拉夫", "vyacheslav"), ("纳雷什金", "naryshkin"),
        ("斯捷潘", "stepan"), ("叶卡捷琳娜", "yekaterina"), ("库兹涅佐夫", "kuznetsov"),
        ("谢尔巴科夫", "shcherbakov"), ("热列兹尼亚克", "zheleznyak"), ("秋林", "tyurin"),
        ("哈梅内伊", "khamenei"), ("穆杰塔巴", "mojtaba"), ("礼萨", "reza"), ("哈立德", "khalid"),
        ("贾拉勒丁", "jalaluddin"), ("穆贾希德", "mujahid"), ("优素福", "yusuf"),
        ("宾拉登", "binladin"),
        ("卡韦略", "cabello"), ("罗德里格斯", "rodriguez"), ("姆南加古瓦", "mnangagwa"),
        ("艾哈迈迪内贾德", "ahmadinejad"), ("卡迪罗夫", "kadyrov"), ("德里帕斯卡", "deripaska"),
    ],
)  # fmt: skip
def test_parts_are_read(part: str, latin: str) -> None:
    """A spelling that compares as the Latin one is among the readings."""
    keys = {KEYS.loose(KEYS.key(reading)) for reading in FOREIGN.latin(part)}
    assert KEYS.loose(KEYS.key(latin)) in keys


@pytest.mark.parametrize(
    "part", ["", "abc", "プーチン", "푸틴", "国务委员", "亚历山德罗维奇亚历山德罗维奇"]
)
def test_what_is_no_part_has_no_reading(part: str) -> None:
    """Other letters, Chinese words, or too long."""
    assert FOREIGN.latin(part) == ()


@given(st.text(alphabet="".join(sorted(FOREIGN.usual)), min_size=1, max_size=10))
def test_readings_are_bounded(part: str) -> None:
    """However many ways there are, the likeliest are kept, and none stands twice."""
    readings = FOREIGN.latin(part)
    assert len(readings) == len(set(readings)) <= RULES.names.foreign_chinese.limits.readings.value
    assert all(reading.isascii() for reading in readings)


def test_no_character_stands_in_two_rows() -> None:
    """A later row would silently win."""
    rows = RULES.names.foreign_chinese.characters
    seen: set[str] = set()
    for alike in rows:
        assert seen.isdisjoint(alike), alike
        assert len(set(alike)) == len(alike), alike
        seen.update(alike)


def test_it_survives_pickling() -> None:
    """Workers of a run get a copy."""
    copy = pickle.loads(pickle.dumps(COMPARER))  # noqa: S301
    pair = "谢尔盖·绍伊古", "SHOIGU, Sergei"
    assert copy.compare(*pair).score == COMPARER.compare(*pair).score


def test_a_wrong_table_is_named(tmp_path: Path) -> None:
    """The file and the field are told."""
    folder = tmp_path / "rules"
    shutil.copytree(data_folder("rules"), folder)
    file = folder / "foreign_chinese.yml"
    file.write_text(file.read_text(encoding="utf-8") + "\nsounds: {}\n", encoding="utf-8")
    with pytest.raises(RulesError, match="foreign_chinese"):
        load_rules(folder)
