"""Runs that can be proved again: manifests, differences, replays."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from xref import load_rules
from xref.cli import run
from xref.data import data_folder
from xref.errors import ConfigError, UsageError
from xref.manifest import find_runs, read_run, without_secrets
from xref.replay import same_but_decisions
from xref.review.log import DecisionLog
from xref.review.purge import purge
from xref.rules.copies import copy_bytes, digest_of, find_copy, folder_copy, read_copy, unpacked

ARTICLE = "North Korean leader Kim Jong Un spoke.\nThe cargo ship Lady R left Rason.\n"
LIST = """\
name,type,id,programme
"DOE, Quentin Zebulon",person,1,TEST
"KOLGUEV BREEZE",vessel,2,TEST
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with articles and a list file; the user's data folder is its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XREF_HOME", str(tmp_path / "home"))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "articles" / "two.txt").write_text(
        "Banker Quentin Zebulon Doe met nobody.\n", encoding="utf-8"
    )
    (tmp_path / "mine.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def screen(*arguments: str) -> None:
    assert run(["screen", "articles", "--workers", "1", "-q", *arguments]) == 0


def manifest(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, "manifest.json").read_text())
    return found


def test_a_manifest_tells_what_a_later_reader_needs(place: Path) -> None:
    """Paths, where, lists in order, every setting with its origin, code, times."""
    screen("-o", "run", "--lists", "builtin", "--lists", "mine.csv")
    found = manifest("run")
    assert found["paths"] == ["articles"]
    assert found["directory"] == place.as_posix()
    assert found["sources"] == ["builtin", "mine.csv"]
    assert found["settings"]["workers"] == {"value": 1, "origin": "command line"}
    assert found["settings"]["timeout"] == {"value": 300.0, "origin": "default"}
    assert found["settings"]["XREF_HOME"]["origin"] == "environment"
    assert found["settings"]["sources"]["origin"] == "command line"
    assert len(found["code"]) == 16
    assert set(found["timings"]) == {"loading_s", "screening_s", "writing_s"}
    assert found["rules"]["packaged"] is True
    assert all(len(entry["readers"]) == 16 for entry in found["lists"])


def test_a_stored_copy_is_recorded_with_where_it_came_from(place: Path) -> None:
    """How and when it was retrieved, its files, and the checks it passed."""
    assert run(["lists", "import", "mine.csv"]) == 0
    screen("-o", "run")
    (entry,) = manifest("run")["lists"]
    assert entry["via"] == "import"
    assert entry["checks"]
    assert [each["name"] for each in entry["sources"]] == ["mine.csv"]
    assert manifest("run")["settings"]["sources"]["origin"] == "lists updated or imported"


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        (["--password", "x", "-o", "y"], ["--password", "[removed]", "-o", "y"]),
        (["--api-key=x"], ["--api-key=[removed]"]),
        (["https://u:p@host/list.csv"], ["https://[removed]@host/list.csv"]),
        (["https://host/x?a=1&access_token=t#z"], ["https://host/x?a=1&access_token=[removed]"]),
        (["screen", "articles/key.txt"], ["screen", "articles/key.txt"]),
    ],
)
def test_secrets_are_not_kept(arguments: list[str], kept: list[str]) -> None:
    """Values of options and parts of addresses that look like secrets are removed."""
    assert without_secrets(arguments) == kept


def test_a_run_is_proved_again(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Same lists, rules, inputs: the same bytes, also when new articles came since."""
    screen("-o", "run", "--lists", "builtin", "--lists", "mine.csv")
    (place / "articles" / "later.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(["runs", "replay", "run", "--verify", "--workers", "1"]) == 0
    out = capsys.readouterr()
    assert "proved: byte for byte" in out.out
    assert "1 inputs that the run did not read" in out.err


def test_a_replay_uses_the_stored_copy_of_the_run_not_the_one_in_use(place: Path) -> None:
    """After an import of a newer copy the old one is loaded by its sha256."""
    assert run(["lists", "import", "mine.csv"]) == 0
    screen("-o", "run")
    (place / "mine.csv").write_text(LIST.replace("Quentin", "Ferdinand"), encoding="utf-8")
    assert run(["lists", "import", "mine.csv"]) == 0
    assert run(["runs", "replay", "run", "--verify", "--workers", "1"]) == 0


def test_rules_of_ones_own_are_kept_with_the_run(place: Path) -> None:
    """The rules folder may be gone, and the data folder, too."""
    rules = place / "rules"
    shutil.copytree(data_folder("rules"), rules)
    scoring = rules / "scoring.yml"
    scoring.write_text(scoring.read_text().replace("value: 0.90", "value: 0.97"))
    screen("-o", "run", "--rules", "rules")
    shutil.rmtree(rules)
    shutil.rmtree(place / "home")
    assert manifest("run")["rules"]["copy"] == "rules.json"
    assert run(["runs", "replay", "run", "--verify", "--workers", "1"]) == 0


def edit_article(place: Path) -> None:
    (place / "articles" / "one.txt").write_text("Nobody.\n", encoding="utf-8")


def remove_article(place: Path) -> None:
    (place / "articles" / "one.txt").unlink()


def edit_alerts(place: Path) -> None:
    path = place / "run" / "alerts.jsonl"
    path.write_bytes(path.read_bytes().replace(b"possible", b"strong"))


def edit_list(place: Path) -> None:
    (place / "mine.csv").write_text(LIST.replace("Zebulon", "Zeb"), encoding="utf-8")


def remove_list(place: Path) -> None:
    (place / "mine.csv").unlink()


def other_version(place: Path) -> None:
    path = place / "run" / "manifest.json"
    path.write_text(path.read_text().replace('"xref": "', '"xref": "0.0.0+'))


def other_code(place: Path) -> None:
    path = place / "run" / "manifest.json"
    found = manifest("run")
    path.write_text(json.dumps({**found, "code": "0" * 16}))


def lose_rules(place: Path) -> None:
    path = place / "run" / "manifest.json"
    found = manifest("run")
    found["rules"]["digest"] = "0" * 64
    path.write_text(json.dumps(found))


def old_manifest(place: Path) -> None:
    path = place / "run" / "manifest.json"
    found = manifest("run")
    for key in ("paths", "directory", "sources"):
        del found[key]
    path.write_text(json.dumps(found))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (edit_article, 1, "input one.txt has changed"),
        (remove_article, 1, "input one.txt is gone"),
        (edit_alerts, 1, "alerts.jsonl in the run folder was changed since the run"),
        (edit_list, 4, "list mine (mine.csv) was"),
        (remove_list, 4, "no file mine.csv"),
        (other_version, 1, "xref was 0.0.0+"),
        (other_code, 1, "is not the code of the run"),
        (lose_rules, 3, "the rules of digest 000000000000 are not at hand"),
        (old_manifest, 2, "written by an older xref"),
    ],
)
def test_what_is_missing_or_differs_is_said(
    place: Path, capsys: pytest.CaptureFixture[str], change: Any, code: int, said: str
) -> None:
    """Nothing is proved against something else than what was recorded."""
    screen("-o", "run", "--lists", "mine.csv")
    change(place)
    assert run(["runs", "replay", "run", "--verify", "--workers", "1"]) == code
    out = capsys.readouterr()
    assert said in out.err
    assert "proved: byte" not in out.out


def test_a_moved_archive_is_found(place: Path) -> None:
    """Inputs by --inputs, list files by --look-in."""
    screen("-o", "run", "--lists", "mine.csv")
    (place / "archive").mkdir()
    shutil.move(place / "articles", place / "archive" / "texts")
    shutil.move(place / "mine.csv", place / "archive" / "mine.csv")
    replay = ["runs", "replay", "run", "--verify", "--workers", "1", "--inputs", "archive/texts"]
    assert run(replay) == 4
    assert run([*replay, "--look-in", "archive"]) == 0


def test_standard_input_cannot_be_replayed(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and nothing is claimed to be proved."""
    screen("-o", "run")
    found = manifest("run")
    found["paths"] = ["-"]
    found["inputs"] = [{**found["inputs"][0], "path": "stdin"}]
    Path("run", "manifest.json").write_text(json.dumps(found))
    assert run(["runs", "replay", "run", "--verify", "--workers", "1"]) == 1
    assert "standard input is not kept" in capsys.readouterr().err


def test_a_difference_says_what_and_why(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed list, a changed rule value, a changed article, a new one: each at its alert."""
    screen("-o", "a", "--lists", "builtin", "--lists", "mine.csv")
    (place / "mine.csv").write_text(LIST.replace("TEST", "OTHER"), encoding="utf-8")
    (place / "articles" / "one.txt").write_text(
        ARTICLE.replace("Lady R", "Lady B"), encoding="utf-8"
    )
    (place / "articles" / "new.txt").write_text("Vladimir Putin spoke.\n", encoding="utf-8")
    screen("-o", "b", "--lists", "builtin", "--lists", "mine.csv")
    capsys.readouterr()
    assert run(["runs", "diff", "a", "b", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [change["name"] for change in found["lists"]] == ["mine"]
    assert (found["inputs_added"], found["inputs_changed"]) == (["new.txt"], ["one.txt"])
    moves = {(each["move"], each["document"]): each["reasons"] for each in found["alerts"]}
    assert moves["appeared", "new.txt"] == ["new article"]
    assert moves["went", "one.txt"] == ["article changed"]
    assert moves["changed", "two.txt"] == ["its designations changed"]


def test_a_changed_rule_is_told_by_its_value(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file, the key, before and after."""
    rules = place / "rules"
    shutil.copytree(data_folder("rules"), rules)
    scoring = rules / "scoring.yml"
    scoring.write_text(scoring.read_text().replace("value: 0.90", "value: 0.999"))
    screen("-o", "a")
    screen("-o", "b", "--rules", "rules")
    assert run(["runs", "diff", "a", "b"]) == 0
    out = capsys.readouterr().out
    assert "scoring.yml strong.value: 0.90 -> 0.999" in out
    assert "moved" in out
    assert "rules changed" in out


def test_equal_runs_have_no_difference(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only a line that counts."""
    screen("-o", "a")
    screen("-o", "b")
    capsys.readouterr()
    assert run(["runs", "diff", "a", "b"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("0 alerts differ")


def test_runs_are_listed_and_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of runs, one a line; one run in words; a beginning of an id."""
    screen()
    screen("-o", "runs/mine")
    capsys.readouterr()
    assert run(["runs", "show"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "2 articles" in line
    (found,) = find_runs(Path("out"))
    assert read_run(found.manifest.run_id[:12]).manifest == found.manifest
    assert run(["runs", "show", "runs/mine"]) == 0
    told = capsys.readouterr().out
    assert "workers = 1 (command line)" in told
    assert "kr-mofa of " in told


@pytest.mark.parametrize("wanted", ["", "no-such-run", "empty"])
def test_no_run_is_a_usage_error(place: Path, wanted: str) -> None:
    """With a hint, whatever is asked for."""
    (place / "empty").mkdir()
    with pytest.raises(UsageError) as caught:
        read_run(place / "empty" if wanted == "empty" else wanted)
    assert caught.value.hint


def test_a_damaged_manifest_is_a_usage_error(place: Path) -> None:
    """Broken JSON is told, without a traceback."""
    (place / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="is no manifest"):
        read_run(place)


def test_a_copy_of_rules_gives_the_same_rules(tmp_path: Path) -> None:
    """Packed and unpacked, the digest is that of the folder; a changed copy is not used."""
    copy = folder_copy()
    assert digest_of(copy.files) == load_rules().digest
    path = tmp_path / "rules.json"
    path.write_bytes(copy_bytes(copy))
    with unpacked(copy) as folder:
        assert load_rules(folder).digest == copy.digest
    assert read_copy(path, copy.digest) == copy
    path.write_bytes(path.read_bytes().replace(b"0.90", b"0.91"))
    assert read_copy(path, copy.digest) is None
    with pytest.raises(ConfigError, match="not at hand"):
        find_copy("0" * 64, files=[path])


@pytest.mark.parametrize(
    ("new", "same"),
    [
        ('{"alert_id":"a","suppressed_by":null}', True),
        ('{"alert_id":"a","suppressed_by":"d1"}', True),
        ('{"alert_id":"a","earlier":{"id":"d1"}}', True),
        ('{"alert_id":"b","suppressed_by":"d1"}', False),
        ("", False),
        ("{", False),
    ],
)
def test_decisions_are_no_result_of_screening(tmp_path: Path, new: str, same: bool) -> None:
    """Where the log is not at hand, what a decision had suppressed is open in a replay."""
    (tmp_path / "old").write_text('{"alert_id":"a","suppressed_by":"d1"}\n')
    (tmp_path / "new").write_text(new and new + "\n")
    assert same_but_decisions(tmp_path / "old", tmp_path / "new") is same


SHEET = "review.csv"


def decide(folder: str, *said: tuple[str, str, str], reviewer: str = "A. Lee") -> None:
    """Fill in a sheet and record it: the name of a subject, disposition, reason."""
    with Path(folder, SHEET).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    verdicts = {name: (disposition, reason) for name, disposition, reason in said}
    for row in rows:
        for name, (disposition, reason) in verdicts.items():
            if name in row["listed_name"].upper():
                row |= {"disposition": disposition, "reason_code": reason, "reviewer": reviewer,
                        "comment": "as seen"}  # fmt: skip
    path = Path(f"{Path(folder).name}-{reviewer[0]}.csv").absolute()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    arguments = ["review", "apply", str(path), "--run", folder, "--write", "--overrule"]
    assert run(arguments) == 0


def replay(folder: str, *more: str) -> int:
    return run(["runs", "replay", folder, "--verify", "--workers", "1", *more])


@pytest.fixture
def decided(place: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A run that consulted decisions: one suppresses, one stands beside its alert."""
    Path("articles", "three.txt").write_text("The cargo ship Kolguev Breeze left Rason.\n")
    screen("-o", "first", "--lists", "mine.csv")
    decide(
        "first", ("KOLGUEV", "true_match", "details_agree"), ("DOE", "false_positive", "name_only")
    )
    screen("-o", "run", "--lists", "mine.csv")
    lines = [json.loads(line) for line in Path("run", "alerts.jsonl").read_text().splitlines()]
    assert any(line["suppressed_by"] for line in lines)
    assert any(line["earlier"] and not line["suppressed_by"] for line in lines)
    assert manifest("run")["decisions"]["count"]
    capsys.readouterr()
    return place


def test_a_replay_knows_the_decisions_that_the_run_knew(
    decided: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte for byte, the sheet and its column of earlier decisions as well."""
    assert replay("run") == 0
    out = capsys.readouterr()
    assert "proved: byte for byte" in out.out
    assert "same     alerts.jsonl" in out.out
    assert f"same     {SHEET}" in out.out
    assert "of the log of decisions as recorded" in out.err


def test_decisions_that_came_later_are_out_of_sight(
    decided: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taken back, decided otherwise, decided for the first time: the old run replays the same."""
    decide("run", ("KOLGUEV", "false_positive", "different_vessel"), reviewer="B. Park")
    decide("first", ("DOE", "pending", "taken_back"), reviewer="C. Marsh")
    assert replay("run") == 0
    assert f"same     {SHEET}" in capsys.readouterr().out
    # Without the recorded head it would not be the same: the decisions do matter.
    screen("-o", "now", "--lists", "mine.csv")
    assert Path("now", "alerts.jsonl").read_bytes() != Path("run", "alerts.jsonl").read_bytes()
    capsys.readouterr()
    assert replay("now") == 0


def test_the_log_may_have_moved(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Named with --log; a log that is not the one is not taken for it."""
    shutil.move(decided / "home" / "decisions", decided / "archive")
    assert replay("run") == 1
    out = capsys.readouterr()
    assert "no log of decisions with the" in out.err
    assert "alerts.jsonl: all the same but what it says of earlier decisions" in out.err
    assert "not proved" in out.out
    assert replay("run", "--log", "archive") == 0
    said = [("KOLGUEV", "true_match", "details_agree"), ("DOE", "true_match", "details_agree")]
    decide("first", *said)
    assert (
        DecisionLog(Path("home", "decisions")).head().count == manifest("run")["decisions"]["count"]
    )
    capsys.readouterr()
    assert replay("run") == 1, "another log has come into its place"
    assert "no log of decisions with the" in capsys.readouterr().err


def test_a_changed_log_proves_nothing(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A decision that somebody edited breaks the chain, and that is said."""
    log = decided / "home" / "decisions" / "decisions.jsonl"
    log.write_bytes(log.read_bytes().replace(b"false_positive", b"true_match", 1))
    (log.parent / "index.sqlite").unlink(missing_ok=True)
    assert replay("run") == 1
    assert "the chain is broken" in capsys.readouterr().err


def test_a_purge_is_told(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Comments that were dropped since cannot come out again; nothing else differs."""
    log = DecisionLog(decided / "home" / "decisions")
    assert purge(log, before="2100-01-01", reviewer="Z", at="2100-01-01T00:00:00Z") is not None
    assert replay("run") == 1
    assert "all the same but what it says of earlier decisions" in capsys.readouterr().err


def test_a_run_that_consulted_nothing_is_replayed_so(
    decided: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--no-decisions` asks everything, in the replay, too."""
    screen("-o", "all", "--lists", "mine.csv", "--no-decisions")
    assert replay("all") == 0
    assert "log of decisions" not in capsys.readouterr().err
