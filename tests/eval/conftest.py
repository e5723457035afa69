"""The programs of eval/ import each other by plain names, as they are run."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "eval"))
