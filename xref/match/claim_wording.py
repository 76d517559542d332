# ruff: noqa: E501  # a pattern is read as one line
"""Words of the rules as patterns: what a linguist may edit, in the shapes where it stands.

Owns denials, plans and removals, which decide whether a clause makes a claim at all, and every
pattern over the codes of `claim_marks` that holds words of the field: verbs that impose, posts,
offices, what can be frozen. Invariant: compiled once, from the rules alone; a word that ends in
`*` stands for all words that begin so. Refuses to know how a clause is built.
"""

from __future__ import annotations

import re

from xref.match.claim_sequels import LIKEWISE, SHARE
from xref.match.claim_words import LIST
from xref.rules.claims import ClaimRules, ClaimWords, StandIns


class Wording:
    """Compiled words of the rules; immutable."""

    def __init__(self, rules: ClaimRules) -> None:
        self._denials = _any(rules.denials)
        self._plans = _any(rules.plans)
        self._removals = _any(rules.removals)
        self.rosters = rules.rosters
        self.decisions = re.compile(
            rf"(?:(?:{'|'.join(rules.decisions)})|\b(?:decided|agreed|voted|moved)\s(?:on\s)?\w+day\sto|\b(?:decision|move|vote|order)(?:\sof(?:\sthe)?\s[AX]\d+)?(?:\s(?:in|on|last|this)\s(?:\w+\s)?\w+)?\sto)\s+$"
        )
        speaking, people = ("|".join(map(re.escape, w)) for w in (rules.speaking, rules.people))
        #: Behind a name: it speaks, or its people are meant.
        self.no_target = re.compile(rf"\s*,?\"?\s*(?:{speaking})\b|\s(?:{people})\b")
        #: ... its people alone: `sanctioned banker N said` is about who speaks.
        self.people = re.compile(rf"\s(?:{people})\b")
        #: In a phrase before a name: it is a clause, and no phrase.
        self.says = re.compile(rf"\b(?:{speaking})\b")
        words = rules.words
        self._nouns(rules.stand_ins)
        #: `EU sanctions envoy N`: the noun is none of a headline's verbs.
        self.keepers = re.compile(rf"\s{forms(words.keepers)}\b")
        #: `shares in N`: a firm, though its words do not tell.
        self.business = re.compile(rf"\b{forms(words.business)}\s(?:in|of|at|by)\s(?:the\s)?$")
        #: A sentence with one of these says itself whose the measure is.
        self.telling = tuple(words.telling)
        #: What is frozen or listed is its owner.
        self.belongings = frozenset(words.belongings)
        #: `executives of the bank, N`: people, not the bank.
        self.personnel = frozenset(words.personnel)
        #: Participles that modify a name behind them, and are no verbs.
        self.modifiers = frozenset(words.modifiers)
        #: `N officer N`: a post between a body and who holds it.
        self.post_of = re.compile(
            rf"\s(?:(?!and\b|or\b|its\b|his\b|their\b|the\b|an?\b|of\b|to\b|for\b)[a-z-]+\s){{0,2}}{forms(words.posts)},?\s(?=N(\d+))"
        )
        #: `N terminal operator N`: the first only tells whose the second is.
        self.unit_of = re.compile(
            rf"\s(?:(?!and\b|or\b|of\b|in\b|with\b|for\b|to\b|the\b|an?\b)[a-z-]+\s){{0,2}}{forms([*rules.body_words, 'arm'])}\s(?=N\d)"
        )
        #: Verbs that put somebody under a measure, or on a list.
        self.put = re.compile(rf"\b{forms(words.putting)}(?!\w)")
        adjectives = forms([*words.measure_adjectives, "the", "its", "their", "his", "her", "own"])
        self.bodies_before = re.compile(
            rf"((?:[AXL]\d+(?:'s)?|western|international)(?:\s*(?:,\s*and|,|and|&|/|as well as)\s*(?:the\s+)?[AXL]\d+(?:'s)?)*)(?:\s+(?:{adjectives}|\d+\w*))*[\s-]+$"
        )
        self.under = re.compile(
            rf"\b{forms(words.under)}(?:\s+(?:{adjectives}|an?|and|,|A\d+(?:'s)?|X\d+|both))*\s*,?\s*(?:(?:asset freezes?|travel bans?)\s+and\s+)?(?:an?\s+)?$"
        )
        #: `N is fighting A sanctions`, and where that tells that N is under them.
        self.contests = re.compile(rf"{forms(words.contesting)}\b[^,;N]*$")
        self.courts = re.compile(rf"\b{forms(words.courts)}\b")
        spokesmen = forms([*words.spokesmen, "of", "for", "the", "'s"])
        self.speaks = re.compile(
            rf"({LIST})(?:'s)?(?:\s{spokesmen}){{0,6}}?(?:\sN\d+)?\s(?:on \w+day\s|\w+ly\s)?(?:said|says|say|told|announced|confirmed)\b"
            rf"|\b{forms(words.seats)}\sin\s([AL]\d+)\s(?:said|says|announced)|\baccording to (?:the\s)?({LIST})|\bstatement (?:by|from) (?:the\s)?({LIST})"
        )
        #: `A announced a new package of`.
        self.announces = re.compile(rf"\b{forms(words.imposing)}\s(?:out\s|on\s)?[^,;.N]{{0,60}}$")
        self.on = re.compile(
            rf"(?:,?\s(?:(?:which|that)\s)?(?:the\s)?{LIST}\s(?:ha[sd]|have)?(?=\s?{forms(words.imposed)}))?"
            r"(?:\s+(?:pursuant to|under)\s[^,;N]{0,50}?(?=\son\s|\sagainst\s))?(?:\s+(?:was|were|have been|had been|has been))?(?:\s+(?:list|regime))?(?:\s+for\s(?:[a-z0-9]+\s){0,2}(?:years?|months?|decades?))?\s*(?:\w+day\s+)?"
            rf"(?:[a-z ,]{{0,30}}?\b{forms(words.imposed)}\s+)?(?:(?:[a-z]+\s+)?(?:in|last|this|on)\s+(?:\w+\s+)?(?:\d{{4}}|\w+day|month|week|year)\s+)?(?:by\s+(?:the\s+)?{LIST}\s+)?(?:on(?!\s(?:\d{{1,2}}\s)?(?:\w+day|month|(?:janu|febru)ary|march|april|june|july|august|\w+ber)\b)|against|upon|target(?:s|ed|ing)?|aimed at)\b"
        )
        #: A body behind a preposition acts all the same: `the ministry of finance of A`.
        self.office_of = re.compile(
            rf"\b{forms(words.offices)}(?:\s[a-z]+){{0,3}}\sof\s(?:the\s)?$"
        )
        things = rf"(?:[a-z]+\s){{0,2}}{forms(words.assets)}"
        self.owner = re.compile(
            rf"\b{things}(?:\s(?:and|in|interests|property|assets))*\s(?:of|belonging to|held by|linked to|tied to|connected to|associated with|in the names? of|controlled by|owned by)\s(?:the\s)?(?:[a-z'-]+\s){{0,4}}(?=N\d)"
        )
        self.owned = re.compile(rf"N(\d+)'s\s{things}\b[^,;N]*$")
        self.whose = re.compile(rf",?\swhose\s{things}\b[^,;N]*$")
        #: `N's inclusion on the list`, `N appealed against his inclusion on the list`.
        self.inclusion = re.compile(
            r"(?:\s+(?:pursuant to|under)\s[^,;N]{0,50}?(?=\son\s|\sagainst\s))?N(\d+)(?:'s|[^;.N]*\b(?:his|her|its|their))\s(?:\w+\s)?"
            rf"{forms(words.inclusions)}\b[^,;N]*$"
        )
        #: The sentence behind tells who was meant, or who did the same: `Tokyo followed suit`.
        self.goes_on = re.compile(
            rf"\s*(?:They|These|Those|(?:One|Two|Three|Four|Five|Both|All)(?: of them)? (?:is|are|was|were)\b|The (?:\w+ )?{forms(words.affected)}|The (?:[\w-]+ ){{0,2}}\w+(?=, [A-Z])|The \w+est(?=, the [A-Z])|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Several|Some) of them(?=, )|Among (?:them|those|the)|Others|(?:Subject to|Affected|Targeted|Sanctioned|Blacklisted|Included|Listed)\b|So (?:has|have|was|were|is|are)\b|(?:[A-Z]\w+ \w+,? )?[Ii]t (?:also |then |later )?{forms(words.adding)}|The (?:best[- ]known|most prominent|most senior|highest[- ]ranking|latest|first|last|biggest|largest)\b|The (?:other|remaining|\d+)\b|Also|(?:\w+ ){{1,4}}(?:also|separately) {forms([*words.adding, 'named', 'listed'])}"
            r"|[^.\n]{3,160}?\b(?:among (?:those|the (?:\w+ )?\w+s)\b|(?:was|were|is|are|figures?|appears?|stands?) (?:also |both )?(?:targeted|named|hit|added|singled out|included|on the list)\b|"
            + LIKEWISE
            + "|"
            + SHARE
            + r"))\b"
        )
        self._hearsay(words)
        self.appointed = re.compile(rf"[^.;]*?\bas\b[^.;,]{{0,60}}\b{forms(words.appointments)}\b")
        #: `a network led by N` is its leader.
        self.led = re.compile(
            rf"\b{forms(words.networks)}(?:\s(?!and\b|who\b|that\b)[\w-]+){{0,4}}\s{forms(words.led)}\s$"
        )
        #: "The government", at the head of a sentence.
        self.government = re.compile(
            rf"\s*[“\"]?(The (?:[a-z]+ )?{forms(words.seats)})(?= (?!of\b|in\b))"
            r"|[^.\n]{0,240}?\b(?:after|since|because|when|before) (the government)(?= (?!of\b|in\b))"
        )
        #: `the same department`: the body named before.
        self.same_body = re.compile(rf"\bthe same {forms(words.agencies)}\b")
        #: Behind the head of a body: it acts, or is named with its government.
        self.head_acts = re.compile(
            rf"['’]s (?:\w+ ){{0,2}}(?:{forms([*words.seats, *words.offices])}|administration|sanctions|designation|blacklist)\b"
            rf"|,? (?:(?:also|then|later|has|had|have|\w+ly|on \w+day|in \w+) )*(?:sign\w*|enact\w*|order\w*|approv\w*|{forms(words.imposing)}|sanction\w*|designat\w*|blacklist\w*|froze|frozen|put|plac\w+|added|said|says)\b(?! by\b)"
        )
        #: A pronoun or an office that acts, and stands for a body.
        self.we = re.compile(
            rf"\b(?:we|it|they|(?:the|his|her|its|our|my) {forms(words.agencies)})\b[^,.;N]*$"
        )
        #: Behind `designated`: it is a measure.
        self.as_measure = re.compile(rf"[^.;]*?\bas\b[^.;]{{0,80}}\b{forms(words.measure_words)}")
        self.adjectival = re.compile(
            r"(?:^|[\"“(—–:]|\b(?:the|a|an|for|with|of|from|to|and|by|on|against|two|three|several|former|other|already|between|via|as|two)\b,?)\s*\"?$"
            rf"|\b(?:{forms(words.meeting)}|\w{{3,}}ed|\w{{3,}}ing)\s$"
        )
        #: `the tanker, then known as the N, was`: that is its name.
        self.known_as = re.compile(
            r"(?<=the )(?P<noun>[a-z-]+(?: (?!was|is|were|had|has)[a-z-]+)?),? (?:then |now |also |formerly |previously |since |later |which was |at the time )*"
            rf"{forms(words.naming)}(?: (?:then|now|at the time|at that time|by then))? (?:(?:as|under the name)(?: of)? )?(?:the )?\"?(?P<name>N\d+)\"?,"
        )
        #: `authority to impose sanctions`: not yet.
        self.infinitive = re.compile(rf"\bto\s(?:\w+ly\s)?{forms(words.to_impose)}\s[^,;N]*$")

    def _nouns(self, meant: StandIns) -> None:
        """Nouns that stand for somebody of the same sentence."""
        nouns = {
            kind: forms([word[4:] for word in known if word.startswith("the ")])
            for kind, known in (
                ("vessel", meant.vessel),
                ("organisation", meant.organisation),
                ("person", meant.person),
            )
        }
        self._trades = [frozenset(trade) for trade in meant.trades]
        groups = "|".join(f"(?P<{kind}>{known})" for kind, known in nouns.items())
        #: A noun that stands for somebody, with its kind: `the oil company`.
        self.noun = re.compile(rf"\bthe\s(?:[a-z-]+\s){{0,2}}?(?:{groups})(?![\w'-])")
        #: `as the banks`, `towed a tanker`, at the end of a text.
        self.noun_last = re.compile(
            r"\b(?:the|an?|another|other|two|three|several|some)\s(?:[a-z-]+\s)?"
            rf"(?:{'|'.join(nouns.values())})s?\s*$"
        )
        #: `Blacklisted by A in May, the tanker went on`: the subject behind a clause.
        self.subject_behind = re.compile(
            r"(?:[^;.]|\.\d)*?,\s(?:(?P<word>he|she|it|they)\b|(?P<noun>the\s(?:[a-z-]+\s){0,2}?"
            rf"(?:{'|'.join(nouns.values())}))(?![\w'-])(?!,?\s(?:the\s)?N\d))"
        )

    def _hearsay(self, words: ClaimWords) -> None:
        """What is told, and is not so."""
        #: `vetoed the designation of N`: it has not come about.
        self.hindered = re.compile(
            rf"\b{forms(words.hindering)}\s(?:(?:the|his|her|its|their|an?|N\d+'s|A\d+(?:'s)?|[a-z]+)\s){{0,3}}$"
        )
        #: `rejected a report that`, `called the claim that … a hoax`: what follows is not said.
        self.dismissed = re.compile(
            rf"\b{forms(words.dismissing)}\s(?:[a-z-]+\s){{0,4}}?{forms(words.hearsay)}"
            r"(?:\s(?:on\s\w+day|in\s(?:the\s)?\w+))?\sthat\b[^;]*$"
            rf"|\b(?:call|describ|brand)\w*\s(?:the\s|an?\s)?{forms(words.hearsay)}\sthat\b[^;]*$"
        )
        #: `a post saying that N had been sanctioned turned out to be fake`.
        self.hearsay = re.compile(rf"\b{forms(words.hearsay)}\b[^,;]*\bthat\b")
        self.is_false = re.compile(
            r"\b(?:is|was|are|were|been|be|prov(?:ed|en)|as|call\w*\s[^;]*)\s(?:\w+ly\s)?"
            rf"{forms(words.falsehoods)}\b"
        )

    def may_be(self, noun: str, name: str) -> bool:
        """Whether a noun can mean a name: `the bank` is no `Tercel Mining`."""
        said = [trade for trade in self._trades if not trade.isdisjoint(noun.lower().split())]
        words = name.lower().split()
        told = [trade for trade in self._trades if not trade.isdisjoint(words)]
        return not said or not told or any(trade in told for trade in said)

    def plans(self, text: str) -> bool:
        """Whether a text plans or asks for something anywhere."""
        return self._plans.search(text) is not None

    def says_otherwise(self, clause: str) -> bool:
        """Whether a clause denies, plans, asks, or tells of an end."""
        last = clause[clause.rfind(", ") + 1 :] if clause.count(", ") > 2 else clause
        return bool(
            self._denials.search(clause) or self._plans.search(last) or self._removals.search(last)
        )


def forms(words: list[str]) -> str:
    """A group of words for a pattern; `impos*` is any word that begins so.

    Example:
        >>> forms(["put", "plac*"])
        '(?:put|plac[a-z]*)'
    """
    alternatives = (re.escape(word).replace(r"\*", "[a-z]*") for word in words)
    return f"(?:{'|'.join(alternatives)})"


def _any(words: list[str]) -> re.Pattern[str]:
    phrases = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{phrases})(?!\w)|(?<=[a-z])n't\b")
