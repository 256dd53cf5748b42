"""Learn from my decisions: what there is, what came of it, what is certified, and the way back. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hfpc_desktop.domain.certificate import Missing
from hfpc_desktop.training.learning import Refusal, Refused
from hfpc_desktop.ui.learn_charts import PrecisionChart, ReliabilityChart
from hfpc_desktop.ui.widgets import button, label, rule

if TYPE_CHECKING:
    from hfpc_desktop.runtime.qt_learning import LearningState
    from hfpc_desktop.ui.theme import Tokens


class LearnDialog(QDialog):
    """``learning`` is a ``runtime.qt_learning.LearningController`` or anything with its signals and methods."""

    def __init__(self, learning: Any, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Learn from my decisions"))
        self.resize(760, 660)
        self._learning = learning
        self.counts = label(wrap=True)
        self.outcome = label(role="muted", wrap=True)
        self.certificate = label(wrap=True)
        self.audit = label(role="muted", wrap=True)
        self.learn_button = button(self.tr("Learn"), "primary", name="learn_now")
        self.apply_button = button(self.tr("Apply certified limits"), name="apply_certificate")
        self.versions = QComboBox()
        self.versions.setAccessibleName(self.tr("Head in use"))
        self._use = button(self.tr("Use this one"), name="use_head")
        self._reliability, self._precision = ReliabilityChart(tokens), PrecisionChart(tokens)
        self._lay_out(tokens)
        self.learn_button.clicked.connect(self._learn)
        self.apply_button.clicked.connect(learning.apply_certificate)
        self._use.clicked.connect(self._use_chosen)
        learning.state_changed.connect(self._show)
        learning.learned.connect(self._learned)
        learning.failed.connect(self._failed)
        self.learn_button.setEnabled(False)
        self.apply_button.setEnabled(False)
        self.counts.setText(self.tr("Reading the decisions…"))
        learning.refresh()

    def _lay_out(self, tokens: Tokens) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.learn_button)
        charts = QHBoxLayout()
        charts.addWidget(self._reliability, 1)
        charts.addWidget(self._precision, 1)
        promise = QHBoxLayout()
        promise.addWidget(self.certificate, 1)
        promise.addWidget(self.apply_button)
        back = QHBoxLayout()
        back.addWidget(label(self.tr("Reward in use"), "muted"))
        back.addWidget(self.versions, 1)
        back.addWidget(self._use)
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        back.addWidget(close)
        column.addWidget(label(self.tr("Your decisions"), "title"))
        column.addLayout(head)
        column.addWidget(self.outcome)
        column.addWidget(rule())
        column.addWidget(label(self.tr("Certified approvals"), "title"))
        column.addLayout(promise)
        column.addWidget(self.audit)
        column.addLayout(charts, 1)
        column.addWidget(rule())
        column.addLayout(back)

    def _learn(self) -> None:
        self.learn_button.setEnabled(False)
        self.outcome.setText(self.tr("Learning…"))
        self._learning.learn()

    def _use_chosen(self) -> None:
        self._learning.use(int(self.versions.currentData() or 0))

    def _failed(self, text: str) -> None:
        self.outcome.setText(text)
        self.learn_button.setEnabled(True)

    def _learned(self, found: object) -> None:
        if isinstance(found, Refused):
            self.outcome.setText(self._refusal(found))
            return
        seen = found.comparison  # type: ignore[attr-defined]
        text = (
            self.tr(
                "Better, and in use now: on {0} originals that it had not seen the AUC is {1:.2f}, before {2:.2f}."
            )
            if seen.better
            else self.tr(
                "Kept, but not used: on {0} originals it is not surely better. AUC {1:.2f}, in use {2:.2f}."
            )
        )
        self.outcome.setText(text.format(seen.originals, seen.new, seen.old))

    def _refusal(self, found: Refused) -> str:
        text = {
            Refusal.TOO_FEW: self.tr("{0} decisions are too few to learn from: {1} are needed."),
            Refusal.ONE_CLASS: self.tr(
                "Only {0} of one kind: at least {1} approved and {1} rejected are needed."
            ),
            Refusal.FEW_ORIGINALS: self.tr("Decisions on {0} originals; at least {1} are needed."),
        }[found.reason]
        return text.format(found.have, found.need)

    def _show(self, state: LearningState) -> None:
        facts = state.ready
        text = self.tr("{0} approved and {1} rejected, over {2} originals.").format(
            facts.approved, facts.rejected, facts.originals
        )
        left_out = self.tr(
            "Left out: {0} kept for the certificate, {1} decided in bulk, {2} not scored."
        ).format(facts.held_out, facts.bulk, facts.without_measures + facts.without_score)
        self.counts.setText(f"{text}\n{left_out}")
        self.learn_button.setEnabled(facts.refused is None)
        if facts.refused is not None:
            self.outcome.setText(self._refusal(facts.refused))
        self.certificate.setText(self._promise(state))
        self.apply_button.setEnabled(state.found.approve.certified and not state.found.current)
        self.audit.setText(self._audit(state))
        self._reliability.set_bins(state.found.bins)
        self._precision.set_found(state.found.approve)
        self.versions.clear()
        self.versions.addItem(self.tr("The shipped reward"), 0)
        for head in state.heads:
            words = self.tr("Head {0}: {1} decisions, AUC {2:.2f}")
            count = head.facts.approved + head.facts.rejected
            self.versions.addItem(words.format(head.version, count, head.facts.auc), head.version)
        self.versions.setCurrentIndex(max(0, self.versions.findData(state.active)))

    def _promise(self, state: LearningState) -> str:
        found = state.found.approve
        if found.certified:
            return self.tr(
                "Certified: from reward {0:.2f} on, at least {1:.1%} of the approvals are right (95 % confidence). "
                "That is {2:.0%} of the pairs; {3} were reviewed, {4} wrong."
            ).format(found.threshold, found.target, found.coverage, found.reviewed, found.wrong)
        text = {
            Missing.NO_SCORES: self.tr("Not certifiable yet: no pair has a score that could be approved."),
            Missing.TOO_FEW_PAIRS: self.tr(
                "Not certifiable yet: {1} pairs are in the part that was not learned from; {0} are needed."
            ),
            Missing.LABELS: self.tr(
                "Not certifiable yet: {2} more randomly chosen approvals have to be reviewed ({3} done, {4} wrong)."
            ),
            Missing.PRECISION: self.tr(
                "Not certifiable yet: too many errors at every limit. The nearest has {4} wrong of {3}."
            ),
        }.get(found.missing, "")
        return text.format(found.needed, found.available, found.labels_needed, found.reviewed, found.wrong)

    def _audit(self, state: LearningState) -> str:
        seen = state.found
        text = self.tr("Audit sample: {0} of {1} pairs reviewed.").format(seen.sampled, seen.sample)
        if seen.finding is not None and seen.finding.contradicted:
            warning = self.tr(
                "Warning: since the certificate {0} of {1} audited approvals were wrong. It does not hold any more."
            ).format(seen.finding.wrong, seen.finding.reviewed)
            return f"{text}\n{warning}"
        return text
