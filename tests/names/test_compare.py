"""What holds for the comparison of names of every kind."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.data import data_folder
from xref.errors import RulesError, UsageError
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.names.korean import KoreanModel
from xref.rules.korean import load_korean
from xref.rules.names import load_names

DATA = Path(__file__).parents[1] / "data"
RULES = load_names(data_folder("rules"))
COMPARER = NameComparer(RULES, KoreanModel(load_korean(data_folder("rules") / "korean")))
KINDS = ("person", "vessel", "organisation", "aircraft")


def listed(kind: str) -> list[str]:
    """All names of a table of pairs: realistic material for the invariants."""
    with (DATA / f"{kind}_pairs.csv").open(encoding="utf-8", newline="") as file:
        return sorted({row[side] for row in csv.DictReader(file) for side in ("left", "right")})


NAMES = [name for kind in ("person", "vessel", "organisation") for name in listed(kind)]
ANY_NAME = st.one_of(st.text(max_size=40), st.sampled_from(NAMES))


@pytest.mark.parametrize("kind", ["person", "vessel", "organisation"])
def test_tables_of_pairs(kind):
    """Every pair of the tables falls into the band the table gives, in both directions."""
    wrong = []
    with (DATA / f"{kind}_pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for left, right in ((row["left"], row["right"]), (row["right"], row["left"])):
            found = COMPARER.compare(left, right, kind)
            fits = not found.same if row["expect"] == "not" else found.band == row["expect"]
            if not fits:
                wrong.append((left, right, row["expect"], found.score, row["why"]))
    assert len(rows) >= 50
    assert wrong == []


@given(ANY_NAME, ANY_NAME, st.sampled_from(KINDS))
def test_any_two_strings_are_answered(left, right, kind):
    """Any strings give a score in 0..1 with a reason, the same in both directions."""
    found = COMPARER.compare(left, right, kind)
    assert 0.0 <= found.score <= 1.0
    assert found.reasons
    assert all(isinstance(line, str) and line for line in found.reasons)
    assert found.score == COMPARER.compare(right, left, kind).score
    assert found.same == (found.band in ("strong", "possible"))


@given(ANY_NAME, st.sampled_from(KINDS))
def test_a_name_is_itself(name, kind):
    """A name equals itself with 1.0, unless nothing in it is a letter or digit."""
    found = COMPARER.compare(name, name, kind)
    # Modifier letters (ʹ) are marks in names: folded, nothing of them is left.
    if any(char.isalpha() for char in fold(name)):
        assert found.score == 1.0
    elif not fold(name):
        assert found.score == 0.0


@pytest.mark.parametrize("empty", ["", " ", "...", "-", "\u200b", "'\""])
@pytest.mark.parametrize("kind", KINDS)
def test_empty_names_are_no_match(empty, kind):
    """A name without letters gives 0 and says why."""
    found = COMPARER.compare(empty, empty, kind)
    assert (found.score, found.band, found.same) == (0.0, None, False)
    assert "nothing to compare" in found.reasons[0]


def test_unknown_kind_is_refused():
    """A wrong kind is the caller's mistake and names the right ones."""
    with pytest.raises(UsageError, match="unknown kind 'ship'") as caught:
        COMPARER.compare("a", "b", "ship")
    assert "vessel" in (caught.value.hint or "")


@pytest.mark.parametrize("kind", KINDS)
def test_endless_names_end(kind):
    """Ten thousand letters or words are answered, as only the limits of the rules are read."""
    for text in ("a" * 10_000, "ab " * 10_000, "Kim-" * 2_500, "9" * 10_000, "ой " * 5_000):
        assert 0.0 <= COMPARER.compare(text, text + "x", kind).score <= 1.0
        assert len(COMPARER.forms(text, kind)) <= 24


@given(ANY_NAME, st.sampled_from(KINDS))
def test_forms_are_folded_and_bounded(name, kind):
    """Text forms are folded, bounded, and for persons never one token."""
    forms = COMPARER.forms(name, kind)
    assert len(forms) <= (48 if kind in ("vessel", "aircraft") else 24)
    assert len(set(forms)) == len(forms)
    for form in forms:
        assert form == " ".join(form.split()) != ""
        assert kind != "person" or " " in form


@given(ANY_NAME, ANY_NAME, st.sampled_from(KINDS))
def test_the_score_without_reasons_is_the_score(left, right, kind):
    """The quick way to a score, which gives no reasons, gives the score of the other."""
    names = COMPARER.prepare(left, kind), COMPARER.prepare(right, kind)
    assert COMPARER.score(*names) == COMPARER.compare(left, right, kind).score


@pytest.mark.parametrize("kind", ["person", "vessel", "organisation"])
def test_the_score_without_reasons_on_the_tables(kind):
    """The same over all pairs of neighbours in the tables, where names do agree."""
    with (DATA / f"{kind}_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = (COMPARER.prepare(row[side], kind) for side in ("left", "right"))
            found = COMPARER.compare(row["left"], row["right"], kind)
            assert COMPARER.score(*names) == found.score


def test_reasons_are_a_fresh_list():
    """Changing the reasons of one answer does not change the next."""
    COMPARER.compare("Ivan Petrov", "PETROV, Ivan").reasons.clear()
    assert COMPARER.compare("Ivan Petrov", "PETROV, Ivan").reasons


def test_comparer_pickles():
    """A comparer crosses process borders and answers the same."""
    copy = pickle.loads(pickle.dumps(COMPARER))  # noqa: S301 - our own bytes
    for kind in KINDS:
        pair = ("Chong Chon Gang 3", "CHONGCHONGANG-3")
        assert copy.compare(*pair, kind) == COMPARER.compare(*pair, kind)


def test_without_the_korean_model():
    """Without the Korean model names are compared by their letters."""
    plain = NameComparer(RULES)
    assert plain.compare("Kim Yong Bok", "KIM, Yong Bok").band == "strong"
    assert not plain.compare("Kim Yong Bok", "Lee Yong Bok").same


def test_one_korean_name_needs_full_agreement():
    """A Korean name against a name that cannot be Korean stays under the border."""
    assert not COMPARER.compare("Kim Yong Bok", "Kim Yong Boksov").same
    assert COMPARER.compare("Vladimir Kim", "KIM, Vladimir").band == "strong"


def test_korean_names_keep_all_syllables_in_text():
    """No text form of a Korean name leaves a syllable out."""
    forms = COMPARER.forms("KIM, Jong Un", "person")
    assert {"kim jong un", "jong un kim", "kim jongun"} <= set(forms)
    assert "kim jong" not in forms
    assert "jong kim" not in forms


def test_agreement_has_rows_for_both_sides():
    """The side-by-side view shows what each name has, turned round with the arguments."""
    found = COMPARER.agreement("Vladimir Putin", "PUTIN, Vladimir Vladimirovich")
    rows = {(part.left, part.right): part.how for part in found.parts}
    assert rows[("putin", "putin")] == "same"
    assert rows[(None, "vladimirovich")] == "missing"
    turned = COMPARER.agreement("PUTIN, Vladimir Vladimirovich", "Vladimir Putin")
    assert ("vladimirovich", None) in {(part.left, part.right) for part in turned.parts}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("scoring.yml", "value: 0.90", "value: 0.60", "borders must rise"),
        ("scoring.yml", "value: 0.90", "value: 9", "not between 0 and 1"),
        ("persons.yml", "'ck'", "'c('", "not a regular expression"),
        ("persons.yml", "- [omar, umar", "- [omar, hassan", "'hassan' stands in group"),
        ("vessels.yml", "value: 0.55", "value: much", "expected a number"),
        ("organisations.yml", "stop_words", "stopp_words", "unknown field 'stopp_words'"),
    ],
)
def test_broken_rules_are_refused(tmp_path, file, old, new, message):
    """A mistake in a rule file is reported with file and reason, and nothing is loaded."""
    for path in data_folder("rules").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        if path.name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=message) as caught:
        load_names(tmp_path)
    assert file in str(caught.value)


def test_a_second_name_is_looked_for_by_its_first_letter():
    """American papers print "Vladimir V. Putin"; without a second name there is no such form."""
    assert "vladimir v putin" in COMPARER.forms("PUTIN, Vladimir Vladimirovich", "person")
    assert all(
        len(word) > 1 for form in COMPARER.forms("KIM, Jong Un", "person") for word in form.split()
    )
