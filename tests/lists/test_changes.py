"""What changed between two copies, and who is on one list and not on another."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from xref.cli import cli
from xref.lists import load_lists
from xref.lists.changes import compare_lists
from xref.lists.subjects import build_subjects
from xref.model import Designation, Lists, Name

OLD = """reference,name,kind,aliases,weak_aliases,dob,imo,status
1,No Sol Mae,person,Ro Sol Mae,Sol,1957,,designated
2,KUM SOL 9,vessel,,,,9004073,designated
3,Pak Han Byol,person,,,,,designated
"""
NEW = """reference,name,kind,aliases,weak_aliases,dob,imo,status
1,No Sol Mae,person,Ro Sol Mae;Sol,,1957-07-27,,designated
2,KUM SOL 9,vessel,,,,9004073,delisted
4,=Ri Cha Dol,person,,,,,designated
"""


def _lists(*designations: Designation) -> Lists:
    return Lists(designations, build_subjects([designations]), ())


def _entry(list_name: str, reference: str, name: str = "MARIA", **more: object) -> Designation:
    return Designation(
        id=f"{list_name}:{reference}",
        list=list_name,
        reference=reference,
        authority=list_name,
        kind="vessel",
        names=(Name(name),),
        **more,  # type: ignore[arg-type]
    )


def _files(folder: Path) -> tuple[str, str]:
    paths = []
    for place, text in (("old", OLD), ("new", NEW)):
        (folder / place).mkdir()
        path = folder / place / "watch.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths[0], paths[1]


def test_fields_that_changed(tmp_path: Path) -> None:
    """Each field tells what it lost and gained; a mark that changed shows on both sides."""
    before, after = map(load_lists, _files(tmp_path))
    found = {change.id: change for change in compare_lists(before, after).changes}
    assert {key: change.action for key, change in found.items()} == {
        "watch:1": "changed", "watch:2": "changed", "watch:3": "removed", "watch:4": "added",
    }  # fmt: skip
    assert {
        (field.field, field.removed, field.added) for field in found["watch:1"].fields
    } == {
        ("names", ("Sol (weak)",), ("Sol (alias)",)),
        ("birth_dates", ("1957",), ("1957-07-27",)),
    }  # fmt: skip
    assert [field.field for field in found["watch:2"].fields] == ["status"]


def test_another_primary_name_is_a_change() -> None:
    """The same names in another order are not the same entry: the first is the primary."""
    one = _entry("a", "1")
    names = (Name("MARIA"), Name("ROSA"))
    left = msgspec.structs.replace(one, names=names)
    right = msgspec.structs.replace(one, names=names[::-1])
    (change,) = compare_lists(_lists(left), _lists(right)).changes
    assert change.name == "ROSA"
    assert change.fields[0].removed == ("MARIA (primary)", "ROSA (primary)")


def test_two_lists_are_compared_by_subject() -> None:
    """Who is on one list and not on the other is told by subject, not by reference."""
    from xref.lists.references import imo_identifier

    number = imo_identifier("9004073")
    assert number is not None
    one = _lists(_entry("a", "1", "KUM YA", identifiers=(number,)), _entry("a", "2"))
    two = _lists(_entry("b", "7", "LUCKY STAR 7", identifiers=(number,)), _entry("b", "8"))
    found = compare_lists(one, two)
    assert (found.by, found.unchanged) == ("subject", 1)
    assert [(change.action, change.id) for change in found.changes] == [
        ("removed", "a:2"),
        ("added", "b:8"),
    ]


@given(
    st.dictionaries(st.integers(0, 9), st.sampled_from("ABC")),
    st.dictionaries(st.integers(0, 9), st.sampled_from("ABC")),
)
def test_every_entry_is_told_of_once(old: dict[int, str], new: dict[int, str]) -> None:
    """Added, removed, changed and unchanged add up to all entries of both copies."""
    before, after = (
        _lists(*(_entry("a", str(key), name) for key, name in side.items())) for side in (old, new)
    )
    found = compare_lists(before, after)
    assert found.count("added") == len(new.keys() - old.keys())
    assert found.count("removed") == len(old.keys() - new.keys())
    assert len(found.changes) + found.unchanged == len(old.keys() | new.keys())


def test_command_writes_safe_csv(tmp_path: Path) -> None:
    """The table opens in Excel without running a formula, and the summary is talk."""
    before, after = _files(tmp_path)
    result = CliRunner().invoke(cli, ["lists", "diff", before, after, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 0
    assert len(rows) == 5
    added = next(row for row in rows if row["action"] == "added")
    assert added["name"] == "'=Ri Cha Dol"
    assert "1 added, 1 removed, 2 changed, 0 unchanged" in result.stderr


def test_command_writes_json_and_text(tmp_path: Path) -> None:
    """The same changes as one object, and as lines for the eye."""
    before, after = _files(tmp_path)
    result = CliRunner().invoke(cli, ["lists", "diff", before, after, "--format", "json"])
    assert {change["action"] for change in json.loads(result.stdout)["changes"]} == {
        "added", "removed", "changed",
    }  # fmt: skip
    text = CliRunner().invoke(cli, ["lists", "diff", before, after]).stdout
    assert "~ No Sol Mae  watch:1" in text
    assert "birth_dates: + 1957-07-27" in text
