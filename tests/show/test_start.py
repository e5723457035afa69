"""The start: the first page does not wait for libraries that only some pages need."""

import subprocess
import sys

CODE = """
import sys
from importlib import import_module
from dragoman.show import app, serve
from dragoman.show.views import VIEWS
for view in VIEWS:
    import_module(f"dragoman.show.views.{view.module}")
print(*sorted({"numpy", "spacy", "torch", "lxml", "openpyxl", "docx"} & set(sys.modules)))
"""


def test_the_pages_are_there_before_the_numerical_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
