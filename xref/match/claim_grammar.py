"""Who sanctions whom: English clauses of a marked sentence.

Owns the walk from claim word to claim word, and what one statement hands on to the next; what
the words mean is in `claim_verbs` and `claim_nouns`. Works on the codes of `claim_marks` alone.
Invariant: statements come in the order of the text. Refuses to know lists or articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from xref.match import claim_patterns as shape
from xref.match.claim_clauses import Wording
from xref.match.claim_marks import Marked
from xref.match.claim_nouns import Nouns
from xref.match.claim_statements import UNKNOWN, Statement
from xref.match.claim_verbs import Verbs
from xref.rules.claims import ClaimRules


class Grammar:
    """Reads clauses; immutable."""

    def __init__(self, rules: ClaimRules) -> None:
        self._wording = Wording(rules)

    def statements(self, marked: Marked) -> list[Statement]:
        """All statements of a sentence, in order."""
        if marked.text.rstrip("\"') ").endswith("?") or shape.GONE.search(marked.text):
            return []
        if shape.UNREAL.search(marked.text):
            return []
        text = re.sub(r"(N\d+)'s name\b", r"\1", marked.text)
        reader = _Reader(self._wording, msgspec.structs.replace(marked, text=text))
        return list(reader.read())


class _Reader(Verbs, Nouns):
    """Reads one sentence, claim word by claim word; keeps what was used up."""

    def read(self) -> Iterator[Statement]:
        for number, trigger in enumerate(self._triggers):
            following = (
                self._triggers[number + 1].start()
                if number + 1 < len(self._triggers)
                else len(self._text)
            )
            kind = trigger.lastgroup or ""
            statement = getattr(self, f"_{kind}")(trigger, following)
            if statement is None:
                continue
            along = shape.ALONG.match(self._text, max(trigger.end(), self._floor))
            if along is not None and statement.names:
                more = self._names_right(along.end(), len(self._text))
                names = tuple(dict.fromkeys(statement.names + more))
                statement = msgspec.structs.replace(statement, names=names)
            if statement.names:
                self._targets = statement.names
            if statement.codes != (UNKNOWN,):
                self._codes = statement.codes
            yield statement
