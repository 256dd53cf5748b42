"""Choosing what judges a project: the window's chip, the dialog, its cost, and that it takes over."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.theme import ThemeChoice
from hfpc_desktop.ui.models.profile_dialog import ProfileDialog
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@pytest.fixture
def window(open_window) -> MainWindow:
    controller = FakeController(samples.rows([(0.9, 0.1), (0.8, 0.9), (None, None)]))
    window = open_window(controller, choice=ThemeChoice.LIGHT, size=(1440, 900))
    controller.open_demo()
    return window


@pytest.fixture
def dialog(window: MainWindow, qtbot) -> ProfileDialog:
    click(window.review.strip.profile)
    qtbot.waitUntil(lambda: isinstance(window.dialog, ProfileDialog) and window.dialog.isVisible())
    return window.dialog


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def pick(dialog: ProfileDialog, qtbot, model: str) -> None:
    radio = dialog.choose(model)
    qtbot.waitUntil(radio.isVisible)
    radio.setFocus()
    QTest.keyClick(radio, Qt.Key.Key_Space)


def test_the_status_bar_says_what_judges(window: MainWindow, dialog: ProfileDialog, qtbot) -> None:
    assert window.review.strip.profile.text() == "Embedded models"
    assert not dialog.use_button.isEnabled(), "nothing else was chosen"
    pick(dialog, qtbot, "efficientsam-ti")
    assert dialog.profile == "efficientsam-ti+starter-reward"
    click(dialog.detector)
    assert dialog.profile == "efficientsam-ti+grounding-dino-tiny+starter-reward"
    click(dialog.use_button)
    assert window._controller.judging.calls == ["efficientsam-ti+grounding-dino-tiny+starter-reward"]
    assert window.review.strip.profile.text() == "EfficientSAM-Ti · GroundingDINO tiny"


def test_what_cannot_be_chosen_says_why(dialog: ProfileDialog) -> None:
    for model, why in (("sam-vit-h", "Needs PyTorch"), ("image-reward", "Not installed")):
        assert not dialog.choose(model).isEnabled()
        assert dialog.choose(model).accessibleDescription() == why
    assert not dialog.detector.isEnabled()
    assert "segmenter" in dialog.detector_note.text()


def test_what_it_costs_is_said_before(dialog: ProfileDialog, qtbot) -> None:
    assert "now" in dialog.cost.text()
    pick(dialog, qtbot, "efficientsam-ti")
    assert "3 pairs are judged again" in dialog.cost.text()
    assert "not known yet" in dialog.cost.text()
    pick(dialog, qtbot, "sam-vit-b")
    assert "1 min" in dialog.cost.text()


def test_a_measured_pace_is_remembered(qapp, qtbot, tmp_path) -> None:
    controller = FakeController()
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    controller.judging.seconds = 2.0
    theme = Theme(qapp, ThemeChoice.DARK)
    qtbot.addWidget(ProfileDialog(controller.judging, 60, settings, theme.tokens))
    controller.judging.use("efficientsam-ti+starter-reward")
    controller.judging.seconds = None
    dialog = ProfileDialog(controller.judging, 60, settings, theme.tokens)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.segmenters.buttons()[0].click()
    assert dialog.profile == "embedded"
    assert "About 2 min" in dialog.cost.text()


def test_the_models_window_is_one_press_away(window: MainWindow, dialog: ProfileDialog, qtbot) -> None:
    click(dialog.findChild(type(dialog.use_button), "profile_models"))
    qtbot.waitUntil(lambda: window.dialog is not None and window.dialog.objectName() == "models_dialog")


def test_choices_that_come_late_have_room_and_take_the_focus(qapp, qtbot, tmp_path, monkeypatch) -> None:
    judging = FakeController().judging
    monkeypatch.setattr(judging, "ask_choices", lambda: None)
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    theme = Theme(qapp, ThemeChoice.DARK)
    theme.apply()
    dialog = ProfileDialog(judging, 60, settings, theme.tokens)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isVisible())
    judging.choices_ready.emit(judging.choices)
    rows = [one.parentWidget() for one in dialog.segmenters.buttons()]
    assert len(rows) == 4

    def apart() -> bool:
        places = [row.geometry() for row in rows]
        return all(a.bottom() < b.top() for a, b in itertools.pairwise(places))

    qtbot.waitUntil(apart)
    qtbot.waitUntil(lambda: dialog.layout().totalHeightForWidth(dialog.width()) <= dialog.height())
    assert dialog.focusWidget() is dialog.segmenters.checkedButton()
