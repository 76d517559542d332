"""Shape of `rules/claims.yml`: the words by which articles say that somebody is sanctioned.

Owns the structs and their checks. Invariant: every body but the nameless one has a code.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from xref.errors import RulesError
from xref.yamlfile import read_struct


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body that sanctions, and how articles name it.

    Attributes:
        code: Code of its lists; empty for states whose measures are on no list we know.
        nouns: Phrases that name it as somebody who acts.
        adjectives: Phrases that name it before a word of `institutions`.
        exact: Phrases compared with their capitals.
        of_measures: Adjectives that name it only before a word of `measures`.
        short: Phrases that name it where a word of `beside` stood before.
        beside: Those words.
        heads: Who leads it and speaks for it; they stand for it where they act.
    """

    code: str
    nouns: list[str]
    adjectives: list[str]
    exact: list[str] = []
    heads: list[str] = []
    of_measures: list[str] = []
    short: list[str] = []
    beside: list[str] = []


class StandIns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that mean somebody named before, by the kind of name."""

    person: list[str]
    kin: list[str]
    nationals: list[str]
    vessel: list[str]
    organisation: list[str]
    any: list[str]
    works: list[str]
    trades: list[list[str]]


class ClaimWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the field in the shapes of English clauses; `impos*` is any word that begins so."""

    telling: list[str]
    imposing: list[str]
    imposed: list[str]
    to_impose: list[str]
    putting: list[str]
    inclusions: list[str]
    under: list[str]
    contesting: list[str]
    courts: list[str]
    measure_adjectives: list[str]
    measure_words: list[str]
    assets: list[str]
    belongings: list[str]
    posts: list[str]
    offices: list[str]
    agencies: list[str]
    seats: list[str]
    spokesmen: list[str]
    affected: list[str]
    counted: list[str]
    adding: list[str]
    networks: list[str]
    led: list[str]
    appointments: list[str]
    hindering: list[str]
    dismissing: list[str]
    hearsay: list[str]
    keepers: list[str]
    falsehoods: list[str]
    personnel: list[str]
    business: list[str]
    modifiers: list[str]
    meeting: list[str]
    naming: list[str]


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one language says it, and what makes it not so.

    Attributes:
        says: Words of a sentence that makes a claim.
        not_so: Words that make it none.
        posts: Behind a name and before another these make the first an employer, not a target.
        resolutions: A body beside one of these does not act.
        stand_ins: Words that mean somebody named before, each with the English one.
    """

    says: list[str]
    not_so: list[str]
    posts: list[str]
    resolutions: list[str]
    stand_ins: dict[str, str]


class ClaimRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/claims.yml`."""

    schema: int
    cues: list[str]
    bodies: list[Body]
    measures: list[str]
    offices: list[str]
    rosters: dict[str, str]
    institutions: list[str]
    denials: list[str]
    plans: list[str]
    decisions: list[str]
    removals: list[str]
    people: list[str]
    speaking: list[str]
    not_names: list[str]
    soft: list[str]
    places: list[str]
    organisation_words: list[str]
    no_company: list[str]
    trades: list[str]
    ship_words: list[str]
    body_words: list[str]
    stand_ins: StandIns
    words: ClaimWords
    scripts: dict[str, Script]
    korean_surnames: str
    not_korean_names: list[str]
    korean_name_endings: list[str]


#: A word of a pattern, with `*` for any end.
_WORD = re.compile(r"[a-z][a-z' -]*\*?")
#: The languages that are read by words alone.
SCRIPTS = frozenset({"korean", "russian", "chinese", "japanese"})


def load_claims(folder: Path) -> ClaimRules:
    """Read `claims.yml` of a rules folder.

    Raises:
        RulesError: With every problem, including languages missing or unknown.
    """
    rules = read_struct(folder / "claims.yml", ClaimRules)
    problems = [
        f"claims.yml: scripts: {name!r} is {'missing' if name in SCRIPTS else 'not known'}"
        for name in sorted(SCRIPTS ^ set(rules.scripts))
    ]
    codes = [body.code for body in rules.bodies]
    problems += [
        f"claims.yml: bodies: {code!r} stands twice" for code in codes if codes.count(code) > 1
    ]
    problems += [
        f"claims.yml: rosters: {code!r} is the code of no body"
        for code in rules.rosters.values()
        if code not in codes
    ]
    problems += _word_problems(rules.words)
    if problems:
        raise RulesError(list(dict.fromkeys(problems)))
    return rules


def _word_problems(words: ClaimWords) -> list[str]:
    """Words that could not stand in a pattern: empty kinds, capitals, signs, words given twice."""
    problems = []
    for kind in words.__struct_fields__:
        given: list[str] = getattr(words, kind)
        if not given:
            problems.append(f"claims.yml: words: {kind}: no word at all; give at least one")
        problems += [
            f"claims.yml: words: {kind}: {word!r} is no word in small letters (a `*` may end it)"
            for word in given
            if _WORD.fullmatch(word) is None
        ]
        problems += [
            f"claims.yml: words: {kind}: {word!r} stands twice"
            for word in given
            if given.count(word) > 1
        ]
    return problems
