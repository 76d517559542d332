"""Foreign names in Hangul: the table of pairs, the readings, and that the index finds them."""

from __future__ import annotations

import csv
import itertools
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xref
from xref.data import data_folder
from xref.errors import RulesError
from xref.index import Index
from xref.model import Designation, Lists, Name, Subject
from xref.names import comparer_for
from xref.rules import load_rules
from xref.rules.names import load_names

TABLE = Path(__file__).parents[1] / "data" / "foreign_hangul_pairs.csv"
RULES = load_rules()
COMPARER = comparer_for(RULES)
FOREIGN = COMPARER.foreign
POSSIBLE = RULES.names.scoring.possible.value
SYLLABLES = sorted(RULES.names.foreign_hangul.syllables)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMES = sorted({name for row in rows() for name in (row["hangul"], row["other"])})


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['hangul']} | {row['other']}")
def test_table(row: dict[str, str]) -> None:
    """Each pair falls into its band, both ways, with and without an explanation."""
    one, two = row["hangul"], row["other"]
    there, back = COMPARER.compare(one, two), COMPARER.compare(two, one)
    assert (there.band or "none") == row["band"], (there.score, there.reasons)
    assert back.score == there.score
    prepared = (COMPARER.prepare(name, "person") for name in (one, two))
    assert COMPARER.score(*prepared) == there.score


def test_never_strong() -> None:
    """Hangul beside other letters is at most possible, unless it is a Korean name."""
    for row in rows():
        for other in NAMES:
            found = COMPARER.compare(row["hangul"], other)
            if xref.names.fold.script_of(other) != "hangul":
                assert found.band != "strong", (row["hangul"], other, found.score)


def lists_of(names: list[str]) -> Lists:
    """A list on which every name is a subject of its own."""
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


def lost(index: Index, names: list[str]) -> list[tuple[str, str]]:
    """Listed names that comparing with each finds and the index does not."""
    found = []
    for name in names:
        asked = COMPARER.prepare(name, "person")
        candidates = set(index.candidates(name, "person"))
        found += [
            (name, entry.name.text)
            for at, entry in enumerate(index.entries)
            if entry.kind == "person"
            and COMPARER.score(asked, index.prepared(at)) >= POSSIBLE
            and at not in candidates
        ]
    return found


def test_the_index_loses_nothing() -> None:
    """Hangul asked of other letters and other letters asked of Hangul find what agrees."""
    index = Index(lists_of(NAMES), COMPARER)
    assert lost(index, NAMES) == []


HANGUL_WORD = st.text(
    st.sampled_from("가나드라르마미바보비브블샤쇼스시알예오즈치코크티파프하훙"),
    min_size=1,
    max_size=5,
)
LATIN_WORD = st.sampled_from(["sergei", "kozlov", "putin", "ivan", "ali", "reza", "li", "wang"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(HANGUL_WORD | LATIN_WORD, min_size=1, max_size=3), min_size=2, max_size=6))
def test_the_index_loses_nothing_on_made_names(names: list[list[str]]) -> None:
    """The same for made names in both letters; the Latin spellings of Hangul are names too."""
    made = [" ".join(words) for words in names]
    made += [" ".join((FOREIGN.latin(word) or (word,))[-1] for word in words) for words in names]
    assert lost(Index(lists_of(made), COMPARER), made) == []


@pytest.mark.slow
def test_nothing_is_lost_on_real_lists() -> None:
    """On OFAC's names, the table's Hangul finds what comparing with each finds."""
    folder = os.environ.get("XREF_DEV_DATA")
    if not folder:
        pytest.skip("XREF_DEV_DATA is not set: no lists to read")
    path = Path(folder) / "lists" / "us-ofac-sdn" / "2023-01.sdn.with-header.csv"
    index = Index(xref.load_lists(path), COMPARER)
    assert lost(index, [row["hangul"] for row in rows()]) == []


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_hangul_is_read(text: str) -> None:
    """Any Hangul has a bounded number of readings, in Latin letters."""
    spellings = FOREIGN.latin(text)
    assert len(spellings) <= RULES.names.foreign_hangul.limits.readings.value + 4
    assert all(word.isascii() and word == word.lower() for word in spellings)
    for way in FOREIGN.chinese(text):
        assert 2 <= len(way.syllables) <= 4
        assert all(way.syllables)
        assert not way.pinyin


@given(st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4))
@settings(max_examples=200, deadline=None)
def test_transcription_is_read_back(syllables: list[str]) -> None:
    """A name in pinyin, transcribed by the table, can be read as it was."""
    table = RULES.names.foreign_hangul.syllables
    hangul = "".join(table[syllable] for syllable in syllables)
    assert (
        any(
            len(way.syllables) == len(syllables)
            and all(one in readings for one, readings in zip(syllables, way.syllables, strict=True))
            for way in FOREIGN.chinese(hangul)
        )
        or len(hangul) > RULES.names.foreign_hangul.limits.chinese.value
    )


def test_the_table_of_syllables_follows_the_rules() -> None:
    """Spot checks of the table against examples that the institute prints."""
    table = RULES.names.foreign_hangul.syllables
    for name, hangul in (
        ("jiang ze min", "장쩌민"), ("deng xiao ping", "덩샤오핑"), ("hu jin tao", "후진타오"),
        ("wen jia bao", "원자바오"), ("zhu rong ji", "주룽지"), ("lu xun", "루쉰"),
        ("zhou en lai", "저우언라이"), ("zhang yi mou", "장이머우"), ("chen kai ge", "천카이거"),
        ("jiu quan", "주취안"), ("tian jin", "톈진"), ("guang zhou", "광저우"),
        ("shang hai", "상하이"), ("qing dao", "칭다오"), ("xiong", "슝"), ("nv", "뉘"),
    ):  # fmt: skip
        assert "".join(table[syllable] for syllable in name.split()) == hangul


def test_koreans_have_no_latin_spelling() -> None:
    """What some Koreans are called is no foreign word."""
    for name in ("김영철", "리병철", "김정은", "박영식"):
        assert FOREIGN.latin(name) == ()
    assert "putin" in FOREIGN.latin("푸틴")
    assert FOREIGN.latin("Putin") == ()


def test_two_koreans_stay_two() -> None:
    """Readings in pinyin do not bring together Koreans of different names."""
    names = ("김영철", "김용철", "김영천", "리영철", "진영철")
    for one, two in itertools.combinations(names, 2):
        assert not COMPARER.compare(one, two).same


def test_bodies_are_read_as_korean_words() -> None:
    """The sounds of letters are for persons and ships; a ship is as good as its Korean words."""
    assert COMPARER.compare("블라디보스토크", "VLADIVOSTOK", "organisation").score < POSSIBLE
    assert COMPARER.compare("블라디보스토크", "VLADIVOSTOK", "vessel").same
    assert COMPARER.compare("은파산", "UN PHA SAN", "vessel").score > POSSIBLE


def test_pickle_keeps_the_readings() -> None:
    """A reader that went through pickle reads alike."""
    copy = pickle.loads(pickle.dumps(FOREIGN))  # noqa: S301 - our own bytes
    assert copy.latin("코즐로프") == FOREIGN.latin("코즐로프")
    assert copy.chinese("시진핑") == FOREIGN.chinese("시진핑")


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("  xi: 시", "  xi: si"),
        ("    ㄴ: n\n", "    n: n\n"),
        ("    ㅏ: a\n", ""),
        ("  beng: [벵]", "  bengg: [벵]"),
    ],
)
def test_faults_of_the_rules_are_told(tmp_path: Path, line: str, instead: str) -> None:
    """What is no Hangul, no jamo or no syllable is refused, and so is a gap."""
    for file in data_folder("rules").glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        if file.name == "foreign_hangul.yml":
            assert line in text
            text = text.replace(line, instead, 1)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match="foreign_hangul"):
        load_names(tmp_path)
