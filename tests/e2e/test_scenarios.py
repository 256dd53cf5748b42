"""One scenario for each point of the review room, in the real app, by real keys and a real mouse.

=====  ==================================================================================================
point  scenario here (closer looks at the same elsewhere)
=====  ==================================================================================================
1      compare view: test_1_... (ui/test_compare, ui/test_compare_modes)
2      finding the way: test_2_... (ui/test_window_finding)
3      seeing the distribution: test_3_... (ui/test_window_distribution)
4      deciding: test_4_... (ui/test_deciding, ui/test_window_triage)
5      pairs: test_5_... (ui/test_pairs_dialog, e2e/test_second_chances)
6      one registry of actions: test_6_... (ui/test_look, ui/test_window_actions, ui/test_keyboard)
7      look: test_7_... (ui/test_look, ui/test_states, ui/test_layout, ui/test_keyboard)
8      in and out: test_8_... (ui/test_incoming, ui/test_drag_out, ui/test_file_tools, ui/test_window_export)
9      languages: test_9_... (ui/test_every_widget, ui/test_look)
=====  ==================================================================================================

They pass off screen and on a virtual screen; ``packaging/bootstrap.py test`` runs them on both where Xvfb is there.
"""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.canvas.compare_modes import CompareMode
from hfpc_desktop.ui.files.export_dialog import Step
from hfpc_desktop.ui.lists.view_switch import ListKind
from tests.e2e.person import CTRL, SHIFT
from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.person import Person

PAIRS = ("mug_01", "mug_03", "can_01", "can_04")
SMALL = 224
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def reviewer(person: Person, tmp_path: Path) -> Person:
    """Somebody who dropped two folders: two originals with two variants each."""
    originals, generated = make_pairs(tmp_path / "shop", PAIRS, side=SMALL)
    person.drop(originals, generated)
    person.wait_for_rows(len(PAIRS))
    person.window.notices.clear()
    return person


def seen(person: Person) -> None:
    """Both pictures of the pair are painted."""
    compare = person.window.review.compare
    person.until(lambda: all(compare.pane(frame).pyramid is not None for frame in Frame))


def test_1_a_designer_compares_in_six_ways_and_zooms_where_the_pointer_is(reviewer: Person) -> None:
    # Given a judged pair in view
    reviewer.wait_for_scores()
    compare = reviewer.window.review.compare
    seen(reviewer)
    reviewer.until(lambda: compare.overlay is not None)
    # When the keys 1 to 6 are pressed, then each shows the pair in its own way
    looks = []
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)
    for key, mode in zip(keys, CompareMode, strict=True):
        reviewer.press(key)
        assert compare.looks.mode is mode
        looks.append(reviewer.pictures())
    assert all((a != b).any() for a, b in itertools.pairwise(looks))
    # When Space is held, then the original is in the place of the generated image, as long as it is held
    reviewer.press(Qt.Key.Key_1)
    plain = reviewer.pictures()
    target = QApplication.focusWidget()
    QTest.keyPress(target, Qt.Key.Key_Space)
    assert (reviewer.pictures() != plain).any()
    QTest.keyRelease(target, Qt.Key.Key_Space)
    reviewer.until(lambda: not (reviewer.pictures() != plain).any())
    # When the wheel turns over a place, then that place stays under the pointer, also on the next pair
    pane = compare.pane(Frame.GENERATED)
    at = QPointF(pane.width() * 0.4, pane.height() * 0.5)
    before, zoom = pane.fraction_at(at), compare.zoom
    wheel(pane, at)
    after = pane.fraction_at(at)
    assert compare.zoom > zoom
    assert abs(after.x - before.x) < 0.01 and abs(after.y - before.y) < 0.01
    zoom = compare.zoom
    reviewer.press(Qt.Key.Key_Down)
    seen(reviewer)
    assert compare.zoom == pytest.approx(zoom, rel=0.05)


def test_2_a_designer_finds_the_way_between_originals_and_variants(reviewer: Person) -> None:
    window = reviewer.window
    # When the list is grouped, then up and down step originals, left and right variants
    reviewer.press(Qt.Key.Key_G, SHIFT)
    assert window.review.filmstrip.isVisible()
    first = reviewer.current
    reviewer.press(Qt.Key.Key_Right)
    assert reviewer.current.split("_")[0] == first.split("_")[0] != reviewer.current
    reviewer.press(Qt.Key.Key_Down)
    assert reviewer.current.split("_")[0] != first.split("_")[0]
    # When it is shown as a grid, then the same pair is current there
    here = reviewer.current
    reviewer.press(Qt.Key.Key_G)
    assert window.review.list_kind is ListKind.GRID
    assert reviewer.current == here
    reviewer.press(Qt.Key.Key_G)
    # When a part of a name is typed, then the list has only these; Escape brings all back
    reviewer.press(Qt.Key.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "can")
    reviewer.until(lambda: window.review.model.rowCount() == 2)
    reviewer.press(Qt.Key.Key_Escape)
    reviewer.until(lambda: window.review.model.rowCount() == 4)
    reviewer.press(Qt.Key.Key_Escape)
    # When a number is asked for, then the list goes there
    reviewer.press(Qt.Key.Key_G, CTRL)
    dialog = window.finding.dialog
    reviewer.until(dialog.isActiveWindow)
    QTest.keyClicks(dialog.findChild(QLineEdit, "jump_field"), "3")
    QTest.keyClick(dialog.findChild(QLineEdit, "jump_field"), Qt.Key.Key_Return)
    reviewer.until(lambda: window.review.view.current_position == 2)


def test_3_a_designer_drags_a_limit_in_the_distribution(reviewer: Person) -> None:
    # Given every pair is judged, and the distribution is shown
    reviewer.wait_for_scores()
    window = reviewer.window
    reviewer.press(Qt.Key.Key_D, SHIFT)
    view = window.review.active_view
    QApplication.processEvents()
    before = reviewer.app.controller.thresholds
    # When the line of the approve limit is dragged to the right, then the limit and the counts follow
    canvas = view._canvas.viewport()
    start, end = (place(view, x, 0.5) for x in (before.approve_reward, 0.95))
    QTest.mouseMove(canvas, start)
    QTest.mousePress(canvas, LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(canvas, start + (end - start) * step / 5)
        QTest.qWait(8)
    QTest.mouseRelease(canvas, LEFT, pos=end)
    reviewer.until(lambda: reviewer.app.controller.thresholds.approve_reward > before.approve_reward + 0.2)
    # And the keys of the sliders move it back
    slider = window.review.thresholds.sliders["reward"]
    slider.setFocus()
    now = reviewer.app.controller.thresholds.approve_reward
    reviewer.press(Qt.Key.Key_Left)
    assert reviewer.app.controller.thresholds.approve_reward == pytest.approx(now - 0.01)
    # When a box is drawn around everything, then all pairs are selected
    corners = (place(view, -0.03, 1.03), place(view, 1.03, -0.03))
    QTest.mousePress(canvas, LEFT, pos=corners[0])
    for step in range(1, 6):
        QTest.mouseMove(canvas, corners[0] + (corners[1] - corners[0]) * step / 5)
        QTest.qWait(8)
    QTest.mouseRelease(canvas, LEFT, pos=corners[1])
    both = int((np.isfinite(reviewer.table.reward) & np.isfinite(reviewer.table.consistency)).sum())
    reviewer.until(lambda: len(window.review.view.selected_rows()) == both)


def test_4_a_designer_decides_by_single_keys_and_takes_everything_back(reviewer: Person) -> None:
    # When pairs are approved and rejected by one key each, then the next undecided one opens by itself
    first = reviewer.current
    reviewer.decide(Qt.Key.Key_A)
    assert reviewer.decisions[first] is Decision.APPROVED
    assert reviewer.current != first
    # When all variants of an original are rejected at once, then one undo brings them back
    product = reviewer.current.split("_")[0]
    before = reviewer.decisions
    reviewer.decide(Qt.Key.Key_X, SHIFT)
    changed = {name for name, what in reviewer.decisions.items() if what is Decision.REJECTED}
    assert changed == {name for name in reviewer.decisions if name.startswith(product)}
    reviewer.decide(Qt.Key.Key_Z, CTRL)
    assert reviewer.decisions == before
    # When the mask is called wrong, then that is undone by the same key as a decision
    row = reviewer.window.flow.current_row
    reviewer.decide(Qt.Key.Key_W)
    assert reviewer.table.remark(row).flags
    reviewer.decide(Qt.Key.Key_Z, CTRL)
    assert not reviewer.table.remark(row).flags
    # When the last pair is decided, then a banner says so, with counts
    reviewer.press(Qt.Key.Key_N)
    while Decision.UNDECIDED in reviewer.decisions.values():
        reviewer.decide(Qt.Key.Key_A)
    assert reviewer.window.review.banner.isVisible()
    assert "4 approved" in reviewer.window.review.banner.text


def test_5_left_over_images_are_paired_by_hand(reviewer: Person, tmp_path: Path) -> None:
    # Given an image whose name fits no original
    generated = tmp_path / "shop" / "generated"
    shutil.copy(generated / "mug_01.jpg", generated / "final-version.jpg")
    reviewer.press(Qt.Key.Key_F5)
    reviewer.until(lambda: reviewer.window.actions_["pair_up"].isEnabled())
    # When it is put to an original by keys
    reviewer.press(Qt.Key.Key_P, CTRL | SHIFT)
    dialog = reviewer.window.dialog
    reviewer.until(dialog.isActiveWindow)
    dialog.generated.setFocus()
    QTest.keyClick(dialog.generated, Qt.Key.Key_Home)
    dialog.originals.setFocus()
    QTest.keyClick(dialog.originals, Qt.Key.Key_End)
    QTest.keyClick(dialog.originals, Qt.Key.Key_Return)
    QTest.mouseClick(dialog.findChild(QPushButton, "add_pairs"), LEFT)
    # Then it is a row like the others
    reviewer.wait_for_rows(len(PAIRS) + 1)
    assert "final-version.jpg" in reviewer.names


def test_6_a_command_is_found_by_its_letters_and_gets_another_key(reviewer: Person) -> None:
    window = reviewer.window
    # When a few letters are typed in the palette, then Return does what they name
    reviewer.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.palette_.field, "mask vi")
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert window.review.compare.looks.mode is CompareMode.MASK
    # When another key is given to "Approve", then it approves and the tool tip names it
    window.keymap.set_keys("approve", ["F9"])
    name = reviewer.current
    reviewer.decide(Qt.Key.Key_F9)
    assert reviewer.decisions[name] is Decision.APPROVED
    assert "(F9)" in window.actions_["approve"].toolTip()
    # And the key help lists it
    reviewer.press(Qt.Key.Key_F1)
    reviewer.until(lambda: window.dialog is not None)
    assert ("F9", "Approve") in window.dialog.lines()
    window.dialog.accept()


def test_7_theme_and_states_follow_the_person(reviewer: Person) -> None:
    window = reviewer.window
    # When the other theme is chosen, then the window is painted in it
    light = window.actions_["theme_light"]
    light.trigger()
    bright = mean_of(window)
    window.actions_["theme_dark"].trigger()
    QApplication.processEvents()
    assert mean_of(window) < bright - 60
    # When a filter hides everything, then the list says so and one press shows all again
    reviewer.press(Qt.Key.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "nothing has this name")
    reviewer.until(lambda: window.review.model.rowCount() == 0)
    state = window.review.list_empty
    assert state.isVisible()
    assert "No pair matches" in state.title
    QTest.mouseClick(state.buttons[0], LEFT)
    reviewer.until(lambda: window.review.model.rowCount() == len(PAIRS))
    # And Tab moves a focus that is seen
    window.review.view.setFocus()
    here = QApplication.focusWidget()
    reviewer.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not here


def test_8_approved_images_go_out_and_files_come_in(reviewer: Person, tmp_path: Path) -> None:
    window = reviewer.window
    # When an approved pair's image is copied, then the clipboard has it
    name = reviewer.current
    reviewer.decide(Qt.Key.Key_A)
    window.review.view.go_to_row(next(r for r in range(4) if reviewer.table.generated(r).name == name))
    reviewer.press(Qt.Key.Key_C, CTRL)
    reviewer.until(lambda: not QApplication.clipboard().image().isNull())
    # When the approved ones are exported, then their files are copies
    target = tmp_path / "out"
    reviewer.press(Qt.Key.Key_E, CTRL)
    dialog = window.dialog
    dialog.findChild(QLineEdit, "destination").setText(str(target))
    reviewer.until(lambda: dialog.step is Step.READY)
    QTest.mouseClick(dialog.findChild(QPushButton, "export_go"), LEFT)
    reviewer.until(lambda: dialog.step is Step.DONE)
    source = tmp_path / "shop" / "generated" / name
    assert (target / name).read_bytes() == source.read_bytes()
    QTest.mouseClick(dialog.findChild(QPushButton, "export_go"), LEFT)


def test_9_the_whole_window_changes_its_language_and_keeps_the_pair(reviewer: Person) -> None:
    # Given an open review
    reviewer.press(Qt.Key.Key_Down)
    here, old = reviewer.current, reviewer.window
    # When Chinese is chosen in the settings by keys
    reviewer.press(Qt.Key.Key_Comma, CTRL)
    box = old.dialog.findChild(QComboBox, "setting_language")
    reviewer.until(old.dialog.isActiveWindow)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    assert box.currentData() == "zh_CN"
    # Then there is a Chinese window at the same pair
    reviewer.until(lambda: reviewer.window is not old and reviewer.window.reviewing)
    reviewer.until(lambda: reviewer.window.flow.current_row is not None and reviewer.current == here)
    assert reviewer.window.actions_["approve"].text() == "通过"


# ------------------------------------------------------------------------------------------- helpers


def place(view: object, reward: float, consistency: float) -> QPoint:
    """A pair of scores as a place in the distribution."""
    scene = view.field.mapViewToScene(QPointF(reward, consistency))  # type: ignore[attr-defined]
    return view._canvas.mapFromScene(scene)  # type: ignore[attr-defined]


def wheel(pane: object, at: QPointF) -> None:
    """One step of a real wheel event, away from the person."""
    from PySide6.QtGui import QWheelEvent

    event = QWheelEvent(
        at,
        pane.mapToGlobal(at),  # type: ignore[attr-defined]
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)  # type: ignore[arg-type]


def mean_of(window: object) -> float:
    image = window.grab().toImage().scaled(40, 25)  # type: ignore[attr-defined]
    return sum(image.pixelColor(x, y).lightness() for x in range(40) for y in range(25)) / 1000
