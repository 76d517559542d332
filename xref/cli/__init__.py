"""The command line: thin commands over the library.

Owns turning errors into exit codes and messages. Invariants: data goes to stdout, talk to
stderr; a user's mistake never shows a traceback; each command imports what it needs when
it runs, so that `--help` is quick.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from xref.errors import ExitCode, XrefError

#: Command -> module under `xref.cli` that holds it under the name `command`.
COMMANDS = {
    "screen": "xref.cli.screen",
    "review": "xref.cli.review",
    "match": "xref.cli.match",
    "search": "xref.cli.search",
    "compare": "xref.cli.compare",
    "lists": "xref.cli.lists",
    "rules": "xref.cli.rules",
    "bundle": "xref.cli.bundle",
    "runs": "xref.cli.runs",
    "explain": "xref.cli.explain",
    "why-not": "xref.cli.whynot",
    "report": "xref.cli.report",
    "evaluate": "xref.cli.evaluate",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order of the usual work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command."""
        if name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[name]).command
        assert isinstance(command, click.Command)  # noqa: S101 - our own modules
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from one table, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


SUMMARIES = {
    "screen": "Screen articles against the lists; write a review sheet.",
    "review": "Take reviewers' decisions over, look at them, prove them.",
    "match": "Match a CSV column of names; CSV to stdout.",
    "search": "Search the lists for one name, explained.",
    "compare": "Compare two names, explained.",
    "lists": "Fetch, import, show and compare lists.",
    "rules": "Check a rules folder.",
    "bundle": "Build one hashed file of lists, rules and index.",
    "runs": "Show, compare and prove finished runs.",
    "explain": "Explain one alert of a run.",
    "why-not": "Tell why a name is no alert in an article.",
    "report": "Write a run as one HTML file.",
    "evaluate": "Measure precision and recall; manipulate listed names.",
}

EPILOG = """\b
Examples:
  xref lists update                         fetch the official lists
  xref screen articles/                     screen a folder, write out/<run id>/
  xref screen page.html -o today --lists sdn.csv --lists un.xml
  xref review apply today/review.xlsx       what the filled-in sheet would decide
  xref search "Kim Yong-bok"
  xref compare "Kim Yong-bok" "김영복"
  xref match names.csv --column name > matches.csv

\b
Exit codes: 0 done, 1 alerts exist (only with --exit-code) or a replay differs
(only with --verify), 2 usage, 3 configuration or rules, 4 lists missing or refused,
5 done but some inputs skipped, 6 review import rejected, 70 internal error,
130 interrupted.
"""


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    if not value or ctx.resilient_parsing:
        return
    from xref.version import version

    click.echo(f"xref {version()}")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Show the version and stop.",
)  # fmt: skip
def cli() -> None:
    """Find who and what in an article may be on a sanctions list.

    xref never decides: it shows possible matches with the evidence for and against
    them, on a sheet that a person works through.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with a documented code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        result: Any = cli.main(args=arguments, prog_name="xref", standalone_mode=False)
    except XrefError as error:
        _complain(error.message, error.hint)
        return int(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return int(ExitCode.USAGE)
    except click.UsageError as error:
        error.show()
        return int(ExitCode.USAGE)
    except click.ClickException as error:
        error.show()
        return int(ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted; what was not finished has no manifest", None)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone, as `xref match … | head` does; nothing is wrong.
        _close_stdout()
        return int(ExitCode.DONE)
    except Exception as error:  # noqa: BLE001 - the last line of defence before the user
        return _internal(error)
    return int(result) if isinstance(result, int) else int(ExitCode.DONE)


def _complain(message: str, hint: str | None) -> None:
    click.echo(f"xref: {message}", err=True)
    if hint:
        click.echo(f"      {hint}", err=True)


def _internal(error: Exception) -> int:
    import os
    import traceback

    if os.environ.get("XREF_DEBUG"):
        traceback.print_exc()
    _complain(
        f"internal error: {type(error).__name__}: {error}",
        "this is a defect in xref; run again with XREF_DEBUG=1 for the details to report",
    )
    return int(ExitCode.INTERNAL)


def _close_stdout() -> None:
    import os

    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
