"""Evidence of persons: what the text at a person's name says for and against the match.

Owns posts that agree, and callings, nations, fields of life and longer names that speak of
somebody else. Invariant: a post that agrees outweighs a field of life, for a president who plays
hockey is still the president. Refuses numbers: effects come from `rules/evidence.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from xref.articles.borders import NameBorders
from xref.articles.hits import Hit
from xref.articles.phrases import Phrases
from xref.articles.wording import title_case, units_before
from xref.match.apposition import Appositions, Said
from xref.match.careers import Careers
from xref.match.context import Context
from xref.match.deeds import Deeds
from xref.match.facts import Facts
from xref.match.life_evidence import LifeEvidence
from xref.match.nations import Nations
from xref.match.post_evidence import Judged, PostEvidence
from xref.match.prose import Prose
from xref.model import Evidence, Name
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import Rules

#: Score of a name from which on it is spelt as the list spells it; "Jung-eun" is not "Jong Un".
_WHOLLY = 0.98
#: As articles call North Korea once they have named it; leaflets of one side do from the start.
_THE_NORTH = re.compile(r"\b(?:[Tt]he|[Tt]o|[Ff]rom) (?:isolated |communist )?North\b(?! [A-Z])")
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]+ [\uac00-\ud7a3]+")
_HANGUL_BEFORE = re.compile("(?<![\uac00-\ud7a3])([\uac00-\ud7a3]{2,7}) $")
_HANGUL_BEHIND = re.compile(" ([\uac00-\ud7a3]{2,7})(?![\uac00-\ud7a3])")
#: Korean and Japanese put the verb last.
_VERB_LAST = re.compile("[\uac00-\ud7a3\u3041-\u3096\u30a1-\u30fa]")
_NEXT_WORD = re.compile(r" ([^\W\d_]{2,})")
#: Words in lower case that continue an Arabic name.
_PARTICLES = frozenset(("bin", "ibn", "al", "el", "ul"))


class PersonEvidence:
    """Weighs what stands around persons' names; immutable.

    Args:
        rules: Loaded rules.
        comparer: Reads Korean names.
        bearers: How many listed subjects bear a word.
        prose: Knows words of prose.
        nations: Knows the countries that phrases name.
        newest: The newest year that the loaded lists print.
        rarity: How many Koreans share a name, and what that is worth.
    """

    def __init__(
        self,
        rules: Rules,
        comparer: NameComparer,
        bearers: dict[str, int],
        *,
        prose: Prose,
        nations: Nations,
        newest: Callable[[], int | None],
        rarity: Callable[[str], Evidence | None],
    ) -> None:
        self._rules = rules.evidence
        self._comparer = comparer
        self._bearers = bearers
        self._prose = prose
        self._rarity = rarity
        self._borders = NameBorders(rules)
        self._lives = LifeEvidence(self._rules, newest)
        self._appositions = Appositions(self._rules, nations)
        self._deeds = Deeds(self._rules)
        self._careers = Careers(self._rules)
        self._nations = nations
        self._posted = PostEvidence(rules)
        self._given = frozenset(self._rules.given_names)
        self._asides = Phrases(self._rules.asides)
        self._no_posts = Phrases(self._rules.no_posts)
        self._encounters = Phrases(self._rules.encounters)
        self._near = [
            (name, Phrases([*topic.near, *filter(None, map(_plural, topic.near))]))
            for name, topic in self._rules.topics.items()
        ]

    def around(self, hit: Hit, name: Name, facts: Facts, context: Context) -> Iterable[Evidence]:
        """Evidence from the text around one mention of a person."""
        if self._name_goes_on(hit, context):
            longer = " ".join(context.text[max(0, hit.start - 16) : hit.end + 16].split())
            yield self._rules.item("name_goes_on", f"the name in the text is longer: “{longer}”")
        if self._prose.epithet(name.text):
            yield self._rules.item("everyday_word", "an epithet of common words alone tells nobody")
        rarity = self._rarity(context.text[hit.start : hit.end])
        if rarity is not None and hit.comparison is not None and hit.comparison.same:
            yield rarity
        said = self._appositions.of_person(context.text, hit.start, hit.end)
        judged = self._posted.at(hit, facts, context)
        role, said_here = self._known_role(hit, facts, context, said, judged)
        if role is not None:
            yield role
        # A president who plays hockey is still the president; what another sentence speaks of does
        # not make a comedian one.
        in_office = role is not None or judged.holds_office
        if not in_office and not self._is_known(hit, facts, context):
            yield from self._topic_near(hit, context)
        places: list[tuple[str, str]] = []
        if role is None or not said_here:
            done = list(self._deeds.callings(context.text, hit.start, hit.end))
            yield from judged.against or self._calling([*said.callings, *done], facts)
            places = self._places(said, done, facts, hit, context)
        places += [found for found in said.institutions if found[0] in facts.opposed]
        if facts.opposed and not places:
            career = self._appositions.of_career(self._careers.belongs(context.text, hit.end))
            places += [found for found in career if found[0] in facts.opposed]
        places += self._nations.in_phrase(self._careers.serves_as(context.text, hit.end))
        places += judged.places
        told = list(self._nation(said, facts, is_head=role is not None, places=places))
        yield from told or (self._elsewhere(hit, facts, context) if role is None else ())
        if said.oldest is not None and facts.birth_years:
            yield from self._lives.stage(said.oldest, facts, context)
        acted = self._careers.year(context.text, hit.start, hit.end)
        if acted is not None:
            yield from self._lives.acted(acted, facts)
        yield from self._topic_of_all(hit, facts, context)
        yield from self._lives.around(hit, facts, context)

    def _known_role(
        self, hit: Hit, facts: Facts, context: Context, said: Said, judged: Judged
    ) -> tuple[Evidence | None, bool]:
        """The post of the bearer himself that the list prints as well; whether in his sentence."""
        if judged.role is not None or judged.against:
            return judged.role, True
        role, said_here, post = self._role(hit, facts, context)
        if self._is_of_another(said, post, facts, self._deeds.made_before(context.text, hit.start)):
            return None, said_here
        return role, said_here

    def _topic_of_all(self, hit: Hit, facts: Facts, context: Context) -> Iterable[Evidence]:
        """What the whole article is about, if it does not speak of the listed country."""
        known = self._is_known(hit, facts, context)
        if context.topics and not known and not any(map(context.country_cue, facts.countries)):
            for topic, words in context.topics.items():
                shown = ", ".join(words[:5])
                yield self._rules.item("topic_article", f"the article is about {topic} ({shown})")
                break

    def later(self, start: int, end: int, facts: Facts, context: Context) -> Iterable[Evidence]:
        """What the phrase behind a later surname says against the match: an age, a calling."""
        hit = Hit(start, end, -1, "surname", None, None, -1)
        for item in self._lives.around(hit, facts, context):
            if item.feature == "age_differs":
                yield item
        said = self._appositions.of_person(context.text, start, end)
        done = self._deeds.callings(context.text, start, end)
        yield from self._calling([*said.callings, *done], facts)

    @staticmethod
    def _is_known(hit: Hit, facts: Facts, context: Context) -> bool:
        """Whether a name that agrees wholly is a statesman's.

        In other scripts, where less tells it apart, if the article speaks of his country.
        """
        if not facts.statesman or hit.comparison is None:
            return False
        if context.text[hit.start : hit.end].isascii():
            return hit.comparison.score >= _WHOLLY
        return hit.comparison.same and any(map(context.country_cue, facts.countries))

    @staticmethod
    def _is_of_another(said: Said, post: str | None, facts: Facts, played: str | None) -> bool:
        """Whether the post near a name is somebody else's, or part of another one.

        "The footballer X was named after the president"; "the general was played by X"; "the
        special representative X" is no representative of a bank.
        """
        told = [(calling, words) for calling, words in said.callings if calling in facts.callings]
        return (
            (said.fixed and bool(told))
            or played in facts.callings
            or (
                post is not None
                and any(f" {post} " in f" {words} " != f" {post} " for _, words in told)
            )
        )

    def _name_goes_on(self, hit: Hit, context: Context) -> bool:
        """Whether a two-part name outside Korean is part of a longer one in the text.

        `Abdul Karim` in "Abdul Karim Conteh" is somebody else, and so is `Mohamed Said` in
        "Ahmed Mohamed Said". Korean names have their own whole-name rule, names of three
        parts are rarely parts of longer ones, and in lines that capitalise every word a
        capital tells nothing.
        """
        text = context.text
        printed = text[hit.start : hit.end]
        if hit.how != "name":
            return False
        # "Abd al-Rahman" is one part, to which as a whole name another is seldom added.
        if len(fold(printed).split()) != 2 and not self._is_one_part(printed):
            return False
        if _HANGUL_NAME.fullmatch(printed):
            return self._goes_on_in_hangul(text, hit.start, hit.end)
        behind = _NEXT_WORD.match(text, hit.end)
        word = behind.group(1) if behind is not None else ""
        if word.lower() in _PARTICLES:
            return True
        korean = self._comparer.korean
        if title_case(text, hit.start) or (korean is not None and korean.parses(printed)):
            return False
        if word[:1].isupper() and word[1:].islower() and word.lower() not in self._rules.not_names:
            return True
        # Before the name only words that listed people bear count: "Chechen leader" is none. A
        # sentence gives its first word a capital, so that a word of prose tells nothing there.
        units = units_before(text, hit.start)
        if not units or self._borders.is_no_name(units[0][1]):
            return False
        first = fold(units[0][1])
        if first in self._prose.words and not self._borders.began_before(text, hit.start):
            return False
        return self._bearers.get(first, 0) > 0

    def _goes_on_in_hangul(self, text: str, start: int, end: int) -> bool:
        """Whether a foreign given name stands at one of two parts (아흐마드 칼릴 나세르)."""
        before = _HANGUL_BEFORE.search(text, max(0, start - 10), start)
        behind = _HANGUL_BEHIND.match(text, end)
        words = [found.group(1) for found in (before, behind) if found is not None]
        foreign = self._comparer.foreign
        return any(not self._given.isdisjoint(foreign.latin(word)) for word in words)

    def _is_one_part(self, printed: str) -> bool:
        """Whether several words are one part of a name ("Abd al-Rahman")."""
        return len(self._comparer.persons.parse(printed).units) == 1

    def _topic_near(self, hit: Hit, context: Context) -> Iterable[Evidence]:
        low, high = context.sentence(hit.start)
        text = context.text
        # Who plays or meets him has another field than he.
        if self._deeds.is_shown(text, hit.start):
            low = hit.start
        before, behind = context.folded(low, hit.start), context.folded(hit.start, high)
        if self._asides.first(before):
            before = b""
        # Whom he met, and whose husband he is, says nothing of his own field.
        met = next((start for start, _, _ in self._encounters.all(behind)), None)
        if met is not None:
            # In Korean and Japanese the verb stands last.
            behind = b"" if _VERB_LAST.search(text, hit.start, high) else behind[: met + 1]
        for name, near in self._near:
            word = next(
                (
                    word
                    for _, _, word in near.all(before)
                    if not self._deeds.is_of_another(text, low, hit.start, word)
                ),
                None,
            ) or near.first(behind)
            if word is not None:
                yield self._rules.item("topic_near", f"the sentence is about {name} ({word!r})")
                return
        result = self._deeds.result(context.text[low:high]) if met is None else None
        if result is not None:
            yield self._rules.item(
                "topic_near", f"the sentence tells the result of a match ({result!r})"
            )

    def _role(
        self, hit: Hit, facts: Facts, context: Context
    ) -> tuple[Evidence | None, bool, str | None]:
        """The post nearest to the name that the list prints as well; whether in its sentence."""
        if not facts.roles:
            return None, False, None
        low, high = context.window(hit.start, hit.end, self._rules.near_window)
        before, behind = context.folded(low, hit.start), context.folded(hit.end, high)
        best: tuple[int, int, str, str, str] | None = None
        for name, listed, words in facts.roles:
            near = [
                (_letters(before[end:]), -1, said) for _, end, said in self._posts(words, before)
            ]
            near += [
                (_letters(behind[:start]), 1, said) for start, _, said in self._posts(words, behind)
            ]
            for distance, side, said in near:
                if best is None or distance < best[0]:
                    best = (distance, side, said, listed, name)
        if best is None:
            return None, False, None
        distance, side, said, listed, name = best
        first, last = context.sentence(hit.start)
        place = hit.start - distance if side < 0 else hit.end + distance
        detail = f"{said!r} beside the name; the list says {listed!r} ({name})"
        return self._rules.item("role_agrees", detail), first <= place <= last, said

    def _posts(self, words: Phrases, data: bytes) -> list[tuple[int, int, str]]:
        """Words of a role, without those inside what is no post, or another one.

        The General Assembly is no general, and a special representative no bank's.
        """
        found = words.all(data)
        if not found:
            return found
        longer = self._no_posts.all(data)
        return [
            each
            for each in found
            if not any(
                low <= each[0] and each[1] <= high and high - low > each[1] - each[0]
                for low, high, _ in longer
            )
        ]

    def _calling(self, callings: Sequence[tuple[str, str]], facts: Facts) -> Iterable[Evidence]:
        for calling, called in callings:
            if calling in facts.callings:
                detail = f"{called!r} at the name ({calling}); no listed title is of that field"
                yield self._rules.item("role_differs", detail)
                return

    def _places(
        self,
        said: Said,
        done: Sequence[tuple[str, str]],
        facts: Facts,
        hit: Hit,
        context: Context,
    ) -> list[tuple[str, str]]:
        """Places of what somebody is and does that can contradict, each with its nation."""
        words = [words.split() for _, words in done]
        body = list(self._appositions.places_in(self._deeds.body(context.text, hit.end)))
        if body:
            return body
        places = [*said.places, *(found for w in words for found in self._appositions.places_in(w))]
        if any(calling in facts.unproved for calling, _ in (*said.callings, *done)):
            return places
        return [(code, place) for code, place in places if code in facts.opposed]

    def _elsewhere(self, hit: Hit, facts: Facts, context: Context) -> Iterable[Evidence]:
        """An opposed nation's institution in the sentence of an article without the listed one."""
        if not facts.opposed:
            return
        if any(map(context.country_cue, facts.countries)) or _THE_NORTH.search(context.text):
            return
        low, high = context.sentence(hit.start)
        home = self._appositions.at_home_in(context.text, low, high, facts.opposed)
        if home is not None:
            listed = ", ".join(facts.countries)
            detail = f"{home!r} in the sentence; the article speaks of no {listed}"
            yield self._rules.item("country_differs", detail)

    def _nation(
        self,
        said: Said,
        facts: Facts,
        *,
        is_head: bool,
        places: Sequence[tuple[str, str]],
    ) -> Iterable[Evidence]:
        """A nation in apposition that the listings rule out, unless another one agrees.

        So are the places of what somebody is or does, where no nation stands there.
        """
        nations = said.nations or places
        # A Belarusian is no namesake of a Russian, unless what he is called speaks against it too.
        humble = any(calling in facts.unproved for calling, _ in said.callings)
        agree = facts.nationalities - facts.kin if humble else facts.nationalities
        if not nations or any(code in agree for code, _ in nations):
            return
        code, words = nations[0]
        # A state has one head: whoever misplaces him means him.
        if is_head and words.endswith(tuple(f" {head}" for head in self._rules.heads)):
            return
        if code in facts.contradicting:
            listed = ", ".join(facts.countries)
            yield self._rules.item(
                "country_differs", f"{words!r} at the name; the list says {listed}"
            )


def _plural(word: str) -> str | None:
    """The plural of an English word; None where it has none."""
    return f"{word}s" if word.isascii() and not word.endswith(("s", "ing")) else None


def _letters(folded: bytes) -> int:
    """Length of folded text in characters."""
    return len(folded) if folded.isascii() else len(folded.decode("utf-8", "replace"))
