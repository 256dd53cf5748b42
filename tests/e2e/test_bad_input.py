"""Bad input in the real app: each gives a message that says what to do, and nothing is lost or overwritten.

=====================================  ==================================================================
what                                   test here (and the closer look elsewhere)
=====================================  ==================================================================
empty folders                          test_folders_with_nothing_to_judge (unit/review/test_scan)
the same folder twice                  test_folders_with_nothing_to_judge (cli/test_score: exit code 2)
no pairs                               test_folders_with_nothing_to_judge (cli/test_score: exit code 3)
unreadable, truncated, zero-byte       test_bad_pictures_are_rows_with_a_reason (unit/images/test_bad_files)
20,000 x 20,000 refused                test_bad_pictures_are_rows_with_a_reason (unit/images/test_bad_files)
10,000 x 10,000 judged                 test_bad_pictures_are_rows_with_a_reason (unit/images/test_decode)
no picture, but named .png             test_bad_pictures_are_rows_with_a_reason (unit/images/test_bad_files)
spaces, emoji, Chinese, newlines       test_strange_names_through_the_whole_job (unit/review/test_scan, _score_rows)
read-only folders                      test_read_only_places (unit/review/test_store, test_export)
vanishing folders                      test_a_folder_that_vanishes_and_comes_back (unit/review/test_scan)
a full disk, project                   test_a_full_disk_while_deciding (unit/review/test_store)
a full disk, export                    test_a_full_disk_while_exporting (unit/review/test_export)
a corrupt project file                 test_a_corrupt_project_file (unit/review/test_store)
a project from a newer version         test_a_project_from_a_newer_version (unit/review/test_store)
=====================================  ==================================================================
"""

from __future__ import annotations

import csv
import errno
import os
import shutil
import sqlite3
import struct
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton

from hfpc_desktop.domain.errors import ProjectError
from hfpc_desktop.domain.judgement import NotJudged
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.review.migrations import VERSION
from hfpc_desktop.review.table import Column
from hfpc_desktop.ui.files.export_dialog import Step
from tests.e2e import hands
from tests.e2e.person import CTRL, PATIENCE_MS
from tests.e2e.test_first_light import export
from tests.e2e.world import copy_file, fingerprints, make_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.review.store import ProjectStore
    from tests.e2e.person import Person


# -- pictures ----------------------------------------------------------------------------------------


def test_bad_pictures_are_rows_with_a_reason(person: Person, tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01"])
    good = generated / "mug_01.jpg"
    data = good.read_bytes()
    (generated / "mug_truncated.jpg").write_bytes(data[: len(data) // 3])
    (generated / "mug_zero.jpg").touch()
    (generated / "mug_text.png").write_text("a shopping list\n" * 20)
    (generated / "mug_broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (generated / "mug_huge.png").write_bytes(png_header(20_000, 20_000))
    big = cv2.resize(cv2.imread(str(good)), (10_000, 10_000), interpolation=cv2.INTER_LINEAR)
    cv2.imwrite(str(generated / "mug_big.jpg"), big)
    del big
    untouched = fingerprints(originals, generated)

    person.drop(originals, generated)
    person.wait_for_rows(7)
    person.wait_for_scores()

    table = person.table
    found = {table.generated(row).stem.removeprefix("mug_"): table.judgement(row) for row in range(7)}
    assert found["01"].not_judged is None
    assert found["big"].not_judged is None
    assert found["big"].consistency is not None
    reasons = {name: judgement.not_judged for name, judgement in found.items() if judgement.not_judged}
    assert reasons == {
        "truncated": NotJudged.UNREADABLE_GENERATED,
        "zero": NotJudged.UNREADABLE_GENERATED,
        "text": NotJudged.UNREADABLE_GENERATED,
        "broken": NotJudged.UNREADABLE_GENERATED,
        "huge": NotJudged.TOO_LARGE,
    }
    for name, word in {"truncated": "again", "zero": "empty", "text": "text", "huge": "200"}.items():
        assert word in found[name].not_judged_detail
        assert found[name].reward is None
        assert found[name].consistency is None

    # they come last, in either direction, and say why in the window
    person.window.review.model.resort()
    assert set(person.names[:2]) == {"mug_01.jpg", "mug_big.jpg"}
    person.click_row(person.names.index("mug_truncated.jpg"))
    assert table.verdict(person.window.flow.current_row) is Verdict.NOT_JUDGED
    shown = person.window.review.inspector.findChildren(object)
    texts = " ".join(w.text() for w in shown if hasattr(w, "text") and callable(w.text) and w.isVisible())
    assert "again" in texts
    assert fingerprints(originals, generated) == untouched
    assert not [notice for notice in person.notices if notice[0] == "error"]


def png_header(width: int, height: int) -> bytes:
    """A PNG that says its size and then ends: what a bomb looks like before it is unpacked."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


STRANGE = ("mug mit Leerzeichen.jpg", "mug_🛋️ café.jpg", "mug_杯子.jpg", "mug_two\nlines.jpg")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no line feed in names")
def test_strange_names_through_the_whole_job(person: Person, tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "мой 商店 🎁\nshop", ["mug_01"])
    only = generated / "mug_01.jpg"
    for name in STRANGE:
        copy_file(only, generated / name)
    only.unlink()
    person.drop(originals, generated)
    person.wait_for_rows(len(STRANGE))
    person.wait_for_scores()
    assert np.isfinite(person.table.consistency).all()
    assert "\n" not in person.window.windowTitle()
    person.press(Qt.Key.Key_A, CTRL)
    person.decide(Qt.Key.Key_A)
    target = tmp_path / "out 出"
    export(person, target)
    with (target / "hfpc-export.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {Path(row["generated"]).name for row in rows} == set(STRANGE)
    for row in rows:
        assert (target / row["file"]).read_bytes() == (generated / STRANGE[0]).read_bytes()


# -- folders -----------------------------------------------------------------------------------------


def test_folders_with_nothing_to_judge(person: Person, tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01"])

    # the same folder twice, in the dialog and by a drop
    person.press(Qt.Key.Key_O, CTRL)
    dialog = person.window.dialog
    for field in ("originals_field", "generated_field"):
        dialog.findChild(QLineEdit, field).setText(str(originals))
    person.qtbot.mouseClick(dialog.findChild(QPushButton, "open_ok"), Qt.MouseButton.LeftButton)
    person.wait_for_notice("Choose two folders")
    assert not person.window.reviewing
    person.drop(originals, originals)
    page = person.window.review
    person.until(lambda: "No pairs here" in empty_text(page))  # one folder, and nothing in it is a pair

    # an empty folder
    empty = tmp_path / "shop" / "variants"
    empty.mkdir()
    person.drop(originals, empty)
    _, _, text = person.wait_for_notice("holds no")
    assert str(empty) in text
    assert "Choose another folder" in text

    # pictures, but no pair
    shutil.copyfile(generated / "mug_01.jpg", empty / "sofa_01.jpg")
    person.drop(originals, empty)
    person.until(lambda: "sofa_01" in empty_text(page))
    assert page.list_pages.currentWidget() is page.list_empty

    # a folder that is not there
    person.drop(tmp_path / "shop" / "originals", tmp_path / "gone")
    person.wait_for_notice("gone")

    # and afterwards the right two just work
    person.drop(originals, generated)
    person.wait_for_rows(1)
    person.wait_for_scores()


def empty_text(page: object) -> str:
    labels = page.list_empty.findChildren(object)
    return " ".join(w.text() for w in labels if hasattr(w, "text") and callable(w.text))


def test_a_folder_that_vanishes_and_comes_back(start_app: Callable[[], Person], tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01", "mug_02", "can_01"])
    away = tmp_path / "unplugged"
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(3)
    person.until(lambda: np.isfinite(person.table.consistency).any(), PATIENCE_MS)
    person.decide(Qt.Key.Key_A)
    decided = person.decisions
    generated.rename(away)
    person.wait_for_scores()
    for row in range(3):
        judgement = person.table.judgement(row)
        assert judgement.not_judged in (None, NotJudged.MISSING_FILE)
    person.quit()

    # opened while it is away: the rows and decisions are there, and it says what is missing
    person = start_app()
    person.open_recent()
    assert person.decisions == decided
    _, _, text = person.wait_for_notice(str(generated))
    assert text
    person.quit()

    # back again: everything is judged
    away.rename(generated)
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(3)
    person.until(lambda: np.isfinite(person.table.consistency).all(), PATIENCE_MS)
    assert person.decisions == decided


def test_the_same_folders_again_while_judging(person: Person, tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01", "mug_02", "can_01"])
    for _ in range(3):
        person.drop(originals, generated)
        person.wait_for_rows(3)
    person.decide(Qt.Key.Key_A)
    person.drop(originals, generated)
    person.wait_for_rows(3)
    person.wait_for_scores()
    assert list(person.decisions.values()).count(Decision.APPROVED) == 1
    assert not [notice for notice in person.notices if notice[0] == "error"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a place that even root cannot write: /sys")
def test_read_only_places(person: Person, tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01"])
    for folder in (originals, generated):
        for path in (*folder.iterdir(), folder):
            path.chmod(path.stat().st_mode & ~0o222)
    untouched = fingerprints(originals, generated)
    person.drop(originals, generated)  # folders that cannot be written are read, and nothing is written there
    person.wait_for_rows(1)
    person.wait_for_scores()
    assert np.isfinite(person.table.consistency).all()
    person.decide(Qt.Key.Key_A)

    target = Path("/sys/hfpc-export")
    person.press(Qt.Key.Key_E, CTRL)
    dialog = person.window.dialog
    dialog.findChild(QLineEdit, "destination").setText(str(target))
    person.until(lambda: dialog.step is Step.READY)
    person.qtbot.mouseClick(dialog.findChild(QPushButton, "export_go"), Qt.MouseButton.LeftButton)
    person.until(lambda: dialog.step is Step.DONE)
    assert "Choose another folder" in dialog.summary
    assert str(target) in dialog.summary
    person.qtbot.mouseClick(dialog.findChild(QPushButton, "export_go"), Qt.MouseButton.LeftButton)

    person.app.controller._open.projects = Path("/sys/hfpc-projects")
    person.notices.clear()
    person.drop(originals, generated)
    _, _, text = person.wait_for_notice("/sys/hfpc-projects")
    assert "could not be created" in text
    assert "Choose another folder" in text
    assert not person.window.reviewing
    assert fingerprints(originals, generated) == untouched


def test_a_project_that_may_not_be_written_is_opened_as_a_copy(
    start_app: Callable[[], Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a project with a decision, in a place where nothing may be written (root may anywhere: it is refused here)
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01"])
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(1)
    person.wait_for_scores()
    person.decide(Qt.Key.Key_A)
    path = person.app.controller.project.path
    person.quit()
    locked = tmp_path / "shared" / "locked.hfpc"
    locked.parent.mkdir()
    path.rename(locked)
    before = fingerprints(locked.parent)
    opened = sqlite3.connect

    def connect(where: Any, **more: Any) -> Any:
        if "locked.hfpc" in str(where):
            raise PermissionError(errno.EACCES, "Permission denied", str(locked))
        return opened(where, **more)

    monkeypatch.setattr(sqlite3, "connect", connect)
    # When it is opened, then the app says that no decision could be kept there
    person = start_app()
    person.drop(locked)
    box = hands.dialog(person, QMessageBox)
    assert "No decision could be kept in locked.hfpc" in hands.words_in(box)
    # When a copy is asked for, then that is the review, with what was decided, and the locked one is as it was
    hands.click(hands.button(box, "Open a copy"))
    person.wait_for_rows(1)
    assert list(person.cells(Column.DECISION).values()) == ["Approved"]
    assert person.app.controller.project.path.parent == tmp_path / "home" / "data" / "projects"
    person.decide(Qt.Key.Key_X)
    assert fingerprints(locked.parent) == before


# -- a full disk -------------------------------------------------------------------------------------


def test_a_full_disk_while_deciding(person: Person, tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01", "mug_02"])
    person.drop(originals, generated)
    person.wait_for_rows(2)
    person.wait_for_scores()
    person.decide(Qt.Key.Key_A)
    causes: list[str] = []
    person.app.controller.decisions_changed.connect(lambda rows, now, cause: causes.append(cause))

    in_store(person, fill)
    person.press(Qt.Key.Key_X)
    level, _, text = person.wait_for_notice("disk is full")
    assert level == "error"
    assert "Free some space" in text
    person.until(lambda: causes == ["decide", "load"])
    assert person.decisions == saved(person)  # what is shown is what is saved

    in_store(person, lambda store: store._db.execute("PRAGMA max_page_count = 1000000").fetchall())
    person.click_row(0)
    person.decide(Qt.Key.Key_U)
    person.click_row(1)
    person.decide(Qt.Key.Key_A)
    assert person.decisions == saved(person)
    assert sorted(person.decisions.values()) == [Decision.UNDECIDED, Decision.APPROVED]


def fill(store: ProjectStore) -> None:
    """Let not one more decision fit. SQLite says SQLITE_FULL at its page limit just as at the disk's."""
    first, *_ = store.pairs()
    store._db.execute("PRAGMA max_page_count = 1").fetchall()  # as many as there are now
    with pytest.raises(ProjectError, match="disk is full"):
        for turn in range(10_000):
            store.decide([first], (Decision.REJECTED, Decision.APPROVED)[turn % 2])


def saved(person: Person) -> dict[str, Decision]:
    """The decisions as the project file has them."""
    return in_store(person, lambda store: {row.generated.name: row.decision for row in store.rows()})


def in_store(person: Person, call: Callable[[ProjectStore], Any]) -> Any:
    """What ``call`` returns on the store's thread."""
    answers: list[Any] = []
    person.app.controller.in_store(lambda store: answers.append(call(store)), "look")
    person.until(lambda: answers)
    return answers[0]


def test_a_full_disk_while_exporting(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01", "mug_02"])
    person.drop(originals, generated)
    person.wait_for_rows(2)
    person.press(Qt.Key.Key_A, CTRL)
    person.decide(Qt.Key.Key_A)
    person.wait_for_scores()
    untouched = fingerprints(originals, generated)
    target = tmp_path / "out"
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:  # the first picture fits
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    person.press(Qt.Key.Key_E, CTRL)
    dialog = person.window.dialog
    dialog.findChild(QLineEdit, "destination").setText(str(target))
    person.until(lambda: dialog.step is Step.READY)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        go = dialog.findChild(QPushButton, "export_go")
        person.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
        person.until(lambda: dialog.step is Step.DONE)
    assert "disk is full" in dialog.summary
    assert "Free some space" in dialog.summary
    assert len(list(target.glob("*.jpg"))) == 1
    assert not list(target.glob(".hfpc-*"))
    person.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert fingerprints(originals, generated) == untouched
    assert list(person.decisions.values()) == [Decision.APPROVED] * 2


# -- project files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["garbage", "pages", "empty"])
def test_a_corrupt_project_file(start_app: Callable[[], Person], tmp_path: Path, damage: str) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01"])
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(1)
    project = person.app.controller.project.path
    person.quit()
    content = bytearray(project.read_bytes())
    if damage == "garbage":
        content[:100] = b"\xa5" * 100
    elif damage == "pages":
        content[4096:] = b"\xa5" * (len(content) - 4096)
    else:
        content.clear()
    project.write_bytes(content)

    person = start_app()
    person.drop(project)
    _, _, text = person.wait_for_notice("left as it is")
    assert str(project) in text
    assert not person.window.reviewing

    # the folders can be reviewed anew, beside the damaged file, and again after a restart
    person.drop(originals, generated)
    person.wait_for_notice("A new review")
    person.wait_for_rows(1)
    person.decide(Qt.Key.Key_A)
    person.quit()
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(1)
    assert list(person.decisions.values()) == [Decision.APPROVED]
    assert project.read_bytes() == bytes(content)


def test_a_project_from_a_newer_version(start_app: Callable[[], Person], tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ["mug_01"])
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(1)
    project = person.app.controller.project.path
    person.quit()
    db = sqlite3.connect(project)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    content = project.read_bytes()

    person = start_app()
    for paths in ((project,), (originals, generated)):
        person.notices.clear()
        person.drop(*paths)
        _, _, text = person.wait_for_notice("newer version")
        assert "install the newer version" in text
        assert not person.window.reviewing
    person.quit()
    assert project.read_bytes() == content
    assert [path.name for path in project.parent.glob("*.hfpc")] == [project.name]
