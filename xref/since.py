"""Runs since another run: only what can have changed is screened, the rest is taken over.

Owns the plan of such a run: which old articles may keep their results, which inputs of the old
run come along, and what is carried over of inputs that are gone. Invariants: what comes out is
what a full run over the same articles gives, byte for byte; whatever cannot be shown to be
equal is screened again, and the plan says why. Refuses old results that were edited.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any

import msgspec

from xref import work_lines as lines
from xref.articles.sources import Skipped, Source, find_sources
from xref.batch import found_line
from xref.delta import Delta
from xref.errors import ConfigError, ListError, UsageError
from xref.lists.parsed import readers_digest
from xref.manifest import InputRecord, Run, code_digest
from xref.match.matcher import Matcher, newest_year
from xref.match.screening import alert_id
from xref.model import Alert, Claim, Document, Evidence, Mention, Name, Subject
from xref.replay import PROVED, recorded_lists
from xref.review.recorded import DocumentLine
from xref.runs import COPIES
from xref.version import version
from xref.work import SourceWork, WorkFile

#: If more of the subjects changed than this share, looking for them costs more than it saves.
_MOST_CHANGED = 0.5


class Since:
    """The plan of a run since another.

    Args:
        run: The old run.
        matcher: On the new lists.
        sources_used: The lists as named for the new run, in order.
        text_column: Of the new run.

    Attributes:
        full: Why everything is screened again; None if old results can be kept.
        changed: How many subjects changed, old and new versions counted.
        reused: Old inputs whose articles may keep their results.
        carried: Old inputs that are gone, whose results are carried over.
    """

    def __init__(
        self, run: Run, matcher: Matcher, sources_used: Sequence[str], text_column: str | None
    ) -> None:
        self.run = run
        self._matcher = matcher
        self._text_column = text_column
        manifest = run.manifest
        if manifest.paths is None or manifest.directory is None or manifest.sources is None:
            raise UsageError(
                f"{run.folder}: its manifest was written by an older xref, which does not tell "
                "enough to go on from it",
                hint="do a full run once",
            )
        carried = (manifest.since or {}).get("carried", [])
        self._inputs = (*manifest.inputs, *(InputRecord(**each) for each in carried))
        self._earlier = _Earlier(run)
        self._delta: Delta | None = None
        self.full: str | None = None
        self.changed = 0
        self.reused: list[str] = []
        self.carried: list[InputRecord] = []
        self._extra = False
        self.full = self._unequal() or self._compare(sources_used)

    def _unequal(self) -> str | None:
        """Why the old results say nothing of the new ones, whatever the lists."""
        manifest = self.run.manifest
        if (manifest.xref, manifest.code) != (version(), code_digest()):
            return f"another xref (was {manifest.xref}, code {manifest.code})"
        if manifest.rules.digest != self._matcher.rules.digest:
            was, now = manifest.rules.digest[:12], self._matcher.rules.digest[:12]
            return f"the rules changed (were {was}, are {now})"
        if manifest.setting("text_column") != self._text_column:
            return "another --text-column"
        if any(each.readers != readers_digest() for each in manifest.lists):
            return "the lists were read by other readers"
        return None

    def _compare(self, sources_used: Sequence[str]) -> str | None:
        manifest, matcher = self.run.manifest, self._matcher
        old = [(each.name, each.sha256, each.builtin) for each in manifest.lists]
        new = [(each.name, each.sha256, each.builtin) for each in matcher.lists.versions]
        if old == new and list(manifest.sources or ()) == list(sources_used):
            return None
        try:
            before = recorded_lists(self.run)
        except (ListError, ConfigError) as error:
            return f"the old lists are not at hand ({error.message})"
        if newest_year(before) != newest_year(matcher.lists):
            return "the lists are of another year, which tells when undated articles were written"
        self._delta = delta = Delta(before, matcher)
        self.changed = len(delta.changed)
        if self.changed > _MOST_CHANGED * 2 * len(matcher.lists.subjects):
            return f"{self.changed} subjects changed"
        return None

    def sources(self, sources: Sequence[Source]) -> list[Source]:
        """The sources of the new run, and those of the old one that are not among them."""
        manifest, rules = self.run.manifest, self._matcher.rules.articles.reading
        places = [
            str(Path(manifest.directory or "") / path)
            for path in manifest.paths or ()
            if path != "-"
        ]
        ignored: list[Skipped] = []
        old_files = {each.path: each for each in find_sources(places, rules, ignored.append)}
        have = {_identity(each) for each in sources}
        wanted = Counter(each.path for each in self._inputs)
        found = list(sources)
        paths = {each.path for each in sources}
        for record in self._inputs:
            file = old_files.get(record.path)
            if file is not None and _identity(file) in have:
                continue
            if file is not None and wanted[record.path] == 1 and _is_same(file, record):
                found.append(file)
                self._extra = True
            elif record.path not in paths or file is not None:
                self.carried.append(record)
        return found

    def matcher(self, sources: Sequence[Source]) -> Matcher:
        """A matcher that gives old articles their old results where nothing can have changed."""
        if self.full is not None:
            return self._matcher
        counts = Counter(each.path for each in sources)
        said = {each.path for each in self.run.manifest.skipped}
        recorded: dict[str, list[InputRecord]] = defaultdict(list)
        for record in self.run.manifest.inputs:
            recorded[record.path].append(record)
        for source in sources:
            records = recorded.get(source.path, [])
            inside = any(str(parent) in counts for parent in Path(source.path).parents)
            if counts[source.path] != 1 or len(records) != 1 or inside or records[0].skipped:
                continue
            if any(path == source.path or path.startswith(f"{source.path}/") for path in said):
                continue
            if _is_same(source, records[0]):
                self.reused.append(source.path)
        return DeltaMatcher(self._matcher, self._delta, self._earlier, frozenset(self.reused))

    def carry(self, work: WorkFile) -> list[SourceWork]:
        """Write the results of inputs that are gone into the work file of the new run."""
        found: list[SourceWork] = []
        if not self.carried:
            return found
        subjects = {subject.id: subject for subject in self._matcher.index.subjects}
        others = self._earlier.only_claims()
        # A start that was killed may have carried over some of them, the last one in part.
        done = {
            each.opened.path: each
            for each in work.sources
            if each.opened.changed == lines.CARRIED and each.is_complete()
        }
        sources = [each for each in work.sources if each.opened.changed != lines.CARRIED]
        places = [at for source in sources for _, _, at in source.parts] if others else []
        for part in work.lines(places):
            others.difference_update(part.ids if isinstance(part, lines.Part) else ())
        for record in self.carried:
            documents = self._earlier.of_input(record.path, others)
            others.difference_update(each.id for each in documents)
            if (known := done.pop(lines.printable(record.path), None)) is not None:
                found.append(known)
                continue
            s = len(work.sources)
            opened = lines.Opened(s, None, record.path, record.bytes, lines.CARRIED)
            made: list[lines.Line] = [opened]
            for n, each in enumerate(documents):
                document = Document(text="", **msgspec.structs.asdict(each))
                kept = self._earlier.results(document, subjects, lenient=True)
                made.append(found_line(s, n, document, *(kept or ([], [])), b""))
            made.append(lines.Part(s, 0, tuple(each.id for each in documents)))
            made.append(lines.End(s, len(documents), None, ()))
            work.add(lines.encode(made))
            found.append(work.sources[s])
        return found

    def paths(self, paths: Sequence[str]) -> list[str]:
        """Where the articles of the new run are, for its manifest: those of the old one, too."""
        manifest = self.run.manifest
        old = [
            (Path(manifest.directory or "") / path).as_posix()
            for path in manifest.paths or ()
            if path != "-"
        ]
        return [*paths, *old] if self._extra else list(paths)

    def warnings(self) -> list[str]:
        """What the reader of the results must know."""
        found = []
        if self.full is not None:
            found.append(f"--since: everything is screened again: {self.full}")
        if self.carried:
            names = ", ".join(each.path for each in self.carried[:5])
            more = f" and {len(self.carried) - 5} more" if len(self.carried) > 5 else ""
            found.append(
                f"--since: {len(self.carried)} inputs of the old run are gone or have changed "
                f"where it read them; their old results are carried over, not screened again: "
                f"{names}{more}"
            )
        return found

    def record(self) -> dict[str, Any]:
        """For the manifest."""
        said = self.full or (
            f"{len(self.reused)} inputs unchanged, {self.changed} subjects changed"
        )
        return {
            "run_id": self.run.manifest.run_id,
            "run_key": self.run.manifest.run_key,
            "said": said,
            "full": self.full is not None,
            "reused": len(self.reused),
            "carried": [msgspec.to_builtins(each) for each in self.carried],
        }


class _Earlier:
    """Alerts and claims of the old run, as bytes until they are asked for."""

    def __init__(self, run: Run) -> None:
        self._alerts: dict[tuple[str | None, str], list[bytes]] = defaultdict(list)
        self._claims: dict[str, list[bytes]] = defaultdict(list)
        names = [*PROVED, *({COPIES} & run.manifest.outputs.keys())]
        for name in names:
            path = run.folder / name
            recorded = run.manifest.outputs.get(name)
            try:
                data = path.read_bytes()
            except OSError as error:
                raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
            if recorded is None or hashlib.sha256(data).hexdigest() != recorded.sha256:
                raise UsageError(
                    f"{path}: was changed since the run", hint="do a full run, without --since"
                )
            for line in data.splitlines():
                if name == "claims.jsonl":
                    claim = msgspec.json.decode(line, type=_ClaimOf)
                    self._claims[claim.document_id].append(line)
                else:
                    alert = msgspec.json.decode(line, type=_AlertOf)
                    self._alerts[alert.document.path, alert.document.id].append(line)

    def of_input(self, path: str, others: Set[str]) -> list[DocumentLine]:
        """The documents of an input that have findings.

        Args:
            path: The input.
            others: Ids of documents without alerts that are known to be of no other input.
        """
        found: dict[str, DocumentLine] = {}
        for (of, _), own in self._alerts.items():
            if of is not None and (of == path or of.startswith(f"{path}/")):
                document = msgspec.json.decode(own[0], type=_AlertOf).document
                found[document.id] = document
        for ident in self._claims:
            if ident in others or ident == path or ident.startswith((f"{path}/", f"{path}#")):
                found.setdefault(ident, DocumentLine(ident, None, None, path))
        return sorted(found.values(), key=lambda each: each.id)

    def only_claims(self) -> set[str]:
        """Ids of documents that have claims and no alerts, which do not tell their input."""
        return self._claims.keys() - {ident for _, ident in self._alerts}

    def results(
        self, document: Document, subjects: Mapping[str, Subject], *, lenient: bool = False
    ) -> tuple[list[Alert], list[Claim]] | None:
        """The old alerts and claims of a document.

        Args:
            document: The document, with or without its text.
            subjects: The present subjects by id.
            lenient: Leave out alerts on subjects that are gone, instead of all.

        Returns:
            None if an alert is on a subject that is gone: then it must be screened again.
        """
        claims = [Claim(**msgspec.json.decode(line)) for line in self._claims.get(document.id, ())]
        alerts = []
        for data in self._alerts.get((document.path, document.id), ()):
            line = msgspec.json.decode(data)
            subject = subjects.get(line["subject"]["id"])
            if subject is not None:
                alerts.append(_alert(line, subject, document, claims))
            elif not lenient:
                return None
        return alerts, claims

    def claimed(self, document_id: str) -> set[str]:
        """Bodies that the claims of a document name."""
        return {
            msgspec.json.decode(line)["authority"] for line in self._claims.get(document_id, ())
        }


class _AlertOf(msgspec.Struct, frozen=True):
    document: DocumentLine


class _ClaimOf(msgspec.Struct, frozen=True):
    document_id: str


def _alert(
    line: dict[str, Any], subject: Subject, document: Document, claims: Sequence[Claim]
) -> Alert:
    named = {
        (claim.authority, claim.text): claim
        for claim in claims
        if claim.subject_id == line["subject"]["id"]
    }
    return Alert(
        alert_id=alert_id(document.id, subject.id),
        document_id=document.id,
        document=document,
        subject=subject,
        score=float(line["score"]),
        band=line["band"],
        status=subject.status,
        evidence=tuple(Evidence(**each) for each in line["evidence"]),
        matched_name=Name(**line["matched_name"]),
        mentions=tuple(Mention(**each) for each in line["mentions"]),
        claims=tuple(
            named.get((each["authority"], each["text"]))
            or Claim(document.id, each["authority"], each["text"], "", subject.id, each["on_list"])
            for each in line["claims"]
        ),
        homonyms=tuple(line["homonyms"]),
    )


class DeltaMatcher(Matcher):
    """A matcher that answers for old articles from the old run; everything else is screened.

    Where processes are spawned, not forked, each gets the plain matcher and screens all.

    Args:
        matcher: On the new lists.
        delta: What differs from the old ones; None if nothing does.
        earlier: The old results.
        inputs: Paths of the inputs whose articles are the old ones.
    """

    def __init__(
        self,
        matcher: Matcher,
        delta: Delta | None,
        earlier: _Earlier,
        inputs: frozenset[str],
    ) -> None:
        self.__dict__.update(matcher.__dict__)
        self._delta = delta
        self._earlier = earlier
        self._inputs = inputs
        self._subjects = {subject.id: subject for subject in matcher.index.subjects}

    def __reduce__(self) -> tuple[object, ...]:
        return _plain, (self.__getstate__(),)

    def document_alerts(self, document: Document) -> tuple[list[Alert], list[Claim]]:
        """Alerts and claims of one article; of an old one that nothing touches, the old ones."""
        if self.is_old(document) and not self.is_touched(document):
            kept = self._earlier.results(document, self._subjects)
            if kept is not None:
                return kept
        return super().document_alerts(document)

    def is_old(self, document: Document) -> bool:
        """Whether the article was read from an input of the old run that has not changed."""
        path = document.path or ""
        while path:
            if path in self._inputs:
                return True
            path = path.rpartition("/")[0]
        return False

    def is_touched(self, document: Document) -> bool:
        """Whether the result of an old article may be another one on the new lists."""
        if self._delta is None:
            return False
        if self._delta.authorities & self._earlier.claimed(document.id):
            return True
        return self._delta.touches(document.text)


def _plain(state: dict[str, Any]) -> Matcher:
    matcher = Matcher.__new__(Matcher)
    matcher.__setstate__(state)
    return matcher


def _identity(source: Source) -> tuple[int, int] | None:
    """What tells one file from another, however it is named."""
    try:
        status = source.file.stat() if source.file is not None else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status is not None else None


def _is_same(source: Source, record: InputRecord) -> bool:
    """Whether a file has the bytes that the old run read."""
    try:
        if source.file is None or source.file.stat().st_size != record.bytes:
            return False
        with source.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == record.sha256
    except OSError:
        return False
