"""Names of organisations: legal forms, telling words, text forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.data import data_folder
from xref.names.organisations import OrganisationNames
from xref.names.translit import Skeletons
from xref.rules.names import load_names

RULES = load_names(data_folder("rules"))
BODIES = OrganisationNames(RULES.organisations, Skeletons(RULES.persons))


@pytest.mark.parametrize(
    "written",
    [
        "Aliis LLC",
        "ALIIS, L.L.C.",
        "OOO Aliis",
        "Limited Liability Company Aliis",
        "ООО Aliis",
        "Obshchestvo s Ogranichennoi Otvetstvennostyu Aliis",
        "Aliis GmbH",
        "Aliis Ltd.",
        "Aliis Pte. Ltd.",
        "Aliis 유한공사",
    ],
)
def test_kinds_of_limited_company_are_one(written):
    """The legal form is set aside, in every language and on both ends."""
    found = BODIES.compare(written, "ALIIS LIMITED LIABILITY COMPANY")
    assert found.score >= RULES.scoring.strong.value


@pytest.mark.parametrize("name", ["SA Group", "AS Trading House", "CA Petroleum", "Company"])
def test_beginnings_that_look_like_legal_forms_stay(name):
    """Only Russian forms stand in front; a name is never emptied."""
    assert BODIES.parse(name).words
    assert BODIES.parse(name).words[0].text == name.split()[0].lower()


@pytest.mark.parametrize(
    ("name", "there", "missing"),
    [
        (
            "KOREA PEOPLE'S ARMY",
            {"korea people s army", "korea peoples army", "korean people s army"},
            {"korea", "army"},
        ),
        ("MG-FLOT LIMITED LIABILITY COMPANY", {"mg flot"}, {"mg"}),
        ("The Foreign Trade Bank", {"foreign trade bank"}, {"trade bank"}),
        ("A & B Trading Co., Ltd.", {"a b trading", "a and b trading"}, {"trading"}),
        ("Ministry of Defence", {"ministry of defence", "ministry of defense"}, {"ministry"}),
        ("Bureau 39", {"bureau 39"}, {"39", "bureau"}),
    ],
)
def test_text_forms(name, there, missing):
    """Text forms leave out legal forms and nothing else."""
    forms = set(BODIES.forms(name))
    assert there <= forms
    assert forms.isdisjoint(missing)


@pytest.mark.parametrize(
    ("name", "single"),
    [("AURUS LLC", True), ("KOMID", True), ("Lazarus Group", False), ("The Bank", True)],
)
def test_single_words(name, single):
    """One word names no body on its own, legal form aside."""
    assert BODIES.is_single_word(name) is single


def test_an_acronym_is_only_a_guess():
    """Letters that fit the words are shown, and stay below the review border."""
    found = BODIES.compare("KPA", "Korean People's Army")
    assert RULES.scoring.floor.value <= found.score < RULES.scoring.possible.value
    assert "acronym" in found.notes[0]


@given(st.integers(0, 999), st.integers(0, 999))
def test_another_number_is_another_body(one, other):
    """Office 38 is not Office 39."""
    found = BODIES.compare(f"Office {one}", f"OFFICE {other}")
    assert (found.score >= RULES.scoring.possible.value) == (one == other)


@given(st.permutations(["kumbyol", "trading", "and", "shipping", "office"]))
def test_word_order_costs_little(words):
    """The same words in another order stay at the border of strong or above."""
    found = BODIES.compare(" ".join(words), "Kumbyol Trading and Shipping Office")
    assert found.score >= RULES.scoring.strong.value
