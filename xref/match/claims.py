"""Claims: the article says that somebody is sanctioned by somebody.

Owns finding such sentences, whoever they name, resolving surnames and words like "the ship",
and checking them against the loaded lists. Invariant: a claim is what the article says, never
what a list says; the two stand side by side (`on_list`). Refuses to read denials, plans, calls
and questions as claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import product

import msgspec

from xref.articles.phrases import Phrases
from xref.articles.sentences import Span
from xref.match import claim_sequels as sequels
from xref.match.claim_marks import Marker
from xref.match.claim_names import ClaimNames, Named
from xref.match.claim_places import ClaimPlaces
from xref.match.claim_reader import Grammar
from xref.match.claim_scripts import Scripts
from xref.match.claim_statements import UNKNOWN, Statement
from xref.match.claim_wording import Wording
from xref.match.claim_words import LATIN
from xref.match.context import Context
from xref.model import Claim, Subject
from xref.rules import Rules

#: Sentences before a claim in which "he" or "the ship" may have been named.
_SENTENCES_BACK = 3
#: Sentences behind a claim that may tell whom it is about.
_SENTENCES_ON = 3
_RESOLVED = 400  # letters looked back for them


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
        stand_ins = rules.claims.stand_ins
        words = [word for kind in msgspec.structs.astuple(stand_ins) for word in kind]
        self._any_stand_in = re.compile(_phrases(words).pattern, re.IGNORECASE)
        self._stand_ins = [
            (kind, _phrases(words))
            for kind, words in (
                ("vessel", stand_ins.vessel),
                ("organisation", stand_ins.organisation),
                ("person", stand_ins.person),
                ("any", stand_ins.any),
            )
        ]

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
        found: dict[tuple[int | None, str, str, str], Claim] = {}
        reach = 0
        before: tuple[int, tuple[str, ...]] = (-1, ())
        for place in places:
            if place < reach:
                continue
            sentence = context.sentence(place)
            reach = sentence[1]
            worth = _worth(context.text[slice(*sentence)], self._wording.telling)
            if worth is None:
                worth = self._acting.first(context.folded(*sentence)) is not None
            if not worth:
                continue
            last: tuple[str, ...] = ()
            told: tuple[Named, ...] = ()
            for names, statement in self._read(context.text, sentence, named):
                codes = statement.codes
                if statement.inherits and before[1] and before[0] >= sentence[0] - 2:
                    codes = before[1]
                elif (statement.needed or statement.inherits) and codes == (UNKNOWN,):
                    codes = (
                        self._acting_before(context.text, sentence, first=not statement.needed)
                        or codes
                    )
                if codes == (UNKNOWN,) and statement.needed:
                    continue
                self._add(found, context, sentence, names, codes)
                if codes != (UNKNOWN,):
                    before, last, told = (sentence[1], codes), codes, names or told
            if last:
                self._go_on(found, context, sentence[1], named, (last, told))
        return [(key[0], claim) for key, claim in found.items()]

    def _go_on(
        self,
        found: dict[tuple[int | None, str, str, str], Claim],
        context: Context,
        end: int,
        named: Sequence[Named],
        before: tuple[tuple[str, ...], tuple[Named, ...]],
    ) -> None:
        """Claims of the sentences behind one that only tell who was meant: `They include N`.

        `before` are the bodies and names of that one: `Tokyo followed suit` means the same names.
        """
        codes, told = before
        for _ in range(_SENTENCES_ON):
            following = self._wording.goes_on.match(context.text, end)
            if following is None:
                return
            behind = context.sentence(following.end() - 1)
            if behind[0] < end:
                return
            for names, statement in self._read(context.text, behind, named, codes):
                self._add(found, context, behind, names or told, statement.codes)
            end = behind[1]

    def _read(
        self, text: str, sentence: Span, known: Sequence[Named], going_on: Sequence[str] = ()
    ) -> list[tuple[tuple[Named, ...], Statement]]:
        """Statements of a sentence with the names they are about.

        `going_on` are the bodies of the sentence before, if this one only tells who was meant.
        """
        start, end = sentence
        bodies = self._marker.bodies(text, sentence)
        language = self._scripts.language(text[start:end])
        inside = _between(known, start, end)
        spans = [(body.start, body.end) for body in bodies]
        names = self._names.find(text, sentence, inside, spans)
        if (
            not names
            and not self._any_stand_in.search(text, start, end)
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
                own += self._meant(text, sentence, statement.stand_in, known)
            if own or statement.opens:
                read.append((own, statement))
        return read

    def _acting_before(self, text: str, sentence: Span, *, first: bool) -> tuple[str, ...]:
        """The body that "it" means: the only one of the sentence before.

        With `first` only one that begins it, so that it is its subject.
        """
        low, high = self._before(text, sentence)
        low = max(low, text.rfind(". ", low, max(low, high - 2)) + 1)
        bodies = self._marker.bodies(text, (low, high))
        codes = {body.code for body in bodies}
        if len(codes - {""}) != 1 or (not bodies[0].code if first else "" in codes):
            return ()
        begins = text[low : bodies[0].start].strip(' \n"“') in ("", "The", "the")
        if sequels.THOSE.match(text, sentence[0]):
            begins = begins or sequels.TOLD.match(text, bodies[0].end) is not None
        return tuple(codes - {""}) if begins or not first else ()

    @staticmethod
    def _before(text: str, sentence: Span) -> Span:
        """The sentences before one in which what it means may be named: of its paragraph."""
        start = sentence[0]
        paragraph = text.rfind("\n\n", 0, max(0, start - 2)) + 1
        return max(0, start - _RESOLVED, paragraph), start

    def _meant(
        self, text: str, sentence: Span, said: str, known: Sequence[Named]
    ) -> tuple[Named, ...]:
        """Whom "he" or "the ship" means: the name of that kind in the sentences before."""
        kind = next((kind for kind, words in self._stand_ins if words.search(said)), None)
        if kind is None:
            return ()
        earlier = self._before(text, sentence)
        low = earlier[0]
        if not text[low : sentence[0]].strip():
            return ()
        bodies = self._marker.bodies(text, earlier)
        inside = _between(known, low, sentence[0])
        names = self._names.find(text, earlier, inside, [(body.start, body.end) for body in bodies])
        last = text.rstrip().rfind(". ", low, sentence[0] - 2) if sentence[0] > 2 else -1
        lone = [name for name in names if name.kind == "lone"][-1:]
        ship = [name for name in lone if text[: name.start].lower().endswith("the ")]
        if kind == "person":
            fitting = [name for name in names if name.kind == "person"]
            # A pronoun means the subject of the sentence before: the first one it names.
            near = [name for name in fitting if name.start > last]
            fitting = near[:1] or fitting[-1:] or lone
        elif kind == "vessel":
            fitting = [name for name in names if name.kind in ("vessel", "thing")][-1:] or ship
        elif kind == "organisation":
            fitting = [name for name in names if name.kind == "organisation"][-1:] or [
                name
                for name in names
                if name.kind in ("thing", "lone")
                or text[: name.start].endswith(("of ", "for ", "at ", "by ", "through ", "from "))
            ][-1:]
        else:
            names = [name for name in names if name.kind != "lone"]
            fitting = [name for name in names if name.kind != "person"][-1:]
            if not re.search(r"\bit\b", said):
                # "Both": the last two of a row, or the only two of the sentence before.
                two = names[-2:]
                near = [name for name in names if name.start > last]
                joined = len(two) == 2 and text[two[0].end : two[1].start].strip(" ,") in (
                    "and",
                    "",
                )
                fitting = two if joined or near == two else []
        return tuple(fitting)

    def _add(
        self,
        found: dict[tuple[int | None, str, str, str], Claim],
        context: Context,
        sentence: Span,
        names: Sequence[Named],
        codes: Sequence[str],
    ) -> None:
        printed = " ".join(context.text[slice(*sentence)].split())
        for name, code in product(names, codes):
            for position in name.subjects or (None,):
                subject = self._subjects[position] if position is not None else None
                claim = Claim(
                    context.document.id,
                    code,
                    printed,
                    name.text,
                    subject.id if subject else None,
                    self._on_list(code, subject),
                )
                found.setdefault((position, code, printed, name.text), claim)

    def _on_list(self, authority: str, subject: Subject | None) -> bool | None:
        """Whether the loaded lists show it; None if none of them is that body's.

        Where the article names no body, any designation agrees, and nothing disagrees.
        """
        if authority == UNKNOWN:
            return True if subject is not None and subject.authorities else None
        if authority not in self._loaded:
            return None
        return subject is not None and authority in subject.authorities


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


def _between(names: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    """The names that begin between two offsets; they are in order of the text."""
    low = bisect_left(names, start, key=lambda name: name.start)
    return names[low : bisect_left(names, end, low, key=lambda name: name.start)]


def _phrases(words: Sequence[str]) -> re.Pattern[str]:
    forms = (re.sub(r"^the\\ ", r"the (?:[\\w-]+ ){0,2}?", re.escape(word)) for word in words)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])")
