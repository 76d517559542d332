"""Pages: what is answered to a reviewer, in plain Python; `app` puts it on the wire.

Owns which page follows which, and what is said of a decision. Invariants: a POST that changed
something answers with a redirect; one that did not keeps what the reviewer typed. Refuses to
know HTTP beyond a status, a body and an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup

from xref.errors import DecisionLogError, ReviewError, XrefError
from xref.explanation import Explainer
from xref.page.alert import ON_LIST, STANDING, explained, picture
from xref.page.article import Articles
from xref.page.dashboard import panels
from xref.page.links import alert_path, filter_of, query_of
from xref.page.queue import BANDS, TABS, Filter
from xref.page.sessions import Done, Notice, Session
from xref.page.texts import host, name, snippet, spoken, visible, web
from xref.page.wording import (
    DISPOSITION_NAMES,
    KEY_OF,
    KEYS,
    SORT_NAMES,
    STATE_NAMES,
    STEPS,
    TAB_NAMES,
)
from xref.page.workbench import Overtaken, Shown, Workbench
from xref.review.decisions import Decision
from xref.review.desk import MAX_COMMENT, MAX_REVIEWER, Verdict, same_person, verdict_problems
from xref.review.sheet import list_notices, unknown
from xref.rules.review import Reason

PAGE_ROWS = 50
_MAX_SIDE = 8


class Answer(msgspec.Struct, frozen=True):
    """What goes to the browser: a page, or an address to go on at."""

    body: str = ""
    status: int = 200
    location: str | None = None


class Visit(msgspec.Struct, frozen=True):
    """One request of a session."""

    session: Session
    query: Mapping[str, str]
    form: Mapping[str, str] = {}


class Choice(msgspec.Struct, frozen=True):
    """A disposition with the reasons that can be chosen for it."""

    disposition: str
    label: str
    key: str
    meaning: str
    reasons: tuple[tuple[str, Reason], ...]


class Kept(msgspec.Struct, frozen=True):
    """What a reviewer gave that was not recorded, and why.

    Attributes:
        overtaken: Somebody else decided meanwhile.
        problem: What is wrong.
    """

    disposition: str = ""
    reason_code: str = ""
    comment: str = ""
    overtaken: bool = False
    problem: str = ""
    hint: str = ""


class Pages:
    """Makes the answers.

    Args:
        bench: Alerts and decisions.
        explainer: Under the rules of the run.
        articles: Finds whole texts.
        notes: What reviewers must know of the run.
        assets: Digest of style and script, by which browsers know when to fetch them again.
    """

    def __init__(
        self,
        bench: Workbench,
        explainer: Explainer,
        articles: Articles,
        *,
        notes: tuple[str, ...] = (),
        assets: str = "",
    ) -> None:
        self._bench = bench
        self._explainer = explainer
        self._articles = articles
        self._notes = notes
        rules = bench.rules.review
        self._reasons = rules.reasons
        self._choices = tuple(
            Choice(
                each, DISPOSITION_NAMES[each], key, getattr(rules.dispositions, each),
                tuple((code, rules.reasons[code]) for code in rules.codes(each)),
            )
            for each, key in KEY_OF.items()
        )  # fmt: skip
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(
                [
                    jinja2.PackageLoader("xref.page", "templates"),
                    jinja2.PackageLoader("xref.review", "."),
                ]
            ),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "spoken": spoken, "name": name, "web": web, "host": host, "thousands": _thousands,
            "visible": visible,
        }  # fmt: skip
        self._environment.globals |= {
            "state_names": STATE_NAMES, "tab_names": TAB_NAMES, "sort_names": SORT_NAMES,
            "disposition_names": DISPOSITION_NAMES, "standing_names": STANDING,
            "on_list": ON_LIST, "query_of": query_of, "alert_path": alert_path,
            "keys": KEYS, "assets": assets, "run_id": bench.run.run_id, "lists": bench.run.versions,
            "log_name": bench.log_name,
        }  # fmt: skip

    def _page(self, template: str, visit: Visit | None, status: int = 200, **values: Any) -> Answer:
        session = visit.session if visit is not None else None
        wanted = values.pop("wanted", None) or Filter()
        body = self._environment.get_template(template).render(
            session=session,
            notices=session.told() if session is not None else (),
            wanted=wanted,
            **values,
        )
        return Answer(body, status)

    def stranger(self) -> Answer:
        """For who has not opened the printed address."""
        return self._page("stranger.html.j2", None, 401)

    def failed(self, visit: Visit, error: XrefError, status: int, typed: str = "") -> Answer:
        """Something that cannot be shown, what to do about it, and what was typed."""
        return self._page(
            "failed.html.j2", visit, status, message=error.message, hint=error.hint or "",
            typed=typed,
        )  # fmt: skip

    def missing(self, visit: Visit) -> Answer:
        """No such page or alert."""
        error = ReviewError("there is no such page in this run", hint="go back to the queue")
        return self.failed(visit, error, 404)

    def reviewer(self, visit: Visit) -> Answer:
        """Ask who reviews, or take the answer."""
        given = visit.form.get("reviewer")
        problem = ""
        if given is not None:
            given = " ".join(given.split())
            if given and len(given) <= MAX_REVIEWER:
                visit.session.reviewer = given
                return Answer(location="/", status=303)
            problem = "Please enter a name." if not given else f"At most {MAX_REVIEWER} letters."
        return self._page(
            "reviewer.html.j2", visit, 422 if problem else 200, problem=problem,
            given=given if given is not None else visit.session.reviewer,
        )  # fmt: skip

    def keys(self, visit: Visit) -> Answer:
        """Switch the keys on or off."""
        visit.session.keys = not visit.session.keys
        said = "on" if visit.session.keys else "off"
        visit.session.tell(Notice(f"Keyboard shortcuts are {said}."))
        return Answer(location="/help", status=303)

    def help(self, visit: Visit) -> Answer:
        """Keys, and how to assess a possible match."""
        return self._page("help.html.j2", visit, steps=STEPS, choices=self._choices)

    def dashboard(self, visit: Visit) -> Answer:
        """Pictures of the review."""
        self._bench.sync()
        return self._page("dashboard.html.j2", visit, panels=panels(self._bench))

    def queue(self, visit: Visit) -> Answer:
        """The queue, a page of it."""
        self._bench.sync()
        wanted = filter_of(visit.query)
        queue = self._bench.queue
        view = queue.view(wanted)
        pages = max(1, -(-len(view.rows) // PAGE_ROWS))
        asked = visit.query.get("page", "1")
        page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
        first = (page - 1) * PAGE_ROWS
        rows = [self._row(row) for row in view.rows[first : first + PAGE_ROWS]]
        return self._page(
            "queue.html.j2", visit, wanted=wanted, view=view, rows=rows, page=page, pages=pages,
            first=first, bands=BANDS, tabs=TABS, kinds=sorted(queue.kinds),
            authorities=sorted(queue.authorities), total=len(queue), notes=self._notes,
            subject=self._bench.run.subjects.get(wanted.subject),
        )  # fmt: skip

    def _row(self, row: int) -> dict[str, Any]:
        queue = self._bench.queue
        recorded = self._bench.run.alert(queue.ids[row])
        assert recorded is not None  # noqa: S101 - the queue is made of the run
        alert = recorded.alert
        mention = alert.mentions[0] if alert.mentions else None
        return {
            "alert": alert,
            "state": queue.state(row),
            "band": queue.band(row),
            "quote": snippet(mention.snippet, mention.text) if mention else Markup(""),
        }

    def alert(self, visit: Visit, alert_id: str) -> Answer:
        """One alert."""
        self._bench.sync()
        shown = self._bench.shown(alert_id)
        if shown is None:
            return self.missing(visit)
        return self._alert(visit, shown, Kept())

    def _alert(self, visit: Visit, shown: Shown, kept: Kept, status: int = 200) -> Answer:
        wanted = filter_of(visit.query)
        bench, queue, alert = self._bench, self._bench.queue, shown.alert
        row = queue.row_of[alert.alert_id]
        bench.answered(row)
        before, after, at = queue.neighbours(row, wanted)
        view = queue.view(wanted)
        return self._page(
            "alert.html.j2", visit, status, wanted=wanted, shown=shown, alert=alert, kept=kept,
            state=queue.state(row), band=queue.band(row),
            picture=picture(
                alert, explained(self._explainer, shown.recorded.line), unknown(alert),
                self._explainer.comparer,
            ),
            article=self._articles.text(alert),
            before=None if before is None else queue.ids[before],
            after=None if after is None else queue.ids[after],
            at=at, left=len(view.rows), inside=at < len(view.rows) and view.rows[at] == row,
            choices=self._choices, reasons=self._reasons, max_comment=MAX_COMMENT,
            versions=list_notices(bench.run.versions),
            earlier=shown.recorded.earlier if shown.standing.decision is None else None,
            may_agree=_may_agree(shown, visit.session.reviewer),
            may_undo=_may_undo(shown, visit.session.reviewer),
            siblings=self._siblings(row), same_subject=queue.subjects.count(alert.subject.id),
            homonyms=[self._homonym(alert.document.id, each) for each in alert.homonyms],
        )  # fmt: skip

    def _siblings(self, row: int) -> list[dict[str, Any]]:
        """Other alerts of the same article."""
        queue = self._bench.queue
        rows = [each for each in queue.in_document(queue.documents[row]) if each != row]
        found = []
        for each in rows[:_MAX_SIDE]:
            recorded = self._bench.run.alert(queue.ids[each])
            if recorded is not None:
                found.append(
                    {"alert": recorded.alert, "state": queue.state(each), "band": queue.band(each)}
                )
        return found

    def _homonym(self, document: str, subject_id: str) -> dict[str, Any]:
        """Another subject of the name, and its own alert on the article if there is one."""
        from xref.match.screening import alert_id

        own = alert_id(document, subject_id)
        return {
            "id": subject_id,
            "subject": self._bench.run.subjects.get(subject_id),
            "alert": own if own in self._bench.queue.row_of else None,
        }

    def decide(self, visit: Visit, alert_id: str) -> Answer:
        """Take a decision; go on to the next alert of the view."""
        wanted, form, session = filter_of(visit.query), visit.form, visit.session
        row = self._bench.queue.row_of.get(alert_id)
        if row is None:
            return self.missing(visit)
        disposition, _, code = form.get("verdict", "").partition(":")
        comment = form.get("comment", "").replace("\r\n", "\n")
        kept = Kept(disposition, code, comment)
        verdict = Verdict(alert_id, disposition, code, comment, session.reviewer)
        problems = verdict_problems(verdict, self._bench.rules.review)
        if disposition == "pending" or not disposition:
            problems = [("disposition", "choose one of the reasons")]
        if problems:
            said = "; ".join(what for _, what in problems)
            return self._again(visit, alert_id, kept, ReviewError(said))
        try:
            made = self._bench.decide(verdict, seen=form.get("seen", ""))
        except ReviewError as error:
            return self._again(visit, alert_id, kept, error)
        if isinstance(made, Overtaken):
            kept = msgspec.structs.replace(kept, overtaken=True)
            return self._alert(visit, made.shown, kept, 409)
        self._remember(session, made)
        following, passed = self._bench.next_row(row, wanted)
        if passed:
            session.tell(
                Notice(
                    f"{passed} more {'alert was' if passed == 1 else 'alerts were'} passed over: "
                    "a decision on another article of the same source answers "
                    f"{'it' if passed == 1 else 'them'}.", "note",
                )
            )  # fmt: skip
        if following is None:
            return Answer(location="/" + query_of(wanted), status=303)
        return Answer(location=alert_path(self._bench.queue.ids[following], wanted), status=303)

    def _remember(self, session: Session, made: Decision) -> None:
        shown = self._bench.run.alert(made.alert_id)
        subject = shown.alert.subject.name if shown is not None else made.subject_id
        what = DISPOSITION_NAMES[made.disposition]
        session.remember(Done(made.id, made.alert_id, f"{what}, {subject}"))
        waits = "" if made.is_approved else " It waits for a second reviewer."
        agreed = f" You agreed with {made.reviewer}." if made.confirms else ""
        reason = self._reasons.get(made.reason_code)
        because = reason.text if reason is not None else made.reason_code
        session.tell(
            Notice(f"Recorded: {what.lower()} for {subject} ({because}).{agreed}{waits}", undo=True)
        )

    def _again(self, visit: Visit, alert_id: str, kept: Kept, error: ReviewError) -> Answer:
        """The alert once more with what was typed, and why it was not recorded."""
        kept = msgspec.structs.replace(kept, problem=error.message, hint=error.hint or "")
        status = 503 if isinstance(error, DecisionLogError) else 422
        try:
            shown = self._bench.shown(alert_id)
        except DecisionLogError:
            return self.failed(visit, error, status, kept.comment)
        if shown is None:
            return self.missing(visit)
        return self._alert(visit, shown, kept, status)

    def undo(self, visit: Visit) -> Answer:
        """Take back a decision and show its alert."""
        form, session = visit.form, visit.session
        alert_id, seen = form.get("alert", ""), form.get("seen", "")
        if alert_id not in self._bench.queue.row_of:
            return self.missing(visit)
        wanted = filter_of(visit.query)
        location = alert_path(alert_id, wanted)
        self._bench.sync()
        before = self._bench.shown(alert_id)
        try:
            made = self._bench.take_back(alert_id, reviewer=session.reviewer, seen=seen)
        except DecisionLogError:
            raise
        except ReviewError as error:
            session.forget(seen)
            session.tell(Notice(f"Nothing was taken back: {error.message}.", "problem"))
            return Answer(location=location, status=303)
        session.forget(seen)
        if isinstance(made, Overtaken):
            latest = made.shown.latest
            by = latest.reviewer if latest is not None else "somebody"
            session.tell(Notice(f"Nothing was taken back: {by} has decided since.", "problem"))
            return Answer(location=location, status=303)
        older = before.past[:-1] if before is not None else ()
        rest = ""
        if older and older[-1].disposition != "pending":
            one = older[-1]
            rest = (
                f" Before that, {one.reviewer} had decided "
                f"{DISPOSITION_NAMES[one.disposition].lower()}; see its history."
            )
        session.tell(Notice(f"Taken back; this alert is to do again.{rest}"))
        return Answer(location=location, status=303)


def _may_agree(shown: Shown, reviewer: str) -> bool:
    latest = shown.latest
    return (
        latest is not None and not latest.is_approved and not same_person(latest.reviewer, reviewer)
    )


def _may_undo(shown: Shown, reviewer: str) -> bool:
    latest = shown.latest
    return (
        latest is not None
        and latest.disposition != "pending"
        and any(
            same_person(reviewer, each)
            for each in (latest.reviewer, latest.second_reviewer or latest.reviewer)
        )
    )


def _thousands(number: int) -> str:
    return f"{number:,}"
