"""Remarks of SDN.CSV: one text that holds most of an entry.

Owns splitting. The fields stand one after the other with `; ` between them, but the same
two characters stand inside values (`Section 11 of Executive Order 14024.; ...`), commas
stand inside country names (`Korea, North`), and weak aliases, which are printed
nowhere else, stand in single quotes that a name may hold too. So a part begins a field
only if a label says so, and a quote ends only before `;`, `.` or the end.
"""

from __future__ import annotations

import re

from xref.lists.readers.ofac_fields import Draft

_ALIAS = re.compile(
    r"(?<![\w.])[afn]\.k\.a\.,? (?P<quote>['\"])(?P<name>.+?)(?P=quote)"
    r"(?=\s*(?:;|\.|\)|$))"
)
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]\.[A-Z]\.|\b(?:CO|LTD|INC|CORP|LTDA|BROS|JR|SR|ST)\.)$", re.I
)


def read_remarks(remarks: str, draft: Draft) -> None:
    """Add the fields of a remark to an entry.

    Example:
        >>> draft = Draft("person")
        >>> read_remarks("DOB 27 Jul 1957; nationality Korea, North; a.k.a. 'KIM, Yongbok'.", draft)
        >>> draft.birth_dates, draft.nationalities, list(draft.names)
        (['1957-07-27'], ['KP'], ['KIM, Yongbok'])
    """
    for found in _ALIAS.finditer(remarks):
        # Whatever its type, also a former name: only weak ones stand here.
        draft.add_name(found["name"], "weak", draft.order_of(found["name"]))
    rest = _ALIAS.sub("", remarks)
    parts = rest.split(";")
    for index, part in enumerate(parts):
        field = part.strip()
        if index == len(parts) - 1:
            field = _unstop(field)
        draft.add_labelled(field)


def _unstop(text: str) -> str:
    """Take the full stop of the whole remark off, unless it belongs to an abbreviation."""
    if text.endswith(".") and not _ABBREVIATION.search(text):
        return text[:-1]
    return text
