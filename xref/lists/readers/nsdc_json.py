"""Ukraine's State Sanctions Register (NSDC): subjects as the register's interface gives them.

Owns that JSON: an array of subjects, each with its decisions under `actions` where whoever
fetched the file put them there. Invariant: a subject whose decisions have all run out is
`delisted`. The interface tells persons and bodies by the address, not in the record, so a
file without `subjectType` is judged by what only persons have. Refuses a subject without id.
Known by its schema only: no file was at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code, iso_code
from xref.lists.dates import day_first, is_birth_date
from xref.lists.readers.base import Tally, broken, log, tidy, unique
from xref.lists.readers.json_stream import records_of
from xref.model import Designation, Identifier, Kind, Name, Quality, Status
from xref.names.fold import script_of

FORMAT = "ua-nsdc-json"
LIST = "ua-nsdc"

_START = re.compile(rb"^\s*\[?\s*\{")
_KEYS = (b'"sid"', b'"translit"', b'"citizenships"')
_STATUSES: dict[str, Status] = {
    "active": "designated", "expired": "delisted", "excluded": "delisted",
}  # fmt: skip
# `name (second, third)`: Ukrainian, and Russian and English in any order.
_THREE_NAMES = re.compile(r"^([^(]+)\(([^,]+),([^,]+)\)$")
_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?!\d)")
_NUMBERS = (
    ("tax:", "tax_id"),
    ("reg:person", "national_id"),
    ("reg:cz_person", "national_id"),
    ("reg:chiop", "national_id"),
    ("doc:residence", "residence_permit"),
    ("doc:", "passport"),
    ("reg:", "registration"),
)
_OF_PERSONS = ("doc:", "reg:person", "reg:unzr", "reg:chiop")
_BIRTH_PLACE = "місце народження"
# Keys of attributes, in lower case without a colon. What stands here in none goes to the remarks.
_ADDRESSES = frozenset([
    "місце реєстрації", "місце розташування", "місцезнаходження", "місце проживання",
    "місце реєстрації юридичної особи", "фізична адреса", "юридична адреса", "поштова адреса",
    "місцезнаходження офісу", "місцезнаходження юридичної особи",
])  # fmt: skip
_TITLES = frozenset(["звання", "військове звання", "науковий ступінь", "зайнятість"])
_FORMER = frozenset(["колишня назва", "стара назва", "зміна назви"])
_ALIASES = frozenset(["назва", "вигадана назва"])
_CONTACTS = {"email": "email", "номер телефону": "phone", "податковий номер": "tax_id"}


class _Number(msgspec.Struct, frozen=True):
    id: str | None = None
    code: str | None = None
    iso2: str | None = None


class _Attribute(msgspec.Struct, frozen=True):
    key: str | None = None
    value: str | None = None


class _Decree(msgspec.Struct, frozen=True):
    number: str | None = None
    date: str | None = None
    link: str | None = None


class _Restriction(msgspec.Struct, frozen=True):
    restriction: str | None = None


class _Action(msgspec.Struct, frozen=True, rename="camel"):
    status: str | None = None
    decree: _Decree | None = None
    end_date: str | None = None
    term: str | None = None
    restrictions: list[_Restriction] | None = None


class _Subject(msgspec.Struct, frozen=True, rename="camel"):
    sid: int | str | None
    name: str | None = None
    translit: str | None = None
    aliases: list[str] | str | None = None
    citizenships: list[str] | str | None = None
    bd: str | None = None
    status: str | None = None
    subject_type: str | None = None
    identifiers: list[_Number] | None = None
    attributes: list[_Attribute] | None = None
    actions: list[_Action] | None = None


def recognise(head: bytes) -> bool:
    """Tell whether the records are subjects of the register.

    Example:
        >>> recognise(b'[{"sid": 1, "name": "...", "translit": "...", "citizenships": ["RU"]}]')
        True
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    return _START.match(head) is not None and all(key in head for key in _KEYS)


def files(path: Path) -> tuple[Path, ...]:
    """Return the file: it has no siblings."""
    return (path,)


def read(path: Path, tally: Tally) -> Iterator[Designation]:
    """Yield the subjects of the file.

    The file is read twice: first for whether its subjects are persons.

    Raises:
        ListParseError: The JSON is broken, or a subject has no id.
    """
    default = _default_kind(path)
    newest = ""
    for line, subject in records_of(path, _Subject):
        if subject.sid is None or not tidy(str(subject.sid)):
            raise broken(path, line, "a subject without sid")
        designation = _designation(subject, default)
        if designation is None:
            tally.refuse(f"line {line}", f"subject {subject.sid} has no name")
        else:
            newest = max(newest, designation.listed_on or "")
            yield designation
    tally.notice = catalogue()[LIST].terms
    if newest:
        tally.notice += f" The newest decree read is of {newest}."


def _default_kind(path: Path) -> Kind:
    """A file holds either persons or bodies; some person prints a passport or a birth place."""
    persons = subjects = 0
    for _, subject in records_of(path, _Subject):
        subjects += 1
        persons += _is_person(subject)
    # One body in a hundred carries a number of its head by mistake.
    return "person" if persons * 20 > subjects else "organisation"


def _is_person(subject: _Subject) -> bool:
    numbers = any((number.id or "").startswith(_OF_PERSONS) for number in subject.identifiers or ())
    return numbers or any(_key(item) == _BIRTH_PLACE for item in subject.attributes or ())


def _kind(subject: _Subject, default: Kind) -> Kind:
    if subject.subject_type:
        return "person" if subject.subject_type.lower() == "individual" else "organisation"
    return default


def _key(item: _Attribute) -> str:
    return tidy(item.key).rstrip(": ").lower()


def _texts(value: list[str] | str | None, separator: str = ";") -> list[str]:
    parts: Sequence[Any] = value.split(separator) if isinstance(value, str) else value or ()
    return [tidy(part) for part in parts if isinstance(part, str) and part.strip()]


def _designation(subject: _Subject, default: Kind) -> Designation | None:
    names = _names(subject)
    if not names:
        return None
    kind = _kind(subject, default)
    definition = catalogue()[LIST]
    reference = tidy(str(subject.sid))
    actions = subject.actions or []
    decrees = [action.decree for action in actions if action.decree is not None]
    days = sorted(filter(None, (day_first((decree.date or "")[:10]) for decree in decrees)))
    ends = [day_first((action.end_date or "")[:10]) for action in actions]
    status = _status(subject, actions)
    countries = [
        code if country_code(code) else ""
        for code in map(iso_code, _texts(subject.citizenships, ","))
        if code
    ]
    return Designation(
        id=f"{LIST}:{reference}",
        list=LIST,
        reference=reference,
        authority=definition.authority,
        kind=kind,
        status=status,
        names=names,
        programmes=unique([tidy(decree.number) for decree in decrees]),
        legal_basis=unique(
            [tidy(f"{decree.number or ''} {decree.link or ''}") for decree in decrees]
        ),
        listed_on=days[0] if days else None,
        delisted_on=max(filter(None, ends), default=None) if status == "delisted" else None,
        url=definition.url_of(reference),
        birth_dates=_birth_dates(subject) if kind == "person" else (),
        birth_places=_of(subject, frozenset([_BIRTH_PLACE])),
        nationalities=unique(countries),
        titles=_of(subject, _TITLES),
        identifiers=_identifiers(subject),
        addresses=_of(subject, _ADDRESSES),
        remarks=_remarks(subject, actions),
    )


def _status(subject: _Subject, actions: Sequence[_Action]) -> Status:
    """The subject's own status counts; an unknown one is `designated`, and logged."""
    printed = (subject.status or "").lower()
    if not printed and actions:
        states = {(action.status or "").lower() for action in actions}
        return "delisted" if states and "active" not in states else "designated"
    status = _STATUSES.get(printed)
    if status is None:
        log.warning("subject %s: status %r is not known", subject.sid, subject.status)
    return status or "designated"


def _names(subject: _Subject) -> tuple[Name, ...]:
    """Return the names: Ukrainian first, then its transliteration, then aliases unmarked."""
    found: dict[str, Name] = {}

    def add(printed: str | None, quality: Quality) -> None:
        text = tidy(printed)
        three = _THREE_NAMES.match(text)
        for spelling in map(tidy, three.groups() if three else (text,)):
            if spelling:
                found.setdefault(spelling, Name(spelling, quality, script_of(spelling)))

    add(subject.name, "primary")
    add(subject.translit, "primary")
    if not found:
        return ()
    for alias in _texts(subject.aliases):
        add(alias, "unknown")
    for keys, quality in ((_ALIASES, "unknown"), (_FORMER, "former")):
        for value in _of(subject, keys):
            add(value, quality)  # type: ignore[arg-type]
    return tuple(found.values())


def _of(subject: _Subject, keys: frozenset[str]) -> tuple[str, ...]:
    values = (tidy(item.value) for item in subject.attributes or () if _key(item) in keys)
    return unique(list(values))


def _birth_dates(subject: _Subject) -> tuple[str, ...]:
    """Read days; of a date in words (`21 березня 1945 р.`) only the year is certain."""
    found: list[str] = []
    for printed in [subject.bd or "", *_of(subject, frozenset(["дата народження"]))]:
        text = tidy(printed)
        value = day_first(text[:10]) if text else None
        values = [value] if value else _YEAR.findall(text)
        good = [date for date in values if is_birth_date(date)]
        found.extend(good)
        if text and not good:
            log.warning("subject %s: %r is no birth date", subject.sid, text[:40])
    return unique(found)


def _identifiers(subject: _Subject) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for number in subject.identifiers or ():
        kind = number.id or ""
        sort = next((sort for start, sort in _NUMBERS if kind.startswith(start)), "registration")
        country = iso_code(number.iso2 or "")
        known = country if country and country_code(country) else None
        found.extend(Identifier(sort, value, known) for value in _texts(number.code))
    found.extend(
        Identifier(_CONTACTS[_key(item)], tidy(item.value))
        for item in subject.attributes or ()
        if _key(item) in _CONTACTS and tidy(item.value)
    )
    return tuple(dict.fromkeys(found))


_READ = frozenset([_BIRTH_PLACE, "дата народження", *_CONTACTS]) | (
    _ADDRESSES | _TITLES | _FORMER | _ALIASES
)


def _remarks(subject: _Subject, actions: Sequence[_Action]) -> str | None:
    parts = [
        f"{tidy(item.key)}: {tidy(item.value)}"
        for item in subject.attributes or ()
        if _key(item) not in _READ and tidy(item.value)
    ]
    for action in actions:
        measures = [tidy(item.restriction) for item in action.restrictions or ()]
        parts += [f"term: {tidy(action.term)}"] if action.term else []
        parts += [measure for measure in measures if measure]
    return "; ".join(dict.fromkeys(parts)) or None
