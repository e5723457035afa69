"""Labelled sentences as places of their text, so that torch needs no parser: which words may tell a deed, who may be a side.

usage: python training/encoder/marked.py EVENTS_FOLDER OUT.jsonl

Reads training/data and, of EVENTS_FOLDER, plv_train.jsonl. One line a text: `words` [start, end, class, weight],
`modality` [start, end, modality], `sides` [trigger start, end, phrase start, end, side], `pairs` [a start, end, b start,
end, sign], `gist` the classes of the whole text (absent where unknown); of plv `any`: it tells one of these (a
planned meeting is an agreement there and a meeting here), `some`: one of these words tells it [start, end, classes], and `fold`, the
part in which it is measured.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training" / "events"))

import weak  # noqa: E402
from folds import FOLDS  # noqa: E402
from train import Data, held_out, read_data  # noqa: E402

from examples import ANSWER, Candidate, sided  # noqa: E402

EVENTS = ("events", "events_wire", "events_modality", "events_prose")
MODALITY = "modality_more"
PAIRS = ("assessment", "assessment_more")

Row = dict[str, Any]


def main(folder: str, out: str) -> None:
    data = read_data(
        [ROOT / "training" / "data" / f"{name}.jsonl" for name in EVENTS] + [Path(folder) / "plv_train.jsonl"]
    )
    lines = [*_own(data), *_modality(), *_pairs(), *_plv(data)]
    Path(out).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print(len(lines), "texts")


def _own(data: Data) -> Iterator[Row]:
    for row, scenes, found, held in zip(data.rows, data.scenes, data.labelled, held_out(data), strict=True):
        deeds = [one for one in found if one.answer and one.weight]
        by_place = {(one.scene, one.token.start): one for one in deeds}
        yield {
            "id": row["id"], "file": row["file"], "held": held, "text": row["text"],
            "gist": sorted({ANSWER[event["type"]] for event in row["events"]}),
            "words": [[one.token.start, one.token.end, one.answer, one.weight] for one in found if one.weight],
            "modality": [[e["start"], e["start"] + len(e["trigger"]), e["modality"]] for e in row["events"]],
            "sides": [side for one in by_place.values() for side in _sides(one, row, scenes)],
        }  # fmt: skip


def _sides(one: Candidate, row: Row, scenes: list) -> list[list[int]]:
    near = min(row["events"], key=lambda event: abs(event["start"] - one.token.start))
    return _places(one, row["text"], scenes, near["actors"], near["recipients"])


def _places(one: Candidate, text: str, scenes: list, actors: list[str], recipients: list[str]) -> list[list[int]]:
    return [
        [one.token.start, one.token.end, token.start, token.end, answer]
        for token, answer in sided(one, text, scenes, actors, recipients)
    ]


def _modality() -> Iterator[Row]:
    for row in _read(MODALITY):
        place = [row["start"], row["start"] + len(row["trigger"]), row["modality"]]
        yield {"id": row["id"], "file": MODALITY, "held": False, "text": row["text"], "modality": [place]}


def _pairs() -> Iterator[Row]:
    for name in PAIRS:
        for row in _read(name):
            pair = [
                row["a_start"],
                row["a_start"] + len(row["a"]),
                row["b_start"],
                row["b_start"] + len(row["b"]),
                row["sign"],
            ]
            yield {"id": row["id"], "file": name, "held": False, "text": row["text"], "pairs": [pair]}


def _plv(data: Data) -> Iterator[Row]:
    for place, text in enumerate(data.texts):
        found = text.candidates or []
        some = [[one.token.start, one.token.end, weak.answers(text.gold, one.told)] for one in found]
        yield {
            "id": text.name, "file": "plv", "fold": place % FOLDS, "held": False, "text": text.text,
            "any": sorted({answer for _, _, answers in some for answer in answers} or weak.answers(text.gold, None)),
            "some": some,
        }  # fmt: skip


def _read(name: str) -> list[Row]:
    lines = (ROOT / "training" / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
