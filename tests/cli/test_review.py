"""Reviewing on the terminal, line by line."""

import io
import json
from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.ledger import Ledger
from tests.factory import make_reading

TEXT = "CONSULT KAZ RUS 2022-03-05\nASSAULT RUS UKR\nSAYS KAZ we met them\nTIE KAZ CSTO member\nFIGURE 5 USD"


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Answer the review with these lines; returns what was printed and the findings after it."""
    path = tmp_path / "kz.ledger"
    with Ledger.open(path, create=True) as book:
        book.add(make_reading(TEXT))

    def answer(*lines: str, options: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert main(["review", str(path), "--analyst", "ann", *options]) == 0
        with Ledger.open(path) as book:
            assert book.check() == []
            return capsys.readouterr().out, list(book.findings())

    return answer


def test_findings_are_accepted_rejected_and_skipped(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("a", "r", "", "s")
    assert [row["status"] for row in rows] == ["rejected", "confirmed", *["suggested"] * 3]
    assert "2 decided, 3 left" in out


def test_the_doubtful_come_first(review) -> None:  # type: ignore[no-untyped-def]
    out, _ = review("q")
    assert "[ASSAULT RUS UKR]" in out
    assert "note        no date" in out
    assert "[CONSULT" not in out


def test_what_was_decided_does_not_come_again(review) -> None:  # type: ignore[no-untyped-def]
    review("a", "a", "a", "a", "q")
    out, _ = review("a")
    assert "1 of 1" in out
    out, _ = review()
    assert "Nothing is left to review" in out


def test_the_end_of_the_input_quits(review) -> None:  # type: ignore[no-untyped-def]
    _, rows = review()
    assert {row["status"] for row in rows} == {"suggested"}


def test_a_field_is_corrected_by_name(review) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", "event_type=threaten", "date=2022-02-24", "", "", "q")
    assault = rows[1]
    assert (assault["status"], assault["event_type"], assault["date"]) == ("corrected", "THREATEN", "2022-02-24")


@pytest.mark.parametrize("typed", ["RUS; Belarus", "Russia, blr"])
def test_actors_are_divided_and_known_to_the_world(review, typed: str) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", f"actors={typed}", "", "", "q")
    actors = rows[1]["actors"]
    assert [(actor["name"], actor["id"], actor["state"]) for actor in actors] == [
        ("Rus", "RUS", "RUS"),  # the one that the text names
        ("Belarus", "BLR", "BLR"),
    ]


def test_a_person_stands_for_the_state_whose_office_he_held_then(review) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", "actors=Nazarbayev", "", "", "c", "date=2015-01-01", "", "", "q")
    assert [rows[1]["actors"][0][key] for key in ("id", "state")] == ["nursultan-nazarbayev", None]  # published 2022
    review("c", "modality=planned", "", "", "q", options=("--status", "corrected", "--kind", "event"))
    _, rows = review("c", "actors=Nazarbayev", "", "", "q", options=("--status", "corrected", "--from", "2015"))
    assert rows[0]["actors"][0]["state"] == "KAZ"


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("event", "date=soon", "date wants a year, a month or a day"),
        ("event", "event_type=DANCE", "event type wants one of AGREE, CONSULT"),
        ("event", "actors=XQZ", "XQZ is no code that the world knows"),
        ("event", "span=0-200", "span wants words as they stand in the text"),
        ("event", "span=no such words", "span wants words"),
        ("event", "quad=nice", "quad is no field that can be corrected"),
        ("tie", "start=2001-02-30", "start wants a year, a month or a day"),
        ("tie", "relation=friend", "relation wants one of member, founder"),
        ("claim", "assessment=CHN,RUS", "assessment wants two actors and one of cooperative"),
        ("claim", "speaker=", "speaker wants a name or a code"),
        ("figure", "value=abc", "value wants a number"),
    ],
)
def test_a_field_says_what_it_wants(review, kind: str, typed: str, said: str) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("c", typed, "", "", "q", options=("--kind", kind))
    assert said in out
    assert {row["status"] for row in rows} == {"suggested"}


@pytest.mark.parametrize(
    ("kind", "typed", "key", "value"),
    [
        ("event", "date=2020", "date", "2020"),
        ("event", "date=2020-03/2020-05", "date", "2020-03/2020-05"),
        ("event", "place=Astana", "place", "Astana"),
        ("tie", "start=2001", "start", "2001"),
        ("tie", "relation=strategic partner", "relation", "strategic_partner"),
        (
            "claim",
            "assessment=China, Russia, adversarial",
            "assessment",
            {"a": "CHN", "b": "RUS", "sign": "adversarial"},
        ),
        ("claim", "assessment=none", "assessment", None),
        ("figure", "value=26,000", "value", 26000.0),
        ("figure", "value=5.5", "value", 5.5),
        ("event", "span=RUS UKR", "span", {"start": 35, "end": 42, "exact": "RUS UKR"}),
        ("event", "span=0-7", "span", {"start": 0, "end": 7, "exact": "CONSULT"}),
    ],
)
def test_a_field_is_taken_as_it_is_typed(review, kind: str, typed: str, key: str, value: object) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", typed, "", "", "q", options=("--kind", kind))
    (corrected,) = [row for row in rows if row["status"] == "corrected"]
    assert corrected[key] == value


def test_good_fields_of_a_correction_are_kept_when_one_is_bad(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("c", "modality=planned", "date=soon", "later", "2022-02", "place=Kyiv", "", "", "q")
    assert out.count("date wants") == 2
    assert (rows[1]["modality"], rows[1]["date"], rows[1]["place"]) == ("planned", "2022-02", "Kyiv")


def test_a_corrected_speaker_is_the_last_voice(review) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", "speaker=Sergei Lavrov", "", "", "q", options=("--kind", "claim"))
    claim = next(row for row in rows if row["kind"] == "claim")
    assert claim["speaker"]["id"] == claim["voice"][-1]["id"] == "sergey-lavrov"


def test_a_decision_takes_a_note(review, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("a checked against the treaty", "r", "no such deed", "q")
    with Ledger.open(tmp_path / "kz.ledger") as book:
        notes = {past["note"] for row in rows for past in book.decisions(row["id"])}
    assert notes == {"checked against the treaty", "no such deed"}


def test_a_word_that_is_no_answer_is_asked_again(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("abort", "a", "q")
    assert "Type one of the letters" in out
    assert rows[1]["status"] == "confirmed"


def test_only_what_is_asked_for_is_reviewed(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("a", options=("--kind", "claim"))
    assert "1 of 1" in out
    assert rows[2]["status"] == "confirmed"
    assert json.dumps(rows[2]["speaker"]["id"]) == '"KAZ"'


@pytest.mark.parametrize(
    "again", ["assessment=KAZ, RUS, adversarial", "assessment = KAZ, RUS, adversarial", "KAZ, RUS, adversarial"]
)
def test_the_name_of_the_field_may_be_typed_again(review, again: str) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", "assessment=nonsense", again, "", "", "q", options=("--kind", "claim"))
    assert rows[2]["assessment"] == {"a": "KAZ", "b": "RUS", "sign": "adversarial"}


def test_another_field_in_answer_to_a_refusal_is_set_itself(review) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", "date=soon", "place = Kyiv", "", "", "", "q")
    assert (rows[1]["date"], rows[1]["place"]) == (None, "Kyiv")


@pytest.mark.parametrize("typed", ["inf", "nan", "-Infinity", "1e400"])
def test_a_value_is_finite(review, typed: str) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("c", f"value={typed}", "", "", "q", options=("--kind", "figure"))
    assert "value wants a number" in out
    assert {row["status"] for row in rows} == {"suggested"}


def test_a_tie_that_ends_before_it_begins_is_refused_before_the_note(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("c", "start=2005", "end=2001", "", "q", options=("--kind", "tie"))
    assert "the tie from 2005 to 2001 ends before it begins. correct its start or its end" in out
    assert "Note" not in out
    assert {row["status"] for row in rows} == {"suggested"}


@pytest.mark.parametrize(
    "lines",
    [
        ("c", "q"),
        ("c", "modality=planned", "q", "a", "a"),
        ("c", "modality=planned", "date=soon", "q", "a"),
        ("c", "modality=planned", "", "q", "a"),
        ("c", "modality=planned"),
        ("c", "modality=planned", "date=soon"),
        ("c", "modality=planned", ""),
    ],
)
def test_a_correction_that_is_left_in_the_middle_is_not_stored(review, lines: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    out, rows = review(*lines)
    assert {row["status"] for row in rows} == {"suggested"}
    assert "0 decided, 5 left" in out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(review, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The same on a terminal."""
    monkeypatch.setattr("io.StringIO", Terminal)
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)

    def answer(*lines: str):  # type: ignore[no-untyped-def]
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)  # now: the output of the fixtures is another
        return review(*lines)

    return answer


def test_a_terminal_without_an_editor_asks_field_by_field(terminal) -> None:  # type: ignore[no-untyped-def]
    out, rows = terminal("c", "modality=planned", "", "", "q")
    assert "Write field=value" in out
    assert rows[1]["modality"] == "planned"


@pytest.mark.parametrize("editor", ["false", "no-such-editor-here"])
def test_an_editor_that_fails_stores_nothing(terminal, monkeypatch: pytest.MonkeyPatch, editor: str) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("EDITOR", editor)
    out, rows = terminal("c", "q")
    assert f"the editor {editor} failed, nothing is stored. set EDITOR" in out
    assert {row["status"] for row in rows} == {"suggested"}


def test_what_is_saved_in_the_editor_is_the_correction(  # type: ignore[no-untyped-def]
    terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "ed.sh"
    script.write_text('#!/bin/sh\nsed "s/^modality = .*/modality = planned/" "$1" > "$1.new"; mv "$1.new" "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    _, rows = terminal("c", "", "q")
    assert rows[1]["modality"] == "planned"
