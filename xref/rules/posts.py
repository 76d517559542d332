"""Shape of `rules/posts.yml`: posts and callings at names in Korean, Chinese, Japanese, Russian.

Owns the structs and their checks. Invariant: every role and calling is one of `evidence.yml`.
Refuses to weigh: what agrees with a listing stands there.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from xref.rules.values import Limit
from xref.yamlfile import read_struct

#: Languages that are read; each has its own place for a post at a name.
LANGUAGES = ("korean", "chinese", "japanese", "russian")


class PostLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far from a name its post may stand.

    Attributes:
        words: Korean words behind or before a name.
        letters: Chinese characters and kana.
        noun_phrase: Russian words before a name.
    """

    words: Limit
    letters: Limit
    noun_phrase: Limit


class LanguagePosts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one language.

    Attributes:
        posts: By the role that they agree with.
        callings: By the calling that they contradict as.
        others: Words that end a phrase at a name and tell neither.
        fields: By calling, words anywhere in a phrase that tell it.
        nations: By code, words inside a phrase.
        beside: Words of a phrase that tell nothing.
        no_posts: Words that end like a post and are none.
        pseudonym: In brackets behind a name: nobody is called so.
        ends: What no phrase goes beyond.
        nouns: Words of phrases that end as if they ended one.
        called: Words that may stand between a post and a name.
        belonging: Words behind what somebody belongs to, in front of a name.
        lone: Posts that count directly at the name only.
    """

    posts: dict[str, list[str]]
    callings: dict[str, list[str]]
    others: list[str]
    fields: dict[str, list[str]]
    nations: dict[str, list[str]]
    beside: list[str]
    no_posts: list[str]
    pseudonym: list[str]
    ends: list[str]
    nouns: list[str]
    called: list[str]
    belonging: list[str]
    lone: list[str]


class PostRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/posts.yml`."""

    schema: int
    source: str
    limits: PostLimits
    languages: dict[str, LanguagePosts]

    def __post_init__(self) -> None:
        if sorted(self.languages) != sorted(LANGUAGES):
            raise ValueError(f"languages: {', '.join(LANGUAGES)} are wanted, each once")

    def strangers(
        self, roles: Collection[str], callings: Collection[str], nations: Collection[str]
    ) -> list[str]:
        """Problems: names of roles, callings and nations that `evidence.yml` does not have."""
        return [
            f"posts.yml: languages: {language}: {part}: {name!r} is not in evidence.yml"
            for language, words in self.languages.items()
            for part, known in (
                ("posts", roles),
                ("callings", callings),
                ("fields", callings),
                ("nations", nations),
            )
            for name in getattr(words, part)
            if name not in known
        ]


def load_posts(folder: Path) -> PostRules:
    """Read `posts.yml` of a rules folder.

    Raises:
        RulesError: With every problem.
    """
    return read_struct(folder / "posts.yml", PostRules)
