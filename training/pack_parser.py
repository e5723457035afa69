"""Put the best checkpoint of `train_parser.py` into the package.

usage: python training/pack_parser.py WORK_DIR
"""

import json
import shutil
import sys
from pathlib import Path

import spacy

TARGET = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "data" / "model" / "en_dragoman"


def main(work_dir: str) -> None:
    best = Path(work_dir) / "out" / "model-best"
    nlp = spacy.load(best)
    nlp.meta.update(
        name="dragoman", license="CC BY-SA 4.0", description="Tags and syntax, trained on UD English EWT 2.15"
    )
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # where it was trained is nobody's business
    if TARGET.exists():
        shutil.rmtree(TARGET)
    nlp.to_disk(TARGET)
    size = sum(path.stat().st_size for path in TARGET.rglob("*") if path.is_file())
    scores = {key: nlp.meta["performance"][key] for key in ("tag_acc", "dep_uas", "dep_las")}
    print(json.dumps({"bytes": size, "dev": scores}, indent=1))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
