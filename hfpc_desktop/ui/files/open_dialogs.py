"""Two small questions on the way in: which folders to open, and which of two holds the originals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look.widgets import IconLabel, button, button_row, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from hfpc_desktop.runtime.states import FoldersQuestion
    from hfpc_desktop.ui.look.theme import Tokens

    ChooseFolder = Callable[[QWidget, str, str], str]


def choose_folder(parent: QWidget, title: str, start: str) -> str:
    """Ask for a folder with the system's dialog; empty when cancelled."""
    return QFileDialog.getExistingDirectory(parent, title, start)


class FolderField(QLineEdit):
    """A path that can be typed, browsed for, or dropped."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setMinimumWidth(380)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            self.setText(urls[0].toLocalFile())
            event.acceptProposedAction()


class OpenFoldersDialog(QDialog):
    """Originals and generated images; the second may stay empty when one folder holds both."""

    def __init__(
        self,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        start: str = "",
        choose: ChooseFolder = choose_folder,
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self._start = start
        self.setWindowTitle(self.tr("Open folders"))
        self._originals = FolderField(self.tr("Folder of the originals"))
        self._originals.setObjectName("originals_field")
        self._generated = FolderField(self.tr("Folder of the generated images"))
        self._generated.setObjectName("generated_field")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.space_3)
        grid.setVerticalSpacing(tokens.space_3)
        for line, (title, field) in enumerate(
            ((self.tr("Originals"), self._originals), (self.tr("Generated images"), self._generated))
        ):
            browse = button(self.tr("Browse…"))
            browse.setProperty("field", line)
            browse.setAccessibleName(self.tr("Browse for {0}").format(title))
            browse.clicked.connect(self._browse)
            grid.addWidget(label(title, "strong"), line, 0)
            grid.addWidget(field, line, 1)
            grid.addWidget(browse, line, 2)
            field.textChanged.connect(self._changed)
        self._open = button(self.tr("Open"), "primary", name="open_ok")
        self._open.setDefault(True)
        self._open.clicked.connect(self.accept)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(label(self.tr("What shall be reviewed?"), "heading"))
        hint = self.tr(
            "Pairs are made by file names. Leave the second field empty when one folder holds both."
        )
        column.addWidget(label(hint, "muted", wrap=True))
        column.addSpacing(tokens.space_2)
        column.addLayout(grid)
        column.addSpacing(tokens.space_3)
        column.addLayout(button_row(cancel, self._open))
        self._changed()

    @property
    def folders(self) -> list[Path]:
        """One or two folders: originals, then generated images."""
        return [Path(text) for field in (self._originals, self._generated) if (text := field.text().strip())]

    @property
    def both_given(self) -> bool:
        """Whether it is known which folder is which."""
        return bool(self._originals.text().strip() and self._generated.text().strip())

    def _browse(self) -> None:
        first = self.sender().property("field") == 0
        field = self._originals if first else self._generated
        title = self.tr("Folder of the originals") if first else self.tr("Folder of the generated images")
        here = field.text().strip() or self._originals.text().strip() or self._start
        picked = self._choose(self, title, here)
        if picked:
            field.setText(picked)

    def _changed(self) -> None:
        self._open.setEnabled(bool(self.folders))


class _FolderCard(QPushButton):
    def __init__(self, folder: Path, tokens: Tokens) -> None:
        super().__init__()
        self.folder = folder
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName("folder_card")
        self.setStyleSheet("#folder_card { min-height: 60px; padding: 0; }")
        self.setAccessibleName(one_line(folder.name))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        name, where = label(one_line(folder.name), "strong"), label(one_line(str(folder.parent)), "caption")
        texts.addWidget(name)
        texts.addWidget(where)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(14)
        icon = IconLabel("folder", tokens.accent_text, 26)
        line.addWidget(icon)
        line.addLayout(texts, 1)
        for child in (icon, name, where):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class FoldersQuestionDialog(QDialog):
    """Two folders, and nothing tells which one holds the originals. Never guessed."""

    answered = Signal(object, object)
    """(originals, generated)."""

    def __init__(self, question: FoldersQuestion, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self.setWindowTitle(self.tr("Which folder holds the originals?"))
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(label(self.tr("Which folder holds the originals?"), "heading"))
        hint = self.tr(
            "The product photos that were there first. The other folder is taken as the generated images."
        )
        column.addWidget(label(hint, "muted", wrap=True))
        self.cards = [_FolderCard(folder, tokens) for folder in (question.a, question.b)]
        for card in self.cards:
            card.clicked.connect(self._picked)
            column.addWidget(card)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(button_row(cancel))

    def _picked(self) -> None:
        card = self.sender()
        if not isinstance(card, _FolderCard):
            return
        originals = card.folder
        a, b = self._question.a, self._question.b
        self.accept()
        self.answered.emit(originals, b if originals == a else a)
