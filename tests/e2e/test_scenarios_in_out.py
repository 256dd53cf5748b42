"""Point 8 of the review room: files come in by hand and from other programs, and go out (see ``test_scenarios``)."""

from __future__ import annotations

import csv
import json
import select
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QInputDialog, QLineEdit

from hfpc_desktop.review.table import Column
from hfpc_desktop.runtime.qt_instance import address
from hfpc_desktop.ui.files.incoming_dialogs import DropDialog
from tests.conftest import ROOT
from tests.e2e import hands
from tests.e2e.conftest import FOUR
from tests.e2e.hands import CTRL, LEFT, NONE, SHIFT, click, press, words_in, write
from tests.e2e.world import DEMO, fingerprints, make_pairs, small_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QDrag

    from tests.e2e.person import Person


def test_8_folders_come_in_by_drop_and_by_a_second_start(reviewer: Person, tmp_path: Path) -> None:
    # Given an open review with a decision
    window = reviewer.window
    name = reviewer.current
    reviewer.decide(Qt.Key.Key_A)
    late = tmp_path / "late"
    late.mkdir()
    small_copy(DEMO / "generated" / "mug_02.jpg", late / "mug_02.jpg", 224)
    # When a folder is held over the window, then the window says what letting go does, and forgets it when it leaves
    system, mime = window.windowHandle(), files_of(late)
    at = QPoint(window.width() // 2, window.height() // 2)
    QApplication.sendEvent(system, QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, LEFT, NONE))
    assert "Let go to bring these files in" in words_in(window)
    QApplication.sendEvent(system, QDragLeaveEvent())
    assert "Let go" not in words_in(window)
    # When it is let go, then it is asked whether it joins; it does, and nothing that was decided changes
    reviewer.drop(late, into="add")
    reviewer.wait_for_rows(len(FOUR) + 1)
    assert "mug_02.jpg" in reviewer.names
    assert reviewer.cells(Column.DECISION)[name] == "Approved"
    reviewer.until(lambda: "1 pair added" in words_in(window.notices))
    # When the program is started a second time with another product, then that start ends and this window asks
    second = tmp_path / "second"
    make_pairs(second, ("tin_01",), side=224)
    server = reviewer.app.listen(address(tmp_path / "home" / "data"))
    try:
        start = [sys.executable, "main.py", "--data", str(tmp_path / "home" / "data"), str(second)]
        other = subprocess.Popen(start, cwd=ROOT)
        reviewer.until(lambda: other.poll() is not None, 120_000)
        assert other.returncode == 0
        asked = hands.dialog(reviewer, DropDialog)
    finally:
        server.close()
    assert "second" in words_in(asked)
    click(asked.card("new"))
    # Then it is a project of its own, and the first one is on the start page, as it was left
    reviewer.until(lambda: reviewer.window.reviewing and reviewer.names == ["tin_01.jpg"])
    press(Qt.Key.Key_W, CTRL)
    reviewer.until(lambda: not window.reviewing)
    card = next(one for one in window.start.findChildren(QAbstractButton) if "shop" in one.accessibleName())
    click(card)
    reviewer.wait_for_rows(len(FOUR) + 1)
    assert reviewer.cells(Column.DECISION)[name] == "Approved"


def test_8_one_image_goes_out_to_the_clipboard_and_other_programs(reviewer: Person, tmp_path: Path) -> None:
    window, clipboard = reviewer.window, QApplication.clipboard()
    source = tmp_path / "shop" / "generated" / reviewer.current
    # When the image is copied, then the clipboard has its pixels and its file
    press(Qt.Key.Key_C, CTRL)
    reviewer.until(lambda: not clipboard.image().isNull())
    with Image.open(source) as picture:
        assert (clipboard.image().width(), clipboard.image().height()) == picture.size
    # When all pairs are selected and their files are copied, then the clipboard has these
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL | SHIFT)
    reviewer.until(lambda: len(clipboard.mimeData().urls()) == len(FOUR))
    assert "4 files copied (4 of them not approved)" in words_in(window.review.strip)
    # When it is opened in another program or shown in the file manager, then the system is asked for just that
    reviewer.click_row(0)
    source = tmp_path / "shop" / "generated" / reviewer.current
    with opened_by_system() as opened:
        press(Qt.Key.Key_Return, CTRL)
        reviewer.until(lambda: opened == [source])
        hands.menu(reviewer, "File", "Show in the file manager")
        reviewer.until(lambda: opened == [source, source.parent])


def test_8_approved_images_go_out_as_an_export_a_sheet_and_a_report(reviewer: Person, tmp_path: Path) -> None:
    # Given two approved pairs
    reviewer.wait_for_scores()
    untouched = fingerprints(tmp_path / "shop")
    approved = []
    for _ in range(2):
        approved.append(reviewer.current)
        reviewer.decide(Qt.Key.Key_A)
    # When an export is asked for as smaller WebP with ratings and a report, and these choices get a name
    target = tmp_path / "out"
    press(Qt.Key.Key_E, CTRL)
    dialog = hands.dialog(reviewer)
    assert hands.field(dialog, QCheckBox, "export_approved").isChecked()
    click(hands.field(dialog, QLineEdit, "destination"))
    write(str(target))
    hands.pick(reviewer, hands.field(dialog, QComboBox, "export_format"), "WebP")
    for name in ("export_xmp", "export_report"):
        hands.tab_to(reviewer, hands.field(dialog, QCheckBox, name))
        press(Qt.Key.Key_Space)
    hands.from_menu_of(hands.field(dialog, QAbstractButton, "preset_menu"), "Save as…")
    reviewer.until(lambda: isinstance(hands.front(), QInputDialog))
    write("for the shop")
    press(Qt.Key.Key_Return)
    preset = hands.field(dialog, QComboBox, "export_preset")
    reviewer.until(lambda: preset.currentText() == "for the shop")
    # Then the plan is told before anything is copied
    go = hands.field(dialog, QAbstractButton, "export_go")
    reviewer.until(go.isEnabled)
    assert not target.exists()
    click(go)
    reviewer.until(lambda: go.isEnabled() and go.text() == "Done")
    click(go)
    reviewer.until(lambda: reviewer.window.dialog is None)
    # And the copies, their ratings, the manifest and the report lie there; the originals are as they were
    stems = {Path(name).stem for name in approved}
    assert {path.stem for path in target.glob("*.webp")} == stems
    for stem in stems:
        with Image.open(target / f"{stem}.webp") as copy:
            assert copy.format == "WEBP"
        assert "Rating" in (target / f"{stem}.xmp").read_text(encoding="utf-8")
    with (target / "hfpc-export.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["decision"] for row in csv.DictReader(stream)} == {"approved"}
    assert (next(target.glob("*.html"))).read_text(encoding="utf-8").count("<article") == 2
    assert fingerprints(tmp_path / "shop") == untouched
    # When the next export begins, then the preset is there to be chosen
    reviewer.until(reviewer.window.isActiveWindow)
    press(Qt.Key.Key_E, CTRL)
    again = hands.dialog(reviewer)
    hands.pick(reviewer, hands.field(again, QComboBox, "export_preset"), "for the shop")
    assert hands.field(again, QComboBox, "export_format").currentText() == "WebP"
    press(Qt.Key.Key_Escape)
    reviewer.until(lambda: reviewer.window.dialog is None and reviewer.window.isActiveWindow())
    # When a contact sheet and a report are asked for in the menu, then they are where the file dialog was told
    sheet, page = tmp_path / "sheet.pdf", tmp_path / "page.html"
    hands.menu(reviewer, "File", "Contact sheet…")
    hands.give_file(reviewer, sheet)
    reviewer.until(sheet.exists, 60_000)
    assert sheet.read_bytes().startswith(b"%PDF")
    reviewer.until(reviewer.window.isActiveWindow)
    hands.menu(reviewer, "File", "HTML report…")
    hands.give_file(reviewer, page)
    reviewer.until(lambda: "Report written" in words_in(reviewer.window.notices), 60_000)
    assert page.read_text(encoding="utf-8").count("<article") == len(FOUR)
    with opened_by_system() as opened:
        click(hands.button(reviewer.window.notices, "Open it"))
        reviewer.until(lambda: opened == [page])


def test_8_selected_images_are_dragged_into_another_program(reviewer: Person, tmp_path: Path) -> None:
    # Given two approved pairs that are selected, and another program's window
    window, view = reviewer.window, reviewer.window.review.view
    for _ in range(2):
        reviewer.decide(Qt.Key.Key_A)
    click(hands.field(window, QAbstractButton, "filter_approved"))
    reviewer.until(lambda: len(reviewer.names) == 2)
    reviewer.click_row(0)
    press(Qt.Key.Key_A, CTRL)
    wanted = {tmp_path / "shop" / "generated" / name for name in reviewer.names}
    grip = view.visualRect(view.model().index(0, 1)).center()
    with another_program(reviewer) as taken:
        # When one of them is dragged there
        taken.drag(view.viewport(), grip)
        # Then the program gets the files of both, and may only copy them
        reviewer.until(lambda: taken.drops)
    assert {Path(name) for name in taken.drops[0]["files"]} == wanted
    assert taken.drops[0]["actions"] == Qt.DropAction.CopyAction.value
    assert all(path.exists() for path in wanted)
    reviewer.until(lambda: "Dragged out: 2 images" in words_in(window.review.strip))


def test_8_folders_are_dragged_in_from_a_file_manager(person: Person, tmp_path: Path) -> None:
    """As a drop of ours, with the drag of another process and the pointer of the X server."""
    if not on_a_screen():
        pytest.skip("needs the drag and drop of a window system")
    # Given a file manager beside the window
    originals, generated = make_pairs(tmp_path / "shop", FOUR[:2], side=224)
    source = subprocess.Popen(
        [sys.executable, str(ROOT / "packaging" / "drag_source.py"), "1450", "900", str(originals), str(generated)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert source.stdout is not None and source.stdout.readline().strip() == "ready"
        # When both folders are dragged over, then they are a review
        middle = person.window.mapToGlobal(person.window.rect().center())
        steps = [
            (1480, 910),
            (1470, 900),
            (1400, 880),
            (middle.x() + 8, middle.y()),
            (middle.x(), middle.y()),
        ]
        move_pointer(person, QPoint(1490, 920), steps)
        person.wait_for_rows(2)
    finally:
        source.kill()
        source.communicate()


# ------------------------------------------------------------------------------------------- helpers


def files_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


class _System(QObject):
    """What the desktop does with an address: here it only writes it down."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@contextmanager
def opened_by_system() -> Iterator[list[Path]]:
    """Files and folders that the app asks the desktop to open."""
    system = _System()
    QDesktopServices.setUrlHandler("file", system, "take")
    try:
        yield system.opened
    finally:
        QDesktopServices.unsetUrlHandler("file")


class Offscreen:
    """Another program where no window system carries a drag: the app's drag is handed to it as events."""

    def __init__(self, person: Person) -> None:
        self.drops: list[dict[str, Any]] = []
        person.window.drag_out.run_drag = self._run

    def _run(self, drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        event = QDropEvent(QPointF(4, 4), action, drag.mimeData(), LEFT, NONE)
        files = [url.toLocalFile() for url in event.mimeData().urls()]
        self.drops.append({"files": files, "actions": event.possibleActions().value})
        return action

    def drag(self, widget: Any, grip: QPoint) -> None:
        hands.stroke(widget, grip, grip + QPoint(0, 40))

    def close(self) -> None:
        """Nothing was started."""


class OnScreen:
    """Another program in its own process beside the window, and the pointer of the X server."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._target = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "e2e" / "drag_target.py"), "1420", "860"],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._target.stdout is not None and self._target.stdout.readline().strip() == "ready"
        self.drops: list[dict[str, Any]] = []

    def drag(self, widget: Any, grip: QPoint) -> None:
        start = widget.mapToGlobal(grip)
        path = [(start.x(), start.y() + 4 * step) for step in range(1, 8)]
        move_pointer(self._person, start, [*path, *((1420 + step, 900 + step) for step in (20, 26, 32))])
        told = self._target.stdout
        assert told is not None
        self._person.until(
            lambda: select.select([told], [], [], 0)[0]
        )  # it asks the app for the files meanwhile
        self.drops.append(json.loads(told.readline()))

    def close(self) -> None:
        self._target.kill()
        self._target.communicate()


def move_pointer(person: Person, start: QPoint, path: list[tuple[int, int]]) -> None:
    """Press the X server's pointer at ``start``, carry it along and let go; the app lives meanwhile."""
    moves = " ".join(f"mousemove {x} {y} sleep 0.2" for x, y in path)
    words = f"mousemove {start.x()} {start.y()} sleep 0.3 mousedown 1 sleep 0.3 {moves} sleep 0.5 mouseup 1".split()
    pointer = subprocess.Popen(["xdotool", *words])
    person.until(lambda: pointer.poll() is not None, 60_000)


def on_a_screen() -> bool:
    return QGuiApplication.platformName() == "xcb" and shutil.which("xdotool") is not None


@contextmanager
def another_program(person: Person) -> Iterator[Any]:
    program = OnScreen(person) if on_a_screen() else Offscreen(person)
    try:
        yield program
    finally:
        program.close()
