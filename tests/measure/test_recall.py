"""Recall: a number under its address is the number of the table from which it was copied, whatever was chosen there."""

from collections.abc import Callable

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.in_force import ties_in_force
from dragoman.measure.ranks import ranks
from dragoman.measure.recall import is_address, number_at
from dragoman.measure.result import Result
from dragoman.measure.visits import visits
from dragoman.measure.voices import left_out, voice_agreement
from dragoman.records import Reading
from tests.factory import make_document
from tests.measure.quarrel import keep

DAY = "2022-01-06"
DOCTRINE = "The doctrine of Kazakhstan.\nPartners are Russia and China.\nThen come Turkey and Russia.\n"
PRESS = {
    "Post: morning": ("Russia and China are partners.", "Russia and Ukraine are rivals.", "Iran and Iraq are rivals."),
    "Post: evening": ("Russia and China are rivals.", "Russia and Ukraine are rivals."),
}


def doctrine(book: Ledger) -> str:
    return next(row["id"] for row in book.sources() if row["path"] == "doctrine.txt")


ASKED: dict[str, Callable[[Ledger], Result]] = {
    "ties": lambda _: ties_in_force("KAZ", DAY),
    "ties of other powers": lambda _: ties_in_force("KAZ", DAY, powers=("RUS", "CHN", "TUR")),
    "ties of other weights": lambda _: ties_in_force("KAZ", DAY, powers=("RUS", "TUR"), weights={"member": 3.0}),
    "ranks": lambda book: ranks(book, doctrine(book)),
    "ranks without its own state": lambda book: ranks(book, doctrine(book), state="KAZ"),
    "ranks of who is not named": lambda book: ranks(book, doctrine(book), powers=("CHN", "IRN")),
    "ranks of a passage": lambda book: ranks(book, doctrine(book), passage=("Then", "Russia")),
    "visits of what is planned too": lambda book: visits(book, "KAZ", modality=("happened", "planned")),
    "voices": voice_agreement,
    "voices by outlet": lambda book: voice_agreement(book, by="outlet"),
    "voices about a side": lambda book: voice_agreement(book, "China"),
    "what a voice leaves out": lambda book: left_out(book, *PRESS, by="outlet"),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_number_under_an_address_is_that_of_the_table(ledger: Ledger, asked: Callable[[Ledger], Result]) -> None:
    ledger.add(Reading(make_document(DOCTRINE, path="doctrine.txt"), ()))
    for outlet, told in PRESS.items():
        keep(ledger, f"{' '.join(told)} So says {outlet}.", outlet=outlet)
    result = asked(ledger)
    rows = result.frame.rows(named=True)
    assert rows
    for row in rows[-12:]:
        assert is_address(row["row"])
        again = number_at(row["row"], ledger)
        assert again.frame.rows(named=True) == [row]
        assert again.rests_on(row["row"]) == result.rests_on(row["row"])


@pytest.mark.parametrize(
    "address", ["love:KAZ", "left_out:only", "ranks:abc", "ties:KAZ:2022-01-06:security:share:ATL"]
)
def test_what_is_no_address_of_a_number_is_refused(ledger: Ledger, address: str) -> None:
    with pytest.raises(UsageError):
        number_at(address, ledger)
