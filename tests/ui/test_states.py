"""Every pane says what it has not: an icon, one line, one thing to do, where it happens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from hfpc_desktop.domain.judgement import Frame, NotJudged
from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.table import Column
from hfpc_desktop.runtime.failures import could_not
from hfpc_desktop.runtime.project_files import RecentProjects
from hfpc_desktop.runtime.states import RecentProject
from hfpc_desktop.ui.canvas import canvas_paint as paint
from hfpc_desktop.ui.canvas.pane_card import PaneState
from hfpc_desktop.ui.lists.distribution import DistributionView
from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.languages import Language, Languages
from hfpc_desktop.ui.look.theme import ThemeChoice
from hfpc_desktop.ui.look.widgets import EmptyState
from hfpc_desktop.ui.window.main_window import MainWindow
from hfpc_desktop.ui.window.trouble_bar import STEPS
from tests.fakes_ui import FakeController
from tests.ui import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "chair.png", tmp_path / "chair_1.png"
    for path in paths:
        image = QImage(60, 50, QImage.Format.Format_RGB32)
        image.fill(QColor("#7090b0"))
        image.save(str(path))
    return paths


@pytest.fixture
def make(qapp, qtbot, tmp_path) -> Iterator[Callable[..., tuple[MainWindow, FakeController]]]:
    windows = []

    def build(rows: list = (), **more: object) -> tuple[MainWindow, FakeController]:
        controller = FakeController(rows, **more)
        theme = Theme(qapp, ThemeChoice.LIGHT)
        theme.apply()
        settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
        window = MainWindow(controller, settings, theme)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window, controller

    yield build
    for window in windows:
        window.close()


def empty(surface: QWidget) -> EmptyState:
    """The one empty state that is seen on a surface."""
    (found,) = [state for state in surface.findChildren(EmptyState) if state.isVisible()]
    return found


def press(button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, LEFT)


def test_an_empty_review_says_so_in_every_pane(make) -> None:
    # Given a project in which nothing was found
    window, controller = make([])
    controller.open_demo()
    window.actions_["group"].trigger()
    QApplication.processEvents()
    review = window.review
    # Then list, pictures and inspector each say what belongs there
    assert empty(review.list_pages).title == "No pairs here"
    assert review.compare._nothing.state is PaneState.EMPTY
    assert empty(review.inspector).title == "No pair chosen"
    assert review.filmstrip.isVisible()
    # And the one thing to do opens other folders
    press(empty(review.list_pages).buttons[0])
    assert window.dialog is not None
    window.dialog.close()


def test_a_distribution_without_scores_says_when_there_will_be_some(make) -> None:
    window, controller = make(samples.rows([None, None]))
    controller.open_demo()
    window.actions_["view_map"].trigger()
    view = window.review.active_view
    assert isinstance(view, DistributionView)
    state = empty(view)
    assert "both scores" in state.title
    # The first score replaces it by the axes
    controller.judge({0: samples.judged(0.5, 0.6)})
    view.draw()
    assert not [one for one in view.findChildren(EmptyState) if one.isVisible()]
    # And the button leads back to the list
    window.actions_["view_list"].trigger()
    controller.open_demo()
    window.actions_["view_map"].trigger()
    press(empty(view).buttons[0])
    assert window.review.active_view is window.review.view


def test_histograms_without_scores_say_so_instead_of_showing_a_bare_line(make) -> None:
    window, controller = make(samples.rows([None, None]))
    controller.open_demo()
    slider = window.review.thresholds.sliders["reward"]
    bare = slider.grab().toImage()
    controller.judge({0: samples.judged(0.5, 0.6)})
    window.flow._draw_histogram()
    assert slider.grab().toImage() != bare


def test_a_picture_that_cannot_be_shown_offers_to_scan_again_in_its_own_pane(make, pictures) -> None:
    # Given a pair whose original is gone
    row = replace(samples.rows([(0.5, 0.5)])[0], generated=pictures[1])
    window, controller = make([row])
    controller.open_demo()
    QApplication.processEvents()
    compare = window.review.compare
    broken, whole = compare.pane(Frame.ORIGINAL), compare.pane(Frame.GENERATED)
    assert (broken.state, whole.state) == (PaneState.FAILED, PaneState.READY)
    # Then its pane has the button, the other has not
    again = broken.findChild(QPushButton, "pane_again")
    assert not whole.findChild(QPushButton, "pane_again").isVisible()
    assert broken.rect().contains(again.geometry())
    # And it stays clear of the words and of the bar, also in a low pane under a bar of two lines
    window.actions_["mode_mask"].trigger()
    compare.setFixedHeight(220)
    QApplication.processEvents()
    card = broken._card
    words = paint.card_bottom(card._area(), *card.message, broken.font(), card.tokens)
    assert words <= again.geometry().top()
    assert again.geometry().bottom() <= broken.height() - broken.bottom_inset
    window.actions_["mode_side"].trigger()
    press(again)
    assert controller.asked("rescan") == [None]
    # And where both share a pane, a line says that there is nothing to compare with
    for name in ("mode_flip", "mode_split", "mode_overlay", "mode_difference"):
        window.actions_[name].trigger()
        assert "nothing to compare with" in window.review.notes.text, name
    press(window.review.notes.findChild(QPushButton, "compare_note_action"))
    assert window.actions_["mode_side"].isChecked()
    assert window.review.notes.text == ""


@pytest.mark.parametrize(
    ("why", "button", "action"),
    [
        (NotJudged.NO_PRODUCT, "Draw the mask", "edit_mask"),
        (NotJudged.NOT_REGISTERED, "Draw the mask", "edit_mask"),
        (NotJudged.MODEL_MISSING, "Models…", "models"),
        (NotJudged.FAILED, "Scan again", "rescan"),
        (NotJudged.MISSING_FILE, "Scan again", "rescan"),
    ],
)
def test_a_pair_without_a_score_says_why_and_offers_what_helps(make, pictures, why, button, action) -> None:
    judged = replace(samples.judged(None, None), not_judged=why)
    row = replace(samples.rows([None])[0], original=pictures[0], generated=pictures[1], judgement=judged)
    window, controller = make([row])
    controller.open_demo()
    QApplication.processEvents()
    help_button = window.review.inspector.findChild(QPushButton, "not_judged_help")
    assert help_button.text() == button
    # In the modes that need masks or maps the pictures say it, too
    for mode, words in (("mode_mask", "No mask"), ("mode_difference", "No difference map")):
        window.actions_[mode].trigger()
        assert window.review.notes.text.startswith(words)
        assert window.review.notes.findChild(QPushButton, "compare_note_action").text() == button
    window.actions_["mode_side"].trigger()
    triggered = []
    window.actions_.triggered.connect(lambda name, _: triggered.append(name))
    press(help_button)
    assert triggered == [action]
    if window.dialog is not None:
        window.dialog.close()


def test_a_note_stands_clear_of_the_edges_and_leaves_a_low_pane_to_the_pictures(make, pictures) -> None:
    judged = replace(samples.judged(None, None), not_judged=NotJudged.NO_PRODUCT)
    row = replace(samples.rows([None])[0], original=pictures[0], generated=pictures[1], judgement=judged)
    window, controller = make([row])
    window.resize(1280, 1000)
    controller.open_demo()
    window.actions_["mode_mask"].trigger()
    QApplication.processEvents()
    notes, pane = window.review.notes, window.review.compare.pane(Frame.GENERATED)
    gap = window._theme.tokens.space_3
    assert notes.isVisible()
    assert notes.y() - pane.mapTo(window.review.compare, QPoint()).y() == gap
    assert notes.x() >= gap and notes.geometry().right() <= window.review.compare.width() - gap
    # In a low pane it would cover the pictures; the inspector says the same
    window.resize(1280, 700)
    window.actions_["group"].trigger()  # with the filmstrip
    QApplication.processEvents()
    assert not notes.isVisible()
    assert "No product was found" in window.review.inspector.text
    window.actions_["group"].trigger()
    window.resize(1280, 1000)
    QApplication.processEvents()
    assert notes.isVisible()


def test_masks_of_a_waiting_pair_say_that_they_will_come(make, pictures) -> None:
    row = replace(samples.rows([None])[0], original=pictures[0], generated=pictures[1])
    window, controller = make([row])
    controller.open_demo()
    window.actions_["mask"].trigger()
    QApplication.processEvents()
    assert "waits for its turn" in window.review.notes.text
    controller.judge({0: samples.judged(0.5, 0.6)})
    assert window.review.notes.text == ""


@pytest.mark.parametrize("step", list(STEPS))
def test_trouble_of_the_lists_own_work_is_told_over_the_list(make, step) -> None:
    window, controller = make(samples.rows([(0.5, 0.5), (0.4, 0.4)]))
    controller.open_demo()
    bar = window.review.trouble
    controller.notice.emit("error", could_not(step), "The disk is full. Free some space.")
    assert bar.isVisible()
    assert "Free some space" in bar.text
    assert not window.notices.notices
    again = bar.findChild(QPushButton, "trouble_again")
    if STEPS[step]:
        press(again)
        assert controller.asked(STEPS[step])
        controller.scan_reported.emit(samples_report())
    else:
        assert not again.isVisible()
        controller.undo_state_changed.emit(True, False)  # the next decision was saved
    assert not bar.isVisible()


def samples_report() -> object:
    from hfpc_desktop.review.scan import ScanReport

    return ScanReport(Path("/o"), Path("/g"), pairs=2)


def test_other_errors_stay_messages(make) -> None:
    window, controller = make(samples.rows([(0.5, 0.5)]))
    controller.open_demo()
    controller.notice.emit("error", could_not("export"), "The folder is read-only.")
    assert not window.review.trouble.isVisible()
    assert [notice.title for notice in window.notices.notices] == ["Could not export"]


def test_a_recent_project_that_is_gone_can_be_taken_off_the_list(make, tmp_path) -> None:
    here = RecentProject(tmp_path / "a.hfpc", "Chairs", "2026-11-01T10:00:00+00:00", True)
    gone = RecentProject(tmp_path / "b.hfpc", "Mugs", "2026-11-01T10:00:00+00:00", False)
    window, controller = make(recent=[here, gone])
    cards = window.start.findChildren(QPushButton, "recent_card")
    press(cards[1])
    assert not controller.asked("open_project")
    assert not cards[0].forget.isVisible()
    press(cards[1].forget)
    assert controller.asked("forget_recent") == [gone.path]
    assert window.start.recent_paths == [here.path]


def test_the_list_of_recent_projects_forgets_one(tmp_path) -> None:
    recents = RecentProjects(tmp_path / "recent.json")
    for name in ("a", "b"):
        recents.add(tmp_path / f"{name}.hfpc", name)
    recents.remove(tmp_path / "a.hfpc")
    assert [one.name for one in recents.load()] == ["b"]


def test_what_a_list_draws_is_translated_too(make, qapp) -> None:
    """Cells are painted, so the walk over widgets does not see them."""
    languages = Languages(qapp)
    languages.use(Language.CHINESE)
    try:
        window, controller = make(samples.rows([None]))
        controller.open_demo()
        assert window.review.model.cell_text(0, Column.VERDICT) == translate("columns", "Waiting")
        assert window.review.model.cell_text(0, Column.VERDICT) != "Waiting"
    finally:
        languages.clear()


def test_a_state_is_as_high_as_its_words(make) -> None:
    window, _ = make([])
    state = EmptyState(window._theme.tokens, window)
    text = 'The filter hides all 32 pairs: name contains "nothing has this name".'
    state.show_state("filter", "No pair matches this filter", f"{text} {text}")
    words = next(label for label in state.findChildren(QLabel) if text in label.text())
    two = words.height()
    state.show_state("filter", "No pair matches this filter", text)
    line = words.fontMetrics().height()
    assert words.height() < two and words.height() == line, "a short text gives the room back"
    state.show()
    QApplication.processEvents()
    assert words.height() == words.fontMetrics().height(), "also in the font in which it is shown"
