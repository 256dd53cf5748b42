"""BLIP's caption of a picture: a prompt for a reward that reads words, where no product has a name.

``BlipForConditionalGeneration`` of transformers (Li et al., "BLIP", 2022); torch is imported at loading. Pixels are
prepared here, so that neither torchvision nor transformers' image processors are needed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.letterbox import MEAN, STD, letterbox
from hfpc_desktop.inference.torch_runtime import TorchRunner, import_torch, import_transformers

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CONFIG, VOCABULARY = "config.json", "vocab.txt"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
"""The first that is there is read."""
_LONGEST = 20
"""Tokens of a caption, as in the authors' demo."""
_STUDIO = re.compile(
    r"\s+(?:is\s+)?(?:(?:sitting|standing|placed|isolated)\s+)?(?:on|against|with|in|over)\s+(?:a|an|the)?\s*"
    r"(?:plain|solid|clean|pure)?\s*(?:white|grey|gray|light|black|transparent|neutral)?\s*"
    r"(?:back\s?ground|backdrop|surface)\b.*$"
)


class BlipCaptioner:
    """Any thread; calls are serialised. ``device``: auto, cpu, cuda, mps."""

    def __init__(self, folder: Path, device: str = "auto") -> None:
        """Slow (seconds). ``ModelError`` for a folder that holds no BLIP captioner."""
        import_torch()
        transformers = import_transformers()
        config = _config(folder / CONFIG, transformers)
        self._side = int(config.vision_config.image_size)
        self._words = _vocabulary(folder / VOCABULARY, config.text_config.vocab_size)
        model = transformers.BlipForConditionalGeneration(config)
        _fill(model, _tensors(folder))
        self._runner = TorchRunner(model, device)

    def caption(self, rgb: NDArray[np.uint8]) -> str:
        """uint8 H x W x 3 sRGB -> a few words, lower case, greedy and so always the same; maybe empty. Words about
        a studio's backdrop are cut off: the scene is what changes."""
        torch = import_torch()
        square = letterbox(rgb, self._side).astype(np.float32) / 255.0
        normal = (square - np.array(MEAN, np.float32)) / np.array(STD, np.float32)
        pixels = np.ascontiguousarray(normal.transpose(2, 0, 1)[None], np.float32)

        def work(module: Any, device: Any) -> list[int]:
            given = torch.from_numpy(pixels).to(device)
            said = module.generate(given, max_new_tokens=_LONGEST, num_beams=1, do_sample=False)
            return [int(token) for token in said[0]]

        return without_backdrop(_join(self._words, self._runner.run(work)))


def without_backdrop(text: str) -> str:
    """A caption without its studio: ``a red mug on a white background`` -> ``a red mug``."""
    return _STUDIO.sub("", " ".join(text.split()))


def _join(words: list[str], tokens: list[int]) -> str:
    """Word pieces as text; special tokens (in brackets) are left out."""
    text = ""
    for token in tokens:
        word = words[token] if 0 <= token < len(words) else ""
        if not word or (word.startswith("[") and word.endswith("]")):
            continue
        text += word.removeprefix("##") if word.startswith("##") else f" {word}"
    return text.strip()


def _config(path: Path, transformers: Any) -> Any:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.get("model_type") != "blip":
            raise ModelError(translate("models", "{0}: not the configuration of a BLIP.").format(path))
        return transformers.BlipConfig.from_dict(data)
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise ModelError(
            translate("models", "{0}: the configuration cannot be read ({1}).").format(path, error)
        ) from error


def _vocabulary(path: Path, size: int) -> list[str]:
    """BERT's words, and BLIP's two extra ones that every checkpoint counts."""
    try:
        words = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, ValueError) as error:
        raise ModelError(
            translate("models", "{0}: the vocabulary cannot be read ({1}).").format(path, error)
        ) from error
    if not len(words) <= size <= len(words) + 2:
        raise ModelError(
            translate("models", "{0}: {1} words, but the model was trained with {2}.").format(
                path, len(words), size - 2
            )
        )
    return [*words, "[DEC]", "[ENC]"]


def _tensors(folder: Path) -> dict[str, Any]:
    """Only tensors are read, so a file cannot run code."""
    torch = import_torch()
    path = next((folder / name for name in WEIGHTS if (folder / name).is_file()), None)
    if path is None:
        raise ModelError(
            translate("models", "{0}: holds neither {1} nor {2}.").format(folder, WEIGHTS[0], WEIGHTS[1])
        )
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return dict(load_file(path))
        return dict(torch.load(path, map_location="cpu", weights_only=True))
    except Exception as error:  # torch, pickle and safetensors raise types of their own
        text = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(
            translate("models", "{0}: not weights that can be read safely ({1}).").format(
                path.name, text[:200]
            )
        ) from error


def _fill(model: Any, tensors: dict[str, Any]) -> None:
    """Every weight of the model must be there, with its shape, and finite; more may be there."""
    torch = import_torch()
    tied = set(getattr(model, "all_tied_weights_keys", {}) or {})
    for name, wanted in model.state_dict().items():
        given = tensors.get(name)
        if given is None:
            if name in tied or name.endswith(("position_ids", "decoder.bias")):
                continue
            raise ModelError(
                translate("models", "An incomplete BLIP captioner, {0} is missing.").format(name)
            )
        if given.shape != wanted.shape or not bool(torch.isfinite(given).all()):
            raise ModelError(
                translate(
                    "models", "A BLIP captioner whose {0} has another shape, or numbers that are not finite."
                ).format(name)
            )
    model.load_state_dict(
        {k: v.float() if v.is_floating_point() else v for k, v in tensors.items()}, strict=False
    )
    model.tie_weights()
