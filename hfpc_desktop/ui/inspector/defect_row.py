"""One defect of the inspector: its number in the picture, what it is, how bad, and the sentence. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.ui.inspector.inspector_parts import plain_label

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Defect
    from hfpc_desktop.ui.look.theme import Tokens


class DefectRow(QAbstractButton):
    """One defect: its number in the picture, what it is, how bad, and the sentence."""

    pointed = Signal(object, bool)
    """(Defect, True when the pointer or the focus came, False when it left)"""
    activated = Signal(object)
    step = Signal(int)
    """Up or down among the rows: -1 or +1."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._defect: Defect | None = None
        self._number = 0
        self._selected = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Buttons do not shrink below their size hint by default; the sentence should wrap instead.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._title = plain_label("strong", wrap=True)
        self._group = plain_label("caption")
        self._text = plain_label("muted", wrap=True)
        for label in (self._title, self._text):
            label.setMinimumWidth(80)  # a wrapping label asks for a wide shape, wider than the panel
        head = QHBoxLayout()
        head.setSpacing(tokens.space_2)
        head.addWidget(self._title, 1)
        head.addWidget(self._group, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(38, 8, 10, 10)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._text)
        for child in (self._title, self._group, self._text):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._clicked)

    @property
    def defect(self) -> Defect | None:
        return self._defect

    @property
    def number(self) -> int:
        return self._number

    def show_defect(self, number: int, defect: Defect, tokens: Tokens) -> None:
        self._number, self._defect, self._tokens = number, defect, tokens
        title, sentence = messages.title(defect.kind), messages.sentence(defect)
        self._title.setText(title)
        self._text.setText(sentence)
        self._group.setText(messages.group_title(defect.kind.group))
        where = (
            self.tr("Click to see it in the picture")
            if defect.region
            else self.tr("Concerns the whole picture")
        )
        self.setToolTip(self.tr("Severity {0:.0f} of 100. {1}.").format(defect.severity * 100, where))
        self.setAccessibleName(f"{number}. {title}. {sentence}")
        self.setAccessibleDescription(self.toolTip())
        self.update()

    def set_selected(self, selected: bool) -> None:
        """The one whose region was gone to."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = t.surface_4 if self.isDown() else t.surface_3 if self.underMouse() else t.surface_2
        edge = t.focus if self.hasFocus() else t.accent if self._selected else t.line
        painter.setPen(QPen(QColor(edge), 1.6 if self.hasFocus() else 1.0))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, t.radius, t.radius)
        self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        t, defect = self._tokens, self._defect
        if defect is None:
            return
        badge = QRectF(10, 9, 19, 19)
        located = defect.region is not None
        painter.setPen(QPen(QColor(t.text_muted), 1.2) if not located else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.text) if located else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge, 9.5, 9.5)
        font = self.font()
        font.setPixelSize(t.font_caption)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(t.surface_1 if located else t.text_muted))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._number))
        # Severity as a small meter under the number: length and colour say the same.
        meter = QRectF(10, 34, 19, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.surface_4))
        painter.drawRoundedRect(meter, 2, 2)
        worst = min(1.0, max(0.0, defect.severity))
        painter.setBrush(QColor(t.reject if worst >= 0.66 else t.review if worst >= 0.33 else t.unjudged))
        painter.drawRoundedRect(QRectF(meter.x(), meter.y(), max(4.0, meter.width() * worst), 4), 2, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(self._defect, True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(self._defect, False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit(self._defect, True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(self._defect, False)

    def _clicked(self) -> None:
        self.activated.emit(self._defect)
