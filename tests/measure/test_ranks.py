"""Ranks: in which order a doctrine names partners."""

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.ranks import ranks
from dragoman.records import Reading
from tests.factory import make_document

OLD = (
    "The concept of Kazakhstan for 2014–2020.\nPartners are Russia, China, the United States and the European Union.\n"
    "Then comes Turkey; with Moscow ties are old.\n"
)
NEW = "The concept of Kazakhstan for 2020–2030.\nPartners are Russia, China and the United States.\nTies with CICA grow.\n"


def keep(ledger: Ledger, text: str) -> str:
    document = make_document(text, path=f"{len(text)}.txt")
    ledger.add(Reading(document, ()))
    return document.source.id


def test_partners_are_ranked_by_first_mention_with_their_quote(ledger: Ledger) -> None:
    told = ranks(ledger, keep(ledger, OLD), state="KAZ")
    assert told.frame.select("partner", "value").rows() == [
        ("RUS", 1.0),
        ("CHN", 2.0),
        ("USA", 3.0),
        ("EU", 4.0),
        ("TUR", 5.0),
    ]
    assert told.frame["n"].to_list() == [5] * 5
    line = told.frame.row(4, named=True)
    assert OLD[line["start"] : line["end"]] == "Turkey"
    assert "Then comes Turkey; with Moscow" in line["quote"]
    assert told.rests_on(line["row"])[0].startswith("source:")


def test_two_doctrines_stand_side_by_side_and_who_is_not_named_has_no_rank(ledger: Ledger) -> None:
    frame = ranks(ledger, [keep(ledger, OLD), keep(ledger, NEW)], state="KAZ", powers=("TUR", "CHN")).frame
    assert frame.select("partner", "value").rows() == [("TUR", 5.0), ("CHN", 2.0), ("TUR", None), ("CHN", 2.0)]
    assert frame["missing"][2] == "the text does not name TUR"


def test_a_passage_is_ranked_by_itself(ledger: Ledger) -> None:
    told = ranks(ledger, keep(ledger, OLD), state="KAZ", passage=("Then comes", "old"))
    assert told.frame.select("partner", "value").rows() == [("TUR", 1.0), ("RUS", 2.0)]


def test_words_that_do_not_stand_there_are_refused(ledger: Ledger) -> None:
    source = keep(ledger, OLD)
    with pytest.raises(UsageError, match="'Nowhere' does not stand in"):
        ranks(ledger, source, passage=("Nowhere", "old"))
    with pytest.raises(UsageError, match="'never' does not stand in"):
        ranks(ledger, source, passage=("Then", "never"))
