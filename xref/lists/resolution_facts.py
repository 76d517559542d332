"""What an entry says of its target, brought into comparable form.

Owns the reading of a designation into sets that are compared with those of another.
Invariant: made of the entry alone, so that it does not change with the lists beside it.
Refuses to compare.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from xref.lists.countries import country_code
from xref.lists.resolution_births import Birth, read_birth
from xref.lists.resolution_numbers import Numbers, read_numbers
from xref.model import Designation, Kind, Name
from xref.names.fold import fold, script_of
from xref.rules.subjects import SubjectRules

_GENDER = re.compile(r"\b[Gg]ender:?\s+(male|female)\b", re.IGNORECASE)
# OFAC prints under "Secondary sanctions risk" whose sanctions they are.
_REGULATIONS = re.compile(r"([A-Z][\w/-]+(?: [A-Z][\w/-]+){0,3}) Sanctions Regulations")
# An acronym behind the name it stands for: "Foreign Trade Bank (FTB)".
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Z0-9&.-]{1,11})\)")
#: Words from which a post is compared as a whole.
_LONG_POST = 5
_NATIVE = frozenset({"hangul", "han", "cyrillic", "arabic", "kana"})
# A name for comparison: weak aliases are left out, they would make a match on "Li".
_LEFT_OUT = frozenset({"weak"})


class Facts(msgspec.Struct, frozen=True, gc=False):
    """An entry made ready for comparison.

    Attributes:
        scope: Within one scope two entries are two targets: the list, or an act of it.
        names: Names that count, the primary one first; weak aliases left out.
        native: Folded names in other scripts than Latin, without spaces.
        births: Birth dates.
        gender: `male`, `female` or None.
        words: Telling words of posts and reasons.
        titles: Telling words of posts.
        posts: All words of each post of some length, articles and prepositions left out.
        places: Words of birth places below the country.
        towns: Words of addresses below the country.
        numbers: Numbers, by what they are worth.
    """

    id: str
    list: str
    scope: str
    kind: Kind
    names: tuple[Name, ...]
    native: frozenset[str]
    births: tuple[Birth, ...]
    gender: str | None
    nationalities: frozenset[str]
    regimes: frozenset[str]
    listed_on: str | None
    words: frozenset[str]
    titles: frozenset[str]
    posts: frozenset[frozenset[str]]
    places: frozenset[str]
    towns: frozenset[str]
    numbers: Numbers
    owners: frozenset[str]
    flags: frozenset[str]
    vessel_type: str


class FactReader:
    """Reads designations into facts.

    Args:
        rules: From `rules/subjects.yml`.
    """

    def __init__(self, rules: SubjectRules) -> None:
        self._rules = rules
        # Words are compared without a plural's s.
        self._general = frozenset(
            form for word in rules.general_words for form in (word, word.removesuffix("s"))
        )
        self._stems = lru_cache(maxsize=1 << 16)(self._stem)
        self._regimes = [
            (cause, re.compile(r"\b(?:" + "|".join(patterns) + r")\b"))
            for cause, patterns in rules.regimes.items()
        ]
        self._causes = lru_cache(maxsize=1 << 14)(self._read_causes)

    def read(self, entry: Designation) -> Facts:
        """Read one designation."""
        own = {token for name in entry.names for token in fold(name.text).split()}
        names = tuple(
            name
            for place, name in enumerate(entry.names)
            if place == 0 or name.quality not in _LEFT_OUT
        )
        if entry.kind == "organisation":
            names = tuple(map(_without_acronym, names))
        gender = _GENDER.search(entry.remarks) if entry.remarks else None
        programmes = entry.programmes + entry.legal_basis
        causes: set[str] = set()
        regulations = _REGULATIONS.findall(entry.remarks) if entry.remarks else []
        for text in (*programmes, *self._scope_texts(entry), *regulations):
            causes |= self._causes(text)
        titles = self._words(entry.titles, own)
        flags = frozenset(entry.flags + entry.former_flags)
        return Facts(
            id=entry.id,
            list=entry.list,
            scope=self.scope(entry),
            kind=entry.kind,
            names=names,
            native=frozenset(
                fold(name.text).replace(" ", "")
                for name in names
                if script_of(name.text) in _NATIVE
            ),
            births=tuple(
                birth
                for printed in dict.fromkeys(entry.birth_dates)
                if (birth := read_birth(printed)) is not None
            ),
            gender=gender[1].lower() if gender else None,
            nationalities=frozenset(entry.nationalities) or _countries(entry),
            regimes=frozenset(causes),
            listed_on=entry.listed_on,
            words=titles | self._words((entry.remarks,) if entry.remarks else (), own),
            titles=titles,
            posts=_posts(entry.titles),
            places=self._places(entry.birth_places),
            towns=self._places(entry.addresses),
            owners=frozenset(fold(owner) for owner in entry.owners),
            flags=flags,
            vessel_type=fold(entry.vessel_type or ""),
            numbers=read_numbers(entry, self._rules),
        )

    def scope(self, entry: Designation) -> str:
        """Within which two entries are two targets: the list, or one measure of one act."""
        if entry.list in self._rules.gathered:
            return entry.id
        mark = self._rules.acts.get(entry.list)
        if mark is None:
            return entry.list
        programmes = "; ".join(entry.programmes)
        act, _, place = entry.reference.partition(mark) if mark else ("", "", "")
        if not any(word in programmes for word in self._rules.once):
            # Ports, services, exports: each annex is a list of its own.
            act = f"{act}{mark}{place.split(' ')[0]}"
        return f"{entry.list}: {act}: {programmes}"

    def _scope_texts(self, entry: Designation) -> tuple[str, ...]:
        """The act in the reference of an EU entry says what it is for."""
        mark = self._rules.acts.get(entry.list)
        return (entry.reference.split(mark)[0],) if mark and mark in entry.reference else ()

    def _read_causes(self, text: str) -> frozenset[str]:
        folded = fold(text)
        return frozenset(cause for cause, pattern in self._regimes if pattern.search(folded))

    def _words(self, texts: tuple[str, ...], own: set[str]) -> frozenset[str]:
        found: set[str] = set()
        for text in texts:
            for token in fold(text[:3000]).split():
                if token not in own and (stem := self._stems(token)):
                    found.add(stem)
        return frozenset(found)

    def _stem(self, token: str) -> str:
        """A word without a plural's s; empty if it tells nothing."""
        if len(token) < 3 or token.isdigit() or token in self._general:
            return ""
        stem = token.removesuffix("s") if len(token) > 4 else token
        return "" if stem in self._general else stem

    def _places(self, printed: tuple[str, ...]) -> frozenset[str]:
        found: set[str] = set()
        for text in printed:
            parts = [part for part in re.split(r"[,;()]", text) if country_code(part) is None]
            for part in parts:
                found.update(t for t in fold(part).split() if len(t) > 3 and not t.isdigit())
        return frozenset(found - self._general)


def _posts(titles: tuple[str, ...]) -> frozenset[frozenset[str]]:
    posts = (frozenset(t for t in fold(title).split() if len(t) > 3) for title in titles)
    return frozenset(post for post in posts if len(post) >= _LONG_POST)


def _without_acronym(name: Name) -> Name:
    """A body's name without the acronym of itself that some lists print behind it."""
    found = _ACRONYM.search(name.text)
    if found is None:
        return name
    bare = (name.text[: found.start()] + name.text[found.end() :]).strip()
    # "(PAKISTAN)" is no acronym: its letters are not the initials of the words, in order.
    initials = iter(token[0] for token in fold(bare).split())
    if not all(letter in initials for letter in found[1].lower() if letter.isalpha()):
        return name
    return msgspec.structs.replace(name, text=bare)


def _countries(entry: Designation) -> frozenset[str]:
    """Countries of a body: those of its addresses."""
    if entry.kind == "person":
        return frozenset()
    found = (country_code(text.rsplit(",", 1)[-1].strip(" .")) for text in entry.addresses)
    return frozenset(code for code in found if code)
