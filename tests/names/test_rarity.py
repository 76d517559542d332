"""How common a name is: order of size, rounding, and what gets no estimate."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xref.data import data_folder
from xref.names.korean import KoreanModel
from xref.names.rarity import Frequencies
from xref.rules.korean import KoreanTables, load_korean


@pytest.fixture(scope="module")
def tables() -> KoreanTables:
    return load_korean(data_folder("rules") / "korean")


@pytest.fixture(scope="module")
def model(tables: KoreanTables) -> KoreanModel:
    return KoreanModel(tables)


def share(model: KoreanModel, name: str) -> float:
    found = model.rarity(name)
    assert found is not None
    return found.share


def test_order(model: KoreanModel) -> None:
    """Common surnames with common syllables are common, in any script."""
    names = ("Kim Yong-chol", "Ri Chang Ho", "Pak Jin Hyok", "Sin Kum-chol", "Namgung Min")
    shares = [share(model, name) for name in names]
    assert shares == sorted(shares, reverse=True)
    assert share(model, "김영철") > 100 * share(model, "신금철")
    assert share(model, "金永哲") == pytest.approx(share(model, "김영철"))


@pytest.mark.parametrize(
    ("name", "one_in"),
    [
        ("김영철", 1949),
        ("김영호", 1937),
        ("김영수", 1507),
        ("김성수", 2318),
        ("김영식", 2157),
        ("김영환", 2417),
        ("김영진", 2722),
        ("김광수", 2441),
    ],
)
def test_men_in_the_seoul_telephone_book(model: KoreanModel, name: str, one_in: int) -> None:
    """Frequent men's names lie within a factor of four of what was counted (docs/korean.md)."""
    assert 0.25 < share(model, name) * one_in < 4


def test_a_spelling_counts_all_its_readings(model: KoreanModel) -> None:
    """Yong is 영 or 용: at least as many people as have the first alone, at most both."""
    both = share(model, "Kim Yong-chol")
    assert share(model, "김영철") < both
    assert both <= 1.01 * (share(model, "김영철") + share(model, "김용철"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kim Yong-chol", "about 1 in 2,000 Koreans"),
        ("Kim Yong Bok", "about 1 in 10,000 Koreans"),
        ("Namgung Min", "about 1 in 5 million Koreans"),
        ("Hwangbo Phil-phil", "fewer than 1 in 10 million Koreans"),
    ],
)
def test_text(model: KoreanModel, name: str, text: str) -> None:
    """Numbers are rounded to 1, 2, 4 or 5 and end at ten million."""
    found = model.rarity(name)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("name", ["", "Vladimir Putin", "LI Fangwei", "IMO 9004073", "kim" * 40])
def test_no_estimate(model: KoreanModel, name: str) -> None:
    """What is no Korean name gets none."""
    assert model.rarity(name) is None


def test_shares_sum_to_one(tables: KoreanTables) -> None:
    """Surnames and the syllables of every place are whole populations."""
    frequencies = Frequencies(tables)
    for table in (
        frequencies._surnames,
        frequencies._any,
        frequencies._first,
        frequencies._last,
    ):
        assert sum(table.values()) == pytest.approx(1.0)
    assert sum(map(frequencies.length, range(6))) == pytest.approx(1.0)


def test_every_name_of_two_syllables_together(tables: KoreanTables) -> None:
    """Over all given names of the common syllables the shares stay below those of the surname."""
    frequencies = Frequencies(tables)
    syllables = list(frequencies._any)[:60]
    total = sum(
        frequencies.chance(1, 3, one) * frequencies.chance(2, 3, two)
        for one, two in itertools.product(syllables, repeat=2)
    )
    assert 0.5 < total < 1


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_string(model: KoreanModel, name: str) -> None:
    """Any string is answered: no estimate, or a share above 0 and below 1."""
    found = model.rarity(name)
    assert found is None or (0 < found.share < 1 and "1 in " in found.text)
