"""Cells of the sheet that depend on the listed subject alone.

Owns what a row prints of designations. Invariant: the same subject gives the same cells, whatever
the alert, so that they are made once for a subject and not once for a row. Refuses to know
articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from xref.model import Designation, Subject

_MADE_REFERENCE = re.compile(r"x[0-9a-f]{8}|IMO[0-9]{7}")
_STANDING = {"reported": " (reported)", "delisted": " (delisted)"}


class SubjectCells(msgspec.Struct, frozen=True):
    """What a row prints of a subject, before cells are made safe.

    Attributes:
        subject: The subject.
        columns: Column to its cell.
        born: What is asked of a birth date, or "".
        post: Likewise of a post.
        imo: Likewise of an IMO number.
        country: Likewise of a country.
        standing: Status of an alert to what that means for the subject.
    """

    subject: Subject
    columns: dict[str, str]
    born: str
    post: str
    imo: str
    country: str
    standing: dict[str, str]


def subject_cells(subject: Subject, list_versions: Mapping[str, str]) -> SubjectCells:
    """The cells of a subject.

    Args:
        subject: The subject.
        list_versions: Name of a list to what the sheet says about its copy.
    """
    designations = subject.designations
    born = joined(date for d in designations for date in d.birth_dates)
    title = next((title for d in designations for title in d.titles), None)
    imo = joined(sorted(subject.numbers("imo")))
    countries = joined(c for d in designations for c in (*d.nationalities, *d.flags))
    by = ", ".join(dict.fromkeys(d.authority for d in designations))
    return SubjectCells(
        subject,
        {
            "kind": subject.kind,
            "authorities": joined(d.authority + _STANDING.get(d.status, "") for d in designations),
            "programmes": joined(p for d in designations for p in d.programmes),
            "list": joined(d.list for d in designations),
            "list_version": joined(
                f"{d.list} {list_versions[d.list]}" for d in designations if d.list in list_versions
            ),
            "authority_ref": joined(f"{d.authority} {reference(d)}" for d in designations),
            "listed_on": joined(
                f"{d.authority} {d.listed_on}" for d in designations if d.listed_on
            ),
            "listing_url": joined(d.url for d in designations if d.url),
            "subject_id": subject.id,
        },
        f"birth date (list: {born})" if born else "",
        f"post (list: {title[:120]})" if title is not None and subject.kind == "person" else "",
        f"IMO number (list: {imo})" if imo else "",
        f"country (list: {countries})" if countries else "",
        {
            "designated": f"designated by {', '.join(subject.authorities)}",
            "delisted": f"once designated by {by}, since delisted",
            "reported": f"named in reporting by {by}; not designated on the loaded lists",
        },
    )


def joined(values: Iterable[str]) -> str:
    """Texts in a cell: each once, the empty ones left out.

    Example:
        >>> joined(["a", "", "b", "a"])
        'a; b'
    """
    return "; ".join(dict.fromkeys(value for value in values if value))


def reference(designation: Designation) -> str:
    """The authority's reference, or that it prints none (the id is then made by xref)."""
    made = _MADE_REFERENCE.fullmatch(designation.reference)
    return "(no reference printed)" if made else designation.reference
