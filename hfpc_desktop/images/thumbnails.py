"""Small pictures for tables, remembered on disk by content."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.images.opening import DEFAULT_LIMITS, PictureLimits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hfpc_desktop.images.cache import DiskCache

_KIND = "thumbnail"
_VERSION = 1
_HEAD = struct.Struct("<4sIIB")
_MAGIC = b"HTN1"


class Thumbnails:
    """Thumbnails of pictures, cached by content and side length. Any thread.

    ``hasher`` gives the content's name; pass a ``HashMemo``'s ``hash`` so that files are not read for it.
    """

    def __init__(
        self,
        disk: DiskCache,
        *,
        hasher: Callable[[Path], str] = content_hash,
        limits: PictureLimits = DEFAULT_LIMITS,
    ) -> None:
        self._disk = disk
        self._hasher = hasher
        self._limits = limits

    @property
    def limits(self) -> PictureLimits:
        """Sizes a picture may have; whoever shows the whole picture asks for the same."""
        return self._limits

    def get(self, path: Path, side: int) -> Picture:
        """The picture with a long side of at most ``side`` pixels, never enlarged, over white (no alpha).

        Raises ``PictureError`` like ``load_picture``. ``source_size`` is the file's; notes are empty
        when it comes from the cache.
        """
        if side < 1:
            raise ValueError(f"side must be positive, got {side}")
        if not self._disk.enabled:
            return _flat(load_picture(path, max_side=side, limits=self._limits))
        key = f"{self._hasher(path)}-{side}-{_VERSION}"
        stored = self._disk.get(_KIND, key)
        if stored is not None:
            picture = _decode(stored, path)
            if picture is not None:
                return picture
        picture = _flat(load_picture(path, max_side=side, limits=self._limits))
        self._disk.put(_KIND, key, _encode(picture))
        return picture


def _flat(picture: Picture) -> Picture:
    return Picture(picture.rgb, None, picture.source_size, picture.path, picture.notes)


def _encode(picture: Picture) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture.rgb).save(out, "JPEG", quality=90, subsampling=0)
    return _HEAD.pack(_MAGIC, *picture.source_size, 0) + out.getvalue()


def _decode(data: bytes, path: Path) -> Picture | None:
    """``None`` when the bytes are of another version or damaged: the caller makes them anew."""
    try:
        magic, width, height, _ = _HEAD.unpack_from(data)
        if magic != _MAGIC:
            return None
        with Image.open(io.BytesIO(data[_HEAD.size :]), formats=("JPEG",)) as image:
            rgb = np.asarray(image.convert("RGB"))
    except (struct.error, OSError, SyntaxError, ValueError):
        return None
    rgb.setflags(write=False)
    return Picture(rgb, None, (width, height), path)
