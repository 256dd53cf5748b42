"""From an installed model to a running segmenter or detector: the manifest's ``adapter`` chooses the loader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.verdict import Role

if TYPE_CHECKING:
    from hfpc_desktop.domain.segmentation import Detector, Segmenter
    from hfpc_desktop.inference.store import ModelInfo, ModelStore

EFFICIENT_SAM, SAM_FOLDER, SAM_CHECKPOINT = "efficient-sam-onnx", "sam-transformers", "sam-checkpoint"
SAM_ONNX = "sam-onnx"
GROUNDING_DINO = "grounding-dino"
QUICK_ON_CPU = frozenset({EFFICIENT_SAM})
"""Adapters that may be chosen without being named when there is no GPU."""


def load_segmenter(store: ModelStore, model_id: str, device: str = "auto", *, threads: int = 0) -> Segmenter:
    """Loads an installed segmenter. Slow (seconds); ``ModelError`` when it is missing or does not fit."""
    info = _checked(store, model_id, Role.SEGMENTER)
    adapter = adapter_of(info)
    if adapter == EFFICIENT_SAM:
        from hfpc_desktop.inference.efficient_sam import EfficientSamOnnx

        made = EfficientSamOnnx(
            store.path(model_id, "encoder.onnx"),
            store.path(model_id, "decoder.onnx"),
            model_id,
            device,
            threads=threads,
        )
        made.load()
        return made
    if adapter == SAM_ONNX:
        from hfpc_desktop.inference.sam_onnx import SamOnnx

        return SamOnnx(
            store.path(model_id, "encoder.onnx"),
            store.path(model_id, "decoder.onnx"),
            model_id,
            device,
            threads=threads,
        )
    if adapter == SAM_FOLDER:
        from hfpc_desktop.inference.sam_torch import load_sam_folder

        return load_sam_folder(info.folder, model_id, device)
    if adapter == SAM_CHECKPOINT:
        from hfpc_desktop.inference.sam_torch import load_sam_checkpoint

        return load_sam_checkpoint(store.path(model_id), model_id, device)
    raise ModelError(
        translate("models", "{0} is no promptable segmenter (adapter “{1}”).").format(model_id, adapter)
    )


def load_detector(store: ModelStore, model_id: str, device: str = "auto") -> Detector:
    """Loads an installed detector."""
    info = _checked(store, model_id, Role.DETECTOR)
    if info.manifest.adapter not in ("", GROUNDING_DINO):
        raise ModelError(
            translate("models", "{0} is no detector that this version knows (“{1}”).").format(
                model_id, info.manifest.adapter
            )
        )
    from hfpc_desktop.inference.grounding_dino import load_grounding_dino

    return load_grounding_dino(info.folder, model_id, device)


def _checked(store: ModelStore, model_id: str, role: Role) -> ModelInfo:
    info = store.get(model_id)
    if info.role is not role:
        raise ModelError(
            translate("models", "{0} is a {1}, not a {2}.").format(model_id, info.role.value, role.value)
        )
    for entry in info.manifest.files:
        store.path(model_id, entry.path)
    return info


def adapter_of(info: ModelInfo) -> str:
    """The loader's name; empty for a model that is no promptable one. A checkpoint that was imported as a bare
    file says nothing about its loader; its name does."""
    first = info.manifest.files[0].path.lower()
    return info.manifest.adapter or (SAM_CHECKPOINT if first.endswith((".pth", ".pt")) else "")
