"""Labels: pairs of names, or articles with the subjects they name, and what is right.

Owns reading a CSV of labels and scoring it. Invariants: a row that cannot be read is an error
with its line; every row gets exactly one score. Refuses to guess a label.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from xref.articles.reading import read_documents
from xref.articles.sources import Skipped
from xref.errors import UsageError
from xref.match.matcher import Matcher
from xref.model import check_kind
from xref.names.compare import NameComparer

_YES = frozenset(("1", "yes", "true", "same", "y", "true_match"))
_NO = frozenset(("0", "no", "false", "different", "n", "false_positive"))
#: Nobody knows: such rows are left out.
_OPEN = frozenset(("", "unknown", "?"))
_LEFT, _RIGHT = ("left", "name1", "name"), ("right", "name2", "other")
_LABEL = ("label", "same", "expected", "is_plausibly_designated")
_ARTICLE = ("article", "article_file", "document", "path")
_SUBJECT = ("subject", "subject_id", "canonical_name", "expected_subject")
_KIND, _CLASS = ("kind", "type", "entity_type"), ("class", "kind")


class Scored(msgspec.Struct, frozen=True):
    """A labelled row with its score.

    Attributes:
        line: In the file.
        left: A name, or the id of an article.
        right: Another, or the subject.
        group: Its class, where the file has one.
    """

    line: int
    left: str
    right: str
    label: bool
    score: float
    group: str


def score_labels(
    path: Path, comparer: NameComparer, matcher: Matcher | None, articles: Path | None
) -> list[Scored]:
    """Score every labelled row of a file.

    Args:
        path: CSV with a header: two names and a label, or an article, a subject and a label.
        comparer: Compares pairs.
        matcher: For labels of articles.
        articles: Folder in which the articles are; that of the file if None.

    Raises:
        UsageError: It cannot be read, has neither shape, or a row has no label.
    """
    rows = list(_rows(path))
    if not rows:
        raise UsageError(f"{path}: holds no rows", hint="a header and at least one labelled row")
    columns = list(rows[0][1])
    label = _column(columns, _LABEL)
    rows = [(line, row) for line, row in rows if row.get(label or "", "-").strip() not in _OPEN]
    left, right = _column(columns, _LEFT), _column(columns, _RIGHT)
    article, subject = _column(columns, _ARTICLE), _column(columns, _SUBJECT)
    if label and left and right:
        return list(_pairs(path, rows, (left, right, label), comparer))
    if label and article and subject:
        if matcher is None:
            raise UsageError(f"{path}: labels of articles need lists")
        names = (article, subject, label)
        return _articles(path, rows, names, matcher, articles or path.parent)
    raise UsageError(
        f"{path}: no known columns among {', '.join(columns)}",
        hint="name1,name2,label for pairs of names; article,subject,label for articles",
    )


def is_of_articles(path: Path) -> bool:
    """Whether a file labels articles, so that lists are needed."""
    columns = [column for _, row in _rows(path) for column in row][:50]
    return bool(_column(columns, _ARTICLE)) and not _column(columns, _RIGHT)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            for row in reader:
                cells = {key: value for key, value in row.items() if key is not None}
                yield reader.line_num, {key: value or "" for key, value in cells.items()}
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no CSV in UTF-8: {error}") from None


def _column(columns: Sequence[str], names: Sequence[str]) -> str | None:
    return next((name for name in names if name in columns), None)


def _labelled(path: Path, line: int, text: str) -> bool:
    value = text.strip().lower()
    if value not in _YES | _NO:
        raise UsageError(
            f"{path}:{line}: {text!r} is no label", hint="1 or 0, yes or no, same or different"
        )
    return value in _YES


def _group(row: Mapping[str, str]) -> str:
    name = "class" if "class" in row else "kind" if "kind" in row and "type" in row else ""
    return row.get(name, "")


def _pairs(
    path: Path,
    rows: Sequence[tuple[int, dict[str, str]]],
    columns: tuple[str, str, str],
    comparer: NameComparer,
) -> Iterator[Scored]:
    left, right, label = columns
    for line, row in rows:
        kind = row.get("type") or (row.get("kind") if "type" not in row else None) or "person"
        try:
            check_kind(kind)
        except UsageError as error:
            raise UsageError(f"{path}:{line}: {error.message}", hint=error.hint) from None
        score = comparer.compare(row[left], row[right], kind).score
        same = _labelled(path, line, row[label])
        yield Scored(line, row[left], row[right], same, score, _group(row))


def _articles(
    path: Path,
    rows: Sequence[tuple[int, dict[str, str]]],
    columns: tuple[str, str, str],
    matcher: Matcher,
    folder: Path,
) -> list[Scored]:
    article, subject, label = columns
    wanted: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for line, row in rows:
        wanted[row[article]].append((line, row))
    found: dict[tuple[str, str], Scored] = {}
    for name, labelled in wanted.items():
        scores = _scores(folder / name, matcher, path, labelled[0][0])
        for line, row in labelled:
            score = _score_of(row[subject], scores, matcher)
            same = _labelled(path, line, row[label])
            scored = Scored(line, name, row[subject], same, score, _group(row))
            known = found.get((name, row[subject]))
            # One alert for each article and subject: several labelled mentions are one row.
            if known is None or (same and not known.label):
                found[name, row[subject]] = scored
    return sorted(found.values(), key=lambda each: each.line)


def _scores(path: Path, matcher: Matcher, labels: Path, line: int) -> dict[str, float]:
    """Score of each subject that an article names, below the floor as well."""
    problems: list[Skipped] = []
    documents = list(
        read_documents([path], rules=matcher.rules.articles, on_problem=problems.append)
    )
    if not documents:
        reason = problems[0].reason if problems else "it holds no article"
        raise UsageError(f"{labels}:{line}: {path}: {reason}", hint="--articles names their folder")
    found: dict[str, float] = {}
    for document in documents:
        for alert in matcher.articles.screen(document, all_scores=True)[0]:
            found[alert.subject.id] = max(found.get(alert.subject.id, 0.0), alert.score)
    return found


def _score_of(subject: str, scores: Mapping[str, float], matcher: Matcher) -> float:
    """Of an id: its score. Of a name: the best score of a subject that bears it."""
    known = matcher.lists.subject(subject)
    if known is not None:
        return scores.get(known.id, 0.0)
    bearers = [
        each
        for each in matcher.match(subject, limit=None)
        if each.band in ("strong", "possible") and each.subject.id in scores
    ]
    return max((scores[each.subject.id] for each in bearers), default=0.0)
