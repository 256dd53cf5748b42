"""Images dragged into other programs: real presses and moves on list, grid, filmstrip and compare view, and a
widget that takes the drop. Where the platform has no drag and drop of its own, the drop is delivered by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.ui.look.settings import Exchange, saved_exchange
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

DEMO = Path(__file__).parents[2] / "resources" / "demo"
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


DOWN = QPoint(0, 40)


class Target(QLabel):
    """Another program's window that takes files."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("drop here", parent)
        self.setAcceptDrops(True)
        self.setGeometry(0, 0, 60, 60)
        self.raise_()
        self.show()
        self.files: list[str] = []
        self.image_width = 0
        self.cards: list[tuple[int, int]] = []
        self.actions: list[Qt.DropAction] = []

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        self.files = [Path(url.toLocalFile()).name for url in mime.urls()]
        self.image_width = mime.imageData().width() if mime.hasImage() else 0
        self.actions.append(event.possibleActions())
        event.acceptProposedAction()

    def run(self, drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        """Carry the drag here, by the window system where it can."""
        size = drag.pixmap().deviceIndependentSize()
        self.cards.append((round(size.width()), round(size.height())))
        if QGuiApplication.platformName() == "offscreen":
            return self._by_hand(drag, action)
        QTimer.singleShot(50, self._let_go)
        return drag.exec(action)

    def _by_hand(self, drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        at, mime = QPoint(30, 30), drag.mimeData()
        QApplication.sendEvent(self, QDragEnterEvent(at, action, mime, LEFT, NONE))
        drop = QDropEvent(QPointF(at), action, mime, LEFT, NONE)
        QApplication.sendEvent(self, drop)
        return drop.dropAction() if drop.isAccepted() else Qt.DropAction.IgnoreAction

    def _let_go(self) -> None:
        handle = self.window().windowHandle()
        at = self.mapTo(self.window(), QPoint(30, 30))
        for step in (4, 2, 0):
            QTest.mouseMove(handle, at + QPoint(step, step))
        QTest.mouseRelease(handle, LEFT, NONE, at)


@pytest.fixture
def window(open_window) -> MainWindow:
    originals = sorted((DEMO / "originals").iterdir())
    generated = sorted((DEMO / "generated").glob("cereal*.jpg"))
    original = next(path for path in originals if path.stem == "cereal")
    rows = [
        PairRow(i + 1, original, path, samples.judged(0.9 - i / 10, 0.9)) for i, path in enumerate(generated)
    ]
    controller = FakeController(rows)
    out = open_window(controller)
    controller.open_rows("Cereal")
    return out


@pytest.fixture
def target(window) -> Target:
    out = Target(window.centralWidget())
    window.drag_out.run_drag = out.run
    return out


def drag(widget: QWidget, start: QPoint, by: QPoint = DOWN, keys=NONE) -> None:
    """Press, move with the button down (``QTest.mouseMove`` says no button), let go where the drag left it."""
    QTest.mousePress(widget, LEFT, keys, start)
    for share in (0.3, 0.6, 1.0):
        at = QPointF(start + by * share)
        move = QMouseEvent(
            QEvent.Type.MouseMove, at, widget.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, keys
        )
        QApplication.sendEvent(widget, move)
    QTest.mouseRelease(widget, LEFT, keys, start + by)


def names(window: MainWindow, rows) -> list[str]:
    return [window.flow.table.generated(row).name for row in rows]


def cell(window: MainWindow, position: int, x: int = 200) -> QPoint:
    view = window.review.view
    return QPoint(x, view.rowViewportPosition(position) + view.rowHeight(position) // 2)


def selected(window: MainWindow) -> list[int]:
    return window.review.view.selected_rows().tolist()


def test_one_row_of_the_list_goes_with_its_file_and_its_pixels(window, target, qtbot) -> None:
    qtbot.waitUntil(lambda: window.review.compare.pane(Frame.GENERATED).pyramid is not None)
    drag(window.review.view.viewport(), cell(window, 0))
    assert target.files == names(window, [0])
    assert target.image_width > 100
    assert target.actions == [Qt.DropAction.CopyAction]
    assert window.review.strip.said == f"Dragged out: {target.files[0]} (not approved)"
    assert selected(window) == [0]


def test_several_selected_rows_go_together_under_a_stack_with_their_number(window, target) -> None:
    view = window.review.view
    view.select_rows(np.array([0, 1, 2]))
    drag(view.viewport(), cell(window, 1))
    assert target.files == names(window, [0, 1, 2])
    assert target.image_width == 0
    assert target.cards[0][0] > 88 + 10
    assert selected(window) == [0, 1, 2]
    assert window.review.strip.said == "Dragged out: 3 images (3 of them not approved)"


def test_a_click_on_one_of_several_selected_rows_still_chooses_it_alone(window, target) -> None:
    view = window.review.view
    view.select_rows(np.array([0, 1, 2]))
    QTest.mouseClick(view.viewport(), LEFT, NONE, cell(window, 1))
    assert selected(window) == [1]
    assert view.current_row == 1
    assert target.files == []


def test_a_sweep_from_a_row_that_is_not_selected_still_selects(window, target) -> None:
    view = window.review.view
    height = view.rowHeight(0)
    window.resize(1280, 900)
    drag(view.viewport(), cell(window, 1), QPoint(0, height))
    assert selected(window) == [1, 2]
    QTest.mouseClick(view.viewport(), LEFT, NONE, cell(window, 0))
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, cell(window, 1))
    assert selected(window) == [0, 1]
    QTest.mouseClick(view.viewport(), LEFT, CTRL, cell(window, 0))
    assert selected(window) == [1]
    assert target.files == []


def test_the_pictures_of_a_row_can_be_dragged_without_choosing_it_first(window, target) -> None:
    drag(window.review.view.viewport(), cell(window, 2, x=20))
    assert target.files == names(window, [2])
    assert selected(window) == [2]


def test_in_the_grid_a_picture_is_dragged_and_the_line_below_it_sweeps(window, target) -> None:
    window.actions_["view_grid"].trigger()
    grid = window.review.grid
    box = grid.tile_rect(1)
    drag(grid.viewport(), box.center() - QPoint(0, 20))
    assert target.files == names(window, [1])
    target.files = []
    line = grid.tile_rect(0).bottomLeft() + QPoint(30, -10)
    window.review.view.go_to_row(2)
    drag(grid.viewport(), line, QPoint(grid.tile_rect(1).left() - grid.tile_rect(0).left(), 0))
    assert (target.files, selected(window)) == ([], [0, 1])
    drag(grid.viewport(), line)
    assert target.files == names(window, [0, 1])


def test_a_variant_of_the_filmstrip_is_dragged(window, target) -> None:
    window.actions_["group"].trigger()
    strip = window.review.filmstrip
    drag(strip.viewport(), strip.tile_rect(1).center())
    assert target.files == names(window, [strip.places[1]])
    assert window.flow.current_row == strip.places[1]


def test_the_pictures_of_the_compare_view_go_by_their_names_or_with_ctrl(window, target, qtbot) -> None:
    compare = window.review.compare
    qtbot.waitUntil(lambda: compare.pane(Frame.GENERATED).pyramid is not None)
    drag(compare.header(Frame.GENERATED), QPoint(60, 15))
    assert target.files == names(window, [0])
    drag(compare.header(Frame.ORIGINAL), QPoint(60, 15))
    assert target.files == ["cereal.png"] or target.files[0].startswith("cereal.")
    before = compare.state
    target.files = []
    drag(compare.pane(Frame.GENERATED), QPoint(80, 80), keys=CTRL)
    assert target.files == names(window, [0])
    assert compare.state == before
    target.files = []
    drag(compare.pane(Frame.GENERATED), QPoint(80, 80))
    assert target.files == []


def test_only_approved_images_leave_when_the_settings_say_so(window, target) -> None:
    window.actions_["settings"].trigger()
    out = window.dialog.out
    QTest.keyClick(out, Qt.Key.Key_End)
    window.dialog.accept()
    assert saved_exchange(window._settings) == Exchange(approved_only=True)
    view = window.review.view
    window._controller.decide([1, 2], Decision.APPROVED)
    view.select_rows(np.array([0, 1, 2]))
    drag(view.viewport(), cell(window, 0))
    assert target.files == names(window, [1, 2])
    assert window.review.strip.said == "Dragged out: 2 images"
    target.files = []
    view.go_to_row(0)
    drag(view.viewport(), cell(window, 0))
    assert target.files == []
    assert "Not approved" in window.review.strip.said


def test_ctrl_shift_c_copies_the_files_of_the_selection(window) -> None:
    window.review.view.select_rows(np.array([0, 2]))
    QTest.keyClick(window.review.view, Qt.Key.Key_C, CTRL | SHIFT)
    urls = QGuiApplication.clipboard().mimeData().urls()
    assert [Path(url.toLocalFile()).name for url in urls] == names(window, [0, 2])
    assert window.review.strip.said == "2 files copied (2 of them not approved)"


def test_a_drag_that_nobody_takes_says_nothing_was_dragged(window) -> None:
    window.drag_out.run_drag = lambda *_: Qt.DropAction.IgnoreAction
    drag(window.review.view.viewport(), cell(window, 0))
    assert window.review.strip.said == ""
