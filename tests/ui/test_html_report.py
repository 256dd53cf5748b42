"""The HTML report from the menu: where to, how far, stop, and open it in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.review.html_report import WrittenReport
from hfpc_desktop.runtime.states import Phase, Progress
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples


@pytest.fixture
def window(open_window) -> MainWindow:
    controller = FakeController(samples.rows([(0.9, 0.1), (0.8, 0.9), (0.5, 0.95)]))
    out = open_window(controller)
    controller.open_rows("Chairs")
    return out


def test_it_is_written_of_what_the_list_shows_in_its_order(window, tmp_path) -> None:
    window.review.filter_bar.set_filter(RowFilter(text="sku"))
    window.actions_["html_report"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Chairs.html")
    dialog.fileSelected.emit(str(tmp_path / "page"))
    dialog.close()
    [(rows, target)] = window._controller.asked("html_report")
    assert rows == window.review.model.order.tolist()
    assert target == tmp_path / "page.html"


def test_while_it_is_written_it_can_be_stopped(window) -> None:
    assert not window.actions_["cancel"].isEnabled()
    window._controller.tell(Progress(Phase.EXPORTING, 8, 500))
    assert "8" in window.review.strip.text
    QTest.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert window._controller.asked("cancel_export") == [None]
    assert window._controller.asked("cancel") == []


def test_the_notice_opens_it(window, qtbot, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    window._controller.report_written.emit(WrittenReport(Path("/out/page.html"), 3, 1_400_000, 0))
    notice = window.notices.notices[-1]
    assert (notice.title, notice.text) == ("Report written", "page.html (1.4 MB)")
    qtbot.mouseClick(notice.findChild(QPushButton, "notice_action"), Qt.MouseButton.LeftButton)
    assert opened == ["/out/page.html"]
