"""Makes picture files of every kind for the tests."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def gradient(width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """Red grows to the right, green downwards, blue is constant: every corner is a different colour."""
    x = np.linspace(20, 235, width)[None, :].repeat(height, 0)
    y = np.linspace(20, 235, height)[:, None].repeat(width, 1)
    return np.stack([x, y, np.full_like(x, 90)], -1).astype(np.uint8)


def save(path: Path, pixels: NDArray[np.uint8], **options: object) -> Path:
    Image.fromarray(pixels).save(path, **options)
    return path


def png_chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png_bytes(width: int, height: int, bits: int, colour: int, rows: bytes, extra: bytes = b"") -> bytes:
    """A PNG from raw sample rows (without filter bytes are added here: none needed, rows are complete)."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + extra
        + png_chunk(b"IDAT", zlib.compress(rows, 1))
        + png_chunk(b"IEND", b"")
    )


def png16(path: Path, samples: NDArray[np.uint16], colour: int) -> Path:
    """16-bit PNG; ``colour`` 0 grey, 2 RGB, 4 grey + alpha, 6 RGBA; samples H x W x channels."""
    height, width = samples.shape[:2]
    rows = b"".join(b"\0" + samples[y].astype(">u2").tobytes() for y in range(height))
    path.write_bytes(png_bytes(width, height, 16, colour, rows))
    return path


def flat_png(path: Path, width: int, height: int, value: int = 200) -> Path:
    """A grey RGB PNG of any size, made without ever holding its pixels."""
    row = b"\0" + bytes([value, value // 2, value // 4]) * width
    packer = zlib.compressobj(1)
    data = bytearray()
    block = row * 50
    for _ in range(height // 50):
        data += packer.compress(block)
    data += packer.compress(row * (height % 50)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", bytes(data))
        + png_chunk(b"IEND", b"")
    )
    return path


def header_png(path: Path, width: int, height: int) -> Path:
    """Only the header of a PNG: whoever decodes it fails, whoever reads its size does not."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", b"\0" * 8))
    return path


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """sRGB with its red and blue primaries exchanged: a red pixel in such a file means blue."""
    return swap_tags(srgb_profile(), b"rXYZ", b"bXYZ")


def wide_profile() -> bytes:
    """sRGB's curves with Adobe RGB (1998)'s primaries, adapted to D50: greener greens than sRGB has."""
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
    }
    data = bytearray(srgb_profile())
    for name, value in primaries.items():
        at = tags(data)[name] + 8
        data[at : at + 12] = struct.pack(">3i", *(round(v * 65536) for v in value))
    return bytes(data)


def linear_grey_profile() -> bytes:
    """A minimal ICC version 2 profile: grey, D50 white, a linear curve."""
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    curve = b"curv\0\0\0\0" + struct.pack(">I", 0)
    words = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"grey\0" + bytes(79)
    body, table, at = b"", b"", 128 + 4 + 3 * 12
    for name, data in ((b"desc", words), (b"wtpt", white), (b"kTRC", curve)):
        data += bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, at + len(body), len(data))
        body += data
    size = at + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return header.ljust(128, b"\0") + struct.pack(">I", 3) + table + body


def tags(data: bytes | bytearray) -> dict[bytes, int]:
    count = struct.unpack_from(">I", data, 128)[0]
    found = {}
    for i in range(count):
        name, offset, _ = struct.unpack_from(">4sII", data, 132 + 12 * i)
        found[name] = offset
    return found


def swap_tags(profile: bytes, a: bytes, b: bytes) -> bytes:
    data = bytearray(profile)
    count = struct.unpack_from(">I", data, 128)[0]
    for i in range(count):
        at = 132 + 12 * i
        name = bytes(data[at : at + 4])
        if name in (a, b):
            data[at : at + 4] = b if name == a else a
    return bytes(data)


def encoded(pixels: NDArray[np.uint8], kind: str, **options: object) -> bytes:
    out = BytesIO()
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()
