"""Group words by the company that they keep, for the event reader's features.

usage: python training/events/clusters.py OUT.txt TEXT…

TEXT: folders of plain texts, ngec_synthetic.jsonl.gz (its stories), *.jsonl of our own (their "text"). OUT receives a
line for each word that stands at least 12 times: the word, its small group of 300, its large one of 60.

Words are counted as the reader's lemmas, names of proper nouns too; each word's neighbours to the left and to the right,
the nearer the heavier, are weighed by positive pointwise mutual information, reduced to 100 dimensions and grouped by
k-means. Only words and numbers of groups are kept: no sentence can be got back from them. Needs scikit-learn.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.utils.extmath import randomized_svd

from dragoman.read.lemmas import lemma
from dragoman.read.syntax import parser

SEEN = 12  # times that a word must stand
MOST = 12_000  # words
REACH = 4  # words on either side that count as neighbours
SIZES = ((300, ""), (60, "b"))  # groups, and the letter before their numbers
SEED = 7
_LONG = 4000  # letters of a text that are read
_WORD = re.compile(r"[a-z][a-z'-]+")


def paragraphs(path: Path) -> Iterator[str]:
    """The texts of a source, in its order."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
            yield from (line for line in lines if len(line) > 20)
    elif path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    else:
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())


def lemmas(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of each text as the reader's lemmas."""
    for document in parser().pipe((text[:_LONG] for text in texts), batch_size=64, disable=["parser"]):
        yield [lemma(token.lower_, token.tag_) for token in document if not token.is_space]


def vectors(texts: list[list[str]], words: list[str]) -> NDArray[np.float64]:
    """A vector of length one for each word."""
    number = {word: place for place, word in enumerate(words)}
    counts: Counter[tuple[int, int]] = Counter()
    for text in texts:
        places = [number.get(word, -1) for word in text]
        for at, first in enumerate(places):
            for gap, second in enumerate(places[at + 1 : at + 1 + REACH], 1):
                if first >= 0 and second >= 0:
                    counts[first, second] += 1 / gap  # type: ignore[assignment]
                    counts[second, first + len(words)] += 1 / gap  # type: ignore[assignment]
    rows, columns = np.array(list(counts)).T
    table = csr_matrix((np.array(list(counts.values())), (rows, columns)), shape=(len(words), 2 * len(words)))
    left, values, _ = randomized_svd(_informative(table), 100, random_state=SEED, n_iter=4)
    found = left * np.sqrt(values)
    return np.asarray(found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9))


def _informative(table: csr_matrix) -> csr_matrix:
    """Positive pointwise mutual information; frequent neighbours are smoothed (power 0.75)."""
    total, row = table.sum(), np.asarray(table.sum(1)).ravel()
    column = np.asarray(table.sum(0)).ravel() ** 0.75
    column *= total / column.sum()
    cells = table.tocoo()
    told = np.maximum(np.log(cells.data * total / (row[cells.row] * column[cells.col])), 0)
    return csr_matrix((told, (cells.row, cells.col)), shape=table.shape)


def main(out: Path, sources: list[Path]) -> None:
    texts = list(lemmas(text for source in sources for text in paragraphs(source)))
    counted = Counter(word for text in texts for word in text)
    words = [word for word, count in counted.most_common(MOST) if count >= SEEN]
    table = vectors(texts, words)
    kept = [place for place, word in enumerate(words) if _WORD.fullmatch(word)]
    groups = [KMeans(size, random_state=SEED, n_init=2, max_iter=60).fit(table[kept]).labels_ for size, _ in SIZES]
    lines = [
        " ".join([words[place], *(f"{letter}{labels[row]}" for (_, letter), labels in zip(SIZES, groups, strict=True))])
        for row, place in enumerate(kept)
    ]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words from {counted.total()}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
