"""The world of the shipped tables, read once for all tests."""

import pytest

from dragoman.world import World, load_world


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()
