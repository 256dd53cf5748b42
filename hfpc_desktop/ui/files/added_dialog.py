"""What was added to a project, with a way to take it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hfpc_desktop.review.additions import Role
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import IconLabel, Scrolled, button, button_row, label, panel, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.review.additions import Addition
    from hfpc_desktop.ui.look.theme import Tokens


class AddedDialog(QDialog):
    """One card an addition. Closes with the first that is taken out: the review is then opened anew."""

    taken_out = Signal(object)
    """The ``Addition`` that shall leave the project."""

    def __init__(
        self, added: Sequence[tuple[Addition, int]], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        """``added``: what was added, and how many pairs are here by it alone."""
        super().__init__(parent)
        self.setObjectName("added_dialog")
        self.setWindowTitle(self.tr("Added files"))
        self.setMinimumWidth(580)
        if added:
            self.setMinimumHeight(320)
        self._tokens = tokens
        self._of: dict[QPushButton, Addition] = {}
        body = QWidget()
        cards = QVBoxLayout(body)
        cards.setContentsMargins(0, 0, tokens.space_2, 0)
        cards.setSpacing(tokens.space_2)
        for addition, pairs in added:
            cards.addWidget(self._card(addition, pairs))
        if not added:
            nothing = self.tr("Nothing was added. Drop files or folders on this review to add them.")
            cards.addWidget(label(nothing, "muted", wrap=True))
        cards.addStretch()
        close = button(self.tr("Done"), "primary", name="added_done")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(label(self.tr("Added files"), "heading"))
        text = self.tr(
            "What is taken out leaves the list with its scores. Pairs that you decided or remarked on stay, and no file "
            "is touched."
        )
        if added:
            column.addWidget(label(text, "muted", wrap=True))
        column.addWidget(Scrolled(body, tokens.surface_0), 1)
        column.addLayout(button_row(close))
        close.setFocus()  # not on a button that takes something away

    def _card(self, addition: Addition, pairs: int) -> QWidget:
        t = self._tokens
        paths = addition.paths if addition.request is None else addition.request.paths
        name = one_line(paths[0].name)
        if len(paths) > 1:
            name = self.tr("{0} and {1} more").format(name, words.count(len(paths) - 1))
        what = {
            Role.GENERATED: self.tr("Generated images"),
            Role.ORIGINALS: self.tr("Originals"),
            Role.FILES: self.tr("Pictures"),
            Role.OWN: self.tr("Pairs of its own"),
        }[addition.role]
        count = words.plural(pairs, self.tr("{0} pair"), self.tr("{0} pairs"))
        remove = button(self.tr("Take out"), name="take_out")
        remove.setAccessibleName(self.tr("Take {0} out").format(name))
        remove.setAutoDefault(False)
        remove.clicked.connect(self._asked)
        self._of[remove] = addition
        texts = QVBoxLayout()
        texts.setSpacing(2)
        title = label(name, "strong")
        title.setToolTip(plain_tip("\n".join(one_line(str(path)) for path in paths[:20])))
        texts.addWidget(title)
        texts.addWidget(label(f"{what} · {count}", "caption"))
        card = panel("card")
        line = QHBoxLayout(card)
        line.setContentsMargins(t.space_4, t.space_3, t.space_3, t.space_3)
        line.setSpacing(t.space_3)
        line.addWidget(IconLabel("images", t.text_faint, 20))
        line.addLayout(texts, 1)
        line.addWidget(remove)
        return card

    def _asked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.accept()
            self.taken_out.emit(self._of[pressed])
