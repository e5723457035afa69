"""A ledger with what exports must survive: formulas, markup, line ends, names of devices, letters beyond the first plane."""

from dataclasses import replace
from pathlib import Path

from dragoman.ledger import Ledger, Query, export_to
from dragoman.records import Document, Known, Reading
from tests.factory import make_document, make_event, make_reading

PLAIN = "CONSULT KAZ RUS 2022-03-05\nACCUSE RUS UKR 2022\nSAYS KAZ we met them\nTIE KAZ CSTO member\nFIGURE 5 USD\n"
HOSTILE_TITLE = '=HYPERLINK("http://x","<script>alert(1)</script>") [[x]] }\nER  - \n---\n{{evil}}'
HOSTILE_QUOTE = '=cmd|"/c calc"!A1 <img src=x onerror=alert(1)> [[Actors/CON|x]] ^f1 `code` %%hidden%%'
EMOJI_TEXT = "🙂 Қазақстан 🙂\nCONSULT KAZ RUS 2022-03-05 Қазақстан 🙂"


def filled(ledger: Ledger) -> Ledger:
    """The ledger with a plain document, one with letters beyond the first plane, and a hostile one."""
    ledger.add(make_reading(PLAIN, outlet="The Toy & Co"))
    ledger.add(make_reading(EMOJI_TEXT))
    ledger.add(hostile())
    return ledger


def hostile(actor: str = "<b>con</b>") -> Reading:
    """A reading whose title, author, outlet, address and quote try to be something else than text; who acts in it, too."""
    made = make_document(f"nothing\n{HOSTILE_QUOTE}\nend", published="2022-03-01")
    source = replace(
        made.source,
        title=Known(HOSTILE_TITLE, "told"),
        author=Known("+Evil; @SUM(A1) and Ann & Co", "told"),
        outlet=Known("-2+3 <b>Press</b> %", "told"),
        url="javascript:alert(1)",
        path="/home/somebody/secret folder/con.txt",
    )
    document = Document(source, made.text, made.blocks)
    event = make_event(document, HOSTILE_QUOTE, "ACCUSE", [actor], ["RUS"], "2022-02-01/2022-02-03")
    return Reading(document, (event,))


def written(ledger: Ledger, file_format: str, target: Path, **filters: str) -> bytes:
    """What an export writes into a file."""
    export_to(ledger, Query.of(filters), file_format, target)  # type: ignore[arg-type]
    return target.read_bytes()
