"""Deltas: what differs between two sets of lists, and whether an article can feel it.

Owns the test that lets an old article keep its old result. Invariant: if a text is not touched
by a delta, then screening it against the old and the new lists gives the same alerts and
claims; a text may be called touched without need. Why this holds is told in `docs/runs.md`.
Refuses to compare rules or versions: a delta is between lists alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from daachorse import DoubleArrayAhoCorasick

from xref.articles.folded import FoldedText, fold_bytes
from xref.articles.scan import Scanner, holds_office, office_words
from xref.index import Index
from xref.match.matcher import Matcher
from xref.model import Lists, Subject
from xref.names.compare import NameComparer
from xref.names.fold import fold

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_SPACE = ord(" ")
#: Two words of a name are shorter than this, in bytes of folded text.
_NAME_BYTES = 200


class Delta:
    """What the subjects of the new lists have other than those of the old.

    Args:
        before: The old lists, grouped into subjects by the same rules.
        matcher: The one on the new lists.

    Attributes:
        changed: Subjects that only one side has just so; both versions of one that changed.
        authorities: Bodies that only one side has a designation of.
    """

    def __init__(self, before: Lists, matcher: Matcher) -> None:
        old = {subject.id: _bare(subject) for subject in before.subjects}
        new = {subject.id: _bare(subject) for subject in matcher.lists.subjects}
        gone = [each for name, each in old.items() if new.get(name) != each]
        come = [each for name, each in new.items() if old.get(name) != each]
        self.changed: tuple[Subject, ...] = (*gone, *come)
        self.authorities = _authorities(before) ^ _authorities(matcher.lists)
        self._scanner: Scanner | None = None
        self._patterns: Any = None
        # Foreign names in Hangul are sought by sounds that all listed people share.
        self._persons = any(subject.kind == "person" for subject in self.changed)
        if not self.changed:
            return
        # Numbered anew, so that both versions of a subject stand beside each other.
        lists = Lists(
            tuple(item for each in self.changed for item in each.designations), self.changed, ()
        )
        comparer, rules = matcher.comparer, matcher.rules
        self._scanner = Scanner(Index(lists, comparer), comparer, rules)
        pairs, before_names = _counted(gone, come, matcher)
        shared = _shared_forms(self._scanner.index, come, matcher.index)
        patterns = pairs | shared | _surnames(gone, come, old, matcher)
        self._forms = matcher.index.forms
        # Those that count only before a name come last.
        self._before_name = len(patterns)
        if patterns or before_names:
            ordered = [*sorted(patterns), *sorted(before_names - patterns)]
            self._patterns = DoubleArrayAhoCorasick(ordered)

    def touches(self, text: str) -> bool:
        """Whether the result of screening a text may differ between the two sides."""
        if self._scanner is None:
            return False
        if self._persons and _HANGUL.search(text):
            return True
        scan = self._scanner.scan(text)
        if any(hit.subject >= 0 for hit in scan.hits):
            return True
        if self._patterns is None:
            return False
        found = self._patterns.find_overlapping(scan.folded.data)
        return any(self._counts(scan.folded, *match) for match in found)

    def _counts(self, folded: FoldedText, low: int, high: int, number: int) -> bool:
        """Whether a pattern that was found can stand for a name, or before one."""
        first = folded.cased[low + (folded.cased[low] == _SPACE)]
        # A name and the word before it begin with a capital, or in a script without them.
        if ord("a") <= first <= ord("z") and not folded.text.islower():
            return False
        if number < self._before_name:
            return True
        words = folded.data[high : high + _NAME_BYTES].split(b" ")[:2]
        if not all(word.isascii() for word in words):
            return True
        return f" {b' '.join(words).decode()} " in self._forms


def _bare(subject: Subject) -> Subject:
    """A subject without what no alert depends on: why its entries are one."""
    return msgspec.structs.replace(subject, merged_ids=(), links=(), possible_same=())


def _authorities(lists: Lists) -> frozenset[str]:
    return frozenset(item.authority for each in lists.subjects for item in each.designations)


def _tokens(subjects: Iterable[Subject]) -> Counter[str]:
    """How many of the subjects bear each token, as `Index.bearers` counts."""
    return Counter(
        token
        for each in subjects
        if each.kind == "person"
        for token in {token for name, _ in each.names() for token in fold(name.text).split()}
    )


def _counted(
    gone: Sequence[Subject], come: Sequence[Subject], matcher: Matcher
) -> tuple[set[bytes], set[bytes]]:
    """Texts whose evidence may depend on how many listed people bear a word.

    Returns:
        Two words that stand side by side and are both borne by many, of which one has another
        count now; and words that nobody bore before, or bears now, as the word before a name
        of two words, which a space or a hyphen parts from it.
    """
    least = matcher.rules.evidence.common_bearers
    bearers = matcher.index.bearers
    lost, won = _tokens(gone), _tokens(come)
    before = {token: bearers.get(token, 0) - won[token] + lost[token] for token in {*lost, *won}}
    moved = {token for token, count in before.items() if count != bearers.get(token, 0)}
    many = {token for token, count in bearers.items() if count >= least}
    many |= {token for token, count in before.items() if count >= least}
    korean = matcher.comparer.korean
    spellings = korean.surname_spellings() if korean is not None else frozenset()
    surnames = {spelling for spelling in spellings if len(spelling) > 1 or spelling == "o"}
    forms = matcher.index.forms
    found = {
        f"{left} {right}".encode()
        for token in moved & many
        for other in many
        for left, right in ((token, other), (other, token))
        # A name of two words is found by its listed form, as a Korean one, or in Cyrillic.
        if f" {left} {right} " in forms
        or left in surnames
        or right in surnames
        or not (left.isascii() and right.isascii())
    }
    unborne = {token for token in moved if not before[token] or not bearers.get(token, 0)}
    return found, {f"{token} ".encode() for token in unborne}


def _shared_forms(changed: Index, come: Sequence[Subject], index: Index) -> set[bytes]:
    """Forms that a changed subject shares with one that did not change.

    Whether a form is a mere word, and what in an article can support it, depends on all who
    bear it, also where it is not taken for the name of the changed subject.
    """
    new = {each.id for each in come}
    return {
        form.encode()
        for form in changed.forms
        if any(
            index.subjects[index.entries[entry].subject].id not in new
            for entry in index.forms.get(form, ())
        )
    }


def _surnames(
    gone: Sequence[Subject], come: Sequence[Subject], old: dict[str, Subject], matcher: Matcher
) -> set[bytes]:
    """Surnames that alone tell a subject on one side, and may not on the other.

    Only a surname that a changed subject bears, or that is a name of one, can have become
    another's, everybody's or nobody's.
    """
    comparer, rules, index = matcher.comparer, matcher.rules, matcher.index
    asked: set[str | None] = set()
    for each in (*gone, *come):
        asked |= _surnames_of(each, comparer)
        for name, _ in each.names():
            asked.update((fold(name.text), *comparer.forms(name.text, each.kind)))
    asked = {name for name in asked if name and " " not in name}
    here: dict[str, set[str]] = defaultdict(set)
    for entry in index.entries:
        surname = comparer.surname(entry.name.text) if entry.kind == "person" else None
        if surname is not None and surname in asked:
            here[surname].add(index.subjects[entry.subject].id)
    changed = {each.id for each in come}
    there = defaultdict(set, {surname: found - changed for surname, found in here.items()})
    for each in gone:
        for surname in _surnames_of(each, comparer):
            there[surname].add(each.id)
    new = {subject.id: subject for subject in index.subjects}
    posts = office_words(rules)
    return {
        fold_bytes(surname)
        for bearers, subjects in ((here, new), (there, old))
        for surname, found in bearers.items()
        if len(found) == 1 and holds_office(subjects[next(iter(found))], posts)
    }


def _surnames_of(subject: Subject, comparer: NameComparer) -> set[str]:
    if subject.kind != "person":
        return set()
    found = {comparer.surname(name.text) for name, _ in subject.names()}
    return {surname for surname in found if surname is not None}
