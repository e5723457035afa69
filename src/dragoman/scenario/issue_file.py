"""An issue file read: TOML to an Issue, or every fault in it at once, each with its line. docs/scenarios.md describes it."""

import datetime
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import DataError, UsageError
from dragoman.records import PartialDate
from dragoman.scenario.issue import PARTS, Issue, Outcome, Part, Point, Quoted, Scale, Stakeholder, Value
from dragoman.scenario.toml_lines import Lines, Place, scan

_TABLES = {
    "": {"issue", "scale", "stakeholder", "outcome"},
    "issue": {"question", "rubric", "resolves", "about", "note"},
    "scale": {"low", "high", "unit", "point"},
    "point": {"at", "name"},
    "stakeholder": {"name", "id", *PARTS},
    "value": {"value", "low", "high", "findings", "rows", "judgement", "thin"},
    "finding": {"id", "quote", "source"},
    "outcome": {"value", "source", "on"},
}
_HINT = "mend these lines; docs/scenarios.md shows what an issue file looks like"
_MOST = 1e12  # beyond it sums of products lose digits, and at the far end overflow
_BOUNDS: dict[Part, tuple[float, float, str]] = {
    "salience": (0.0, 1.0, "from 0 to 1"),
    "capability": (0.0, math.inf, "0 or more"),
}


def read_issue(path: Path | str) -> Issue:
    """The issue of a file. Raises DataError with a line "file:line: fault" for each fault in it."""
    place = Path(path)
    try:
        raw = place.read_bytes()
    except OSError as fault:
        raise UsageError(
            f"{place} cannot be read ({fault.strerror or fault})", "name an issue file, as docs/scenarios.md shows"
        ) from fault
    return parse_issue(decoded(raw, str(place)), str(place))


def decoded(raw: bytes, name: str = "issue") -> str:
    """The text of a file, without its byte order mark. Raises DataError with the line that is no UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise DataError(f"{name}:{line}: this is not UTF-8", "save the file as UTF-8") from fault


def parse_issue(text: str, name: str = "issue") -> Issue:
    """The issue of a text; `name` stands before the line in faults. Raises DataError."""
    text = text.replace("\r\n", "\n")
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise DataError(
            f"{name}:{_line_of(str(fault))}: this is no TOML: {fault}", "see toml.io for its rules"
        ) from None
    return _Reader(scan(text), name).issue(told)


def _line_of(said: str) -> str:
    """The line in what the parser says, "(at line 3, column 5)"; 1 if it says none."""
    after = said.partition("at line ")[2]
    return after.split(",")[0] if after else "1"


class _Reader:
    """One pass over the parsed file, which gathers faults and goes on with a stand-in."""

    def __init__(self, lines: Lines, name: str) -> None:
        self._lines = lines
        self._name = name
        self._faults: list[tuple[int, str]] = []
        self._absent: set[str] = set()  # tables, of which no key need be missed

    def issue(self, told: Mapping[str, Any]) -> Issue:
        self._known(told, "", ())
        head, scale = self._table(told, "issue"), self._scale(self._table(told, "scale"))
        holders = tuple(self._stakeholders(told, scale))
        issue = Issue(
            question=self._text(head, ("issue", "question")),
            rubric=self._text(head, ("issue", "rubric")),
            resolves=self._date(head, ("issue", "resolves")) or PartialDate(1),
            about=tuple(self._texts(head, ("issue", "about"))),
            note=self._text(head, ("issue", "note"), needed=False),
            scale=scale,
            stakeholders=holders,
            outcome=self._outcome(told, scale),
        )
        self._weigh(issue)
        self._raise()
        return issue

    def _raise(self) -> None:
        if self._faults:
            told = dict.fromkeys(f"{self._name}:{line}: {fault}" for line, fault in sorted(self._faults))
            raise DataError("\n".join(told), _HINT)

    def _fault(self, path: Place, said: str) -> None:
        self._faults.append((self._lines.of(*path), said))

    def _miss(self, path: Place) -> None:
        if path[0] not in self._absent:
            self._fault(path, f"{str(path[-1])!r} is missing here")

    def _known(self, told: Mapping[str, Any], kind: str, path: Place) -> None:
        for key in told:
            if key not in _TABLES[kind]:
                self._fault((*path, key), f"{key!r} is no key here; these are: {', '.join(sorted(_TABLES[kind]))}")

    def _table(self, told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        if key not in told:
            self._absent.add(key)
            self._fault((), f"there is no table [{key}]")
        elif not isinstance(told[key], dict):
            self._fault((key,), f"{key} is no table; write [{key}] on a line of its own")
        else:
            self._known(told[key], key, (key,))
            return dict(told[key])
        return {}

    def _scale(self, told: Mapping[str, Any]) -> Scale:
        low = self._number(told, ("scale", "low"))
        high = self._number(told, ("scale", "high"))
        if low is not None and high is not None and low >= high:
            self._fault(("scale", "high"), f"the scale runs from {low:g} to {high:g}, which is not upwards")
            low = high = None
        scale = Scale(
            low=-math.inf if low is None else low,
            high=math.inf if high is None else high,
            unit=self._text(told, ("scale", "unit"), needed=False),
        )
        points = tuple(self._points(told, scale))
        return Scale(low=scale.low, high=scale.high, unit=scale.unit, points=points)

    def _points(self, told: Mapping[str, Any], scale: Scale) -> Iterator[Point]:
        for number, point in self._rows(told, ("scale", "point")):
            path: Place = ("scale", "point", number)
            self._known(point, "point", path)
            at = self._number(point, (*path, "at"))
            name = self._text(point, (*path, "name"))
            if at is not None:
                self._on_scale(at, scale, (*path, "at"))
                yield Point(at, name)

    def _rows(self, told: Mapping[str, Any], path: Place) -> Iterable[tuple[int, Mapping[str, Any]]]:
        """The tables of a list, numbered; what is none is a fault."""
        rows = told.get(str(path[-1]), [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._fault(path, f"{path[-1]} is no list of tables; write [[{'.'.join(map(str, path))}]] before each")
            return []
        return list(enumerate(rows))

    def _stakeholders(self, told: Mapping[str, Any], scale: Scale) -> Iterator[Stakeholder]:
        seen: dict[str, int] = {}
        rows = list(self._rows(told, ("stakeholder",)))
        if len(rows) < 2:
            path: Place = ("stakeholder", 0) if rows else ()
            self._fault(
                path, f"there {'is one stakeholder' if rows else 'are no stakeholders'}; a question needs two at least"
            )
        for number, row in rows:
            path = ("stakeholder", number)
            self._known(row, "stakeholder", path)
            name = self._text(row, (*path, "name"))
            for key, text in (("name", name), ("id", self._text(row, (*path, "id"), needed=False))):
                folded = f"{key} {' '.join(text.casefold().split())}"
                if text and folded in seen:
                    self._fault((*path, key), f"{text!r} stands twice: first on line {seen[folded]}")
                seen.setdefault(folded, self._lines.of(*path, key))
            parts = {part: self._value(row, (*path, part), part, scale) for part in PARTS}
            yield Stakeholder(name=name, id=self._text(row, (*path, "id"), needed=False), **parts)

    def _value(self, row: Mapping[str, Any], path: Place, part: Part, scale: Scale) -> Value:
        told = row.get(part)
        if not isinstance(told, dict):
            said = "has no" if told is None else "is no table of value, low and high:"
            self._fault(path, f"{row.get('name', 'this stakeholder')!r} {said} {part}")
            return Value(value=math.nan, low=math.nan, high=math.nan)
        self._known(told, "value", path)
        value = self._number(told, (*path, "value"))
        low = self._number(told, (*path, "low"), needed=False)
        high = self._number(told, (*path, "high"), needed=False)
        bounded = [
            self._in_bounds(number, part, scale, (*path, key))
            for key, number in (("value", value), ("low", low), ("high", high))
            if number is not None
        ]
        value = math.nan if value is None else value
        low, high = value if low is None else low, value if high is None else high
        if low > high:
            self._fault((*path, "low"), f"the range of the {part} is upside down: from {low:g} to {high:g}")
        elif all(bounded) and (value < low or value > high):
            self._fault((*path, "value"), f"the {part} {value:g} lies outside of its range, {low:g} to {high:g}")
        return self._resting(told, path, Value(value=value, low=low, high=high))

    def _resting(self, told: Mapping[str, Any], path: Place, value: Value) -> Value:
        """The value with what it rests on; a fault if that is nothing."""
        findings = tuple(self._findings(told, (*path, "findings")))
        rows = tuple(self._texts(told, (*path, "rows")))
        judgement = self._text(told, (*path, "judgement"), needed=False)
        if not any(told.get(key) for key in ("findings", "rows", "judgement")):
            self._fault(path, f"nothing is said of what the {path[-1]} rests on: give findings, rows or judgement")
        thin = self._text(told, (*path, "thin"), needed=False)
        return Value(
            value=value.value, low=value.low, high=value.high, findings=findings, rows=rows, judgement=judgement, thin=thin
        )  # fmt: skip

    def _findings(self, told: Mapping[str, Any], path: Place) -> Iterator[Quoted]:
        for _, row in self._rows(told, path):
            self._known(row, "finding", path)
            texts = [self._text(row, (*path, key), needed=key != "source") for key in ("id", "quote", "source")]
            yield Quoted(*texts)

    def _outcome(self, told: Mapping[str, Any], scale: Scale) -> Outcome | None:
        if "outcome" not in told:
            return None
        table = self._table(told, "outcome")
        value = self._number(table, ("outcome", "value"))
        if value is not None:
            self._on_scale(value, scale, ("outcome", "value"))
        on = self._date(table, ("outcome", "on"), needed=False)
        return Outcome(value=value or 0.0, source=self._text(table, ("outcome", "source")), on=on)

    def _in_bounds(self, number: float, part: Part, scale: Scale, path: Place) -> bool:
        if part == "position":
            return self._on_scale(number, scale, path)
        low, high, words = _BOUNDS[part]
        if not low <= number <= high:
            self._fault(path, f"the {part} {number:g} is not {words}")
            return False
        return True

    def _on_scale(self, number: float, scale: Scale, path: Place) -> bool:
        if not scale.low <= number <= scale.high:
            self._fault(path, f"{number:g} is off the scale, which runs from {scale.low:g} to {scale.high:g}")
            return False
        return True

    def _weigh(self, issue: Issue) -> None:
        weights = [held.capability.value * held.salience.value for held in issue.stakeholders]
        if len(weights) > 1 and all(weight == 0 for weight in weights):
            self._fault(("stakeholder", 0), "all weights are zero: no stakeholder has both capability and salience")

    def _number(self, told: Mapping[str, Any], path: Place, *, needed: bool = True) -> float | None:
        key = str(path[-1])
        found = told.get(key)
        if found is None:
            if needed:
                self._miss(path)
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self._fault(path, f"{key} is no number: {_short(found)}")
            return None
        try:
            number = float(found)
        except OverflowError:
            number = math.inf
        if math.isnan(number) or abs(number) > _MOST:
            said = found if isinstance(found, float) else "a number too large"
            self._fault(path, f"{key} is {said}; give a number up to {_MOST:g}")
            return None
        return number

    def _text(self, told: Mapping[str, Any], path: Place, *, needed: bool = True) -> str:
        key = str(path[-1])
        found = told.get(key)
        if found is None:
            if needed:
                self._miss(path)
            return ""
        if not isinstance(found, str):
            self._fault(path, f"{key} is no text: {_short(found)}")
            return ""
        if needed and not found.strip():
            self._fault(path, f"{key} is empty")
        return found.strip()

    def _texts(self, told: Mapping[str, Any], path: Place) -> list[str]:
        found = told.get(str(path[-1]), [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self._fault(path, f"{path[-1]} is no list of texts: {_short(found)}")
            return []
        return [one.strip() for one in found]

    def _date(self, told: Mapping[str, Any], path: Place, *, needed: bool = True) -> PartialDate | None:
        found = told.get(str(path[-1]))
        if isinstance(found, datetime.date) and not isinstance(found, datetime.datetime):
            return PartialDate.of(found)
        if isinstance(found, int) and not isinstance(found, bool):
            found = str(found)  # resolves = 2027
        if isinstance(found, str):
            try:
                return PartialDate.parse(found)
            except UsageError:
                self._fault(path, f"{path[-1]} is no date: {_short(found)}; write 2027, 2027-06 or 2027-06-30")
        elif found is not None:
            self._fault(path, f"{path[-1]} is no date: {_short(found)}; write 2027, 2027-06 or 2027-06-30")
        elif needed:
            self._miss(path)
        return None


def _short(found: object) -> str:
    said = repr(found)
    return said if len(said) <= 40 else f"{said[:39]}…"
