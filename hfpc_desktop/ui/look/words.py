"""Numbers, times and sizes as the window shows them. Pure functions, any thread.

What states and defects are called is in ``domain.messages``."""

from __future__ import annotations

import math

from hfpc_desktop.domain import language


def score(value: float | None) -> str:
    """A score 0..1 with two digits; an en dash when it is missing (None or NaN)."""
    return "–" if value is None or math.isnan(value) else f"{value:.2f}"


def percent(share: float) -> str:
    """A share 0..1 as whole percent, rounded down so that only the best is 100: ``87 %``."""
    return f"{math.floor(100 * share + 1e-9)} %"


def count(number: int) -> str:
    """An integer with thin spaces between thousands: ``12 345``."""
    return f"{number:,}".replace(",", "\u2009")


def plural(number: int, one: str, many: str) -> str:
    """``1 pair``, ``2 pairs``: two whole, translated patterns (``{0} pair``, ``{0} pairs``)."""
    return language.plural(number, one, many).format(count(number))


def duration(seconds: float) -> str:
    """A rough time for people: ``8 s``, ``3 min``, ``1 h 20 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes = math.ceil(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def size(number: int) -> str:
    """Bytes in decimal units: ``1.4 MB``."""
    value = float(number)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"
