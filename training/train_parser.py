"""Train the reader's parser (tags and syntax) from the Universal Dependencies English Web Treebank.

usage: python training/train_parser.py TREEBANK_DIR WORK_DIR

TREEBANK_DIR holds train.conllu and dev.conllu (UD English EWT 2.15). WORK_DIR receives the converted corpus and every
checkpoint; the best one is copied by `pack_parser.py` into the package. The run is seeded; it prints the hashes of what
it read. Licence of the result: CC BY-SA 4.0, as the treebank's (see MODEL_CARD.md).

Source: [UD-EWT]
"""

import hashlib
import sys
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.tokens import DocBin
from spacy.training.converters import conllu_to_docs

SENTENCES_PER_DOCUMENT = 10
CONFIG = Path(__file__).with_name("parser.cfg")


def convert(treebank: Path, target: Path) -> str:
    """Write a treebank file as spaCy's binary corpus; returns the SHA-256 of what was read."""
    data = treebank.read_bytes()
    documents = conllu_to_docs(
        data.decode("utf-8"), n_sents=SENTENCES_PER_DOCUMENT, no_print=True, merge_subtokens=False
    )
    store = DocBin(docs=(_plain_labels(document) for document in documents), store_user_data=False)
    target.write_bytes(store.to_bytes())
    return hashlib.sha256(data).hexdigest()


def _plain_labels(document: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Keep relation subtypes that the reader uses (nsubj:pass, obl:agent …); drop morphology, which it does not."""
    for token in document:
        token.set_morph(None)
    return document


def main(treebank_dir: str, work_dir: str) -> None:
    work = Path(work_dir)
    work.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev"):
        digest = convert(Path(treebank_dir) / f"{part}.conllu", work / f"{part}.spacy")
        print(f"{part}.conllu sha256 {digest}", flush=True)
    paths = {"paths.train": str(work / "train.spacy"), "paths.dev": str(work / "dev.spacy")}
    train(CONFIG, work / "out", overrides=paths)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
