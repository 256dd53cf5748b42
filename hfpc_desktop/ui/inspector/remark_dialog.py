"""Reasons and a note for one pair or many. What the pairs do not share is shown as mixed, and stays as each
pair has it unless a person touches it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import DefectGroup
from hfpc_desktop.domain.remarks import NOTE_LIMIT, REASONS, RemarkChange, tidy_note
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.flow_layout import FlowLayout
from hfpc_desktop.ui.look.widgets import button, fit_height, label, restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from hfpc_desktop.domain.judgement import DefectKind
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.ui.look.theme import Tokens


class Share(IntEnum):
    """How many of the pairs have a reason."""

    NONE = 0
    SOME = 1
    ALL = 2


class ReasonChip(QPushButton):
    """One reason. Of many pairs it has three states; a click goes on to the next one: all, none, and where the
    pairs differ back to "as it is"."""

    def __init__(self, kind: DefectKind, having: int, of: int) -> None:
        super().__init__()
        self.kind = kind
        self._having, self._of = having, of
        self.before = Share.ALL if having == of else Share.SOME if having else Share.NONE
        self.share = self.before
        self.setProperty("kind", "chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(True)
        self.clicked.connect(self._next)
        self._show()

    def _next(self) -> None:
        order = (
            [Share.ALL, Share.NONE] if self.before is not Share.SOME else [Share.SOME, Share.ALL, Share.NONE]
        )
        self.share = order[(order.index(self.share) + 1) % len(order)]
        self._show()

    def _show(self) -> None:
        title = messages.title(self.kind)
        mixed = self.share is Share.SOME
        self.setChecked(self.share is Share.ALL)
        self.setProperty("mixed", mixed)
        restyle(self)
        having, of = words.count(self._having), words.count(self._of)
        self.setText(self.tr("{0} · {1} of {2}").format(title, having, of) if mixed else title)
        said = self.tr("{0} of {1} pairs have it; each keeps what it has").format(having, of) if mixed else ""
        self.setToolTip(said)
        self.setAccessibleDescription(said)


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
    """The ``RemarkChange`` that was made; it holds only what was touched."""

    def __init__(
        self, remarks: Sequence[Remark], names: str, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        """``remarks``: of every pair it is about, at least one; ``names``: which pairs, in words."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reasons and note"))
        self.setMinimumWidth(560)
        self._count_of = len(remarks)
        self._chips = {
            kind: ReasonChip(kind, sum(kind in one.tags for one in remarks), len(remarks)) for kind in REASONS
        }
        notes = {one.note for one in remarks}
        self._mixed_note = len(notes) > 1
        self._note_before = "" if self._mixed_note else notes.pop()
        self._clearing = False
        self._make_note()
        self._lay_out(names, tokens)
        self._refresh()

    def _make_note(self) -> None:
        self.note = NoteField()
        self.note.setObjectName("note")
        self.note.setPlainText(self._note_before)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setFixedHeight(96)
        self.note.done.connect(self._accept)
        self._left = label(role="caption", wrap=True)
        self._wipe = button("", "link", name="wipe_notes")
        self._wipe.clicked.connect(self._toggle_wipe)
        self._wipe.setVisible(self._mixed_note)
        self._save = button(self.tr("Save"), "primary", name="save_remark")
        self._save.setDefault(True)
        self._save.clicked.connect(self._accept)
        self.note.textChanged.connect(self._refresh)

    def _lay_out(self, names: str, tokens: Tokens) -> None:
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._left, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(label(names, "heading", wrap=True))
        if self._mixed_note or any(chip.before is Share.SOME for chip in self._chips.values()):
            text = self.tr(
                "The pairs differ in what is dashed. What you do not touch stays as each pair has it."
            )
            column.addWidget(label(text, "muted", wrap=True))
        for group, title in (
            (DefectGroup.PRODUCT, self.tr("PRODUCT")),
            (DefectGroup.BACKGROUND, self.tr("BACKGROUND")),
        ):
            column.addWidget(label(title, "section"))
            column.addWidget(self._group(group, tokens))
        head = QHBoxLayout()
        head.addWidget(label(self.tr("NOTE"), "section"), 1)
        head.addWidget(self._wipe)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def chip(self, kind: object) -> ReasonChip:
        """The button of a reason."""
        return next(chip for reason, chip in self._chips.items() if reason == kind)

    @property
    def change(self) -> RemarkChange:
        """What was touched so far."""
        changed = {kind: chip.share for kind, chip in self._chips.items() if chip.share is not chip.before}
        return RemarkChange(
            add=frozenset(kind for kind, share in changed.items() if share is Share.ALL),
            remove=frozenset(kind for kind, share in changed.items() if share is Share.NONE),
            note=self._new_note(),
        )

    def _new_note(self) -> str | None:
        """The note for all pairs; ``None`` = each keeps its own. Notes that differ go only when it is said."""
        text = tidy_note(self.note.toPlainText())
        if self._mixed_note and not text:
            return "" if self._clearing else None
        return None if text == self._note_before and not self._mixed_note else text

    def _group(self, group: DefectGroup, tokens: Tokens) -> QWidget:
        out = QWidget()
        line = FlowLayout(out, spacing=tokens.space_2, margins=(0, 0, 0, 0))
        for kind, chip in self._chips.items():
            if kind.group is group:
                line.addWidget(chip)
        return out

    def _toggle_wipe(self) -> None:
        self._clearing = not self._clearing
        if self._clearing:
            self.note.clear()
        self._refresh()

    def _refresh(self) -> None:
        over = len(self.note.toPlainText()) - NOTE_LIMIT
        written = bool(self.note.toPlainText().strip())
        pairs = words.count(self._count_of)
        if over > 0:
            said = self.tr("{0} characters too long").format(over)
        elif self._mixed_note and written:
            said = self.tr("Replaces the notes of all {0} pairs.").format(pairs)
        else:
            said = ""
        self._left.setText(said)
        self._save.setEnabled(over <= 0)
        self._wipe.setText(self.tr("Keep the notes") if self._clearing else self.tr("Remove all notes"))
        self._wipe.setEnabled(not written)
        if not self._mixed_note:
            hint = self.tr("For whoever makes the next version")
        elif self._clearing:
            hint = self.tr("The notes of all {0} pairs will be removed.").format(pairs)
        else:
            hint = self.tr("Different notes. Each pair keeps its own unless you write one for all.")
        self.note.setPlaceholderText(hint)

    def _accept(self) -> None:
        if not self._save.isEnabled():
            return
        self.given.emit(self.change)
        self.accept()
