"""A SAM that was exported to ONNX by ``hfpc train segmenter``: encoder and decoder, box and mask prompts.

Encoder: ``pixel_values`` 1 x 3 x s x s float32 -> ``image_embeddings``. Decoder: ``image_embeddings``,
``input_boxes`` 1 x 1 x 4 float32 in input pixels, -> ``masks`` 1 x 3 x h x w logits, ``iou_scores`` 1 x 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.segmentation import Prompt
from hfpc_desktop.inference.onnx_sam import OnnxSam
from hfpc_desktop.inference.prompting import Letterbox, arrays_of, best_mask, mask_box

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.segmentation import Segmented

_POINT_BOX = 0.1
"""Side of the box that stands for points alone, of the longer side of the picture."""


class SamOnnx(OnnxSam):
    """``Segmenter`` over the two exported files. Any thread. Points alone become a small box: the exported
    decoder was trained on boxes."""

    def __init__(
        self, encoder: Path, decoder: Path, model_id: str, device: str = "auto", *, threads: int = 0
    ) -> None:
        super().__init__(encoder, decoder, model_id, device, threads=threads)
        side = self._encoder.input_shape("pixel_values")[-1]
        if not isinstance(side, int):
            raise ModelError(
                translate("models", "{0}: the encoder does not say its input size.").format(model_id)
            )
        self._side = side

    def segment(self, rgb: NDArray[np.uint8], prompt: Prompt) -> Segmented:
        """See ``Segmenter``."""
        letterbox = Letterbox.of(rgb.shape[1], rgb.shape[0], self._side)
        embedding = self._known.get(rgb, lambda: self._encoder.run(pixel_values=letterbox.pixels(rgb))[0])
        box = arrays_of(_with_box(prompt, rgb.shape), letterbox).box
        logits, quality = self._decoder.run(
            image_embeddings=embedding, input_boxes=np.asarray(box, np.float32).reshape(1, 1, 4)
        )
        return best_mask(np.stack([letterbox.mask_out(one) for one in logits[0]]), quality[0], prompt)


def _with_box(prompt: Prompt, shape: tuple[int, ...]) -> Prompt:
    if prompt.box is not None:
        return prompt
    if prompt.mask is not None and (box := mask_box(prompt.mask)) is not None:
        return Prompt(box=box)
    height, width = shape[:2]
    reach = _POINT_BOX * max(height, width) / 2
    points = np.asarray(prompt.points if prompt.points is not None else [[width / 2, height / 2]], float)
    if prompt.labels is not None and np.asarray(prompt.labels).astype(bool).any():
        points = points[np.asarray(prompt.labels).astype(bool)]
    low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
    return Prompt(box=(float(low[0]), float(low[1]), float(high[0]), float(high[1])))
