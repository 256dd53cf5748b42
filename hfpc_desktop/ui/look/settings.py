"""What a person may set for the whole app, with its defaults and limits. Reads and writes ``QSettings``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

APPROVED_ONLY, DROP = "drag/approved_only", "drop/choice"
MEGAPIXELS, CACHE_GB = "limits/megapixels", "limits/cache_gb"
MEGAPIXELS_RANGE = (20, 2000)
CACHE_RANGE = (1, 200)


@dataclass(frozen=True, slots=True)
class Limits:
    """``megapixels``: larger pictures are refused with a reason. ``cache_gb``: GiB of thumbnails and
    masks kept on the disk; the oldest go first."""

    megapixels: int = 200
    cache_gb: int = 4


class DropChoice(StrEnum):
    """What becomes of files that are dropped on an open project."""

    ASK = "ask"
    ADD = "add"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Exchange:
    """``approved_only``: dragging and copying files takes approved images only. ``drop``: see ``DropChoice``."""

    approved_only: bool = False
    drop: DropChoice = DropChoice.ASK


def saved_exchange(settings: QSettings) -> Exchange:
    """How files go out and come in; nonsense in the settings is the default."""
    try:
        drop = DropChoice(str(settings.value(DROP, DropChoice.ASK.value)))
    except ValueError:
        drop = DropChoice.ASK
    return Exchange(bool(settings.value(APPROVED_ONLY, False, type=bool)), drop)


def save_exchange(settings: QSettings, exchange: Exchange) -> None:
    settings.setValue(APPROVED_ONLY, exchange.approved_only)
    settings.setValue(DROP, exchange.drop.value)


def saved_limits(settings: QSettings) -> Limits:
    """The limits in the settings; what is missing or nonsense is the default, what is too far is the bound."""
    default = Limits()
    return Limits(
        _number(settings, MEGAPIXELS, default.megapixels, MEGAPIXELS_RANGE),
        _number(settings, CACHE_GB, default.cache_gb, CACHE_RANGE),
    )


def save_limits(settings: QSettings, limits: Limits) -> None:
    settings.setValue(MEGAPIXELS, limits.megapixels)
    settings.setValue(CACHE_GB, limits.cache_gb)


def _number(settings: QSettings, key: str, default: int, bounds: tuple[int, int]) -> int:
    try:
        value = int(str(settings.value(key, default)))
    except ValueError:
        return default
    return min(bounds[1], max(bounds[0], value))
