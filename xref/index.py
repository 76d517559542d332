"""The index: from the names of subjects to what a query or a text can be looked up by.

Owns three look-ups built once from `Lists`: name keys (for queried names), text forms
(for scanning articles) and IMO numbers. Invariant: two names that the comparer finds
the same share at least one key, so a look-up loses nothing an exhaustive comparison
would find. Refuses to score: it returns candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from xref.model import Kind, Lists, Name, Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold, script_of

#: Scripts written without spaces between words; their names are looked for inside runs.
UNSPACED = frozenset({"hangul", "han", "kana"})

#: Fewest letters and digits of a form that is looked for in text: "D" and "IL" are listed as
#: weak aliases, and stand on every page of a newspaper.
SHORTEST_FORM = 3


class Entry(msgspec.Struct, frozen=True):
    """One listed spelling of one subject.

    Attributes:
        subject: Position of the subject in `Index.subjects`.
        name: The spelling.
        kind: Kind of the subject.
    """

    subject: int
    name: Name
    kind: Kind


class Index:
    """Look-ups over the names of all subjects.

    Attributes:
        subjects: In the order of `Lists.subjects`.
        entries: One for each distinct spelling of each subject.
        forms: Folded text form -> positions in `entries`; spaced scripts carry a space on
            both ends (`" vladimir putin "`), so that only whole tokens match.
        surnames: Folded surname -> position of the one subject that bears it.
        bearers: Folded token of a person's name -> how many subjects bear it.
    """

    def __init__(self, lists: Lists, comparer: NameComparer) -> None:
        self.subjects: tuple[Subject, ...] = lists.subjects
        self.entries: list[Entry] = []
        self.forms: dict[str, tuple[int, ...]] = {}
        self._keys: dict[tuple[str, str], tuple[int, ...]] = {}
        self._imos: dict[str, tuple[int, ...]] = {}
        self.surnames: dict[str, int] = {}
        self.bearers: dict[str, int] = {}
        self._build(comparer)

    def _build(self, comparer: NameComparer) -> None:
        keys: dict[tuple[str, str], list[int]] = defaultdict(list)
        forms: dict[str, list[int]] = defaultdict(list)
        imos: dict[str, list[int]] = defaultdict(list)
        bearers: dict[str, set[int]] = defaultdict(set)
        tokens: dict[str, set[int]] = defaultdict(set)
        for position, subject in enumerate(self.subjects):
            for imo in sorted(subject.numbers("imo")):
                imos[imo].append(position)
            for name in _distinct_names(subject):
                entry = len(self.entries)
                self.entries.append(Entry(position, name, subject.kind))
                for key in comparer.keys(name.text, subject.kind):
                    keys[subject.kind, key].append(entry)
                for form in text_forms(name, subject.kind, comparer):
                    forms[form].append(entry)
                if subject.kind == "person":
                    for token in fold(name.text).split():
                        tokens[token].add(position)
                    surname = comparer.surname(name.text)
                    if surname is not None:
                        bearers[surname].add(position)
        self.bearers = {token: len(found) for token, found in tokens.items()}
        self._keys = {key: tuple(found) for key, found in keys.items()}
        self.forms = {form: tuple(found) for form, found in forms.items()}
        self._imos = {imo: tuple(found) for imo, found in imos.items()}
        self.surnames = {
            surname: next(iter(found)) for surname, found in bearers.items() if len(found) == 1
        }

    def candidates(self, keys: Iterable[str], kind: Kind) -> list[int]:
        """Positions in `entries` that share a key, in list order, each once."""
        found: set[int] = set()
        for key in keys:
            found.update(self._keys.get((kind, key), ()))
        return sorted(found)

    def by_imo(self, imo: str) -> tuple[int, ...]:
        """Positions of the subjects whose verified IMO number is `imo`."""
        return self._imos.get(imo, ())


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
