"""Who sanctions whom, read from where the words of a sentence stand.

Owns the reading of one marked English sentence: claim word by claim word it asks whether the
clause denies or plans it, on which side whoever is acted on stands, and which body acts. Few
rules, by position: a passive is about what stands before it, an active and `sanctions on` about
what stands behind it. Works on the codes of `claim_marks` alone. Invariant: statements come in the
order of the text; what belongs to one statement is not read for the next (`_floor`). Refuses to
know lists or articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from xref.match import claim_clauses as clauses
from xref.match import claim_lists as lists
from xref.match import claim_owners as owners
from xref.match import claim_sequels as sequels
from xref.match import claim_sides as sides
from xref.match import claim_words as words
from xref.match.claim_marks import Marked
from xref.match.claim_measures import Measures
from xref.match.claim_statements import UNKNOWN, Statement
from xref.match.claim_wording import Wording


class Grammar:
    """Reads sentences; immutable."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def statements(self, marked: Marked) -> list[Statement]:
        """All statements of a sentence, in order."""
        text = marked.text
        if text.rstrip("\"') ").endswith("?"):
            return []
        if clauses.UNREAL.search(text):
            return []
        return list(_Reader(self._wording, marked).read())

    def continued(self, marked: Marked, codes: tuple[str, ...]) -> list[Statement]:
        """The statement of a sentence that tells who was meant by the one before."""
        reader = _Reader(self._wording, marked)
        suit = sequels.SUIT.match(marked.text)
        if suit is not None:
            return [Statement((), "", reader.codes_of(suit.group(1)), opens=True)]
        among = sequels.IS_AMONG.search(marked.text)
        if among is not None and clauses.NAME.search(marked.text, 0, among.start()):
            left = marked.text[: among.start()]
            said = None if reader.denied(left) else reader.about(left, codes, be=True, plural=True)
            return [said] if said is not None and said.names else []
        begins = sequels.CONTINUED.match(marked.text)
        if begins is None or reader.denied(marked.text[: begins.end()]):
            return []
        names = reader.names_right(begins.end(), len(marked.text))
        return [Statement(names, "", codes)] if names else []


class _Reader(Measures):
    """Reads one sentence, claim word by claim word; a method for each group of `TRIGGER`."""

    def read(self) -> Iterator[Statement]:
        for trigger in self._triggers:
            if trigger.start() < self._floor:
                continue
            statement = getattr(self, f"_{trigger.lastgroup}")(trigger)
            if statement is not None and not statement.names:
                statement = self._among(trigger, statement)
            if statement is None or not (statement.names or statement.stand_in or statement.opens):
                continue
            along = sides.ALONG.match(self._text, max(trigger.end(), self._floor))
            if along is not None and statement.names:
                more = self.names_right(along.end(), len(self._text))
                statement = msgspec.structs.replace(statement, names=statement.names + more)
            if statement.names:
                self._targets = statement.names
            if statement.codes != (UNKNOWN,):
                self._codes = statement.codes
            yield from self._each(trigger, statement)
            yield from self._by_others(trigger, statement)

    def _each(self, trigger: re.Match[str], statement: Statement) -> list[Statement]:
        """`N and N, sanctioned by A and A respectively`: each by one."""
        names, codes = statement.names, statement.codes
        near = self._text[trigger.end() : self._floor + len(" respectively,")]
        if "respectively" not in near or len(names) != len(codes):
            return [statement]
        return [
            msgspec.structs.replace(statement, names=(name,), codes=(code,))
            for name, code in zip(names, codes, strict=True)
        ]

    def _by_others(self, trigger: re.Match[str], statement: Statement) -> Iterator[Statement]:
        """`and A followed suit`: the same done by others; `and N by A`: others done by others."""
        place = max(trigger.end(), self._floor)
        follows = sequels.FOLLOWS.match(self._text, place)
        if follows is not None:
            codes = self._bodies(next(filter(None, follows.groups())))
            yield msgspec.structs.replace(statement, codes=codes, inherits=False, needed=False)
            self._floor = follows.end()
        added = sequels.ADDED.search(self._text, place - 1) if statement.names else None
        if added is not None and not self.denied(self._text[place : added.start()]):
            yield msgspec.structs.replace(statement, names=(int(added.group(1)),), stand_in="")
        while (gapped := sequels.GAPPED.match(self._text, max(place, self._floor))) is not None:
            yield Statement((int(gapped.group(1)),), "", self._bodies(gapped.group(2)))
            self._floor = gapped.end()

    def _among(self, trigger: re.Match[str], statement: Statement) -> Statement:
        """`Among the ships that A has put under sanctions is N`."""
        inverted = sides.INVERTED.match(self._text, max(self._floor, trigger.end()))
        if inverted is None or not self._text.startswith("among "):
            return statement
        names = self.names_right(inverted.end(), len(self._text))
        return msgspec.structs.replace(statement, names=names, stand_in="")

    # Adjectives.

    def _pre(self, trigger: re.Match[str]) -> Statement | None:
        """`US-sanctioned tanker N`."""
        return self._modified(trigger, self._bodies(trigger.group()) or (UNKNOWN,))

    def _modified(self, trigger: re.Match[str], codes: tuple[str, ...]) -> Statement | None:
        """An adjective: the name is the head of its phrase, or stands beside that."""
        text = self._text
        phrase = sides.NOUN_PHRASE.match(text, trigger.end())
        if phrase is not None and not sides.NO_NOUN_PHRASE.search(phrase.group()):
            singular = not phrase.group().rstrip('"').removesuffix("the ").rstrip().endswith("s")
            names = self.names_right(phrase.end(), len(text), single=singular)
            return Statement(names, "", codes) if names else None
        beside = sides.BESIDE_NOUN.match(text, trigger.end())
        if beside is not None and sides.DETERMINED.search(text[: trigger.start()]):
            return Statement((int(beside.group(1)),), "", codes)
        before = sides.BESIDE_NAME.search(text[: trigger.start()])
        if before is not None:
            return Statement((int(before.group(1)),), "", codes)
        return None

    def _hit(self, trigger: re.Match[str]) -> Statement | None:
        return self._modified(trigger, (UNKNOWN,))

    # Verbs.

    def _ed(self, trigger: re.Match[str]) -> Statement | None:
        left, word = self.left(trigger), trigger.group()
        rest = self._text[trigger.end() :]
        if self.denied(left):
            return None
        if word in ("designated", "listed") and self._appoints(rest):
            return None
        by = owners.BY_NEAR.match(rest) is not None
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
            return Statement(names, both.group(1), codes)
        relative = sides.OBJECT_RELATIVE.search(left)
        if relative is not None and clauses.TIMED.match(text, trigger.end()):
            names = self.antecedent(left[: relative.start()], plural=sides.says_all(relative))
            if not names:
                return Statement((), left[: relative.start()], codes)
        if not names and (contact := sides.CONTACT.search(left)) is not None:
            names = (int(contact.group(1)),)
        if names:
            return Statement(names, "", codes, inherits=codes == (UNKNOWN,), needed=needed)
        beside = sides.NAME_NEXT.match(text, trigger.end())
        if beside is not None and sides.ANOTHER.search(left):
            return Statement((int(beside.group(1)),), "", codes)  # `a firm that A listed, N`
        pronoun = sides.PRONOUN.match(text, trigger.end())
        if pronoun is not None and word not in ("listed", "lists"):
            within = self.meant_before(pronoun.group(1), trigger.start())
            if within:  # `cut ties with N after A blacklisted it`
                return Statement(within, "", codes)
            return Statement((), pronoun.group(1), codes, inherits=not actor, needed=needed)
        # `designated 11 individuals`: whoever they are, the next sentence may tell.
        return Statement((), "", actor, opens=True) if actor else None

    def _loose(self, trigger: re.Match[str], left: str) -> Statement | None:
        """`N, sanctioned in 2019,`: nobody is named who did it."""
        if trigger.group() not in words.PLAIN or not sides.BESIDE.search(left):
            return None
        if not clauses.TIMED.match(self._text, trigger.end()):
            return None
        names = self.before(left, plural=False)
        return Statement(names, "", (UNKNOWN,)) if names else None

    def _passive(self, trigger: re.Match[str], left: str, *, be: bool) -> Statement | None:
        word, text = trigger.group(), self._text
        codes = self.by(trigger.end(), self.following(trigger))
        if codes is None:
            return None
        rest = text[trigger.end() :]
        inherits = False
        if clauses.RELEASED.search(rest):
            return None
        if not codes:
            if word in ("designated", "listed") and not clauses.LEGAL.match(rest):
                return None
            codes = self.kept_by(rest) or self.announced()
            inherits = not codes
            if word == "listed" and inherits:
                return None
            codes = codes or (UNKNOWN,)
        told = sides.PASSIVE_LIST.match(self._text, max(trigger.end(), self._floor))
        if be and told is not None and clauses.NAME.search(left) is None:
            names = self.names_right(told.end(), len(text))
            return Statement(names, "", codes, inherits=inherits)
        return self.about(left, codes, be=be, inherits=inherits and be)

    def _ing(self, trigger: re.Match[str]) -> Statement | None:
        """`is sanctioning N`, `a decree sanctioning N`, `by blacklisting N`, `in listing N`."""
        left = self.left(trigger)
        if self.denied(left) or self._appoints(self._text[trigger.end() :]):
            return None
        actor = self.actor(left) or (self._bodies(left) if "X" not in left else ())
        if not actor and self._wording.we.search(left):
            actor = self.announced() or (UNKNOWN,)
        names = self.names_right(trigger.end(), len(self._text)) if actor else ()
        return Statement(names, "", actor, opens=True) if actor else None

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
        decided = self._wording.decisions.search(left)
        if decided is None and not owners.PRESENT.search(left):
            return None
        if self.denied(left[: decided.start()] if decided else left):
            return None
        if self._appoints(self._text[trigger.end() :]):
            return None
        actor = self.actor(left) or (self._bodies(left) if decided and "X" not in left else ())
        names = self.names_right(trigger.end(), len(self._text)) if actor else ()
        return Statement(names, "", actor) if actor and names else None

    def _deed(self, trigger: re.Match[str]) -> Statement | None:
        """`A's designation of N`, `the blacklisting of N by A`."""
        left = self.left(trigger)
        if not clauses.FACT.search(left) and (self.denied(left) or self._wording.plans(left)):
            return None
        if self._appoints(self._text[trigger.end() :]):
            return None
        before = self._wording.bodies_before.search(left)
        codes = self._bodies(trigger.group()) or (self._bodies(before.group(1)) if before else ())
        names = self.names_right(trigger.end(), len(self._text))
        codes = codes or (self.by(self._floor, len(self._text)) if names else ()) or ()
        codes = codes or self.actor(left) or ()
        return Statement(names, "", codes) if names and codes else None

    def _aims(self, trigger: re.Match[str]) -> Statement | None:
        """`Treasury targets N`: what an office does that does nothing else."""
        numbers = [int(number) for number in clauses.BODY.findall(trigger.group())]
        if not any(self._marked.bodies[number].office for number in numbers):
            return None
        return self._act(trigger)

    def _act(self, trigger: re.Match[str]) -> Statement | None:
        """`A took action against N`, `Treasury targets N`, `new A measures hit N`."""
        left = self.left(trigger)
        if self.denied(left):
            return None
        owner = owners.OWNER_OF_ACT.search(left)
        own = self._bodies(trigger.group()) or (self._bodies(owner.group(1)) if owner else ())
        actor = own or self.actor(left) or self.announced()
        inherits = not actor and "sanctions" in trigger.group()
        if inherits:
            actor = (UNKNOWN,)
        names = self.names_right(trigger.end(), len(self._text)) if actor else ()
        return Statement(names, "", actor, inherits=inherits, opens=True) if actor else None

    def _appoints(self, rest: str) -> bool:
        """Whether *designate* makes somebody an envoy, or a place a monument."""
        as_what = clauses.AS.match(rest)
        if as_what and not self._wording.as_measure.match(rest):
            return True
        return clauses.MADE.match(rest) is not None and not self._wording.as_measure.match(rest)

    # Assets.

    def _froze(self, trigger: re.Match[str]) -> Statement | None:
        left = self.left(trigger)
        decided = self._wording.decisions.search(left)
        if self.denied(left) or (left.endswith("to ") and decided is None):
            return None
        actor = self.actor(left) or (self.announced() if self._wording.we.search(left) else ())
        if not actor:
            return None
        possessive = lists.POSSESSED.match(self._text, trigger.end())
        if possessive:
            return Statement((int(possessive.group(1)),), "", actor)
        pronoun = lists.POSSESSIVE_NOUN.search(trigger.group())
        if pronoun is not None:
            return Statement((), pronoun.group(1), actor)
        names = self.names_right(trigger.end(), len(self._text))
        return Statement(names, "", actor) if names else None

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

    def _identify(self, trigger: re.Match[str]) -> Statement | None:
        left = self.left(trigger)
        actor = None if self.denied(left) else self.actor(left)
        if not actor:
            return None
        names = self.names_right(trigger.end(), self._text.index(" as ", trigger.end()))
        return Statement(names, "", actor) if names else None
