"""Go to a pair by its number or a part of its name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from hfpc_desktop.ui.look.widgets import button, button_row, label, restyle


class JumpDialog(QDialog):
    """Asks; whoever opened it says with ``say`` where the text leads."""

    text_changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go to pair"))
        self.setModal(True)
        self.setMinimumWidth(380)
        self._field = QLineEdit()
        self._field.setObjectName("jump_field")
        self._field.setPlaceholderText(self.tr("Number or name"))
        self._field.setAccessibleName(self.tr("Number or name of the pair"))
        self._hint = label(role="muted", wrap=True)
        self._hint.setMinimumHeight(36)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._go = button(self.tr("Go"), "primary", name="jump_go")
        self._go.setDefault(True)
        cancel = button(self.tr("Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Go to pair"), "heading"))
        column.addWidget(self._field)
        column.addWidget(self._hint)
        column.addLayout(button_row(cancel, self._go))
        self._field.textChanged.connect(self._changed)
        self._go.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._go.setEnabled(False)
        self._field.setFocus()

    @property
    def text(self) -> str:
        return self._field.text()

    @property
    def hint(self) -> str:
        return self._hint.text()

    def say(self, text: str, *, found: bool = True) -> None:
        """Where the text leads, or that it leads nowhere."""
        self._hint.setText(text)
        role = "muted" if found else "error"
        if self._hint.property("role") != role:
            self._hint.setProperty("role", role)
            restyle(self._hint)
        self._go.setEnabled(found and bool(self._field.text().strip()))

    def _changed(self, text: str) -> None:
        self.text_changed.emit(text)
