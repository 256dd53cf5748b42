"""Product masks that a person drew, by the content of the original: they hold in every project and after a rename.

The originals themselves are never touched. Any thread.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.review.safe_write import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


class EditedMasks:
    """One PNG a mask, named by the original's content hash, in ``folder`` (made at the first save)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, original_hash: str) -> Path | None:
        """The mask that a person drew for this original, or None."""
        path = self._path(original_hash)
        return path if path.is_file() else None

    def save(self, original_hash: str, mask: NDArray[np.uint8]) -> Path:
        """Keep a mask (uint8 H x W, product >= 128, any size over the whole picture); whole or not at all.
        Raises ``OSError``; ``ValueError`` for an empty mask, which would say that there is no product."""
        if mask.ndim != 2 or not (mask >= 128).any():
            raise ValueError("The mask is empty.")
        ok, data = cv2.imencode(".png", np.where(mask >= 128, 255, 0).astype(np.uint8))
        if not ok:
            raise ValueError("The mask cannot be written as PNG.")
        path = self._path(original_hash)
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as stream:
            stream.write(data.tobytes())
        return path

    def remove(self, original_hash: str) -> None:
        """Go back to the mask that is found or supplied. Raises ``OSError``."""
        with contextlib.suppress(FileNotFoundError):
            self._path(original_hash).unlink()

    def _path(self, original_hash: str) -> Path:
        return self._folder / f"{original_hash}.png"
