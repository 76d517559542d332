"""The review sheet: one row an alert, from which an analyst can decide.

Owns the columns of `review.csv` and how a cell is made safe for a spreadsheet. Invariants:
the same alerts give the same bytes; no cell begins a formula; the columns to fill in
stand first and are empty. Refuses to say that anyone *is* sanctioned.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from xref.model import Alert, Claim, Designation, Lists, ListVersion
from xref.review.subject_cells import SubjectCells, joined, reference, subject_cells

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

_BAND_ORDER = {"strong": 0, "possible": 1, "weak": 2, None: 3}

# What starts a formula in Excel, LibreOffice or Google Sheets: OWASP ASVS 5 (1.2.10), CWE-1236,
# widened by full-width signs and by what may stand before them unseen.
_FORMULA = frozenset("=+-@\t\r\n\0|＝＋－＠")
_INVISIBLE = " \u00a0\ufeff\u200b\u200c\u200d\u2060"
_BEFORE_FORMULA = _FORMULA | frozenset(_INVISIBLE)
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
    if text[0] not in _BEFORE_FORMULA:
        return text
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
    values = list(values)
    text = "\x1f".join(map(str.strip, values))
    if "\r" in text:
        text = "\x1f".join(map(normal_cell, values))
    return "r" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def list_notices(versions: Iterable[ListVersion]) -> dict[str, str]:
    """What the sheet says about the copy of each list."""
    return {
        version.name: (version.published or version.sha256[:12])
        + (" (built-in)" if version.builtin else "")
        for version in versions
    }


class SheetRows:
    """Makes the rows of one sheet; what it prints of a subject is made once.

    Args:
        notices: From `list_notices`.
        run_key: Digest that names inputs, lists and rules of the run.
    """

    def __init__(self, notices: Mapping[str, str], run_key: str) -> None:
        self._notices = notices
        self._run_key = run_key
        self._subjects: dict[str, tuple[SubjectCells, dict[str, str]]] = {}

    def cells(self, alert: Alert, earlier: str = "") -> list[str]:
        """The cells of an alert, in the order of `COLUMNS`.

        Args:
            alert: An alert above the line.
            earlier: What was decided before, and why it is asked again.
        """
        known = self._subjects.get(alert.subject.id)
        if known is None or known[0].subject is not alert.subject:
            subject = subject_cells(alert.subject, self._notices)
            safe = {column: safe_cell(text) for column, text in subject.columns.items()}
            known = self._subjects[alert.subject.id] = (subject, safe)
        own = _alert_row(alert, known[0])
        own["earlier"] = earlier
        if not _are_safe(own.values()):
            own = {column: safe_cell(text) for column, text in own.items()}
        return _checked(list(_IN_ORDER({**_EMPTY, **own, **known[1]})), self._run_key)


_EMPTY = dict.fromkeys(COLUMNS, "")
_IN_ORDER = itemgetter(*COLUMNS)


def _are_safe(texts: Collection[str]) -> bool:
    """Whether `safe_cell` would leave all of them as they are; looks at them at once."""
    return (
        "".join(texts).isprintable()
        and {text[:1] for text in texts}.isdisjoint(_BEFORE_FORMULA)
        and max(map(len, texts)) <= _CELL_LIMIT
    )


def alert_cells(
    alert: Alert, notices: dict[str, str], run_key: str, earlier: str = ""
) -> list[str]:
    """The cells of one alert, in the order of `COLUMNS`; see `SheetRows`."""
    return SheetRows(notices, run_key).cells(alert, earlier)


def claim_cells(claim: Claim, run_key: str) -> list[str]:
    """The cells of a claim about no subject, in the order of `COLUMNS`."""
    return _cells(claim_row(claim), run_key)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    r"""Rows as CSV: UTF-8, CRLF, every cell quoted; without byte-order mark and header.

    Example:
        >>> csv_bytes([["a", '6" pipe'], ["", "c"]])
        b'"a","6"" pipe"\r\n"","c"\r\n'
    """
    lines = []
    for cells in rows:
        line = _BETWEEN.join(cells)
        if line.count('"') != 2 * len(cells) - 2:
            line = _BETWEEN.join([cell.replace('"', '""') for cell in cells])
        lines.append(f'"{line}"\r\n')
    return "".join(lines).encode("utf-8", "replace")


_BETWEEN = '","'
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
    made = SheetRows(notices, run_key)
    rows = [made.cells(alert) for alert in ordered]
    rows += [claim_cells(claim, run_key) for claim in sorted(claims, key=claim_order)]
    return CSV_HEAD + csv_bytes(rows)


def _cells(values: dict[str, str], run_key: str) -> list[str]:
    return _checked([safe_cell(values.get(column, "")) for column in COLUMNS], run_key)


def _checked(cells: list[str], run_key: str) -> list[str]:
    cells[-3:] = [run_key, "", SCHEMA]
    cells[-2] = check_of(cells)
    return cells


def check_of(cells: Sequence[str]) -> str:
    """The check value of a row whose cells stand in the order of `COLUMNS`."""
    return row_check([cells[0], *cells[len(EDITABLE) : -2]])


def alert_row(alert: Alert, list_versions: dict[str, str]) -> dict[str, str]:
    """The cells of one alert, before they are made safe."""
    subject = subject_cells(alert.subject, list_versions)
    return _alert_row(alert, subject) | subject.columns


def _alert_row(alert: Alert, subject: SubjectCells) -> dict[str, str]:
    """The cells that depend on the alert."""
    best = alert.mentions[0] if alert.mentions else None
    document = alert.document
    return {
        "alert_id": alert.alert_id,
        "disposition": "",
        "band": alert.band or "",
        "score": f"{alert.score:.2f}",
        "status": alert.status,
        "article_title": document.title or "",
        "published": document.published or "",
        "snippet": best.snippet if best else "",
        "mention": best.text if best else "",
        "mentions": str(len(alert.mentions)),
        "listed_name": alert.matched_name.text,
        "name_kind": alert.matched_name.quality,
        "parts_matched": _parts(alert),
        "why": _why(alert, subject),
        "agrees": _details(alert, agrees=True),
        "conflicts": _details(alert, agrees=False),
        "unknown": _unknown(alert, subject),
        "homonyms": joined(alert.homonyms),
        "claims": joined(map(_claim_cell, alert.claims)),
        "article_url": document.url or document.path or "",
        "document_id": document.id,
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
    return _why(alert, subject_cells(alert.subject, {}))


def _why(alert: Alert, cells: SubjectCells) -> str:
    subject = alert.subject
    spoken = alert.mentions[0].text if alert.mentions else alert.matched_name.text
    reason = next((item.detail for item in alert.evidence if item.feature == "name"), "")
    namesakes = (
        f"; {len(alert.homonyms)} other listed subject(s) fit the same name"
        if alert.homonyms
        else ""
    )
    return (
        f"possible match: “{spoken}” with {subject.kind} {subject.name} "
        f"({cells.standing[alert.status]}). {reason}{namesakes}{_copies(alert)}"
    )


def _copies(alert: Alert) -> str:
    if not alert.copy_count:
        return ""
    more = ", …" if alert.copy_count > len(alert.copies) else ""
    noun = "copy" if alert.copy_count == 1 else "copies"
    return f"; also in {alert.copy_count} {noun}: {', '.join(alert.copies)}{more}"


def unknown(alert: Alert) -> str:
    """Facts the list prints that the text neither confirms nor denies."""
    return _unknown(alert, subject_cells(alert.subject, {}))


def _unknown(alert: Alert, cells: SubjectCells) -> str:
    features = {item.feature for item in alert.evidence}
    missing = []
    if cells.born and not features & {"age_differs", "birth_agrees", "birth_differs"}:
        missing.append(cells.born)
    if cells.post and "role_agrees" not in features:
        missing.append(cells.post)
    if cells.imo and not features & {"imo_agrees", "imo_differs"}:
        missing.append(cells.imo)
    if cells.country and "country_agrees" not in features:
        missing.append(cells.country)
    return "; ".join(missing)


def _details(alert: Alert, *, agrees: bool) -> str:
    return "; ".join(
        f"{item.detail} ({item.effect:+.2f})"
        for item in alert.evidence
        if item.feature != "name" and (item.effect > 0 if agrees else item.effect < 0)
    )


def _parts(alert: Alert) -> str:
    """How many parts of the listed name the mention shows (`2/3`)."""
    listed = _words(alert.matched_name.text)
    shown = max((_words(mention.text) for mention in alert.mentions), default=0)
    return f"{min(shown, listed)}/{listed}" if listed else ""


@lru_cache(maxsize=4_096)
def _words(text: str) -> int:
    from xref.names.fold import fold

    return len(fold(text).split())


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
        f"{designation.authority} {reference(designation)}: {designation.name}"
        f"{programmes}{since}{status}"
    )
