"""The matcher: names and articles in, possible matches with evidence out.

Owns wiring index, scanner, evidence, attribution and claims. Invariants: it is immutable,
picklable and safe to share between threads; the same input gives the same output in the
same order. Refuses to decide: it returns scores and bands, never a disposition.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xref.articles.scan import Hit, Scanner
from xref.articles.sentences import snippet
from xref.errors import UsageError
from xref.index import Index
from xref.match.claims import Named, claims
from xref.match.context import Context
from xref.match.cues import Cues
from xref.match.coreference import Attribution, attribute
from xref.match.evidence import BIRTH_YEAR_TOLERANCE, Weigher, birth_years
from xref.model import (
    KINDS,
    Alert,
    Band,
    Claim,
    Comparison,
    Document,
    Evidence,
    Kind,
    Lists,
    Match,
    Mention,
    Name,
    Subject,
    check_kind,
)
from xref.names import comparer_for
from xref.names.imo import is_imo
from xref.rules import Rules, load_rules

if TYPE_CHECKING:
    import polars as pl

#: Mentions kept with an alert; the rest are counted in its evidence. A page that names one
#: man 5,000 times is still one row for its reviewer.
MAX_MENTIONS = 100

#: The smallest difference that scores show.
_STEP = 0.01


class Matcher:
    """Matches names and articles against loaded lists.

    Args:
        lists: From `xref.load_lists`.
        rules: A `Rules`, a rules folder, or None for the packaged rules.

    Example:
        >>> import xref
        >>> matcher = xref.Matcher(xref.load_lists())
        >>> [match.subject.name for match in matcher.match("Kim Young-bok", limit=1)]
        ['KIM, Yong Bok']
    """

    def __init__(self, lists: Lists, rules: Rules | str | Path | None = None) -> None:
        self.lists = lists
        self.rules = rules if isinstance(rules, Rules) else load_rules(rules)
        self.comparer = comparer_for(self.rules)
        self.index = Index(lists, self.comparer)
        self._scanner = Scanner(self.index, self.comparer, self.rules)
        self._weigher = Weigher(self.rules, self.comparer, self.index.bearers)
        self._cues = Cues(self.rules.evidence)
        self._possible = self.rules.names.scoring.possible.value
        self._authorities = frozenset(d.authority for d in lists.designations)

    def __getstate__(self) -> dict[str, Any]:
        return {"lists": self.lists, "rules": self.rules}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]

    # Names

    def match(
        self,
        name: str,
        *,
        kind: str | None = None,
        birth_date: str | None = None,
        countries: Iterable[str] = (),
        imo: str | int | None = None,
        limit: int | None = 10,
    ) -> list[Match]:
        """Possible matches of one name, best first, in all bands.

        Args:
            name: A name in any script the rules know.
            kind: Only subjects of this kind; None for all.
            birth_date: ISO date, partial allowed (`1957`).
            countries: ISO 3166 alpha-2 codes.
            imo: IMO number of a ship; decides where both sides have one.
            limit: At most so many; None for all.

        Raises:
            UsageError: Unknown kind, a birth date that is no date, an IMO number that is none.
        """
        wanted = check_kind(kind)
        year = _year(birth_date)
        number = _imo(imo)
        best: dict[int, tuple[float, Comparison | None, Name]] = {}
        for each in (wanted,) if wanted else KINDS:
            self._candidates(name, each, best)
        if number is not None and wanted in (None, "vessel"):
            for position in self.index.by_imo(number):
                subject = self.index.subjects[position]
                best.setdefault(position, (0.0, None, subject.designations[0].names[0]))
        codes = tuple(code.upper() for code in countries)
        matches = [
            self._match(self.index.subjects[position], *found, year, codes, number)
            for position, found in best.items()
        ]
        kept = [match for match in matches if match.band is not None]
        kept.sort(key=lambda match: (-match.score, match.subject.id))
        return kept[:limit]

    def _candidates(
        self, name: str, kind: Kind, best: dict[int, tuple[float, Comparison | None, Name]]
    ) -> None:
        for position in self.index.candidates(self.comparer.keys(name, kind), kind):
            entry = self.index.entries[position]
            comparison = self.comparer.compare(name, entry.name.text, kind)
            known = best.get(entry.subject)
            if known is None or comparison.score > known[0]:
                best[entry.subject] = (comparison.score, comparison, entry.name)

    def _match(
        self,
        subject: Subject,
        score: float,
        comparison: Comparison | None,
        name: Name,
        year: int | None,
        countries: tuple[str, ...],
        imo: str | None,
    ) -> Match:
        reasons = comparison.reasons if comparison else ["no name in common"]
        evidence = [Evidence("name", round(score, 4), line) for line in reasons[:1]]
        evidence += [Evidence("name", 0.0, line) for line in reasons[1:]]
        evidence += self._facts(subject, year, countries, imo)
        if any(item.feature == "imo_agrees" for item in evidence):
            total = 1.0 if comparison is not None else self.rules.evidence.bases.ceiling
        else:
            total = score + sum(item.effect for item in evidence if item.feature != "name")
        total = round(min(1.0, max(0.0, total)), 4)
        return Match(
            subject, total, self._band(total), subject.status, tuple(evidence), name
        )

    def _facts(
        self,
        subject: Subject,
        year: int | None,
        countries: tuple[str, ...],
        imo: str | None,
    ) -> list[Evidence]:
        """Evidence from facts given with a queried name."""
        found: list[Evidence] = []
        item = self._weigher.item
        listed_years = birth_years(subject.designations)
        if year is not None and listed_years:
            shown = ", ".join(map(str, sorted(listed_years)))
            if any(abs(year - born) <= BIRTH_YEAR_TOLERANCE for born in listed_years):
                found.append(item("birth_agrees", f"born {year}; the list says {shown}"))
            else:
                found.append(item("birth_differs", f"born {year}; the list says {shown}"))
        listed_countries = {
            code for d in subject.designations for code in (*d.nationalities, *d.flags)
        }
        if countries and listed_countries:
            shown = ", ".join(sorted(listed_countries))
            agrees = not listed_countries.isdisjoint(countries)
            found.append(
                item(
                    "nationality_agrees" if agrees else "nationality_differs",
                    f"country {', '.join(countries)}; the list says {shown}",
                )
            )
        numbers = subject.numbers("imo")
        if imo is not None and numbers:
            feature = "imo_agrees" if imo in numbers else "imo_differs"
            found.append(item(feature, f"IMO {imo}; the list says {', '.join(sorted(numbers))}"))
        return found

    def _band(self, score: float) -> Band | None:
        return self.comparer.band(score)

    def match_frame(
        self,
        frame: pl.DataFrame | pl.LazyFrame,
        column: str,
        *,
        kind: str | None = None,
        limit: int | None = 10,
    ) -> pl.DataFrame:
        """Possible matches of every name in a column: one row per name and match.

        Args:
            frame: Any polars frame.
            column: Name of the text column.
            kind: Only subjects of this kind.
            limit: At most so many matches per name.

        Returns:
            Columns `row` (0-based), `name`, `subject_id`, `subject_name`, `kind`, `score`,
            `band`, `status`, `designations` (ids). Nulls and names without a match have
            no row.

        Raises:
            UsageError: No such column, or not a text column; unknown kind.
        """
        from xref.match.frames import match_frame

        return match_frame(self, frame, column, kind=kind, limit=limit)

    # Articles

    def scan(self, text: str) -> list[Alert]:
        """Alerts of one article given as text, best first, in all bands.

        Offsets of mentions are code points into exactly `text`.

        Example:
            >>> import xref
            >>> matcher = xref.Matcher(xref.load_lists())
            >>> alert = matcher.scan("The cargo ship Lady R left Rason.")[0]
            >>> alert.subject.name, alert.mentions[0].text, alert.status
            ('LADY R', 'Lady R', 'designated')
        """
        if not isinstance(text, str):
            raise UsageError(f"scan needs a text, not {type(text).__name__}")
        return self.document_alerts(Document("", text))[0]

    def screen(self, documents: Iterable[Document]) -> Iterator[Alert]:
        """Alerts of many articles, article by article, in all bands."""
        for document in documents:
            yield from self.document_alerts(document)[0]

    def document_alerts(self, document: Document) -> tuple[list[Alert], list[Claim]]:
        """Alerts and claims of one article; claims include those about no subject."""
        hits = self._scanner.hits(document.text)
        if not hits:
            return [], []
        context = Context(document, self.rules, self._cues)
        attributions = attribute(document.text, hits)
        by_subject: dict[int, list[Hit]] = defaultdict(list)
        for hit in hits:
            if hit.subject >= 0:
                by_subject[hit.subject].append(hit)
        if not by_subject:
            return [], []
        found = claims(
            context,
            _named(document.text, hits, attributions),
            self.index.subjects,
            self._authorities,
            self.rules.evidence,
        )
        spans: dict[tuple[int, int], list[int]] = defaultdict(list)
        for hit in hits:
            if hit.subject >= 0:
                spans[hit.start, hit.end].append(hit.subject)
        alerts = []
        for position, own in sorted(by_subject.items()):
            alerts.append(self._alert(context, position, own, attributions, found, spans))
        kept = [alert for alert in alerts if alert.band is not None]
        kept.sort(key=lambda alert: (-alert.score, alert.subject.id))
        return kept, [claim for _, claim in found]

    def _alert(
        self,
        context: Context,
        position: int,
        hits: Sequence[Hit],
        attributions: Sequence[Attribution],
        found: Sequence[tuple[int | None, Claim]],
        spans: dict[tuple[int, int], list[int]],
    ) -> Alert:
        subject = self.index.subjects[position]
        scored = [self._score(hit, subject, context) for hit in hits]
        best = max(range(len(scored)), key=lambda i: (scored[i][0], -hits[i].start))
        total, evidence, name = scored[best]
        evidence = list(evidence)
        total += self._contradictions(scored, best, evidence)
        own_claims = tuple(claim for who, claim in found if who == position)
        confirmed = sorted({claim.authority for claim in own_claims if claim.on_list})
        if confirmed:
            item = self._weigher.item(
                "claim_agrees",
                f"the article says: sanctioned by {', '.join(confirmed)}; the lists agree",
            )
            evidence.append(item)
            total += item.effect
        later = [a for a in attributions if position in a.subjects]
        if later:
            evidence.append(
                self._weigher.item(
                    "later_mentions",
                    f"{len(later)} mentions by surname alone are taken to mean this name",
                )
            )
        evidence.extend(_listing_date(context.document, subject))
        total = min(self.rules.evidence.bases.ceiling, max(0.0, total))
        total = round(self._within(total, evidence, hits), 4)
        homonyms = sorted(
            {
                self.index.subjects[other].id
                for hit in hits
                for other in spans[hit.start, hit.end]
                if other != position
            }
        )
        return Alert(
            alert_id=alert_id(context.document.id, subject.id),
            document_id=context.document.id,
            document=context.document,
            subject=subject,
            score=total,
            band=self._band(total),
            status=subject.status,
            evidence=tuple(evidence),
            matched_name=name,
            mentions=self._mentions(context, hits),
            claims=own_claims,
            homonyms=tuple(homonyms),
        )

    def _within(self, total: float, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> float:
        """Keep a score on its side of the borders, whatever the sum says.

        A contradiction, or a surname alone, stays under the review border; a whole name
        that agrees stays above the floor, so that it is written down with what spoke
        against it.
        """
        under = self._possible - _STEP
        surname_only = all(hit.how == "surname" for hit in hits)
        against = self.rules.evidence.contradictions
        if surname_only or any(item.feature in against for item in evidence):
            total = min(total, under)
        # A name that needs support and has none is a word of the text until something says more.
        whole = evidence[0].effect > self.rules.evidence.bases.needs_support
        return max(total, self.rules.names.scoring.floor.value) if whole else total

    def _score(
        self, hit: Hit, subject: Subject, context: Context
    ) -> tuple[float, list[Evidence], Name]:
        name = (
            self.index.entries[hit.entry].name
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
    ) -> float:
        """Carry what speaks against one mention to the alert, unless the best has a role.

        The same name in one article is one man: if one sentence calls him a golfer, the
        others do not make him a general.
        """
        have = {item.feature for item in evidence}
        if have & {"role_agrees", "imo_agrees"}:
            return 0.0
        moved = 0.0
        for index, (_, items, _) in enumerate(scored):
            if index == best:
                continue
            for item in items:
                if item.effect < 0 and item.feature not in have and item.feature != "name":
                    have.add(item.feature)
                    evidence.append(item)
                    moved += item.effect
        return moved

    def _mentions(self, context: Context, hits: Sequence[Hit]) -> tuple[Mention, ...]:
        """Mentions of an alert: each span once, repeats of a paragraph left out."""
        text = context.text
        spans = sorted({(hit.start, hit.end) for hit in hits})
        fresh = [span for span in spans if not context.is_repeat(span[0])] or spans[:1]
        style = self.rules.articles.sentences
        return tuple(
            Mention(start, end, text[start:end], context.zone(start), snippet(text, start, end, style))
            for start, end in fresh[:MAX_MENTIONS]
        )


def alert_id(document_id: str, subject_id: str) -> str:
    """First 16 hex digits of sha256 over document id, NUL and subject id.

    Example:
        >>> alert_id("a.txt", "us-ofac-sdn:52114")
        '9f7c...'
    """
    digest = hashlib.sha256(f"{document_id}\0{subject_id}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _named(
    text: str, hits: Sequence[Hit], attributions: Sequence[Attribution]
) -> list[Named]:
    """Everything a claim can be about, in order of the text."""
    subjects: dict[tuple[int, int], set[int]] = defaultdict(set)
    for hit in hits:
        if hit.how in ("name", "surname"):
            subjects[hit.start, hit.end].update({hit.subject} if hit.subject >= 0 else set())
    for attribution in attributions:
        subjects[attribution.start, attribution.end].update(attribution.subjects)
    return [
        Named(start, end, text[start:end], tuple(sorted(found)))
        for (start, end), found in sorted(subjects.items())
    ]


def _listing_date(document: Document, subject: Subject) -> list[Evidence]:
    """Shown only: whether the article is older than the first dated listing."""
    dates = sorted(d.listed_on for d in subject.designations if d.listed_on)
    if not document.published or not dates or document.published[:4] > dates[0][:4]:
        return []
    if document.published >= dates[0]:
        return []
    detail = f"first dated listing {dates[0]}, after this article ({document.published})"
    return [Evidence("listed_later", 0.0, detail)]


def _year(birth_date: str | None) -> int | None:
    if birth_date is None or not str(birth_date).strip():
        return None
    text = str(birth_date).strip()
    if not (text[:4].isdigit() and len(text) in (4, 7, 10) and text[4:5] in ("", "-")):
        raise UsageError(
            f"birth date {text!r} is no ISO date", hint="write 1957, 1957-07 or 1957-07-27"
        )
    return int(text[:4])


def _imo(imo: str | int | None) -> str | None:
    if imo is None or not str(imo).strip():
        return None
    text = str(imo).upper().removeprefix("IMO").strip()
    if not is_imo(text):
        raise UsageError(
            f"{imo!r} is no IMO number", hint="an IMO number has seven digits and a check digit"
        )
    return text
