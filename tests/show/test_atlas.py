"""The atlas: shapes of states, disputed areas, and how the atlas shipped draws them."""

import pytest

from dragoman.data import rows
from dragoman.show.figures import atlas
from dragoman.show.figures.worldmap import centre
from dragoman.world import load_world


def test_every_shape_of_the_table_is_in_the_atlas_and_every_state_is_known() -> None:
    world = load_world()
    for state, shape in atlas.numbers().items():
        assert world.entity(state)
        assert atlas.shape_of(shape), state


@pytest.mark.parametrize("area", atlas.disputed(), ids=lambda area: area.id)
def test_every_disputed_area_has_an_outline_and_a_hatching_within_it(area: atlas.Disputed) -> None:
    assert area.rings
    assert all(len(ring) > 3 for ring in area.rings)
    lines = atlas.hatching(area.rings)
    assert len(lines) >= 3
    for (x1, y1), (x2, y2) in lines:
        assert any(atlas.holds(ring, ((x1 + x2) / 2, (y1 + y2) / 2)) for ring in area.rings)


@pytest.mark.parametrize(("area", "point"), [
    ("CRIMEA", (34.1, 44.95)), ("ABKHAZIA", (41.02, 43.01)), ("SOUTH_OSSETIA", (43.97, 42.23)), ("TRANSNISTRIA", (29.6, 46.85)),
    ("GOLAN", (35.78, 33.0)), ("AKSAI_CHIN", (79.5, 35.2)), ("ARUNACHAL", (93.6, 27.3)), ("HALAIB", (36.0, 22.4)), ("FOUR_OBLASTS", (37.8, 48.0)),
])  # fmt: skip
def test_an_area_holds_its_chief_place_and_the_atlas_draws_it_as_the_table_says(area: str, point: atlas.Point) -> None:
    told = next(one for one in atlas.disputed() if one.id == area)
    assert any(atlas.holds(ring, point) for ring in told.rings)
    drawn = [
        name for key, name in atlas.names().items() if any(atlas.holds(ring, point) for ring in atlas.shape_of(key))
    ]
    assert drawn == [told.drawn_as]


def test_no_area_stands_twice() -> None:
    ids = [row["id"] for row in rows("disputed_areas")]
    assert len(ids) == len(set(ids))


def test_the_middle_of_a_state_across_the_date_line_lies_in_it() -> None:
    east, north = centre("RUS")
    assert 60 < east < 130
    assert 50 < north < 75
