"""Memory of this process that nobody uses goes back to the system."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def give_back() -> bool:
    """Let go of what freed pictures left in the heap; whether that can be asked for here (Linux with glibc). A few
    milliseconds; any thread."""
    trim = _trim()
    if trim is not None:
        trim(0)
    return trim is not None


@cache
def _trim() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    try:
        found = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # another C library
        return None
    found.argtypes, found.restype = [ctypes.c_size_t], ctypes.c_int
    return found
