"""Write the trained attribution model into the package.

usage: python training/attribution/pack.py WORK_FOLDER [FILE [SETTINGS]]

FILE: src/dragoman/data/model/attribution.npz if left out; SETTINGS as for train.py. Words of the corpus go into it only if they
occur at least four times there.
"""

import json
import pickle
import sys
from pathlib import Path

import torch
from export import network_of
from learn import members
from network import Tagger

from dragoman.read.attribution.features import Encoder, Lexicon
from dragoman.read.attribution.model import Model, arrays_of
from dragoman.read.weights import pack

TARGET = Path(__file__).parents[2] / "src" / "dragoman" / "data" / "model" / "attribution.npz"


def main(work: str, target: str | None = None, settings_file: str = "tagger.json") -> None:
    folder, file = Path(work), Path(target) if target else TARGET
    settings = json.loads(Path(__file__).with_name(settings_file).read_text())
    stored = json.loads((folder / "lexicon.json").read_text())
    lexicon = Lexicon(stored["words"], stored["flags"])
    networks = []
    for k, member in enumerate(members(settings)):
        tagger = Tagger(member["network"], len(lexicon.words) + 1)
        tagger.load_state_dict(torch.load(folder / f"tagger{k}.pt"))
        networks.append(network_of(tagger.eval()))
    scorers, confidence, threshold = pickle.loads((folder / "linker.pkl").read_bytes())
    data = pack(arrays_of(Model(tuple(networks), Encoder(lexicon), *scorers, confidence, threshold)))
    file.write_bytes(data)
    print(f"{file}: {len(data) / 1e6:.1f} MB, {len(lexicon.words)} words, threshold {threshold:.2f}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
