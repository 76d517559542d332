"""`xref lists subject`: the entries of one subject and the reasons, at the prompt."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from xref.cli.subject import subject
from xref.errors import UsageError


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(
        subject, [*arguments, "--lists", "builtin"], catch_exceptions=False, env={"COLUMNS": "200"}
    )
    assert done.exit_code == 0
    return done.output


def test_entries_and_reasons_are_shown() -> None:
    """Every entry with its authority, every join with its rule, and the namesake kept apart."""
    out = _run("us-ofac-sdn:12211")
    for text in ("gb-uksl:DPR0044", "2011-12-19", "1947, 1946", "[key]", "possibly the same"):
        assert text in out
    assert "un-sc:KPi.024 KIM YONG CHOL  [conflict]" in out


@pytest.mark.parametrize("name", ["un-sc:KPi.066", "KPi.066", "kpi.066"])
def test_an_entry_or_its_reference_finds_the_subject(name: str) -> None:
    """Any entry's id will do, and a reference that one subject alone has."""
    assert "us-ofac-sdn:23214" in _run(name)


def test_json_is_one_object() -> None:
    """The whole subject, for a program."""
    found = json.loads(_run("us-ofac-sdn:12211", "--json"))
    assert found["id"] == "us-ofac-sdn:12211"
    assert {link["rule"] for link in found["links"]} == {"key"}
    assert found["possible_same"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("us-ofac-sdn:122119", "near it: us-ofac-sdn:12211"),
        ("zzz", "an id is <list>:<reference>"),
    ],
)
def test_an_unknown_id_is_an_error_with_near_ones(name: str, hint: str) -> None:
    """A typo is told, and what was probably meant."""
    with pytest.raises(UsageError, match="no loaded entry") as error:
        _run(name)
    assert hint in (error.value.hint or "")
