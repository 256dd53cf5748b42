"""A trained reward as ONNX: one graph looks at a picture, one compares two; checked, with its manifest.

Two graphs, so that the original is encoded once for all its generated images. The normalisation is inside
(docs/adr/0007). Nothing is written that was not compared with the network it came from.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.manifest import (
    MANIFEST_NAME,
    ModelFile,
    ModelInput,
    ModelManifest,
    format_manifest,
)
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.training.metrics import average_ranks
from hfpc_desktop.training.reward_checkpoint import Checkpoint, trained_net
from hfpc_desktop.training.reward_config import TrainingError
from hfpc_desktop.training.run_folder import writing_into

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from hfpc_desktop.training.reward_model import RewardNet

OPSET = 17
ENCODER, SCORER, ABOUT = "encoder.onnx", "scorer.onnx", "reward.json"
_RANK_LIMIT = 0.99
_FP32_LIMIT = 1e-3
"""Largest |difference| of raw rewards that is still the same network in float32."""
_LEAST_PAIRS = 20


class ExportPrecision(StrEnum):
    FP32 = "fp32"
    FP16 = "fp16"
    INT8 = "int8"


@dataclass(frozen=True, slots=True)
class Parity:
    """Exported against trained on ``pairs`` pairs: ``largest`` |difference| of raw rewards (>= 0, lower is
    better), ``rank`` Spearman's correlation (-1..1, higher is better)."""

    largest: float
    rank: float
    pairs: int


class _Encoder(nn.Module):
    def __init__(self, net: RewardNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, image: Tensor) -> Tensor:
        return self.net.encode(image)


class _Scorer(nn.Module):
    def __init__(self, net: RewardNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, reference: Tensor, tokens: Tensor) -> Tensor:
        return self.net.score(reference, tokens)


def export_reward(
    checkpoint: Path,
    folder: Path,
    *,
    model_id: str,
    precision: ExportPrecision,
    originals: NDArray[np.uint8],
    generated: NDArray[np.uint8],
) -> Parity:
    """Writes ``folder`` (which must not exist): two graphs, ``reward.json`` and the manifest.

    ``originals``, ``generated``: uint8 N x S x S x 3, pairs to compare on, letterboxed (see
    ``inference.letterbox``). Raises ``TrainingError``: the folder exists, float32 differs from the network,
    int8 or fp16 ranks the pairs differently (Spearman below 0.99), too few pairs to tell.
    """
    if folder.exists():
        raise TrainingError(f"{folder} exists already. Give another folder.")
    net, found = trained_net(checkpoint)
    if len(generated) < _LEAST_PAIRS:
        raise TrainingError(
            f"{len(generated)} pairs are too few to compare the export on; give at least {_LEAST_PAIRS}."
        )
    if found.facts.get("calibration") is None:
        raise TrainingError(f"{checkpoint}: holds no calibration; export the best checkpoint of a run.")
    with (
        writing_into(folder.parent),
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=".exporting-") as beside,
    ):
        made = Path(beside) / "model"
        made.mkdir()
        _trace(net, found.shape.side, made)
        _convert(made, precision)
        parity = compare(net, made, originals, generated)
        _refuse(parity, precision)
        _describe(found, made, model_id, precision, parity)
        shutil.move(made, folder)
    return parity


def _trace(net: RewardNet, side: int, folder: Path) -> None:
    image = torch.zeros(2, side, side, 3, dtype=torch.uint8)
    with torch.no_grad(), warnings.catch_warnings():
        # the newer exporter needs another package; this one writes the same operators for these graphs
        warnings.simplefilter("ignore")
        tokens = net.encode(image)
        free = {0: "batch"}
        torch.onnx.export(
            _Encoder(net), (image,), str(folder / ENCODER), dynamo=False, opset_version=OPSET,
            input_names=["image"], output_names=["tokens"], dynamic_axes={"image": free, "tokens": free},
        )  # fmt: skip
        torch.onnx.export(
            _Scorer(net), (tokens, tokens), str(folder / SCORER), dynamo=False, opset_version=OPSET,
            input_names=["reference", "tokens"], output_names=["raw"],
            dynamic_axes={"reference": free, "tokens": free, "raw": free},
        )  # fmt: skip


def _convert(folder: Path, precision: ExportPrecision) -> None:
    if precision is ExportPrecision.FP32:
        return
    for name in (ENCODER, SCORER):
        path = folder / name
        if precision is ExportPrecision.INT8:
            from onnxruntime.quantization import QuantType, quantize_dynamic

            out = path.with_suffix(".int8")
            with _without_advice():
                quantize_dynamic(  # a scale for every output, so that one large weight costs only its own
                    path,
                    out,
                    weight_type=QuantType.QInt8,
                    per_channel=True,
                    op_types_to_quantize=["MatMul", "Gemm"],
                )
            out.replace(path)
        else:
            import onnx
            from onnxruntime.transformers.float16 import convert_float_to_float16

            half = convert_float_to_float16(onnx.load(path), keep_io_types=True)
            onnx.save(half, path)


@contextmanager
def _without_advice() -> Iterator[None]:
    """The quantiser advises a pass over the graph on the root logger, whether it would help or not."""

    def keep(record: logging.LogRecord) -> bool:
        return "pre-processing before quantization" not in record.getMessage()

    root = logging.getLogger()
    root.addFilter(keep)
    try:
        yield
    finally:
        root.removeFilter(keep)


def compare(
    net: RewardNet, folder: Path, originals: NDArray[np.uint8], generated: NDArray[np.uint8]
) -> Parity:
    """Raw rewards of the graphs in ``folder`` against ``net``, pair by pair, on the CPU."""
    encoder, scorer = OnnxSession(folder / ENCODER, "cpu"), OnnxSession(folder / SCORER, "cpu")
    wanted, got = [], []
    with torch.no_grad():
        for original, image in zip(originals, generated, strict=True):
            both = [torch.from_numpy(picture[None]) for picture in (original, image)]
            wanted.append(float(net.score(net.encode(both[0]), net.encode(both[1]))[0]))
            (reference,) = encoder.run(image=original[None])
            (tokens,) = encoder.run(image=image[None])
            got.append(float(scorer.run(reference=reference, tokens=tokens)[0][0]))
    left, right = np.array(wanted), np.array(got)
    return Parity(float(np.abs(left - right).max()), spearman(left, right), len(left))


def spearman(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Rank correlation, ties sharing their mean rank; 0 when either side is constant or not finite."""
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        return 0.0
    a, b = average_ranks(left), average_ranks(right)
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _refuse(parity: Parity, precision: ExportPrecision) -> None:
    if precision is ExportPrecision.FP32 and not parity.largest <= _FP32_LIMIT:
        raise TrainingError(
            f"The exported graphs differ from the network by {parity.largest:.2g}: not written."
        )
    if parity.rank < _RANK_LIMIT:
        raise TrainingError(
            f"{precision.value} ranks {parity.pairs} pairs differently (rank correlation {parity.rank:.3f}, needed "
            f"{_RANK_LIMIT}): not written. Export fp32."
        )


# --------------------------------------------------------------------------------------- manifest
def _describe(
    found: Checkpoint, folder: Path, model_id: str, precision: ExportPrecision, parity: Parity
) -> None:
    facts, side = found.facts, found.shape.side
    about: dict[str, Any] = {
        "format": "hfpc-reward-onnx",
        "version": 1,
        "side": side,
        "calibration": facts["calibration"],
        "precision": precision.value,
        "parity": {"largest": parity.largest, "rank": parity.rank, "pairs": parity.pairs},
        "config": found.config.as_json(),
        "facts": {key: facts[key] for key in ("source", "train", "valid", "validation", "data")},
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    manifest = ModelManifest(
        id=model_id,
        role=Role.REWARD,
        files=tuple(_file(folder / name) for name in (ENCODER, SCORER, ABOUT)),
        name=f"{found.config.kind.value} ({precision.value})",
        source=f"Trained with hfpc train reward; starting weights: {facts['source']}",
        licence="that of the labels and of the starting weights",
        trained_on=_trained_on(facts),
        card=_card(facts, precision, parity),
        adapter="hfpc-reward",
        input=ModelInput(size=(side, side), multiple_of=side, normalisation="in graph"),
        outputs=(("tokens", "N x T x D float32"), ("raw", "N float32, any real number, higher is better")),
    )
    (folder / MANIFEST_NAME).write_text(format_manifest(manifest), encoding="utf-8")


def _file(path: Path) -> ModelFile:
    return ModelFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)


def _trained_on(facts: dict[str, Any]) -> str:
    train = facts["train"]
    return (
        f"{train['pairs']} labelled pairs of {train['originals']} originals, {train['passes']} of them passes"
    )


def _card(facts: dict[str, Any], precision: ExportPrecision, parity: Parity) -> str:
    figures, valid = facts["validation"], facts["valid"]
    accuracy = "not measurable" if figures["accuracy"] is None else f"{figures['accuracy']:.3f}"
    auc = "not measurable" if figures["auc"] is None else f"{figures['auc']:.3f}"
    return (
        f"Trained on {_trained_on(facts)}. On {valid['pairs']} pairs of {valid['originals']} other originals, which "
        f"also chose the epoch and the calibration: pairwise accuracy within an original {accuracy}, AUC {auc}.\n"
        f"{precision.value} against the trained network on {parity.pairs} pairs: largest difference of the raw reward "
        f"{parity.largest:.2g}, rank correlation {parity.rank:.4f}."
    )
