"""`xref evaluate`: precision and recall on labels, and recall of manipulated names."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xref.cli.options import lists_option, load, quiet_option, rules_option
from xref.errors import UsageError

if TYPE_CHECKING:
    from xref.evaluation.labels import Scored
    from xref.evaluation.perturbations import Manipulated, Recall
    from xref.rules.names import ScoringRules


@click.command(
    epilog="""\b
Examples:
  xref evaluate pairs.csv                          name1,name2,label
  xref evaluate labels.csv --articles texts/ --lists sdn.csv -o evaluation
  xref evaluate --perturb --lists sdn.csv --sample 500 -o evaluation

\b
LABELS is a CSV: name1,name2,label (type and class may stand beside them), or
article,subject,label with files and names or ids of subjects. -o DIR writes sweep.csv,
curve.svg and below.csv; with --perturb perturbations.csv and manipulated.csv.
"""
)
@click.argument("labels", required=False, metavar="[LABELS]", type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(), metavar="DIR", help="Write tables and the curve."
)
@click.option(
    "--articles", type=click.Path(), metavar="DIR",
    help="Where the labelled articles are.  [default: the folder of LABELS]",
)  # fmt: skip
@click.option("--perturb", is_flag=True, help="Manipulate listed names and look them up.")
@click.option(
    "--sample", type=click.IntRange(1), default=200, show_default=True, metavar="N",
    help="Listed subjects to manipulate; rows of the below-the-line sample.",
)  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Of both samples.")
@lists_option
@rules_option
@quiet_option
def command(
    labels: str | None,
    output: str | None,
    articles: str | None,
    perturb: bool,
    sample: int,
    seed: int,
    sources: tuple[str, ...],
    rules_folder: str | None,
    quiet: bool,
) -> None:
    """Measure precision and recall on LABELS, and recall of manipulated listed names."""
    from xref.evaluation.labels import is_of_articles, score_labels
    from xref.match.matcher import Matcher
    from xref.names import comparer_for
    from xref.rules import load_rules

    if labels is None and not perturb:
        raise UsageError("nothing to evaluate", hint="give a file of labels, or --perturb")
    folder = _folder(output)
    matcher = None
    if perturb or (labels is not None and is_of_articles(Path(labels))):
        lists, rules = load(sources, rules_folder, allow_stale=True)
        matcher = Matcher(lists, rules)
    else:
        rules = load_rules(rules_folder)
    if labels is not None:
        comparer = matcher.comparer if matcher is not None else comparer_for(rules)
        place = Path(articles) if articles else None
        rows = score_labels(Path(labels), comparer, matcher, place)
        _on_labels(rows, rules.names.scoring, folder, sample, seed)
    if perturb and matcher is not None:
        _on_manipulated(matcher, folder, sample, seed, quiet=quiet)


def _folder(output: str | None) -> Path | None:
    if output is None:
        return None
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made: {error.strerror}") from None
    return folder


def _on_labels(
    rows: Sequence[Scored], scoring: ScoringRules, folder: Path | None, sample: int, seed: int
) -> None:
    from xref.evaluation.sweep import area, below_the_line, curve_points, point_at, sweep
    from xref.report.charts import curve
    from xref.runs import write_whole

    right = sum(row.label for row in rows)
    click.echo(f"{len(rows):,} labelled rows, {right:,} of them the same")
    auc = area(rows)
    if auc is not None:
        click.echo(f"AUC {auc:.3f}")
    borders = {"floor": scoring.floor, "possible": scoring.possible, "strong": scoring.strong}
    click.echo(f"{'threshold':<16}{'precision':>10}{'recall':>8}{'F1':>7}{'wrong':>8}{'missed':>8}")
    shown = [(f"{name} {each.value:.2f}", each.value) for name, each in borders.items()]
    best = max(sweep(rows), key=lambda point: (point.f1, point.threshold))
    for name, value in [*shown, (f"best F1 {best.threshold:.2f}", best.threshold)]:
        point = point_at(rows, value)
        click.echo(
            f"{name:<16}{point.precision:>10.3f}{point.recall:>8.3f}{point.f1:>7.3f}"
            f"{point.false_positive:>8,}{point.false_negative:>8,}"
        )
    _groups(rows, scoring.possible.value)
    if folder is None:
        return
    header = ("threshold", "precision", "recall", "f1", "tp", "fp", "fn", "tn")
    table = [
        (
            f"{p.threshold:.2f}", f"{p.precision:.4f}", f"{p.recall:.4f}", f"{p.f1:.4f}",
            p.true_positive, p.false_positive, p.false_negative, p.true_negative,
        )
        for p in sweep(rows)
    ]  # fmt: skip
    write_whole(folder / "sweep.csv", _csv(header, table))
    marks = [
        (point.recall, point.precision, f"{name} {each.value:.2f}")
        for name, each in borders.items()
        for point in [point_at(rows, each.value)]
    ]
    drawn = curve(
        curve_points(rows), title=f"Precision against recall of {len(rows)} labelled rows",
        across="recall", up="precision", marked=marks,
    )  # fmt: skip
    write_whole(folder / "curve.svg", drawn.encode())
    below = below_the_line(rows, scoring.possible.value, sample, seed)
    lost = sum(row.label for row in below)
    click.echo(f"below the line: {lost} of {len(below)} sampled rows are the same")
    write_whole(
        folder / "below.csv",
        _csv(
            ("line", "score", "label", "left", "right", "class"),
            [(r.line, f"{r.score:.4f}", int(r.label), r.left, r.right, r.group) for r in below],
        ),
    )
    click.echo(f"{folder.as_posix()}/: sweep.csv, curve.svg, below.csv", err=True)


def _groups(rows: Sequence[Scored], border: float) -> None:
    """Recall of each class of the same, or how many of the different are found."""
    groups: dict[str, list[Scored]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    if len(groups) < 2:
        return
    click.echo(f"{'class':<24}{'rows':>7}{'found':>7}{'missed':>8}{'wrong':>7}")
    for name, own in sorted(groups.items()):
        found = [row for row in own if row.score >= border]
        missed = sum(row.label for row in own) - sum(row.label for row in found)
        wrong = sum(not row.label for row in found)
        click.echo(f"{name or '-':<24}{len(own):>7,}{len(found):>7,}{missed:>8,}{wrong:>7,}")


def _on_manipulated(
    matcher: object, folder: Path | None, sample: int, seed: int, *, quiet: bool
) -> None:
    from xref.cli.progress import Ticker
    from xref.evaluation.perturbations import manipulate, recalls
    from xref.match.matcher import Matcher
    from xref.runs import write_whole

    assert isinstance(matcher, Matcher)  # noqa: S101 - made by the caller
    total = min(sample, len(matcher.lists.subjects))
    ticker = Ticker("subjects", total=total, quiet=quiet)
    tried = list(manipulate(matcher, sample=sample, seed=seed, progress=ticker.tick))
    ticker.done()
    found = recalls(tried)
    click.echo(f"{len(tried):,} manipulated names of {total:,} listed subjects, seed {seed}")
    click.echo(f"{'class':<17}{'kind':<14}{'tried':>7}{'possible':>10}{'weak':>8}{'others':>8}")
    for each in found:
        others = each.others / each.tried if each.tried else 0
        click.echo(
            f"{each.kind_of_change:<17}{each.kind:<14}{each.tried:>7,}"
            f"{_share(each, 'possible'):>10}{_share(each, 'weak'):>8}{others:>8.2f}"
        )
    if folder is None:
        return
    write_whole(folder / "perturbations.csv", _recall_table(found))
    write_whole(folder / "manipulated.csv", _name_table(tried))
    click.echo(f"{folder.as_posix()}/: perturbations.csv, manipulated.csv", err=True)


def _share(recall: Recall, band: str) -> str:
    count = recall.possible if band == "possible" else recall.weak
    return f"{count / recall.tried:.3f}" if recall.tried else "-"


def _recall_table(found: Sequence[Recall]) -> bytes:
    header = (
        "class",
        "kind",
        "tried",
        "possible",
        "weak",
        "recall_possible",
        "recall_weak",
        "others",
    )
    return _csv(
        header,
        [
            (
                each.kind_of_change, each.kind, each.tried, each.possible, each.weak,
                _share(each, "possible"), _share(each, "weak"), each.others,
            )
            for each in found
        ],
    )  # fmt: skip


def _name_table(tried: Sequence[Manipulated]) -> bytes:
    header = ("class", "kind", "listed", "written", "subject", "score", "band", "others")
    return _csv(
        header,
        [
            (
                each.kind_of_change, each.kind, each.listed, each.written, each.subject,
                f"{each.score:.4f}", each.band or "", each.others,
            )
            for each in tried
        ],
    )  # fmt: skip


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    from xref.review.sheet import safe_cell

    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8", "replace")
