"""Event files of TensorBoard, read back by a reader that shares nothing with the writer."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from hfpc_desktop.training.event_log import EventLog, crc32c


def fields(data: bytes) -> dict[int, list[int | float | bytes]]:
    """A protobuf message by field number."""
    found: dict[int, list[int | float | bytes]] = {}
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = varint()
        wire = key & 7
        if wire == 0:
            value: int | float | bytes = varint()
        elif wire == 2:
            size = varint()
            value, at = data[at : at + size], at + size
        else:
            form, size = ("<d", 8) if wire == 1 else ("<f", 4)
            value, at = struct.unpack(form, data[at : at + size])[0], at + size
        found.setdefault(key >> 3, []).append(value)
    return found


def events(path: Path) -> list[dict[int, list[int | float | bytes]]]:
    data, at, out = path.read_bytes(), 0, []
    while at < len(data):
        (size,) = struct.unpack("<Q", data[at : at + 8])
        out.append(fields(data[at + 12 : at + 12 + size]))
        at += 16 + size
    assert at == len(data)
    return out


def test_the_checksum_is_castagnolis() -> None:
    assert crc32c(b"123456789") == 0xE3069283  # the check value of the algorithm
    assert crc32c(bytes(32)) == 0x8A9136AA  # RFC 3720, B.4


def test_scalars_come_back_under_their_step_and_name(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events", step=301)
    log.add(301, {"train/loss": 0.5, "train/lr": 1e-5})
    log.add(302, {"train/loss": float("nan")})
    log.close()
    (path,) = (tmp_path / "events").iterdir()
    version, start, first, second = events(path)
    assert version[3] == [b"brain.Event:2"]
    assert start[2] == [301] and fields(start[7][0])[1] == [
        1
    ]  # what other files say from 301 on is forgotten
    assert first[2] == [301] and second[2] == [302] and first[1][0] > 1.7e9
    told = {value[1][0]: value[2][0] for value in map(fields, fields(first[5][0])[1])}
    assert told == {b"train/loss": 0.5, b"train/lr": pytest.approx(1e-5)}
