"""The command line: results on stdout, talk on stderr, documented exit codes, no tracebacks."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from xref.cli import COMMANDS, SUMMARIES

ARTICLE = "North Korean leader Kim Jong Un spoke. The cargo ship Lady R left Rason.\n"


Done = subprocess.CompletedProcess[str]


def run(
    *arguments: str, stdin: str | bytes = "", cwd: Path | None = None, **environment: str
) -> Done:
    """Run the installed command in a process of its own."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    environment = {
        **os.environ, "COLUMNS": "200", "SOURCE_DATE_EPOCH": "1750000000", **environment,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "xref", *arguments],
        input=data, capture_output=True, cwd=cwd, env=environment, timeout=120,
    )  # fmt: skip
    result = subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
    assert "Traceback" not in result.stderr, result.stderr
    return result


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "two.txt").write_text("Nothing here about anybody.\n", encoding="utf-8")
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_command_has_help_and_a_summary() -> None:
    """`--help` lists every command, and each has an example."""
    whole = run("--help")
    assert whole.returncode == 0
    assert set(COMMANDS) == set(SUMMARIES)
    for name in COMMANDS:
        assert name in whole.stdout
        assert run(name, "--help").returncode == 0


def test_screen_writes_a_run(articles: Path, tmp_path: Path) -> None:
    """The sheet, the alerts, what is below, the claims, and the manifest last."""
    out = tmp_path / "run"
    done = run("screen", str(articles), "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{out.as_posix()}/"
    assert sorted(os.listdir(out)) == [
        "alerts.jsonl", "below.jsonl", "claims.jsonl", "manifest.json", "review.csv",
        "review.xlsx", "subjects.jsonl",
    ]  # fmt: skip
    alerts = lines(out / "alerts.jsonl")
    assert {alert["subject"]["id"] for alert in alerts} == {  # type: ignore[index]
        "us-ofac-sdn:20157",
        "us-ofac-sdn:37095",
    }
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["counts"]["documents"] == 2
    assert [item["path"] for item in manifest["inputs"]] == ["one.txt", "two.txt"]
    assert all(item["sha256"] for item in manifest["inputs"] + manifest["lists"])
    assert set(manifest["outputs"]) == {*os.listdir(out)} - {"manifest.json"}
    assert "built-in" in done.stderr
    assert "built-in" in (out / "review.csv").read_text(encoding="utf-8-sig")
    assert "built-in" in manifest["warnings"][0]


def test_alert_lines_have_the_keys_of_the_contract(articles: Path, tmp_path: Path) -> None:
    """Stable keys in a stable order."""
    run("screen", str(articles), "-o", str(tmp_path / "run"))
    alert = lines(tmp_path / "run" / "alerts.jsonl")[0]
    assert list(alert) == [
        "alert_id", "document", "subject", "status", "band", "score", "mentions",
        "matched_name", "designations", "evidence", "claims", "homonyms", "copies", "earlier",
        "suppressed_by",
    ]  # fmt: skip
    assert list(alert["document"]) == [
        "id",
        "title",
        "published",
        "path",
        "author",
        "language",
        "url",
    ]  # type: ignore[call-overload]
    mention = alert["mentions"][0]  # type: ignore[index]
    assert list(mention) == ["start", "end", "text", "zone", "snippet"]
    assert ARTICLE[mention["start"] : mention["end"]] == mention["text"]


def test_the_same_input_gives_the_same_bytes(articles: Path, tmp_path: Path) -> None:
    """Two runs into two folders differ in nothing."""
    for name in ("a", "b"):
        run("screen", str(articles), "-o", str(tmp_path / name))
    for output in ("review.csv", "alerts.jsonl", "below.jsonl", "claims.jsonl"):
        assert (tmp_path / "a" / output).read_bytes() == (tmp_path / "b" / output).read_bytes()


def test_a_second_run_needs_force_and_never_eats_an_edited_sheet(
    articles: Path, tmp_path: Path
) -> None:
    """Refused with exit 2; with --force replaced; an edited sheet stays."""
    out = tmp_path / "run"
    run("screen", str(articles), "-o", str(out))
    again = run("screen", str(articles), "-o", str(out))
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert run("screen", str(articles), "-o", str(out), "--force").returncode == 0
    with (out / "review.csv").open("a") as sheet:
        sheet.write("edited")
    refused = run("screen", str(articles), "-o", str(out), "--force")
    assert refused.returncode == 2
    assert "was edited" in refused.stderr


def test_without_an_output_folder_the_run_is_named(articles: Path, tmp_path: Path) -> None:
    """The default is out/<run id>/ below the current folder, printed last."""
    done = run("screen", str(articles), cwd=tmp_path)
    folder = done.stdout.splitlines()[-1]
    assert folder.startswith("out/20250615T")
    assert (tmp_path / folder / "manifest.json").is_file()


def test_exit_code_tells_alerts_only_when_asked(articles: Path, tmp_path: Path) -> None:
    """0 with alerts, 1 with --exit-code and alerts, 0 with it and none."""
    assert run("screen", str(articles), "-o", str(tmp_path / "a"), "--exit-code").returncode == 1
    none = run("screen", str(articles / "two.txt"), "-o", str(tmp_path / "b"), "--exit-code")
    assert none.returncode == 0


def test_stdin_is_read(tmp_path: Path) -> None:
    """`-` reads a text from standard input."""
    done = run("screen", "-", "-o", str(tmp_path / "run"), stdin=ARTICLE)
    assert done.returncode == 0, done.stderr
    assert len(lines(tmp_path / "run" / "alerts.jsonl")) == 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, ""),
        ("bad.jsonl", b'{"id": "1", "text": "Kim Jong Un"}\nnot json\n', "JSON"),
        ("notext.jsonl", b'{"id": "1"}\n', "text"),
    ],
)
def test_one_bad_input_costs_no_other(
    articles: Path, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    """It is told, recorded and counted; the rest is done; exit 5."""
    (articles / name).write_bytes(content)
    done = run("screen", str(articles), "-o", str(tmp_path / "run"))
    assert done.returncode == 5
    assert name in done.stderr
    assert reason.lower() in done.stderr.lower()
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert name in {item["path"] for item in manifest["skipped"]}
    assert manifest["exit_code"] == 5
    assert "us-ofac-sdn:20157" in (tmp_path / "run" / "alerts.jsonl").read_text()


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    """A path that is not there: exit 5, an empty sheet with its header."""
    done = run("screen", str(tmp_path / "none"), "-o", str(tmp_path / "run"))
    assert done.returncode == 5
    assert "no such file" in done.stderr
    assert (
        (tmp_path / "run" / "review.csv").read_text(encoding="utf-8-sig").startswith('"alert_id"')
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.csv", None, "no list and no file"),
        ("empty.xml", b"", "empty"),
        ("poem.bin", b"\x00\x01\x02 roses", ""),
        ("cut.xml", b'<?xml version="1.0"?><CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>', ""),
        (
            "doctype.xml",
            b'<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST dateGenerated="2026"/>',
            "DOCTYPE",
        ),
        ("wrong.csv", b"name,kind\nA B,person\nC D,person,extra,fields\n", "3"),
        ("bytes.csv", b"name,kind\nA\xff\xfeB,person\n", ""),
    ],
)
def test_a_list_that_cannot_be_used_stops_the_run(
    articles: Path, tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    """Exit 4, the file named, nothing screened against half a list."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = run("screen", str(articles), "--lists", str(path), "-o", str(tmp_path / "run"))
    assert done.returncode == 4, done.stderr
    assert name in done.stderr
    assert reason in done.stderr
    assert not (tmp_path / "run" / "alerts.jsonl").exists()


def test_rules_with_a_typo_are_refused_with_their_place(articles: Path, tmp_path: Path) -> None:
    """Exit 3; file, line and column of every problem."""
    import shutil

    from xref.data import data_folder

    rules = tmp_path / "rules"
    shutil.copytree(data_folder("rules"), rules)
    text = (rules / "evidence.yml").read_text(encoding="utf-8")
    (rules / "evidence.yml").write_text(
        text.replace("ship_window:", "ship_windw:"), encoding="utf-8"
    )
    done = run("screen", str(articles), "--rules", str(rules), "-o", str(tmp_path / "run"))
    assert done.returncode == 3
    assert "evidence.yml:" in done.stderr
    assert "unknown field 'ship_windw'" in done.stderr
    assert "'ship_window' is missing" in done.stderr


def test_an_output_folder_that_cannot_be_written(articles: Path, tmp_path: Path) -> None:
    """Told before anything is screened; exit 2."""
    (tmp_path / "file").write_text("")
    done = run("screen", str(articles), "-o", str(tmp_path / "file" / "run"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_match_writes_csv(tmp_path: Path) -> None:
    """One row per name and match; the input may come from stdin."""
    done = run("match", "-", "--column", "who", stdin="who\nKim Young Bok\nNobody At All\n")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[0]["row"] == "0"
    assert rows[0]["subject_id"] == "us-ofac-sdn:52114"
    assert {row["name"] for row in rows} == {"Kim Young Bok"}


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        (("match", "-", "--column", "x"), "who\nA\n", 2, "columns: who"),
        (("match", "-", "--column", "who"), "", 5, "is empty"),
        (("match", "none.csv", "--column", "who"), "", 5, "none.csv"),
        (("match", "-", "--column", "a"), "a,b\n1,2,3,4\n", 5, "CSV"),
        (("search", "Kim", "--imo", "123"), "", 2, "no IMO number"),
        (("search", "Kim", "--birth-date", "soon"), "", 2, "no ISO date"),
        (("search", "Kim", "--kind", "robot"), "", 2, "robot"),
        (("nonsense",), "", 2, "nonsense"),
        (("screen",), "", 2, "PATH"),
        (("rules", "check", "no-such-folder"), "", 3, "no such rules folder"),
    ],
)
def test_a_mistake_gets_one_clear_message(
    arguments: tuple[str, ...], stdin: str, code: int, said: str
) -> None:
    """The documented exit code, and what to do."""
    done = run(*arguments, stdin=stdin)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stdout == ""


def test_search_explains(tmp_path: Path) -> None:
    """A search shows band, listed name, reasons and all designations."""
    done = run("search", "Kim Yong-bok")
    assert done.returncode == 0
    assert "KIM, Yong Bok" in done.stdout
    assert "EU 269/2014" in done.stdout
    assert "no possible match" in run("search", "Zzyzx Qwrtp").stdout


@pytest.mark.parametrize("name", ["", "x", "!?", "a" * 10_000, "ЛИ Чхан Xo", "\u202e김\u0000b"])
def test_any_name_can_be_searched_and_compared(name: str) -> None:
    """Empty, one letter, 10,000 letters, only punctuation, mixed scripts: an answer, no failure."""
    from click.testing import CliRunner

    from xref.cli import cli

    for arguments in (["search", "--", name], ["compare", "--", name, "Kim Yong-bok"]):
        result = CliRunner().invoke(cli, arguments, catch_exceptions=False, standalone_mode=False)
        assert result.exit_code == 0, result.output


def test_compare_shows_the_syllables() -> None:
    """Two spellings stand side by side with their Hangul."""
    done = run("compare", "Kim Yong-bok", "김영복")
    assert "영" in done.stdout
    assert "possible" in done.stdout


def test_lists_show_counts(tmp_path: Path) -> None:
    """Each list with format, date and counts by kind."""
    done = run("lists", "show", "--csv")
    rows = {row["list"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert (
        int(rows["kr-mofa"]["person"])
        + int(rows["kr-mofa"]["organisation"])
        + int(rows["kr-mofa"]["vessel"])
        == 341
    )
    assert "no substitute for the official lists" in done.stderr


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    """`xref match … | head` ends without a message."""
    names = tmp_path / "names.csv"
    names.write_text("name\n" + "Kim Yong Chol\n" * 20_000)
    command = f"{sys.executable} -m xref match {names} --column name | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith("row,")
    assert "rror" not in done.stderr


def test_manifest_is_strict_json(articles: Path, tmp_path: Path) -> None:
    """The manifest decodes and carries the rules digest."""
    run("screen", str(articles), "-o", str(tmp_path / "run"))
    manifest = msgspec.json.decode((tmp_path / "run" / "manifest.json").read_bytes())
    assert len(manifest["rules"]["digest"]) == 64


def un_list(count: int) -> str:
    """A UN list in the official format: invented persons, one of the article, and bodies."""

    def entry(n: int, tag: str, first: str, second: str) -> str:
        return (
            f"<{tag}><DATAID>{n}</DATAID><FIRST_NAME>{first}</FIRST_NAME>{second}"
            f"<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KP{tag[0].lower()}.{n:03}"
            f"</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON></{tag}>"
        )

    names = {1: ("KIM", "JONG UN")}
    persons = "".join(
        entry(n, "INDIVIDUAL", first, f"<SECOND_NAME>{second}</SECOND_NAME>")
        for n in range(1, min(count, 700) + 1)
        for first, second in [names.get(n, ("EXAMPLE", f"PERSON {n}"))]
    )
    bodies = "".join(entry(n, "ENTITY", f"EXAMPLE BODY {n}", "") for n in range(701, count + 1))
    return (
        '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:00Z">'
        f"<INDIVIDUALS>{persons}</INDIVIDUALS><ENTITIES>{bodies}</ENTITIES></CONSOLIDATED_LIST>"
    )


def keep_un_list(home: Path, days: float = 0) -> None:
    """Put a UN list into the store of a home, as if it had been checked days ago."""
    import hashlib
    from datetime import UTC, datetime, timedelta

    data = un_list(3).encode()
    sha256 = hashlib.sha256(data).hexdigest()
    when = f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
    folder = home / "lists" / "un-sc"
    copy = folder / "snapshots" / sha256
    copy.mkdir(parents=True)
    (copy / "consolidated.xml").write_bytes(data)
    facts = {"list": "un-sc", "sha256": sha256, "via": "update", "retrieved_at": when}
    files = [{"name": "consolidated.xml", "bytes": len(data), "sha256": sha256}]
    (copy / "snapshot.json").write_text(json.dumps({**facts, "files": files}))
    (folder / "current.json").write_text(
        json.dumps({**facts, "checked_at": when, "counts": {"person": 3}})
    )


def test_screen_uses_the_lists_in_the_store(articles: Path, tmp_path: Path) -> None:
    """Without --lists these, not the built-in list; the manifest says how old they are."""
    home, out = tmp_path / "home", tmp_path / "run"
    keep_un_list(home, days=2)
    done = run("screen", str(articles), "-o", str(out), XREF_HOME=str(home), SOURCE_DATE_EPOCH="")
    assert done.returncode == 3  # an empty date is refused
    environment = {**os.environ, "XREF_HOME": str(home)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run(
        [sys.executable, "-m", "xref", "screen", str(articles), "-o", str(out)],
        env=environment, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert [alert["subject"]["id"] for alert in lines(out / "alerts.jsonl")] == [  # type: ignore[index]
        "un-sc:KPi.001"
    ]
    manifest = json.loads((out / "manifest.json").read_text())
    (version,) = manifest["lists"]
    assert version["name"] == "un-sc"
    assert version["published"] == "2026-02-27"
    assert version["retrieved_at"] == version["checked_at"]
    assert 2 <= version["age_days"] < 2.1
    assert "us-ofac-sdn" in manifest["warnings"][0]
    assert "not screened against" in manifest["warnings"][0]


@pytest.mark.parametrize(
    "arguments",
    [("screen", "ARTICLES"), ("match", "-", "--column", "who"), ("search", "Kim Jong Un")],
)
def test_an_old_list_stops_the_work(
    articles: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Exit 4 with what to do; --allow-stale goes on, and says so."""
    home = tmp_path / "home"
    keep_un_list(home, days=31)
    words = [str(articles) if word == "ARTICLES" else word for word in arguments]
    output = ["-o", str(tmp_path / "run")] if words[0] == "screen" else []
    stdin = "who\nKim Jong Un\n"
    done = run(*words, *output, stdin=stdin, XREF_HOME=str(home))
    assert done.returncode == 4
    assert "un-sc was last checked 31.0 days ago" in done.stderr
    assert "--allow-stale" in done.stderr
    assert not (tmp_path / "run" / "alerts.jsonl").exists()
    done = run(*words, *output, "--allow-stale", stdin=stdin, XREF_HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert "past its maximum age: un-sc" in done.stderr


def test_a_copy_that_is_damaged_stops_the_work(articles: Path, tmp_path: Path) -> None:
    """A list that was there is never silently left out."""
    home = tmp_path / "home"
    keep_un_list(home)
    next((home / "lists/un-sc/snapshots").glob("*/consolidated.xml")).unlink()
    done = run("screen", str(articles), "-o", str(tmp_path / "run"), XREF_HOME=str(home))
    assert done.returncode == 4
    assert "is damaged" in done.stderr
    shown = run("lists", "show", "--json", XREF_HOME=str(home))
    row = next(row for row in json.loads(shown.stdout) if row["list"] == "un-sc")
    assert row["state"] == "damaged"


def test_lists_are_imported_shown_and_refused(articles: Path, tmp_path: Path) -> None:
    """A good copy is used; a small one is kept aside until its sha256 is named."""
    home = str(tmp_path / "home")
    (tmp_path / "un.xml").write_text(un_list(900))
    done = run("lists", "import", str(tmp_path / "un.xml"), "-q", XREF_HOME=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("un-sc updated in use: ")
    (tmp_path / "un.xml").write_text(un_list(100))
    done = run("lists", "import", str(tmp_path / "un.xml"), XREF_HOME=home)
    assert done.returncode == 4
    assert "entries: 900 to 100" in done.stderr
    assert "removed: un-sc:KPi.101 EXAMPLE PERSON 101" in done.stdout
    row = next(
        row
        for row in json.loads(run("lists", "show", "--json", XREF_HOME=home).stdout)
        if row["list"] == "un-sc"
    )
    assert (row["state"], row["counts"]) == (
        "current",
        {"person": 700, "organisation": 200},
    )
    done = run("lists", "update", "un-sc", "--accept", row["waiting"][:12], XREF_HOME=home)
    assert done.returncode == 0, done.stderr
    shown = run("lists", "show", "--csv", XREF_HOME=home)
    rows = {row["list"]: row for row in csv.DictReader(io.StringIO(shown.stdout))}
    assert (rows["un-sc"]["person"], rows["un-sc"]["max age"]) == ("100", "30")
    assert "accepted although" in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("lists", "update", "us-ofc-sdn"), 4, "not in the catalogue"),
        (("lists", "update", "gb-ofsi"), 4, "use gb-uksl"),
        (("lists", "update", "jp-mof"), 4, "xref lists import FILE"),
        (("lists", "update", "--accept", "123"), 2, "exactly one NAME"),
        (("lists", "update", "un-sc", "--accept", "12345678"), 4, "no refused copy"),
        (("lists", "import", "no-such-file.xml"), 4, "no-such-file.xml"),
        (("lists", "show", "--csv", "--json"), 2, "not both"),
    ],
)
def test_a_mistake_with_lists_is_told(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """The documented exit code, and what to do."""
    done = run(*arguments, XREF_HOME=str(tmp_path))
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_list_of_the_program_needs_no_network(tmp_path: Path) -> None:
    """`update` puts it into the store; screening then names it."""
    done = run("lists", "update", "kr-mofa", "reported", XREF_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["kr-mofa", "updated"],
        ["reported", "updated"],
    ]
    found = run("search", "Kum Ya", "--kind", "vessel", XREF_HOME=str(tmp_path))
    assert "KUM YA" in found.stdout
    assert "this is the built-in list" in found.stderr


def test_runs_inside_a_folder_are_no_articles(tmp_path: Path) -> None:
    """`xref screen . -o two` in a folder of articles reads neither this run nor an older one."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    for name in ("one", "two"):
        done = run("screen", ".", "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        manifest = json.loads((tmp_path / name / "manifest.json").read_text("utf-8"))
        assert manifest["counts"]["documents"] == 1
        assert not manifest["skipped"]
