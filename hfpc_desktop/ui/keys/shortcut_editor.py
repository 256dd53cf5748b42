"""Other keys for commands: search one, press a key, see a clash before it happens, take everything back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.ui.keys.actions import SPECS, Group, key_text
from hfpc_desktop.ui.keys.key_recorder import KeyRecorder
from hfpc_desktop.ui.keys.keymap import Layout
from hfpc_desktop.ui.keys.mask_specs import EDITABLE
from hfpc_desktop.ui.look import fuzzy, icons
from hfpc_desktop.ui.look.widgets import button, label, panel

if TYPE_CHECKING:
    from hfpc_desktop.ui.keys.actions import ActionSpec
    from hfpc_desktop.ui.keys.keymap import Keymap
    from hfpc_desktop.ui.look.theme import Tokens

_ID = Qt.ItemDataRole.UserRole
_BY_ID = {spec.id: spec for spec in EDITABLE}


class ShortcutEditor(QDialog):
    """Every change holds at once and is remembered; "Reset" brings a key back."""

    def __init__(self, keymap: Keymap, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcut_editor")
        self._keymap, self._tokens = keymap, tokens
        self._clash: tuple[str, str] | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setWindowTitle(self.tr("Change shortcuts"))
        self.resize(720, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(label(self.tr("Change shortcuts"), "heading"))
        column.addLayout(self._make_top())
        column.addWidget(self._make_list(), 1)
        column.addWidget(self._make_card())
        column.addLayout(self._make_buttons())
        keymap.changed.connect(self._refresh)
        self._fill()
        self._refresh()
        self.list.setCurrentItem(self._items[SPECS[0].id])
        self.search.setFocus()

    # -- parts -----------------------------------------------------------------------------------

    def _make_top(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setObjectName("shortcut_search")
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        self.search.setAccessibleName(self.tr("Find a command or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.layouts = QComboBox()
        self.layouts.setObjectName("key_layout")
        self.layouts.setAccessibleName(self.tr("Key layout"))
        for layout in Layout:
            self.layouts.addItem(layout.label, layout.value)
        self.layouts.setCurrentIndex(self.layouts.findData(self._keymap.layout.value))
        self.layouts.currentIndexChanged.connect(self._layout_chosen)
        line = QHBoxLayout()
        line.setSpacing(self._tokens.space_3)
        line.addWidget(self.search, 1)
        line.addWidget(self.layouts)
        return line

    def _make_list(self) -> QTreeWidget:
        self.list = QTreeWidget()
        self.list.setObjectName("shortcut_list")
        self.list.setAccessibleName(self.tr("Commands and their keys"))
        self.list.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(0)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._activated)
        return self.list

    def _make_card(self) -> QFrame:
        t = self._tokens
        card = panel("card")
        self._title = label(role="strong")
        self._help = label(role="muted", wrap=True)
        self._caps = QHBoxLayout()
        self._caps.setSpacing(t.space_2)
        self.recorder = KeyRecorder()
        self.recorder.recorded.connect(self.take)
        self._reset = button(self.tr("Reset"), "quiet", name="reset_key")
        self._reset.setToolTip(self.tr("The keys of the layout again"))
        self._reset.clicked.connect(self._reset_one)
        keys = QHBoxLayout()
        keys.addLayout(self._caps)
        keys.addWidget(self.recorder)
        keys.addWidget(self._reset)
        keys.addStretch()
        self._warning = QWidget()
        line = QHBoxLayout(self._warning)
        line.setContentsMargins(0, 0, 0, 0)
        self._clash_text = label(role="error", wrap=True)
        move = button(self.tr("Move it here"), name="clash_move")
        move.clicked.connect(self._move)
        keep = button(self.tr("Leave it"), "quiet", name="clash_keep")
        keep.clicked.connect(self._leave)
        line.addWidget(self._clash_text, 1)
        line.addWidget(move)
        line.addWidget(keep)
        self._warning.hide()
        column = QVBoxLayout(card)
        column.setContentsMargins(t.space_4, t.space_3, t.space_4, t.space_3)
        column.setSpacing(t.space_2)
        column.addWidget(self._title)
        column.addWidget(self._help)
        column.addLayout(keys)
        column.addWidget(self._warning)
        return card

    def _make_buttons(self) -> QHBoxLayout:
        everything = button(self.tr("Reset all"), name="reset_all_keys")
        everything.clicked.connect(self._keymap.reset_all)
        close = button(self.tr("Done"), "primary", name="shortcuts_done")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addWidget(everything)
        line.addStretch()
        line.addWidget(close)
        return line

    # -- facts -----------------------------------------------------------------------------------

    @property
    def current(self) -> ActionSpec | None:
        """The command whose keys are shown in the card."""
        item = self.list.currentItem()
        return _BY_ID.get(item.data(0, _ID)) if item is not None else None

    @property
    def warning(self) -> str:
        """The clash that is asked about; empty when there is none."""
        return "" if self._warning.isHidden() else self._clash_text.text()

    def choose(self, action_id: str) -> None:
        """Show the keys of this command."""
        self.list.setCurrentItem(self._items[action_id])

    # -- what a person does ----------------------------------------------------------------------

    def take(self, key: str) -> None:
        """A key was pressed for the current command: give it, or ask when another one has it."""
        spec = self.current
        if spec is None:
            return
        owner = self._keymap.owner(key, spec.id)
        if owner == spec.id:
            self._leave()
        elif owner is None:
            self._leave()
            self._keymap.add_key(spec.id, key)
        else:
            self._clash = (spec.id, key)
            text = self.tr("{0} belongs to “{1}”. Two commands cannot share a key.")
            self._clash_text.setText(text.format(key_text(key), _BY_ID[owner].title))
            self._warning.show()

    def _move(self) -> None:
        if self._clash is not None:
            action_id, key = self._clash
            self._leave()
            self._keymap.add_key(action_id, key)

    def _leave(self) -> None:
        self._clash = None
        self._warning.hide()

    def _reset_one(self) -> None:
        if self.current is not None:
            self._leave()
            self._keymap.reset(self.current.id)

    def _remove(self) -> None:
        if self.current is not None:
            self._keymap.remove_key(self.current.id, str(self.sender().property("key")))

    def _layout_chosen(self) -> None:
        self._leave()
        self._keymap.set_layout(Layout(self.layouts.currentData()))

    def _activated(self) -> None:
        self.recorder.start()

    # -- drawing ---------------------------------------------------------------------------------

    def _fill(self) -> None:
        for group in Group:
            specs = [spec for spec in EDITABLE if spec.group is group]
            if not specs:
                continue
            head = QTreeWidgetItem([group.label.upper()])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            self.list.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)
            head.setExpanded(True)
            for spec in specs:
                item = QTreeWidgetItem([spec.title])
                item.setData(0, _ID, spec.id)
                item.setToolTip(0, spec.tip)
                head.addChild(item)
                self._items[spec.id] = item
        self.list.expandAll()

    def _narrow(self, text: str) -> None:
        for index in range(self.list.topLevelItemCount()):
            head = self.list.topLevelItem(index)
            if head is None:
                continue
            shown = 0
            for row in range(head.childCount()):
                item = head.child(row)
                if item is None:
                    continue
                spec = _BY_ID[item.data(0, _ID)]
                keys = [key_text(key).casefold() for key in self._keymap.keys(spec.id)]
                hit = text.strip().casefold() in keys or any(
                    fuzzy.match(text, words) is not None for words in (spec.title, spec.text)
                )
                item.setHidden(not hit)
                shown += hit
            head.setHidden(not shown)

    def _chosen(self) -> None:
        self._leave()
        self.recorder.stop()
        self._show_card()

    def _refresh(self) -> None:
        for name, item in self._items.items():
            keys = "   ".join(key_text(key) for key in self._keymap.keys(name))
            item.setText(1, keys)
            font = item.font(1)
            font.setBold(self._keymap.is_custom(name))
            item.setFont(1, font)
        self._show_card()

    def _show_card(self) -> None:
        while self._caps.count():
            taken = self._caps.takeAt(0)
            old = taken.widget() if taken is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        spec = self.current
        for widget in (self.recorder, self._reset):
            widget.setEnabled(spec is not None)
        if spec is None:
            self._title.setText(self.tr("Choose a command"))
            self._help.setText("")
            return
        self._title.setText(spec.title)
        self._help.setText(spec.tip)
        self._reset.setEnabled(self._keymap.is_custom(spec.id))
        for key in self._keymap.keys(spec.id):
            cap = button(key_text(key), "chip", name="key_cap")
            cap.setIcon(icons.icon("close", self._tokens.text_muted))
            cap.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            cap.setProperty("key", key)
            cap.setToolTip(self.tr("Take this key away"))
            cap.setAccessibleName(self.tr("Take {0} away").format(key_text(key)))
            cap.setAutoDefault(False)
            cap.clicked.connect(self._remove)
            self._caps.addWidget(cap)
