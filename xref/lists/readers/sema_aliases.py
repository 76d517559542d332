"""Aliases of Canada's list: free text, with no separator that always separates.

Owns taking that text apart. Invariant: nothing is lost: a text that is not surely
several names stays one name. A semicolon always separates; a comma, `or`, `and` and a
slash do only between parts that are each a whole name, because `Завод "Сокол", ООО` and
`Министерство культуры, спорта и туризма` are one name each. Refuses to complete a part
that is cut short (`Katsiaryna or Katerina Smuschkovich`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from xref.data import data_folder
from xref.lists.readers.base import tidy, unique
from xref.names.fold import fold, script_of
from xref.yamlfile import read_struct

_COMMA = re.compile(r"\s*[,،]\s*(?:or\s+)?")
_SLASH = re.compile(r"\s+/\s*|\s*/\s+")
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+")
# Fewer parts than this may be one name of a body with a comma in it.
_LIST_OF_BODIES = 3


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    kind: Literal["sema-words"]
    source: str
    languages: tuple[str, ...]
    legal_forms: tuple[str, ...]


@cache
def _words() -> tuple[re.Pattern[str], frozenset[str]]:
    table = read_struct(data_folder("lists") / "sema-words.yml", _Words)
    label = re.compile(rf"[,;]?\s*\b(?:{'|'.join(table.languages)})\s*:\s*")
    return label, frozenset(map(fold, table.legal_forms))


def alias_names(printed: str, *, person: bool) -> tuple[str, ...]:
    """Take an alias text apart.

    Args:
        printed: The text of the field.
        person: Whether it belongs to a person: a whole name then has two words.

    Example:
        >>> alias_names("Ivan Petrov, Ivan Petroff, Russian: Иван Петров", person=True)
        ('Ivan Petrov', 'Ivan Petroff', 'Иван Петров')
        >>> alias_names('Завод "Сокол", ООО; Sokol Plant', person=False)
        ('Завод "Сокол", ООО', 'Sokol Plant')
    """
    label, _ = _words()
    found: list[str] = []
    for labelled in label.split(tidy(printed)):
        for part in labelled.split(";"):
            found.extend(_persons(part) if person else _bodies(part))
    return unique([_bare(name) for name in found])


def _persons(text: str) -> list[str]:
    parts = _COMMA.split(text)
    whole = sum(len(part.split()) > 1 for part in parts)
    # `BIDEVKA, BIDIOVKA` are two surnames; `Goryunov, Ivan` is one name.
    if whole < 2 and not (whole == 0 and all(part.isupper() for part in parts)):
        parts = [text] if whole == 0 or script_of(parts[0]) == script_of(parts[-1]) else parts
    for pattern in (_SLASH, _OR, _AND):
        parts = [piece for part in parts for piece in _whole(pattern.split(part), part)]
    return parts


def _whole(pieces: list[str], text: str) -> list[str]:
    """Return the pieces if each is a whole name: two words, and no choice of one of them."""
    return pieces if all(len(_OR.split(piece)[0].split()) > 1 for piece in pieces) else [text]


def _bodies(text: str) -> list[str]:
    _, forms = _words()

    def named(pieces: list[str]) -> bool:
        return all(fold(piece) not in forms and piece[:1] == piece[:1].upper() for piece in pieces)

    parts = [text]
    commas = _COMMA.split(text)
    scripts = {script_of(piece) for piece in commas}
    if named(commas) and (
        (len(commas) >= _LIST_OF_BODIES and scripts == {"latin"})
        or (len(commas) > 1 and len(scripts) == len(commas))
    ):
        parts = commas
    return [
        piece for part in parts for piece in (_OR.split(part) if named(_OR.split(part)) else [part])
    ]


def _bare(name: str) -> str:
    """Take off stray brackets and separators at the ends."""
    text = tidy(name).strip(" ,;/")
    if text.count("(") != text.count(")"):
        text = text.removeprefix("(").removesuffix(")").strip()
    return text
