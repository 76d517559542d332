"""`xref review serve`: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from xref.cli import run as xref

ROOT = Path(__file__).parents[2]


@pytest.fixture
def screened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of the command line in `run`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Talks\n\nKim Yong-bok, a North Korean general, left.\n")
    assert xref(["screen", "one.txt", "-o", "run", "-q"]) == 0
    return tmp_path


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_and_ends_cleanly(screened: Path, stop: signal.Signals) -> None:
    """The address alone on stdout; ctrl-C is no error."""
    served = subprocess.Popen(
        [sys.executable, "-m", "xref", "review", "serve", "run", "--log", "log", "--no-open"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=screened,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert served.stdout is not None
    address = served.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    assert "Who reviews?" in requests.get(address, timeout=30).text
    served.send_signal(stop)
    out, err = served.communicate(timeout=30)
    assert out == ""
    assert "run run: " in err
    assert "Traceback" not in err
    if stop is signal.SIGINT:
        assert served.returncode == 0
        assert "ended; every decision that was shown as recorded is in the log" in err


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and what is said, of a command that refuses to serve."""
    capsys.readouterr()
    code = xref(["review", "serve", *arguments])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return code, captured.err


def test_what_is_missing_is_told_with_its_command(
    screened: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, before anything is read."""
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "uvicorn" else real(name)
    )
    code, said = refused(["no-run"], capsys)
    assert code == 3
    assert said.splitlines() == [
        "xref: `xref review serve` needs uvicorn",
        "      install it with: pip install 'xref[serve]'",
    ]


def test_bad_runs_logs_and_addresses(screened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its exit code and what to do."""
    import socket

    assert refused(["nowhere"], capsys)[0] == 2
    (screened / "log").mkdir()
    (screened / "log" / "decisions.jsonl").write_text('{"type": "decision"}\n' * 2)
    code, said = refused(["run", "--log", "log"], capsys)
    assert code == 6
    assert "decisions.jsonl" in said
    code, said = refused(["run", "--log", "new", "--host", "0.0.0.0"], capsys)  # noqa: S104
    assert code == 2
    assert "ssh -L" in said
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = refused(["run", "--log", "new", "--port", str(port)], capsys)
    assert code == 2
    assert f"cannot listen to 127.0.0.1:{port}: Address already in use" in said
    assert "--port" in said
