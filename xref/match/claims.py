"""Claims: the article says that somebody is sanctioned by somebody.

Owns finding such sentences about people the article names, and checking them against the
loaded lists. Invariant: a claim is what the article says, never what a list says; the two
stand side by side (`on_list`). Refuses to read denials as claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from xref.match.context import Context, phrase_pattern
from xref.model import Claim, Subject
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

# How far from the claim word a body can stand; sentences of news rarely stretch further.
_CHARS_BEFORE = 80
_CHARS_BEHIND = 160
_REASON = re.compile(r"[;,]? (?:over|for|because|after|since|due|as part|in connection)\b|;")


class Named(msgspec.Struct, frozen=True):
    """A mention that a claim can be about: its span, text and subject positions."""

    start: int
    end: int
    text: str
    subjects: tuple[int, ...]


def claims(
    context: Context,
    named: Sequence[Named],
    subjects: Sequence[Subject],
    loaded: frozenset[str],
    rules: EvidenceRules,
) -> list[tuple[int | None, Claim]]:
    """Claims of an article, each with the position of the subject it is about.

    Args:
        context: The article.
        named: Full names and attributed surnames, in order of the text.
        subjects: The subjects that positions refer to.
        loaded: Authority codes of the loaded lists.
        rules: Words of claims and authorities.
    """
    found: list[tuple[int | None, Claim]] = []
    seen: set[tuple[int | None, str, str, str]] = set()
    done: set[tuple[int, int]] = set()
    claim_words = phrase_pattern(tuple(rules.claim_words))
    denials = phrase_pattern(tuple(rules.claim_denials))
    for mention in named:
        start, end = context.sentence(mention.start)
        if (start, end) in done:
            continue
        done.add((start, end))
        folded = context.folded(start, end)
        if claim_words.search(folded) is None or denials.search(folded) is not None:
            continue
        inside = [other for other in named if start <= other.start < end]
        about = _about(context.text, start, inside, claim_words)
        sentence = " ".join(context.text[start:end].split())
        near = _around_claim(context.text[start:end], claim_words)
        for authority in _authorities(near, rules):
            for position in about.subjects or (None,):
                subject = subjects[position] if position is not None else None
                claim = Claim(
                    context.document.id,
                    authority,
                    sentence,
                    about.text,
                    subject.id if subject else None,
                    _on_list(authority, subject, loaded),
                )
                key = (position, authority, sentence, about.text)
                if key not in seen:
                    seen.add(key)
                    found.append((position, claim))
    return found


def _about(text: str, start: int, inside: list[Named], claim_words: re.Pattern[str]) -> Named:
    """The mention a claim is about: the last before the claim word, else the first after."""
    folded_before = [
        mention
        for mention in inside
        if not claim_words.search(f" {fold(text[start : mention.end])} ")
    ]
    return folded_before[-1] if folded_before else inside[0]


def _around_claim(sentence: str, claim_words: re.Pattern[str]) -> str:
    """The part of a sentence that can name the sanctioning body.

    `_CHARS_BEFORE` characters before the claim word (`the US sanctioned`), and what stands
    behind it up to a word that begins a reason (`blacklisted by Seoul over the war in
    Ukraine` names Seoul, not Ukraine).
    """
    for word in re.finditer(r"\w+", sentence):
        if claim_words.search(f" {fold(sentence[: word.end()])} "):
            break
    else:
        return sentence
    end = word.end()
    reason = _REASON.search(sentence, end)
    behind = sentence[end : reason.start() if reason else len(sentence)]
    return sentence[max(0, word.start() - _CHARS_BEFORE) : end] + behind[:_CHARS_BEHIND]


def _authorities(text: str, rules: EvidenceRules) -> Iterable[str]:
    folded = f" {fold(text)} "
    found: dict[str, None] = {}
    for body in rules.claim_authorities:
        said = phrase_pattern(tuple(body.words)).search(folded) is not None or any(
            f" {word} " in f" {text} " or (f" {word}" in text and word.endswith("."))
            for word in body.exact
        )
        if said:
            for code in body.authorities:
                found[code] = None
    return found


def _on_list(authority: str, subject: Subject | None, loaded: frozenset[str]) -> bool | None:
    if authority not in loaded:
        return None
    return subject is not None and authority in subject.authorities
