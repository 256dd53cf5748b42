"""Designer flows in the real window, by real keys and clicks: triage, undo, sort, filter, thresholds, drop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.review.scan_report import ScanReport
from hfpc_desktop.review.table import Column
from hfpc_desktop.runtime.states import FoldersQuestion, Phase, Progress, RecentProject
from hfpc_desktop.ui.files.export_dialog import ExportDialog
from hfpc_desktop.ui.files.open_dialogs import FoldersQuestionDialog, OpenFoldersDialog
from hfpc_desktop.ui.files.scan_report_dialog import ScanReportDialog
from hfpc_desktop.ui.keys.shortcuts_help import ShortcutsHelp
from hfpc_desktop.ui.lists.table_model import COLUMNS
from hfpc_desktop.ui.look.theme import DARK, LIGHT
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples
from tests.ui.windows import press

if TYPE_CHECKING:
    pass

SCORES = [(0.9, 0.1), (0.8, 0.9), (0.5, 0.95), (None, None), (0.1, 0.8), (0.70, 0.75), None]
BEST_FIRST = [1, 5, 2, 0, 4, 3, 6]


@pytest.fixture
def controller() -> FakeController:
    return FakeController(samples.rows(SCORES))


@pytest.fixture
def window(open_window, controller) -> MainWindow:
    out = open_window(controller)
    controller.open_rows("Chairs")
    return out


def decision_of(window: MainWindow, row: int) -> Decision:
    assert window.flow.table is not None
    return window.flow.table.decision(row)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


# -- opening -----------------------------------------------------------------------------------------


def test_the_start_page_offers_the_demo_and_recent_projects(open_window, qtbot) -> None:
    controller = FakeController(
        samples.rows(SCORES),
        recent=[
            RecentProject(Path("/p/a.hfpc"), "A", "2026-11-20T10:00:00"),
            RecentProject(Path("/p/b.hfpc"), "B", "", False),
        ],
    )
    window = open_window(controller)
    assert not window.reviewing
    assert window.start.recent_paths == [Path("/p/a.hfpc"), Path("/p/b.hfpc")]
    cards = window.start.findChildren(QPushButton, "recent_card")
    assert [card.exists for card in cards] == [True, False]
    qtbot.mouseClick(cards[0], Qt.MouseButton.LeftButton)
    assert controller.asked("open_project") == [Path("/p/a.hfpc")]
    assert window.reviewing
    press(window, Qt.Key.Key_W, CTRL)
    assert not window.reviewing
    qtbot.mouseClick(window.start.zone.demo_button, Qt.MouseButton.LeftButton)
    assert controller.asked("open_demo") == [None]
    assert window.windowTitle().startswith("Demo")


@pytest.mark.parametrize("reviewing", [False, True])
def test_two_dropped_folders_are_opened_or_asked_about(open_window, controller, tmp_path, reviewing) -> None:
    window = open_window(controller)
    if reviewing:
        controller.open_rows("Before")
    folders = [tmp_path / "originals", tmp_path / "generated 图片 ✨"]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder)) for folder in folders])
    at = QPoint(window.width() // 2, window.height() // 2)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, buttons, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window._drop_overlay.isVisible() == reviewing
    drop = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, buttons, none)
    QApplication.sendEvent(window, drop)
    assert drop.isAccepted()
    assert not window._drop_overlay.isVisible()
    assert (window.dialog is not None) == reviewing, "whether they join the project is asked"
    if reviewing:
        QTest.mouseClick(window.dialog.card("new"), buttons)
    assert controller.asked("open_folders") == [folders]


def test_dragged_text_is_not_taken(open_window, controller) -> None:
    window = open_window(controller)
    mime = QMimeData()
    mime.setText("no file")
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_unclear_folders_are_asked_about_never_guessed(open_window, controller, qtbot) -> None:
    window = open_window(controller)
    controller.folders_question.emit(FoldersQuestion(Path("/x/a"), Path("/x/b")))
    dialog = window.dialog
    assert isinstance(dialog, FoldersQuestionDialog)
    assert controller.asked("open_pair_of_folders") == []
    qtbot.mouseClick(dialog.cards[1], Qt.MouseButton.LeftButton)
    assert controller.asked("open_pair_of_folders") == [(Path("/x/b"), Path("/x/a"))]


def test_open_folders_by_key(open_window, controller, qtbot) -> None:
    window = open_window(controller)
    press(window, Qt.Key.Key_O, CTRL)
    dialog = window.dialog
    assert dialog is not None
    ok = dialog.findChild(QPushButton, "open_ok")
    assert not ok.isEnabled()
    dialog.findChild(QLineEdit, "originals_field").setText("/x/originals")
    dialog.findChild(QLineEdit, "generated_field").setText("/x/generated")
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert controller.asked("open_pair_of_folders") == [(Path("/x/originals"), Path("/x/generated"))]


# -- triage ------------------------------------------------------------------------------------------


def test_keys_decide_and_advance_in_the_order_shown(window, controller) -> None:
    assert window.review.model.order.tolist() == BEST_FIRST
    assert window.flow.current_row == 1
    press(window, Qt.Key.Key_A)
    assert window.flow.current_row == 5
    press(window, Qt.Key.Key_X)
    assert window.flow.current_row == 2
    press(window, Qt.Key.Key_P)
    assert [decision_of(window, row) for row in (1, 5, 2)] == [
        Decision.APPROVED,
        Decision.REJECTED,
        Decision.APPROVED,
    ]
    assert window.flow.current_row == 0
    assert controller.asked("decide")[0] == ([1], Decision.APPROVED)


def test_advance_skips_what_is_decided_and_undecided_stays(window) -> None:
    press(window, Qt.Key.Key_Down)
    assert window.flow.current_row == 5
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Up)
    assert window.flow.current_row == 1
    press(window, Qt.Key.Key_A)
    assert window.flow.current_row == 2
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_U)
    assert window.flow.current_row == 5
    assert decision_of(window, 5) is Decision.UNDECIDED


def test_undo_and_redo_jump_to_the_pair(window) -> None:
    for key in (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_A):
        press(window, key)
    assert window.flow.current_row == 0
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.flow.current_row == 2
    assert decision_of(window, 2) is Decision.UNDECIDED
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.flow.current_row == 5
    press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert decision_of(window, 5) is Decision.REJECTED
    assert window.flow.current_row == 5


def test_undo_shows_a_pair_that_the_filter_hides(window) -> None:
    press(window, Qt.Key.Key_X)
    window.review.filter_bar.set_filter(RowFilter(decisions=frozenset({Decision.UNDECIDED})))
    assert window.review.model.position_of(1) is None
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.flow.current_row == 1
    assert window.review.filter_bar.row_filter.is_everything


def test_the_end_of_the_list_is_said_with_counts(window) -> None:
    for _ in range(3):
        press(window, Qt.Key.Key_A)
    assert window.review.banner.isHidden()
    for _ in range(4):
        press(window, Qt.Key.Key_X)
    assert window.review.banner.isVisible()
    assert "3 approved" in window.review.banner.text
    assert "4 rejected" in window.review.banner.text
    assert window.review.strip.decision_text(Decision.UNDECIDED) == "0 undecided"
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.review.banner.isHidden()


def test_the_end_of_a_filtered_list_leads_to_the_rest(window, qtbot) -> None:
    window.review.filter_bar.set_filter(RowFilter(verdicts=frozenset({Verdict.APPROVE})))
    assert window.review.model.rowCount() == 2
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_A)
    assert window.review.banner.isVisible()
    more = window.review.banner.findChild(QPushButton, "banner_hidden")
    assert more.text() == "Show 5 more undecided"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert window.review.model.rowCount() == 5
    assert decision_of(window, window.flow.current_row) is Decision.UNDECIDED


def test_decided_pairs_stay_in_a_filtered_list_until_it_is_sorted_again(window, qtbot) -> None:
    window.review.filter_bar.set_filter(RowFilter(decisions=frozenset({Decision.UNDECIDED})))
    press(window, Qt.Key.Key_A)
    assert window.review.model.rowCount() == 7
    chip = window.review.filter_bar.findChild(QPushButton, "resort_chip")
    assert chip.isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert window.review.model.rowCount() == 6
    assert not chip.isVisible()


def test_many_selected_pairs_are_decided_at_once(window, controller) -> None:
    press(window, Qt.Key.Key_Down, SHIFT)
    press(window, Qt.Key.Key_Down, SHIFT)
    assert sorted(window.review.view.selected_rows().tolist()) == [1, 2, 5]
    press(window, Qt.Key.Key_X)
    assert controller.asked("decide") == [([1, 5, 2], Decision.REJECTED)]
    assert window.flow.current_row == 0
    assert "3 pairs rejected" in window.notices.notices[-1].title
    press(window, Qt.Key.Key_Z, CTRL)
    assert sorted(window.review.view.selected_rows().tolist()) == [1, 2, 5]
    assert all(decision_of(window, row) is Decision.UNDECIDED for row in (1, 2, 5))


def test_select_all_and_approve(window, controller) -> None:
    press(window, Qt.Key.Key_A, CTRL)
    press(window, Qt.Key.Key_A)
    assert sorted(controller.asked("decide")[0][0]) == list(range(7))


def test_decision_buttons(window, qtbot) -> None:
    qtbot.mouseClick(window.tools.buttons["reject"], Qt.MouseButton.LeftButton)
    assert decision_of(window, 1) is Decision.REJECTED
    assert window.flow.current_row == 5


# -- order and filter --------------------------------------------------------------------------------


def click_header(window: MainWindow, key: Column) -> None:
    header = window.review.view.horizontalHeader()
    column = next(i for i, spec in enumerate(COLUMNS) if spec.key is key)
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))


@pytest.mark.parametrize("spec", COLUMNS, ids=lambda spec: spec.key.value)
def test_a_click_on_every_header_sorts_and_keeps_the_place(open_window, controller, spec) -> None:
    window = open_window(controller)
    window.resize(1500, 800)  # wide enough for all columns
    controller.open_rows("Chairs")
    window.review.view.go_to_row(4)
    before = window.review.model.sort_key
    click_header(window, spec.key)
    now = window.review.model.sort_key
    assert now == ((spec.key, not before[1]) if spec.key is before[0] else (spec.key, spec.best_first))
    assert window.flow.current_row == 4
    click_header(window, spec.key)
    assert window.review.model.sort_key == (spec.key, not now[1])
    assert window.flow.current_row == 4


def test_scores_that_arrive_offer_a_resort_and_move_nothing(window, controller, qtbot) -> None:
    chip = window.review.filter_bar.findChild(QPushButton, "resort_chip")
    assert not chip.isVisible()
    controller.judge({6: samples.judged(0.99, 0.99)})
    assert window.review.model.order.tolist() == BEST_FIRST
    assert chip.isVisible()
    press(window, Qt.Key.Key_R)
    assert window.review.model.order[0] == 6
    assert window.flow.current_row == 1
    assert not chip.isVisible()
    assert window.actions_["approve"].isEnabled()
    press(window, Qt.Key.Key_A)
    assert decision_of(window, 1) is Decision.APPROVED


def test_a_filter_without_matches_says_so_and_leads_back(window, qtbot) -> None:
    press(window, Qt.Key.Key_F, CTRL)
    search = window.review.filter_bar.findChild(QLineEdit, "search")
    assert search.hasFocus()
    with qtbot.waitSignal(window.review.filter_bar.filter_changed):
        qtbot.keyClicks(search, "axu")  # letters that are keys elsewhere
    assert window.flow.table.counts().by_decision[Decision.UNDECIDED] == 7
    empty = window.review.list_empty
    assert window.review.list_pages.currentWidget() is empty
    assert "axu" in empty.text
    assert "7 pairs" in empty.text
    assert window.flow.current_row is None
    qtbot.mouseClick(empty.buttons[0], Qt.MouseButton.LeftButton)
    assert window.review.list_pages.currentWidget() is window.review.view
    assert window.review.model.rowCount() == 7
    assert window.flow.current_row is not None


def test_filter_by_text_and_chips(window, qtbot) -> None:
    bar = window.review.filter_bar
    press(window, Qt.Key.Key_Slash)
    search = bar.findChild(QLineEdit, "search")
    with qtbot.waitSignal(bar.filter_changed):
        qtbot.keyClicks(search, "sku1_")
    assert 0 < window.review.model.rowCount() < 7
    QTest.keyClick(search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.review.model.rowCount() == 7)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert window.review.view.hasFocus()
    row = window.flow.current_row
    press(window, Qt.Key.Key_A)
    approved = bar.findChild(QPushButton, "filter_approved")
    qtbot.mouseClick(approved, Qt.MouseButton.LeftButton)
    assert window.review.model.order.tolist() == [row]
    qtbot.mouseClick(bar.findChild(QPushButton, "filter_all"), Qt.MouseButton.LeftButton)
    assert window.review.model.rowCount() == 7


# -- thresholds and progress -------------------------------------------------------------------------


def test_a_threshold_moved_by_key_and_mouse_changes_the_counts(window, controller, qtbot) -> None:
    panel = window.review.thresholds
    assert panel.count_text(Verdict.APPROVE) == "2 approve"
    slider = panel.sliders["reward"]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert slider.values == (0.3, 0.65)
    y = slider.height() - 10
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(0.65)), y))
    QTest.mouseMove(slider, QPoint(round(slider.x_of(0.75)), y))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(0.75)), y))
    assert slider.values[1] == pytest.approx(0.75, abs=0.015)
    assert panel.count_text(Verdict.APPROVE) == "1 approve"
    assert panel.count_text(Verdict.NOT_JUDGED) == "1 not judged"
    assert controller.asked("set_thresholds")[-1] == window.flow.table.thresholds
    reset = panel.findChild(QPushButton, "reset_thresholds")
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert panel.count_text(Verdict.APPROVE) == "2 approve"


def test_the_handles_cannot_cross(window) -> None:
    slider = window.review.thresholds.sliders["consistency"]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert slider.values == (0.35, 0.35)


def test_progress_pause_and_stop(window, controller, qtbot) -> None:
    controller.tell(Progress(Phase.JUDGING, 3, 7, eta_s=80, rate=2.0, device="CPU"))
    assert window.review.strip.text == "Judging 3 of 7 2.0 pairs/s · 2 min left"
    assert window.actions_["cancel"].isEnabled()
    press(window, Qt.Key.Key_P, CTRL)
    assert controller.asked("pause") == [None]
    assert window.actions_["pause"].text() == "Resume"
    press(window, Qt.Key.Key_P, CTRL)
    assert controller.asked("resume") == [None]
    press(window, Qt.Key.Key_Period, CTRL)
    assert controller.asked("cancel") == [None]
    assert "Stopping" in window.review.strip.text
    assert not window.actions_["cancel"].isEnabled()
    controller.tell(Progress(Phase.IDLE, 3, 7))
    assert "Stopped at 3 of 7" in window.review.strip.text
    press(window, Qt.Key.Key_P, CTRL)
    assert controller.asked("start_judging") == [None]


def test_rows_that_arrive_while_scanning_are_usable_at_once(open_window, controller) -> None:
    rows, controller.rows = controller.rows, []
    window = open_window(controller)
    controller.open_rows("Chairs")
    controller.tell(Progress(Phase.SCANNING))
    assert "Looking" in window.review.list_empty.title
    controller.append(rows[:2])
    assert window.review.list_pages.currentWidget() is window.review.view
    assert window.review.view.hasFocus()
    assert window.actions_["approve"].isEnabled()
    assert window.flow.current_row == 0
    controller.append(rows[2:])
    assert window.review.model.order.tolist() == list(range(7))
    press(window, Qt.Key.Key_A)
    assert decision_of(window, 0) is Decision.APPROVED


def test_folders_without_pairs_say_why_and_what_to_do(open_window, controller, qtbot) -> None:
    controller.rows = []
    controller.report = ScanReport(Path("/o"), Path("/g"), originals_alone=(Path("/o/a.png"),))
    window = open_window(controller)
    controller.open_rows("Empty")
    empty = window.review.list_empty
    assert window.review.list_pages.currentWidget() is empty
    assert empty.title == "No pairs here"
    assert "manifest" in empty.text
    assert window.notices.notices == []
    qtbot.mouseClick(empty.buttons[1], Qt.MouseButton.LeftButton)
    assert isinstance(window.dialog, ScanReportDialog)
    window.dialog.close()
    qtbot.mouseClick(empty.buttons[0], Qt.MouseButton.LeftButton)
    assert isinstance(window.dialog, OpenFoldersDialog)
    window.dialog.close()


def test_left_out_files_are_told_and_listed(open_window, controller, qtbot) -> None:
    controller.report = ScanReport(Path("/o"), Path("/g"), pairs=7, originals_alone=(Path("/o/x\ny.png"),))
    window = open_window(controller)
    controller.open_rows("Chairs")
    (notice,) = window.notices.notices
    assert notice.level == "warning"
    qtbot.mouseClick(notice.findChild(QPushButton, "notice_action"), Qt.MouseButton.LeftButton)
    assert isinstance(window.dialog, ScanReportDialog)
    assert window.dialog.shown_lines() == ["x␊y.png"]
    window.dialog.close()


def test_an_error_while_opening_is_shown_on_the_start_page(open_window, controller) -> None:
    window = open_window(controller)
    controller.notice.emit(
        "error", "The project cannot be opened", "It was made by a newer version. Update the app."
    )
    assert not window.reviewing
    assert window.notices.isVisible()
    assert "newer version" in window.notices.notices[0].text


def test_visible_rows_are_judged_first_and_the_next_pictures_are_fetched(window, controller, qtbot) -> None:
    qtbot.waitUntil(lambda: bool(controller.asked("prioritise")))
    first = controller.asked("prioritise")[-1]
    assert first[0] == 1
    asked = {request.row for request in controller.picture_requests}
    assert {1, 5, 2, 0} <= asked


# -- pictures, look, settings ------------------------------------------------------------------------


def test_overlay_keys(window) -> None:
    assert not window.review.compare.layers.mask
    press(window, Qt.Key.Key_M)
    assert window.review.compare.layers.mask
    assert window.actions_["mask"].isChecked()
    press(window, Qt.Key.Key_D)
    assert window.review.compare.layers.difference
    press(window, Qt.Key.Key_A)
    assert window.review.compare.layers.mask  # survives "next"


def test_question_mark_opens_the_key_help(window, qtbot) -> None:
    press(window, Qt.Key.Key_Question)
    assert isinstance(window.dialog, ShortcutsHelp)
    window.dialog.close()
    assert window.dialog is None


def test_ctrl_e_asks_where_to_export(window, qtbot) -> None:
    press(window, Qt.Key.Key_E, CTRL)
    assert isinstance(window.dialog, ExportDialog)
    qtbot.waitUntil(window.dialog.findChild(QLineEdit, "destination").hasFocus)
    window.dialog.reject()
    assert window.dialog is None


def test_notices_stay_until_closed_and_are_not_repeated(window, controller) -> None:
    controller.notice.emit("error", "The disk is full", "Free some space.")
    controller.notice.emit("error", "The disk is full", "Free some space.")
    assert [n.title for n in window.notices.notices] == ["The disk is full"]
    assert window.notices.isVisible()
    window.notices.notices[0].dismiss()
    assert window.notices.notices == []


def test_the_end_of_judging_offers_to_sort_once(window, controller, qtbot) -> None:
    controller.tell(Progress(Phase.JUDGING, 6, 7))
    controller.judge({6: samples.judged(0.99, 0.99)})
    for _ in range(2):
        controller.tell(Progress(Phase.DONE, 7, 7))
    (notice,) = window.notices.notices
    assert notice.title == "Judging is finished"
    qtbot.mouseClick(notice.findChild(QPushButton, "notice_action"), Qt.MouseButton.LeftButton)
    assert window.review.model.order[0] == 6
    assert window.notices.notices == []


def test_while_a_project_opens_the_start_page_says_so(open_window, controller) -> None:
    window = open_window(controller)
    controller.tell(Progress(Phase.SCANNING))
    assert not window.start.zone.open_button.isEnabled()
    controller.tell(Progress())
    assert window.start.zone.open_button.isEnabled()


def test_the_theme_and_the_panes_are_remembered(open_window, controller) -> None:
    window = open_window(controller)
    controller.open_rows("Chairs")
    window.actions_["theme_light"].trigger()
    assert QApplication.instance().palette().window().color().name().upper() == LIGHT.surface_0
    press(window, Qt.Key.Key_T)
    press(window, Qt.Key.Key_L)
    assert window.review.thresholds.isHidden()
    window.close()
    again = open_window(FakeController(samples.rows(SCORES)))
    assert again.review.thresholds.isHidden()
    assert again.actions_["toggle_list_side"].isChecked()
    assert again._settings.value("window/theme") == "light"
    again.actions_["theme_dark"].trigger()
    assert QApplication.instance().palette().window().color().name().upper() == DARK.surface_0


def test_it_works_at_its_smallest_size(open_window, controller) -> None:
    window = open_window(controller)
    window.resize(1100, 700)
    controller.open_rows("Chairs")
    assert (window.width(), window.height()) == (1100, 700)
    view = window.review.view
    shown = sum(view.columnWidth(i) for i in range(len(COLUMNS)) if not view.isColumnHidden(i))
    assert shown <= view.viewport().width()
    assert view.viewport().height() > 2 * view.rowHeight(0)


def test_names_can_be_read_with_the_list_beside_in_the_smallest_window(open_window, controller) -> None:
    window = open_window(controller)
    window.resize(1100, 700)
    controller.open_rows("Chairs")
    window.actions_["toggle_list_side"].trigger()
    QApplication.processEvents()
    view = window.review.view
    shown = [spec.key for i, spec in enumerate(COLUMNS) if not view.isColumnHidden(i)]
    name = next(i for i, spec in enumerate(COLUMNS) if spec.key is Column.GENERATED)
    assert view.columnWidth(name) >= 110, shown
    assert {Column.APPROVAL, Column.DECISION} <= set(shown)


def test_a_long_project_name_leaves_room_for_the_tools(open_window, controller) -> None:
    window = open_window(controller)
    window.resize(1100, 700)
    controller.open_rows("Autumn campaign, second round, final final with the new prompts")
    QApplication.processEvents()
    button = window.tools.export_button
    assert button.isVisible()
    assert button.mapTo(window, QPoint(button.width(), 0)).x() <= window.width()


def test_f5_looks_for_new_files(window, controller) -> None:
    press(window, Qt.Key.Key_F5)
    assert controller.asked("rescan") == [None]


def test_everything_has_a_name_for_screen_readers(window) -> None:
    for widget in window.findChildren(QPushButton):
        if widget.isVisible():
            assert widget.text() or widget.accessibleName(), widget.objectName()
    assert window.review.view.accessibleName()
