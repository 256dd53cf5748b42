"""Editing the product mask of an original: the bar over its pane, and what its tools and keys do. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.runtime.qt_background import Background
from hfpc_desktop.ui.canvas.compare_modes import CompareMode
from hfpc_desktop.ui.keys.mask_keys import MaskKeys, tip_with_key, title
from hfpc_desktop.ui.keys.mask_specs import LEAVE, MASK_SPECS
from hfpc_desktop.ui.look.floating_bar import FloatingBar
from hfpc_desktop.ui.masks.mask_edit import MaskEdit
from hfpc_desktop.ui.masks.mask_prompter import MaskPrompter
from hfpc_desktop.ui.masks.mask_tool import MaskMode, MaskTool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import SignalInstance

    from hfpc_desktop.domain.segmentation import Segmenter
    from hfpc_desktop.ui.compare.compare import CompareView

_GAP = 8
"""Pixels over the bar."""
_MODES = {
    "mask_add": MaskMode.ADD,
    "mask_erase": MaskMode.ERASE,
    "mask_box": MaskMode.BOX,
    "mask_click": MaskMode.CLICK,
}


class MaskBar(FloatingBar):
    """The tools, over the upper edge of the original's pane."""

    mode_chosen = Signal(object)
    smaller = Signal()
    larger = Signal()
    undo = Signal()
    reset = Signal()
    save = Signal()
    cancel = Signal()
    stop = Signal()
    """Do not wait for what is being looked for."""

    def __init__(self, compare: CompareView) -> None:
        super().__init__(compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(2)
        column.addLayout(row)
        self.mode_buttons: dict[MaskMode, QToolButton] = {}
        self._named: list[tuple[QToolButton, str]] = []
        for name, mode in _MODES.items():
            tool = self._tool(name)
            tool.setCheckable(True)
            tool.clicked.connect(self._mode_clicked)
            self.mode_buttons[mode] = tool
            row.addWidget(tool)
        self._size = QLabel()
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._size.setFixedWidth(34)
        self.smaller_button = self._text("mask_smaller", self.smaller, "−")
        self.larger_button = self._text("mask_larger", self.larger, "+")
        self.undo_button = self._tool("mask_undo")
        self.undo_button.clicked.connect(self.undo)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(48)
        self.message = QLabel()
        self.stop_button = self._text("mask_cancel", self.stop, self.tr("Stop"))
        self.reset_button = self._text("mask_reset", self.reset)
        self.cancel_button = self._text("mask_cancel", self.cancel)
        self.save_button = self._text("mask_save", self.save)
        self.save_button.setProperty("kind", "primary")
        for part in (
            self.smaller_button,
            self._size,
            self.larger_button,
            self.undo_button,
            self.reset_button,
            self.cancel_button,
            self.save_button,
        ):
            row.addWidget(part)
        answer = QHBoxLayout()
        answer.setContentsMargins(6, 0, 0, 2)
        answer.setSpacing(8)
        answer.addWidget(self.busy)
        answer.addWidget(self.message, 1)
        answer.addWidget(self.stop_button)
        column.addLayout(answer)
        self.hide()

    def say_keys(self, keys_of: Callable[[str], Sequence[str]]) -> None:
        """Tool tips with the keys in force."""
        for button, name in self._named:
            button.setToolTip(tip_with_key(name, keys_of(name)))

    def show_tool(self, tool: MaskTool, *, busy: bool, message: str = "") -> None:
        """Draw this state; emits nothing. ``message``: what came of the last box or click."""
        self.busy.setVisible(busy)
        self.stop_button.setVisible(busy)
        self.message.setText(self.tr("Looking for it…") if busy else message)
        self.message.setVisible(bool(self.message.text()))
        for mode, button in self.mode_buttons.items():
            button.setChecked(mode is tool.mode)
            button.setEnabled(not busy)
        self._size.setText(str(tool.edit.size))
        self.undo_button.setEnabled(tool.edit.changed)
        self.save_button.setEnabled(tool.edit.changed and not tool.edit.empty and not busy)

    def _tool(self, name: str) -> QToolButton:
        """With the icon of a command."""
        icon = next(spec.icon for spec in MASK_SPECS if spec.id == name)
        button = self.icon_button(icon, "", name=title(name))
        self._named.append((button, name))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _text(self, name: str, signal: SignalInstance, text: str = "") -> QToolButton:
        """With the word of a command, or ``text``."""
        spoken = text if len(text) > 1 else title(name)
        button = self.word_button(text or title(name), "", name=spoken)
        self._named.append((button, name))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(signal)
        return button

    def _mode_clicked(self) -> None:
        self.mode_chosen.emit(
            next(mode for mode, button in self.mode_buttons.items() if button is self.sender())
        )


class MaskEditor(QObject):
    """``toggle`` begins and ends. A mask that was not saved stays with its pair until the project is closed."""

    saved = Signal(int, object)
    """(row, uint8 mask H x W; None = back to the found one)"""
    active_changed = Signal(bool)
    troubled = Signal(str)
    """Why the segmenter could not answer."""

    def __init__(
        self,
        compare: CompareView,
        segmenter: Callable[[], Callable[[], Segmenter] | None],
        keys_of: Callable[[str], Sequence[str]],
    ) -> None:
        """``segmenter`` gives what loads the segmenter of the open project, on a worker; ``keys_of``: keys in force
        of an action of the registry."""
        super().__init__(compare)
        self._compare = compare
        self._pane = compare.pane(Frame.ORIGINAL)
        self._keys_of = keys_of
        self._keys = MaskKeys(keys_of)
        self._message = ""
        self.prompter = MaskPrompter(Background(self), segmenter, self)
        self.prompter.busy_changed.connect(self._set_busy)
        self.prompter.answered.connect(self._answered)
        self.prompter.failed.connect(self._failed)
        self._tool: MaskTool | None = None
        self._row = -1
        self._busy = False
        self._drafts: dict[int, MaskEdit] = {}
        self.bar = bar = MaskBar(compare)
        self.say_keys()
        bar.mode_chosen.connect(self._set_mode)
        bar.smaller.connect(self._smaller)
        bar.larger.connect(self._larger)
        bar.undo.connect(self._undo)
        bar.reset.connect(self._reset)
        bar.save.connect(self.save)
        bar.cancel.connect(self._cancel)
        bar.stop.connect(self.prompter.cancel)
        compare.pair_shown.connect(self._leave)
        compare.looks_changed.connect(self._mode_changed)
        compare.edit_wanted.connect(self.toggle)
        compare.pane(Frame.ORIGINAL).installEventFilter(self)

    @property
    def active(self) -> bool:
        return self._tool is not None

    @property
    def tool(self) -> MaskTool | None:
        return self._tool

    def say_keys(self) -> None:
        """The keys are other ones now."""
        self.bar.say_keys(self._keys_of)

    def toggle(self) -> None:
        """Begin on the original shown, or leave."""
        if self._tool is not None:
            self._leave()
        else:
            self._begin()
        self.active_changed.emit(self.active)  # the action checks itself when it is pressed

    def save(self) -> None:
        """Hand the mask over and leave."""
        tool = self._tool
        if tool is None or not tool.edit.changed or tool.edit.empty or self._busy:
            return
        row, mask = self._row, tool.edit.mask.copy()
        self._drafts.pop(self._row, None)
        self._end()
        self.saved.emit(row, mask)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._tool is not None:
            self._place()
        return False

    # ---- inside -------------------------------------------------------------------------------

    def _begin(self) -> None:
        compare, pane = self._compare, self._pane
        if compare.row is None or pane.pyramid is None:
            return
        compare.set_mode(CompareMode.SIDE)
        source = pane.pyramid.source
        self._row = compare.row
        edit = self._drafts.get(self._row)
        if edit is None:
            found = compare.overlay.original_mask if compare.overlay is not None else None
            edit = MaskEdit(int(source.width), int(source.height), found)
        tool = self._tool = MaskTool(pane, edit, self.prompter, self._keys, self)
        self._message = ""
        tool.changed.connect(self._changed)
        tool.key_pressed.connect(self._key_pressed)
        self._busy = False
        pane.set_tool(tool)
        pane.setFocus()
        self.bar.set_tokens(compare.tokens)
        self.bar.show()
        self._show()
        self._place()

    def _end(self) -> None:
        tool, self._tool = self._tool, None
        if tool is None:
            return
        tool.end()
        self._pane.set_tool(None)
        self.bar.hide()
        self._compare.keep_free_above(0)
        tool.deleteLater()
        self.active_changed.emit(False)

    def _leave(self) -> None:
        """Another pair, or the key again: what was drawn is kept, unsaved, for when this pair is edited again."""
        if self._tool is not None:
            if self._tool.edit.changed:
                self._drafts[self._row] = self._tool.edit
            self._end()
        if self._compare.row is None:  # the project is closed; its row numbers mean nothing in the next
            self._drafts.clear()

    def _cancel(self) -> None:
        self._drafts.pop(self._row, None)
        self._end()

    def _reset(self) -> None:
        row = self._row
        self._drafts.pop(self._row, None)
        self._end()
        self.saved.emit(row, None)

    def _mode_changed(self) -> None:
        if self._tool is not None and self._compare.looks.mode.single:
            self._leave()

    def _set_mode(self, mode: MaskMode) -> None:
        if self._tool is not None:
            self._tool.set_mode(mode)

    def _smaller(self) -> None:
        self._resize(-1)

    def _larger(self) -> None:
        self._resize(1)

    def _resize(self, by: int) -> None:
        if self._tool is not None:
            self._tool.edit.resize_brush(by)
            self._tool.touched()

    def _undo(self) -> None:
        if self._tool is not None and self._tool.edit.undo():
            self._tool.touched()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._message = ""
        self._show()

    def _answered(self, part: NDArray[np.bool_]) -> None:
        self._message = "" if part.any() else self.tr("Nothing was found there. The brush can draw it.")
        self._show()

    def _failed(self, why: str) -> None:
        self._message = self.tr("That did not work. The brush can draw it.")
        self._show()
        if why:
            self.troubled.emit(why)

    def _changed(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._tool is not None:
            self.bar.show_tool(self._tool, busy=self._busy, message=self._message)
            self._place()

    def _place(self) -> None:
        self.bar.adjustSize()
        corner = self._pane.mapTo(self._compare, self._pane.rect().topLeft())
        left = corner.x() + max(0, (self._pane.width() - self.bar.width()) // 2)
        self.bar.move(min(left, max(0, self._compare.width() - self.bar.width())), corner.y() + _GAP)
        self.bar.raise_()
        self._compare.keep_free_above(self.bar.height() + _GAP)

    def _key_pressed(self, name: str) -> None:
        if name in _MODES:
            self._set_mode(_MODES[name])
        elif name == "mask_cancel" and self._busy:
            self.prompter.cancel()
        elif name:
            {
                "mask_undo": self._undo,
                "mask_smaller": self._smaller,
                "mask_larger": self._larger,
                "mask_save": self.save,
                "mask_cancel": self._cancel,
                LEAVE: self._leave,
            }[name]()
