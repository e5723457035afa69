"""Train the attribution tagger and its linker from PolNeAR.

usage: python training/attribution/train.py POLNEAR_FOLDER WORK_FOLDER [SETTINGS]

POLNEAR_FOLDER holds train/ with text/ and attributions/. WORK_FOLDER receives the checkpoints; a run that was stopped goes on from
them. Needs torch beside Dragoman (see README.md here). SETTINGS is tagger.json (the model of
the package) or pair.json (two networks averaged: surer, half as fast). Every draw is seeded; the hash of the data is stored.
`pack.py` writes the result into the package.

First the tagger, one network or two (`learn.py`), then the linker (`link.py`), then the confidence of its claims (`confide.py`).
"""

import json
import pickle
import sys
from pathlib import Path

import torch
from confide import learn_confidence
from corpus import digest, read_articles, split
from export import network_of
from learn import learn, members
from lexicon import flags, frequent_words
from link import learn_linker

from dragoman.read.attribution.features import Encoder, Lexicon
from dragoman.read.attribution.tokens import passages


def main(polnear: str, work: str, file: str = "tagger.json") -> None:
    settings = json.loads(Path(__file__).with_name(file).read_text())
    torch.set_num_threads(settings["threads"])
    folder = Path(work)
    folder.mkdir(parents=True, exist_ok=True)
    train, held = split(read_articles(Path(polnear) / "train"))
    data = {
        "train": digest(Path(polnear) / "train"),
        "articles": len(train),
        "held": [article.name for article in held],
    }
    print("data", data["train"], len(train), "articles,", len(held), "held", flush=True)
    (folder / "data.json").write_text(json.dumps(data))
    words = frequent_words(word for article in train for passage in passages(article.text) for word in passage.words)
    lexicon = Lexicon(words, flags())
    (folder / "lexicon.json").write_text(json.dumps({"words": words, "flags": dict(lexicon.flags)}))
    models = [
        learn(member, train, held, lexicon, folder / f"tagger{k}.pt") for k, member in enumerate(members(settings))
    ]
    scorers = learn_linker(models, train, Encoder(lexicon), settings["linker_seed"])
    networks = [network_of(model) for model in models]
    confidence, threshold = learn_confidence(networks, scorers, held, Encoder(lexicon))
    (folder / "linker.pkl").write_bytes(pickle.dumps((scorers, confidence, threshold)))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
