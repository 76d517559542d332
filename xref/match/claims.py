"""Claims: the article says that somebody is sanctioned by somebody.

Owns finding such sentences, whoever they name, resolving surnames and words like "the ship",
and checking them against the loaded lists. Invariant: a claim is what the article says, never
what a list says; the two stand side by side (`on_list`). Refuses to read denials, plans, calls
and questions as claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from xref.articles.phrases import Phrases
from xref.articles.sentences import Span
from xref.match import claim_sequels as sequels
from xref.match.claim_marks import SAME, Marker
from xref.match.claim_named import Named
from xref.match.claim_names import ClaimNames
from xref.match.claim_places import ClaimPlaces
from xref.match.claim_reader import Grammar
from xref.match.claim_referents import Referents, between
from xref.match.claim_scripts import Scripts
from xref.match.claim_statements import UNKNOWN, Statement
from xref.match.claim_wording import Wording
from xref.match.claim_words import LATIN
from xref.match.context import Context
from xref.model import Claim, Subject
from xref.rules import Rules

#: Letters before a sentence in which "a bank" makes "the bank" of it the one meant.
_COUNTED_WITHIN = 250
#: Sentences behind a claim that may tell whom it is about.
_SENTENCES_ON = 3


class _Article:
    """What is known of one article, and the claims found in it so far."""

    def __init__(self, context: Context, named: Sequence[Named]) -> None:
        self.context, self.named = context, named
        self.found: dict[tuple[int | None, str, str, str], Claim] = {}

    def claims(self) -> list[tuple[int | None, Claim]]:
        """All claims; who is claimed by a body in a sentence is not claimed by nobody there."""
        known = {
            (claim.name, claim.text) for claim in self.found.values() if claim.authority != UNKNOWN
        }
        return [
            (key[0], claim)
            for key, claim in self.found.items()
            if claim.authority != UNKNOWN or (claim.name, claim.text) not in known
        ]


class Claims:
    """Finds claims; immutable.

    Args:
        subjects: The subjects that positions refer to.
        rules: Loaded rules.
    """

    def __init__(self, subjects: Sequence[Subject], rules: Rules) -> None:
        self._subjects = subjects
        self._loaded = frozenset(
            designation.authority for subject in subjects for designation in subject.designations
        )
        self._names = ClaimNames(rules)
        self._places = ClaimPlaces(rules.claims, self._names.no_names)
        self._wording = Wording(rules.claims)
        self._marker = Marker(rules.claims, self._wording)
        self._acting = Phrases(
            phrase
            for body in rules.claims.bodies
            if body.code
            for phrase in (*body.nouns, *body.adjectives, *body.exact)
        )
        self._grammar = Grammar(self._wording)
        self._scripts = Scripts(rules.claims)
        self._referents = Referents(rules.claims.stand_ins, self._names, self._marker)

    def places(self, context: Context) -> list[int]:
        """Where claim words stand that may make a claim; most make none."""
        return [p for p in context.claim_places if self._places.may_claim(context.text, p)]

    def find(
        self, context: Context, places: Sequence[int], named: Sequence[Named]
    ) -> list[tuple[int | None, Claim]]:
        """Claims of an article, each with the position of the subject it is about.

        Args:
            context: The article.
            places: What `places` told of it.
            named: Full names and attributed surnames, in order of the text.
        """
        article = _Article(context, named)
        reach = 0
        before: tuple[int, tuple[str, ...]] = (-1, ())
        for place in places:
            if place < reach:
                continue
            sentence = context.sentence(place)
            reach = sentence[1]
            if not self._is_worth(context, sentence):
                continue
            last: tuple[str, ...] = ()
            told: tuple[Named, ...] = ()
            for names, statement in self._read(context.text, sentence, named):
                codes = self._codes(context.text, sentence, statement, before)
                if codes == (UNKNOWN,) and statement.needed:
                    continue
                self._add(article, sentence, names, codes)
                if codes != (UNKNOWN,):
                    before, last, told = (sentence[1], codes), codes, names or told
            if last:
                self._go_on(article, sentence, last, told)
        return article.claims()

    def _is_worth(self, context: Context, sentence: Span) -> bool:
        worth = _worth(context.text[slice(*sentence)], self._wording.telling)
        if worth is None:
            worth = self._acting.first(context.folded(*sentence)) is not None
        return worth

    def _codes(
        self,
        text: str,
        sentence: Span,
        statement: Statement,
        before: tuple[int, tuple[str, ...]],
    ) -> tuple[str, ...]:
        """The bodies of a statement; those of the sentence before where it means them.

        `before` tells where the last statement with bodies ended, and which they were.
        """
        codes, acting = statement.codes, self._referents.acting
        if SAME in codes:
            codes = before[1] or acting(text, sentence, first=False) or (UNKNOWN,)
        if statement.inherits and before[1] and before[0] >= sentence[0] - 2:
            return before[1]
        if (statement.needed or statement.inherits) and codes == (UNKNOWN,):
            return acting(text, sentence, first=not statement.needed) or codes
        return codes

    def _go_on(
        self, article: _Article, sentence: Span, codes: tuple[str, ...], told: tuple[Named, ...]
    ) -> None:
        """Claims of the sentences behind one that only tell who was meant: `They include N`.

        `codes` and `told` are the bodies and names of that one: `Tokyo followed suit` means the
        same names.
        """
        text = article.context.text
        start, end = sentence
        for _ in range(_SENTENCES_ON):
            following = self._wording.goes_on.match(text, end)
            if following is None:
                return
            so = sequels.SO.match(text, end)
            if so is not None and not sequels.so_too(text[start:end], so.group(1)):
                return  # `N, sanctioned last week, has asked for a licence. So has N`
            behind = article.context.sentence(following.end() - 1)
            if told and following.group().lstrip().endswith("of them"):
                return  # `added N to its list. … One of them, N, fled`
            if behind[0] < end or not _is_counted(text, end):
                return
            for names, statement in self._read(text, behind, article.named, codes):
                self._add(article, behind, names or told, statement.codes)
            start, end = behind

    def _read(
        self, text: str, sentence: Span, known: Sequence[Named], going_on: Sequence[str] = ()
    ) -> list[tuple[tuple[Named, ...], Statement]]:
        """Statements of a sentence with the names they are about.

        `going_on` are the bodies of the sentence before, if this one only tells who was meant.
        """
        sentence = self._marker.behind_dateline(text, sentence)
        start, end = sentence
        bodies = self._marker.bodies(text, sentence)
        language = self._scripts.language(text[start:end])
        inside = between(known, start, end)
        spans = [(body.start, body.end) for body in bodies]
        names = self._names.find(text, sentence, inside, spans)
        if (
            not names
            and not self._referents.stand_in(text[start:end])
            and language is None
            and not going_on
            and not (bodies and self._wording.goes_on.match(text, end))
        ):
            return []
        marked = self._marker.marked(text, sentence, names, bodies)
        if going_on:
            statements = self._grammar.continued(marked, tuple(going_on))
        elif language is not None:
            statements = self._scripts.statements(marked, language)
        else:
            statements = self._grammar.statements(marked)
        read = []
        for statement in statements:
            own = tuple(names[number] for number in statement.names)
            if statement.stand_in:
                meant = self._referents.meant(text, sentence, statement.stand_in, known)
                own += meant or tuple(names[number] for number in statement.behind)
            if own or statement.opens:
                read.append((own, statement))
        return read

    def _add(
        self, article: _Article, sentence: Span, names: Sequence[Named], codes: Sequence[str]
    ) -> None:
        text, whole = article.context.text, article.context.sentence
        printed = " ".join(text[slice(*sentence)].split())
        names = [self._referents.in_full(text, name, article.named, whole) for name in names]
        for name, code in product(names, codes):
            for position in name.subjects or (None,):
                subject = self._subjects[position] if position is not None else None
                claim = Claim(
                    article.context.document.id,
                    code,
                    printed,
                    name.text,
                    subject.id if subject else None,
                    self._on_list(code, subject),
                )
                article.found.setdefault((position, code, printed, name.text), claim)

    def _on_list(self, authority: str, subject: Subject | None) -> bool | None:
        """Whether the loaded lists show it; None if none of them is that body's.

        Where the article names no body, any designation agrees, and nothing disagrees.
        """
        if authority == UNKNOWN:
            return True if subject is not None and subject.authorities else None
        if authority not in self._loaded:
            return None
        return subject is not None and authority in subject.authorities


def _is_counted(text: str, end: int) -> bool:
    """Whether a sentence may go on with one: `a bank … The bank, N,`; not `… The general, N,`."""
    noun = sequels.THE_ONE.match(text, end)
    ahead = text[max(0, end - _COUNTED_WITHIN) : end]
    return noun is None or bool(re.search(rf"\ban? (?:[\w-]+ ){{0,4}}{noun.group(1)}\b", ahead))


def _worth(sentence: str, telling: Sequence[str]) -> bool | None:
    """Whether it can make a claim, so that its names are worth finding; a quick look.

    None if only with a body: where nobody is named who acts, things are designated all day.
    """
    if not sentence.isascii() and not LATIN.search(sentence):
        return True
    if sentence.endswith("?"):
        return False
    low = sentence.lower()
    return True if any(words in low for words in telling) else None
