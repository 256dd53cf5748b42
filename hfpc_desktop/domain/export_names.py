"""File names that every system takes: what an exported image may be called.

Copies go to people with other systems, so the rules of the strictest one (Windows) hold everywhere.
Pure text, no file access.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME = 255
"""Bytes of UTF-8 (Linux), which also keeps a name within 255 UTF-16 units (Windows, macOS)."""

LONGEST_PATH = 259
"""Characters of a whole path that programs without long-path support still open on Windows."""

_FORBIDDEN = frozenset('<>:"/\\|?*')
_PLAIN = re.compile(r"[A-Za-z0-9_-]{5,80}\.[A-Za-z0-9]{2,8}")
"""Names that need no second look: no port or device has so long a name."""

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)


def safe_name(name: str) -> str:
    """``name`` with everything replaced that some system refuses; never empty, ``.`` or ``..``."""
    if _PLAIN.fullmatch(name):
        return name
    text = "".join("_" if _refused(c) else c for c in unicodedata.normalize("NFC", name))
    kept = text.rstrip(". ")
    text = kept if kept else "_"
    if text.split(".")[0].rstrip().casefold() in _RESERVED:
        text = "_" + text
    return shorten(text)


def shorten(name: str, suffix: str = "") -> str:
    """``name`` with ``suffix`` before its extension, cut so that it is no longer than a name may be."""
    if not suffix and len(name.encode()) <= LONGEST_NAME:
        return name
    path = PurePosixPath(name)
    # A hidden "extension" of a hundred letters is no extension worth keeping.
    stem, extension = (path.stem, path.suffix) if len(path.suffix) <= 16 else (name, "")
    room = LONGEST_NAME - len((suffix + extension).encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore")
    return f"{stem}{suffix}{extension}"


def name_key(relative: str) -> str:
    """Two relative names with one key are one file on a system that ignores case or Unicode form."""
    if relative.isascii():  # nearly all names, and ten times as fast
        return relative.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", relative).casefold())


class NameBook:
    """Hands out relative names, no two of which are one file anywhere."""

    def __init__(self, taken: Iterable[str]) -> None:
        """``taken``: keys (``name_key``) nobody gets."""
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, relative: str) -> str:
        """``relative``, or with ``_2``, ``_3``, ... before the extension; it is taken from now on."""
        key = name_key(relative)
        name = relative
        if key in self._taken:
            # Remembered, or a thousand images of one name would cost a million look-ups.
            number = self._next.get(key, 2)
            while name_key(name := _numbered(relative, number)) in self._taken:
                number += 1
            self._next[key] = number + 1
        self._taken.add(name_key(name))
        return name


def _numbered(relative: str, number: int) -> str:
    folder, slash, name = relative.rpartition("/")
    return folder + slash + shorten(name, f"_{number}")


def _refused(char: str) -> bool:
    """Characters Windows refuses, control characters, and bytes that are no text at all."""
    return char in _FORBIDDEN or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
