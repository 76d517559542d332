"""Screening: one article against all subjects.

Owns how hits, evidence, attributions and claims of an article become alerts. Invariants: one
alert for each article and subject; the score lies on the side of the borders that the rules
demand, and is otherwise the sum of the effects shown. Refuses to read files.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from xref.articles.hits import Hit
from xref.articles.patterns import StoredAutomaton
from xref.articles.scan import Scanner
from xref.index import Index
from xref.match.claim_named import Named
from xref.match.claim_statements import UNKNOWN
from xref.match.claims import Claims
from xref.match.context import Context
from xref.match.coreference import Attribution, Coreference
from xref.match.cues import Cues
from xref.match.evidence import Weigher
from xref.match.support import Support
from xref.model import Alert, Claim, Document, Evidence, Mention, Name, Subject
from xref.names.compare import NameComparer
from xref.rules import Rules

#: Mentions kept with an alert; the rest are counted in its evidence. A page that names one
#: man 5,000 times is still one row for its reviewer.
MAX_MENTIONS = 100

# What tells that a name of one word stands for a ship or a body.
_SUPPORTING = frozenset(("ship_word", "aircraft_word", "organisation_word"))
# That nothing tells it.
_LACKING = frozenset(("unsupported", "everyday_word"))
# What is said of one mention, and not of who is meant.
_OF_MENTION = _LACKING | {"name", "untied"}

#: The smallest difference that scores show.
_STEP = 0.01

_FULL_DATE = len("2024-03-05")
#: Up to so many days are told in days.
_DAYS_SHOWN = 45
_CLAIMED = (
    (False, "claim_differs", "the loaded list of that body does not show it"),
    (None, "claim_unchecked", "that list is not loaded"),
)


class _Article(msgspec.Struct, frozen=True):
    """What all alerts of one article share.

    Attributes:
        context: The article.
        later: Position of a subject -> how many surnames alone mean it.
        alone: Position of a subject -> spans of surnames that mean it and no other.
        claims: Claims, each with the position of its subject.
        spans: The subjects of each span.
    """

    context: Context
    later: Counter[int]
    alone: dict[int, list[tuple[int, int]]]
    claims: list[tuple[int | None, Claim]]
    spans: dict[tuple[int, int], list[int]]


_TIES = frozenset(("ship_tied", "organisation_tied", "body_named", "acronym_explained"))
# Who they are said of is the one who is listed, whatever is said of a namesake.
_SURE = frozenset(("role_agrees", "birth_agrees", "imo_agrees", "mmsi_agrees"))
#: What speaks against a tied name all the same, if it is said of another mention.
_FIRM = frozenset(("imo_differs", "acronym_differs"))


class ArticleScreener:
    """Turns articles into alerts; immutable."""

    def __init__(
        self,
        index: Index,
        comparer: NameComparer,
        weigher: Weigher,
        rules: Rules,
        stored: StoredAutomaton | None = None,
    ) -> None:
        self._index = index
        self._comparer = comparer
        self._weigher = weigher
        self._rules = rules
        self._cues = Cues(rules)
        self._scanner = Scanner(index, comparer, rules, self._cues.phrases, stored)
        self._support = Support(index, weigher.facts, self._cues, rules)
        self._coreference = Coreference(rules, comparer, self._roles)
        self._claims = Claims(index.subjects, rules)

    def _roles(self, position: int) -> frozenset[str]:
        """Roles that the listings of a subject print."""
        return self._weigher.roles(self._index.subjects[position])

    def stored(self) -> StoredAutomaton:
        """The automaton in bytes; see `Scanner.stored`."""
        return self._scanner.stored()

    def hits(self, text: str) -> list[Hit]:
        """Spans of a text that may name somebody; see `Scanner.hits`."""
        return self._scanner.hits(text)

    def attributions(self, text: str) -> dict[int, tuple[int, ...]]:
        """Where lone surnames stand, and positions of the subjects each is taken to mean."""
        found = self._coreference.attribute(text, self._scanner.hits(text))
        return {each.start: each.subjects for each in found}

    def screen(
        self, document: Document, *, all_scores: bool = False
    ) -> tuple[list[Alert], list[Claim]]:
        """Alerts and claims of one article; claims include those about no subject.

        Args:
            document: The article.
            all_scores: Alerts below the floor as well, without a band: to explain why they
                are not written down.
        """
        scan = self._scanner.scan(document.text, self._support)
        by_subject: dict[int, list[Hit]] = defaultdict(list)
        for hit in scan.hits:
            if hit.subject >= 0:
                by_subject[hit.subject].append(hit)
        context = Context(document, self._rules, self._cues, scan)
        places = self._claims.places(context)
        if not by_subject and not places:
            return [], []
        # Surnames alone mean somebody listed only if a listed person is named in full.
        attributions = (
            self._coreference.attribute(document.text, scan.hits, everybody=bool(places))
            if places
            or any(hit.subject >= 0 and hit.person and hit.how == "name" for hit in scan.hits)
            else []
        )
        found = (
            self._claims.find(context, places, self._named(document.text, scan.hits, attributions))
            if places
            else []
        )
        spans: dict[tuple[int, int], list[int]] = defaultdict(list)
        for hit in scan.hits:
            if hit.subject >= 0:
                spans[hit.start, hit.end].append(hit.subject)
        later = Counter(subject for each in attributions for subject in each.subjects)
        alone: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for each in attributions:
            if len(each.subjects) == 1:
                alone[each.subjects[0]].append((each.start, each.end))
        article = _Article(context, later, alone, found, spans)
        if scan.unclaimed and not all_scores:
            # Words of prose near "sanctioned", which is said of others.
            claimed = {position for position, _ in found}
            for position in scan.unclaimed - claimed:
                by_subject.pop(position, None)
        alerts = [
            alert
            for position, own in sorted(by_subject.items())
            if (alert := self._alert(article, position, own, all_scores)) is not None
        ]
        alerts.sort(key=lambda alert: (-alert.score, alert.subject.id))
        return alerts, [claim for _, claim in found]

    def _named(
        self, text: str, hits: Sequence[Hit], attributions: Sequence[Attribution]
    ) -> list[Named]:
        """Everything the scanner found that a claim can be about, in order of the text."""
        subjects: dict[tuple[int, int], set[int]] = defaultdict(set)
        for hit in hits:
            if hit.how in ("name", "surname"):
                subjects[hit.start, hit.end].update({hit.subject} if hit.subject >= 0 else set())
        for attribution in attributions:
            subjects[attribution.start, attribution.end].update(attribution.subjects)
        return [
            Named(start, end, text[start:end], tuple(sorted(found)), self._kind(found))
            for (start, end), found in sorted(subjects.items())
        ]

    def _kind(self, subjects: set[int]) -> str:
        """What kind of name a span is; where subjects differ, a person's."""
        kinds = {self._index.subjects[position].kind for position in subjects}
        return kinds.pop() if len(kinds) == 1 else "person"

    def _alert(
        self, article: _Article, position: int, hits: Sequence[Hit], all_scores: bool
    ) -> Alert | None:
        """The alert on one subject; None below the floor, unless all scores are asked for."""
        context = article.context
        subject = self._index.subjects[position]
        scored = [self._score(hit, subject, context) for hit in hits]
        best = max(range(len(scored)), key=lambda i: (scored[i][0], -hits[i].start))
        total, evidence, name = scored[best]
        evidence = list(evidence)
        own_claims = tuple(claim for who, claim in article.claims if who == position)
        tied = subject.kind != "person" and any(
            claim.on_list and claim.authority != UNKNOWN for claim in own_claims
        )
        against = self._weigher.later(article.alone[position], subject, context)
        mentions = [*scored, (0.0, against, name)] if against else scored
        total += self._contradictions(mentions, best, evidence, tied=tied)
        total += self._claimed(own_claims, evidence)
        later = article.later[position]
        if later:
            evidence.append(
                self._weigher.item(
                    "later_mentions",
                    f"{later} mentions by surname alone are taken to mean this name",
                )
            )
        alias = self._weigher.quoted_alias(hits, subject, context)
        if alias is not None:
            evidence.append(alias)
            total += alias.effect
        evidence.extend(_listing_date(context.document, subject))
        total = min(self._rules.evidence.bases.ceiling, max(0.0, total))
        total = round(self._within(total, evidence, hits), 4)
        band = self._comparer.band(total)
        if band is None and not all_scores:
            return None
        homonyms = sorted(
            {
                self._index.subjects[other].id
                for hit in hits
                for other in article.spans[hit.start, hit.end]
                if other != position
            }
        )
        return Alert(
            alert_id=alert_id(context.document.id, subject.id),
            document_id=context.document.id,
            document=context.document,
            subject=subject,
            score=total,
            band=band,
            status=subject.status,
            evidence=tuple(evidence),
            matched_name=name,
            mentions=self._mentions(context, hits),
            claims=own_claims,
            homonyms=tuple(homonyms),
        )

    def _claimed(self, claims: Sequence[Claim], evidence: list[Evidence]) -> float:
        """Add what the article says of sanctions, beside what the lists show; returns what it adds.

        Only an agreement on a named body counts; "a sanctioned banker" can be anybody's.
        """
        said: dict[bool | None, set[str]] = defaultdict(set)
        for claim in claims:
            if claim.authority != UNKNOWN:
                said[claim.on_list].add(claim.authority)
        moved = self._confirm(sorted(said[True]), evidence) if said[True] else 0.0
        evidence += [
            self._weigher.item(
                feature, f"the article says: sanctioned by {', '.join(sorted(said[on_list]))}; {so}"
            )
            for on_list, feature, so in _CLAIMED
            if said[on_list]
        ]
        return moved

    def _confirm(self, authorities: Sequence[str], evidence: list[Evidence]) -> float:
        """Add that a claim of the article is true of the lists; returns what it adds."""
        moved = 0.0
        feature = "claim_agrees"
        if evidence[0].effect <= self._rules.evidence.bases.needs_support and not any(
            item.feature in _SUPPORTING for item in evidence
        ):
            # The claim tells what the name stands for, as a ship word does.
            feature = "claim_supports"
            # "Designates the United States Post Office" makes no company of United: what speaks
            # against a word of prose stays, and the claim brings it above the floor at most.
            moved -= sum(item.effect for item in evidence if item.feature == "unsupported")
            evidence[:] = [item for item in evidence if item.feature != "unsupported"]
        item = self._weigher.item(
            feature, f"the article says: sanctioned by {', '.join(authorities)}; the lists agree"
        )
        evidence.append(item)
        return moved + item.effect

    def _within(self, total: float, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> float:
        """Keep a score on its side of the borders, whatever the sum says.

        A contradiction, or a surname alone, stays under the review border; a whole name
        that agrees stays above the floor, so that it is written down with what spoke
        against it.
        """
        scoring, bases = self._rules.names.scoring, self._rules.evidence.bases
        against = self._rules.evidence.contradictions
        stays_under = any(item.feature in against for item in evidence) or all(
            hit.how == "surname" for hit in hits
        )
        if stays_under:
            total = min(total, scoring.possible.value - _STEP)
        # A name that needs support and has none is a word of the text until something says more.
        if evidence[0].effect <= bases.needs_support:
            return total
        # Only a contradiction takes a whole name below the line; that it is common does not.
        return max(total, scoring.floor.value if stays_under else scoring.possible.value)

    def _score(
        self, hit: Hit, subject: Subject, context: Context
    ) -> tuple[float, list[Evidence], Name]:
        name = (
            self._index.entries[hit.entry].name
            if hit.entry >= 0
            else subject.designations[0].names[0]
        )
        start, first = self._weigher.base(hit, subject, name, context)
        first = Evidence(first.feature, round(start, 4), first.detail)
        around = self._weigher.around(hit, subject, name, context)
        return start + sum(item.effect for item in around), [first, *around], name

    def _contradictions(
        self,
        scored: Sequence[tuple[float, list[Evidence], Name]],
        best: int,
        evidence: list[Evidence],
        *,
        tied: bool,
    ) -> float:
        """Carry what speaks against one mention to the alert, unless the best is surely him.

        The same name in one article is one man: if one sentence calls him a golfer, the
        others do not make him a general.

        Args:
            scored: Score, evidence and name of each mention.
            best: Which of them counts.
            evidence: Its evidence; what is carried is added.
            tied: The article ties the name to a ship or body, as a claim does that is true.
        """
        have = {item.feature for item in evidence}
        if have & _SURE:
            return 0.0
        # A common name that is tied to a ship or body here may be a word or a place elsewhere.
        firm = _FIRM if tied or have & _TIES else None
        moved = 0.0
        for index, (_, items, _) in enumerate(scored):
            if index == best:
                continue
            for item in items:
                if firm is not None and item.feature not in firm:
                    continue
                if item.effect < 0 and item.feature not in have and item.feature not in _OF_MENTION:
                    have.add(item.feature)
                    evidence.append(item)
                    moved += item.effect
        return moved

    def _mentions(self, context: Context, hits: Sequence[Hit]) -> tuple[Mention, ...]:
        """Mentions of an alert: each span once, repeats of a paragraph left out."""
        spans = context.fresh(sorted({(hit.start, hit.end) for hit in hits}))
        return tuple(context.mention(*span) for span in spans[:MAX_MENTIONS])


def alert_id(document_id: str, subject_id: str) -> str:
    """First 16 hex digits of sha256 over document id, NUL and subject id.

    Example:
        >>> alert_id("a.txt", "us-ofac-sdn:52114")
        'b3d52482d11b7225'
    """
    digest = hashlib.sha256(f"{document_id}\0{subject_id}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _listing_date(document: Document, subject: Subject) -> list[Evidence]:
    """Shown only: whether the article is older than the first dated listing."""
    dates = sorted(d.listed_on for d in subject.designations if d.listed_on)
    if not document.published or not dates or document.published[:4] > dates[0][:4]:
        return []
    if document.published >= dates[0]:
        return []
    later = _apart(document.published, dates[0])
    detail = f"first listed {later} after this article ({dates[0]}, {document.published[:10]})"
    return [Evidence("listed_later", 0.0, detail)]


def _apart(early: str, late: str) -> str:
    """How long after one ISO date another is, in the largest fitting unit.

    Example:
        >>> _apart("2024-03-05", "2024-12-17"), _apart("2024-12-01", "2024-12-17")
        ('9 months', '16 days')
        >>> _apart("2019", "2024-12-17"), _apart("2023-11-30", "2024-12-17")
        ('5 years', '1 year')
    """
    months = 12 * (int(late[:4]) - int(early[:4]))
    if len(early) < len("2024-03") or len(late) < len("2024-03"):
        return _counted(max(1, months // 12), "year")
    months += int(late[5:7]) - int(early[5:7])
    if len(early) >= _FULL_DATE and len(late) >= _FULL_DATE:
        days = (date.fromisoformat(late[:10]) - date.fromisoformat(early[:10])).days
        if days < _DAYS_SHOWN:
            return _counted(days, "day")
        months -= late[8:10] < early[8:10]
    if months < 12:
        return _counted(max(1, months), "month")
    return _counted(months // 12, "year")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
