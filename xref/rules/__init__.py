"""Rules: the tables and numbers of `rules/*.yml`, read once, checked, and digested.

Owns loading a rules folder into one immutable `Rules`. Invariant: equal folders give
equal digests, and a folder with any problem gives none at all. Refuses defaults: a
number that is not in the files does not exist.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from xref.data import data_folder
from xref.errors import RulesError
from xref.rules.articles import ArticleRules, load_articles
from xref.rules.chinese_texts import ChineseTextRules, load_chinese_texts
from xref.rules.claims import ClaimRules, load_claims
from xref.rules.cyrillic_texts import CyrillicTextRules, load_cyrillic_texts
from xref.rules.evidence import EvidenceRules, load_evidence
from xref.rules.foreign_katakana import ForeignKatakanaRules, load_foreign_katakana
from xref.rules.korean import KoreanTables, load_korean
from xref.rules.names import NameRules, load_names
from xref.rules.perturbations import PerturbationRules, load_perturbations
from xref.rules.posts import PostRules, load_posts
from xref.rules.prose import ProseRules, load_prose
from xref.rules.review import ReviewRules, load_review
from xref.rules.ship_texts import ShipTextRules, load_ship_texts
from xref.rules.subjects import SubjectRules, load_subjects


class Rules(msgspec.Struct, frozen=True):
    """Everything a linguist or a compliance officer may edit.

    Attributes:
        names: Titles, persons, vessels, organisations, score thresholds.
        korean: Surnames, syllables, romanization systems.
        articles: How articles are read and divided into zones.
        evidence: What in a text speaks for or against a match, and how much.
        claims: By which words articles say that somebody is sanctioned.
        subjects: When entries of several lists are one subject.
        prose: Words of everyday prose, of which names can be made.
        chinese_texts: What bounds a name in Chinese and Japanese text.
        cyrillic_texts: How names are declined in Russian text, and what introduces them.
        posts: What posts and callings are called at names in other languages.
        foreign_katakana: What katakana stands for in foreign names.
        ship_texts: By what a ship's name is told in other scripts.
        review: How reviewers' decisions are made and how long they hold.
        perturbations: How listed names are manipulated for tests; takes no part in matching.
        files: Relative file name to sha256.
        digest: sha256 over all files, in name order; recorded in every manifest.
    """

    names: NameRules
    korean: KoreanTables
    articles: ArticleRules
    evidence: EvidenceRules
    claims: ClaimRules
    subjects: SubjectRules
    prose: ProseRules
    chinese_texts: ChineseTextRules
    cyrillic_texts: CyrillicTextRules
    posts: PostRules
    foreign_katakana: ForeignKatakanaRules
    ship_texts: ShipTextRules
    review: ReviewRules
    perturbations: PerturbationRules
    files: dict[str, str]
    digest: str


def load_rules(folder: str | Path | None = None) -> Rules:
    """Load a rules folder, or the packaged one.

    Raises:
        RulesError: With all problems of all files at once.

    Example:
        >>> rules = load_rules()
        >>> len(rules.digest)
        64
    """
    return _load(Path(folder) if folder is not None else data_folder("rules"))


@lru_cache(maxsize=4)
def _load(folder: Path) -> Rules:
    if not folder.is_dir():
        raise RulesError(
            [f"{folder}: there is no such rules folder"],
            hint="leave the option out to use the packaged rules",
        )
    problems: list[str] = []

    def part(load: Callable[[Path], Any], path: Path) -> Any:
        try:
            return load(path)
        except RulesError as error:
            problems.extend(error.problems)
            return None

    parts = {
        "names": part(load_names, folder),
        "korean": part(load_korean, folder / "korean"),
        "articles": part(load_articles, folder),
        "evidence": part(load_evidence, folder),
        "claims": part(load_claims, folder),
        "subjects": part(load_subjects, folder),
        "prose": part(load_prose, folder),
        "chinese_texts": part(load_chinese_texts, folder),
        "cyrillic_texts": part(load_cyrillic_texts, folder),
        "posts": part(load_posts, folder),
        "foreign_katakana": part(load_foreign_katakana, folder),
        "ship_texts": part(load_ship_texts, folder),
        "review": part(load_review, folder),
        "perturbations": part(load_perturbations, folder),
    }
    evidence, posts = parts["evidence"], parts["posts"]
    if evidence is not None and posts is not None:
        problems += posts.strangers(evidence.roles, evidence.callings, evidence.nations)
    if problems:
        raise RulesError(
            problems, hint="every value is explained in the file itself and in docs/rules.md"
        )
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.yml"))
    }
    whole = "\n".join(f"{name} {digest}" for name, digest in files.items())
    return Rules(**parts, files=files, digest=hashlib.sha256(whole.encode()).hexdigest())
