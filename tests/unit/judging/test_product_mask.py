"""The original's product on a plain backdrop, where saliency alone is not sure of all of it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hfpc_desktop.judging.product_mask import MaskSource, find_product
from tests.unit.judging import scenes

LABEL, PALE, SHADE = (90, 50, 160), (255, 195, 225), (205, 205, 205)


class OneTone:
    """Sure of the label's colour, less so of everything else that is not white."""

    def __init__(self, faint: float) -> None:
        self.faint = faint

    def predict(self, rgb: np.ndarray) -> np.ndarray:
        away = 255.0 - rgb.min(axis=-1)
        found = np.where(away > 150, 1.0, np.where(away > 25, self.faint, 0.0))
        return found.astype(np.float32)


def box(below: tuple[int, int, int], height: int = 120) -> np.ndarray:
    rgb = np.full((400, 400, 3), 255, np.uint8)
    cv2.rectangle(rgb, (140, 100), (260, 219), LABEL, -1)
    cv2.rectangle(rgb, (140, 220), (260, 219 + height), below, -1)
    return rgb


@pytest.mark.parametrize(
    ("below", "faint", "height", "whole"),
    [
        (PALE, 0.4, 120, True),  # the pale half of a box
        (PALE, 0.1, 120, False),  # nothing but colour speaks for it: a reflection on the floor
        (SHADE, 0.4, 120, False),  # a shadow has no colour
        (PALE, 0.4, 6, False),  # a coloured fringe
    ],
)
def test_a_pale_coloured_part_that_stands_out_a_little_belongs_to_the_product(
    below: tuple[int, int, int], faint: float, height: int, whole: bool
) -> None:
    found = find_product(scenes.picture(box(below, height)), None, OneTone(faint))
    assert found.source is MaskSource.STUDIO
    mask = found.mask >= 128
    assert mask[105:215, 145:255].mean() > 0.98
    assert bool(mask[223 : 219 + height, 145:255].mean() > 0.9) is whole


def test_a_pale_part_that_lies_apart_is_another_thing() -> None:
    rgb = box(PALE)
    cv2.rectangle(rgb, (300, 220), (380, 340), PALE, -1)
    mask = find_product(scenes.picture(rgb), None, OneTone(0.4)).mask >= 128
    assert mask[225:335, 145:255].mean() > 0.9
    assert not mask[225:335, 305:375].any()
