"""The word lists that tell events and reported speech: their form, and the boundaries of PLOVER easily crossed."""

import csv
from collections import Counter
from importlib.resources import files
from itertools import product

import pytest

from dragoman.records import EventType

Table = list[dict[str, str]]

COLUMNS = {
    "verbs.csv": "verb particle object prep event_type recipient reciprocal inner needs",
    "event_nouns.csv": "noun event_type actor recipient reciprocal support needs",
    "cues.csv": "cue particle_or_prep type complement polarity",
    "noun_cues.csv": "noun type complement",
}
ATLEAST = {"verbs.csv": 450, "event_nouns.csv": 90, "cues.csv": 150, "noun_cues.csv": 40}
PLACES = {"with", "to", "for", "against", "from", "on", "of", "in", "none"}
CLASSES = {str(event_type) for event_type in EventType}
ALLOWED = {
    ("verbs.csv", "event_type"): CLASSES,
    ("verbs.csv", "recipient"): PLACES | {"at", "obj", "poss-obj"},
    ("verbs.csv", "reciprocal"): {"yes", "no"},
    ("verbs.csv", "inner"): {"", "demanded", "planned", "denied", "hypothetical"},
    ("verbs.csv", "needs"): {"", "recipient"},
    ("event_nouns.csv", "event_type"): CLASSES,
    ("event_nouns.csv", "actor"): {"poss", "of", "by", "between", "with", "among", "from", "in"},
    ("event_nouns.csv", "recipient"): PLACES,
    ("event_nouns.csv", "reciprocal"): {"yes", "no"},
    ("event_nouns.csv", "needs"): {"", "actor", "recipient", "both"},
    ("cues.csv", "type"): {"statement", "attitude"},
    ("cues.csv", "complement"): {"that", "to", "np", "as", "about", "quote"},
    ("cues.csv", "polarity"): {"", "denied"},
    ("noun_cues.csv", "type"): {"statement", "attitude"},
    ("noun_cues.csv", "complement"): {"that", "about", "of", "quote"},
}
PATTERN = {
    "verbs.csv": ("verb", "particle", "object", "prep"),
    "event_nouns.csv": ("noun",),
    "cues.csv": ("cue", "particle_or_prep"),
    "noun_cues.csv": ("noun",),
}
NAMES = sorted(COLUMNS)


def text(name: str) -> str:
    return (files("dragoman") / "data" / name).read_text(encoding="utf-8")


def table(name: str) -> Table:
    return list(csv.DictReader(line for line in text(name).splitlines() if not line.startswith("#")))


def classes(verb: str, particle: str = "", obj: str = "", prep: str = "") -> set[str]:
    """The classes of the rows that hold exactly this pattern; `obj` and `prep` may be one of several."""
    return {
        row["event_type"]
        for row in table("verbs.csv")
        if verb in row["verb"].split("|")
        and particle == row["particle"]
        and obj in row["object"].split("|")
        and prep in row["prep"].split("|")
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_list_states_its_source_and_licence_first(name: str) -> None:
    head = [line for line in text(name).splitlines() if line.startswith("#")]
    assert text(name).startswith("#")
    assert any("Source: own work" in line for line in head)
    assert any("Licence: Apache-2.0" in line for line in head)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_its_columns_and_no_ragged_row(name: str) -> None:
    rows = table(name)
    assert list(rows[0]) == COLUMNS[name].split()
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_is_long_enough_and_sorted(name: str) -> None:
    keys = [tuple(row[column] for column in PATTERN[name]) for row in table(name)]
    assert len(keys) >= ATLEAST[name]
    assert keys == sorted(keys)


@pytest.mark.parametrize(("name", "column"), sorted(ALLOWED))
def test_a_column_holds_only_allowed_values(name: str, column: str) -> None:
    found = {value for row in table(name) for value in row[column].split("|")}
    assert found <= ALLOWED[name, column]


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_stands_once(name: str) -> None:
    count = Counter(
        pattern for row in table(name) for pattern in product(*(row[column].split("|") for column in PATTERN[name]))
    )
    assert [pattern for pattern, times in count.items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_a_clean_lemma_in_small_letters(name: str) -> None:
    words = [word for row in table(name) for column in PATTERN[name] for word in row[column].split("|")]
    assert [word for word in words if word != word.strip().lower()] == []
    assert all(row[PATTERN[name][0]] for row in table(name))


def test_every_class_has_verbs_and_nouns() -> None:
    for name, enough in (("verbs.csv", 20), ("event_nouns.csv", 5)):
        count = Counter(row["event_type"] for row in table(name))
        assert {event_type for event_type in CLASSES if count[event_type] < enough} == set()


def test_a_row_that_needs_a_recipient_says_where_to_look() -> None:
    wanting = [row for row in table("verbs.csv") if row["needs"] == "recipient" and row["recipient"] == "none"]
    wanting += [
        row for row in table("event_nouns.csv") if row["needs"] in ("recipient", "both") and row["recipient"] == "none"
    ]
    assert [row for row in wanting if row["reciprocal"] == "no"] == []


def test_a_bare_verb_of_many_meanings_stays_quiet_without_a_recipient() -> None:
    many = ["back", "call", "charge", "help", "hit", "host", "join", "meet", "release", "strike", "support", "visit"]
    bare = [row for row in table("verbs.csv") if row["verb"] in many and not (row["particle"] or row["prep"])]
    assert [row["verb"] for row in bare if not row["object"] and row["needs"] != "recipient"] == []


def test_a_light_verb_never_stands_alone() -> None:
    light = {"give", "have", "hold", "leave", "make", "put", "run", "set", "take"}
    rows = [row for row in table("verbs.csv") if row["verb"] in light and not row["particle"]]
    assert [row["verb"] for row in rows if row["object"] in ("", "-") and not row["prep"]] == []


@pytest.mark.parametrize(
    ("verb", "particle", "obj", "prep", "event_type"),
    [
        ("visit", "", "", "", "CONSULT"),
        ("host", "", "", "", "CONSULT"),
        ("summon", "", "ambassador", "", "ACCUSE"),
        ("promise", "", "", "", "AGREE"),
        ("sign", "", "treaty", "", "AGREE"),
        ("ratify", "", "", "", "SUPPORT"),
        ("recognise", "", "independence", "", "SUPPORT"),
        ("recognize", "", "independence", "", "SUPPORT"),
        ("establish", "", "relation", "", "SUPPORT"),
        ("praise", "", "", "", "SUPPORT"),
        ("apologise", "", "-", "", "CONCEDE"),
        ("lift", "", "curfew", "", "CONCEDE"),
        ("lift", "", "sanction", "", "RETREAT"),
        ("withdraw", "", "troop", "", "RETREAT"),
        ("withdraw", "", "aid", "", "SANCTION"),
        ("impose", "", "embargo", "", "SANCTION"),
        ("impose", "", "curfew", "", "COERCE"),
        ("expel", "", "diplomat", "", "SANCTION"),
        ("convict", "", "", "", "SANCTION"),
        ("arrest", "", "", "", "COERCE"),
        ("cancel", "", "meeting", "", "REJECT"),
        ("call", "off", "", "", "REJECT"),
        ("call", "", "-", "for", "REQUEST"),
        ("turn", "", "-", "to", "REQUEST"),
        ("hold", "", "talk", "", "CONSULT"),
        ("hold", "", "drill", "", "MOBILIZE"),
        ("hold", "", "drill", "with", "COOPERATE"),
        ("hold", "", "joint drill", "", "COOPERATE"),
        ("hold", "", "rally", "", "PROTEST"),
        ("supply", "", "weapon", "", "AID"),
        ("supply", "", "gas", "", "COOPERATE"),
        ("send", "", "troop", "", "MOBILIZE"),
        ("send", "", "peacekeeper", "", "AID"),
        ("blow", "up", "", "", "ASSAULT"),
        ("shoot", "down", "", "", "ASSAULT"),
    ],
)
def test_a_boundary_of_the_codebook_is_kept(verb: str, particle: str, obj: str, prep: str, event_type: str) -> None:
    assert classes(verb, particle, obj, prep) == {event_type}


def test_what_is_asked_promised_or_refused_has_not_happened() -> None:
    inner = {row["verb"]: row["inner"] for row in table("verbs.csv") if not (row["particle"] or row["object"])}
    assert inner["urge"] == "demanded"
    assert inner["agree"] == inner["promise"] == "planned"
    assert inner["reject"] == "denied"
    assert inner["threaten"] == "hypothetical"


def test_a_denying_cue_turns_its_content_round() -> None:
    denied = {row["cue"] for row in table("cues.csv") if row["polarity"] == "denied"}
    assert {"deny", "refute", "reject"} <= denied
    assert denied.isdisjoint({"say", "stress", "confirm"})
