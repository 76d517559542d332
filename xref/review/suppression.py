"""Suppression: whether an earlier decision still answers an alert.

Owns the conditions under which a `false_positive` holds, and the words for why one does not
any more. Invariants: an alert is suppressed only while everything the decision rested on is
unchanged; whatever ends it is told beside the old decision. Refuses to hide: a suppressed
alert stays in the results, with the decision that suppresses it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from xref.model import Alert, Subject
from xref.review.decisions import Decision
from xref.review.fingerprints import (
    Facts,
    changes,
    document_key,
    facts_of,
    listing_fingerprint,
    mention_fingerprint,
    sentence_keys,
    source_key,
    source_of,
)
from xref.review.history import History
from xref.rules.review import ReviewRules


class Standing(msgspec.Struct, frozen=True):
    """What earlier decisions mean for an alert.

    Attributes:
        decision: The one that counts, or counted; None if nobody decided.
        suppressed: The alert is answered and need not be asked.
        reopened: Why a decision that would have answered it does not any more.
    """

    decision: Decision | None = None
    suppressed: bool = False
    reopened: tuple[str, ...] = ()

    @property
    def suppressed_by(self) -> str | None:
        """Id of the decision that suppresses the alert."""
        return self.decision.id if self.suppressed and self.decision is not None else None

    def text(self) -> str:
        """One line for the sheet; empty if nobody decided.

        Example:
            >>> Standing().text()
            ''
        """
        return told(self.as_object())

    def as_object(self) -> dict[str, Any] | None:
        """The key `earlier` of a line of `alerts.jsonl`."""
        if self.decision is None:
            return None
        one = self.decision
        return {
            "id": one.id,
            "disposition": one.disposition,
            "reason_code": one.reason_code,
            "reviewer": one.reviewer,
            "second_reviewer": one.second_reviewer,
            "at": one.at,
            "expires": one.expires,
            "comment": one.comment,
            "reopened": list(self.reopened),
        }


def told(earlier: dict[str, Any] | None) -> str:
    """One line of a decision as lines of `alerts.jsonl` have it; empty for None."""
    if earlier is None:
        return ""
    by = " and ".join(filter(None, (earlier["reviewer"], earlier["second_reviewer"])))
    line = (
        f"{earlier['disposition']} ({earlier['reason_code']}) by {by} on {earlier['at'][:10]}"
        + (f": {earlier['comment']}" if earlier["comment"] else "")
    )
    if earlier["reopened"]:
        return f"reopened: {'; '.join(earlier['reopened'])}; decided {line}"
    return f"decided {line}"


NOBODY = Standing()


def subject_ids(subject: Subject) -> tuple[str, ...]:
    """All ids under which a subject may have been decided upon."""
    ids = (subject.id, *subject.merged_ids, *(each.id for each in subject.designations))
    return tuple(dict.fromkeys(ids))


def ended_by_itself(decision: Decision, rules: ReviewRules, as_of: str) -> tuple[str, ...]:
    """Why a decision does not hold, whatever the alert: nobody agreed, other rules, time.

    Args:
        decision: The decision.
        rules: Those of today.
        as_of: The day in question, ISO.
    """
    ended = []
    if not decision.is_approved:
        ended.append(WAITS)
    if decision.rules_major != rules.major.value:
        ended.append(
            f"the rules have changed in substance (were {decision.rules_major}, "
            f"are {rules.major.value})"
        )
    if decision.expires is not None and as_of > decision.expires:
        ended.append(f"the decision expired on {decision.expires}")
    return tuple(ended)


class Memory:
    """Tells what earlier decisions mean for alerts; for one run.

    Args:
        history: The decisions.
        rules: How long they hold.
        as_of: Day of the run, ISO: what expired before it does not hold.
        loaded: Names of the lists that were screened against.
        entries: Ids of their entries, as far as they are known.
    """

    def __init__(
        self,
        history: History,
        rules: ReviewRules,
        *,
        as_of: str,
        loaded: Collection[str],
        entries: Collection[str],
    ) -> None:
        self._history = history
        self._rules = rules
        self._as_of = as_of[:10]
        self._loaded = frozenset(loaded)
        self._entries = frozenset(entries)
        self._decided = history.subjects()
        self._listings: dict[str, tuple[str, tuple[Facts, ...]]] = {}

    def standing(self, alert: Alert, copies: Iterable[str] | None = None) -> Standing:
        """What earlier decisions mean for one alert.

        Args:
            alert: The alert.
            copies: Ids of all articles that are copies of this one and repeat the alert; those
                that the alert names if None.
        """
        ids = subject_ids(alert.subject)
        if self._decided.isdisjoint(ids):
            return NOBODY
        mention = mention_fingerprint(alert.mentions, alert.evidence, self._rules.mention.neutral)
        own = self._history.on_pair(document_key(alert.document.id), ids)
        if own:
            return self._own(own[-1], alert, mention)
        copied = self._on_copies(alert.copies if copies is None else copies, ids)
        if copied is not None:
            return self._own(copied, alert, mention)
        return self._from_source(alert, ids, mention)

    def _on_copies(self, copies: Iterable[str], ids: Sequence[str]) -> Decision | None:
        """The latest decision on a copy of the article: the same question in the same words.

        Which of two copies stands first in a run depends on their paths, so that one that was
        decided may become a copy of one that came later.
        """
        found = [
            past[-1] for each in copies if (past := self._history.on_pair(document_key(each), ids))
        ]
        return max(found, key=lambda each: each.n, default=None)

    def _own(self, decision: Decision, alert: Alert, mention: str) -> Standing:
        if decision.disposition != "false_positive":
            reasons = () if decision.is_approved else (WAITS,)
            return Standing(decision, False, reasons)
        ended = self._ended(decision, alert)
        if decision.mention != mention:
            ended.append(
                "the article names the subject in another spelling, or other facts in it "
                "speak for or against the match"
            )
        return Standing(decision, not ended, tuple(ended))

    def _from_source(self, alert: Alert, ids: tuple[str, ...], mention: str) -> Standing:
        """Look for a false positive of another article of the same source that covers this one.

        It does only if it was given for a reason that reaches so far, the name stands in the
        same spellings with the same facts for and against, and either something speaks against
        the match, or every sentence with the name was in the article that was decided.
        """
        source = source_key(source_of(alert.document.id, alert.document.path, alert.document.url))
        if source is None:
            return NOBODY
        sentences = frozenset(sentence_keys(alert.mentions))
        for each in self._history.from_source(source, ids, mention):
            latest = self._history.on_pair(each.document_key, ids)[-1]
            if each.disposition == "pending" or latest.id != each.id:
                continue
            if each.disposition != "false_positive":
                # Somebody found the subject itself named just so in this source.
                return NOBODY
            covers = each.against or (sentences and sentences <= set(each.sentences))
            if each.scope == "source" and covers:
                ended = self._ended(each, alert)
                return Standing(each, not ended, tuple(ended))
        return NOBODY

    def _ended(self, decision: Decision, alert: Alert) -> list[str]:
        """Why a false positive does not hold any more; empty while it does."""
        ended = list(ended_by_itself(decision, self._rules, self._as_of))
        fingerprint, facts = self._listing(alert.subject)
        if fingerprint != decision.listing:
            seen = self._history.listing(decision.listing)
            if seen is None:
                ended.append("the listing is not the one that was decided upon")
            else:
                ended += changes(seen.designations, facts, self._loaded, self._entries)
        known = {*decision.homonyms, *decision.subject_ids}
        ended += [
            f"another listed subject fits the name: {one}"
            for one in alert.homonyms
            if one not in known
        ]
        return ended

    def _listing(self, subject: Subject) -> tuple[str, tuple[Facts, ...]]:
        found = self._listings.get(subject.id)
        if found is None:
            facts = tuple(facts_of(each) for each in subject.designations)
            found = self._listings[subject.id] = (listing_fingerprint(facts), facts)
        return found


WAITS = "it waits for a second reviewer"
