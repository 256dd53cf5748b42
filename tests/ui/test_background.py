"""Work beside the GUI thread: newest wins, answers come on the GUI thread, a deleted owner hears nothing."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject

from hfpc_desktop.runtime.qt_background import Background


def test_answers_come_on_the_gui_thread_and_work_runs_elsewhere(qapp, qtbot) -> None:
    background = Background()
    heard: list[tuple[bool, bool]] = []
    gui = threading.current_thread()

    def done(worker: threading.Thread) -> None:
        heard.append((worker is not gui, threading.current_thread() is gui))

    background.run("a", threading.current_thread, done)
    assert background.busy
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(True, True)]
    assert not background.busy


def test_a_waiting_request_is_replaced_by_a_newer_one(qapp, qtbot) -> None:
    background, gate = Background(), threading.Event()
    heard: list[int] = []
    background.run("first", lambda: gate.wait(5), lambda _: None)
    for number in range(5):
        background.run("same", lambda number=number: number, heard.append)
    gate.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert heard == [4]


def test_work_that_fails_is_logged_and_does_not_stop_the_next(qapp, qtbot, caplog) -> None:
    background = Background()
    heard: list[str] = []
    background.run("bad", lambda: 1 / 0, heard.append)
    background.run("good", lambda: "fine", heard.append)
    qtbot.waitUntil(lambda: not background.busy)
    assert heard == ["fine"]
    assert "ZeroDivisionError" in caplog.text


def test_a_deleted_owner_hears_nothing(qapp, qtbot) -> None:
    owner, gate, ended = QObject(), threading.Event(), threading.Event()
    background = Background(owner)
    heard: list[bool] = []

    def work() -> bool:
        gate.wait(5)
        ended.set()
        return True

    background.run("late", work, heard.append)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed, timeout=2000)
    del background, owner
    gate.set()
    assert ended.wait(5)
    qapp.processEvents()
