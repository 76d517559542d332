"""Countries as lists print them, to ISO 3166 alpha-2.

Owns the table `lists/countries.yml`. Invariant: a code returned is one of the table;
what the table does not know gives None, never a guess. Refuses nationalities read from
a name or a place of birth.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from xref.data import data_folder
from xref.errors import RulesError
from xref.names.fold import fold
from xref.yamlfile import read_struct


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    kind: Literal["countries"]
    source: str
    none: tuple[str, ...]
    countries: dict[str, tuple[str, ...]]


@cache
def _codes() -> Mapping[str, str]:
    path = data_folder("lists") / "countries.yml"
    table = read_struct(path, _Table)
    found: dict[str, str] = {}
    problems = []
    for code, names in table.countries.items():
        for name in (code, *names):
            key = fold(name)
            if found.setdefault(key, code) != code:
                problems.append(f"{path.name}: {name!r} stands for {found[key]} and {code}")
    # A code that is also a word of the table for "none" (NA, Namibia) means the country only
    # where codes are asked for; printed "na" is no country.
    found.update({fold(word): "" for word in table.none})
    if problems:
        raise RulesError(problems)
    return MappingProxyType(found)


def country_code(printed: str | None) -> str | None:
    """Return the alpha-2 code of a country as a list prints it.

    Args:
        printed: `Korea, North`, `Democratic People's Republic of Korea`, `kp`; a final
            full stop and a prefix such as `Region:` are taken off.

    Returns:
        None where the table does not know it, or knows that it is no country.

    Example:
        >>> country_code("Korea, North"), country_code("Iran (Islamic Republic of)")
        ('KP', 'IR')
        >>> country_code("na"), country_code("Atlantis")
        (None, None)
    """
    if not printed:
        return None
    return _codes().get(fold(printed.removeprefix("Region:"))) or None


def is_no_country(printed: str) -> bool:
    """Tell whether the words stand for "no country", such as `unknown` or `stateless`.

    Example:
        >>> is_no_country("Unknown"), is_no_country("Atlantis")
        (True, False)
    """
    return _codes().get(fold(printed)) == ""


def iso_code(printed: str) -> str | None:
    """Return an alpha-2 code given as a code (`kp`, `NA`), None if it is not two letters.

    Example:
        >>> iso_code("kp"), iso_code("na"), iso_code("dprk")
        ('KP', 'NA', None)
    """
    code = printed.strip().upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
