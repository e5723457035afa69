"""Whatever a model tells, what becomes of it quotes the text; nothing it tells stops the reading."""

import json
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.read import read
from dragoman.read.llm.answer import read_answer, relations
from dragoman.read.llm.cast import Cast
from dragoman.read.llm.findings import Clerk
from dragoman.read.llm.page import Page
from dragoman.read.llm.tally import Tally
from dragoman.read.sentences import passages
from dragoman.records import EventType, Modality, Sign
from dragoman.world import load_world
from tests.read.conftest import document

TEXT = (
    "“We signed,” said **Tokayev** 🙂 on 3 May 2023, and Russia’s minister,\nwho met him in Astana, agreed. "
    "Kazakhstan has been a member of the CSTO since 1994; trade grew to $4.5 billion. They will meet again if China agrees."
)


@cache
def desk() -> tuple[Any, Any, Cast]:
    page = document(TEXT)
    todo = list(passages(page))
    return read(page), todo, Cast(page, todo, load_world(), None)


def slices() -> st.SearchStrategy[str]:
    places = st.integers(0, len(TEXT))
    cut = st.tuples(places, st.integers(1, 60)).map(lambda at: TEXT[at[0] : at[0] + at[1]])
    words = st.sampled_from(TEXT.split())
    return st.one_of(
        words, words, cut, st.text(max_size=12), st.sampled_from(["Tokayev", "Russia", "1994", "3 May 2023", ""])
    )


def one_of(*values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([*map(str, values), "nonsense"])


def items() -> st.SearchStrategy[dict[str, Any]]:
    quote, several = slices(), st.lists(slices(), max_size=3)
    sides = st.none() | st.fixed_dictionaries({"a": quote, "b": quote, "sign": one_of(*Sign)})
    forms = {
        "claims": {
            "speaker": quote, "cue": quote, "content": several, "claim_type": one_of("statement", "attitude"),
            "denies": st.booleans(), "assessment": sides,
        },
        "events": {
            "words": quote, "event_type": one_of(*EventType), "modality": one_of(*Modality), "actors": several,
            "recipients": several, "date": quote, "place": quote,
        },
        "ties": {
            "words": quote, "a": quote, "b": quote, "relation": one_of(*relations()), "modality": one_of(*Modality),
            "since": quote, "until": quote,
        },
        "figures": {"words": quote},
        "forecasts": {"speaker": quote, "content": quote, "due": quote, "condition": quote},
    }  # fmt: skip
    return st.fixed_dictionaries(
        {kind: st.lists(st.fixed_dictionaries(form), max_size=4) for kind, form in forms.items()}
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items())
def test_every_finding_quotes_the_text_and_every_item_is_counted(told: dict[str, Any]) -> None:
    reading, todo, cast = desk()
    tally = Tally()
    answer = read_answer(json.dumps(told))
    page = Page(reading, todo, cast, load_world(), tally)
    found = Clerk(page, "toy").findings([((0,), item) for item in answer.told])
    for finding in found:
        assert all(TEXT[span.start : span.end] == span.exact for span in finding.spans())
    assert len(answer.told) + answer.misformed == sum(map(len, told.values()))
    assert tally.kept + tally.dropped.total() == len(answer.told)
    assert len(found) == tally.kept
