"""Posts and callings at names in Korean, Chinese, Japanese and Russian text.

Owns where they stand: behind a Korean or Japanese name (박영식 부장, 崔龍海・元副委員長), before a
Chinese or Russian one (资深演员朴永植, ведущий инженер Иван Петров), or the other way about, or in
brackets.
Invariant: a word counts only in the phrase that ends or begins at the name. Refuses to compare
with listings, and names in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from xref.match.russian_phrases import RussianPosts
from xref.rules import Rules
from xref.rules.posts import LanguagePosts

_HANGUL = "\uac00-\ud7a3"
_HAN = "\u3005\u3400-\u9fff\uf900-\ufaff"
_KANA = "\u30a1-\u30fa\u30fc"
_HIRAGANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL_LETTER = re.compile(f"[{_HANGUL}]")
_HAN_LETTER = re.compile(f"[{_HAN}]")
#: Letters on either side of a name that tell which language the text around it is.
_AROUND = 40
#: Between a name and brackets may stand how he is addressed (박영식 씨(가명·52)).
_BRACKETS = re.compile(
    r"(?:\s?(?:씨|군|양|옹|さん|氏|先生|女士))?\s?[(（\[［〈<]([^()（）\[\]\n]{1,30})[)）\]］〉>]"
)
_PARTS = re.compile(r"[,·、，;；/]+")
_OPENED = re.compile(r"[(（\[<]")
_OPENS = tuple("\"'“‘「『(（[<〈《△▲◇■=＝-–—·…")
_CLOSES = ".,·:;…\"'”’」』!?)）]>〉》=＝"
#: Behind a post in front of a name: 비서들인, 총국장이었던.
_KOREAN_IS = re.compile("(?:들인|이신|인|이자|였던|이었던|이던)$")
_LONGEST_PARTICLE = 3
_CHINESE_RUN = re.compile(f"[{_HAN}0-9]+")
_CHINESE_BEFORE = re.compile(f"[{_HAN}0-9A-Za-z·]+$")
_CHINESE_ASIDE = re.compile(f"[，,]([{_HAN}0-9]{{2,16}})(?=[，。,；）)])")
_JAPANESE_RUN = re.compile(f"[{_HAN}{_KANA}A-Za-z0-9第ー]+")
_JAPANESE_WORD = f"[{_HAN}{_KANA}A-Za-z0-9ー]+"
_JAPANESE_BEFORE = re.compile(f"((?:{_JAPANESE_WORD}の)?{_JAPANESE_WORD})([の・＝、]?)$")
_JAPANESE_HELD = re.compile(
    f"(?:氏|さん)?[がは]([{_HAN}{_KANA}]{{2,16}})(?:を務め|に就|を歴任|だった)"
)
_JAPANESE_ASIDE = re.compile(f"、(?:\\d{{1,2}}歳の?)?([{_HAN}{_KANA}]{{2,16}})(?=[、。）)])")
#: Callings that の or a comma joins to a name; behind a post of state の may be a possessive
#: (大統領の崔氏評).
_JOINED = frozenset(
    (
        "arts", "sport", "learning", "law", "press", "medicine", "trades", "exile", "religion",
        "police",
    )
)  # fmt: skip


class Posted(msgspec.Struct, frozen=True):
    """What stands at a name.

    Attributes:
        roles: Roles that a post agrees with, each with its word.
        callings: Callings, each with the phrase.
        nations: Codes of countries in the phrases, each with the phrase.
    """

    roles: tuple[tuple[str, str], ...] = ()
    callings: tuple[tuple[str, str], ...] = ()
    nations: tuple[tuple[str, str], ...] = ()


_NOTHING = Posted()


class PostWords:
    """The words of one language, by where they end and begin; immutable."""

    def __init__(self, words: LanguagePosts) -> None:
        self._roles: dict[str, list[str]] = {}
        self._callings: dict[str, list[str]] = {}
        for table, found in ((words.posts, self._roles), (words.callings, self._callings)):
            for name, said in table.items():
                for word in said:
                    found.setdefault(word.lower(), []).append(name)
        self._known = frozenset((*self._roles, *self._callings, *map(str.lower, words.others)))
        self._sizes = sorted({len(word) for word in self._known}, reverse=True)
        self._no_posts = tuple(words.no_posts)
        self.beside = frozenset(words.beside)
        self.lone = frozenset(words.lone)
        self.belonging = frozenset(words.belonging)
        self.pseudonym = tuple(words.pseudonym)
        self.called = tuple(words.called)
        self._ends, self._nouns = tuple(words.ends), tuple(words.nouns)
        self._fields = [(word, name) for name, said in words.fields.items() for word in said]
        nations = {word: code for code, said in words.nations.items() for word in said}
        self._nations = nations
        longest = sorted(nations, key=len, reverse=True)
        self._nation = re.compile("|".join(map(re.escape, longest)))

    def ending(self, phrase: str) -> str | None:
        """The longest post that ends a phrase, or None."""
        if phrase.endswith(self._no_posts) and self._no_posts:
            return None
        lowered = phrase.lower()
        return next((lowered[-n:] for n in self._sizes if lowered[-n:] in self._known), None)

    def beginning(self, phrase: str) -> str | None:
        """The longest post that begins a phrase, or None."""
        if phrase.startswith(self._no_posts) and self._no_posts:
            return None
        lowered = phrase.lower()
        return next((lowered[:n] for n in self._sizes if lowered[:n] in self._known), None)

    def ends_phrase(self, word: str) -> bool:
        """Whether a word ends what stands at a name: most Korean particles do."""
        if word in self.beside or (self._nouns and word.endswith(self._nouns)):
            return False
        return word.endswith(self._ends)

    def last_part(self, phrase: str) -> str:
        """What stands behind the last character that no phrase goes beyond."""
        return phrase[max(map(phrase.rfind, self._ends)) + 1 :]

    def callings_of(self, post: str) -> list[str]:
        """Callings that a post tells."""
        return self._callings.get(post, [])

    def nations_in(self, phrase: str) -> Iterator[str]:
        """Codes of the countries that a phrase names."""
        for match in self._nation.finditer(phrase):
            yield self._nations[match.group()]

    def told(self, found: Iterable[tuple[str, str]]) -> Posted:
        """What phrases tell, each given with the post in it."""
        roles: dict[tuple[str, str], None] = {}
        callings: dict[tuple[str, str], None] = {}
        nations: dict[tuple[str, str], None] = {}
        for phrase, post in found:
            roles.update({(role, post): None for role in self._roles.get(post, ())})
            own = ("pseudonym",) if post in self.pseudonym else self._callings.get(post, ())
            callings.update({(calling, phrase): None for calling in own})
            callings.update({(name, phrase): None for word, name in self._fields if word in phrase})
            nations.update({(code, phrase): None for code in self.nations_in(phrase)})
        if not (roles or callings or nations):
            return _NOTHING
        return Posted(tuple(roles), tuple(callings), tuple(nations))


class Posts:
    """Reads posts at names in other scripts; immutable.

    Args:
        rules: Words of each language, Korean particles, and the simplified characters.

    Example:
        >>> from xref.rules import load_rules
        >>> posts = Posts(load_rules())
        >>> posts.at("원로 배우 박영식은 웃었다.", 6, 9).callings
        (('arts', '원로 배우'),)
        >>> posts.at("资深演员朴永植获奖。", 4, 7).callings
        (('arts', '资深演员'),)
        >>> posts.at("Kim Yong Chol", 0, 13) is None
        True
    """

    def __init__(self, rules: Rules) -> None:
        languages, self._limits = rules.posts.languages, rules.posts.limits
        self._particles = frozenset(rules.evidence.hangul_particles)
        self._simplified = {ord(p[0]): p[1] for p in rules.chinese_texts.simplified.split()}
        self._korean = PostWords(languages["korean"])
        self._chinese = PostWords(languages["chinese"])
        self._japanese = PostWords(languages["japanese"])
        self._russian = RussianPosts(languages["russian"], self._limits)
        self._russian_words = PostWords(languages["russian"])

    def at(self, text: str, start: int, end: int) -> Posted | None:
        """What stands at a name; None for one in Latin letters."""
        if text[start:end].isascii():
            return None
        first = text[start]
        if "\u0400" <= first <= "\u04ff":
            found = self._russian.phrases(text, start, end)
            return self._russian_words.told(found)
        if first < "\u1100":
            return None
        words, read = self._language(text, start, end)
        return words.told(read(words, text, start, end))

    def _language(
        self, text: str, start: int, end: int
    ) -> tuple[PostWords, Callable[[PostWords, str, int, int], Iterable[tuple[str, str]]]]:
        if _HANGUL_LETTER.match(text, start):
            return self._korean, self._in_korean
        around = text[max(0, start - _AROUND) : end + _AROUND]
        if _HIRAGANA.search(around):
            return self._japanese, self._in_japanese
        if len(_HANGUL_LETTER.findall(around)) > len(_HAN_LETTER.findall(around)):
            return self._korean, self._in_korean
        return self._chinese, self._in_chinese

    # Korean -------------------------------------------------------------------------------

    def _in_korean(
        self, words: PostWords, text: str, start: int, end: int
    ) -> Iterator[tuple[str, str]]:
        tail = _line(text[end : end + 90])
        while bracket := _BRACKETS.match(tail):
            yield from _in_brackets(words, bracket.group(1))
            tail = tail[bracket.end() :]
        yield from self._korean_behind(words, tail)
        head = text[max(0, start - 70) : start].rpartition("\n")[2]
        yield from self._korean_before(words, head)

    def _korean_behind(self, words: PostWords, tail: str) -> Iterator[tuple[str, str]]:
        glued = tail[:1] and not tail[0].isspace()
        parts = tail.split()[: self._limits.words.value]
        if glued and (not parts or not _HANGUL_LETTER.match(tail)):
            return
        passed: list[str] = []
        for place, raw in enumerate(parts):
            if raw.startswith(_OPENS):
                return
            # "의원(서울 강남)은": brackets belong to the post.
            word = _OPENED.split(raw)[0].rstrip(_CLOSES)
            for stem in self._stems(word):
                post = words.ending(stem)
                if post is None or (post in words.lone and not _are_plain(words, passed)):
                    continue
                if place == 0 and glued and stem != post and not self._is_made_of(words, stem):
                    continue
                yield " ".join((*passed, stem)), post
                return
            # A particle right behind the name ends what it is called.
            if (place == 0 and glued) or raw != word:
                return
            if words.ends_phrase(word):
                return
            passed.append(word)

    @staticmethod
    def _is_made_of(words: PostWords, stem: str) -> bool:
        """Whether a word glued to a name is a post with a department before it (조직비서)."""
        post = words.ending(stem)
        return post is not None and len(stem) - len(post) <= 4

    def _stems(self, word: str) -> Iterator[str]:
        yield word
        for size in range(1, _LONGEST_PARTICLE + 1):
            if len(word) > size + 1 and word[-size:] in self._particles:
                yield word[:-size]

    def _korean_before(self, words: PostWords, head: str) -> Iterator[tuple[str, str]]:
        # A quotation mark may open at the name.
        head = head.rstrip("‘'\"“「『")
        if not head[-1:].isspace():
            return
        parts = head.split()
        belongs = bool(parts) and parts[-1] in words.belonging
        while parts and parts[-1] in words.beside:
            parts.pop()
        if not parts:
            return
        last = parts.pop()
        if last in words.called and parts and parts[-1][-1:] in "을를":
            last = parts.pop()[:-1]
        post = words.ending(last)
        held = _KOREAN_IS.sub("", last)
        if (other := words.ending(held)) and len(other) > len(post or ""):
            last, post = held, other
        if post is None:
            if belongs:
                # What he belongs to, or comes from, tells his country.
                yield last, ""
            return
        before: list[str] = []
        for word in reversed(parts[-(self._limits.words.value - 1) :]):
            if word.endswith(tuple(_CLOSES)) or word.startswith(_OPENS):
                break
            if words.ends_phrase(word):
                break
            before.insert(0, word)
        if post in words.lone and not _are_plain(words, before):
            return
        yield " ".join((*before, last)), post

    # Chinese ------------------------------------------------------------------------------

    def _in_chinese(
        self, words: PostWords, text: str, start: int, end: int
    ) -> Iterator[tuple[str, str]]:
        reach = self._limits.letters.value
        run = _CHINESE_BEFORE.search(
            text[max(0, start - reach) : start].translate(self._simplified)
        )
        if run is not None:
            phrase = words.last_part(run.group())
            if post := words.ending(phrase):
                yield phrase, post
        tail = _line(text[end : end + 60].translate(self._simplified))
        while bracket := _BRACKETS.match(tail):
            yield from _in_brackets(words, bracket.group(1))
            tail = tail[bracket.end() :]
        behind = _CHINESE_RUN.match(tail)
        if behind is not None:
            # "化名朴永植的脱北者": who is called so is what stands behind.
            said = behind.group()
            called = (
                run is not None and run.group().endswith(words.called) and said.startswith("的")
            )
            if post := words.beginning(said[1:] if called else said):
                yield post, post
        aside = _CHINESE_ASIDE.match(tail)
        if aside is not None and (post := words.ending(aside.group(1))):
            yield aside.group(1), post

    # Japanese -----------------------------------------------------------------------------

    def _in_japanese(
        self, words: PostWords, text: str, start: int, end: int
    ) -> Iterator[tuple[str, str]]:
        reach = self._limits.letters.value
        head = text[max(0, start - reach) : start].rpartition("\n")[2]
        before = _JAPANESE_BEFORE.search(head)
        if before is not None and (post := words.ending(before.group(1))):
            joined = before.group(2) in ("の", "、")
            if not joined or not _JOINED.isdisjoint(words.callings_of(post)):
                yield before.group(1), post
        tail = _line(text[end : end + 60])
        while bracket := _BRACKETS.match(tail):
            yield from _in_brackets(words, bracket.group(1))
            tail = tail[bracket.end() :]
        tail = tail.lstrip("・")
        behind = _JAPANESE_RUN.match(tail)
        if behind is not None:
            run = behind.group()[:reach]
            if post := words.ending(run) or words.beginning(run):
                yield run, post
        for pattern in (_JAPANESE_HELD, _JAPANESE_ASIDE):
            told = pattern.match(tail)
            if told is not None and (post := words.ending(told.group(1))):
                yield told.group(1), post


def _line(text: str) -> str:
    return text.partition("\n")[0]


def _in_brackets(words: PostWords, inside: str) -> Iterator[tuple[str, str]]:
    """Posts in brackets behind a name: (배우), (47岁，演员)."""
    for part in map(str.strip, _PARTS.split(inside)):
        if part in words.pseudonym:
            yield part, part
        elif part and (post := words.ending(part)):
            yield part, post


def _are_plain(words: PostWords, passed: list[str]) -> bool:
    """Whether words between a name and a post are no other name, as far as is known."""
    return all(word in words.beside or any(words.nations_in(word)) for word in passed)
