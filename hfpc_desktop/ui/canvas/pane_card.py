"""What a pane shows where it has no picture: a spinner while one comes, or a card that says what happened.

Lies on its pane and draws with the pane's painter. GUI thread.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from hfpc_desktop.ui.canvas import canvas_paint as paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.look.theme import Tokens

SPINNER_DELAY_MS = 180
"""A picture that comes sooner shows no spinner: a flash would only disturb."""
TURN_MS = 40


class PaneState(Enum):
    EMPTY = auto()
    LOADING = auto()
    READY = auto()
    FAILED = auto()


class PaneCard(QObject):
    """State of one pane, and how it is told. ``free_below``: pixels at the bottom that a bar covers."""

    acted = Signal(str)
    """An id of the actions registry: what helps when the picture cannot be shown."""

    def __init__(self, pane: QWidget, tokens: Tokens) -> None:
        super().__init__(pane)
        self._pane = pane
        self.tokens = tokens
        self.free_below = 0
        self.state = PaneState.EMPTY
        self.message = ("", "")
        """Title and text."""
        self._turned = 0
        self._spin = QTimer(self)
        self._spin.timeout.connect(self._turn)
        self._again = QPushButton(self.tr("Scan again"), pane)
        self._again.setObjectName("pane_again")
        self._again.clicked.connect(self._ask_again)
        self._again.hide()

    def show_state(self, state: PaneState, title: str = "", text: str = "") -> None:
        """``READY``: there is a picture, and nothing else is told."""
        self.state, self.message = state, (title, text)
        self._turned = 0
        if state is PaneState.LOADING:
            self._spin.start(SPINNER_DELAY_MS)
        else:
            self._spin.stop()
        if state is not PaneState.READY:  # a picture describes itself
            self._pane.setAccessibleDescription(" ".join(part for part in (title, text) if part))
        self._again.setVisible(state is PaneState.FAILED)
        self.place()

    def place(self) -> None:
        """The button stands under the words; call it when the pane or its bars have another size."""
        if self._again.isHidden():
            return
        area = self._area()
        bottom = paint.card_bottom(area, *self.message, self._pane.font(), self.tokens)
        self._again.adjustSize()
        self._again.move(
            round(area.center().x() - self._again.width() / 2), round(bottom) + self.tokens.space_3
        )

    def paint(self, painter: QPainter, ground: QColor) -> None:
        """Draw what is told on ``ground``."""
        ink = QColor("#EDEDED") if ground.lightness() < 118 else QColor("#1E1E1E")
        area = self._area()
        title, text = self.message
        if self.state is PaneState.LOADING:
            if self._turned:
                paint.draw_spinner(painter, area.center(), self._turned / 24 % 1.0, ink)
        elif title:
            icon = "error" if self.state is PaneState.FAILED else "images"
            paint.draw_card(painter, area, icon, title, text, ink, self.tokens)

    def _area(self) -> QRectF:
        """Over the floating bar, and over the button if there is one."""
        button = 0 if self._again.isHidden() else self._again.sizeHint().height() + self.tokens.space_3
        return QRectF(self._pane.rect().adjusted(0, 0, 0, -self.free_below - button))

    def _ask_again(self) -> None:
        self.acted.emit("rescan")

    def _turn(self) -> None:
        self._spin.setInterval(TURN_MS)
        self._turned += 1
        self._pane.update()
