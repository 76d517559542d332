"""Names in a sentence that makes a claim, on a list or not.

Owns finding persons, ships and bodies by their capitals and the words around them; only such
sentences are read so, for most articles hold none. Invariant: a span found by the scanner stays
as it is, unless it is a part of a body's name. Refuses single words that nothing introduces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from xref.articles.sentences import Span
from xref.match.claim_kinds import Kinds
from xref.match.claim_name_words import PARTICLES, NameWords
from xref.match.claim_named import Named
from xref.match.claim_script_names import names_of_scripts
from xref.match.claim_stretches import Stretches
from xref.match.claim_tokens import LEGAL_FORMS, introduced, tokens_of
from xref.rules import Rules


class ClaimNames:
    """Finds names in sentences; immutable."""

    def __init__(self, rules: Rules) -> None:
        self._words = NameWords(rules)
        self._stretches = Stretches(self._words)
        self._kinds = Kinds(self._words)
        #: Words in small letters that are no part of a name, nor a single word that is one.
        self.no_names = self._words.no_names

    def find(
        self, text: str, sentence: Span, known: Sequence[Named], bodies: Sequence[Span]
    ) -> list[Named]:
        """Names of a sentence, in order; none overlaps another.

        Args:
            text: The article; offsets are into it.
            sentence: Offsets of the sentence.
            known: What the scanner found in it, and surnames attributed.
            bodies: Spans that name a sanctioning body.
        """
        tokens = tokens_of(text, *sentence)
        found: list[Named] = []
        index = 0
        while index < len(tokens):
            taken = (
                self._stretches.reach(text, tokens, index, bodies, known)
                if tokens[index].capital
                else 0
            )
            if taken:
                name = self._kinds.name(text, sentence, tokens, (index, index + taken), found)
                if name is None and taken == 1:
                    name = self._kinds.lone(text, tokens, index)
                if name is not None:
                    found.append(name)
            index += max(1, taken)
        found += names_of_scripts(text, sentence, self._words)
        # "The UN" reads as a Korean name, and "So" at the head of a sentence as a surname.
        known = [
            name
            for name in known
            if not (name.kind == "person" and name.text.lower().rstrip(".") in self._words.bodies)
        ]
        known = [
            name
            for name in known
            if name.subjects
            or not (
                name.text.lower() in self._words.stop
                or self._words.begins_with_no_name(name.text.partition(" ")[0])
                or name.text.lower().rpartition(" ")[2] in self._words.places  # Hong Kong
                or self._words.is_prose(name.text)  # On Monday
                or any(name.start < high and low < name.end for low, high in bodies)
            )
        ]
        return self._merged(text, sentence, found, known)

    def _merged(
        self, text: str, sentence: Span, found: list[Named], known: Sequence[Named]
    ) -> list[Named]:
        """Names of both kinds, in order; of two that overlap one."""
        kept: list[Named] = []
        for name in known:
            longer = next(
                (o for o in found if o.start <= name.start and name.end <= o.end
                 and (o.start, o.end) != (name.start, name.end)), None
            )  # fmt: skip
            if longer is not None and name.text.lower() in PARTICLES:
                # A surname is taken for its first word: `El` of `El Aissami`.
                kept.append(msgspec.structs.replace(longer, subjects=name.subjects, kind=name.kind))
                continue
            if longer is not None and self._is_another(name, longer):
                continue
            kind = name.kind
            before = text[max(sentence[0], name.start - 40) : name.start]
            if introduced(before) in self._words.ships:
                kind = "vessel"
            kept.append(msgspec.structs.replace(name, kind=kind))
        for name in found:
            if not any(other.start < name.end and name.start < other.end for other in kept):
                kept.append(name)
        return sorted(kept, key=lambda name: name.start)

    def _is_another(self, name: Named, longer: Named) -> bool:
        """Whether a span is only a piece of a longer name: `Jinlong` in `Jinlong Freight`."""
        if "가" <= name.text[0] <= "힣":
            return True
        if longer.kind == "person":
            # A pair of syllables that only reads like a Korean name: `Goh Teck` of `Goh Teck Huat`.
            more = longer.text[len(name.text) :].split()
            ahead = longer.text[: -len(name.text)].split()
            if (
                not name.subjects
                and longer.end == name.end
                and len(ahead) == 1
                and (ahead[0] in ("U", "O") or ahead[0].lower() not in self._words.prose)
            ):
                return True  # `Li Ming` of `Chen Li Ming`
            if (
                more
                and longer.start == name.start
                and not self._words.prose.intersection(word.lower() for word in more)
            ):
                return True
            return (
                not name.subjects
                and longer.start == name.start
                and len(more) == 1
                and re.fullmatch(r"\w+ \w+", name.text) is not None
            )
        rest = longer.text.replace(name.text, "").lower().replace(",", " ").replace(".", " ")
        return not name.subjects or bool(set(rest.split()) - LEGAL_FORMS)
