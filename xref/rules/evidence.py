"""Shape of `rules/evidence.yml`: what in a text speaks for or against a match.

Owns the structs and their checks. Invariant: every effect has a reason.
"""

from __future__ import annotations

import math
from pathlib import Path

import msgspec

from xref.errors import RulesError
from xref.model import Evidence
from xref.yamlfile import read_struct


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number added to the score, and why it is that number."""

    effect: float
    why: str


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell a country, a role or a subject field.

    Attributes:
        words: Phrases looked for in the text, whole words, any case.
        listed: Phrases looked for in the titles of a designation; empty means `words`.
    """

    words: list[str]
    listed: list[str] = []


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of life in which listed people are namesakes.

    Attributes:
        near: Words that contradict when they stand in the sentence of the name.
        article: Words counted over the article; `needed` different ones make the topic.
    """

    near: list[str]
    article: list[str]
    needed: int


class Calling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A calling that contradicts listings of other fields of life.

    Attributes:
        words: What articles call the bearer of a name.
        listed: Words of listed titles beside which it contradicts nothing.
        titled: It contradicts only listings that print titles.
        deeds: Verbs directly behind a name that tell it.
        by: Words directly before a name that tell it.
        runs: Shops and the like whose keeper has it.
        owned: Shops whose owner has it, and whoever has one ("Pak's bakery").
        works: What its bearers make.
        bodies: What its bearers belong to.
        styles: Words directly before a name that tell it with a capital alone ("Father").
        endings: Letters by which further words of it end.
        foreign_to: Countries that have no such people, so that it needs no listed titles there.
        only_of: Countries of whose subjects alone it is a contradiction.
        lasting: It contradicts whatever is listed even where somebody had it long ago.
        of: Bodies behind "of" in a phrase at the name whose members have it.
        fields: What its bearers are great in ("a star of South Korean cinema").
        anaphoric: A sentence that begins with "The" and such a word goes on about the person of
            the sentence before; the judge, the mayor or the pope is often another.
    """

    words: list[str]
    listed: list[str]
    titled: bool = False
    deeds: list[str] = []
    by: list[str] = []
    runs: list[str] = []
    owned: list[str] = []
    works: list[str] = []
    bodies: list[str] = []
    styles: list[str] = []
    endings: list[str] = []
    foreign_to: list[str] = []
    only_of: list[str] = []
    lasting: bool = False
    of: list[str] = []
    fields: list[str] = []
    anaphoric: bool = False


class Scores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a sentence tells the result of a match.

    Attributes:
        verbs: Before two numbers joined by a dash they tell one.
        ballots: Words of the sentence that make it a count of votes.
    """

    verbs: list[str]
    ballots: list[str]


class Nation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How articles tell a nation.

    Attributes:
        adjectives: Words that tell a nationality as they stand.
        names: Names of the country; they tell a nationality with a possessive, or behind "of".
        places: Its cities, states and universities.
        institutions: Companies, parties and the like that only its people belong to.
    """

    adjectives: list[str]
    names: list[str]
    places: list[str] = []
    institutions: list[str] = []


class OtherThings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words at a ship's name that make it the name of something else.

    Attributes:
        before: Directly before it.
        behind: Directly behind it.
        apposition: In the phrase behind a comma.
        owned: Behind its possessive.
        scored: Behind a name that ends with a number: the number is a score.
    """

    before: list[str]
    behind: list[str]
    apposition: list[str]
    owned: list[str]
    scored: list[str]


class Craft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of ships that is none of the others.

    Attributes:
        words: What articles call one directly at its name.
        listed: Words of listed types that are of the class.
        unnumbered: So small or so official that none has an IMO number.
    """

    words: list[str]
    listed: list[str]
    unnumbered: bool = False


class Bases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a mention starts before the text is weighed."""

    whole_name_low: float
    whole_name_high: float
    needs_support: float
    surname_only: float
    part_of_name: float
    ceiling: float
    why: str


class RarityRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much the rarity of a Korean name is worth.

    Attributes:
        neutral_share: Share of Koreans at which a name counts neither way.
        per_decade: Effect of each factor of ten.
        most: Largest effect, either way.
    """

    neutral_share: float
    per_decade: float
    most: float
    why: str

    def effect(self, share: float) -> float:
        """What a name borne by `share` of all Koreans adds or takes.

        Example:
            >>> rules = RarityRules(neutral_share=0.0001, per_decade=0.01, most=0.02, why="")
            >>> rules.effect(0.001), rules.effect(1e-9)
            (-0.01, 0.02)
        """
        decades = math.log10(self.neutral_share / max(share, 1e-12))
        return round(min(self.most, max(-self.most, decades * self.per_decade)), 4)


class EvidenceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/evidence.yml`."""

    schema: int
    bases: Bases
    rarity: RarityRules
    effects: dict[str, Effect]
    countries: dict[str, Cue]
    programme_countries: dict[str, str]
    roles: dict[str, Cue]
    no_posts: list[str]
    topics: dict[str, Topic]
    encounters: list[str]
    asides: list[str]
    shown_by: list[str]
    scores: Scores
    ship_words: list[str]
    ship_window: int
    organisation_words: list[str]
    aircraft_words: list[str]
    near_window: int
    beside_window: int
    earliest_article_year: int
    undated_years_back: int
    undated_years_ahead: int
    future_words: list[str]
    life_stages: dict[int, list[str]]
    surname_min_letters: int
    surname_stop: list[str]
    surname_roles: list[str]
    surname_particles: list[str]
    not_names: list[str]
    korean_plausible: float
    common_bearers: int
    hangul_particles: list[str]
    contradictions: list[str]
    callings: dict[str, Calling]
    keeps: list[str]
    family: list[str]
    own_bodies: list[str]
    serving: list[str]
    between: list[str]
    person_nouns: list[str]
    of_nouns: list[str]
    of_possessive_nouns: list[str]
    legislatures: list[str]
    phrase_ends: list[str]
    greats: list[str]
    beholders: list[str]
    year_deeds: list[str]
    belonging: list[str]
    staged: list[str]
    not_nationality: list[str]
    kin_nations: list[list[str]]
    opposed_nations: dict[str, list[str]]
    observers: list[str]
    nations: dict[str, Nation]
    other_things: OtherThings
    crafts: dict[str, Craft]
    counted_things: list[str]
    flag_behind: list[str]
    flag_before: list[str]
    alias_words: list[str]
    other_bearers: list[str]
    named_beside: list[str]
    others_titles: list[str]
    speaking: list[str]
    younger_bearers: list[str]
    elder_bearers: list[str]
    younger_kin: list[str]
    elder_kin: list[str]
    women_titles: list[str]
    women_words: list[str]
    men_titles: list[str]
    men_words: list[str]
    men_endings: list[str]
    given_names: list[str]
    heads: list[str]
    statesmen: list[str]

    def effect(self, feature: str) -> float:
        """The number of one feature."""
        return self.effects[feature].effect

    def item(self, feature: str, detail: str) -> Evidence:
        """One piece of evidence with the effect of its feature."""
        return Evidence(feature, self.effects[feature].effect, detail)


#: Features the code computes; the file must give a number for each, and for no other.
FEATURES = frozenset(
    {
        "role_agrees",
        "country_agrees",
        "ship_word",
        "organisation_word",
        "ship_tied",
        "organisation_tied",
        "untied",
        "body_named",
        "body_country",
        "body_elsewhere",
        "acronym_explained",
        "acronym_differs",
        "place",
        "aircraft_word",
        "imo_agrees",
        "imo_differs",
        "mmsi_agrees",
        "mmsi_differs",
        "flag_agrees",
        "flag_differs",
        "alias_agrees",
        "age_agrees",
        "role_differs",
        "country_differs",
        "died_before",
        "other_thing",
        "claim_agrees",
        "claim_differs",
        "claim_unchecked",
        "later_mentions",
        "topic_near",
        "topic_article",
        "age_differs",
        "byline",
        "characters_differ",
        "name_goes_on",
        "beginning_supported",
        "common_word",
        "unsupported",
        "everyday_word",
        "claim_supports",
        "birth_agrees",
        "birth_near",
        "birth_year_agrees",
        "birth_differs",
        "nationality_agrees",
        "nationality_differs",
    }
)


def load_evidence(folder: Path) -> EvidenceRules:
    """Read `evidence.yml` of a rules folder.

    Raises:
        RulesError: With every problem, including effects missing or unknown.
    """
    rules = read_struct(folder / "evidence.yml", EvidenceRules)
    problems = [
        f"evidence.yml: effects: {name!r} is missing"
        for name in sorted(FEATURES - set(rules.effects))
    ]
    problems += [
        f"evidence.yml: effects: {name!r} is no feature; known: {', '.join(sorted(FEATURES))}"
        for name in sorted(set(rules.effects) - FEATURES)
    ]
    problems += [
        f"evidence.yml: contradictions: {name!r} is no feature of xref"
        for name in rules.contradictions
        if name not in FEATURES
    ]
    told = {code for kin in rules.kin_nations for code in kin}
    for code, others in rules.opposed_nations.items():
        told |= {code, *others}
    problems += [
        f"evidence.yml: {code!r} is not among nations" for code in sorted(told - set(rules.nations))
    ]
    problems += [
        f"evidence.yml: surname_roles: {name!r} is not among roles"
        for name in rules.surname_roles
        if name not in rules.roles
    ]
    if problems:
        raise RulesError(problems)
    return rules
