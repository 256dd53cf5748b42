"""What a person says about a pair beside the decision, as the inspector shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.remarks import NO_REMARK, Flag, Remark
from hfpc_desktop.ui.look.flow_layout import FlowLayout
from hfpc_desktop.ui.look.widgets import button, label

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens


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
                self.tr("The product was not found rightly: its consistency leaves the ranking"),
            ),
            Flag.SCORE_WRONG: self._flag_chip(
                self.tr("Score wrong"), self.tr("Seen rightly but judged wrongly")
            ),
        }
        self._edit = button(self.tr("Reasons and note…"), "chip", name="edit_remark")
        self._edit.setToolTip(self.tr("Say why, for whoever makes the next version"))
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

    @property
    def edit_button(self) -> QPushButton:
        """Opens reasons and note."""
        return self._edit

    def _flag_clicked(self) -> None:
        clicked = self.sender()
        flag = next(flag for flag, chip in self._flags.items() if chip is clicked)
        self.show_remark(self._remark)  # the answer of the project decides what is shown
        self.flag_asked.emit(int(flag))
