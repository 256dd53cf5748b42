"""The panel that explains one pair: verdict and decision, both scores, evidence, defects, who judged.

Draws what it is told and emits which defect a person points at or asks for. GUI thread only. A missing
score is "Not judged" with its reason, never 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import Evidence
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.remarks import Flag
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.ui.compare.compare_notes import action_for
from hfpc_desktop.ui.inspector import inspector_words
from hfpc_desktop.ui.inspector.defect_row import DefectRow
from hfpc_desktop.ui.inspector.inspector_parts import Chip, EvidenceGrid, ScoreRow, plain_label
from hfpc_desktop.ui.inspector.product_field import ProductField
from hfpc_desktop.ui.inspector.remark_panel import RemarkPanel
from hfpc_desktop.ui.inspector.score_change import ScoreChange
from hfpc_desktop.ui.lists.table_model import former_tip
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.scroll_fade import ScrollFade
from hfpc_desktop.ui.look.widgets import EmptyState, button

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Defect, Judgement
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.runtime.learning import Explanation
    from hfpc_desktop.ui.look.theme import Tokens

MINIMUM_WIDTH = 270


class Inspector(QScrollArea):
    """See the module's text."""

    defect_activated = Signal(object)
    """A person wants to see this defect in the picture."""
    help_asked = Signal(str)
    """An id of the actions registry: what helps where the pair could not be judged."""
    defect_hovered = Signal(object)
    """The defect pointed at or focused; None when the pointer left."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._thresholds = Thresholds()
        self._shown: tuple[Judgement | None, Decision, Verdict, tuple[str, str]] = (
            None,
            Decision.UNDECIDED,
            Verdict.NOT_JUDGED,
            ("", ""),
        )
        self._former = False
        self._rows: list[DefectRow] = []
        self._help_action = ""
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(MINIMUM_WIDTH)
        self.setAccessibleName(self.tr("Scores and reasons"))
        self._build()
        self._fade = ScrollFade(self, tokens.surface_1)
        self._refresh()

    # ---- what the window says -----------------------------------------------------------------

    def show_judgement(
        self,
        judgement: Judgement | None,
        decision: Decision,
        verdict: Verdict,
        names: tuple[str, str],
        *,
        former: bool = False,
    ) -> None:
        """``names``: (original, generated), empty strings when no pair is chosen. ``judgement`` is None until
        the pair was judged. ``former``: by models that do not judge any more; it is shown grey and said so."""
        if (judgement, names) != (self._shown[0], self._shown[3]):
            self.verticalScrollBar().setValue(0)
        self._shown = (judgement, decision, verdict, names)
        self._former = former and judgement is not None
        self._refresh()

    def show_remark(self, remark: Remark) -> None:
        """What the person said beside the decision; a wrong mask is told beside the consistency too."""
        self.remarks.show_remark(remark)
        self._refresh_scores(self._shown[0])

    def show_change(self, found: Explanation | None) -> None:
        """Why the reward is not the shipped one; ``None``: it is."""
        self.change.show_change(found, self._tokens)

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Move the marks on the bars."""
        self._thresholds = thresholds
        self._refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.change.set_tokens(tokens)
        self._empty.set_tokens(tokens)
        self._fade.set_ground(tokens.surface_1)
        self._refresh()

    def select_defect(self, defect: Defect | None) -> None:
        """Mark the row of a defect and bring it into view (its badge in the picture was clicked)."""
        for row in self._rows:
            chosen = defect is not None and row.defect == defect and not row.isHidden()
            row.set_selected(chosen)
            if chosen:
                self.ensureWidgetVisible(row, 0, self._tokens.space_4)

    # ---- facts --------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[DefectRow, ...]:
        """The defect rows in use, in order."""
        return tuple(row for row in self._rows if not row.isHidden())

    @property
    def text(self) -> str:
        """Everything the panel says now, for tests and for copying."""
        labels = self.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self) and label.text())

    # ---- inside -------------------------------------------------------------------------------

    def _build(self) -> None:
        t = self._tokens
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(t.space_4, t.space_4, t.space_4, t.space_5)
        self._column.setSpacing(t.space_4)
        self.verdict_chip = Chip(self.tr("Models say"), t)
        self.decision_chip = Chip(self.tr("You say"), t)
        chips = QHBoxLayout()
        chips.setSpacing(t.space_2)
        chips.addWidget(self.verdict_chip, 1)
        chips.addWidget(self.decision_chip, 1)
        self._reason = plain_label("muted", wrap=True)
        self._former_note = plain_label("muted", wrap=True)
        self.reward = ScoreRow(
            self.tr("Reward"), self.tr("background"), translate("evidence", inspector_words.REWARD_TIP), t
        )
        self.consistency = ScoreRow(
            self.tr("Consistency"),
            self.tr("product"),
            translate("evidence", inspector_words.CONSISTENCY_TIP),
            t,
        )
        self.change = ScoreChange(t)
        self.evidence = EvidenceGrid(t)
        self._empty = EmptyState(t, width=210)
        self._empty.show_state(
            "panel-right",
            self.tr("No pair chosen"),
            self.tr("Choose a pair and its scores and reasons are shown here."),
        )
        self._help = button("", "link", name="not_judged_help")
        self._help.clicked.connect(self._ask_help)
        self._defects_head = self._heading("")
        self._defects = QVBoxLayout()
        self._defects.setSpacing(t.space_2)
        self._no_defect = plain_label("muted", wrap=True)
        self._who = plain_label("caption", wrap=True)
        self._pair = QWidget()
        body = QVBoxLayout(self._pair)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(t.space_4)
        body.addLayout(chips)
        body.addWidget(self._former_note)
        body.addLayout(
            self._section(
                self._heading(self.tr("SCORES")), self.reward, self.change, self.consistency, gap=t.space_3
            )
        )
        # Below the scores, which stay where they are.
        reason = self._section(self._reason, gap=t.space_1)
        reason.addWidget(self._help, 0, Qt.AlignmentFlag.AlignLeft)
        body.addLayout(reason)
        defects = self._section(self._defects_head, self._no_defect, gap=t.space_2)
        defects.addLayout(self._defects)
        body.addLayout(defects)
        self.product = ProductField(t)
        self.remarks = RemarkPanel(t)
        body.addLayout(self._section(self._heading(self.tr("REMARKS")), self.remarks, gap=t.space_2))
        body.addLayout(self._section(self._heading(self.tr("PRODUCT NAME")), self.product, gap=t.space_2))
        self._evidence_section = QWidget()
        measured = self._section(self._heading(self.tr("EVIDENCE")), self.evidence, gap=t.space_2)
        measured.setContentsMargins(0, 0, 0, 0)
        self._evidence_section.setLayout(measured)
        body.addWidget(self._evidence_section)
        body.addWidget(self._who)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self._pair)
        self._column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().rangeChanged.connect(self._scroll_range_changed)

    def _scroll_range_changed(self, _least: int, most: int) -> None:
        """The scroll bar takes its room from the right margin, so that nothing moves when it comes or goes."""
        t = self._tokens
        right = t.space_4 - self.verticalScrollBar().sizeHint().width() if most > 0 else t.space_4
        self._column.setContentsMargins(t.space_4, t.space_4, max(0, right), t.space_5)
        self._column.activate()  # now, not with the next event: nothing is painted in between

    def _heading(self, text: str) -> QLabel:
        out = plain_label("section")
        out.setText(text)
        return out

    @staticmethod
    def _section(*widgets: QWidget, gap: int) -> QVBoxLayout:
        out = QVBoxLayout()
        out.setSpacing(gap)
        for widget in widgets:
            out.addWidget(widget)
        return out

    def _refresh(self) -> None:
        judgement, decision, verdict, names = self._shown
        chosen = any(names)
        self._empty.setVisible(not chosen)
        self._pair.setVisible(chosen)
        self._refresh_chips(judgement, decision, verdict)
        self._refresh_scores(judgement)
        evidence = judgement.evidence if judgement is not None else Evidence()
        self.evidence.show_evidence(evidence, self._tokens)
        self._evidence_section.setVisible(evidence != Evidence())
        self._refresh_defects(judgement)
        lines = inspector_words.provenance(judgement) if judgement is not None else []
        self._who.setText("\n".join(f"{what}: {value}" for what, value in lines))
        self._who.setToolTip(inspector_words.stages_tip(judgement) if judgement is not None else "")
        self._who.setVisible(bool(lines))

    def _refresh_chips(self, judgement: Judgement | None, decision: Decision, verdict: Verdict) -> None:
        t = self._tokens
        if judgement is None:
            self.verdict_chip.show_value("clock", self.tr("Waiting"), t.unjudged, t.unjudged_soft, t)
        elif self._former:
            title = messages.verdict_title(verdict)
            self.verdict_chip.show_value("clock", title, t.unjudged, t.unjudged_soft, t)
        else:
            self.verdict_chip.show_value(
                icons.VERDICT_ICONS[verdict],
                messages.verdict_title(verdict),
                t.verdict_colour(verdict),
                t.verdict_soft(verdict),
                t,
            )
        ink = t.text_muted if decision is Decision.UNDECIDED else t.decision_colour(decision)
        self.decision_chip.show_value(
            icons.DECISION_ICONS[decision],
            messages.decision_title(decision),
            ink,
            t.decision_soft(decision),
            t,
        )
        reason = ""
        if judgement is None:
            reason = self.tr("This pair was not judged yet. Its scores appear here as soon as they are made.")
        elif judgement.not_judged is not None:
            reason = messages.explanation(judgement.not_judged, judgement.not_judged_detail)
        old = former_tip() if self._former else ""
        self.verdict_chip.setToolTip(old)
        self.verdict_chip.setAccessibleDescription(old)
        self._former_note.setText(old)
        self._former_note.setVisible(bool(old))
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        why = judgement.not_judged if judgement is not None else None
        self._help.setVisible(why is not None)
        if why is not None:
            self._help_action, words = action_for(why)
            self._help.setText(words)

    def _ask_help(self) -> None:
        self.help_asked.emit(self._help_action)

    def _refresh_scores(self, judgement: Judgement | None) -> None:
        limits, t = self._thresholds, self._tokens
        # Where the whole pair has no score, the reason stands above, once.
        whole = judgement is None or judgement.not_judged is not None
        why = "" if whole else self.tr("This score could not be made for this pair.")
        reward = judgement.reward if judgement is not None else None
        consistency = judgement.consistency if judgement is not None else None
        self.reward.show_value(
            reward,
            (limits.reject_reward, limits.approve_reward),
            why,
            *inspector_words.reward_note(judgement if reward is not None else None),
            t,
            waiting=judgement is None,
            former=self._former,
        )
        self.consistency.show_value(
            consistency,
            (limits.reject_consistency, limits.approve_consistency),
            why,
            self._mask_note() if consistency is not None else "",
            "",
            t,
            waiting=judgement is None,
            former=self._former,
        )

    def show_ranks(self, reward: float | None, consistency: float | None) -> None:
        """Where both scores stand in the batch, 0..1; ``None`` = unknown."""
        self.reward.show_rank(reward)
        self.consistency.show_rank(consistency)

    def _mask_note(self) -> str:
        if self.remarks.remark.flags & Flag.MASK_WRONG:
            return self.tr("Not counted: you said that the mask is wrong")
        return ""

    def _refresh_defects(self, judgement: Judgement | None) -> None:
        defects = judgement.defects if judgement is not None else ()
        while len(self._rows) < len(defects):
            self._add_row()
        for number, row in enumerate(self._rows, start=1):
            if number <= len(defects):
                if row.defect != defects[number - 1]:
                    row.set_selected(False)
                row.show_defect(number, defects[number - 1], self._tokens)
            row.setVisible(number <= len(defects))
        findings = sum(not defect.kind.is_remark for defect in defects)
        self._defects_head.setText(self.tr("DEFECTS") + (f"  {findings}" if findings else ""))
        self._no_defect.setVisible(not defects)
        judged = judgement is not None and judgement.not_judged is None
        self._no_defect.setText(self.tr("No defect found.") if judged else self.tr("Nothing to show yet."))
        self._defects_head.setVisible(judged or bool(defects))
        self._no_defect.setVisible(judged and not defects)

    def _add_row(self) -> None:
        row = DefectRow(self._tokens)
        row.activated.connect(self._activated)
        row.pointed.connect(self._pointed)
        row.step.connect(self._step)
        self._rows.append(row)
        self._defects.addWidget(row)

    def _activated(self, defect: Defect | None) -> None:
        if defect is not None:
            self.select_defect(defect)
            self.defect_activated.emit(defect)

    def _pointed(self, defect: Defect | None, here: bool) -> None:
        if here:
            self.defect_hovered.emit(defect)
            return
        focused = next((row for row in self.rows if row.hasFocus()), None)
        self.defect_hovered.emit(focused.defect if focused is not None else None)

    def _step(self, by: int) -> None:
        rows = self.rows
        at = next((i for i, row in enumerate(rows) if row.hasFocus()), -1)
        if 0 <= at + by < len(rows):
            rows[at + by].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(rows[at + by], 0, self._tokens.space_4)
