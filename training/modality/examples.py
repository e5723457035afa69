"""Labelled deeds as the reader sees them: features and modality, from events*.jsonl and modality_more.jsonl."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.read.modality_model import features
from dragoman.read.reader import scenes
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.records import Block, Document, Known, Role, Source, text_hash


@dataclass(frozen=True, slots=True)
class Example:
    """A deed in its text; `file` and `level` are for the report."""

    file: str
    text: str
    features: list[str]
    modality: str
    level: str = ""


def own(path: Path) -> Iterator[Example]:
    """The deeds of a file of ours: several a line under `events`, or one a line."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        deeds = row.get("events", [row])
        parsed = _scenes(row["text"]) if deeds else []
        for deed in deeds:
            told = _features(parsed, deed["start"], deed["trigger"])
            yield Example(path.stem, row["text"], told, deed["modality"])


def gold(path: Path) -> Iterator[Example]:
    """The deeds of the dev part of the gold sentences; the report part is not looked at."""
    for line in path.read_text("utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if row["part"] == "dev":
            told = _features(_scenes(row["text"]), row["trigger_start"], row["trigger"])
            yield Example("gold", row["text"], told, row["modality"], row["level"])


def _features(parsed: list[Scene], start: int, trigger: str) -> list[str]:
    """The features of a trigger, of its verb or noun if it has several words; without any only the constant one."""
    end = start + len(trigger)
    found = [(scene, token) for scene in parsed for token in scene.tokens if token.start < end and token.end > start]
    return features(*min(found, key=lambda one: _rank(one[1]))) if found else [""]


def _rank(token: Token) -> int:
    return 0 if token.is_verb else 1 if token.is_noun else 2


def _scenes(text: str) -> list[Scene]:
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en",
                    published=Known("2023-05-10", "a day like another"))  # fmt: skip
    return scenes(Document(source, text, (Block(0, len(text), Role.BODY),)))
