"""The log of the window as a file: a program that is started by a double click has no console to read it on."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOG_NAME = "hfpc-desktop.log"
_LARGEST = 1_000_000
"""Bytes from which a new file is begun; two older ones are kept."""
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def keep_log(folder: Path) -> Path | None:
    """Write warnings and errors of the whole program to ``folder / LOG_NAME``, and to the console where there is one.

    Returns the file, or ``None`` where it cannot be written: a full disk or a read-only place must not keep the window
    from opening. Call it once, before threads start.
    """
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    if sys.stderr is not None:  # a windowed program on Windows has none
        console = logging.StreamHandler(sys.stderr)
        console.setFormatter(logging.Formatter(logging.BASIC_FORMAT))
        root.addHandler(console)
    path = folder / LOG_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = RotatingFileHandler(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("no log is kept: %s", error)
        return None
    kept.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(kept)
    return path
