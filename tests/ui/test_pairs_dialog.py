"""Pairing by hand: scenarios in the real window, by real keys, clicks and a drop."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hfpc_desktop.review.scan_report import Ambiguity, ScanReport
from hfpc_desktop.runtime.matching import Suggestion
from hfpc_desktop.ui.files.pairs_dialog import PairsDialog
from hfpc_desktop.ui.look.theme import ThemeChoice
from tests.fakes_ui import FakeController
from tests.ui import samples

O, G = Path("/pictures/originals"), Path("/pictures/generated")  # noqa: E741
REPORT = ScanReport(
    O,
    G,
    pairs=3,
    originals_alone=(O / "lamp.png",),
    generated_alone=(G / "final-a.png", G / "final-b.png"),
    ambiguities=(Ambiguity(G / "sku.png", (O / "sku0.png", O / "sku1.png")),),
)


@pytest.fixture
def window(open_window):
    controller = FakeController(samples.rows([(0.9, 0.9), (0.8, 0.8), (0.7, 0.7)]))
    controller.report = REPORT
    out = open_window(controller, choice=ThemeChoice.LIGHT)
    controller.open_rows("Lamps")
    return out


@pytest.fixture
def dialog(window) -> PairsDialog:
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_P, control)
    out = window.dialog
    assert isinstance(out, PairsDialog)
    return out


def texts(view) -> list[str]:
    return [view.item(row).text() for row in range(view.count())]


def test_left_over_images_and_all_originals_are_listed_with_what_is_unclear(window, dialog) -> None:
    assert [text.split("\n")[0] for text in texts(dialog.generated)] == [
        "sku.png",
        "final-a.png",
        "final-b.png",
    ]
    assert texts(dialog.originals) == ["lamp.png", "sku0.png", "sku1.png", "sku2.png"]
    assert "Could be sku0.png or sku1.png" in texts(dialog.generated)[0]
    (asked,) = window._controller.asked("request_file_pictures")
    assert len(asked[0]) == 7


def test_return_on_an_original_takes_the_chosen_image_and_add_keeps_it(window, dialog, qtbot) -> None:
    dialog.originals.setCurrentRow(0)
    dialog.generated.setCurrentRow(1)
    QTest.keyClick(dialog.originals, Qt.Key.Key_Return)
    assert dialog.pairs == [(O / "lamp.png", G / "final-a.png")]
    assert dialog.generated.currentRow() == 2
    assert "→ lamp.png" in texts(dialog.generated)[1]
    qtbot.mouseClick(dialog._add, Qt.MouseButton.LeftButton)
    assert window._controller.asked("assign") == [[(O / "lamp.png", G / "final-a.png")]]


def test_sure_suggestions_are_taken_together_and_faint_ones_are_only_shown(window, dialog, qtbot) -> None:
    qtbot.mouseClick(dialog._match, Qt.MouseButton.LeftButton)
    ((waiting, originals),) = window._controller.asked("match")
    assert len(waiting) == 3
    assert len(originals) == 4
    tell = window._controller.match_found.emit
    tell(Suggestion(G / "final-a.png", ((O / "lamp.png", 0.93), (O / "sku0.png", 0.4))))
    tell(Suggestion(G / "final-b.png", ((O / "sku1.png", 0.42),)))
    tell(Suggestion(G / "sku.png", ()))
    window._controller.match_finished.emit()
    assert "Looks like lamp.png (93 %)" in texts(dialog.generated)[1]
    qtbot.mouseClick(dialog._sure, Qt.MouseButton.LeftButton)
    assert dialog.pairs == [(O / "lamp.png", G / "final-a.png")]
    assert "Looks like sku1.png (42 %)" in texts(dialog.generated)[2]
    assert dialog._match.isEnabled()
    dialog.reject()
    assert window._controller.asked("assign") == []
    assert window._controller.asked("stop_matching") == [None]
