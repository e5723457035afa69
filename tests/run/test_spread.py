"""Work spread over processes keeps its order, its bounds and its head when something dies."""

import os
import signal
import time

import pytest

from dragoman.errors import SourceError, UsageError
from dragoman.run import spread


def double(number: int) -> int:
    return 2 * number


def slow_at_first(number: int) -> int:
    time.sleep(0.2 if number == 0 else 0)
    return number


def fails_on_three(number: int) -> int:
    if number == 3:
        raise ValueError("three is too many")
    return number


def refuses(number: int) -> int:
    raise UsageError("not this one", "take another")


def dies_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def unpicklable(number: int) -> object:
    return lambda: number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(spread(slow_at_first, range(12), jobs=jobs)) == [(n, n) for n in range(12)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_to_do_gives_nothing(jobs: int) -> None:
    assert list(spread(double, [], jobs=jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_foreseen_fault_is_a_value(jobs: int) -> None:
    ((_, fault),) = spread(refuses, [1], jobs=jobs)
    assert isinstance(fault, UsageError)
    assert fault.hint == "take another"


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_unforeseen_fault_is_told_and_the_others_go_on(jobs: int) -> None:
    outcomes = [outcome for _, outcome in spread(fails_on_three, range(6), jobs=jobs)]
    fault = outcomes.pop(3)
    assert isinstance(fault, SourceError)
    assert fault.message == "could not be read: ValueError: three is too many"
    assert outcomes == [0, 1, 2, 4, 5]


def test_the_death_of_a_worker_is_a_fault_of_its_item_alone() -> None:
    outcomes = [outcome for _, outcome in spread(dies_on_three, range(8), jobs=2)]
    fault = outcomes.pop(3)
    assert isinstance(fault, SourceError)
    assert "signal 9" in fault.message
    assert outcomes == [0, 1, 2, 4, 5, 6, 7]


def test_a_result_that_cannot_travel_is_a_fault() -> None:
    ((_, fault),) = spread(unpicklable, [1], jobs=2)
    assert isinstance(fault, SourceError)


def test_items_are_taken_only_a_few_ahead() -> None:
    taken = 0

    def items():  # type: ignore[no-untyped-def]
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = spread(double, items(), jobs=2)
    next(results)
    assert taken <= 10
    results.close()


def test_workers_end_when_the_work_is_left() -> None:
    results = spread(_own_pid, range(100), jobs=2)
    _, pid = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)  # type: ignore[arg-type]


def _own_pid(number: int) -> int:
    return os.getpid()
