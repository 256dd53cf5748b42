"""A contact sheet of chosen pairs: pages of pictures with names and scores, as PDF or PNG.

Painted with QPainter on a worker thread (QImage and QPdfWriter may be used on any), so that names in every script
get the system's fonts. Nothing is written over: a sheet that cannot be finished leaves no file.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.errors import ExportError, PictureError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.table import Column
from hfpc_desktop.runtime.qt_images import to_qimage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.review.listing import CancelToken
    from hfpc_desktop.review.table import ReviewTable

COLUMNS, ROWS = 4, 5
PAGE = QSizeF(210.0, 297.0)
"""A4 in millimetres; a PNG page is painted at 150 dots an inch."""
_DPI = 150
_SIDE = 480


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One cell: both pictures, the generated image's name, and a line below it."""

    original: Path
    generated: Path
    caption: str


def write_contact_sheet(
    items: Sequence[SheetItem],
    target: Path,
    title: str,
    load: Callable[[Path, int], Picture],
    token: CancelToken,
) -> list[Path]:
    """Write the sheet and return its files: one PDF, or one PNG a page (``NAME.png``, ``NAME_2.png`` …).

    ``target`` ends with ``.pdf`` or ``.png``. ``load(path, side)`` gives a small picture; one that cannot be read
    becomes a cell that says so. Raises ``ExportError`` when the file cannot be written, ``Cancelled`` from the token.
    """
    painter_of = _pdf_pages if target.suffix.lower() == ".pdf" else _png_pages
    return painter_of(_Sheet(items, title, load, token), target)


def sheet_caption(table: ReviewTable, row: int) -> str:
    """Decision and both scores of a row, in the language of the person."""
    reward, consistency = (table.value(row, column) for column in (Column.REWARD, Column.CONSISTENCY))
    return translate("export", "{0} · {1} / {2}").format(
        messages.decision_title(table.decision(row)), _score(reward), _score(consistency)
    )


def _score(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "–"


class _Sheet:
    def __init__(
        self,
        items: Sequence[SheetItem],
        title: str,
        load: Callable[[Path, int], Picture],
        token: CancelToken,
    ) -> None:
        self._items, self._title, self._load, self._token = items, title, load, token
        self.pages = max(1, -(-len(items) // (COLUMNS * ROWS)))

    def paint(self, painter: QPainter, page: QRectF, number: int) -> None:
        """One page, ``number`` from 0, into ``page`` (any unit: everything is a share of its width)."""
        unit = page.width() / 100.0
        painter.fillRect(page, QColor("white"))
        head = QRectF(page.x() + 5 * unit, page.y() + 3 * unit, page.width() - 10 * unit, 4 * unit)
        self._text(painter, head, self._title, 2.2 * unit, bold=True)
        legend = translate("export", "reward / consistency · page {0} of {1}").format(number + 1, self.pages)
        self._text(painter, head, legend, 1.5 * unit, right=True)
        cell_w = (page.width() - 8 * unit) / COLUMNS
        cell_h = (page.height() - 12 * unit) / ROWS
        first = number * COLUMNS * ROWS
        for place, item in enumerate(self._items[first : first + COLUMNS * ROWS]):
            self._token.raise_if_cancelled()
            row, column = divmod(place, COLUMNS)
            x, y = page.x() + 4 * unit + column * cell_w, page.y() + 9 * unit + row * cell_h
            self._cell(painter, QRectF(x, y, cell_w, cell_h).adjusted(unit, unit, -unit, -unit), item, unit)

    def _cell(self, painter: QPainter, box: QRectF, item: SheetItem, unit: float) -> None:
        room = QRectF(box.x(), box.y(), box.width(), box.height() - 4.6 * unit)
        shown = self._picture(painter, room, item.generated, unit)
        side = 0.3 * min(room.width(), room.height())
        small = QRectF(shown.x(), shown.bottom() - side, side, side)
        self._picture(painter, small, item.original, unit, framed=True)
        line = QRectF(box.x(), room.bottom() + 0.5 * unit, box.width(), 2 * unit)
        self._text(painter, line, item.generated.name, 1.35 * unit, bold=True)
        self._text(painter, line.translated(0, 2 * unit), item.caption, 1.2 * unit, grey=True)

    def _picture(
        self, painter: QPainter, room: QRectF, path: Path, unit: float, *, framed: bool = False
    ) -> QRectF:
        """As large as ``room`` allows, in its lower left corner; where it lies."""
        try:
            image = to_qimage(self._load(path, _SIDE))
        except (PictureError, OSError):
            painter.fillRect(room, QColor("#eeeeee"))
            self._text(
                painter, room, translate("export", "not readable"), 1.2 * unit, grey=True, centred=True
            )
            return room
        k = min(room.width() / image.width(), room.height() / image.height())
        width, height = image.width() * k, image.height() * k
        at = QRectF(room.x(), room.bottom() - height, width, height)
        painter.drawImage(at, image)
        if framed:
            painter.setPen(QColor("white"))
            painter.drawRect(at)
        return at

    def _text(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        size: float,
        *,
        bold: bool = False,
        grey: bool = False,
        right: bool = False,
        centred: bool = False,
    ) -> None:
        font = QFont()
        font.setPixelSize(max(1, round(size)))
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor("#666666" if grey else "#111111"))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if centred:
            side = Qt.AlignmentFlag.AlignHCenter
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _pdf_pages(sheet: _Sheet, target: Path) -> list[Path]:
    part = target.with_name(f".{target.name}.part")
    writer = QPdfWriter(str(part))
    writer.setResolution(_DPI * 2)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(PAGE, QPageSize.Unit.Millimeter),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    painter = QPainter()
    if not painter.begin(writer):
        raise _unwritable(target)
    try:
        for number in range(sheet.pages):
            if number:
                writer.newPage()
            sheet.paint(painter, QRectF(0, 0, writer.width(), writer.height()), number)
    except BaseException:
        painter.end()
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    if not painter.end():
        raise _unwritable(target)
    _put(part, target)
    return [target]


def _png_pages(sheet: _Sheet, target: Path) -> list[Path]:
    out: list[Path] = []
    for number in range(sheet.pages):
        image = QImage(
            round(PAGE.width() / 25.4 * _DPI), round(PAGE.height() / 25.4 * _DPI), QImage.Format.Format_RGB32
        )
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        try:
            sheet.paint(painter, QRectF(image.rect()), number)
        finally:
            painter.end()
        path = target if number == 0 else target.with_stem(f"{target.stem}_{number + 1}")
        part = path.with_name(f".{path.name}.part")
        if not image.save(str(part), "PNG"):  # type: ignore[call-overload]
            raise _unwritable(path)
        _put(part, path)
        out.append(path)
    return out


def _put(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise _unwritable(target) from error


def _unwritable(target: Path) -> ExportError:
    return ExportError(translate("export", "{0} cannot be written. Choose another folder.").format(target))
