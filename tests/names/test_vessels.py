"""Names of ships: numbers, prefixes, spacing, IMO numbers, common words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.data import data_folder
from xref.names.korean import KoreanModel
from xref.names.translit import Skeletons
from xref.names.vessels import VesselNames
from xref.rules.korean import load_korean
from xref.rules.names import load_names

RULES = load_names(data_folder("rules"))
SHIPS = VesselNames(
    RULES.vessels,
    Skeletons(RULES.persons),
    KoreanModel(load_korean(data_folder("rules") / "korean")),
)


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        ("9358010", "9358010", 1.0),
        (9358010, "IMO 9358010", 1.0),
        ("9358010", "9161003", 0.0),
    ],
)
def test_imo_numbers_decide_alone(left, right, score):
    """Two IMO numbers decide, whatever the names are."""
    for names in (("Maia", "Neptun"), ("MARIA", "MARIA")):
        assert SHIPS.compare(*names, left_imo=left, right_imo=right).score == score


@pytest.mark.parametrize("imo", ["9358011", "12", "", None])
def test_a_broken_imo_number_decides_nothing(imo):
    """A number with a wrong check digit, or one number alone, leaves the names to decide."""
    found = SHIPS.compare("MARIA", "MARIA", left_imo=imo, right_imo="9161003")
    assert found.score == 1.0


@pytest.mark.parametrize(
    ("name", "there", "missing"),
    [
        (
            "RUNG RA 2",
            {"rung ra 2", "rungra 2", "rungra2", "rung ra no 2", "rungra no2"},
            {"rung ra", "rungra"},
        ),
        (
            "CHONG CHON GANG",
            {"chong chon gang", "chongchongang", "chongchon gang", "chongchongang ho"},
            {"chong chon"},
        ),
        ("M/V LADY R", {"lady r"}, {"m v lady r", "lady"}),
        ("HERO II", {"hero 2", "hero ii"}, {"hero"}),
        ("Billions No.18", {"billions 18", "billions no 18", "billions18"}, {"billions"}),
        ("MAIA-1", {"maia 1", "maia1"}, {"maia"}),
        ("RyeSongGang1", {"rye song gang 1", "ryesonggang1"}, {"ryesonggang"}),
        ("7-28", {"7 28"}, {"7"}),
        ("Hao Fan 2CH", {"hao fan 2ch", "hao fan 2 ch"}, {"hao fan 2"}),
        ("청천강호", {"청천강", "청천강호"}, {"청천"}),
        ("ANGARA", {"angara"}, {"angara ho"}),
        (
            "PHO THAE SAN",
            {"potaesan", "po tae san", "phothaesan"},
            {"pho thae", "phothae", "po san"},
        ),
        ("JON JIN 3", {"jeon jin 3", "jeonjin 3", "chon chin 3"}, {"jeonjin", "jon jin"}),
        ("JON JIN", {"jonjin"}, {"jeonjin", "jeon jin"}),
    ],
)
def test_text_forms(name, there, missing):
    """Text forms hold the number and every word of the name."""
    forms = set(SHIPS.forms(name))
    assert there <= forms
    assert forms.isdisjoint(missing)


@pytest.mark.parametrize(
    "name",
    ["Gold Star", "LADY ROSE", "Sunrise 1", "HOPE SEA", "Patriot", "ANGARA", "Maia-1", "Star 18"],
)
def test_common_names_need_support(name):
    """One word, or only common words, is no ship's name on its own."""
    assert SHIPS.is_common(name)


@pytest.mark.parametrize(
    "name", ["Chong Chon Gang", "Kum Song 3", "Arkadiy Chernyshev", "Hao Fan 6"]
)
def test_telling_names_need_none(name):
    """Names with a word that is no common word stand on their own."""
    assert not SHIPS.is_common(name)


@given(st.integers(1, 99), st.integers(1, 99))
def test_another_number_is_another_ship(one, other):
    """Two numbers agree only if they are one number."""
    found = SHIPS.compare(f"Kum Song {one}", f"KUMSONG-{other}")
    assert (found.score >= RULES.scoring.possible.value) == (one == other)


@given(st.sampled_from("abcdefghjklmnoprstuwyz"), st.sampled_from("abcdefghjklmnoprstuwyz"))
def test_one_letter_words_are_exact(one, other):
    """Lady R is not Lady B."""
    found = SHIPS.compare(f"Lady {one}", f"LADY {other}")
    assert (found.score >= RULES.scoring.floor.value) == (one == other)


def test_reasons_name_the_number():
    """The reader is told that the number tells the ships apart."""
    assert "number" in SHIPS.compare("Kum Song 3", "Kum Song 5").summary
    assert "number" in SHIPS.compare("Kum Song", "Kum Song 5").summary


def test_without_the_korean_model_ships_are_exact():
    """Without the Korean model another romanization is another name."""
    plain = VesselNames(RULES.vessels, Skeletons(RULES.persons))
    assert plain.compare("Tae Dong Gang", "Daedonggang").score < RULES.scoring.possible.value
    assert plain.compare("Tae Dong Gang", "Taedonggang").score >= RULES.scoring.strong.value
