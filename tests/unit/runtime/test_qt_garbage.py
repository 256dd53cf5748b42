"""Dead cycles with widgets in them go on the GUI thread, whoever allocates."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.runtime import qt_garbage
from hfpc_desktop.runtime.qt_garbage import GuiGarbage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Cycle:
    """Holds itself, as a widget with a bound method of its own does; notes where it dies."""

    def __init__(self, died_on: list[threading.Thread]) -> None:
        self.me, self.died_on = self, died_on

    def __del__(self) -> None:
        self.died_on.append(threading.current_thread())


def allocate() -> None:
    """Enough living containers for Python to look for dead ones several times."""
    keep = [[number] for number in range(50_000)]
    assert keep


@pytest.fixture
def automatic() -> Iterator[None]:
    """Python's collector as in a program of its own; the suite keeps it off."""
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


def on_a_worker() -> None:
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()


def test_without_it_a_worker_would_collect(automatic: None) -> None:
    died_on: list[threading.Thread] = []
    gc.collect()
    Cycle(died_on)
    on_a_worker()
    assert died_on
    assert died_on[0] is not threading.main_thread()


def test_the_gui_thread_collects_and_a_worker_does_not(qtbot: QtBot, automatic: None) -> None:
    garbage = GuiGarbage()
    gc.collect()
    garbage.start()
    died_on: list[threading.Thread] = []
    for _ in range(2_000):  # more than Python's threshold for the young
        Cycle(died_on)
    on_a_worker()
    assert died_on == []
    qtbot.waitUntil(lambda: len(died_on) == 2_000, timeout=5_000)
    assert set(died_on) == {threading.main_thread()}
    garbage.stop()
    garbage.stop()
    assert gc.isenabled()


def test_objects_in_bulk_are_let_be_until_they_are_gone_or_have_stayed_for_long(
    qtbot: QtBot, automatic: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(qt_garbage.time, "monotonic", lambda: clock[0])
    garbage = GuiGarbage()
    gc.collect()
    garbage.start()
    died_on: list[threading.Thread] = []
    bulk = [[number] for number in range(50_000)]
    for _ in range(2_000):
        Cycle(died_on)
    garbage.collect()
    assert died_on == []
    del bulk
    garbage.collect()
    assert len(died_on) == 2_000, "the bulk is gone, the rest is looked through"
    stays = [[number] for number in range(50_000)]
    for _ in range(2_000):
        Cycle(died_on)
    garbage.collect()
    clock[0] += 60.0
    garbage.collect()
    assert len(stays) == 50_000 and len(died_on) == 4_000, "what stays is looked through in the end"
    garbage.stop()
