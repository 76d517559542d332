"""Evidence of posts at names in other scripts: 김영복 부총참모장, 歌手朴永植, инженер Пак Ён Сик.

Owns comparing what `posts` reads with a listing. Invariant: a post that the list prints as well
outweighs a calling in the same place, and a post of another country is not it. Refuses names in
Latin letters, of which it says nothing.
"""

from __future__ import annotations

import msgspec

from xref.articles.hits import Hit
from xref.match.context import Context
from xref.match.facts import Facts
from xref.match.posts import Posted, Posts
from xref.model import Evidence
from xref.rules import Rules

#: Callings that only a listed Northerner contradicts, and that people in the North have.
_OF_THE_NORTH = frozenset(("agency abroad", "exile", "candidacy", "doctorate"))
#: Callings that speak against a listing without titles, if the article is not of its country.
_CIVIL = frozenset(
    ("arts", "sport", "learning", "law", "press", "medicine", "religion", "trades")
)  # fmt: skip
#: The role of who is in no office of state.
_BUSINESS = "finance"
#: Listings that print a nationality oppose every other one; what somebody is to them is open.
_FEW = 3


class Judged(msgspec.Struct, frozen=True):
    """What the posts at one mention tell of one listing.

    Attributes:
        role: A post that the list prints as well.
        against: What speaks against it; nothing beside a role.
        places: Opposed countries in the phrases, each with the phrase.
        holds_office: A post of state stands there that nothing speaks against, so that what else
            the sentence is about is no topic of his.
    """

    role: Evidence | None = None
    against: tuple[Evidence, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    holds_office: bool = False


_NOTHING = Judged()


class PostEvidence:
    """Weighs posts at names in other scripts; immutable.

    Args:
        rules: Loaded rules.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules.evidence
        self._posts = Posts(rules)
        #: What contradicts a listed Northerner alone, unless the text places him in the North.
        self._southern = frozenset(
            name
            for name, each in self._rules.callings.items()
            if each.only_of and not each.of and name not in _OF_THE_NORTH
        )

    def at(self, hit: Hit, facts: Facts, context: Context) -> Judged:
        """What the posts at a mention tell."""
        posted = self._posts.at(context.text, hit.start, hit.end)
        if posted is None:
            return _NOTHING
        places = _opposed(posted, facts)
        role = None if places else self._role(posted, facts)
        against = () if role is not None else self._against(posted, facts, context, bool(places))
        in_office = any(name != _BUSINESS for name, _ in posted.roles)
        return Judged(role, against, places, in_office and not (against or places))

    def _role(self, posted: Posted, facts: Facts) -> Evidence | None:
        for name, listed, _ in facts.roles:
            for role, post in posted.roles:
                if role == name:
                    detail = f"{post!r} at the name; the list says {listed!r} ({name})"
                    return self._rules.item("role_agrees", detail)
        return None

    def _against(
        self, posted: Posted, facts: Facts, context: Context, opposed: bool
    ) -> tuple[Evidence, ...]:
        """The first calling that contradicts.

        Where a listing prints no titles one does if the article does not speak of its country, or
        the phrase places him in one that the listing rules out.
        """
        codes = {code for code, _ in posted.nations}
        at_home = not codes.isdisjoint(facts.countries) and codes.isdisjoint(facts.opposed)
        away = opposed or not any(map(context.country_cue, facts.countries))
        sure = facts.callings | (facts.unproved & _CIVIL if away else frozenset())
        for calling, phrase in posted.callings:
            if calling in sure and not (at_home and calling in self._southern):
                detail = f"{phrase!r} at the name ({calling}); no listed title is of that field"
                return (self._rules.item("role_differs", detail),)
        return ()


def _opposed(posted: Posted, facts: Facts) -> tuple[tuple[str, str], ...]:
    """Opposed countries in the phrases at a name, unless the listed one stands there too."""
    codes = {code for code, _ in posted.nations}
    if not codes.isdisjoint(facts.countries) or len(facts.opposed) > _FEW:
        return ()
    return tuple((code, phrase) for code, phrase in posted.nations if code in facts.opposed)
