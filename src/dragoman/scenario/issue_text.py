"""An issue written as a file: the same issue, the same bytes; what is written reads back as what it was."""

from collections.abc import Iterator

from dragoman.scenario.issue import PARTS, Issue, Scale, Stakeholder, Value

_HEAD = "# An issue for `dragoman scenario run`; docs/scenarios.md says what each key means."


def issue_text(issue: Issue) -> str:
    """The TOML of an issue."""
    lines = [_HEAD, "", "[issue]", *_entry("question", issue.question), *_entry("rubric", issue.rubric)]
    lines += [f'resolves = "{issue.resolves}"']
    if issue.about:
        lines.append(f"about = [{', '.join(map(_quoted, issue.about))}]")
    lines += [*_entry("note", issue.note), "", *_scale(issue.scale)]
    for held in issue.stakeholders:
        lines += ["", *_stakeholder(held)]
    if issue.outcome:
        lines += ["", "[outcome]", f"value = {_number(issue.outcome.value)}", *_entry("source", issue.outcome.source)]
        lines += _entry("on", str(issue.outcome.on or ""))
    return "\n".join(lines) + "\n"


def _scale(scale: Scale) -> Iterator[str]:
    yield from ("[scale]", f"low = {_number(scale.low)}", f"high = {_number(scale.high)}", *_entry("unit", scale.unit))
    for point in scale.points:
        yield from ("", "[[scale.point]]", f"at = {_number(point.at)}", *_entry("name", point.name))


def _stakeholder(held: Stakeholder) -> Iterator[str]:
    yield from ("[[stakeholder]]", *_entry("name", held.name), *_entry("id", held.id))
    for part in PARTS:
        yield from ("", f"[stakeholder.{part}]", *_value(held.part(part)))


def _value(value: Value) -> Iterator[str]:
    yield from (f"{key} = {_number(getattr(value, key))}" for key in ("value", "low", "high"))
    if value.findings:
        yield "findings = ["
        for one in value.findings:
            source = f", source = {_quoted(one.source)}" if one.source else ""
            yield f"  {{ id = {_quoted(one.id)}, quote = {_quoted(one.quote)}{source} }},"
        yield "]"
    if value.rows:
        yield f"rows = [{', '.join(map(_quoted, value.rows))}]"
    yield from (*_entry("judgement", value.judgement), *_entry("thin", value.thin))


def _entry(key: str, text: str) -> list[str]:
    """The line of a text; none if it is empty."""
    return [f"{key} = {_quoted(text)}"] if text else []


def _number(value: float) -> str:
    told = float(value)
    return str(int(told)) if told.is_integer() and abs(told) < 1e15 else repr(told)


def _quoted(text: str) -> str:
    """A basic string: every control character escaped, so that a quote of several lines stays on one."""
    told = ""
    for letter in text:
        if letter in '\\"':
            told += f"\\{letter}"
        elif letter == "\n":
            told += "\\n"
        elif letter == "\t":
            told += "\\t"
        elif ord(letter) < 0x20 or ord(letter) == 0x7F:
            told += f"\\u{ord(letter):04x}"
        else:
            told += letter
    return f'"{told}"'
