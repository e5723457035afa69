"""A ledger of documents whose author is an attacker: every field that a document or a colleague can fill tries to be
something else than text. And what an answer must not be, however it was asked.
"""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from dragoman.errors import SourceError
from dragoman.ledger import Estimate, Ledger, Question
from dragoman.records import (
    Actor,
    Assessment,
    Claim,
    Document,
    Event,
    EventType,
    Figure,
    Finding,
    Forecast,
    Known,
    Modality,
    PartialDate,
    Reading,
    Sign,
    Span,
    Tie,
)
from tests.factory import actor, make_document, make_reading

SCRIPT = "xss(1)"
MARKUP = (
    f"\"'></title></textarea></script><script>{SCRIPT}</script><img src=x onerror={SCRIPT}>"
    f"<svg/onload={SCRIPT}><a href=javascript:{SCRIPT}>"
)
"""What would run if a page took it for markup, wherever it stands."""
OVERRIDE = "\u202e"
"""Turns the letters after it round, so that 2022 is read as 2202."""
FORMULA = "=cmd|' /C calc'!A0"
TITLE = f"{FORMULA}{MARKUP}{OVERRIDE} \x00 }}}}\nER  - \n---\n{{{{7*7}}}} ${{7*7}} <%* tp.user.evil() %> %%x%%"
OUTLET = f"+2 {MARKUP}{OVERRIDE};=1+1"
AUTHOR = f"@SUM(A1) {MARKUP}{OVERRIDE}; -2+3"
NAME = f"Eve {MARKUP}{OVERRIDE}"
WORDS = f"they met {MARKUP} [[x|y]] `$= dv` <% x %> {OVERRIDE}abc;=1+1 and parted."


def make_evil(place: Path) -> Path:
    """The ledger, at `place`."""
    with Ledger.open(place, create=True, clock=lambda: "2026-01-02T03:04:05+00:00") as book:
        for number in range(2):
            book.add(_evil(number))
        book.add(
            make_reading("A calm report\nASSAULT RUS UKR 2022-02-24\nTIE KAZ CSTO member\nCONSULT KAZ RUS 2023-01-02\n")
        )
        book.skip(f"/tmp/{MARKUP}{OVERRIDE}.pdf", SourceError(f"is {MARKUP}", f"ask {MARKUP}"))
        claim = next(book.findings(kind="claim"))
        book.decide(claim["id"], "confirmed", analyst=NAME, note=MARKUP)
        due, day = PartialDate.parse("2030-01-01"), PartialDate.parse("2026-01-01")
        asked = Question(question=f"Will it {MARKUP}?", rubric=MARKUP, due=due)
        book.register(asked, Estimate(question="", forecaster=NAME, probability=0.3, made_on=day))
    return place


def _evil(number: int) -> Reading:
    line = f"{number}: {WORDS}"
    made = make_document(f"{number} {TITLE}\n{line}\nend\n", published=f"2022-03-0{number + 1}", language="en")
    outlet = Known("+" * number + OUTLET, MARKUP)
    source = replace(
        made.source, title=Known(f"{number} {TITLE}", MARKUP), author=Known(AUTHOR, MARKUP), outlet=outlet,
        url=f"javascript:{SCRIPT}//{number}", path=f"/tmp/../{MARKUP}{OVERRIDE}{number}.txt", notes=(MARKUP,),
    )  # fmt: skip
    document = Document(source, made.text, made.blocks)
    return Reading(document, tuple(_findings(document, line, number)), (MARKUP,), (Actor(NAME),))


def _findings(document: Document, line: str, number: int) -> Iterator[Finding]:
    start = document.text.index(line)
    span = Span.cut(document.text, start, start + len(line))
    eve, kaz, rus = Actor(NAME, span=span), actor("KAZ"), actor("RUS")
    sign = (Sign.COOPERATIVE, Sign.ADVERSARIAL)[number]
    head: dict[str, Any] = {
        "source": document.source.id,
        "span": span,
        "voice": (eve,),
        "method": f"toy {MARKUP}",
        "notes": (MARKUP,),
    }
    for n, (one, other) in enumerate(((kaz, rus), (eve, kaz), (rus, eve))):
        date = PartialDate.parse(f"202{n + 1}-0{number + 1}-03")
        yield Event(
            **head, event_type=EventType.ACCUSE, modality=Modality.HAPPENED, actors=(one,), recipients=(other,), date=date,
            place=MARKUP,
        )  # fmt: skip
    yield Claim(**head, speaker=eve, content=(span,), about=(eve, kaz), assessment=Assessment("KAZ", "RUS", sign))
    yield Tie(**head, a=kaz, b=eve, relation="member", start=PartialDate.parse("2020"))
    yield Figure(**head, value=5.0 * (number + 1), unit=MARKUP, about=f"{NAME} aid")
    yield Forecast(**head, speaker=eve, content=span, condition=MARKUP)


def routes(app: FastAPI, method: str = "GET") -> list[str]:
    """The paths of every route that answers to a method."""
    return [str(one.path) for one in iter_route_contexts(app.routes) if method in (one.methods or ())]


def ids(client: TestClient) -> dict[str, str]:
    """What may stand for `{id}` on the pages of single things: the attacker's if there is one, else the first that is listed."""
    known = {}
    for name, listed in (("event", "events"), ("finding", "claims"), ("source", "sources"), ("scenario", "scenarios")):
        rows = client.get(f"/{listed}.json").json()["rows"]
        one = next((row for row in rows if "xss" in str(row)), rows[0] if rows else None)
        known[name] = str(one["id"]) if one else "0"
    return known


class Elements(HTMLParser):
    """What stands in a page beside text: every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def faults(self) -> list[str]:
        """The elements that could run or load something that is not ours."""
        return [f"<{tag} {attributes}>" for tag, attributes in self.found if _is_fault(tag, attributes)]


_FORBIDDEN = frozenset(("iframe", "frame", "object", "embed", "base", "style", "math", "template", "portal"))
_OWN = ("/", "#", "?")


def _is_fault(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag == "img":
        return (
            not (attributes.get("src") or "").startswith("/source/")
            or {"onerror", "onload"} & attributes.keys() != set()
        )
    if tag in _FORBIDDEN or any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes):
        return True
    if tag == "script":
        return not (attributes.get("src") or "").startswith("/own/") and attributes.get("type") != "application/json"
    if tag == "meta" and "http-equiv" in attributes:
        return True
    links = [attributes.get(name) for name in ("href", "src", "action", "formaction", "hx-get", "hx-post")]
    return any(not link.startswith(_OWN) or link.startswith("//") for link in links if link is not None)
