"""Why a name is no alert: each step that can stop it, by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import xref
from xref.absence import Absences, listed
from xref.cli import run


@pytest.mark.parametrize(
    ("name", "text", "step", "said"),
    [
        ("Kim Jong Un", "North Korean leader Kim Jong Un spoke.", "alert", "Kim Jong Un"),
        ("Lady R", "The cargo ship Lady R left.", "alert", "Lady R"),
        ("Lady R", "He saw a lady r in the street, and the ship left.", "lower case", "“lady r”"),
        (
            "Kim Yong Bok", "Golf. The golfer Kim Yong Bok birdied the hole, said his coach.",
            "below the line", "sport",
        ),
        ("Vladimir Putin", "Then Putin said no.", "below the line", "surname alone"),
        ("Kim Yong Bok", "Then Kim said no.", "only the surname", "“Kim”"),
        (
            "Kim Jong Un", "Kim Yong-chul came to Seoul with a delegation.",
            "only the surname", "Kim",
        ),
        ("us-ofac-sdn:37059", "He met Angara at home, and they talked.", "needs support", "Angara"),
        ("Lighthouse Winmore", "A ship left.", "no such form in the text", "no form"),
        (
            "Kim Jong Un", "They met Kim Jong\n\nUn stayed away from it all this time.",
            "crosses a border", "Kim Jong Un",
        ),
        ("Kim Jong Un", "북한김정은당은 말했다.", "no such form in the text", "no form"),
    ],
)  # fmt: skip
def test_the_step_that_stopped_it_is_named(
    matcher: xref.Matcher, name: str, text: str, step: str, said: str
) -> None:
    """One article, one name, one step."""
    subjects, _ = listed(matcher, name)
    found = Absences(matcher).of_subject(subjects[0], xref.Document("a", text))
    assert (found.step, said in found.detail) == (step, True), found


def test_a_name_inside_a_longer_one_names_the_longer(matcher: xref.Matcher) -> None:
    """The span that covers it, and whose it is read as."""
    lists = xref.Lists(
        tuple(
            xref.Designation(
                id=f"mine:{n}", list="mine", reference=str(n), authority="US-OFAC",
                kind="person", names=(xref.Name(name),),
            )
            for n, name in enumerate(("ABDUL KARIM", "ABDUL KARIM HASSAN"))
        ),
        (), (),
    )  # fmt: skip
    from xref.lists.subjects import build_subjects

    lists = xref.Lists(lists.designations, build_subjects([lists.designations]), ())
    own = xref.Matcher(lists)
    subject = lists.subject("mine:0")
    assert subject is not None
    text = "Yesterday Abdul Karim Hassan spoke to several reporters in the capital."
    found = Absences(own).of_subject(subject, xref.Document("a", text))
    assert found.step == "inside another name"
    assert "ABDUL KARIM HASSAN" in found.detail


def test_the_nearest_spans_are_shown_with_their_scores(matcher: xref.Matcher) -> None:
    """Best first; offsets slice out of the text."""
    text = "Reporters saw Vladimir Putkin and Lee Myung-bak in Seoul."
    (subject, *_), _ = listed(matcher, "Vladimir Putin")
    found = Absences(matcher).of_subject(subject, xref.Document("a", text))
    assert found.near
    assert [each.score for each in found.near] == sorted(
        (each.score for each in found.near), reverse=True
    )
    assert found.near[0].text == "Vladimir Putkin"
    for each in found.near:
        assert " ".join(text[each.start : each.end].split()) == each.text


def test_a_name_on_no_list_is_told_with_the_nearest_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It cannot match, wherever it stands in the text."""
    article = tmp_path / "a.txt"
    article.write_text("Quentin Zebulon Doe spoke.\n", encoding="utf-8")
    arguments = ["why-not", "--article", str(article), "--lists", "reported"]
    assert run([*arguments, "--name", "Quentin Zebulon Doe"]) == 0
    out = capsys.readouterr().out
    assert "is on none of the 1 loaded lists" in out
    assert "near: 1.00 “Quentin Zebulon Doe” at 0" in out
    assert run([*arguments, "--name", "Kum Ya", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["step"] == "no such form in the text"


def test_no_article_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 5, as for any input that cannot be read."""
    gone = str(tmp_path / "gone.txt")
    assert run(["why-not", "--name", "Kum Ya", "--article", gone, "--lists", "reported"]) == 5
    assert "no such file" in capsys.readouterr().err
