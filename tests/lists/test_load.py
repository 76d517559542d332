"""Sources of `load_lists`: names, files, folders, and everything that is none."""

from __future__ import annotations

import hashlib
import logging
import pickle
import shutil
from pathlib import Path

import pytest

from xref.errors import ExitCode, ListError, ListFormatError, ListParseError
from xref.lists import load_lists


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("us-ofc-sdn", "no list and no file is called 'us-ofc-sdn'", "us-ofac-sdn"),
        ("nowhere/at/all.csv", "no list and no file", "the catalogue has"),
        ("us-ofac-sdn", "no copy of list us-ofac-sdn is at hand", "fetch it from https://"),
        ("gb-ofsi", "list gb-ofsi is retired", "use gb-uksl"),
    ],
)
def test_name_without_a_copy(source: str, message: str, hint: str) -> None:
    """A name that leads to nothing is an error with a hint, never an empty list."""
    with pytest.raises(ListError, match=message) as caught:
        load_lists(source)
    assert hint in (caught.value.hint or "")
    assert caught.value.exit_code == ExitCode.LISTS


def test_path_of_a_list_name(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder called like a list is meant only if it is written as a path."""
    shutil.copytree(data / "ofac", tmp_path / "us-ofac-sdn")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ListError) as caught:
        load_lists("us-ofac-sdn")
    assert "./us-ofac-sdn" in (caught.value.hint or "")
    assert len(load_lists("./us-ofac-sdn").designations) == 7
    assert len(load_lists(Path("us-ofac-sdn")).designations) == 7


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"%PDF-1.7", "PDF"),
        ("name\nKum Ya\n".encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<unknown/>", "known: ofac-"),
        (b"a,b,c\n1,2,3\n", "known: ofac-"),
    ],
)
def test_unknown_format(tmp_path: Path, content: bytes, hint: str) -> None:
    """A file that no reader knows is refused, with what it looks like."""
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(ListFormatError, match="no reader knows this format") as caught:
        load_lists(tmp_path / "list.csv")
    assert hint in (caught.value.hint or "")


def test_empty_file(tmp_path: Path) -> None:
    """An empty file is an error: it would clear everybody."""
    (tmp_path / "sdn.csv").touch()
    with pytest.raises(ListError, match="the file is empty"):
        load_lists(tmp_path / "sdn.csv")


@pytest.mark.parametrize("content", [None, b""])
def test_folder_without_a_list(tmp_path: Path, content: bytes | None) -> None:
    """A folder that holds no list is an error."""
    if content is not None:
        (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(ListError, match="no list in folder"):
        load_lists(tmp_path)


def test_format_is_told_by_content(data: Path, tmp_path: Path) -> None:
    """Names and endings say nothing about the format."""
    shutil.copy(data / "un" / "consolidated.xml", tmp_path / "sdn.csv")
    assert load_lists(tmp_path / "sdn.csv").versions[0].format == "un-xml"


def test_folder(data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A folder gives all its lists, siblings with their main file; the rest is named."""
    shutil.copytree(data / "ofac", tmp_path, dirs_exist_ok=True)
    shutil.copy(data / "un" / "consolidated.xml", tmp_path)
    shutil.copy(data / "ofac-dated" / "2021-08.alt.csv", tmp_path)
    (tmp_path / "README.md").write_text("words")
    (tmp_path / "old").mkdir()
    with caplog.at_level(logging.WARNING, logger="xref.lists"):
        found = load_lists(tmp_path)
    assert [version.name for version in found.versions] == ["un-sc", "us-ofac-sdn"]
    skipped = [r.getMessage() for r in caplog.records if "skipped" in r.getMessage()]
    assert len(skipped) == 3
    assert any("2021-08.alt.csv" in text and "needs its sdn file" in text for text in skipped)


def test_broken_file_in_a_folder(data: Path, tmp_path: Path) -> None:
    """A broken list is not skipped: half of the lists would screen as if it were all."""
    shutil.copy(data / "un" / "consolidated.xml", tmp_path)
    whole = (data / "ofac-xml" / "sdn.xml").read_bytes()
    (tmp_path / "sdn.xml").write_bytes(whole[:500])
    with pytest.raises(ListParseError, match=r"sdn\.xml"):
        load_lists(tmp_path)


def test_version_hashes_all_bytes(data: Path) -> None:
    """The hash covers the main file and its siblings, in the order of `files`."""
    (version,) = load_lists(data / "ofac" / "sdn.csv").versions
    whole = b"".join((data / "ofac" / name).read_bytes() for name in version.files)
    assert version.sha256 == hashlib.sha256(whole).hexdigest()
    assert version.path == str(data / "ofac" / "sdn.csv")


def test_part_of_a_list_is_said(data: Path) -> None:
    """A copy far smaller than the list is used, and the version says that it is a part."""
    (version,) = load_lists(data / "un" / "consolidated.xml").versions
    assert "a whole copy has at least 800" in (version.notice or "")


def test_counts_are_logged(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Counts by kind go to the log, and no name does."""
    with caplog.at_level(logging.INFO, logger="xref.lists"):
        load_lists(data / "ofac" / "sdn.csv")
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "2 person, 2 vessel, 2 organisation, 1 aircraft" in text
    assert "HAN" not in text


def test_two_copies_are_said(data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An entry in two copies of a list is taken from the later one, and that is logged."""
    text = (data / "ofac-xml" / "sdn.xml").read_text()
    (tmp_path / "new.xml").write_text(text.replace("<lastName>HAN<", "<lastName>HAHN<", 1))
    with caplog.at_level(logging.WARNING, logger="xref.lists"):
        found = load_lists(data / "ofac-xml" / "sdn.xml", tmp_path / "new.xml")
    entry = found.subject("us-ofac-sdn:101")
    assert entry is not None
    assert entry.name == "HAHN, Sol Mae"
    assert "2 copies of us-ofac-sdn" in caplog.text


def test_two_lists_of_one_name(data: Path, tmp_path: Path) -> None:
    """Two lists of the user's with one name would replace each other's entries."""
    shutil.copy(data / "names" / "plain.txt", tmp_path)
    with pytest.raises(ListError, match="2 lists are called plain"):
        load_lists(data / "names" / "plain.txt", tmp_path / "plain.txt")
    same = data / "names" / "plain.txt"
    assert len(load_lists(same, same).designations) == 3


def test_name_of_the_catalogue_is_taken(tmp_path: Path) -> None:
    """A user's table called like an official list would replace official entries."""
    (tmp_path / "un-sc.csv").write_text("name,id\nHan Sol Mae,KPi.001\n")
    with pytest.raises(ListError, match="cannot be called un-sc"):
        load_lists(tmp_path / "un-sc.csv")


def test_new_list_in_a_plain_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that the catalogue says is a plain table takes its authority from there."""
    from xref.lists import load
    from xref.lists.catalogue import catalogue, read_catalogue
    from xref.lists.readers import names_csv

    (tmp_path / "defs").mkdir()
    (tmp_path / "defs" / "nz-new.yml").write_text(
        "schema: 1\nkind: definition\nname: nz-new\norder: 115\ntitle: A new list\n"
        "authority: NZ\ncountry: NZ\nlicence: L\nterms: T\ncadence: C\nformats: [names-csv]\n"
    )
    wider = {**catalogue(), **read_catalogue(tmp_path / "defs")}
    monkeypatch.setattr(load, "catalogue", lambda: wider)
    monkeypatch.setattr(names_csv, "catalogue", lambda: wider)
    (tmp_path / "nz-new.csv").write_text("name,id\nHan Sol Mae,7\n")
    found = load_lists(tmp_path / "nz-new.csv")
    assert [(d.id, d.authority) for d in found.designations] == [("nz-new:7", "NZ")]
    assert found.versions[0].title == "A new list"


def test_endless_field(data: Path, tmp_path: Path) -> None:
    """A field that never ends is refused, in a table and in XML."""
    text = (data / "un" / "consolidated.xml").read_text(encoding="utf-8")
    (tmp_path / "un.xml").write_text(text.replace("Example of", "x" * 200_000), encoding="utf-8")
    with pytest.raises(ListParseError, match="a field longer than 131072"):
        load_lists(tmp_path / "un.xml")
    (tmp_path / "w.csv").write_text("name\n" + "x" * 300_000 + "\n")
    with pytest.raises(ListParseError, match="a line longer than"):
        load_lists(tmp_path / "w.csv")


def test_official_copy_beside_one_by_hand(data: Path) -> None:
    """An official entry replaces one compiled by hand and keeps its place in the subject."""
    by_hand, official = data / "yaml" / "two-authorities.yml", data / "ofac" / "sdn.csv"
    for sources in ((by_hand, official), (official, by_hand)):
        found = load_lists(*sources)
        person = found.subject("us-ofac-sdn:101")
        assert person is not None
        assert person.authorities == ("US-OFAC", "EXAMPLE")
        assert person.designations[0].numbers("passport") == ("654420999", "P-12")


def test_file_that_changes_while_it_is_read(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was hashed is what was read, or nothing is used."""
    from xref.lists.readers import un_xml

    path = tmp_path / "un.xml"
    shutil.copy(data / "un" / "consolidated.xml", path)
    plain = un_xml._entry

    def slow(*args: object) -> object:
        with path.open("a") as file:
            file.write(" ")
        return plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(un_xml, "_entry", slow)
    with pytest.raises(ListParseError, match="changed while it was read"):
        load_lists(path)


def test_errors_survive_pickling() -> None:
    """Errors reach a caller in another process with message and hint."""
    with pytest.raises(ListError) as caught:
        load_lists("us-ofc-sdn")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (again.message, again.hint) == (caught.value.message, caught.value.hint)


@pytest.mark.parametrize(
    "name", ["ofac/sdn.csv", "ofac-xml/sdn.xml", "un/consolidated.xml", "names/watch-list.csv"]
)
def test_any_cut_or_flip_is_a_list_or_an_error(data: Path, tmp_path: Path, name: str) -> None:
    """Damaged bytes give a `ListError` or a whole list, never another exception."""
    whole = (data / name).read_bytes()
    target = tmp_path / Path(name).name
    damaged = [whole[: len(whole) * step // 23] for step in range(1, 23)]
    for step in range(0, len(whole), max(1, len(whole) // 40)):
        damaged += [
            whole[:step] + byte + whole[step + 1 :] for byte in (b"\x00", b'"', b"<", b"\xff")
        ]
    used = 0
    for content in damaged:
        target.write_bytes(content)
        try:
            used += bool(load_lists(target).designations)
        except ListError:
            continue
    assert used < len(damaged)
