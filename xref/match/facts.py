"""Facts: what the listings of a subject print that a text can agree or disagree with.

Owns bringing the designations of a subject into the form in which evidence compares them,
once for each subject. Invariant: a fact is what some designation prints, or a country that a
programme of it stands for. Refuses to weigh.
"""

from __future__ import annotations

import msgspec

from xref.articles.phrases import Phrases
from xref.match.births import birth_years
from xref.model import Subject
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

# Some lists print a man's life as his title; posts stand at its beginning.
_MAX_TITLE_CHARS = 400


class Facts(msgspec.Struct, frozen=True):
    """What the listings of one subject print.

    Attributes:
        countries: Nationalities and flags, and those its programmes tell.
        roles: Roles of the rules that the listed titles name: the role, the words of the
            list, and the words by which articles tell it.
        birth_years: All that the listings allow.
    """

    countries: tuple[str, ...]
    roles: tuple[tuple[str, str, Phrases], ...]
    birth_years: frozenset[int]


class ListedFacts:
    """The facts of subjects; each is read when first asked for."""

    def __init__(self, rules: EvidenceRules) -> None:
        self._rules = rules
        self._roles = [
            (name, Phrases(cue.listed or cue.words), Phrases(cue.words))
            for name, cue in rules.roles.items()
        ]
        self._known: dict[str, tuple[Subject, Facts]] = {}

    def of(self, subject: Subject) -> Facts:
        """The facts of a subject."""
        known = self._known.get(subject.id)
        if known is not None and known[0] is subject:
            return known[1]
        facts = Facts(
            _countries(subject, self._rules.programme_countries),
            self._listed_roles(subject) if subject.kind == "person" else (),
            frozenset(birth_years(subject.designations)),
        )
        self._known[subject.id] = subject, facts
        return facts

    def _listed_roles(self, subject: Subject) -> tuple[tuple[str, str, Phrases], ...]:
        titles = " ".join(
            fold(title[:_MAX_TITLE_CHARS]) for d in subject.designations for title in d.titles
        )
        if not titles:
            return ()
        data = f" {titles} ".encode()
        return tuple(
            (name, said, words)
            for name, listed, words in self._roles
            if (said := listed.first(data)) is not None
        )


def countries_of(subject: Subject) -> tuple[str, ...]:
    """Nationalities and flags that the listings of a subject print, each once."""
    return tuple(
        dict.fromkeys(
            country
            for designation in subject.designations
            for country in (*designation.nationalities, *designation.flags)
        )
    )


def _countries(subject: Subject, programmes: dict[str, str]) -> tuple[str, ...]:
    """Countries of a subject: nationalities and flags, and those its programmes tell."""
    found = dict.fromkeys(countries_of(subject))
    for designation in subject.designations:
        for programme in designation.programmes:
            for prefix, country in programmes.items():
                if programme.upper().startswith(prefix.upper()):
                    found[country] = None
    return tuple(found)
