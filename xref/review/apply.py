"""Applying sheets: from rows that reviewers filled in to verdicts.

Owns the comparison of sheets with the run they belong to, with each other and with the log.
Invariants: all problems of all sheets are told at once; a sheet with a problem gives no
verdict; order, filters and a spreadsheet's own damage do no harm. Refuses to write: `Desk` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xref.match.screening import alert_id as make_alert_id
from xref.review.agreement import Agreement, Change, Plan
from xref.review.damage import damage, is_suspect, unmangled
from xref.review.desk import Verdict, verdict_problems
from xref.review.history import History
from xref.review.reading import SheetFile, SheetRow
from xref.review.recorded import RecordedRun
from xref.review.sheet import (
    COLUMNS,
    EDITABLE,
    SCHEMA,
    SheetRows,
    check_of,
    list_notices,
    own_text,
)
from xref.rules.review import ReviewRules

_AT = {column: at for at, column in enumerate(COLUMNS)}
_READ_ONLY = [
    at
    for at, column in enumerate(COLUMNS)
    if column not in (*EDITABLE, "run_id", "row_check", "schema")
]
_SHOWN = 60


class Sheets:
    """Compares sheets with a run and with the log.

    Args:
        run: The run they belong to.
        history: The decisions so far.
        rules: Dispositions and reasons.
        reviewer: Who signs rows without a name in them.
        overrule: Decide anew what somebody else decided since the sheet was written.
        partial: Take a sheet from which rows were deleted.
    """

    def __init__(
        self,
        run: RecordedRun,
        history: History,
        rules: ReviewRules,
        *,
        reviewer: str = "",
        overrule: bool = False,
        partial: bool = False,
    ) -> None:
        self._run = run
        self._history = history
        self._rules = rules
        self._reviewer = reviewer
        self._overrule = overrule
        self._partial = partial
        self._rows = SheetRows(list_notices(run.versions), run.run_key)
        self._by_check: dict[str, str] | None = None
        self._plan = Plan()
        self._seen: set[str] = set()
        self._said: dict[str, list[Change]] = {}
        self._damaged: Counter[tuple[str, str]] = Counter()

    def compare(self, files: Sequence[SheetFile]) -> Plan:
        """Compare all sheets; call it once.

        Raises:
            SheetError: A file is no review sheet at all.
        """
        for file in files:
            self._take(file)
        self._count_damage()
        self._missing()
        agreement = Agreement(self._run, self._history, self._plan, overrule=self._overrule)
        for said in self._said.values():
            agreement.settle(said)
        self._said.clear()
        self._plan.head = self._history.head.hash
        return self._plan

    def _problem(self, where: str, column: str, what: str) -> None:
        self._plan.problems.append(f"{where}:{column}: {what}")

    def _take(self, file: SheetFile) -> None:
        first_row: dict[str, str] = {}
        strangers: Counter[tuple[str, str]] = Counter()
        for row in file.rows():
            where = f"{file.path}:{row.sheet + '!' if row.sheet else ''}{row.number}"
            run_key, schema = row.cells[_AT["run_id"]].strip(), row.cells[_AT["schema"]].strip()
            if run_key != self._run.run_key or schema != SCHEMA:
                strangers[run_key, schema] += 1
                if strangers[run_key, schema] == 1:
                    self._stranger(where, run_key, schema)
                continue
            self._row(file, row, where, first_row)
        for (run_key, _), count in strangers.items():
            if count > 1:
                self._plan.problems.append(
                    f"{file.path}: {count} rows of run {run_key or '(none)'}"
                )
        self._plan.notes += file.notes

    def _stranger(self, where: str, run_key: str, schema: str) -> None:
        if run_key != self._run.run_key:
            self._problem(
                where, "run_id",
                f"this row is of run {run_key or '(none)'}, and the folder {self._run.folder} is "
                f"of run {self._run.run_key}: other articles, lists or rules; name the row's own "
                "run with --run, or take the row out if somebody added it",
            )  # fmt: skip
        else:
            self._problem(
                where, "schema",
                f"version {schema or '(none)'} of the sheet is not {SCHEMA}; use the version of "
                "xref that wrote it",
            )  # fmt: skip

    def _row(self, file: SheetFile, row: SheetRow, where: str, first_row: dict[str, str]) -> None:
        cells = row.cells
        if not cells[0].strip() and not cells[_AT["subject_id"]].strip():
            # A claim about somebody on no list: shown to be read, nothing to decide.
            if any(cells[at].strip() for at in (1, 3)):
                self._problem(
                    where, "disposition",
                    "this row is a claim about somebody on no loaded list; empty the cell",
                )  # fmt: skip
            return
        intact = cells[0] in self._run.places and check_of(cells) == cells[_AT["row_check"]].strip()
        alert_id = cells[0] if intact else self._identify(cells)
        if alert_id is None:
            self._problem(
                where, "alert_id",
                f"{_short(cells[0])} is no alert of this run; take the row out, or restore it "
                "from a fresh sheet",
            )  # fmt: skip
            return
        if alert_id in first_row:
            self._problem(
                where, "alert_id",
                f"repeats {first_row[alert_id]}; delete one of the two rows",
            )  # fmt: skip
            return
        first_row[alert_id] = where
        self._seen.add(alert_id)
        mangled = False if intact else self._compare(cells, alert_id, where)
        lossy = mangled or not file.is_unicode
        verdict = self._verdict(cells, alert_id, where, lossy=lossy)
        if verdict is not None:
            mention, document = (own_text(cells[_AT[c]]) for c in ("mention", "document_id"))
            about = f"“{_cut(mention)}” in {_cut(document)}"
            self._said.setdefault(alert_id, []).append(Change(verdict, where, file.via, about))

    def _identify(self, cells: list[str]) -> str | None:
        """Find the alert of a row: by its id, its article and subject, or its check value."""
        known = self._run.places
        if cells[0].strip() in known:
            return cells[0].strip()
        document, subject = (own_text(cells[_AT[c]]) for c in ("document_id", "subject_id"))
        made = make_alert_id(document, subject)
        if made in known:
            return made
        if self._by_check is None:
            self._by_check = {
                self._rows.cells(each.alert, each.told)[-2]:
                each.alert.alert_id
                for each in self._run.alerts()
            }  # fmt: skip
        return self._by_check.get(cells[_AT["row_check"]].strip())

    def _compare(self, cells: list[str], alert_id: str, where: str) -> bool:
        """Compare the read-only cells of a row with the run; tells whether they were mangled."""
        recorded = self._run.alert(alert_id)
        assert recorded is not None  # noqa: S101 - it was found in the run
        expected = self._rows.cells(recorded.alert, recorded.told)
        mangled = False
        if cells[0].strip() != alert_id:
            # Sixteen digits, or digits around an e, are a number to a spreadsheet.
            self._damaged["alert_id", "an id was rewritten"] += 1
        for at in (*_READ_ONLY, _AT["row_check"]):
            kind = damage(expected[at], cells[at])
            if kind is None:
                self._problem(
                    where, COLUMNS[at],
                    f"was changed: the run says {_short(expected[at])}, the sheet "
                    f"{_short(cells[at])}; restore it, only the columns to fill in are yours",
                )  # fmt: skip
            elif kind:
                self._damaged[COLUMNS[at], kind] += 1
                mangled = mangled or kind.startswith("letters")
        return mangled

    def _count_damage(self) -> None:
        for (column, kind), count in sorted(self._damaged.items()):
            self._plan.notes.append(
                f"column {column}: {kind} in {count} row{'s' if count != 1 else ''} by the "
                "spreadsheet; the run's own value counts"
            )

    def _verdict(
        self, cells: list[str], alert_id: str, where: str, *, lossy: bool
    ) -> Verdict | None:
        typed = cells[1 : len(EDITABLE)]
        if lossy:
            typed = [each if each.isascii() else next(unmangled(each), each) for each in typed]
        disposition, reviewer, reason, comment = (own_text(cell).strip() for cell in typed)
        if lossy:
            for column, text in (("comment", comment), ("reviewer", reviewer)):
                if is_suspect(text):
                    self._problem(
                        where, column,
                        "letters were lost when the sheet was saved in an encoding that lacks "
                        "them; type it again and save as XLSX, or as CSV UTF-8",
                    )  # fmt: skip
        for column, text in (("disposition", disposition), ("reason_code", reason),
                             ("reviewer", reviewer), ("comment", comment)):  # fmt: skip
            if text.startswith("="):
                self._problem(where, column, "begins like a formula; type the text itself")
                return None
        if not disposition:
            if reason or comment:
                self._problem(
                    where, "disposition",
                    "is empty, but there is a reason or a comment; choose one, pending if it "
                    "stays open",
                )  # fmt: skip
            else:
                self._plan.left_open += 1
            return None
        verdict = Verdict(
            alert_id, _code(disposition), _code(reason), comment, reviewer or self._reviewer
        )
        problems = verdict_problems(verdict, self._rules)
        for column, what in problems:
            self._problem(where, column, what)
        return None if problems else verdict

    def _missing(self) -> None:
        missing = [one for one in self._run.on_sheet() if one not in self._seen]
        if not missing:
            return
        shown = ", ".join(missing[:5]) + (", …" if len(missing) > 5 else "")
        what = f"{len(missing)} rows of the run are missing ({shown})"
        if self._partial:
            self._plan.notes.append(f"{what}; they stay open")
        elif not self._plan.problems or self._seen:
            self._plan.problems.append(
                f"{what}; restore them, apply all parts of a divided sheet together, or say "
                "--partial to leave them open"
            )


def _code(text: str) -> str:
    """A disposition or reason as it may be typed by hand.

    Example:
        >>> _code("False positive")
        'false_positive'
    """
    return text.strip().lower().replace(" ", "_").replace("-", "_")


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _short(text: str) -> str:
    return repr(_cut(text))
