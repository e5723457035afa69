"""The gold sentences: modality of the event at a trigger, and how a voice describes the relation of two sides.

Reads eval/gold/modality.jsonl and assessment.jsonl, the `dev` part by default. The `report` part is for a figure now and
then: totals are given by label and by level, never a sentence. What the reader gives no answer for counts as wrong.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import places
from rows import DEVELOPMENT, REPORT, Row, wilson
from texts import scenes, tops

from dragoman.read.modality_model import settled
from dragoman.read.relations import NONE, judge
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token

GROUP = "Modality and assessment"
LEVELS = ("easy", "middling", "hard")
Judged = tuple[str, str, bool]
"""Label, level, and whether the reader's answer was right."""
_PEERS = {
    "modality": "event coders have no such field; the grammar's rules of our first reader 59 (dev)",
    "sign": "no peer gives the sign between two named sides; the first model of ours 59 (dev)",
}


def modality_of(scene: Scene, token: Token) -> str:
    """The modality that the reader would give to an event at this word."""
    return settled(scene, token)


def sign_of(found: list[Scene], a: Token, b: Token) -> str:
    """The sign that the reader sees between two sides, or `none`."""
    told = judge([token for scene in found for token in scene.tokens], a, b)
    return NONE if told is None else str(told[0])


def rows(part: str) -> list[Row]:
    """Totals by label and level of both sets; `part` is dev or report."""
    return [*_part("modality", part), *_part("assessment", part)]


def _part(task: str, part: str) -> list[Row]:
    key, judge_one = TASKS[task]
    gold = [row for row in places.jsonl(places.GOLD / f"{task}.jsonl") if row["part"] == part]
    judged = [(row[key], row["level"], judge_one(row) == row[key]) for row in gold]
    use = REPORT if part == "report" else DEVELOPMENT
    return [
        Row(GROUP, f"{task}, {name}", f"gold sentences, {part}", use, n, "sentences", 100 * right / n, "%", wilson(right, n),
            _PEERS[key] if name == "all" else "", "measured by us" if name == "all" else "")
        for name, right, n in totals(judged)
    ]  # fmt: skip


def totals(judged: list[Judged]) -> list[tuple[str, int, int]]:
    """Name, right and all: of everything, of each label by its size, of each level."""
    found = [("all", sum(right for *_, right in judged), len(judged))]
    for label, n in Counter(label for label, *_ in judged).most_common():
        found.append((label, sum(right for name, _, right in judged if name == label), n))
    for level in LEVELS:
        of_level = [right for _, name, right in judged if name == level]
        found.append((level, sum(of_level), len(of_level)))
    return [one for one in found if one[2]]


def _modality(row: dict[str, Any]) -> str | None:
    place = _at(scenes(row["text"]), row["trigger_start"], row["trigger"])
    return modality_of(*place) if place else None


def _sign(row: dict[str, Any]) -> str:
    found = scenes(row["text"])
    a, b = (_at(found, row[f"{side}_start"], row[side]) for side in ("a", "b"))
    return sign_of(found, a[1], b[1]) if a and b else NONE


def _at(found: list[Scene], start: int, words: str) -> tuple[Scene, Token] | None:
    """The top word of a stretch of the text, with its scene."""
    return next(((scene, token) for scene in found for token in tops(scene, start, start + len(words))), None)


TASKS: dict[str, tuple[str, Callable[[dict[str, Any]], str | None]]] = {
    "modality": ("modality", _modality),
    "assessment": ("sign", _sign),
}
