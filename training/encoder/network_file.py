"""The fine-tuned encoder as a network file for onnxruntime, its matrices as whole numbers of 8 bits."""

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from minilm import MiniLM
from onnxruntime.quantization import QuantType, quantize_dynamic

from dragoman.read.encoder.pieces import MOST, Vocabulary
from dragoman.read.encoder.states import Encoder

FILE = "encoder.onnx"


def write(encoder: MiniLM, file: Path) -> None:
    """Export and quantise; `file` is the small one."""
    given = (torch.randint(0, 1000, (2, 50)), torch.ones(2, 50, dtype=torch.bool))
    batch, pieces = torch.export.Dim("batch"), torch.export.Dim("pieces", max=MOST)
    whole = file.with_suffix(".whole.onnx")
    shapes = ({0: batch, 1: pieces}, {0: batch, 1: pieces})
    torch.onnx.export(
        encoder.eval(), given, str(whole), dynamo=True, external_data=False, dynamic_shapes=shapes,
        input_names=["pieces", "real"], output_names=["claims", "deeds"],
    )  # fmt: skip
    quantize_dynamic(whole, file, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def opened(file: Path, vocabulary: Vocabulary, threads: int = 1) -> Encoder:
    """The encoder as it runs in the package."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    options.log_severity_level = 3
    return Encoder(onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"]), vocabulary)


def half(states: np.ndarray) -> np.ndarray:
    """States as the reader keeps them."""
    return states.astype(np.float16)
