"""The settings: language, look, keys and limits. Every choice holds at once, except where the line says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.ui.keys.keymap import Layout
from hfpc_desktop.ui.look.languages import OWN_NAMES, Language
from hfpc_desktop.ui.look.settings import CACHE_RANGE, MEGAPIXELS_RANGE, DropChoice, Exchange, Limits
from hfpc_desktop.ui.look.theme import Density, ThemeChoice
from hfpc_desktop.ui.look.widgets import Scrolled, button, button_row, label, rule, spin_box

if TYPE_CHECKING:
    from hfpc_desktop.ui.keys.keymap import Keymap
    from hfpc_desktop.ui.look.app_theme import Theme
    from hfpc_desktop.ui.look.theme import Tokens


MOST_HIGH = 660
"""Highest it opens, pixels: a small laptop shows it whole; the rest scrolls."""


class SettingsDialog(QDialog):
    """Asks; the window does. Each signal carries the new choice."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    density_chosen = Signal(str)
    limits_chosen = Signal(object)
    exchange_chosen = Signal(object)
    shortcuts_asked = Signal()
    models_asked = Signal()
    hints_asked = Signal()
    """Show the first-run hints again."""

    def __init__(
        self,
        theme: Theme,
        keymap: Keymap,
        limits: Limits,
        language: Language,
        parent: QWidget | None = None,
        *,
        exchange: Exchange,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self._theme, self._keymap = theme, keymap
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(640)
        self.language = self._combo("setting_language", self._languages(), language.value)
        self.theme = self._combo("setting_theme", self._themes(), theme.choice.value)
        self.density = self._combo("setting_density", self._densities(), theme.density.value)
        layouts = [(one.label, one.value) for one in Layout]
        self.keys = self._combo("setting_keys", layouts, keymap.layout.value)
        self.megapixels = self._spin(
            "setting_megapixels", limits.megapixels, MEGAPIXELS_RANGE, self.tr(" megapixels")
        )
        self.cache = self._spin("setting_cache", limits.cache_gb, CACHE_RANGE, self.tr(" GB"))
        self.drop = self._combo("setting_drop", self._drops(), exchange.drop.value)
        self.out = self._combo("setting_out", self._outs(), str(exchange.approved_only))
        self._lay_out()
        self._name_fields()
        self.language.currentIndexChanged.connect(self._language)
        self.theme.currentIndexChanged.connect(self._look)
        self.density.currentIndexChanged.connect(self._dense)
        self.keys.currentIndexChanged.connect(self._keys)
        self.drop.currentIndexChanged.connect(self._exchange)
        self.out.currentIndexChanged.connect(self._exchange)
        self.megapixels.valueChanged.connect(self._limits)
        self.cache.valueChanged.connect(self._limits)
        self.resize(self.sizeHint().boundedTo(QSize(1200, MOST_HIGH)))

    # -- parts -----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        t = self._theme.tokens
        shortcuts = button(self.tr("Shortcuts…"), name="setting_shortcuts")
        shortcuts.clicked.connect(self.shortcuts_asked)
        keys = QHBoxLayout()
        keys.setSpacing(t.space_2)
        keys.addWidget(self.keys, 1)
        keys.addWidget(shortcuts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(t.space_5, t.space_5, t.space_5, t.space_4)
        whole.setSpacing(t.space_3)
        whole.addWidget(label(self.tr("Settings"), "heading"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(t.space_3)
        look: tuple[tuple[str, QWidget | QHBoxLayout, str], ...] = (
            (self.tr("Language"), self.language, self.tr("The window is built anew; the review stays open.")),
            (self.tr("Theme"), self.theme, ""),
            (self.tr("Density"), self.density, self.tr("Compact shows more rows of the list.")),
            (self.tr("Keys"), keys, ""),
        )
        limits: tuple[tuple[str, QWidget | QHBoxLayout, str], ...] = (
            (self.tr("Largest picture"), self.megapixels, self.tr("Larger ones are refused with a reason. Holds from the next start on.")),
            (self.tr("Thumbnails and masks"), self.cache, self.tr("Kept on the disk at most; the oldest go first. Holds from the next start on.")),
        )  # fmt: skip
        exchange: tuple[tuple[str, QWidget | QHBoxLayout, str], ...] = (
            (self.tr("Files dropped in"), self.drop, self.tr("Onto a review that is open, onto the icon, or by a second start.")),
            (self.tr("Images dragged out"), self.out, self.tr("Also when they are copied as files.")),
        )  # fmt: skip
        column.addLayout(self._form(look))
        column.addWidget(rule())
        column.addLayout(self._form(exchange))
        column.addWidget(rule())
        column.addLayout(self._form(limits))
        column.addStretch()
        self._scroll = Scrolled(body, t.surface_0)
        self._theme.changed.connect(self._retint)
        whole.addWidget(self._scroll, 1)
        hints = button(self.tr("Show the hints again"), name="setting_hints")
        hints.clicked.connect(self.hints_asked)
        close = button(self.tr("Done"), "primary", name="settings_done")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        models = button(self.tr("Models…"), name="setting_models")
        models.clicked.connect(self.models_asked)
        whole.addLayout(button_row(close, left=[hints, models]))

    def _retint(self, tokens: Tokens) -> None:
        self._scroll.set_ground(tokens.surface_0)

    def _form(self, rows: tuple[tuple[str, QWidget | QHBoxLayout, str], ...]) -> QGridLayout:
        t = self._theme.tokens
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.space_5)
        grid.setVerticalSpacing(t.space_1)
        grid.setColumnMinimumWidth(0, 150)
        grid.setColumnStretch(1, 1)
        for row, (words, field, note) in enumerate(rows):
            grid.addWidget(label(words), 3 * row, 0)
            if isinstance(field, QWidget):
                grid.addWidget(field, 3 * row, 1)
            else:
                grid.addLayout(field, 3 * row, 1)
            if note:
                grid.addWidget(label(note, "caption", wrap=True), 3 * row + 1, 1)
            grid.setRowMinimumHeight(3 * row + 2, t.space_2)
        return grid

    def _name_fields(self) -> None:
        for field, name in (
            (self.language, self.tr("Language")),
            (self.theme, self.tr("Theme")),
            (self.density, self.tr("Density")),
            (self.keys, self.tr("Keys")),
            (self.drop, self.tr("Files dropped in")),
            (self.out, self.tr("Images dragged out")),
            (self.megapixels, self.tr("Largest picture")),
            (self.cache, self.tr("Thumbnails and masks")),
        ):
            field.setAccessibleName(name)

    def _languages(self) -> list[tuple[str, str]]:
        system = (self.tr("As the system"), Language.SYSTEM.value)
        return [system, *((name, language.value) for language, name in OWN_NAMES.items())]

    def _themes(self) -> list[tuple[str, str]]:
        return [
            (self.tr("As the system"), ThemeChoice.SYSTEM.value),
            (self.tr("Light"), ThemeChoice.LIGHT.value),
            (self.tr("Dark"), ThemeChoice.DARK.value),
        ]

    def _densities(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Comfortable"), Density.COMFORTABLE.value),
            (self.tr("Compact"), Density.COMPACT.value),
        ]

    def _drops(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Ask each time"), DropChoice.ASK.value),
            (self.tr("Add to the project that is open"), DropChoice.ADD.value),
            (self.tr("Open as a new project"), DropChoice.NEW.value),
        ]

    def _outs(self) -> list[tuple[str, str]]:
        return [
            (self.tr("What is selected"), str(False)),
            (self.tr("Of what is selected, only approved images"), str(True)),
        ]

    def _combo(self, name: str, entries: list[tuple[str, str]], current: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        for words, value in entries:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(current)))
        return box

    def _spin(self, name: str, value: int, bounds: tuple[int, int], unit: str) -> QSpinBox:
        box = spin_box()
        box.setObjectName(name)
        box.setRange(*bounds)
        box.setValue(value)
        box.setSuffix(unit)
        return box

    # -- what a person chooses -------------------------------------------------------------------

    def _language(self) -> None:
        self.language_chosen.emit(self.language.currentData())

    def _look(self) -> None:
        self.theme_chosen.emit(self.theme.currentData())

    def _dense(self) -> None:
        self.density_chosen.emit(self.density.currentData())

    def _keys(self) -> None:
        self._keymap.set_layout(Layout(self.keys.currentData()))

    def _exchange(self) -> None:
        approved_only = self.out.currentData() == str(True)
        self.exchange_chosen.emit(Exchange(approved_only, DropChoice(self.drop.currentData())))

    def _limits(self) -> None:
        self.limits_chosen.emit(Limits(self.megapixels.value(), self.cache.value()))
