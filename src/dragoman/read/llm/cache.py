"""The cache: answers that were paid for, kept in a folder of the user's, so that no question is paid for twice.

An answer is named by the hash of what it answers – the text of the portion, the version of the question, the model, the
endpoint's name – and written whole or not at all. The key to the endpoint is in no file. What is kept quotes documents:
who may not keep them deletes the folder.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.read.llm.endpoint import Endpoint
from dragoman.read.llm.portions import Portion
from dragoman.read.llm.question import VERSION


@dataclass(frozen=True, slots=True)
class Reply:
    """The words of a model, with the tokens of question and answer as the endpoint counted them (None: it did not)."""

    text: str
    tokens_in: int | None = None
    tokens_out: int | None = None


@dataclass(frozen=True, slots=True)
class Cache:
    """Answers of one model at one endpoint."""

    folder: Path
    endpoint: Endpoint

    def get(self, portion: Portion) -> Reply | None:
        """The answer to a portion, if one is kept; a damaged one is none."""
        try:
            kept = json.loads(self._place(portion).read_text(encoding="utf-8"))
            return Reply(str(kept["text"]), kept["tokens_in"], kept["tokens_out"])
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def put(self, portion: Portion, reply: Reply) -> bool:
        """Keep an answer; False if the folder does not take it."""
        told = {"text": reply.text, "tokens_in": reply.tokens_in, "tokens_out": reply.tokens_out}
        place = self._place(portion)
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(place, json.dumps(told))
        except OSError:
            return False
        return True

    def _place(self, portion: Portion) -> Path:
        said = json.dumps([portion.text, VERSION, self.endpoint.model, self.endpoint.name])
        name = hashlib.sha256(said.encode("ascii")).hexdigest()
        return self.folder / name[:2] / f"{name}.json"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where answers are kept on this system."""
    if named := environment.get("XDG_CACHE_HOME"):
        top = Path(named)
    elif sys.platform == "win32":
        top = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        top = Path.home() / "Library" / "Caches"
    else:
        top = Path.home() / ".cache"
    return top / "dragoman" / "llm"


def _write(place: Path, text: str) -> None:
    """Write a file under another name and move it into place: a killed run leaves no half of it under its own."""
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".draft")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(draft, place)  # noqa: PTH105 (a name, not a path, comes from mkstemp)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)  # noqa: PTH108
        raise
