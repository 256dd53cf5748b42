"""Freed memory goes back to the system where the C library can be asked for it."""

from __future__ import annotations

import ctypes
import os
import platform
from pathlib import Path

import pytest

from hfpc_desktop.runtime.memory import give_back


def resident() -> int:
    """Bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are not asked")
def test_a_hole_in_the_heap_goes_back() -> None:
    assert give_back()
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = (
        ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p],
    )  # fmt: skip
    size, count = 64 * 1024, 800  # too small to be mapped on their own
    blocks = [libc.malloc(size) for _ in range(count)]
    for block in blocks:
        ctypes.memset(block, 1, size)
    pin = libc.malloc(size)  # nothing below it is at the end of the heap
    for block in blocks:
        libc.free(block)
    held = resident()
    give_back()
    assert held - resident() > size * count / 2
    libc.free(pin)
