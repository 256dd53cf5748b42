"""Fakes of the ports, for tests only. Each obeys its port's contract tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class FakeFeatureSession:
    """A feature network without weights: fixed random mixtures of each cell's mean colour and contrast."""

    def __init__(self) -> None:
        rng = np.random.default_rng(3)
        self._mix = [rng.normal(0, 1, (6, width)) for width in (24, 48, 120, 352)]

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]:
        images = inputs["image"]
        levels = []
        for stride, mix in zip((4, 8, 16, 32), self._mix, strict=True):
            cells = np.stack([self._cells(image, stride) for image in images])
            levels.append(np.tanh(cells @ mix).transpose(0, 3, 1, 2).astype(np.float32))
        return [*levels, levels[-1].mean(axis=(2, 3))]

    @staticmethod
    def _cells(image: NDArray[np.uint8], stride: int) -> NDArray[np.float64]:
        scaled = image.astype(np.float64) / 128 - 1
        size = (image.shape[1] // stride, image.shape[0] // stride)
        mean = cv2.resize(scaled, size, interpolation=cv2.INTER_AREA)
        square = cv2.resize(scaled**2, size, interpolation=cv2.INTER_AREA)
        return np.concatenate([mean, np.sqrt(np.maximum(square - mean**2, 0))], axis=2)


class FakeSaliency:
    """Salience without weights: what differs from the median colour of the picture's border stands out."""

    def predict(self, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        soft = cv2.GaussianBlur(rgb, (0, 0), 1.5).astype(np.float32)
        border = np.concatenate([soft[0], soft[-1], soft[:, 0], soft[:, -1]])
        away = np.abs(soft - np.median(border, axis=0)).max(axis=-1)
        return np.clip(away / 60.0 - 0.2, 0.0, 1.0).astype(np.float32)
