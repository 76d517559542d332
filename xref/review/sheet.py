"""The review sheet: one row an alert, from which an analyst can decide.

Owns the columns of `review.csv` and how a cell is made safe for a spreadsheet. Invariants:
the same alerts give the same bytes; no cell begins a formula; the columns to fill in
stand first and are empty. Refuses to say that anyone *is* sanctioned.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence

from xref.model import Alert, Claim, Designation, Lists, ListVersion

#: Version of the columns; in every row, so that a sheet read back is read rightly.
SCHEMA = "2"

EDITABLE = ("alert_id", "disposition", "reviewer", "reason_code", "comment")
EVIDENCE = (
    "band", "score", "status", "kind", "article_title", "published", "snippet", "mention",
    "mentions", "listed_name", "name_kind", "parts_matched", "why", "earlier", "agrees",
    "conflicts", "unknown", "authorities", "programmes", "list", "list_version", "authority_ref",
    "listed_on", "listing_url", "homonyms", "claims", "article_url", "document_id",
    "subject_id",
)  # fmt: skip
CHECKS = ("run_id", "row_check", "schema")
COLUMNS = (*EDITABLE, *EVIDENCE, *CHECKS)

_MADE_REFERENCE = re.compile(r"x[0-9a-f]{8}|IMO[0-9]{7}")
_BAND_ORDER = {"strong": 0, "possible": 1, "weak": 2, None: 3}

# What starts a formula in Excel, LibreOffice or Google Sheets: OWASP ASVS 5 (1.2.10), CWE-1236,
# widened by full-width signs and by what may stand before them unseen.
_FORMULA = frozenset("=+-@\t\r\n\0|＝＋－＠")
_INVISIBLE = " \u00a0\ufeff\u200b\u200c\u200d\u2060"
_CELL_LIMIT = 32_000
# What XML, and so XLSX, cannot hold.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(text: str) -> str:
    """Make a cell that no spreadsheet takes for a formula, within Excel's cell limit.

    A `'` is put before a cell whose first visible character could start a formula; reading
    the sheet back takes exactly one such mark away.

    Example:
        >>> safe_cell("=HYPERLINK(1)"), safe_cell(" @x"), safe_cell("Kim")
        ("'=HYPERLINK(1)", "' @x", 'Kim')
    """
    if not text:
        return ""
    if not text.isprintable():
        text = _CONTROL.sub("\ufffd", text.replace("\0", "\\0"))
    if len(text) > _CELL_LIMIT:
        text = text[:_CELL_LIMIT] + " […]"
    visible = text.lstrip(_INVISIBLE)
    return "'" + text if visible and visible[0] in _FORMULA else text


def own_text(cell: str) -> str:
    """The text of a cell, without the mark that `safe_cell` may have put before it.

    Example:
        >>> own_text("'=1"), own_text("'tis")
        ('=1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def normal_cell(text: str) -> str:
    r"""A cell as `row_check` sees it: line ends and outer white space are nobody's change.

    Example:
        >>> normal_cell(" a\r\nb ")
        'a\nb'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def row_check(values: Iterable[str]) -> str:
    """Check value of the read-only cells of a row: `r` and 12 hex digits of sha256.

    The letter keeps a spreadsheet from taking the value for a number.
    """
    joined = "\x1f".join(map(normal_cell, values)).encode("utf-8", "replace")
    return "r" + hashlib.sha256(joined).hexdigest()[:12]


def list_notices(versions: Iterable[ListVersion]) -> dict[str, str]:
    """What the sheet says about the copy of each list."""
    return {
        version.name: (version.published or version.sha256[:12])
        + (" (built-in)" if version.builtin else "")
        for version in versions
    }


def alert_cells(
    alert: Alert, notices: dict[str, str], run_key: str, earlier: str = ""
) -> list[str]:
    """The cells of an alert, in the order of `COLUMNS`.

    Args:
        alert: An alert above the line.
        notices: From `list_notices`.
        run_key: Digest that names inputs, lists and rules of the run.
        earlier: What was decided before, and why it is asked again.
    """
    return _cells(alert_row(alert, notices) | {"earlier": earlier}, run_key)


def claim_cells(claim: Claim, run_key: str) -> list[str]:
    """The cells of a claim about no subject, in the order of `COLUMNS`."""
    return _cells(claim_row(claim), run_key)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV: UTF-8, CRLF, every cell quoted; without byte-order mark and header."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(rows)
    return target.getvalue().encode("utf-8", "replace")


#: Byte-order mark and header: how `review.csv` begins.
CSV_HEAD = b"\xef\xbb\xbf" + csv_bytes([COLUMNS])


def claim_order(claim: Claim) -> tuple[str, str, str, str]:
    """Claims about no subject are sorted by this."""
    return (claim.document_id, claim.name, claim.authority, claim.text)


def sheet_bytes(
    alerts: Iterable[Alert], claims: Iterable[Claim], lists: Lists, run_key: str
) -> bytes:
    """The whole `review.csv`: UTF-8 with byte-order mark, CRLF, every cell quoted.

    Args:
        alerts: Alerts above the line.
        claims: Claims about no subject; they follow the alerts.
        lists: The loaded lists, for their versions.
        run_key: Digest that names inputs, lists and rules of the run.
    """
    notices = list_notices(lists.versions)
    ordered = sorted(alerts, key=lambda a: (_BAND_ORDER[a.band], -a.score, a.alert_id))
    rows = [alert_cells(alert, notices, run_key) for alert in ordered]
    rows += [claim_cells(claim, run_key) for claim in sorted(claims, key=claim_order)]
    return CSV_HEAD + csv_bytes(rows)


def _cells(values: dict[str, str], run_key: str) -> list[str]:
    cells = [safe_cell(values.get(column, "")) for column in COLUMNS]
    cells[-3:] = [run_key, "", SCHEMA]
    cells[-2] = check_of(cells)
    return cells


def check_of(cells: Sequence[str]) -> str:
    """The check value of a row whose cells stand in the order of `COLUMNS`."""
    return row_check([cells[0], *cells[len(EDITABLE) : -2]])


def alert_row(alert: Alert, list_versions: dict[str, str]) -> dict[str, str]:
    """The cells of one alert."""
    designations = alert.subject.designations
    best = alert.mentions[0] if alert.mentions else None
    document = alert.document
    return {
        "alert_id": alert.alert_id,
        "disposition": "",
        "band": alert.band or "",
        "score": f"{alert.score:.2f}",
        "status": alert.status,
        "kind": alert.subject.kind,
        "article_title": document.title or "",
        "published": document.published or "",
        "snippet": best.snippet if best else "",
        "mention": best.text if best else "",
        "mentions": str(len(alert.mentions)),
        "listed_name": alert.matched_name.text,
        "name_kind": alert.matched_name.quality,
        "parts_matched": _parts(alert),
        "why": why(alert),
        "agrees": _details(alert, agrees=True),
        "conflicts": _details(alert, agrees=False),
        "unknown": unknown(alert),
        "authorities": _authorities(alert),
        "programmes": _joined(p for d in designations for p in d.programmes),
        "list": _joined(d.list for d in designations),
        "list_version": _joined(
            f"{d.list} {list_versions[d.list]}" for d in designations if d.list in list_versions
        ),
        "authority_ref": _joined(f"{d.authority} {_reference(d)}" for d in designations),
        "listed_on": _joined(f"{d.authority} {d.listed_on}" for d in designations if d.listed_on),
        "listing_url": _joined(d.url for d in designations if d.url),
        "homonyms": _joined(alert.homonyms),
        "claims": _joined(map(_claim_cell, alert.claims)),
        "article_url": document.url or document.path or "",
        "document_id": document.id,
        "subject_id": alert.subject.id,
    }


_ON_LIST = {True: "on that list", False: "not on that list", None: "that list is not loaded"}


def _claim_cell(claim: Claim) -> str:
    """A claim and what the lists show: `KR: that list is not loaded`."""
    if claim.authority == "unknown":
        return "unknown: " + ("on a loaded list" if claim.on_list else "no body named")
    return f"{claim.authority}: {_ON_LIST[claim.on_list]}"


def claim_row(claim: Claim) -> dict[str, str]:
    """The cells of a claim about someone on no loaded list; the score stays empty."""
    return {
        "article_title": "",
        "snippet": claim.text,
        "mention": claim.name,
        "why": "claimed, not found",
        "claims": _claim_cell(claim),
        "authorities": claim.authority,
        "document_id": claim.document_id,
    }


def why(alert: Alert) -> str:
    """One sentence: what matched whom, and what that means.

    Says "possible match", and for a reported subject that no authority designates it.
    """
    subject = alert.subject
    spoken = alert.mentions[0].text if alert.mentions else alert.matched_name.text
    by = ", ".join(dict.fromkeys(d.authority for d in subject.designations))
    if alert.status == "designated":
        standing = f"designated by {', '.join(subject.authorities)}"
    elif alert.status == "delisted":
        standing = f"once designated by {by}, since delisted"
    else:
        standing = f"named in reporting by {by}; not designated on the loaded lists"
    reason = next((item.detail for item in alert.evidence if item.feature == "name"), "")
    namesakes = (
        f"; {len(alert.homonyms)} other listed subject(s) fit the same name"
        if alert.homonyms
        else ""
    )
    return (
        f"possible match: “{spoken}” with {subject.kind} {subject.name} ({standing}). "
        f"{reason}{namesakes}{_copies(alert)}"
    )


def _copies(alert: Alert) -> str:
    if not alert.copy_count:
        return ""
    more = ", …" if alert.copy_count > len(alert.copies) else ""
    noun = "copy" if alert.copy_count == 1 else "copies"
    return f"; also in {alert.copy_count} {noun}: {', '.join(alert.copies)}{more}"


def unknown(alert: Alert) -> str:
    """Facts the list prints that the text neither confirms nor denies."""
    features = {item.feature for item in alert.evidence}
    designations = alert.subject.designations
    missing = []
    born = _joined(date for d in designations for date in d.birth_dates)
    if born and not features & {"age_differs", "birth_agrees", "birth_differs"}:
        missing.append(f"birth date (list: {born})")
    titles = [title for d in designations for title in d.titles]
    if alert.subject.kind == "person" and titles and "role_agrees" not in features:
        missing.append(f"post (list: {titles[0][:120]})")
    imo = _joined(sorted(alert.subject.numbers("imo")))
    if imo and not features & {"imo_agrees", "imo_differs"}:
        missing.append(f"IMO number (list: {imo})")
    if "country_agrees" not in features:
        countries = _joined(c for d in designations for c in (*d.nationalities, *d.flags))
        if countries:
            missing.append(f"country (list: {countries})")
    return "; ".join(missing)


def _details(alert: Alert, *, agrees: bool) -> str:
    return "; ".join(
        f"{item.detail} ({item.effect:+.2f})"
        for item in alert.evidence
        if item.feature != "name" and (item.effect > 0 if agrees else item.effect < 0)
    )


def _parts(alert: Alert) -> str:
    """How many parts of the listed name the mention shows (`2/3`)."""
    from xref.names.fold import fold

    listed = fold(alert.matched_name.text).split()
    shown = max((len(fold(mention.text).split()) for mention in alert.mentions), default=0)
    return f"{min(shown, len(listed))}/{len(listed)}" if listed else ""


def _authorities(alert: Alert) -> str:
    return _joined(
        designation.authority + _STANDING.get(designation.status, "")
        for designation in alert.subject.designations
    )


_STANDING = {"reported": " (reported)", "delisted": " (delisted)"}


def _joined(values: Iterable[str] | Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def _reference(designation: Designation) -> str:
    """The authority's reference, or that it prints none (the id is then made by xref)."""
    made = _MADE_REFERENCE.fullmatch(designation.reference)
    return "(no reference printed)" if made else designation.reference


def designation_line(designation: Designation) -> str:
    """One designation in a line, for terminals.

    Example:
        >>> from xref.model import Name
        >>> designation_line(Designation(id="eu-oj:1", list="eu-oj", reference="269/2014 1868",
        ...     authority="EU", kind="person", names=(Name("KIM Yong Bok"),),
        ...     programmes=("EU-UKR",), listed_on="2024-12-16"))
        'EU 269/2014 1868: KIM Yong Bok [EU-UKR] since 2024-12-16'
    """
    programmes = f" [{', '.join(designation.programmes)}]" if designation.programmes else ""
    since = f" since {designation.listed_on}" if designation.listed_on else ""
    status = "" if designation.status == "designated" else f" ({designation.status})"
    return (
        f"{designation.authority} {_reference(designation)}: {designation.name}"
        f"{programmes}{since}{status}"
    )
