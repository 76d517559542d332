"""The queue against a plain recount; whole texts of articles; words and colours of the page."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import lxml.html
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xref.cli import run as xref
from xref.model import Alert, Name
from xref.names.fold import fold
from xref.page.article import MAX_SHOWN, Articles
from xref.page.queue import BANDS, SORTS, STATES, TABS, Filter, Queue
from xref.page.wording import KEYS, STATE_NAMES, TAB_NAMES
from xref.review.recorded import RecordedRun
from xref.rules import Rules

from .conftest import alert, designation, subject, write_run
from .served import Browser, serving

# -- the queue ----------------------------------------------------------------------------------

_SUBJECTS = [
    subject(designation("1")),
    subject(designation("2", names=(Name("Пак Чон Чхон"), Name("PAK")), authority="EU")),
    subject(designation("3", kind="vessel", names=(Name("LADY R"),)),
            designation("4", kind="vessel", names=(Name("Lady R"),), authority="UK")),
]  # fmt: skip


@st.composite
def alerts(draw: st.DrawFn) -> list[Alert]:
    """Alerts of few articles and subjects, so that they meet."""
    pairs = draw(
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([0, 1, 2])), unique=True)
    )
    found = []
    for document, which in pairs:
        made = alert(
            f"2026/{document}.txt", of=_SUBJECTS[which], title=f"Talks {document}",
            mention=_SUBJECTS[which].name, score=draw(st.sampled_from([0.6, 0.75, 0.9, 0.95])),
        )  # fmt: skip
        band = draw(st.sampled_from(["strong", "possible", "weak", None]))
        found.append(msgspec.structs.replace(made, band=band))
    return found


filters = st.builds(
    Filter,
    tab=st.sampled_from(sorted(TABS)),
    band=st.sampled_from(["", *BANDS]),
    kind=st.sampled_from(["", "person", "vessel", "aircraft"]),
    authority=st.sampled_from(["", "US-OFAC", "EU", "UK", "KR"]),
    words=st.sampled_from(["", "kim", "пак", "lady r", "talks a", "KIM, Yong", "nothing", "us"]),
    subject=st.sampled_from(["", "us:1", "us:3", "us:9"]),
    document=st.sampled_from(["", "2026/a.txt", "2026/z.txt"]),
    sort=st.sampled_from(SORTS),
)


def slow_view(above: list[Alert], states: dict[str, str], wanted: Filter) -> set[str]:
    """What a filter leaves, the obvious way."""
    found = set()
    for each in above:
        words = " ".join([
            each.subject.name, each.matched_name.text, *(m.text for m in each.mentions),
            each.document.title or "", each.document.id, each.subject.id,
        ])  # fmt: skip
        if (
            states[each.alert_id] in TABS[wanted.tab]
            and wanted.band in ("", each.band or "none")
            and wanted.kind in ("", each.subject.kind)
            and wanted.subject in ("", each.subject.id)
            and wanted.document in ("", each.document.id)
            and (not wanted.authority or wanted.authority in
                 [one.authority for one in each.subject.designations])
            and all(word in fold(words) for word in fold(wanted.words).split())
        ):  # fmt: skip
            found.add(each.alert_id)
    return found


@settings(deadline=None, max_examples=40)
@given(alerts(), alerts(), st.data())
def test_the_queue_is_what_a_plain_recount_says(
    tmp_path_factory: pytest.TempPathFactory,
    above: list[Alert],
    below: list[Alert],
    data: st.DataObject,
) -> None:
    """Rows, counts, order and neighbours, before and after states change."""
    known = {each.alert_id for each in above}
    below = [each for each in below if each.alert_id not in known]
    queue = Queue(write_run(tmp_path_factory.mktemp("run"), above, below=below))
    everything = [*above, *below]
    states = {each.alert_id: "open" for each in above} | {each.alert_id: "below" for each in below}
    for _ in range(3):
        wanted = data.draw(filters)
        view = queue.view(wanted)
        shown = [queue.ids[row] for row in view.rows]
        assert len(set(shown)) == len(shown)
        assert set(shown) == slow_view(everything, states, wanted)
        for tab, count in view.tabs.items():
            other = msgspec.structs.replace(wanted, tab=tab)
            assert count == len(slow_view(everything, states, other))
        for band, count in view.bands.items():
            other = msgspec.structs.replace(wanted, band=band)
            assert count == len(slow_view(everything, states, other))
        for place, row in enumerate(view.rows):
            before, after, at = queue.neighbours(row, wanted)
            assert at == place
            assert before == (view.rows[place - 1] if place else None)
            assert after == (view.rows[place + 1] if place + 1 < len(view.rows) else None)
            following = list(queue.following(row, wanted))
            assert following == [*view.rows[place + 1 :], *view.rows[:place]]
        if everything:
            one = data.draw(st.sampled_from([each.alert_id for each in everything]))
            states[one] = data.draw(st.sampled_from(STATES))
            queue.set_state(queue.row_of[one], states[one])
            assert queue.state(queue.row_of[one]) == states[one]


def test_orders(tmp_path: Path) -> None:
    """Each order of the queue, over the same alerts."""
    made = [
        alert("b.txt", of=_SUBJECTS[0], score=0.75),
        alert("a.txt", of=_SUBJECTS[2], score=0.95),
        alert("c.txt", of=_SUBJECTS[1], score=0.95),
        alert("a.txt", of=_SUBJECTS[0], score=0.99),
    ]
    dated = [
        msgspec.structs.replace(
            each, document=msgspec.structs.replace(each.document, published=day)
        )
        for each, day in zip(made, ("2026-03-01", "2026-01-01", None, "2026-02-01"), strict=True)
    ]
    queue = Queue(write_run(tmp_path / "run", dated))

    def order(sort: str) -> list[tuple[str, str]]:
        view = queue.view(msgspec.convert({"sort": sort}, Filter))
        return [(queue.documents[row][0], queue.subjects[row]) for row in view.rows]

    strongest = order("band")
    assert (strongest[0], strongest[-1]) == (("a", "us:1"), ("b", "us:1"))
    assert [each for each, _ in order("article")] == ["a", "a", "b", "c"]
    assert [each for each, _ in order("newest")] == ["b", "a", "a", "c"]
    assert [each for _, each in order("subject")] == ["us:1", "us:1", "us:3", "us:2"]
    row = queue.row_of[dated[1].alert_id]
    assert [queue.ids[each] for each in queue.in_document("a.txt")] == [
        dated[3].alert_id, dated[1].alert_id,
    ]  # fmt: skip
    assert queue.in_document("no such") == []
    assert queue.state(row) == "open"


def test_every_state_and_tab_has_a_name() -> None:
    """And every state is shown in one tab besides `all`."""
    assert set(STATE_NAMES) == set(STATES)
    assert set(TAB_NAMES) == set(TABS)
    shown = [state for tab, inside in TABS.items() if tab != "all" for state in inside]
    assert sorted(shown) == sorted(STATES)


# -- whole texts --------------------------------------------------------------------------------

TEXT = (
    "Talks end\n\nKim Yong-bok, a colonel general of North Korea, left Rason.\n<b>He</b> slept.\n"
)


@pytest.fixture
def screened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of the command line on two files of one article and one of two."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles" / "wire"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "page.html").write_text(
        f"<html><body><article><h1>Talks</h1><p>{TEXT}</p></article></body></html>",
        encoding="utf-8",
    )
    line = '{"id": "n%d", "text": "Kim Yong-bok, a colonel general of North Korea, left."}\n'
    (folder / "two.jsonl").write_text("".join(line % n for n in range(2)), encoding="utf-8")
    assert xref(["screen", "articles", "-o", "run", "-q"]) == 0
    return tmp_path


def texts(folder: Path, rules: Rules) -> dict[str, bool]:
    """Which articles of a run are at hand as a whole."""
    run = RecordedRun(folder / "run")
    articles = Articles(run.manifest, rules)
    return {each.alert.document.id: articles.text(each.alert) is not None for each in run.alerts()}


def test_the_whole_text_is_shown_where_it_is_as_it_was(screened: Path, rules: Rules) -> None:
    """Of files of one article, unchanged; else the sentences that the run kept."""
    found = texts(screened, rules)
    assert {key: at_hand for key, at_hand in found.items() if key.startswith("wire")} == {
        "wire/one.txt": True, "wire/page.html": True,
    }  # fmt: skip
    assert {"n0", "n1"} & set(found)
    assert not any(found[key] for key in {"n0", "n1"} & set(found))
    with serving(screened / "run", screened / "log", reviewer="A. Lee") as server:
        browser = Browser(server)
        run = RecordedRun(screened / "run")
        one = next(e.alert for e in run.alerts() if e.alert.document.id == "wire/one.txt")
        browser.get(f"/alerts/{one.alert_id}")
        assert "<p><mark>Kim Yong-bok</mark>, a colonel general" in browser.text
        assert "&lt;b&gt;He&lt;/b&gt; slept." in browser.text
        (screened / "articles" / "wire" / "one.txt").write_text(TEXT + "x", encoding="utf-8")
        browser.get(f"/alerts/{one.alert_id}")
        assert "The whole text is not at hand" in browser.words
        assert "<mark>Kim Yong-bok</mark>, a colonel general" in browser.text


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/passwd", "wire/../../secret.txt", "\0", ""]
)
def test_a_path_of_a_run_leads_nowhere_else(screened: Path, rules: Rules, path: str) -> None:
    """Even with the right digest: what a run was not given is not read."""
    import hashlib

    (screened / "secret.txt").write_text(TEXT, encoding="utf-8")
    run = RecordedRun(screened / "run")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    run.manifest["inputs"] = [
        {"path": path, "sha256": digest, "bytes": 1, "documents": 1, "skipped": 0}
    ]
    articles = Articles(run.manifest, rules)
    one = next(run.alerts()).alert
    document = msgspec.structs.replace(one.document, path=path)
    assert articles.text(msgspec.structs.replace(one, document=document)) is None


def test_a_long_text_is_cut_around_its_mentions(screened: Path, rules: Rules) -> None:
    """What is left out is said."""
    file = screened / "articles" / "wire" / "one.txt"
    words = "They spoke of steel and rice.\n" * 4_000
    file.write_text(words + TEXT + words, encoding="utf-8")
    assert xref(["screen", "articles", "-o", "run", "-q", "--force"]) == 0
    run = RecordedRun(screened / "run")
    articles = Articles(run.manifest, rules)
    one = next(e.alert for e in run.alerts() if e.alert.document.id == "wire/one.txt")
    found = articles.text(one)
    assert found is not None
    assert found.cut
    assert sum(map(len, found.paragraphs)) < MAX_SHOWN + 2_000
    assert sum("<mark>Kim Yong-bok</mark>" in each for each in found.paragraphs) == 1


# -- colours and structure ----------------------------------------------------------------------

#: Text on ground, and how far they must be apart by WCAG 2.2: 4.5 for text, 3 for marks.
CONTRASTS = [
    *((text, ground, 4.5) for text in ("ink", "soft", "link") for ground in
      ("paper", "ground", "raised", "done-ground", "note-ground", "problem-ground")),
    *(("on-band", band, 4.5) for band in ("strong", "possible", "weak")),
    *((text, "paper", 4.5) for text in ("for-text", "against-text")),
    ("on-mark", "mark", 4.5), ("on-button", "button", 4.5),
    *((mark, "paper", 3.0) for mark in
      ("for", "against", "base", "strong", "possible", "edge", "focus", "tick")),
    *((mark, "ground", 3.0) for mark in ("focus", "edge")),
]  # fmt: skip


def css() -> str:
    """The style sheet."""
    return files("xref.page").joinpath("static/page.css").read_text(encoding="utf-8")


def colours(dark: bool) -> dict[str, str]:
    """The custom properties of one scheme."""
    blocks = re.findall(r":root \{(.*?)\}", css(), re.DOTALL)
    assert len(blocks) == 2
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})\b", blocks[dark]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    )  # fmt: skip
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), CONTRASTS)
def test_contrast(text: str, ground: str, least: float, dark: bool) -> None:
    """What must be read can be read, in both schemes."""
    scheme = colours(dark)
    high, low = sorted((luminance(scheme[each]) for each in (text, ground)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


def test_colours_stand_in_one_place() -> None:
    """Both schemes have the same, and no rule has one of its own."""
    assert set(colours(False)) == set(colours(True))
    rules = re.sub(r":root \{.*?\}", "", css(), flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", rules)) <= {"#0009"}
    assert "url(" not in css()
    assert "@import" not in css()


@pytest.mark.parametrize("path", ["/", "/alerts/{alert}", "/help", "/dashboard", "/reviewer"])
def test_a_page_can_be_read_by_its_structure(tmp_path: Path, path: str) -> None:
    """One heading of the first rank, no rank left out, named fields, landmarks, unique ids."""
    one = alert(mention="김영철", sentence="김영철 부위원장은 Путин 대통령을 만났다.")
    run = write_run(tmp_path / "run", [one])
    with serving(run, tmp_path / "log", reviewer="A. Lee") as server:
        browser = Browser(server)
        browser.get(path.format(alert=one.alert_id))
    page = lxml.html.fromstring(browser.text)
    assert page.get("lang") == "en"
    heads = [each for each in page.iter("h1", "h2", "h3") if each.get("id") != "keys-title"]
    ranks = [int(each.tag[1]) for each in heads]
    assert ranks.count(1) == 1
    assert all(later <= before + 1 for before, later in pairwise(ranks))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for field in page.iter("input", "select", "textarea"):
        if field.get("type") != "hidden":
            assert page.xpath(f"//label[@for='{field.get('id')}']"), field.get("name")
    for each in page.xpath("//*[@aria-labelledby]"):
        assert each.get("aria-labelledby") in ids
    for each in page.iter("main", "header", "nav", "footer"):
        assert each.tag in ("main", "header", "footer") or each.get("aria-label")
    assert len(page.xpath("//main[@id='main']")) == 1
    assert page.xpath("//a[@class='skip'][@href='#main']")
    assert page.xpath("//*[@id='messages'][@role='status'][@aria-live='polite']")
    for each in page.iter("button"):
        assert each.text_content().strip()
    for each in page.iter("svg"):
        assert each.get("aria-hidden") == "true" or each.get("role") == "img"
    for each in page.iter("th"):
        assert each.get("scope") in ("col", "row")
    if path != "/reviewer":
        hangul = [each for each in page.xpath("//*[@lang='ko']") if each.text == "김영철"]
        assert bool(hangul) is ("alerts" in path or path == "/")
        assert not re.search("[가-힣]", "".join(
            each.text or "" for each in page.iter() if not each.get("lang") and
            each.tag not in ("title", "textarea", "input")
        ))  # fmt: skip


def test_the_script_has_the_keys_that_the_page_tells() -> None:
    """Each key of the list is one of the script's, and the other way round."""
    script = files("xref.page").joinpath("static/page.js").read_text(encoding="utf-8")
    block = script.split("const actions = {")[1].split("};")[0]
    own = set(re.findall(r'(?:^|[\s,{])"?([a-z]+|[/?\[\]])"?: \(?\)? ?=?>?', block))
    own = {key for key in own if f"{key}:" in block or f'"{key}":' in block}
    names = {"→": "arrowright", "←": "arrowleft", "Esc": "escape"}
    told = {names.get(key, key) for keys, _ in KEYS for key in keys}
    assert own | {"Enter", "1", "…", "9"} == told | set()
