"""Palette, keys, settings, language, theme and density in the real window, by real keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.keys.actions import SPECS
from hfpc_desktop.ui.keys.keymap import LAYOUTS, Keymap, Layout
from hfpc_desktop.ui.keys.mask_specs import EDITABLE
from hfpc_desktop.ui.keys.shortcut_editor import ShortcutEditor
from hfpc_desktop.ui.keys.shortcuts_help import ShortcutsHelp
from hfpc_desktop.ui.look.languages import Language, Languages, resolved, saved_language
from hfpc_desktop.ui.look.theme import Density
from hfpc_desktop.ui.window.main_window import MainWindow
from hfpc_desktop.ui.window.settings_dialog import SettingsDialog
from hfpc_desktop.ui.window.shell import Shell
from tests.fakes_ui import FakeController
from tests.ui import samples
from tests.ui.windows import applied_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCORES = [(0.9, 0.1), (0.8, 0.9), (0.5, 0.95), (0.1, 0.8)]


@pytest.fixture
def controller() -> FakeController:
    return FakeController(samples.rows(SCORES))


@pytest.fixture
def open_shell(qapp, qtbot, settings, controller) -> Iterator[Callable[[], Shell]]:
    """The app's own wiring of window, languages and theme, over a controller without threads."""
    languages, shells = Languages(qapp), []
    theme = applied_theme()

    def make() -> Shell:
        shell = Shell(
            lambda: MainWindow(controller, settings, theme),
            lambda: languages.use(saved_language(settings)),
            controller,
        )
        shells.append(shell)
        shell.window.show()
        shell.window.activateWindow()
        qtbot.waitUntil(shell.window.isActiveWindow)
        return shell

    yield make
    for shell in shells:
        shell.window.close()
        shell.window.deleteLater()
    languages.clear()


@pytest.fixture
def window(open_shell, controller) -> MainWindow:
    shell = open_shell()
    shell.window.kept_by_test = shell
    controller.open_demo()
    return shell.window


def key(widget, *keys: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    for one in keys:
        QTest.keyClick(widget, one, modifier)


def type_in(window: MainWindow, text: str) -> None:
    QTest.keyClicks(window.palette_.field, text)


def open_palette(window: MainWindow) -> None:
    key(window, Qt.Key.Key_K, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.palette_.isVisible()


# ---------------------------------------------------------------------------------------- the palette


def test_a_designer_finds_a_command_by_a_few_letters_and_does_it(window, controller) -> None:
    # Given an open review, when Ctrl+K and some letters of "Reject" are typed
    open_palette(window)
    type_in(window, "rejec")
    first = window.palette_.model.commands[0]
    # Then the command stands first, with its key
    assert first.spec.id == "reject"
    assert first.keys == ("X",)
    # And Return does it and gives the focus back to the list
    key(window.palette_.field, Qt.Key.Key_Return)
    assert not window.palette_.isVisible()
    assert controller.asked("decide")[0][1] is Decision.REJECTED
    assert window.review.view.hasFocus()


def test_letters_typed_in_the_palette_decide_nothing(window, controller) -> None:
    open_palette(window)
    type_in(window, "ax")
    key(window.palette_.field, Qt.Key.Key_E, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.palette_.field.text() == "ax"
    assert not controller.asked("decide")
    assert window.dialog is None
    key(window.palette_.field, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()


def test_what_cannot_be_done_is_there_and_says_why(window) -> None:
    open_palette(window)
    type_in(window, "redo")
    redo = next(c for c in window.palette_.model.commands if c.spec.id == "redo")
    assert redo.why_not == "There is nothing to redo"
    window.palette_.run(redo)
    assert window.palette_.isVisible()
    key(window.palette_.field, Qt.Key.Key_Escape)


def test_what_was_used_last_stands_first(window) -> None:
    open_palette(window)
    type_in(window, "theme light")
    key(window.palette_.field, Qt.Key.Key_Return)
    assert window.actions_["theme_light"].isChecked()
    open_palette(window)
    assert window.palette_.model.commands[0].spec.id == "theme_light"
    assert window.palette_.recent == ["theme_light"]
    key(window.palette_.field, Qt.Key.Key_Escape)


def test_a_key_an_arrow_and_a_click_beside_it(window, qtbot) -> None:
    open_palette(window)
    type_in(window, "f5")
    assert window.palette_.model.commands[0].spec.id == "rescan"
    key(window.palette_.field, Qt.Key.Key_Down)
    assert window.palette_.view.currentIndex().row() in (0, 1)
    QTest.mouseClick(window.palette_, Qt.MouseButton.LeftButton, pos=window.palette_.rect().bottomLeft())
    assert not window.palette_.isVisible()


# ---------------------------------------------------------------------------------------------- keys


def test_the_shipped_layouts_have_no_clash(qapp) -> None:
    for layout in Layout:
        keymap = Keymap(EDITABLE)
        keymap.set_layout(layout)
        assert keymap.clashes() == {}, layout
        for name in LAYOUTS[layout]:
            assert keymap.keys(name), name


def test_a_key_of_the_mask_editor_can_be_another_and_clashes_only_where_it_holds(window) -> None:
    window.actions_["edit_shortcuts"].trigger()
    editor, keymap = window.dialog, window.keymap
    editor.choose("mask_erase")
    # A free key there may mean something else outside: X rejects, and erases while a mask is edited
    editor.take("X")
    assert editor.warning == "" and keymap.keys("mask_erase") == ("X", "S")
    assert keymap.keys("reject") == ("X",)
    # A key of another tool, and one that holds in both places, are asked about
    editor.take("B")
    assert "Box" in editor.warning
    editor.take("F")
    assert "Fit" in editor.warning
    editor.choose("fit")
    editor.take("S")
    assert "Erase" in editor.warning
    assert keymap.clashes() == {}
    # And it is said where the tool is
    bar = window._mask_editor.bar
    assert any("(X)" in button.toolTip() for button in bar.mode_buttons.values())
    editor.accept()


def test_a_designer_gives_a_command_another_key_and_is_warned_of_a_clash(
    window, controller, settings
) -> None:
    # Given the shortcut editor at "Reject"
    window.actions_["edit_shortcuts"].trigger()
    editor = window.dialog
    assert isinstance(editor, ShortcutEditor)
    editor.choose("reject")
    # When a free key is recorded, then it is taken at once
    QTest.mouseClick(editor.recorder, Qt.MouseButton.LeftButton)
    assert editor.recorder.recording
    key(editor.recorder, Qt.Key.Key_F9)
    assert window.keymap.keys("reject") == ("F9", "X")
    # When the key of "Approve" is recorded, then the editor names its owner and nothing changes yet
    QTest.mouseClick(editor.recorder, Qt.MouseButton.LeftButton)
    key(editor.recorder, Qt.Key.Key_A)
    assert "Approve" in editor.warning
    assert "A" in window.keymap.keys("approve")
    # And moving it takes it from there
    QTest.mouseClick(editor.findChild(QPushButton, "clash_move"), Qt.MouseButton.LeftButton)
    assert window.keymap.keys("reject") == ("A", "F9", "X")
    assert window.keymap.keys("approve") == ("P",)
    editor.accept()
    # Then A rejects in the window, and the keys are there after a restart
    window.review.view.setFocus()
    key(window.review.view, Qt.Key.Key_A)
    assert controller.asked("decide")[-1][1] is Decision.REJECTED
    assert Keymap(SPECS, settings).keys("reject") == ("A", "F9", "X")
    assert "(A)" in window.actions_["reject"].toolTip()


def test_a_key_is_taken_away_and_brought_back(window, qtbot) -> None:
    window.actions_["edit_shortcuts"].trigger()
    editor = window.dialog
    editor.choose("approve")
    qtbot.waitUntil(lambda: any(cap.isVisible() for cap in editor.findChildren(QPushButton, "key_cap")))
    cap = next(cap for cap in editor.findChildren(QPushButton, "key_cap") if cap.isVisible())
    QTest.mouseClick(cap, Qt.MouseButton.LeftButton)
    assert window.keymap.keys("approve") == ("P",)
    QTest.mouseClick(editor.findChild(QPushButton, "reset_key"), Qt.MouseButton.LeftButton)
    assert window.keymap.keys("approve") == ("A", "P")
    window.keymap.set_keys("approve", ["F10"])
    window.keymap.set_keys("reject", ["F11"])
    QTest.mouseClick(editor.findChild(QPushButton, "reset_all_keys"), Qt.MouseButton.LeftButton)
    assert (window.keymap.keys("approve"), window.keymap.keys("reject")) == (("A", "P"), ("X",))
    editor.accept()


def test_escape_stops_recording_and_modifiers_alone_are_no_key(window) -> None:
    window.actions_["edit_shortcuts"].trigger()
    editor = window.dialog
    editor.choose("approve")
    editor.recorder.start()
    key(editor.recorder, Qt.Key.Key_Control)
    assert editor.recorder.recording
    key(editor.recorder, Qt.Key.Key_Escape)
    assert not editor.recorder.recording
    assert window.keymap.keys("approve") == ("A", "P")
    editor.accept()


def test_the_left_hand_layout_moves_through_the_list(window) -> None:
    before = window.flow.current_row
    window.keymap.set_layout(Layout.LEFT_HAND)
    key(window.review.view, Qt.Key.Key_S)
    assert window.flow.current_row != before
    key(window.review.view, Qt.Key.Key_W)
    assert window.flow.current_row == before


def test_the_key_help_shows_the_keys_in_force_and_finds_one(window) -> None:
    window.keymap.set_keys("approve", ["F9"])
    window.actions_["shortcuts"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, ShortcutsHelp)
    assert ("F9", "Approve") in dialog.lines()
    QTest.keyClicks(dialog.focusWidget(), "zoom i")
    assert "Zoom in" in {words for _, words in dialog.lines()}
    assert "Approve" not in {words for _, words in dialog.lines()}
    dialog.accept()


# ------------------------------------------------------------------------------------------ settings


def pick(dialog: SettingsDialog, name: str, value: str) -> None:
    """Choose an entry of a list."""
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    assert box.currentData() == value


def test_a_designer_changes_theme_and_density(window, qtbot, settings) -> None:
    shell = window.kept_by_test
    key(window, Qt.Key.Key_Comma, modifier=Qt.KeyboardModifier.ControlModifier)
    dialog = window.dialog
    assert isinstance(dialog, SettingsDialog)
    pick(dialog, "setting_theme", "light")
    assert settings.value("window/theme") == "light"
    assert window.actions_["theme_light"].isChecked()
    comfortable = window.review.view.verticalHeader().defaultSectionSize()
    with qtbot.waitSignal(shell.renewed):
        pick(dialog, "setting_density", Density.COMPACT.value)
    assert shell.window is not window
    assert shell.window.review.view.verticalHeader().defaultSectionSize() < comfortable


def test_the_window_speaks_chinese_at_once_and_stays_at_its_pair(window, qtbot, settings) -> None:
    # Given an open review at its third pair
    shell = window.kept_by_test
    window.review.view.go_to_position(2)
    pair = window.flow.table.generated(window.flow.current_row)
    # When Chinese is chosen in the settings
    key(window, Qt.Key.Key_Comma, modifier=Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(shell.renewed):
        pick(window.dialog, "setting_language", Language.CHINESE.value)
    # Then there is a Chinese window at the same pair
    fresh = shell.window
    assert fresh.reviewing
    assert fresh.flow.table.generated(fresh.flow.current_row) == pair
    assert fresh.actions_["approve"].text() == "通过"
    assert messages.decision_title(Decision.REJECTED) == "已淘汰"
    assert settings.value("window/language") == "zh_CN"


def test_the_systems_language_is_taken_when_nobody_chose_one(qapp) -> None:
    from PySide6.QtCore import QLocale

    assert resolved(Language.SYSTEM, QLocale("zh_CN")) is Language.CHINESE
    assert resolved(Language.SYSTEM, QLocale("zh_TW")) is Language.ENGLISH
    assert resolved(Language.SYSTEM, QLocale("de_DE")) is Language.ENGLISH
    assert resolved(Language.ENGLISH, QLocale("zh_CN")) is Language.ENGLISH


def test_hints_come_once_with_the_keys_in_force_and_can_be_called_back(window, settings) -> None:
    window.keymap.set_keys("approve", ["F9"])
    window.hints.start()
    assert window.hints.isVisible()
    assert "F9" in window.hints.text
    QTest.mouseClick(window.hints.findChild(QPushButton, "hint_close"), Qt.MouseButton.LeftButton)
    assert not window.hints.isVisible()
    window.hints.start()
    assert not window.hints.isVisible()
    key(window, Qt.Key.Key_Comma, modifier=Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(window.dialog.findChild(QPushButton, "setting_hints"), Qt.MouseButton.LeftButton)
    window.dialog.accept()
    assert window.hints.isVisible()
    for _ in window.hints.hints():
        QTest.mouseClick(window.hints.findChild(QPushButton, "hint_next"), Qt.MouseButton.LeftButton)
    assert not window.hints.isVisible()
