"""Salient-object probability: the port, and its U2-Net-P adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Saliency(Protocol):
    """Finds what stands out. Safe to call from several threads."""

    def predict(self, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        """``rgb`` uint8 H x W x 3 -> probability of "salient object" 0..1, float32 H x W, unstretched."""
        ...


class Session(Protocol):
    """What the adapter needs of an inference session (``hfpc_desktop.inference`` provides it)."""

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]: ...


class U2NetSaliency:
    """U2-Net-P as embedded: uint8 in, normalisation inside the graph (fixed, ImageNet).

    The map is *not* stretched to 0..1 per picture: a picture without a product must give a weak map,
    not a confident one. Pictures are squeezed to a square, as in the model's training: the training
    size, 320, or for small pictures the least multiple of 32 from 192 on that holds them.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def predict(self, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        """See ``Saliency``."""
        side = min(320, max(192, -(-max(rgb.shape[:2]) // 32) * 32))
        small = cv2.resize(rgb, (side, side), interpolation=cv2.INTER_AREA)
        first = self._session.run(image=np.ascontiguousarray(small[None]))[0]
        found = np.asarray(first, dtype=np.float32).reshape(first.shape[-2:])
        if not np.isfinite(found).all():
            raise ModelError(translate("models", "The saliency model returned values that are not numbers."))
        height, width = rgb.shape[:2]
        scaled = cv2.resize(found, (width, height), interpolation=cv2.INTER_LINEAR)
        return np.clip(scaled, 0.0, 1.0).astype(np.float32)
