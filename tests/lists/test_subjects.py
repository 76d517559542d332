"""Designations to subjects."""

from __future__ import annotations

import itertools
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.lists.subjects import build_subjects
from xref.model import Designation, Identifier, Kind, Name, Status


def _entry(
    identity: str,
    *,
    name: str = "EXAMPLE",
    kind: Kind = "person",
    key: str | None = None,
    imo: str | None = None,
    certain: bool = True,
    status: Status = "designated",
) -> Designation:
    list_name, reference = identity.split(":")
    numbers = () if imo is None else (Identifier("imo", imo, certain=certain),)
    return Designation(
        id=identity,
        list=list_name,
        reference=reference,
        authority=list_name.upper(),
        kind=kind,
        status=status,
        names=(Name(name),),
        subject_key=key,
        identifiers=numbers,
    )


def _groups(*sources: list[Designation]) -> list[tuple[str, ...]]:
    return [tuple(d.id for d in subject.designations) for subject in build_subjects(sources)]


SHIP = "9074729"
CASES = [
    (
        "a name alone never merges",
        [[_entry("un-sc:1", name="KIM Yong Chol"), _entry("eu-oj:1", name="KIM Yong Chol")]],
        [("un-sc:1",), ("eu-oj:1",)],
    ),
    (
        "a key within one source merges",
        [[_entry("un-sc:1", key="a"), _entry("eu-oj:1", key="a")]],
        [("un-sc:1", "eu-oj:1")],
    ),
    (
        "the same key in two sources means nothing",
        [[_entry("un-sc:1", key="a")], [_entry("eu-oj:1", key="a")]],
        [("un-sc:1",), ("eu-oj:1",)],
    ),
    (
        "a key that is an id joins that entry, in whatever source",
        [[_entry("kr-mofa:1", key="us-ofac-sdn:7")], [_entry("us-ofac-sdn:7")]],
        [("us-ofac-sdn:7", "kr-mofa:1")],
    ),
    (
        "the official copy keeps the place of the one by hand",
        [[_entry("un-sc:1", key="a"), _entry("eu-oj:1", key="a")], [_entry("un-sc:1")]],
        [("un-sc:1", "eu-oj:1")],
    ),
    (
        "ships with the same verified number are one",
        [
            [_entry("un-sc:1", kind="vessel", imo=SHIP, name="OLD")],
            [_entry("gb-uksl:1", kind="vessel", imo=SHIP, name="NEW")],
        ],
        [("un-sc:1", "gb-uksl:1")],
    ),
    (
        "ships of one name and two numbers are two",
        [
            [
                _entry("un-sc:1", kind="vessel", imo="8517839", name="MARIA"),
                _entry("un-sc:2", kind="vessel", imo="9198783", name="MARIA"),
            ]
        ],
        [("un-sc:1",), ("un-sc:2",)],
    ),
    (
        "a number that nobody verified decides nothing",
        [
            [_entry("un-sc:1", kind="vessel", imo=SHIP)],
            [_entry("reported:1", kind="vessel", imo=SHIP, certain=False)],
        ],
        [("un-sc:1",), ("reported:1",)],
    ),
    (
        "the number of a ship printed with a body merges nothing",
        [[_entry("un-sc:1", kind="organisation", imo=SHIP), _entry("eu-oj:1", kind="vessel")]],
        [("un-sc:1",), ("eu-oj:1",)],
    ),
    (
        "two kinds never merge, whatever the key says",
        [[_entry("un-sc:1", key="a"), _entry("eu-oj:1", key="a", kind="vessel")]],
        [("un-sc:1",), ("eu-oj:1",)],
    ),
]


@pytest.mark.parametrize(("why", "sources", "groups"), CASES, ids=[case[0] for case in CASES])
def test_merge(why: str, sources: list[list[Designation]], groups: list[tuple[str, ...]]) -> None:
    """Entries are one subject only where a key, an id or a ship's number says so."""
    assert _groups(*sources) == groups, why


@pytest.mark.parametrize(("why", "sources", "groups"), CASES, ids=[case[0] for case in CASES])
def test_order_of_entries_changes_nothing(
    why: str, sources: list[list[Designation]], groups: list[tuple[str, ...]]
) -> None:
    """Entries of a source may stand in any order."""
    for turned in itertools.product(*(itertools.permutations(source) for source in sources)):
        assert _groups(*map(list, turned)) == groups, why


def test_kind_conflict_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Two kinds under one key are a mistake of the list: they stay apart, and that is said."""
    with caplog.at_level(logging.WARNING, logger="xref.lists"):
        build_subjects([[_entry("a:1", key="k"), _entry("a:2", key="k", kind="vessel")]])
    assert "stay two subjects" in caplog.text


def test_id_name_and_status_of_a_subject() -> None:
    """The first list of the fixed order gives the id; the other ids are recorded."""
    items = [
        _entry("my-list:1", key="k", name="Mine"),
        _entry("reported:1", key="k", status="reported"),
        _entry("us-ofac-sdn:20157", key="k", name="SECOND", status="delisted"),
        _entry("us-ofac-sdn:9358", key="k", name="FIRST", status="delisted"),
    ]
    (subject,) = build_subjects([items])
    assert (subject.id, subject.name, subject.status) == ("us-ofac-sdn:9358", "FIRST", "designated")
    assert subject.merged_ids == ("us-ofac-sdn:20157", "reported:1", "my-list:1")
    assert subject.authorities == ("MY-LIST",)


entries = st.lists(
    st.builds(
        lambda list_name, number, kind, key, imo: _entry(
            f"{list_name}:{number}", kind=kind, key=key, imo=imo
        ),
        st.sampled_from(["us-ofac-sdn", "un-sc", "reported", "mine"]),
        st.integers(min_value=1, max_value=6),
        st.sampled_from(["person", "vessel"]),
        st.sampled_from([None, "a", "b", "un-sc:1"]),
        st.sampled_from([None, "9074729", "9004073"]),
    ),
    max_size=8,
    unique_by=lambda item: item.id,
)


@given(st.lists(entries, max_size=3))
def test_subjects_divide_the_designations(sources: list[list[Designation]]) -> None:
    """Every designation is in one subject, of one kind, and ids are unique."""
    subjects = build_subjects(sources)
    ids = [d.id for subject in subjects for d in subject.designations]
    assert sorted(ids) == sorted({d.id for source in sources for d in source})
    assert len({subject.id for subject in subjects}) == len(subjects)
    for subject in subjects:
        assert {d.kind for d in subject.designations} == {subject.kind}
        assert (subject.id, *subject.merged_ids) == tuple(d.id for d in subject.designations)
