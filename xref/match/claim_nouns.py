"""Claim words that are nouns: `sanctions on N`, `under an asset freeze`, `the SDN list`.

Owns measures against somebody, and lists somebody is added to or stands on. Invariant: a measure
of a state that is none of our bodies makes no statement. Refuses verbs, but for headlines where
the noun is one (`US sanctions N`).
"""

from __future__ import annotations

import re

from xref.match import claim_patterns as shape
from xref.match.claim_clauses import Clauses
from xref.match.claim_statements import UNKNOWN, Statement


class Nouns(Clauses):
    """Reads claim words that are nouns; a method for each group of `TRIGGER`."""

    def _roster(self, trigger: re.Match[str], following: int) -> Statement | None:
        """A list: somebody was added to it, or stands on it."""
        left = self._left(trigger)
        if trigger.group().endswith("blacklists"):
            headline = self._headline(left, trigger.group()[:-10], following, trigger.end())
            if headline is not None:
                return headline
        if self._denied(left):
            return None
        own = self._bodies(trigger.group())
        before = shape.BODIES_BEFORE.search(left)
        if before is not None and not own:
            own = self._bodies(before.group(1))
        elif (beside := shape.AND_BODY.search(left)) is not None:
            own = tuple(dict.fromkeys(self._bodies(beside.group(1)) + own))
        behind = re.compile(
            r"\s+(?:maintained\s+|kept\s+|run\s+)?(?:of|by|in)\s+(?:both\s+)?(?:the\s+)?("
            + shape.LIST
            + ")"
        ).match(self._text, trigger.end())
        if behind is not None:
            own = tuple(dict.fromkeys(own + self._bodies(behind.group(1))))
            self._floor = max(self._floor, behind.end())
        own = own or self._kept_by(trigger.group())
        verbs = list(shape.ADDED.finditer(left))
        if verbs and len(left) - verbs[-1].end() < shape.NEAR_VERB:
            return self._added(trigger, left, verbs[-1], own, following)
        if not shape.STANDS_ON.search(left):
            return None
        be = shape.STANDS.search(self._clause(left))
        codes = own or (UNKNOWN,)
        if be is not None:
            plural = re.match(r"(?:are|were|appear|figure|stand|remain)\b", be.group()) is not None
            head = left[: len(left) - len(be.group())]
            return self._with_subject(head, codes, be=True, plural=plural)
        names = self._names_left(left, subject=False, plural=False)
        gap = left[left.rfind("N") :] if "N" in left else ""
        stands = re.match(r"N\d+,?\s[a-z]", gap) is not None and len(gap) <= shape.NEAR_NAME
        return Statement(names, "", codes) if stands else None

    def _added(
        self,
        trigger: re.Match[str],
        left: str,
        verb: re.Match[str],
        own: tuple[str, ...],
        following: int,
    ) -> Statement | None:
        """Somebody was added to a list, or a body added him."""
        ahead, inner = left[: verb.start()], left[verb.end() :]
        if shape.BE.search(ahead):
            codes = own or self._by(trigger.end(), following)[0] or (UNKNOWN,)
            return self._with_subject(ahead, codes, be=True)
        actor = self._actor(ahead)
        if shape.NAME.search(inner):
            if actor is None:
                return None
            start = trigger.start() - len(left) + verb.end()
            names = self._names_right(start, trigger.start())
            return Statement(names, "", own or actor or (UNKNOWN,)) if names else None
        whom = re.search(r",?\s\b(?:whom|which|that|who)\b[^,]*$", ahead)
        if whom is not None and actor:
            names = self._names_left(ahead[: whom.start()], subject=False, plural=False)
            return Statement(names, "", own or actor) if names else None
        pronoun = shape.PRONOUN.match(inner)
        if pronoun is not None:
            # `OFAC accused N of theft and placed him on its list`
            body = shape.BODY.search(ahead)
            codes = own or actor or (self._bodies(body.group()) if body else ())
            named = [m for m in shape.NAME.finditer(ahead) if not m.group().endswith("'s")]
            last = (int(named[-1].group(1)),) if named else ()
            return Statement(last, pronoun.group(1), tuple(codes)) if any(codes) else None
        names = self._names_left(ahead, subject=False, plural=False)
        if not names:
            return self._with_subject(ahead, own or (UNKNOWN,), be=False)
        near = shape.NAME.search(ahead[-shape.NEAR_NAME_OF_VERB :]) is not None
        return Statement(names, "", own or (UNKNOWN,)) if near else None

    def _noun(self, trigger: re.Match[str], following: int) -> Statement | None:
        """`sanctions on N`, `under sanctions`, `hit N with sanctions`; as a verb in headlines."""
        text = self._text
        left = self._left(trigger)
        rest = text[trigger.end() : following]
        before = shape.BODIES_BEFORE.search(left)
        other = before is not None and not self._bodies(before.group(1)) and "X" in before.group(1)
        own = self._bodies(before.group(1)) if before is not None else ()
        if trigger.group() == "sanctions" and before is not None and own:
            verb = self._headline(left, "", following, trigger.end())
            if verb is not None:
                return verb
        if self._denied(left) or shape.OVER.search(_cut(rest)):
            return None
        if other:
            return None
        under = shape.UNDER.search(left)
        if under is not None:
            # `sanctions by the US`, `sanctions imposed by`, `sanctions from Seoul`
            by = shape.SANCTIONS_BY.match(text, trigger.end())
            codes = self._bodies(under.group()) + (self._bodies(by.group(1)) if by else ())
            if by:
                self._floor = max(self._floor, by.end())
            named = tuple(dict.fromkeys(codes)) or (UNKNOWN,)
            head = left[: under.start()]
            verbs = list(shape.PUT.finditer(head))
            if verbs and not shape.BE.search(ahead := head[: verbs[-1].start()]):
                if shape.BESIDE.search(ahead):
                    return self._with_subject(ahead, named, be=False)
                return self._put(head, verbs[-1], codes)
            return self._with_state(head, named)
        on = shape.WERE_IMPOSED.match(rest) or shape.ON.match(rest)
        if on is not None:
            ahead = left[: before.start()] if before else left
            return self._on(trigger.end() + on.end(), left, ahead, own or self._bodies(on.group()))
        whom = shape.AGAINST_WHOM.search(left)
        if whom is not None:
            codes = own or self._actor(whom.group()) or self._by(trigger.end(), following)[0] or ()
            names = self._names_left(left[: whom.start()], subject=False, plural=False)
            return Statement(names, "", codes or (UNKNOWN,)) if names else None
        hit = shape.WITH.search(left)
        verbs = list(shape.HIT.finditer(left))
        if hit is not None and verbs:
            ahead = left[: verbs[-1].start()]
            names = tuple(int(n) for n in shape.NAME.findall(left[verbs[-1].end() : hit.start()]))
            if shape.BE.search(ahead) or not names:
                codes = own or self._by(trigger.end(), following)[0] or (UNKNOWN,)
                return self._with_state(ahead, codes)
            actor = self._actor(ahead)
            return Statement(names, "", own or actor or (UNKNOWN,)) if actor is not None else None
        return None

    def _put(self, head: str, verb: re.Match[str], codes: tuple[str, ...]) -> Statement | None:
        """`A put N under sanctions`, `N, whom A put under sanctions`."""
        ahead, inner = head[: verb.start()], head[verb.end() :]
        actor = codes or self._actor(ahead)
        if not actor:
            return None
        relative = shape.OBJECT_RELATIVE.search(ahead)
        if shape.NAME.search(inner):
            start = self._text.rindex(head) + verb.end()
            names = self._names_right(start, start + len(inner))
        elif relative is not None:
            names = self._names_left(ahead[: relative.start()], subject=False, plural=False)
        else:
            return None
        return Statement(names, "", actor) if names else None

    def _on(self, start: int, left: str, ahead: str, own: tuple[str, ...]) -> Statement | None:
        """`sanctions on N`: the body stands before the noun, acts, or follows behind."""
        following = next((t.start() for t in self._triggers if t.start() >= start), len(self._text))
        actor = self._actor(ahead)
        if actor is None and not own and re.search(r"\bX\d+\b", left):
            return None
        codes = own or actor or ()
        names = self._names_right(start, following)
        if not names:
            pronoun = shape.PRONOUN.match(self._text, start, following)
            return Statement((), pronoun.group(1), codes) if pronoun and codes else None
        if shape.OVER.search(_cut(self._text[self._floor : following])):
            return None
        codes = codes or self._by(self._floor, following)[0] or ()
        if not codes and shape.WE.search(left):
            codes = self._speaker()
        needed = not codes and shape.IT.search(self._clause(left)) is not None
        return Statement(names, "", codes or (UNKNOWN,), inherits=not codes, needed=needed)

    def _with_state(self, head: str, codes: tuple[str, ...]) -> Statement | None:
        """Whoever is under sanctions: the subject, or the name the phrase stands behind."""
        if re.fullmatch(r"[\s\"]*(?:already|though|although|while|still|long|now)?\s*", head):
            return self._with_subject(head, codes, be=False)  # `Under EU sanctions, N left`
        be = shape.IS_UNDER.search(head)
        finite = be is not None or not re.search(
            r"[,]\s*(?:an?\s[\w\s-]+|who\s.*|which\s.*|now|also|long|\s)*$|N\d+\s*$", head
        )
        return self._with_subject(head if be is None else f"{head} ", codes, be=finite)

    def _headline(self, left: str, own: str, following: int, end: int) -> Statement | None:
        """`US sanctions N`: the noun is a verb where a name follows and a line begins before it."""
        start = shape.LINE_BEGINS.fullmatch(f"{left}{own} ".replace("  ", " "))
        if start is None or shape.NO_VERB.match(self._text, end):
            return None
        names = self._names_right(end, following)
        return Statement(names, "", self._bodies(start.group(1))) if names else None


def _cut(text: str) -> str:
    """A text up to the end of its clause."""
    stop = re.search(r"[;:]|\.\s|,\s(?:and|but)\b|\b(?:while|although|but)\b", text)
    return text[: stop.start()] if stop else text
