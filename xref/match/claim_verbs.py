"""Claim words that are verbs and participles: `sanctioned N`, `N was blacklisted`, `sanctioned N`.

Owns telling an active verb from a passive and from an adjective, and whom each is about. Invariant:
*designated* that makes somebody an envoy is no claim. Refuses nouns.
"""

from __future__ import annotations

import re

import msgspec

from xref.match import claim_clauses as clauses
from xref.match import claim_owners as owners
from xref.match import claim_sides as sides
from xref.match import claim_words as words
from xref.match.claim_assets import Assets
from xref.match.claim_statements import UNKNOWN, Statement


class Verbs(Assets):
    """Reads claim words that are verbs; a method for each group of `TRIGGER`."""

    def _pre(self, trigger: re.Match[str]) -> Statement | None:
        """`US-sanctioned tanker N`; `N, EU-sanctioned since February`."""
        codes = self._bodies(trigger.group()) or (UNKNOWN,)
        said = self._modified(trigger, codes)
        left = self.left(trigger)
        timed = clauses.TIMED.match(self._text, trigger.end())
        if said is None and timed and sides.BESIDE.search(left):
            names = self.before(left, plural=False)
            return Statement(names, "", codes) if names else None
        return said

    def _modified(self, trigger: re.Match[str], codes: tuple[str, ...]) -> Statement | None:
        """An adjective: the name is the head of its phrase, or stands beside that."""
        text = self._text
        # `London-listed miner N said`: on an exchange.
        speaks = not trigger.group().endswith("-listed")
        phrase = sides.NOUN_PHRASE.match(text, trigger.end())
        clause = phrase is None or sides.NO_NOUN_PHRASE.search(phrase.group())
        if phrase is not None and not clause and not self._wording.says.search(phrase.group()):
            singular = not phrase.group().rstrip('"').removesuffix("the ").rstrip().endswith("s")
            names = self.names_right(phrase.end(), len(text), single=singular, modified=speaks)
            return Statement(names, "", codes) if names else None
        beside = sides.BESIDE_NOUN.match(text, trigger.end())
        if beside is not None and sides.DETERMINED.search(text[: trigger.start()]):
            singular = not beside.group("noun").endswith("s")
            names = self.names_right(
                beside.start("name"), len(text), single=singular, modified=speaks
            )
            return Statement(names, "", codes)
        before = sides.BESIDE_NAME.search(text[: trigger.start()])
        if before is not None:
            return Statement((int(before.group(1)),), "", codes)
        return None

    def _hit(self, trigger: re.Match[str]) -> Statement | None:
        return self._modified(trigger, (UNKNOWN,))

    # Verbs.

    def _ed(self, trigger: re.Match[str]) -> Statement | None:
        left, word = self.left(trigger), trigger.group()
        left = clauses.BE_ASIDE.sub(r"\1 ", left)
        rest = self._text[trigger.end() :]
        if word in words.PLAIN and clauses.OF_SOME.search(left):
            # `refused to pay the wife of sanctioned banker N`: that is not denied.
            found = self._modified(trigger, (UNKNOWN,))
            if found is not None:
                return found
        if self.denied(left):
            return None
        if word in ("designated", "listed") and self._appoints(rest):
            # `listed by A as a dealer`, and `designated by A as an envoy`
            by_body = owners.BY_OURS.match(rest) is not None
            if not by_body or self._wording.appointed.match(rest):
                return None
        near = owners.BY_NEAR.match(rest)
        # `sanctioned a network led by N` is no passive.
        by = near is not None and not self._wording.led.search(rest, 0, near.end() - 2)
        if clauses.BE.search(left) or clauses.TO_BE.search(left) or clauses.AND_ED.search(left):
            return self._passive(trigger, left, be=True)
        if by and not clauses.HAVE.search(left):
            return self._passive(trigger, left, be=False)
        if (
            word == "designated"
            and sides.BESIDE.search(left)
            and clauses.LEGAL.match(rest)
            and not sides.OBJECT_RELATIVE.search(left)
        ):
            return self._passive(trigger, left, be=False)
        if word in words.PLAIN and self._wording.adjectival.search(left):
            found = self._modified(trigger, (UNKNOWN,))
            if found is not None:
                return found
        inverted = sides.INVERTED.match(rest)
        if inverted is not None and sides.OPENS.search(left):
            # `Also sanctioned was N`, `Among those designated by A were N and N`
            names = self.names_right(trigger.end() + inverted.end(), len(self._text))
            codes = self.announced() or (UNKNOWN,)
            return Statement(names, "", codes, inherits=codes == (UNKNOWN,))
        return self._active(trigger, left)

    def _active(self, trigger: re.Match[str], left: str) -> Statement | None:
        """A body acts: `A has sanctioned N`, `N, whom A sanctioned`, `we designated N`."""
        actor, text = self.actor(left), self._text
        if actor is None:
            return self._loose(trigger, left)
        needed = False
        if not actor:
            we, again = self._wording.we.search(left), clauses.AND_VERB.search(left)
            if we is None and again is None:
                return self._loose(trigger, left)
            if self.foreign():
                return None
            actor = self.announced() or (self._codes if again else ())
            needed = clauses.IT.search(left) is not None or we is None
            if not actor and needed:
                actor = self._bodies("".join(owners.LAST_BODY.findall(text[: trigger.start()])))
        return self._done_to(trigger, left, actor, needed=needed)

    def _done_to(
        self, trigger: re.Match[str], left: str, actor: tuple[str, ...], *, needed: bool
    ) -> Statement | None:
        """Whom an active verb is about: behind it, before it in a relative clause, a pronoun."""
        text, word = self._text, trigger.group()
        codes = actor or (UNKNOWN,)
        if codes == (UNKNOWN,) and word.startswith(("designat", "list")):
            needed = True
        names = self.names_right(trigger.end(), len(text))
        both = sides.PRONOUN_AND.match(text, trigger.end())
        if names and both is not None and word not in ("listed", "lists"):
            within = self.meant_before(both.group(1), trigger.start())
            return Statement(within + names, "" if within else both.group(1), codes)
        relative = sides.OBJECT_RELATIVE.search(left)
        if relative is not None and clauses.TIMED.match(text, trigger.end()):
            names = self.antecedent(left[: relative.start()], plural=sides.says_all(relative))
            if not names:
                return Statement((), left[: relative.start()], codes)
        contact = sides.CONTACT.search(left) or sides.WHOSE_NAMED.search(left)
        if not names and contact is not None:
            names = (int(contact.group(1)),)
        if names:
            return Statement(names, "", codes, inherits=codes == (UNKNOWN,), needed=needed)
        beside = sides.NAME_NEXT.match(text, trigger.end())
        if beside is not None and sides.ANOTHER.search(left):
            return Statement((int(beside.group(1)),), "", codes)  # `a firm that A listed, N`
        pair = sides.PAIR.match(text, trigger.end()) if actor else None
        if pair is not None and word not in ("listed", "lists"):
            return Statement((), pair.group(1), codes)
        pronoun = sides.PRONOUN.match(text, trigger.end())
        if pronoun is not None and (
            word not in ("listed", "lists")
            or pronoun.group(1).startswith(("him", "her", "the "))
            or (actor and clauses.TIMED.match(text, pronoun.end()))
        ):
            if text.startswith(" of ", pronoun.end()) or pronoun.group(1).endswith(" of"):
                return None  # `sanctioned the president of a bank`
            within = self.meant_before(pronoun.group(1), trigger.start())
            within = within or self.cataphor(pronoun.end())
            if within:  # `cut ties with N after A blacklisted it`
                return Statement(within, "", codes)
            return Statement((), pronoun.group(1), codes, inherits=not actor, needed=needed)
        # `designated 11 individuals`: whoever they are, the next sentence may tell.
        return Statement((), "", actor, opens=True) if actor else None

    def _loose(self, trigger: re.Match[str], left: str) -> Statement | None:
        """`N, sanctioned in 2019,`: nobody is named who did it."""
        if trigger.group() not in words.PLAIN or not sides.BESIDE.search(left):
            return None
        rest = self._text[trigger.end() :]
        if not clauses.TIMED.match(rest) or clauses.RELEASED.search(rest):
            return None
        names = self.before(left, plural=False)
        return Statement(names, "", (UNKNOWN,)) if names else None

    def _passive(self, trigger: re.Match[str], left: str, *, be: bool) -> Statement | None:
        word, text = trigger.group(), self._text
        codes = self.by(trigger.end(), self.following(trigger))
        if codes is None:
            return None
        rest = text[trigger.end() :]
        inherits = needed = False
        if clauses.RELEASED.search(rest):
            return None
        if not codes:
            also = clauses.ALSO.search(left) is not None or clauses.TOO.match(rest) is not None
            told_by = self.announced()
            legal = also or told_by or clauses.LEGAL.match(rest)
            if word in ("designated", "listed") and not legal:
                return None
            codes = self.kept_by(rest) or told_by
            inherits = not codes
            if word in ("banned", "barred") and inherits:
                return None  # ports are closed by port states as well
            if word == "listed" and inherits and not also:
                return None
            needed = word in ("designated", "listed") and also
            codes = codes or (UNKNOWN,)
        told = sides.PASSIVE_LIST.match(self._text, max(trigger.end(), self._floor))
        if (
            not be
            and told is not None
            and codes
            and sides.OPENS.search(left)
            and ":" in told.group()[:3]
        ):
            names = self.names_right(told.start() + told.group().index(":"), len(text))
            return Statement(names, "", codes)  # `Newly designated by A: N; N`
        if (
            be
            and told is not None
            and (clauses.NAME.search(left) is None or clauses.WHO_WERE.search(left))
        ):
            names = self.names_right(told.end(), len(text))
            return Statement(names, "", codes, inherits=inherits)
        said = self.about(left, codes, be=be, inherits=inherits and be)
        return said and msgspec.structs.replace(said, needed=needed and inherits)

    def _ing(self, trigger: re.Match[str]) -> Statement | None:
        """`is sanctioning N`, `a decree sanctioning N`, `by blacklisting N`, `in listing N`."""
        left = self.left(trigger)
        if self.denied(left) or self._appoints(self._text[trigger.end() :]):
            return None
        actor = self.actor(left) or (self._bodies(left) if "X" not in left else ())
        if not actor and self._wording.we.search(left):
            actor = self.announced() or (UNKNOWN,)
        if not actor and clauses.GERUND.search(left):
            # `A year after sanctioning N, A followed up`
            names = self.names_right(trigger.end(), len(self._text))
            behind = owners.ACTS_BEHIND.match(self._text, self._floor)
            actor = self._bodies(behind.group(1)) if names and behind else ()
            return Statement(names, "", actor) if actor else None
        names = self.names_right(trigger.end(), len(self._text)) if actor else ()
        return Statement(names, "", actor, opens=True) if actor else None

    def _roster(self, trigger: re.Match[str]) -> Statement | None:
        if trigger.group() == "blacklists" and owners.DIRECT.search(self.left(trigger)):
            return self._third(trigger)  # `Under the decree A blacklists N`
        return super()._roster(trigger)

    def _third(self, trigger: re.Match[str]) -> Statement | None:
        left = self.left(trigger)
        actor = None if self.denied(left) else self.actor(left)
        if not actor:
            return None
        under = clauses.UNDER_NAME.match(self._text, trigger.end())
        if trigger.group() == "lists" and under is not None:
            return Statement((int(under.group(1)),), "", actor)  # `lists the general as "N"`
        if self._appoints(self._text[trigger.end() :]):
            return None
        names = self.names_right(trigger.end(), len(self._text))
        return Statement(names, "", actor, opens=True)

    def _base(self, trigger: re.Match[str]) -> Statement | None:
        """`decided to sanction N`; `US, EU blacklist N`."""
        left = self.left(trigger)
        if trigger.group() == "blacklist" and self._wording.put.search(left):
            return self._measure(trigger)  # `N added to blacklist`
        left = clauses.ASIDE.sub("", left)
        decided = self._wording.decisions.search(left)
        if decided is None and not owners.PRESENT.search(left):
            return None
        if self.denied(left[: decided.start()] if decided else left):
            return None
        if self._appoints(self._text[trigger.end() :]):
            return None
        actor = self.actor(left) or (self._bodies(left) if decided and "X" not in left else ())
        needed = not actor and decided is not None and clauses.IT.search(left) is not None
        names = self.names_right(trigger.end(), len(self._text)) if actor or needed else ()
        if not names and not (actor and decided):
            return None
        return Statement(names, "", actor or (UNKNOWN,), needed=needed, opens=not names)

    def _appoints(self, rest: str) -> bool:
        """Whether *designate* makes somebody an envoy, or a place a monument."""
        as_what = clauses.AS.match(rest)
        if as_what and not self._wording.as_measure.match(rest):
            return True
        return clauses.MADE.match(rest) is not None and not self._wording.as_measure.match(rest)
