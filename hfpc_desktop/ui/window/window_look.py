"""How the window looks and is laid out, as the settings remember it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from hfpc_desktop.ui.look.languages import SETTING as LANGUAGE
from hfpc_desktop.ui.look.theme import DENSITY, Density, ThemeChoice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.look.app_theme import Theme
    from hfpc_desktop.ui.window.review_page import ReviewPage

THEME_ACTIONS = {f"theme_{choice.value}": choice for choice in ThemeChoice}


class WindowLook(QObject):
    """Theme, density, language, panes and geometry: applied at once, saved, and restored at the next start."""

    renewal_asked = Signal()
    """What widgets read when they are built was changed: language or density."""

    def __init__(
        self, window: QWidget, review: ReviewPage, actions: Actions, settings: QSettings, theme: Theme
    ) -> None:
        super().__init__(window)
        self._window, self._review, self._actions = window, review, actions
        self._settings, self._theme = settings, theme
        self.panes = {
            "toggle_list_side": self._set_list_beside,
            "toggle_inspector": self._show_inspector,
            "toggle_thresholds": self._show_thresholds,
        }
        """By action: what shows or hides a pane."""

    def choose_theme(self, value: str) -> None:
        """``value`` of a ``ThemeChoice``."""
        choice = ThemeChoice(value)
        self._settings.setValue("window/theme", choice.value)
        self._theme.set_choice(choice)
        self._actions[f"theme_{choice.value}"].setChecked(True)

    def set_density(self, value: str) -> None:
        """``value`` of a ``Density``."""
        self._settings.setValue(DENSITY, Density(value).value)
        self._theme.set_density(Density(value))
        self.renewal_asked.emit()

    def set_language(self, value: str) -> None:
        """A language code, or what stands for the system's."""
        self._settings.setValue(LANGUAGE, value)
        self.renewal_asked.emit()

    def restore(self) -> None:
        """As it was saved; the first time a window of 1280 x 800 with both panes."""
        settings = self._settings
        geometry = settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self._window.restoreGeometry(geometry)):
            self._window.resize(1280, 800)
        for key, name, default in (
            ("window/list_beside", "toggle_list_side", False),
            ("window/inspector", "toggle_inspector", True),
            ("window/thresholds", "toggle_thresholds", True),
        ):
            on = bool(settings.value(key, default, type=bool))
            self._actions[name].setChecked(on)
            self.panes[name](on)
        self._review.restore(settings)
        self._actions[f"theme_{self._theme.choice.value}"].setChecked(True)

    def save(self) -> None:
        """Geometry and columns; everything else was saved when it was chosen."""
        self._settings.setValue("window/geometry", self._window.saveGeometry())
        self._review.save(self._settings)
        self._settings.sync()

    def _set_list_beside(self, beside: bool) -> None:
        self._review.set_list_side(beside=beside)
        self._settings.setValue("window/list_beside", beside)

    def _show_inspector(self, shown: bool) -> None:
        self._review.show_inspector(shown)
        self._settings.setValue("window/inspector", shown)

    def _show_thresholds(self, shown: bool) -> None:
        self._review.show_thresholds(shown)
        self._settings.setValue("window/thresholds", shown)
