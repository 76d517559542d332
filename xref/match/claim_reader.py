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
from xref.match import claim_owners as owners
from xref.match import claim_sequels as sequels
from xref.match import claim_sides as sides
from xref.match.claim_marks import Marked
from xref.match.claim_statements import UNKNOWN, Statement
from xref.match.claim_verbs import Verbs
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
        so_too = sequels.SO_TOO.match(marked.text)
        if so_too is not None:
            names = reader.names_right(so_too.end(), len(marked.text))
            return [Statement(names, "", codes)] if names else []
        shares = sequels.SHARES_TOO.match(marked.text)
        if shares is not None:
            return [Statement((int(shares.group(1)),), "", codes)]
        among = sequels.IS_AMONG.search(marked.text)
        if among is not None and clauses.NAME.search(marked.text, 0, among.start()):
            left = marked.text[: among.start()]
            said = None if reader.denied(left) else reader.about(left, codes, be=True, plural=True)
            return [said] if said is not None and said.names else []
        begins = sequels.CONTINUED.match(marked.text)
        if begins is None or reader.denied(marked.text[: begins.end()]):
            return []
        names = reader.names_right(begins.end(), len(marked.text))
        for more in sequels.THE_OTHERS.finditer(marked.text, begins.end()):
            names += reader.names_right(more.end(), len(marked.text))
        return [Statement(tuple(dict.fromkeys(names)), "", codes)] if names else []


class _Reader(Verbs):
    """Reads one sentence, claim word by claim word; a method for each group of `TRIGGER`."""

    def read(self) -> Iterator[Statement]:
        for trigger in self._triggers:
            if trigger.start() < self._floor:
                continue
            floor = self._floor
            statement = getattr(self, f"_{trigger.lastgroup}")(trigger)
            if statement is not None and not statement.names:
                statement = self._among(trigger, statement)
            if statement is None or not (statement.names or statement.stand_in or statement.opens):
                self._floor = floor  # nothing was read
                continue
            within = statement.stand_in and self.within(statement.stand_in, trigger.end())
            if within:
                statement = msgspec.structs.replace(
                    statement, names=within + statement.names, stand_in=""
                )
            along = sides.ALONG.match(self._text, max(trigger.end(), self._floor))
            if along is not None and (statement.names or statement.stand_in):
                more = self.names_right(along.end(), len(self._text))
                statement = msgspec.structs.replace(statement, names=statement.names + more)
            if statement.names or statement.stand_in:
                self._targets, self._stood = statement.names, statement.stand_in
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
        others = sequels.AS_THEY.match(self._text, place)
        if others is not None:
            names = self.names_right(others.end(), len(self._text))
            yield msgspec.structs.replace(statement, names=names, stand_in="")
        while (follows := sequels.FOLLOWS.match(self._text, max(place, self._floor))) is not None:
            codes = self._bodies(next(filter(None, follows.groups())))
            yield msgspec.structs.replace(statement, codes=codes, inherits=False, needed=False)
            self._floor = follows.end()
        yield from self._the_same(trigger, statement)
        added = sequels.ADDED.search(self._text, place - 1) if statement.names else None
        if added is not None and not self.denied(self._text[place : added.start()]):
            yield msgspec.structs.replace(statement, names=(int(added.group(1)),), stand_in="")
        later = sequels.AND_LATER.match(self._text, max(place, self._floor))
        if later is not None and statement.names:
            yield msgspec.structs.replace(statement, names=(int(later.group(1)),), stand_in="")
        while (timed := sequels.AND_TIMED.match(self._text, max(place, self._floor))) is not None:
            codes = self._bodies(timed.group(1))
            yield msgspec.structs.replace(statement, codes=codes, inherits=False, needed=False)
            self._floor = timed.end()
        while (ones := sequels.ONES_ON.match(self._text, max(place, self._floor))) is not None:
            names = self.names_right(ones.end(), len(self._text))
            yield Statement(names, "", self._bodies(ones.group(1)))
            self._floor = max(self._floor, ones.end())
        also = sequels.AND_ON.match(self._text, max(place, self._floor))
        if also is not None:
            yield Statement((int(also.group(1)),), "", self._bodies(also.group(2)))
        while (gapped := sequels.GAPPED.match(self._text, max(place, self._floor))) is not None:
            yield Statement((int(gapped.group(1)),), "", self._bodies(gapped.group(2)))
            self._floor = gapped.end()

    def _the_same(self, trigger: re.Match[str], statement: Statement) -> Iterator[Statement]:
        """`and did the same to N`; `N, to whom A did the same`; `N got the same treatment`."""
        if sequels.ALIKE.search(self._text, trigger.end()) is None:
            return
        place = trigger.end()
        same = sequels.SAME_TO.match(self._text, max(place, self._floor))
        if same is not None:
            codes = self._bodies(same["who"] or "") or statement.codes
            names = self.names_right(same.end(), len(self._text))
            yield msgspec.structs.replace(statement, names=names, stand_in="", codes=codes)
        whom = sequels.TO_WHOM.search(self._text, place)
        if whom is not None:
            yield Statement((int(whom.group(1)),), "", self._bodies(whom.group(2)))
        shares = sequels.SHARES.search(self._text, place)
        if shares is not None:
            yield msgspec.structs.replace(statement, names=(int(shares.group(1)),), stand_in="")

    def _among(self, trigger: re.Match[str], statement: Statement) -> Statement:
        """`Among the ships that A has put under sanctions is N`."""
        inverted = sides.INVERTED.match(self._text, max(self._floor, trigger.end()))
        if inverted is None or not self._text.startswith("among "):
            return statement
        names = self.names_right(inverted.end(), len(self._text))
        return msgspec.structs.replace(statement, names=names, stand_in="")

    def _deed(self, trigger: re.Match[str]) -> Statement | None:
        """`A's designation of N`, `the blacklisting of N by A`, `his designation by A`."""
        left = self.left(trigger)
        if self._wording.hindered.search(left):
            return None
        if not clauses.FACT.search(left) and (self.denied(left) or self._wording.plans(left)):
            return None
        if not trigger.group().endswith("of"):
            return self._own_deed(trigger, left)
        rest = self._text[trigger.end() :].partition(",")[0]
        if self._appoints(rest) or rest.startswith((" a ", " an ")):
            return None  # `the designation of a delegation`
        before = self._wording.bodies_before.search(left)
        codes = self._bodies(trigger.group()) or (self._bodies(before.group(1)) if before else ())
        # `A's listing of N and A's designation of N`: each has its own.
        following = next((t for t in self._triggers if t.start() >= trigger.end()), None)
        deed = following is not None and following.lastgroup == "deed"
        limit = self.following(trigger) if deed else len(self._text)
        names = self.names_right(trigger.end(), limit)
        codes = codes or (self.by(self._floor, limit) if names else ()) or ()
        codes = codes or self.actor(left) or self.announced()
        return Statement(names, "", codes) if names and codes else None

    def _own_deed(self, trigger: re.Match[str], left: str) -> Statement | None:
        """`his designation by A`, `N's A designation`: whose it is stands before it."""
        whose = owners.OWN_DEED.search(left)
        if whose is None or self._appoints(self._text[trigger.end() :].partition(",")[0]):
            return None
        before = self._wording.bodies_before.search(left)
        codes = self.by(trigger.end(), self.following(trigger))
        codes = codes or (self._bodies(before.group(1)) if before else ())
        if not codes:
            return None
        self._floor = max(self._floor, trigger.end())
        if whose["name"]:
            return Statement((int(whose["name"]),), "", codes)
        pronoun = owners.WHOSE[whose["who"]]
        near = owners.OWN_NEAR.search(left) if pronoun == "it" else None
        if near is not None:
            return Statement((int(near.group(1)),), "", codes)
        within = self.meant_before(pronoun, trigger.start()) or self.cataphor(
            self._floor, plural=pronoun == "them"
        )
        if within:
            return Statement(within, "", codes)
        later = clauses.NAME.search(self._text, self._floor)
        first = not left[: whose.start()].strip(" \"'") and later is not None
        behind = (int(later.group(1)),) if later is not None and first else ()
        return Statement((), owners.ACTS_AS.get(pronoun, pronoun), codes, behind=behind)

    def _told(self, trigger: re.Match[str]) -> Statement | None:
        """`N, whom the Treasury named in 2019`: what an office does that keeps a list."""
        left = self.left(trigger)
        numbers = [int(number) for number in clauses.BODY.findall(trigger.group())]
        if self.denied(left) or not any(self._marked.bodies[number].office for number in numbers):
            return None
        names = self.antecedent(left.rstrip(" ,"), plural=False)
        return Statement(names, "", self._bodies(trigger.group())) if names else None

    def _aims(self, trigger: re.Match[str]) -> Statement | None:
        """`Treasury targets N`: what an office does that does nothing else."""
        numbers = [int(number) for number in clauses.BODY.findall(trigger.group())]
        if not any(self._marked.bodies[number].office for number in numbers):
            return None
        return self._act(trigger)

    def _named(self, trigger: re.Match[str]) -> Statement | None:
        """`N was named by the Treasury in 2023`; of a state, beside sanctions: `punished by A`."""
        numbers = [int(number) for number in clauses.BODY.findall(trigger.group())]
        office = any(self._marked.bodies[number].office for number in numbers)
        left = self.left(trigger)
        sanctions = "sanctions" in self._text[: trigger.start()]
        if not clauses.BE.search(left) or self.denied(left) or not (office or sanctions):
            return None
        if clauses.NAMED_AS.match(self._text, trigger.end()):
            return None
        if not clauses.TIMED.match(self._text, trigger.end()) and not clauses.AS_EARLY.match(
            self._text, trigger.end()
        ):
            return None
        self._floor = trigger.end()
        return self.about(left, self._bodies(trigger.group()), be=True)

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
