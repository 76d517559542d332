"""The bookkeeper of the scripted week: what must be asked, what must not, and why.

Written from `docs/review.md` alone, slow and plain: it compares whole facts where xref compares
fingerprints, and goes through every decision where xref looks things up. It reads the lines that
`xref screen --no-decisions` writes, and imports nothing of xref.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

Line = dict[str, Any]

#: Evidence that says nothing about who is meant: `mention.neutral` of the rules.
NEUTRAL = {"name", "name_rarity", "later_mentions", "listed_later"}
#: Reasons that say who is meant, and so reach other articles of a source.
FAR = {"different_person", "different_vessel", "different_body", "not_a_name"}


def plain(text: str) -> str:
    """A spelling without capitals, marks and punctuation."""
    letters = []
    for sign in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(sign) or sign in "'’‘ʼ`":
            continue
        letters.append(sign.lower() if sign.isalnum() else " ")
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))


def spellings(alert: Line) -> frozenset[str]:
    """How an article names a subject."""
    return frozenset(plain(each["text"]) for each in alert["mentions"])


def signs(alert: Line) -> frozenset[tuple[str, int]]:
    """What speaks for (1), against (-1) or beside (0) a match."""
    return frozenset(
        (each["feature"], (each["effect"] > 0) - (each["effect"] < 0))
        for each in alert["evidence"]
        if each["feature"] not in NEUTRAL
    )


def sentences(alert: Line) -> frozenset[str]:
    """Every sentence with the name."""
    return frozenset(plain(each["snippet"]) for each in alert["mentions"])


def source(document: Line) -> str | None:
    """The host of an article, else its folder with digits taken out."""
    for text in (document["url"], document["path"], document["id"]):
        if text and text.startswith(("http://", "https://")):
            host = urlsplit(text).hostname
            return host.removeprefix("www.") if host else None
    path = document["path"] or document["id"]
    if "/" not in path:
        return None
    folder = path.rsplit("/", 1)[0]
    out = ""
    for sign in folder:
        if sign not in "0123456789":
            out += sign
        elif not out.endswith("#"):
            out += "#"
    return out if folder.strip("./") else None


def facts(subject: Line) -> dict[str, dict[str, Any]]:
    """What a clear rests on, by designation."""
    found = {}
    for each in subject["designations"]:
        found[each["id"]] = {
            "list": each["list"],
            "authority": each["authority"],
            "status": each.get("status", "designated"),
            "name": {(name["text"], name.get("quality", "primary")) for name in each["names"]},
            "birth date": set(each.get("birth_dates", ())),
            "identifier": {
                (one["type"], one["value"])
                for one in each.get("identifiers", ())
                if one.get("certain", True)
            },
            "programme": set(each.get("programmes", ())),
        }
    return found


def ids(subject: Line) -> frozenset[str]:
    """All ids of a subject, those of its entries and those it had before."""
    own = {subject["id"], *subject.get("merged_ids", ())}
    return frozenset(own | {each["id"] for each in subject["designations"]})


#: A reason: a kind, and words that must stand in what the sheet says.
Reason = tuple[str, tuple[str, ...]]


@dataclass
class Lists:
    """What is loaded today: names of lists, and ids of their entries as far as alerts show them."""

    loaded: set[str]
    entries: set[str]


def differences(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], lists: Lists
) -> list[Reason]:
    """How the entries of a subject changed between two days."""
    found: list[Reason] = []
    for one, now in after.items():
        was = before.get(one)
        if was is None:
            found.append(("new designation", (f"new designation by {now['authority']}", one)))
            continue
        if was["status"] != now["status"]:
            found.append(("status", (one, f"is {now['status']}", f"was {was['status']}")))
        for what in ("name", "birth date", "identifier", "programme"):
            gained, lost = now[what] - was[what], was[what] - now[what]
            for verb, values in (("gained", gained), ("lost", lost)):
                for value in values:
                    text = value if isinstance(value, str) else value[what == "identifier"]
                    found.append((f"{verb} {what}", (one, f"{verb} the {what}", text)))
    for one, was in before.items():
        if one in after or was["list"] not in lists.loaded:
            continue
        if one in lists.entries:
            found.append(("parted", (one, "an entry of another subject now")))
        else:
            found.append(("gone", (one, "is no longer on the list")))
    return found


@dataclass
class Decided:
    """A decision, and everything the reviewer saw."""

    day: date
    alert: Line
    subject: Line
    disposition: str
    reason: str
    reviewer: str
    comment: str
    major: int
    second: str | None = None
    waits: bool = False

    @property
    def reaches(self) -> bool:
        """Whether it may speak for other articles of its source."""
        return self.disposition == "false_positive" and self.reason in FAR


@dataclass
class Policy:
    """What of `review.yml` the week changes."""

    major: int = 1
    days_document: int = 365
    days_source: int = 180
    second_from: float = 1.01


@dataclass
class Expected:
    """What the books say of an alert."""

    asked: bool
    decided: Decided | None = None
    reasons: list[Reason] = field(default_factory=list)


class Books:
    """All decisions of the week, in the order in which they were taken."""

    def __init__(self) -> None:
        self.entries: list[Decided] = []
        #: Kinds of reasons for which alerts were asked again.
        self.reopened: dict[str, int] = {}

    def enter(
        self,
        alert: Line,
        subject: Line,
        said: tuple[str, str, str, str],
        *,
        day: date,
        policy: Policy,
        second: str | None = None,
    ) -> Decided:
        """Enter what was decided: disposition, reason, reviewer, comment."""
        disposition, reason, reviewer, comment = said
        waits = disposition == "false_positive" and alert["score"] >= policy.second_from
        entry = Decided(day, alert, subject, disposition, reason, reviewer, comment, policy.major)
        if waits:
            before = [e for e in self.entries if e.alert["alert_id"] == alert["alert_id"]]
            last = before[-1] if before else None
            if second is not None and second != reviewer:
                entry.second, waits = second, False
            elif (
                last is not None
                and last.waits
                and last.disposition == disposition
                and last.reviewer != reviewer
                and self._same_question(last, alert, subject)
            ):
                entry.reviewer, entry.second, waits = last.reviewer, reviewer, False
        entry.waits = waits
        self.entries.append(entry)
        return entry

    def _same_question(self, decided: Decided, alert: Line, subject: Line) -> bool:
        return (
            facts(decided.subject) == facts(subject)
            and spellings(decided.alert) == spellings(alert)
            and signs(decided.alert) == signs(alert)
        )

    def _on(self, document: str, own: frozenset[str]) -> list[Decided]:
        return [
            each
            for each in self.entries
            if each.alert["document"]["id"] == document and ids(each.subject) & own
        ]

    def expect(
        self, alert: Line, subject: Line, copies: list[str], *, day: date, loaded: Lists,
        policy: Policy,
    ) -> Expected:  # fmt: skip
        """Whether an alert must be asked today, which decision speaks to it, and what ended it.

        Args:
            alert: The alert.
            subject: Its subject.
            copies: Articles that repeat the alert word for word.
            day: Today.
            loaded: The lists.
            policy: The rules.
        """
        own = ids(subject)
        past = self._on(alert["document"]["id"], own)
        if not past:
            # A copy is the same question; which of them stands first is chance.
            copied = [each for copy in copies for each in self._on(copy, own)[-1:]]
            past = sorted(copied, key=self.entries.index)
        if past:
            last = past[-1]
            if last.disposition != "false_positive":
                return Expected(True, last)
            ended = self._ended(last, alert, subject, day, loaded, policy)
            if spellings(last.alert) != spellings(alert) or signs(last.alert) != signs(alert):
                ended.append(("wording", ("another spelling, or other facts",)))
            return Expected(bool(ended), last, ended)
        return self._of_source(alert, subject, own, day, loaded, policy)

    def _of_source(  # noqa: PLR0917
        self, alert: Line, subject: Line, own: frozenset[str], day: date, loaded: Lists,
        policy: Policy,
    ) -> Expected:  # fmt: skip
        """The same namesake in another article of one source."""
        here = source(alert["document"])
        if here is None:
            return Expected(True)
        for each in reversed(self.entries):
            if (
                source(each.alert["document"]) != here
                or not ids(each.subject) & own
                or spellings(each.alert) != spellings(alert)
                or signs(each.alert) != signs(alert)
                or each.disposition == "pending"
                or self._on(each.alert["document"]["id"], own)[-1] is not each
            ):
                continue
            if each.disposition != "false_positive":
                return Expected(True)
            against = any(sign < 0 for _, sign in signs(each.alert))
            standing = sentences(alert) <= sentences(each.alert)
            if each.reaches and (against or standing):
                ended = self._ended(each, alert, subject, day, loaded, policy)
                return Expected(bool(ended), each, ended)
        return Expected(True)

    def _ended(  # noqa: PLR0917
        self, decided: Decided, alert: Line, subject: Line, day: date, loaded: Lists,
        policy: Policy,
    ) -> list[Reason]:  # fmt: skip
        found: list[Reason] = []
        if decided.waits:
            found.append(("waits", ("waits for a second reviewer",)))
        if decided.major != policy.major:
            found.append(("rules", ("rules have changed", str(policy.major))))
        days = policy.days_source if decided.reaches else policy.days_document
        until = decided.day + timedelta(days)
        if day > until:
            found.append(("expired", ("expired", str(until))))
        found += differences(facts(decided.subject), facts(subject), loaded)
        known = {*decided.alert["homonyms"], *ids(decided.subject)}
        found += [
            ("namesake", ("another listed subject fits the name", one))
            for one in alert["homonyms"]
            if one not in known
        ]
        return found
