"""Who is "Kim"? Surname-only mentions, attributed to a full name of the same article.

Owns the rule: a surname alone means the most recent full name before it that bears this
surname, else the first one after it; of several, a title before the surname tells which. Full
names of people on no list take part, so that "Kim" behind "Kim Sung-han", and "Putin" behind
"Igor Putin", is not somebody listed. Invariant: an attribution supports an alert and never
makes one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from xref.articles.borders import NameBorders
from xref.articles.hits import Hit
from xref.articles.wording import title_case, units_before, words_at
from xref.match.bearers import Bearers
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import Rules

_NAME_WORD = re.compile(r"[^\s,]+")
_PREFIX = re.compile(r"^(?:al|el|ul)[-‐‑ ](?=[A-Z])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?$")
_CYRILLIC = re.compile(r"^[А-Яа-яЁё-]{4,}$")
#: Endings of a Russian surname in the cases; what remains is looked for.
_RUSSIAN_ENDING = re.compile(r"(?:ого|ому|ой|ым|ом|ую|ая|ий|а|у|е|ы|и)$")
_RUSSIAN_CASES = r"(?:а|у|ым|ом|е|ой|ого|ому|ую|ая|ий|и|ы)?"
#: Hangul surnames of one syllable; a lone one stands before a title.
_HANGUL = re.compile(r"^[가-힣]{2,5}$")
#: A title in apposition behind a surname ("Mr Kim, the leader, smiled").
_TITLE_BEHIND = re.compile(r",\s(?:the\s)?(?:[\w-]+\s){0,2}?([\w-]+)(?=[,.;])")
#: A Korean post behind a surname or name: "김 위원장은", "김정은 위원장".
_HANGUL_POST = re.compile(r"\s?([가-힣]{2,7}?)(?:은|는|이|가|을|를|과|와|의|도|에게)?(?![가-힣])")
_CAPITAL_BEHIND = re.compile(r" ([A-Z][a-z]{2,}|[A-Z][a-z]+-[a-z]+)(?![\w’'-])")
#: A given name and initials before a surname ("David J. Kim").
_INITIALLED = re.compile(r"([A-Z][a-z]+) (?:[A-Z]\. ?)+$")
#: Where a sentence ends in what reads as one name ("Kim Jong Un. Kim spoke").
_SENTENCE_END = re.compile(r"\.\s")
_CLAUSE = re.compile(r", whose? ")
_CLOSED = re.compile(r"[^,.;:!?()\n]{1,60}, [a-z]")
#: What opens an apposition in which another full name stands, up to that name.
_WITHIN = re.compile(r"(?:, | \()[a-z][^,.;:!?()\n]* ")
#: Given names alone: two syllables, parted ("Jong Un", "Jong-un").
_GIVEN_PAIR = re.compile(r"[A-Z][a-z]+(?:[-‐‑ ][A-Z]?[a-z]+)")
_TITLE_REACH = 40
_OTHER_REACH = 16
#: From this plausibility on "Young Kim" is a name, though "young" is a word.
_SURELY_KOREAN = 0.9
#: Letters of a Russian surname at least; "Lin" and "Shin" end like one.
_LONG = 5
#: Letters up to which a word before "Kim" can be a title or prose as well as a given name.
_SHORT_GIVEN = 4
_LONGEST_TITLE = 3
#: Full names on each side that a title is compared with; pages name one man 5,000 times.
_FARTHEST = 40


class Attribution(msgspec.Struct, frozen=True):
    """A surname-only mention and the positions of the subjects it is taken to mean."""

    start: int
    end: int
    subjects: tuple[int, ...]


class _FullName(msgspec.Struct):
    """A full name of the text: where it begins, its subjects, and where it ends."""

    start: int
    subjects: tuple[int, ...]
    end: int = 0


class Coreference:
    """Attributes lone surnames; immutable.

    Args:
        rules: Titles by role, and words that tell another bearer of the name.
        comparer: Knows Korean surnames.
        roles: The roles that the listings of a subject print, by its position.
    """

    def __init__(
        self,
        rules: Rules,
        comparer: NameComparer,
        roles: Callable[[int], frozenset[str]],
    ) -> None:
        evidence = rules.evidence
        self._borders = NameBorders(rules)
        self._roles = roles
        self._comparer = comparer
        words = rules.names.words.everyday.split()
        self._prose = frozenset(words).union(rules.prose.function_words)
        self._plausible = evidence.korean_plausible
        self._korean = comparer.korean.surname_spellings() if comparer.korean else frozenset()
        self._titles = {
            fold(word): name for name, cue in evidence.roles.items() for word in cue.words
        }
        persons = rules.names.persons
        self._given = frozenset(evidence.given_names).union(*persons.groups)
        self._particles = frozenset(evidence.surname_particles)
        prose = self._prose.union(rules.prose.peoples.split(), evidence.organisation_words)
        self._no_surnames = prose - self._korean
        self._men = tuple(evidence.men_endings)
        self._other = [[word] for word in evidence.other_bearers]
        self._younger = [[word] for word in evidence.younger_bearers]
        self._elder = [[word] for word in evidence.elder_bearers]
        self._bearers = Bearers(evidence, [*rules.names.titles.before, *self._titles])

    def attribute(
        self, text: str, hits: Sequence[Hit], *, everybody: bool = True
    ) -> list[Attribution]:
        """Attribute the lone surnames of `text` to the full names among `hits`.

        Args:
            text: The article.
            hits: All hits of the article; full names are those found by name.
            everybody: Also the surnames that no listed person of the article bears.

        Returns:
            One entry for each lone surname, in order of the text.
        """
        names, listed, taken = self._full_names(text, hits)
        if not everybody:
            names = {key: found for key, found in names.items() if key in listed}
        if not names:
            return []
        lone = []
        for start, printed, key in _lone(text, names):
            if _inside(taken, start) or (
                text[start - 2 : start] == " (" and _ends(taken, start - 2)
            ):
                continue  # "Sim Hyon Sop (Sim Ali)" are one
            if key in listed and (
                self._other_full_name(text, start)
                or self._given_of_another(text, start, start + len(printed))
            ):
                units = units_before(text, start)
                end = start + len(printed)
                names[key].append(_FullName(units[0][0] if units else start, (), end))
            else:
                lone.append((start, printed, key))
        for found in names.values():
            found.sort(key=lambda name: name.start)
        women = self._women(text, names, lone)
        return [
            Attribution(
                start, start + len(printed), self._antecedent(text, names[key], start, women)
            )
            for start, printed, key in lone
        ]

    def _women(
        self,
        text: str,
        names: dict[str, list[_FullName]],
        lone: Sequence[tuple[int, str, str]],
    ) -> frozenset[str]:
        """Full names that "Ms" and a surname mean, so that "Mr" and the surname is another."""
        found: set[str] = set()
        for start, _, key in lone:
            if len(names[key]) > 1 and self._bearers.addressed(text, start) == "woman":
                nearest = self._nearest(text, names[key], start)
                meant = self._addressed(text, nearest, "woman", frozenset())
                found.update(text[name.start : name.end] for name in meant[:1])
        return frozenset(found)

    def _nearest(self, text: str, names: list[_FullName], position: int) -> list[_FullName]:
        """Full names, the last before a position first, then those before it, then the rest."""
        last = self._last(text, names, position)
        before = names[max(0, last - _FARTHEST) : last]
        return [names[last], *reversed(before), *names[last + 1 : last + 1 + _FARTHEST]]

    def _full_names(
        self, text: str, hits: Sequence[Hit]
    ) -> tuple[dict[str, list[_FullName]], set[str], list[tuple[int, int]]]:
        """Full names by surname, the surnames of listed people, and the spans of all."""
        by_span: dict[tuple[int, int, str], set[int]] = {}
        whole = {(hit.start, hit.end) for hit in hits if hit.how == "name" and hit.subject >= 0}
        people = [hit for hit in hits if hit.how == "name" and hit.person]
        ends = {hit.end for hit in people}
        for hit in people:
            span = hit.start, hit.end
            stop = _SENTENCE_END.search(text, hit.start, hit.end)
            if stop is not None and stop.start() in ends:
                continue
            if hit.subject < 0 and span in whole:
                continue  # another reading of a name that is listed
            if (
                hit.subject < 0
                and (
                    self._opens_with_prose(text, hit)
                    # "Sim Hyon Sop (Sim Ali)" are one.
                    or (text[hit.start - 2 : hit.start] == " (" and hit.start - 2 in ends)
                )
            ):
                continue
            whole_name = text[hit.start : hit.end]
            if hit.subject < 0:
                for printed in self._surnames_of_others(whole_name, hit.surname):
                    by_span.setdefault((*span, printed), set())
                continue
            printed = self._printed_surname(whole_name, hit.surname)
            by_span.setdefault((*span, printed), set()).add(hit.subject)
        givens = {
            span: given
            for span, subjects in by_span.items()
            if subjects and (given := self._given_pair(text[span[0] : span[1]], span[2]))
        }
        # "Jong Un" behind "Kim Jong Un" reads as a name of its own, and is none.
        by_span = {
            span: subjects
            for span, subjects in by_span.items()
            if subjects or text[span[0] : span[1]].lower() not in givens.values()
        }
        names: dict[str, list[_FullName]] = {}
        listed = set()
        for (start, end, printed), subjects in sorted(by_span.items()):
            if printed.lower() in self._no_surnames:
                continue  # lists hold "Iran Air" among persons
            name = _FullName(start, tuple(sorted(subjects)), end)
            keys = _keys(printed)
            if (start, end, printed) in givens:
                keys = (*keys, givens[start, end, printed])
            for key in keys:
                names.setdefault(key, []).append(name)
                if subjects:
                    listed.add(key)
        return names, listed, _joined((start, end) for start, end, _ in by_span)

    def _other_full_name(self, text: str, start: int) -> bool:
        """Whether a given name stands before a surname: somebody's who is on no list."""
        if not text[start].isascii() and not text[start].isalpha():
            return False
        initialled = _INITIALLED.search(text, max(0, start - _OTHER_REACH), start)
        if initialled is not None and not self._borders.is_no_name(initialled.group(1)):
            return True
        units = units_before(text, start)
        if not units:
            return False
        first = fold(units[0][1])
        if first in self._particles:
            return False  # "El Aissami" is the whole surname
        if first in self._given or self._reads_korean(first, text, start):
            return True
        # The first word of a sentence is capitalised whatever it is, and in headlines each is.
        return not title_case(text, start) and self._borders.began_before(text, start)

    def _opens_with_prose(self, text: str, hit: Hit) -> bool:
        """Whether a sentence's first word reads as a given name by chance ("Later Kim spoke")."""
        first, *rest = text[hit.start : hit.end].split()
        return (
            len(rest) == 1
            and first.lower() in self._prose
            and self._comparer.korean is not None
            and self._comparer.korean.is_korean(f"{first} {rest[0]}") < _SURELY_KOREAN
            and not self._borders.began_before(text, hit.start + len(first) + 1)
        )

    def _given_of_another(self, text: str, start: int, end: int) -> bool:
        """Whether a Korean surname is the given name of somebody else ("Kim Clijsters")."""
        behind = _CAPITAL_BEHIND.match(text, end)
        return (
            behind is not None
            and text[start:end].lower() in self._korean
            and not title_case(text, start)
            and not self._borders.is_no_name(behind.group(1))
        )

    def _reads_korean(self, first: str, text: str, start: int) -> bool:
        """Whether the word before a Korean surname is a given name ("Youngho Kim")."""
        surname = text[start : _word_end(text, start)].lower()
        return (
            self._comparer.korean is not None
            and surname in self._korean
            and len(first) > _SHORT_GIVEN
            and self._comparer.korean.given_token(first)
            and self._comparer.korean.is_korean(f"{first} {surname}") >= self._plausible
        )

    def _given_pair(self, printed: str, surname: str) -> str | None:
        """The given names of a Korean in small letters ("jong un"), as texts use them alone."""
        if surname.lower() not in self._korean or not printed.startswith(f"{surname} "):
            return None
        given = printed[len(surname) + 1 :]
        return given.lower() if _GIVEN_PAIR.fullmatch(given) else None

    def _title(self, text: str, start: int) -> str | None:
        """The title that stands directly before a name, folded, if it is one of a role."""
        if not start or text[start - 1] not in " \u00a0":
            return None
        if text[start - 2 : start - 1] == ",":  # "The spymaster, Ri, wore glasses."
            opened = text.rfind("he ", max(0, start - _TITLE_REACH), start - 2)
            if opened < 0 or text[opened - 1 : opened] not in "tT":
                return None
        tokens = fold(text[max(0, start - _TITLE_REACH) : start]).split()
        for size in range(min(_LONGEST_TITLE, len(tokens)), 0, -1):
            title = " ".join(tokens[-size:])
            if title in self._titles:
                return title
        return None

    def _antecedent(
        self, text: str, names: list[_FullName], position: int, women: frozenset[str]
    ) -> tuple[int, ...]:
        """Subjects of the last full name before a position, else of the first."""
        last = self._last(text, names, position)
        if not self._bearers.may_tell(text, position) and (
            len(names) < 2 or not self._title_behind(text, position)
        ):
            return names[last].subjects
        before = fold(text[max(0, position - _OTHER_REACH) : position]).split()[-1:]
        nearest = self._nearest(text, names, position)
        close = text[position - 2 : position - 1].isalpha()  # "... was late. Medvedev left."
        if not close:
            before = []
        if before in self._younger or before in self._elder:
            return self._of_generation(text, nearest, younger=before in self._younger)
        if before in self._other:
            return ()
        address = self._bearers.addressed(text, position)
        # "Mrs Putin" is his wife: a Russian woman's surname has another ending.
        word = text[position : _word_end(text, position)].lower()
        if address == "woman" and len(word) >= _LONG and word.endswith(self._men):
            return ()
        if len(names) < 2:
            return names[last].subjects
        if address is not None:
            nearest = self._addressed(text, nearest, address, women)
        named = self._by_title(text, nearest, position) or nearest[:1]
        return named[0].subjects if named else ()

    def _by_title(self, text: str, nearest: Sequence[_FullName], position: int) -> list[_FullName]:
        """Of the full names, nearest first, those that a title at the surname tells."""
        if post := _post_behind(text, position + 1):
            told = [name for name in nearest if _post_behind(text, name.end) == post]
            if told:
                return told
        if title := self._bearers.title(text, position):
            told = [
                name
                for name in nearest
                if name.end and self._bearers.is_called(text, name.start, name.end, title)
            ]
            if told:
                return told
        role = self._title(text, position) or self._title_behind(text, position)
        return [name for name in nearest if self._bears(text, name, role)] if role else []

    def _last(self, text: str, names: list[_FullName], position: int) -> int:
        """Index of the last full name before a position that is not said of another, else 0.

        "Kim Yo-jong, the sister of leader Kim Jong-un, spoke" goes on about her.
        """
        last = max(0, bisect_left(names, position, key=lambda name: name.start) - 1)
        if last and names[last].end and names[last].start < position:
            inner, outer = names[last], names[last - 1]
            said = text[outer.end : inner.start] if outer.end else ""
            if _WITHIN.fullmatch(said) and (
                text[inner.end : inner.end + 1] in (",", ")")
                or (_CLAUSE.match(said) and _CLOSED.match(text, inner.end))
            ):
                return last - 1
            # "a Kim Jong Un impersonator" is not he.
            if text[max(0, inner.start - 3) : inner.start] in (" a ", "an "):
                return last - 1
        return last

    def _addressed(
        self, text: str, nearest: Sequence[_FullName], address: str, women: frozenset[str]
    ) -> list[_FullName]:
        """Whom "Mr" or "Ms" can mean: a man unless told a woman, and a woman that is told one."""
        sexes = [
            self._bearers.sex(text, name.start, name.end) if name.end else None for name in nearest
        ]
        sexes = [
            "woman" if sex is None and text[name.start : name.end] in women else sex
            for name, sex in zip(nearest, sexes, strict=True)
        ]
        told = [name for name, sex in zip(nearest, sexes, strict=True) if sex == address]
        if address == "woman" and told:
            return told
        return [n for n, sex in zip(nearest, sexes, strict=True) if sex in (None, address)]

    def _of_generation(
        self, text: str, nearest: Sequence[_FullName], *, younger: bool
    ) -> tuple[int, ...]:
        """Whom "the elder" or "the younger" means, where the text tells father and son."""
        groups: dict[str | None, dict[str, _FullName]] = defaultdict(dict)
        for name in nearest:
            told = self._bearers.generation(text, name.start, name.end) if name.end else None
            groups[told].setdefault(text[name.start : name.end], name)
        if not groups["younger"] and not groups["elder"]:
            return ()
        meant = groups["younger" if younger else "elder"]
        if not meant:
            named = {*groups["younger"], *groups["elder"]}
            meant = {printed: n for printed, n in groups[None].items() if printed not in named}
        return next(iter(meant.values())).subjects if len(meant) == 1 else ()

    def _title_behind(self, text: str, position: int) -> str | None:
        """The title that a comma opens behind the surname at a position, folded."""
        found = _TITLE_BEHIND.match(text, _word_end(text, position))
        title = fold(found.group(1)) if found is not None else None
        return title if title in self._titles else None

    def _bears(self, text: str, name: _FullName, title: str) -> bool:
        """Whether the text or a listing gives a full name the role of a title."""
        role = self._titles[title]
        printed = self._title(text, name.start)
        if printed is not None and self._titles[printed] == role:
            return True
        return any(role in self._roles(subject) for subject in name.subjects)

    def _surnames_of_others(self, printed: str, surname: str | None) -> tuple[str, ...]:
        """Words of a name on no list that can be its surname; none if it begins with a title."""
        words = _NAME_WORD.findall(printed)
        if self._borders.names_nobody(words[0]):
            return ()
        found = [word for word in (words[0], words[-1]) if word.lower() in self._korean]
        return tuple(dict.fromkeys((self._printed_surname(printed, surname), *found)))

    def _printed_surname(self, printed: str, surname: str | None) -> str:
        """The surname as this mention writes it.

        The listed one where it stands in the mention; else the first word where that is a
        Korean surname, else the last.
        """
        words = [_POSSESSIVE.sub("", word) for word in _NAME_WORD.findall(printed)]
        words = [word for word in words if word] or [printed]
        if surname:
            parts = surname.split()
            for word in words:
                folded = fold(word)
                if folded in self._particles and len(words) > 1:
                    continue  # "El" of "El Aissami"
                if folded == surname or folded.split()[-1:] == parts[-1:] or folded in parts:
                    return word
        if _HANGUL.match(words[0]):
            return words[0][0]
        for word in (words[0], words[-1]):
            if word.lower() in self._korean:
                return word
        return words[-1]


def _keys(printed: str) -> tuple[str, ...]:
    """Under which forms a surname is looked for, in lower case."""
    bare = _PREFIX.sub("", printed)
    key = printed.lower()
    if _CYRILLIC.match(printed):
        key = _RUSSIAN_ENDING.sub("", key)
    return (key,) if bare == printed else (key, bare.lower())


def _word_end(text: str, position: int) -> int:
    """Where the word at a position ends."""
    end = position
    while end < len(text) and (text[end].isalpha() or text[end] == "-"):
        end += 1
    return end


def _post_behind(text: str, end: int) -> str | None:
    """A Korean post that stands behind a name that ends here, without its particle."""
    if not "가" <= text[end - 1 : end] <= "힣":
        return None
    found = _HANGUL_POST.match(text, end)
    return found.group(1) if found is not None else None


def _forms(key: str) -> tuple[str, ...]:
    """How a surname may be capitalised."""
    if " " in key:  # given names alone
        return (key.title(),)
    title = "-".join(part[:1].upper() + part[1:] for part in key.split("-"))
    return tuple(dict.fromkeys((title, key[:1].upper() + key[1:], key.upper(), _arabic(key))))


def _arabic(key: str) -> str:
    """`al-Assad`: the article stays small."""
    head, joint, tail = key.partition("-")
    return (
        f"{head}{joint}{tail[:1].upper()}{tail[1:]}" if head in ("al", "el", "ul") else key.title()
    )


def _lone(text: str, surnames: Iterable[str]) -> list[tuple[int, str, str]]:
    """Where the surnames stand as words, as printed and their key, in order, none in another."""
    places: dict[int, tuple[str, str]] = {}
    for key in sorted(surnames):
        if _CYRILLIC.match(key):
            stem = key[:1].upper() + key[1:]
            for found in re.finditer(rf"(?<![\w-]){stem}{_RUSSIAN_CASES}(?![\w-])", text):
                places.setdefault(found.start(), (found.group(), key))
            continue
        for form in _forms(key):
            for start in words_at(text, form, "-"):
                known = places.get(start)
                if known is None or len(known[0]) < len(form):
                    places[start] = form, key
    found_places = []
    reach = 0
    for start, (printed, key) in sorted(places.items()):
        if start >= reach:
            found_places.append((start, printed, key))
            reach = start + len(printed)
    return found_places


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order; those that overlap are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _ends(spans: list[tuple[int, int]], position: int) -> bool:
    """Whether a span ends at a position."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position == spans[index][1]


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < spans[index][1]
