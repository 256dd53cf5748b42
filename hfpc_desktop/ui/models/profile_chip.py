"""What judges the project, in the status strip; a press opens the choice. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hfpc_desktop.ui.models import profile_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from hfpc_desktop.runtime.qt_judging import JudgingState


class ProfileChip(QObject):
    """Writes the words of the strip's button."""

    def __init__(self, judging: Any, models: Any, chip: QPushButton) -> None:
        """``models`` (a ``ModelsController``) knows what the ids are called."""
        super().__init__(chip)
        self._judging, self._models, self._chip = judging, models, chip
        judging.state_changed.connect(self._show)
        models.shelf_changed.connect(self._learn)
        self._show(judging.state)

    def _learn(self, _shelf: object) -> None:
        self._write(self._judging.state)

    def _show(self, state: JudgingState) -> None:
        self._write(state)
        ids = {state.by.segmenter, state.by.detector, state.by.reward} - {""}
        if ids - {card.id for card in self._models.shelf.cards}:
            self._models.refresh()

    def _write(self, state: JudgingState) -> None:
        words = profile_words.short(state.by, {card.id: card.name for card in self._models.shelf.cards})
        if state.trouble:
            words = self.tr("Models missing: {0}").format(state.profile)
        self._chip.setText(words)
        self._chip.setAccessibleName(self.tr("What judges: {0}").format(words))
        self._chip.setToolTip(state.trouble or self.tr("What judges this project. Press to choose others."))
