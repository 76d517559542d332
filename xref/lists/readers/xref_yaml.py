"""xref's own list format: YAML, for lists that somebody compiles by hand.

Owns the format documented in `docs/lists.md`; the built-in list is written in it.
Invariant: a file is read whole or not at all, and every problem of it is reported at
once. One subject may carry designations of several lists. Refuses anchors, duplicate
keys, unknown fields and guesses, as all YAML of xref does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from xref.errors import ListParseError, RulesError
from xref.lists.catalogue import catalogue
from xref.lists.readers.base import Tally, tidy
from xref.lists.references import imo_identifier, make_reference
from xref.model import Designation, Identifier, Kind, Name, Quality, Status
from xref.names.fold import script_of
from xref.yamlfile import Node, convert, read_nodes, read_text

FORMAT = "xref-yaml"

_KIND_LINE = re.compile(rb"^kind:[ \t]*[\"']?list[\"']?[ \t]*\r?$", re.MULTILINE)
_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class _Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: str
    value: str
    country: str | None = None
    certain: bool = True


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: str
    list: str | None = None
    authority: str | None = None
    reference: str | None = None
    kind: Kind | None = None
    status: Status = "designated"
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    listed_on: str | None = None
    delisted_on: str | None = None
    url: str | None = None
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    imo: str | None = None
    identifiers: tuple[_Number, ...] = ()
    flags: tuple[str, ...] = ()
    former_flags: tuple[str, ...] = ()
    vessel_type: str | None = None
    owners: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    remarks: str | None = None
    source: str | None = None
    certainty: str | None = None


class _Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    kind: Kind
    designations: tuple[_Entry, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    schema: int
    kind: str
    name: str
    title: str
    authority: str | None = None
    date: str | None = None
    notice: str | None = None
    sources: tuple[str, ...] = ()
    subjects: tuple[_Subject, ...] = ()
    designations: tuple[_Entry, ...] = ()


def recognise(head: bytes) -> bool:
    r"""Tell whether the file says `kind: list` in its first lines.

    Example:
        >>> recognise(b"schema: 1\nkind: list\nname: watch\n")
        True
    """
    return _KIND_LINE.search(head) is not None


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the designations of one file in our own format.

    Raises:
        ListParseError: With every problem of the file.
    """
    try:
        node = read_nodes(read_text(path), path.name)
        data = convert(node, _File, path.name)
        problems = _problems(data, node, path.name)
        if problems:
            raise RulesError(problems)
    except RulesError as error:
        raise ListParseError(
            error.message, hint="nothing of this file is used; docs/lists.md has the format"
        ) from None
    tally.published = data.date
    tally.title = data.title
    tally.notice = tidy(data.notice) or None
    for subject in data.subjects:
        for entry in subject.designations:
            yield _designation(entry, data, subject.key, entry.kind or subject.kind)
    for entry in data.designations:
        yield _designation(entry, data, None, entry.kind or "organisation")


def _problems(data: _File, node: Node, where: str) -> list[str]:
    """Find what the types cannot say: dates, names, authorities, keys used twice."""
    found = []
    if data.schema != 1 or data.kind != "list":
        found.append(f"{where}: only schema 1 of kind list is known")
    if data.date is not None and not _ISO.fullmatch(data.date):
        found.append(f"{where}: date {data.date!r} is not an ISO date")
    if not (data.subjects or data.designations):
        found.append(f"{where}: neither subjects nor designations: the list is empty")
    keys: set[str] = set()
    fields = node.value if isinstance(node.value, dict) else {}
    for index, subject in enumerate(data.subjects):
        place = _line(fields.get("subjects"), index, where)
        if subject.key in keys:
            found.append(f"{place}: subject key {subject.key!r} stands twice")
        if not subject.designations:
            found.append(f"{place}: subject {subject.key!r} has no designation")
        keys.add(subject.key)
        for entry in subject.designations:
            found.extend(f"{place}: {what}" for what in _entry_problems(entry, data))
    for index, entry in enumerate(data.designations):
        place = _line(fields.get("designations"), index, where)
        if entry.kind is None:
            found.append(f"{place}: field 'kind' is missing")
        found.extend(f"{place}: {what}" for what in _entry_problems(entry, data))
    return found


def _line(node: Node | None, index: int, where: str) -> str:
    if node is None or not isinstance(node.value, list):
        return where
    return f"{where}:{node.value[index].line + 1}"


def _entry_problems(entry: _Entry, data: _File) -> Iterator[str]:
    if not tidy(entry.name):
        yield "an entry without a name"
    if _authority(entry, data) is None:
        yield f"{entry.name!r}: no authority, neither here nor for the file"
    for date in (entry.listed_on, entry.delisted_on):
        if date is not None and not _ISO.fullmatch(date):
            yield f"{entry.name!r}: {date!r} is not an ISO date (partial allowed)"
    for span in entry.birth_dates:
        if not all(_ISO.fullmatch(part) for part in span.split("/", 1)):
            yield f"{entry.name!r}: birth date {span!r} is not an ISO date or a/b for a range"
    if entry.imo is not None and imo_identifier(entry.imo) is None:
        yield f"{entry.name!r}: imo {entry.imo!r} has no seven digits"


def _authority(entry: _Entry, data: _File) -> str | None:
    """Return the authority: the entry's own, else that of its list, else the file's."""
    if entry.authority:
        return entry.authority
    own = catalogue().get(entry.list) if entry.list else None
    if own is not None:
        return own.authority
    general = catalogue().get(data.name)
    return data.authority or (general.authority if general else None)


def _designation(entry: _Entry, data: _File, key: str | None, kind: Kind) -> Designation:
    list_name = entry.list or data.name
    numbers = [Identifier(n.type, n.value, n.country, n.certain) for n in entry.identifiers]
    if entry.imo is not None and (imo := imo_identifier(entry.imo)) is not None:
        numbers.insert(0, imo)
    certain = next((n.value for n in numbers if n.type == "imo" and n.certain), None)
    name = tidy(entry.name)
    reference = entry.reference or make_reference(name, imo=certain if kind == "vessel" else None)
    definition = catalogue().get(list_name)
    return Designation(
        id=f"{list_name}:{reference}",
        list=list_name,
        reference=reference,
        authority=_authority(entry, data) or list_name,
        kind=kind,
        status=entry.status,
        names=_names(name, entry),
        programmes=entry.programmes,
        listed_on=entry.listed_on,
        delisted_on=entry.delisted_on,
        url=entry.url or (definition.url_of(reference) if definition else None),
        birth_dates=entry.birth_dates,
        birth_places=entry.birth_places,
        nationalities=entry.nationalities,
        titles=entry.titles,
        identifiers=tuple(numbers),
        flags=entry.flags,
        former_flags=entry.former_flags,
        vessel_type=entry.vessel_type,
        owners=entry.owners,
        addresses=entry.addresses,
        remarks=entry.remarks,
        subject_key=key,
        source=entry.source,
        certainty=entry.certainty,
    )


def _names(name: str, entry: _Entry) -> tuple[Name, ...]:
    groups: tuple[tuple[Quality, tuple[str, ...]], ...] = (
        ("primary", (name,)),
        ("alias", entry.aliases),
        ("unknown", entry.other_names),
        ("former", entry.former_names),
        ("weak", entry.weak_aliases),
    )
    found: dict[str, Name] = {}
    for quality, texts in groups:
        for text in map(tidy, texts):
            if text:
                found.setdefault(text, Name(text, quality, script_of(text)))
    return tuple(found.values())
