"""The index: from the names of subjects to what a query or a text can be looked up by.

Owns what is built once from `Lists`: text forms (for scanning articles), Korean readings and IMO
numbers, and, when the first name is asked for, the look-ups of `xref.lookups`. Invariant: every
listed name that the comparer puts at `possible` or above for a query is among its candidates,
so a look-up loses nothing that an exhaustive comparison would alert. Names that stay below
(`weak`) are found where the same look-up meets them, and need not be complete. Refuses to
score: it returns candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import msgspec

from xref.lookups import Lookups
from xref.model import Kind, Lists, Name, Subject
from xref.names.compare import NameComparer, Prepared, PreparedPerson, Prose
from xref.names.fold import fold, script_of
from xref.names.persons_respelled import given_and_surname, is_given
from xref.names.persons_units import Unit
from xref.names.postings import Postings, positions

#: Scripts written without spaces between words; their names are looked for inside runs.
UNSPACED = frozenset({"hangul", "han", "kana"})

#: Fewest letters and digits of a form that is looked for in text: "D" and "IL" are listed as
#: weak aliases, and stand on every page of a newspaper.
SHORTEST_FORM = 3


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One listed spelling of one subject.

    Attributes:
        subject: Position of the subject in `Index.subjects`.
        name: The spelling.
        kind: Kind of the subject.
        prose: What makes it a word of prose, which a text must support; see `NameComparer.prose`.
    """

    subject: int
    name: Name
    kind: Kind
    prose: Prose | None = None


class Index:
    """Look-ups over the names of all subjects.

    Attributes:
        subjects: In the order of `Lists.subjects`.
        entries: One for each distinct spelling of each subject.
        forms: Folded text form -> positions in `entries`; spaced scripts carry a space on
            both ends (`" vladimir putin "`), so that only whole tokens match.
        surnames: Folded surname -> position of the one subject that bears it.
        givens: Folded given name, in any spelling texts may use -> its key; of people who are
            neither Koreans nor Chinese.
        pairs: Key of a given name -> keys of surnames beside it -> positions in `entries`.
        bearers: Folded token of a person's name -> how many subjects bear it.
    """

    def __init__(self, lists: Lists, comparer: NameComparer) -> None:
        self._comparer = comparer
        self.subjects: tuple[Subject, ...] = lists.subjects
        self.entries: list[Entry] = []
        self.forms: dict[str, tuple[int, ...]] = {}
        self.surnames: dict[str, int] = {}
        self.bearers: dict[str, int] = {}
        self.givens: dict[str, str] = {}
        self.pairs: dict[str, dict[str, tuple[int, ...]]] = {}
        self._imos: dict[str, tuple[int, ...]] = {}
        self._mmsis: dict[str, tuple[int, ...]] = {}
        # Positions in `entries` of the names of a kind; look-ups count within a kind, which
        # keeps their sets short.
        self._places: dict[Kind, list[int]] = defaultdict(list)
        self._read(comparer)
        self._readings = self._korean_readings(comparer)
        self._respell(comparer)
        self._begin(comparer)
        self._lookups: Lookups | None = None
        self._stored: Callable[[], Lookups | None] | None = None

    def _read(self, comparer: NameComparer) -> None:
        forms: dict[str, list[int]] = defaultdict(list)
        imos: dict[str, list[int]] = defaultdict(list)
        mmsis: dict[str, list[int]] = defaultdict(list)
        bearers: dict[str, set[int]] = defaultdict(set)
        tokens: dict[str, set[int]] = defaultdict(set)
        for position, subject in enumerate(self.subjects):
            for imo in sorted(subject.numbers("imo")):
                imos[imo].append(position)
            for mmsi in sorted(subject.numbers("mmsi")):
                mmsis[mmsi].append(position)
            for name in _distinct_names(subject):
                entry = len(self.entries)
                prose = comparer.prose(name.text, subject.kind)
                self.entries.append(Entry(position, name, subject.kind, prose))
                self._places[subject.kind].append(entry)
                for form in text_forms(name, subject.kind, comparer):
                    forms[form].append(entry)
                if subject.kind == "person":
                    for token in fold(name.text).split():
                        tokens[token].add(position)
                    surname = comparer.surname(name.text)
                    if surname is not None:
                        bearers[surname].add(position)
        self.bearers = {token: len(found) for token, found in tokens.items()}
        self.forms = {form: tuple(found) for form, found in forms.items()}
        self._imos = {imo: tuple(found) for imo, found in imos.items()}
        self._mmsis = {mmsi: tuple(found) for mmsi, found in mmsis.items()}
        self.surnames = {
            surname: next(iter(found)) for surname, found in bearers.items() if len(found) == 1
        }

    def _respell(self, comparer: NameComparer) -> None:
        """What people are found by whom a text spells otherwise than the lists."""
        respellings = comparer.persons.respellings
        pairs: dict[str, dict[str, list[int]]] = {}
        for place in self._places["person"]:
            name = self.entries[place].name
            if name.quality == "weak" or comparer.plausibly_korean(name.text):
                continue
            parts = given_and_surname(comparer.persons.parse(name.text))
            if parts is None:
                continue
            given, surname = parts
            if given.text in comparer.no_first_names:
                continue  # a company among the persons of a list
            if given.text not in self.givens:
                spellings = respellings.of_given(given.text) - comparer.no_first_names
                self.givens.update(dict.fromkeys(spellings, given.key))
            beside = pairs.setdefault(given.key, {})
            for key in {surname.loose, *surname.alts, *surname.habits}:
                beside.setdefault(key, []).append(place)
        self.pairs = {
            given: {key: tuple(places) for key, places in beside.items()}
            for given, beside in pairs.items()
        }

    def _begin(self, comparer: NameComparer) -> None:
        """What people are found by of whose long names a text prints the beginning alone."""
        persons, beginnings = comparer.persons, comparer.persons.beginnings
        forms: dict[str, list[int]] = {}
        for place in self._places["person"]:
            name = self.entries[place].name
            if name.quality == "weak" or comparer.plausibly_korean(name.text):
                continue
            parsed = persons.parse(name.text)
            for units in beginnings.of(parsed):
                if beginnings.is_common(units, self.bearers):
                    continue
                if beginnings.is_prose(parsed, comparer.no_first_names):
                    break
                for form in {" ".join(u.full for u in units), " ".join(u.text for u in units)}:
                    forms.setdefault(f" {form} ", []).append(place)
                self._pair(units[0], units[-1], place, comparer)
        for form, places in forms.items():
            known = self.forms.get(form, ())
            self.forms[form] = tuple(dict.fromkeys((*known, *places)))

    def _pair(self, given: Unit, last: Unit, place: int, comparer: NameComparer) -> None:
        """Let the beginning of a name be found in other spellings, if one word begins it."""
        if given is last or not is_given(given) or given.text in comparer.no_first_names:
            return
        if given.text not in self.givens:
            spellings = comparer.persons.respellings.of_given(given.text)
            self.givens.update(dict.fromkeys(spellings - comparer.no_first_names, given.key))
        beside = self.pairs.setdefault(given.key, {})
        for key in {last.loose, *last.alts, *last.habits}:
            if place not in beside.get(key, ()):
                beside[key] = (*beside.get(key, ()), place)

    def _korean_readings(self, comparer: NameComparer) -> Postings:
        korean = comparer.korean
        if korean is None:
            return Postings(())
        persons = (self.entries[place].name.text for place in self._places["person"])
        prepared = (comparer.prepare(name, "person") for name in persons)
        return Postings(
            (key, at)
            for at, name in enumerate(prepared)
            if isinstance(name, PreparedPerson)
            for key in korean.keys(name.bare)
        )

    def prepared(self, position: int) -> Prepared:
        """The name at a position of `entries`, ready for `NameComparer.score`."""
        return self.lookups.prepared(position)

    def prepared_persons(self) -> Iterator[tuple[int, PreparedPerson]]:
        """The names of persons likewise, with their positions in `entries`."""
        return zip(self._places["person"], self.lookups.persons, strict=True)

    @property
    def lookups(self) -> Lookups:
        """The look-ups for queried names; made, or read from where they are stored, when needed."""
        if self._lookups is None:
            found = self._stored() if self._stored is not None else None
            names = [(entry.name.text, entry.kind) for entry in self.entries]
            self._lookups = found or Lookups(names, self._places, self._comparer)
        return self._lookups

    def store_lookups(self, read: Callable[[], Lookups | None]) -> None:
        """Tell where the look-ups are stored: a function that reads them, or gives None."""
        self._stored = read

    def bare(self) -> Index:
        """The same index without look-ups, which it makes anew when they are needed."""
        index = Index.__new__(Index)
        index.__dict__ = {**self.__dict__, "_lookups": None, "_stored": None}
        return index

    def __getstate__(self) -> dict[str, object]:
        # Where they were stored may not be there for the one who gets a copy.
        return {**self.__dict__, "_stored": None}

    def candidates(self, name: str, kind: Kind) -> list[int]:
        """Positions in `entries` of the listed names that `name` can mean, in list order.

        All that compare as `possible` or better are among them; of the others, some.
        """
        return self.candidates_of(self._comparer.prepare(name, kind), kind)

    def candidates_of(self, name: Prepared, kind: Kind) -> list[int]:
        """The same for a prepared name."""
        mask = self.lookups.find(name, kind)
        if isinstance(name, PreparedPerson) and name.divides:
            mask |= self._korean(name.bare)
        return self._entries(mask, kind)

    def korean_candidates(self, name: str) -> list[int]:
        """Positions in `entries` of the listed persons that share a Korean reading with `name`."""
        return self._entries(self._korean(name), "person")

    def persons_with(self, parts: Iterable[Iterable[str]]) -> list[int]:
        """Positions in `entries` of persons whose names have a part of each of several sets.

        Args:
            parts: What each part of a name can be, as loose keys (see `Skeletons.loose`).
        """
        mask = -1
        for keys in parts:
            either = 0
            for key in keys:
                either |= self.lookups.persons_with(key)
            mask &= either
            if not mask:
                return []
        return self._entries(mask, "person")

    def slip_candidates(self, name: str) -> list[int]:
        """Positions in `entries` of listed persons that are `name` if a syllable is a slip.

        A slip can only be `weak`, and most names that share all syllables but one are other
        people: batches leave these candidates out.
        """
        prepared = self._comparer.prepare(name, "person")
        if not isinstance(prepared, PreparedPerson):
            return []
        return self._entries(self.lookups.slips(prepared), "person")

    def _korean(self, name: str) -> int:
        mask = 0
        if self._comparer.korean is not None:
            for key in self._comparer.korean.keys(name):
                mask |= self._readings.mask(key)
        return mask

    def _entries(self, mask: int, kind: Kind) -> list[int]:
        if not mask:
            return []
        places = self._places[kind]
        return [places[at] for at in positions(mask)]

    def by_imo(self, imo: str) -> tuple[int, ...]:
        """Positions of the subjects whose verified IMO number is `imo`."""
        return self._imos.get(imo, ())

    def by_mmsi(self, mmsi: str) -> tuple[int, ...]:
        """Positions of the subjects for which a list prints this MMSI number."""
        return self._mmsis.get(mmsi, ())


def _distinct_names(subject: Subject) -> list[Name]:
    """Spellings of a subject that differ when folded; the best quality of each is kept."""
    rank = {"primary": 0, "alias": 1, "unknown": 2, "former": 3, "weak": 4}
    best: dict[str, Name] = {}
    for name, _ in subject.names():
        # Folding forgets the comma that tells the surname, so it is part of the identity.
        key = fold(name.text) + (" ," if "," in name.text else "")
        known = best.get(key)
        if known is None or rank[name.quality] < rank[known.quality]:
            best[key] = name
    return list(best.values())


def text_forms(name: Name, kind: Kind, comparer: NameComparer) -> set[str]:
    """The forms in which a listed spelling is looked for in folded text.

    A name in a script without spaces is looked for as it stands; all others as whole
    tokens, between spaces.
    """
    script = script_of(name.text)
    if script in UNSPACED:
        joined = fold(name.text).replace(" ", "")
        return {joined} if len(joined) >= 2 else set()
    return {
        f" {form} "
        for form in comparer.forms(name.text, kind)
        if len(form.replace(" ", "")) >= SHORTEST_FORM
    }
