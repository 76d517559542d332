"""Rewrites: steps that turn the letters of a token into others, in order.

Owns doing no more of them than a token needs. Invariant: the outcome is that of all steps
one after another. Refuses to know what letters sound like: that is `xref.names.translit`.
"""

from __future__ import annotations

import re
from operator import concat, eq
from typing import NamedTuple

from xref.rules.values import Rewrite

# The one step that any token may need; looking for two equal letters in a row takes a tenth of
# the time that the expression takes.
_DOUBLED = r"(.)\1+"

Substitution = tuple[re.Pattern[str] | None, str, str]


def substitution(pattern: str, becomes: str) -> Substitution:
    """A pattern, or None if it is plain letters, which are replaced ten times as fast."""
    return None if pattern.isalnum() else re.compile(pattern), pattern, becomes


def substituted(token: str, steps: list[Substitution]) -> str:
    """The token after all steps, in order."""
    for pattern, plain, becomes in steps:
        if pattern is not None:
            token = pattern.sub(becomes, token)
        elif plain in token:
            token = token.replace(plain, becomes)
    return token


class _Step(NamedTuple):
    """One rewrite.

    Attributes:
        pattern: A regular expression; None for plain letters.
        letters: The pattern as written.
        becomes: What replaces it.
        has: Letters of which a token needs some; none for any token.
        wakes: Bits of the later steps that what it writes may give something to do.
    """

    pattern: re.Pattern[str] | None
    letters: str
    becomes: str
    has: tuple[str, ...]
    wakes: int


class Rewriter:
    """Rewrites in order; most have nothing to do for a token, which its letters tell quickly.

    Args:
        rewrites: From the rules.
    """

    def __init__(self, rewrites: list[Rewrite]) -> None:
        # Bit n stands for step n, under the one or two letters its `has` begins with.
        self._always = 0
        self._letters: dict[str, int] = {}
        self._pairs: dict[str, int] = {}
        needs = [tuple(rewrite.has.split()) for rewrite in rewrites]
        for at, has in enumerate(needs):
            if not has:
                self._always |= 1 << at
            for some in has:
                table = self._letters if len(some) == 1 else self._pairs
                table[some[:2]] = table.get(some[:2], 0) | 1 << at
        self._steps = tuple(
            _Step(
                *substitution(rewrite.pattern, rewrite.becomes),
                needs[at],
                self._woken(rewrite.becomes) & -(1 << at + 1),
            )
            for at, rewrite in enumerate(rewrites)
        )

    def _woken(self, becomes: str) -> int:
        """Steps that letters written anew, beside any others, may concern."""
        if not becomes.isalnum():
            return -1  # a reference to what was found, or letters brought together
        steps = 0
        for table in (self._letters, self._pairs):
            for some, bits in table.items():
                if not set(some).isdisjoint(becomes):
                    steps |= bits
        return steps

    def apply(self, token: str) -> str:
        """The token after all steps."""
        due = self._always
        letters, pairs = self._letters, self._pairs
        for letter in token:
            if letter in letters:
                due |= letters[letter]
        for pair in map(concat, token, token[1:]):
            if pair in pairs:
                due |= pairs[pair]
        steps = self._steps
        every = (1 << len(steps)) - 1
        while due:
            low = due & -due
            due ^= low
            pattern, plain, becomes, has, wakes = steps[low.bit_length() - 1]
            for some in has:
                if some in token:
                    break
            else:
                if has:
                    continue
            before = token
            if pattern is None:
                token = token.replace(plain, becomes)
            elif plain != _DOUBLED or any(map(eq, token, token[1:])):
                token = pattern.sub(becomes, token)
            if token != before:
                due |= wakes & every
        return token
