"""Russian posts before a name and behind a comma: ведущий инженер мэрии Иван Петров.

Owns the noun phrase that ends at a name, and the cases of a post. Invariant: the first post of
the phrase is the bearer's, what follows in it is whose or where he is. Refuses verbs: whoever does
something to somebody is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xref.rules.posts import LanguagePosts, PostLimits

_QUOTED = re.compile(r"«[^»\n]*»|“[^”\n]*”|\"[^\"\n]*\"")
_BREAK = re.compile(r"[.!?;:,()\n—–\"«»]")
_WORD = re.compile(r"[\w-]+")
_ASIDE = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?(?:,\s[1-9]\d\s(?:лет|год|года))?,\s(?=[а-яё])([^,.;()\n]{3,70})"
)
_REACH = 150
#: Words of a phrase behind a comma in which its post stands ("известный советский актёр").
_FIRST = 3
_VERB = re.compile(r"(?:[аиеяуы]л[аио]?|[аиеяуы]л[аио]?с[ья]|[аяиеую]т(?:ся)?|ться|вши|вшись)$")
_WITH = frozenset(("с", "со"))
_ADJECTIVE = re.compile(r"(?:ый|ий|ой)$")
_SOFT = "аяйьеоыи"
#: Endings of the cases of nouns and adjectives.
_CASES = frozenset(
    (
        "", "а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах", "я", "ю", "ем", "ей", "ь", "й",
        "ого", "ому", "ым", "им", "ий", "ый", "ая", "ой", "ою", "ую", "ею", "ям", "его", "ему",
        "ье", "ии", "ию", "ия", "ьи", "ью", "о",
    )
)  # fmt: skip
_MOST_WORDS = 3


class RussianPosts:
    """Finds posts in Russian text; immutable."""

    def __init__(self, words: LanguagePosts, limits: PostLimits) -> None:
        self._reach = limits.noun_phrase.value
        self._ends_of_phrases = frozenset(map(fold_yo, words.ends))
        self._nouns = frozenset(map(fold_yo, words.nouns))
        #: Behind them "with" belongs to the phrase (по связям с прессой).
        self._called = frozenset(map(fold_yo, words.called))
        tables = (*words.posts.values(), *words.callings.values(), words.others)
        #: The stems of a post and the post.
        self._posts = {
            tuple(map(_stem, fold_yo(post).split())): post.lower()
            for table in tables
            for post in table
        }

    def phrases(self, text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
        """Phrases at a name, each with its post."""
        # What a hit begins with may be a post (Министр Сергей Лавров).
        own = _WORD.findall(fold_yo(text[start:end]))
        if own and (post := self._at(own, 0)):
            yield post, post
        head = _QUOTED.sub(" ", text[max(0, start - _REACH) : start])
        if head[-1:].isspace():
            yield from self._before(_BREAK.split(head)[-1])
        aside = _ASIDE.match(text, end)
        if aside is not None:
            yield from self._behind(aside.group(1))

    def _before(self, clause: str) -> Iterator[tuple[str, str]]:
        tokens = _WORD.findall(fold_yo(clause))
        found: tuple[int, str] | None = None
        for at in range(len(tokens) - 1, max(-1, len(tokens) - 1 - self._reach), -1):
            post = self._at(tokens, at)
            if post is not None:
                found = at, post
            elif self._ends(tokens, at):
                break
        if found is not None:
            # Adjectives before the post belong to it.
            at = found[0]
            first = at - 1 if at and not self._ends(tokens, at - 1) else at
            yield " ".join(tokens[first:]), found[1]

    def _ends(self, tokens: list[str], at: int) -> bool:
        """Whether a word belongs to no phrase of a post."""
        token = tokens[at]
        if token in _WITH and at and tokens[at - 1] in self._called:
            return False
        is_verb = token not in self._nouns and _VERB.search(token)
        return token in self._ends_of_phrases or bool(is_verb)

    def _behind(self, clause: str) -> Iterator[tuple[str, str]]:
        tokens = _WORD.findall(fold_yo(clause))
        for at in range(min(_FIRST, len(tokens))):
            post = self._at(tokens, at)
            if post is not None:
                yield " ".join(tokens), post
                return
            if self._ends(tokens, at):
                return

    def _at(self, tokens: list[str], at: int) -> str | None:
        """The longest post that begins at a word."""
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            for stems in _stem_ways(tokens[at : at + size]):
                if stems in self._posts:
                    return self._posts[stems]
        return None


def fold_yo(text: str) -> str:
    """Lower case, with е for ё."""
    return text.lower().replace("ё", "е")


def _stem(word: str) -> str:
    """A word of a post without the ending of its first case.

    Example:
        >>> _stem("нападающий"), _stem("судья"), _stem("министр"), _stem("по")
        ('нападающ', 'судь', 'министр', 'по')
    """
    if len(word) < 4:
        return word
    cut = _ADJECTIVE.sub("", word)
    return cut if cut != word else word[:-1] if word[-1] in _SOFT else word


def _stem_ways(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    """The stems that words in some case may have."""
    ways: list[tuple[str, ...]] = [()]
    for token in tokens:
        stems = [
            token[: len(token) - cut] for cut in range(4) if token[len(token) - cut :] in _CASES
        ]
        ways = [(*way, stem) for way in ways for stem in stems]
    yield from ways
