"""The findings as a folder of Markdown notes, for Obsidian and others: a note a source with its passages, a note an actor.

Names of files are safe on Windows, on a Mac and in links; whatever a document says is escaped, so that it makes no link, no
markup, no front matter and no <% command %> of a plugin for templates of its own.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.citing import sentence
from dragoman.ledger.outward.telling import actors_of, headline, markdown, one_line, title_of, web_address
from dragoman.ledger.query import Query
from dragoman.records import Row

_STRANGE = re.compile(r"[^\w .,()'&+-]")  # what Windows, Obsidian's links or Markdown give a meaning
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\..*)?", re.I)
_LONGEST = 80
_MARKS = {"suggested": "○", "confirmed": "●", "corrected": "✎", "rejected": "✕"}


class Names:
    """File names, each given once, whatever the case of its letters."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, key: str, told: str) -> str:
        """The name of the note about `key`, made from what it is called."""
        if key not in self._held:
            name, number = safe_name(told), 1
            while name.casefold() in self._taken:
                number += 1
                name = f"{safe_name(told)} {number}"
            self._taken.add(name.casefold())
            self._held[key] = name
        return self._held[key]


def safe_name(text: str) -> str:
    """A text as a file name without ending."""
    flat = one_line(_STRANGE.sub(" ", unicodedata.normalize("NFC", text)))[:_LONGEST].strip(" .")
    return f"_{flat}" if not flat or _RESERVED.fullmatch(flat) else flat


def vault(ledger: Ledger, query: Query) -> Iterator[tuple[str, str]]:
    """The notes: path below the folder, and text."""
    sources, actors = Names(), Names()
    seen: dict[str, tuple[Row, list[tuple[str, str, str]]]] = {}
    listed = []
    for source_id, rows in groupby(ledger.findings(query), key=lambda row: row["source"]["id"]):
        entry = next(iter(ledger.sources(source=source_id)))
        name = sources.of(source_id, f"{title_of(entry)} {(entry['published'] or '')[:10]}")
        held = list(rows)
        listed.append((name, entry))
        yield f"Sources/{name}.md", _source_note(entry, held, actors)
        for row in held:
            for actor in actors_of(row):
                key = str(actor["id"] or one_line(actor["name"]).casefold())
                seen.setdefault(key, (actor, []))[1].append((name, row["id"], headline(row)))
    for key, (actor, passages) in seen.items():
        yield f"Actors/{actors.of(key, actor['name'])}.md", _actor_note(actor, passages)
    yield "Start here.md", _start(ledger, listed, [actors.of(key, actor["name"]) for key, (actor, _) in seen.items()])


def front(told: Iterable[tuple[str, object]]) -> str:
    """Front matter: every value quoted, so that none is taken for YAML of another kind."""
    lines = [f"{name}: {_quoted(value)}" for name, value in told if value not in (None, "", [])]
    return "\n".join(["---", *lines, "---", ""])


def _quoted(value: object) -> str:
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    told = json.dumps(one_line(value), ensure_ascii=False).replace("<", "\\u003c")
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" if ord(sign) < 65536 else "" for sign in told)


def _source_note(entry: Row, rows: list[Row], actors: Names) -> str:
    told = [(name, entry[name]) for name in ("title", "author", "outlet", "published", "language")]
    told += [("url", web_address(entry["url"])), ("sha256", entry["id"]), ("accessed", entry["added_at"][:10])]
    told += [("date_basis", entry["reasons"].get("published")), ("tags", ["dragoman/source"])]
    parts = [front(told), f"# {markdown(title_of(entry))}\n"]
    if address := web_address(entry["url"]):
        parts.append(f"<{address}>\n")
    parts += [_passage(row, actors) for row in rows]
    return "\n".join(parts)


def _passage(row: Row, actors: Names) -> str:
    links = [_link("Actors", actors.of(_key(actor), actor["name"]), actor["name"]) for actor in actors_of(row)]
    voice = " → ".join(markdown(actor["name"]) for actor in row["voice"])
    head = f"**{_MARKS[row['status']]} {markdown(headline(row))}**"
    date = f" · {row['date']}" if row.get("date") else ""
    told = " · ".join(part for part in (", ".join(links), f"says {voice}" if voice else "") if part)
    return f"{head}{date}\n> {markdown(row['span']['exact'])}\n\n{told} ^f{row['id']}\n"


def _key(actor: Row) -> str:
    return str(actor["id"] or one_line(actor["name"]).casefold())


def _link(folder: str, name: str, shown: str, block: str = "") -> str:
    told = re.sub(r"[\[\]|<>`]|%(?=%)", " ", one_line(shown))
    return f"[[{folder}/{name}{f'#^{block}' if block else ''}|{told}]]"


def _actor_note(actor: Row, passages: list[tuple[str, str, str]]) -> str:
    told = [("name", actor["name"]), ("id", actor["id"]), ("state", actor["state"])]
    told += [("passages", len(passages)), ("tags", ["dragoman/actor"])]
    lines = [f"- {_link('Sources', name, said, f'f{finding}')}" for name, finding, said in passages]
    return "\n".join([front(told), f"# {markdown(actor['name'])}\n", *lines, ""])


def _start(ledger: Ledger, listed: list[tuple[str, Row]], actors: list[str]) -> str:
    lines = [f"# {markdown(ledger.path.name)}\n", f"{markdown(sentence(ledger))}\n", "## Sources\n"]
    for name, entry in listed:
        lines.append(f"- {_link('Sources', name, title_of(entry))}")
    lines.append("\n## Actors\n")
    lines += [f"- {_link('Actors', name, name)}" for name in sorted(actors, key=str.casefold)]
    return "\n".join([*lines, ""])
