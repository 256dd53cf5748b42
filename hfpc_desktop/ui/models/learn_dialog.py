"""Learn from my decisions: what there is, what came of it, what is certified, and the way back. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hfpc_desktop.training.learning import Refused
from hfpc_desktop.ui.inspector.score_change import ScoreChange
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.scroll_fade import ScrollFade
from hfpc_desktop.ui.look.widgets import IconLabel, button, label, rule
from hfpc_desktop.ui.models import learn_words
from hfpc_desktop.ui.models.learn_charts import PrecisionChart, ReliabilityChart

if TYPE_CHECKING:
    from hfpc_desktop.runtime.learning import Explanation
    from hfpc_desktop.runtime.qt_learning import LearningState
    from hfpc_desktop.ui.look.theme import Tokens


class LearnDialog(QDialog):
    """``learning`` is a ``runtime.qt_learning.LearningController`` or anything with its signals and methods."""

    sample_asked = Signal()
    """The person wants to review the random sample; the dialog is closed by then."""

    def __init__(self, learning: Any, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Learn from my decisions"))
        self.resize(800, 720)
        self._learning, self._tokens = learning, tokens
        self.counts = label(wrap=True)
        self.left_out = label(role="muted", wrap=True)
        self.outcome = label(role="muted", wrap=True)
        self.certificate = label(wrap=True)
        self.again = label(role="muted", wrap=True)
        self.audit = label(role="muted", wrap=True)
        self.drift = _Warning(tokens)
        self.pair = label(role="title")
        self.change = ScoreChange(tokens, open_=True)
        self.learn_button = button(self.tr("Learn"), "primary", name="learn_now")
        self.apply_button = button(self.tr("Apply certified limits"), name="apply_certificate")
        self.sample_button = button(self.tr("Review the random sample"), name="review_sample")
        self.versions = QComboBox()
        self.versions.setAccessibleName(self.tr("Head in use"))
        self._use = button(self.tr("Use this one"), name="use_head")
        self._reliability, self._precision = ReliabilityChart(tokens), PrecisionChart(tokens)
        self._lay_out(tokens)
        self.learn_button.clicked.connect(self._learn)
        self.apply_button.clicked.connect(learning.apply_certificate)
        self.sample_button.clicked.connect(self._ask_sample)
        self._use.clicked.connect(self._use_chosen)
        self.versions.activated.connect(self._version_picked)
        learning.state_changed.connect(self._show)
        learning.learned.connect(self._learned)
        learning.failed.connect(self._failed)
        learning.explained.connect(self._explained)
        for one in (self.learn_button, self.apply_button, self.sample_button, self._use):
            one.setEnabled(False)
        self.counts.setText(self.tr("Reading the decisions…"))
        self._explain(learning.explanation)
        learning.refresh()

    def _lay_out(self, tokens: Tokens) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        charts = QHBoxLayout()
        charts.setSpacing(tokens.space_5)
        charts.addWidget(self._reliability, 1)
        charts.addWidget(self._precision, 1)
        column.addWidget(label(self.tr("Learn from my decisions"), "heading"))
        column.addWidget(label(self.tr("Your decisions"), "title"))
        column.addLayout(_beside(self.counts, self.learn_button))
        column.addWidget(self.left_out)
        column.addWidget(self.outcome)
        column.addWidget(rule())
        column.addWidget(label(self.tr("Certified approvals"), "title"))
        column.addWidget(self.drift)
        column.addLayout(_beside(self.certificate, self.apply_button))
        column.addWidget(self.again)
        column.addLayout(_beside(self.audit, self.sample_button))
        column.addLayout(charts, 1)
        self._pair_rule = rule()
        column.addWidget(self._pair_rule)
        column.addWidget(self.pair)
        column.addWidget(self.change)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setProperty("plain", True)
        ScrollFade(area, tokens.surface_0)
        back = QHBoxLayout()
        back.setContentsMargins(tokens.space_5, tokens.space_3, tokens.space_5, tokens.space_4)
        back.setSpacing(tokens.space_2)
        back.addWidget(label(self.tr("Reward in use"), "muted"))
        back.addWidget(self.versions, 1)
        back.addWidget(self._use)
        close = button(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        back.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        whole.addLayout(back)

    # -- asked ------------------------------------------------------------------------------------
    def _learn(self) -> None:
        self.learn_button.setEnabled(False)
        self._say(self.tr("Learning…"))
        self._learning.learn()

    def _ask_sample(self) -> None:
        self.accept()
        self.sample_asked.emit()

    def _version_picked(self) -> None:
        state = self._learning.state
        self._use.setEnabled(state is not None and self.versions.currentData() != state.active)

    def _use_chosen(self) -> None:
        self._learning.use(int(self.versions.currentData() or 0))

    # -- told -------------------------------------------------------------------------------------
    def _say(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.setVisible(bool(text))

    def _failed(self, text: str) -> None:
        self._say(text)
        self.learn_button.setEnabled(True)

    def _learned(self, found: object) -> None:
        if isinstance(found, Refused):
            self._say(learn_words.refusal(found))
        else:
            self._say(learn_words.outcome(found.comparison))  # type: ignore[attr-defined]

    def _explained(self, _row: int, found: Explanation | None) -> None:
        self._explain(found)

    def _explain(self, found: Explanation | None) -> None:
        self.change.show_change(found, self._tokens)
        for part in (self._pair_rule, self.pair):
            part.setVisible(found is not None)
        if found is not None:
            self.pair.setText(self.tr("Why this reward: {0}").format(one_line(found.name)))

    def _show(self, state: LearningState) -> None:
        facts = state.ready
        self.counts.setText(learn_words.counts(facts))
        _show_text(self.left_out, learn_words.left_out(facts))
        self.learn_button.setEnabled(facts.refused is None)
        if facts.refused is not None:
            self._say(learn_words.refusal(facts.refused))
        else:
            self._say(self.outcome.text())
        self.certificate.setText(learn_words.promise(state.found.approve))
        _show_text(self.again, learn_words.learn_again(state))
        self.drift.say(learn_words.drift(state.found))
        self.apply_button.setEnabled(state.found.approve.certified and not state.found.current)
        self.audit.setText(learn_words.audit(state.found))
        self.sample_button.setEnabled(bool(state.found.waiting.size))
        self._reliability.set_bins(state.found.bins)
        self._precision.set_found(state.found.approve)
        self._list_versions(state)

    def _list_versions(self, state: LearningState) -> None:
        self.versions.clear()
        self.versions.addItem(self.tr("The shipped reward"), 0)
        for head in state.heads:
            text = self.tr("Head {0}: {1} decisions, AUC {2:.2f}")
            count = words.count(head.facts.approved + head.facts.rejected)
            self.versions.addItem(text.format(head.version, count, head.facts.auc), head.version)
        self.versions.setCurrentIndex(max(0, self.versions.findData(state.active)))
        self._use.setEnabled(False)


class _Warning(QFrame):
    """A sentence that must not be overlooked; hidden while there is none."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("drift")
        self._text = label(role="strong", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
        line.setSpacing(tokens.space_2)
        line.addWidget(IconLabel("warning", tokens.reject, 18))
        line.addWidget(self._text, 1)
        self.setStyleSheet(
            f"#drift {{ background: {tokens.reject_soft}; border-radius: {tokens.radius}px; }}"
        )
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


def _show_text(one: QWidget, text: str) -> None:
    one.setText(text)  # type: ignore[attr-defined]
    one.setVisible(bool(text))


def _beside(text: QWidget, push: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(text, 1)
    line.addWidget(push)
    return line
