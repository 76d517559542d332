"""What would take an alert to another band: facts that could stand in the article, and do not.

Owns the words for every effect of `rules/evidence.yml`, what each kind of subject can show, and
how one piece of evidence rules out or replaces another. Invariant: every effect has a line here or
a reason why it has none; what is said to make a band does so by the numbers of the rules. Refuses
to know the article: it says what would count, not what is likely.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

import msgspec

from xref.match.prose import is_acronym
from xref.rules.evidence import EvidenceRules

_LACKING = ("unsupported", "everyday_word")
_THINGS = ("vessel", "organisation", "aircraft")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an article may say, and that would count.

    Attributes:
        words: What it is, as the beginning of a sentence.
        kinds: Kinds of subjects it can be said of; empty for all.
        ends: Evidence that is gone where it stands.
        beside_not: Evidence beside which it cannot stand, or would add nothing.
        only_beside: If not empty, it counts only beside one of these.
        weak: Whether it counts for names that need support, for whole names, or (None) for both.
        base: One of these must be in the first evidence for it to count; empty for anything.
        acronym: Whether the name must be printed as an abbreviation.
    """

    words: str
    kinds: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    beside_not: tuple[str, ...] = ()
    only_beside: tuple[str, ...] = ()
    weak: bool | None = None
    base: tuple[str, ...] = ()
    acronym: bool = False


_GENERIC = ("common nouns name the body",)
_ONE_WORD = ("named by one word", "marks this alias as weak")
_BORN = ("birth_agrees", "birth_year_agrees", "birth_near", "birth_differs", "age_differs")

#: What would add to a score.
SUPPORTS: dict[str, Fact] = {
    "role_agrees": Fact(
        words="a post beside the name that the list prints as well", kinds=("person",)
    ),
    "claim_agrees": Fact(
        words="a sentence that says a body sanctions it, which that body's list shows",
        beside_not=("claim_supports",), weak=False,
    ),
    "claim_supports": Fact(
        words="a sentence that says a body sanctions it, which that body's list shows",
        kinds=_THINGS, ends=("unsupported",), weak=True,
        beside_not=("claim_agrees", "ship_word", "aircraft_word", "organisation_word"),
    ),
    "country_agrees": Fact(words="a country of the listing named in the article"),
    "ship_word": Fact(
        words="a ship word near the name", kinds=("vessel",), ends=("unsupported",),
        beside_not=("everyday_word",),
    ),
    "ship_tied": Fact(
        words="a ship word right beside the name", kinds=("vessel",),
        ends=("everyday_word", "untied"), only_beside=("everyday_word", "untied"),
    ),
    "organisation_word": Fact(
        words="an organisation word beside the name", kinds=("organisation",),
        ends=("unsupported",), beside_not=("everyday_word",), weak=True, base=_ONE_WORD,
    ),
    "organisation_tied": Fact(
        words="an organisation word right beside the name", kinds=("organisation",),
        ends=("everyday_word", "untied"), only_beside=("everyday_word", "untied"),
    ),
    "body_named": Fact(
        words="the country of the list right beside the name", kinds=("organisation",),
        beside_not=("body_country",), base=_GENERIC,
    ),
    "body_country": Fact(
        words="the country of the list near the name", kinds=("organisation",),
        beside_not=("body_named", "body_elsewhere"), base=_GENERIC,
    ),
    "acronym_explained": Fact(
        words="the long form of the abbreviation, if the list has it as a name",
        kinds=("organisation",), beside_not=("acronym_differs",), weak=True,
        acronym=True,
    ),
    "aircraft_word": Fact(
        words="an aircraft word near the name", kinds=("aircraft",), ends=_LACKING
    ),
    "imo_agrees": Fact(
        words="the listed IMO number in the text", kinds=("vessel",), beside_not=("imo_differs",)
    ),
    "mmsi_agrees": Fact(
        words="the listed MMSI number in the text", kinds=("vessel",),
        beside_not=("mmsi_differs", "imo_agrees"),
    ),
    "flag_agrees": Fact(
        words="a flag that the list prints", kinds=("vessel",), beside_not=("flag_differs",)
    ),
    "alias_agrees": Fact(words="another listed name, given in the text for the same bearer"),
    "age_agrees": Fact(
        words="an age beside the name that a listed birth date gives", kinds=("person",),
        beside_not=_BORN,
    ),
    "birth_agrees": Fact(
        words="a listed birth date beside the name", kinds=("person",),
        beside_not=(*_BORN, "age_agrees"),
    ),
    "birth_year_agrees": Fact(
        words="a listed year of birth beside the name", kinds=("person",),
        beside_not=(*_BORN, "age_agrees"),
    ),
}  # fmt: skip

#: What would take a match below the review border, or take from a name that needs support.
AGAINST: dict[str, Fact] = {
    "topic_near": Fact(words="sport, stage or the like in the sentence", kinds=("person",)),
    "topic_article": Fact(
        words="an article about sport or the stage that does not speak of the listed country",
        kinds=("person",), beside_not=("country_agrees",),
    ),
    "age_differs": Fact(
        words="an age that no listed birth date allows", kinds=("person",), beside_not=_BORN
    ),
    "birth_differs": Fact(
        words="another year of birth, more than two years apart", kinds=("person",),
        beside_not=_BORN,
    ),
    "died_before": Fact(words="a death before the first listing", kinds=("person",)),
    "role_differs": Fact(
        words="a calling that no listed title is of", kinds=("person",),
        beside_not=("role_agrees",),
    ),
    "country_differs": Fact(
        words="another nationality at the name than those listed", kinds=("person",)
    ),
    "characters_differ": Fact(
        words="Chinese characters of the name that no list prints", kinds=("person",)
    ),
    "byline": Fact(words="the name as that of the article's author", kinds=("person",)),
    "name_goes_on": Fact(
        words="further parts of the name beside it", kinds=("person", "vessel", "organisation")
    ),
    "imo_differs": Fact(
        words="another IMO number behind the name", kinds=("vessel",), beside_not=("imo_agrees",)
    ),
    "place": Fact(words="words that tell a place beside it", kinds=("vessel",),
                  beside_not=("ship_word",)),
    "other_thing": Fact(
        words="a word that makes it a river, storm, club or the like", kinds=("vessel",)
    ),
    "body_elsewhere": Fact(
        words="another country right beside the name", kinds=("organisation",),
        beside_not=("body_named",), base=_GENERIC,
    ),
    "acronym_differs": Fact(
        words="another long form of the abbreviation", kinds=("organisation",),
        beside_not=("acronym_explained",), weak=True,
        acronym=True,
    ),
    "common_word": Fact(
        words="the same word in lower case elsewhere in the article", kinds=_THINGS, weak=True,
        beside_not=("ship_tied", "organisation_tied"),
    ),
}  # fmt: skip

#: Why the other effects have no line.
NO_LINE: dict[str, str] = {
    "unsupported": "tells that something is missing; the line of what is missing says it",
    "everyday_word": "tells that something is missing; the line of what is missing says it",
    "beginning_supported": "comes with the listed country or post, which have lines of their own",
    "untied": "takes back what a word near the name gave; the line of a word beside it says it",
    "later_mentions": "counts nothing: it is shown for the reader",
    "claim_differs": "counts nothing: it is shown for the reviewer",
    "claim_unchecked": "counts nothing: it asks for a list that is not loaded",
    "mmsi_differs": "counts nothing: ships change their MMSI number with their flag",
    "flag_differs": "counts nothing: listed ships change their flags often",
    "birth_near": "counts nothing: a year or two apart says nothing either way",
    "nationality_agrees": "is given with a name that is looked up, never found in an article",
    "nationality_differs": "is given with a name that is looked up, never found in an article",
}

#: What `untied` takes back, so that without it nothing would be otherwise.
TAKEN_BACK = ("ship_word", "organisation_word")
#: Pairs that are shown where no fact alone is enough.
_PAIRS = 3


class Now(msgspec.Struct, frozen=True):
    """What an alert shows.

    Attributes:
        kind: Of its subject.
        have: Features of its evidence.
        base: What its first evidence says.
        weak: Whether its name needs support.
        printed: The name as the article prints it.
    """

    kind: str
    have: frozenset[str]
    base: str
    weak: bool
    printed: str

    def allows(self, feature: str, fact: Fact) -> bool:
        """Whether a fact could stand in the article besides, and count."""
        return (
            feature not in self.have
            and (not fact.kinds or self.kind in fact.kinds)
            and self.have.isdisjoint(fact.beside_not)
            and (not fact.only_beside or not self.have.isdisjoint(fact.only_beside))
            and fact.weak in (None, self.weak)
            and (not fact.base or any(said in self.base for said in fact.base))
            and (not fact.acronym or is_acronym(self.printed))
        )


def gains(now: Now, rules: EvidenceRules) -> dict[str, float]:
    """What each fact that could stand in the article would add to the score."""
    found = {}
    for feature, fact in SUPPORTS.items():
        if not now.allows(feature, fact):
            continue
        gain = rules.effect(feature) - sum(rules.effect(f) for f in fact.ends if f in now.have)
        if feature in _TIED and "untied" not in now.have:
            # Beside a word of prose that nothing tells, it is the ship or organisation word, too.
            gain += rules.effect(_TIED[feature])
        if gain > 0:
            found[feature] = gain
    return found


_TIED = {"ship_tied": "ship_word", "organisation_tied": "organisation_word"}


def enough(now: Now, missing: float, wanted: str, rules: EvidenceRules) -> Iterator[str]:
    """Yield what would make a band: a fact each, or pairs where no fact alone is enough."""
    found = gains(now, rules)
    alone = [f for f, gain in found.items() if gain + 1e-9 >= missing]
    for feature in alone:
        yield f"{SUPPORTS[feature].words} ({found[feature]:+.2f}) would make it {wanted}"
    if alone:
        return
    pairs = [
        (one, other)
        for one, other in combinations(found, 2)
        if found[one] + found[other] + 1e-9 >= missing and _go_together(one, other)
    ]
    for one, other in pairs[:_PAIRS]:
        both = found[one] + found[other]
        words = f"{SUPPORTS[one].words}, and {SUPPORTS[other].words}"
        yield f"{words} (together {both:+.2f}) would make it {wanted}"


def _go_together(one: str, other: str) -> bool:
    """Whether two facts may stand in one article and both count."""
    left, right = SUPPORTS[one], SUPPORTS[other]
    shared = set(left.ends) & set(right.ends)
    return other not in left.beside_not and one not in right.beside_not and not shared


def below(now: Now, contradictions: Collection[str]) -> tuple[str, ...]:
    """What would take an alert below the review border, each by itself."""
    return tuple(
        fact.words
        for feature, fact in AGAINST.items()
        if feature in contradictions and now.allows(feature, fact)
    )
