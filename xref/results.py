"""Results: the files of a run, written from its work file.

Owns the order of results and the ids of documents. Invariants: the same finished documents
give the same bytes, in whatever order they were finished; ids are unique within a run, in the
order of the inputs; no more than a line for each alert is held. Refuses to screen.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from xref.alerts import alert_object, claim_object, copy_object, is_above, json_lines
from xref.articles.copies import Copies
from xref.articles.digests import Digests
from xref.articles.reading import InputFile
from xref.articles.sources import Skipped
from xref.errors import OutputError
from xref.match.matcher import Matcher
from xref.match.screening import alert_id
from xref.model import Alert, Claim, Document, Subject
from xref.review.recorded import SUBJECTS
from xref.review.sheet import (
    CSV_HEAD,
    SheetRows,
    claim_cells,
    claim_order,
    csv_bytes,
    list_notices,
)
from xref.review.suppression import NOBODY, Memory
from xref.review.workbook import ReviewWorkbook
from xref.runs import COPIES, SHEET, WORKBOOK, RunFolder
from xref.syndication import Said, Story
from xref.work import SourceWork, WorkFile
from xref.work_lines import Found, FoundAlert, Part, Sheet, encode

#: Rows of the sheet that are made at a time.
_ROWS = 5_000
_BANDS = {"strong": 0, "possible": 1}


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A document with findings, and where in the work file its line stands."""

    id: str
    at: int


class _Row(msgspec.Struct, frozen=True, order=True, gc=False):
    """An alert on the sheet, in the order of the sheet."""

    band: int
    against_score: float
    alert_id: str
    id: str
    at: int
    position: int


class Account(msgspec.Struct):
    """What was read: the part of the manifest that the work file tells.

    Attributes:
        documents: How many were read.
        inputs: In the order of the arguments.
        skipped: Problems, likewise.
        told_late: Those of `skipped` that only the whole run shows.
        places: Documents with findings, in the order of the inputs.
    """

    documents: int = 0
    inputs: list[InputFile] = []
    skipped: list[Skipped] = []
    told_late: list[Skipped] = []
    places: list[Place] = []


def account(work: WorkFile, sources: Sequence[SourceWork]) -> Account:
    """Go through all documents in the order of the inputs and give each its id."""
    found = Account()
    ids = Digests()
    for source in sources:
        found.documents += _account_one(work, source, ids, found)
    return found


def _account_one(work: WorkFile, source: SourceWork, ids: Digests, found: Account) -> int:
    opened, end = source.opened, source.end
    late: list[Skipped] = []
    documents = 0
    for part in work.lines(at for _, _, at in sorted(source.parts)):
        assert isinstance(part, Part)  # noqa: S101 - the places are those of parts
        for n, wanted in enumerate(part.ids, start=part.first):
            documents += 1
            unique = _unique(ids, wanted)
            if unique != wanted:
                reason = f"the id {wanted!r} was used before; this document is {unique!r}"
                late.append(Skipped(opened.path, None, reason, None, True))
            if n in source.lost:
                reason = f"{unique} could not be screened: {source.lost[n]}"
                late.append(Skipped(opened.path, None, reason))
            elif n in source.found:
                found.places.append(Place(unique, source.found[n]))
    skipped = [*(end.problems if end is not None else ()), *late]
    found.skipped.extend(skipped)
    found.told_late.extend(late)
    if end is not None and end.input is not None:
        lost = len(source.lost)
        found.inputs.append(
            msgspec.structs.replace(
                end.input,
                documents=documents - lost,
                skipped=sum(not each.kept for each in skipped),
            )
        )
    return documents - len(source.lost)


def _unique(ids: Digests, wanted: str) -> str:
    """The id, with `#2`, `#3` … behind it where it was used before."""
    found, number = wanted, 1
    while not ids.add(found):
        number += 1
        found = f"{wanted}#{number}"
    return found


class Results:
    """Writes the outputs of a run.

    Args:
        work: All documents finished.
        places: From `account`.
        matcher: The one that screened.
        memory: Earlier decisions; None consults none.
        about: Lines of the workbook's Run sheet.
    """

    def __init__(
        self,
        work: WorkFile,
        places: Sequence[Place],
        matcher: Matcher,
        memory: Memory | None = None,
        about: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._work = work
        self._matcher = matcher
        self._subjects = {subject.id: subject for subject in matcher.index.subjects}
        self._rows: list[_Row] = []
        self._unfound: list[Claim] = []
        self.counts: Counter[str] = Counter()
        self._memory = memory
        self._about = about
        self._earlier: dict[str, str] = {}
        self._copies = _Copies(matcher.rules.articles.copies.most_named)
        self._tell_copies(places)
        self._places = sorted(places)

    def _tell_copies(self, places: Sequence[Place]) -> None:
        """Find, in the order of the inputs, what copies repeat of earlier articles."""
        copies: Copies[Story] = Copies(self._matcher.rules.articles)
        for place, line in zip(places, self._work.marks(place.at for place in places), strict=True):
            story = copies.original(
                Story(partial(self._findings, place)), line.published, line.marks
            )
            if story is not None:
                alerts, claims = self._findings(place)
                self.counts["copies"] += 1
                self._copies.take(place, story, alerts, claims)

    def _findings(self, place: Place) -> tuple[list[Alert], list[Claim]]:
        line = next(self._work.lines([place.at]))
        assert isinstance(line, Found)  # noqa: S101 - the places are those of findings
        return self._made(place.id, line)

    def write(self, folder: RunFolder, key: str) -> None:
        """Write sheet, alerts, those below the line, claims, and the subjects of all these.

        Raises:
            OutputError: The disk is full.
        """
        with contextlib.ExitStack() as files:
            above = files.enter_context(folder.writing("alerts.jsonl"))
            below = files.enter_context(folder.writing("below.jsonl"))
            claimed = files.enter_context(folder.writing("claims.jsonl"))
            copied = None
            if self._copies.are_there():
                copied = files.enter_context(folder.writing(COPIES))
            else:
                folder.leave_out(COPIES)
            named: set[str] = set()
            for place, alerts, claims in self._documents():
                own: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
                repeated = []
                for position, alert in enumerate(alerts):
                    earlier = self._copies.earlier(place, alert)
                    if earlier is not None:
                        self.counts["repeated"] += 1
                        line = copy_object(alert, earlier.alert_id, earlier.document_id)
                        repeated.append(line)
                        continue
                    self.counts[alert.band or ""] += 1
                    named.add(alert.subject.id)
                    line, suppressed = self._line(self._copies.named(alert))
                    own[is_above(alert)].append(line)
                    if is_above(alert) and not suppressed:
                        row = _Row(
                            _BANDS[alert.band or ""], -alert.score, alert.alert_id,
                            place.id, place.at, position,
                        )  # fmt: skip
                        self._rows.append(row)
                above(json_lines(own[True]))
                below(json_lines(own[False]))
                if copied is not None:
                    copied(json_lines(repeated))
                claimed(json_lines(map(claim_object, claims)))
                self.counts["claims"] += len(claims)
                self._unfound += self._copies.new_claims(place, claims)
        with folder.writing(SUBJECTS) as subjects:
            for one in sorted(named):
                subjects(json_lines([msgspec.to_builtins(self._subjects[one])]))
        self._write_sheets(folder, key)

    def _write_sheets(self, folder: RunFolder, key: str) -> None:
        """Write both sheets in one go, and note down what they are."""
        self._rows.sort()
        self._unfound.sort(key=claim_order)
        with (
            _temporary(folder.path) as made,
            folder.writing(SHEET) as sheet,
            folder.writing(WORKBOOK) as workbook,
        ):
            try:
                with ReviewWorkbook(made, self._matcher.rules.review, self._about) as book:
                    sheet(CSV_HEAD)
                    for rows in self._sheet(key):
                        sheet(csv_bytes(rows))
                        book.add(rows)
                with made.open("rb") as stream:
                    while piece := stream.read(1 << 20):
                        workbook(piece)
            except OSError as error:
                raise OutputError(
                    f"{folder.path / WORKBOOK}: cannot be written: {error.strerror or error}",
                    hint="check space and permissions",
                ) from None
            # Before the sheets appear: a sheet of another content is somebody's work.
            self._work.append(encode([Sheet(sheet.sha256()), Sheet(workbook.sha256(), WORKBOOK)]))
            self._work.sync()

    def _line(self, alert: Alert) -> tuple[dict[str, Any], bool]:
        """The line of an alert, and whether an earlier decision keeps it off the sheet."""
        standing = NOBODY
        if self._memory is not None:
            standing = self._memory.standing(alert, self._copies.documents(alert))
        if is_above(alert):
            self.counts["suppressed"] += standing.suppressed
            self.counts["reopened"] += bool(standing.reopened)
            if standing.decision is not None and not standing.suppressed:
                self._earlier[alert.alert_id] = standing.text()
        line = alert_object(alert)
        line["earlier"] = standing.as_object()
        line["suppressed_by"] = standing.suppressed_by
        return line, standing.suppressed

    def _documents(self) -> Iterator[tuple[Place, list[Alert], list[Claim]]]:
        for place, line in zip(
            self._places, self._work.lines(place.at for place in self._places), strict=True
        ):
            assert isinstance(line, Found)  # noqa: S101 - the places are those of findings
            yield place, *self._made(place.id, line)

    def _made(self, document_id: str, line: Found) -> tuple[list[Alert], list[Claim]]:
        """Alerts and claims of a document as screening gave them, in the order of the files."""
        document = Document(
            document_id, "", line.title, line.published, line.path,
            author=line.author, language=line.language, url=line.url,
        )  # fmt: skip
        alerts = [_alert(document, self._subjects[found.subject], found) for found in line.alerts]
        alerts.sort(key=lambda alert: (-alert.score, alert.subject.id))
        claims = [msgspec.structs.replace(claim, document_id=document_id) for claim in line.claims]
        claims.sort(key=lambda c: (c.name, c.authority, c.text, str(c.subject_id)))
        return alerts, claims

    def _sheet(self, key: str) -> Iterator[list[list[str]]]:
        """The rows of the sheet, some at a time."""
        made = SheetRows(list_notices(self._matcher.lists.versions), key)
        for first in range(0, len(self._rows), _ROWS):
            alerts = self._row_alerts(self._rows[first : first + _ROWS])
            yield [made.cells(alert, self._earlier.get(alert.alert_id, "")) for alert in alerts]
        for first in range(0, len(self._unfound), _ROWS):
            yield [claim_cells(claim, key) for claim in self._unfound[first : first + _ROWS]]

    def _row_alerts(self, rows: Iterable[_Row]) -> list[Alert]:
        rows = list(rows)
        found = []
        for row, line in zip(rows, self._work.lines(row.at for row in rows), strict=True):
            assert isinstance(line, Found)  # noqa: S101 - the places are those of findings
            alert = self._made(row.id, line)[0][row.position]
            found.append(self._copies.named(alert))
        return found


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """A file name in a folder that goes away; the disk is the one that results are for."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{WORKBOOK}.") as place:
        yield Path(place) / WORKBOOK


class _Copies:
    """What copies of a run repeat, and which they are.

    Args:
        most: So many copies are named with an alert.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._earlier: dict[tuple[int, str], Said] = {}
        self._claims: dict[int, set[Claim]] = {}
        self._documents: dict[str, list[str]] = {}

    def take(
        self, place: Place, story: Story, alerts: Iterable[Alert], claims: Iterable[Claim]
    ) -> None:
        """Note down what an article repeats of its story."""
        for alert in alerts:
            earlier = story.repeated(alert)
            if earlier is None:
                continue
            self._earlier[place.at, alert.subject.id] = earlier
            self._documents.setdefault(earlier.alert_id, []).append(place.id)
        repeated = {claim for claim in claims if story.has_claim(claim)}
        if repeated:
            self._claims[place.at] = repeated

    def are_there(self) -> bool:
        """Whether any alert is repeated."""
        return bool(self._earlier)

    def earlier(self, place: Place, alert: Alert) -> Said | None:
        """The alert that one of a copy repeats; None if it stands for itself."""
        return self._earlier.get((place.at, alert.subject.id))

    def documents(self, alert: Alert) -> Sequence[str]:
        """All copies that repeat the alert, by their ids."""
        return self._documents.get(alert.alert_id, ())

    def named(self, alert: Alert) -> Alert:
        """The alert with the copies that repeat it."""
        documents = self._documents.get(alert.alert_id)
        if documents is None:
            return alert
        first = tuple(documents[: self._most])
        return msgspec.structs.replace(alert, copies=first, copy_count=len(documents))

    def new_claims(self, place: Place, claims: Iterable[Claim]) -> list[Claim]:
        """Claims about no subject that no earlier article of the story makes in these words."""
        repeated = self._claims.get(place.at, ())
        return [each for each in claims if each.subject_id is None and each not in repeated]


def _alert(document: Document, subject: Subject, found: FoundAlert) -> Alert:
    return Alert(
        alert_id=alert_id(document.id, subject.id),
        document_id=document.id,
        document=document,
        subject=subject,
        score=found.score,
        band=found.band,  # type: ignore[arg-type]
        status=subject.status,
        evidence=found.evidence,
        matched_name=found.name,
        mentions=found.mentions,
        claims=tuple(
            msgspec.structs.replace(claim, document_id=document.id) for claim in found.claims
        ),
        homonyms=found.homonyms,
    )
