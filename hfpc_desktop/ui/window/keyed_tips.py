"""Tool tips that name a key: the key in force, told again when a person gives the command another one. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hfpc_desktop.domain.remarks import Flag

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.window.review_page import ReviewPage


class KeyedTips(QObject):
    """Widgets that are no buttons of the registry, but do what one of its commands does."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._tips: list[tuple[QWidget, str, str]] = []
        actions.keymap.changed.connect(self._say)

    def add(self, widget: QWidget, action_id: str) -> None:
        """Write the key of an action behind the widget's own tool tip."""
        self._tips.append((widget, action_id, widget.toolTip()))
        self._say_one(*self._tips[-1])

    def add_page(self, page: ReviewPage) -> None:
        """Everything of the review page that has a key."""
        bar, remarks = page.filter_bar, page.inspector.remarks
        self.add(bar.resort_chip, "resort")
        self.add(bar.search, "find")
        self.add(remarks.chip(Flag.MASK_WRONG), "flag_mask")
        self.add(remarks.chip(Flag.SCORE_WRONG), "flag_score")
        self.add(remarks.edit_button, "remark")

    def _say(self) -> None:
        for tip in self._tips:
            self._say_one(*tip)

    def _say_one(self, widget: QWidget, action_id: str, text: str) -> None:
        key = self._actions.key_text(action_id)
        widget.setToolTip(self.tr("{0} ({1})").format(text, key) if key else text)
