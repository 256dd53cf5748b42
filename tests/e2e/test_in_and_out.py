"""Files into and out of a review that is open, in the real app: added, reported, found again after a move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.table import Column
from tests.e2e import hands
from tests.e2e.hands import CTRL
from tests.e2e.world import DEMO, fingerprints, make_pairs, small_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.person import Person


def test_a_folder_joins_a_review_a_report_is_written_and_moved_folders_are_found_again(
    start_app: Callable[[], Person], qtbot, tmp_path: Path
) -> None:
    # Given a judged review with a decision
    shop = tmp_path / "shop"
    originals, generated = make_pairs(shop, ("mug_01", "can_04"))
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(2)
    person.wait_for_scores()
    person.decide(Qt.Key.Key_A)
    [approved] = [name for name, what in person.decisions.items() if what is Decision.APPROVED]

    # When a folder with another variant is dropped on it and shall join
    late = tmp_path / "late"
    late.mkdir()
    small_copy(DEMO / "generated" / "mug_03.jpg", late / "mug_03.jpg")
    untouched = fingerprints(originals, generated, late)
    person.drop(late, into="add")
    # Then its pair is there, is judged, and nothing that was decided changed
    person.wait_for_rows(3)
    person.wait_for_notice("1 pair added")
    person.wait_for_scores()
    assert person.decisions == {"mug_01.jpg": person.decisions["mug_01.jpg"], "can_04.jpg": person.decisions["can_04.jpg"], "mug_03.jpg": Decision.UNDECIDED}  # fmt: skip
    assert person.decisions[approved] is Decision.APPROVED

    # And a report holds all three
    page = tmp_path / "report.html"
    with qtbot.waitSignal(person.app.controller.report_written, timeout=30_000):
        person.app.controller.html_report(range(3), page)
    text = page.read_text(encoding="utf-8")
    assert text.count("<article") == 3
    assert text.count("data:image/webp") == 5
    assert fingerprints(originals, generated, late) == untouched
    person.quit()

    # When the folders lie elsewhere at the next start
    moved = tmp_path / "archive"
    shop.rename(moved)
    person = start_app()
    person.open_recent()
    notices = person.window.notices
    person.until(lambda: any("is not there" in notice.title for notice in notices.notices))
    person.window.actions_["relink"].trigger()
    dialog = person.window.dialog
    for side, folder in zip(dialog.sides, ("originals", "generated"), strict=True):
        side.field.setText(str(moved / folder))
    use = dialog.findChild(QPushButton, "relink_use")
    person.until(use.isEnabled)
    assert "2 of 2 files" in dialog.sides[1].text
    assert "all are the same" in dialog.sides[1].text
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)

    # Then the review is at the new place, with its decision and its scores, and the added folder
    person.until(lambda: person.app.controller.project_folders == (moved / "originals", moved / "generated"))
    person.wait_for_rows(3)
    person.wait_for_scores()
    assert person.decisions[approved] is Decision.APPROVED
    assert {person.table.generated(row).parent for row in range(3)} == {moved / "generated", late}


def test_what_was_added_can_be_taken_out_again(person: Person, tmp_path: Path) -> None:
    # Given a review to which two pairs were added by mistake, one of them decided already
    originals, generated = make_pairs(tmp_path / "shop", ("mug_01", "can_04"), side=224)
    person.drop(originals, generated)
    person.wait_for_rows(2)
    late = tmp_path / "late"
    late.mkdir()
    for name in ("mug_02.jpg", "mug_03.jpg"):
        small_copy(DEMO / "generated" / name, late / name, 224)
    person.drop(late, into="add")
    person.wait_for_rows(4)
    person.click_row(person.names.index("mug_03.jpg"))
    person.decide(Qt.Key.Key_X)
    untouched = fingerprints(originals, generated, late)
    # When the menu is asked what was added, then it is listed with its pairs
    hands.menu(person, "File", "Added files…")
    dialog = hands.dialog(person)
    assert "late" in hands.words_in(dialog) and "2 pairs" in hands.words_in(dialog)
    # When it is taken out, then its pair goes; what was decided stays, and no file is touched
    hands.click(hands.button(dialog, "Take late out"))
    person.wait_for_rows(3)
    assert set(person.names) == {"mug_01.jpg", "can_04.jpg", "mug_03.jpg"}
    assert person.cells(Column.DECISION)["mug_03.jpg"] == "Rejected"
    person.wait_for_notice("1 pair taken out")
    # And a new scan does not bring it back
    person.wait_for_scores()
    person.press(Qt.Key.Key_F5)
    person.wait_for_scores()
    assert len(person.names) == 3
    person.press(Qt.Key.Key_K, CTRL)
    hands.write("added files")
    person.press(Qt.Key.Key_Return)
    assert "Nothing was added" in hands.words_in(hands.dialog(person))
    person.press(Qt.Key.Key_Escape)
    assert fingerprints(originals, generated, late) == untouched
    assert [title for level, title, _ in person.notices if level == "error"] == []
