"""What a person says about a pair beside the decision: shown in the inspector, written in a small dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import DefectGroup
from hfpc_desktop.domain.remarks import NO_REMARK, NOTE_LIMIT, REASONS, Flag, Remark
from hfpc_desktop.ui.flow_layout import FlowLayout
from hfpc_desktop.ui.widgets import button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from hfpc_desktop.ui.theme import Tokens


class RemarkPanel(QWidget):
    """Two flags, the reasons and the note of the current pair. Emits what a person asks for."""

    flag_asked = Signal(int)
    """A ``Flag`` to set or clear."""
    edit_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark = NO_REMARK
        self._flags = {
            Flag.MASK_WRONG: self._flag_chip(
                self.tr("Mask wrong"),
                self.tr("The product was not found rightly: its consistency leaves the ranking (W)"),
            ),
            Flag.SCORE_WRONG: self._flag_chip(
                self.tr("Score wrong"), self.tr("Seen rightly but judged wrongly (Shift+W)")
            ),
        }
        self._edit = button(self.tr("Reasons and note…"), "chip", name="edit_remark")
        self._edit.clicked.connect(self.edit_asked)
        self._reasons = label(role="strong", wrap=True)
        self._note = label(role="muted", wrap=True)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        chips = QWidget()
        line = FlowLayout(chips, spacing=tokens.space_2, margins=(0, 0, 0, 0))
        for chip in (*self._flags.values(), self._edit):
            line.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        for widget in (self._reasons, self._note, chips):
            column.addWidget(widget)
        self.show_remark(NO_REMARK)

    def _flag_chip(self, text: str, tip: str) -> QPushButton:
        chip = button(text, "chip")
        chip.setCheckable(True)
        chip.setToolTip(tip)
        chip.clicked.connect(self._flag_clicked)
        return chip

    def show_remark(self, remark: Remark) -> None:
        """Draw what was said."""
        self._remark = remark
        for flag, chip in self._flags.items():
            chip.setChecked(bool(remark.flags & flag))
        self._reasons.setText(" · ".join(messages.title(kind) for kind in remark.tags))
        self._reasons.setVisible(bool(remark.tags))
        self._note.setText(remark.note)
        self._note.setVisible(bool(remark.note))

    @property
    def remark(self) -> Remark:
        return self._remark

    def chip(self, flag: Flag) -> QPushButton:
        """The button of a flag."""
        return self._flags[flag]

    def _flag_clicked(self) -> None:
        clicked = self.sender()
        flag = next(flag for flag, chip in self._flags.items() if chip is clicked)
        self.show_remark(self._remark)  # the answer of the project decides what is shown
        self.flag_asked.emit(int(flag))


class NoteField(QPlainTextEdit):
    """Ctrl+Return is done; Tab goes on to the buttons."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            return
        super().keyPressEvent(event)


class RemarkDialog(QDialog):
    """Reasons as chips, in the words in which the models give theirs, and a free note."""

    given = Signal(object)
    """The ``Remark`` that was written (its flags as they were)."""

    def __init__(self, remark: Remark, names: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        """``names``: which pairs it is about, in words."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reasons and note"))
        self.setMinimumWidth(520)
        self._before = remark
        self._chips = {kind: self._chip(messages.title(kind)) for kind in REASONS}
        for kind, chip in self._chips.items():
            chip.setChecked(kind in remark.tags)
        self.note = NoteField()
        self.note.setObjectName("note")
        self.note.setPlainText(remark.note)
        self.note.setPlaceholderText(self.tr("For whoever makes the next version"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setFixedHeight(96)
        self.note.done.connect(self._accept)
        self._left = label(role="caption")
        self._save = button(self.tr("Save"), "primary", name="save_remark")
        self._save.setDefault(True)
        self._save.clicked.connect(self._accept)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self._left, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(label(names, "title", wrap=True))
        for group, title in (
            (DefectGroup.PRODUCT, self.tr("PRODUCT")),
            (DefectGroup.BACKGROUND, self.tr("BACKGROUND")),
        ):
            column.addWidget(label(title, "section"))
            column.addWidget(self._group(group, tokens))
        column.addWidget(label(self.tr("NOTE"), "section"))
        column.addWidget(self.note)
        column.addLayout(buttons)
        self.note.textChanged.connect(self._count)
        self._count()

    def chip(self, kind: object) -> QPushButton:
        """The button of a reason."""
        return next(chip for reason, chip in self._chips.items() if reason == kind)

    def _chip(self, text: str) -> QPushButton:
        chip = button(text, "chip")
        chip.setCheckable(True)
        return chip

    def _group(self, group: DefectGroup, tokens: Tokens) -> QWidget:
        out = QWidget()
        line = FlowLayout(out, spacing=tokens.space_2, margins=(0, 0, 0, 0))
        for kind, chip in self._chips.items():
            if kind.group is group:
                line.addWidget(chip)
        return out

    def _count(self) -> None:
        over = len(self.note.toPlainText()) - NOTE_LIMIT
        self._left.setText(self.tr("{0} characters too long").format(over) if over > 0 else "")
        self._save.setEnabled(over <= 0)

    def _accept(self) -> None:
        if not self._save.isEnabled():
            return
        tags = tuple(kind for kind, chip in self._chips.items() if chip.isChecked())
        self.given.emit(Remark(self._before.flags, tags, self.note.toPlainText()))
        self.accept()
