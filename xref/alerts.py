"""Alerts as data: one JSON object a line, in a fixed order, the same bytes every time.

Owns the shape of `alerts.jsonl`, `below.jsonl`, `copies.jsonl` and `claims.jsonl`. Invariant:
nothing in a line depends on the clock, the machine or the order in which processes finished.
Refuses to leave anything out: what a reviewer sees is in the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from xref.model import Alert, Claim

#: Version of the line format; raised when a key changes its meaning.
SCHEMA = 1

_ENCODER = msgspec.json.Encoder()


def is_above(alert: Alert) -> bool:
    """Whether an alert belongs on the review sheet: `strong` or `possible`."""
    return alert.band in ("strong", "possible")


def sheet_alert(alert: Alert) -> Alert:
    """The alert without its article's text and zones, which no output prints."""
    document = msgspec.structs.replace(alert.document, text="", zones=())
    return msgspec.structs.replace(alert, document=document)


def sort_key(alert: Alert) -> tuple[str, float, str]:
    """Order of lines: by document, then best first, then subject."""
    return (alert.document_id, -alert.score, alert.subject.id)


def alert_object(alert: Alert) -> dict[str, Any]:
    """The JSON object of one alert, keys in the order of the contract."""
    document = alert.document
    return {
        "alert_id": alert.alert_id,
        "document": {
            "id": document.id,
            "title": document.title,
            "published": document.published,
            "path": document.path,
            "author": document.author,
            "language": document.language,
            "url": document.url,
        },
        "subject": {
            "id": alert.subject.id,
            "name": alert.subject.name,
            "kind": alert.subject.kind,
        },
        "status": alert.status,
        "band": alert.band,
        "score": alert.score,
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "zone": mention.zone,
                "snippet": mention.snippet,
            }
            for mention in alert.mentions
        ],
        "matched_name": {
            "text": alert.matched_name.text,
            "quality": alert.matched_name.quality,
            "script": alert.matched_name.script,
        },
        "designations": [
            {
                "id": designation.id,
                "list": designation.list,
                "reference": designation.reference,
                "authority": designation.authority,
                "status": designation.status,
                "programmes": list(designation.programmes),
                "listed_on": designation.listed_on,
                "url": designation.url,
            }
            for designation in alert.subject.designations
        ],
        "evidence": [
            {"feature": item.feature, "effect": item.effect, "detail": item.detail}
            for item in alert.evidence
        ],
        "claims": [
            {"authority": claim.authority, "text": claim.text, "on_list": claim.on_list}
            for claim in alert.claims
        ],
        "homonyms": list(alert.homonyms),
        "copies": {"count": alert.copy_count, "documents": list(alert.copies)},
    }


def copy_object(alert: Alert, earlier_id: str, earlier_document: str) -> dict[str, Any]:
    """The JSON object of an alert that repeats an earlier one: a line of `copies.jsonl`."""
    earlier = {"alert_id": earlier_id, "document_id": earlier_document}
    return {**alert_object(alert), "copy_of": earlier}


def claim_object(claim: Claim) -> dict[str, Any]:
    """The JSON object of one claim."""
    return {
        "document_id": claim.document_id,
        "authority": claim.authority,
        "text": claim.text,
        "name": claim.name,
        "subject_id": claim.subject_id,
        "on_list": claim.on_list,
    }


def json_lines(objects: Iterable[dict[str, Any]]) -> bytes:
    r"""UTF-8 JSON Lines; characters that no encoding can hold are replaced.

    Example:
        >>> json_lines([{"a": 1}, {"b": "김"}]).decode()
        '{"a":1}\n{"b":"김"}\n'
    """
    lines = []
    for each in objects:
        try:
            lines.append(_ENCODER.encode(each))
        except UnicodeEncodeError:
            lines.append(_ENCODER.encode(_printable(each)))
    return b"".join(line + b"\n" for line in lines)


def _printable(value: Any) -> Any:
    """Replace lone surrogates, which broken JSON input can carry and UTF-8 cannot."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_printable(item) for item in value]
    return value
