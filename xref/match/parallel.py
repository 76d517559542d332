"""Articles screened by several processes, in the order in which they came.

Owns `Matcher.screen` with workers. Invariant: the alerts are those of one process, one by
one, in the same order, with the caller's own documents and subjects. Refuses to skip: an
article that kills a process ends the call, as it would have ended the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from xref.errors import InputError
from xref.match.pool import Ended, Lost, Note, Place, Pool
from xref.model import Alert, Document

if TYPE_CHECKING:
    from xref.match.matcher import Matcher

#: Letters and articles that are handed to a process at a time: large enough that handing over
#: costs little (0.1 ms against 20 ms of work), small enough that few wait for the slowest.
_LETTERS = 400_000
_ARTICLES = 200
#: Batches in work or waiting to be put in order, for each process.
_AHEAD = 4


def screen(
    matcher: Matcher, documents: Iterable[Document], workers: int, *, method: str | None = None
) -> Iterator[Alert]:
    """Alerts of many articles; see `Matcher.screen`."""
    subjects = {subject.id: subject for subject in matcher.index.subjects}
    pool = Pool(matcher, _work, count=workers, method=method)
    done: dict[int, list[tuple[int, list[Alert]]]] = {}
    ended: dict[int, Exception | None] = {}
    batches: dict[int, list[Document]] = {}
    following = 0
    for number, batch, event in pool.run(_batches(documents), ahead=_AHEAD * workers):
        batches[number] = batch
        if isinstance(event, Lost):
            place = event.place[0] if event.place else 0
            ended[number] = InputError(f"document {batch[place].id!r}: {event.reason}")
        elif isinstance(event, Ended):
            ended.setdefault(number, event.error)  # type: ignore[arg-type]
        else:
            done.setdefault(number, []).extend(event)  # type: ignore[arg-type]
        while following in ended:
            own = batches.pop(following)
            for position, alerts in done.pop(following, ()):
                for alert in alerts:
                    yield msgspec.structs.replace(
                        alert,
                        document=own[position],
                        subject=subjects[alert.subject],  # type: ignore[index]
                    )
            error = ended.pop(following)
            if error is not None:
                raise error
            following += 1


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    letters = 0
    try:
        for document in documents:
            batch.append(document)
            letters += len(document.text)
            if letters >= _LETTERS or len(batch) >= _ARTICLES:
                yield batch
                batch, letters = [], 0
    except Exception:
        # What came before the error comes before it here, too.
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _work(
    matcher: Matcher, task: list[Document], start: Place, lost: Mapping[Place, Lost], note: Note
) -> Iterator[tuple[Place, Any]]:
    """Screen a batch; documents and subjects stay behind, since the caller has them."""
    found: list[tuple[int, list[Any]]] = []
    try:
        for position in range(start[0], len(task)):
            if (position, 0) in lost:
                continue
            note((position, 0), False)
            alerts = matcher.document_alerts(task[position])[0]
            if alerts:
                lean = [
                    msgspec.structs.replace(
                        alert,
                        document=None,
                        subject=alert.subject.id,
                    )
                    for alert in alerts
                ]
                found.append((position, lean))
    except Exception:
        # Likewise.
        yield (position, 0), found
        raise
    yield (len(task), 0), found
