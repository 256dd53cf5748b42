"""Questions about files that come in while a project is open: where they go, and what a folder holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hfpc_desktop.domain.language import listed
from hfpc_desktop.review.additions import Role
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.settings import DropChoice
from hfpc_desktop.ui.look.widgets import IconLabel, button, button_row, fit_height, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from hfpc_desktop.review.additions import UnclearAddition
    from hfpc_desktop.ui.look.theme import Tokens

_NAMED = 3
"""So many files are named; the others are counted."""


class ChoiceCard(QPushButton):
    """An answer as a card: icon, a few words, and what follows from it."""

    def __init__(self, value: str, icon: str, title: str, text: str, tokens: Tokens) -> None:
        super().__init__()
        self.value = value
        self.setObjectName("choice_card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet("#choice_card { min-height: 62px; padding: 0; text-align: left; }")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        head, body = label(title, "strong"), label(text, "caption", wrap=True)
        texts.addStretch()
        texts.addWidget(head)
        texts.addWidget(body)
        texts.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 14, 8)
        line.setSpacing(14)
        mark = IconLabel(icon, tokens.accent_text, 24)
        line.addWidget(mark)
        line.addLayout(texts, 1)
        for child in (mark, head, body):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class _Question(QDialog):
    """A title, a line below it, cards, and a way out."""

    def __init__(self, tokens: Tokens, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(500)
        self._tokens = tokens
        self.cards: list[ChoiceCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        self._column.setSpacing(tokens.space_3)

    def _ask(self, title: str, text: str) -> None:
        self.setWindowTitle(title)
        self._column.addWidget(label(title, "heading", wrap=True))
        self._column.addWidget(label(text, "muted", wrap=True))

    def _add(self, value: str, icon: str, title: str, text: str) -> None:
        card = ChoiceCard(value, icon, title, text, self._tokens)
        card.setAutoDefault(not self.cards)
        card.setDefault(not self.cards)
        card.clicked.connect(self._picked)
        self.cards.append(card)
        self._column.addWidget(card)

    def _close_row(self, *left: QWidget) -> None:
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        self._column.addLayout(button_row(cancel, left=left))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def card(self, value: str) -> ChoiceCard:
        """The card of an answer."""
        return next(card for card in self.cards if card.value == value)

    def _picked(self) -> None:
        raise NotImplementedError


class DropDialog(_Question):
    """Files came while a project is open: into it, or a project of their own."""

    chosen = Signal(str, bool)
    """A ``DropChoice`` and whether it holds from now on."""

    def __init__(
        self, paths: Sequence[Path], project: str, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(tokens, parent)
        names, more = listed(one_line(path.name) for path in paths[:_NAMED]), len(paths) - _NAMED
        text = self.tr("{0} and {1} more").format(names, words.count(more)) if more > 0 else names
        self._ask(self.tr("Add to this project, or open as a new one?"), text)
        self._add(
            DropChoice.ADD.value, "images", self.tr("Add to {0}").format(one_line(project)),
            self.tr("New pairs join this review; its scores and decisions stay."),
        )  # fmt: skip
        self._add(
            DropChoice.NEW.value, "folder-open", self.tr("Open as a new project"),
            self.tr("This review is saved and closed; you find it under the recent projects."),
        )  # fmt: skip
        self.remember = QCheckBox(self.tr("Do not ask again"))
        self.remember.setObjectName("drop_remember")
        self.remember.setToolTip(self.tr("It can be changed in the settings."))
        self._close_row(self.remember)

    def _picked(self) -> None:
        card = self.sender()
        if isinstance(card, ChoiceCard):
            self.accept()
            self.chosen.emit(card.value, self.remember.isChecked())


class RoleDialog(_Question):
    """A folder joins the project and nothing tells what it holds. Never guessed."""

    answered = Signal(object, object)
    """The ``UnclearAddition`` and the ``Role`` of its folder."""

    def __init__(self, question: UnclearAddition, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._question = question
        self._ask(
            self.tr('What does "{0}" hold?').format(one_line(question.folder.name)),
            self.tr("Neither its name nor the names in it tell whether these are originals."),
        )
        self._add(
            Role.GENERATED.value, "images", self.tr("Generated images"),
            self.tr("They are paired with the originals of this project."),
        )  # fmt: skip
        self._add(
            Role.ORIGINALS.value, "image", self.tr("Originals"),
            self.tr("They are paired with images that have no original yet."),
        )  # fmt: skip
        self._add(
            Role.FILES.value, "folder-open", self.tr("Both"),
            self.tr("They are paired with each other, by their names."),
        )  # fmt: skip
        self._close_row()

    def _picked(self) -> None:
        card = self.sender()
        if isinstance(card, ChoiceCard):
            self.accept()
            self.answered.emit(self._question, Role(card.value))
