"""Speed and memory of the list readers, each on a list made large enough to measure.

Usage: `python benchmarks/parse_lists.py [FILE ...]`; `ofac_advanced_file.py` writes a file as
large as SDN_ADVANCED.XML to measure. Without files, an invented list of each format is
written to a temporary folder. Prints for each reader: size, entries, seconds, MB a second
of CPU time (others may use the machine), and by how much the peak of resident memory grew
while the file was read (the designations are counted and thrown away, so a reader that
kept the file would show). Each file is read in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ofac_advanced_file import write_file

from xref.lists import load_lists
from xref.lists.files import ListFile, list_files
from xref.lists.readers.base import Tally

ENTRIES = 20_000
# A party of SDN_ADVANCED.XML has 7 kB, ten times an entry of the others.
PARTIES = 3_000

SDN_ROW = (
    '{n},"EXAMPLE {n}, Sol Mae","individual","DPRK2] [CYBER2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 27 Jul 1957; nationality Korea, North; Gender Male; Secondary sanctions risk: North '
    "Korea Sanctions Regulations, sections 510.201 and 510.210; Passport {n} (Korea, North); "
    "a.k.a. 'EXAMPLE {n}, Solmae'; Linked To: EXAMPLE CORPORATION.\"\r\n"
)
SDN_ENTRY = (
    "<sdnEntry><uid>{n}</uid><firstName>Sol Mae</firstName><lastName>EXAMPLE {n}</lastName>"
    "<sdnType>Individual</sdnType><programList><program>DPRK2</program></programList>"
    "<idList><id><uid>1</uid><idType>Passport</idType><idNumber>{n}</idNumber>"
    "<idCountry>Korea, North</idCountry></id></idList><akaList><aka><uid>2</uid>"
    "<type>a.k.a.</type><category>weak</category><lastName>EXAMPLE {n}</lastName>"
    "<firstName>Solmae</firstName></aka></akaList><dateOfBirthList><dateOfBirthItem>"
    "<dateOfBirth>27 Jul 1957</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>"
    "</dateOfBirthList></sdnEntry>\n"
)
UN_ENTRY = (
    "<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>EXAMPLE {n}</FIRST_NAME>"
    "<SECOND_NAME>SOL-MAE</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>KPi.{n}</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON>"
    "<COMMENTS1>An entry that was invented to measure.</COMMENTS1><INDIVIDUAL_ALIAS>"
    "<QUALITY>Good</QUALITY><ALIAS_NAME>Example {n}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1957-07-27</DATE>"
    "</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>\n"
)
ENTITY = (
    '<entity id="{n}"><generalInfo><entityType>Individual</entityType></generalInfo>'
    '<sanctionsLists><sanctionsList datePublished="2024-12-16">SDN List</sanctionsList>'
    "</sanctionsLists><sanctionsPrograms><sanctionsProgram>DPRK2</sanctionsProgram>"
    "</sanctionsPrograms><legalAuthorities><legalAuthority>Executive Order 13551 (North Korea)"
    "</legalAuthority></legalAuthorities><names><name><isPrimary>true</isPrimary>"
    "<isLowQuality>false</isLowQuality><translations><translation><isPrimary>true</isPrimary>"
    "<formattedFullName>EXAMPLE {n}, Sol Mae</formattedFullName><nameParts><namePart>"
    "<type>Last Name</type><value>Example {n}</value></namePart><namePart><type>First Name</type>"
    "<value>Sol Mae</value></namePart></nameParts></translation></translations></name></names>"
    "<features><feature><type>Birthdate</type><value>27 Jul 1957</value><isPrimary>true"
    "</isPrimary></feature></features></entity>\n"
)
TARGET = (
    '"NK-{n}","Person","Example {n} Sol Mae","한설매;Han Solmae","1957-07-27","kp","","{n}",'
    '"A listing","","","","Example","","2026-01-01T00:00:00",""\r\n'
)


def invented(folder: Path) -> list[Path]:
    """Write one list of each format and return the files."""
    numbers = range(1, ENTRIES + 1)
    texts = {
        "sdn.csv": "".join(SDN_ROW.format(n=n) for n in numbers) + "\x1a",
        "sdn.xml": "<sdnList xmlns='http://tempuri.org/sdnList.xsd'><publshInformation>"
        f"<Record_Count>{ENTRIES}</Record_Count></publshInformation>"
        + "".join(SDN_ENTRY.format(n=n) for n in numbers)
        + "</sdnList>",
        "enhanced.xml": '<sanctionsData xmlns="https://x/exports/ENHANCED_XML"><entities>'
        + "".join(ENTITY.format(n=n) for n in numbers)
        + "</entities></sanctionsData>",
        "un.xml": "<CONSOLIDATED_LIST><INDIVIDUALS>"
        + "".join(UN_ENTRY.format(n=n) for n in numbers)
        + "</INDIVIDUALS></CONSOLIDATED_LIST>",
        "targets.simple.csv": "id,schema,name,aliases,birth_date,countries,addresses,identifiers,"
        "sanctions,phones,emails,program_ids,dataset,first_seen,last_seen,last_change\r\n"
        + "".join(TARGET.format(n=n) for n in numbers),
        "watch.csv": "name,kind,aliases,dob,country\n"
        + "".join(f"Example {n} Sol Mae,person,A|B,1957-07-27,KP\n" for n in numbers),
        "own.yml": "schema: 1\nkind: list\nname: own\ntitle: T\nauthority: A\ndesignations:\n"
        + "".join(
            f'- {{name: Example {n} Sol Mae, kind: person, reference: "{n}", listed_on: 2024-12}}\n'
            for n in numbers
        ),
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    write_file(folder / "advanced.xml", PARTIES)
    return [folder / name for name in (*texts, "advanced.xml")]


def peak_memory() -> float:
    """Return the peak of this process's resident memory in MB.

    Linux hands `ru_maxrss` of the parent down to a child, so its own mark is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(file: ListFile) -> None:
    """Read one file and print a line; run in a process of its own, for its peak memory."""
    size = sum(path.stat().st_size for path in file.files) / 1e6
    before = peak_memory()
    start, used = time.perf_counter(), time.process_time()
    count = sum(1 for _ in file.reader.read(file.path, Tally(file.path)))
    seconds, used = time.perf_counter() - start, time.process_time() - used
    peak = peak_memory() - before
    print(
        f"{file.reader.FORMAT:18} {size:6.1f} MB {count:7,} entries {seconds:6.2f} s "
        f"({used:.2f} s of CPU) {size / used:6.1f} MB/s of CPU  peak +{peak:.1f} MB",
        flush=True,
    )


def main() -> None:
    """Measure the files given, or invented ones; then the built-in list."""
    if sys.argv[1:2] == ["--one"]:
        with tempfile.TemporaryDirectory() as scratch:
            for file in list_files(sys.argv[2], Path(scratch))[0]:
                measure(file)
        return
    with tempfile.TemporaryDirectory() as folder:
        for path in [Path(name) for name in sys.argv[1:]] or invented(Path(folder)):
            subprocess.run([sys.executable, __file__, "--one", str(path)], check=True)
    load_lists()
    start = time.perf_counter()
    lists = load_lists()
    seconds = time.perf_counter() - start
    print(f"built-in list: {len(lists.designations)} entries in {seconds:.2f} s")


if __name__ == "__main__":
    main()
