"""A layout that fills lines from left to right and wraps, for rows of chips in panes of any width."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Items keep their size hints; hidden ones take no room; each line is as high as its highest item."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        spacing: int = 6,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(*margins)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        m = self.contentsMargins()
        return size + QSize(m.left() + m.right(), m.top() + m.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        m = self.contentsMargins()
        area = rect.adjusted(m.left(), m.top(), -m.right(), -m.bottom())
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().expandedTo(item.minimumSize())
            if lines[-1] and used + size.width() > area.width():
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self.spacing()
        y = area.top()
        for line in lines:
            height = max((size.height() for _, size in line), default=0)
            if move:
                self._place_line(line, area, y, height)
            y += height + self.spacing()
        return y - self.spacing() - rect.top() + m.bottom()

    def _place_line(self, line: list[tuple[QLayoutItem, QSize]], area: QRect, y: int, height: int) -> None:
        room = area.width() - sum(size.width() for _, size in line) - self.spacing() * (len(line) - 1)
        x = area.left()
        for item, size in line:
            widget = item.widget()
            grows = (
                widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
            )
            if grows and room > 0:
                size = QSize(size.width() + room, size.height())
                room = 0
            item.setGeometry(QRect(x, y + (height - size.height()) // 2, size.width(), size.height()))
            x += size.width() + self.spacing()
