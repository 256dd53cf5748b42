"""The actions registry: no key twice, every icon there, conditions, and the key help reads it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from hfpc_desktop.ui.keys.actions import SPECS, WHY_NOT, UiState, always, clashes
from hfpc_desktop.ui.keys.mask_specs import MASK_SPECS
from hfpc_desktop.ui.keys.shortcuts_help import ShortcutsHelp
from hfpc_desktop.ui.keys.window_actions import Actions
from hfpc_desktop.ui.look.icons import icon_names
from hfpc_desktop.ui.look.theme import DARK, LIGHT


def test_no_key_is_wanted_twice() -> None:
    assert clashes(SPECS) == {}


def test_a_clash_is_found() -> None:
    thief = replace(SPECS[0], id="thief", keys=("A",))
    assert clashes([*SPECS, thief]) == {"A": ["approve", "thief"]}


def test_ids_are_unique_and_everything_is_explained() -> None:
    assert len({spec.id for spec in SPECS}) == len(SPECS)
    known = set(icon_names())
    for spec in SPECS:
        assert spec.text
        assert len(spec.help) > 5, spec.id
        assert not spec.icon or spec.icon in known, spec.icon
        for key in spec.keys:
            assert not QKeySequence(key).isEmpty(), key


def test_nothing_of_a_review_is_enabled_without_one(qapp, qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    actions = Actions(host, DARK)
    enabled = {spec.id for spec in SPECS if actions[spec.id].isEnabled()}
    assert {"open", "demo", "shortcuts", "quit"} <= enabled
    assert not enabled & {"approve", "reject", "undo", "export", "pause", "cancel", "mask", "resort"}
    actions.update_state(UiState(project=True, rows=True, row=True, can_undo=True, running=True))
    enabled = {spec.id for spec in SPECS if actions[spec.id].isEnabled()}
    assert {"approve", "undo", "export", "pause", "cancel", "mask"} <= enabled
    assert "redo" not in enabled


def test_pause_becomes_resume(qapp, qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    actions = Actions(host, LIGHT)
    actions.update_state(UiState(project=True, paused=True))
    assert actions["pause"].text() == "Resume"
    actions.update_state(UiState(project=True, running=True))
    assert actions["pause"].text() == "Pause"


def test_the_key_help_shows_every_key(qapp, qtbot) -> None:
    dialog = ShortcutsHelp(DARK)
    qtbot.addWidget(dialog)
    words = {text for _, text in dialog.lines()}
    assert words == {spec.text.rstrip("…") for spec in (*SPECS, *MASK_SPECS) if spec.keys}


def test_every_condition_says_what_it_means_when_it_is_not_met() -> None:
    assert {spec.enabled_when for spec in SPECS} - {always} <= set(WHY_NOT)
