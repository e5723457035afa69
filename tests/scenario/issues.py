"""Issues for tests: a few names and numbers in, an issue or its file out."""

from dragoman.records import PartialDate
from dragoman.scenario.issue import Issue, Point, Quoted, Scale, Stakeholder, Value


def value(number: float, low: float | None = None, high: float | None = None, **facts: object) -> Value:
    """A number that rests on a judgement, with its range."""
    facts = {"judgement": "judgement by the test"} | facts
    return Value(
        value=number, low=number if low is None else low, high=number if high is None else high, **facts  # type: ignore[arg-type]
    )  # fmt: skip


def stakeholder(name: str, position: float, salience: float = 0.5, capability: float = 1.0) -> Stakeholder:
    """A stakeholder whose position may be ten off, as far as the scale goes."""
    return Stakeholder(
        name=name,
        position=value(position, max(0.0, position - 10), min(100.0, position + 10)),
        salience=value(salience),
        capability=value(capability),
    )


def make_issue(*stakeholders: Stakeholder, **facts: object) -> Issue:
    """An issue on a scale from 0 to 100; without stakeholders one with two of them."""
    told: dict[str, object] = {
        "question": "How far?",
        "rubric": "As the two say.",
        "resolves": PartialDate(2028, 12, 31),
        "scale": Scale(low=0.0, high=100.0, points=(Point(0.0, "not at all"), Point(100.0, "wholly"))),
        "stakeholders": stakeholders or (stakeholder("Kazakhstan", 30.0), stakeholder("Russia", 90.0)),
    }
    return Issue(**(told | facts))  # type: ignore[arg-type]


QUOTED = Quoted("0123456789abcdef", 'He said: "never",\nand left\\.', "The Toy, 2022-03-01")

WELL = """
[issue]
question = "How far?"
rubric = "As the two say."
resolves = 2028-12-31

[scale]
low = 0
high = 100

[[stakeholder]]
name = "Kazakhstan"
position = { value = 30, low = 20, high = 40, judgement = "mine" }
salience = { value = 0.5, judgement = "mine" }
capability = { value = 1, judgement = "mine" }

[[stakeholder]]
name = "Russia"
[stakeholder.position]
value = 90
judgement = "mine"
[stakeholder.salience]
value = 0.5
judgement = "mine"
[stakeholder.capability]
value = 2
rows = ["a table"]
"""
