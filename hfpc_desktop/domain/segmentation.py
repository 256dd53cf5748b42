"""Ports of promptable segmentation and of detection by name. Values and Protocols, numpy only.

Coordinates are continuous pixels of the picture that is passed in: (0, 0) is the upper left corner,
(width, height) the lower right one. They stand here, below ``inference`` and
``judging``, because both implement them: ``judging.embedded_segmenter`` (no download),
``inference.efficient_sam`` (ONNX Runtime), ``inference.sam_torch`` and ``inference.grounding_dino`` (torch).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""(left, top, right, bottom), pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Prompt:
    """What is known about the product's place; at least one part must be given.

    ``box``: round the product. ``points`` N x 2 float (x, y) with ``labels`` N: true = on the product,
    false = not on it. ``mask`` uint8 H x W, product >= 128: where the product is believed to be, in the
    picture's own size. Adapters use what their model understands and ignore the rest.
    """

    box: Box | None = None
    points: NDArray[Any] | None = None
    labels: NDArray[Any] | None = None
    mask: NDArray[np.uint8] | None = None

    def __post_init__(self) -> None:
        if self.box is None and self.mask is None and (self.points is None or not len(self.points)):
            raise ValueError("a prompt needs a box, a point or a mask")
        if self.points is not None and (self.labels is None or len(self.labels) != len(self.points)):
            raise ValueError("every point needs a label")
        if self.box is not None and not (self.box[0] < self.box[2] and self.box[1] < self.box[3]):
            raise ValueError(f"{self.box} is no box: left, top, right, bottom")


@dataclass(frozen=True, slots=True, eq=False)
class Segmented:
    """``mask`` uint8 H x W of the picture's size, 0 or 255. ``confidence`` 0..1, higher is better: the
    model's own estimate of its mask's IoU where it has one."""

    mask: NDArray[np.uint8]
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundBox:
    """One place where a detector sees the product. ``score`` 0..1, higher is better."""

    box: Box
    score: float
    label: str = ""


class Segmenter(Protocol):
    """Prompt -> mask. Deterministic; safe to call from several threads; raises ``ModelError`` only.

    ``device`` is what the runtime reports, ``note`` why it differs from what was asked for (empty when
    it does not, or nothing ran yet).
    """

    @property
    def model_id(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def note(self) -> str: ...

    def segment(self, rgb: NDArray[np.uint8], prompt: Prompt) -> Segmented:
        """``rgb`` uint8 H x W x 3, sRGB, any size from 16 pixels a side."""
        ...


class Detector(Protocol):
    """Product name -> boxes. Same rules as ``Segmenter``."""

    @property
    def model_id(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def note(self) -> str: ...

    def detect(self, rgb: NDArray[np.uint8], product: str) -> tuple[FoundBox, ...]:
        """Boxes inside the picture, best first, possibly none. An empty name means "the product"."""
        ...


_WORDS = re.compile(r"[^\W\d_]{2,}")
_EMPTY_WORDS = frozenset(
    [
        "img",
        "image",
        "photo",
        "picture",
        "pic",
        "dsc",
        "dscf",
        "pxl",
        "sku",
        "original",
        "orig",
        "product",
        "prod",
        "item",
        "file",
        "final",
        "copy",
        "front",
        "back",
        "side",
        "main",
        "hero",
        "cutout",
        "mask",
        "rgb",
        "rgba",
        "png",
        "jpg",
        "jpeg",
        "webp",
        "white",
        "bg",
        "nobg",
        "no",
        "the",
        "of",
        "and",
    ]
)


def product_name(file: PurePath | str, given: str = "") -> str:
    """Words that name the product: ``given`` (manifest or person) when it says something, else the words
    of the file's name without numbers and camera or shop prefixes; empty when nothing is left.

    >>> product_name("SKU-1042_red-coffee-mug_03.png")
    'red coffee mug'
    """
    if given.strip():
        return " ".join(given.split())
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", PurePath(file).stem)
    words = [word.lower() for word in _WORDS.findall(split)]
    kept = [word for word in words if word not in _EMPTY_WORDS and (len(word) > 2 or not word.isascii())]
    return " ".join(kept[:6])
