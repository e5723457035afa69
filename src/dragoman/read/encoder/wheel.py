"""The encoder and what was trained with it, out of the package `dragoman_accurate`."""

from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import cast

from dragoman.errors import DataError, UsageError
from dragoman.read import event_model
from dragoman.read.attribution import model as attribution_model
from dragoman.read.encoder.pieces import Vocabulary
from dragoman.read.encoder.states import Encoder, Session
from dragoman.read.encoder.witness import QUESTIONS, Accurate, Judge, Judges
from dragoman.read.weights import arrays_in, single

PACKAGE = "dragoman_accurate"
NETWORK, PIECES, JUDGES = "encoder.onnx", "vocab.txt", "judges.npz"
FORM = 2
"""Number of the layout of the package; another one is refused."""
_PARTS = ("w_in", "b_in", "w_out", "b_out", "share")


def installed() -> bool:
    """Whether the encoder and its library are there."""
    return all(find_spec(name) is not None for name in (PACKAGE, "onnxruntime"))


def require() -> None:
    """Raise UsageError if the encoder or its library is not there."""
    if not installed():
        raise UsageError("the reader accurate is not installed", "pip install 'dragoman[accurate]'")


@cache
def load() -> Accurate:
    """The encoder with its judges; raises UsageError without the package, DataError if it is of another layout."""
    require()
    place = files(PACKAGE) / "data"
    lines = (place / PIECES).read_text("utf-8").splitlines()
    vocabulary = Vocabulary({piece: number for number, piece in enumerate(lines)})
    try:
        judges = judges_in((place / JUDGES).read_bytes())
        attribution = attribution_model.unpack((place / attribution_model.FILE).read_bytes())
        events = event_model.unpack((place / event_model.FILE).read_bytes())
    except DataError as fault:
        hint = "pip install -U 'dragoman[accurate]'"
        raise DataError("the encoder's package is of another version", hint) from fault
    return Accurate(Encoder(_session((place / NETWORK).read_bytes()), vocabulary), judges, attribution, events)


def judges_in(data: bytes) -> Judges:
    """The judges in the bytes of a file; raises DataError if it is of another layout."""
    arrays = arrays_in(data, JUDGES, FORM)
    judges = {}
    for question in QUESTIONS:
        w_in, b_in, w_out, b_out, share = (single(arrays[f"{question}_{part}"]) for part in _PARTS)
        judges[question] = Judge(w_in, b_in, w_out, b_out, float(share[0]))
    return Judges(judges, single(arrays["look"]))


def _session(network: bytes) -> Session:
    """One thread: the same sums in the same order on every run, and two documents side by side on two cores."""
    onnxruntime = import_module("onnxruntime")  # 30 MB, and only this reader needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return cast(Session, onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"]))
