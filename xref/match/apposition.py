"""Apposition: what a text calls a name directly at it.

Owns bringing together what the phrases at a person's name tell ("the South Korean golfer Park
Yong-sik", "Park Yong-sik, a South Korean actor,"): nations, callings, places, institutions, ages.
Invariant: a word counts only in the phrase that ends or begins at the name. Refuses to compare
with lists or to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from xref.match.callings import Callings
from xref.match.name_phrases import head, said_before, said_behind
from xref.match.nations import Nations
from xref.match.tables import beginning, ending, table
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

#: What somebody was tells less than what he is: "X, a former student in Geneva,".
_FORMER = re.compile(r"[’'”\"]?\s?,\s(?:an?\s|the\s)?(?:former|ex|one-time)\b")
_OF = re.compile(r" (?:(?:to|on|from) the board )?(?:of|at|from|with) (?:the )?(?=[A-Z])")
#: "Kim Yong Chol, who visited Samsung" does not belong to it.
_RELATIVE = frozenset(("who", "whose", "whom", "which", "when", "where"))


class Said(msgspec.Struct, frozen=True):
    """What is said of a name.

    Attributes:
        nations: Codes of nations, each with the phrase that tells it.
        callings: Names of callings, each with its word.
        fixed: Whether a calling stands before the name and no phrase opens behind it, so that
            a post in the rest of the sentence is somebody else's.
        places: Nations of the places in the phrase of a calling, each with its name.
        institutions: Nations of the institutions in any phrase at the name, each with its name.
        oldest: The age that nobody so called has passed ("a ninth-grader"), and the word.
    """

    nations: tuple[tuple[str, str], ...] = ()
    callings: tuple[tuple[str, str], ...] = ()
    fixed: bool = False
    places: tuple[tuple[str, str], ...] = ()
    oldest: tuple[int, str] | None = None
    institutions: tuple[tuple[str, str], ...] = ()


_NOTHING = Said()


class Appositions:
    """Reads what stands directly at persons' names; immutable.

    Args:
        rules: Callings, places, institutions and ages.
        nations: Knows countries, and the nouns that may stand between them and a name.
    """

    def __init__(self, rules: EvidenceRules, nations: Nations) -> None:
        self._nations = nations
        self._callings = Callings(rules)
        self._places = table(
            (place, code)
            for code, each in rules.nations.items()
            for place in (*each.names, *each.places)
        )
        self._homes = table(
            (home, code)
            for code, each in rules.nations.items()
            for home in (*each.names, *each.places, *each.institutions)
            if home not in rules.observers
        )
        self._institutions = table(
            (name, code) for code, each in rules.nations.items() for name in each.institutions
        )
        self._stages = table(
            (word, str(age)) for age, words in rules.life_stages.items() for word in words
        )
        self._ends = frozenset(rules.phrase_ends)

    def of_person(self, text: str, start: int, end: int) -> Said:
        """Nations and callings that the phrases at a person's name tell."""
        before = said_before(text, start)
        behind = said_behind(text, end)
        nations = list(self._nations.at_name(text, start, end, before, behind))
        noun = ending(self._nations.nouns, before)
        callings = list(self._callings.before(before, noun))
        if not before:
            callings += self._callings.in_front(text, start, end)
        fixed = bool(callings) and behind is None
        stage = self._stage(before)
        phrases = [before] if self._places_him(callings) else []
        if behind is not None:
            told = list(self._callings.behind(behind))
            if _FORMER.match(text, end):
                told = [each for each in told if self._callings.lasts(each[0])]
            else:
                stage = stage or self._stage(head(behind, self._ends))
            callings += told
            phrases += [behind] if self._places_him(told) else []
        parts = [at for at, word in enumerate(before) if word in self._ends]
        owner = before[parts[-1] + 1 :] if parts else before
        institutions = [
            *self._institutions_in(owner, titled=ending(self._nations.nouns, owner) > 0),
            *self._institutions_in(behind or []),
            *self._institution_of(text, end),
        ]
        if not (nations or callings or stage or institutions):
            return _NOTHING
        places = tuple(found for phrase in phrases for found in self.places_in(phrase))
        return Said(tuple(nations), tuple(callings), fixed, places, stage, tuple(institutions))

    def _places_him(self, callings: Sequence[tuple[str, str]]) -> bool:
        """Whether the places of a phrase are where its bearer is at home; envoys go abroad."""
        return any(not self._callings.lasts(calling) for calling, _ in callings)

    def of_career(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """Nations of the institutions and places among words of what somebody belongs to."""
        words = ["", *tokens]
        return [*self._institutions_in(words), *self.places_in(tokens)]

    def _stage(self, tokens: Sequence[str]) -> tuple[int, str] | None:
        """The greatest age of what the last of some words call somebody, and those words."""
        size = ending(self._stages, tokens)
        word = tuple(tokens[len(tokens) - size :])
        return (int(self._stages[word]), " ".join(word)) if size else None

    def _institutions_in(
        self, tokens: Sequence[str], *, titled: bool = False
    ) -> Iterable[tuple[str, str]]:
        """Nations of the institutions that a phrase at a name belongs to.

        Args:
            tokens: Folded words of the phrase.
            titled: A post ends them before the name, so that the first may be an institution.
        """
        if tokens[:1] and tokens[0] in _RELATIVE:
            return
        for index, word in enumerate(tokens):
            if word in ("and", "or"):
                return
            size = beginning(self._institutions, tokens[index:])
            # "Kim Yong Chol, Samsung and Hyundai" is a list.
            if size and (index or titled or tokens[size : size + 1] == ["s"]):
                name = tuple(tokens[index : index + size])
                yield self._institutions[name], " ".join(name)

    def at_home_in(self, text: str, low: int, high: int, opposed: frozenset[str]) -> str | None:
        """A place or institution of opposed nations in a sentence, or None; no observer is one."""
        tokens = fold(text[low:high]).split()
        for index in range(len(tokens)):
            if size := beginning(self._homes, tokens[index:]):
                name = tuple(tokens[index : index + size])
                if self._homes[name] in opposed:
                    return " ".join(name)
        return None

    def _institution_of(self, text: str, end: int) -> Iterable[tuple[str, str]]:
        """The nation of the institution that a name is "of" or "at" ("Kim Ki-nam of Samsung")."""
        if found := _OF.match(text, end):
            after = fold(text[found.end() : found.end() + 40]).split()
            if size := beginning(self._institutions, after):
                name = tuple(after[:size])
                yield self._institutions[name], " ".join(name)

    def places_in(self, tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Nations of the places among some words, each with its name."""
        for index in range(len(tokens)):
            if size := beginning(self._places, tokens[index:]):
                place = tuple(tokens[index : index + size])
                yield self._places[place], " ".join(place)
