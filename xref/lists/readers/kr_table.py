"""South Korea's rounds of autonomous designations, as a table that is kept by hand.

Owns that table: the ministry publishes releases and annexes, but no file, so a new round is
a few lines typed from its annex. Invariant: where a round states how many were announced,
as many rows of each kind must follow, or nothing of the file is used. An entry is named as
the built-in list names it (Latin first), so its id stays the same. Refuses rows it cannot
read in full, naming all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from xref.errors import ListParseError
from xref.lists.catalogue import catalogue
from xref.lists.columns import kind_of
from xref.lists.countries import country_code
from xref.lists.dates import is_birth_date, iso_date
from xref.lists.readers.base import Tally, broken, tidy, unique
from xref.lists.readers.table import head_rows, rows_of
from xref.lists.references import imo_identifier, make_reference
from xref.model import Designation, Identifier, Kind, Name, Quality
from xref.names.fold import script_of

FORMAT = "kr-table"
LIST = "kr-mofa"

_NEEDED = frozenset(["date", "round", "number", "kind", "name_hangul", "name_latin"])
COLUMNS = _NEEDED | {
    "reference", "action", "in_force", "name_hanja", "aliases", "former_names", "birth_date",
    "birth_place", "nationality", "title", "passport", "imo", "flag", "address", "owner",
    "programme", "legal_basis", "same_as", "url", "source", "remarks",
}  # fmt: skip
"""Columns of the table; those that are not needed may be left out."""

# As annexes head their parts; the words of `columns.yml` are known as well.
_KINDS: dict[str, Kind] = {
    "개인": "person", "인물": "person", "단체": "organisation", "기관": "organisation",
    "회사": "organisation", "기업": "organisation", "선박": "vessel", "항공기": "aircraft",
}  # fmt: skip
_ACTIONS = {
    "": "designated", "designated": "designated", "지정": "designated",
    "delisted": "delisted", "해제": "delisted",
}  # fmt: skip
_ANNOUNCED = re.compile(r"^(?:announced|발표)\s+(.+)$", re.IGNORECASE)
_ID = re.compile(r"^[a-z][a-z0-9-]*:\S.*$")
_SHOWN = 20

Round = tuple[str, str]


def recognise(head: bytes) -> bool:
    """Tell whether the header is that of the table of rounds.

    Example:
        >>> recognise(b"date,round,number,kind,name_hangul,name_latin,birth_date,title")
        True
    """
    rows = head_rows(head, limit=1)
    return bool(rows) and _NEEDED.issubset(_columns(rows[0]))


def _columns(row: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in row]


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the entries of the table, once all of its rows and counts agree.

    All entries are held until then: a round is a few dozen rows.

    Raises:
        ListParseError: With every bad row and every round whose count is not met.
    """
    problems: list[str] = []
    announced: dict[Round, Counter[Kind]] = {}
    found: dict[Round, Counter[Kind]] = {}
    entries = _Entries(problems)
    for line, cells in _rows(path):
        day = iso_date(cells["date"])
        if day is None:
            problems.append(f"line {line}: date {cells['date']!r} is no date")
            continue
        place = (day, cells["round"])
        if (count := _ANNOUNCED.match(cells["kind"])) is not None:
            _announce(announced.setdefault(place, Counter()), count[1], cells, line, problems)
            continue
        kind = _kind(cells["kind"])
        if kind is None:
            problems.append(f"line {line}: kind {cells['kind']!r} is not known")
            continue
        found.setdefault(place, Counter())[kind] += 1
        entries.add(cells, kind, day, line)
    problems += _missing(announced, found)
    if problems:
        more = f"\n  and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise ListParseError(
            f"{path.name}: {len(problems)} problems\n  " + "\n  ".join(problems[:_SHOWN]) + more,
            hint="nothing of this file is used; compare it with the ministry's annex",
        )
    tally.published = max((day for day, _ in found), default=None)
    uncounted = sorted({day for day, name in found if (day, name) not in announced})
    if uncounted:
        tally.notice = f"rounds without an announced count: {', '.join(uncounted)}"
    yield from entries.found.values()


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    rows = rows_of(path)
    line, header = next(rows)
    columns = _columns(header)
    unknown = [name for name in columns if name and name not in COLUMNS]
    twice = [name for name, count in Counter(columns).items() if name and count > 1]
    if unknown or twice:
        raise broken(
            path,
            line,
            f"columns {', '.join(unknown)} are not known"
            if unknown
            else f"columns {', '.join(twice)} stand twice",
            hint="columns: " + ", ".join(sorted(COLUMNS)),
        )
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise broken(path, number, f"{len(row)} fields, the header has {len(header)}")
        cells = dict.fromkeys(COLUMNS, "")
        cells.update(zip(columns, map(tidy, row), strict=True))
        yield number, cells


def _kind(printed: str) -> Kind | None:
    return _KINDS.get(printed) or kind_of(printed)


def _announce(
    counts: Counter[Kind],
    printed: str,
    cells: Mapping[str, str],
    line: int,
    problems: list[str],
) -> None:
    kind = _kind(printed.strip())
    if kind is None or not cells["number"].isdigit():
        problems.append(
            f"line {line}: {cells['kind']!r} with number {cells['number']!r} is no count;"
            " write 'announced person' and how many"
        )
    else:
        counts[kind] += int(cells["number"])


def _missing(
    announced: Mapping[Round, Counter[Kind]], found: Mapping[Round, Counter[Kind]]
) -> Iterator[str]:
    """Say of each round with an announced count which kinds do not have as many rows.

    A kind that is not counted in such a round was not designated in it.
    """
    for place in sorted(announced):
        rows = found.get(place, Counter())
        for kind in sorted(announced[place].keys() | rows.keys()):
            if announced[place][kind] != rows[kind]:
                name = " ".join(filter(None, place))
                yield (
                    f"round {name}: {announced[place][kind]} {kind} announced,"
                    f" {rows[kind]} in the table"
                )


class _Entries:
    """The entries of a table while they are collected, with every problem met."""

    def __init__(self, problems: list[str]) -> None:
        self.found: dict[str, Designation] = {}
        self.problems = problems

    def add(self, cells: Mapping[str, str], kind: Kind, day: str, line: int) -> None:
        """Add a row, or note what is wrong with it."""
        wrong = list(_wrong(cells))
        own = cells["reference"]
        delisted = _ACTIONS.get(cells["action"].lower()) == "delisted"
        if own in self.found and not delisted:
            wrong.append(f"reference {own!r} stands twice")
        if wrong:
            self.problems += [f"line {line}: {what}" for what in wrong]
            return
        reference = own or _reference(cells, kind)
        earlier = self.found.get(reference)
        if delisted and earlier is not None and earlier.kind == kind:
            self.found[reference] = msgspec.structs.replace(
                earlier, status="delisted", delisted_on=day
            )
            return
        # Two men of one name: 김동철 stands for two, 김경일 as well.
        number = 1
        unique_reference = reference
        while unique_reference in self.found:
            number += 1
            unique_reference = f"{reference}-{number}"
        self.found[unique_reference] = _entry(cells, unique_reference, kind, day)


def _wrong(cells: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the cells of a row."""
    if not _names(cells):
        yield "no name"
    if cells["action"].lower() not in _ACTIONS:
        yield f"action {cells['action']!r} is not known"
    for part in _split(cells["birth_date"]):
        date = iso_date(part)
        if date is None or not is_birth_date(date):
            yield f"birth_date {part!r} is no birth date"
    if cells["imo"] and imo_identifier(cells["imo"]) is None:
        yield f"imo {cells['imo']!r} has no seven digits"
    for column in ("nationality", "flag"):
        for part in _split(cells[column]):
            if country_code(part) is None:
                yield f"{column} {part!r} is not known"
    for item in _split(cells["same_as"]):
        if not _ID.match(item):
            yield f"same_as {item!r} is no id, such as un-sc:KPi.066"


def _reference(cells: Mapping[str, str], kind: Kind) -> str:
    imo = imo_identifier(cells["imo"])
    verified = imo.value if imo is not None and imo.certain and kind == "vessel" else None
    return make_reference(_names(cells)[0].text, imo=verified)


def _entry(cells: Mapping[str, str], reference: str, kind: Kind, day: str) -> Designation:
    definition = catalogue()[LIST]
    numbers = [Identifier("passport", value) for value in _split(cells["passport"])]
    imo = imo_identifier(cells["imo"])
    if imo is not None:
        own = imo if kind == "vessel" else Identifier("company_imo", imo.value)
        numbers.insert(0, own)
    delisted = _ACTIONS[cells["action"].lower()] == "delisted"
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=definition.authority,
        kind=kind,
        status="delisted" if delisted else "designated",
        names=_names(cells),
        # Every round so far was under the measures on the DPRK.
        programmes=unique(_split(cells["programme"])) or ("DPRK",),
        legal_basis=unique(_split(cells["legal_basis"])),
        listed_on=None if delisted else day,
        delisted_on=day if delisted else None,
        url=cells["url"] or None,
        birth_dates=unique([iso_date(part) or "" for part in _split(cells["birth_date"])]),
        birth_places=unique(_split(cells["birth_place"])),
        nationalities=_countries(cells["nationality"]),
        titles=unique(_split(cells["title"])),
        identifiers=tuple(numbers),
        flags=_countries(cells["flag"]),
        owners=unique(_split(cells["owner"])),
        addresses=unique(_split(cells["address"])),
        remarks=_remarks(cells),
        same_as=unique(_split(cells["same_as"])),
        source=cells["source"] or None,
    )


def _names(cells: Mapping[str, str]) -> tuple[Name, ...]:
    """Return the names; the annex marks no alias as good or weak.

    All spellings of the name itself are primary: Latin, Hangul and Hanja.
    """
    own = [part for name in ("latin", "hangul", "hanja") for part in _split(cells[f"name_{name}"])]
    groups: tuple[tuple[Quality, list[str]], ...] = (
        ("primary", own),
        ("unknown", _split(cells["aliases"])),
        ("former", _split(cells["former_names"])),
    )
    found: dict[str, Name] = {}
    for quality, spellings in groups:
        for spelling in spellings:
            found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))
    return tuple(found.values())


def _countries(cell: str) -> tuple[str, ...]:
    return unique([country_code(part) or "" for part in _split(cell)])


def _split(cell: str) -> list[str]:
    return [part for part in map(tidy, cell.replace("|", ";").split(";")) if part]


def _remarks(cells: Mapping[str, str]) -> str | None:
    parts = (
        ("round", cells["round"]),
        ("number in the annex", cells["number"]),
        ("in force on", cells["in_force"]),
        ("", cells["remarks"]),
    )
    return "; ".join(f"{label}: {text}" if label else text for label, text in parts if text) or None
