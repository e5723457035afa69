"""The same affair in three languages: one event, its reports by language, and what the languages disagree on."""

from pathlib import Path

import pytest

from dragoman import ingest
from dragoman.cli import main
from dragoman.ledger import Ledger
from dragoman.measure.disagreements import disagreements

RUSSIAN = """Турция стремится объединить тюркский мир

Каспий-Пресс
12 ноября 2022 года

Казахстан и Турция 11 ноября 2022 года провели переговоры о паромах через море.

«Казахстан и Турция остаются союзниками», — заявил политолог Тимур Джаксалиев.

Норвегия не отправляла войска в Исландию 5 мая 2022 года.
"""
TURKISH = """Türkiye "Türk dünyası birleşik devletleri" kurmayı hedefliyor

Bozkır Ajansı
12 Kasım 2022

Türkiye ile Kazakistan 11 Kasım 2022'de feribotlar için görüşme yaptı.

"Kazakistan ile Türkiye birbirine rakip" diyen uzman Selin Tuna, köye döndü.

Norveç, 5 Mayıs 2022'de İzlanda'ya asker gönderdi.
"""
ENGLISH = """Kazakhstan and Turkey talk about ferries

The Steppe Herald
12 November 2022

Kazakhstan and Turkey held talks on ferries on November 11, 2022.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("press")
    for name, text in (("ru", RUSSIAN), ("tr", TURKISH), ("en", ENGLISH)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "press.ledger"
    with Ledger.open(path, create=True) as ledger:
        ingest.add(ledger, [folder / f"{name}.txt" for name in ("ru", "tr", "en")])
    return path


def test_reports_in_three_languages_are_one_event(book: Path) -> None:
    with Ledger.open(book, readonly=True) as ledger:
        met = [row for row in ledger.events() if row["event_type"] == "CONSULT" and row["date"] == "2022-11-11"]
        assert [row["sources"] for row in met] == [3]


def test_an_event_is_shown_with_its_reports_by_language_and_their_headlines(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Ledger.open(book, readonly=True) as ledger:
        event = next(row["id"] for row in ledger.events() if row["event_type"] == "CONSULT" and row["sources"] == 3)
    assert main(["show", event, str(book)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    places = [shown.index(f"language {code} 1 report") for code in ("en", "ru", "tr")]
    assert places == sorted(places)
    assert shown.index("headline Турция стремится объединить тюркский мир") > places[1]
    assert shown.index('headline Türkiye "Türk dünyası birleşik devletleri" kurmayı hedefliyor') > places[2]


def test_the_two_headlines_are_forecasts_of_one_speaker_side_by_side(book: Path) -> None:
    with Ledger.open(book, readonly=True) as ledger:
        aims = [row for row in ledger.findings(kind="forecast") if row["speaker"]["id"] == "TUR"]
    assert {(row["source"]["language"], row["content"]["exact"]) for row in aims} == {
        ("ru", "объединить тюркский мир"),
        ("tr", '"Türk dünyası birleşik devletleri" kurmayı'),
    }


def test_opposed_descriptions_in_two_languages_are_a_disagreement(book: Path) -> None:
    with Ledger.open(book, readonly=True) as ledger:
        (row,) = disagreements(ledger, ["KAZ", "TUR"], "relation").frame.to_dicts()
    assert {row["stance_1"], row["stance_2"]} == {"cooperative", "adversarial"}


def test_a_deed_told_in_one_language_and_denied_in_another_is_a_disagreement(book: Path) -> None:
    with Ledger.open(book, readonly=True) as ledger:
        (row,) = disagreements(ledger, ["NOR", "ISL"], "event").frame.to_dicts()
    assert {row["stance_1"], row["stance_2"]} == {"happened", "denied"}
