"""What judges the project, in the status strip; a press opens the choice. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hfpc_desktop.runtime.judging_choice import Choices
from hfpc_desktop.ui import profile_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from hfpc_desktop.runtime.qt_judging import JudgingState


class ProfileChip(QObject):
    """Writes the words of the strip's button."""

    def __init__(self, judging: Any, chip: QPushButton) -> None:
        super().__init__(chip)
        self._judging, self._chip = judging, chip
        self._choices = Choices()
        judging.state_changed.connect(self._show)
        judging.choices_ready.connect(self._learn)
        self._show(judging.state)

    def _learn(self, choices: Choices) -> None:
        self._choices = choices
        self._show(self._judging.state)

    def _show(self, state: JudgingState) -> None:
        words = profile_words.short(state.by, self._choices)
        if state.trouble:
            words = self.tr("Models missing: {0}").format(state.profile)
        self._chip.setText(words)
        self._chip.setAccessibleName(self.tr("What judges: {0}").format(words))
        self._chip.setToolTip(state.trouble or self.tr("What judges this project. Press to choose others."))
