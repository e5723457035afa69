"""Teach a branch beside the encoder's last layers what is asked of sentences, so that what the last layers know of attribution stays.

usage: OMP_NUM_THREADS=1 python training/encoder/branch.py WEIGHTS_FOLDER MARKED.jsonl WORK_FOLDER [FOLD]

After fine_tune.py. Learns from our marked sentences and, half of each batch, from those of Zero-Shot-PLOVER, which the encoder has
not seen before; with FOLD (0 to 4) that fifth of them is left out, so that it can be measured there. Writes branched.pt or
branched-FOLD.pt; four minutes on one core.
"""

import json
import math
import random
import sys
import time
from pathlib import Path

import torch
from fine_tune import vocabulary_of
from heads import Encoded
from minilm import MiniLM
from sentences import Marked, cost, mixed, read_marked, shown

from dragoman.read.encoder.pieces import Vocabulary

BRANCHED = "branched"


def main(weights: str, marked: str, work: str, fold: str = "") -> None:
    settings = json.loads(Path(__file__).with_name("network.json").read_text())
    torch.set_num_threads(settings["threads"])
    folder, vocabulary, texts = Path(work), vocabulary_of(Path(weights)), read_marked(Path(marked))
    held = [one for one in texts if one.row["held"]]
    own = [one for one in texts if not one.row["held"] and "fold" not in one.row]
    folded = [one for one in texts if "fold" in one.row and str(one.row["fold"]) != fold]
    left = [one for one in texts if str(one.row.get("fold")) == fold]
    started = time.process_time()
    model = learnt(begun(settings, folder / "encoded.pt"), settings, folded, own, vocabulary)
    name = f"{BRANCHED}-{fold}" if fold else BRANCHED
    torch.save(model.state_dict(), folder / f"{name}.pt")
    told = {"held": shown(model, held, vocabulary), "left out": shown(model, left, vocabulary)}
    print(name, json.dumps(told), "cpu", round(time.process_time() - started), flush=True)


def begun(settings: dict, file: Path) -> Encoded:
    """The fine-tuned encoder with a branch that is still a copy; only branch and judges will learn."""
    stored = torch.load(file)
    model = Encoded(settings, stored["tagger.embed.word.weight"].shape[0], MiniLM())
    model.load_state_dict(stored)
    model.requires_grad_(requires_grad=False)
    model.encoder.grow(settings["branch"]["layers"]).branch.requires_grad_(requires_grad=True)
    for part in (model.look, model.gist, model.words, model.modality, model.sides, model.pairs):
        part.requires_grad_(requires_grad=True)
    return model


def branched(settings: dict, file: Path) -> Encoded:
    """What this step has left, ready to be asked."""
    stored = torch.load(file)
    encoder = MiniLM().grow(settings["branch"]["layers"])
    model = Encoded(settings, stored["tagger.embed.word.weight"].shape[0], encoder)
    model.load_state_dict(stored)
    return model.eval()


def learnt(model: Encoded, settings: dict, folded: list[Marked], own: list[Marked], vocabulary: Vocabulary) -> Encoded:
    """The model after all steps, its weights averaged over the last of them."""
    asked = settings["branch"]
    torch.manual_seed(settings["seed"])
    batches = mixed(folded, own, random.Random(settings["seed"]), asked["texts"])
    judges = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("encoder.")]
    groups = [
        {"params": list(model.encoder.branch.parameters()), "peak": asked["rate_encoder"]},
        {"params": judges, "peak": asked["rate"]},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=settings["weight_decay"], betas=(0.9, 0.98))
    moving = [p for group in groups for p in group["params"]]
    averaged = [p.detach().clone() for p in moving]
    model.train()
    for step in range(asked["steps"]):
        slope = 0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * step / asked["steps"]))
        for part in optimiser.param_groups:
            part["lr"] = part["peak"] * min(1.0, (step + 1) / asked["warmup_steps"]) * slope
        loss = cost(model, next(batches), vocabulary, asked["shares"])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, settings["clip"])
        optimiser.step()
        keep = min(asked["averaging"], (1 + step) / (10 + step))
        with torch.no_grad():
            for old, new in zip(averaged, moving, strict=True):
                old.lerp_(new, 1 - keep)
    with torch.no_grad():
        for old, new in zip(averaged, moving, strict=True):
            new.copy_(old)
    return model.eval()


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
