"""Keys drawn as keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from hfpc_desktop.ui.keys.actions import key_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hfpc_desktop.ui.look.theme import Tokens


def key_cap(key: str, tokens: Tokens) -> QLabel:
    """One key as this system writes it, in a box with a thicker lower edge."""
    cap = QLabel(key_text(key))
    cap.setTextFormat(Qt.TextFormat.PlainText)
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    cap.setMinimumWidth(24)
    cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # a cut key is no key
    cap.setStyleSheet(
        f"background: {tokens.surface_2}; border: 1px solid {tokens.line_strong}; border-bottom-width: 2px;"
        f" border-radius: {tokens.radius_small}px; padding: 1px 6px; font-size: {tokens.font_small}px;"
    )
    return cap


def key_caps(keys: Iterable[str], tokens: Tokens) -> QWidget:
    """Several keys in a row."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(tokens.space_1)
    for key in keys:
        line.addWidget(key_cap(key, tokens))
    return holder
