"""The house: what its docs promise about the package is so."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ["records", "run", "world", "read", "read.documents", "ledger"]
HEAVY = ("spacy", "polars", "trafilatura", "numpy", "rich", "lxml")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_exports_a_sorted_list_of_what_it_has(name: str) -> None:
    package = importlib.import_module(f"dragoman.{name}")
    names = list(package.__all__)
    assert names == sorted(names, key=lambda n: (not n.isupper(), n)) or names == sorted(names)
    assert all(hasattr(package, exported) for exported in names)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; sys.argv = ['dragoman', '--help']\nfrom dragoman.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
    code += f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_every_source_key_stands_in_the_bibliography() -> None:
    keys = set(
        re.findall(r"^\| \[([^\]]+)\]", (ROOT / "docs" / "bibliography.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    used = set()
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "training").glob("*.py")]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "Source: [" in line:
                used |= set(re.findall(r"\[([A-Za-z0-9-]+)\]", line))
    assert used
    assert used <= keys


def test_every_data_file_states_its_licence() -> None:
    for path in (ROOT / "src" / "dragoman" / "data").glob("*.csv"):
        head = [line for line in path.read_text(encoding="utf-8").splitlines()[:14] if line.startswith("#")]
        assert any("Apache-2.0" in line or "CC0" in line or "Unicode" in line for line in head), path.name


def test_the_licence_of_the_weights_ships_with_them() -> None:
    licence = (ROOT / "src" / "dragoman" / "data" / "model" / "LICENSE").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in licence
    assert "Universal Dependencies English Web Treebank" in licence


def test_no_weight_carries_a_path_of_the_machine_that_trained_it() -> None:
    config = (ROOT / "src" / "dragoman" / "data" / "model" / "en_dragoman" / "config.cfg").read_text(encoding="utf-8")
    assert "train = null" in config
