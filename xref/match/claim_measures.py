"""Claim words that are nouns: `sanctions on N`, `under an asset freeze`, `the SDN list`.

Owns measures against somebody, and lists that somebody is added to or stands on. Invariant: a
measure of a state that is none of our bodies makes no statement. Refuses verbs, but for headlines
where the noun is one (`US sanctions N`).
"""

from __future__ import annotations

import re

from xref.match import claim_clauses as clauses
from xref.match import claim_lists as lists
from xref.match import claim_owners as owners
from xref.match import claim_sides as sides
from xref.match.claim_actors import clause_of
from xref.match.claim_phrases import Phrases
from xref.match.claim_statements import UNKNOWN, Statement


class Measures(Phrases):
    """Reads claim words that are nouns; a method for each group of `TRIGGER`."""

    def _noun(self, trigger: re.Match[str]) -> Statement | None:
        return self._measure(trigger)

    def _roster(self, trigger: re.Match[str]) -> Statement | None:
        return self._measure(trigger)

    def _measure(self, trigger: re.Match[str]) -> Statement | None:
        """Sanctions or a list: what stands against or on it, by the words around."""
        text, left = self._text, self.left(trigger)
        rest = text[trigger.end() :]
        roster = trigger.lastgroup == "roster"
        headline = self._headline(trigger, left)
        if headline is not None:
            return headline
        included = self._wording.inclusion.search(left) if roster else None
        if included is not None and not self.denied(included.group()):
            codes = self._owners(trigger, left)[0] or self.by(trigger.end(), len(text))
            return Statement((int(included.group(1)),), "", codes or (UNKNOWN,))
        beside = rest.startswith(",") and self._wording.under.search(left) and "list" not in rest
        if self.denied(left) or (not beside and clauses.OVER.search(_cut(rest))):
            return None
        owned, left = self._owners(trigger, left)
        if owned is None:
            return None
        aim = self._wording.infinitive.search(left)
        if aim is not None and not self._wording.decisions.search(left[: aim.start() + 3]):
            return None
        reach = trigger.end()
        behind = owners.OWNED_BY.match(text, trigger.end())
        if behind is not None and (roster or behind.group(1)):
            owned = tuple(dict.fromkeys((*owned, *self._bodies(behind.group(2)))))
            reach = behind.end()
        if roster and not owned:
            the_list = trigger.group() in ("the list", "list")
            owned = self.kept_by(trigger.group())
            if the_list:
                owned = self.only_body() or self._adder(left)
            if the_list and not owned:
                return None
        behind_it = self._behind_noun(trigger, reach, left, owned, told=behind is not None)
        told = behind_it or self._before_noun(trigger, reach, left, owned)
        if told is None and owned and self._targets and lists.ALSO_UNDER.fullmatch(left):
            return Statement(self._targets, "", owned)  # `under A sanctions since 2018, A ones`
        if told is None and self._wording.announces.search(left):
            # `announced new sanctions`: the next sentence may tell on whom.
            codes = owned or self.actor(left) or ()
            return Statement((), "", codes, opens=True) if codes else None
        return told

    def _behind_noun(
        self,
        trigger: re.Match[str],
        reach: int,
        left: str,
        owned: tuple[str, ...],
        *,
        told: bool,
    ) -> Statement | None:
        """Whoever stands behind: `sanctions on N`, `the list: N`, `the list includes N`."""
        text, roster = self._text, trigger.lastgroup == "roster"
        on = None if roster and not told else self._wording.on.match(text, reach)
        if on is None and not roster and lists.EXTENDS.search(self._text, 0, trigger.start()):
            on = lists.TO.match(text, reach)  # `extended its sanctions to N`
        if on is not None:
            # A noun with `on` is about what stands behind it, or nobody.
            told_of = self._on(on.end(), left, owned or self._bodies(on.group()))
            return told_of or Statement((), "", owned or (UNKNOWN,))
        rows = sides.PASSIVE_LIST.match(text, reach)
        if rows and self._wording.put.search(left) and clauses.NAME.search(left) is None:
            # `six banks were put under A sanctions: N and N`
            names = self.names_right(rows.end(), len(text))
            by = owned or self.actor(left) or self.announced() or (UNKNOWN,)
            return Statement(names, "", by) if names else None
        published = lists.PUBLISHED.match(text, trigger.end()) if roster else None
        if published is not None and lists.ON_IT.match(text[: trigger.start()]):
            names = self.names_right(published.end(), len(text))
            return Statement(names, "", self._bodies(published.group(1)))
        if roster and owned and lists.GROWS.match(text, reach):
            return Statement((), "", owned, opens=True)  # the next sentence may tell by whom
        entry = lists.ENTRY.match(text, reach)
        if roster and entry is not None and owned:
            return Statement(self.names_right(entry.end(), len(text)), "", owned)
        colon = lists.LISTS.match(text, reach)
        if roster and colon is not None and owned:
            return Statement(self.names_right(colon.end(), len(text)), "", owned)
        contains = lists.CONTAINS.match(text, reach)
        if roster and contains is not None:
            codes = owned or self._bodies(contains.group()) or self.actor(left) or self.announced()
            names = self.names_right(contains.end(), len(text)) if codes else ()
            return Statement(names, "", codes) if names else None
        return None

    def _before_noun(
        self, trigger: re.Match[str], reach: int, left: str, owned: tuple[str, ...]
    ) -> Statement | None:
        """Whoever stands before: `N, against whom`, `hit N with`, `N is under sanctions`."""
        roster = trigger.lastgroup == "roster"
        if trigger.group().startswith("specially designated") and lists.IS_A.search(left):
            return self.about(left, owned, be=True)
        whom = sides.AGAINST_WHOM.search(left)
        if whom is not None:
            codes = owned or self.actor(whom.group()) or self.by(reach, self.following(trigger))
            return Statement(
                self.before(left[: whom.start()], plural=False), "", codes or (UNKNOWN,)
            )
        verb = self._put(left, reach, trigger, owned)
        if verb is not None:
            return verb
        put = next(iter(reversed(list(self._wording.put.finditer(left)))), None)
        ahead = left[: put.start()] if put is not None else ""
        if "X" in ahead and not owned and self.actor(ahead) is None:
            return None  # a state that is none of our bodies put N on its list
        under = lists.STANDS_ON.search(left) if roster else None
        under = under or self._wording.under.search(left)
        if under is not None:
            if self._wording.contests.match(under.group()) and not self._contests(reach):
                return None
            self._floor = max(self._floor, reach)
            codes = owned or self.by(reach, self.following(trigger)) or self.announced()
            head = left[: under.start()]
            keeper = lists.KEEPS.match(clause_of(head)) if not codes else None
            if keeper is not None and lists.ITS.search(self._text, 0, trigger.start()):
                codes = self._bodies(keeper.group(1))  # `A took N onto its list`
            has = owners.HAS_ON.search(head) if not codes else None
            if has is not None:  # `A and A both have N on their lists`
                return Statement((int(has.group(2)),), "", self._bodies(has.group(1)))
            had = owners.HAS_HIM.search(head) if not codes else None
            if had is not None:
                within = self.meant_before(had.group(2), had.start())
                meant = "" if within else had.group(2)
                return Statement(within, meant, self._bodies(had.group(1)))
            noun = self._wording.noun_last.search(head)
            if noun is not None and not sides.APPOSED.search(head[: noun.start()]):
                # `towed a tanker under A sanctions`
                return Statement((), noun.group().strip(), codes or (UNKNOWN,))
            be = lists.IS_UNDER.search(head) is not None or not sides.BESIDE.search(head)
            inherits = "also" in head[-30:] or not head.strip()
            said = self.about(head, codes or (UNKNOWN,), be=be, inherits=inherits)
            if (said is None or not said.names) and codes and sides.COUNTED_OPENS.match(head):
                said = said if said and said.names else Statement((), "", codes, opens=True)
            including = lists.INCLUDING.match(self._text, self._floor)
            if including is not None and (said is None or not said.names):
                # `several people on A blacklists, including N and N`
                names = self.names_right(including.end(), len(self._text))
                return Statement(names, "", codes or (UNKNOWN,))
            return said
        return None

    def _adder(self, left: str) -> tuple[str, ...]:
        """`A put N on the list, and A did the same`: whoever puts somebody on it keeps it."""
        verbs = list(self._wording.put.finditer(left))
        return (self.actor(left[: verbs[-1].start()]) or ()) if verbs else ()

    def _contests(self, place: int) -> bool:
        """Whether who fights sanctions is under them: before a court, and for no other."""
        if self._text.startswith(" for ", place):
            return False  # `is fighting A sanctions for his clients`
        named = any("court" in name.text.lower() for name in self._marked.names)
        return named or self._wording.courts.search(self._text) is not None

    def _owners(self, trigger: re.Match[str], left: str) -> tuple[tuple[str, ...] | None, str]:
        """Bodies before the noun, and what stands before them; None if they are not ours."""
        own = self._bodies(trigger.group())
        left = lists.DETERMINERS.sub("", left) if trigger.lastgroup == "roster" else left
        before = (
            self._wording.bodies_before.search(left)
            or (own and owners.AND_BODY.search(left))
            or None
        )
        if before is None:
            if "X" in trigger.group().upper() and re.search(r"X\d", trigger.group()):
                return None, left
            return own, left
        if owners.OF_TOPIC.search(left):
            return own, left  # `their A sanctions` are about A
        codes = tuple(dict.fromkeys((*self._bodies(before.group(1)), *own)))
        if not codes and "X" in before.group(1) and not owners.TOPIC.search(left):
            return None, left
        return codes, left[: before.start()]

    def _put(
        self, left: str, reach: int, trigger: re.Match[str], owned: tuple[str, ...]
    ) -> Statement | None:
        """`A hit N with sanctions`, `N was added to the list`, `A put N under sanctions`."""
        verbs = list(self._wording.put.finditer(left))
        if not verbs or len(left) - verbs[-1].end() > lists.NEAR_VERB:
            return None
        verb = verbs[-1]
        ahead, inner = left[: verb.start()], left[verb.end() :]
        # `brought N under its sanctions`, but not `brought N to court over sanctions`
        means = lists.BROUGHT if verb.group().startswith("br") else lists.BY_MEANS
        if means.search(inner) is None:
            return None
        start = self._floor + verb.end()
        names = self.names_right(start, start + len(inner))
        # `N was designated by A and added to the list`
        again = bool(self._targets) and sides.ALONE.fullmatch(ahead) is not None
        passive = not verb.group().endswith("ing") and clauses.BE.search(ahead) is not None
        passive = passive or (not names and (again or bool(clauses.AND_ED.search(ahead))))
        if not passive and names:
            actor = self.actor(ahead)
            if not owned and (actor is None or (not actor and self.foreign())):
                return None
            codes = owned or actor or self.announced() or (UNKNOWN,)
            self._floor = max(self._floor, reach)
            return Statement(names, "", codes, inherits=codes == (UNKNOWN,))
        if not passive:
            actor = self.actor(ahead) or ()
            relative = sides.OBJECT_RELATIVE.search(ahead)
            if relative is not None:
                found = self.antecedent(ahead[: relative.start()], plural=sides.says_all(relative))
                head = "" if found else ahead[: relative.start()]
                return Statement(found, head, owned or actor or self.announced() or (UNKNOWN,))
            whose = sides.WHOSE_NAMED.search(ahead) if actor else None
            if whose is not None:
                self._floor = max(self._floor, reach)
                return Statement((int(whose.group(1)),), "", owned or actor)
            listed = self.names_right(reach, len(self._text)) if actor else ()
            if listed:
                return Statement(listed, "", owned or actor)
            pronoun = sides.PRONOUN.match(inner)
            if pronoun is not None:
                body = clauses.BODY.search(ahead)
                codes = owned or actor or (self._bodies(body.group()) if body else ())
                named = [m for m in clauses.NAME.finditer(ahead) if not m.group().endswith("'s")]
                last: tuple[int, ...] = (int(named[-1].group(1)),) if named else ()
                if pronoun.group(1) == "them" or pronoun.group(1).startswith(("both", "all")):
                    last = self.meant_before("them", trigger.start()) or last
                last = last or self.meant_before(pronoun.group(1), trigger.start())
                return Statement(last, pronoun.group(1), codes) if any(codes) else None
            if not names and (actor or self._wording.we.search(ahead)):
                # `A said it put four people on its list`: the next sentence may tell whom.
                own = owned or actor or self.announced()
                return Statement((), "", own, opens=True) if own else None
        codes = owned or self.by(reach, self.following(trigger)) or self.announced()
        if (
            not codes
            and lists.ITS.search(self._text, 0, trigger.start())
            and (said := owners.BY_LAST.search(ahead))
        ):
            codes = self._bodies(said.group(1))  # `identified by A and put on its blacklist`
        self._floor = max(self._floor, reach)
        return self.about(ahead, codes or (UNKNOWN,), be=passive, inherits=passive and not codes)

    def _on(self, start: int, left: str, owned: tuple[str, ...]) -> Statement | None:
        """`sanctions on N`: the body stands before the noun, acts, or follows behind."""
        text = self._text
        actor = self.actor(left)
        if actor is None and not owned and "X" in left:
            return None
        codes = owned or actor or ()
        if owned and actor and owners.TAKES_OVER.search(left):
            codes = tuple(dict.fromkeys((*actor, *owned)))  # `Bern adopted the EU's sanctions on N`
        names = self.names_right(start, len(text))
        if names and clauses.OVER.search(_cut(text[self._floor :])):
            return None
        codes = codes or self.by(max(start, self._floor), len(text)) or self.announced()
        needed = not codes and clauses.IT.search(left) is not None
        if not names:
            pronoun = sides.PRONOUN.match(text, start)
            if pronoun and codes:
                within = self.meant_before(
                    pronoun.group(1), self._marked.text.find(left) + len(left)
                )
                within = within or self.cataphor(pronoun.end())
                return Statement(within, "" if within else pronoun.group(1), codes)
            return Statement((), "", codes, opens=True) if codes else None
        both = sides.PRONOUN_AND.match(text, start) if codes else None
        if both is not None:
            within = self.meant_before(both.group(1), start)
            return Statement(within + names, "" if within else both.group(1), codes)
        return Statement(names, "", codes or (UNKNOWN,), inherits=not codes, needed=needed)

    def _headline(self, trigger: re.Match[str], left: str) -> Statement | None:
        """`US sanctions N`: the noun is a verb where a name follows and a line begins before it."""
        word = trigger.group()
        if not word.endswith(("sanctions", "blacklists")):
            return None
        start = owners.LINE_BEGINS.fullmatch(f"{left}{word[: word.rfind(' ') + 1]}")
        if start is None or lists.NO_VERB.match(self._text, trigger.end()):
            return None
        if self._wording.keepers.match(self._text, trigger.end()):
            return None
        names = self.names_right(trigger.end(), len(self._text))
        return Statement(names, "", self._bodies(start.group(1))) if names else None


def _cut(text: str) -> str:
    """A text up to the end of its clause."""
    stop = clauses.CLAUSE_ENDS.search(text)
    return text[: stop.start()] if stop else text
