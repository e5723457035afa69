"""The tally: counts of one document are counted in, and what a stranger wrote is shown on one plain line."""

from dataclasses import fields

from dragoman.read.llm.tally import Tally, one_line


def test_every_number_is_counted_in() -> None:
    whole, one = Tally(), Tally()
    numbers = [each.name for each in fields(Tally) if each.name not in ("dropped", "examples")]
    for place, name in enumerate(numbers, 1):
        setattr(one, name, place)
    one.dropped["a quote stands nowhere"] = 2
    whole.add(one)
    whole.add(one)
    assert [getattr(whole, name) for name in numbers] == [2 * place for place in range(1, len(numbers) + 1)]
    assert whole.dropped["a quote stands nowhere"] == 4


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    assert one_line("red \x1b[31m\nalert", 40) == "red [31m alert"


def test_a_long_line_is_cut_and_says_so() -> None:
    assert one_line("abcdefgh", 5) == "abcd…"
