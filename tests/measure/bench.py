"""Where the published figures lie that measures are compared with: beside the checkout, or where DRAGOMAN_BENCH says."""

import os
from pathlib import Path

import pytest

BENCH = Path(os.environ.get("DRAGOMAN_BENCH", Path(__file__).resolve().parents[3] / "shared" / "bench")) / "measure"

needs_bench = pytest.mark.skipif(not BENCH.is_dir(), reason="the published figures are not beside this checkout")
