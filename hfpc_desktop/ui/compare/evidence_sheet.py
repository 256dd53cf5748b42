"""A contact sheet of evidence: original, generated image, masks and difference of each pair, with the reasons.

Drawn into a QImage: any thread that may paint images, no window needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import Frame, Judgement, Overlay
from hfpc_desktop.ui.canvas.overlay_painter import Layers, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.domain.verdict import Verdict

_CELL, _GAP, _CAPTION = 300, 14, 66
_TITLES = ("original", "generated image", "masks", "difference inside the product")
_BACK, _TEXT, _SOFT = QColor("#f4f4f5"), QColor("#18181b"), QColor("#52525b")


@dataclass(frozen=True, slots=True, eq=False)
class SheetRow:
    """One pair on the sheet. Images may be null when a file cannot be shown."""

    name: str
    original: QImage
    generated: QImage
    overlay: Overlay | None
    judgement: Judgement
    verdict: Verdict


def draw_sheet(rows: Sequence[SheetRow], columns: int = 2) -> QImage:
    """The sheet, ``columns`` pairs beside each other, in the order given."""
    block_width = len(_TITLES) * (_CELL + _GAP) + 2 * _GAP
    block_height = _CELL + _CAPTION + _GAP
    lines = -(-len(rows) // columns)
    sheet = QImage(columns * block_width + _GAP, lines * block_height + _GAP, QImage.Format.Format_RGB32)
    sheet.fill(_BACK)
    painter = QPainter(sheet)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    for number, row in enumerate(rows):
        x = _GAP + (number % columns) * block_width
        y = _GAP + (number // columns) * block_height
        _draw_row(painter, row, x, y, block_width - 3 * _GAP)
    painter.end()
    return sheet


def _draw_row(painter: QPainter, row: SheetRow, x: float, y: float, width: float) -> None:
    caption = f"{row.name}   {messages.verdict_title(row.verdict)}   {_scores(row.judgement)}"
    _text(painter, QRectF(x, y, width, 20), caption, bold=True)
    _text(painter, QRectF(x, y + 20, width, 20), messages.summary(row.judgement), colour=_SOFT)
    layers = (None, None, Layers(mask=True, difference=False), Layers(mask=False, difference=True))
    for column, (title, layer) in enumerate(zip(_TITLES, layers, strict=True)):
        left = x + column * (_CELL + _GAP)
        _text(painter, QRectF(left, y + 42, _CELL, 16), title, size=8, colour=_SOFT)
        image = row.original if column == 0 else row.generated
        area = QRectF(left, y + _CAPTION - 4, _CELL, _CELL)
        painter.fillRect(area, QColor("#d4d4d8"))
        if image.isNull():
            continue
        fitted = image.size().scaled(_CELL, _CELL, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, fitted.width(), fitted.height())
        target.moveCenter(area.center())
        painter.drawImage(target, image)
        if layer is not None and row.overlay is not None:
            shown = np.ascontiguousarray(
                render(row.overlay, layer, Frame.GENERATED, (fitted.width(), fitted.height()))
            )
            height, across = shown.shape[:2]
            over = QImage(shown.data, across, height, 4 * across, QImage.Format.Format_RGBA8888)
            painter.drawImage(target, over)


def _scores(judgement: Judgement) -> str:
    parts = (("reward", judgement.reward), ("consistency", judgement.consistency))
    return "   ".join(f"{name} {'not judged' if value is None else f'{value:.2f}'}" for name, value in parts)


def _text(
    painter: QPainter, area: QRectF, text: str, *, bold: bool = False, size: int = 10, colour: QColor = _TEXT
) -> None:
    font = QFont(painter.font())
    font.setPointSize(size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(colour)
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
