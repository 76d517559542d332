"""Things: what an article says for or against a common name of a ship or body.

Owns the evidence that names made of words of prose need: ties, whose body it is, what an
abbreviation stands for, places. Invariant: names with a telling word and no abbreviation are
left alone. Refuses numbers: effects come from `rules/evidence.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xref.articles.folded import fold_bytes
from xref.articles.hits import Hit
from xref.articles.phrases import Phrases
from xref.match.context import Context
from xref.match.prose import SHORT_ACRONYM, Prose, is_acronym
from xref.match.ties import Ties, beside
from xref.match.voyages import Voyages
from xref.model import Name, Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import Rules

#: A feature of the rules, and a line for readers.
Said = tuple[str, str]

#: A country is what an article is about if it speaks of it so often, and half as often as of any.
_OFTEN = 3
#: Answers kept on whether a body is named as an article explains an abbreviation.
_REMEMBERED = 1 << 14


class Things:
    """Weighs common names of ships and bodies; immutable."""

    def __init__(self, rules: Rules, comparer: NameComparer) -> None:
        self.prose = Prose(rules, comparer)
        self._comparer = comparer
        self._ties = Ties(rules)
        self._voyages = Voyages(rules)
        self._needing = lru_cache(maxsize=_REMEMBERED)(comparer.needs_support)
        self._near = rules.evidence.near_window
        self._countries = {
            country: Phrases(cue.words) for country, cue in rules.evidence.countries.items()
        }
        self._own_words = {
            country: frozenset(cue.words) for country, cue in rules.evidence.countries.items()
        }
        self._homes: dict[str, tuple[str, ...]] = {}
        self._named: dict[tuple[str, str], bool] = {}
        self._peoples = frozenset(rules.prose.peoples.split())

    def homes(self, subject: Subject, countries: tuple[str, ...]) -> tuple[str, ...]:
        """Countries of a body: those given, or else those of its addresses."""
        if countries or subject.kind != "organisation":
            return countries
        found = self._homes.get(subject.id)
        if found is None:
            addresses = [a for d in subject.designations for a in d.addresses]
            folded = fold_bytes(" , ".join(addresses))
            ends = {
                address.replace(",", " ").split()[-1]
                for address in addresses
                if address.strip(" ,")
            }
            found = self._homes[subject.id] = tuple(
                country
                for country, words in self._countries.items()
                if country in ends or words.first(folded)
            )
        return found

    def weak(
        self,
        hit: Hit,
        subject: Subject,
        name: Name,
        countries: tuple[str, ...],
        context: Context,
    ) -> str | None:
        """Why a name of several words needs support, or None."""
        if subject.kind == "person" and self.prose.epithet(name.text):
            return "an epithet of common words needs support from the text"
        if subject.kind == "vessel" and self.prose.ship(name.text) > 1:
            return "a ship's name of words of prose needs a ship word near it"
        if subject.kind == "organisation" and self._is_generic(
            hit, name, self.homes(subject, countries), context
        ):
            return "common nouns name the body: it needs its country near it"
        return None

    def _is_generic(
        self, hit: Hit, name: Name, countries: tuple[str, ...], context: Context
    ) -> bool:
        if not self.prose.generic(name.text):
            return False
        listed = self._comparer.organisations.parse(name.text).legal
        left_out = self.prose.form_left_out(context.text[hit.start : hit.end], name)
        return left_out if listed else bool(countries)

    def ship(
        self, hit: Hit, name: Name, said: str | None, context: Context, mark: str | None = None
    ) -> Iterator[Said]:
        """Evidence on a ship; `said` is a ship word near it, `mark` one of another script at it."""
        words = self.prose.ship(name.text)
        text = context.text
        if words != 1 and said is None and hit.how == "name":
            # A name that stands for itself gains nothing by a port in its sentence.
            alone = not words and not self._needing(name.text, "vessel")
            tie = self._ties.ship(text, hit.start, hit.end) if alone else self._tie(hit, text)
            if tie:
                yield "ship_word", f"“{tie}” tells a ship"
                return
        if words == 1:
            tie = self._tie(hit, text) or mark
            if tie:
                yield "ship_tied", f"“{tie}” right beside the name"
                if said is None:
                    yield "ship_word", f"“{tie}” tells a ship"
            elif said:
                yield "untied", f"{said!r} does not make a ship of a word of prose"
        elif said and hit.how == "name" and " " not in text[hit.start : hit.end]:
            place = self._ties.inside(text, hit.start, hit.end)
            if place and not self._tie(hit, text):
                yield "place", f"“{place}” before the name tells a place"
        elif said is None and hit.how == "name" and " " in text[hit.start : hit.end]:
            place = self._ties.place(text, hit.start, hit.end)
            if place:
                yield "place", f"“{place}” beside the name tells a place"
            elif words and self._ties.longer(text, hit.start, hit.end):
                yield "name_goes_on", "capitalised words beside it make the name longer"

    def _tie(self, hit: Hit, text: str) -> str | None:
        """The words at a name, or in its sentence, that only a ship has, or None."""
        tie = self._ties.ship(text, hit.start, hit.end)
        if tie is None and hit.how == "name":
            everyday = fold(text[hit.start : hit.end]) in self.prose.words
            tie = self._voyages.of(text, hit.start, hit.end, everyday=everyday)
        return tie

    def body(
        self,
        hit: Hit,
        subject: Subject,
        name: Name,
        said: str | None,
        countries: tuple[str, ...],
        *,
        context: Context,
    ) -> Iterator[Said]:
        """Evidence on a body; `said` is an organisation word near a name that needs one."""
        countries = self.homes(subject, countries)
        text = context.text
        printed = text[hit.start : hit.end]
        words = self.prose.body(name.text)
        one_word = " " not in printed
        if one_word and is_acronym(printed):
            yield from self._acronym(subject, printed, context)
        elif (
            words > 1 or (not one_word and self.prose.form_left_out(printed, name))
        ) and self._ties.longer(text, hit.start, hit.end):
            yield "name_goes_on", "capitalised words beside it make the name longer"
        if fold(printed) in self.prose.function_words:
            if said:
                yield "untied", f"no word makes a body of {printed!r}"
            return
        if words == 1 and self.prose.form_printed(printed, name):
            if said is None:
                yield "organisation_word", "the text prints the legal form of the list"
            return
        if self._needs_tie(name, printed):
            tie = self._ties.body(text, hit.start, hit.end)
            if tie:
                yield "organisation_tied", f"“{tie}” right beside the name"
                if said is None:
                    yield "organisation_word", f"“{tie}” tells a body"
            elif said:
                yield "untied", f"{said!r} does not make a body of a word of prose"
        elif (
            said is None
            and one_word
            and not words
            and (deed := self._ties.body_deed(text, hit.start, hit.end))
        ):
            yield "organisation_word", f"“{deed}” tells a body"
        if self._is_generic(hit, name, countries, context):
            yield from self._whose(hit, countries, context)

    def _needs_tie(self, name: Name, printed: str) -> bool:
        """Whether an organisation word somewhere near a one-word name is not enough.

        Beside abbreviations of three letters, of which every letter is taken many times, articles
        print such words all day ("the NSC, the Department of ...").
        """
        short = is_acronym(printed) and len(printed) <= SHORT_ACRONYM
        return self.prose.body(name.text) == 1 or short

    def _acronym(self, subject: Subject, printed: str, context: Context) -> Iterator[Said]:
        for long in context.explained(printed):
            if self._is_named(long, subject):
                yield "acronym_explained", f"the article says {printed} is {long}"
            else:
                yield "acronym_differs", f"the article says {printed} is {long}"
            return

    def _is_named(self, long: str, subject: Subject) -> bool:
        """Whether a body has a name that agrees; articles explain the same abbreviations."""
        key = long, subject.id
        found = self._named.get(key)
        if found is None:
            if len(self._named) > _REMEMBERED:
                self._named.clear()
            found = self._named[key] = any(
                self._comparer.compare(long, name.text, "organisation").same
                for name, _ in subject.names()
            )
        return found

    def _whose(self, hit: Hit, countries: tuple[str, ...], context: Context) -> Iterator[Said]:
        """Whether a body of common nouns is that of its country, or of another."""
        own = {word for c in countries for word in self._own_words.get(c, ())}
        two, one, behind = beside(context.text, hit.start, hit.end)
        for word in (two, one, behind):
            if word and word in own:
                yield "body_named", f"“{word}” beside the name is the country of the list"
                return
        other = next((w for w in (behind, one) if w in self._peoples), None)
        if other and countries:
            yield "body_elsewhere", f"“{other}” beside the name tells another country's body"
            return
        low, high = context.window(hit.start, hit.end, self._near)
        around = context.folded(low, hit.start) + b"\n" + context.folded(hit.end, high)
        for country in countries:
            phrases = self._countries.get(country)
            near = phrases.first(around) if phrases else None
            if near:
                yield "body_country", f"{near!r} near the name is the country of the list"
                return
        counts = context.country_counts
        most = max(counts.values(), default=0)
        for country in countries:
            if counts.get(country, 0) >= max(_OFTEN, most / 2):
                yield "body_country", f"the article speaks of {country} {counts[country]} times"
                return
