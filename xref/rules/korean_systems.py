"""Surnames and systems of transliteration: their shape and what may be wrong with them.

Owns the two structs and the checks over their tables. Invariant: a system that passed
leads back to no circle and has weights above zero. Refuses to read files: that is
`xref.rules.korean`.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

Weights = dict[str, float]
JamoTable = dict[str, Weights]

HANGUL = re.compile("[가-힣]+")


class Surname(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A surname in its southern form.

    Attributes:
        share: Percent of people in South Korea.
        hanja: Its characters.
        north: The northern form, where it differs (리 for 이).
        north_share: Percent in the North, where known.
        spellings: Weights of chosen Latin spellings.
    """

    share: float
    hanja: str = ""
    north: str = ""
    north_share: float | None = None
    spellings: Weights = {}


class System(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to write Korean; see the head of `systems.yml`.

    Attributes:
        letters: What the letters of the tables become, for a system that rewrites another.
    """

    weight: float
    counts: Literal["south", "north", "both"]
    surnames: Weights
    like: str = ""
    onsets: JamoTable = {}
    nuclei: JamoTable = {}
    bare: JamoTable = {}
    codas: JamoTable = {}
    pairs: JamoTable = {}
    surname_forms: dict[str, Weights] = {}
    letters: dict[str, Weights] = {}


def surname_problems(surnames: dict[str, Surname]) -> list[str]:
    """Say what is wrong with the table of surnames, one line a fault."""
    problems = []
    for name, surname in surnames.items():
        problems += [
            f"surnames.yml: {form!r} is not Hangul"
            for form in (name, surname.north)
            if form and not HANGUL.fullmatch(form)
        ]
        if surname.share <= 0:
            problems.append(f"surnames.yml: {name}: share must be above 0")
        problems += [
            f"surnames.yml: {name}: spelling {letters!r} must be lower-case letters"
            for letters in surname.spellings
            if not (letters.isascii() and letters.isalpha() and letters.islower())
        ]
    return problems


def system_problems(systems: dict[str, System]) -> list[str]:
    """Say what is wrong with the systems, one line a fault."""
    problems = []
    for name, system in systems.items():
        if system.like and system.like not in systems:
            problems.append(f"systems.yml: {name}: like: {system.like!r} is no system")
        problems += [
            f"systems.yml: {name}: surnames: {source!r} is neither own nor a system"
            for source in system.surnames
            if source != "own" and source not in systems
        ]
        for table in (
            system.onsets,
            system.nuclei,
            system.bare,
            system.codas,
            system.pairs,
            system.surname_forms,
            system.letters,
        ):
            problems += [
                f"systems.yml: {name}: {jamo}: weights must be above 0"
                for jamo, weights in table.items()
                if not weights or min(weights.values()) <= 0
            ]
    return problems or _circles(systems)


def _circles(systems: dict[str, System]) -> list[str]:
    for name, system in systems.items():
        seen, at = {name}, system.like
        while at:
            if at in seen:
                return [f"systems.yml: {name}: like leads back to itself"]
            seen.add(at)
            at = systems[at].like
    return []


def resolved(name: str, systems: dict[str, System]) -> System:
    """Fill the tables of a system from the one it is `like`."""
    system = systems[name]
    if not system.like:
        return system
    base = resolved(system.like, systems)
    # `bare` and `pairs` are exceptions to nuclei; a table that restates a nucleus
    # has restated its exceptions too, so they are inherited only with it.
    whole = msgspec.structs.replace(
        system,
        onsets=base.onsets | system.onsets,
        nuclei=base.nuclei | system.nuclei,
        bare={j: w for j, w in base.bare.items() if j not in system.nuclei} | system.bare,
        codas=base.codas | system.codas,
        pairs={j: w for j, w in base.pairs.items() if j[1:] not in system.nuclei} | system.pairs,
    )
    if not system.letters:
        return whole
    forms = base.surname_forms | system.surname_forms
    onsets, nuclei, bare, codas, pairs, surname_forms = (
        {key: _rewritten(weights, system.letters) for key, weights in table.items()}
        for table in (whole.onsets, whole.nuclei, whole.bare, whole.codas, whole.pairs, forms)
    )
    return msgspec.structs.replace(
        whole,
        onsets=onsets,
        nuclei=nuclei,
        bare=bare,
        codas=codas,
        pairs=pairs,
        surname_forms=surname_forms,
    )


def _rewritten(weights: Weights, letters: dict[str, Weights]) -> Weights:
    """Write spellings in other letters; letters without a line stay."""
    found: Weights = {}
    for text, weight in weights.items():
        ways: Weights = {"": weight}
        for char in text:
            ways = {
                head + tail: p * q
                for head, p in ways.items()
                for tail, q in letters.get(char, {char: 1.0}).items()
            }
        for way, p in ways.items():
            found[way or "-"] = found.get(way or "-", 0.0) + p
    return found
