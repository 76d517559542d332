"""The review sheet: safe cells, stable bytes, everything needed to decide."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.model import (
    Alert,
    Claim,
    Designation,
    Document,
    Evidence,
    Lists,
    ListVersion,
    Mention,
    Name,
    Subject,
)
from xref.review.sheet import COLUMNS, EDITABLE, safe_cell, sheet_bytes


def alert(name: str = "KIM, Yong Bok", *, score: float = 0.9, status: str = "designated") -> Alert:
    designation = Designation(
        id="us-ofac-sdn:52114",
        list="us-ofac-sdn",
        reference="52114",
        authority="US-OFAC",
        kind="person",
        status=status,  # type: ignore[arg-type]
        names=(Name(name),),
        programmes=("DPRK2",),
        birth_dates=("1957-07-27",),
    )
    subject = Subject("us-ofac-sdn:52114", name, "person", designation.status, (designation,))
    document = Document("a.txt", "Kim Yong-bok", title="=cmd()")
    return Alert(
        alert_id="0" * 16,
        document_id="a.txt",
        document=document,
        subject=subject,
        score=score,
        band="strong" if score >= 0.9 else "possible",
        status=designation.status,
        evidence=(Evidence("name", 0.85, "same reading"), Evidence("byline", -0.4, "a byline")),
        matched_name=designation.names[0],
        mentions=(Mention(0, 12, "Kim Yong-bok", "body", "Kim Yong-bok"),),
    )


LISTS = Lists(
    (),
    (),
    (
        ListVersion(
            name="us-ofac-sdn", title="SDN", format="x", path="sdn.csv", files=("sdn.csv",),
            bytes=1, sha256="ab" * 32, published="2026-01-01",
        ),
    ),
)  # fmt: skip


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data[3:].decode(), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|x", " =1", "\u200b=1", "＝1", "－2"],
)
def test_what_could_be_a_formula_is_quoted(text: str) -> None:
    """A cell that a spreadsheet could run begins with an apostrophe."""
    assert safe_cell(text) == "'" + text


@given(st.text(max_size=60))
def test_no_cell_starts_a_formula(text: str) -> None:
    """Whatever the text, its first visible character is no formula sign."""
    cell = safe_cell(text)
    visible = cell.lstrip(" \u00a0\ufeff\u200b\u200c\u200d\u2060")
    assert not visible or visible[0] not in "=+-@\t\r\n\0|＝＋－＠"


def test_every_row_has_every_column() -> None:
    """Header and rows have the documented columns, those to fill in first and empty."""
    found = rows(sheet_bytes([alert()], [], LISTS, "k1"))
    assert tuple(found[0]) == COLUMNS
    assert COLUMNS[: len(EDITABLE)] == EDITABLE
    assert all(found[0][column] == "" for column in EDITABLE[1:])


def test_the_row_is_enough_to_decide() -> None:
    """Snippet, listed name, authority, reference, reasons for and against are in the row."""
    row = rows(sheet_bytes([alert()], [], LISTS, "k1"))[0]
    assert row["snippet"] == "Kim Yong-bok"
    assert row["listed_name"] == "KIM, Yong Bok"
    assert row["authority_ref"] == "US-OFAC 52114"
    assert row["list_version"] == "us-ofac-sdn 2026-01-01"
    assert "byline" in row["conflicts"]
    assert "1957-07-27" in row["unknown"]
    assert row["why"].startswith("possible match")
    assert row["article_title"] == "'=cmd()"


def test_a_reported_ship_is_not_called_designated() -> None:
    """For a reported subject the row says that no authority designates it."""
    row = rows(sheet_bytes([alert(status="reported")], [], LISTS, "k1"))[0]
    assert row["status"] == "reported"
    assert "not designated" in row["why"]


def test_the_same_alerts_give_the_same_bytes_in_any_order() -> None:
    """The sheet is sorted by band, score and id."""
    one, two = alert(score=0.95), alert("KIM, Jong Un", score=0.7)
    assert sheet_bytes([one, two], [], LISTS, "k") == sheet_bytes([two, one], [], LISTS, "k")
    assert [r["band"] for r in rows(sheet_bytes([two, one], [], LISTS, "k"))] == [
        "strong",
        "possible",
    ]


def test_a_changed_cell_breaks_the_row_check() -> None:
    """The check value covers the read-only cells."""
    first = rows(sheet_bytes([alert()], [], LISTS, "k"))[0]["row_check"]
    second = rows(sheet_bytes([alert(score=0.91)], [], LISTS, "k"))[0]["row_check"]
    assert first != second


def test_an_empty_result_still_has_its_header() -> None:
    """No alerts: the header line alone."""
    assert sheet_bytes([], [], LISTS, "k").decode("utf-8-sig").count("\r\n") == 1


def test_claims_about_nobody_listed_follow_the_alerts() -> None:
    """A claim without a subject has an empty score and says so."""
    claim = Claim("a.txt", "US-OFAC", "He was sanctioned.", "Choe Son Hui", None, False)
    found = rows(sheet_bytes([alert()], [claim], LISTS, "k"))
    assert found[1]["why"] == "claimed, not found"
    assert found[1]["score"] == ""
