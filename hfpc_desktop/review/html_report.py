"""A whole project as one self-contained HTML file: summary, distribution, every pair with a small picture.

Written as a stream, pair by pair: what is in memory at a time is one picture. All pictures together keep within a
budget, so that five thousand pairs still make a file that a browser and a mail can take. Any thread but the GUI's.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from hfpc_desktop.domain.errors import ExportError, PictureError
from hfpc_desktop.review import report_page
from hfpc_desktop.review.safe_write import what_to_do, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import IO

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.review.listing import CancelToken
    from hfpc_desktop.review.report_rows import ReportHead, ReportRow

    Load = Callable[[Path, int], Picture]

BUDGET = 48 * 1024 * 1024
"""Bytes of all pictures of a report, as they are written (base64)."""
SIDES = (448, 288, 192, 96)
"""Longest sides of pictures: those that the app keeps as thumbnails."""
_QUALITIES = (78, 60, 40)
_BASE64 = 4 / 3
_TYPICAL = 0.16
"""Bytes of a WebP picture for each pixel of a square of its longest side; for choosing a side beforehand."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """``unreadable``: pictures that could not be shown; the page says so in their place."""

    path: Path
    pairs: int
    nbytes: int
    unreadable: int


def write_html_report(
    target: Path,
    head: ReportHead,
    rows: Sequence[ReportRow],
    load: Load,
    token: CancelToken,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    budget: int = BUDGET,
    replace: bool = True,
) -> WrittenReport:
    """Write the report of ``rows``, grouped by original in the order of their first rows.

    ``load(path, side)`` gives a small picture; one that cannot be read becomes a cell that says so. ``budget``:
    bytes of all pictures. Raises ``ExportError`` when the file cannot be written, ``Cancelled`` from the token;
    then there is no file.
    """
    groups: dict[Path, list[ReportRow]] = {}
    for row in rows:
        groups.setdefault(row.original, []).append(row)
    pictures = _Pictures(load, budget, len(rows) + len(groups))
    done = 0
    try:
        with whole_file(target, replace=replace) as stream:
            _put(stream, report_page.opening(head, rows))
            for original, variants in groups.items():
                token.raise_if_cancelled()
                _put(stream, report_page.group_opening(original, variants, pictures.take(original)[0]))
                for row in variants:
                    token.raise_if_cancelled()
                    _put(stream, report_page.card(row, head, *pictures.take(row.generated)))
                    done += 1
                    on_progress(done, len(rows))
                _put(stream, report_page.GROUP_CLOSING)
            _put(stream, report_page.closing(head))
            size = stream.tell()
    except FileExistsError as error:
        raise ExportError(what_to_do(error, target)) from error
    except OSError as error:
        raise ExportError(what_to_do(error, target)) from error
    return WrittenReport(target, len(rows), size, pictures.unreadable)


class _Pictures:
    """Hands out data addresses, each within its share of what is left of the budget."""

    def __init__(self, load: Load, budget: int, count: int) -> None:
        self._load, self._left, self._count = load, float(budget), max(1, count)
        self._sides = _sides_for(budget / self._count)
        self.unreadable = 0

    def take(self, path: Path) -> tuple[str, tuple[int, int]]:
        """(data address, (width, height) in pixels); empty and (0, 0) when the picture cannot be read."""
        share = self._left / max(1, self._count)
        self._count -= 1
        for side in self._sides:
            try:
                picture = self._load(path, side)
            except (PictureError, OSError):
                self.unreadable += 1
                return "", (0, 0)
            data = _encoded(picture, share)
            if len(data) <= share or side == self._sides[-1]:
                break
        if len(data) > max(self._left, 0):
            self.unreadable += 1
            return "", (0, 0)
        self._left -= len(data)
        height, width = picture.rgb.shape[:2]
        return data, (width, height)


def _sides_for(share: float) -> tuple[int, ...]:
    """The sides to try, largest first, for pictures of about ``share`` bytes (base64)."""
    fitting = [side for side in SIDES if side * side * _TYPICAL * _BASE64 <= share * 1.15]
    return tuple(fitting) or SIDES[-1:]


def _encoded(picture: Picture, share: float) -> str:
    image = Image.fromarray(picture.rgb)
    text = ""
    for quality in _QUALITIES:
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=3)
        text = "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode()
        if len(text) <= share:
            break
    return text


def _put(stream: IO[bytes], text: str) -> None:
    stream.write(text.encode("utf-8", "replace"))
