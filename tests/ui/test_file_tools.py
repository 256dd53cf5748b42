"""Out of the window into other programs: by real keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.ui.window.file_tools import reveal_command
from tests.fakes_ui import FakeController
from tests.ui import samples

DEMO = Path(__file__).parents[2] / "resources" / "demo"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window):
    generated = sorted((DEMO / "generated").glob("*.jpg"))[0]
    original = sorted((DEMO / "originals").iterdir())[0]
    controller = FakeController([PairRow(1, original, generated, samples.judged(0.9, 0.9))])
    out = open_window(controller)
    controller.open_rows("One")
    return out


def test_ctrl_c_copies_the_whole_image_and_its_address(window, qtbot) -> None:
    QTest.keyClick(window.review.view, Qt.Key.Key_C, CTRL)
    clipboard = QGuiApplication.clipboard()
    path = window.flow.table.generated(0)
    qtbot.waitUntil(lambda: bool(window.notices.notices))
    assert clipboard.mimeData().urls() == [QUrl.fromLocalFile(str(path))]
    assert clipboard.image().width() > 300
    assert window.notices.notices[-1].title == "Image copied"


def test_the_image_opens_outside_and_its_folder_in_the_file_manager(window, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    path = window.flow.table.generated(0)
    QTest.keyClick(window.review.view, Qt.Key.Key_Return, CTRL)
    assert opened == [str(path)]
    monkeypatch.setattr("sys.platform", "linux")
    QTest.keyClick(window.review.view, Qt.Key.Key_R, CTRL | SHIFT)
    assert opened[1:] == [str(path.parent)]


def test_other_systems_select_the_file_in_their_file_manager() -> None:
    path = Path("/p/a b.png")
    assert reveal_command(path, "darwin") == ("open", "-R", str(path))
    assert reveal_command(path, "win32") == ("explorer", f"/select,{path}")
    assert reveal_command(path, "linux") is None
