"""The report of a run: one HTML file that needs nothing else.

Owns what the page says and in what order. Invariants: no script, no outside file, every text
escaped by the template, links only to http and https; the same run gives the same bytes.
Refuses to say that anyone *is* sanctioned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import jinja2
from markupsafe import Markup, escape

from xref.explanation import Explainer, Explanation
from xref.manifest import ListRecord, Run
from xref.report.charts import evidence_bar
from xref.review.charts import Bar, bars, stylesheet

#: Alerts that are shown in full; a page with more is too long to be read.
MAX_ALERTS = 500
_SHOWN_BELOW = 200
_KOREAN = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+(?:[ ·][\uac00-\ud7a3]+)*")
_MADE = re.compile(r"x[0-9a-f]{8}|IMO[0-9]{7}")
_ON_LIST = {True: "on that list", False: "not on that list", None: "that list is not loaded"}
_BANDS = {
    "strong": "the whole name agrees and something supports it",
    "possible": "to be looked at",
    "weak": "under the line",
}
_STANDING = {
    "designated": "designated",
    "delisted": "once designated, since delisted",
    "reported": "named in reporting; not a designation",
}


def report_page(run: Run, explainer: Explainer, notes: list[str]) -> str:
    """The page of a run.

    Args:
        run: A finished run.
        explainer: Under the rules of the run.
        notes: What the reader must know of how the page was made.

    Raises:
        UsageError: An output of the run is missing or damaged.
    """
    alerts = run.objects("alerts.jsonl")
    alerts.sort(key=lambda a: (list(_BANDS).index(a["band"]), -a["score"], a["alert_id"]))
    below = run.objects("below.jsonl")
    claims = run.objects("claims.jsonl")
    bands = Counter(alert["band"] for alert in (*alerts, *below))
    names = {alert["subject"]["id"]: alert["subject"]["name"] for alert in (*alerts, *below)}
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("xref.report", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "korean": korean,
        "web": _web,
        "on_list": _ON_LIST.get,
        "reference": _reference,
    }
    counts = {band: bands.get(band, 0) for band in _BANDS}
    return environment.get_template("page.html.j2").render(
        run=run.manifest,
        folder=run.folder.name,
        notes=notes,
        counts=counts,
        chart_style=stylesheet(dark=False),
        band_chart=_band_chart(counts),
        list_chart=_list_chart(alerts),
        lists=[_list(each) for each in run.manifest.lists],
        alerts=[_alert(explainer.explain(a), names) for a in alerts[:MAX_ALERTS]],
        left_out=max(0, len(alerts) - MAX_ALERTS),
        below=sorted(below, key=lambda a: (-a["score"], a["alert_id"]))[:_SHOWN_BELOW],
        below_left=max(0, len(below) - _SHOWN_BELOW),
        claims=[claim for claim in claims if claim["subject_id"] is None],
        standing=_STANDING,
        subjects=len({alert["subject"]["id"] for alert in alerts}),
        articles=len({alert["document"]["id"] for alert in alerts}),
    )


def _band_chart(counts: Mapping[str, int]) -> Markup:
    said = ", ".join(f"{n:,} {band}" for band, n in counts.items())
    legend = {band: f"{n:,} {band}: {_BANDS[band]}" for band, n in counts.items()}
    bar = Bar("by band", counts, f"{sum(counts.values()):,} in all")
    title = "Possible matches by band"
    return bars("bands", [bar], legend=legend, title=title, about=f"{title}: {said}", share=True)


def _list_chart(alerts: list[dict[str, Any]]) -> Markup:
    counts: dict[str, Counter[str]] = {}
    for alert in alerts:
        for name in {item["list"] for item in alert["designations"]}:
            counts.setdefault(name, Counter())[alert["band"]] += 1
    rows = sorted(counts.items(), key=lambda row: (-row[1].total(), row[0]))
    shown = [
        Bar(name, {band: of[band] for band in ("strong", "possible")}, f"{of.total():,}")
        for name, of in rows
    ]
    title = "Possible matches to review by list; one may stand on several lists"
    said = "; ".join(f"{bar.label} {bar.said}" for bar in shown)
    legend = {"strong": "strong", "possible": "possible"}
    return bars("lists", shown, legend=legend, title=title, about=said, compact=True)


def _list(record: ListRecord) -> dict[str, Any]:
    if record.age_days is not None:
        age = f"checked {record.age_days:g} days before the run"
    elif record.builtin:
        age = "built-in, compiled by hand"
    else:
        age = "a file as given; nobody knows whether it was the newest"
    return {
        "record": record,
        "age": age,
        "total": sum(record.counts.values()),
        "counts": ", ".join(f"{n:,} {kind}" for kind, n in record.counts.items()),
    }


def _alert(found: Explanation, names: Mapping[str, str]) -> dict[str, Any]:
    alert = found.alert
    effects = [term.effect for term in (*found.supports, *found.against)]
    return {
        "x": found,
        "alert": alert,
        "mentions": [_marked(each) for each in alert["mentions"][:5]],
        "more_mentions": max(0, len(alert["mentions"]) - 5),
        "chart": evidence_bar(
            found.base.effect,
            effects,
            alert["score"],
            found.borders,
            f"Score {alert['score']:.2f}: {found.sum_line()}",
        ),
        "homonyms": [(each, names.get(each)) for each in alert["homonyms"]],
    }


def _marked(mention: Mapping[str, Any]) -> dict[str, Any]:
    """A snippet with the mention marked in it, as escaped HTML."""
    snippet, text = mention["snippet"], " ".join(mention["text"].split())
    before, found, behind = snippet.partition(text)
    if not found:
        return {"zone": mention["zone"], "html": korean(snippet), "text": text}
    marked = Markup("<mark>{}</mark>").format(korean(found))
    return {"zone": mention["zone"], "html": korean(before) + marked + korean(behind), "text": text}


def korean(text: object) -> Markup:
    """A text as HTML, its stretches of Hangul marked as Korean for readers and fonts.

    Example:
        >>> korean("<b> 김정은 met")
        Markup('&lt;b&gt; <span lang="ko">김정은</span> met')
    """
    return Markup("").join(_stretches(_visible(str(text))))


def _visible(text: str) -> str:
    """Controls that turn the direction of writing, or hide letters, are shown as what they are."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def _stretches(text: str) -> Iterator[Markup]:
    at = 0
    for found in _KOREAN.finditer(text):
        yield escape(text[at : found.start()])
        yield Markup('<span lang="ko">{}</span>').format(found.group())
        at = found.end()
    yield escape(text[at:])


def _reference(reference: str) -> str:
    """The authority's reference, or that it prints none (it is then made by xref)."""
    return "no reference printed" if _MADE.fullmatch(reference) else reference


def _web(url: str | None) -> str | None:
    """An address that may be a link, or None."""
    return url if url and re.match(r"https?://[^\s\"'<>]+$", url) else None
