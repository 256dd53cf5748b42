"""Deep features of a picture: four levels of an ImageNet network, read at a fixed square input.

The network runs behind a session that is injected (``OnnxSession`` in the program, a fake in tests); it
takes ``image`` uint8 N x H x W x 3 sRGB, normalises inside, and returns maps at strides 4, 8, 16 and 32
and one pooled vector. Whole pictures are letterboxed, never cropped: a crop would cut the product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

VIEW_SIDE = 256
"""Side of the square input, px: a multiple of 32, so that every level has an exact grid."""

GRID_SIDE = VIEW_SIDE // 8
"""Side of the local descriptors' grid (stride 8)."""

LOCAL_WIDTH = 48 + 120 + 352
"""Length of a local descriptor: strides 8, 16 and 32 side by side."""

PAD = 127
"""Grey level of the letterbox bars; the network's zero."""


class Session(Protocol):
    """A loaded model: named inputs in, list of outputs out."""

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]: ...


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A square window of a picture as network input.

    ``image``  VIEW_SIDE x VIEW_SIDE x 3 uint8.
    ``box``    (x0, y0, x1, y1) of the window in px of the picture; it may reach beyond the picture.
    """

    image: NDArray[np.uint8]
    box: tuple[float, float, float, float]

    def grid(self, mask: NDArray[Any]) -> NDArray[np.float32]:
        """Share (0..1) of every grid cell that ``mask`` (H x W of the picture) covers: GRID_SIDE x GRID_SIDE."""
        window = _window(np.asarray(mask, dtype=np.float32), self.box, 0.0)
        cells = cv2.resize(window, (GRID_SIDE, GRID_SIDE), interpolation=cv2.INTER_AREA)
        return np.asarray(cells, dtype=np.float32)

    def cell_box(self, x0: int, y0: int, x1: int, y1: int) -> tuple[float, float, float, float]:
        """Grid cells (half open) as a px box of the picture."""
        left, top, right, bottom = self.box
        step_x, step_y = (right - left) / GRID_SIDE, (bottom - top) / GRID_SIDE
        return left + x0 * step_x, top + y0 * step_y, left + x1 * step_x, top + y1 * step_y


def frame_view(rgb: NDArray[np.uint8]) -> View:
    """The whole picture, letterboxed."""
    height, width = rgb.shape[:2]
    side = float(max(height, width))
    left, top = (width - side) / 2, (height - side) / 2
    return _view(rgb, (left, top, left + side, top + side))


def product_view(rgb: NDArray[np.uint8], box: tuple[int, int, int, int]) -> View:
    """A square around the product's ``box`` (px) with 30 % room on every side, 40 % below."""
    x0, y0, x1, y1 = box
    side = max(1.6 * (x1 - x0), 1.7 * (y1 - y0), 32.0)
    centre_x, centre_y = (x0 + x1) / 2, (y0 + y1) / 2 + 0.05 * (y1 - y0)
    return _view(rgb, (centre_x - side / 2, centre_y - side / 2, centre_x + side / 2, centre_y + side / 2))


def _view(rgb: NDArray[np.uint8], box: tuple[float, float, float, float]) -> View:
    whole = (round(box[0]), round(box[1]), round(box[2]), round(box[3]))
    window = _window(rgb, whole, PAD)
    shrinks = window.shape[0] > VIEW_SIDE
    image = cv2.resize(
        window, (VIEW_SIDE, VIEW_SIDE), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    return View(np.asarray(image, dtype=np.uint8), (whole[0], whole[1], whole[2], whole[3]))


def _window(values: NDArray[Any], box: tuple[float, float, float, float], fill: float) -> NDArray[Any]:
    """Px ``box`` of ``values``; what lies outside the picture is ``fill``."""
    height, width = values.shape[:2]
    x0, y0, x1, y1 = (round(v) for v in box)
    out = np.full((max(1, y1 - y0), max(1, x1 - x0), *values.shape[2:]), fill, dtype=values.dtype)
    left, top, right, bottom = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
    if left < right and top < bottom:
        out[top - y0 : bottom - y0, left - x0 : right - x0] = values[top:bottom, left:right]
    return out


class DeepFeatures:
    """Local descriptors of views. One thread at a time per session; deterministic."""

    def __init__(self, session: Session, model_id: str = "efficientnet-lite2") -> None:
        self._session = session
        self.model_id = model_id

    def local(self, views: Sequence[View]) -> NDArray[np.float32]:
        """Descriptors on the grid: len(views) x GRID_SIDE x GRID_SIDE x LOCAL_WIDTH float32.

        Strides 16 and 32 are enlarged to the grid. Raises ``ModelError`` when the session does not
        return these levels or returns numbers that are not finite.
        """
        maps = self._session.run(image=np.stack([view.image for view in views]))
        if len(maps) < 4 or any(level.ndim != 4 for level in maps[1:4]):
            raise ModelError(
                translate("models", "{0} does not give feature levels at strides 8, 16 and 32.").format(
                    self.model_id
                )
            )
        levels = []
        for level, factor in zip(maps[1:4], (1, 2, 4), strict=True):
            levels.append(np.repeat(np.repeat(level, factor, axis=2), factor, axis=3))
        try:
            joined = np.concatenate(levels, axis=1).transpose(0, 2, 3, 1)
        except ValueError as error:
            raise ModelError(
                translate("models", "{0}: the feature levels do not fit together: {1}").format(
                    self.model_id, error
                )
            ) from error
        if joined.shape[1:] != (GRID_SIDE, GRID_SIDE, LOCAL_WIDTH):
            raise ModelError(
                translate("models", "{0}: descriptors of shape {1} are not expected.").format(
                    self.model_id, joined.shape[1:]
                )
            )
        if not np.isfinite(joined).all():
            raise ModelError(
                translate("models", "{0} returned features that are not finite numbers.").format(
                    self.model_id
                )
            )
        return np.ascontiguousarray(joined, dtype=np.float32)
