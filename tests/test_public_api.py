"""The public API: what `import xref` gives, and that it stays light."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import xref

CONTRACT = {
    "compare_names", "load_lists", "Matcher", "Document", "Comparison", "Lists", "Designation",
    "Subject", "Match", "Alert", "Mention", "Evidence", "Claim", "XrefError",
}  # fmt: skip


def test_everything_promised_is_there() -> None:
    """Each name of the contract is public, and each public name resolves."""
    assert set(xref.__all__) >= CONTRACT
    for name in xref.__all__:
        assert getattr(xref, name) is not None


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    """A typo is told as Python tells it."""
    with pytest.raises(AttributeError, match="no attribute 'Macher'"):
        _ = xref.Macher  # type: ignore[attr-defined]


def test_import_is_light() -> None:
    """`import xref` and the command line's help load neither polars nor lxml."""
    code = (
        "import sys, xref, xref.cli; from click.testing import CliRunner;"
        "r = CliRunner().invoke(xref.cli.cli, ['--help']); assert r.exit_code == 0, r.output;"
        "print(sorted({'polars', 'lxml', 'msgspec', 'yaml', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_errors_pickle() -> None:
    """Errors cross process borders with their hints."""
    error = pickle.loads(pickle.dumps(xref.RulesError(["a:1:1: b"], hint="c")))  # noqa: S301
    assert error.problems == ("a:1:1: b",)
    assert error.hint == "c"


def test_every_error_has_one_root() -> None:
    """All errors are XrefErrors with a documented exit code."""
    for name in xref.__all__:
        value = getattr(xref, name)
        if isinstance(value, type) and issubclass(value, Exception):
            assert issubclass(value, xref.XrefError)
            assert int(value.exit_code) in (2, 3, 4, 5, 6)
