"""What judges this project: one choice for the product, one for its name, one for the background. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSettings, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.runtime.judging_choice import Choices, JudgedBy, WhyNot, profile_name
from hfpc_desktop.ui.look.widgets import IconLabel, button, button_row, fit_height, label, panel
from hfpc_desktop.ui.models import model_words, profile_words

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QAbstractButton

    from hfpc_desktop.runtime.judging_choice import Choice
    from hfpc_desktop.ui.look.theme import Tokens

_MODEL = "model"


class ProfileDialog(QDialog):
    """``judging`` is a ``runtime.qt_judging.JudgingController`` or anything with its signals and methods."""

    models_asked = Signal()

    def __init__(
        self, judging: Any, pairs: int, settings: QSettings, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        """``pairs``: how many the project has."""
        super().__init__(parent)
        self.setObjectName("profile_dialog")
        self._judging, self._pairs, self._settings, self._tokens = judging, pairs, settings, tokens
        self._choices = Choices()
        self.setWindowTitle(self.tr("What judges this project"))
        self.setMinimumWidth(640)
        self.segmenters, self.rewards = QButtonGroup(self), QButtonGroup(self)
        self.detector = QCheckBox()
        self.detector.setObjectName("profile_detector")
        self.detector_note = label(role="caption")
        self._about = {group: label(role="caption", wrap=True) for group in (self.segmenters, self.rewards)}
        self._lists = {group: QVBoxLayout() for group in (self.segmenters, self.rewards)}
        self.name = label(role="strong", wrap=True)
        self.cost = label(role="muted", wrap=True)
        self.use_button = button(self.tr("Judge again"), "primary", name="profile_use")
        self._lay_out()
        seconds, state = judging.pair_seconds(), judging.state
        if seconds is not None and state.profile:
            profile_words.remember_pace(settings, state.profile, seconds)
        judging.choices_ready.connect(self.show_choices)
        self.segmenters.buttonClicked.connect(self._changed)
        self.rewards.buttonClicked.connect(self._changed)
        self.detector.clicked.connect(self._changed)
        self.use_button.clicked.connect(self._use)
        self.show_choices(self._choices)
        judging.ask_choices()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)
        self._focus_choice()

    def event(self, event: QEvent) -> bool:
        """As high as the texts and rows of this choice need, each time a part has told another size."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            fit_height(self)
        return done

    def _focus_choice(self) -> None:
        checked = self.segmenters.checkedButton()
        if checked is not None:
            checked.setFocus()

    @property
    def chosen(self) -> JudgedBy:
        """The ids that are chosen now; empty = what ships."""
        detector = self._the_detector()
        with_detector = self.detector.isChecked() and self.detector.isEnabled() and detector is not None
        return JudgedBy(
            _chosen(self.segmenters),
            detector.id if with_detector and detector is not None else "",
            _chosen(self.rewards),
        )

    @property
    def profile(self) -> str:
        """The profile's name of what is chosen, as the command line takes it."""
        by = self.chosen
        return profile_name(by.segmenter, by.detector, by.reward)

    def choose(self, model_id: str) -> QAbstractButton:
        """The button of a segmenter or reward; empty ids are those that ship (see ``segmenters``, ``rewards``)."""
        return next(
            one
            for group in (self.segmenters, self.rewards)
            for one in group.buttons()
            if one.property(_MODEL) == model_id
        )

    # -- construction -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        t = self._tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(t.space_5, t.space_5, t.space_5, t.space_4)
        column.setSpacing(t.space_3)
        column.addWidget(label(self.tr("What judges this project"), "heading"))
        for title, group in (
            (self.tr("The product is cut out by"), self.segmenters),
            (self.tr("The background is judged by"), self.rewards),
        ):
            column.addWidget(label(title, "title"))
            self._lists[group].setSpacing(t.space_1)
            column.addLayout(self._lists[group])
            column.addWidget(self._about[group])
            if group is self.segmenters:
                column.addLayout(self._by_name())
        card = panel("card")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(t.space_4, t.space_3, t.space_4, t.space_3)
        inside.setSpacing(t.space_3)
        inside.addWidget(IconLabel("clock", t.text_faint, 20))
        texts = QVBoxLayout()
        texts.setSpacing(t.space_1)
        texts.addWidget(self.name)
        texts.addWidget(self.cost)
        inside.addLayout(texts, 1)
        column.addStretch()
        column.addWidget(card)
        models = button(self.tr("Models…"), name="profile_models")
        models.clicked.connect(self.models_asked)
        cancel = button(self.tr("Cancel"), name="profile_cancel")
        cancel.clicked.connect(self.reject)
        self.use_button.setDefault(True)
        column.addLayout(button_row(cancel, self.use_button, left=[models]))

    def _by_name(self) -> QVBoxLayout:
        """The box of the detector, and what stands against it under its words."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.detector)
        self.detector_note.setContentsMargins(26, 0, 0, 0)
        column.addWidget(self.detector_note)
        return column

    def _fill(self, group: QButtonGroup, shipped: str, choices: tuple[Choice, ...], current: str) -> None:
        layout = self._lists[group]
        for one in group.buttons():
            group.removeButton(one)
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        layout.addWidget(self._row(group, "", shipped, None, checked=not current))
        known = [choice.id for choice in choices]
        for choice in choices:
            name = model_words.name_of(choice.id, choice.name)
            layout.addWidget(self._row(group, choice.id, name, choice, checked=choice.id == current))
        if current and current not in known:
            layout.addWidget(self._row(group, current, current, None, checked=True))

    def _row(
        self, group: QButtonGroup, model_id: str, name: str, choice: Choice | None, *, checked: bool
    ) -> QWidget:
        row = QWidget(self)
        row.setMinimumHeight(self._tokens.space_5)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        radio = QRadioButton(name)
        radio.setProperty(_MODEL, model_id)
        radio.setChecked(checked)
        note = profile_words.stands_against(choice) if choice is not None else ""
        radio.setEnabled(choice is None or choice.why_not is WhyNot.NOTHING)
        radio.setAccessibleDescription(note)
        group.addButton(radio)
        line.addWidget(radio)
        line.addStretch()
        line.addWidget(label(note, "caption"))
        if self.isVisible():
            row.show()  # at once, not when the layout comes to it: the focus goes to one of them
        return row

    # -- what is told and what a person does ------------------------------------------------

    def show_choices(self, choices: Choices) -> None:
        """What could judge, and what stands against it."""
        self._choices = choices
        by = self._judging.state.by
        self._fill(self.segmenters, profile_words.embedded_segmenter(), choices.segmenters, by.segmenter)
        self._fill(self.rewards, profile_words.embedded_reward(), choices.rewards, by.reward)
        self.detector.setChecked(bool(by.detector))
        self._changed()
        if self.isVisible():
            self._focus_choice()

    def _the_detector(self) -> Choice | None:
        """The one that is in use, else the first that can be."""
        current = self._choices.find(self._judging.state.by.detector)
        usable = [one for one in self._choices.detectors if not one.why_not]
        return current or next(iter(usable or self._choices.detectors), None)

    def _changed(self) -> None:
        detector = self._the_detector()
        name = model_words.name_of(detector.id, detector.name) if detector is not None else ""
        self.detector.setText(self.tr("Look for the product by its name first: {0}").format(name))
        self.detector.setVisible(detector is not None)
        note = profile_words.stands_against(detector) if detector is not None else ""
        segmenter = _chosen(self.segmenters)
        if not note and not segmenter:
            note = self.tr("Needs one of the segmenters above to draw what it finds")
        self.detector.setEnabled(detector is not None and not detector.why_not and bool(segmenter))
        self.detector_note.setText(note)
        self.detector_note.setVisible(bool(note))
        self.detector.setAccessibleDescription(note)
        for group, shipped in ((self.segmenters, "u2netp"), (self.rewards, "starter-reward")):
            self._about[group].setText(model_words.purpose(_chosen(group) or shipped))
        self._show_cost()

    def _show_cost(self) -> None:
        profile, now = self.profile, self._judging.state
        same = self.chosen == JudgedBy(now.by.segmenter, now.by.detector, now.by.reward) and not now.trouble
        self.use_button.setEnabled(not same)
        self.name.setText(self.tr("Profile: {0}").format(profile))
        if same:
            self.cost.setText(self.tr("This is what judges the project now."))
            return
        picked = [self._choices.find(one) for one in (self.chosen.segmenter, self.chosen.reward) if one]
        slow = any(one is not None and one.slow for one in picked)
        pace = profile_words.remembered_pace(self._settings, profile)
        self.cost.setText(profile_words.cost(self._pairs, pace, slow=slow))

    def _use(self) -> None:
        self._judging.use(self.profile)
        self.accept()


def _chosen(group: QButtonGroup) -> str:
    checked = group.checkedButton()
    return str(checked.property(_MODEL)) if checked is not None else ""
