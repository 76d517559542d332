"""Japan's asset freezes: the Ministry of Finance's workbook, one sheet for each measure.

Owns that table: over a header stands the name of the measure, each row is a target, and the
columns differ from sheet to sheet. All visible sheets are read; a sheet saved as CSV is read
as well. Invariant: a column nobody knows goes to the remarks, never away, and a sheet without a
table is named in the notice. Dates may be in Japanese eras. Refuses rows wider than the header.
Known by its schema only: no file was at hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code
from xref.lists.dates import is_birth_date, iso_date
from xref.lists.readers.base import Tally, broken, log, tidy, unique
from xref.lists.readers.sheets import is_sheet, sheet_rows, text_of
from xref.lists.readers.table import head_rows, rows_of
from xref.lists.references import make_reference
from xref.model import Designation, Identifier, Kind, Name, Quality
from xref.names.fold import script_of

FORMAT = "jp-mof-table"
LIST = "jp-mof"

_MARK = "告示日付"
_JAPANESE, _ENGLISH = "日本語表記", "英語表記"
# Columns without white space; what stands in none goes to the remarks.
_FIELDS: dict[str, tuple[str, ...]] = {
    "notice_date": (_MARK,),
    "notice": ("告示番号",),
    "listed": ("リスト掲載日",),
    "japanese": (_JAPANESE,),
    "english": (_ENGLISH,),
    "alias": ("確定可能な別名",),
    "weak": ("確定に十分でない別名",),
    "unknown": ("別名", "別称", "別称・別名", "別名・別称", "別称・旧称"),
    "former": ("過去の別名", "以前の別名", "旧称", "旧称・以前の呼称"),
    "title": ("称号", "役職", "肩書", "肩書等"),
    "address": (
        "住所", "住所等", "住所・所在地", "所在地", "所在地・住所", "活動地域・住所",
        "所在地・住所登録された事務所の住所",
    ),
    "phone": ("電話番号", "電話", "FAX"),
    "birth_date": ("生年月日", "生年月日・出生地"),
    "birth_place": ("出生地", "出生地・出身地"),
    "nationality": ("国籍",),
    "passport": ("旅券番号",),
    "national_id": ("身分登録番号", "ID番号", "身分証番号"),
    "un": ("国連参照番号",),
}  # fmt: skip
_FIELD_OF = {column: field for field, columns in _FIELDS.items() for column in columns}

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_DAY = (
    r"(?:(?P<era{0}>令和|平成|昭和|大正|明治)(?P<of{0}>元|\d{{1,2}})|(?<!\d)(?P<year{0}>\d{{4}}))"
    r"(?:[年./-](?:(?P<month{0}>\d{{1,2}})(?:[月./-](?:(?P<day{0}>\d{{1,2}})日?)?)?月?)?)?"
)
_DATES = re.compile(_DAY.format(1) + rf"(?:頃?(?:から|[-~〜～])(?:{_DAY.format(2)}))?")
_ITEMS = re.compile(
    r"\n|[(（](?:[a-z]|i{1,3}|iv|vi{0,3})[)）]|[;；]\s*(?:a\.k\.a\.?)?|,\s*a\.k\.a\."
)
_UNKNOWN = frozenset(["不明", "na", "n/a", "-", "－", "なし"])
_UN_REFERENCE = re.compile(r"\b[A-Z][A-Za-z]{1,2}[ie]\.\d{3}\b")
_LATIN = re.compile(r"[A-Za-z][A-Za-z .,'()-]+")
_HEADER_WITHIN = 15

Cells = Mapping[str, list[str]]


def recognise(head: bytes) -> bool:
    r"""Tell whether one of the first rows is a header of the ministry's workbook.

    Example:
        >>> recognise("例示に関連する者\n告示日付,告示番号,日本語表記,英語表記,別名".encode())
        True
    """
    return any(map(_is_header, head_rows(head, limit=_HEADER_WITHIN)))


def _column(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split())


def _is_header(row: Sequence[str]) -> bool:
    columns = [_column(cell) for cell in row]
    return {_MARK, _JAPANESE, _ENGLISH}.issubset(columns)


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the targets of all sheets, in their order.

    Raises:
        ListParseError: A row is wider than its header.
    """
    used: dict[str, int] = {}
    newest = ""
    without: list[str] = []
    for sheet, rows in _sheets(path):
        header: list[str] = []
        section = ""
        for seen, (line, row) in enumerate(rows):
            if not header:
                if _is_header(row):
                    header = [_column(cell) for cell in row]
                elif seen >= _HEADER_WITHIN:
                    break
                elif not section:
                    section = " / ".join(tidy(cell) for cell in row if cell.strip())
                continue
            if any(cell.strip() for cell in row[len(header) :]):
                raise broken(path, line, f"sheet {sheet}: more fields than the header has")
            where = f"{sheet} line {line}".strip()
            entry = _entry(_cells(header, row), section, used)
            if entry is None:
                tally.refuse(where, "it has no name")
            else:
                newest = max(newest, entry.listed_on or "")
                yield entry
        if section and not header:
            without.append(sheet)
    if without:
        tally.notice = f"sheets without the header of a table, not read: {', '.join(without)}"
    tally.published = newest or None


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    if not is_sheet(path):
        yield "", rows_of(path)
        return
    # The first row is read the common way for its checks: bombs, passwords, damage.
    next(sheet_rows(path), None)
    with CalamineWorkbook.from_path(path) as book:
        for about in book.sheets_metadata:
            if about.visible == SheetVisibleEnum.Visible:
                yield about.name, _rows(book, about.name, path)


def _rows(book: CalamineWorkbook, sheet: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, cells in enumerate(book.get_sheet_by_name(sheet).iter_rows(), 1):
            row = [text_of(cell) for cell in cells]
            if any(cell.strip() for cell in row):
                yield number, row
    except (CalamineError, XmlError, ZipError) as error:
        raise broken(path, None, f"not a whole spreadsheet: sheet {sheet}: {error}") from None


def _cells(header: Sequence[str], row: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of a row by field; those of columns nobody knows under `remarks`."""
    found: dict[str, list[str]] = {}
    for column, cell in zip(header, row, strict=False):
        if not cell.strip() or tidy(cell).lower() in _UNKNOWN:
            continue
        field = _FIELD_OF.get(column)
        if field is None:
            found.setdefault("remarks", []).append(
                f"{column}: {tidy(cell)}" if column else tidy(cell)
            )
        else:
            found.setdefault(field, []).append(cell)
    return found


def _parts(cells: Cells, *fields: str) -> list[str]:
    values = (
        part for field in fields for cell in cells.get(field, ()) for part in _ITEMS.split(cell)
    )
    return [text for text in map(tidy, values) if text and text.lower() not in _UNKNOWN]


def _entry(cells: Cells, section: str, used: dict[str, int]) -> Designation | None:
    names = _names(cells)
    if not names:
        return None
    definition = catalogue()[LIST]
    reference = make_reference(names[0].text)
    used[reference] = used.get(reference, 0) + 1
    if used[reference] > 1:
        reference = f"{reference}-{used[reference]}"
    united = [number for cell in cells.get("un", ()) for number in _UN_REFERENCE.findall(cell)]
    days = [*_dates(cells, "notice_date"), *_dates(cells, "listed")]
    kind = _kind(cells, section, united)
    births = [day for day in _dates(cells, "birth_date") if is_birth_date(day)]
    notices = [tidy(cell) for cell in cells.get("notice", ())]
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=definition.authority,
        kind=kind,
        names=names,
        programmes=unique([section]),
        legal_basis=unique(notices),
        listed_on=days[0] if days else None,
        url=definition.url_of(reference),
        birth_dates=unique(births) if kind == "person" else (),
        birth_places=unique(_parts(cells, "birth_place")),
        nationalities=_countries(_parts(cells, "nationality")),
        titles=unique(_parts(cells, "title")),
        identifiers=tuple(
            dict.fromkeys(
                Identifier(sort, value)
                for sort in ("passport", "national_id", "phone")
                for value in _parts(cells, sort)
            )
        ),
        addresses=unique(_parts(cells, "address")),
        remarks="; ".join(cells.get("remarks", ())) or None,
        same_as=unique([f"un-sc:{number}" for number in united]),
    )


def _names(cells: Cells) -> tuple[Name, ...]:
    """Return the English name first, then the Japanese one, then aliases by their columns."""
    groups: tuple[tuple[Quality, str], ...] = (
        ("primary", "english"), ("primary", "japanese"), ("alias", "alias"),
        ("unknown", "unknown"), ("former", "former"), ("weak", "weak"),
    )  # fmt: skip
    found: dict[str, Name] = {}
    for quality, field in groups:
        for place, spelling in enumerate(_parts(cells, field)):
            own = "unknown" if quality == "primary" and place else quality
            found.setdefault(spelling, Name(spelling, own, script_of(spelling)))
    names = tuple(found.values())
    if names and names[0].quality != "primary":
        return ()
    return names


def _kind(cells: Cells, section: str, united: Sequence[str]) -> Kind:
    """The UN's reference tells it, else the measure's name, else what only persons have."""
    if united:
        return "person" if united[0][-5] == "i" else "organisation"
    persons = "個人" in section
    bodies = any(word in section for word in ("団体", "銀行", "機関"))
    if persons != bodies:
        return "person" if persons else "organisation"
    own = ("birth_date", "birth_place", "nationality", "passport")
    return "person" if any(cells.get(field) for field in own) else "organisation"


def _dates(cells: Cells, field: str) -> list[str]:
    found: list[str] = []
    for cell in cells.get(field, ()):
        text = "".join(unicodedata.normalize("NFKC", cell).split())
        read = [_range(match) for match in _DATES.finditer(text)]
        if not any(read):
            log.warning("no date can be read in %r", cell[:60])
        found.extend(day for day in read if day)
    return found


def _range(match: re.Match[str]) -> str | None:
    low, high = _single(match, 1), _single(match, 2)
    if low and high and low <= high:
        return f"{low}/{high}"
    return low


def _single(match: re.Match[str], place: int) -> str | None:
    era, of, year = (match[f"{name}{place}"] for name in ("era", "of", "year"))
    if era:
        year = str(_ERAS[era] + (1 if of == "元" else int(of)))
    if not year:
        return None
    values = (match[f"{name}{place}"] for name in ("month", "day"))
    return iso_date("-".join([year, *(f"{int(value):02}" for value in values if value)]))


def _countries(printed: Sequence[str]) -> tuple[str, ...]:
    """Return the codes; a country may be printed in Japanese, in English, or both."""
    return unique([_country(text) or "" for text in printed])


def _country(text: str) -> str | None:
    latin = _LATIN.search(text)
    japanese = tidy(_LATIN.sub(" ", text)).strip("()（） ")
    code = country_code(text) or country_code(japanese)
    return code or country_code(latin[0].strip(" ()") if latin else None)
