"""From an ``Overlay`` to shapes and pixels: pure numpy and OpenCV, no Qt.

The widget strokes and fills ``Shapes`` (polygons in fractions of a frame, so they stay sharp at any zoom)
and stretches ``difference_rgba``. ``render`` paints the same things into an RGBA array of any size, for
overlay sheets and tests.

Colours: Okabe and Ito's orange and blue, which a colour-blind person can tell apart; the hatches lean in
opposite directions, so that they can be told apart without any colour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from hfpc_desktop.domain.judgement import DIFFERENCE_FULL_SCALE, Frame
from hfpc_desktop.ui.canvas.canvas_link import inverse_registration

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Overlay

OUTGROWTH_RGB = (230, 159, 0)
LOSS_RGB = (86, 180, 233)
MASK_LEVEL = 127
"""Mask values above this are product."""
SLIVER = 3
"""Outgrowth and loss thinner than this many mask pixels are resampling noise along the contour and not drawn."""
REFINE = 2
"""Masks are enlarged this much before their contour is followed, so that outlines do not look like stairs."""
EDGE_LEVEL = 90
"""Lower than ``MASK_LEVEL``, because contours run through the centres of the outermost pixels inside."""

Polygon = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layers:
    """What is drawn over the pictures. ``opacity`` 0..1 is that of the difference heat map."""

    mask: bool = False
    difference: bool = False
    opacity: float = 0.75
    regions: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Outlines for one frame. Each polygon is float32 N x 2, fractions of the frame's width and height.

    ``outline``: the product's mask in this frame; ``expected``: where the original's product should be
    (generated frame only). ``outgrowth`` and ``loss`` hold outer and inner contours: fill by the odd-even rule.
    """

    outline: tuple[Polygon, ...] = ()
    expected: tuple[Polygon, ...] = ()
    outgrowth: tuple[Polygon, ...] = ()
    loss: tuple[Polygon, ...] = ()


NO_SHAPES = Shapes()


def shapes(overlay: Overlay, frame: Frame) -> Shapes:
    """Outlines of one frame. In the original, loss is drawn where the lost part was."""
    if frame is Frame.ORIGINAL:
        _, lost = mismatch(overlay)
        back = inverse_registration(overlay.registration)
        gone = () if lost is None or back is None else _carried(contours(lost), back)
        return Shapes(outline=_maybe(overlay.original_mask), loss=gone)
    grown, lost = mismatch(overlay)
    return Shapes(
        outline=_maybe(overlay.generated_mask),
        expected=_maybe(overlay.expected_mask),
        outgrowth=_maybe(grown),
        loss=_maybe(lost),
    )


def mismatch(overlay: Overlay) -> tuple[NDArray[np.uint8] | None, NDArray[np.uint8] | None]:
    """(outgrowth, loss) as uint8 masks 0/255 in the generated frame; ``None`` when a mask is missing."""
    if overlay.generated_mask is None or overlay.expected_mask is None:
        return None, None
    found, expected = overlay.generated_mask > MASK_LEVEL, overlay.expected_mask > MASK_LEVEL
    return _without_slivers(found & ~expected), _without_slivers(expected & ~found)


def contours(mask: NDArray[np.uint8]) -> tuple[Polygon, ...]:
    """Closed contours of a mask, outer and inner, smoothed to sub-pixel."""
    product = mask > MASK_LEVEL
    rows, columns = np.flatnonzero(product.any(axis=1)), np.flatnonzero(product.any(axis=0))
    if not rows.size:
        return ()
    height, width = mask.shape
    # Only the box around the product is worked on; one pixel of border closes shapes that touch the edge.
    top, left = int(rows[0]), int(columns[0])
    crop = mask[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    crop = np.pad(crop, 1)
    large = cv2.resize(crop, None, fx=REFINE, fy=REFINE, interpolation=cv2.INTER_CUBIC)
    large = cv2.GaussianBlur(large, (0, 0), 0.8)
    binary = (large > EDGE_LEVEL).astype(np.uint8)
    found, _ = cv2.findContours(binary, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    out = []
    for line in found:
        simple = cv2.approxPolyDP(line, 0.5, closed=True)
        if len(simple) < 3:
            continue
        points = (simple.reshape(-1, 2).astype(np.float32) + 0.5) / REFINE - 1
        points = (points + np.array((left, top))) / (width, height)
        out.append(np.clip(points, 0.0, 1.0).astype(np.float32))
    return tuple(out)


@cache
def heat_colours() -> NDArray[np.uint8]:
    """256 x 3 RGB, perceptually uniform, dark = same, light = different ("inferno")."""
    ramp = np.arange(256, dtype=np.uint8).reshape(-1, 1)
    lut = np.array(cv2.applyColorMap(ramp, cv2.COLORMAP_INFERNO)[:, 0, ::-1], dtype=np.uint8)
    lut.setflags(write=False)
    return lut


def heat_alpha() -> NDArray[np.uint8]:
    """256 alphas at full opacity: what did not change lets the picture through, what changed covers it."""
    value = np.linspace(0.0, 1.0, 256)
    return np.rint(255 * (0.3 + 0.7 * np.clip(value / 0.3, 0.0, 1.0))).astype(np.uint8)


def difference_rgba(overlay: Overlay) -> NDArray[np.uint8] | None:
    """H x W x 4 straight-alpha RGBA of the heat map at full opacity, clear outside the product."""
    if overlay.difference is None:
        return None
    out = np.column_stack((heat_colours(), heat_alpha()))[overlay.difference]
    inside = overlay.expected_mask if overlay.expected_mask is not None else overlay.generated_mask
    if inside is not None:
        # The mask's own soft edge keeps the heat map's edge soft when it is stretched.
        out[..., 3] = cv2.multiply(out[..., 3], inside, scale=1 / 255)
    return out


def difference_at(overlay: Overlay, x: float, y: float) -> float | None:
    """dE2000 at a fraction of the generated image; ``None`` outside the product or without a map."""
    if overlay.difference is None or not (0 <= x < 1 and 0 <= y < 1):
        return None
    height, width = overlay.difference.shape
    row, column = int(y * height), int(x * width)
    inside = overlay.expected_mask if overlay.expected_mask is not None else overlay.generated_mask
    if inside is not None and inside[row, column] <= MASK_LEVEL:
        return None
    return float(overlay.difference[row, column]) / 255 * DIFFERENCE_FULL_SCALE


def render(overlay: Overlay, layers: Layers, frame: Frame, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Everything ``layers`` asks for, as height x width x 4 straight-alpha RGBA; ``size`` is (width, height)."""
    width, height = size
    out = np.zeros((height, width, 4), dtype=np.uint8)
    if layers.difference and frame is Frame.GENERATED:
        heat = difference_rgba(overlay)
        if heat is not None:
            out[:] = cv2.resize(heat, size, interpolation=cv2.INTER_LINEAR)
            out[..., 3] = np.rint(out[..., 3] * layers.opacity).astype(np.uint8)
    if layers.mask:
        _render_masks(out, shapes(overlay, frame))
    return out


def _render_masks(out: NDArray[np.uint8], found: Shapes) -> None:
    height, width = out.shape[:2]
    step = max(6, min(width, height) // 60)
    y, x = np.mgrid[:height, :width]
    for polygons, colour, phase in (
        (found.outgrowth, OUTGROWTH_RGB, x + y),
        (found.loss, LOSS_RGB, x - y),
    ):
        inside = np.zeros((height, width), dtype=np.uint8)
        cv2.fillPoly(inside, _pixels(polygons, width, height), 1)
        line = phase % step < max(2, step // 4)
        out[inside.astype(bool)] = (*colour, 90)
        out[inside.astype(bool) & line] = (*colour, 235)
    thick = max(1, min(width, height) // 350)
    outline = _pixels(found.outline, width, height)
    cv2.polylines(out, outline, True, (0, 0, 0, 160), thick + 2, cv2.LINE_AA)
    cv2.polylines(out, outline, True, (255, 255, 255, 255), thick, cv2.LINE_AA)


def _pixels(polygons: tuple[Polygon, ...], width: int, height: int) -> list[NDArray[np.int32]]:
    return [np.rint(p * (width, height) - 0.5).astype(np.int32) for p in polygons]


def _maybe(mask: NDArray[np.uint8] | None) -> tuple[Polygon, ...]:
    return () if mask is None else contours(mask)


def _carried(polygons: tuple[Polygon, ...], matrix: NDArray[np.float64]) -> tuple[Polygon, ...]:
    return tuple(
        cv2.perspectiveTransform(p.reshape(-1, 1, 2).astype(np.float64), matrix)
        .reshape(-1, 2)
        .astype(np.float32)
        for p in polygons
    )


def _without_slivers(area: NDArray[np.bool_]) -> NDArray[np.uint8]:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (SLIVER, SLIVER))
    opened = cv2.morphologyEx(area.astype(np.uint8) * 255, cv2.MORPH_OPEN, kernel)
    return np.asarray(opened, dtype=np.uint8)


def with_opacity(layers: Layers, opacity: float) -> Layers:
    """The same layers at another opacity, kept in 0..1."""
    return replace(layers, opacity=min(1.0, max(0.0, opacity)))
