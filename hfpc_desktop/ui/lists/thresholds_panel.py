"""The limits of the verdict, live: two band sliders and how many pairs fall into each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.verdict import Thresholds, Verdict
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.band_slider import BandSlider
from hfpc_desktop.ui.look.widgets import IconCount, button, label

if TYPE_CHECKING:
    from hfpc_desktop.review.score_columns import Counts
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.ui.look.theme import Tokens


class ThresholdsPanel(QFrame):
    """Emits new ``Thresholds`` while a handle moves; shows what it is told, holds no rule."""

    thresholds_changed = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Thresholds"))
        self._limits = Thresholds()
        self._reset = button(self.tr("Reset"), "quiet", name="reset_thresholds")
        self._reset.setToolTip(self.tr("Back to the limits the app came with"))
        self._sliders = {"reward": BandSlider(tokens), "consistency": BandSlider(tokens)}
        self._numbers = {name: label(role="caption") for name in self._sliders}
        self._counts = {
            verdict: IconCount(icons.VERDICT_ICONS[verdict], messages.verdict_title(verdict).lower())
            for verdict in Verdict
        }
        self._lay_out(tokens)
        for name, slider in self._sliders.items():
            slider.setObjectName(f"{name}_limits")
            slider.changed.connect(self._moved)
        self._sliders["reward"].setAccessibleName(self.tr("Reward limits"))
        self._sliders["consistency"].setAccessibleName(self.tr("Consistency limits"))
        self._reset.clicked.connect(self._reset_clicked)
        self.set_tokens(tokens)
        self.set_thresholds(self._limits)

    def _lay_out(self, tokens: Tokens) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("THRESHOLDS"), "section"))
        head.addStretch()
        head.addWidget(self._reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_3)
        column.setSpacing(2)
        column.addLayout(head)
        for name, title in (("reward", self.tr("Reward")), ("consistency", self.tr("Consistency"))):
            line = QHBoxLayout()
            line.addWidget(label(title, "strong"))
            line.addStretch()
            line.addWidget(self._numbers[name])
            column.addLayout(line)
            column.addWidget(self._sliders[name])
            column.addSpacing(tokens.space_1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.space_3)
        grid.setVerticalSpacing(tokens.space_1)
        for i, chip in enumerate(self._counts.values()):
            grid.addWidget(chip, i // 2, i % 2)
        column.addLayout(grid)

    @property
    def sliders(self) -> dict[str, BandSlider]:
        return self._sliders

    def count_text(self, verdict: Verdict) -> str:
        """What the count of a verdict reads, e.g. ``12 approve``."""
        return self._counts[verdict].text

    def set_thresholds(self, limits: Thresholds) -> None:
        """Show limits without emitting."""
        self._limits = limits
        self._sliders["reward"].set_values(limits.reject_reward, limits.approve_reward)
        self._sliders["consistency"].set_values(limits.reject_consistency, limits.approve_consistency)
        for name, slider in self._sliders.items():
            low, high = slider.values
            self._numbers[name].setText(self.tr("reject < {0:.2f} · approve ≥ {1:.2f}").format(low, high))
        self._reset.setVisible(limits != Thresholds())

    def set_table(self, table: ReviewTable | None) -> None:
        """Redraw the histograms from the scores as they are now."""
        empty = np.zeros(0, dtype=np.float32)
        self._sliders["reward"].set_scores(empty if table is None else table.reward)
        self._sliders["consistency"].set_scores(empty if table is None else table.consistency)

    def set_counts(self, counts: Counts) -> None:
        """Live counts; pairs that wait for a judgement are not ``not judged`` yet."""
        for verdict, chip in self._counts.items():
            number = counts.not_judged if verdict is Verdict.NOT_JUDGED else counts.by_verdict.get(verdict, 0)
            chip.set_value(words.count(number))

    def set_tokens(self, tokens: Tokens) -> None:
        for slider in self._sliders.values():
            slider.set_tokens(tokens)
        for verdict, chip in self._counts.items():
            chip.set_colour(tokens.verdict_colour(verdict), tokens.text_muted)

    def _moved(self, _low: float, _high: float) -> None:
        reward, consistency = self._sliders["reward"].values, self._sliders["consistency"].values
        self._emit(
            Thresholds(
                approve_reward=reward[1],
                reject_reward=reward[0],
                approve_consistency=consistency[1],
                reject_consistency=consistency[0],
            )
        )

    def _reset_clicked(self) -> None:
        self._emit(Thresholds())

    def _emit(self, limits: Thresholds) -> None:
        self.set_thresholds(limits)
        self.thresholds_changed.emit(limits)
