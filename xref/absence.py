"""Absences: why a name that stands on a list, or in a text, is no alert.

Owns going through the steps of screening for one name and one article, and naming the step that
stopped it. Invariant: the answer is found by the parts that screen, never by a second opinion;
what was found only near is said to be near. Refuses to search more than one article at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from xref.articles.folded import FoldedText
from xref.articles.hits import Hit
from xref.articles.scan import Scanner
from xref.articles.wording import BARRIER, is_joined
from xref.index import Index, text_forms
from xref.match.matcher import Matcher
from xref.model import Alert, Document, Lists, Match, Name, Subject

Step = Literal[
    "alert", "below the line", "below the floor", "needs support",
    "inside another name", "part of a longer name",
    "lower case", "crosses a border", "inside a word", "written as a word", "only the surname",
    "no such form in the text",
]  # fmt: skip

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
#: Nearest spans that are shown, and words of the longest one.
_NEAREST = 5
_LONGEST = 6
#: A span that agrees less than this is not near.
_NEAR = 0.3


class Near(msgspec.Struct, frozen=True):
    """A span of the text that comes near a name: offsets, words, score and reasons."""

    start: int
    end: int
    text: str
    listed: str
    score: float
    reasons: tuple[str, ...]


class Absence(msgspec.Struct, frozen=True):
    """What became of one subject in one article.

    Attributes:
        document: Id of the article.
        subject: Id of the subject; None where the name is on no list.
        name: Its name.
        step: What stopped it, or that it is an alert.
        detail: A sentence for readers.
        alert: The alert, if there is one, also below the floor (band None).
        near: The nearest spans, best first.
    """

    document: str
    subject: str | None
    name: str
    step: Step
    detail: str
    alert: Alert | None = None
    near: tuple[Near, ...] = ()


def listed(
    matcher: Matcher, name: str, kind: str | None = None
) -> tuple[list[Subject], list[Match]]:
    """The subjects that a name means, and the nearest listed names.

    Args:
        matcher: On the lists.
        name: A name, or the id of a designation.
        kind: Only subjects of this kind.

    Returns:
        Subjects at the review border and above, at most five; the five nearest matches.
    """
    subject = matcher.lists.subject(name)
    if subject is not None:
        return [subject], []
    nearest = matcher.match(name, kind=kind, limit=_NEAREST)
    return [match.subject for match in nearest if match.band in ("strong", "possible")], nearest


class Absences:
    """Explains what became of names in articles.

    Args:
        matcher: On the lists and rules of the question.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def of_subject(self, subject: Subject, document: Document) -> Absence:
        """What became of a listed subject in an article."""
        alerts, _ = self._matcher.articles.screen(document, all_scores=True)
        alert = next((each for each in alerts if each.subject.id == subject.id), None)
        if alert is not None:
            return self._of_alert(alert, document)
        names = [name for name, _ in subject.names()]
        near = tuple(self._nearest(document.text, names, subject.kind))
        step, detail = self._stopped(subject, document, near)
        return Absence(document.id, subject.id, subject.name, step, detail, None, near)

    def of_name(self, name: str, kind: str, document: Document) -> Absence:
        """Where a name that is on no list stands in an article."""
        near = tuple(self._nearest(document.text, [Name(name)], kind))
        detail = "the name is on no loaded list, so no article can match it"
        return Absence(document.id, None, name, "no such form in the text", detail, None, near)

    def _of_alert(self, alert: Alert, document: Document) -> Absence:
        spans = ", ".join(f"“{each.text}” at {each.start}" for each in alert.mentions[:3])
        against = [item.detail for item in alert.evidence if item.effect < 0]
        scoring = self._matcher.rules.names.scoring
        base = alert.evidence[0]
        reason = "; ".join(against) or base.detail
        if alert.band in ("strong", "possible"):
            step: Step = "alert"
            detail = f"an alert, {alert.band} {alert.score:.2f}: {spans}"
        elif alert.band is not None:
            step = "below the line"
            detail = (
                f"written to below.jsonl, {alert.score:.2f} (review border "
                f"{scoring.possible.value:.2f}): {spans}; {reason}"
            )
        else:
            step = "below the floor"
            detail = (
                f"found, and not written down: {alert.score:.2f} is under the floor of "
                f"{scoring.floor.value:.2f}: {spans}; {reason}"
            )
        return Absence(document.id, alert.subject.id, alert.subject.name, step, detail, alert)

    def _stopped(
        self, subject: Subject, document: Document, near: Sequence[Near]
    ) -> tuple[Step, str]:
        text, matcher = document.text, self._matcher
        alone = Lists(subject.designations, (subject,), ())
        scanner = Scanner(Index(alone, matcher.comparer), matcher.comparer, matcher.rules)
        # Found if nobody else were listed: another, longer name covers it.
        own = [hit for hit in scanner.hits(text) if hit.subject >= 0]
        if own:
            known = {hit.subject for hit in matcher.articles.hits(text)}
            if any(matcher.index.subjects[at].id == subject.id for at in known if at >= 0):
                printed = text[own[0].start : own[0].end]
                return "needs support", (
                    f"“{printed}” at {own[0].start} is a word of prose, and nothing in the article "
                    "supports it: no word beside it that tells a ship or a body, no country of the "
                    "listing, no claim"
                )
            return "inside another name", self._covered(text, own[0])
        for start, end, tokens in _forms_in(subject, text, matcher):
            found = self._refused(text, start, end, tokens)
            if found is not None:
                return found
        surname = self._surname(subject, text)
        if surname is not None:
            said = f"“{surname}” stands in the text, and no full name of this subject"
            return "only the surname", f"{said}: a surname alone is nobody"
        detail = "no form in which its listed names are printed stands in the text"
        if near:
            best = near[0]
            why = "; ".join(best.reasons[:2])
            detail += (
                f"; nearest is “{best.text}” against “{best.listed}” ({best.score:.2f}: {why})"
            )
        return "no such form in the text", detail

    def _covered(self, text: str, hit: Hit) -> str:
        for other in self._matcher.articles.hits(text):
            if other.start <= hit.start and hit.end <= other.end:
                whose = (
                    self._matcher.index.subjects[other.subject].name
                    if other.subject >= 0
                    else "a person on no list"
                )
                return (
                    f"“{text[hit.start : hit.end]}” at {hit.start} lies inside "
                    f"“{text[other.start : other.end]}”, which is read as {whose}"
                )
        return f"“{text[hit.start : hit.end]}” at {hit.start} is part of a longer name"

    def _refused(self, text: str, start: int, end: int, tokens: int) -> tuple[Step, str] | None:
        """Why a listed form that stands in the text is not taken for the name."""
        printed = text[start:end]
        said = f"“{' '.join(printed.split())}” at {start}"
        if tokens <= 0:
            return "inside a word", f"{said} stands inside another word"
        if is_joined(text, start, end):
            return "part of a longer name", f"{said} is joined to another word"
        if printed[0].islower() and not text.islower():
            return "lower case", f"{said} is in lower case, so it is read as a word"
        if tokens > 1 and (BARRIER.search(printed) or "\n" in printed):
            return "crosses a border", f"{said} goes over the end of a sentence, line or item"
        if printed.istitle() or printed.isupper():
            return "part of a longer name", f"{said} is read as part of a longer name beside it"
        return "written as a word", f"{said} is written like a word, not like the listed name"

    def _surname(self, subject: Subject, text: str) -> str | None:
        if subject.kind != "person":
            return None
        comparer = self._matcher.comparer
        surnames = {comparer.surname(name.text) for name, _ in subject.names()}
        for word in _WORD.finditer(text):
            if word.group().lower() in surnames and word.group()[0].isupper():
                return word.group()
        return None

    def _nearest(self, text: str, names: Iterable[Name], kind: str) -> Iterator[Near]:
        comparer = self._matcher.comparer
        prepared = [(name.text, comparer.prepare(name.text, kind)) for name in names]
        lengths = {min(len(_WORD.findall(name)), _LONGEST) for name, _ in prepared} or {1}
        most = max(lengths) + 1
        # A surname alone is nobody; that it stands there is told by itself.
        least = 2 if kind == "person" and max(lengths) > 1 else 1
        best: dict[str, tuple[float, int, int, str]] = {}
        for start, end in _windows(text, least, most, person=kind == "person"):
            words = text[start:end]
            if words in best:
                continue
            shape = comparer.prepare(words, kind)
            score, name = max((comparer.score(shape, each), name) for name, each in prepared)
            best[words] = (score, start, end, name)
        ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1]))
        shown: list[tuple[int, int]] = []
        for words, (score, start, end, name) in ordered:
            if score < _NEAR or len(shown) == _NEAREST:
                return
            if any(start < high and low < end for low, high in shown):
                continue
            shown.append((start, end))
            reasons = tuple(comparer.compare(words, name, kind).reasons)
            yield Near(start, end, " ".join(words.split()), name, round(score, 4), reasons)


def _windows(text: str, least: int, most: int, *, person: bool) -> Iterator[tuple[int, int]]:
    """Stretches of so many words that can be names: they begin with no small letter."""
    words = [match.span() for match in _WORD.finditer(text)]
    any_case = text.islower()
    for first, (start, _) in enumerate(words):
        if text[start].islower() and not any_case:
            continue
        for last in range(first, min(first + most, len(words))):
            gap = text[words[last - 1][1] : words[last][0]] if last > first else ""
            if len(gap) > 3:
                break
            # Prose between the parts of a person's name; "Yong-chun" is joined.
            if person and gap == " " and text[words[last][0]].islower() and not any_case:
                break
            # In Hangul and Chinese characters a whole name is one word.
            short = last - first + 1 < least and text[start].isascii()
            if not short and (gap == "-" or not text[words[last][0]].islower() or any_case):
                yield start, words[last][1]


def _forms_in(subject: Subject, text: str, matcher: Matcher) -> Iterator[tuple[int, int, int]]:
    """Where listed forms of a subject stand in a text: offsets, and how many words."""
    folded = FoldedText(text)
    for name, _ in subject.names():
        for form in sorted(text_forms(name, subject.kind, matcher.comparer)):
            data = form.encode()
            at = folded.data.find(data)
            while at >= 0:
                tokens = form.count(" ") - 1
                end = at + len(data)
                if tokens > 0:
                    yield (*folded.between(at, end - 1), tokens)
                else:
                    yield (*folded.span_inside(at, end), tokens)
                at = folded.data.find(data, at + 1)
