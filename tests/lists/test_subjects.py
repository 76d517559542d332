"""Designations to subjects."""

from __future__ import annotations

import csv
import itertools
import logging
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xref.data import data_folder
from xref.errors import RulesError
from xref.lists import load_lists
from xref.lists.resolution import Resolution, resolve
from xref.lists.resolution_births import compare_births, read_birth
from xref.lists.resolution_cache import read_resolution, write_resolution
from xref.lists.resolution_evidence import Weigher
from xref.lists.resolution_facts import FactReader
from xref.lists.resolution_names import NameJudge
from xref.lists.subjects import build_subjects, designation_order
from xref.model import Designation, Identifier, Kind, Name, Status, Subject, SubjectLink
from xref.names import comparer_for
from xref.names.compare import NameComparer
from xref.rules import load_rules


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


# Facts of an entry in the tables below: id, name(s), and what else it prints.
def _facts(identity: str, *names: str, kind: Kind = "person", **facts: object) -> Designation:
    list_name, reference = identity.split(":", 1)
    return Designation(
        id=identity,
        list=list_name,
        reference=reference,
        authority=list_name.upper(),
        kind=kind,
        names=tuple(Name(name) for name in names),
        **facts,  # type: ignore[arg-type]
    )


def _number(value: str, kind: str = "passport", **facts: object) -> tuple[Identifier, ...]:
    return (Identifier(kind, value, **facts),)  # type: ignore[arg-type]


KOREAN = {"nationalities": ("KP",), "programmes": ("DPRK",)}
RUSSIAN = {"programmes": ("Russia",)}

ONE = [
    (
        "a rare name, one nationality and one cause",
        _facts("us-ofac-sdn:1", "SIN, Kum Chol", **KOREAN),
        _facts("un-sc:1", "SHIN GEUM CHEOL", **KOREAN, birth_dates=("1961",)),
    ),
    (
        "a common name and a birth date to the day, whatever the spelling",
        _facts("us-ofac-sdn:1", "KIM, Yong Chol", birth_dates=("1962-02-18",), **KOREAN),
        _facts("eu-oj:2017/1509 annex XIII.A no. 1", "김영철", birth_dates=("1962-02-18",),
               **KOREAN),
    ),
    (
        "a name and a post, nationals of one country under two causes",
        _facts("us-ofac-sdn:1", "KIM, Yong Bok", nationalities=("KP",), programmes=("DPRK2",),
               titles=("Deputy Chief of the Korean People's Army General Staff",)),
        _facts("gb-uksl:1", "KIM Yong Bok", nationalities=("KP",), programmes=("Russia",),
               titles=("Deputy Chief of the General Staff of the Korean People's Army",)),
    ),
    (
        "dates a slip apart, with a nationality and a cause",
        _facts("un-sc:1", "KIM TONG CHOL", birth_dates=("1966-01-27",), **KOREAN),
        _facts("us-ofac-sdn:1", "KIM, Tong Chol", birth_dates=("1966-01-28",), **KOREAN,
               titles=("Foreign Trade Bank representative",)),
    ),
    (
        "a father's name and a cause, no dates",
        _facts("us-ofac-sdn:1", "ZORKIN, Miron Fomich Ivanovich", **RUSSIAN),
        _facts("ca-sema:Russia, schedule 1, item 1", "Miron Ivanovich ZORKIN", **RUSSIAN),
    ),
    (
        "names a letter apart, a birth date and two facts more",
        _facts("us-ofac-sdn:1", "SHKHAGOSHEV, Adalbi", birth_dates=("1967-06-06",),
               nationalities=("RU",), **RUSSIAN),
        _facts("au-dfat:1", "Adalbi Shhagoshev", birth_dates=("1967-06-06",),
               nationalities=("RU",), programmes=("Autonomous (Ukraine)",)),
    ),
    (
        "one passport, names alike",
        _facts("us-ofac-sdn:1", "RI, Chol Su", identifiers=_number("PS-472 310 104")),
        _facts("un-sc:1", "RI CHOL SU", identifiers=_number("472310104", country="KP")),
    ),
    (
        "one registration and one address, the name translated",
        _facts("us-ofac-sdn:1", "KPSK, OOO", kind="organisation", addresses=("Simferopol, Crimea",),
               identifiers=_number("1149102007933", "registration")),
        _facts("eu-oj:269/2014 annex I entities no. 1", "First Crimean Insurance Company",
               kind="organisation", addresses=("Karl Marx St., Simferopol",),
               identifiers=_number("1149102007933", "registration")),
    ),
    (
        "one call sign and one MMSI",
        _facts("us-ofac-sdn:1", "NEGA", kind="vessel",
               identifiers=_number("UBAO8", "call_sign") + _number("273385420", "mmsi")),
        _facts("ua-war-sanctions:1", "Nega", kind="vessel",
               identifiers=_number("273385420", "mmsi") + _number("UBAO8", "call_sign")),
    ),
    (
        "a printed cross-reference",
        _facts("un-sc:KPi.066", "KIM JONG SIK"),
        _facts("gb-uksl:DPR0227", "Jong-sik Kim", same_as=("un-sc:KPi.066",)),
    ),
    (
        "two entries that print one reference of a list that is not loaded",
        _facts("gb-uksl:1", "Jong-sik Kim", same_as=("un-sc:KPi.066",)),
        _facts("au-dfat:1", "Kim Jong Sik", same_as=("un-sc:KPi.066",)),
    ),
    (
        "a telling name of a body and one cause",
        _facts("us-ofac-sdn:1", "LAZARUS GROUP", kind="organisation", programmes=("DPRK3",)),
        _facts("kr-mofa:1", "Lazarus Group", kind="organisation", programmes=("DPRK",)),
    ),
    (
        "one act may list a target for its ports and for its assets",
        _facts("eu-oj:2017/1509 annex XIV.A no. 1", "FAN KE", kind="vessel",
               programmes=("EU-PRK: Asset freeze",), identifiers=_number("8914934", "imo")),
        _facts("eu-oj:2017/1509 annex XIV.B no. 1", "EVER BRIGHT 88", kind="vessel",
               programmes=("EU-PRK: Transportation restrictions",),
               identifiers=_number("8914934", "imo")),
    ),
    (
        "one list twice, where name, birth date and more leave no doubt",
        _facts("us-ofac-sdn:1", "USTINOV, Vladimir Vasilyevich", birth_dates=("1953-02-25",),
               birth_places=("Nikolayevsk, Russia",), **RUSSIAN),
        _facts("us-ofac-sdn:2", "USTINOV, Vladimir Vasilyevich", birth_dates=("1953-02-25",),
               birth_places=("Nikolayevsk",), **RUSSIAN),
    ),
]  # fmt: skip

TWO = [
    (
        "a rare name alone",
        _facts("us-ofac-sdn:1", "SIN, Kum Chol"),
        _facts("un-sc:1", "SHIN GEUM CHEOL"),
    ),
    (
        "a common name, one nationality and one cause",
        _facts("us-ofac-sdn:1", "KIM, Yong Chol", **KOREAN),
        _facts("un-sc:1", "KIM YONG CHOL", **KOREAN),
    ),
    (
        "birth years too far apart, all else agreeing",
        _facts("us-ofac-sdn:1", "KIM, Yong Chol", birth_dates=("1946",), titles=("KOMID, Iran",),
               **KOREAN),
        _facts("un-sc:1", "KIM YONG CHOL", birth_dates=("1962-02-18",), titles=("KOMID, Iran",),
               **KOREAN),
    ),
    (
        "a misprinted Hangul name that is another man's",
        _facts("eu-oj:269/2014 annex I persons no. 1", "SHIN Geum Cheol", "김금철", **KOREAN),
        _facts("us-ofac-sdn:1", "KIM, Geum Cheol", "KIM, Kum-Chol", **KOREAN),
    ),
    (
        "other fathers' names, though an alias leaves them out",
        _facts("us-ofac-sdn:1", "KOZLOV, Aleksandr Aleksandrovich", "KOZLOV, Aleksandr",
               nationalities=("RU",), titles=("Minister of natural resources and ecology",),
               **RUSSIAN),
        _facts("eu-oj:269/2014 annex I persons no. 1", "Aleksandr Vladimirovich KOZLOV",
               "Aleksandr KOZLOV", nationalities=("RU",),
               titles=("Minister of natural resources and ecology",), **RUSSIAN),
    ),
    (
        "a man and a woman",
        _facts("us-ofac-sdn:1", "SIN, Kum Chol", remarks="Gender Male", **KOREAN),
        _facts("un-sc:1", "SHIN GEUM CHEOL", remarks="Gender: female", **KOREAN),
    ),
    (
        "one passport, but born twenty years apart",
        _facts("us-ofac-sdn:1", "RI, Chol Su", identifiers=_number("472310104"),
               birth_dates=("1950",)),
        _facts("un-sc:1", "RI CHOL SU", identifiers=_number("472310104"), birth_dates=("1970",)),
    ),
    (
        "one passport, names and all else different",
        _facts("us-ofac-sdn:1", "TABATABAEI, Sayyid Ali", identifiers=_number("6620505")),
        _facts("au-dfat:1", "Azim AGHAJANI", identifiers=_number("6620505")),
    ),
    (
        "one number of two issuers",
        _facts("us-ofac-sdn:1", "RI, Chol Su", identifiers=_number("472310104", country="KP")),
        _facts("un-sc:1", "RI CHOL SU", identifiers=_number("472310104", country="CN")),
    ),
    (
        "a placeholder for a number",
        _facts("us-ofac-sdn:1", "RI, Chol Su", identifiers=_number("000000000")),
        _facts("un-sc:1", "RI CHOL SU", identifiers=_number("000000000")),
    ),
    (
        "a misprinted registration of two bodies of one country and cause",
        _facts("us-ofac-sdn:1", "SEVERNIY PRESS", kind="organisation", nationalities=("RU",),
               identifiers=_number("1146444000010", "registration"), **RUSSIAN),
        _facts("gb-uksl:1", "Petrovsky Plant Molot", kind="organisation", nationalities=("RU",),
               identifiers=_number("1146444000010", "registration"), **RUSSIAN),
    ),
    (
        "ships of one name, flag and cause with two numbers",
        _facts("us-ofac-sdn:1", "MARIA", kind="vessel", flags=("RU",), **RUSSIAN,
               identifiers=_number("8517839", "imo")),
        _facts("gb-uksl:1", "MARIA", kind="vessel", flags=("RU",), **RUSSIAN,
               identifiers=_number("9198783", "imo")),
    ),
    (
        "ships that differ in the number behind the name",
        _facts("us-ofac-sdn:1", "LUCKY STAR", kind="vessel", flags=("KP",), programmes=("DPRK4",)),
        _facts("un-sc:1", "LUCKY STAR 7", kind="vessel", flags=("KP",), programmes=("DPRK",)),
    ),
    (
        "one word of a body and one cause",
        _facts("us-ofac-sdn:1", "AVANGARD", kind="organisation", **RUSSIAN),
        _facts("gb-uksl:1", "Avangard", kind="organisation", **RUSSIAN),
    ),
    (
        "two entries of one act",
        _facts("eu-oj:2017/1509 annex XIII.A no. 1", "KIM Chol Nam",
               programmes=("EU-PRK: Asset freeze",), nationalities=("KP",),
               titles=("President of Kumsan Trading Corporation",)),
        _facts("eu-oj:2017/1509 annex XVI.A no. 3", "KIM Chol Nam",
               programmes=("EU-PRK: Asset freeze",), nationalities=("KP",),
               titles=("President of Kumsan Trading Corporation",)),
    ),
    (
        "a weak alias that is a name",
        Designation(id="us-ofac-sdn:1", list="us-ofac-sdn", reference="1", authority="X",
                    kind="person", names=(Name("HWANG, To Sik"), Name("SIN, Kum Chol", "weak")),
                    nationalities=("KP",), programmes=("DPRK",)),
        _facts("un-sc:1", "SHIN GEUM CHEOL", **KOREAN),
    ),
]  # fmt: skip


def _resolved(*items: Designation, rules: Path | None = None) -> Resolution:
    loaded = load_rules(rules)
    return resolve(sorted(items, key=designation_order), loaded, _comparer())


@cache
def _comparer() -> NameComparer:
    return comparer_for(load_rules())


@pytest.mark.parametrize(("why", "left", "right"), ONE, ids=[case[0] for case in ONE])
def test_one_target(why: str, left: Designation, right: Designation) -> None:
    """Numbers, references, or a name with agreeing facts make two entries one, and say why."""
    found = _resolved(left, right)
    assert [set(group) for group in found.groups] == [{left.id, right.id}], why
    (link,) = found.links
    assert {link.left, link.right} == {left.id, right.id}
    assert link.detail


@pytest.mark.parametrize(("why", "left", "right"), TWO, ids=[case[0] for case in TWO])
def test_two_targets(why: str, left: Designation, right: Designation) -> None:
    """No sum of other facts helps where too little agrees or something contradicts."""
    found = _resolved(left, right)
    assert (found.groups, found.links) == ((), ()), why


def test_two_that_fit_are_both_left_apart() -> None:
    """If two entries of one list fit a third of another, neither is joined, and both are shown."""
    north = {"nationalities": ("KP",), "programmes": ("DPRK",), "listed_on": "2016-12-02"}
    found = _resolved(
        _facts("us-ofac-sdn:1", "SIN, Kum Chol", **north),
        _facts("us-ofac-sdn:2", "SHIN, Geum Cheol", **north),
        _facts("kr-mofa:1", "Sin Kum-chol", **north),
    )
    assert found.groups == ()
    assert {(link.right, link.rule) for link in found.possible} == {("kr-mofa:1", "rival")}
    assert len(found.possible) == 2


def test_the_better_of_two_is_taken() -> None:
    """A birth date decides between two entries of one name on one list."""
    north = {"nationalities": ("KP",), "programmes": ("DPRK",)}
    found = _resolved(
        _facts("us-ofac-sdn:1", "KIM, Yong Chol", birth_dates=("1962-02-18",), **north),
        _facts("us-ofac-sdn:2", "KIM, Yong Chol", birth_dates=("1946",), **north),
        _facts("un-sc:1", "KIM YONG CHOL", birth_dates=("1962-02-18",), **north),
    )
    assert found.groups == (("us-ofac-sdn:1", "un-sc:1"),)
    assert [link.rule for link in found.possible] == ["conflict"]


def test_a_conflict_blocks_through_a_third_entry() -> None:
    """B fits A and C; A and C are born thirty years apart: no group holds both."""
    north = {"nationalities": ("KP",), "programmes": ("DPRK",)}
    found = _resolved(
        _facts("us-ofac-sdn:1", "CHOE, Chun Sik", birth_dates=("1954-10-12",), **north),
        _facts("eu-oj:x", "CHOE Chun-Sik", birth_dates=("1983-12-23",), **north),
        _facts("kr-mofa:1", "Choe Chun-sik", **north),
    )
    assert not any({"us-ofac-sdn:1", "eu-oj:x"} <= set(group) for group in found.groups)


def test_a_shared_number_of_one_list_tells_nothing() -> None:
    """A passport that one list prints for two entries joins neither to a third."""
    found = _resolved(
        _facts("gb-uksl:1", "KIM Chol Nam", identifiers=_number("563120238")),
        _facts("gb-uksl:2", "Chol Nam Kim", identifiers=_number("563120238")),
    )
    assert found.groups == ()
    assert "prints it for 2 entries" in found.possible[0].detail


BIRTHS = [
    ("1962-02-18", "1962-02-18", "day"),
    ("1962-02", "1962-02-18", "month"),
    ("1962", "1962-02-18", "year"),
    ("1962-01-01", "1962-02-18", "year"),
    ("1967/1969", "1967/1969", "year"),
    ("1967/1969", "1968-04-01", "range"),
    ("1966-01-28", "1966-01-27", "slip"),
    ("1957-04-03", "1957-03-04", "slip"),
    ("1981-01-02", "1981-02-02", "slip"),
    ("1958-08-22", "1956", "near"),
    ("1950", "1949", "near"),
    ("1945-07-17", "1945-01-07", "other_day"),
    ("1952-09-05", "1962-09-05", "year_slip"),
    ("1976-06-20", "1967-06-20", "year_slip"),
    ("1946", "1962-02-18", "conflict"),
    ("1954-10-12", "1963-12-23", "conflict"),
    ("1962-02-18", "1963-07-01", "conflict"),
    ("1967/1969", "1972", "conflict"),
]


@pytest.mark.parametrize(("left", "right", "relation"), BIRTHS)
def test_births(left: str, right: str, relation: str) -> None:
    """Lists disagree by a slip; what is more than a slip is another birth date, both ways."""
    one, two = read_birth(left), read_birth(right)
    assert one is not None
    assert two is not None
    assert compare_births([one], [two], years=2) == relation
    assert compare_births([two], [one], years=2) == relation


@pytest.mark.parametrize("printed", ["", "about 1950", "19xx-02-01", "/"])
def test_what_is_no_date_is_none(printed: str) -> None:
    """A date that cannot be read neither agrees nor contradicts."""
    assert read_birth(printed) is None


def _rules_with(folder: Path, **pairs: str) -> Path:
    rules = folder / "rules"
    shutil.copytree(data_folder("rules"), rules)
    text = (rules / "subjects.yml").read_text(encoding="utf-8")
    for name, value in pairs.items():
        assert f"{name}: []" in text
        text = text.replace(f"{name}: []", f"{name}: {value}")
    (rules / "subjects.yml").write_text(text, encoding="utf-8")
    return rules


def test_overrides_join_and_part(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A rules folder may say that two entries are one, or two, against the data; typos are told."""
    rules = _rules_with(
        tmp_path,
        same="[[un-sc:1, gb-uksl:1, one man by his photograph]]",
        different="[[us-ofac-sdn:1, un-sc:1, seen together], [un-sc:1, un-sc:99, a slip]]",
    )
    alike = {"birth_dates": ("1962-02-18",), "nationalities": ("KP",)}
    with caplog.at_level(logging.WARNING, logger="xref.lists"):
        found = _resolved(
            _facts("us-ofac-sdn:1", "KIM, Yong Chol", **alike),
            _facts("un-sc:1", "KIM YONG CHOL", **alike),
            _facts("gb-uksl:1", "Another Name", birth_dates=("1930",)),
            rules=rules,
        )
    assert found.groups == (("un-sc:1", "gb-uksl:1"),)
    assert found.links[0].rule == "override"
    assert "photograph" in found.links[0].detail
    assert any("seen together" in link.detail for link in found.possible)
    assert "no loaded entry un-sc:99" in caplog.text


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        ({"same": "[[a:1, a:1, why]]"}, "stands on both sides"),
        ({"same": "[[a:1, a:2, ' ']]"}, "say why"),
        ({"same": "[[a:1, a:2, x]]", "different": "[[a:2, a:1, y]]"}, "both same and different"),
        ({"different": "[[a:1, a:2]]"}, "expected a list of 3"),
    ],
)
def test_wrong_overrides_are_refused(tmp_path: Path, pairs: dict[str, str], problem: str) -> None:
    """An override without a reason, or against another one, is a mistake in the rules."""
    with pytest.raises(RulesError, match=problem):
        load_rules(_rules_with(tmp_path, **pairs))


def test_load_lists_takes_rules_and_keeps_what_it_found(tmp_path: Path) -> None:
    """The override of a folder reaches `load_lists`; the cache gives the same subjects again."""
    rules = _rules_with(
        tmp_path, different="[['us-ofac-sdn:52114', 'gb-uksl:RUS2452', two men of one name]]"
    )
    plain = load_lists(cache=tmp_path / "cache")
    parted = load_lists(rules=rules, cache=tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert len(parted.subjects) == len(plain.subjects) + 1
    assert load_lists(cache=tmp_path / "cache").subjects == plain.subjects


def test_a_damaged_cache_is_computed_again(tmp_path: Path) -> None:
    """A file that was cut or changed gives nothing."""
    found = Resolution((("a:1", "b:1"),), (SubjectLink("a:1", "b:1", "imo", "one hull"),))
    write_resolution(tmp_path, "k" * 64, found)
    assert read_resolution(tmp_path, "k" * 64) == found
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert read_resolution(tmp_path, "k" * 64) is None
    assert read_resolution(tmp_path, "l" * 64) is None


def test_old_resolutions_go(tmp_path: Path) -> None:
    """The folder does not grow with every update of a list."""
    for number in range(12):
        write_resolution(tmp_path, f"{number:064}"[::-1], Resolution())
    assert len(list(tmp_path.iterdir())) == 8
    assert read_resolution(tmp_path, f"{11:064}"[::-1]) == Resolution()


def test_labelled_pairs_are_well_formed() -> None:
    """At least 150 pairs of each truth, each once, each with a reason."""
    path = Path(__file__).resolve().parent.parent / "data" / "subject_pairs.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truths = [row["truth"] for row in rows]
    assert set(truths) == {"same", "different"}
    assert min(truths.count("same"), truths.count("different")) >= 150
    assert len({frozenset((row["left"], row["right"])) for row in rows}) == len(rows)
    assert all(":" in row["left"] and ":" in row["right"] and row["why"] for row in rows)


NAMES = [
    "KIM, Yong Chol", "Kim Yong-chol", "김영철", "CHOE, Chun Sik", "Choe Chun-sik",
    "SIN, Kum Chol", "Sin Kum-chol", "KOZLOV, Aleksandr Aleksandrovich", "Aleksandr KOZLOV",
    "Aleksandr Vladimirovich KOZLOV",
]  # fmt: skip

entries = st.lists(
    st.builds(
        lambda list_name, number, kind, key, imo, name, birth, passport, programme: Designation(
            id=f"{list_name}:{number}",
            list=list_name,
            reference=str(number),
            authority=list_name.upper(),
            kind=kind,
            names=(Name(name),),
            subject_key=key,
            birth_dates=() if birth is None or kind != "person" else (birth,),
            nationalities=("KP",) if number % 2 else (),
            programmes=() if programme is None else (programme,),
            identifiers=(
                *(() if imo is None else (Identifier("imo", imo),)),
                *(() if passport is None else (Identifier("passport", passport),)),
            ),
        ),
        st.sampled_from(["us-ofac-sdn", "un-sc", "reported", "mine"]),
        st.integers(min_value=1, max_value=6),
        st.sampled_from(["person", "person", "vessel"]),
        st.sampled_from([None, None, None, "a", "b", "un-sc:1"]),
        st.sampled_from([None, "9074729", "9004073"]),
        st.sampled_from(NAMES),
        st.sampled_from([None, "1946", "1962-02-18", "1962", "1963-12-23"]),
        st.sampled_from([None, None, "472310104", "563120238"]),
        st.sampled_from([None, "DPRK", "Russia"]),
    ),
    max_size=8,
    unique_by=lambda item: item.id,
)


@given(st.lists(entries, max_size=3))
@settings(deadline=None)
def test_subjects_divide_the_designations(sources: list[list[Designation]]) -> None:
    """Every designation is in one subject, of one kind, and ids are unique."""
    subjects = build_subjects(sources)
    ids = [d.id for subject in subjects for d in subject.designations]
    assert sorted(ids) == sorted({d.id for source in sources for d in source})
    assert len({subject.id for subject in subjects}) == len(subjects)
    for subject in subjects:
        assert {d.kind for d in subject.designations} == {subject.kind}
        assert (subject.id, *subject.merged_ids) == tuple(d.id for d in subject.designations)


@given(st.lists(entries, max_size=3))
@settings(deadline=None)
def test_links_connect_a_subject(sources: list[list[Designation]]) -> None:
    """A subject has one link for each entry merged into it, and they connect all of it."""
    for subject in build_subjects(sources):
        assert len(subject.links) == len(subject.merged_ids)
        reached = {subject.id}
        for _ in subject.links:
            for link in subject.links:
                if {link.left, link.right} & reached:
                    reached |= {link.left, link.right}
        assert reached == {d.id for d in subject.designations}


@given(entries, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_does_not_matter(items: list[Designation], chance: object) -> None:
    """Entries in any order give the same subjects, links and possible pairs."""
    shuffled = list(items)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert build_subjects([shuffled]) == build_subjects([items])


@given(entries)
@settings(deadline=None)
def test_no_conflict_within_a_subject(items: list[Designation]) -> None:
    """Entries that no key joins are never in conflict within a subject."""
    bare = [_without_key(item) for item in items]
    rules = load_rules()
    weigher = Weigher(rules.subjects, NameJudge(rules.subjects, _comparer(), rules.names.scoring))
    reader = FactReader(rules.subjects)
    for subject in build_subjects([bare]):
        for one, two in itertools.combinations(map(reader.read, subject.designations), 2):
            assert weigher.conflict(one, two) is None


@given(entries)
@settings(max_examples=60, deadline=None)
def test_what_stays_apart_is_told_from_a_subject_of_its_own(items: list[Designation]) -> None:
    """A possible pair names entries of two subjects, and each of the two shows it."""
    subjects = build_subjects([items])
    home = {d.id: subject for subject in subjects for d in subject.designations}
    for subject in subjects:
        for link in subject.possible_same:
            left, right = home[link.left], home[link.right]
            assert left.id != right.id
            assert subject in (left, right)
            assert link in left.possible_same
            assert link in right.possible_same


@given(entries, st.sampled_from(["us-ofac-sdn", "un-sc", "reported", "mine"]))
@settings(max_examples=60, deadline=None)
def test_a_removed_list_joins_nobody_anew(items: list[Designation], removed: str) -> None:
    """Without a list, two entries become one only if it held somebody that kept them apart.

    What joins two entries is made of them and their lists alone; a third list can only
    connect them or keep them apart.
    """
    bare = [_without_key(item) for item in items]
    left_over = [item for item in bare if item.list != removed]
    before = _pairs(build_subjects([bare]))
    for pair in _pairs(build_subjects([left_over])) - before:
        apart = {
            item.id
            for subject in build_subjects([bare])
            if pair & {d.id for d in subject.designations}
            for item in (*subject.designations, *_possible(subject, bare))
            if item.list == removed
        }
        assert apart, pair


def _pairs(subjects: tuple[Subject, ...]) -> set[frozenset[str]]:
    return {
        frozenset((one.id, two.id))
        for subject in subjects
        for one, two in itertools.combinations(subject.designations, 2)
    }


def _possible(subject: Subject, items: list[Designation]) -> list[Designation]:
    ids = {each for link in subject.possible_same for each in (link.left, link.right)}
    return [item for item in items if item.id in ids]


def _without_key(item: Designation) -> Designation:
    return Designation(
        **{
            field: getattr(item, field)
            for field in item.__struct_fields__
            if field != "subject_key"
        }
    )


def test_pairs_do_not_hang_on_the_hash_seed() -> None:
    """Two processes compare the same names in the same order: the first few pairs decide."""
    script = (
        "import hashlib, xref;"
        "from xref.lists.resolution_blocks import Blocker;"
        "from xref.lists.resolution_facts import FactReader;"
        "from xref.names import comparer_for;"
        "from xref.rules import load_rules;"
        "rules = load_rules(); reader = FactReader(rules.subjects);"
        "facts = [reader.read(each) for each in xref.load_lists().designations];"
        "blocker = Blocker(comparer_for(rules), rules.subjects.limits.block.value);"
        "print(hashlib.sha256(repr(list(blocker.pairs(facts).items())).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1
