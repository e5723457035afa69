"""Where the tables and keys of a TOML file stand: the parser keeps no line numbers, and a fault without one helps nobody.

The scan is a light one, for files that the parser has accepted: it follows brackets, strings and comments, and notes the
line of each `[table]`, `[[table]]` and `key =` outside of them.
"""

import re
from dataclasses import dataclass, field

Place = tuple[str | int, ...]
_KEY = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_TOKEN = re.compile(r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*|[\[\]{}]|\n', re.DOTALL)  # fmt: skip


@dataclass
class Lines:
    """The line of each table and key, by its path: ("stakeholder", 1, "position", "value")."""

    _at: dict[Place, int] = field(default_factory=dict)

    def of(self, *path: str | int) -> int:
        """The line of a path, or of the nearest table around it; 1 if nothing of it is there."""
        while path and path not in self._at:
            path = path[:-1]
        return self._at.get(path, 1)

    def note(self, path: Place, line: int) -> None:
        """Keep the first line of a path."""
        self._at.setdefault(path, line)


def scan(text: str) -> Lines:
    """The lines of a TOML text that parses."""
    lines, counts = Lines(), dict[Place, int]()
    table: Place = ()
    for number, line in _starts(text):
        stripped = line.strip()
        if stripped.startswith("["):
            many = stripped.startswith("[[")
            names = _PART.findall(stripped.split("]")[0])
            table = _table([_bare(name) for name in names], counts, many=many)
            lines.note(table, number)
        elif found := _KEY.match(line):
            path: Place = table
            for name in _PART.findall(found[1]):
                path = (*path, _bare(name))
                lines.note(path, number)
    return lines


def _starts(text: str) -> list[tuple[int, str]]:
    """The lines that begin outside of strings and brackets, with their numbers."""
    rows = text.split("\n")
    kept, depth, number, outside = [], 0, 1, True
    for found in _TOKEN.finditer(text):
        token = found[0]
        if outside and depth == 0:
            kept.append((number, rows[number - 1]))
            outside = False
        if token == "\n":
            number, outside = number + 1, True
        elif token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        else:
            number += token.count("\n")
    if outside and depth == 0:
        kept.append((number, rows[number - 1]))
    return kept


def _table(names: list[str], counts: dict[Place, int], *, many: bool) -> Place:
    """The path of a table's head: each list on the way stands for its last element so far."""
    path: Place = ()
    for place, name in enumerate(names):
        path = (*path, name)
        if many and place == len(names) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _bare(name: str) -> str:
    return name[1:-1] if name[:1] in "\"'" else name
