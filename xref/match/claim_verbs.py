"""Claim words that are verbs: `sanctioned`, `is designating`, `US-sanctioned`, `froze`.

Owns telling active from passive, and a verb from an adjective. Invariant: where somebody acts
who is none of our bodies (a coach, a council), there is no statement. Refuses nouns.
"""

from __future__ import annotations

import re

from xref.match import claim_patterns as shape
from xref.match.claim_clauses import Clauses
from xref.match.claim_statements import UNKNOWN, Statement


class Verbs(Clauses):
    """Reads claim words that are verbs; a method for each group of `TRIGGER`."""

    def _pre(self, trigger: re.Match[str], _following: int) -> Statement | None:
        """`US-sanctioned tanker N`."""
        codes = self._bodies(trigger.group()) or (UNKNOWN,)
        return self._modified(trigger, codes)

    def _hit(self, trigger: re.Match[str], _following: int) -> Statement | None:
        return self._modified(trigger, (UNKNOWN,))

    def _modified(self, trigger: re.Match[str], codes: tuple[str, ...]) -> Statement | None:
        """An adjective: the name is the head of its phrase, or stands before it as apposition."""
        text = self._text
        phrase = shape.NOUN_PHRASE.match(text[trigger.end() :])
        if phrase is not None and not shape.NO_NOUN_PHRASE.search(phrase.group()):
            found: list[int] = []
            position = trigger.end() + phrase.end()
            while (match := shape.NAME.match(text, position)) is not None:
                found.append(int(match.group(1)))
                gap = re.compile(r"(?:,|,?\sand)\s(?:the\s)?(?=N\d)").match(text, match.end())
                self._floor = max(self._floor, match.end())
                if gap is None or not re.search(r"s\s+$", phrase.group()):
                    break
                position = gap.end()
            return Statement(tuple(found), "", codes) if found else None
        beside = shape.BESIDE_NOUN.match(text, trigger.end())
        if beside is not None and shape.INDEFINITE.search(text[: trigger.start()]):
            named = shape.NAME.match(text, beside.end())
            return Statement((int(named.group(1)),), "", codes) if named else None
        before = re.search(
            r"N(\d+),\s(?:an?|the|another)\s(?:[a-z'-]+\s){0,2}$", text[: trigger.start()]
        )
        if before is not None:
            return Statement((int(before.group(1)),), "", codes)
        return None

    def _ed(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        word = trigger.group()
        if word == "blacklist":
            return None
        passive = bool(shape.BE.search(left))
        relative = shape.OBJECT_RELATIVE.search(left)
        if relative and re.match(r"\s+(?:[a-z]+\s){0,3}N\d", self._text[trigger.end() :]):
            relative = None  # `said that the US blacklisted N`
        if self._denied(left):
            return None
        if passive or (
            re.match(r"\s+(?:[a-z0-9]+\s+){0,4}?by\b", self._text[trigger.end() :])
            and not shape.HAVE.search(left)
        ):
            return self._passive(trigger, left, following, be=passive)
        if word in shape.PLAIN and shape.VERB_BEFORE.search(left):
            modified = self._modified(trigger, (UNKNOWN,))
            if modified is not None:
                return modified
        actor = self._actor(left)
        if actor is None:
            shown = word in shape.PLAIN and (re.search(r"(?:N\d+|,)$", left.rstrip()) is not None)
            return self._loose(trigger, left, following) if shown else None
        if not actor:
            return self._unnamed(trigger, left, following)
        if relative is not None:
            ahead = left[: left.rfind(relative.group())]
            names = self._names_left(ahead, subject=False, plural=False)
            return Statement(names, "", actor) if names else None
        names = self._objects(trigger, following, word)
        if names:
            return Statement(names, "", actor)
        contact = shape.CONTACT.search(left)
        if contact is not None and shape.TIMED.match(self._text, trigger.end()):
            return Statement((int(contact.group(1)),), "", actor)
        pronoun = shape.PRONOUN.match(self._text, trigger.end())
        if pronoun and word != "listed":
            return Statement((), pronoun.group(1), actor)
        return None

    def _unnamed(self, trigger: re.Match[str], left: str, following: int) -> Statement | None:
        """A verb without a body before it: an adjective, "we", or the body of the verb before."""
        word = trigger.group()
        ahead = self._text[: trigger.start()]
        if word in shape.PLAIN and (
            shape.ADJECTIVAL.search(ahead) or shape.VERB_BEFORE.search(ahead)
        ):
            found = self._modified(trigger, (UNKNOWN,))
            if found is not None:
                return found
        names: tuple[int, ...]
        if word != "listed" and shape.ADJECTIVAL.search(left) is None and shape.WE.search(left):
            names = self._objects(trigger, following, word)
            codes = self._speaker() or (UNKNOWN,)
            if not names or (word == "designated" and codes == (UNKNOWN,)):
                return None
            needed = shape.IT.search(left) is not None
            return Statement(names, "", codes, inherits=True, needed=needed)
        if self._codes and re.search(r"^\s*(?:,?\s*and|,)(?:\s+\w+ly|\s+also)?\s*$", left):
            names = self._objects(trigger, following, word)
            if names:
                return Statement(names, "", self._codes)
        return self._loose(trigger, left, following)

    def _loose(self, trigger: re.Match[str], left: str, following: int) -> Statement | None:
        """`N, sanctioned in 2019,`: nobody is named who did it."""
        if trigger.group() in ("listed", "designated"):
            return None
        rest = self._text[trigger.end() : following]
        if not re.search(r"(?:N\d+,?|,(?:\s\w+){0,5})\s*$", left) or not shape.TIMED.match(rest):
            return None
        names = self._names_left(left, subject=False, plural=False)
        return Statement(names, "", (UNKNOWN,)) if names else None

    def _passive(
        self, trigger: re.Match[str], left: str, following: int, *, be: bool
    ) -> Statement | None:
        word = trigger.group()
        rest = self._text[trigger.end() : following]
        if (
            word.startswith("designat")
            and shape.AS.search(rest)
            and not shape.AS_MEASURE.search(rest)
        ):
            return None
        limit = following
        codes, _ = self._by(trigger.end(), max(limit, trigger.end()))
        if codes is None:
            return None
        if not codes:
            if word == "listed":
                return None
            if word == "designated":
                if not re.match(r"\s+(?:pursuant|under|for|today)\b", rest):
                    return None
                codes = self._codes or self._bodies(left) or self._kept_by(rest)
                return self._with_subject(left, codes or (UNKNOWN,), be=be, inherits=not codes)
            if not be:
                return None
            return self._with_subject(left, (UNKNOWN,), be=be, inherits="also" in left[-40:])
        return self._with_subject(left, codes, be=be)

    def _ing(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        if self._denied(left) or not re.search(
            rf"(?:\b(?:is|are|was|were)|,){shape.ADVERB}\s+$|\b(?:by|announced|after|of)\s+$", left
        ):
            return None
        actor = self._actor(left)
        if not actor:
            return None
        names = self._objects(trigger, following, trigger.group())
        return Statement(names, "", actor) if names else None

    def _identify(self, trigger: re.Match[str], _following: int) -> Statement | None:
        left = self._left(trigger)
        actor = None if self._denied(left) else self._actor(left)
        if not actor:
            return None
        names = self._names_right(trigger.end(), self._text.index(" as ", trigger.end()))
        return Statement(names, "", actor) if names else None

    def _third(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        actor = None if self._denied(left) else self._actor(left)
        if not actor or not re.search(rf"(?:A\d+\)?|N\d+){shape.ADVERB}\s+$", left):
            return None
        if trigger.group() == "lists":
            names = shape.NAME.search(self._text, trigger.end(), following)
            return Statement((int(names.group(1)),), "", actor) if names else None
        names_right = self._objects(trigger, following, trigger.group())
        return Statement(names_right, "", actor) if names_right else None

    def _base(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        decided = self._wording.decisions.search(left)
        present = re.search(
            r"(?:^|[\"—–:]\s*)(?:the\s+)?A\d+(?:,\s*A\d+)*(?:,?\s+(?:and|&)\s+(?:the\s+)?A\d+)\s+$|^\s*A\d+,\s*A\d+\s+$",
            left,
        )
        if not (decided or present) or self._denied(left[: decided.start()] if decided else left):
            return None
        actor = self._actor(left)
        if not actor:
            return None
        rest = self._text[trigger.end() : following]
        names = self._names_right(trigger.end(), following)
        if (
            trigger.group() == "designate"
            and shape.AS.search(rest)
            and not shape.AS_MEASURE.search(rest)
        ):
            return None
        return Statement(names, "", actor) if names else None

    def _froze(self, trigger: re.Match[str], following: int) -> Statement | None:
        left = self._left(trigger)
        if self._denied(left):
            return None
        # An infinitive is a wish or an aim, unless somebody decided it.
        decided = self._wording.decisions.search(left)
        if left.endswith("to ") and decided is None:
            return None
        actor = self._actor(left)
        if not actor:
            return None
        possessive = re.compile(r"N(\d+)'s").match(self._text, trigger.end())
        if possessive:
            return Statement((int(possessive.group(1)),), "", actor)
        names = self._names_right(trigger.end(), following)
        return Statement(names, "", actor) if names else None

    def _frozen(self, trigger: re.Match[str], following: int) -> Statement | None:
        """`N, whose assets were frozen by Japan`; `all property of N is blocked`."""
        left = self._left(trigger)
        if self._denied(left):
            return None
        reported = shape.REPORTED.match(self._text, trigger.end())
        if reported is not None:
            codes: tuple[str, ...] | None = self._bodies(reported.group(1))
        else:
            codes, _ = self._by(trigger.end(), following)
        if not codes:
            return None
        owned = shape.OWNED.search(left)
        if owned is not None:
            return Statement((int(owned.group(1)),), "", codes)
        whose = shape.WHOSE.search(left)
        if whose is not None:
            names = self._names_left(left[: whose.start()], subject=False, plural=False)
            return Statement(names, "", codes) if names else None
        owner = shape.OWNER.search(left)
        if owner is None:
            return None
        start = trigger.start() - len(left) + owner.end()
        names = self._names_right(start, trigger.start())
        return Statement(names, "", codes) if names else None
