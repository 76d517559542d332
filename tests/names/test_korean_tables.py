"""The Korean rule files: what they must hold, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xref.data import data_folder
from xref.errors import RulesError
from xref.names.hangul import to_south
from xref.names.korean_readings import Reader, one_letter_apart
from xref.names.korean_spelling import Spellings, spell
from xref.names.korean_tokens import split_name
from xref.rules.korean import KoreanTables, load_korean

FOLDER = data_folder("rules") / "korean"


@pytest.fixture(scope="module")
def tables() -> KoreanTables:
    return load_korean(FOLDER)


@pytest.fixture(scope="module")
def spellings(tables: KoreanTables) -> Spellings:
    return Spellings(tables)


@pytest.mark.parametrize(
    ("hangul", "spelled"),
    [
        ("영", "yong yong yŏng yeong"),
        ("정", "jong chong chŏng jeong"),
        ("철", "chol chol ch'ŏl cheol"),
        ("태", "thae tae t'ae tae"),
        ("은", "un un ŭn eun"),
        ("희", "hui hui hŭi hui"),
        ("복", "pok pok pok bok"),
        ("혁", "hyok hyok hyŏk hyeok"),
        ("원", "won won wŏn won"),
        ("룡", "ryong ryong ryong ryong"),
        ("춘", "chun chun ch'un chun"),
        ("준", "jun chun chun jun"),
    ],
)
def test_systems(tables: KoreanTables, hangul: str, spelled: str) -> None:
    """DPRK, plain and marked McCune-Reischauer and Revised spell a syllable as their rules say."""
    systems = ("dprk", "plain", "marked", "revised")
    for system, letters in zip(systems, spelled.split(), strict=True):
        found = spell(hangul, tables.systems[system], 0.0)
        assert max(found, key=lambda key: found[key]) == letters, system
        assert sum(found.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("letters", "hangul"),
    [
        ("ri", "이"), ("lee", "이"), ("rhee", "이"), ("i", "이"), ("yi", "이"),
        ("pak", "박"), ("park", "박"), ("bak", "박"), ("choe", "최"), ("choi", "최"),
        ("ch'oe", "최"), ("rim", "임"), ("lim", "임"), ("im", "임"), ("ro", "노"),
        ("no", "노"), ("roh", "노"), ("ryu", "유"), ("yoo", "유"), ("ryang", "양"),
        ("ra", "나"), ("na", "나"), ("sin", "신"), ("shin", "신"), ("kwak", "곽"),
        ("gwak", "곽"), ("paek", "백"), ("baek", "백"), ("jang", "장"), ("o", "오"),
        ("oh", "오"), ("ho", "허"), ("huh", "허"), ("u", "우"), ("woo", "우"),
        ("namgung", "남궁"), ("hwangbo", "황보"), ("sonu", "선우"), ("jegal", "제갈"),
        ("tokko", "독고"), ("sagong", "사공"), ("somun", "서문"), ("tongbang", "동방"),
    ],
)  # fmt: skip
def test_surnames(spellings: Spellings, letters: str, hangul: str) -> None:
    """The likeliest surname of a spelling, in its southern form."""
    entry = spellings.surname(letters)
    assert entry is not None
    assert entry.hangul[0] == hangul


@pytest.mark.parametrize(
    ("joined", "given"),
    [
        ("Chong-nin", ("chong", "rin")), ("Kungnyol", ("kuk", "ryol")),
        ("Chollyong", ("chol", "ryong")), ("Paegil", ("paek", "il")),
        ("Yongbok", ("yong", "bok")), ("Jongun", ("jong", "un")),
        ("Nagyŏn", ("nak", "yŏn")), ("Pŏmgye", ("pŏm", "gye")),
    ],
)  # fmt: skip
def test_sandhi(tables: KoreanTables, joined: str, given: tuple[str, ...]) -> None:
    """What is heard at a border is traced back to what is written."""
    parses = Reader(tables).read(f"Kim {joined}")
    assert given in [tuple(p.letters for p in parse.given) for parse in parses]


@pytest.mark.parametrize(
    ("printed", "letters"),
    [
        ("Cho'ng", "chŏng"), ("Ch'o'l", "ch'ŏl"), ("KY'ONG", "kyŏng"), ("Hu'i", "hŭi"),
        ("So'k", "sŏk"), ("Wo’n", "wŏn"), ("Ch`ol", "ch'ol"), ("T'AE", "t'ae"),
        ("MY'ONG", "myŏng"), ("Su'ng", "sŭng"), ("CH'O'L", "ch'ŏl"), ("Yŏng", "yŏng"),
    ],
)  # fmt: skip
def test_apostrophes(printed: str, letters: str) -> None:
    """Apostrophes become the mark they stand for."""
    words = split_name(f"Kim {printed}", frozenset())
    assert words is not None
    assert words.words[1] == (letters,)


def test_every_probability_is_one(spellings: Spellings) -> None:
    """The spellings of all readings of a system sum to its chance of being kept."""
    for index, system in enumerate(spellings.systems):
        total = sum(
            row[index]
            for letters in spellings._syllables
            for row in spellings._syllables[letters].values()
        )
        assert 0.9 < total < 1.0 + 1e-9, system


def test_north_forms(tables: KoreanTables) -> None:
    """A northern form differs from its key by the initial-sound law only."""
    for name, surname in tables.surnames.items():
        if surname.north:
            assert to_south(surname.north[0]) + surname.north[1:] == name


def test_one_letter_apart_is_symmetric() -> None:
    """One edit: a letter more, less, other, or swapped with its neighbour."""
    for left, right, near in (
        ("yong", "ynog", True), ("yong", "yog", True), ("yong", "yoong", True),
        ("yong", "yong", False), ("chol", "chun", False), ("abcd", "badc", False), ("", "a", True),
    ):  # fmt: skip
        assert one_letter_apart(left, right) is near
        assert one_letter_apart(right, left) is near


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("surnames.yml", "share: 21.5", "share: 0", "share must be above 0"),
        ("surnames.yml", "north: 리", "north: Ri", "is not Hangul"),
        ("systems.yml", "like: plain", "like: plane", "is no system"),
        ("systems.yml", "weight: 0.30", "wieght: 0.30", "unknown field 'wieght'"),
        ("agreement.yml", "possible: ", "possible: 0.99 # ", "floor < possible < strong"),
        ("hanja.yml", "\n  가:", "\n  ga:", "is not one Hangul syllable"),
        ("rarity.yml", "place_prior: 2", "place_prior: 0", "must be above 0"),
        ("pinyin.yml", "\n  영: {", "\n  yong: {", "is not one Hangul syllable"),
        ("pinyin.yml", "\n  김: jin", "\n  쉼: jin", "is no surname"),
        ("systems.yml", "а: {a: 1}", "а: {a: 0}", "weights must be above 0"),
        ("syllables.yml", "rare_count: 0.3", "rare_count: few", "expected a number"),
    ],
)
def test_broken_files_are_refused(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    """A wrong value names the file, and nothing is loaded."""
    folder = tmp_path / "korean"
    shutil.copytree(FOLDER, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=message) as caught:
        load_korean(folder)
    assert all(problem.startswith(file) for problem in caught.value.problems)
