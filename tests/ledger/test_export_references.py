"""Sources for reference managers: what goes out comes back, whatever is in it."""

import json

import pytest

from dragoman.ledger import Ledger, Query, export_lines
from dragoman.read.documents.library import Entry, bib_entries, csl_entries, ris_entries
from tests.factory import make_reading
from tests.ledger.exports import HOSTILE_TITLE, filled

READERS = {"bibtex": bib_entries, "ris": ris_entries, "csl": csl_entries}


def back(ledger: Ledger, file_format: str) -> list[Entry]:
    return list(READERS[file_format]("".join(export_lines(ledger, Query(), file_format))))


@pytest.mark.parametrize("file_format", READERS)
def test_what_goes_out_comes_back(ledger: Ledger, file_format: str) -> None:
    entries = back(filled(ledger), file_format)
    sources = list(ledger.sources())
    assert [entry.title for entry in entries] == [" ".join(source["title"].split()) for source in sources]
    assert [entry.outlet for entry in entries] == [source["outlet"] for source in sources]
    assert [entry.published for entry in entries] == [source["published"] for source in sources]
    assert len({entry.key for entry in entries}) == len(sources)


@pytest.mark.parametrize("file_format", READERS)
def test_a_hostile_title_makes_no_entry_of_its_own(ledger: Ledger, file_format: str) -> None:
    entries = back(filled(ledger), file_format)
    assert len(entries) == 3
    assert entries[2].title == " ".join(HOSTILE_TITLE.split())
    assert entries[2].url == ""


@pytest.mark.parametrize("file_format", READERS)
def test_authors_stand_one_by_one_and_undivided(ledger: Ledger, file_format: str) -> None:
    assert back(filled(ledger), file_format)[2].author == "+Evil and @SUM(A1) and Ann & Co"


@pytest.mark.parametrize(
    ("published", "parts"), [("2022", [2022]), ("2022-03", [2022, 3]), ("2022-03-01", [2022, 3, 1])]
)
def test_a_date_is_no_more_precise_than_known(ledger: Ledger, published: str, parts: list[int]) -> None:
    ledger.add(make_reading("CONSULT KAZ RUS", published=published))
    (item,) = json.loads("".join(export_lines(ledger, Query(), "csl")))
    assert item["issued"] == {"date-parts": [parts]}
    assert [entry.published for entry in back(ledger, "ris") + back(ledger, "bibtex")] == [published] * 2


@pytest.mark.parametrize("file_format", READERS)
def test_paths_of_this_machine_do_not_go_out(ledger: Ledger, file_format: str) -> None:
    assert "secret folder" not in "".join(export_lines(filled(ledger), Query(), file_format))


def test_only_the_sources_asked_for_go_out(ledger: Ledger) -> None:
    filled(ledger)
    assert "".join(export_lines(ledger, Query.of({"kind": "tie"}), "ris")).count("TY  - ") == 1
