"""Evidence: what the text around a mention says for and against the match.

Owns turning context into `Evidence` with the effects of `rules/evidence.yml`. Invariant:
every number that moves a score is in the returned list, with words a reader can check.
Refuses to hide: a contradiction lowers a score, it never removes a mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from xref.articles.borders import NameBorders
from xref.articles.hits import Hit
from xref.articles.phrases import Phrases
from xref.articles.wording import title_case, units_before
from xref.match.apposition import Appositions, Said
from xref.match.births import TOLERANCE, Relation, relation
from xref.match.characters import Characters
from xref.match.context import Context
from xref.match.deeds import Deeds
from xref.match.facts import Facts, ListedFacts, countries_of
from xref.match.things import Things
from xref.model import Evidence, Name, Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.names.imo import is_imo
from xref.rules import Rules

__all__ = ["Weigher", "countries_of"]

_IMO_NEAR = re.compile(r"\bIMO(?:\s*(?:number|no\.?|:|#))*\s*(\d{7})\b", re.IGNORECASE)
_MMSI_NEAR = re.compile(r"\bMMSI(?:[\s:#]|number|no\.?)*(\d{9})(?!\d)", re.IGNORECASE)
_TWO_CHARACTERS = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2}")
#: Letters behind a name in which a second name of its bearer is looked for, and how far from
#: the name the word may stand that announces it.
_ALIAS_REACH = 110
_ALIAS_GAP = 40
_BIRTHS: dict[Relation, str] = {
    "date": "birth_agrees",
    "year": "birth_year_agrees",
    "near": "birth_near",
    "differs": "birth_differs",
}
#: Later than any article.
_NO_YEAR = 9999
_NEXT_WORD = re.compile(r" ([^\W\d_]{2,})")
#: Words in lower case that continue an Arabic name.
_PARTICLES = frozenset(("bin", "ibn", "al", "el", "ul"))


class Weigher:
    """Weighs the context of mentions; immutable."""

    def __init__(
        self,
        rules: Rules,
        comparer: NameComparer,
        bearers: dict[str, int],
        newest: Callable[[], int | None] = lambda: None,
    ) -> None:
        self.bearers = bearers
        self._newest = newest
        self._borders = NameBorders(rules)
        self.rules = rules.evidence
        self.comparer = comparer
        self.scoring = rules.names.scoring
        self.possible = rules.names.scoring.possible.value
        self.facts = ListedFacts(rules.evidence)
        self._things = Things(rules, comparer)
        self._characters = Characters(rules.chinese_texts)
        self._ship_words = Phrases(self.rules.ship_words)
        self._aircraft_words = Phrases(self.rules.aircraft_words)
        self._organisation_words = Phrases(self.rules.organisation_words)
        self._alias_words = Phrases(self.rules.alias_words)
        self._appositions = Appositions(self.rules)
        self._deeds = Deeds(self.rules)
        self._asides = Phrases(self.rules.asides)
        self._encounters = Phrases(self.rules.encounters)
        self._near = [
            (name, Phrases([*topic.near, *filter(None, map(_plural, topic.near))]))
            for name, topic in self.rules.topics.items()
        ]
        self._needing = lru_cache(maxsize=1 << 14)(comparer.needs_support)
        self._prose = lru_cache(maxsize=1 << 14)(comparer.prose)

    def roles(self, subject: Subject) -> frozenset[str]:
        """Roles of the rules that the listed titles of a subject name."""
        return frozenset(name for name, _, _ in self.facts.of(subject).roles)

    def item(self, feature: str, detail: str) -> Evidence:
        """One piece of evidence with the effect the rules give it."""
        return Evidence(feature, self.rules.effect(feature), detail)

    def _item(self, said: tuple[str, str]) -> Evidence:
        return self.item(*said)

    def base(
        self, hit: Hit, subject: Subject, name: Name, context: Context
    ) -> tuple[float, Evidence]:
        """Where a mention starts, before its context is weighed, and why."""
        bases = self.rules.bases
        if hit.how == "imo":
            return bases.whole_name_high, Evidence("name", 0.0, "found by its IMO number")
        if hit.how == "mmsi":
            detail = "found by its MMSI number, which a ship loses with her flag"
            return bases.needs_support, Evidence("name", 0.0, detail)
        if hit.how == "surname" or hit.comparison is None:
            return bases.surname_only, Evidence(
                "name", 0.0, "surname alone; the article gives no full name for it"
            )
        comparison = hit.comparison
        detail = comparison.reasons[0] if comparison.reasons else "same name"
        possible = self.possible
        if comparison.score < possible:
            return min(comparison.score, bases.part_of_name), Evidence("name", 0.0, detail)
        share = (comparison.score - possible) / (1.0 - possible)
        start = bases.whole_name_low + share * (bases.whole_name_high - bases.whole_name_low)
        need = (
            self.needs_support(subject, name)
            or _two_characters(context.text[hit.start : hit.end], name)
            or self._common(hit, subject, context)
            or self._things.weak(hit, subject, name, self.facts.of(subject).countries, context)
        )
        if need is not None:
            return min(start, bases.needs_support), Evidence("name", 0.0, f"{detail}; {need}")
        return start, Evidence("name", 0.0, detail)

    def rarity(self, name: str) -> Evidence | None:
        """How many Koreans share a name, and what that is worth; None if it is not Korean."""
        korean = self.comparer.korean
        found = korean.rarity(name) if korean is not None else None
        if found is None:
            return None
        effect = self.rules.rarity.effect(found.share)
        return Evidence("name_rarity", effect, f"the name is borne by {found.text}")

    def needs_support(self, subject: Subject, name: Name) -> str | None:
        """Why a name alone is not enough, or None."""
        if name.quality == "weak":
            return "the list marks this alias as weak: it needs support from the text"
        if not self._needing(name.text, subject.kind):
            return None
        if subject.kind == "organisation":
            return "a body named by one word needs an organisation word beside it"
        return "a ship's name that is one word or common words needs a ship word near it"

    def _common(self, hit: Hit, subject: Subject, context: Context) -> str | None:
        """Why a two-part name is too common to stand alone, or None."""
        if subject.kind != "person":
            return None
        printed = context.text[hit.start : hit.end]
        tokens = fold(printed).split()
        least = self.rules.common_bearers
        korean = self.comparer.korean
        if len(tokens) != 2 or any(self.bearers.get(token, 0) < least for token in tokens):
            return None
        if korean is not None and korean.is_korean(printed) >= self.rules.korean_plausible:
            return None
        shown = ", ".join(f"{token} {self.bearers[token]}" for token in tokens)
        return f"a very common name needs support (listed subjects that bear it: {shown})"

    def around(self, hit: Hit, subject: Subject, name: Name, context: Context) -> list[Evidence]:
        """Evidence from the text around one mention."""
        found: list[Evidence] = []
        facts = self.facts.of(subject)
        if subject.kind == "person":
            person = list(self._person(hit, name, facts, context))
            printed = context.text[hit.start : hit.end]
            others = self._characters.other(printed, subject, facts.nationalities)
            if others is not None:
                detail = f"{printed} is read alike, but the list prints {others}"
                person.append(self.item("characters_differ", detail))
            if context.zone(hit.start) == "byline":
                found.append(self.item("byline", "stands in a byline: a reporter's name"))
            elif context.is_author(hit.start, hit.end) and all(
                item.feature != "role_agrees" for item in person
            ):
                # A leader who is written about by his namesake is still the leader.
                found.append(self.item("byline", "is the name of the article's author"))
            found.extend(person)
        else:
            found.extend(self._thing(hit, subject, name, facts, context))
        country = self._country(hit, facts, context)
        if country is not None:
            found.append(country)
        return found

    def _person(self, hit: Hit, name: Name, facts: Facts, context: Context) -> Iterable[Evidence]:
        if self._name_goes_on(hit, context):
            longer = " ".join(context.text[max(0, hit.start - 16) : hit.end + 16].split())
            yield self.item("name_goes_on", f"the name in the text is longer: “{longer}”")
        if self._things.prose.epithet(name.text):
            yield self.item("everyday_word", "an epithet of common words alone tells nobody")
        rarity = self.rarity(context.text[hit.start : hit.end])
        if rarity is not None and hit.comparison is not None and hit.comparison.same:
            yield rarity
        said = self._appositions.of_person(context.text, hit.start, hit.end)
        role, said_here = self._role(hit, facts, context)
        if said.fixed and any(calling in facts.callings for calling, _ in said.callings):
            # "The footballer X was named after the president": the post is another's.
            role = None
        if role is not None:
            yield role
        # A president who plays hockey is still the president; what another sentence speaks of does
        # not make a comedian one.
        if role is None:
            yield from self._topic_near(hit, context)
        places: list[tuple[str, str]] = []
        if role is None or not said_here:
            done = list(self._deeds.callings(context.text, hit.start, hit.end))
            yield from self._calling([*said.callings, *done], facts)
            places = self._places(said, done, facts, hit, context)
        places += [found for found in said.institutions if found[0] in facts.opposed]
        yield from self._nation(said, facts, is_head=role is not None, places=places)
        if said.oldest is not None and facts.birth_years:
            yield from self._stage(said.oldest, facts, context)
        if context.topics and not any(map(context.country_cue, facts.countries)):
            for topic, words in context.topics.items():
                shown = ", ".join(words[:5])
                yield self.item("topic_article", f"the article is about {topic} ({shown})")
                break
        yield from self._life(hit, facts, context)

    def _name_goes_on(self, hit: Hit, context: Context) -> bool:
        """Whether a two-part name outside Korean is part of a longer one in the text.

        `Abdul Karim` in "Abdul Karim Conteh" is somebody else, and so is `Mohamed Said` in
        "Ahmed Mohamed Said". Korean names have their own whole-name rule, names of three
        parts are rarely parts of longer ones, and in lines that capitalise every word a
        capital tells nothing.
        """
        text = context.text
        printed = text[hit.start : hit.end]
        if hit.how != "name" or len(fold(printed).split()) != 2:
            return False
        behind = _NEXT_WORD.match(text, hit.end)
        word = behind.group(1) if behind is not None else ""
        if word.lower() in _PARTICLES:
            return True
        korean = self.comparer.korean
        if title_case(text, hit.start) or (korean is not None and korean.parses(printed)):
            return False
        if word[:1].isupper() and word[1:].islower() and word.lower() not in self.rules.not_names:
            return True
        # Before the name only words that listed people bear count: "Chechen leader" is none. A
        # sentence gives its first word a capital, so that a word of prose tells nothing there.
        units = units_before(text, hit.start)
        if not units or self._borders.is_no_name(units[0][1]):
            return False
        first = fold(units[0][1])
        if first in self._things.prose.words and not self._borders.began_before(text, hit.start):
            return False
        return self.bearers.get(first, 0) > 0

    def _topic_near(self, hit: Hit, context: Context) -> Iterable[Evidence]:
        low, high = context.sentence(hit.start)
        text = context.text
        # Who plays or meets him has another field than he.
        if self._deeds.is_shown(text, hit.start):
            low = hit.start
        before, behind = context.folded(low, hit.start), context.folded(hit.start, high)
        if self._asides.first(before):
            before = b""
        # Whom he met, and whose husband he is, says nothing of his own field.
        met = next((start for start, _, _ in self._encounters.all(behind)), None)
        if met is not None:
            behind = behind[: met + 1]
        for name, near in self._near:
            word = next(
                (
                    word
                    for _, _, word in near.all(before)
                    if not self._deeds.is_of_another(text, low, hit.start, word)
                ),
                None,
            ) or near.first(behind)
            if word is not None:
                yield self.item("topic_near", f"the sentence is about {name} ({word!r})")
                return
        result = self._deeds.result(context.text[low:high]) if met is None else None
        if result is not None:
            yield self.item("topic_near", f"the sentence tells the result of a match ({result!r})")

    def _role(self, hit: Hit, facts: Facts, context: Context) -> tuple[Evidence | None, bool]:
        """The post nearest to the name that the list prints as well; whether in its sentence."""
        if not facts.roles:
            return None, False
        low, high = context.window(hit.start, hit.end, self.rules.near_window)
        before, behind = context.folded(low, hit.start), context.folded(hit.end, high)
        best: tuple[int, int, str, str, str] | None = None
        for name, listed, words in facts.roles:
            near = [(_letters(before[end:]), -1, said) for _, end, said in words.all(before)]
            near += [(_letters(behind[:start]), 1, said) for start, _, said in words.all(behind)]
            for distance, side, said in near:
                if best is None or distance < best[0]:
                    best = (distance, side, said, listed, name)
        if best is None:
            return None, False
        distance, side, said, listed, name = best
        first, last = context.sentence(hit.start)
        place = hit.start - distance if side < 0 else hit.end + distance
        detail = f"{said!r} beside the name; the list says {listed!r} ({name})"
        return self.item("role_agrees", detail), first <= place <= last

    def _calling(self, callings: Sequence[tuple[str, str]], facts: Facts) -> Iterable[Evidence]:
        for calling, called in callings:
            if calling in facts.callings:
                detail = f"{called!r} at the name ({calling}); no listed title is of that field"
                yield self.item("role_differs", detail)
                return

    def _places(
        self,
        said: Said,
        done: Sequence[tuple[str, str]],
        facts: Facts,
        hit: Hit,
        context: Context,
    ) -> list[tuple[str, str]]:
        """Places of what somebody is and does that can contradict, each with its nation."""
        words = [words.split() for _, words in done]
        body = list(self._appositions.places_in(self._deeds.body(context.text, hit.end)))
        if body:
            return body
        places = [*said.places, *(found for w in words for found in self._appositions.places_in(w))]
        if any(calling in facts.unproved for calling, _ in (*said.callings, *done)):
            return places
        return [(code, place) for code, place in places if code in facts.opposed]

    def _nation(
        self,
        said: Said,
        facts: Facts,
        *,
        is_head: bool,
        places: Sequence[tuple[str, str]],
    ) -> Iterable[Evidence]:
        """A nation in apposition that the listings rule out, unless another one agrees.

        So are the places of what somebody is or does, where no nation stands there.
        """
        nations = said.nations or places
        if not nations or any(code in facts.nationalities for code, _ in nations):
            return
        code, words = nations[0]
        # A state has one head: whoever misplaces him means him.
        if is_head and words.endswith(tuple(f" {head}" for head in self.rules.heads)):
            return
        if code in facts.contradicting:
            listed = ", ".join(facts.countries)
            yield self.item("country_differs", f"{words!r} at the name; the list says {listed}")

    def _years(self, facts: Facts, context: Context) -> tuple[int, int]:
        """Years in which the article can have been written."""
        if context.year:
            return context.year, context.year
        rules = self.rules
        newest = self._newest()
        if newest is None:
            return rules.earliest_article_year, _NO_YEAR
        low = newest - rules.undated_years_back
        return min(low, facts.first_listed or low), newest + rules.undated_years_ahead

    def _stage(self, oldest: tuple[int, str], facts: Facts, context: Context) -> Iterable[Evidence]:
        """That nobody of the listed age is called so ("a ninth-grader")."""
        low, _ = self._years(facts, context)
        age, called = oldest
        if all(low - born > age + TOLERANCE for born in facts.birth_years):
            shown = ", ".join(map(str, sorted(facts.birth_years)))
            yield self.item(
                "age_differs", f"{called!r} at the name, at most {age}; the list says born {shown}"
            )

    def _life(self, hit: Hit, facts: Facts, context: Context) -> Iterable[Evidence]:
        """Birth, age and death in the text, against the listed dates."""
        life = context.life(hit.start, hit.end)
        listed = ", ".join(facts.birth_dates)
        found = relation(life.born, facts.birth_dates) if life.born else None
        if found is not None:
            feature = _BIRTHS[found]
            yield self.item(feature, f"born {life.born} in the text; the list says {listed}")
        elif life.age is not None and facts.birth_years:
            yield from self._age(life.age, facts, context)
        first = facts.first_listed or self.rules.earliest_article_year
        if life.died is not None and life.died < first:
            listed = (
                f"not listed before {first}" if facts.first_listed else "its listings print no date"
            )
            yield self.item("died_before", f"died {life.died} in the text; {listed}")

    def _age(self, age: int, facts: Facts, context: Context) -> Iterable[Evidence]:
        low, high = self._years(facts, context)
        years = facts.birth_years
        shown = ", ".join(map(str, sorted(years)))
        if context.year and any(age <= low - born <= age + 1 for born in years):
            yield self.item("age_agrees", f"aged {age} in {low}; the list says born {shown}")
        elif not any(low - 1 <= born + age <= high + 1 + TOLERANCE for born in years):
            yield self.item("age_differs", f"aged {age} in the text; the list says born {shown}")

    def quoted_alias(
        self, hits: Sequence[Hit], subject: Subject, context: Context
    ) -> Evidence | None:
        """Another listed name that the text itself gives for a mention, or None."""
        if not context.may_give_alias:
            return None
        for start, end in sorted({(hit.start, hit.end) for hit in hits if hit.how == "name"}):
            _, high = context.window(start, end, _ALIAS_REACH)
            behind = context.folded(end, high)
            cues = [cue for cue in self._alias_words.all(behind) if cue[0] <= _ALIAS_GAP]
            if not cues:
                continue
            own = sorted(fold(context.text[start:end]).split())
            said = behind[cues[0][1] :]
            for name, _ in subject.names():
                tokens = fold(name.text).split()
                if not tokens or sorted(tokens) == own:
                    continue
                for form in (tokens, [*tokens[1:], tokens[0]]):
                    place = said.find(f" {' '.join(form)} ".encode())
                    if 0 <= place <= _ALIAS_GAP:
                        cue = cues[0][2]
                        return self.item("alias_agrees", f"{cue!r}: the list names {name.text!r}")
        return None

    def _thing(
        self, hit: Hit, subject: Subject, name: Name, facts: Facts, context: Context
    ) -> Iterable[Evidence]:
        """Evidence on ships, aircraft and bodies."""
        found = list(self._near_thing(hit, subject, name, facts, context))
        yield from found
        # Where a word right beside the name makes it a name, its use elsewhere tells nothing.
        printed = context.text[hit.start : hit.end]
        tied = any(item.feature in ("ship_tied", "organisation_tied") for item in found)
        if printed.isalpha() and not tied and context.has_lower(printed):
            yield self.item("common_word", f"{printed.lower()!r} stands in the article as a word")

    def _near_thing(
        self, hit: Hit, subject: Subject, name: Name, facts: Facts, context: Context
    ) -> Iterable[Evidence]:
        window = self.rules.ship_window
        said = None
        if subject.kind == "vessel" and hit.how != "mmsi":
            said = self._beside(hit, "vessel", self._ship_words, window, context)
            if said:
                yield self.item("ship_word", f"{said!r} within {window} characters of the name")
            told = list(self._things.ship(hit, name, said, context))
            yield from map(self._item, told)
            tied = any(feature in ("ship_tied", "ship_word") for feature, _ in told)
            said = said or ("" if tied else None)
            if hit.how == "name" and (said or self.needs_support(subject, name) is None):
                yield from self._other_thing(hit, context)
            if hit.how == "imo" or context.may_print_imo:
                yield from self._imo(subject, hit, context)
            if context.may_print_mmsi:
                yield from self._mmsi(subject, hit, context)
            yield from self._flag(hit, facts, context)
        elif subject.kind == "vessel":
            yield self.item("mmsi_agrees", "the text prints the listed MMSI number")
            yield from self._flag(hit, facts, context)
        elif subject.kind == "aircraft":
            said = self._beside(hit, "aircraft", self._aircraft_words, window, context)
            if said:
                yield self.item("aircraft_word", f"{said!r} near the name")
        else:
            yield from self._body(hit, subject, name, facts, context)
            return
        if said is not None or hit.how in ("imo", "mmsi"):
            return
        yield from self._lacking(subject, name)

    def _body(
        self, hit: Hit, subject: Subject, name: Name, facts: Facts, context: Context
    ) -> Iterable[Evidence]:
        """Evidence on bodies."""
        said = None
        if self.needs_support(subject, name) is not None:
            width = self.rules.beside_window
            said = self._beside(hit, "organisation", self._organisation_words, width, context)
        if said:
            yield self.item("organisation_word", f"{said!r} beside the name")
        told = list(self._things.body(hit, subject, name, said, facts.countries, context=context))
        yield from map(self._item, told)
        if said is None and not any(feature == "organisation_word" for feature, _ in told):
            yield from self._lacking(subject, name)

    def _lacking(self, subject: Subject, name: Name) -> Iterable[Evidence]:
        """That nothing beside a word of prose tells what it stands for."""
        prose = self._prose(name.text, subject.kind)
        if subject.kind == "organisation" and self._things.prose.body(name.text) == 1:
            prose = "everyday"  # abbreviations that prose is full of are among them
        if prose is not None:
            feature = "everyday_word" if prose == "everyday" else "unsupported"
            yield self.item(feature, "no word beside the name tells what it stands for")

    def _beside(
        self, hit: Hit, kind: str, words: Phrases, width: int, context: Context
    ) -> str | None:
        """The first of some words around a mention; many ships bear one name."""
        return context.said_of(
            hit.start, hit.end, kind, lambda: words.first(self._around(hit, width, context))
        )

    def _around(self, hit: Hit, width: int, context: Context) -> bytes:
        """Folded text on both sides of a mention; no phrase reaches over it."""
        low, high = context.window(hit.start, hit.end, width)
        return context.folded(low, hit.start) + b"\n" + context.folded(hit.end, high)

    def _imo(self, subject: Subject, hit: Hit, context: Context) -> Iterable[Evidence]:
        if hit.how == "imo":
            yield self.item("imo_agrees", "the text prints the listed IMO number")
            return
        _, high = context.window(hit.start, hit.end, self.rules.ship_window)
        behind = context.text[hit.end : high]
        printed = _IMO_NEAR.search(behind)
        if printed is None or not is_imo(printed.group(1)):
            return
        listed = subject.numbers("imo")
        if printed.group(1) in listed:
            yield self.item("imo_agrees", f"IMO {printed.group(1)} is the listed number")
        elif listed:
            numbers = ", ".join(sorted(listed))
            yield self.item(
                "imo_differs", f"IMO {printed.group(1)} in the text; the list says {numbers}"
            )

    def _other_thing(self, hit: Hit, context: Context) -> Iterable[Evidence]:
        """Words at a ship's name that make it something else's."""
        start, end = hit.start, hit.end
        other = context.said_of(
            start, end, "other", lambda: self._appositions.of_thing(context.text, start, end)
        )
        if other:
            yield self.item("other_thing", f"{other!r} at the name")

    def _mmsi(self, subject: Subject, hit: Hit, context: Context) -> Iterable[Evidence]:
        listed = subject.numbers("mmsi")
        if not listed:
            return
        _, high = context.window(hit.start, hit.end, self.rules.ship_window)
        printed = _MMSI_NEAR.search(context.text[hit.end : high])
        if printed is None:
            return
        number = printed.group(1)
        if number in listed:
            yield self.item("mmsi_agrees", f"MMSI {number} is the listed number")
        else:
            shown = ", ".join(sorted(listed))
            yield self.item("mmsi_differs", f"MMSI {number} in the text; the list says {shown}")

    def _flag(self, hit: Hit, facts: Facts, context: Context) -> Iterable[Evidence]:
        """The flag the text names, beside those listed."""
        if not facts.flags or not context.may_name_flag:
            return
        low, high = context.sentence(hit.start)
        window = self.rules.ship_window
        low, high = max(low, hit.start - window), min(high, hit.end + window)
        around = context.text[low:high].lower()
        if "flag" not in around and "registered" not in around:
            return
        told = self._appositions.flags(context.text, low, hit.start)
        told += self._appositions.flags(context.text, hit.end, high)
        if not told:
            return
        listed = ", ".join(sorted(facts.flags))
        for code, words in told:
            if code in facts.flags:
                yield self.item("flag_agrees", f"{words!r} ({code}); the list says {listed}")
                return
        code, words = told[0]
        yield self.item("flag_differs", f"{words!r} ({code}); the list says {listed}")

    def _country(self, hit: Hit, facts: Facts, context: Context) -> Evidence | None:
        if not facts.countries:
            return None
        own = fold(context.text[hit.start : hit.end])
        for country in facts.countries:
            cue = context.country_cue(country, own)
            if cue is not None:
                return self.item(
                    "country_agrees", f"the article speaks of {country} ({cue!r}), as the list does"
                )
        return None


def _two_characters(printed: str, name: Name) -> str | None:
    """Why two Chinese characters that the list does not print are too little, or None."""
    if _TWO_CHARACTERS.fullmatch(printed) is None or fold(printed) == fold(name.text):
        return None
    return "two Chinese characters are read like many names: it needs support"


def _plural(word: str) -> str | None:
    """The plural of an English word; None where it has none."""
    return f"{word}s" if word.isascii() and not word.endswith(("s", "ing")) else None


def _letters(folded: bytes) -> int:
    """Length of folded text in characters."""
    return len(folded) if folded.isascii() else len(folded.decode("utf-8", "replace"))
