"""Decisions: the records of the log, and their bytes.

Owns what a line of `decisions.jsonl` holds and how it is hashed. Invariants: a record has one
encoding; its hash covers the line before it and every field but the texts, for which it covers
a salted digest, so that texts can be dropped later and the chain still holds. Refuses to read a
clock or a file: times and names are passed in.
"""

from __future__ import annotations

import hashlib
import secrets

import msgspec

from xref.review.fingerprints import Facts
from xref.rules.review import Disposition, Scope

#: Version of the lines.
SCHEMA = 1
#: What stands before the first line.
START = "0" * 64


class Texts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a purge drops: everything that can name somebody who is on no list.

    Attributes:
        salt: Keeps a dropped short text from being guessed by its digest.
        comment: The reviewer's.
        document: Id of the article.
        source: Where it comes from, as `fingerprints.source_of` tells.
        title: Its headline.
        mentions: Spellings in the article.
    """

    salt: str
    comment: str = ""
    document: str = ""
    source: str = ""
    title: str = ""
    mentions: tuple[str, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record stands in the chain; filled in by the log.

    Attributes:
        v: Version of the line.
        n: Number in the log, from 1.
        batch: Place in the batch it was written with, and the size of that batch. A batch
            whose last line is not there was never written.
        at: UTC time, `2026-01-05T10:00:00Z`.
        previous: Hash of the line before.
        hash: sha256 of this one.
    """

    v: int = SCHEMA
    n: int = 0
    batch: tuple[int, int] = (1, 1)
    at: str
    previous: str = ""
    hash: str = ""


class Decision(Link, frozen=True, kw_only=True, tag="decision", tag_field="type"):
    """Who decided what about which alert, when, why, and what it rested on.

    Attributes:
        id: `d` and 12 hex digits; filled in by the log.
        alert_id: The alert decided.
        document_key: Stands for the article.
        source_key: Stands for where the article comes from, if that is known.
        subject_id: The subject, as it was called.
        subject_ids: Ids of its designations, by which it is found after a merge.
        disposition: `true_match`, `false_positive`, `escalate` or `pending`.
        reason_code: Of `rules/review.yml`.
        reviewer: Who decided.
        second_reviewer: Who agreed, where the rules ask for a second person.
        second_needed: Whether the decision counts only with a second person.
        confirms: Id of the decision that this one repeats as second reviewer.
        scope: What a false positive covers.
        listing: Fingerprint of the designations; a `ListingSeen` line before it has them.
        mention: Fingerprint of the mentions.
        sentences: Hashes of the sentences they stand in.
        against: Whether anything spoke against the match.
        homonyms: Other subjects that the name fitted.
        expires: Last day on which a false positive holds.
        run_id: Run the alert stood in, and its key.
        rules_digest: Rules of the decision; `rules_major` as in `rules/review.yml`.
        via: `csv`, `xlsx`, `page`, or another way it came in.
        texts_digest: sha256 of the texts.
        texts: None once they were purged.
    """

    id: str = ""
    alert_id: str
    document_key: str
    source_key: str | None
    subject_id: str
    subject_ids: tuple[str, ...]
    disposition: Disposition
    reason_code: str
    reviewer: str
    second_reviewer: str | None = None
    second_needed: bool = False
    confirms: str | None = None
    scope: Scope = "document"
    listing: str
    mention: str
    sentences: tuple[str, ...] = ()
    against: bool = False
    homonyms: tuple[str, ...] = ()
    expires: str | None = None
    run_id: str
    run_key: str
    rules_digest: str
    rules_major: int
    via: str
    texts_digest: str
    texts: Texts | None

    @property
    def is_approved(self) -> bool:
        """Whether it counts: no second reviewer is needed, or one has agreed."""
        return not self.second_needed or self.second_reviewer is not None

    @property
    def comment(self) -> str:
        """The comment; empty once it was purged."""
        return self.texts.comment if self.texts is not None else ""


class ListingSeen(Link, frozen=True, kw_only=True, tag="listing", tag_field="type"):
    """The designations of a subject as they were when it was first decided upon so."""

    fingerprint: str
    subject_id: str
    designations: tuple[Facts, ...]


class Purged(Link, frozen=True, kw_only=True, tag="purge", tag_field="type"):
    """Texts of decisions were dropped.

    Attributes:
        before: Of decisions older than this date.
        reviewer: Who did it.
        count: How many decisions lost their texts.
    """

    before: str
    reviewer: str
    count: int


Record = Decision | ListingSeen | Purged

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


def texts(
    *, comment: str, document: str, source: str | None, title: str | None, mentions: tuple[str, ...]
) -> Texts:
    """Texts of a decision, with a new salt and nothing that UTF-8 cannot hold."""
    return Texts(
        secrets.token_hex(8),
        _printable(comment),
        _printable(document),
        _printable(source or ""),
        _printable(title or ""),
        tuple(dict.fromkeys(map(_printable, mentions))),
    )


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def texts_digest(own: Texts) -> str:
    """sha256 that stands for the texts in the chain."""
    return hashlib.sha256(_ENCODER.encode(own)).hexdigest()


def encode(record: Record) -> bytes:
    """A record as its line, with the line feed."""
    return _ENCODER.encode(record) + b"\n"


def decode(line: bytes) -> Record:
    """A line as a record.

    Raises:
        msgspec.DecodeError: It is none.
    """
    return _DECODER.decode(line)


def seal(record: Record, *, n: int, batch: tuple[int, int], previous: str) -> Record:
    """Put a record into the chain: its number, the hash of the line before, its own.

    Example:
        >>> one = seal(Purged(at="2026-01-05T10:00:00Z", before="2020-01-01", reviewer="A",
        ...     count=0), n=1, batch=(1, 1), previous=START)
        >>> chain_hash(one) == one.hash
        True
    """
    placed = msgspec.structs.replace(record, n=n, batch=batch, previous=previous, hash="")
    if isinstance(placed, Decision):
        digest = hashlib.sha256(f"{previous}\0{n}\0{placed.alert_id}".encode()).hexdigest()
        placed = msgspec.structs.replace(placed, id="d" + digest[:12])
    return msgspec.structs.replace(placed, hash=chain_hash(placed))


def chain_hash(record: Record) -> str:
    """Recompute the hash of a record from its content."""
    if isinstance(record, Decision):
        record = msgspec.structs.replace(record, texts=None, hash="")
    else:
        record = msgspec.structs.replace(record, hash="")
    return hashlib.sha256(_ENCODER.encode(record)).hexdigest()
