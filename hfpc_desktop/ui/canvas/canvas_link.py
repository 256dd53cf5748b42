"""What ties the two pictures of a pair together: maps between their frames, from a registration or without.

Pure functions over the values of ``canvas_geometry``; no Qt.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.judgement import Frame, Region
from hfpc_desktop.ui.canvas.canvas_geometry import CENTRE, FrameMap, Point, Size, SyncMode, other

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.ui.canvas.canvas_geometry import Layout


def frame_link(original: Size, generated: Size) -> FrameMap:
    """Tie the frames by their centres and longest sides."""
    scale = max(generated.width, generated.height) / max(original.width, original.height)
    return FrameMap(
        scale,
        generated.width / 2 - scale * original.width / 2,
        generated.height / 2 - scale * original.height / 2,
    )


def product_link(
    registration: NDArray[np.float64], original: Size, generated: Size, at: Point = CENTRE
) -> FrameMap | None:
    """Tie the frames by the product: the registration's scale and shift at fraction ``at`` of the original.

    ``None`` when the registration is not usable there (mirrored, degenerate or absurdly scaled).
    """
    landed = map_fraction(registration, at)
    step = 1e-3
    right = map_fraction(registration, Point(at.x + step, at.y))
    below = map_fraction(registration, Point(at.x, at.y + step))
    if landed is None or right is None or below is None:
        return None
    area = (right.x - landed.x) * (below.y - landed.y) - (right.y - landed.y) * (below.x - landed.x)
    area *= (generated.width * generated.height) / (step * step * original.width * original.height)
    if not math.isfinite(area) or not 1e-4 < area < 1e4:
        return None
    scale = math.sqrt(area)
    there, here = generated.to_source(landed), original.to_source(at)
    return FrameMap(scale, there.x - scale * here.x, there.y - scale * here.y)


def make_link(
    mode: SyncMode,
    original: Size,
    generated: Size,
    registration: NDArray[np.float64] | None = None,
    product_centre: Point = CENTRE,
) -> FrameMap:
    """The map for a sync mode, with the fall-back of ``SyncMode.PRODUCT``."""
    if mode is SyncMode.PIXEL:
        return FrameMap(1.0, 0.0, 0.0)
    if mode is SyncMode.PRODUCT and registration is not None:
        link = product_link(registration, original, generated, product_centre)
        if link is not None:
            return link
    return frame_link(original, generated)


def map_fraction(registration: NDArray[np.float64], point: Point) -> Point | None:
    """A fraction of the original, carried to the generated picture; ``None`` at infinity."""
    x, y, w = np.asarray(registration, dtype=np.float64) @ (point.x, point.y, 1.0)
    if not (math.isfinite(x) and math.isfinite(y) and math.isfinite(w)) or abs(w) < 1e-9:
        return None
    return Point(float(x / w), float(y / w))


def inverse_registration(registration: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
    """Generated -> original, or ``None`` when there is none."""
    if registration is None or not np.all(np.isfinite(registration)):
        return None
    if abs(float(np.linalg.det(registration))) < 1e-12:
        return None
    return np.asarray(np.linalg.inv(registration), dtype=np.float64)


def moved_link(link: FrameMap, offset: Point, generated: Size) -> FrameMap:
    """The same tie with the original pushed by ``offset`` (a fraction of the generated picture) against it."""
    return replace(link, dx=link.dx + offset.x * generated.width, dy=link.dy + offset.y * generated.height)


def carry_region(region: Region, frame: Frame, registration: NDArray[np.float64] | None) -> Region | None:
    """The same part of the product in the other frame, or ``None`` when it cannot be told."""
    matrix = registration if frame is Frame.ORIGINAL else inverse_registration(registration)
    if matrix is None:
        return None
    x0, y0, x1, y1 = region.x, region.y, region.x + region.width, region.y + region.height
    corners = [map_fraction(matrix, Point(x, y)) for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))]
    landed = [c for c in corners if c is not None]
    if len(landed) < 4:
        return None
    left, top = min(p.x for p in landed), min(p.y for p in landed)
    right, bottom = max(p.x for p in landed), max(p.y for p in landed)
    return Region(left, top, right - left, bottom - top)


def carry_point(
    layout: Layout, frame: Frame, source: Point, registration: NDArray[np.float64] | None
) -> tuple[Point, Point] | None:
    """Fractions of (this frame, the other frame) for a source point of ``frame``; ``None`` outside the picture.

    With a registration the product's point is followed exactly, else the tie of the panes.
    """
    here = layout.size(frame).to_fraction(source)
    if not (0 <= here.x <= 1 and 0 <= here.y <= 1):
        return None
    matrix = registration if frame is Frame.ORIGINAL else inverse_registration(registration)
    there = map_fraction(matrix, here) if matrix is not None else None
    if there is None:
        link = layout.link
        across = link.to_generated(source) if frame is Frame.ORIGINAL else link.to_original(source)
        there = layout.size(other(frame)).to_fraction(across)
    return here, there
