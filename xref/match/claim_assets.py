"""Claim words about assets: frozen, blocked, or named as blocked property.

Owns whose assets are meant and who froze them. Invariant: without a body there is no statement,
for courts and banks freeze as well. Refuses "asset freeze", which is a measure.
"""

from __future__ import annotations

import re

from xref.match import claim_clauses as clauses
from xref.match import claim_lists as lists
from xref.match import claim_owners as owners
from xref.match import claim_sides as sides
from xref.match.claim_measures import Measures
from xref.match.claim_statements import Statement


class Assets(Measures):
    """Reads claim words about assets; a method for each group of `TRIGGER`."""

    def _froze(self, trigger: re.Match[str]) -> Statement | None:
        left = self.left(trigger)
        decided = self._wording.decisions.search(left)
        decision = clauses.WILL_FREEZE.search(left)
        if decision is not None:
            left = left[: decision.start(1)]  # `A said it will freeze the assets of N`
        if self.denied(left) or (left.endswith("to ") and decided is None):
            return None
        actor = self.actor(left) or (self.announced() if self._wording.we.search(left) else ())
        starts = owners.STARTS.match(left) if trigger.group().startswith("freezing") else None
        if not actor and starts is not None and left.endswith(", "):
            actor = self._bodies(starts.group(1))  # `A has gone after N, freezing its assets`
        if not actor:
            return None
        possessive = lists.POSSESSED.match(self._text, trigger.end())
        if possessive:
            return Statement((int(possessive.group(1)),), "", actor)
        pronoun = lists.POSSESSIVE_NOUN.search(trigger.group())
        if pronoun is not None and (behind := self.cataphor(trigger.end())):
            return Statement(behind, "", actor)
        if pronoun is not None:
            of = {"his": "him", "its": "it", "her": "her"}.get(pronoun.group(1), "")
            within = self.meant_before(of, trigger.start())
            return Statement(within, "" if within else pronoun.group(1), actor)
        names = self.names_right(trigger.end(), len(self._text))
        pair = sides.PAIR.match(self._text, trigger.end())
        if pair is not None:
            return Statement(names, pair.group(1), actor)
        # `froze the assets of two men`: the next sentence may tell who they are.
        return Statement(names, "", actor, opens=not names)

    def _frozen(self, trigger: re.Match[str]) -> Statement | None:
        """`N, whose assets were frozen by Japan`; `all property of N is blocked`."""
        left = self.left(trigger)
        if self.denied(left):
            return None
        reported = owners.REPORTED.match(self._text, trigger.end())
        if reported is not None:
            codes: tuple[str, ...] | None = self._bodies(reported.group(1))
        else:
            codes = self.by(trigger.end(), self.following(trigger)) or self.announced()
        if not codes:
            return None
        owned = self._wording.owned.search(left)
        if owned is not None:
            return Statement((int(owned.group(1)),), "", codes)
        whose = self._wording.whose.search(left)
        if whose is not None:
            return Statement(self.before(left[: whose.start()], plural=False), "", codes)
        owner = self._wording.owner.search(left)
        if owner is None:
            return None
        start = trigger.start() - len(left) + owner.end()
        return Statement(self.names_right(start, trigger.start()), "", codes)

    def _had(self, trigger: re.Match[str]) -> Statement | None:
        """`N had his assets frozen by A`."""
        left = self.left(trigger)
        codes = self.by(trigger.end(), self.following(trigger))
        if self.denied(left) or not codes:
            return None
        return self.about(left, codes, be=True, plural=" their " in trigger.group())

    def _whose(self, trigger: re.Match[str]) -> Statement | None:
        """`N, whose assets A froze`."""
        left = self.left(trigger)
        if self.denied(left):
            return None
        return self.about(left, self._bodies(trigger.group()), be=True)

    def _identify(self, trigger: re.Match[str]) -> Statement | None:
        left = self.left(trigger)
        actor = None if self.denied(left) else self.actor(left)
        if not actor:
            return None
        names = self.names_right(trigger.end(), self._text.index(" as ", trigger.end()))
        return Statement(names, "", actor) if names else None
