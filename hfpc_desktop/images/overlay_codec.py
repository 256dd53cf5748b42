"""``Overlay`` <-> bytes, for the disk cache. A plain format of our own: nothing in it can run code.

Layout: magic, 1 byte flags (which arrays are there, 16 = registration), per array height and width
(uint16) and byte count (uint32), registration (9 x float64), then the arrays: row differences (each
pixel minus its left neighbour, which makes masks nearly all zero) compressed by zlib. Little endian.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.judgement import Overlay

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAGIC = b"HOV1"
_ARRAYS = ("original_mask", "generated_mask", "expected_mask", "difference")
_HAS_REGISTRATION = 16
_SHAPE = struct.Struct("<HHI")
_MATRIX = struct.Struct("<9d")
_LEVEL = 3


def encode_overlay(overlay: Overlay) -> bytes:
    """The overlay as bytes. Arrays must be uint8 with two dimensions (``ValueError``)."""
    flags, head, body = 0, b"", b""
    for index, name in enumerate(_ARRAYS):
        array: NDArray[np.uint8] | None = getattr(overlay, name)
        if array is None:
            continue
        if array.dtype != np.uint8 or array.ndim != 2 or max(array.shape) > 65535:
            raise ValueError(f"{name}: expected uint8 with two dimensions, got {array.dtype} {array.shape}")
        packed = zlib.compress(np.diff(array, axis=1, prepend=np.uint8(0)).tobytes(), _LEVEL)
        flags |= 1 << index
        head += _SHAPE.pack(*array.shape, len(packed))
        body += packed
    if overlay.registration is not None:
        matrix = np.asarray(overlay.registration, np.float64)
        if matrix.shape != (3, 3):
            raise ValueError(f"registration: expected 3 x 3, got {matrix.shape}")
        flags |= _HAS_REGISTRATION
        head += _MATRIX.pack(*matrix.ravel())
    return _MAGIC + bytes([flags]) + head + body


def decode_overlay(data: bytes) -> Overlay:
    """The overlay that ``encode_overlay`` packed; arrays are read-only. ``ValueError`` on anything else."""
    try:
        return _decode(data)
    except (struct.error, zlib.error, IndexError) as error:
        raise ValueError(f"not an overlay: {error}") from error


def _decode(data: bytes) -> Overlay:
    if data[:4] != _MAGIC:
        raise ValueError("not an overlay: unknown format")
    flags, at = data[4], 5
    shapes = {}
    for index, name in enumerate(_ARRAYS):
        if flags & (1 << index):
            shapes[name] = _SHAPE.unpack_from(data, at)
            at += _SHAPE.size
    registration = None
    if flags & _HAS_REGISTRATION:
        registration = np.array(_MATRIX.unpack_from(data, at), np.float64).reshape(3, 3)
        registration.setflags(write=False)
        at += _MATRIX.size
    arrays: dict[str, NDArray[np.uint8]] = {}
    for name, (height, width, size) in shapes.items():
        arrays[name] = _unpack(data[at : at + size], height, width)
        at += size
    if at != len(data):
        raise ValueError("not an overlay: wrong length")
    return Overlay(registration=registration, **arrays)


def _unpack(packed: bytes, height: int, width: int) -> NDArray[np.uint8]:
    stream = zlib.decompressobj()
    raw = stream.decompress(packed, height * width + 1)  # never more than the header says
    if len(raw) != height * width or stream.unconsumed_tail or not stream.eof:
        raise ValueError("not an overlay: damaged array")
    array = np.cumsum(np.frombuffer(raw, np.uint8).reshape(height, width), axis=1, dtype=np.uint8)
    array.setflags(write=False)
    return array
