"""Foreign names in Hangul: are they read, and do they meet anybody else?

    XREF_DEV_DATA=... python benchmarks/foreign_hangul.py [--misses]

Three measures. *Words*: Russian words of the EU list are brought to Hangul by the rules of the
National Institute of Korean Language (notice 2005-32, written down below and not used by xref);
how many are among the readings? *Names*: the same for whole names, beside the other persons of
that list. *Others*: Hangul of foreigners (the table of the tests and the built-in list) and of
Koreans (labelled pairs) beside every person of the built-in list and of OFAC 2023-01; prints
which subjects they reach, for a reader to judge.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections.abc import Iterable
from pathlib import Path

from common import dev_data

import xref
from xref.model import Subject
from xref.names import comparer_for
from xref.names.fold import fold, script_of
from xref.names.hangul import compose, is_hangul
from xref.rules import load_rules

TABLE = Path(__file__).parents[1] / "tests" / "data" / "foreign_hangul_pairs.csv"
CYRILLIC = re.compile("[А-ЯЁа-яё]+(?: [А-ЯЁа-яё]+){1,2}")

VOWELS = dict(zip("аеёиоуыэюяй", "ㅏㅔㅛㅣㅗㅜㅣㅔㅠㅑㅣ", strict=True))
CONSONANTS = dict(
    zip("бвгджзклмнпрстфхцчшщ", "ㅂㅂㄱㄷㅈㅈㅋㄹㅁㄴㅍㄹㅅㅌㅍㅎㅊㅊㅅㅅ", strict=True)
)
DEVOICED = dict(zip("бвгджз", "пфктшс", strict=True))
VOICELESS = "псткфсцчшщх"
CODAS = dict(zip("пктбгдвф", "ㅂㄱㅅㅂㄱㅅㅂㅂ", strict=True))
WITH_Y = {"ㅏ": "ㅑ", "ㅔ": "ㅖ", "ㅗ": "ㅛ", "ㅜ": "ㅠ"}
WITHOUT_Y = {y: plain for plain, y in WITH_Y.items()}


Syllables = list[list[str]]


def hangul(word: str) -> str:
    """A Russian word in Hangul, by the rules of the institute."""
    word = re.sub("(?<=.)(?:ий|ый)$", "и", word.lower().replace("ъ", ""))
    out: Syllables = []
    at = 0
    while at < len(word):
        char, before = word[at], word[at - 1] if at else "-"
        at += 1
        if char in VOWELS:
            iotated = char == "е" and (before in VOWELS or before in "-ь")
            out.append(["ㅇ", "ㅖ" if iotated else VOWELS[char], ""])
        if char not in CONSONANTS:
            continue
        soft = word[at : at + 1] == "ь"
        at += soft
        following = word[at : at + 1]
        if soft and following == "е":
            with_vowel(out, char, "и")
        elif following and following in VOWELS and following != "й":
            with_vowel(out, char, following)
            at += 1
        else:
            alone(out, char, following)
    return "".join(compose(*syllable) for syllable in out)


def with_vowel(out: Syllables, char: str, following: str) -> None:
    onset, vowel = CONSONANTS[char], VOWELS[following]
    if char in "шщ":
        vowel = WITH_Y.get(vowel, vowel)
    elif onset in "ㅈㅊ":
        vowel = WITHOUT_Y.get(vowel, vowel)
    if char == "л" and is_open(out):
        out[-1][2] = "ㄹ"
    out.append([onset, vowel, ""])


def alone(out: Syllables, char: str, following: str) -> None:
    if char in "мнл" and is_open(out):
        out[-1][2] = CONSONANTS[char]
    elif char in CODAS and following and following in VOICELESS and is_open(out):
        out[-1][2] = CODAS[char]
    else:
        char = char if following else DEVOICED.get(char, char)
        out.append([CONSONANTS[char], "ㅣ" if char in "шщч" else "ㅡ", ""])


def is_open(out: Syllables) -> bool:
    return bool(out) and not out[-1][2]


def russians() -> list[tuple[str, str]]:
    """Persons of the EU list: a name in Cyrillic and the name in front."""
    path = dev_data("lists", "eu-fsf", "2025-05.europe_parsed_thirdparty.csv")
    found = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = [alias.strip() for alias in row["Alias"].split(",")]
            cyrillic = [name for name in names if CYRILLIC.fullmatch(name)]
            if row["Designation"] == "person" and cyrillic:
                found.append((cyrillic[0], row["Name"]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    rules = load_rules()
    comparer = comparer_for(rules)
    possible, strong = rules.names.scoring.possible.value, rules.names.scoring.strong.value
    skeletons = comparer.persons.skeletons
    pairs = russians()

    words = sorted({fold(word) for name, _ in pairs for word in name.split()})
    first = among = 0
    for word in words:
        written = hangul(word)
        wanted, key = skeletons.loose(skeletons.key(word)), skeletons.loose(skeletons.key(written))
        first += key == wanted
        found = key == wanted or wanted in skeletons.others(written)
        among += found
        if options.misses and not found:
            print(f"  {word} {written}: {', '.join(comparer.foreign.latin(written)[:4])}")
    print(
        f"words: {len(words)}, first reading {first / len(words):.3f}, any {among / len(words):.3f}"
    )

    listed = [(name, comparer.prepare(name, "person")) for _, name in pairs]
    right = alike = wrong = strongs = 0
    sample = set(random.Random(1).sample(range(len(pairs)), 300))
    for at, (cyrillic, name) in enumerate(pairs):
        asked = comparer.prepare(" ".join(map(hangul, fold(cyrillic).split())), "person")
        base = comparer.prepare(cyrillic, "person")
        alike += comparer.score(base, listed[at][1]) >= possible
        right += comparer.score(asked, listed[at][1]) >= possible
        for other, prepared in listed if at in sample else ():
            score = comparer.score(asked, prepared) if other != name else 0.0
            strongs += score >= strong
            wrong += score >= possible > comparer.score(base, prepared)
    print(
        f"names: {len(pairs)}, possible in Hangul {right / len(pairs):.3f}, in Cyrillic "
        f"{alike / len(pairs):.3f}; {len(sample)} beside all others: strong {strongs}, possible "
        f"and not so in Cyrillic {wrong}"
    )
    others(comparer, possible, strong)


def others(comparer: xref.names.NameComparer, possible: float, strong: float) -> None:
    """Hangul of foreigners and of Koreans beside listed persons in other letters."""
    builtin = xref.load_lists()
    with TABLE.open(encoding="utf-8") as file:
        foreign = {row["hangul"] for row in csv.DictReader(file)}
    foreign |= {
        name.text
        for subject in builtin.subjects
        if subject.kind == "person" and set(countries(subject)) - {"KP"}
        for name, _ in subject.names()
        if script_of(name.text) == "hangul"
    }
    with dev_data("truth", "korean_pairs_dev.csv").open(encoding="utf-8") as file:
        koreans = {
            row[side]
            for row in csv.DictReader(file)
            for side in ("name1", "name2")
            if row["type"] == "person" and is_hangul(row[side].replace(" ", ""))
        }
    ofac = xref.load_lists(dev_data("lists", "us-ofac-sdn", "2023-01.sdn.with-header.csv"))
    names = [
        (subject.name, comparer.prepare(name.text, "person"))
        for lists in (builtin, ofac)
        for subject in lists.subjects
        if subject.kind == "person"
        for name, _ in subject.names()
        if script_of(name.text) != "hangul"
    ]
    count = 0
    reached: dict[tuple[str, str], float] = {}
    for group, texts in (("foreign", foreign), ("Korean", koreans)):
        for text in sorted(texts):
            asked = comparer.prepare(text, "person")
            for subject_name, prepared in names:
                if prepared.plausible and (group == "Korean" or asked.plausible):
                    continue  # two Korean names: measured by korean_pairs.py
                count += 1
                score = comparer.score(asked, prepared)
                if score >= possible:
                    known = reached.get((text, subject_name), 0.0)
                    reached[text, subject_name] = max(known, score)
    strongs = sum(score >= strong for score in reached.values())
    print(
        f"others: {len(foreign)} foreign and {len(koreans)} Korean names in Hangul, {count} pairs"
    )
    print(f"strong {strongs}; possible, to be judged:")
    for (text, name), score in sorted(reached.items()):
        print(f"  {score:.3f} {text} | {name}")


def countries(subject: Subject) -> Iterable[str]:
    return (country for each in subject.designations for country in each.nationalities)


if __name__ == "__main__":
    main()
