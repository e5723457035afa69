"""Fine-tune the pretrained encoder: attribution from PolNeAR, deeds, modality, sides and assessment from marked sentences.

usage: python training/encoder/fine_tune.py WEIGHTS_FOLDER POLNEAR_FOLDER MARKED.jsonl WORK_FOLDER

WEIGHTS_FOLDER holds model.safetensors and vocab.txt; MARKED.jsonl is made by marked.py, and its texts with a fold are left to
branch.py. Needs torch and safetensors. A run that was stopped goes on from WORK_FOLDER; every draw is seeded, the hashes of data
and weights are printed.
"""

import hashlib
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "attribution"))

import numpy as np
import torch
from corpus import Tagged, digest, read_articles, split, tagged
from heads import Encoded
from learn import dressings, hidden, span_scores, stack
from lexicon import flags, frequent_words
from minilm import MiniLM
from sentences import cost, endless, padded, read_marked, shown
from torch import Tensor

from dragoman.read.attribution.features import Encoder, Lexicon
from dragoman.read.attribution.tokens import passages
from dragoman.read.encoder.pieces import Vocabulary


def main(weights: str, polnear: str, marked: str, work: str, *, out: str = "encoded") -> None:
    settings = json.loads(Path(__file__).with_name("network.json").read_text())
    torch.set_num_threads(settings["threads"])
    torch.manual_seed(settings["seed"])
    folder = Path(work)
    folder.mkdir(parents=True, exist_ok=True)
    train, held = split(read_articles(Path(polnear) / "train"))
    print("data", digest(Path(polnear) / "train"), _hash(Path(marked)), flush=True)
    print("weights", _hash(Path(weights) / "model.safetensors"), flush=True)
    words = frequent_words(word for article in train for passage in passages(article.text) for word in passage.words)
    lexicon = Lexicon(words, flags())
    (folder / "lexicon.json").write_text(json.dumps({"words": words, "flags": dict(lexicon.flags)}))
    vocabulary = vocabulary_of(Path(weights))
    texts = read_marked(Path(marked))
    model = Encoded(settings, len(words) + 1, MiniLM.pretrained(Path(weights) / "model.safetensors"))
    run = Run(model, settings, Encoder(lexicon), vocabulary, folder / f"{out}.state")
    run.resume()
    learnt = [one for one in texts if not one.row["held"] and "fold" not in one.row]
    asked = [one for one in texts if one.row["held"]]
    held_passages = [t for article in held for t in tagged(article)]
    sentences = endless(learnt, run.chance, settings["texts"])
    while run.epoch < settings["epochs"]:
        started = time.process_time()
        loss = run.learn(train, sentences)

        def beside(group: list[Tagged]) -> Tensor:
            return told(run.averaged, group, vocabulary)

        scores = span_scores(run.averaged.tagger, held_passages, run.encoder, beside)
        scores |= shown(run.averaged, asked, vocabulary)
        print(
            json.dumps(
                {"epoch": run.epoch, "loss": round(loss, 4), "cpu": round(time.process_time() - started), **scores}
            ),
            flush=True,
        )
        torch.save(run.averaged.state_dict(), folder / f"{out}.pt")
        run.store()


class Run:
    """A run as it stands; stored after each epoch."""

    def __init__(self, model: Encoded, settings: dict, encoder: Encoder, vocabulary: Vocabulary, file: Path) -> None:
        self.model, self.settings, self.encoder, self.vocabulary, self.file = model, settings, encoder, vocabulary, file
        self.averaged = Encoded(settings, model.tagger.embed["word"].num_embeddings, MiniLM())
        self.averaged.load_state_dict(model.state_dict())
        base = [p for p in model.encoder.parameters() if p.requires_grad]
        own = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
        self.groups = [{"params": base, "peak": settings["rate_encoder"]}, {"params": own, "peak": settings["rate"]}]
        self.optimiser = torch.optim.AdamW(self.groups, weight_decay=settings["weight_decay"], betas=(0.9, 0.98))
        self.chance = random.Random(settings["seed"])
        self.epoch = self.step = 0

    def learn(self, train: list, sentences: Iterator) -> float:
        """Go once through the articles, a batch of marked sentences beside each batch of passages."""
        settings = self.settings
        groups = list(_groups(dressings(train, self.chance, settings), self.chance, settings["batch_tokens"]))
        hider = np.random.default_rng(self.chance.randrange(2**32))
        self.model.train()
        losses = 0.0
        for group in groups:
            for part in self.optimiser.param_groups:
                part["lr"] = part["peak"] * _slope(
                    self.step, settings["epochs"] * len(groups), settings["warmup_steps"]
                )
            rows, lengths, tags = stack(group, self.encoder)
            beside = told(self.model, group, self.vocabulary)
            loss = self.model.tagger.loss(hidden(rows, hider, settings), lengths, tags, beside)
            loss = loss + 0.15 * cost(self.model, next(sentences), self.vocabulary, settings["shares"])
            self.optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings["clip"])
            self.optimiser.step()
            self._average()
            self.step += 1
            losses += loss.item()
            if self.step % 100 == 0:
                print("step", self.step, "of", settings["epochs"] * len(groups), round(loss.item(), 3), flush=True)
        self.epoch += 1
        return losses / len(groups)

    def _average(self) -> None:
        keep = min(self.settings["averaging"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for old, new in zip(self.averaged.parameters(), self.model.parameters(), strict=True):
                old.lerp_(new, 1 - keep)

    def store(self) -> None:
        """Write everything that a stopped run needs."""
        parts = {name: getattr(self, name).state_dict() for name in ("model", "averaged", "optimiser")}
        numbers = {
            "epoch": self.epoch,
            "step": self.step,
            "chance": self.chance.getstate(),
            "torch": torch.get_rng_state(),
        }
        torch.save({**parts, **numbers}, self.file)

    def resume(self) -> None:
        """Go on where a stopped run was."""
        if self.file.exists():
            state = torch.load(self.file, weights_only=False)
            for name in ("model", "averaged", "optimiser"):
                getattr(self, name).load_state_dict(state[name])
            self.epoch, self.step = state["epoch"], state["step"]
            self.chance.setstate(state["chance"])
            torch.set_rng_state(state["torch"])


def told(model: Encoded, group: list[Tagged], vocabulary: Vocabulary) -> Tensor:
    """The encoder's states of a batch (steps, batch, width)."""
    found = [one.passage for one in group]
    return model.states(*padded(found, vocabulary), max(map(len, found)))[0].transpose(0, 1)


def vocabulary_of(folder: Path) -> Vocabulary:
    """The pieces of the pretrained encoder."""
    lines = (folder / "vocab.txt").read_text("utf-8").splitlines()
    return Vocabulary({piece: number for number, piece in enumerate(lines)})


def _groups(found: list[Tagged], chance: random.Random, most: int) -> Iterator[list[Tagged]]:
    found = [one for one in found if len(one.passage) > 1]
    chance.shuffle(found)
    found.sort(key=lambda one: len(one.passage) // 6)
    groups: list[list[Tagged]] = [[]]
    for one in found:
        if groups[-1] and len(one.passage) * (len(groups[-1]) + 1) > most:
            groups.append([])
        groups[-1].append(one)
    chance.shuffle(groups)
    yield from groups


def _slope(step: int, total: int, warm: int) -> float:
    return min(1.0, (step + 1) / warm) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))


def _hash(file: Path) -> str:
    return f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}"


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
