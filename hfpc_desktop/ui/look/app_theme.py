"""The theme of the application: which tokens are in force, and putting them on every widget. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from hfpc_desktop.ui.look.theme import DARK, LIGHT, Density, ThemeChoice, Tokens, dense
from hfpc_desktop.ui.look.theme_qss import style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

UI_FAMILIES = (
    "Inter",
    "Segoe UI Variable Text",
    "Segoe UI",
    "SF Pro Text",
    "Helvetica Neue",
    "Noto Sans",
    "Cantarell",
    "Ubuntu",
    "Noto Sans CJK SC",
    "DejaVu Sans",
)
"""Preferred user-interface families, best first; the first installed one is used."""


class Theme(QObject):
    """The look of one application: resolves the choice, applies it, and tells when it changed."""

    changed = Signal(object)
    """Emitted with the new ``Tokens`` after they were applied."""

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        density: Density = Density.COMFORTABLE,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._density = density
        self._tokens = self._resolve()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def tokens(self) -> Tokens:
        """The tokens in force."""
        return self._tokens

    @property
    def choice(self) -> ThemeChoice:
        """What the person picked; ``tokens`` is what it resolves to."""
        return self._choice

    @property
    def density(self) -> Density:
        return self._density

    def set_density(self, density: Density) -> None:
        """Rows, fields and buttons change at once; gaps of widgets that exist already when they are built anew."""
        self._density = density
        self.apply()

    def set_choice(self, choice: ThemeChoice) -> None:
        """Pick a look and put it on the application at once."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        """Put style, palette, font and style sheet on the application, then emit ``changed``."""
        self._tokens = self._resolve()
        sheet = style_sheet(self._tokens)
        if self._app.styleSheet() != sheet:  # polishing every widget again takes a while
            self._app.setStyle("Fusion")
            self._app.setPalette(palette(self._tokens))
            self._app.setFont(body_font(self._tokens))
            self._app.setStyleSheet(sheet)
        self.changed.emit(self._tokens)

    def _resolve(self) -> Tokens:
        if self._choice is ThemeChoice.SYSTEM:
            light = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light
        else:
            light = self._choice is ThemeChoice.LIGHT
        return dense(LIGHT if light else DARK, self._density)

    def _system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM and self._resolve() != self._tokens:
            self.apply()


def body_font(tokens: Tokens) -> QFont:
    """The user-interface font at body size, from the best installed family."""
    installed = set(QFontDatabase.families())
    family = next((name for name in UI_FAMILIES if name in installed), "")
    font = QFont(family) if family else QFont()
    font.setPixelSize(tokens.font_body)
    return font


def palette(tokens: Tokens) -> QPalette:
    """A palette for whatever the style sheet does not reach (native parts of dialogs, text selection)."""
    out = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tokens.surface_0),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface_1),
        (role.AlternateBase, tokens.surface_2),
        (role.ToolTipBase, tokens.surface_3),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.text_faint),
        (role.Text, tokens.text),
        (role.Button, tokens.surface_2),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.text_on_accent),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.text_on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent_text),
        (role.Light, tokens.surface_3),
        (role.Midlight, tokens.surface_3),
        (role.Mid, tokens.line_strong),
        (role.Dark, tokens.line_strong),
        (role.Shadow, "#000000"),
    ):
        out.setColor(which, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        out.setColor(disabled, which, QColor(tokens.line_strong if tokens.dark else tokens.text_faint))
    return out
