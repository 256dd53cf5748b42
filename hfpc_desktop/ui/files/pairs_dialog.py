"""Pairing by hand what no name pairs: drag a generated image onto its original, or take what looks alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain.language import either
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QKeyEvent

    from hfpc_desktop.runtime.matching import Suggestion
    from hfpc_desktop.ui.look.theme import Tokens

SURE = 0.8
"""From this confidence on, "Accept the sure ones" takes a suggestion."""
_ROLE = Qt.ItemDataRole.UserRole
THUMB = 56


class _Generated(QListWidget):
    """The images that wait for an original; they can be dragged."""

    def __init__(self) -> None:
        super().__init__()
        self.setDragEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setIconSize(QSize(THUMB, THUMB))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)


class _Originals(QListWidget):
    """The originals: a place to drop on, or to press Return on."""

    taken = Signal(object)
    """The path of the original that the chosen images belong to."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setIconSize(QSize(THUMB, THUMB))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.itemDoubleClicked.connect(self._take)

    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._take(item)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(isinstance(event.source(), _Generated))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        event.setAccepted(isinstance(event.source(), _Generated) and item is not None)
        if item is not None:
            self.setCurrentItem(item)

    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if isinstance(event.source(), _Generated) and item is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._take(item)


class PairsDialog(QDialog):
    """Left: generated images without an original. Right: originals. Nothing is saved before "Add"."""

    assigned = Signal(object)
    """(original, generated) paths to add, when a person presses "Add"."""
    match_asked = Signal(object, object)
    """Generated images and originals to compare by their looks."""
    pictures_wanted = Signal(object)
    """Paths whose thumbnails are shown."""

    def __init__(
        self, report: Any, originals: Sequence[Path], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        """``report``: a ``ScanReport``; ``originals``: every original of the project, paired or not."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pair left-over images"))
        self.resize(880, 640)
        self._tokens = tokens
        self._chosen: dict[Path, Path] = {}
        self._suggested: dict[Path, tuple[Path, float]] = {}
        self._unclear = {item.generated: item.candidates for item in report.ambiguities}
        self.generated = _Generated()
        self.originals = _Originals()
        self.generated.setAccessibleName(self.tr("Generated images without an original"))
        self.originals.setAccessibleName(self.tr("Originals"))
        for path in (*self._unclear, *report.generated_alone):
            self._item(self.generated, path)
        for path in sorted(set(originals), key=lambda each: each.name.lower()):
            self._item(self.originals, path)
        self._count = label(role="muted")
        self._match = button(self.tr("Find by looks"), name="match")
        self._sure = button(self.tr("Accept the sure ones"), name="accept_sure")
        self._clear = button(self.tr("Clear"), "quiet", name="clear_assignment")
        self._add = button(self.tr("Add"), "primary", name="add_pairs")
        self._lay_out()
        self.originals.taken.connect(self.assign)
        self._match.clicked.connect(self._ask_match)
        self._sure.clicked.connect(self.accept_sure)
        self._clear.clicked.connect(self._clear_chosen)
        self._add.clicked.connect(self._give)
        if self.generated.count():
            self.generated.setCurrentRow(0)
        self._refresh()

    def _lay_out(self) -> None:
        t = self._tokens
        body = QHBoxLayout()
        body.setSpacing(t.space_4)
        for title, widget in (
            (self.tr("GENERATED IMAGES WITHOUT AN ORIGINAL"), self.generated),
            (self.tr("ORIGINALS"), self.originals),
        ):
            column = QVBoxLayout()
            column.setSpacing(t.space_2)
            column.addWidget(label(title, "section"))
            column.addWidget(widget, 1)
            body.addLayout(column, 1)
        tools = QHBoxLayout()
        tools.setSpacing(t.space_2)
        for one in (self._match, self._sure, self._clear):
            tools.addWidget(one)
        tools.addWidget(self._count, 1)
        close = button(self.tr("Cancel"))
        close.clicked.connect(self.reject)
        tools.addWidget(close)
        tools.addWidget(self._add)
        page = QVBoxLayout(self)
        page.setContentsMargins(t.space_5, t.space_5, t.space_5, t.space_4)
        page.setSpacing(t.space_4)
        page.addWidget(label(self.tr("Pair left-over images"), "heading"))
        page.addWidget(
            label(
                self.tr(
                    "Drag an image onto its original, or choose both and press Return on the original. Files are not "
                    "renamed or moved."
                ),
                "muted",
                wrap=True,
            )
        )
        page.addLayout(body, 1)
        page.addLayout(tools)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.pictures_wanted.emit([*self._paths(self.generated), *self._paths(self.originals)])

    # -- what the window tells --------------------------------------------------------------------

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """What looks alike, for one image."""
        if suggestion.originals:
            self._suggested[suggestion.generated] = suggestion.originals[0]
        self._refresh()

    def matching_done(self) -> None:
        waiting = [path for path in self._paths(self.generated) if path not in self._chosen]
        if waiting and not any(path in self._suggested for path in waiting):
            self._count.setText(self.tr("Nothing looks alike: pair them by hand."))
        self._match.setEnabled(True)
        self._match.setText(self.tr("Find by looks"))

    def show_picture(self, path: Path, image: QImage) -> None:
        """A thumbnail came."""
        for view in (self.generated, self.originals):
            for row in range(view.count()):
                if view.item(row).data(_ROLE) == path:
                    view.item(row).setIcon(QIcon(QPixmap.fromImage(image)))

    # -- what a person does -----------------------------------------------------------------------

    def assign(self, original: Path) -> None:
        """The chosen images belong to ``original``; the next one that waits is chosen."""
        rows = sorted(self.generated.row(item) for item in self.generated.selectedItems())
        for row in rows:
            self._chosen[self.generated.item(row).data(_ROLE)] = original
        self._refresh()
        paths = self._paths(self.generated)
        start = rows[-1] + 1 if rows else 0
        for row in [*range(start, len(paths)), *range(start)]:
            if paths[row] not in self._chosen:
                self.generated.setCurrentRow(row)
                return

    def accept_sure(self) -> None:
        """Take every suggestion of at least ``SURE`` where nothing was chosen yet."""
        for path, (original, confidence) in self._suggested.items():
            if confidence >= SURE:
                self._chosen.setdefault(path, original)
        self._refresh()

    @property
    def pairs(self) -> list[tuple[Path, Path]]:
        """(original, generated) as chosen so far."""
        return [(original, generated) for generated, original in self._chosen.items()]

    def _ask_match(self) -> None:
        self._match.setEnabled(False)
        self._match.setText(self.tr("Comparing…"))
        waiting = [path for path in self._paths(self.generated) if path not in self._chosen]
        self.match_asked.emit(waiting, self._paths(self.originals))

    def _clear_chosen(self) -> None:
        for item in self.generated.selectedItems():
            self._chosen.pop(item.data(_ROLE), None)
        self._refresh()

    def _give(self) -> None:
        self.assigned.emit(self.pairs)
        self.accept()

    # -- inside -----------------------------------------------------------------------------------

    def _item(self, view: QListWidget, path: Path) -> None:
        item = QListWidgetItem(one_line(path.name))
        item.setData(_ROLE, path)
        item.setToolTip(one_line(str(path)))
        item.setSizeHint(QSize(0, THUMB + 12))
        view.addItem(item)

    @staticmethod
    def _paths(view: QListWidget) -> list[Path]:
        return [view.item(row).data(_ROLE) for row in range(view.count())]

    def _refresh(self) -> None:
        for row in range(self.generated.count()):
            item = self.generated.item(row)
            text = f"{one_line(item.data(_ROLE).name)}\n{self._state(item.data(_ROLE))}"
            if item.text() != text:
                item.setText(text)
        self._add.setEnabled(bool(self._chosen))
        self._clear.setEnabled(bool(self._chosen))
        self._sure.setEnabled(
            any(c >= SURE for p, (_, c) in self._suggested.items() if p not in self._chosen)
        )
        self._count.setText(
            words.plural(len(self._chosen), self.tr("{0} pair to add"), self.tr("{0} pairs to add"))
            if self._chosen
            else ""
        )

    def _state(self, path: Path) -> str:
        chosen, suggested = self._chosen.get(path), self._suggested.get(path)
        if chosen is not None:
            return self.tr("→ {0}").format(one_line(chosen.name))
        if suggested is not None:
            return self.tr("Looks like {0} ({1} %)").format(
                one_line(suggested[0].name), round(100 * suggested[1])
            )
        if path in self._unclear:
            return self.tr("Could be {0}").format(
                either(one_line(each.name) for each in self._unclear[path][:3])
            )
        return self.tr("No original has this name")
