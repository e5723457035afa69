"""`dragoman doctor`: what is installed and what is missing."""

import json
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from pathlib import Path

import click

from dragoman import __version__
from dragoman.cli.options import as_json
from dragoman.ledger import engine

_ROOM = 200 * 1024 * 1024  # bytes of free disk below which a warning is due


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, what was seen, whether it will do, and else what to do."""

    what: str
    seen: str
    good: bool = True
    hint: str = ""


@click.command("doctor")
@as_json
def verb(*, json_: bool) -> int:
    """Say what is installed, in which version, and what is missing. The exit code is 1 if something is."""
    seen = list(examine(Path.cwd()))
    if json_:
        click.echo(json.dumps([asdict(one) for one in seen], ensure_ascii=False, indent=1))
    else:
        for one in seen:
            click.echo(
                f"{'ok ' if one.good else 'NO '} {one.what:22}{one.seen}" + ("" if one.good else f"  → {one.hint}")
            )
    return 0 if all(one.good for one in seen) else 1


def examine(folder: Path) -> Iterator[Finding]:
    """Look at the program, Python, SQLite, the libraries, the reader's model, and the disk of `folder`."""
    yield Finding("dragoman", __version__)
    good = sys.version_info >= (3, 11)
    yield Finding(
        "python", f"{platform.python_version()} on {platform.platform()}", good, "install Python 3.11 or newer"
    )
    sqlite = engine()
    yield Finding("sqlite", str(sqlite["sqlite"]))
    yield Finding(
        "full-text search", "FTS5", bool(sqlite["fts5"]), "use a Python whose SQLite has FTS5 (python.org has)"
    )
    yield from _libraries()
    model = _model()
    yield Finding("reader's model", model or "missing", bool(model), "install dragoman afresh: the model is part of it")
    free = shutil.disk_usage(folder).free
    yield Finding("free disk", f"{free / 2**30:.1f} GB here", free > _ROOM, "make room before you add documents")


def _libraries() -> Iterator[Finding]:
    for wanted in metadata.requires("dragoman") or []:
        if "extra ==" in wanted:
            continue
        found = re.match(r"[\w.-]+", wanted)
        assert found
        name = found.group()
        try:
            yield Finding(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(name, "missing", good=False, hint=f"pip install '{wanted.split(';')[0].strip()}'")


def _model() -> str | None:
    """The folder of the parser that is part of the package, None if it is not there."""
    folder = Path(str(resources.files("dragoman"))) / "data" / "model"
    parts = sorted(folder.rglob("meta.json"))
    return str(parts[0].parent) if parts else None
