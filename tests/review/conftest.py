"""A run folder of its own for each test of review, and the parts that work on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from xref.alerts import alert_object, json_lines
from xref.match.screening import alert_id
from xref.model import (
    Alert,
    Designation,
    Document,
    Evidence,
    Identifier,
    ListVersion,
    Mention,
    Name,
    Subject,
)
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.sheet import CSV_HEAD, alert_cells, csv_bytes, list_notices
from xref.review.suppression import Standing
from xref.review.workbook import ReviewWorkbook
from xref.rules import Rules, load_rules

AT = "2026-01-05T10:00:00Z"
RUN_KEY = "k0123456789abcdef"
VERSION = ListVersion(
    name="us", title="SDN", format="x", path="us.csv", files=("us.csv",), bytes=1,
    sha256="ab" * 32, published="2026-01-01",
)  # fmt: skip


def designation(number: str = "1", **changes: object) -> Designation:
    """An entry of the list `us`."""
    facts: dict[str, object] = {
        "id": f"us:{number}", "list": "us", "reference": number, "authority": "US-OFAC",
        "kind": "person", "names": (Name("KIM, Yong Chol"), Name("Kim Yong-chol", "alias")),
        "programmes": ("DPRK2",), "birth_dates": ("1946",), "listed_on": "2010-08-30",
        "url": "https://example.org/1",
        "identifiers": (Identifier("passport", "563410081"),),
    }  # fmt: skip
    return Designation(**{**facts, **changes})  # type: ignore[arg-type]


def subject(*designations: Designation) -> Subject:
    """A subject of entries; of one plain entry if none is given."""
    own = designations or (designation(),)
    return Subject(own[0].id, own[0].name, own[0].kind, own[0].status, own)


def alert(
    document_id: str = "2026-01-05/wire/a.txt",
    *,
    of: Subject | None = None,
    mention: str = "Kim Yong-chol",
    sentence: str | None = None,
    evidence: tuple[Evidence, ...] = (),
    homonyms: tuple[str, ...] = (),
    score: float = 0.82,
    title: str = "Steel maker names spokesman",
) -> Alert:
    """An alert; its sentence names the mention unless one is given."""
    of = of or subject()
    sentence = sentence or f"{mention}, a spokesman of the steel maker, said on Monday."
    return Alert(
        alert_id=alert_id(document_id, of.id),
        document_id=document_id,
        document=Document(document_id, "", title, "2026-01-05", document_id),
        subject=of,
        score=score,
        band="strong" if score >= 0.9 else "possible",
        status=of.status,
        evidence=(Evidence("name", 0.8, "same name"), *evidence),
        matched_name=of.designations[0].names[0],
        mentions=(Mention(0, len(mention), mention, "body", sentence),),
        homonyms=homonyms,
    )


def write_run(
    folder: Path,
    alerts: list[Alert],
    *,
    below: list[Alert] | None = None,
    standings: dict[str, Standing] | None = None,
    key: str = RUN_KEY,
) -> Path:
    """A finished run folder with both sheets, as `xref screen` writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    standings = standings or {}

    def line(each: Alert) -> dict[str, object]:
        standing = standings.get(each.alert_id, Standing())
        return alert_object(each) | {
            "earlier": standing.as_object(),
            "suppressed_by": standing.suppressed_by,
        }

    below = below or []
    subjects = {each.subject.id: each.subject for each in [*alerts, *below]}
    (folder / "alerts.jsonl").write_bytes(json_lines(map(line, alerts)))
    (folder / "below.jsonl").write_bytes(json_lines(map(line, below)))
    (folder / "subjects.jsonl").write_bytes(
        json_lines(msgspec.to_builtins(each) for each in subjects.values())
    )
    manifest = {
        "run_id": f"run-{key[-4:]}", "run_key": key, "started_at": AT,
        "rules": {"digest": load_rules().digest}, "lists": [msgspec.to_builtins(VERSION)],
        "decisions": None,
    }  # fmt: skip
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    notices = list_notices([VERSION])
    rows = [
        alert_cells(each, notices, key, standings.get(each.alert_id, Standing()).text())
        for each in alerts
        if not standings.get(each.alert_id, Standing()).suppressed
    ]
    (folder / "review.csv").write_bytes(CSV_HEAD + csv_bytes(rows))
    book = ReviewWorkbook(folder / "review.xlsx", load_rules().review, [("Run", key)])
    book.add(rows)
    book.close()
    return folder


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The packaged rules."""
    return load_rules()


@pytest.fixture
def log(tmp_path: Path) -> DecisionLog:
    """An empty log."""
    return DecisionLog(tmp_path / "log")


@pytest.fixture
def history(log: DecisionLog) -> History:
    """Its history."""
    return History(log)


MakeRun = Callable[..., Path]
