"""Compile the built-in list from the tables of facts.

Usage: `XREF_DEV_DATA=<folder> python lists/builtin/compile.py [TARGET]` where
`<folder>/facts` holds `designations.csv`, `kr_designations.csv` and
`reported_vessels.csv`. Writes `core.yml`, `kr-mofa.yml` and `reported.yml` beside
itself, or into TARGET. Running it again gives the same bytes.

Owns the rules by which facts become entries; each is stated where it is applied.
Refuses rows it cannot place: an unknown list, authority or country ends the run.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from xref.lists.catalogue import catalogue
from xref.lists.countries import country_code
from xref.lists.references import make_reference
from xref.names.fold import fold

Row = dict[str, str]
Entry = dict[str, Any]

COMPILED = "2026-11-22"

# As the facts call a list, and as the catalogue does. EU regulations go to `eu-oj`.
LISTS = {
    "SDN": "us-ofac-sdn",
    "UN Consolidated (1718)": "un-sc",
    "1718 Designated Vessels List": "un-1718-vessels",
    "UK Sanctions List": "gb-uksl",
    "DFAT Consolidated List": "au-dfat",
    "SEMA Consolidated": "ca-sema",
    "War and Sanctions, ships": "ua-war-sanctions",
}
KR_LIST = "MOFA autonomous sanctions"
NUMBER_TYPES = {"tax": "tax_id", "built": "built", "established": "established"}
# How kr_designations.csv names an entry of another list; only what stands in the core
# list, or can stand in an official file, is a cross reference.
CROSS = {
    re.compile(r"OFAC (\d+)$"): "us-ofac-sdn:{0}",
    re.compile(r"UN (KP[ie]\.\d+)$"): "un-sc:{0}",
    re.compile(r"UK ((?:RUS|DPR|CYB)\d+)$"): "gb-uksl:{0}",
    re.compile(r"EU (\d+/\d+) (?:annex )?([XVI]+\.[A-Z]) no\. (\d+)$"): (
        "eu-oj:{0} annex {1} no. {2}"
    ),
    re.compile(r"EU (269/2014) no\. (\d+)$"): "eu-oj:{0} annex I persons no. {1}",
    re.compile(r"EU (833/2014) (XLII) no\. (\d+)$"): "eu-oj:{0} annex {1} no. {2}",
    re.compile(r"EU (2020/1998) no\. (\d+)$"): "eu-oj:{0} annex I.A no. {1}",
}

NOTICE = (
    "Compiled by hand from public sources as of 2026-11-22: a help to start, no substitute"
    " for the official lists. It is not complete for any authority."
)
CORE_NOTICE = (
    f"{NOTICE} Each entry says where and when it was read. After January 2023 most OFAC"
    " entries have names and programmes only."
)
KR_NOTICE = (
    f"{NOTICE} South Korea publishes no machine-readable list. The ministry's annexes were"
    " not seen; three rounds (2016-03-08, 2016-12-02, 2024-12-17) are incomplete; nothing"
    " after 2025-04-10 was found."
)
REPORTED_NOTICE = (
    f"{NOTICE} These ships were named in reporting. That is not a sanction. IMO numbers"
    " marked as not certain were not verified and decide nothing."
)


def main() -> None:
    """Read the facts and write the three files."""
    base = os.environ.get("XREF_DEV_DATA")
    if not base:
        sys.exit("XREF_DEV_DATA is not set: it names the folder that holds facts/")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for name, text in compile_all(Path(base) / "facts").items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def compile_all(facts: Path) -> dict[str, str]:
    """Return the text of each file by its name."""
    rows = read_rows(facts / "designations.csv")
    korean = [r for r in read_rows(facts / "kr_designations.csv") if r["certainty"] != "inferred"]
    reported = read_rows(facts / "reported_vessels.csv")
    keys = {
        number.removeprefix("kr_designations:"): row["key"]
        for row in rows
        for number in row["identifiers"].split("|")
        if number.startswith("kr_designations:")
    }
    core: dict[tuple[str, str], list[Entry]] = {}
    for row in rows:
        if row["list"] != KR_LIST:
            core.setdefault((row["key"], row["kind"]), []).append(core_entry(row))
    key_of_id = {
        f"{entry['list']}:{entry['reference']}": key
        for (key, _), entries in core.items()
        for entry in entries
        if "reference" in entry
    }
    kr_subjects = korean_subjects(korean, keys, key_of_id)
    vessel_keys = {
        (entry["listed_on"], fold(entry["name"])): key
        for (key, kind), entries in kr_subjects.items()
        if kind == "vessel"
        for entry in entries
    }
    rp_subjects: dict[tuple[str, str], list[Entry]] = {}
    for row in reported:
        key = reported_key(row, vessel_keys)
        rp_subjects.setdefault((key, "vessel"), []).append(reported_entry(row))
    return {
        "core.yml": emit(
            "builtin", "Core designations, all lists", CORE_NOTICE, core, "facts/designations.csv"
        ),
        "kr-mofa.yml": emit(
            "kr-mofa",
            catalogue()["kr-mofa"].title,
            KR_NOTICE,
            kr_subjects,
            "facts/kr_designations.csv",
        ),
        "reported.yml": emit(
            "reported",
            catalogue()["reported"].title,
            REPORTED_NOTICE,
            rp_subjects,
            "facts/reported_vessels.csv",
        ),
    }


def read_rows(path: Path) -> list[Row]:
    """Read one table of facts."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def split(cell: str, mark: str = "|") -> list[str]:
    """Split a cell of alternatives."""
    return [part.strip() for part in cell.split(mark) if part.strip()]


def core_entry(row: Row) -> Entry:
    """Turn one row of designations.csv into an entry."""
    name_list = row["list"]
    reference = row["reference"]
    if name_list.startswith("Regulation (EU) "):
        list_name = "eu-oj"
        reference = f"{name_list.removeprefix('Regulation (EU) ')} {reference}"
    else:
        list_name = LISTS[name_list]
    definition = catalogue()[list_name]
    if definition.authority != row["authority"]:
        raise ValueError(f"{row['key']}: authority {row['authority']} on {list_name}")
    certain = row["certainty"] != "memory"
    entry: Entry = {"list": list_name}
    put(entry, "reference", reference)
    put(entry, "status", row["status"] if row["status"] != "designated" else "")
    entry["name"] = row["name"]
    put_names(entry, row, unmarked=unmarked(row))
    put(entry, "programmes", split(row["programmes"]))
    put(entry, "listed_on", row["listed_on"])
    put(entry, "birth_dates", split(row["birth_date"]))
    put(entry, "nationalities", split(row["nationality"]))
    put(entry, "titles", split(row["position"]))
    put_imo(entry, row["imo"], certain=certain)
    numbers = [("mmsi", row["mmsi"]), ("call_sign", row["call_sign"])]
    put_numbers(entry, [*numbers, *printed_numbers(row["identifiers"])], certain=certain)
    put(entry, "flags", split(row["flag"]))
    put(entry, "former_flags", split(row["former_flags"]))
    put(entry, "owners", split(row["owner"], ";"))
    put(entry, "source", row["source"])
    put(entry, "certainty", row["certainty"])
    return entry


def unmarked(row: Row) -> bool:
    """Tell whether the authority prints its aliases without a mark of quality.

    The EU, Canada and South Korea print none; UK aliases of ships include former and
    garbled radio names, so they count as unmarked too.
    """
    return row["authority"] in ("EU", "CA", "KR") or (
        row["authority"] == "UK" and row["kind"] == "vessel"
    )


def put_names(entry: Entry, row: Row, *, unmarked: bool) -> None:
    """Sort the names of a row by quality; the original script is a name of its own."""
    scripts = [
        name
        for column in ("name_hangul", "name_hanja", "name_cyrillic")
        for name in split(row.get(column, ""))
    ]
    aliases = [*split(row["aliases"]), *scripts]
    put(entry, "other_names" if unmarked else "aliases", without(aliases, entry["name"]))
    put(entry, "former_names", split(row.get("former_names", "")))
    put(entry, "weak_aliases", split(row.get("weak_aliases", "")))


def printed_numbers(cell: str) -> list[tuple[str, str]]:
    """Split `passport:123 (KP)|tax:5`; the key of the Korean table is no number."""
    found = []
    for part in split(cell):
        kind, _, value = part.partition(":")
        if kind != "kr_designations":
            found.append((NUMBER_TYPES.get(kind, kind.replace("-", "_")), value.strip()))
    return found


def korean_subjects(
    rows: list[Row], keys: dict[str, str], key_of_id: dict[str, str]
) -> dict[tuple[str, str], list[Entry]]:
    """Group the Korean rows by subject.

    A row belongs to the subject of the core list that names its key; else to the
    subject whose entry its own cross reference names; else, where that entry is in no
    file of ours, to the entry itself, so that it joins an official list loaded
    beside; else it stands alone under its own key.
    """
    subjects: dict[tuple[str, str], list[Entry]] = {}
    used: dict[str, int] = {}
    for row in rows:
        crossed = cross_references(row["also_listed_by"])
        key = keys.get(row["key"]) or next(
            (key_of_id[ref] for ref in crossed if ref in key_of_id), None
        )
        key = key or next(iter(crossed), row["key"])
        entry = korean_entry(row)
        reference = make_reference(entry["name"], imo=entry.get("imo"))
        used[reference] = used.get(reference, 0) + 1
        if used[reference] > 1:
            # Two targets of one name and no number: the later one is told apart.
            entry = {"reference": f"{reference}-{used[reference]}", **entry}
        subjects.setdefault((key, row["kind"]), []).append(entry)
    return subjects


def cross_references(cell: str) -> list[str]:
    """Turn `OFAC 52114; UK RUS2452` into designation ids."""
    found = []
    for part in split(cell, ";"):
        for pattern, template in CROSS.items():
            if match := pattern.match(part):
                found.append(template.format(*match.groups()))
    return found


def korean_entry(row: Row) -> Entry:
    """Turn one row of kr_designations.csv into an entry.

    The Latin name leads where one is printed. A Latin spelling that was only inferred is
    no name: it goes to the remarks.
    """
    name = row["name_latin"] or row["name_hangul"]
    entry: Entry = {"name": name}
    others = [row["name_hangul"], row["name_hanja"], *split(row["aliases"])]
    put(entry, "other_names", without([part for cell in others for part in split(cell)], name))
    entry["programmes"] = ["DPRK"]
    entry["listed_on"] = row["announced_on"]
    put(entry, "birth_dates", split(row["birth_date"]))
    put(entry, "nationalities", places(row["nationality"]))
    put(entry, "titles", [row["position"]] if row["position"] else [])
    put_imo(entry, row["imo"], certain=True)
    put(entry, "flags", places(row["flag"]))
    put(entry, "remarks", "; ".join(filter(None, korean_remarks(row))))
    put(entry, "source", " ; ".join(filter(None, [row["source_1"], row["source_2"]])))
    entry["certainty"] = row["certainty"]
    return entry


def korean_remarks(row: Row) -> list[str]:
    """Say what is known beyond the fields: round, basis of links, inferred spellings."""
    inferred = split(row["name_latin_inferred"]) + split(row["name_hangul_inferred"])
    return [
        f"round: {row['round']}",
        f"in force on {row['in_force_on']}" if row["in_force_on"] else "",
        f"spelling inferred, not printed: {', '.join(inferred)}" if inferred else "",
        f"also listed by {row['also_listed_by']} ({row['also_listed_basis']})"
        if row["also_listed_by"]
        else "",
        f"IMO number: {row['imo_basis']}" if row["imo_basis"] else "",
        row["note"],
        f"key in the compilation: {row['key']}",
    ]


def places(cell: str) -> list[str]:
    """Turn `Marshall Islands (registered); Singapore (seat)` into country codes."""
    found = []
    for part in split(cell, ";"):
        plain, _, note = part.partition(" (")
        if plain == "stateless" or note.startswith("place of activity"):
            continue
        code = country_code(plain) or country_code(note.rstrip(")"))
        if code is None:
            raise ValueError(f"no country is called {plain!r}")
        found.append(code)
    return found


def reported_key(row: Row, vessel_keys: dict[tuple[str, str], str]) -> str:
    """Name the subject of a reported ship.

    `KR 2024-01-17` says that South Korea designated this ship in that round; the entry of
    the round with the same name is the same subject. Hulls that are listed under another
    number stay apart: one IMO number, one ship. Equal numbers are joined by the loader.
    """
    if found := re.fullmatch(r"KR (\d{4}-\d\d-\d\d)", row["also_designated_by"]):
        key = vessel_keys.get((found[1], fold(row["name"])))
        if key is None:
            raise ValueError(f"{row['name']}: not in the Korean round of {found[1]}")
        return key
    return f"reported-{fold(row['name']).replace(' ', '-')}"


def reported_entry(row: Row) -> Entry:
    """Turn one row of reported_vessels.csv into an entry; `memory` numbers are not certain."""
    codes = {name: code for code, name in catalogue()["reported"].authorities.items()}
    first = split(row["reported_by"], ";")[0]
    entry: Entry = {"authority": codes[first], "status": "reported", "name": row["name"]}
    former, later = [], []
    for part in split(row["former_names"], ";"):
        name, _, note = part.partition(" (")
        (later if note.startswith(("later", "as transliterated")) else former).append(name)
    put(entry, "other_names", later)
    put(entry, "former_names", former)
    put_imo(entry, row["imo"], certain=row["certainty"] != "memory")
    put(entry, "flags", flag_codes(row["flag"]))
    put(entry, "former_flags", former_flag_codes(row["flag"]))
    remarks = [
        f"reported by {row['reported_by']}",
        row["report"],
        row["subject_of_report"],
        f"also designated: {row['also_designated_by']}" if row["also_designated_by"] else "",
        f"flag as reported: {row['flag']}" if row["flag"] and len(row["flag"]) > 2 else "",
        f"names as reported: {row['former_names']}" if "(" in row["former_names"] else "",
    ]
    put(entry, "remarks", "; ".join(filter(None, remarks)))
    put(entry, "source", row["source"])
    put(entry, "certainty", row["certainty"])
    return entry


def flag_codes(cell: str) -> list[str]:
    """Read the present flags: `KP (before: NU)`, `PA or HK`; a cancelled flag is none."""
    plain, _, note = cell.partition(" (")
    if note.startswith("cancelled"):
        return []
    return [code for code in plain.split(" or ") if re.fullmatch(r"[A-Z]{2}", code)]


def former_flag_codes(cell: str) -> list[str]:
    """Read the flags after `before:`, and those that were cancelled."""
    plain, _, note = cell.partition(" (")
    if note.startswith("cancelled"):
        return [plain]
    return re.findall(r"\b[A-Z]{2}\b", note.partition("before:")[2])


def without(names: list[str], primary: str) -> list[str]:
    """Drop repetitions and the primary name."""
    return list(dict.fromkeys(name for name in names if name != primary))


def put(entry: Entry, field: str, value: str | list[str]) -> None:
    """Set a field unless it is empty."""
    if value:
        entry[field] = value


def put_imo(entry: Entry, number: str, *, certain: bool) -> None:
    """Set the IMO number; one that was not verified becomes an uncertain identifier."""
    if number and certain:
        entry["imo"] = number
    elif number:
        entry["identifiers"] = [{"type": "imo", "value": number, "certain": "false"}]


def put_numbers(entry: Entry, numbers: list[tuple[str, str]], *, certain: bool) -> None:
    """Add identifiers; `654420047 (KP)` carries its country."""
    for kind, cell in numbers:
        if not cell:
            continue
        value, _, country = cell.partition(" (")
        number = {"type": kind, "value": value}
        if country:
            number["country"] = country.rstrip(")")
        if not certain:
            number["certain"] = "false"
        entry.setdefault("identifiers", []).append(number)


# A scalar that YAML reads as itself without quotes; everything else is quoted as in JSON.
_PLAIN = re.compile(r"[A-Za-z가-힣一-鿿А-Яа-я][\w .()/+-]*(?<! )|\d{4}-\d\d-\d\d")

_WORDS = frozenset(["yes", "no", "on", "off", "true", "null", "y", "n"])


def scalar(text: str) -> str:
    """Write one scalar."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def inline(value: str | dict[str, str]) -> str:
    """Write a scalar or a small mapping on one line."""
    if isinstance(value, str):
        return scalar(value)
    return "{" + ", ".join(f"{key}: {scalar(item)}" for key, item in value.items()) + "}"


def emit(
    name: str,
    title: str,
    notice: str,
    subjects: dict[tuple[str, str], list[Entry]],
    source: str,
) -> str:
    """Write one file of the built-in list."""
    lines = [
        "# Generated by lists/builtin/compile.py; change the facts or the script, not this file.",
        "schema: 1",
        "kind: list",
        f"name: {name}",
        f"title: {scalar(title)}",
        f"date: {COMPILED}",
        f"notice: {scalar(notice)}",
        f"sources: [{scalar(source)}]",
        "subjects:",
    ]
    for (key, kind), entries in subjects.items():
        lines += [f"- key: {scalar(key)}", f"  kind: {kind}", "  designations:"]
        for entry in entries:
            mark = "  - "
            for field, value in entry.items():
                if isinstance(value, list):
                    shown = "[" + ", ".join(map(inline, value)) + "]"
                else:
                    shown = inline(value)
                lines.append(f"{mark}{field}: {shown}")
                mark = "    "
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
