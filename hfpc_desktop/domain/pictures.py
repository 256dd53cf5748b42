"""A decoded picture as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Pixels of one file, upright and in sRGB. Made only by ``hfpc_desktop.images``.

    ``rgb``    uint8, H x W x 3, sRGB, read-only; transparent pixels are composited over white.
    ``alpha``  uint8, H x W, 0 transparent .. 255 opaque, read-only; ``None`` when fully opaque.
    ``source_size``  (width, height) of the file after EXIF orientation; ``rgb`` may be smaller.
    ``notes``  short codes of what decoding did, e.g. ``icc-converted``, ``exif-rotated``, ``cmyk``.
    """

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8] | None
    source_size: tuple[int, int]
    path: Path | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def height(self) -> int:
        return int(self.rgb.shape[0])

    @property
    def width(self) -> int:
        return int(self.rgb.shape[1])

    @property
    def scale(self) -> float:
        """Pixels of ``rgb`` per pixel of the file (1.0 when it was not reduced)."""
        return self.width / max(1, self.source_size[0])
