"""The folders of a project lie elsewhere: choose the new ones, see how well they match, use them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hfpc_desktop.ui.files.open_dialogs import FolderField, choose_folder
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import IconLabel, button, button_row, fit_height, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from hfpc_desktop.review.relinking import RelinkCheck, SideMatch
    from hfpc_desktop.ui.files.open_dialogs import ChooseFolder
    from hfpc_desktop.ui.look.theme import Tokens

CHECK_AFTER_MS = 300
"""How long typing must rest before the disk is looked at."""


class _Side(QWidget):
    """One folder: where it was, where it is now, how many files are found there."""

    def __init__(self, title: str, folder: Path, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.before = folder
        self.field = FolderField(title)
        self.field.setText(str(folder))
        self.browse = button(self.tr("Browse…"))
        self.browse.setAccessibleName(self.tr("Browse for {0}").format(title))
        self._icon = IconLabel("info", tokens.text_faint, 16)
        self._said = label(role="muted", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(tokens.space_2)
        line.addWidget(self.field, 1)
        line.addWidget(self.browse)
        below = QHBoxLayout()
        below.setSpacing(tokens.space_2)
        below.addWidget(self._icon)
        below.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        column.addWidget(label(title, "strong"))
        column.addLayout(line)
        column.addLayout(below)
        self.say_looking()

    @property
    def folder(self) -> Path:
        return Path(self.field.text().strip() or str(self.before))

    @property
    def text(self) -> str:
        return self._said.text()

    def say_looking(self) -> None:
        self._say("search", self._tokens.text_faint, self.tr("Looking…"))

    def show_match(self, match: SideMatch) -> None:
        t = self._tokens
        found, total = words.count(match.found), words.count(match.total)
        text = self.tr("{0} of {1} files are there by name.").format(found, total)
        if match.checked:
            checked = words.count(match.checked)
            if match.same == match.checked:
                more = self.tr("{0} were compared by content: all are the same.").format(checked)
            else:
                same = words.count(match.same)
                more = self.tr("Of {0} compared by content {1} are the same.").format(checked, same)
            text = self.tr("{0} {1}").format(text, more)
        icon, colour = ("check-circle", t.approve) if match.fits else ("warning", t.review)
        if match.wrong:
            icon, colour = "x-circle", t.reject
        self._say(icon, colour, text)

    def _say(self, icon: str, colour: str, text: str) -> None:
        self._icon.set_icon(icon, colour)
        self._said.setText(text)


class RelinkDialog(QDialog):
    """``controller`` needs ``check_relink``, ``relink`` and ``relink_checked``. Nothing is written before "Use"."""

    def __init__(
        self,
        controller: Any,
        folders: Sequence[Path],
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        choose: ChooseFolder = choose_folder,
    ) -> None:
        """``folders``: originals and generated images, or the one that holds both."""
        super().__init__(parent)
        self._controller, self._choose = controller, choose
        self._check: RelinkCheck | None = None
        self.setWindowTitle(self.tr("Moved folders"))
        self.setMinimumWidth(600)
        titles = (
            (self.tr("Originals"), self.tr("Generated images"))
            if len(folders) == 2
            else (self.tr("Folder of originals and generated images"),)
        )
        self.sides = [_Side(title, folder, tokens) for title, folder in zip(titles, folders, strict=True)]
        self._use = button(self.tr("Use these folders"), "primary", name="relink_use")
        self._use.setDefault(True)
        self._use.clicked.connect(self._apply)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(CHECK_AFTER_MS)
        self._later.timeout.connect(self._ask)
        self._lay_out(tokens)
        for side in self.sides:
            side.field.textChanged.connect(self._changed)
            side.browse.clicked.connect(self._browse)
        controller.relink_checked.connect(self._checked)
        self._changed()

    def _lay_out(self, tokens: Tokens) -> None:
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_4)
        column.addWidget(label(self.tr("Where are the folders of this project now?"), "heading", wrap=True))
        hint = self.tr("Scores, decisions and history stay. Files are only looked at, never changed.")
        column.addWidget(label(hint, "muted", wrap=True))
        for side in self.sides:
            column.addWidget(side)
        column.addLayout(button_row(cancel, self._use))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    @property
    def folders(self) -> tuple[Path, Path]:
        """Originals and generated images as they stand in the fields."""
        return self.sides[0].folder, self.sides[-1].folder

    def _browse(self) -> None:
        side = next(side for side in self.sides if side.browse is self.sender())
        start = next((p for p in (side.folder, *side.folder.parents) if str(p) != "."), side.folder)
        picked = self._choose(self, one_line(side.before.name), str(start))
        if picked:
            side.field.setText(picked)

    def _changed(self) -> None:
        self._check = None
        self._use.setEnabled(False)
        for side in self.sides:
            side.say_looking()
        self._later.start()

    def _ask(self) -> None:
        self._controller.check_relink(*self.folders)

    def _checked(self, check: RelinkCheck) -> None:
        if (check.originals.folder, check.generated.folder) != self.folders:
            return  # another folder was chosen meanwhile
        self._check = check
        for side, match in zip(self.sides, (check.originals, check.generated), strict=False):
            side.show_match(match)
        sure = check.originals.fits and check.generated.fits
        self._use.setText(self.tr("Use these folders") if sure else self.tr("Use them all the same"))
        moved = self.folders != (self.sides[0].before, self.sides[-1].before)
        lost = not check.originals.found and not check.generated.found
        self._use.setEnabled(moved and not lost)
        fit_height(self)

    def _apply(self) -> None:
        self._controller.relink(*self.folders)
        self.accept()

    def done(self, result: int) -> None:
        self._later.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._later.stop()
        super().closeEvent(event)
