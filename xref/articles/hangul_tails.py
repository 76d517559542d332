"""What follows a name in Hangul without a space: particles, posts and forms of address.

Owns whether the rest of a word can stand behind a whole name: 리영길|대장은, 박영식|동지께서는,
쇼이구|와.
Invariant: a post and a particle are whole words of the rules. Refuses to say what a post tells.
"""

from __future__ import annotations

from functools import lru_cache

from xref.rules import Rules

#: Forms of address that follow even a name of two syllables.
_ADDRESS = ("동지", "동무", "선생", "원수님", "장군님", "수령님")
_LONGEST_PARTICLE = 4


class HangulTails:
    """Knows what may follow a name; immutable.

    Args:
        rules: Particles and Korean posts.

    Example:
        >>> from xref.rules import load_rules
        >>> tails = HangulTails(load_rules())
        >>> tails.may_follow("동지께서는"), tails.may_follow("대장은"), tails.may_follow("철도")
        (True, True, False)
    """

    def __init__(self, rules: Rules) -> None:
        words = rules.posts.languages["korean"]
        self._particles = frozenset(rules.evidence.hangul_particles)
        posts = {word for said in (*words.posts.values(), words.others) for word in said}
        # Callings follow with a space; of one syllable are particles and abbreviations alone.
        self._posts = frozenset(post.replace(" ", "") for post in posts if len(post) > 1)
        callings = {word for said in words.callings.values() for word in said if len(word) > 1}
        self._called = self._posts | callings
        self.is_post = lru_cache(maxsize=1 << 14)(self._is_post)
        self.may_follow = lru_cache(maxsize=1 << 12)(self._may_follow)

    def _may_follow(self, rest: str, *, short: bool = False) -> bool:
        """Whether the rest of a word may stand behind a name.

        Args:
            rest: What follows the name without a space.
            short: The name has two syllables, so that only particles and address tell its end.
        """
        if not rest or rest in self._particles:
            return True
        for size in range(min(_LONGEST_PARTICLE, len(rest) - 2) + 1):
            word = rest[: len(rest) - size]
            if size and rest[-size:] not in self._particles:
                continue
            if word.endswith(_ADDRESS) and self._is_address(word, short=short):
                return True
            if not short and word in self._posts:
                return True
        return False

    def _is_address(self, word: str, *, short: bool) -> bool:
        """Whether a word is a form of address, or a post and one (총비서동지)."""
        post = next(word[: -len(each)] for each in _ADDRESS if word.endswith(each))
        return not post or (not short and post in self._posts)

    def _is_post(self, word: str) -> bool:
        """Whether a word that stands alone is a post or calling, with a particle or without."""
        return word in self._called or any(
            word[:-size] in self._called and word[-size:] in self._particles
            for size in range(1, min(_LONGEST_PARTICLE, len(word) - 2) + 1)
        )

    def stems(self, word: str, shortest: int) -> list[str]:
        """A word, and what is left of it without each rest that may follow a name.

        Example:
            >>> from xref.rules import load_rules
            >>> HangulTails(load_rules()).stems("쇼이구동지와", 2)
            ['쇼이구동지와', '쇼이구동지', '쇼이구']
        """
        cuts = range(len(word) - 1, shortest - 1, -1)
        return [word, *(word[:cut] for cut in cuts if self.may_follow(word[cut:]))]
