"""`xref lists subject ID`: the entries of one subject side by side, and why they are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xref.cli.options import lists_option, load, rules_option
from xref.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from xref.model import Designation, Lists, Subject, SubjectLink

#: Identifiers shown of an entry; all stand in the list itself.
_SHOWN = 4


@click.command(
    "subject",
    epilog="""\b
Examples:
  xref lists subject us-ofac-sdn:52114
  xref lists subject un-sc:KPi.024 --lists builtin --lists consolidated.xml
  xref lists subject us-ofac-sdn:12211 --json
""",
)
@click.argument("subject_id", metavar="ID")
@lists_option
@rules_option
@click.option("--json", "as_json", is_flag=True, help="The subject as one JSON object.")
def subject(
    subject_id: str, sources: tuple[str, ...], rules_folder: str | None, as_json: bool
) -> None:
    """Show the entries of one subject, why they are one, and what may be the same.

    ID is the id of the subject or of any of its entries, or a reference that stands on one
    list only. To join or part entries, see `same` and `different` in rules/subjects.yml.
    """
    # Looking up decides nothing, so an old list may be looked at.
    lists, _ = load(sources, rules_folder, allow_stale=True)
    found = _find(lists, subject_id)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    _print(found, lists)


def _find(lists: Lists, wanted: str) -> Subject:
    found = lists.subject(wanted)
    if found is not None:
        return found
    bare = [
        each
        for each in lists.subjects
        if any(item.reference.casefold() == wanted.casefold() for item in each.designations)
    ]
    if len(bare) == 1:
        return bare[0]
    ids = [item.id for item in lists.designations]
    if bare:
        near = [
            item.id
            for each in bare
            for item in each.designations
            if item.reference.casefold() == wanted.casefold()
        ]
        raise UsageError(f"{wanted} stands on several lists", hint=f"one of: {', '.join(near)}")
    from difflib import get_close_matches

    near = get_close_matches(wanted, ids, n=5, cutoff=0.75)
    hint = f"near it: {', '.join(near)}" if near else "an id is <list>:<reference>; see xref search"
    raise UsageError(f"no loaded entry is called {wanted}", hint=hint)


def _print(found: Subject, lists: Lists) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"{found.kind} {found.name}  ({found.status}; {found.id})"), style="bold")
    console.print(_table(found))
    if found.links:
        console.print(Text("joined because"))
        for link in found.links:
            console.print(Text(f"  {link.left} = {link.right}  [{link.rule}] {link.detail}"))
    if found.possible_same:
        console.print(Text("possibly the same, kept apart"))
        names = {item.id: item.name for item in lists.designations}
        for link in found.possible_same:
            console.print(Text(f"  {_pair(link, names)}  [{link.rule}] {link.detail}"))


def _pair(link: SubjectLink, names: dict[str, str]) -> str:
    return " ~ ".join(f"{each} {names.get(each, '')}".strip() for each in (link.left, link.right))


def _table(found: Subject) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=True)
    headings = ["authority", "entry", "listed", "name", "identifiers"]
    if found.kind == "person":
        headings.insert(4, "born")
    for heading in headings:
        table.add_column(
            heading, overflow="fold", no_wrap=heading in ("authority", "entry", "listed")
        )
    for item in found.designations:
        cells = [item.authority, item.id, item.listed_on or "", item.name, _identifiers(item)]
        if found.kind == "person":
            cells.insert(4, ", ".join(item.birth_dates))
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _identifiers(item: Designation) -> str:
    shown = [
        f"{number.type} {number.value}" + ("" if number.certain else " (not verified)")
        for number in item.identifiers[:_SHOWN]
    ]
    more = len(item.identifiers) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
