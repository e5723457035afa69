"""A sibling of the default reader's tagger, to stand beside the encoder's: the first member of pair.json, with the package's lexicon.

usage: python training/encoder/sibling.py POLNEAR_FOLDER WORK_FOLDER
"""

import json
import sys
from pathlib import Path

ATTRIBUTION = Path(__file__).resolve().parents[1] / "attribution"
sys.path.insert(1, str(ATTRIBUTION))

import torch  # noqa: E402
from corpus import read_articles, split  # noqa: E402
from learn import learn, members  # noqa: E402

from dragoman.read.attribution.model import load  # noqa: E402

FILE = "sibling.pt"


def sibling() -> dict:
    """Its settings."""
    return members(json.loads((ATTRIBUTION / "pair.json").read_text()))[0]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    train, held = split(read_articles(Path(sys.argv[1]) / "train"))
    learn(sibling(), train, held, load().encoder.lexicon, Path(sys.argv[2]) / FILE)
