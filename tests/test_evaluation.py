"""Evaluation: counts that add up, seeded samples, manipulated names."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xref
from xref.cli import run
from xref.evaluation.labels import Scored
from xref.evaluation.perturbations import CLASSES, Perturber, manipulate, recalls
from xref.evaluation.sweep import area, below_the_line, curve_points, sweep
from xref.names.fold import fold

PAIRS = Path(__file__).parent / "data" / "labelled_pairs.csv"

rows_of = st.lists(
    st.builds(
        Scored,
        st.just(1), st.just("a"), st.just("b"), st.booleans(),
        st.integers(0, 20).map(lambda n: n / 20), st.just(""),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


@given(rows_of)
def test_counts_add_up_and_recall_never_rises(rows: list[Scored]) -> None:
    """At every threshold each row is counted once."""
    points = sweep(rows, steps=20)
    for point in points:
        counts = (
            point.true_positive, point.false_positive, point.false_negative, point.true_negative,
        )  # fmt: skip
        assert sum(counts) == len(rows)
        assert 0 <= point.precision <= 1
        assert 0 <= point.f1 <= 1
    recall = [point.recall for point in points]
    assert recall == sorted(recall, reverse=True)
    assert curve_points(rows)[-1][0] == (1.0 if any(row.label for row in rows) else 0.0)


@given(rows_of)
def test_the_area_is_the_chance_of_a_right_order(rows: list[Scored]) -> None:
    """Against the slow definition: all pairs of a right and a wrong row."""
    right = [row.score for row in rows if row.label]
    wrong = [row.score for row in rows if not row.label]
    if not right or not wrong:
        assert area(rows) is None
        return
    wins = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
    assert area(rows) == pytest.approx(wins / (len(right) * len(wrong)))


def test_the_sample_below_the_line_is_seeded() -> None:
    """The same seed gives the same rows, all of them under the border."""
    rows = [Scored(n, "a", "b", n % 3 == 0, n / 100, "") for n in range(100)]
    first, again = (below_the_line(rows, 0.7, 10, 4) for _ in range(2))
    assert first == again
    assert len(first) == 10
    assert all(row.score < 0.7 for row in first)
    assert below_the_line(rows, 0.7, 10, 5) != first


def test_labelled_pairs_are_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table on stdout; with -o the sweep, the curve and what stays below."""
    assert run(["evaluate", str(PAIRS), "-o", str(tmp_path / "out")]) == 0
    out = capsys.readouterr().out
    assert "7 labelled rows, 3 of them the same" in out
    assert "AUC 1.000" in out
    assert re.search(r"possible 0.70 +1.000 +1.000", out)
    table = list(csv.DictReader((tmp_path / "out" / "sweep.csv").read_text().splitlines()))
    assert len(table) == 101
    assert (tmp_path / "out" / "curve.svg").read_text().startswith("<svg")
    below = list(csv.DictReader((tmp_path / "out" / "below.csv").read_text().splitlines()))
    assert {row["label"] for row in below} == {"0"}


def test_labelled_articles_are_evaluated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files with names or ids of subjects; several labels of one alert are one row."""
    (tmp_path / "a.txt").write_text("The cargo ship Lady R left Rason.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The artist Maria sang.\n", encoding="utf-8")
    (tmp_path / "labels.csv").write_text(
        "article,subject,label\na.txt,Lady R,1\na.txt,Lady R,1\na.txt,Kum Ya,0\n"
        "b.txt,us-ofac-sdn:20157,0\n",
        encoding="utf-8",
    )
    assert run(["evaluate", str(tmp_path / "labels.csv"), "--lists", "builtin"]) == 0
    out = capsys.readouterr().out
    assert "3 labelled rows, 1 of them the same" in out
    assert "AUC 1.000" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no rows"),
        ("a,b\n1,2\n", "no known columns among a, b"),
        ("name1,name2,label\nKim,Lee,perhaps\n", "labels.csv:2: 'perhaps' is no label"),
        ("name1,name2,label,type\nKim,Lee,1,dog\n", "labels.csv:2: unknown kind 'dog'"),
        ("article,subject,label\ngone.txt,Kim,1\n", "gone.txt: there is no such file"),
        ('name1,name2,label\n"Kim,Lee,1\n', "is no CSV"),
    ],
)
def test_bad_labels_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    """A usage error that names file and line."""
    path = tmp_path / "labels.csv"
    path.write_text(text, encoding="utf-8")
    assert run(["evaluate", str(path), "--lists", "reported"]) == 2
    assert said in capsys.readouterr().err


def test_nothing_to_evaluate_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither labels nor --perturb."""
    assert run(["evaluate"]) == 2
    assert "--perturb" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind_of_change", "name", "kind", "written"),
    [
        ("spacing", "KIM, Yong Chol", "person", {"KIM, Yongchol"}),
        ("spacing", "Kim Yong-chol", "person", {"Kim Yongchol"}),
        ("spacing", "Kim Yong", "person", {None}),
        ("hyphen", "KIM, Yong Chol", "person", {"KIM, Yong-Chol"}),
        ("hyphen", "Kim Yong-chol", "person", {"Kim Yong chol"}),
        ("order", "Kim Yong Chol", "person", {"Yong Chol Kim"}),
        ("order", "Vladimir Putin", "person", {"Putin Vladimir"}),
        ("order", "LADY R", "vessel", {None}),
        ("case", "Lady R", "vessel", {"LADY R", "lady r", None}),
        ("diacritics", "Cho", "person", {"Čho", "Çho", "Chŏ", "Chó", "Chö"}),
        ("diacritics", "Šešelj Žan", "person", {"Seselj Zan"}),
        ("transliteration", "Mikhail", "person", {"Mihail", "Mykhail", "Mikhayl", "Miqhail",
                                                  "Meekhail", "Mikheeil", "Mikhaeel", "Mikhail"}),
        ("transliteration", "Kim Yong Chol", "person", {None}),
        ("romanization", "Vladimir Putin", "person", {None}),
        ("typo", "Ri", "person", {None}),
    ],
)  # fmt: skip
def test_a_class_changes_names_in_its_way(
    matcher: xref.Matcher, kind_of_change: str, name: str, kind: str, written: set[str | None]
) -> None:
    """Over many seeds, only what the class may write, and never the name itself."""
    perturber = Perturber(matcher.rules, matcher)
    made = {
        perturber.changed(kind_of_change, name, kind, random.Random(seed))  # noqa: S311 - cases
        for seed in range(40)
    }
    assert name not in made
    assert made <= written


def test_a_romanization_is_the_same_name_in_another_system(matcher: xref.Matcher) -> None:
    """Different letters, and still at least possible."""
    perturber = Perturber(matcher.rules, matcher)
    made = {
        perturber.changed("romanization", "KIM, Yong Chol", "person", random.Random(seed))  # noqa: S311
        for seed in range(30)
    } - {None}
    assert len(made) > 3
    for written in made:
        assert written is not None
        assert fold(written) != "kim yong chol"
        assert xref.compare_names(written, "KIM, Yong Chol").same, written


def test_manipulation_is_seeded_and_counted(matcher: xref.Matcher) -> None:
    """The same seed, the same names; what a class cannot change is not counted."""
    tried, again, other = (list(manipulate(matcher, sample=12, seed=s)) for s in (3, 3, 4))
    assert tried == again != other
    found = {(each.kind_of_change, each.kind): each for each in recalls(tried)}
    assert {each.kind_of_change for each in tried} <= set(CLASSES)
    for kind_of_change in CLASSES:
        whole = found[kind_of_change, "all"]
        assert whole.tried == sum(each.kind_of_change == kind_of_change for each in tried)
        assert whole.possible <= whole.weak <= whole.tried
    assert found["case", "all"].possible == found["case", "all"].tried


def test_manipulated_names_are_written_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table on stdout, recall and every name in CSV."""
    out = str(tmp_path / "out")
    arguments = ["evaluate", "--perturb", "--sample", "8", "--lists", "reported", "-o", out, "-q"]
    assert run(arguments) == 0
    assert "8 listed subjects, seed 1" in capsys.readouterr().out
    names = list(csv.DictReader((tmp_path / "out" / "manipulated.csv").read_text().splitlines()))
    table = list(csv.DictReader((tmp_path / "out" / "perturbations.csv").read_text().splitlines()))
    assert names
    assert {row["class"] for row in table} == set(CLASSES)
