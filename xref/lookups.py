"""Look-ups: which listed names a queried name can mean, by its letters.

Owns the listed names made ready for comparison, and the sets by which those of a kind are found.
They take as much memory as all else of an index, articles in Latin letters need none of them, and
others mostly those of persons, so those of a kind are made, or all are read, when the first name
is asked for. Invariant: every listed name that the comparer puts at `possible` or above by its
letters is found. Refuses Korean readings, which articles need, too: those stand in the index
itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from xref.model import Kind
from xref.names.compare import NameComparer, Prepared, PreparedPerson
from xref.names.organisations_lookup import OrganisationLookup
from xref.names.organisations_words import OrganisationName
from xref.names.persons_chinese import ChineseLookup
from xref.names.persons_lookup import PersonLookup
from xref.names.persons_slips import SlipLookup
from xref.names.postings import Postings
from xref.names.vessels_agree import VesselName
from xref.names.vessels_lookup import VesselLookup

_CRAFT: tuple[Kind, ...] = ("vessel", "aircraft")


class Lookups:
    """Sets of positions within the names of a kind; immutable but for what is not yet made.

    Args:
        names: All listed names with their kinds.
        places: Positions in `names` of the names of a kind; look-ups count within a kind,
            which keeps their sets short.
        comparer: Prepares them.
    """

    def __init__(
        self,
        names: Sequence[tuple[str, Kind]],
        places: Mapping[Kind, Sequence[int]],
        comparer: NameComparer,
    ) -> None:
        self._comparer = comparer
        self._kinds: list[Kind] = [kind for _, kind in names]
        self._texts = {kind: [names[place][0] for place in own] for kind, own in places.items()}
        # Of a name, its position among those of its kind.
        self._inside = [0] * len(names)
        for own in places.values():
            for at, place in enumerate(own):
                self._inside[place] = at

    @cached_property
    def _persons(self) -> _Persons:
        return _Persons(self._texts.get("person", ()), self._comparer)

    @cached_property
    def _bodies(self) -> _Bodies:
        return _Bodies(self._texts.get("organisation", ()), self._comparer)

    @cached_property
    def _craft(self) -> dict[Kind, _Craft]:
        return {kind: _Craft(self._texts.get(kind, ()), kind, self._comparer) for kind in _CRAFT}

    def whole(self) -> Lookups:
        """The same with everything made: to be stored, or shared by processes."""
        _ = self._persons.slips, self._bodies, self._craft
        return self

    def __getstate__(self) -> dict[str, object]:
        made = self.__dict__.keys() >= {"_persons", "_bodies", "_craft"}
        return {**self.__dict__, "_comparer": None, "_texts": {}} if made else self.__dict__

    def prepared(self, position: int) -> Prepared:
        """The listed name at a position of `names`, ready for `NameComparer.score`."""
        kind, at = self._kinds[position], self._inside[position]
        if kind == "person":
            return self._persons.prepared[at]
        return (self._bodies if kind == "organisation" else self._craft[kind]).prepared[at]

    @property
    def persons(self) -> Sequence[PreparedPerson]:
        """The names of persons, in order of their places."""
        return self._persons.prepared

    def find(self, name: Prepared, kind: Kind) -> int:
        """The set of listed names of a kind that a name can mean by its letters."""
        if isinstance(name, PreparedPerson):
            return self._persons.find(name)
        if isinstance(name, OrganisationName):
            return self._bodies.lookup.find(name)
        return self._craft[kind].lookup.find(name)

    def persons_with(self, key: str) -> int:
        """The set of persons a part of whose name has a loose key (see `Skeletons.loose`)."""
        return self._persons.parts.with_key(key)

    def slips(self, name: PreparedPerson) -> int:
        """The set of listed persons that a name is if one syllable is a slip."""
        return self._persons.slips.find(name)


class _Persons:
    """Look-ups of persons."""

    def __init__(self, names: Sequence[str], comparer: NameComparer) -> None:
        self._comparer = comparer
        found = (comparer.prepare(name, "person") for name in names)
        self.prepared = [name for name in found if isinstance(name, PreparedPerson)]
        self.parts = PersonLookup(
            [name.parsed for name in self.prepared], comparer.persons.rules.limits
        )
        self._chinese = ChineseLookup([name.chinese for name in self.prepared])
        self._folded = Postings(
            (name.folded, at) for at, name in enumerate(self.prepared) if name.folded
        )

    def __getstate__(self) -> dict[str, object]:
        made = "slips" in self.__dict__
        return {**self.__dict__, "_comparer": None} if made else self.__dict__

    @cached_property
    def slips(self) -> SlipLookup:
        """Made apart: articles never ask for slips."""
        comparer = self._comparer
        return SlipLookup(self.prepared, comparer.korean, comparer.borders.possible.value)

    def find(self, name: PreparedPerson) -> int:
        mask = self.parts.find(name.parsed) | self._folded.mask(name.folded)
        return mask | self._chinese.find(name.chinese)


class _Bodies:
    """Look-ups of organisations."""

    def __init__(self, names: Sequence[str], comparer: NameComparer) -> None:
        found = (comparer.prepare(name, "organisation") for name in names)
        self.prepared = [name for name in found if isinstance(name, OrganisationName)]
        self.lookup = OrganisationLookup(self.prepared, comparer.organisations)


class _Craft:
    """Look-ups of ships, or of aircraft."""

    def __init__(self, names: Sequence[str], kind: Kind, comparer: NameComparer) -> None:
        found = (comparer.prepare(name, kind) for name in names)
        self.prepared = [name for name in found if isinstance(name, VesselName)]
        self.lookup = VesselLookup(self.prepared, comparer.vessels)
