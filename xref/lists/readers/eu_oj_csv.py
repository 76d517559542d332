"""Annexes of the Official Journal of the EU as tables, one file per act.

Two kinds of file, told by their first columns: the consolidated annexes of one framework
act, and the entries that one later act added or changed. Owns both. Invariant: an entry
is named by act, annex and number (`269/2014 annex I persons no. 1868`), so that the
same entry has the same id in either kind and in the built-in list; rows of one such
name (one measure each) are one entry. Refuses to take an amendment for a list: it names
no removals, and its version says so.

A file is read twice: first the references alone, to know which stand in several rows
that need not follow each other; only those rows are held.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from xref.lists.catalogue import catalogue
from xref.lists.readers.base import Tally, broken, tidy, unique
from xref.lists.readers.eu_labels import eu_countries, eu_country, eu_dates
from xref.lists.readers.eu_names import names_in, ordered
from xref.lists.readers.eu_numbers import numbers_in
from xref.lists.readers.table import head_rows, rows_of
from xref.lists.references import make_reference
from xref.model import Designation, Kind, Name, Order, Quality
from xref.names.fold import fold

FORMAT = "eu-oj-csv"
LIST = "eu-oj"

_CONSOLIDATED = frozenset(["celex"])
_AMENDMENT = frozenset(["amendedCelex", "amendmentCelex"])
_NEEDED = frozenset(
    [
        *("recordId", "programKey", "annex", "measure", "startDate"),
        *("schema", "name", "alias", "birthDate", "imoNumber"),
    ]
)
# A kind of target that is neither person nor ship is a body; a port, a field or a
# currency ("Asset") counts as one, because a list has no other kind for it.
_KINDS: dict[str, Kind] = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft"}
_CELEX = re.compile(r"3(\d{4})([A-Z])(\d{4})")
_NAMES: tuple[tuple[str, Quality], ...] = (
    # An a.k.a. without a mark of quality; the table keeps "low quality" ones apart.
    ("alias", "unknown"),
    ("weakAlias", "weak"),
    ("previousName", "former"),
)
_REMARKS = (
    ("gender", "gender"),
    ("incorporationDate", "incorporated"),
    ("legalForm", "legal form"),
    ("sector", "sector"),
    ("fatherName", "father"),
    ("motherName", "mother"),
    ("ethnicity", "ethnicity"),
    ("appearance", "appearance"),
    ("notes", ""),
    ("reason", "reason"),
)


def recognise(head: bytes) -> bool:
    """Tell whether the header is that of a consolidated or an amending act.

    Example:
        >>> recognise(b"celex,recordId,programKey,annex,measure,startDate,reason,schema,"
        ...           b"name,alias,birthDate,imoNumber")
        True
        >>> recognise(b"id,schema,name,aliases")
        False
    """
    rows = head_rows(head, limit=1)
    return bool(rows) and _kind_of(rows[0]) is not None


def is_part(path: Path) -> bool:
    """Tell whether the file is one act of a list whose acts stand side by side in a folder."""
    _, header = next(rows_of(path))
    return _kind_of(header) is _CONSOLIDATED


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the entries of one act.

    Raises:
        ListParseError: A row cannot be read, or names no act.
    """
    if _kind_of(next(rows_of(path))[1]) is _AMENDMENT:
        tally.notice = (
            "an amending act: what it added or changed, without what it removed;"
            " load it after the consolidated acts"
        )
    repeated = Counter(reference for _, _, reference in _rows(path))
    waiting: dict[str, list[Designation]] = {}
    used: set[str] = set()
    for line, cells, reference in _rows(path):
        repeated[reference] -= 1
        entry = _entry(cells, reference, f"{path.name}:{line}")
        if entry is None:
            tally.refuse(f"line {line}", "it has no name")
        else:
            waiting.setdefault(reference, []).append(entry)
        if repeated[reference] == 0 and reference in waiting:
            for joined in _joined(waiting.pop(reference)):
                # Two targets of one name that have no number, or under one printed number.
                number = next(n for n in range(1, 999) if _numbered(joined, n) not in used)
                used.add(_numbered(joined, number))
                if number > 1:
                    name = _numbered(joined, number)
                    joined = msgspec.structs.replace(  # noqa: PLW2901
                        joined, id=f"{LIST}:{name}", reference=name
                    )
                yield joined


def _numbered(entry: Designation, number: int) -> str:
    return entry.reference if number == 1 else f"{entry.reference}-{number}"


def _kind_of(header: list[str]) -> frozenset[str] | None:
    columns = {column.strip() for column in header}
    if not _NEEDED.issubset(columns):
        return None
    return next((kind for kind in (_CONSOLIDATED, _AMENDMENT) if kind.issubset(columns)), None)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str], str]]:
    rows = rows_of(path)
    _, printed = next(rows)
    header = [column.strip() for column in printed]
    for line, row in rows:
        if len(row) != len(header):
            raise broken(path, line, f"{len(row)} fields, the header has {len(header)}")
        cells = dict(zip(header, row, strict=True))
        act = cells.get("celex") or cells.get("amendedCelex") or ""
        if not _CELEX.fullmatch(act.strip()):
            raise broken(path, line, f"{act!r} is no CELEX number of an act")
        yield line, cells, reference_of(cells)


def act_of(celex: str) -> str:
    """Return the number of an act as it is cited: number/year until 2014, then year/number.

    Example:
        >>> act_of("32014R0269"), act_of("32017R1509"), act_of("32010D0573")
        ('269/2014', '2017/1509', '2010/573/CFSP')
    """
    found = _CELEX.fullmatch(celex.strip())
    if found is None:
        raise ValueError(f"no CELEX number: {celex!r}")
    year, sort, number = found[1], found[2], int(found[3])
    if sort == "D":
        return f"{year}/{number}/CFSP" if int(year) < 2015 else f"{year}/{number}"
    return f"{number}/{year}" if int(year) < 2015 else f"{year}/{number}"


def reference_of(cells: Mapping[str, str]) -> str:
    """Return what names an entry: act, annex and number.

    An entry that its annex gives no number has the IMO number or a digest of its name
    instead, as everywhere.

    Example:
        >>> reference_of({"celex": "32014R0269", "annex": "I.PERSONS", "recordId": "1868"})
        '269/2014 annex I persons no. 1868'
        >>> reference_of({"celex": "32017R1509", "annex": "XIII.B", "recordId": "",
        ...               "schema": "Vessel", "name": "Mi Rim", "imoNumber": "8713471"})
        '2017/1509 annex XIII.B IMO8713471'
    """
    act = act_of(cells.get("celex") or cells["amendedCelex"])
    annex = f" {_annex(cells)}" if _annex(cells) else ""
    record = tidy(cells["recordId"])
    if record:
        return f"{act}{annex} no. {record}"
    imo = None
    if cells["schema"] == "Vessel":
        imo = next((n.value for n in numbers_in(cells, "vessel") if n.type == "imo"), None)
    return f"{act}{annex} {make_reference(tidy(cells['name']), imo=imo)}"


def _annex(cells: Mapping[str, str]) -> str:
    """`I.PERSONS` is the part of annex I that lists persons; letters and numerals stay."""
    parts = [part for part in tidy(cells["annex"]).split(".") if part]
    if parts and len(parts[-1]) > 5 and parts[-1].isupper():
        return f"annex {'.'.join(parts[:-1])} {parts[-1].lower()}"
    return f"annex {'.'.join(parts)}" if parts else ""


def _entry(cells: Mapping[str, str], reference: str, where: str) -> Designation | None:
    kind = _KINDS.get(cells["schema"].strip(), "organisation")
    nationalities: list[str] = []
    for column in ("nationality", "jurisdiction", "country"):
        for printed in split_cell(cells.get(column, "")):
            nationalities += eu_countries(printed)
    names = _names(cells, kind, nationalities)
    if not names:
        return None
    measure, programme = tidy(cells["measure"]), tidy(cells["programKey"])
    dates = [eu_dates(part, where) for part in split_cell(cells["birthDate"])]
    flags = [eu_country(part) or "" for part in split_cell(cells.get("flag", ""))]
    # The date of an entry is ISO, dotted or in words, and never a range.
    listed = eu_dates(cells["startDate"], where)
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=catalogue()[LIST].authority,
        kind=kind,
        names=names,
        programmes=unique([f"{programme}: {measure}" if measure else programme]),
        legal_basis=_basis(cells, measure),
        listed_on=listed[0] if listed else None,
        url=_url(cells),
        birth_dates=unique([item for found in dates for item in found]),
        birth_places=unique([tidy(part) for part in split_cell(cells.get("birthPlace", ""))]),
        # A ship has a flag, not a nationality.
        nationalities=() if kind == "vessel" else unique(nationalities),
        titles=unique([tidy(part) for part in split_cell(cells.get("position", ""))]),
        identifiers=tuple(numbers_in(cells, kind)),
        flags=unique(flags),
        addresses=unique([tidy(part) for part in split_cell(cells.get("address", ""))]),
        remarks=_remarks(cells, names),
    )


def split_cell(cell: str) -> list[str]:
    """Split a cell of several values: `;` between them, quotes around one that holds a `;`.

    Example:
        >>> split_cell('"(a) 1964; (b) 1965"; Baz')
        ['(a) 1964; (b) 1965', 'Baz']
    """
    if not cell.strip():
        return []
    rows = csv.reader([cell.replace("\n", " ")], delimiter=";", skipinitialspace=True)
    return [part.strip() for part in next(rows) if part.strip()]


def _names(cells: Mapping[str, str], kind: Kind, nationalities: list[str]) -> tuple[Name, ...]:
    found = {name.text: name for name in names_in(cells["name"], "primary", kind, primary=True)}
    if not found:
        return ()
    for column, quality in _NAMES:
        for printed in split_cell(cells.get(column, "")):
            for name in names_in(printed, quality, kind):
                found.setdefault(name.text, name)
    if kind != "person":
        return tuple(found.values())
    korean = bool({"KP", "KR"} & set(nationalities)) or any(
        name.script == "hangul" for name in found.values()
    )
    first = next(iter(found.values()))
    return tuple(
        msgspec.structs.replace(name, order=_order(name, first, korean=korean))
        for name in found.values()
    )


def _order(name: Name, first: Name, *, korean: bool) -> Order | None:
    """Tell the order, but not of a name that turns the first one round (`CHOL Yun`)."""
    order = ordered(name, korean=korean)
    if name is first or order is None or order != ordered(first, korean=korean):
        return order
    here, there = fold(name.text).split(), fold(first.text).split()
    return None if here[0] != there[0] and sorted(here) == sorted(there) else order


def _basis(cells: Mapping[str, str], measure: str) -> tuple[str, ...]:
    annex = _annex(cells)
    act = act_of(cells.get("celex") or cells["amendedCelex"])
    what = measure.lower()
    if what and what != "asset freeze":
        ships = cells["schema"] == "Vessel" and what == "transportation restrictions"
        what = f"{'ban on ports and services' if ships else what}, not an asset freeze"
    basis = f"Regulation {act}" if "CFSP" not in act else f"Decision {act}"
    basis += f", {annex}" if annex else ""
    later = cells.get("amendmentCelex", "").strip()
    return unique(
        [f"{basis}: {what}" if what else basis, f"amended by {act_of(later)}" if later else ""]
    )


def _url(cells: Mapping[str, str]) -> str:
    """The page of the act: an entry has none of its own."""
    celex = cells.get("celex") or cells["amendmentCelex"]
    return f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{celex.strip()}"


def _remarks(cells: Mapping[str, str], names: tuple[Name, ...]) -> str | None:
    printed = tidy(cells["name"])
    found = [f"name as printed: {printed}"] if names[0].text != printed else []
    if cells["schema"] == "Asset":
        found.append("a thing or place, not a body")
    for column, label in _REMARKS:
        text = tidy(cells.get(column, ""))
        if text:
            found.append(f"{label}: {text}" if label else text)
    return "; ".join(found) or None


def _joined(rows: list[Designation]) -> list[Designation]:
    """Join rows of one entry, one measure each.

    Rows of another name stay apart, and so do two of one measure: they are two targets
    of one name in an annex without numbers.
    """
    entries: list[Designation] = []
    for row in rows:
        for place, one in enumerate(entries):
            if _same(one, row):
                entries[place] = msgspec.structs.replace(
                    one,
                    programmes=unique([*one.programmes, *row.programmes]),
                    legal_basis=unique([*one.legal_basis, *row.legal_basis]),
                    names=tuple(dict.fromkeys([*one.names, *row.names])),
                    identifiers=tuple(dict.fromkeys([*one.identifiers, *row.identifiers])),
                )
                break
        else:
            entries.append(row)
    return entries


def _same(one: Designation, row: Designation) -> bool:
    return (
        one.kind == row.kind
        and fold(one.name) == fold(row.name)
        and one.birth_dates == row.birth_dates
        and not set(one.programmes) & set(row.programmes)
    )
