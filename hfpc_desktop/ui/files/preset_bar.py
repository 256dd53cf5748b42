"""The presets of an export: choose one, keep the fields as one, rename, delete, begin with it, pass it on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QToolButton,
    QWidget,
)

from hfpc_desktop.domain.errors import ExportError, HfpcError, UsageError
from hfpc_desktop.domain.export_presets import ExportPreset, Presets, clean_name
from hfpc_desktop.review.preset_store import PresetStore, read_presets, write_presets
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import label

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from hfpc_desktop.ui.files.export_fields import ExportFields
    from hfpc_desktop.ui.look.theme import Tokens

STANDARD = ""
"""The preset without a name: approved images as they are. It cannot be changed or deleted."""


class PresetBar(QWidget):
    """Over the fields of an export. Emits ``failed`` with what a person must hear."""

    failed = Signal(str)

    def __init__(
        self, store: PresetStore, fields: ExportFields, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._fields = store, fields
        self._presets = store.load()
        self._filling = False
        self.box = QComboBox()
        self.box.setObjectName("export_preset")
        self.box.setAccessibleName(self.tr("Preset"))
        self._changed_mark = label(self.tr("changed"), "caption")
        self._changed_mark.hide()  # takes no room while there is nothing to say
        self.more = QToolButton()
        self.more.setObjectName("preset_menu")
        self.more.setIcon(icons.icon("more", tokens.text_muted))
        self.more.setAccessibleName(self.tr("Presets…"))
        self.more.setToolTip(self.tr("Save, rename, delete, import and export presets"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._actions: dict[str, QAction] = {}
        self.more.setMenu(self._make_menu())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.space_2)
        line.addWidget(self.box, 1)
        line.addWidget(self._changed_mark)
        line.addWidget(self.more)
        self._fill(self._presets.default)
        self.box.currentIndexChanged.connect(self._chosen)
        fields.changed.connect(self._refresh)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, text, slot in (
            ("save", self.tr("Save changes"), self._save),
            ("save_as", self.tr("Save as…"), self._ask_save_as),
            ("rename", self.tr("Rename…"), self._ask_rename),
            ("delete", self.tr("Delete"), self._delete),
            ("default", self.tr("Begin with this one"), self._make_default),
            ("import", self.tr("Import…"), self._ask_import),
            ("export", self.tr("Export all…"), self._ask_export),
        ):
            if name in ("default", "import"):
                menu.addSeparator()
            action = menu.addAction(text)
            action.setObjectName(f"preset_{name}")
            action.triggered.connect(slot)
            self._actions[name] = action
        self._actions["default"].setCheckable(True)
        return menu

    # -- facts -------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Of the preset that is chosen; empty for the standard."""
        return str(self.box.currentData() or STANDARD)

    @property
    def presets(self) -> Presets:
        return self._presets

    def action(self, name: str) -> QAction:
        """``save``, ``save_as``, ``rename``, ``delete``, ``default``, ``import`` or ``export``."""
        return self._actions[name]

    def apply(self) -> None:
        """Show the chosen preset in the fields."""
        self._fields.show_preset(self._current())

    def _current(self) -> ExportPreset:
        return self._presets.get(self.name) or ExportPreset(STANDARD)

    def _differs(self) -> bool:
        try:
            return self._fields.preset(self.name) != replace(self._current(), name=self.name)
        except UsageError:
            return True

    # -- intents -----------------------------------------------------------------------------------

    def _chosen(self) -> None:
        if not self._filling:
            self.apply()

    def _save(self) -> None:
        self.save_as(self.name)

    def save_as(self, name: str) -> None:
        """Keep the fields under this name, in the place of a preset of the same name."""
        try:
            preset = self._fields.preset(clean_name(name))
        except UsageError as error:
            self.failed.emit(str(error))
            return
        self._keep(self._presets.put(preset), preset.name)

    def rename(self, name: str) -> None:
        try:
            renamed = self._presets.renamed(self.name, name)
        except UsageError as error:
            self.failed.emit(str(error))
            return
        self._keep(renamed, clean_name(name))

    def _delete(self) -> None:
        self._keep(self._presets.without(self.name), STANDARD)

    def _make_default(self, checked: bool) -> None:
        self._keep(Presets(self._presets.items, self.name if checked else STANDARD), self.name)

    def import_file(self, path: str) -> None:
        """Add the presets of a file; those of the same name take the place of the ones here."""
        try:
            found = read_presets(Path(path))
        except HfpcError as error:
            self.failed.emit(str(error))
            return
        first = found.items[0].name if found.items else self.name
        self._keep(self._presets.joined(found.items), first)

    def export_file(self, path: str) -> None:
        try:
            write_presets(self._presets, Path(path))
        except OSError as error:
            self.failed.emit(str(error))

    def _ask_save_as(self) -> None:
        self._ask_name(self.tr("Save as a preset"), self.name, self.save_as)

    def _ask_rename(self) -> None:
        self._ask_name(self.tr("Rename the preset"), self.name, self.rename)

    def _ask_name(self, title: str, text: str, answer: Any) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name of the preset"))
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(answer)
        dialog.open()

    def _ask_import(self) -> None:
        self._ask_file(QFileDialog.AcceptMode.AcceptOpen, self.import_file)

    def _ask_export(self) -> None:
        self._ask_file(QFileDialog.AcceptMode.AcceptSave, self.export_file)

    def _ask_file(self, mode: QFileDialog.AcceptMode, answer: Any) -> None:
        dialog = QFileDialog(self, self.tr("Export presets"), "", self.tr("Presets (*.json)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(mode)
        if mode is QFileDialog.AcceptMode.AcceptOpen:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(answer)
        dialog.open()

    # -- drawing -----------------------------------------------------------------------------------

    def _keep(self, presets: Presets, shown: str) -> None:
        try:
            self._store.save(presets)
        except ExportError as error:
            self.failed.emit(str(error))
            return
        self._presets = presets
        self._fill(shown)
        self.apply()

    def _fill(self, shown: str) -> None:
        self._filling = True
        self.box.clear()
        self.box.addItem(self.tr("Standard"), STANDARD)
        for preset in self._presets.items:
            self.box.addItem(preset.name, preset.name)
        self.box.setCurrentIndex(max(0, self.box.findData(shown)))
        self._filling = False
        self._refresh()

    def _refresh(self) -> None:
        own, differs = self.name != STANDARD, self._differs()
        self._changed_mark.setVisible(differs)
        self._actions["save"].setEnabled(own and differs)
        for name in ("rename", "delete"):
            self._actions[name].setEnabled(own)
        self._actions["default"].setChecked(self._presets.default == self.name)
        self._actions["default"].setEnabled(own or bool(self._presets.default))
        self._actions["export"].setEnabled(bool(self._presets.items))
