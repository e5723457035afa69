"""Class F1 on plv_train.jsonl in five folds: each fifth is read by models that have not seen it.

usage: python training/events/folds.py DATA… PLV.jsonl EXPORT.jsonl

DATA as for train.py, PLV among them. Calibration and threshold come from our own held sentences, never from a fold.
EXPORT receives the events in the form of the export contract, to be scored.
"""

import json
import sys
from pathlib import Path

from train import held_out, learn, read_data, settle, unseen_prose

from dragoman.read.event_model import Model
from dragoman.read.events import events
from dragoman.records import Event

FOLDS = 5


def main(paths: list[str]) -> None:
    *files, plv, out = map(Path, paths)
    data = read_data([*files, plv])
    held = held_out(data)
    seen = [one for found, left in zip(data.labelled, held, strict=True) if not left for one in found]
    unseen = [one for found, left in zip(data.labelled, held, strict=True) if left for one in found]
    names = {json.loads(line)["id"] for line in plv.read_text(encoding="utf-8").splitlines()}
    asked = [text for text in data.texts if text.name in names]
    others = [text for text in data.texts if text.name not in names]
    with out.open("w", encoding="utf-8") as file:
        for fold in range(FOLDS):
            known = [text for place, text in enumerate(asked) if place % FOLDS != fold]
            texts = [*known, *others]
            model = settle(data, learn(seen, texts, data.clusters), unseen, unseen_prose(data, texts))
            print("fold", fold, "threshold", model.threshold, flush=True)
            for place, text in enumerate(asked):
                if place % FOLDS == fold:
                    for line in export(text.name, text.scenes, model):
                        file.write(line + "\n")


def export(name: str, scenes: list, model: Model) -> list[str]:  # type: ignore[type-arg]
    """The events of a text, one line each."""
    found = [event for scene in scenes for event in events(scene, "0" * 64, None, frozenset(), model)]
    return [json.dumps(_row(name, event), ensure_ascii=False) for event in found]


def _row(name: str, event: Event) -> dict[str, object]:
    sides = {
        side: [{"name": actor.name, "id": actor.id, "state": actor.state} for actor in actors]
        for side, actors in (("actors", event.actors), ("recipients", event.recipients))
    }
    told = {"event_type": event.event_type, "modality": event.modality, "confidence": event.confidence}
    return {"kind": "event", "source": {"path": f"{name}.txt"}, **told, **sides}


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1:])
