"""Look-ups: which listed names a queried name can mean, by its letters.

Owns the listed names made ready for comparison, and the sets by which those of a kind are found.
They take as much memory as all else of an index, and articles in Latin letters need none of
them, so an index makes or reads them when the first name is asked for. Invariant: every listed
name that the comparer puts at `possible` or above by its letters is found. Refuses Korean
readings, which articles need, too: those stand in the index itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
    """Sets of positions within the names of a kind; read only once built.

    Args:
        names: All listed names with their kinds.
        places: Positions in `names` of the names of a kind; look-ups count within a kind,
            which keeps their sets short.
        comparer: Prepares them.

    Attributes:
        prepared: The names ready for `NameComparer.score`.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, Kind]],
        places: Mapping[Kind, Sequence[int]],
        comparer: NameComparer,
    ) -> None:
        self.prepared = [comparer.prepare(name, kind) for name, kind in names]

        def of(kind: Kind) -> list[Prepared]:
            return [self.prepared[place] for place in places.get(kind, ())]

        persons = [name for name in of("person") if isinstance(name, PreparedPerson)]
        self._persons = PersonLookup(
            [name.parsed for name in persons], comparer.persons.rules.limits
        )
        self._chinese = ChineseLookup([name.chinese for name in persons])
        self._folded = Postings((name.folded, at) for at, name in enumerate(persons) if name.folded)
        self._slips = SlipLookup(persons, comparer.korean, comparer.borders.possible.value)
        bodies = [name for name in of("organisation") if isinstance(name, OrganisationName)]
        self._bodies = OrganisationLookup(bodies, comparer.organisations)
        self._craft = {
            kind: VesselLookup(
                [name for name in of(kind) if isinstance(name, VesselName)], comparer.vessels
            )
            for kind in _CRAFT
        }

    def find(self, name: Prepared, kind: Kind) -> int:
        """The set of listed names of a kind that a name can mean by its letters."""
        if isinstance(name, PreparedPerson):
            mask = self._persons.find(name.parsed) | self._folded.mask(name.folded)
            return mask | self._chinese.find(name.chinese)
        if isinstance(name, OrganisationName):
            return self._bodies.find(name)
        return self._craft[kind].find(name)

    def persons_with(self, key: str) -> int:
        """The set of persons a part of whose name has a loose key (see `Skeletons.loose`)."""
        return self._persons.with_key(key)

    def slips(self, name: PreparedPerson) -> int:
        """The set of listed persons that a name is if one syllable is a slip."""
        return self._slips.find(name)
