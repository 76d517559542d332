"""Chinese names: characters, Wade-Giles and Cantonese beside pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.data import data_folder
from xref.names.compare import NameComparer
from xref.names.korean import KoreanModel
from xref.names.persons_chinese import ChineseNames
from xref.rules.korean import load_korean
from xref.rules.names import load_names

RULES = load_names(data_folder("rules"))
COMPARER = NameComparer(RULES, KoreanModel(load_korean(data_folder("rules") / "korean")))
CHINESE = ChineseNames(RULES.chinese)
SYLLABLES = sorted(RULES.chinese.characters)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("毛泽东", "Mao Zedong"),
        ("毛泽东", "Zedong MAO"),
        ("毛泽东", "MAO, Ze Dong"),
        ("Mao Tse-tung", "MAO, Zedong"),
        ("Chou En-lai", "周恩来"),
        ("P'eng Te-huai", "Peng Dehuai"),
        ("Leung Chun-ying", "LIANG, Zhenying"),
        ("梁振英", "Leung Chun-ying"),
        ("歐陽自遠", "Ouyang Ziyuan"),
        ("吕布", "Lyu Bu"),
    ],
)
def test_systems_meet_and_stay_possible(left, right):
    """One name in two systems is possible, never strong: tones and characters are lost."""
    assert COMPARER.compare(left, right).band == "possible"
    assert COMPARER.compare(right, left).band == "possible"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("毛泽东", "Mao Anying"),
        ("毛泽东", "Mao Ze"),
        ("Chou En-lai", "Zhu Enlai"),
        ("Leung Chun-ying", "LIANG, Guoxiong"),
        ("李克强", "Li Qiang"),
        ("Kim Jong-un", "Jin Zhongyun"),
        ("Vladimir Putin", "普京"),
    ],
)
def test_other_syllables_are_other_names(left, right):
    """A syllable that no reading shares makes another name."""
    assert not COMPARER.compare(left, right).same


def test_names_in_pinyin_are_left_to_their_letters():
    """Two names in pinyin are compared like all others, and may be strong."""
    one, two = (COMPARER.persons.parse(name) for name in ("Xi Jinping", "XI, Jin Ping"))
    assert CHINESE.compare(one, two) == 0.0
    assert COMPARER.compare("Xi Jinping", "XI, Jinping").band == "strong"


def test_every_syllable_has_characters_and_every_table_leads_to_pinyin():
    """The tables name no syllable that pinyin lacks, and no character stands for nothing."""
    rules = RULES.chinese
    assert all(rules.characters.values())
    for table in (rules.wade_giles, rules.cantonese, rules.irregular):
        for letters, syllables in table.items():
            assert letters.isascii()
            assert letters.islower()
            assert set(syllables) <= set(SYLLABLES), letters


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3))
def test_syllables_are_found_again(syllables):
    """Syllables written together are divided into these syllables, among other ways."""
    assert tuple(syllables) in CHINESE._shown("".join(syllables)).ways


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -,毛泽东习金", max_size=40))
def test_any_name_is_read(text):
    """Any string is read, in bounded time, into two to four syllables."""
    for way in CHINESE.read(COMPARER.persons.parse(text)):
        assert 2 <= len(way.syllables) <= 4
        assert all(way.syllables)
