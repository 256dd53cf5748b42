"""The bottom strip: what the machine is doing on the left, what the person has done on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.runtime.states import Phase, Progress
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.widgets import (
    IconCount,
    IconLabel,
    action_button,
    button,
    label,
    plain_tip,
    tabular,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from hfpc_desktop.review.score_columns import Counts
    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.look.theme import Tokens

_ICONS = {
    Phase.IDLE: "check-circle",
    Phase.SCANNING: "search",
    Phase.JUDGING: "spark",
    Phase.PAUSED: "pause",
    Phase.CANCELLING: "stop",
    Phase.DONE: "check-circle",
    Phase.EXPORTING: "export",
}
SAID_MS = 8000
"""How long a message stays."""
BUSY = frozenset({Phase.SCANNING, Phase.JUDGING, Phase.PAUSED, Phase.CANCELLING, Phase.EXPORTING})


class ProgressStrip(QFrame):
    """Draws a ``Progress`` and the counts of decisions; the buttons are the actions of the registry."""

    def __init__(self, tokens: Tokens, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setFixedHeight(38)
        self._tokens = tokens
        self._progress = Progress()
        self._not_judged = 0
        self._icon = IconLabel("check-circle", tokens.text_faint, 16)
        self._text = tabular(label())
        self._text.setAccessibleName(self.tr("Progress"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(150)
        self._detail = tabular(label(role="muted"))
        self.profile = button("", "quiet", name="profile_chip")
        self.profile.clicked.connect(actions["profile"].trigger)
        self._device = IconCount("chip", "")
        self._device.setToolTip(self.tr("What the models run on, as the session reports it"))
        self._pause = action_button(actions["pause"], text=True)
        self._cancel = action_button(actions["cancel"], text=True)
        self._decisions = {
            decision: IconCount(icons.DECISION_ICONS[decision], messages.decision_title(decision).lower())
            for decision in (Decision.APPROVED, Decision.REJECTED, Decision.UNDECIDED)
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.space_4, 0, tokens.space_4, 0)
        line.setSpacing(tokens.space_2)
        self._said = label(role="muted")
        self._said.setAccessibleName(self.tr("Message"))
        self._said.setMinimumWidth(1)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SAID_MS)
        self._silence.timeout.connect(self._said.clear)
        for widget in (self._icon, self._text, self._bar, self._detail, self._pause, self._cancel):
            line.addWidget(widget)
        line.addSpacing(tokens.space_3)
        line.addWidget(self._said, 1)
        self._pace = tabular(label(role="caption"))
        self._pace.setAccessibleName(self.tr("Time left at your pace"))
        self._pace.setToolTip(self.tr("At the pace of your recent decisions"))
        self._pace.setObjectName("pace")
        self._said.setObjectName("said")
        line.addWidget(self._pace)  # grows to the left, where there is room
        line.addSpacing(tokens.space_3)
        line.addWidget(self.profile)
        line.addSpacing(tokens.space_1)
        line.addWidget(self._device)
        line.addSpacing(tokens.space_3)
        for chip in self._decisions.values():
            line.addWidget(chip)
            line.addSpacing(tokens.space_2)
        self.set_tokens(tokens)
        self.set_progress(self._progress)

    @property
    def text(self) -> str:
        """The words of the progress, for tests."""
        return f"{self._text.text()} {self._detail.text()}".strip()

    def decision_text(self, decision: Decision) -> str:
        """What the count of a decision reads, e.g. ``3 approved``."""
        return self._decisions[decision].text

    def say(self, text: str) -> None:
        """A sentence in the middle that goes by itself; empty takes the last one away."""
        self._said.setText(text)
        self._said.setToolTip(plain_tip(text) if text else "")
        if text:
            self._silence.start()
        else:
            self._silence.stop()

    @property
    def said(self) -> str:
        return self._said.text()

    def hideEvent(self, event: QHideEvent) -> None:
        self.say("")
        super().hideEvent(event)

    def set_progress(self, progress: Progress) -> None:
        self._progress = progress
        phase = Phase(progress.phase)
        self._icon.set_icon(
            _ICONS[phase], self._tokens.accent_text if phase in BUSY else self._tokens.text_faint
        )
        self._text.setText(self._words(phase))
        self._bar.setVisible(phase in BUSY)
        known = progress.total > 0
        self._bar.setRange(0, progress.total if known else 0)
        self._bar.setValue(progress.done if known else 0)
        detail = " · ".join(part for part in (self._speed(phase), progress.note) if part)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._device.set_value(progress.device)
        self._device.setVisible(bool(progress.device))
        judging = phase in (Phase.JUDGING, Phase.PAUSED, Phase.CANCELLING)
        self._cancel.setVisible(judging or phase is Phase.EXPORTING)
        self._pause.setVisible(
            judging or (phase in (Phase.IDLE, Phase.DONE) and progress.done < progress.total)
        )

    def set_counts(self, counts: Counts) -> None:
        if counts.not_judged != self._not_judged:
            self._not_judged = counts.not_judged
            self.set_progress(self._progress)
        for decision, chip in self._decisions.items():
            chip.set_value(words.count(counts.by_decision.get(decision, 0)))

    @property
    def pace_text(self) -> str:
        """What is said about the time left; empty while the pace is not known."""
        return self._pace.text()

    def set_time_left(self, seconds: float | None) -> None:
        """Until everything is decided at the person's pace; ``None`` = not known."""
        text = "" if not seconds else self.tr("{0} of deciding left").format(words.duration(seconds))
        if text != self._pace.text():
            self._pace.setText(text)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for decision, chip in self._decisions.items():
            chip.set_colour(tokens.decision_colour(decision), tokens.text_muted)
        self._device.set_colour(tokens.text_faint, tokens.text_muted)
        self.set_progress(self._progress)

    def _words(self, phase: Phase) -> str:
        done, total = words.count(self._progress.done), words.count(self._progress.total)
        of_total = self.tr("{0} of {1}").format(done, total)
        match phase:
            case Phase.SCANNING:
                return self.tr("Looking for pairs… {0}").format(done if self._progress.done else "")
            case Phase.JUDGING:
                return self.tr("Judging {0}").format(of_total)
            case Phase.PAUSED:
                return self.tr("Paused at {0}").format(of_total)
            case Phase.CANCELLING:
                return self.tr("Stopping…")
            case Phase.EXPORTING:
                return self.tr("Exporting {0}").format(of_total)
        if self._progress.total and self._progress.done < self._progress.total:
            return self.tr("Stopped at {0}").format(of_total)
        if not self._progress.total:
            return self.tr("Ready")
        if not self._not_judged:
            return self.tr("All {0} judged").format(total)
        judged = words.count(max(0, self._progress.total - self._not_judged))
        return self.tr("{0} judged, {1} not judged").format(judged, words.count(self._not_judged))

    def _speed(self, phase: Phase) -> str:
        if phase is not Phase.JUDGING:
            return ""
        parts = []
        rate, eta = self._progress.rate, self._progress.eta_s
        if rate:
            parts.append(self.tr("{0} pairs/s").format(f"{rate:.1f}" if rate < 10 else f"{rate:.0f}"))
        if eta is not None:
            parts.append(self.tr("{0} left").format(words.duration(eta)))
        return " · ".join(parts)
