"""The names from the Unicode CLDR: generated, never edited by hand, and none that misleads."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.world.sheet import read_rows
from dragoman.world.tables import DATA

TABLE = DATA / "state_names_cldr.csv"
TOOL = Path(__file__).resolve().parents[2] / "tools" / "cldr_names.py"


def rows() -> list[tuple[str, str, str]]:
    _, *found = (cells for _, cells in read_rows(TABLE))
    return [(entity, name, language) for entity, name, language, *_ in found]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    babel = pytest.importorskip("babel", reason="Babel, which carries the CLDR, is not installed")
    if f"Babel {babel.__version__}," not in TABLE.read_text(encoding="utf-8"):
        pytest.skip(f"the table was made with another Babel than {babel.__version__}")
    spec = importlib.util.spec_from_file_location("cldr_names", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_what_the_tool_makes(tool: ModuleType) -> None:
    assert tool.table() == TABLE.read_text(encoding="utf-8"), "run python tools/cldr_names.py"


def test_every_name_left_out_is_one_that_the_cldr_has(tool: ModuleType) -> None:
    offered = {(language, name) for _, language, name in tool.names()}
    assert set(tool.LEFT_OUT) <= offered


@pytest.mark.parametrize(
    ("name", "language", "names"),
    [
        ("Congo - Kinshasa", "fr", ["Congo-Kinshasa"]),
        ("Myanmar (Burma)", "tr", ["Myanmar"]),
        ("Маршалловы о-ва", "ru", ["Маршалловы острова"]),
        ("刚果（金）", "zh", ["刚果（金）", "刚果(金)"]),
    ],
)
def test_decorations_are_taken_off(tool: ModuleType, name: str, language: str, names: list[str]) -> None:
    assert list(tool.undecorated(name, language)) == names


def test_the_head_names_source_licence_and_version() -> None:
    head = TABLE.read_text(encoding="utf-8").split("entity,", maxsplit=1)[0]
    for words in ("Unicode CLDR", "Babel", "Unicode-3.0", "Checked: 20"):
        assert words in head


def test_no_decoration_is_left_in_a_name() -> None:
    for entity, name, language in rows():
        assert " - " not in name, entity
        assert "о-ва" not in name, entity
        assert language == "zh" or "(" not in name, entity


def test_the_table_has_six_languages_for_nearly_all_states() -> None:
    found = rows()
    assert len(found) > 1200
    for language in ("ru", "tr", "kk", "ar", "zh", "fr"):
        assert len({entity for entity, _, known in found if known == language}) > 175, language
