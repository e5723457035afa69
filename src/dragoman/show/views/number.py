"""Number: one value of a measure by its address, with its definition and the findings and rows on which it rests."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter

from dragoman.ledger import COLUMNS, Ledger, flat, window
from dragoman.ledger.window import Number
from dragoman.measure.naming import in_names
from dragoman.records import Row
from dragoman.show import questions
from dragoman.show.caption import Caption
from dragoman.show.caption import caption as captioned
from dragoman.show.desk import Answer
from dragoman.show.gallery import Rows, gallery, naming
from dragoman.show.visit import NotHere, Sheet, Visit, register

router = APIRouter()
_KEYS = ("row", "value", "low", "high", "n", "missing")


def number(visit: Visit) -> Sheet:
    """The number at the address `at`; its rows are the findings behind it."""
    from dragoman.measure.recall import is_address  # and with it the numerical libraries: not before they are needed

    asked = visit.asked("at")
    at = asked.given.get("at", "")
    if not is_address(at):
        raise NotHere("this is no address of a number", "follow a number of a table, or copy its address from a result")
    answer = (
        _quarrel(visit, at) if at.startswith("disagreement:") else visit.desk.answer(visit.book, questions.number, at)
    )
    told: dict[str, Any] = answer.value or {
        "rows": [],
        "evidence": (),
        "definition": "",
        "question": at,
        "notes": (),
        "settings": {},
    }
    behind = [one for one in told["evidence"] if ":" not in one]
    start = (asked.page - 1) * asked.size
    shown = [] if asked.every else window.rows_of(visit.book, behind[start : start + asked.size])
    row = told["rows"][0] if told["rows"] else None

    def every(book: Ledger) -> Any:
        for finding in behind:
            yield from window.rows_of(book, [finding])

    named = naming(visit)
    caption = captioned(row, told["question"], told["settings"], visit.desk.world, named) if row else None
    sheet = gallery(
        visit, "number.html", caption.title if caption else in_names(told["question"], visit.desk.world),
        Rows(rows=shown, columns=COLUMNS, total=Number(len(behind)), flat=flat, every=every), [],
        {
            "at": at, "number": row, "keys": [(name, value) for name, value in (row or {}).items() if name not in _KEYS and value is not None],
            "elsewhere": [one for one in told["evidence"] if ":" in one], "definition": told["definition"], "notes": told["notes"],
            "asked": asked, "named": named, "caption": caption,
        },
        [answer],
    )  # fmt: skip
    return replace(sheet, gist=_gist(row, caption)) if row and caption else sheet


def _gist(row: Row, caption: Caption) -> str:
    """The value with its interval, and what it is of."""
    if row["value"] is None:
        return f"missing: {row['missing']}"
    band = f" (95 % interval: {caption.interval})" if caption.interval else ""
    return f"{caption.value}{band}; {caption.whole}"


def _quarrel(visit: Visit, at: str) -> Answer:
    """The strength of one disagreement: from all of them, which are compared once."""
    answer = visit.desk.answer(visit.book, questions.disagreeing, slow=True)
    if not answer.value:
        return answer
    row = next((row for row in answer.value["rows"] if row["row"] == at), None)
    if row is None:
        return visit.desk.answer(visit.book, questions.number, at, slow=True)
    behind = (row["finding_1"], row["finding_2"], *row["further"])
    plain = {name: value for name, value in row.items() if name != "further"}
    return Answer(answer.value | {"rows": [plain], "evidence": behind}, stale=answer.stale, state=answer.state)


register(router, "/number", number, keys=("at",))
