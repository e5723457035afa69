"""Domains: by words, bodies and deeds."""

import polars as pl
import pytest

from dragoman.data import rows
from dragoman.errors import UsageError
from dragoman.measure import domains
from dragoman.measure.in_force import weight_table
from dragoman.records import EventType
from dragoman.world import load_world


def of(quote: str | None, sides: list[str] | None = None, kind: str = "AGREE") -> str:
    told = domains.of_events(
        pl.Series([quote], dtype=pl.String), pl.Series([sides or []], dtype=pl.List(pl.String)), pl.Series([kind])
    )
    return str(told[0])


@pytest.mark.parametrize(
    ("quote", "domain"),
    [
        ("The CSTO sent peacekeepers at the request of Astana.", "security"),
        ("They agreed to build a railway and to lower the cost of container freight.", "transport"),
        ("The bank lent 2 billion dollars for copper mines.", "economy"),
        ("The ministers opened a joint university with a library.", "culture"),
        ("The president recognised the sovereignty of the state.", "politics"),
    ],
)
def test_the_words_of_the_quote_tell_the_domain(quote: str, domain: str) -> None:
    assert of(quote) == domain


def test_without_words_a_body_among_the_sides_tells_then_the_deed() -> None:
    assert of("It did so.", ["KAZ", "TITR"], "AGREE") == "transport"
    assert of("It did so.", ["KAZ", "RUS"], "ASSAULT") == "security"
    assert of(None, [], "CONSULT") == "politics"


def test_a_word_counts_whole_and_not_inside_another() -> None:
    assert of("They sat upon a warm deport.", kind="AGREE") == "politics"  # neither war nor port


def test_the_table_names_known_domains_deeds_relations_and_bodies() -> None:
    table = list(rows("domains"))
    assert {row["domain"] for row in table} == set(domains.DOMAINS)
    assert set(domains.table("deed")) == {str(kind) for kind in EventType}
    assert set(domains.table("relation")) <= {row["relation"] for row in rows("relations")}
    assert [row["key"] for row in table if row["kind"] == "body" and load_world().entity(row["key"]) is None] == []
    keys = [(row["kind"], row["key"]) for row in table]
    assert len(keys) == len(set(keys))


def test_the_weights_of_ties_are_of_known_statuses_and_relations() -> None:
    table = list(rows("tie_weights"))
    assert {row["name"] for row in table if row["kind"] == "status"} <= {row["status"] for row in rows("statuses")}
    assert {row["name"] for row in table if row["kind"] == "relation"} <= {row["relation"] for row in rows("relations")}
    assert weight_table()["member"] == 1.0 > weight_table()["observer"] > 0


def test_a_body_that_the_table_does_not_know_goes_by_its_name() -> None:
    assert domains.of_body("X", "Eurasian Bank of Trade") == "economy"
    assert domains.of_body("X", "Thing") == "politics"


def test_what_is_no_domain_is_refused() -> None:
    with pytest.raises(UsageError, match="no domain"):
        domains.known_domain("war")
