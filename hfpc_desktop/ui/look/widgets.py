"""Small shared widgets: labels and buttons that opt in to the style sheet, and the empty state."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.scroll_fade import ScrollFade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from hfpc_desktop.ui.look.theme import Tokens


def set_sheet(widget: QWidget, sheet: str) -> None:
    """``setStyleSheet`` when it is a change: Qt polishes and lays out anew even for the same text."""
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label in a role of the style sheet. Plain text: file names are never read as markup."""
    out = QLabel(text)
    out.setTextFormat(Qt.TextFormat.PlainText)
    out.setWordWrap(wrap)
    if role:
        out.setProperty("role", role)
    return out


def tabular(text: QLabel) -> QLabel:
    """Figures of one width, so that a number that counts does not shift what stands beside it."""
    font = text.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    text.setFont(font)
    return text


def button(text: str, kind: str = "", *, name: str = "") -> QPushButton:
    """A push button in a kind of the style sheet."""
    out = QPushButton(text)
    out.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        out.setProperty("kind", kind)
    if name:
        out.setObjectName(name)
    return out


def button_row(*right: QWidget, left: Sequence[QWidget] = ()) -> QHBoxLayout:
    """The lowest line of a dialog: what stands aside on the left, the answers on the right, the usual one last."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in left:
        row.addWidget(widget)
    row.addStretch()
    for widget in right:
        row.addWidget(widget)
    return row


def action_button(action: QAction, *, text: bool = False, kind: str = "") -> QToolButton:
    """A tool button that is an action; with its word beside the icon when ``text``."""
    return as_action(QToolButton(), action, text=text, kind=kind)


def as_action(out: QToolButton, action: QAction, *, text: bool = False, kind: str = "") -> QToolButton:
    """``out``, made the button of ``action``."""
    out.setDefaultAction(action)
    out.setAccessibleName(action.text())
    out.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if text:
        out.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if kind:
        out.setProperty("kind", kind)
    return out


def spin_box() -> QSpinBox:
    """A number field whose text keeps off its edge: a style sheet's padding does not reach the text inside."""
    out = QSpinBox()
    out.lineEdit().setTextMargins(6, 0, 0, 0)
    return out


def rule(direction: str = "h") -> QFrame:
    """A hairline, ``h`` or ``v``."""
    out = QFrame()
    out.setProperty("line", direction)
    return out


def panel(surface: str = "panel") -> QFrame:
    """A frame with the ground of a surface."""
    out = QFrame()
    out.setProperty("surface", surface)
    return out


def fit_height(window: QWidget) -> None:
    """As high as its wrapped texts need at its width: a size hint knows them at another width only."""
    layout = window.layout()
    if layout is not None and layout.hasHeightForWidth():
        wanted = layout.totalHeightForWidth(window.width())
        window.setMinimumHeight(wanted)
        window.resize(window.width(), wanted)


def plain_tip(text: str) -> str:
    """A tool tip that shows a text as it is: Qt would read a file name with ``<`` in it as markup."""
    return f"<p style='white-space:pre'>{html.escape(text)}</p>"


class Scrolled(QScrollArea):
    """Frameless room for what may be higher than a small screen: as high as it needs, scrolling when it must."""

    def __init__(self, body: QWidget, ground: str) -> None:
        """``ground``: the colour that it lies on."""
        super().__init__()
        self.setProperty("plain", True)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)
        self._fade = ScrollFade(self, ground)

    def set_ground(self, ground: str) -> None:
        """Take another look."""
        self._fade.set_ground(ground)

    def sizeHint(self) -> QSize:
        body = self.widget()
        assert body is not None  # given once, when this is built
        wanted = body.sizeHint()
        if body.hasHeightForWidth():
            wanted.setHeight(max(wanted.height(), body.heightForWidth(wanted.width())))
        return wanted + QSize(self.verticalScrollBar().sizeHint().width() + 2, 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), min(200, self.sizeHint().height()))


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a dynamic property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class IconLabel(QLabel):
    """An icon that stays sharp and tinted."""

    def __init__(self, name: str, colour: str, size: int = 18) -> None:
        super().__init__()
        self._size = size
        self.setFixedSize(size, size)
        self.set_icon(name, colour)

    def set_icon(self, name: str, colour: str) -> None:
        self.setPixmap(icons.pixmap(name, colour, self._size, self.devicePixelRatioF()))


class IconCount(QWidget):
    """An icon, a number and a word: never colour alone."""

    def __init__(self, icon: str, word: str) -> None:
        super().__init__()
        self._icon_name = icon
        self._word = word
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        self._icon = IconLabel(icon, "#888888", 14)
        self._text = tabular(label(""))
        line.addWidget(self._icon)
        line.addWidget(self._text)

    def set_value(self, text: str) -> None:
        shown = f"{text} {self._word}" if self._word else text
        if self._text.text() != shown:
            self._text.setText(shown)
            self.setAccessibleName(shown)
            # Never narrower again: what stands beside it keeps its place while a number counts down.
            self._text.setMinimumWidth(max(self._text.minimumWidth(), self._text.sizeHint().width()))

    @property
    def text(self) -> str:
        return self._text.text()

    def set_colour(self, colour: str, text_colour: str) -> None:
        self._icon.set_icon(self._icon_name, colour)
        self._text.setStyleSheet(f"color: {text_colour};")


class EmptyState(QWidget):
    """What a pane shows when it has nothing: why, and what to do. ``acted`` carries the button's id."""

    acted = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None, *, width: int = 420) -> None:
        """``width``: of the text, pixels."""
        super().__init__(parent)
        self._tokens = tokens
        self._icon_name = "images"
        self._ids = ("", "")
        self._icon = IconLabel("images", tokens.line_strong, 40)
        self._title = label(role="title")
        self._text = label(role="muted", wrap=True)
        self._buttons = (button("", "primary"), button("", "quiet"))
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setFixedWidth(width)
        line = QHBoxLayout()
        line.setSpacing(tokens.space_2)
        line.addStretch()
        for one in self._buttons:
            line.addWidget(one)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(tokens.space_2)
        column.addStretch()
        for widget in (self._icon, self._title, self._text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(tokens.space_2)
        column.addLayout(line)
        column.addStretch()
        self._buttons[0].clicked.connect(self._first)
        self._buttons[1].clicked.connect(self._second)

    def show_state(
        self,
        icon: str,
        title: str,
        text: str,
        *,
        first: tuple[str, str] | None = None,
        second: tuple[str, str] | None = None,
    ) -> None:
        """``first`` and ``second``: (id, words) of the buttons, or none."""
        self._icon_name = icon
        self._title.setText(title)
        self._text.setText(text)
        self._text.ensurePolished()  # not in the font it has before it was ever shown
        self._text.setMinimumHeight(
            0
        )  # heightForWidth is never less, so a short text would keep a long one's room
        self._text.setFixedHeight(max(0, self._text.heightForWidth(self._text.width())))
        self._ids = (first[0] if first else "", second[0] if second else "")
        for one, given in zip(self._buttons, (first, second), strict=True):
            one.setVisible(given is not None)
            one.setText(given[1] if given else "")
        self.set_tokens(self._tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._icon.set_icon(self._icon_name, tokens.text_faint)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton]:
        return self._buttons

    def _first(self) -> None:
        self.acted.emit(self._ids[0])

    def _second(self) -> None:
        self.acted.emit(self._ids[1])
