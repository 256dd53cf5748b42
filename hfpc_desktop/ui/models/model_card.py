"""One model in the models window: what it is, how it stands, and what can be done with it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from hfpc_desktop.runtime.model_desk import ModelState
from hfpc_desktop.runtime.qt_models import Work
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import IconLabel, button, label, restyle
from hfpc_desktop.ui.models import model_words

if TYPE_CHECKING:
    from hfpc_desktop.runtime.model_desk import ModelCard
    from hfpc_desktop.runtime.qt_models import ModelTrouble, ModelWork
    from hfpc_desktop.ui.look.theme import Tokens

_ICONS = {
    ModelState.EMBEDDED: "check-circle",
    ModelState.INSTALLED: "check-circle",
    ModelState.PARTIAL: "pause",
    ModelState.AVAILABLE: "circle",
    ModelState.DAMAGED: "warning",
}


class ModelCardView(QFrame):
    """Draws what it is told and says what is wanted: ``wanted(verb, model id)``.

    Verbs: install, pause, cancel, verify, remove, files (import this model from files).
    """

    wanted = Signal(str, str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._tokens = tokens
        self._card: ModelCard | None = None
        self._work: ModelWork | None = None
        self._asking = False
        self._name = ""
        self.name = label(role="strong")
        self._state_icon = IconLabel("circle", tokens.text_faint, 14)
        self.state = label(role="muted")
        self._purpose = label(role="muted", wrap=True)
        self._facts = label(role="caption")
        self.source = button("", "link", name="model_source")
        self.more = button(self.tr("Details"), "link", name="model_details")
        for link in (self.source, self.more):
            link.setStyleSheet(f"font-size: {tokens.font_caption}px; font-weight: 400;")
        self._details = label(role="caption", wrap=True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.doing = label(role="caption")
        self._trouble_icon = IconLabel("warning", tokens.reject, 16)
        self.trouble = label(role="error", wrap=True)
        self._question = label(wrap=True)
        self._buttons = {
            "install": button("", "", name="model_install"),
            "files": button(self.tr("From files…"), "quiet", name="model_files"),
            "pause": button(self.tr("Pause"), name="model_pause"),
            "cancel": button(self.tr("Cancel"), "quiet", name="model_cancel"),
            "verify": button(self.tr("Verify"), "quiet", name="model_verify"),
            "remove": button(self.tr("Remove"), "quiet", name="model_remove"),
            "keep": button(self.tr("Keep"), name="model_keep"),
            "really": button(self.tr("Remove"), "reject", name="model_really"),
        }
        self._lay_out()
        for one in self._buttons.values():
            one.clicked.connect(self._pressed)
        self.source.clicked.connect(self._open_source)
        self.more.clicked.connect(self._toggle_details)

    def button(self, verb: str) -> QPushButton:
        """The button of a verb; ``keep`` and ``really`` answer the question before removing."""
        return self._buttons[verb]

    @property
    def model_id(self) -> str:
        return self._card.id if self._card is not None else ""

    def show_card(
        self, card: ModelCard, work: ModelWork | None, trouble: ModelTrouble | None, *, verified: bool
    ) -> None:
        """Draw this state."""
        self._card, self._work = card, work
        t = self._tokens
        name = self._name = model_words.name_of(card.id, card.name)
        self.name.setText(name)
        self.setAccessibleName(name)
        good = card.state in (ModelState.INSTALLED, ModelState.EMBEDDED)
        colour = t.reject if card.state is ModelState.DAMAGED else t.approve if good else t.text_faint
        self._state_icon.set_icon(_ICONS[card.state], colour)
        fetching = work is not None and work.kind in (Work.FETCHING, Work.WAITING)
        if fetching:
            self._state_icon.set_icon("refresh", t.accent_text)
        state = model_words.state_title(card, verified=verified)
        self.state.setText(self.tr("Being fetched") if fetching else state)
        self._purpose.setText(model_words.good_for(card))
        facts = [model_words.size_words(card, words.size(card.size)), card.licence]
        self._facts.setText(" · ".join(part for part in facts if part))
        self._show_source(card)
        self._details.setText(self._detail_text(card))
        self._show_work(work)
        texts = [trouble.text] if trouble is not None else list(card.problems)
        if card.needs_torch:
            needs = self.tr(
                "Needs PyTorch, which this installation does not have: it can be installed but not used."
            )
            texts.append(needs)
        self.trouble.setText("\n".join(texts))
        for part in (self.trouble, self._trouble_icon):
            part.setVisible(bool(texts))
        bad = trouble is not None or bool(card.problems)
        self.trouble.setProperty("role", "error" if bad else "muted")
        self._trouble_icon.set_icon("warning" if bad else "info", t.reject if bad else t.text_faint)
        restyle(self.trouble)
        self._show_buttons()

    # -- inside -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        t = self._tokens
        head = QHBoxLayout()
        head.setSpacing(t.space_2)
        head.addWidget(self.name)
        head.addSpacing(t.space_1)
        head.addWidget(self._state_icon)
        head.addWidget(self.state)
        head.addStretch()
        for verb in ("files", "verify", "remove", "cancel", "pause", "install"):
            head.addWidget(self._buttons[verb])
        facts = QHBoxLayout()
        facts.setSpacing(t.space_3)
        facts.addWidget(self._facts)
        facts.addWidget(self.source)
        facts.addWidget(self.more)
        facts.addStretch()
        doing = QHBoxLayout()
        doing.setSpacing(t.space_3)
        doing.addWidget(self.progress, 1)
        doing.addWidget(self.doing)
        trouble = QHBoxLayout()
        trouble.setSpacing(t.space_2)
        trouble.addWidget(self._trouble_icon, 0, Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self.trouble, 1)
        self._ask = QWidget()
        ask = QHBoxLayout(self._ask)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.setSpacing(t.space_2)
        ask.addWidget(self._question, 1)
        ask.addWidget(self._buttons["keep"])
        ask.addWidget(self._buttons["really"])
        self._ask.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(t.space_4, t.space_3, t.space_3, t.space_3)
        column.setSpacing(t.space_1)
        column.addLayout(head)
        column.addWidget(self._purpose)
        column.addLayout(facts)
        column.addWidget(self._details)
        column.addLayout(doing)
        column.addLayout(trouble)
        column.addWidget(self._ask)

    def _show_source(self, card: ModelCard) -> None:
        address = card.source if card.source.startswith("https://") else ""
        self.source.setVisible(bool(address))
        short = address.removeprefix("https://").split("/tree/")[0]
        self.source.setText(short)
        self.source.setToolTip(address)
        self.source.setAccessibleName(self.tr("Source of {0}: {1}").format(self._name, address))

    def _detail_text(self, card: ModelCard) -> str:
        lines = [self.tr("Id: {0}").format(card.id)]
        if card.trained_on:
            lines.append(self.tr("Trained on: {0}").format(" ".join(card.trained_on.split())))
        if card.source:
            lines.append(self.tr("Source: {0}").format(" ".join(card.source.split())))
        hashes = model_words.hashes(card)
        return "\n".join([*lines, hashes] if hashes else lines)

    def _show_work(self, work: ModelWork | None) -> None:
        for part in (self.progress, self.doing):
            part.setVisible(work is not None)
        if work is None:
            return
        known = work.total > 0 and work.kind in (Work.FETCHING, Work.STOPPING) and work.done < work.total
        self.progress.setRange(0, 1000 if known else 0)
        if known:
            self.progress.setValue(round(1000 * work.done / work.total))
        self.doing.setText(self._work_words(work))
        self.progress.setAccessibleName(self.doing.text())

    def _work_words(self, work: ModelWork) -> str:
        match work.kind:
            case Work.WAITING:
                return self.tr("Waits for the download before it")
            case Work.STOPPING:
                return self.tr("Stopping…")
            case Work.VERIFYING:
                return self.tr("Comparing every byte…")
            case Work.IMPORTING:
                return self.tr("Copying and verifying…")
            case Work.REMOVING:
                return self.tr("Removing…")
        if not work.done:
            return self.tr("Connecting…")
        if work.done >= work.total > 0:
            return self.tr("Verifying…")
        parts = [words.size(work.done)]
        if work.total:
            parts = [self.tr("{0} of {1}").format(words.size(work.done), words.size(work.total))]
        if work.rate:
            parts.append(self.tr("{0}/s").format(words.size(round(work.rate))))
        if work.eta_s is not None:
            parts.append(self.tr("{0} left").format(words.duration(work.eta_s)))
        return " · ".join(parts)

    def _show_buttons(self) -> None:
        card, work = self._card, self._work
        if card is None:
            return
        idle, state = work is None, card.state
        fetching = work is not None and work.kind in (Work.FETCHING, Work.WAITING)
        here = state in (ModelState.INSTALLED, ModelState.DAMAGED)
        embedded = state is ModelState.EMBEDDED
        broken = state is ModelState.DAMAGED
        missing = state in (ModelState.AVAILABLE, ModelState.PARTIAL)
        shown = {
            "install": idle and card.fetchable and (missing or broken),
            "files": idle and card.fetchable and (missing or broken),
            "pause": fetching,
            "cancel": fetching or (idle and state is ModelState.PARTIAL),
            "verify": idle and (here or embedded),
            "remove": idle and here,
        }
        if not shown["remove"]:
            self._asking = False
        for verb, visible in shown.items():
            self._buttons[verb].setVisible(visible and not (self._asking and verb in ("verify", "remove")))
        partial = state is ModelState.PARTIAL
        install = self.tr("Resume") if partial else self.tr("Install again") if broken else self.tr("Install")
        self._buttons["install"].setText(install)
        self._buttons["cancel"].setText(self.tr("Cancel") if fetching else self.tr("Discard"))
        if partial and idle:
            self.state.setText(self.tr("Partly fetched: {0}").format(words.size(card.fetched)))
        self._ask.setVisible(self._asking)
        self._question.setText(
            self.tr("Remove {0} from this machine? {1} are freed.").format(self._name, words.size(card.size))
        )
        for one in self._buttons.values():
            one.setAccessibleName(self.tr("{0}: {1}").format(one.text(), self._name))

    def _pressed(self) -> None:
        verb = next(verb for verb, one in self._buttons.items() if one is self.sender())
        if verb in ("remove", "keep"):
            self._asking = verb == "remove"
            self._show_buttons()
            self._buttons["keep" if self._asking else "remove"].setFocus()
            return
        if verb == "really":
            self._asking, verb = False, "remove"
        self.wanted.emit(verb, self.model_id)

    def _open_source(self) -> None:
        QDesktopServices.openUrl(QUrl(self.source.toolTip()))

    def _toggle_details(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.more.setText(self.tr("Details") if self._details.isHidden() else self.tr("Less"))
