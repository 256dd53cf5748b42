"""Finding a product by its edges, at any place and many sizes: for plain products that give no features.

Gradient *orientation* (doubled angle, so that a bright or a dark background makes no difference)
is correlated by Fourier transforms over a ladder of sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.product_view import ProductView

_PAD = 40
_STEP = 1.13


@dataclass(frozen=True, slots=True)
class Ladder:
    """At which resolution is searched for which sizes, in pixels: longest side of the picture, side of the
    transforms (with ``_PAD`` round the picture), and the product's longest side from and to."""

    side: int
    transform: int
    smallest: float
    largest: float


USUAL = Ladder(192, 288, 18.0, 250.0)
"""Products of 0.1 to 1.3 of the picture's longest side."""
TINY = Ladder(400, 480, 18.0, 40.0)
"""Products of 0.045 to 0.1 of it: four times the work a size, for when nothing larger was found."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """``transform`` original pixels -> generated pixels; ``score`` normalised correlation less what chance gives."""

    transform: Matrix
    score: float


def search(
    view: ProductView,
    generated: Pyramid,
    ladder: Ladder = USUAL,
    best: int = 4,
    turns: tuple[float, ...] = (0.0,),
) -> list[Found]:
    """The ``best`` places and sizes, best first. ``turns``: by which angles the product is turned, radians."""
    width, height = generated.size
    k = ladder.side / max(width, height)
    size = (max(8, round(width * k)), max(8, round(height * k)))
    grey = _grey(generated.warp(geometry.scaling(k, k), size))
    room = (ladder.transform, ladder.transform)
    scene, energy = np.zeros((2, *room), np.float32), np.zeros(room, np.float32)
    c, s = _orientation(grey)
    inner = np.s_[_PAD : _PAD + size[1], _PAD : _PAD + size[0]]
    scene[0][inner], scene[1][inner] = c, s
    energy[inner] = c * c + s * s
    spectra = (cv2.dft(scene[0]), cv2.dft(scene[1]), cv2.dft(energy))
    found: list[Found] = []
    longest = max(view.box[2], view.box[3])
    length = ladder.smallest
    while length <= ladder.largest:
        for turn in turns:
            found += _at_size(view, length / longest, turn, spectra, size, k)
        length *= _STEP
    return _distinct(found, view, best)


def _at_size(
    view: ProductView,
    zoom: float,
    turn: float,
    spectra: tuple[Floats, ...],
    size: tuple[int, int],
    k: float,
) -> list[Found]:
    """The two best places at one size (``zoom``: search pixels per view pixel)."""
    turned, (x, y, w, h) = _turned(view.box, turn)
    margin = 3
    tw, th = round(w * zoom) + 2 * margin, round(h * zoom) + 2 * margin
    to_patch = (
        geometry.shifting(margin, margin) @ geometry.scaling(zoom, zoom) @ geometry.shifting(-x, -y) @ turned
    )
    source = np.dstack([_grey(view.rgb), view.mask.astype(np.float32) * 255.0])
    if zoom < 1.0:
        source = cv2.GaussianBlur(source, (0, 0), 0.45 * np.sqrt(1.0 / zoom**2 - 0.9))
    small = geometry.warp(source.astype(np.float32), to_patch, (tw, th))
    inside = small[..., 1] / 255.0
    support = (cv2.dilate(inside, np.ones((3, 3), np.uint8)) > 0.4).astype(np.float32)
    core = (cv2.erode(inside, np.ones((3, 3), np.uint8)) > 0.6).astype(np.float32)
    c, s = _orientation(small[..., 0])
    oc, os_ = _orientation(inside * 120.0)
    c, s = c * core + oc * (1 - core), s * core + os_ * (1 - core)
    c, s = c * support, s * support
    strength = float((c * c + s * s).sum())
    if strength < 1e-3:
        return []
    match = _correlate(spectra[0], c) + _correlate(spectra[1], s)
    local = np.maximum(_correlate(spectra[2], support), 0.02 * strength)
    score = match / np.sqrt(strength * local)
    limit_y, limit_x = size[1] + 2 * _PAD - th, size[0] + 2 * _PAD - tw
    if limit_x < 1 or limit_y < 1:
        return []
    score = score[:limit_y, :limit_x].copy()
    chance = 1.6 / np.sqrt(strength)
    found = []
    for _ in range(2):
        _, top, _, (px, py) = cv2.minMaxLoc(score)
        # a parabola through the neighbours gives the place to a fraction of a pixel
        place = (px + _vertex(score[py], px), py + _vertex(score[:, px], py))
        move = geometry.shifting(place[0] - _PAD, place[1] - _PAD) @ to_patch @ view.to_view
        found.append(Found(geometry.scaling(1 / k, 1 / k) @ move, float(top) - chance))
        cv2.rectangle(score, (px - tw // 4, py - th // 4), (px + tw // 4, py + th // 4), -1.0, -1)
    return found


def _turned(box: tuple[int, int, int, int], turn: float) -> tuple[Matrix, tuple[float, float, float, float]]:
    """The turn about the box's middle, and the upright box (x, y, width, height) round the turned one."""
    x, y, w, h = box
    cx, cy = x + w / 2, y + h / 2
    c, s = abs(np.cos(turn)), abs(np.sin(turn))
    wide, high = float(w * c + h * s), float(w * s + h * c)
    return geometry.about(geometry.rotation(turn), cx, cy), (cx - wide / 2, cy - high / 2, wide, high)


def _vertex(line: Floats, at: int) -> float:
    if not 0 < at < len(line) - 1:
        return 0.0
    a, b, c = float(line[at - 1]), float(line[at]), float(line[at + 1])
    bend = a - 2 * b + c
    return float(np.clip(0.5 * (a - c) / bend, -0.5, 0.5)) if bend < -1e-9 else 0.0


def _distinct(found: list[Found], view: ProductView, best: int) -> list[Found]:
    """Best first, without those that cover nearly the same place at nearly the same size."""
    x, y, w, h = view.box
    corners = geometry.apply(np.linalg.inv(view.to_view), np.array([[x, y], [x + w, y + h]], float))
    kept: list[tuple[Points, Found]] = []
    for one in sorted(found, key=lambda f: -f.score):
        here = geometry.apply(one.transform, corners)
        extent = float(np.abs(here[1] - here[0]).max())
        if all(np.abs(here - other).max() > 0.12 * extent for other, _ in kept):
            kept.append((here, one))
        if len(kept) == best:
            break
    return [one for _, one in kept]


def _correlate(spectrum: Floats, patch: Floats) -> Floats:
    """Cross-correlation with a small patch; element (y, x) belongs to the patch's corner at (x, y)."""
    room = np.zeros((len(spectrum), len(spectrum)), np.float32)  # the transforms are square
    height, width = min(patch.shape[0], room.shape[0]), min(patch.shape[1], room.shape[1])
    room[:height, :width] = patch[:height, :width]
    product = cv2.mulSpectrums(spectrum, cv2.dft(room), 0, conjB=True)
    return np.asarray(cv2.idft(product, flags=cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT), np.float32)


def _orientation(grey: Floats) -> tuple[Floats, Floats]:
    """(cos 2t, sin 2t) of the gradient direction t, weighted 0..1 by its strength."""
    gx, gy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    square = gx * gx + gy * gy
    size = np.sqrt(square)
    weight = size / (size + 40.0) / np.maximum(square, 1e-6)
    return (gx * gx - gy * gy) * weight, 2 * gx * gy * weight


def _grey(rgb: Bytes) -> Floats:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)
