"""Pictures of a report: downscaled, drawn with their evidence, as data addresses for one page."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.masks import as_bool
from hfpc_desktop.images.decode import load_picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Defect
    from hfpc_desktop.training.measuring import JudgedPair

    Pixels = NDArray[np.uint8]
    Flags = NDArray[np.bool_]

SIDE = 400
"""Longest side of a picture in the page, in pixels."""
OUTGROWTH, LOSS, PLACE = (230, 159, 0), (86, 180, 233), (232, 110, 186)
"""Okabe-Ito orange and sky blue, as in the app; the boxes of defects."""
_QUALITY = 78
_PLACES = 4


@dataclass(frozen=True, slots=True)
class PairPictures:
    """Data addresses (WebP); empty where the picture or its evidence does not exist."""

    original: str = ""
    generated: str = ""
    masks: str = ""
    difference: str = ""


def pair_pictures(row: JudgedPair, named: Sequence[str] = ()) -> PairPictures:
    """Original with its mask's outline, generated image, masks with outgrowth and loss, difference map.

    ``named``: ids of the defects whose places are boxed. Files that cannot be read give empty addresses.
    """
    original, generated = _read(row.pair.original), _read(row.pair.generated)
    overlay = row.overlay
    defects = [d for d in row.judgement.defects if str(d.kind) in named and d.region is not None]
    first = second = masks = difference = ""
    if original is not None:
        drawn = original.copy()
        if overlay is not None and overlay.original_mask is not None:
            _outline(drawn, _at(overlay.original_mask, drawn))
        _boxes(drawn, [d for d in defects if d.frame is Frame.ORIGINAL])
        first = _address(drawn)
    if generated is not None:
        second = _address(generated)
        here = [d for d in defects if d.frame is Frame.GENERATED]
        expected = overlay.expected_mask if overlay is not None else None
        found = overlay.generated_mask if overlay is not None else None
        if expected is not None and found is not None:
            masks = _address(_masks(generated, _at(expected, generated), _at(found, generated), here))
        elif here:
            drawn = generated.copy()
            _boxes(drawn, here)
            masks = _address(drawn)
        if overlay is not None and overlay.difference is not None:
            difference = _address(_heat(generated, overlay.difference))
    return PairPictures(first, second, masks, difference)


def _read(path: Path) -> Pixels | None:
    try:
        rgb = load_picture(path, max_side=2 * SIDE).rgb
    except PictureError:
        return None
    k = min(1.0, SIDE / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * k)), max(1, round(rgb.shape[0] * k)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _at(mask: Pixels, picture: Pixels) -> Flags:
    size = (picture.shape[1], picture.shape[0])
    return as_bool(np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), np.uint8))


def _masks(picture: Pixels, expected: Flags, found: Flags, places: Sequence[Defect]) -> Pixels:
    """The picture in pale grey, outgrowth and loss filled, the found outline in white."""
    grey = picture.mean(axis=2, keepdims=True)
    drawn = np.broadcast_to(0.55 * grey + 70, picture.shape).astype(np.uint8)
    inside = expected & found
    drawn[inside] = picture[inside]
    for part, colour in ((found & ~expected, OUTGROWTH), (expected & ~found, LOSS)):
        drawn[part] = (0.25 * drawn[part] + 0.75 * np.array(colour)).astype(np.uint8)
    _outline(drawn, found)
    _boxes(drawn, places)
    return drawn


def _heat(picture: Pixels, difference: Pixels) -> Pixels:
    """Difference (0..255) as a heat map over the grey picture; no difference leaves the grey."""
    size = (picture.shape[1], picture.shape[0])
    amount = np.asarray(cv2.resize(difference, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    colours = np.asarray(cv2.applyColorMap(amount, cv2.COLORMAP_INFERNO), np.uint8)[..., ::-1]
    alpha = np.clip(amount.astype(np.float32)[..., None] / 40.0, 0.0, 0.9)
    grey = 0.6 * picture.mean(axis=2, keepdims=True) + 40
    return np.asarray(grey * (1 - alpha) + colours * alpha, np.uint8)


def _outline(picture: Pixels, mask: Flags) -> None:
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(picture, contours, -1, (0, 0, 0), 3, cv2.LINE_AA)
    cv2.drawContours(picture, contours, -1, (255, 255, 255), 1, cv2.LINE_AA)


def _boxes(picture: Pixels, defects: Sequence[Defect]) -> None:
    height, width = picture.shape[:2]
    for defect in defects[:_PLACES]:
        region = defect.region
        assert region is not None
        corner = (round(region.x * width), round(region.y * height))
        other = (round((region.x + region.width) * width) - 1, round((region.y + region.height) * height) - 1)
        cv2.rectangle(picture, corner, other, (0, 0, 0), 4)
        cv2.rectangle(picture, corner, other, PLACE, 2)


def _address(rgb: Pixels) -> str:
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, "WEBP", quality=_QUALITY, method=4)
    return "data:image/webp;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
