"""From the fine-tuned encoder to the files of the package: network file, tagger and linker, judges, settings of the events.

usage: python training/encoder/finish.py WEIGHTS_FOLDER POLNEAR_FOLDER WORK_FOLDER

What follows the encoder is learnt on the states that the small network file gives, which are those of the package. WORK_FOLDER holds
what fine_tune.py, branch.py and sibling.py left; each step leaves a file there and is left out if that is there.
"""

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "attribution"))

import network_file
import numpy as np
import torch
from branch import BRANCHED, branched
from confide import learn_confidence
from corpus import Article, Tagged, read_articles, split, tagged
from export import Frozen, network_of
from fine_tune import vocabulary_of
from learn import exact, hidden, span_scores, stack
from link import learn_linker
from network import Tagger
from sibling import FILE as FROM_SIBLING
from sibling import sibling
from torch.nn.utils.rnn import pad_sequence

import dragoman.read.encoder.states as runtime
from dragoman.read.attribution.features import Encoder
from dragoman.read.attribution.model import FILE, Model, arrays_of, load
from dragoman.read.attribution.network import Network, tag
from dragoman.read.weights import pack

EPOCHS, RATE, BATCH = 4, 6e-4, 24


def main(weights: str, polnear: str, work: str) -> None:
    settings = json.loads(Path(__file__).with_name("network.json").read_text())
    torch.set_num_threads(settings["threads"])
    torch.manual_seed(settings["seed"])
    folder, vocabulary = Path(work), vocabulary_of(Path(weights))
    default = load()
    lexicon = default.encoder.lexicon  # its network is heard beside the new one, and both see the same words
    model = branched(settings, folder / f"{BRANCHED}.pt")
    file = folder / network_file.FILE
    if not file.exists():
        network_file.write(model.encoder, file)
    tell = Told(network_file.opened(file, vocabulary))
    train, held = split(read_articles(Path(polnear) / "train"))
    tagger = settle(model.tagger, train, held, Encoder(lexicon), tell, settings, folder / "tagger.pt")
    other = Tagger(sibling()["network"], len(lexicon.words) + 1)
    other.load_state_dict(torch.load(folder / FROM_SIBLING))
    members = [
        tagger,
        *(Frozen(network, settings["network"]["dropout_out"]) for network in default.networks),
        other.eval(),
    ]
    networks = [network_of(member) for member in members]
    for together in (networks[:1], networks[:2], networks):
        print("held,", len(together), "networks:", held_scores(together, held, Encoder(lexicon), tell), flush=True)
    scorers = learn_linker(members, train, Encoder(lexicon), settings["linker_seed"], tell=tell)
    confidence, threshold = learn_confidence(networks, scorers, held, Encoder(lexicon), tell)
    packed = pack(arrays_of(Model(tuple(networks), Encoder(lexicon), *scorers, confidence, threshold)))
    (folder / FILE).write_bytes(packed)
    print(f"{FILE}: {len(packed) / 1e6:.1f} MB, threshold {threshold:.2f}", flush=True)


class Told:
    """What the encoder says of passages; each is asked once."""

    def __init__(self, encoder: runtime.Encoder) -> None:
        self.encoder = encoder
        self.known: dict[tuple[str, ...], np.ndarray] = {}

    def __call__(self, found: Sequence[Tagged]) -> list[np.ndarray]:
        return [self._of(one) for one in found]

    def _of(self, one: Tagged) -> np.ndarray:
        key = tuple(one.passage.words)
        if key not in self.known:
            self.known[key] = network_file.half(self.encoder.encode(one.passage)[0])
        return self.known[key].astype(np.float32)


def settle(
    tagger: Tagger, train: list[Article], held: list[Article], encoder: Encoder, tell: Told, settings: dict, file: Path
) -> Tagger:
    """The tagger, learnt further on the states of the small network."""
    if file.exists():
        tagger.load_state_dict(torch.load(file))
        return tagger.eval()
    found = [
        t
        for article in train
        for k in range(min(2, len(article.annotations)))
        for t in tagged(article, k)
        if len(t.passage) > 1
    ]
    asked = [t for article in held for t in tagged(article)]
    print("as fine-tuned", scores_of(tagger, asked, encoder, tell), flush=True)
    optimiser = torch.optim.AdamW(tagger.parameters(), lr=RATE, weight_decay=settings["weight_decay"])
    averaged = {name: value.clone() for name, value in tagger.state_dict().items()}
    hider, chance = np.random.default_rng(settings["seed"]), np.random.default_rng(settings["seed"] + 1)
    steps = math.ceil(len(found) / BATCH)
    for epoch in range(EPOCHS):
        tagger.train()
        found.sort(key=lambda one: len(one.passage) + chance.random() * 12)
        for step, at in enumerate(chance.permutation(steps)):
            group = found[at * BATCH : (at + 1) * BATCH]
            done = (epoch * steps + step) / (EPOCHS * steps)
            for part in optimiser.param_groups:
                part["lr"] = RATE * min(1, 50 * done) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
            rows, lengths, tags = stack(group, encoder)
            loss = tagger.loss(hidden(rows, hider, settings), lengths, tags, beside(group, tell))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), settings["clip"])
            optimiser.step()
            for name, value in tagger.state_dict().items():
                averaged[name].lerp_(value, 1 - settings["averaging"])
        kept = {name: value.clone() for name, value in tagger.state_dict().items()}
        tagger.load_state_dict(averaged)
        print("settled", epoch, scores_of(tagger, asked, encoder, tell), flush=True)
        tagger.load_state_dict(kept)
    tagger.load_state_dict(averaged)
    torch.save(averaged, file)
    return tagger.eval()


def held_scores(networks: Sequence[Network], held: list[Article], encoder: Encoder, tell: Told) -> dict[str, float]:
    """Exact F1 a role over the spans that networks tag together."""
    found = [t for article in held for t in tagged(article)]
    taggings = tag(networks, [encoder.encode(one.passage) for one in found], tell(found))
    return exact(found, [tagging.tags.tolist() for tagging in taggings])


def beside(group: Sequence[Tagged], tell: Told) -> torch.Tensor:
    """The states of a batch (steps, batch, width)."""
    return pad_sequence([torch.from_numpy(states) for states in tell(group)])


def scores_of(tagger: Tagger, asked: list[Tagged], encoder: Encoder, tell: Told) -> dict[str, float]:
    """Exact F1 a role over tagged spans."""
    return span_scores(tagger, asked, encoder, lambda group: beside(group, tell))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
