"""The keyboard alone: every control is reached by Tab, has a name and shows that it has the focus; Escape loses
nothing; and every text names the keys as they are now."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from hfpc_desktop.ui.keys.actions import key_text
from hfpc_desktop.ui.keys.mask_specs import EDITABLE
from hfpc_desktop.ui.look.theme import ThemeChoice
from tests.ui import walks
from tests.ui.test_every_widget import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hfpc_desktop.ui.window.main_window import MainWindow

SEEN = 12
"""Pixels that must change for a focus to count as seen: less than the frame of the smallest button."""


@pytest.fixture(params=[ThemeChoice.LIGHT, ThemeChoice.DARK])
def window(request, qapp, qtbot, tmp_path: Path) -> Iterator[MainWindow]:
    QApplication.setCursorFlashTime(0)
    choice = getattr(request, "param", ThemeChoice.LIGHT)
    with walks.open_window(qtbot, tmp_path, choice) as window:
        yield window


def complaints(where: str, surface: QWidget) -> list[str]:
    found = []
    order = walks.tab_order(surface)
    missed = [widget for widget in walks.focusable(surface) if widget not in order]
    found += [f"{where}: Tab does not reach {walks.name_of(widget)}" for widget in missed]
    for widget in order:
        if walks.is_inner(widget):
            continue
        if not walks.spoken(widget):
            found.append(f"{where}: no name for {walks.name_of(widget)}")
        walks.bring_into_view(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if not widget.hasFocus() or not widget.isVisible():
            continue
        if walks.changed_pixels(surface, widget, widget.clearFocus) < SEEN:
            found.append(f"{where}: the focus is not seen on {walks.name_of(widget)}")
    return found


def test_every_control_is_reached_named_and_shows_its_focus(window, qtbot) -> None:
    found = [line for where, surface in walks.surfaces(window, qtbot) for line in complaints(where, surface)]
    assert not found, "\n".join(sorted(set(found)))


def test_dialogs_have_a_default_button_and_escape_closes_them(window, qtbot) -> None:
    without = []
    names = []
    for name, dialog in walks.dialogs(window, qtbot):
        names.append(name)
        buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
        if not any(one.isDefault() for one in buttons):
            without.append(f"{name}: no default button")
        closed: list[int] = []
        dialog.finished.connect(closed.append)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        if not closed:
            without.append(f"{name}: Escape does not close it")
    assert not without, "\n".join(without)


# ------------------------------------------------------------------------------------ keys in words

_KEYS = re.compile(r"(?:(?:Ctrl|Shift|Alt|Meta)\+)+[^\s,;:.)]+|\bF\d{1,2}\b|(?<=\()[A-Z?/](?=\))")
NO_KEY = "Outline match (F)"
"""A measure that reads like a key."""


@pytest.mark.parametrize("window", [ThemeChoice.LIGHT], indirect=True)
def test_every_text_names_the_keys_as_they_are_now(window, qtbot) -> None:
    # Given a person who gave every command a key of their own
    for number, spec in enumerate(spec for spec in EDITABLE if spec.keys):
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]
        modifiers = ("Ctrl+Alt", "Alt+Shift", "Meta+Ctrl", "Meta+Shift")[number // 26]
        window.keymap.set_keys(spec.id, [f"{modifiers}+{letter}"])
    now = {key_text(key) for spec in EDITABLE for key in window.keymap.keys(spec.id)}
    assert not window.keymap.clashes()
    window.hints.start(again=True)
    window.flow.done.emit("Something was done")
    # When everything that can be read is read, then no text names another key
    wrong = set()
    read = 0
    for where, surface in itertools.chain(walks.surfaces(window, qtbot), [("start page", window.start)]):
        for widget in [surface, *surface.findChildren(QWidget)]:
            for text in texts(widget):
                for key in _KEYS.findall(text.replace(NO_KEY, "")):
                    read += 1
                    if key not in now:
                        wrong.add(f"{where}: {text!r} names {key}")
    assert read > 100, "the pattern finds the keys"
    assert not wrong, "\n".join(sorted(wrong))
    assert key_text(window.keymap.keys("undo")[0]) in {
        key
        for text in texts(window.notices.findChild(QPushButton, "notice_action"))
        for key in _KEYS.findall(text)
    }
    window.notices.clear()


# --------------------------------------------------------------------------------- Escape loses nothing


@pytest.mark.parametrize("window", [ThemeChoice.LIGHT], indirect=True)
def test_escape_leaves_decisions_filters_and_the_review_as_they_are(window, qtbot) -> None:
    window.review.view.setFocus()
    QTest.keyClick(window.review.view, Qt.Key.Key_A)
    before = window.flow.table.decisions.tolist()
    row = window.flow.current_row
    for widget in walks.focusable(window):
        if walks.is_inner(widget) or widget is window.review.filter_bar.search:
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert window.flow.table.decisions.tolist() == before
    assert window.flow.current_row == row
    assert window.reviewing
    assert window.review.filter_bar.row_filter.is_everything
