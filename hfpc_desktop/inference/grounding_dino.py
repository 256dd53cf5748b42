"""GroundingDINO (transformers) as the ``Detector``: the product's name in, boxes out.

Pixels are prepared here, as the model's ``preprocessor_config.json`` says, so that neither torchvision nor
transformers' image processors are needed; only the tokenizer and the model come from transformers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.segmentation import FoundBox
from hfpc_desktop.inference.prompting import IMAGENET_MEAN, IMAGENET_STD
from hfpc_desktop.inference.torch_runtime import TorchRunner, import_torch, import_transformers

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DEFAULT_TEXT = "product"
"""What is looked for when a product has no name."""
_MOST = 20
_LEAST_SCORE = 0.1
_SHORTEST, _LONGEST = 800, 1333
_SMALLER = (1.0, 0.75, 0.5)
"""Input sizes that are tried when memory runs out on the CPU too."""


class GroundingDino:
    """``Detector``. Any thread; calls are serialised."""

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        model_id: str,
        device: str = "auto",
        *,
        sides: tuple[int, int] = (_SHORTEST, _LONGEST),
    ) -> None:
        self._runner = TorchRunner(model, device)
        self._tokenizer = tokenizer
        self._id = model_id
        self._sides = sides
        self._note = ""

    @property
    def model_id(self) -> str:
        return self._id

    @property
    def device(self) -> str:
        return self._runner.device

    @property
    def note(self) -> str:
        return self._note or self._runner.note

    def detect(self, rgb: NDArray[np.uint8], product: str) -> tuple[FoundBox, ...]:
        """See ``Detector``. The score is the highest token probability of the box, as in the paper."""
        text = product.strip() or DEFAULT_TEXT
        tokens = self._tokenizer(f"{text.lower().rstrip('.')}.", return_tensors="pt", truncation=True)
        for step, k in enumerate(_SMALLER):
            try:
                scores, boxes = self._forward(rgb, tokens, k)
                break
            except ModelError as error:
                if "memory" not in str(error) or step + 1 == len(_SMALLER):
                    raise
                self._note = "memory ran out; looking at a smaller picture"
        return _boxes(scores, boxes, rgb.shape[1], rgb.shape[0], text)

    def _forward(self, rgb: NDArray[np.uint8], tokens: Any, k: float) -> tuple[NDArray[Any], NDArray[Any]]:
        torch = import_torch()
        pixels = _pixels(rgb, self._sides, k)

        def work(module: Any, device: Any) -> tuple[NDArray[Any], NDArray[Any]]:
            out = module(
                pixel_values=torch.from_numpy(pixels).to(device),
                pixel_mask=torch.ones(1, *pixels.shape[2:], dtype=torch.long, device=device),
                **{name: value.to(device) for name, value in tokens.items()},
            )
            scores = torch.sigmoid(out.logits.float())[0].max(dim=-1).values
            return scores.cpu().numpy(), out.pred_boxes.float()[0].cpu().numpy()

        return self._runner.run(work)


def _pixels(rgb: NDArray[np.uint8], sides: tuple[int, int], k: float) -> NDArray[np.float32]:
    """1 x 3 x h x w: the shorter side scaled to ``sides[0]``, the longer one at most ``sides[1]``."""
    height, width = rgb.shape[:2]
    scale = k * min(sides[0] / min(height, width), sides[1] / max(height, width))
    size = (max(32, round(width * scale)), max(32, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = cv2.resize(rgb, size, interpolation=method).astype(np.float32) / 255.0
    normal = (scaled - np.array(IMAGENET_MEAN, np.float32)) / np.array(IMAGENET_STD, np.float32)
    return np.ascontiguousarray(normal.transpose(2, 0, 1)[None], np.float32)


def _boxes(
    scores: NDArray[Any], boxes: NDArray[Any], width: int, height: int, label: str
) -> tuple[FoundBox, ...]:
    """Relative (centre x, centre y, width, height) -> pixels, clipped to the picture, best first."""
    found: list[FoundBox] = []
    for index in np.argsort(-scores, kind="stable")[:_MOST]:
        score, (x, y, w, h) = float(scores[index]), boxes[index]
        if score < _LEAST_SCORE:
            break
        left, right = max(0.0, (x - w / 2) * width), min(float(width), (x + w / 2) * width)
        top, bottom = max(0.0, (y - h / 2) * height), min(float(height), (y + h / 2) * height)
        if right - left >= 1.0 and bottom - top >= 1.0:
            place = (float(left), float(top), float(right), float(bottom))
            found.append(FoundBox(place, min(1.0, score), label))
    return tuple(found)


def load_grounding_dino(folder: Path, model_id: str, device: str = "auto") -> GroundingDino:
    """A folder in transformers' form: configuration, safetensors, tokenizer files."""
    transformers = import_transformers()
    try:
        model = transformers.GroundingDinoForObjectDetection.from_pretrained(
            str(folder), local_files_only=True, use_safetensors=True
        )
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        text = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(
            translate("models", "{0} could not be loaded from {1}: {2}").format(
                model_id, folder.name, text[0][:300]
            )
        ) from error
    return GroundingDino(model, tokenizer, model_id, device, sides=_sides(folder))


def _sides(folder: Path) -> tuple[int, int]:
    try:
        size = json.loads((folder / "preprocessor_config.json").read_text(encoding="utf-8"))["size"]
        return int(size["shortest_edge"]), int(size["longest_edge"])
    except (OSError, ValueError, KeyError, TypeError):
        return _SHORTEST, _LONGEST
