"""The US screening list of 2022-04, counted independently; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from xref.lists import load_lists
from xref.model import Lists

FILE = Path("lists") / "us-csl" / "2022-04.csl_consolidated.csv.gz"


@pytest.fixture(scope="module")
def rows(dev_data: Path) -> list[dict[str, str]]:
    """Return the rows by the csv module alone."""
    text = gzip.decompress((dev_data / FILE).read_bytes()).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def found(dev_data: Path) -> Lists:
    """Return the list as the reader reads it, packed as it is."""
    return load_lists(dev_data / FILE)


def test_entries(found: Lists, rows: list[dict[str, str]]) -> None:
    """14,160 rows are 14,159 entries: one bank stands twice on the CAPTA list."""
    assert len(rows) == 14_160
    assert len({(row["source"], row["_id"]) for row in rows}) == 14_159
    assert len(found.designations) == 14_159
    assert found.versions[0].refused == 0
    kinds = Counter(item.kind for item in found.designations)
    assert kinds["person"] == sum(row["type"] == "Individual" for row in rows) == 5_286
    assert kinds["vessel"] == sum(row["type"] == "Vessel" for row in rows) == 433
    assert kinds["aircraft"] == sum(row["type"] == "Aircraft" for row in rows) == 283


def test_who_lists(found: Lists, rows: list[dict[str, str]]) -> None:
    """The body follows from the source; lists of BIS and the ITAR debarred list only report."""
    authorities = Counter(item.authority for item in found.designations)
    bureau = sum("Bureau of Industry" in row["source"] for row in rows)
    state = sum("State Department" in row["source"] for row in rows)
    assert authorities == {"US-OFAC": 14_159 - bureau - state, "US-BIS": bureau, "US-STATE": state}
    debarred = sum("(DTC)" in row["source"] for row in rows)
    statuses = Counter(item.status for item in found.designations)
    assert statuses == {"reported": bureau + debarred, "designated": 14_159 - bureau - debarred}
    sdn = [item for item in found.designations if item.reference.startswith("SDN-")]
    assert len(sdn) == 10_026
    assert all(item.same_as[0].startswith("us-ofac-sdn:") for item in sdn)


def test_numbers_and_dates(found: Lists, rows: list[dict[str, str]]) -> None:
    """Every IMO number, passport and birth year in the raw cells is read."""
    ships = sum(
        row["type"] == "Vessel" and re.search(r"\b\d{7}, Vessel Reg", row["ids"]) is not None
        for row in rows
    )
    assert sum(bool(item.numbers("imo", certain=False)) for item in found.designations) == ships
    assert ships == 430
    dated = sum(bool(row["dates_of_birth"]) for row in rows)
    assert sum(bool(item.birth_dates) for item in found.designations) == dated == 5_149
    printed = sum(len(re.findall(r", (?:Diplomatic )?Passport(?=;|$)", row["ids"])) for row in rows)
    read = sum(len(item.numbers("passport")) for item in found.designations)
    assert read == printed == 1_677


def test_names(found: Lists, rows: list[dict[str, str]]) -> None:
    """Every alias of an SDN entry is a name, as printed."""
    names = {item.reference: {name.text for name in item.names} for item in found.designations}
    seen = 0
    for row in rows:
        if "(SDN)" in row["source"]:
            for alias in filter(None, row["alt_names"].split("; ")):
                seen += 1
                assert " ".join(alias.split()) in names[f"SDN-{row['entity_number']}"]
    assert seen > 14_000


def test_padded_birth_months(dev_data: Path, found: Lists) -> None:
    """No day is claimed where OFAC's own file prints only a month."""
    own = load_lists(dev_data / "lists" / "us-ofac-sdn" / "2021-07.sdn.csv")
    months = {
        (item.id, date) for item in own.designations for date in item.birth_dates if len(date) == 7
    }
    copies = {item.same_as[0]: item.birth_dates for item in found.designations if item.same_as}
    both = [(number, date) for number, date in months if number in copies]
    assert len(both) > 30
    for number, date in both:
        assert not any(day.startswith(f"{date}-01") for day in copies[number])


def test_north_korea(found: Lists, rows: list[dict[str, str]]) -> None:
    """428 rows have a DPRK programme."""
    printed = sum("DPRK" in row["programs"] for row in rows)
    read = sum(any("DPRK" in name for name in item.programmes) for item in found.designations)
    assert read == printed == 428
