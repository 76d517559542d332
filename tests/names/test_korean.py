"""Korean names compared: a table of pairs, and what holds for any string."""

from __future__ import annotations

import csv
import itertools
import math
import os
import pickle
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xref.data import data_folder
from xref.names.korean import KoreanModel
from xref.rules.korean import load_korean

PAIRS = Path(__file__).parents[1] / "data" / "korean_pairs.csv"
POSSIBLE, STRONG, FLOOR = 0.70, 0.90, 0.50


@pytest.fixture(scope="module")
def model() -> KoreanModel:
    return KoreanModel(load_korean(data_folder("rules") / "korean"))


def rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMES = sorted({name for row in rows() for name in (row["left"], row["right"])})
SURNAMES = re.findall(
    r"\S+", "kim ri lee pak park choe choi chong jong so sin shin yun rim o namgung jon"
)
SYLLABLES = re.findall(
    r"\S+",
    "yong young yeong jong jung chol cheol chul chun jun joon song sung sun ryong bok thae tae "
    "hui hee kuk gook un eun il ok nyol lin su soo chŏng ch'ŏl ho'n ny gwon",
)
MADE = st.builds(
    lambda surname, given, joint, last: (
        f"{joint.join(given)} {surname}" if last else f"{surname} {joint.join(given)}"
    ),
    st.sampled_from(SURNAMES),
    st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=2),
    st.sampled_from(["-", " ", ""]),
    st.booleans(),
)
ANY_NAME = st.one_of(MADE, st.sampled_from(NAMES), st.text(max_size=80))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['left']} | {row['right']}")
def test_table(model: KoreanModel, row: dict[str, str]) -> None:
    """Each pair of the table falls where its line says."""
    found = model.compare(row["left"], row["right"])
    expect = row["expect"]
    if expect == "none":
        assert found is None
        return
    assert found is not None
    assert {
        "equal": found.score == 1.0,
        "strong": found.score >= STRONG,
        "same": found.score >= POSSIBLE,
        "possible": POSSIBLE <= found.score < STRONG,
        "misprint": FLOOR <= found.score < POSSIBLE and found.misprinted,
        "transposed": FLOOR <= found.score < POSSIBLE and found.slip == "transposed",
        "pinyin": FLOOR <= found.score < POSSIBLE and found.slip == "pinyin",
        "other": found.score < FLOOR,
    }[expect], (found.score, found.reasons)


def test_table_is_large_and_has_no_doubles() -> None:
    """The table covers the phenomena with at least eighty different pairs."""
    pairs = {(row["left"], row["right"]) for row in rows()}
    assert len(pairs) == len(rows()) >= 80


@given(ANY_NAME, ANY_NAME)
@settings(max_examples=300, deadline=None)
def test_symmetric_and_in_range(model: KoreanModel, left: str, right: str) -> None:
    """Any two strings compare alike both ways, between 0 and 1, and raise nothing."""
    there, back = model.compare(left, right), model.compare(right, left)
    if there is None:
        assert back is None
        return
    assert back is not None
    assert 0.0 <= there.score <= 1.0
    assert there.score == back.score
    turned = [(pair.left, pair.right) for pair in back.syllables]
    assert [(pair.right, pair.left) for pair in there.syllables] == turned
    assert all(there.reasons)


@given(ANY_NAME)
@settings(max_examples=300, deadline=None)
def test_equal_to_itself(model: KoreanModel, name: str) -> None:
    """A name that can be Korean agrees with itself entirely."""
    found = model.compare(name, name)
    if model.parses(name):
        assert found is not None
        assert found.score == 1.0
    else:
        assert found is None


@given(MADE, st.sampled_from(["upper", "lower", "title"]), st.sampled_from("-‐‑–— "))
@settings(max_examples=200, deadline=None)
def test_printing_does_not_matter(model: KoreanModel, name: str, case: str, mark: str) -> None:
    """Capitals and hyphens change nothing; without its hyphen a name may gain a reading."""
    printed = getattr(name, case)().replace("-", mark)
    found = model.compare(name, printed)
    if model.parses(name):
        assert found is not None
        # "Gwon-yong Ri" has one surname, "Gwon Yong Ri" may have the other.
        assert found.score == 1.0 if mark != " " else found.score >= POSSIBLE


@given(ANY_NAME, ANY_NAME)
@settings(max_examples=500, deadline=None)
def test_keys_lose_nothing(model: KoreanModel, left: str, right: str) -> None:
    """Two names that agree to `possible` or better share an index key."""
    found = model.compare(left, right)
    if found is not None and found.score >= POSSIBLE:
        assert model.keys(left) & model.keys(right)


def test_keys_lose_nothing_on_all_pairs(model: KoreanModel) -> None:
    """The same on every pair of the table's names and a grid of made ones."""
    grid = [
        f"{surname} {first}-{second}"
        for surname in ("Kim", "Ri", "Chong", "Yu")
        for first, second in itertools.product(SYLLABLES[:12], SYLLABLES[4:16:3])
    ]
    names = NAMES + grid
    for left, right in itertools.combinations(names, 2):
        found = model.compare(left, right)
        if found is not None and found.score >= POSSIBLE:
            assert model.keys(left) & model.keys(right), (left, right, found.score)


def test_keys_lose_nothing_on_real_names(model: KoreanModel) -> None:
    """The same on the labelled development pairs."""
    folder = os.environ.get("XREF_DEV_DATA")
    if not folder:
        pytest.skip("XREF_DEV_DATA is not set: no labelled pairs to read")
    path = Path(folder) / "truth" / "korean_pairs_dev.csv"
    checked = 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = model.compare(row["name1"], row["name2"])
            if found is not None and found.score >= POSSIBLE:
                checked += 1
                assert model.keys(row["name1"]) & model.keys(row["name2"]), row
    assert checked > 1000


def test_work_is_bounded(model: KoreanModel) -> None:
    """Long and hostile strings give nothing, or a bounded number of parses and keys."""
    for name in ("kim " * 5000, "a" * 10_000, "-" * 64, "'" * 64, "yongyongyongyongyong kim"):
        assert len(model.parses(name)) <= 6
        assert len(model.keys(name)) <= 6 * 8**3


def test_hinges_are_never_strong(model: KoreanModel) -> None:
    """A pair that hinges on 영 or 용, 정 or 종, 준 or 춘 goes to review."""
    for left, right in (
        ("Kim Young-nam", "Kim Yong-nam"),
        ("Park Jung-su", "Pak Jong-su"),
        ("Kim Jung-man", "Kim Jong-man"),
        ("Lee Young-ho", "Lee Yong-ho"),
        ("Kim Joon-ho", "Kim Chun-ho"),
    ):
        found = model.compare(left, right)
        assert found is not None
        assert POSSIBLE <= found.score < STRONG, (left, right, found.score)


def test_different_hangul_is_never_strong(model: KoreanModel) -> None:
    """Two known Hangul names that differ by a syllable are two names."""
    for left, right in itertools.combinations(
        ("김영호", "김용호", "김중만", "김종만", "박영호"), 2
    ):
        found = model.compare(left, right)
        assert found is not None
        assert found.score < POSSIBLE


@given(ANY_NAME, ANY_NAME)
@settings(max_examples=300, deadline=None)
def test_likelihood_ratio_is_symmetric(model: KoreanModel, left: str, right: str) -> None:
    """The ratio is finite and the same both ways."""
    there, back = model.compare(left, right), model.compare(right, left)
    if there is not None and back is not None:
        assert math.isfinite(there.log_likelihood_ratio)
        assert there.log_likelihood_ratio == pytest.approx(back.log_likelihood_ratio)
        assert there.same_system == back.same_system
        assert there.same_order == back.same_order


def test_likelihood_ratio_does_not_saturate(model: KoreanModel) -> None:
    """Among names equal to themselves the rarer has more; an ambiguous pair has less."""
    pairs = (
        ("Namgung Hyok", "Namgung Hyok"),
        ("Sin Kum-chol", "Sin Kum-chol"),
        ("Kim Yong-chol", "Kim Yong-chol"),
        ("Kim Young-chol", "Kim Yong-chol"),
        ("Kim Chol-yong", "Kim Yong-chol"),
        ("Kim Yong-chun", "Kim Yong-chol"),
    )
    ratios = []
    for left, right in pairs:
        found = model.compare(left, right)
        assert found is not None
        ratios.append(found.log_likelihood_ratio)
    # A given name of one syllable has fewer positions to agree in.
    assert ratios[1:4] == sorted(ratios[1:4], reverse=True)
    assert ratios[0] > ratios[2]
    assert ratios[3] > ratios[4]
    assert ratios[3] > ratios[5]


def test_systems_and_orders(model: KoreanModel) -> None:
    """A pair says whether both names are written in one system and one order."""
    for left, right, system, order in (
        ("Kim Yong Chol", "Ri Yong Chol", True, True),
        ("Kim Yong-chol", "Yong Chol KIM", True, False),
        ("Kim Yong Chol", "Kim Yeong-cheol", False, True),
        ("Kim Yong Chol", "김영철", False, True),
    ):
        found = model.compare(left, right)
        assert found is not None
        assert (found.same_system, found.same_order) == (system, order), (left, right)


def test_reasons_name_the_readings(model: KoreanModel) -> None:
    """The explanation says which Hangul is shared and what stays open."""
    found = model.compare("Kim Yong Chol", "Kim Young-cheol")
    assert found is not None
    text = "; ".join(found.reasons)
    assert "chol and cheol are both 철" in text
    assert "yong may be 영 or 용" in text


def test_pickle_keeps_the_scores(model: KoreanModel) -> None:
    """A model that went through pickle compares alike."""
    copy = pickle.loads(pickle.dumps(model))  # noqa: S301 - our own bytes
    for left, right in itertools.pairwise(NAMES):
        ours, theirs = model.compare(left, right), copy.compare(left, right)
        assert (ours and ours.score) == (theirs and theirs.score)


def test_plausible_names(model: KoreanModel) -> None:
    """Korean names are plausible, other words hardly."""
    for name in ("Kim Jong Un", "Ri Pyong-chol", "Pak Thae Song", "No Kwang Chol", "최룡해"):
        assert model.is_korean(name) > 0.9, name
    for name in ("Vladimir Putin", "John Smith", "United Nations", "IMO 9004073", ""):
        assert model.is_korean(name) < 0.1, name


def test_surname_spellings(model: KoreanModel) -> None:
    """The spellings to look for hold the usual ones of both Koreas and no freaks."""
    spellings = model.surname_spellings()
    assert {"kim", "ri", "lee", "pak", "park", "choe", "choi", "o", "no", "namgung"} <= spellings
    assert not {"the", "he", "john"} & spellings
    assert all(s.isascii() and s.islower() for s in spellings)


def test_words_without_surname(model: KoreanModel) -> None:
    """Ship and place names compare by syllables, with sandhi."""
    for left, right, same in (
        ("CHON MA SAN", "Ch'ŏnmasan", True),
        ("AM NOK GANG", "Ap Rok Gang", True),
        ("TAE DONG GANG", "대동강", True),
        ("KUM SONG", "Kum Ya", False),
        ("CHON MA SAN", "Chon Ma", False),
    ):
        found = model.compare_words(left, right)
        assert found is not None
        assert (found.score >= POSSIBLE) is same, (left, right, found.score)
        assert not same or model.word_keys(left) & model.word_keys(right)


def test_decomposed_hangul(model: KoreanModel) -> None:
    """NFD Hangul is the same name."""
    found = model.compare("김영복", unicodedata.normalize("NFD", "김영복"))
    assert found is not None
    assert found.score == 1.0
