"""Claims: the article says that somebody is sanctioned by somebody.

Owns finding such sentences about people the article names, and checking them against the
loaded lists. Invariant: a claim is what the article says, never what a list says; the two
stand side by side (`on_list`). Refuses to read denials as claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from xref.articles.folded import fold_bytes
from xref.articles.phrases import Phrases
from xref.match.context import Context
from xref.model import Claim, Subject
from xref.rules.evidence import EvidenceRules

# How far from the claim word a body can stand; sentences of news rarely stretch further.
_CHARS_BEFORE = 80
_CHARS_BEHIND = 160
_WORD = re.compile(r"\w+")
_REASON = re.compile(r"[;,]? (?:over|for|because|after|since|due|as part|in connection)\b|;")


class Named(msgspec.Struct, frozen=True):
    """A mention that a claim can be about: its span, text and subject positions."""

    start: int
    end: int
    text: str
    subjects: tuple[int, ...]


class Claims:
    """Finds claims; immutable.

    Args:
        subjects: The subjects that positions refer to.
        rules: Words of claims and authorities.
    """

    def __init__(self, subjects: Sequence[Subject], rules: EvidenceRules) -> None:
        self._subjects = subjects
        self._loaded = frozenset(
            designation.authority for subject in subjects for designation in subject.designations
        )
        self._words = Phrases(rules.claim_words)
        self._denials = Phrases(rules.claim_denials)
        self._bodies = [(Phrases(body.words), body) for body in rules.claim_authorities]

    def find(self, context: Context, named: Sequence[Named]) -> list[tuple[int | None, Claim]]:
        """Claims of an article, each with the position of the subject it is about.

        Args:
            context: The article.
            named: Full names and attributed surnames, in order of the text.
        """
        found: dict[tuple[int | None, str, str, str], Claim] = {}
        done: set[tuple[int, int]] = set()
        for mention in named:
            if not context.may_claim(mention.start):
                continue
            start, end = context.sentence(mention.start)
            if (start, end) in done:
                continue
            done.add((start, end))
            folded = context.folded(start, end)
            if self._words.first(folded) is None or self._denials.first(folded) is not None:
                continue
            inside = [other for other in named if start <= other.start < end]
            about = self._about(context.text, start, inside)
            printed = context.text[start:end]
            sentence = " ".join(printed.split())
            for authority in self._authorities(self._around_claim(printed)):
                for position in about.subjects or (None,):
                    subject = self._subjects[position] if position is not None else None
                    claim = Claim(
                        context.document.id,
                        authority,
                        sentence,
                        about.text,
                        subject.id if subject else None,
                        _on_list(authority, subject, self._loaded),
                    )
                    found.setdefault((position, authority, sentence, about.text), claim)
        return [(key[0], claim) for key, claim in found.items()]

    def _tells(self, text: str) -> bool:
        """Whether a claim word stands in a text."""
        return self._words.first(fold_bytes(text)) is not None

    def _about(self, text: str, start: int, inside: list[Named]) -> Named:
        """The mention a claim is about: the last before the claim word, else the first after."""
        before = [mention for mention in inside if not self._tells(text[start : mention.end])]
        return before[-1] if before else inside[0]

    def _around_claim(self, sentence: str) -> str:
        """The part of a sentence that can name the sanctioning body.

        `_CHARS_BEFORE` characters before the claim word (`the US sanctioned`), and what stands
        behind it up to a word that begins a reason (`blacklisted by Seoul over the war in
        Ukraine` names Seoul, not Ukraine).
        """
        words = list(_WORD.finditer(sentence))
        first = bisect_left(words, True, key=lambda word: self._tells(sentence[: word.end()]))
        if first == len(words):
            return sentence
        word = words[first]
        end = word.end()
        reason = _REASON.search(sentence, end)
        behind = sentence[end : reason.start() if reason else len(sentence)]
        return sentence[max(0, word.start() - _CHARS_BEFORE) : end] + behind[:_CHARS_BEHIND]

    def _authorities(self, text: str) -> Iterable[str]:
        folded = fold_bytes(text)
        found: dict[str, None] = {}
        for words, body in self._bodies:
            said = words.first(folded) is not None or any(
                f" {word} " in f" {text} " or (f" {word}" in text and word.endswith("."))
                for word in body.exact
            )
            if said:
                found |= dict.fromkeys(body.authorities)
        return found


def _on_list(authority: str, subject: Subject | None, loaded: frozenset[str]) -> bool | None:
    if authority not in loaded:
        return None
    return subject is not None and authority in subject.authorities
