"""Scalars for TensorBoard, written without it: an event file is a row of small protobuf records.

A record is its length (uint64), a checksum of that, the data and a checksum of that (TFRecord). The data are
messages of type ``Event``: wall_time = 1, step = 2, file_version = 3, summary = 5, session_log = 7.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_VARINT, _DOUBLE, _BYTES, _FLOAT = 0, 1, 2, 5
"""Wire types of protobuf."""
_START = 1
"""``SessionLog.START``: TensorBoard forgets what earlier files say from this step on."""


class EventLog:
    """One new event file in ``folder`` for each start of a run; ``step`` counts from 1. Raises ``OSError``."""

    def __init__(self, folder: Path, *, step: int) -> None:
        """``step``: the first that will be written. A run that goes on after a kill repeats some steps."""
        folder.mkdir(parents=True, exist_ok=True)
        name = f"events.out.tfevents.{time.time_ns() // 1_000_000:013d}.{socket.gethostname()}.{os.getpid()}"
        self._stream = (folder / name).open("ab")
        self._write(0, _field(3, b"brain.Event:2"))
        self._write(step, _field(7, _number(1, _START)))

    def add(self, step: int, scalars: Mapping[str, float]) -> None:
        """The values of one step by name; on the disk when this returns."""
        values = (
            _field(1, tag.encode()) + _key(2, _FLOAT) + struct.pack("<f", x) for tag, x in scalars.items()
        )
        self._write(step, _field(5, b"".join(_field(1, value) for value in values)))

    def close(self) -> None:
        self._stream.close()

    def _write(self, step: int, what: bytes) -> None:
        event = _key(1, _DOUBLE) + struct.pack("<d", time.time()) + _number(2, step) + what
        length = struct.pack("<Q", len(event))
        self._stream.write(length + _checksum(length) + event + _checksum(event))
        self._stream.flush()


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _number(field: int, value: int) -> bytes:
    return _key(field, _VARINT) + _varint(value)


def _field(field: int, data: bytes) -> bytes:
    return _key(field, _BYTES) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _crc_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return tuple(table)


_CRC32C = _crc_table()


def crc32c(data: bytes) -> int:
    """The Castagnoli checksum (RFC 3720)."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _CRC32C[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def _checksum(data: bytes) -> bytes:
    """Masked as TFRecord wants it, so that a checksum of checksums stays strong."""
    crc = crc32c(data)
    return struct.pack("<I", (crc >> 15 | crc << 17 & 0xFFFFFFFF) + 0xA282EAD8 & 0xFFFFFFFF)
