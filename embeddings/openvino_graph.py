"""A sentence-transformers model as one OpenVINO graph; the only importer of openvino."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import IndexDamaged

if TYPE_CHECKING:
    from types import ModuleType

    from sentence_transformers import SentenceTransformer

# What models take, in the order in which the graph takes it
INPUT_NAMES = ("input_ids", "attention_mask", "token_type_ids")


F32 = "f32"
BF16 = "bf16"


def convert(model: SentenceTransformer, path: Path) -> list[str]:
    """Write the model as a graph from token ids to the sentence's vector; return its input names.

    Weights are stored as fp16. What the converter raises is not documented, and of many kinds.
    """
    import torch

    openvino = import_openvino()
    features = model.preprocess(["two texts", "of unequal length"])
    names = [name for name in INPUT_NAMES if name in features]

    class SentenceEmbedding(torch.nn.Module):
        """The model's forward pass with its inputs in a fixed order."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            """Token tensors, each (n, tokens), to vectors (n, dimension)."""
            result: torch.Tensor = self.model(dict(zip(names, tensors, strict=True)))["sentence_embedding"]
            return result

    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns of branches on shapes; the probe texts, of many lengths, prove the result.
        warnings.simplefilter("ignore")
        graph = openvino.convert_model(SentenceEmbedding(), example_input=tuple(features[n] for n in names))
    for port, name in zip(graph.inputs, names, strict=True):
        port.get_tensor().set_names({name})
    openvino.save_model(graph, str(path), compress_to_fp16=True)
    return names


def open_graph(path: Path, *, precision: str, whole_archive: bool) -> Any:
    """Compile a written graph for this CPU, for one text at a time or a whole archive of them.

    Where the CPU lacks the precision, it computes in f32.

    Raises:
        IndexDamaged: the graph or its weights are missing or cannot be read.
    """
    options = {"INFERENCE_PRECISION_HINT": precision if precision == cpu_precision() else F32}
    options["PERFORMANCE_HINT"] = "THROUGHPUT" if whole_archive else "LATENCY"
    if whole_archive:
        options["NUM_STREAMS"] = str(os.cpu_count() or 1)  # one a core; docs/performance.md
    try:
        return import_openvino().Core().compile_model(str(path), "CPU", options)
    except RuntimeError as error:
        raise IndexDamaged(path, "the compiled model cannot be read") from error


def cpu_precision() -> str:
    """The quickest precision that this CPU computes in."""
    capabilities = import_openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return BF16 if "BF16" in capabilities else F32


def import_openvino() -> ModuleType:
    """Import openvino without its telemetry, which would report to its makers over the network."""
    if "openvino" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment] # "not importable": a stub serves
    import openvino

    return openvino  # type: ignore[no-any-return] # openvino has no types
