"""Recorded runs: alerts as a run folder has them, as the reviewer saw them.

Owns reading `alerts.jsonl`, `below.jsonl`, `subjects.jsonl` and `manifest.json` for review.
Invariants: an alert read back gives the same row of the sheet; no more than a line is held for
each alert. Refuses to load lists: what counts is what was shown, not what is listed today.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from xref.errors import ReviewError
from xref.model import (
    Alert,
    Band,
    Claim,
    Document,
    Evidence,
    ListVersion,
    Mention,
    Name,
    Quality,
    Status,
    Subject,
    ZoneName,
)
from xref.review.suppression import told

SUBJECTS = "subjects.jsonl"
_FILES = ("alerts.jsonl", "below.jsonl")


class DocumentLine(msgspec.Struct, frozen=True):
    """The article of a line of `alerts.jsonl`."""

    id: str
    title: str | None
    published: str | None
    path: str | None
    author: str | None = None
    language: str | None = None
    url: str | None = None


class _Copies(msgspec.Struct, frozen=True):
    count: int = 0
    documents: tuple[str, ...] = ()


class _Subject(msgspec.Struct, frozen=True):
    id: str


class _Mention(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    zone: ZoneName
    snippet: str


class _Name(msgspec.Struct, frozen=True):
    text: str
    quality: Quality
    script: str


class _Claim(msgspec.Struct, frozen=True):
    authority: str
    text: str
    on_list: bool | None


class _Line(msgspec.Struct, frozen=True):
    alert_id: str
    document: DocumentLine
    subject: _Subject
    status: Status
    band: Band | None
    score: float
    mentions: tuple[_Mention, ...]
    matched_name: _Name
    evidence: tuple[Evidence, ...]
    claims: tuple[_Claim, ...]
    homonyms: tuple[str, ...]
    copies: _Copies = _Copies()
    earlier: dict[str, Any] | None = None
    suppressed_by: str | None = None


class _Id(msgspec.Struct, frozen=True, gc=False):
    alert_id: str
    suppressed_by: str | None = None


class RecordedAlert(msgspec.Struct, frozen=True):
    """An alert as a run recorded it.

    Attributes:
        earlier: The earlier decision that was shown with it, as in `Standing.as_object`.
        suppressed_by: Id of the decision that kept it off the sheet.
        line: The whole line, with keys that other parts of xref have added.
    """

    alert: Alert
    earlier: dict[str, Any] | None
    suppressed_by: str | None
    line: bytes

    @property
    def told(self) -> str:
        """The sheet's cell `earlier`."""
        return told(self.earlier)


class _Manifest(msgspec.Struct, frozen=True):
    run_id: str
    run_key: str
    started_at: str
    rules: dict[str, Any]
    lists: list[ListVersion]


class RecordedRun:
    """A finished run folder, opened for review; may be read from several threads.

    Args:
        folder: The folder with `manifest.json`.

    Raises:
        ReviewError: It is no finished run, or its files do not fit each other.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._streams: dict[str, IO[bytes]] = {}
        try:
            data = (folder / "manifest.json").read_bytes()
        except OSError as error:
            raise ReviewError(
                f"{folder}: is no folder of a finished run: manifest.json: {error.strerror}",
                hint="name the run's folder with --run",
            ) from None
        try:
            self.manifest: dict[str, Any] = msgspec.json.decode(data)
            about = msgspec.convert(self.manifest, _Manifest)
        except msgspec.MsgspecError as error:
            raise self._damaged("manifest.json", error) from None
        self.run_id = about.run_id
        self.run_key = about.run_key
        self.rules_digest = str(about.rules.get("digest", ""))
        self.versions = tuple(about.lists)
        self.subjects = self._read_subjects()
        self._line = msgspec.json.Decoder(_Line)
        #: Alert -> byte its line begins at, and the decision that keeps it off the sheet.
        self.places: dict[str, tuple[int, str | None]] = {}
        self._below: dict[str, int] | None = None
        self._guard = threading.Lock()
        for alert, at in self._scan(_FILES[0]):
            self.places[alert.alert_id] = (at, alert.suppressed_by)
        for name in _FILES:
            self._streams[name] = self._open(name)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for stream in self._streams.values():
            stream.close()

    def on_sheet(self) -> list[str]:
        """Ids of the alerts on its sheet, in the order of `alerts.jsonl`."""
        return [one for one, (_, suppressed) in self.places.items() if suppressed is None]

    def alert(self, alert_id: str) -> RecordedAlert | None:
        """Read an alert; those under the line, too."""
        place = self.places.get(alert_id)
        if place is not None:
            return self._read(_FILES[0], place[0])
        if self._below is None:
            self._below = {each.alert_id: at for each, at in self._scan(_FILES[1])}
        at = self._below.get(alert_id)
        return None if at is None else self._read(_FILES[1], at)

    def alerts(self, *, below: bool = False) -> Iterator[RecordedAlert]:
        """Yield all alerts in the order of the file, those suppressed included."""
        name = _FILES[1] if below else _FILES[0]
        with self._open(name) as stream:
            for line in stream:
                yield self._made(name, line)

    def _read(self, name: str, at: int) -> RecordedAlert:
        with self._guard:
            stream = self._streams[name]
            stream.seek(at)
            line = stream.readline()
        return self._made(name, line)

    def _made(self, name: str, line: bytes) -> RecordedAlert:
        try:
            found = self._line.decode(line)
        except msgspec.DecodeError as error:
            raise self._damaged(name, error) from None
        subject = self.subjects.get(found.subject.id)
        if subject is None:
            raise self._damaged(SUBJECTS, f"subject {found.subject.id} is missing")
        document = Document(
            found.document.id, "", found.document.title, found.document.published,
            found.document.path, (), found.document.author, found.document.language,
            found.document.url,
        )  # fmt: skip
        alert = Alert(
            alert_id=found.alert_id,
            document_id=document.id,
            document=document,
            subject=subject,
            score=found.score,
            band=found.band,
            status=found.status,
            evidence=found.evidence,
            matched_name=Name(
                found.matched_name.text, found.matched_name.quality, found.matched_name.script
            ),
            mentions=tuple(
                Mention(each.start, each.end, each.text, each.zone, each.snippet)
                for each in found.mentions
            ),
            claims=tuple(
                Claim(document.id, each.authority, each.text, "", subject.id, each.on_list)
                for each in found.claims
            ),
            homonyms=found.homonyms,
            copies=found.copies.documents,
            copy_count=found.copies.count,
        )
        return RecordedAlert(alert, found.earlier, found.suppressed_by, line)

    def _scan(self, name: str) -> Iterator[tuple[_Id, int]]:
        decoder, at = msgspec.json.Decoder(_Id), 0
        with self._open(name) as stream:
            for line in stream:
                try:
                    yield decoder.decode(line), at
                except msgspec.DecodeError as error:
                    raise self._damaged(name, error) from None
                at += len(line)

    def _read_subjects(self) -> dict[str, Subject]:
        decoder, found = msgspec.json.Decoder(Subject), {}
        with self._open(SUBJECTS) as stream:
            for line in stream:
                try:
                    subject = decoder.decode(line)
                except msgspec.DecodeError as error:
                    raise self._damaged(SUBJECTS, error) from None
                found[subject.id] = subject
        return found

    def _open(self, name: str) -> IO[bytes]:
        try:
            return (self.folder / name).open("rb")
        except OSError as error:
            raise ReviewError(
                f"{self.folder / name}: cannot be read: {error.strerror}",
                hint="the run's folder must be whole; screen again into another one",
            ) from None

    def _damaged(self, name: str, why: object) -> ReviewError:
        return ReviewError(
            f"{self.folder / name}: is damaged: {why}",
            hint="the run's folder must be whole; screen again into another one",
        )
