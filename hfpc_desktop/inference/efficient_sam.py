"""EfficientSAM-Ti and -S as published in ONNX: one encoder, one decoder (Apache-2.0).

The graphs are those of the authors' ``export_to_onnx.py`` (yformer/EfficientSAM): the encoder resizes to
1024 x 1024 and normalises by itself; the decoder takes points labelled 1 (product), 2 and 3 (corners of
a box), at most six; points "not on the product" and masks are not part of this model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.onnx_sam import OnnxSam
from hfpc_desktop.inference.prompting import best_mask, mask_box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.domain.segmentation import Prompt, Segmented

_ENCODER_INPUTS = {"batched_images"}
_DECODER_INPUTS = {"image_embeddings", "batched_point_coords", "batched_point_labels"}
_MOST_POINTS = 6
_LONGEST = 1024
"""Larger pictures are reduced first: the encoder looks at 1024 pixels anyway."""


class EfficientSamOnnx(OnnxSam):
    """``Segmenter`` over the two published files. Any thread."""

    def load(self) -> None:
        """Loads both graphs and checks that they are EfficientSAM's; ``ModelError`` when not."""
        encoder, decoder = set(self._encoder.input_names), set(self._decoder.input_names)
        if not encoder >= _ENCODER_INPUTS or not decoder >= _DECODER_INPUTS:
            raise ModelError(
                translate(
                    "models",
                    "{0}: these files are not an EfficientSAM encoder and decoder (inputs {1} and {2}).",
                ).format(self._id, sorted(encoder), sorted(decoder))
            )

    def segment(self, rgb: NDArray[np.uint8], prompt: Prompt) -> Segmented:
        """See ``Segmenter``."""
        height, width = rgb.shape[:2]
        k = min(1.0, _LONGEST / max(height, width))
        size = (max(1, round(width * k)), max(1, round(height * k)))
        embedding = self._known.get(rgb, lambda: self._encode(rgb, size))
        points, labels = _points(prompt, size[0] / width, size[1] / height)
        feeds: dict[str, Any] = {
            "image_embeddings": embedding,
            "batched_point_coords": points[None, None],
            "batched_point_labels": labels[None, None],
        }
        if "orig_im_size" in self._decoder.input_names:
            feeds["orig_im_size"] = np.array([size[1], size[0]], np.int64)
        outputs = self._decoder.run(**feeds)
        logits, quality = outputs[0][0, 0], outputs[1][0, 0]
        full = np.stack(
            [cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR) for mask in logits]
        )
        return best_mask(full, quality, prompt)

    def _encode(self, rgb: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.float32]:
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        pixels = small.astype(np.float32).transpose(2, 0, 1)[None] / np.float32(255.0)
        return np.asarray(self._encoder.run(batched_images=np.ascontiguousarray(pixels))[0])


def _points(prompt: Prompt, kx: float, ky: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(6 x 2 coordinates, 6 labels): box corners first, then points on the product, -1 where unused."""
    coords: list[tuple[float, float]] = []
    labels: list[float] = []
    box = prompt.box
    if box is None and prompt.mask is not None:
        box = mask_box(prompt.mask)
    if box is not None:
        coords += [(box[0], box[1]), (box[2], box[3])]
        labels += [2.0, 3.0]
    if prompt.points is not None and prompt.labels is not None:
        wanted = [tuple(p) for p, on in zip(prompt.points, prompt.labels, strict=True) if on]
        room = _MOST_POINTS - len(coords)
        coords += [(float(x), float(y)) for x, y in wanted[:room]]
        labels += [1.0] * min(room, len(wanted))
    empty = _MOST_POINTS - len(coords)
    scaled = [(x * kx, y * ky) for x, y in coords] + [(-1.0, -1.0)] * empty
    return np.array(scaled, np.float32), np.array(labels + [-1.0] * empty, np.float32)
