"""The segmenter that needs no download: saliency and seeded GrabCut round what the prompt says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.segmentation import Prompt, Segmented
from hfpc_desktop.judging.arrays import parts_touching
from hfpc_desktop.judging.generated_mask import prompted_mask
from hfpc_desktop.judging.mask_prompts import cut_click

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.judging.arrays import Flags, Floats
    from hfpc_desktop.judging.saliency import Saliency

EMBEDDED_ID = "embedded-prompted"
_SALIENT = 0.5
_UNNOTICED = 0.3
"""Confidence of a part that only its colour speaks for."""
_POINT_RADIUS = 0.03
"""Of the longer side: how far a point speaks for its surroundings."""


class EmbeddedSegmenter:
    """``Segmenter`` over ``generated_mask.prompted_mask``. Confidence is the agreement of mask and saliency
    inside the prompt: low where nothing stands out."""

    def __init__(self, saliency: Saliency, device: str = "CPU") -> None:
        self._saliency = saliency
        self._device = device

    @property
    def model_id(self) -> str:
        return EMBEDDED_ID

    @property
    def device(self) -> str:
        return self._device

    @property
    def note(self) -> str:
        return ""

    def segment(self, rgb: NDArray[np.uint8], prompt: Prompt) -> Segmented:
        """See ``Segmenter``."""
        salient = self._saliency.predict(rgb)
        if (part := _unnoticed(rgb, prompt, salient)) is not None:
            return Segmented(part.astype(np.uint8) * np.uint8(255), _UNNOTICED)
        inside = _allowed(prompt, salient.shape)
        expected = _expected(prompt, salient, inside)
        nothing = np.zeros(salient.shape, np.float32)
        found = prompted_mask(rgb, expected, np.ones(expected.shape, bool), nothing, salient) & inside
        found &= ~_discs(prompt, expected.shape, wanted=False)
        soft = np.where(inside, salient, 0.0)
        both, either = float(np.minimum(found, soft).sum()), float(np.maximum(found, soft).sum())
        confidence = both / either if either > 0 else 0.0
        if prompt.mask is not None:
            confidence = max(confidence, masks.iou(found, masks.as_bool(prompt.mask)) * 0.9)
        return Segmented(found.astype(np.uint8) * np.uint8(255), float(np.clip(confidence, 0.0, 1.0)))


def _unnoticed(rgb: NDArray[np.uint8], prompt: Prompt, salient: Floats) -> Flags | None:
    """What lies under points where nothing stands out: the parts that look like the spots; ``None`` when the
    prompt says more than that."""
    if prompt.box is not None or prompt.mask is not None or prompt.points is None or prompt.labels is None:
        return None
    if (_discs(prompt, salient.shape, wanted=True) & (salient > _SALIENT)).any():
        return None
    found = np.zeros(salient.shape, bool)
    for (x, y), label in zip(prompt.points, prompt.labels, strict=True):
        if bool(label):
            found |= cut_click(rgb, float(x) / rgb.shape[1], float(y) / rgb.shape[0])
    return found & ~_discs(prompt, salient.shape, wanted=False)


def _allowed(prompt: Prompt, shape: tuple[int, ...]) -> Flags:
    """Where the mask may lie: the box with a tenth of margin, or everywhere."""
    allowed = np.ones(shape, bool)
    if prompt.box is None:
        return allowed
    left, top, right, bottom = prompt.box
    mx, my = 0.1 * (right - left), 0.1 * (bottom - top)
    x, y = np.arange(shape[1]) + 0.5, np.arange(shape[0]) + 0.5
    allowed &= ((x > left - mx) & (x < right + mx))[None]
    allowed &= ((y > top - my) & (y < bottom + my))[:, None]
    return allowed


def _expected(prompt: Prompt, salient: Floats, inside: Flags) -> Flags:
    """The best first guess: the given mask, else what stands out in the box or under the points."""
    marked = _discs(prompt, salient.shape, wanted=True)
    if prompt.mask is not None:
        return masks.as_bool(prompt.mask) | marked
    stands_out = (salient > _SALIENT) & inside
    if prompt.box is not None:
        guess = stands_out | marked
        return guess if guess.any() else _ellipse(inside)
    return parts_touching(stands_out, marked, connectivity=8) | marked


def _ellipse(inside: Flags) -> Flags:
    """The largest ellipse in the allowed box: the guess when nothing stands out."""
    box = masks.bounds(inside)
    if box is None:
        return inside
    x, y, width, height = box
    canvas = np.zeros(inside.shape, np.uint8)
    centre = (x + width // 2, y + height // 2)
    cv2.ellipse(canvas, centre, (max(1, width * 2 // 5), max(1, height * 2 // 5)), 0, 0, 360, 1, -1)
    return canvas > 0


def _discs(prompt: Prompt, shape: tuple[int, ...], *, wanted: bool) -> Flags:
    canvas = np.zeros(shape, np.uint8)
    if prompt.points is not None and prompt.labels is not None:
        radius = max(2, round(_POINT_RADIUS * max(shape)))
        for (x, y), label in zip(prompt.points, prompt.labels, strict=True):
            if bool(label) is wanted:
                cv2.circle(canvas, (int(x), int(y)), radius, 1, -1)
    return canvas > 0
