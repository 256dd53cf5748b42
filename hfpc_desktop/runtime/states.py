"""Frozen values that the runtime tells the interface. No Qt types but an opaque ``image``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.domain.judgement import Frame


class Phase(StrEnum):
    IDLE = "idle"
    SCANNING = "scanning"
    JUDGING = "judging"
    PAUSED = "paused"
    CANCELLING = "cancelling"
    DONE = "done"
    EXPORTING = "exporting"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands. ``eta_s`` seconds left and ``rate`` items/s, None when not yet known.
    ``device`` is what the sessions reported; empty before the models are loaded."""

    phase: Phase = Phase.IDLE
    done: int = 0
    total: int = 0
    eta_s: float | None = None
    rate: float | None = None
    device: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """What the title bar and the start page say of a project."""

    name: str
    path: Path
    originals: str
    generated: str
    pairs: int


@dataclass(frozen=True, slots=True)
class RecentProject:
    """``when``: ISO date and time of the last visit. ``exists``: the file was there just now."""

    path: Path
    name: str
    when: str
    exists: bool = True


@dataclass(frozen=True, slots=True)
class FoldersQuestion:
    """Two folders were given and nothing tells which one holds the originals. ``adding``: to the open project."""

    a: Path
    b: Path
    adding: bool = False


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """One picture of a row. ``max_side`` in device pixels; 0 asks for full resolution."""

    row: int
    side: Frame
    max_side: int


@dataclass(frozen=True, slots=True)
class PictureReply:
    """``image``: QImage, or None with ``error`` saying why. ``source_size``: of the file, in pixels.
    ``levels``: the same picture halved again and again, as QImages, largest first; may be empty."""

    request: PictureRequest
    image: Any
    source_size: tuple[int, int] = (0, 0)
    error: str = ""
    notes: tuple[str, ...] = ()
    levels: tuple[Any, ...] = ()
