"""The world of the scripted week: lists in official formats and articles, and how both change.

Owns everything that is written for the runs to read. A world is made of a seed alone, so that a
week that failed can be had again. It knows nothing of xref.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2026, 1, 5)


@dataclass
class Entry:
    """One entry of a list, as far as the hand-made files print it."""

    number: str
    name: str
    programme: str = "DPRK2"
    kind: str = "individual"
    born: str = ""
    passport: str = ""
    imo: str = ""
    title: str = ""
    #: Kind of alias (`aka`, `fka`, or `weak`) and spelling.
    aliases: list[tuple[str, str]] = field(default_factory=list)
    more_programmes: list[str] = field(default_factory=list)
    listed: bool = True
    delisted: bool = False


# OFAC: SDN.CSV, ALT.CSV


def _cell(text: str) -> str:
    return f'"{text}"' if text else "-0- "


def write_ofac(folder: Path, entries: list[Entry], base: Path | None = None) -> Path:
    """`sdn.csv` and `alt.csv` side by side; behind the rows of a real copy if one is given."""
    rows, aliases, serial = [], [], 900_000
    for each in entries:
        if not each.listed:
            continue
        remarks = [f"DOB {each.born}"] if each.born else []
        if each.kind == "individual":
            remarks.append("nationality Korea, North")
        if each.passport:
            remarks.append(f"Passport {each.passport} (Korea, North)")
        if each.imo:
            remarks.append(f"Vessel Registration Identification IMO {each.imo}")
        remarks += [f"a.k.a. '{name}'" for kind, name in each.aliases if kind == "weak"]
        programmes = "] [".join([each.programme, *each.more_programmes])
        kind = "" if each.kind == "entity" else each.kind
        cells = [each.number, f'"{each.name}"', _cell(kind), f'"{programmes}"', _cell(each.title)]
        cells += ["-0- "] * 6
        cells.append(_cell("; ".join(remarks) + "." if remarks else ""))
        rows.append(",".join(cells))
        for kind, name in each.aliases:
            if kind != "weak":
                serial += 1
                aliases.append(f'{each.number},{serial},"{kind}","{name}",-0- ')
    before = dict.fromkeys(("sdn.csv", "alt.csv"), b"")
    if base is not None:
        for name in before:
            copy = base.parent / base.name.replace("sdn.csv", name)
            # Copies end in 0x1A, one in a row of it.
            whole = copy.read_bytes().partition(b"\x1a")[0] if copy.exists() else b""
            before[name] = whole.rstrip(b"\r\n") + b"\r\n" if whole else b""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("sdn.csv", rows), ("alt.csv", aliases)):
        data = "".join(f"{line}\r\n" for line in lines).encode()
        (folder / name).write_bytes(before[name] + data)
    return folder / "sdn.csv"


# The UN: consolidated XML


def write_un(path: Path, entries: list[Entry], day: date, base: Path | None = None) -> Path:
    """The consolidated list; the hand-made entries stand before those of a real copy."""
    people = []
    for each in entries:
        if not each.listed:
            continue
        first, *more = each.name.split()
        ranks = ("SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
        names = "".join(f"<{rank}>{part}</{rank}>" for rank, part in zip(ranks, more, strict=False))
        aliases = "".join(
            f"<INDIVIDUAL_ALIAS><QUALITY>{'Low' if kind == 'weak' else 'Good'}</QUALITY>"
            f"<ALIAS_NAME>{name}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
            for kind, name in each.aliases
        )
        born = (
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>"
            f"<DATE>{each.born}</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
            if each.born
            else ""
        )
        passport = (
            "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
            f"<NUMBER>{each.passport}</NUMBER></INDIVIDUAL_DOCUMENT>"
            if each.passport
            else ""
        )
        people.append(
            f"<INDIVIDUAL><DATAID>{each.number[-3:]}</DATAID><FIRST_NAME>{first}</FIRST_NAME>"
            f"{names}<UN_LIST_TYPE>{each.programme}</UN_LIST_TYPE>"
            f"<REFERENCE_NUMBER>{each.number}</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON>"
            f"<DESIGNATION><VALUE>{each.title}</VALUE></DESIGNATION>"
            "<NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>"
            f"<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>{aliases}{born}{passport}</INDIVIDUAL>"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    if base is not None:
        whole = base.read_text(encoding="utf-8")
        assert whole.count("<INDIVIDUALS>") == 1
        path.write_text(
            whole.replace("<INDIVIDUALS>", "<INDIVIDUALS>" + "".join(people)), encoding="utf-8"
        )
        return path
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00.000Z"><INDIVIDUALS>'
        + "".join(people)
        + "</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>\n",
        encoding="utf-8",
    )
    return path


# Switzerland: the list that keeps entries it has taken off


def write_seco(path: Path, entries: list[Entry], day: date) -> Path:
    """The Swiss list as XML; a de-listed entry stays in the file."""
    targets = []
    for n, each in enumerate(entries, 1):
        if not each.listed:
            continue
        given, family = each.name.split()[1:], each.name.split()[0]
        parts = [("family-name", family), ("given-name", " ".join(given))]
        names = "".join(
            f'<name-part order="{m}" name-part-type="{kind}"><value>{text}</value></name-part>'
            for m, (kind, text) in enumerate(parts, 1)
        )
        born = ""
        if each.born:
            year, month, of_month = each.born.split("-")
            born = (
                f'<day-month-year ssid="{n}7" day="{int(of_month)}" month="{int(month)}" '
                f'year="{year}" calendar="Gregorian" quality="good"/>'
            )
        gone = (
            f'<modification modification-type="de-listed" effective-date="{day}"/>'
            if each.delisted
            else ""
        )
        targets.append(
            f'<target ssid="{each.number}" sanctions-set-id="34422"><individual sex="female">'
            f'<identity ssid="{each.number}1" main="true"><name ssid="{n}3" '
            f'name-type="primary-name" quality="good" lang="eng">{names}</name>{born}'
            f'<nationality ssid="{n}2"><country iso-code="KP">Korea</country></nationality>'
            f"</identity></individual>{gone}"
            '<modification modification-type="listed" effective-date="2016-05-18"/></target>'
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<swiss-sanctions-list list-type="whole-list" date="{day}">'
        '<sanctions-program ssid="900" version-date="2016-05-18">'
        '<program-key lang="eng">North Korea</program-key>'
        '<program-name lang="eng">Ordinance of 18 May 2016 (SR 946.231.127.6)</program-name>'
        '<sanctions-set ssid="34422" lang="eng">Annex 1</sanctions-set></sanctions-program>'
        + "".join(targets)
        + "</swiss-sanctions-list>\n",
        encoding="utf-8",
    )
    return path


def first_lists() -> tuple[list[Entry], list[Entry], list[Entry]]:
    """What OFAC, the UN and Switzerland list at the beginning of the week."""
    ofac = [
        Entry("60101", "KIM, Yong Chol", born="27 Jul 1957", aliases=[("aka", "KIM, Yo'ng-chol")]),
        Entry("60102", "PAK, Chun Il", "DPRK3", born="28 Jul 1954", passport="836410099"),
        Entry("60103", "RI, Pyong Chol", born="1948"),
        Entry("60104", "MUN, Kyong Hwan", born="22 Aug 1967", passport="381120660"),
        Entry("60105", "PAEK MA STAR", "DPRK4", "vessel", imo="9074729"),
        Entry("60106", "KUMGANG ORE TRADING CORPORATION", "DPRK3", "entity"),
        Entry("60107", "CHOE, Song Nam", "DPRK3", born="7 Jan 1979"),
        Entry("60108", "O, Kuk Ryol", "DPRK2", aliases=[("weak", "O KUK")]),
        Entry("60109", "SIN, Tong Myong", "DPRK2", more_programmes=["NPWMD"]),
        Entry("60110", "RI, Pyong Chol", "NPWMD", born="2 Feb 1971", listed=False),
        Entry("60111", "JANG, Myong Jin", "DPRK2"),
        Entry("60112", "HYON, Kwang Il", "DPRK2"),
        Entry("60113", "JO, Yong Chol", "DPRK2", born="30 Sep 1973"),
    ]  # fmt: skip
    un = [
        Entry("KPi.901", "KIM YONG CHOL", "DPRK", born="1957-07-27", listed=False),
        Entry("KPi.902", "CHOE CHUN SIK", "DPRK", title="Director of a bureau"),
        Entry("KPi.903", "JO YONG CHOL", "DPRK", born="1973-09-30"),
    ]
    seco = [
        Entry("9001", "HAN Sol-mae", born="1954-09-18"),
        Entry("9002", "PAEK Se-bong", born="1938-03-21"),
    ]
    return ofac, un, seco


def _of(entries: list[Entry], number: str) -> Entry:
    return next(each for each in entries if each.number == number)


@dataclass
class Lists:
    """The three lists of one day."""

    ofac: list[Entry]
    un: list[Entry]
    seco: list[Entry]


def _gain_programme(lists: Lists) -> None:
    _of(lists.ofac, "60102").more_programmes.append("RUSSIA-EO14024")


def _gain_alias(lists: Lists) -> None:
    _of(lists.ofac, "60107").aliases.append(("aka", "CHOI, Seong-nam"))


def _new_authority(lists: Lists) -> None:
    _of(lists.un, "KPi.901").listed = True


def _namesake(lists: Lists) -> None:
    _of(lists.ofac, "60110").listed = True


def _lose_passport(lists: Lists) -> None:
    _of(lists.ofac, "60104").passport = ""


def _delist(lists: Lists) -> None:
    _of(lists.seco, "9001").delisted = True


def _born(lists: Lists) -> None:
    _of(lists.un, "KPi.902").born = "1955-12-01"


def _removed(lists: Lists) -> None:
    # The first stays listed by the UN, the second by nobody.
    _of(lists.ofac, "60113").listed = False
    _of(lists.ofac, "60106").listed = False


def _parted(lists: Lists) -> None:
    # A birth date that no man of the American entry can have: no longer one subject.
    _of(lists.un, "KPi.901").born = "1931-04-02"


def _lose_programme(lists: Lists) -> None:
    _of(lists.ofac, "60109").more_programmes.clear()


def _lose_alias(lists: Lists) -> None:
    _of(lists.ofac, "60108").aliases.clear()


def _back(lists: Lists) -> None:
    _of(lists.ofac, "60106").listed = True


def _gain_passport(lists: Lists) -> None:
    _of(lists.un, "KPi.903").passport = "654310776"


#: In this order, spread over the days after the first.
EVENTS: tuple[Callable[[Lists], None], ...] = (
    _gain_programme, _new_authority, _gain_alias, _born, _namesake, _lose_passport, _parted,
    _delist, _removed, _lose_programme, _gain_passport, _lose_alias, _back,
)  # fmt: skip

NAMES = (
    "Kim Yong Chol", "Pak Chun Il", "Ri Pyong Chol", "Mun Kyong Hwan", "Choe Song Nam",
    "O Kuk Ryol", "Sin Tong Myong", "Jang Myong Jin", "Hyon Kwang Il", "Choe Chun Sik",
    "Jo Yong Chol", "Han Sol Mae", "Paek Se Bong",
)  # fmt: skip
SPELLINGS = {
    "Kim Yong Chol": ("Kim Yong-chol", "Kim Yong Chul", "김영철"),
    "Han Sol Mae": ("Han Sol-mae",),
    "Pak Chun Il": ("Pak Chun-il", "Park Chun-il"),
}
SAYINGS = (
    "{name}, a spokesman of the steel maker, said prices rose.",
    "{name} opened a bakery in the old harbour quarter on Monday.",
    "The choir was led by {name}, who has taught music since 1990.",
    "Asked about the weather, {name} laughed.",
    "General {name} inspected a unit of the North Korean army.",
    "{name}, a North Korean official, was named in a report on arms.",
    "“We shall see,” {name} told the paper.",
    "The South Korean actor {name} won a prize for the film.",
    "The dentist {name} said children eat too much sugar.",
)  # fmt: skip
THINGS = (
    "The cargo ship Paek Ma Star left Chongjin with coal.",
    "The tanker Paek Ma Star was seen off Nampo.",
    "Kumgang Ore Trading Corporation sold two mills.",
    "A clerk of Kumgang Ore Trading Corporation was asked about the invoice.",
)
FILLERS = (
    "Traders in the market spoke of a quiet morning.", "Rain is expected in the north by evening.",
    "The council will meet again in two weeks.", "Prices of cabbage fell for the third week.",
    "A new bridge shall be built before winter.", "Visitors were few, and the fair closed early.",
    "The library lends skates from December on.", "Two roads were shut after the storm.",
    "Engineers checked the dam and found no fault.", "The band played until the lights went out.",
    "Fishermen reported a good catch of squid.", "The school opens a second room for painting.",
)  # fmt: skip
SOURCES = ("wire", "agency/north", "paper", "alerts")


class World:
    """Lists and articles of a week.

    Args:
        root: Holds `news/` and `lists/`.
        seed: Everything follows from it.
        days: How many there are; the events are spread over all but the first.
        base: Real copies of lists for each day: OFAC and UN.
        feed: Real articles for each day, as JSON Lines.
    """

    def __init__(
        self,
        root: Path,
        seed: int,
        days: int,
        *,
        base: list[tuple[Path, Path]] | None = None,
        feed: list[list[dict[str, str]]] | None = None,
    ) -> None:
        self.root = root
        self.days = days
        self.chance = random.Random(seed)  # noqa: S311 - cases, not secrets
        self.lists = Lists(*first_lists())
        self._base = base
        self._feed = feed
        self._stories: list[str] = []
        self._written: list[Path] = []
        #: Paths that were changed or removed on a day.
        self.changed: list[str] = []
        self.removed: list[str] = []

    def date(self, day: int) -> date:
        """The date of a day of the week, from 0."""
        return FIRST_DAY + timedelta(day)

    def begin(self, day: int) -> list[str]:
        """Write what is new on a day; returns the list files."""
        if day:
            share = len(EVENTS) / (self.days - 1)
            for event in EVENTS[round((day - 1) * share) : round(day * share)]:
                event(self.lists)
            self._random_change()
        self._write_articles(day)
        folder = self.root / "lists" / str(day)
        ofac, un = self._base[day] if self._base else (None, None)
        paths = [
            write_ofac(folder, self.lists.ofac, ofac),
            write_un(folder / "consolidated.xml", self.lists.un, self.date(day), un),
            write_seco(folder / "seco.xml", self.lists.seco, self.date(day)),
        ]
        return [path.relative_to(self.root).as_posix() for path in paths]

    def _random_change(self) -> None:
        """Something that nobody planned happens to an entry."""
        entry = self.chance.choice([each for each in self.lists.ofac if each.listed])
        what = self.chance.randrange(5)
        if what == 0:
            entry.more_programmes.append(self.chance.choice(("IRAN", "CYBER2", "RUSSIA-EO14024")))
        elif what == 1 and entry.kind == "individual":
            entry.aliases.append(("weak", f"THE {self.chance.choice(('FOX', 'HERON', 'OWL'))}"))
        elif what == 2 and entry.kind == "individual":
            entry.passport = str(self.chance.randrange(10**8, 10**9))
        elif what == 3:
            # A post is not what a decision rests on.
            entry.title = self.chance.choice(("Deputy Director", "Member of the Committee"))

    def _write_articles(self, day: int) -> None:
        chance, today = self.chance, self.date(day)
        self.changed, self.removed = [], []
        if day == 0:
            # One article on each subject that an event will befall, cleared on the first day.
            for n, name in enumerate(NAMES):
                self._write(f"wire/{today}/fixed-{n:02}.txt", SAYINGS[0].format(name=name))
            for n, text in enumerate(THINGS[::2]):
                self._write(f"wire/{today}/fixed-thing-{n}.txt", text)
            self._write(f"wire/{today}/fixed-reworded.txt", SAYINGS[3].format(name=NAMES[7]))
        if day == self.days // 2:
            officer = SAYINGS[4].format(name=NAMES[7])
            self._write(f"wire/{self.date(0)}/fixed-reworded.txt", officer)
        for source in SOURCES:
            for n in range(chance.randrange(1, 4)):
                self._write(f"{source}/{today}/{day}-{n}.txt", self._story())
        # A byline or standing sentence that comes every day.
        name = NAMES[chance.randrange(3)]
        self._write(f"paper/{today}/standing.txt", SAYINGS[2].format(name=name))
        if chance.random() < 0.8:
            self._copies(day)
        if day and chance.random() < 0.7:
            self._change()
        if day and chance.random() < 0.5:
            gone = chance.choice([path for path in self._written if "fixed" not in path.name])
            self._written.remove(gone)
            gone.unlink()
            self.removed.append(gone.relative_to(self.root / "news").as_posix())
        if self._feed is not None:
            path = self.root / "news" / "feed" / f"{today}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(each, ensure_ascii=False) for each in self._feed[day])
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def _name(self) -> str:
        name = self.chance.choice(NAMES)
        return self.chance.choice((name, name, *SPELLINGS.get(name, ())))

    def _story(self, sentences: int = 3) -> str:
        chance = self.chance
        texts = chance.sample(FILLERS, sentences)
        for _ in range(chance.randrange(1, 3)):
            told = chance.choice((*SAYINGS, *SAYINGS, *THINGS)).format(name=self._name())
            texts.insert(chance.randrange(len(texts)), told)
        return " ".join(texts)

    def _copies(self, day: int) -> None:
        """A long story in one paper, and the same under a dateline in others, before and after."""
        today = self.date(day)
        if self._stories and self.chance.random() < 0.5:
            story = self.chance.choice(self._stories)
        else:
            story = self._story(9)
            self._stories.append(story)
        for source in self.chance.sample(SOURCES, 2):
            dateline = self.chance.choice(("SEOUL -- ", "TOKYO (wire) -- ", ""))
            self._write(f"{source}/{today}/copy-{day}.txt", dateline + story)

    def _change(self) -> None:
        """An article is published anew: with a sentence more, another spelling, or only a comma."""
        path = self.chance.choice([each for each in self._written if "fixed" not in each.name])
        text = path.read_text(encoding="utf-8").strip()
        what = self.chance.randrange(4)
        if what == 0:
            text += " " + self.chance.choice(SAYINGS).format(name=self._name())
        elif what == 1:
            text = text.replace("Kim Yong Chol", "Kim Yong-chol").replace("Pak", "Park")
        elif what == 2:
            text = "General staff news. " + text
        else:
            text += " " + self.chance.choice(FILLERS)
        path.write_text(text + "\n", encoding="utf-8")
        self.changed.append(path.relative_to(self.root / "news").as_posix())

    def _write(self, name: str, text: str) -> None:
        path = self.root / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        self._written.append(path)
