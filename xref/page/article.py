"""The whole text of an article, if it is still there as the run read it.

Owns finding the file of an article again. Invariant: a text is shown only if its file has the
sha256 that the run wrote down and every mention stands where the run found it; else the page
shows the sentences that the run kept. Refuses to leave the folders that the run was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from markupsafe import Markup

from xref.articles.reading import InputFile, read_source
from xref.articles.sources import Source
from xref.errors import XrefError
from xref.model import Alert, Document
from xref.page.texts import marked
from xref.rules import Rules

#: Larger files, and files of several articles, take longer to read than a reviewer should wait.
MAX_BYTES = 1_000_000
#: Characters of a text that are shown around the mentions.
MAX_SHOWN = 30_000
_BEFORE = 2_000


class ArticleText(msgspec.Struct, frozen=True):
    """The text around the mentions.

    Attributes:
        paragraphs: With the mentions marked.
        cut: Something before or behind is left out.
    """

    paragraphs: tuple[Markup, ...]
    cut: bool


class Articles:
    """Finds the articles of a run again.

    Args:
        manifest: As `RecordedRun.manifest` has it; `inputs` are taken out of it, since they are
            many and nothing else here needs them.
        rules: For reading articles.
    """

    def __init__(self, manifest: dict[str, Any], rules: Rules) -> None:
        self._rules = rules.articles
        folder = Path(str(manifest.get("directory") or "."))
        named = manifest.get("paths") or ()
        self._places = [folder / str(each) for each in named if str(each) != "-"]
        self._digests: dict[str, str] = {}
        for each in manifest.pop("inputs", None) or ():
            if each.get("documents") == 1 and int(each.get("bytes", 0)) <= MAX_BYTES:
                self._digests[each["path"]] = each["sha256"]

    def text(self, alert: Alert) -> ArticleText | None:
        """The text of an alert's article with its mentions marked, or None.

        Args:
            alert: An alert of the run.
        """
        path = alert.document.path
        digest = self._digests.get(path or "")
        if not path or digest is None:
            return None
        for file in self._candidates(path):
            document = self._read(file, path, digest)
            if document is not None:
                return _shown(document.text, alert)
        return None

    def _candidates(self, path: str) -> Iterable[Path]:
        for place in self._places:
            if place.name == path:
                yield place
            inside = place / path
            try:
                if inside.resolve().is_relative_to(place.resolve()):
                    yield inside
            except (OSError, ValueError):
                continue

    def _read(self, file: Path, path: str, digest: str) -> Document | None:
        accounts: list[InputFile] = []
        try:
            if not file.is_file() or file.stat().st_size > MAX_BYTES:
                return None
            found = list(
                read_source(
                    Source(file, path, named=True), rules=self._rules,
                    on_problem=lambda _: None, on_input=accounts.append,
                )
            )  # fmt: skip
        except (OSError, ValueError, XrefError):
            return None
        same = len(found) == 1 and bool(accounts) and accounts[0].sha256 == digest
        return found[0] if same else None


def _shown(text: str, alert: Alert) -> ArticleText | None:
    spans = [(each.start, each.end) for each in alert.mentions]
    if not spans or any(text[each.start : each.end] != each.text for each in alert.mentions):
        return None
    low = max(0, min(start for start, _ in spans) - _BEFORE)
    if len(text) <= MAX_SHOWN:
        low = 0
    high = min(len(text), low + MAX_SHOWN)
    paragraphs = []
    at = low
    for line in text[low:high].split("\n"):
        end = at + len(line)
        if line.strip():
            inside = [(s - at, e - at) for s, e in spans if at <= s and e <= end]
            paragraphs.append(marked(line, inside))
        at = end + 1
    return ArticleText(tuple(paragraphs), cut=low > 0 or high < len(text))
