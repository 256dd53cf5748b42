"""A bar of small tools that floats over pictures. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QToolButton

from hfpc_desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.look.theme import Tokens

TOOL = 30
"""Side of a tool in pixels."""


class FloatingBar(QFrame):
    """Its look, and its icons in the theme's colours; ``set_tokens`` before it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[tuple[QToolButton, str]] = []
        self.setProperty("surface", "float")

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        t = tokens
        self.setStyleSheet(
            f'QFrame[surface="float"] {{ background: {t.surface_1}; border: 1px solid {t.line_strong};'
            f" border-radius: {t.radius_large}px; }}"
            f"QToolButton {{ font-size: {t.font_body - 1}px; }}"
            f'QToolButton[small="true"] {{ border: 1px solid {t.line_strong}; padding: 1px 8px; }}'
            f"QLabel {{ font-size: {t.font_caption}px; color: {t.text_muted}; background: transparent; }}"
        )
        for button, name in self._icons:
            button.setIcon(icon(name, t.text_muted, checked=t.accent_text))

    def icon_button(self, icon_name: str, tip: str, *, name: str = "") -> QToolButton:
        """A square tool that is only an icon; ``name`` is read aloud, by default the ``tip``."""
        button = _named(tip, name)
        button.setFixedSize(TOOL, TOOL)
        self.draw_icon(button, icon_name)
        return button

    def word_button(self, text: str, tip: str, *, name: str = "") -> QToolButton:
        """A tool that is only a word; ``name`` as for ``icon_button``."""
        button = _named(tip, name)
        button.setText(text)
        button.setFixedHeight(TOOL)
        return button

    def draw_icon(self, button: QToolButton, icon_name: str) -> None:
        """Give ``button`` this icon, now and with every other look."""
        button.setIconSize(QSize(16, 16))
        self._icons.append((button, icon_name))


def _named(tip: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(name or tip)
    return button
