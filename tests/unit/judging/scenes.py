"""Drawn products and backgrounds: a box with a label, a bottle, a plain vase; known transforms and defects."""

from __future__ import annotations

import cv2
import numpy as np

from hfpc_desktop.domain.pictures import Picture


def picture(rgb: np.ndarray, alpha: np.ndarray | None = None) -> Picture:
    return Picture(np.ascontiguousarray(rgb), alpha, (rgb.shape[1], rgb.shape[0]))


def carton(side: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """(rgb on white, mask): a printed box in the middle."""
    rgb = np.full((side, side, 3), 255, np.uint8)
    u = side / 400
    box = np.array([[130, 90], [270, 90], [270, 330], [130, 330]]) * u
    cv2.fillPoly(rgb, [box.astype(np.int32)], (40, 90, 160))
    cv2.rectangle(rgb, at(140, 150, u), at(260, 220, u), (240, 230, 200), -1)
    cv2.putText(
        rgb, "SOLA", at(150, 205, u), cv2.FONT_HERSHEY_DUPLEX, 1.3 * u, (150, 30, 30), max(1, round(3 * u))
    )
    cv2.circle(rgb, at(200, 120, u), round(18 * u), (230, 190, 40), -1)
    cv2.putText(
        rgb,
        "fine tea",
        at(150, 265, u),
        cv2.FONT_HERSHEY_SIMPLEX,
        0.8 * u,
        (250, 250, 250),
        max(1, round(2 * u)),
    )
    for x in range(140, 262, 20):
        cv2.rectangle(rgb, at(x, 290, u), at(x + 9, 320, u), (200, 60, 90), -1)
    mask = np.zeros((side, side), np.uint8)
    cv2.fillPoly(mask, [box.astype(np.int32)], 255)
    return rgb, mask


def vase(side: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """A plain, nearly untextured product."""
    mask = np.zeros((side, side), np.uint8)
    cv2.ellipse(mask, (200, 250), (70, 90), 0, 0, 360, 255, -1)
    cv2.rectangle(mask, (175, 90), (225, 200), 255, -1)
    cv2.ellipse(mask, (200, 95), (45, 16), 0, 0, 360, 255, -1)
    rgb = np.full((side, side, 3), 255, np.uint8)
    shade = np.linspace(0.75, 1.1, side)[None, :, None] * np.array([150.0, 80.0, 60.0])
    rgb[mask > 0] = np.clip(np.broadcast_to(shade, rgb.shape), 0, 255).astype(np.uint8)[mask > 0]
    return rgb, mask


def at(x: float, y: float, u: float) -> tuple[int, int]:
    return round(x * u), round(y * u)


def background(width: int, height: int, seed: int = 1) -> np.ndarray:
    """Soft random colours with some edges: a blurred room."""
    rng = np.random.default_rng(seed)
    small = rng.integers(150, 190, (6, 6, 3)).astype(np.uint8)
    rgb = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    cv2.rectangle(rgb, (0, round(0.72 * height)), (width, height), (165, 155, 140), -1)
    noise = rng.normal(0, 3, rgb.shape)
    return np.clip(rgb + noise, 0, 255).astype(np.uint8)


def place(
    rgb: np.ndarray,
    mask: np.ndarray,
    *,
    size: tuple[int, int] = (400, 400),
    zoom: float = 1.0,
    zoom_x: float | None = None,
    shift: tuple[float, float] = (0.0, 0.0),
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0),
    seed: int = 1,
) -> np.ndarray:
    """The product on a background: zoomed about the picture's centre, moved, relit."""
    w, h = size
    kx = zoom if zoom_x is None else zoom_x
    cx, cy = rgb.shape[1] / 2, rgb.shape[0] / 2
    m = np.array([[kx, 0, w / 2 - kx * cx + shift[0]], [0, zoom, h / 2 - zoom * cy + shift[1]]])
    blur = max(0.0, 0.5 / min(zoom, kx) - 0.5)
    source = cv2.GaussianBlur(rgb, (0, 0), blur) if blur > 0.1 else rgb
    moved = cv2.warpAffine(source, m, size, flags=cv2.INTER_AREA, borderValue=(255, 255, 255))
    soft = cv2.warpAffine(mask, m, size, flags=cv2.INTER_AREA)[..., None] / 255.0
    lit = np.clip(moved * np.array(gain), 0, 255)
    return (lit * soft + background(w, h, seed) * (1 - soft)).astype(np.uint8)
