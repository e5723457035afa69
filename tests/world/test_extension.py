"""A user's own tables: taken in whole or not at all, kept beside the ledger, and known to every look-up."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.world import folder_of, load_world, take_in
from dragoman.world.tables import COLUMNS

STATE = "XAA,Examplia,Republic of Examplia,,,UN member,,,unverified,own,,"
PERSON = "jane-doe,Jane Doe,Doe,no,high,own,"
TERM = "jane-doe,XAA,president,2020-01-01,,,unverified,own,,"


def write(folder: Path, name: str, table: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join([",".join(COLUMNS[table]), *rows]) + "\n", "utf-8")
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "kz.ledger"


def faults(ledger: Path, *files: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        take_in(files, ledger)
    assert not folder_of(ledger).exists() or not any(folder_of(ledger).iterdir())
    return caught.value.message.splitlines()


def test_tables_are_known_by_their_header_and_kept_beside_the_ledger(tmp_path: Path, ledger: Path) -> None:
    files = [
        write(tmp_path, "who-rules.csv", "tenures.csv", TERM),
        write(tmp_path, "people.csv", "persons.csv", PERSON),
        write(tmp_path, "countries.csv", "states.csv", STATE),
    ]
    taken = take_in(files, ledger)
    assert dict(taken.added) == {"states.csv": 1, "persons.csv": 1, "tenures.csv": 1}
    assert folder_of(ledger) == tmp_path / "kz.world"
    assert load_world(ledger).who("president of Examplia", "2021-01-01")[0].id == "jane-doe"
    assert load_world().who("Examplia") == []


def test_taking_in_twice_is_taking_in_once(tmp_path: Path, ledger: Path) -> None:
    table = write(tmp_path, "my.csv", "states.csv", STATE)
    take_in([table], ledger)
    before = (folder_of(ledger) / "states.csv").read_bytes()
    taken = take_in([table], ledger)
    assert (taken.added.total(), taken.known.total()) == (0, 1)
    assert (folder_of(ledger) / "states.csv").read_bytes() == before


def test_a_corrected_row_takes_the_place_of_the_first(tmp_path: Path, ledger: Path) -> None:
    for name, table, row in (("s", "states.csv", STATE), ("p", "persons.csv", PERSON), ("t", "tenures.csv", TERM)):
        take_in([write(tmp_path, f"{name}.csv", table, row)], ledger)
    ended = TERM.replace("2020-01-01,,", "2020-01-01,2024-01-01,")
    taken = take_in([write(tmp_path, "t.csv", "tenures.csv", ended)], ledger)
    assert taken.changed["tenures.csv"] == 1
    assert load_world(ledger).office("XAA", "president", "2025-01-01") is None


def test_an_own_row_ends_what_ours_left_open(tmp_path: Path, ledger: Path) -> None:
    ours = load_world().office("KAZ", "president", "2024-01-01")
    assert ours is not None
    assert ours.interval.end is None
    rows = [
        f"{ours.person},KAZ,president,{ours.interval.start},2030-01-01,,unverified,own,,",
        TERM.replace("XAA,president,2020", "KAZ,president,2030"),
    ]
    take_in(
        [write(tmp_path, "persons.csv", "persons.csv", PERSON), write(tmp_path, "t.csv", "tenures.csv", *rows)], ledger
    )
    held = load_world(ledger).office("KAZ", "president", "2030-06-01")
    assert held is not None
    assert held.person == "jane-doe"


def test_names_go_to_the_table_of_those_who_bear_them(tmp_path: Path, ledger: Path) -> None:
    rows = [
        "OTS,Council of Exemplars,en,name,,,high,own,",
        "KAZ,Exemplaria,en,name,,,high,own,",
        "KAZ,Exemplar City,en,metonym,,,high,own,",
    ]
    take_in([write(tmp_path, "names.csv", "metonyms.csv", *rows)], ledger)
    kept = {path.name: path.read_text("utf-8").count("\n") - 1 for path in folder_of(ledger).iterdir()}
    assert kept == {"organisation_names.csv": 1, "state_names.csv": 1, "metonyms.csv": 1}


def test_all_faults_of_all_files_are_named_at_once_and_nothing_is_kept(tmp_path: Path, ledger: Path) -> None:
    first = write(
        tmp_path, "a.csv", "memberships.csv",
        "NOORG,KAZ,member,2001,,unverified,own,,",
        "OTS,KAZ,chum,2001,,unverified,own,,",
        "OTS,ISL,member,2001-02-30,,unverified,own,,",
        "OTS,ISL,member,2005,2001,unverified,own,,",
        "OTS,ISL,member,2001-01-01,2001-01-01,unverified,own,,",
        "OTS,ISL,member,2001,2003,high,own,,",
        "OTS,ISL,member",
    )  # fmt: skip
    second = write(tmp_path, "b.csv", "states.csv", "KAZ,Kazakhstan again,,,,test,,,unverified,own,,", STATE)
    told = faults(ledger, first, second)
    assert [line.split(": ")[0] for line in told] == [*(f"{first}:{n}" for n in range(2, 9)), f"{second}:2"]
    for words, line in zip(
        ("NOORG", "chum", "is no date", "ends before", "ends on the day", "never checked", "3 cells"),
        told,
        strict=False,
    ):
        assert words in line


def test_overlapping_terms_are_named_with_both_their_lines(tmp_path: Path, ledger: Path) -> None:
    people = write(tmp_path, "p.csv", "persons.csv", PERSON, PERSON.replace("jane", "john").replace("Jane", "John"))
    country = write(tmp_path, "s.csv", "states.csv", STATE)
    terms = write(tmp_path, "t.csv", "tenures.csv", TERM, TERM.replace("jane", "john").replace("2020", "2022"))
    (told,) = faults(ledger, people, country, terms)
    assert told.startswith(f"{terms}:3: Jane Doe and John Doe ({terms}:2) are both president of XAA on 2022-01-01")
    marked = TERM.replace("jane", "john").replace("2020-01-01,,,", "2022-01-01,,disputed,")
    write(tmp_path, "t.csv", "tenures.csv", TERM, marked)
    take_in([people, country, terms], ledger)
    assert load_world(ledger).office("XAA", "president", "2023-01-01") is None


def test_overlapping_memberships_are_named_but_a_chair_may_be_a_member(tmp_path: Path, ledger: Path) -> None:
    rows = [
        "OTS,ISL,member,2001-01-01,2003-01-01,unverified,own,,",
        "OTS,ISL,chair,2002-01-01,2003-01-01,unverified,own,,",
    ]
    table = write(tmp_path, "m.csv", "memberships.csv", *rows, "OTS,ISL,observer,2002-12-31,,unverified,own,,")
    (told,) = faults(ledger, table)
    assert told.startswith(f"{table}:4: ISL is observer of OTS and member ({table}:2) on 2002-12-31")
    write(tmp_path, "m.csv", "memberships.csv", *rows, "OTS,ISL,observer,2003-01-01,,unverified,own,,")
    assert take_in([table], ledger).added.total() == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"# only a comment\n", "empty"),
        (b"id,name\n", "no table has such a header"),
        (b"Org, State,Status,start,end,certainty,source,checked,note\n", "that of memberships.csv (unknown column 'Org': write 'org'"),
        (b"org,state,status,since,end,certainty,source,checked,note\n", "unknown column 'since': write 'start'"),
        (b"org,state,status,start,end,certainty,source,checked\n", "no column 'note'"),
        (b"org,state,status,since,end,certainty,source,checked,note\n", "unknown column 'since'"),
        (b"org;state;status;start;end;certainty;source;checked;note\n", "separated by ';'"),
        (b"org,state,status,start,end,certainty,source,checked,note\n\xff\xfe,x\n", ":2: the text is not UTF-8"),
        ("org,state,status,start,end,certainty,source,checked,note\n".encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        (b'org,state,status,start,end,certainty,source,checked,note\nOTS,"KAZ,x\n', ":2: this is no CSV"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, ledger: Path, content: bytes, words: str) -> None:
    path = tmp_path / "my.csv"
    path.write_bytes(content)
    told = "\n".join(faults(ledger, path))
    assert told.startswith(f"{path}:")
    assert words in told


def test_a_table_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path, ledger: Path) -> None:
    told = faults(ledger, tmp_path / "none.csv", tmp_path)
    assert all("cannot be opened" in line for line in told)
    assert len(told) == 2


def test_a_table_from_a_spreadsheet_is_read(tmp_path: Path, ledger: Path) -> None:
    text = "\r\n".join([",".join(COLUMNS["states.csv"]), STATE, "," * 11, ""])
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert take_in([path], ledger).added.total() == 1


def test_a_change_of_the_tables_is_seen_by_the_next_look_up(tmp_path: Path, ledger: Path) -> None:
    take_in([write(tmp_path, "s.csv", "states.csv", STATE)], ledger)
    assert load_world(ledger) is load_world(ledger)
    path = folder_of(ledger) / "states.csv"
    path.write_text(path.read_text("utf-8").replace("Examplia", "Sampleland"), "utf-8")
    os.utime(path, ns=(1, 1))
    assert load_world(ledger).who("Sampleland")[0].id == "XAA"


def test_comments_in_an_own_table_stay(tmp_path: Path, ledger: Path) -> None:
    take_in([write(tmp_path, "s.csv", "states.csv", STATE)], ledger)
    path = folder_of(ledger) / "states.csv"
    path.write_text("# from the atlas\n" + path.read_text("utf-8"), "utf-8")
    take_in([write(tmp_path, "s.csv", "states.csv", STATE.replace("XAA,Examplia", "XBB,Sampleland"))], ledger)
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "# from the atlas"
    assert len(lines) == 4


def test_a_registry_is_told_by_its_content_and_taken_in_the_same_way(ledger: Path) -> None:
    registry = Path(__file__).parent / "registries" / "files" / "targets.nested.json"
    assert take_in([registry], ledger).added["tenures.csv"] == 1
    assert load_world(ledger).who("Berta Model", "2015-01-01")[0].office == "prime minister"
    assert take_in([registry], ledger).added.total() == 0


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("state_names.csv", "KAZ,the,en,name,,,high,own,", "a word of every text"),
        ("state_names.csv", "KAZ,And,en,demonym,,,high,own,", "a word of every text"),
        ("state_names.csv", "KAZ,OF,en,name,,,high,own,", "a word of every text"),
        ("person_names.csv", "vladimir-putin,это,ru,name,,,high,own,", "a word of every text"),
        ("organisation_names.csv", "OTS,O,en,acronym,,,high,own,", "one letter"),
        ("organisation_names.csv", "OTS,2022,en,name,,,high,own,", "holds no letter"),
        ("metonyms.csv", "KAZ,Russia,en,metonym,,,high,own,", "the name of another, RUS"),
        ("organisations.csv", "XORG,kazakhstan,igo,,,,,unverified,own,,", "the name of another, KAZ"),
        ("states.csv", "XAA,France,,,,UN member,,,unverified,own,,", "the name of another, FRA"),
        ("states.csv", "Examplia,Examplia,,,,UN member,,,unverified,own,,", "three to five capitals"),
        ("organisations.csv", "Road of X,Road of X,igo,,,,,unverified,own,,", "capitals, digits"),
        ("persons.csv", "Jane Doe,Jane Doe,Doe,no,high,own,", "small letters, digits and hyphens"),
        ("places.csv", "Sampleville!,Sampleville,KAZ,high,own,", "small letters, digits and hyphens"),
        ("persons.csv", "jane-doe,Jane Doe,So,yes,high,own,", "a word of every text"),
        ("persons.csv", "jane-doe,Jane\x07 Doe,Doe,no,high,own,", "a control character (U+0007) stands in 'name'"),
        ("organs.csv", "XYZ,Example Office,the", "a word of every text"),
    ],
)
def test_what_would_poison_every_text_is_refused(
    tmp_path: Path, ledger: Path, table: str, row: str, words: str
) -> None:
    (told,) = faults(ledger, write(tmp_path, "my.csv", table, row))
    assert told.startswith(f"{tmp_path / 'my.csv'}:2: ")
    assert words in told


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("organisation_names.csv", "OTS,IT,en,acronym,,,high,own,"),
        ("persons.csv", "jane-may,Jane May,May,no,high,own,"),
        ("state_names.csv", "KAZ,哈,zh,name,,,high,own,"),
        ("state_names.csv", "KAZ,Kazakhstan,en,name,1991-12-16,,high,own,"),
    ],
)
def test_what_only_looks_like_such_a_word_is_kept(tmp_path: Path, ledger: Path, table: str, row: str) -> None:
    assert take_in([write(tmp_path, "my.csv", table, row)], ledger).added.total() == 1


def test_a_row_with_two_faults_names_both_and_how_a_date_is_written(tmp_path: Path, ledger: Path) -> None:
    (told,) = faults(ledger, write(tmp_path, "m.csv", "memberships.csv", "NOORG,KAZ,chum,1.2.2001,,unverified,own,,"))
    for words in ("'NOORG' is no known organisation", "'chum' is no status", "write 2022, 2022-01 or 2022-01-06"):
        assert told.count(words) == 1


def test_only_the_rows_of_the_file_are_counted(tmp_path: Path, ledger: Path) -> None:
    take_in([write(tmp_path, "s.csv", "states.csv", STATE)], ledger)
    taken = take_in([write(tmp_path, "p.csv", "persons.csv", PERSON)], ledger)
    assert (taken.added.total(), taken.known.total(), taken.changed.total()) == (1, 0, 0)


def test_a_row_that_takes_the_place_of_one_of_ours_is_a_change(tmp_path: Path, ledger: Path) -> None:
    ours = load_world().office("KAZ", "president", "2024-01-01")
    assert ours is not None
    row = f"{ours.person},KAZ,president,{ours.interval.start},2030-01-01,,unverified,own,,"
    taken = take_in([write(tmp_path, "t.csv", "tenures.csv", row)], ledger)
    assert (taken.changed.total(), taken.added.total()) == (1, 0)


def test_a_file_that_gives_no_row_is_named(tmp_path: Path, ledger: Path) -> None:
    empty = write(tmp_path, "s.csv", "states.csv")
    assert take_in([empty], ledger).empty == [empty]
    assert take_in([write(tmp_path, "p.csv", "persons.csv", PERSON)], ledger).empty == []


def test_two_rows_that_differ_in_a_note_alone_are_added_once(tmp_path: Path, ledger: Path) -> None:
    rows = ["KAZ,Exemplaria,en,name,,,high,own,one", "KAZ,Exemplaria,en,name,,,high,own,two"]
    table = write(tmp_path, "n.csv", "state_names.csv", *rows)
    assert take_in([table], ledger).added.total() == 2
    assert take_in([table], ledger).added.total() == 0


def test_those_who_add_at_once_lose_no_row(tmp_path: Path, ledger: Path) -> None:
    tables = [
        write(tmp_path, f"{n}.csv", "persons.csv", f"jane-doe-{n},Jane Doe{n * 'e'},Doe,no,high,own,") for n in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda table: take_in([table], ledger), tables))
    assert sum(one.added.total() for one in taken) == 4
    assert (folder_of(ledger) / "persons.csv").read_text("utf-8").count("jane-doe-") == 4


def test_a_ledger_may_be_named_by_text(tmp_path: Path, ledger: Path) -> None:
    take_in([write(tmp_path, "s.csv", "states.csv", STATE)], ledger)
    assert load_world(str(ledger)).who("Examplia")[0].id == "XAA"
