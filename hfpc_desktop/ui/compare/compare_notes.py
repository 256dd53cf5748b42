"""What the compare view says where a mode has nothing to show: one line over the pictures, and one thing to do.

A picture that cannot be shown says so in its own pane; this is for what lies between the two, such as masks of a
pair that has none. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import Frame, Judgement, NotJudged
from hfpc_desktop.domain.language import translate
from hfpc_desktop.ui.canvas.compare_modes import CompareMode
from hfpc_desktop.ui.canvas.pane_card import PaneState
from hfpc_desktop.ui.look.widgets import IconLabel, button, label

if TYPE_CHECKING:
    from hfpc_desktop.ui.compare.compare import CompareView
    from hfpc_desktop.ui.look.theme import Tokens

WIDEST = 520
LEAST_BELOW = 120
"""Pixels of the pictures that stay free below a note; in a lower pane the inspector says alone what it says, too."""


@dataclass(frozen=True, slots=True)
class Note:
    """``action``: id of the registry, empty for none; ``words`` on its button. ``twice``: the inspector says it, too."""

    icon: str
    text: str
    action: str = ""
    words: str = ""
    twice: bool = False


class CompareNotes(QFrame):
    """Reads the compare view and the judgement of its pair; ``acted`` carries an id of the actions registry."""

    acted = Signal(str)

    def __init__(self, compare: CompareView, tokens: Tokens) -> None:
        super().__init__(compare)
        self.setObjectName("compare_note")
        self._compare, self._tokens = compare, tokens
        self._judgement: Judgement | None = None
        self._note: Note | None = None
        self._icon = IconLabel("info", tokens.text_muted, 16)
        self._text = label(wrap=True)
        self._do = button("", "link", name="compare_note_action")
        self._do.clicked.connect(self._act)
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_3, tokens.space_1)
        line.setSpacing(tokens.space_2)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(self._do)
        compare.pane(Frame.GENERATED).installEventFilter(self)  # its size is known after that of the view
        compare.pair_shown.connect(self.refresh)
        compare.looks_changed.connect(self.refresh)
        compare.layers_changed.connect(self.refresh)
        compare.bar.folded.connect(self._place)
        self.set_tokens(tokens)
        self.hide()

    @property
    def text(self) -> str:
        """The line that is shown; empty when there is none."""
        return "" if self._note is None else self._note.text

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Of the pair shown; ``None``: it waits for its turn."""
        self._judgement = judgement
        self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(
            f"#compare_note {{ background: {tokens.surface_2}; border: 1px solid {tokens.line_strong};"
            f" border-radius: {tokens.radius}px; }}"
        )
        self._icon.set_icon(self._note.icon if self._note else "info", tokens.text_muted)

    def refresh(self, *_: object) -> None:
        """Pictures, masks, mode or judgement changed."""
        note = self._wanted()
        if note != self._note:
            self._note = note
            if note is not None:
                self._icon.set_icon(note.icon, self._tokens.text_muted)
                self._text.setText(note.text)
                self._do.setText(note.words)
                self._do.setVisible(bool(note.action))
                self.setAccessibleName(note.text)
        self._place()

    # -- what to say -----------------------------------------------------------------------------

    def _wanted(self) -> Note | None:
        compare = self._compare
        if compare.row is None:
            return None
        mode, layers = compare.looks.mode, compare.layers
        states = {frame: compare.pane(frame).state for frame in Frame}
        if PaneState.FAILED in states.values():
            if mode.single and states[Frame.GENERATED] is PaneState.READY:
                return Note(
                    "warning",
                    self.tr("The original cannot be shown, so there is nothing to compare with."),
                    "mode_side",
                    self.tr("Side by side"),
                )
            return None  # the pane says it
        overlay = compare.overlay
        if mode is CompareMode.DIFFERENCE or layers.difference:
            if overlay is None or overlay.difference is None:
                return self._missing(
                    self.tr("No difference map yet: this pair waits for its turn."),
                    self.tr("No difference map. {0}"),
                )
        elif (mode is CompareMode.MASK or layers.mask) and (overlay is None or overlay.original_mask is None):
            return self._missing(
                self.tr("No mask yet: this pair waits for its turn."), self.tr("No mask. {0}")
            )
        return None

    def _missing(self, waiting: str, never: str) -> Note | None:
        judgement = self._judgement
        if judgement is None:
            return Note("clock", waiting, twice=True)
        why = judgement.not_judged
        if why is None:
            return None  # on its way
        return Note("info", never.format(messages.reason(why)), *action_for(why), twice=True)

    def _act(self) -> None:
        if self._note is not None:
            self.acted.emit(self._note.action)

    # -- place -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        compare, gap = self._compare, self._tokens.space_3
        pane = compare.pane(Frame.GENERATED)
        below = pane.height() - pane.bottom_inset - gap - self.sizeHint().height()
        note = self._note
        self.setVisible(note is not None and (below >= LEAST_BELOW or not note.twice))
        if self.isHidden():
            return
        top = pane.mapTo(compare, pane.rect().topLeft()).y() + gap
        widest = min(WIDEST, compare.width() - 2 * gap)
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 4
        beside = self.sizeHint().width() - self._text.sizeHint().width()
        self._text.setFixedWidth(max(80, min(words, widest - beside)))
        self.adjustSize()
        self.move((compare.width() - self.width()) // 2, top)
        self.raise_()


def action_for(why: NotJudged) -> tuple[str, str]:
    """(id of the registry, words) of the one thing that helps best where a score is missing."""
    if why is NotJudged.MODEL_MISSING:
        return "models", translate("compare", "Models…")
    if why in (NotJudged.NO_PRODUCT, NotJudged.NOT_REGISTERED):
        return "edit_mask", translate("compare", "Draw the mask")
    return "rescan", translate("compare", "Scan again")
