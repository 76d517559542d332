"""OFAC's SDN.CSV, with ALT.CSV, ADD.CSV and SDN_COMMENTS.CSV beside it.

Owns the old fixed format: no header, columns by position, `-0- ` for nothing, CRLF, and a
last row that is the byte 0x1A alone. Copies saved again have a header that is wrong
(`Country` is the programme), so a header is skipped and never believed. Weak aliases
stand only in the remarks. Siblings belong together only with the same prefix and ending
(`2021-07.sdn.csv`, `2021-07.alt.csv`). Refuses a row with the wrong number of fields,
and a sibling without its main file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from xref.lists.readers.base import Tally, broken, log, tidy, unique
from xref.lists.readers.ofac_fields import KINDS, Draft, list_of
from xref.lists.readers.ofac_remarks import read_remarks
from xref.lists.readers.table import head_rows, rows_of
from xref.model import Designation, Identifier, Quality

FORMAT = "ofac-csv"

Role = Literal["sdn", "alt", "add", "comments"]

NULL = "-0-"
END_MARK = "\x1a"
# A copy saved again has the mark in a row of empty fields, with a line end after it.
_TAIL = 64
COLUMNS: dict[Role, int] = {"sdn": 12, "alt": 5, "add": 6, "comments": 2}
# The header of a copy saved again may name one column fewer than its rows have.
_ROLE_WORDS: dict[str, Role] = {
    "sdn_comments": "comments", "cons_comments": "comments", "comments": "comments",
    "sdn_address": "add", "sdn_addresses": "add", "cons_add": "add", "address": "add",
    "add": "add", "sdn_alt": "alt", "cons_alt": "alt", "alt": "alt", "cons_prim": "sdn",
    "sdn": "sdn",
}  # fmt: skip
_FILE_NAME = re.compile(
    rf"^(?P<prefix>(?:.*?[._-])??)(?P<role>{'|'.join(_ROLE_WORDS)})(?P<rest>(?:[._-].*)?\.csv)$",
    re.IGNORECASE,
)
_ALIAS_TYPES: dict[str, Quality] = {"aka": "alias", "nka": "alias", "fka": "former"}


def recognise(head: bytes) -> bool:
    """Tell whether the rows are those of one of the four files.

    Example:
        >>> recognise(b'36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA"' + b",-0- " * 8)
        True
    """
    return role_of(head) is not None


def role_of(head: bytes) -> Role | None:
    """Tell from the first bytes which of the four files this is, if any."""
    rows = [row for row in head_rows(head) if row[0].strip() != END_MARK]
    if rows and not rows[0][0].strip().isdigit():
        rows = rows[1:]
    if not rows or not rows[0][0].strip().isdigit():
        return None
    width = len(rows[0])
    cells = [cell.strip() for row in rows for cell in row]
    if width == COLUMNS["sdn"] and (NULL in cells or KINDS.keys() & set(cells)):
        return "sdn"
    numbered = width > 1 and rows[0][1].strip().isdigit()
    if width == COLUMNS["alt"] and numbered and _ALIAS_TYPES.keys() & set(cells):
        return "alt"
    if width == COLUMNS["add"] and numbered and NULL in cells:
        return "add"
    if width == COLUMNS["comments"] and re.search(rb"Linked To:|k\.a\.|; |Digital Curr", head):
        return "comments"
    return None


def siblings_of(path: Path) -> dict[Role, Path]:
    """Find the files that belong to a main file by their names, and by their content.

    Raises:
        ListParseError: Two files could be the same sibling.
    """
    name = _FILE_NAME.match(path.name)
    if name is None:
        return {}
    found: dict[Role, Path] = {}
    for other in sorted(path.parent.iterdir()):
        match = _FILE_NAME.match(other.name)
        if match is None or other == path or not other.is_file():
            continue
        role = _ROLE_WORDS[match["role"].lower()]
        same = (match["prefix"].lower(), match["rest"].lower()) == (
            name["prefix"].lower(),
            name["rest"].lower(),
        )
        if not same or role == "sdn":
            continue
        with other.open("rb") as file:
            if role_of(file.read(1 << 16)) != role:
                continue
        if role in found:
            raise broken(
                path, None, f"two {role} files beside it: {found[role].name}, {other.name}"
            )
        found[role] = other
    return found


def files(path: Path) -> tuple[Path, ...]:
    """Return the main file and its siblings; refuse a sibling given alone.

    Raises:
        ListParseError: The file is an ALT, ADD or SDN_COMMENTS file.
    """
    with path.open("rb") as file:
        role = role_of(file.read(1 << 16))
    if role != "sdn":
        raise broken(
            path,
            None,
            f"this is the {role} file of an OFAC list and needs its sdn file",
            hint="give the sdn file; its siblings are found beside it by the same prefix",
        )
    found = siblings_of(path)
    order: tuple[Role, ...] = ("alt", "add", "comments")
    return (path, *(found[role] for role in order if role in found))


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of a main file, completed from its siblings.

    Raises:
        ListParseError: A row cannot be read, or a number stands twice.
    """
    beside = siblings_of(path)
    tally.notice = _notice(path, beside)
    aliases = _by_entry(beside.get("alt"), "alt")
    addresses = _by_entry(beside.get("add"), "add")
    comments = _by_entry(beside.get("comments"), "comments")
    list_name = list_of(_programmes(row[3]) for _, row in _rows(path, "sdn"))
    for line, row in _rows(path, "sdn"):
        number = row[0]
        more = "".join(extra[1] for extra in comments.pop(number, ()))
        designation = _entry(
            row, list_name, aliases.pop(number, []), addresses.pop(number, []), more
        )
        if designation is None:
            tally.refuse(f"line {line}", f"entry {number} has no name")
        else:
            yield designation
    for role, rest in (("alt", aliases), ("add", addresses), ("comments", comments)):
        if rest:
            log.warning("%s: %d entries of %s are not in it", path.name, len(rest), role)


def _notice(path: Path, beside: dict[Role, Path]) -> str | None:
    """Say what a reader of results must know: missing siblings, a missing end."""
    found = []
    missing = [f"{role}.csv" for role in ("alt", "add") if role not in beside]
    if missing:
        found.append(f"no {' and no '.join(missing)} beside {path.name}")
    if "alt" not in beside:
        found.append("aliases other than weak ones are missing")
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        if END_MARK.encode() not in file.read():
            found.append("the end mark 0x1A is missing, so the file may have been cut")
    return "; ".join(found) or None


def _programmes(cell: str) -> tuple[str, ...]:
    return unique([part.strip() for part in cell.split("] [")])


def _by_entry(path: Path | None, role: Role) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    if path is not None:
        for _, row in _rows(path, role):
            found.setdefault(row[0], []).append(row)
    return found


def _rows(path: Path, role: Role) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with nulls emptied; the remarks keep their white space."""
    width = COLUMNS[role]
    ended = False
    for index, (line, row) in enumerate(rows_of(path)):
        if row[0].strip(" ,") == END_MARK and not any(cell.strip() for cell in row[1:]):
            ended = True
            continue
        if not any(cell.strip() for cell in row):
            continue
        if ended:
            raise broken(path, line, "rows after the end mark 0x1A")
        if index == 0 and not row[0].strip().isdigit():
            continue
        if len(row) != width:
            raise broken(path, line, f"{len(row)} fields, an {role} file has {width}")
        if not row[0].strip().isdigit():
            raise broken(path, line, f"{row[0]!r} is not the number of an entry")
        cells = ["" if cell.strip() == NULL else cell for cell in row]
        last = cells[-1]
        yield line, [*(cell.strip() for cell in cells[:-1]), last]


def _entry(
    row: list[str],
    list_name: str,
    aliases: list[list[str]],
    addresses: list[list[str]],
    more: str,
) -> Designation | None:
    number, name, sort, programme, title, call_sign, ship, _tons, _grt, flag, owner, text = row
    draft = Draft(KINDS.get(sort.lower(), "organisation"))
    draft.add_name(name, "primary", draft.order_of(name))
    if not draft.names:
        return None
    for alias in aliases:
        quality = _ALIAS_TYPES.get(alias[2].lower(), "unknown")
        draft.add_name(alias[3], quality, draft.order_of(alias[3]))
    if call_sign:
        draft.identifiers.append(Identifier("call_sign", call_sign))
    if flag:
        draft.add("Vessel Flag", flag)
    draft.vessel_type = ship or None
    draft.owners.extend(part.strip() for part in owner.split(";"))
    remarks = text + more
    read_remarks(remarks.strip(), draft)
    return draft.designation(
        list_name,
        number,
        programmes=_programmes(programme),
        titles=unique([part.strip() for part in title.split(";")]),
        addresses=unique([", ".join(filter(None, map(tidy, item[2:5]))) for item in addresses]),
        remarks=tidy(remarks) or None,
    )
