"""Fingerprints: what a decision rests on, in a form that can be compared later.

Owns which facts of a listing and of a mention count, their hashes, and the words for what
changed between two listings. Invariant: a fingerprint depends on content alone, never on the
order in which a list or an article prints it. Refuses to judge whether a change matters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from xref.model import Designation, Evidence, Mention
from xref.names.fold import fold

_DIGITS = re.compile(r"[0-9]+")


class Facts(msgspec.Struct, frozen=True, gc=False):
    """What a decision remembers of one designation; everything sorted.

    Attributes:
        names: Spellings, each with its quality behind it in brackets unless `primary`.
        identifiers: `type value`, the unverified ones left out.
    """

    id: str
    list: str
    authority: str
    status: str
    listed_on: str | None
    names: tuple[str, ...]
    birth_dates: tuple[str, ...]
    identifiers: tuple[str, ...]
    programmes: tuple[str, ...]


def facts_of(designation: Designation) -> Facts:
    """The facts of one designation that a decision rests on.

    Example:
        >>> from xref.model import Name
        >>> facts_of(Designation(id="x:1", list="x", reference="1", authority="EU",
        ...     kind="person", names=(Name("B"), Name("A", "weak")))).names
        ('A (weak)', 'B')
    """
    return Facts(
        designation.id,
        designation.list,
        designation.authority,
        designation.status,
        designation.listed_on,
        _sorted(
            name.text if name.quality == "primary" else f"{name.text} ({name.quality})"
            for name in designation.names
        ),
        _sorted(designation.birth_dates),
        _sorted(f"{each.type} {each.value}" for each in designation.identifiers if each.certain),
        _sorted(designation.programmes),
    )


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def listing_fingerprint(facts: Iterable[Facts]) -> str:
    """`l` and 16 hex digits over all designations of a subject."""
    ordered = sorted(facts, key=lambda each: each.id)
    return "l" + hashlib.sha256(msgspec.json.encode(ordered)).hexdigest()[:16]


def mention_fingerprint(
    mentions: Iterable[Mention], evidence: Iterable[Evidence], neutral: Collection[str]
) -> str:
    """`m` and 16 hex digits over the folded spellings and what speaks for and against.

    Args:
        mentions: Of one alert; where they stand and how often does not count.
        evidence: Of the same alert; a feature counts by its name and sign.
        neutral: Features that are left out.

    Example:
        >>> one = mention_fingerprint([Mention(0, 3, "KIM")], [], ())
        >>> one == mention_fingerprint([Mention(9, 12, "Kim"), Mention(0, 3, "KIM")], [], ())
        True
    """
    spellings = _sorted(fold(mention.text) or mention.text for mention in mentions)
    signs = _sorted(
        f"{each.feature}{'+' if each.effect > 0 else '-' if each.effect < 0 else '0'}"
        for each in evidence
        if each.feature not in neutral
    )
    return "m" + hashlib.sha256(msgspec.json.encode([spellings, signs])).hexdigest()[:16]


def sentence_keys(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Hashes of the folded sentences around the mentions; empty if one has none."""
    keys = set()
    for mention in mentions:
        sentence = fold(mention.snippet)
        if not sentence:
            return ()
        keys.add("s" + hashlib.sha256(sentence.encode("utf-8", "replace")).hexdigest()[:12])
    return tuple(sorted(keys))


def document_key(document_id: str) -> str:
    """`a` and 16 hex digits that stand for a document where its id must not be kept."""
    return "a" + _hash(document_id)


def source_of(document_id: str, path: str | None, url: str | None = None) -> str | None:
    """Where articles like this one come from: a host, else a folder; None if neither shows.

    Digits are `#`, so that folders by date are one source.

    Example:
        >>> source_of("https://www.example.org/2026/a.html", None)
        'example.org'
        >>> source_of("2026-01-05/wire/a.txt", "2026-01-05/wire/a.txt")
        '#-#-#/wire'
        >>> source_of("a.txt", "a.txt") is None
        True
    """
    for text in (url, path, document_id):
        if text and text.startswith(("http://", "https://")):
            try:
                host = urlsplit(text).hostname
            except ValueError:
                return None
            return host.removeprefix("www.") if host else None
    folder, slash, _ = (path or document_id).rpartition("/")
    return _DIGITS.sub("#", folder) if slash and folder.strip("./") else None


def source_key(source: str | None) -> str | None:
    """`f` and 16 hex digits that stand for a source."""
    return None if source is None else "f" + _hash(source)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_LABELS = (
    ("names", "name"),
    ("birth_dates", "birth date"),
    ("identifiers", "identifier"),
    ("programmes", "programme"),
)


def changes(
    old: Sequence[Facts],
    new: Sequence[Facts],
    loaded: Collection[str],
    entries: Collection[str] = (),
) -> tuple[str, ...]:
    """Say in words how a listing changed; empty if it did not.

    Args:
        old: As it was when the decision was taken.
        new: As it is.
        loaded: Names of the lists that are loaded now: an entry of a list that is not
            loaded has not gone, it is only out of sight.
        entries: Ids of the entries of these lists, as far as they are known: what is among them
            is still listed, only as another subject.

    Example:
        >>> was = Facts("x:1", "x", "US-OFAC", "designated", None, ("A",), (), (), ("DPRK2",))
        >>> now = msgspec.structs.replace(was, programmes=("DPRK2", "RUSSIA-EO14024"))
        >>> changes([was], [now], {"x"})
        ('US-OFAC x:1 gained the programme RUSSIA-EO14024',)
    """
    before = {each.id: each for each in old}
    after = {each.id: each for each in new}
    found = []
    for one, facts in after.items():
        if one not in before:
            since = f", listed on {facts.listed_on}" if facts.listed_on else ""
            found.append(f"new designation by {facts.authority}: {one}{since}")
            continue
        was, where = before[one], f"{facts.authority} {one}"
        if was.status != facts.status:
            found.append(f"{where} is {facts.status}, was {was.status}")
        for field, label in _LABELS:
            had, has = set(getattr(was, field)), set(getattr(facts, field))
            found += [f"{where} gained the {label} {each}" for each in sorted(has - had)]
            found += [f"{where} lost the {label} {each}" for each in sorted(had - has)]
    found += [
        f"{facts.authority} {one} is "
        + ("an entry of another subject now" if one in entries else "no longer on the list")
        for one, facts in before.items()
        if one not in after and facts.list in loaded
    ]
    return tuple(found)
