"""Shape of the rule files on names of persons other than Koreans: persons.yml, chinese.yml.

Owns the structs and the checks of single values. Invariant: every number carries a reason
and every pattern compiles. Refuses defaults: what the files do not say does not exist.
"""

from __future__ import annotations

import re

import msgspec

from xref.rules.values import Limit, Rewrite, Weight


class Habit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of writing names that is undone where a token shows it.

    Attributes:
        when: Regular expression that a folded Latin token must contain.
        steps: Pairs of a regular expression and what replaces it, in order.
        why: An example.
    """

    when: str
    steps: list[tuple[str, str]]
    why: str

    def __post_init__(self) -> None:
        for pattern in (self.when, *(step[0] for step in self.steps)):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is not a regular expression: {error}") from None


class PersonAgreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much two parts of a name agree."""

    spelling: Weight
    vowels: Weight
    habit: Weight
    transcribed: Weight
    unvowelled: Weight
    joined: Weight
    near: Weight
    initial: Weight
    middle_initial: Weight
    order: Weight
    roles: Weight


class PersonMissing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What remains of the score when one name lacks a part the other has."""

    patronymic: Weight
    middle: Weight
    first_given: Weight
    first_half: Weight
    second_surname: Weight
    interior: Weight
    edge: Weight
    bound: Weight


class PersonCaps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ceilings that no agreement of the other parts can lift."""

    one_part: Weight
    no_surname: Weight
    conflict: Weight
    conflict_share: Weight
    only_one_korean: Weight
    transcribed: Weight
    beginning: Weight


class PersonLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on work, and lengths below which a near spelling is another name."""

    letters: Limit
    parts: Limit
    token_letters: Limit
    forms: Limit
    near_letters: Limit
    near_letters_consonant: Limit
    habit_letters: Limit
    frame_letters: Limit
    near_similarity: Weight
    respelled: Weight
    korean_plausible: Weight


class PersonBeginnings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When texts may print no more than the beginning of a listed name.

    Attributes:
        least_parts: Parts of the listed name, at least.
        most_parts: Likewise, at most.
        common_bearers: Listed subjects that bear a part, from which on it is very common.
        left_out: First parts that people leave out, in any spelling.
    """

    least_parts: Limit
    most_parts: Limit
    common_bearers: Limit
    left_out: list[str]


class PersonRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/persons.yml`.

    Attributes:
        cyrillic: Cyrillic letter to Latin letters, before the rewrites.
        northern_marks: Letters that only Ukrainian and Belarusian have.
        northern: Letters that read otherwise in a token with such a mark.
        arabic: Arabic letter to Latin letters, before the rewrites.
        rewrites: Steps that turn folded Latin letters into a skeleton, in order.
        habits: Further readings of tokens that show a habit of writing.
        respellings: Spellings of given names that texts are searched for.
        short_forms: Given name to its short forms.
        first_halves: First halves of double given names.
        groups: Spellings of one given name that the rewrites do not bring together.
        particles: Tokens such as `al` or `van` that belong to the next token.
        assimilated: Forms of the Arabic article before a sun letter.
        kunya: Tokens such as `abu` that make one name with the next token.
        servant: Spellings of Arabic `abd`, joined to the divine name that follows.
        descent: Tokens such as `bin`: what follows them inside a name is the father's name.
        descent_after: Tokens such as `oglu`: what stands before them is the father's name.
        faith: Spellings of Arabic `din`, joined to the word before it (`Nur al-Din`).
        loose: Letters that spellings of one vowel or consonant waver between.
        pinyin: Regular expression of one Chinese syllable in pinyin.
        patronymic_endings: Endings of patronymics, folded, in all scripts.
        beginnings: When a text may print the beginning of a listed name alone.
    """

    schema: int
    source: str
    cyrillic: dict[str, str]
    northern_marks: str
    northern: dict[str, str]
    arabic: dict[str, str]
    rewrites: list[Rewrite]
    habits: dict[str, Habit]
    respellings: list[Rewrite]
    short_forms: dict[str, list[str]]
    first_halves: list[str]
    groups: list[list[str]]
    particles: list[str]
    assimilated: list[str]
    kunya: list[str]
    servant: list[str]
    descent: list[str]
    descent_after: list[str]
    faith: list[str]
    loose: dict[str, str]
    pinyin: Rewrite
    patronymic_endings: list[str]
    agreement: PersonAgreement
    missing: PersonMissing
    caps: PersonCaps
    beginnings: PersonBeginnings
    limits: PersonLimits


class ChineseWorths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What agreement is worth by how a Chinese name is written."""

    characters: Weight
    wade_giles: Weight
    cantonese: Weight
    other_name: Weight


class ChineseLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many syllables a Chinese name has, and how few say nothing."""

    cantonese_syllables: Limit
    other_name_syllables: Limit
    syllables: Limit


class ChineseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/chinese.yml`.

    Attributes:
        worths: What agreement is worth by how a name is written.
        limits: Numbers of syllables.
        characters: Syllable of pinyin without tones to the characters read so.
        wade_giles: Syllable in Wade-Giles, marks left out, to syllables of pinyin.
        cantonese: Syllable as Hong Kong spells it, to syllables of pinyin.
        irregular: Spellings that follow no table, to syllables of pinyin.
    """

    schema: int
    source: str
    worths: ChineseWorths
    limits: ChineseLimits
    characters: dict[str, str]
    wade_giles: dict[str, list[str]]
    cantonese: dict[str, list[str]]
    irregular: dict[str, list[str]]
