"""`xref review serve`: the page in which a reviewer works through the alerts of a run."""

from __future__ import annotations

import importlib.util
import webbrowser
from typing import TYPE_CHECKING

import click

from xref.cli.options import log_folder, log_option, now, rules_option
from xref.errors import ConfigError

if TYPE_CHECKING:
    from xref.page.server import PageServer

_NEEDED = ("starlette", "uvicorn")


@click.command(
    "serve",
    epilog="""\b
Examples:
  xref review serve                               the newest run in out/
  xref review serve today --reviewer "A. Lee"
  xref review serve today --port 8400 --no-open   then open the address that is printed

\b
The page listens to this computer alone, and only to who has the printed address. Decisions
go into the same log as those of `xref review apply`; several reviewers can work at once.
Ctrl-C ends it.
""",
)
@click.argument("run", required=False, metavar="[RUN]")
@click.option("--reviewer", metavar="NAME", default="", help="Who reviews; else the page asks.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True,
              help="Address of this computer to listen to.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N",
              help="Port; 0 takes a free one.  [default: 0]")  # fmt: skip
@click.option("--open/--no-open", "opens", default=None,
              help="Open a browser.  [default: if there is a screen]")  # fmt: skip
@click.option("--listen-beyond-this-computer", "beyond", is_flag=True,
              help="Let other computers in, without encryption, if --host says so.")  # fmt: skip
@log_option
@rules_option
def serve_command(
    run: str | None,
    reviewer: str,
    host: str,
    port: int,
    opens: bool | None,
    beyond: bool,
    log: str | None,
    rules_folder: str | None,
) -> None:
    """Review RUN in the browser: alerts, evidence, decisions, undo.

    RUN is a run folder or id; without it, the newest run in out/.
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise ConfigError(
            f"`xref review serve` needs {' and '.join(missing)}",
            hint="install it with: pip install 'xref[serve]'",
        )
    server = _server(run, reviewer, host, port, beyond=beyond, log=log, rules_folder=rules_folder)
    click.echo(f"run {server.bench.run.folder}: {len(server.bench.queue):,} alerts", err=True)
    click.echo(f"log {server.bench.log_name}", err=True)
    if beyond:
        click.echo(
            f"warning: other computers can reach {host}, and nothing is encrypted: whoever sees "
            "the address can read and decide", err=True,
        )  # fmt: skip
    click.echo(server.address)
    click.echo("ctrl-C ends it", err=True)
    if opens or (opens is None and _has_screen()):
        webbrowser.open(server.address)
    server.run()
    click.echo("ended; every decision that was shown as recorded is in the log", err=True)


def _server(
    run: str | None,
    reviewer: str,
    host: str,
    port: int,
    *,
    beyond: bool,
    log: str | None,
    rules_folder: str | None,
) -> PageServer:
    from xref.cli.explain import explainer_of, run_of
    from xref.page.server import PageServer
    from xref.review.log import DecisionLog
    from xref.review.recorded import RecordedRun
    from xref.rules import load_rules

    one = run_of(run)
    rules = load_rules(rules_folder)
    explainer, notes = explainer_of(one)
    return PageServer(
        RecordedRun(one.folder), DecisionLog(log_folder(log)), rules, explainer,
        clock=now, reviewer=" ".join(reviewer.split()), host=host, port=port, beyond=beyond,
        notes=(*notes, *one.manifest.warnings),
    )  # fmt: skip


def _has_screen() -> bool:
    import os
    import sys

    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
