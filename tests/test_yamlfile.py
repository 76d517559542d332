"""The strict YAML loader: what it keeps, and every kind of problem with its place."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.errors import RulesError
from xref.yamlfile import convert, read_nodes, read_struct


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    share: float = 0.0


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    words: list[str]
    table: dict[str, Inner] = {}
    flag: bool = False


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(RulesError) as caught:
        convert(read_nodes(text, "f.yml"), Outer, "f.yml")
    return caught.value.problems


@pytest.mark.parametrize("word", ["No", "On", "Yes", "Null", "012", "1:30", "~", "off"])
def test_words_stay_words(word: str) -> None:
    """A surname that YAML takes for a boolean, null or number stays a string."""
    found = convert(read_nodes(f"schema: 1\nwords: [{word}]", "f.yml"), Outer, "f.yml")
    assert found.words == [word]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("schema: 1\nwords: []\nwords: []", "f.yml:3:1", "stands twice (first in line 2)"),
        ("schema: 1\nwords: &a [x]", "f.yml:2:8", "anchor &a"),
        ("schema: 1\nwords: *a", "f.yml:2:8", "alias *a"),
        ("schema: 1\nwords: !!set {x}", "f.yml:2:8", "tag"),
        ("schema: one\nwords: []", "f.yml:1:9", "expected a number"),
        ("schema: 1\nwords: x", "f.yml:2:8", "expected a list"),
        ("schema: 1\nwords: [[x]]", "f.yml:2:9", "expected a single value"),
        ("schema: 1\nwords: []\ntreshold: 1", "f.yml:3:11", "unknown field 'treshold'"),
        ("schema: 1", "f.yml:1:1", "field 'words' is missing"),
        ("schema: 1\nwords: []\nflag: maybe", "f.yml:3:7", "expected true or false"),
        ("schema: 1\nwords: []\ntable: {a: {name: x, share: nan}}", "f.yml:3:29", "a number"),
        ("schema: 1\nwords: [x", "f.yml:", "not YAML"),
        ("", "f.yml:1:1", "empty"),
        ("schema: 1\nwords: []\n---\nschema: 2", "f.yml:", "second document"),
        ("schema: 1\nwords: []\n? [a]\n: b", "f.yml:3:3", "a key must be a plain word"),
    ],
)
def test_a_problem_names_its_place(text: str, place: str, what: str) -> None:
    """Each problem tells file, line and column, and what is wrong there."""
    found = problems(text)
    assert any(line.startswith(place) and what in line for line in found), found


def test_all_problems_are_told_at_once() -> None:
    """A file with three problems gives three lines, not the first one."""
    found = problems("schema: x\nwords: y\nthird: z")
    assert len(found) == 3


def test_deep_nesting_is_refused() -> None:
    """A bomb of nested lists is a problem, not a crash."""
    assert "nested deeper" in problems("[" * 5000 + "]" * 5000)[0]


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    """Undecodable bytes are located by line."""
    path = tmp_path / "x.yml"
    path.write_bytes(b"schema: 1\nwords: [\xff]\n")
    with pytest.raises(RulesError, match=r"x\.yml:2:1: not UTF-8"):
        read_struct(path, Outer)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A file that is not there is told as such."""
    with pytest.raises(RulesError, match="cannot be read"):
        read_struct(tmp_path / "none.yml", Outer)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the loader fail in any other way than by its own error."""
    with contextlib.suppress(RulesError):
        read_nodes(text, "f.yml")
