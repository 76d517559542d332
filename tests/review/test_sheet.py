"""The review sheet: safe cells, stable bytes, everything needed to decide."""

from __future__ import annotations

import csv
import hashlib
import io

import msgspec
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
from xref.review.sheet import (
    COLUMNS,
    EDITABLE,
    EVIDENCE,
    SheetRows,
    alert_row,
    csv_bytes,
    normal_cell,
    row_check,
    safe_cell,
    sheet_bytes,
)


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


hostile = st.text(
    st.one_of(
        st.characters(), st.sampled_from('"=+-@ \t\r\n\0,;\'\u200b\ufeff\u202e'),
    ),
    max_size=12,
)  # fmt: skip


@given(st.lists(st.lists(hostile, min_size=2, max_size=5), max_size=4))
def test_the_csv_is_that_of_the_standard_library(table: list[list[str]]) -> None:
    """Every cell quoted, quotes doubled, CRLF: the same bytes as `csv.writer`."""
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(table)
    assert csv_bytes(table) == target.getvalue().encode("utf-8", "replace")


@given(hostile, hostile, hostile)
def test_a_row_is_safe_cell_by_cell(title: str, snippet: str, earlier: str) -> None:
    """Looking at a row at once leaves no cell that looking at each would have changed."""
    one = alert()
    one = msgspec.structs.replace(
        one,
        document=msgspec.structs.replace(one.document, title=title),
        mentions=(msgspec.structs.replace(one.mentions[0], snippet=snippet),),
    )
    plain = alert_row(one, {}) | {"earlier": earlier}
    made = dict(zip(COLUMNS, SheetRows({}, "k1").cells(one, earlier), strict=True))
    for column in COLUMNS[:-3]:
        assert made[column] == safe_cell(plain.get(column, "")), column
    assert made["row_check"] == row_check([made[c] for c in ("alert_id", *EVIDENCE, "run_id")])


@given(st.lists(hostile, min_size=1, max_size=6))
def test_the_check_value_is_that_of_normal_cells(values: list[str]) -> None:
    """Line ends and outer white space do not count, in whichever cell they are."""
    joined = "\x1f".join(map(normal_cell, values)).encode("utf-8", "replace")
    assert row_check(values) == "r" + hashlib.sha256(joined).hexdigest()[:12]


def test_rows_of_one_subject_share_nothing_that_differs() -> None:
    """A subject of the same id that is another one, as after a merge, prints its own cells."""
    one, rows_of = alert(), SheetRows({}, "k1")
    other = msgspec.structs.replace(
        one.subject,
        designations=(msgspec.structs.replace(one.subject.designations[0], programmes=("NEW",)),),
    )
    at = COLUMNS.index("programmes")
    first = rows_of.cells(one)[at]
    assert rows_of.cells(msgspec.structs.replace(one, subject=other))[at] == "NEW" != first
    assert rows_of.cells(one)[at] == first
