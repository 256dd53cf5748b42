"""One scenario for each point of the review room, in the real app, by real keys and a real mouse.

=====  ==================================================================================================
point  scenario (closer looks at the same elsewhere)
=====  ==================================================================================================
1      compare view: test_1_... here (ui/test_compare, ui/test_compare_modes)
2      finding the way: test_2_... here (ui/test_window_finding)
3      seeing the distribution: test_3_... here (ui/test_window_distribution)
4      deciding: test_4_... here (ui/test_deciding, ui/test_window_triage)
5      pairs: test_5_... here (ui/test_pairs_dialog, e2e/test_second_chances)
6      one registry of actions: test_scenarios_window (ui/test_look, ui/test_window_actions, ui/test_keyboard)
7      look: test_scenarios_window (ui/test_look, ui/test_states, ui/test_layout, ui/test_keyboard)
8      in and out: test_scenarios_in_out (ui/test_incoming, ui/test_drag_out, ui/test_file_tools)
9      languages: test_scenarios_window (ui/test_every_widget, ui/test_look)
=====  ==================================================================================================

Every step is an event, every outcome what a person can see or finds on the disk (see ``hands``). They pass off screen
and on a virtual screen; ``packaging/bootstrap.py test`` runs them on both where Xvfb is there.
"""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget, QPlainTextEdit

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.review.table import Column
from hfpc_desktop.ui.inspector.defect_row import DefectRow
from hfpc_desktop.ui.look.band_slider import BandSlider
from tests.e2e import hands
from tests.e2e.hands import CTRL, SHIFT, click, press, words_in, write
from tests.e2e.person import PATIENCE_MS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.person import Person

PAIRS = ("mug_01", "mug_03", "can_01", "can_04")


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
    # When the keys 1 to 6 are pressed, then each shows the pair in its own way, and its button is down
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)
    ways = ("Side by side", "Flip", "Split", "Overlay", "Difference map", "Mask view")
    looks = []
    for key, way in zip(keys, ways, strict=True):
        press(key)
        assert hands.button(compare, way).isChecked()
        looks.append(reviewer.pictures())
    assert all((a != b).any() for a, b in itertools.combinations(looks, 2))
    # When a way is clicked, then it is the same as by its key
    click(hands.button(compare, "Split"))
    assert not hands.button(compare, "Mask view").isChecked()
    reviewer.until(lambda: hands.button(compare, "Split").isChecked())
    reviewer.click_row(0)
    # When Space is held, then the original is in the place of the generated image, as long as it is held
    press(Qt.Key.Key_1)
    plain = reviewer.pictures()
    target = QApplication.focusWidget()
    QTest.keyPress(target, Qt.Key.Key_Space)
    assert (reviewer.pictures() != plain).any()
    QTest.keyRelease(target, Qt.Key.Key_Space)
    reviewer.until(lambda: not (reviewer.pictures() != plain).any())
    # When masks and difference are laid over the picture, then it looks different, and the same again without
    for key in (Qt.Key.Key_M, Qt.Key.Key_D):
        before = reviewer.pictures()
        press(key)
        reviewer.until(lambda was=before: (reviewer.pictures() != was).any())
        press(key)
        reviewer.until(lambda was=before: not (reviewer.pictures() != was).any())
    # When the wheel turns over a place, then that place stays under the pointer, in both pictures
    pane = compare.pane(Frame.GENERATED)
    at = QPointF(pane.width() * 0.4, pane.height() * 0.5)
    before, zoom = pane.fraction_at(at), compare.zoom
    hands.wheel(pane, at)
    after = pane.fraction_at(at)
    assert compare.zoom > zoom
    assert abs(after.x - before.x) < 0.01 and abs(after.y - before.y) < 0.01
    # When one picture is dragged, then both move
    other = compare.pane(Frame.ORIGINAL)
    places = [one.fraction_at(at) for one in (pane, other)]
    hands.stroke(pane, at.toPoint(), at.toPoint() + QPoint(40, 0))
    moved = [one.fraction_at(at) for one in (pane, other)]
    assert all(now.x < was.x - 0.01 for was, now in zip(places, moved, strict=True))
    # And the next pair is shown at the same zoom
    zoom = compare.zoom
    press(Qt.Key.Key_Down)
    seen(reviewer)
    assert compare.zoom == pytest.approx(zoom, rel=0.05)
    # When a reason is clicked, then the picture goes to its place
    rows = [row for row in reviewer.window.review.inspector.findChildren(DefectRow) if row.isVisible()]
    for place in range(4):
        if rows:
            break
        reviewer.click_row(place)
        seen(reviewer)
        rows = [row for row in reviewer.window.review.inspector.findChildren(DefectRow) if row.isVisible()]
    press(Qt.Key.Key_F)
    before = reviewer.pictures()
    click(rows[0])
    reviewer.until(lambda: (reviewer.pictures() != before).any())


def test_2_a_designer_finds_the_way_between_originals_and_variants(reviewer: Person) -> None:
    reviewer.wait_for_scores()
    window = reviewer.window
    # When a header is clicked, then the list is in that order; Shift and a second header sort within it
    reviewer.click_header(Column.GENERATED)
    assert reviewer.names == sorted(reviewer.names)
    reviewer.click_header(Column.GENERATED)
    assert reviewer.names == sorted(reviewer.names, reverse=True)
    # When the list is grouped, then up and down step originals, left and right variants
    reviewer.click_row(0)
    press(Qt.Key.Key_G, SHIFT)
    assert window.review.filmstrip.isVisible()
    first = reviewer.current
    press(Qt.Key.Key_Right)
    reviewer.until(
        lambda: reviewer.current.split("_")[0] == first.split("_")[0] and reviewer.current != first
    )
    press(Qt.Key.Key_Down)
    reviewer.until(lambda: reviewer.current.split("_")[0] != first.split("_")[0])
    # When it is shown as a grid, then the same pair is current there, and a tile goes to another one
    here = reviewer.current
    press(Qt.Key.Key_G)
    reviewer.until(lambda: window.review.grid.isVisible() and not window.review.view.isVisible())
    assert reviewer.current == here
    press(Qt.Key.Key_Right)
    reviewer.until(lambda: reviewer.current != here)
    press(Qt.Key.Key_G)
    press(Qt.Key.Key_G, SHIFT)
    # When a part of a name is typed, then the list has only these; Escape brings all back
    press(Qt.Key.Key_F, CTRL)
    write("can")
    reviewer.until(
        lambda: len(reviewer.names) == 2 and all(name.startswith("can") for name in reviewer.names)
    )
    press(Qt.Key.Key_Escape)
    reviewer.until(lambda: len(reviewer.names) == 4)
    press(Qt.Key.Key_Escape)
    # When a filter is made of conditions and gets a name, then the list follows, and one click brings it back later
    reviewer.decide(Qt.Key.Key_A)
    press(Qt.Key.Key_L, CTRL)
    reviewer.until(lambda: hands.front().objectName() == "filter_panel")
    panel = hands.front()
    click(hands.button(panel, "Best of each original:"), QPoint(8, 8))
    click(hands.field(panel, QLineEdit, "filter_name"))
    write("winners")
    click(hands.field(panel, QAbstractButton, "filter_save"))
    press(Qt.Key.Key_Escape)
    reviewer.until(lambda: len({name.split("_")[0] for name in reviewer.names}) == len(reviewer.names) == 2)
    press(Qt.Key.Key_F, CTRL | SHIFT)
    reviewer.until(lambda: len(reviewer.names) == 4)
    press(Qt.Key.Key_L, CTRL)
    reviewer.until(lambda: hands.front().objectName() == "filter_panel")
    click(hands.button(hands.front(), "winners"))
    press(Qt.Key.Key_Escape)
    reviewer.until(lambda: len(reviewer.names) == 2)
    press(Qt.Key.Key_F, CTRL | SHIFT)
    reviewer.until(lambda: len(reviewer.names) == 4)
    # When "Approved" is clicked, then only what was approved is listed
    click(hands.field(window, QAbstractButton, "filter_approved"))
    reviewer.until(lambda: set(reviewer.cells(Column.DECISION).values()) == {"Approved"})
    click(hands.field(window, QAbstractButton, "filter_all"))
    reviewer.until(lambda: len(reviewer.names) == 4)
    # When a number is asked for, then the list goes there
    third = reviewer.names[2]
    press(Qt.Key.Key_G, CTRL)
    reviewer.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and hands.front() is not window)
    write("3")
    press(Qt.Key.Key_Return)
    reviewer.until(lambda: reviewer.current == third)


def test_3_a_designer_drags_a_limit_in_the_distribution(reviewer: Person) -> None:
    # Given every pair is judged, and the distribution is shown
    reviewer.wait_for_scores()
    window = reviewer.window
    press(Qt.Key.Key_D, SHIFT)
    reviewer.until(window.review.active_view.isVisible)
    view, canvas = window.review.active_view, plot(window)
    QApplication.processEvents()
    limits = reviewer.app.controller.thresholds
    counted = words_in(view)
    # When the line of the approve limit is dragged to the right, then the counts and the verdicts in the list follow
    start, end = (place(window, x, 0.5) for x in (limits.approve_reward, 0.99))
    hands.stroke(canvas, start, end)
    reviewer.until(lambda: words_in(view) != counted)
    assert "approve ≥ 0.9" in words_in(window.review.thresholds)
    reviewer.until(lambda: "Approve" not in reviewer.cells(Column.VERDICT).values())
    # And the keys of the slider move it back, once Tab has gone there
    slider = hands.field(window, BandSlider, "reward_limits")
    hands.tab_to(reviewer, slider)
    said = words_in(window.review.thresholds)
    press(Qt.Key.Key_Left)
    reviewer.until(lambda: words_in(window.review.thresholds) != said)
    click(hands.field(window, QAbstractButton, "reset_thresholds"))
    reviewer.until(lambda: words_in(view) == counted)
    # When a box is drawn around everything, then all judged pairs are selected, and one key decides them
    both = int((np.isfinite(reviewer.table.reward) & np.isfinite(reviewer.table.consistency)).sum())
    hands.stroke(canvas, place(window, -0.03, 1.03), place(window, 1.03, -0.03))
    reviewer.until(lambda: len(window.review.view.selected_rows()) == both)
    reviewer.decide(Qt.Key.Key_A)
    assert list(reviewer.cells(Column.DECISION).values()).count("Approved") == both
    reviewer.decide(Qt.Key.Key_Z, CTRL)
    # When a line is drawn around one pair with the lasso, then this one is selected
    click(hands.button(view, "Lasso"))
    row = int(np.nanargmax(reviewer.table.reward + reviewer.table.consistency))
    x, y = float(reviewer.table.reward[row]), float(reviewer.table.consistency[row])
    round_it = [(x - 0.02, y - 0.02), (x + 0.02, y - 0.02), (x + 0.02, y + 0.02), (x - 0.02, y + 0.02)]
    hands.stroke(canvas, *(place(window, *corner) for corner in round_it))
    reviewer.until(lambda: row in (some := window.review.view.selected_rows()) and len(some) < both)
    # When a point is clicked, then its pair is shown
    other = int(np.nanargmin(reviewer.table.reward + reviewer.table.consistency))
    spot = place(window, float(reviewer.table.reward[other]), float(reviewer.table.consistency[other]))
    QTest.mouseMove(canvas, spot)
    click(canvas, spot)
    reviewer.until(lambda: reviewer.current == reviewer.table.generated(other).name)


def test_4_a_designer_decides_by_single_keys_and_takes_everything_back(reviewer: Person) -> None:
    reviewer.wait_for_scores()
    window = reviewer.window
    inspector = window.review.inspector

    def decisions() -> dict[str, str]:
        return reviewer.cells(Column.DECISION)

    def named(name: str) -> None:
        reviewer.click_row(reviewer.names.index(name))
        reviewer.until(lambda: reviewer.current == name)

    # When a pair is approved by one key, then the next undecided one opens by itself
    first = reviewer.current
    reviewer.decide(Qt.Key.Key_A)
    assert decisions()[first] == "Approved"
    assert reviewer.current != first
    # When all variants of an original are rejected at once, then one undo brings them back
    product = reviewer.current.split("_")[0]
    before = decisions()
    reviewer.decide(Qt.Key.Key_X, SHIFT)
    assert {name for name, what in decisions().items() if what == "Rejected"} == {
        name for name in before if name.startswith(product)
    }
    reviewer.decide(Qt.Key.Key_Z, CTRL)
    assert decisions() == before
    # When the best variant is kept, then one of them is approved and the others are rejected
    named(next(name for name in reviewer.names if name.startswith("can")))
    reviewer.decide(Qt.Key.Key_A, CTRL | SHIFT)
    assert sorted(what for name, what in decisions().items() if name.startswith("can")) == [
        "Approved",
        "Rejected",
    ]
    reviewer.decide(Qt.Key.Key_Z, CTRL)
    # When everything is selected, then one key decides it all, and undo goes back to where it was done
    press(Qt.Key.Key_A, CTRL)
    reviewer.decide(Qt.Key.Key_X)
    assert set(decisions().values()) == {"Rejected"}
    reviewer.decide(Qt.Key.Key_Z, CTRL)
    assert decisions() == before
    # When somebody has gone on and undoes, then the pair that changes is shown again
    last = next(name for name, what in decisions().items() if what == "Undecided")
    named(last)
    reviewer.decide(Qt.Key.Key_X)
    named(first)
    reviewer.decide(Qt.Key.Key_Z, CTRL)
    reviewer.until(lambda: reviewer.current == last)
    # When the mask is called wrong by its key, then the button is down; the button takes it back
    chip = hands.button(inspector, "Mask wrong")
    reviewer.decide(Qt.Key.Key_W)
    reviewer.until(chip.isChecked)
    saved = reviewer.saved
    click(chip)
    reviewer.until(lambda: reviewer.saved > saved and not chip.isChecked())
    # When a reason is clicked and a note is written, then both stand beside the pair, also after the pair was left
    press(Qt.Key.Key_C)
    asked = hands.dialog(reviewer)
    reason = next(one for one in asked.findChildren(QAbstractButton) if one.isCheckable())
    click(reason)
    click(hands.field(asked, QPlainTextEdit, "note"))
    QTest.keyClicks(QApplication.focusWidget(), "please keep the handle")
    press(Qt.Key.Key_Return, CTRL)
    reviewer.until(
        lambda: "please keep the handle" in words_in(inspector) and reason.text() in words_in(inspector)
    )
    named(first)
    assert "please keep the handle" not in words_in(inspector)
    named(last)
    reviewer.until(lambda: "please keep the handle" in words_in(inspector))
    # When the last pair is decided, then a banner says so, with counts, and leads on to the export
    press(Qt.Key.Key_N)
    while "Undecided" in decisions().values():
        reviewer.decide(Qt.Key.Key_A)
    banner = window.review.banner
    reviewer.until(banner.isVisible)
    assert "4 approved" in words_in(banner)
    click(hands.field(banner, QAbstractButton, "banner_export"))
    assert "4" in words_in(hands.dialog(reviewer))
    press(Qt.Key.Key_Escape)


def test_5_left_over_images_are_paired_by_hand_and_renamed_ones_are_found(
    reviewer: Person, tmp_path: Path
) -> None:
    # Given a decided pair, and an image whose name fits no original
    reviewer.wait_for_scores()
    reviewer.click_row(reviewer.names.index("can_04.jpg"))
    reviewer.decide(Qt.Key.Key_X)
    generated = tmp_path / "shop" / "generated"
    shutil.copy(generated / "mug_01.jpg", generated / "final-version.jpg")
    press(Qt.Key.Key_F5)
    # Then a message says so, and its button opens the dialog
    reviewer.until(lambda: "Some files were left out" in words_in(reviewer.window.notices))
    click(hands.button(reviewer.window.notices, "Pair them…"))
    dialog = hands.dialog(reviewer)
    images = hands.field(dialog, QListWidget, "Generated images without an original")
    originals = hands.field(dialog, QListWidget, "Originals")
    assert "no original has this name" in words_in(dialog).lower()
    # When it is put to an original by mouse and key
    click(images.viewport(), images.visualItemRect(images.item(0)).center())
    place = originals.visualItemRect(originals.item(originals.count() - 1)).center()
    click(originals.viewport(), place)
    press(Qt.Key.Key_Return)
    assert "1 pair to add" in words_in(dialog)
    # When that was wrong, then it can be cleared, and the looks of the pictures tell which one it is
    click(hands.button(dialog, "Clear"))
    assert "pair to add" not in words_in(dialog)
    click(hands.button(dialog, "Find by looks"))
    reviewer.until(lambda: "looks like mug" in words_in(dialog).lower(), PATIENCE_MS)
    if hands.button(dialog, "Accept the sure ones").isEnabled():
        click(hands.button(dialog, "Accept the sure ones"))
    else:
        click(originals.viewport(), place)
        press(Qt.Key.Key_Return)
    click(hands.button(dialog, "Add"))
    # Then it is a row like the others
    reviewer.wait_for_rows(len(PAIRS) + 1)
    assert "final-version.jpg" in reviewer.names
    reviewer.wait_for_scores()
    # When a file that was decided gets another name, then a new scan finds it by its content, decision and all
    (generated / "can_04.jpg").rename(generated / "can_late.jpg")
    press(Qt.Key.Key_F5)
    reviewer.until(lambda: "can_late.jpg" in reviewer.names)
    assert reviewer.cells(Column.DECISION)["can_late.jpg"] == "Rejected"
    assert len(reviewer.names) == len(PAIRS) + 1


# ------------------------------------------------------------------------------------------- helpers


def plot(window: object):
    """The widget that takes the mouse in the distribution."""
    return window.review.active_view.field.getViewWidget().viewport()  # type: ignore[attr-defined]


def place(window: object, reward: float, consistency: float) -> QPoint:
    """A pair of scores as a place in the distribution."""
    field = window.review.active_view.field  # type: ignore[attr-defined]
    scene = field.mapViewToScene(QPointF(reward, consistency))
    return field.getViewWidget().mapFromScene(scene)
