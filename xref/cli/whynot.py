"""`xref why-not`: why a name is no alert in an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xref.cli.options import kind_option, lists_option, load, rules_option
from xref.errors import ExitCode, InputError

if TYPE_CHECKING:
    from xref.absence import Absence


@click.command(
    epilog="""\b
Examples:
  xref why-not --name "Kim Yong Chol" --article golf.txt
  xref why-not --name us-ofac-sdn:17614 --article news.jsonl --lists builtin
  cat page.txt | xref why-not --name "Lady R" --article -
"""
)
@click.option("--name", required=True, help="A name, or the id of a listed entry.")
@click.option(
    "--article", "path", required=True, metavar="FILE", help="An article, or - for stdin."
)
@kind_option
@lists_option
@rules_option
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object for each article and subject."
)
def command(
    name: str,
    path: str,
    kind: str | None,
    sources: tuple[str, ...],
    rules_folder: str | None,
    as_json: bool,
) -> int:
    """Tell what became of NAME in an article, and which step stopped it."""
    import msgspec

    from xref.absence import Absences, listed
    from xref.articles.reading import read_documents
    from xref.articles.sources import Skipped
    from xref.match.matcher import Matcher

    # Looking decides nothing, so an old list may be looked at.
    lists, rules = load(sources, rules_folder, allow_stale=True)
    problems: list[Skipped] = []
    documents = list(read_documents([path], rules=rules.articles, on_problem=problems.append))
    if not documents:
        reason = problems[0].reason if problems else "it holds no article"
        raise InputError(f"{path}: {reason}", hint="give one file with text, or - for stdin")
    matcher = Matcher(lists, rules)
    subjects, nearest = listed(matcher, name, kind)
    absences = Absences(matcher)
    if not subjects and not as_json:
        click.echo(f"{name!r} is on none of the {len(lists.versions)} loaded lists")
        for match in nearest:
            click.echo(f"  near: {match.score:.2f} {match.subject.name} ({match.subject.id})")
    for document in documents:
        found = [absences.of_subject(subject, document) for subject in subjects]
        found = found or [absences.of_name(name, kind or "person", document)]
        for each in found:
            if as_json:
                line = msgspec.to_builtins(each)
                line["alert"] = each.alert.alert_id if each.alert is not None else None
                click.echo(msgspec.json.encode(line).decode())
            else:
                _print(each)
    return int(ExitCode.DONE)


def _print(found: Absence) -> None:
    who = f"{found.name} ({found.subject})" if found.subject else found.name
    click.echo(f"{found.document}: {who}")
    click.echo(f"  {found.step}: {found.detail}" if found.subject else f"  {found.detail}")
    for near in found.near:
        click.echo(
            f"  near: {near.score:.2f} “{near.text}” at {near.start} against “{near.listed}”"
        )
        for reason in near.reasons[:4]:
            click.echo(f"          {reason}")
