"""The lines between the tiles of a grouped grid: an original's name, its variants and how they were decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont

from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QAbstractItemView

    from hfpc_desktop.ui.lists.grid_geometry import GridGeometry
    from hfpc_desktop.ui.lists.table_model import PairTableModel
    from hfpc_desktop.ui.look.theme import Tokens

GAP, MARGIN, HEADING = 6, 10, 34
"""Between tiles, around all of them, and the height of a heading, in pixels."""


class GridHeadings:
    """Draws into the viewport of ``view``. GUI thread."""

    def __init__(self, pairs: PairTableModel, view: QAbstractItemView) -> None:
        self._pairs, self._view = pairs, view

    def draw(self, painter: QPainter, dirty: QRect, top: int, geometry: GridGeometry, tokens: Tokens) -> None:
        """What of them lies in ``dirty`` (viewport pixels) when ``top`` pixels are scrolled away."""
        table, t = self._pairs.table, tokens
        if not geometry.heading or table is None:
            return
        title = QFont(self._view.font())
        title.setPixelSize(t.font_body)
        title.setWeight(QFont.Weight.DemiBold)
        small = QFont(self._view.font())
        small.setPixelSize(t.font_caption)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section in geometry.sections_between(top + dirty.top(), top + dirty.bottom() + 1):
            first, size, y = geometry.section(section)
            rows = self._pairs.order[first : first + size]
            box = QRect(MARGIN + 8, y - top, self._view.viewport().width() - 2 * MARGIN - 16, HEADING)
            name = one_line(table.original(int(rows[0])).name)
            painter.setFont(title)
            painter.setPen(QColor(t.text))
            painter.drawText(box, flags, name)
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.setFont(small)
            painter.setPen(QColor(t.text_faint))
            painter.drawText(box.adjusted(width + 10, 1, 0, 1), flags, self.text(rows))
            if section:
                painter.fillRect(QRectF(MARGIN, y - top - GAP / 2, box.width() + 16, 1), QColor(t.line))

    def text(self, rows: NDArray[np.intp]) -> str:
        """What stands beside the name of an original: its variants and how they were decided."""
        table = self._pairs.table
        assert table is not None
        kinds = np.bincount(table.decisions[rows], minlength=len(Decision))
        parts = [
            words.plural(
                len(rows), translate("GridHeadings", "1 variant"), translate("GridHeadings", "{0} variants")
            )
        ]
        for decision, pattern in (
            (Decision.APPROVED, translate("GridHeadings", "{0} approved")),
            (Decision.REJECTED, translate("GridHeadings", "{0} rejected")),
        ):
            if kinds[decision]:
                parts.append(pattern.format(words.count(int(kinds[decision]))))
        return " · ".join(parts)
