"""The slim line above a pane: which picture, its name, what decoding did, its size and its zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QWidget

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate
from hfpc_desktop.ui.look.drag_grab import Grab
from hfpc_desktop.ui.look.widgets import plain_tip

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens

HEIGHT = 34
MAX_BADGES = 2
BADGES_FROM, SIZE_FROM, ROLE_FROM = 440, 300, 200
"""Widths from which on badges, the picture's size and its role are shown."""


class ElidedLabel(QWidget):
    """One line of text that loses its middle, not its end, when there is no room: ends of file names tell
    variants apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        # A file name may hold a newline; it must not push the header apart.
        self._text = " ".join(text.split())
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()


class PaneHeader(QFrame):
    """Draws what it is told. The picture's file can be dragged away by it."""

    drag_wanted = Signal()

    def __init__(self, role: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grab = Grab()
        self.setFixedHeight(HEIGHT)
        self._role = QLabel(role)
        self._name = ElidedLabel()
        self._size = QLabel()
        self._zoom = QLabel()
        self._badges = [QLabel() for _ in range(MAX_BADGES)]
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_3, 0, tokens.space_3, 0)
        row.setSpacing(tokens.space_2)
        # Both halves of the view must be able to be equally wide, whatever their headers say.
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self._role)
        row.addWidget(self._name, 1)
        for badge in self._badges:
            row.addWidget(badge)
            badge.setFixedHeight(20)
            badge.hide()
        row.addWidget(self._size)
        row.addWidget(self._zoom)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.set_tokens(tokens)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._grab.press(event, grabs=bool(self._name.text)):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab.far(event):
            self.drag_wanted.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grab.release()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name needs the room first."""
        super().resizeEvent(event)
        width = event.size().width()
        self._size.setVisible(width >= SIZE_FROM)
        self._role.setVisible(width >= ROLE_FROM)
        self._zoom.setMinimumWidth(54 if width >= SIZE_FROM else 38)  # its figures do not push the name about
        for badge in self._badges:
            badge.setVisible(width >= BADGES_FROM and bool(badge.text()))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        t = tokens
        self.setStyleSheet(
            f"PaneHeader {{ background: {t.surface_1}; border: none; border-bottom: 1px solid {t.line}; }}"
        )
        caption = f"font-size: {t.font_caption}px;"
        self._role.setStyleSheet(f"{caption} font-weight: 600; color: {t.text_faint};")
        self._size.setStyleSheet(f"{caption} color: {t.text_muted};")
        self._zoom.setStyleSheet(f"{caption} color: {t.text_muted};")
        for badge in self._badges:
            badge.setStyleSheet(
                f"{caption} color: {t.text_muted}; background: {t.surface_3}; padding: 1px 6px;"
                f" border-radius: {t.radius_small}px;"
            )

    def set_name(self, name: str) -> None:
        """The file's name; also clears what was said about the picture before."""
        self._name.set_text(name)
        hint = self.tr("Drag it into another program")
        self._name.setToolTip(plain_tip(f"{name}\n{hint}") if name else "")
        self._name.setCursor(Qt.CursorShape.OpenHandCursor if name else Qt.CursorShape.ArrowCursor)
        self.set_facts(None, ())
        self.set_zoom("")

    def set_facts(self, size: tuple[int, int] | None, notes: tuple[str, ...]) -> None:
        """The file's width and height in pixels, and the decoder's note codes."""
        self._size.setText(f"{size[0]} × {size[1]}" if size and size[0] > 0 else "")
        texts = [note_text(code) for code in notes]
        shown = texts[:MAX_BADGES]
        if len(texts) > MAX_BADGES:
            shown[-1] = f"+{len(texts) - MAX_BADGES + 1}"
        for badge, text in zip(self._badges, [*shown, *[""] * MAX_BADGES], strict=False):
            badge.setText(text)
            badge.setVisible(bool(text) and self.width() >= BADGES_FROM)
            badge.setToolTip("\n".join(texts))

    def set_zoom(self, text: str) -> None:
        self._zoom.setText(text)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything the line says, for accessibility checks."""
        badges = tuple(b.text() for b in self._badges if b.text())
        return (self._role.text(), self._name.text, *badges, self._size.text(), self._zoom.text())


NOTE_TEXTS = {
    "exif-rotated": QT_TRANSLATE_NOOP("notes", "Rotated by EXIF"),
    "icc-converted": QT_TRANSLATE_NOOP("notes", "Profile → sRGB"),
    "icc-ignored": QT_TRANSLATE_NOOP("notes", "Profile ignored"),
    "cmyk": QT_TRANSLATE_NOOP("notes", "CMYK"),
    "16-bit": QT_TRANSLATE_NOOP("notes", "16 bit"),
    "float": QT_TRANSLATE_NOOP("notes", "Float"),
    "palette": QT_TRANSLATE_NOOP("notes", "Palette"),
    "alpha": QT_TRANSLATE_NOOP("notes", "Transparent"),
    "first-frame": QT_TRANSLATE_NOOP("notes", "First frame"),
}
"""Every note that ``images`` gives to a picture, as a badge of a word or two."""


def note_text(code: str) -> str:
    """A decoder's note code in words; an unknown code is shown as it is, without its hyphens."""
    known = NOTE_TEXTS.get(code)
    return translate("notes", known) if known else code.replace("-", " ").capitalize()
