"""Points 6, 7 and 9 of the review room: one registry of actions, the look, the languages (see ``test_scenarios``)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QToolButton,
    QToolTip,
    QTreeWidget,
)

from hfpc_desktop.review.table import Column
from hfpc_desktop.ui.look import app_theme
from tests.conftest import ROOT
from tests.e2e import hands
from tests.e2e.conftest import FOUR
from tests.e2e.hands import CTRL, NONE, click, press, words_in, write
from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.person import Person

DARK, LIGHT = 90, 165
"""A window in the dark theme is darker, one in the light theme lighter than this (mean lightness, 0..255)."""


def test_6_a_command_is_found_in_menus_tips_help_and_palette_and_gets_another_key(reviewer: Person) -> None:
    window = reviewer.window
    approve = window.tools.buttons["approve"]
    # When a command is chosen in a menu with the mouse, then it is done
    hands.menu(reviewer, "Pictures", "Mask view")
    reviewer.until(hands.button(window.review.compare, "Mask view").isChecked)
    hands.menu(reviewer, "Pictures", "Side by side")
    # When the pointer rests on a button, then its tip says what it does and its key
    assert "(A)" in tip_over(reviewer, approve)
    # When the list is clicked with the right button, then a menu offers what can be done with the pair
    view = window.review.view
    context_menu(view.viewport(), view.visualRect(view.model().index(0, 1)).center())
    reviewer.until(lambda: isinstance(hands.front(), QMenu))
    offered = [action.text() for action in hands.front().actions()]
    assert any("Approve" in text for text in offered) and any("Mask is wrong" in text for text in offered)
    press(Qt.Key.Key_Escape)
    # When "?" is pressed, then every key is shown, and letters narrow it
    reviewer.until(window.isActiveWindow)
    reviewer.click_row(0)
    QTest.keyClicks(QApplication.focusWidget(), "?")
    overlay = hands.dialog(reviewer)
    assert {"Approve", "Reject", "Undo", "Split"} <= set(words_in(overlay).split("\n"))
    click(hands.field(overlay, QLineEdit, "Find a command or a key"))
    write("split")
    assert "Split" in words_in(overlay).split("\n") and "Approve" not in words_in(overlay).split("\n")
    press(Qt.Key.Key_Escape)
    reviewer.until(lambda: window.dialog is None and window.isActiveWindow())
    # When a few letters are typed in the palette, then Return does what they name
    press(Qt.Key.Key_K, CTRL)
    palette = window.findChild(QLineEdit, "palette_field")
    reviewer.until(lambda: QApplication.focusWidget() is palette)
    QTest.keyClicks(palette, "mask vi")
    press(Qt.Key.Key_Return)
    reviewer.until(hands.button(window.review.compare, "Mask view").isChecked)
    # And what cannot be done now says why
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "redo")
    found = hands.field(window, QListView, "palette_list")
    assert "There is nothing to redo" in found.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    press(Qt.Key.Key_Escape)
    # When another key is recorded for "Approve", then it approves, and tip and help name it
    hands.menu(reviewer, "Help", "Change shortcuts…")
    editor = hands.dialog(reviewer)
    choose_command(reviewer, editor, "Approve")
    click(hands.field(editor, QAbstractButton, "record_key"))
    press(Qt.Key.Key_F9)
    reviewer.until(lambda: "F9" in words_in(editor))
    # When a key is wanted that another command has, then it is asked first, and "Leave it" changes nothing
    click(hands.field(editor, QAbstractButton, "record_key"))
    press(Qt.Key.Key_X)
    reviewer.until(lambda: "belongs to “Reject”" in words_in(editor))
    click(hands.button(editor, "Leave it"))
    assert "belongs to" not in words_in(editor)
    # When the left-hand layout is chosen, then S goes on
    hands.pick(reviewer, hands.field(editor, QComboBox, "key_layout"), "Left hand on the keys")
    click(hands.button(editor, "Done"))
    reviewer.until(lambda: window.dialog is None and window.isActiveWindow())
    first = reviewer.current
    reviewer.decide(Qt.Key.Key_F9)
    assert reviewer.cells(Column.DECISION)[first] == "Approved"
    assert "(F9)" in tip_over(reviewer, approve)
    reviewer.click_row(0)
    first = reviewer.current
    press(Qt.Key.Key_S)
    reviewer.until(lambda: reviewer.current != first)
    name = reviewer.current
    reviewer.decide(Qt.Key.Key_X)
    assert reviewer.cells(Column.DECISION)[name] == "Rejected"
    press(Qt.Key.Key_F1)
    assert "F9" in words_in(hands.dialog(reviewer))
    press(Qt.Key.Key_Escape)


def test_7_theme_density_hints_and_states_follow_the_person(
    reviewer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = reviewer.window
    # Given a first start: hints stand over the progress, one at a time, until they are closed
    assert "approves" in words_in(window.hints)
    click(hands.button(window.hints, "Next hint"))
    assert "Click a reason" in words_in(window.hints)
    click(hands.button(window.hints, "Close the hints"))
    assert not window.hints.isVisible()
    # When a theme is chosen in the menu, then the window is painted in it
    hands.menu(reviewer, "View", "Theme: light")
    reviewer.until(lambda: lightness(window) > LIGHT)
    hands.menu(reviewer, "View", "Theme: dark")
    reviewer.until(lambda: lightness(window) < DARK)
    # When it shall be as the system's, then it follows when that changes
    hands.menu(reviewer, "View", "Theme: as the system")
    system = System(monkeypatch)
    system.turn(Qt.ColorScheme.Light)
    reviewer.until(lambda: lightness(window) > LIGHT)
    system.turn(Qt.ColorScheme.Dark)
    reviewer.until(lambda: lightness(window) < DARK)
    # When the list shall be compact, then its rows are lower; the pair stays
    reviewer.click_row(1)
    here, high = reviewer.current, row_height(window)
    press(Qt.Key.Key_Comma, CTRL)
    settings = hands.dialog(reviewer)
    hands.pick(reviewer, hands.field(settings, QComboBox, "setting_density"), "Compact")
    reviewer.until(lambda: reviewer.window is not window and reviewer.window.reviewing)
    window = reviewer.window
    reviewer.wait_for_rows(len(FOUR))
    reviewer.until(lambda: reviewer.current == here and window.isActiveWindow())
    assert row_height(window) < high
    # When a filter hides everything, then the list says so and one press shows all again
    press(Qt.Key.Key_F, CTRL)
    write("nothing has this name")
    reviewer.until(lambda: not reviewer.names)
    state = window.review.list_empty
    reviewer.until(state.isVisible)
    assert "No pair matches" in words_in(state)
    click(next(one for one in state.findChildren(QAbstractButton) if one.isVisible()))
    reviewer.until(lambda: len(reviewer.names) == len(FOUR))
    # And Tab comes by every part of the window, and each time it can be seen where the focus is
    reviewer.wait_for_scores()
    reviewer.click_row(0)
    unseen, stops = [], 0
    before = hands.pixels(window)
    for stop in hands.tab_walk():
        stops += 1
        now = hands.pixels(window)
        if not (now != before).any():
            unseen.append(stop)
        before = now
    assert stops > 20
    assert unseen == []


@pytest.mark.parametrize("scale", ["1", "2"])
def test_7_the_window_is_sharp_on_every_screen(scale: str, tmp_path: Path) -> None:
    """A scale holds for a whole process: the driver starts the app in one of its own and says what it looks like."""
    # Given a screen with this scale
    originals, generated = make_pairs(tmp_path / "shop", FOUR[:1], side=224)
    environ = {**os.environ, "QT_SCALE_FACTOR": scale}
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.driver", str(tmp_path / "home"), "look", str(originals), str(generated)],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # When folders are dropped and the pair is looked at
    said = json.loads(done.stdout.splitlines()[-1])
    # Then the window has as many pixels as the screen shows, and is drawn with all of them, not enlarged
    assert said["ratio"] == float(scale)
    assert said["pixels"] == [round(side * float(scale)) for side in said["size"]]
    assert said["fine"] > 0.02


def test_9_the_whole_window_changes_its_language_and_keeps_the_pair(reviewer: Person) -> None:
    # Given an open review with a decision
    reviewer.decide(Qt.Key.Key_A)
    reviewer.click_row(2)
    here, old = reviewer.current, reviewer.window
    english = words_in(old.tools)
    # When Chinese is chosen in the settings by keys
    press(Qt.Key.Key_Comma, CTRL)
    hands.pick(reviewer, hands.field(hands.dialog(reviewer), QComboBox, "setting_language"), "简体中文")
    # Then there is a Chinese window at the same pair: tools, menus, list and tips
    reviewer.until(lambda: reviewer.window is not old and reviewer.window.reviewing)
    reviewer.wait_for_rows(len(FOUR))
    reviewer.until(lambda: reviewer.current == here and reviewer.window.isActiveWindow())
    window = reviewer.window
    assert "通过" in words_in(window.tools) and "Approve" not in words_in(window.tools)
    assert "文件" in [action.text().split("(")[0].replace("&", "") for action in window.menuBar().actions()]
    assert "已通过" in reviewer.cells(Column.DECISION).values()
    # When a pair is decided there, then it is decided
    reviewer.decide(Qt.Key.Key_X)
    assert reviewer.cells(Column.DECISION)[here] not in ("Rejected", "Undecided")
    # When English is chosen again, then every word is English as before
    press(Qt.Key.Key_Comma, CTRL)
    hands.pick(reviewer, hands.field(hands.dialog(reviewer), QComboBox, "setting_language"), "English")
    reviewer.until(lambda: reviewer.window is not window and reviewer.window.reviewing)
    reviewer.wait_for_rows(len(FOUR))
    assert words_in(reviewer.window.tools) == english
    assert reviewer.cells(Column.DECISION)[here] == "Rejected"


# ------------------------------------------------------------------------------------------- helpers


class System:
    """Light or dark as the desktop has it. Neither platform of these tests has such a setting, so the look of the
    system is the one thing here that is played."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._scheme = Qt.ColorScheme.Unknown
        monkeypatch.setattr(app_theme, "QGuiApplication", self)

    def styleHints(self) -> System:
        return self

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)


def tip_over(person: Person, button: QToolButton) -> str:
    """The tip that comes when the pointer rests on a button."""
    QToolTip.hideText()
    person.until(lambda: not QToolTip.isVisible())
    for at in (QPoint(4, 4), button.rect().center()):
        QTest.mouseMove(button, at)
    person.until(QToolTip.isVisible)
    return QToolTip.text()


def context_menu(widget: object, at: QPoint) -> None:
    """The right button, as the window system says it: press, then the wish for a menu."""
    QTest.mouseClick(widget, Qt.MouseButton.RightButton, NONE, at)  # type: ignore[arg-type]
    where = widget.mapToGlobal(at)  # type: ignore[attr-defined]
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))  # type: ignore[arg-type]


def choose_command(person: Person, editor: object, title: str) -> None:
    """Find a command in the shortcut editor by its words and click it."""
    click(hands.field(editor, QLineEdit, "shortcut_search"))  # type: ignore[arg-type]
    write(title)
    listed = hands.field(editor, QTreeWidget, "shortcut_list")  # type: ignore[arg-type]
    found = listed.findItems(title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    listed.scrollToItem(found)
    click(listed.viewport(), listed.visualItemRect(found).center())
    person.until(lambda: listed.currentItem() is found)


def row_height(window: object) -> int:
    view = window.review.view  # type: ignore[attr-defined]
    return view.visualRect(view.model().index(0, 1)).height()


def lightness(window: object) -> float:
    """Mean lightness of the whole window, 0..255."""
    QApplication.processEvents()
    image = window.grab().toImage().scaled(40, 25)  # type: ignore[attr-defined]
    return sum(image.pixelColor(x, y).lightness() for x in range(40) for y in range(25)) / 1000
