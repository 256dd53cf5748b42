"""What the adapters of promptable models share: pixels in, prompts in model coordinates, the best mask out."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.segmentation import Prompt, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

T = TypeVar("T")
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class Letterbox:
    """How a picture was fitted into a model's square input: scaled, then padded at the right and bottom.

    ``source`` and ``scaled`` are (width, height), ``side`` the square's side, all in pixels.
    """

    source: tuple[int, int]
    scaled: tuple[int, int]
    side: int

    @staticmethod
    def of(width: int, height: int, side: int) -> Letterbox:
        """The longest side becomes ``side``, as in SAM's ``ResizeLongestSide``."""
        k = side / max(width, height)
        return Letterbox((width, height), (max(1, int(width * k + 0.5)), max(1, int(height * k + 0.5))), side)

    def pixels(self, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        """1 x 3 x side x side float32, ImageNet-normalised; the padding is 0, as in SAM."""
        method = cv2.INTER_AREA if self.scaled[0] < self.source[0] else cv2.INTER_LINEAR
        small = np.asarray(cv2.resize(rgb, self.scaled, interpolation=method), np.float32)
        mean, deviation = np.array(IMAGENET_MEAN, np.float32), np.array(IMAGENET_STD, np.float32)
        normal = (small / np.float32(255.0) - mean) / deviation
        out = np.zeros((1, 3, self.side, self.side), np.float32)
        out[0, :, : self.scaled[1], : self.scaled[0]] = normal.transpose(2, 0, 1)
        return out

    def points(self, points: NDArray[Any]) -> NDArray[np.float32]:
        """N x 2 picture pixels -> input pixels."""
        k = np.array([self.scaled[0] / self.source[0], self.scaled[1] / self.source[1]], np.float32)
        return np.asarray(points, np.float32).reshape(-1, 2) * k

    def mask_in(self, mask: NDArray[Any], side: int) -> NDArray[np.float32]:
        """A picture-sized mask (product >= 128) as ``side`` x ``side`` float32 0..1 of the model's grid."""
        grid = (
            max(1, round(self.scaled[0] * side / self.side)),
            max(1, round(self.scaled[1] * side / self.side)),
        )
        soft = cv2.resize(masks.as_bool(mask).astype(np.float32), grid, interpolation=cv2.INTER_AREA)
        out = np.zeros((side, side), np.float32)
        out[: grid[1], : grid[0]] = soft
        return out

    def mask_out(self, logits: NDArray[Any]) -> NDArray[np.float32]:
        """Logits on the model's square grid -> logits in the picture's size."""
        whole = cv2.resize(
            np.asarray(logits, np.float32), (self.side, self.side), interpolation=cv2.INTER_LINEAR
        )
        inside = whole[: self.scaled[1], : self.scaled[0]]
        return np.asarray(cv2.resize(inside, self.source, interpolation=cv2.INTER_LINEAR), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class PromptArrays:
    """A prompt in the model's input pixels. ``points`` N x 2, ``labels`` N (1 product, 0 not),
    ``box`` 4 or ``None``, ``mask`` uint8 of the picture or ``None``."""

    points: NDArray[np.float32]
    labels: NDArray[np.int64]
    box: NDArray[np.float32] | None
    mask: NDArray[np.uint8] | None


def arrays_of(prompt: Prompt, letterbox: Letterbox) -> PromptArrays:
    """The prompt for a model. A mask alone also gives its box: SAM was not trained on masks alone."""
    points = np.zeros((0, 2), np.float32)
    labels = np.zeros(0, np.int64)
    if prompt.points is not None and prompt.labels is not None:
        points = letterbox.points(prompt.points)
        labels = np.asarray(prompt.labels).astype(bool).astype(np.int64)
    box = prompt.box
    if box is None and prompt.mask is not None and not len(points):
        box = mask_box(prompt.mask)
    corners = None if box is None else letterbox.points(np.array(box).reshape(2, 2)).reshape(4)
    return PromptArrays(points, labels, corners, prompt.mask)


def mask_box(mask: NDArray[np.uint8]) -> tuple[float, float, float, float] | None:
    """(left, top, right, bottom) around what is set, in pixels; ``None`` when nothing is."""
    found = masks.bounds(masks.as_bool(mask))
    if found is None:
        return None
    x, y, width, height = found
    return float(x), float(y), float(x + width), float(y + height)


def best_mask(logits: NDArray[Any], quality: NDArray[Any], prompt: Prompt) -> Segmented:
    """Picks one of the model's masks. ``logits`` M x H x W in picture size (> 0 = product), ``quality`` M:
    the model's own estimate of each mask's IoU.

    The three masks of SAM are "part", "object", "everything". Where the prompt holds an expected mask or
    a box, agreement with it decides as much as the model's own estimate, so that a label on a bottle is
    not taken for the bottle.
    """
    found = np.asarray(logits) > 0.0
    marks = np.clip(np.nan_to_num(np.asarray(quality, np.float64), nan=0.0), 0.0, 1.0)
    agreement = np.array([_agreement(mask, prompt) for mask in found])
    best = int(np.argmax(marks + agreement))
    confidence = float(marks[best]) if found[best].any() else 0.0
    return Segmented(found[best].astype(np.uint8) * np.uint8(255), confidence)


def _agreement(mask: NDArray[np.bool_], prompt: Prompt) -> float:
    """0..1: IoU with the expected mask; else how well the mask fills the box; else 0."""
    if prompt.mask is not None:
        return masks.iou(mask, masks.as_bool(prompt.mask))
    if prompt.box is None:
        return 0.0
    found = masks.bounds(mask)
    if found is None:
        return 0.0
    x, y, width, height = found
    left, top, right, bottom = prompt.box
    across = max(0.0, min(x + width, right) - max(x, left))
    down = max(0.0, min(y + height, bottom) - max(y, top))
    union = width * height + (right - left) * (bottom - top) - across * down
    return float(across * down / union) if union > 0 else 0.0


class Embeddings(Generic[T]):
    """Keeps the encoder's last results by picture content, so that further clicks cost only the decoder.

    Thread-safe; two threads that ask for the same new picture may both encode it.
    """

    def __init__(self, kept: int = 2) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._known: OrderedDict[bytes, T] = OrderedDict()

    def get(self, rgb: NDArray[np.uint8], encode: Callable[[], T]) -> T:
        """The result for ``rgb``, encoded when it is not known."""
        key = hashlib.blake2b(np.ascontiguousarray(rgb).data, digest_size=16).digest()
        key += repr(rgb.shape).encode()
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        value = encode()
        with self._lock:
            self._known[key] = value
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return value
