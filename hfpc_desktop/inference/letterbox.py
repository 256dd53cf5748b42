"""A picture as the square input of a BLIP-family reward: the same function in training and in the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORKING_SIDE = 1024
"""Long side, px, to which a picture is reduced when it is read, before ``letterbox``; equal in training and
app, because reducing in two other steps gives other pixels."""

MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)
"""BLIP's normalisation, red, green, blue, of values 0..1; it belongs into the graph, not to a caller."""

BAR = (123, 117, 104)
"""Colour of the bars: ``MEAN`` in 8 bits, so that a bar is near zero once normalised."""


def letterbox(rgb: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """The whole picture, centred on a square: uint8 ``side`` x ``side`` x 3.

    Never cropped (a crop cuts products) and never distorted. Shrinks by area averaging, enlarges bicubic.
    """
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    tall, wide = max(1, round(height * scale)), max(1, round(width * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    square = np.empty((side, side, 3), dtype=np.uint8)
    square[:] = BAR
    top, left = (side - tall) // 2, (side - wide) // 2
    square[top : top + tall, left : left + wide] = cv2.resize(
        np.ascontiguousarray(rgb), (wide, tall), interpolation=how
    )
    return square
