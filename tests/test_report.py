"""Reports and explanations: one file, everything escaped, sums that add up."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from xref.cli import run
from xref.cli.explain import explainer_of
from xref.manifest import read_run
from xref.report.charts import curve
from xref.report.page import korean

HOSTILE = (
    '<script>alert(1)</script> North Korean leader Kim Jong Un "><img src=x onerror=alert(2)> '
    "met. The cargo ship Lady R left Rason. {{ 7*7 }} 북한 김정은 국무위원장이 말했다. \u202egnp\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over hostile, Korean, sporting and plain articles."""
    place = tmp_path_factory.mktemp("report")
    articles = place / "articles"
    articles.mkdir()
    (articles / "<b>.txt").write_text(HOSTILE, encoding="utf-8")
    (articles / "golf.txt").write_text(
        "Golf. The golfer Kim Yong Chol birdied the last hole at the championship tournament.\n"
        "His coach and caddie cheered on the fairway.\n", encoding="utf-8",
    )  # fmt: skip
    (articles / "claim.txt").write_text(
        "General Kim Yong-bok, blacklisted by Seoul, came. The US sanctioned Kim Nobody-un.\n",
        encoding="utf-8",
    )
    arguments = ["screen", str(articles), "-o", str(place / "run"), "--workers", "1", "-q"]
    assert run([*arguments, "--lists", "builtin"]) == 0
    return place / "run"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page_of(folder: Path) -> tuple[str, _Page]:
    assert run(["report", str(folder)]) == 0
    source = (folder / "report.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(source)
    return source, page


def test_a_report_needs_nothing_else(folder: Path) -> None:
    """No script, no outside file, no handler; a policy that would refuse them."""
    source, page = page_of(folder)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "link", "form", "input", "base"}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert "src" not in attributes
        href = attributes.get("href")
        assert href is None or href.startswith(("#", "https://", "http://")), href
    assert "default-src 'none'" in source


def test_hostile_text_stays_text(folder: Path) -> None:
    """What an article says is shown as it stands, marks of direction as what they are."""
    source, page = page_of(folder)
    text = "".join(page.text)
    assert "<script>alert(1)</script>" in text
    assert "{{ 7*7 }}" in text
    assert "\u202e" not in source


def test_hangul_is_marked_as_korean(folder: Path) -> None:
    """For screen readers and fonts."""
    source, _ = page_of(folder)
    assert '<span lang="ko">김정은</span>' in source
    assert str(korean("a & 김 b")) == 'a &amp; <span lang="ko">김</span> b'


def test_a_report_says_what_it_is_and_what_not(folder: Path) -> None:
    """Every alert, the lists with their age, claims, and never that somebody is sanctioned."""
    source, page = page_of(folder)
    text = " ".join("".join(page.text).split())
    for line in read_run(folder).objects("alerts.jsonl"):
        assert f'id="{line["alert_id"]}"' in source
    assert "What this report does not mean" in text
    assert "built-in, compiled by hand" in text
    assert "Kim Nobody-un" in text
    assert "the article is about sport" in text or "the sentence is about sport" in text
    assert re.search(r"\bis sanctioned\b", text.replace("that anyone is sanctioned", "")) is None


def test_the_same_run_gives_the_same_page(folder: Path) -> None:
    """No clock in it."""
    assert page_of(folder)[0] == page_of(folder)[0]


def test_every_sum_is_the_score_or_says_what_held_it(folder: Path) -> None:
    """Base and effects add up; else the border that held the score is named."""
    one = read_run(folder)
    explainer, notes = explainer_of(one)
    assert not notes
    lines = [*one.objects("alerts.jsonl"), *one.objects("below.jsonl")]
    assert lines
    for line in lines:
        found = explainer.explain(line)
        effects = [term.effect for term in (*found.supports, *found.against)]
        assert found.total == pytest.approx(found.base.effect + sum(effects), abs=1e-3)
        if found.held is None:
            assert found.total == pytest.approx(line["score"], abs=1e-3)
        else:
            assert found.total != pytest.approx(line["score"], abs=1e-4)


def test_explain_tells_an_alert_in_full(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Name by syllables, evidence with its reason, borders, designations, what would change."""
    (line,) = [
        each for each in read_run(folder).objects("below.jsonl")
        if "Yong Chol" in each["mentions"][0]["text"] and each["subject"]["kind"] == "person"
    ][:1]  # fmt: skip
    assert run(["explain", line["alert_id"][:12], "--run", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "topic_" in out
    assert "without “topic_" in out
    assert "borders: strong 0.90, possible 0.70, floor 0.50" in out
    assert "US-OFAC" in out or "KR" in out
    assert run(["explain", line["alert_id"], "--run", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["alert"] == line


@pytest.mark.parametrize("wanted", ["zzzz", ""])
def test_an_unknown_alert_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], wanted: str
) -> None:
    """A usage error with a hint: none begins so, or several do."""
    assert run(["explain", wanted, "--run", str(folder)]) == 2
    assert "review.csv" in capsys.readouterr().err


def test_a_curve_is_well_formed_whatever_its_texts_are() -> None:
    """Texts are escaped."""
    from lxml import etree

    drawn = curve([(0, 1), (1, 0)], title="<a>&", across="r", up="p", marked=[(1, 0, "<&>")])
    assert etree.fromstring(drawn.encode()).tag.endswith("svg")
