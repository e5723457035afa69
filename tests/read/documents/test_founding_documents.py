"""The five founding documents, where they are at hand: noise is noise, and the metadata are those of the gold."""

import json
from pathlib import Path

import pytest

from dragoman.read.documents.intake import read_document
from dragoman.records import Role

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
GOLD = sorted(SHARED.glob("gold/*.gold.json"))


@pytest.mark.skipif(not GOLD, reason="../shared is not at hand")
def test_what_the_gold_marks_as_noise_is_noise_and_nothing_else() -> None:
    wrong = []
    for path in GOLD:
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = read_document(SHARED / "seeds" / gold["file"])
        starts = [document.text.index(region["start"]) for region in gold.get("noise", [])]
        edge = min(starts, default=len(document.text))
        wrong += [block for block in document.blocks if (block.role is Role.NOISE) != (block.start >= edge)]
    assert wrong == []


@pytest.mark.skipif(not GOLD, reason="../shared is not at hand")
def test_the_publication_dates_are_those_of_the_gold() -> None:
    for path in GOLD:
        gold = json.loads(path.read_text(encoding="utf-8"))
        published = read_document(SHARED / "seeds" / gold["file"]).source.published
        assert (published.value if published else None) == ((gold["published"] or "").split(" ")[0] or None)
