"""Queried names against the built-in list, one by one and in frames."""

from __future__ import annotations

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xref
from xref.model import Designation, Name, Subject


@pytest.mark.parametrize(
    ("name", "kind", "subject", "band"),
    [
        ("Kim Young-bok", None, "us-ofac-sdn:52114", "strong"),
        ("김영복", "person", "us-ofac-sdn:52114", "strong"),
        ("Ким Ён Бок", "person", "us-ofac-sdn:52114", "possible"),
        ("Vladimir Putin", None, "us-ofac-sdn:35096", "strong"),
        ("M/V LADY-R", "vessel", "us-ofac-sdn:37095", "strong"),
        ("Lighthouse Winmore", None, "reported:IMO9635987", "strong"),
    ],
)
def test_a_listed_name_is_found_first(
    matcher: xref.Matcher, name: str, kind: str | None, subject: str, band: str
) -> None:
    """The subject meant is the first match, in its band."""
    first = matcher.match(name, kind=kind)[0]
    assert (first.subject.id, first.band) == (subject, band)


def test_a_kind_that_does_not_fit_finds_nothing(matcher: xref.Matcher) -> None:
    """A ship's name is no person."""
    assert not [m for m in matcher.match("Lady R", kind="person") if m.band != "weak"]


def test_a_birth_year_ranks_namesakes(matcher: xref.Matcher) -> None:
    """Of two men of one name, the one born in the given year is first, the other is ended."""
    born_1946 = matcher.match("Kim Yong Chol", kind="person", birth_date="1946")
    born_1962 = matcher.match("Kim Yong Chol", kind="person", birth_date="1962-02-18")
    assert born_1946[0].subject.id == "us-ofac-sdn:12211"
    assert born_1962[0].subject.id == "us-ofac-sdn:17614"
    others = [m for m in born_1946 if m.subject.id == "us-ofac-sdn:17614"]
    assert all(m.band not in ("strong", "possible") for m in others)


def test_facts_rank_above_the_bare_name(matcher: xref.Matcher) -> None:
    """A name with the right birth date and country scores higher than the name alone."""
    alone = matcher.match("Kim Yong Bok", kind="person")[0]
    known = matcher.match("Kim Yong Bok", kind="person", birth_date="1957", countries=["KP"])[0]
    assert alone.subject.id == known.subject.id
    assert alone.score < known.score <= 1.0


def lists_of(*names: str, **facts: tuple[str, ...]) -> xref.Lists:
    """A list of persons with one name each; facts are the same for all."""
    entries = tuple(
        Designation(
            id=f"made:{at}",
            list="made",
            reference=str(at),
            authority="XX",
            kind="person",
            names=(Name(name),),
            **facts,  # type: ignore[arg-type]
        )
        for at, name in enumerate(names)
    )
    subjects = tuple(Subject(e.id, e.name, "person", "designated", (e,)) for e in entries)
    return xref.Lists(entries, subjects, ())


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        # The same system first, then those that agree less.
        ("Kim Yong Chol", ["KIM, Yong Chol", "KIM Young-cheol", "Kim Yo'ng-ch'o'l"]),
        ("Kim Young-chul", ["KIM Young-chul", "KIM Young-cheol", "KIM Yong Chol"]),
        ("Kim Yo'ng-ch'o'l", ["Kim Yo'ng-ch'o'l", "KIM Young-cheol", "KIM Yong Chol"]),
        # Equal scores: the same letters, then the same order.
        ("Ri Yong Ho", ["RI, Yong Ho", "RI Yongho", "Yongho RI"]),
    ],
)
def test_listed_spellings_rank_by_what_they_share(asked: str, listed: list[str]) -> None:
    """However the list is ordered, the spelling that shares most with the query comes first."""
    for names in (listed, listed[::-1]):
        matcher = xref.Matcher(lists_of(*names))
        found = [match.subject.name for match in matcher.match(asked)]
        frame = matcher.match_frame(pl.DataFrame({"n": [asked]}), "n")
        assert found == frame.get_column("subject_name").to_list()
        assert found[0] == listed[0]
        scores = [match.score for match in matcher.match(asked)]
        assert scores == sorted(scores, reverse=True)
        if len({round(score, 4) for score in scores}) == len(scores):
            assert found == listed


def test_ties_keep_the_order_of_ids() -> None:
    """Listed namesakes of one spelling, of whom nothing else is known, come in one order."""
    matcher = xref.Matcher(lists_of(*["KIM, Yong Chol"] * 4))
    assert [m.subject.id for m in matcher.match("Kim Yong Chol")] == [f"made:{n}" for n in range(4)]


def test_rare_names_score_higher() -> None:
    """The same spelling is worth more the fewer Koreans bear it, and nobody has the whole scale."""
    matcher = xref.Matcher(
        lists_of("KIM, Yong Chol", "KIM, Yong Su", "SIN, Kum Chol", "PUTIN, Vladimir")
    )
    scores = {
        name: matcher.match(name)[0].score
        for name in ("Kim Yong Chol", "Kim Yong Su", "Sin Kum Chol", "Vladimir Putin")
    }
    assert scores["Kim Yong Chol"] < scores["Sin Kum Chol"] < 1.0
    assert scores["Vladimir Putin"] < 1.0


def test_facts_still_rank_at_the_end_of_the_scale() -> None:
    """Of two full scores the one with more that agrees comes first."""
    both = lists_of("SIN, Kum Chol", "SIN, Kum Chol", birth_dates=("1964-09-04",))
    first, second = both.designations
    second = msgspec.structs.replace(second, nationalities=("KP",))
    subjects = tuple(Subject(e.id, e.name, "person", "designated", (e,)) for e in (first, second))
    matcher = xref.Matcher(xref.Lists((first, second), subjects, ()))
    found = matcher.match("Sin Kum-chol", birth_date="1964-09-04", countries=["KP"])
    assert [match.subject.id for match in found] == ["made:1", "made:0"]
    assert found[0].score >= found[1].score


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("TSANG, Yun Yuan", "TSANG, Yung Yuan"),
        ("Tsang Yung Yuan", "TSANG, Yun Yuan"),
        ("LI, Hong Shen", "LI, Hong Sheng"),
        ("Li Cheng He", "RI, Song-hyok"),
        ("Ri Song Hyok", "LI, Chenghe"),
        ("Kim Yong Chul", "KIM, Yong Chui"),
    ],
)
def test_a_slip_in_a_syllable_is_weak(asked: str, listed: str) -> None:
    """A syllable written otherwise is shown below the line, never above."""
    found = xref.Matcher(lists_of(listed, "SMITH, John")).match(asked)
    assert [(match.subject.name, match.band) for match in found] == [(listed, "weak")]


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("LI, Xiao Hong", "LI, Xiao Mei"),
        ("LIN, Hong Sheng", "LING, Hong Sheng"),
        ("Smith John Paul", "SMITH, John Saul"),
    ],
)
def test_another_syllable_is_another_name(asked: str, listed: str) -> None:
    """More than a letter, a surname, or a part that is no syllable is no slip."""
    assert xref.Matcher(lists_of(listed)).match(asked) == []


def test_the_imo_number_decides(matcher: xref.Matcher) -> None:
    """The same number is the ship whatever its name; another number ends the match."""
    assert matcher.match("Some Other Name", imo=9161003)[0].subject.name == "LADY R"
    assert matcher.match("Lady R", imo="IMO 9161003")[0].score == 1.0
    assert not [m for m in matcher.match("Lady R", imo=9004073) if m.subject.name == "LADY R"]


@pytest.mark.parametrize("word", ["Kim", "Putin", "Ali", "Sergei", "Bank"])
def test_one_word_never_reaches_possible(matcher: xref.Matcher, word: str) -> None:
    """A bare surname, or one part of several, stays below the line."""
    assert not [m for m in matcher.match(word, kind="person") if m.band in ("strong", "possible")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"kind": "robot"}, "unknown kind"),
        ({"birth_date": "27 July 1957"}, "no ISO date"),
        ({"imo": "9161004"}, "no IMO number"),
    ],
)
def test_a_wrong_argument_is_told(
    matcher: xref.Matcher, arguments: dict[str, str], said: str
) -> None:
    """Unknown kind, unreadable date, impossible number: a UsageError that names it."""
    with pytest.raises(xref.XrefError, match=said):
        matcher.match("Kim", **arguments)  # type: ignore[arg-type]


def test_a_frame_gives_what_single_queries_give(matcher: xref.Matcher) -> None:
    """Row by row the same subjects and scores, duplicates and nulls included."""
    names = ["Kim Young Bok", None, "", "nobody here", "Kim Young Bok", "LADY R", "x" * 10_000]
    found = matcher.match_frame(pl.DataFrame({"n": names}), "n")
    expected = [
        (row, match.subject.id, match.score, match.band)
        for row, name in enumerate(names)
        if name is not None
        for match in matcher.match(name)
    ]
    assert list(found.select("row", "subject_id", "score", "band").iter_rows()) == expected
    assert found.columns == [
        "row", "name", "subject_id", "subject_name", "kind", "score", "band", "status",
        "designations",
    ]  # fmt: skip


def test_processes_and_streams_change_nothing(matcher: xref.Matcher) -> None:
    """One core, two processes and a lazy frame give the same rows in the same order."""
    names = [
        f"Kim Yong {syllable}{number}" for syllable in ("Bok", "Chol") for number in range(3_000)
    ]
    names[::50] = ["Kim Yong-bok"] * len(names[::50])
    frame = pl.DataFrame({"n": names})
    one = matcher.match_frame(frame, "n", workers=1)
    seen: list[int] = []
    two = matcher.match_frame(frame.lazy(), "n", workers=2, progress=seen.append)
    assert one.equals(two)
    assert seen[-1] == len(names)
    assert one.height > 0


def test_an_empty_frame_has_the_columns(matcher: xref.Matcher) -> None:
    """No names: no rows, the same schema; a column of nulls likewise."""
    empty = matcher.match_frame(pl.DataFrame({"n": []}, schema={"n": pl.String}), "n")
    nulls = matcher.match_frame(pl.DataFrame({"n": [None, None]}), "n")
    assert empty.height == nulls.height == 0
    assert empty.schema == nulls.schema


@pytest.mark.parametrize(
    ("frame", "column", "said"),
    [
        (pl.DataFrame({"a": ["x"]}), "b", "no column 'b'"),
        (pl.DataFrame({"a": [1, 2]}), "a", "not text"),
    ],
)
def test_a_frame_without_names_is_told(
    matcher: xref.Matcher, frame: pl.DataFrame, column: str, said: str
) -> None:
    """A missing column and a column of numbers are usage errors."""
    with pytest.raises(xref.XrefError, match=said):
        matcher.match_frame(frame, column)


@settings(max_examples=100, deadline=None)
@given(name=st.text(max_size=80))
def test_any_name_is_answered(matcher: xref.Matcher, name: str) -> None:
    """No string fails; scores are within 0 and 1 and fall."""
    scores = [match.score for match in matcher.match(name, limit=None)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_no_lists_no_matches() -> None:
    """A matcher on nothing answers nothing."""
    empty = xref.Matcher(xref.Lists((), (), ()))
    assert empty.match("Kim Jong Un") == []
    assert empty.scan("Kim Jong Un spoke.") == []
