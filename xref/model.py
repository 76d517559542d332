"""The nouns of the field: designations, subjects, documents, mentions, matches, alerts.

All are frozen `msgspec.Struct`s: plain values that compare by content, pickle, and
encode to JSON. Owns their shape and the few facts derivable from one value alone.
Invariant: nothing here reads a file, a clock or the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

import msgspec

from xref.errors import UsageError

Kind = Literal["person", "vessel", "organisation", "aircraft"]
Status = Literal["designated", "delisted", "reported"]
Quality = Literal["primary", "alias", "weak", "former", "unknown"]
Order = Literal["surname_first", "surname_last"]
Band = Literal["strong", "possible", "weak"]
ZoneName = Literal["title", "byline", "dateline", "caption", "body", "related", "boilerplate"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)


def check_kind(kind: str | None) -> Kind | None:
    """Return `kind` if it is one of `KINDS` or None.

    Raises:
        UsageError: The kind is unknown.

    Example:
        >>> check_kind("vessel")
        'vessel'
    """
    if kind is None or kind in KINDS:
        return kind
    raise UsageError(f"unknown kind {kind!r}", hint=f"one of: {', '.join(KINDS)}")


class Name(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One spelling of a designation, as the authority prints it.

    Attributes:
        text: The spelling, unchanged but for surrounding white space.
        quality: `primary`, `alias` (marked good, or given in a list that marks weak
            ones), `weak`, `former`, or `unknown` where the authority prints no mark.
        script: Script of most of its letters: `latin`, `hangul`, `han`, `cyrillic`,
            `kana`, `arabic`, `other`.
        order: Where the surname stands, if the list marks it (a field or tag of its own);
            None where it does not, or where its fields are known not to tell.
    """

    text: str
    quality: Quality = "primary"
    script: str = "latin"
    order: Order | None = None


class Identifier(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A number or code printed with a designation.

    Attributes:
        type: `imo`, `mmsi`, `call_sign`, `passport`, `national_id`, `tax_id`,
            `registration`, `company_imo`, `wallet`, `email`, `website`, `phone`, or
            another type as the list calls it, in lower case with underscores.
        value: As printed; an IMO number is its seven digits.
        country: ISO 3166 alpha-2 of the issuer, where printed.
        certain: False for a number that nobody verified; it may support a match
            but never decides one.
    """

    type: str
    value: str
    country: str | None = None
    certain: bool = True


class Designation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One entry on one list.

    Attributes:
        id: `<list>:<reference>`, unique among loaded lists.
        list: Catalogue name of the list (`us-ofac-sdn`), or the stem of a user's file.
        reference: The authority's own reference; see `make_reference` where it has none.
        authority: Code of the body that designates or reports (`US-OFAC`, `EU`, `KR`).
        kind: Person, vessel, organisation or aircraft.
        status: `designated`, `delisted` or `reported` (not a sanction).
        names: At least one; the first is the primary name.
        programmes: Programme codes as printed.
        legal_basis: Acts, resolutions and regulations the listing rests on, as printed.
        listed_on: ISO date, partial allowed, or None where the list prints none.
        birth_dates: ISO dates, partial allowed (`1957`, `1957-07`), or `a/b` for a range.
        nationalities: ISO 3166 alpha-2 codes, as far as the printed country is known.
        titles: Posts and roles as printed.
        owners: Owners, operators and other parties the entry is linked to.
        same_as: Ids of entries of other lists that this one prints as the same target
            (`un-sc:KPi.066`): a cross-reference of the authority's own, never inferred.
        subject_key: Set by our own list format: entries of one file with the same key
            are one subject.
        source: Where the facts were read, for lists that are compiled by hand.
        certainty: How sure a hand-compiled row is; None for an official file.
    """

    id: str
    list: str
    reference: str
    authority: str
    kind: Kind
    status: Status = "designated"
    names: tuple[Name, ...]
    programmes: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    listed_on: str | None = None
    delisted_on: str | None = None
    url: str | None = None
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    flags: tuple[str, ...] = ()
    former_flags: tuple[str, ...] = ()
    vessel_type: str | None = None
    owners: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    remarks: str | None = None
    same_as: tuple[str, ...] = ()
    subject_key: str | None = None
    source: str | None = None
    certainty: str | None = None

    @property
    def name(self) -> str:
        """The primary name, as printed."""
        return self.names[0].text

    def numbers(self, kind: str, *, certain: bool = True) -> tuple[str, ...]:
        """Return the identifier values of one type; only verified ones unless told otherwise."""
        return tuple(
            number.value
            for number in self.identifiers
            if number.type == kind and (number.certain or not certain)
        )

    @property
    def imo(self) -> str | None:
        """The IMO number if one was verified; it decides a match."""
        return next(iter(self.numbers("imo")), None)


class SubjectLink(msgspec.Struct, frozen=True):
    """Why two entries are one subject, or why they may be one and are not joined.

    Attributes:
        left: Id of a designation.
        right: Id of another, later in the order of lists.
        rule: Of a join `override`, `key`, `reference`, `imo`, `radio`, `number`, `duplicate`
            or `name`; of a pair that is not joined `lacking`, `conflict`, `rival` or `number`.
        detail: A line for readers: what agrees, and what lacks or contradicts.
    """

    left: str
    right: str
    rule: str
    detail: str


class Subject(msgspec.Struct, frozen=True):
    """The one person, vessel, organisation or aircraft that designations describe.

    Attributes:
        id: Id of its first designation in the fixed order of lists.
        designations: At least one, in the fixed order of lists.
        merged_ids: Ids this subject would have had before a merge.
        links: Why its designations are one subject: one join for each of `merged_ids`.
        possible_same: Entries of other subjects that may be the same, best first: one
            side of each is a designation of this subject.
    """

    id: str
    name: str
    kind: Kind
    status: Status
    designations: tuple[Designation, ...]
    merged_ids: tuple[str, ...] = ()
    links: tuple[SubjectLink, ...] = ()
    possible_same: tuple[SubjectLink, ...] = ()

    def names(self) -> Iterator[tuple[Name, Designation]]:
        """Yield every name with the designation that prints it."""
        for designation in self.designations:
            for name in designation.names:
                yield name, designation

    def numbers(self, kind: str, *, certain: bool = True) -> frozenset[str]:
        """All identifier values of one type, over all designations."""
        return frozenset(
            value
            for designation in self.designations
            for value in designation.numbers(kind, certain=certain)
        )

    @property
    def authorities(self) -> tuple[str, ...]:
        """Codes of the bodies that designate it now (`reported` and `delisted` left out)."""
        codes = (d.authority for d in self.designations if d.status == "designated")
        return tuple(dict.fromkeys(codes))


class ListVersion(msgspec.Struct, frozen=True, kw_only=True):
    """Which copy of a list was loaded.

    Attributes:
        name: Name of the list; one file may hold several lists.
        format: Reader that read it.
        path: File name as given by the caller.
        sha256: Of all bytes read, siblings included, in the order of `files`.
        published: The publisher's own date, where the file prints one.
        counts: Designations by kind.
        notice: What the reader of a result must know about this list.
        retrieved_at: When the copy was fetched or imported (UTC), if the store holds it.
        checked_at: When it was last found to be the newest (UTC), likewise.
    """

    name: str
    title: str
    format: str
    path: str
    files: tuple[str, ...]
    bytes: int
    sha256: str
    published: str | None = None
    counts: dict[str, int] = {}
    refused: int = 0
    notice: str | None = None
    builtin: bool = False
    retrieved_at: str | None = None
    checked_at: str | None = None


class Lists(msgspec.Struct, frozen=True):
    """Loaded designations, the subjects they describe, and where they came from."""

    designations: tuple[Designation, ...]
    subjects: tuple[Subject, ...]
    versions: tuple[ListVersion, ...]

    def subject(self, subject_id: str) -> Subject | None:
        """Find a subject by its id or by the id of any of its designations."""
        for subject in self.subjects:
            if subject.id == subject_id or any(d.id == subject_id for d in subject.designations):
                return subject
        return None


class Zone(msgspec.Struct, frozen=True):
    """A stretch of a document's text: code points `start` to `end`, and what it is."""

    start: int
    end: int
    name: ZoneName


class Document(msgspec.Struct, frozen=True):
    """One article.

    Attributes:
        id: The source's own id, else the path relative to the argument.
        text: Clean text; every offset refers to it.
        title: Headline, where known.
        published: ISO date, partial allowed.
        path: Where it was read, relative likewise.
        zones: What each stretch of `text` is; empty means "not looked at yet".
        author: Who wrote it, as its source says.
        language: Two letters (`ko`), as its source says, or as a page reads.
        url: Where it was published: an http or https address.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    path: str | None = None
    zones: tuple[Zone, ...] = ()
    author: str | None = None
    language: str | None = None
    url: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """A span of an article: code points `start` to `end` of its text."""

    start: int
    end: int
    text: str
    zone: ZoneName = "body"
    snippet: str = ""


class Evidence(msgspec.Struct, frozen=True):
    """One thing that speaks for or against a match.

    Attributes:
        feature: Name of the rule, as in `rules/evidence.yml`.
        effect: Added to the score (negative speaks against); 0.0 is shown only.
        detail: A sentence a reader can check.
    """

    feature: str
    effect: float
    detail: str


class Comparison(msgspec.Struct, frozen=True):
    """How well two names agree.

    Attributes:
        score: 0..1.
        band: `strong`, `possible`, `weak`, or None below the floor of `rules/`.
        same: True at or above the review threshold (`possible` or better).
        reasons: Readable lines; the first is the summary.
    """

    score: float
    band: Band | None
    same: bool
    reasons: list[str]


class Claim(msgspec.Struct, frozen=True):
    """The article says that somebody is sanctioned by somebody.

    Attributes:
        authority: Code of the body named (`US-OFAC`, `EU`, `KR`), or `unknown`.
        text: The sentence.
        name: Whom it is said of: as written, or in full if the article gave the name before.
        subject_id: The subject the name was attributed to, if any.
        on_list: True or False as the loaded lists show; None if none of them is that body's, or
            if no body is named and no list shows the subject.
    """

    document_id: str
    authority: str
    text: str
    name: str
    subject_id: str | None
    on_list: bool | None


class Match(msgspec.Struct, frozen=True):
    """A queried name against a subject."""

    subject: Subject
    score: float
    band: Band | None
    status: Status
    evidence: tuple[Evidence, ...]
    matched_name: Name


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """All matches of one article with one subject: one row of the review sheet.

    Attributes:
        alert_id: First 16 hex digits of sha256 of document id, NUL, subject id.
        homonyms: Ids of other subjects that the same mention fits.
        copies: Ids of later articles of the run, copies of this one, that repeat the alert;
            the first few.
        copy_count: How many there are.
    """

    alert_id: str
    document_id: str
    document: Document
    subject: Subject
    score: float
    band: Band | None
    status: Status
    evidence: tuple[Evidence, ...]
    matched_name: Name
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...] = ()
    homonyms: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    copy_count: int = 0


def overall_status(statuses: Iterable[Status]) -> Status:
    """Status of a subject: designated if any designation is, else reported, else delisted.

    Example:
        >>> overall_status(["reported", "designated"])
        'designated'
    """
    found = set(statuses)
    if "designated" in found:
        return "designated"
    return "reported" if "reported" in found else "delisted"
