"""A person in a process of their own, so that it can be killed: ``python -m tests.e2e.driver HOME work|resume|look O G``.

Starts the real app off screen, acts by drops and keys, and says what happened as lines of JSON. The
test reads them and decides when to kill.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfpc_desktop.domain.judgement import Frame
from tests.e2e import hands
from tests.e2e.person import CTRL, PATIENCE_MS, Person

if TYPE_CHECKING:
    from collections.abc import Callable


class Hands:
    """The two methods of ``qtbot`` that a ``Person`` needs."""

    mouseClick = staticmethod(QTest.mouseClick)

    def waitUntil(self, seen: Callable[[], bool], timeout: int) -> None:
        deadline = time.monotonic() + timeout / 1000
        while not seen():
            if time.monotonic() > deadline:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.01)  # lets the workers run; QTest.qWait would keep Python's lock all the while


def say(what: str, **facts: Any) -> None:
    print(json.dumps({"what": what, **facts}), flush=True)


def decisions(person: Person) -> dict[str, str]:
    return {name: decision.label for name, decision in person.decisions.items()}


def judged(person: Person) -> list[str]:
    table = person.table
    return [table.generated(row).name for row in range(len(table)) if table.judgement(row) is not None]


def work(person: Person, originals: Path, generated: Path) -> None:
    """Open, decide three pairs, then sit there while the rest is judged: somebody kills this process."""
    person.drop(originals, generated)
    person.until(lambda: person.window.reviewing and len(person.table) == len(list(generated.iterdir())))
    person.until(lambda: judged(person), PATIENCE_MS)
    person.decide(Qt.Key.Key_A)
    person.decide(Qt.Key.Key_X)
    person.decide(Qt.Key.Key_A)
    say("decided", decisions=decisions(person), judged=judged(person))
    person.app.controller.rows_changed.connect(lambda _: say("scores", judged=judged(person)))
    QApplication.exec()


def resume(person: Person, originals: Path, generated: Path) -> None:
    """Open the project from the start page, let the rest be judged, undo, leave."""
    before: list[str] = []
    again: list[int] = []
    person.app.controller.project_opened.connect(lambda _: before.extend(judged(person)))
    person.app.controller.rows_changed.connect(lambda rows: again.extend(rows.tolist()))
    person.until(lambda: len(person.window.start.recent_paths) > 0)
    person.open_recent()
    opened = decisions(person)
    person.wait_for_scores()
    table = person.table
    say("opened", decisions=opened, judged=before, again=[table.generated(row).name for row in again],
        after=judged(person), progress=person.app.controller.progress.phase.value)  # fmt: skip
    person.decide(Qt.Key.Key_Z, CTRL)
    say("undone", decisions=decisions(person))
    person.press(Qt.Key.Key_Q, CTRL)
    person.quit()
    say("closed", errors=[text for level, _, text in person.notices if level == "error"])


def look(person: Person, originals: Path, generated: Path) -> None:
    """Open a pair and say what the window is made of. ``fine``: the share of blocks of 2 x 2 pixels, 0..1, that are
    not all alike; in a window that was drawn small and enlarged none would be."""
    person.drop(originals, generated)
    pane = person.window.review.compare.pane(Frame.GENERATED)
    person.until(lambda: pane.pyramid is not None, PATIENCE_MS)
    window = person.window
    seen = hands.pixels(window)
    high, wide = seen.shape[0] // 2 * 2, seen.shape[1] // 2 * 2
    blocks = seen[:high, :wide].reshape(high // 2, 2, wide // 2, 2, 4)
    alike = (blocks == blocks[:, :1, :, :1]).all(axis=(1, 3, 4))
    say("look", ratio=window.devicePixelRatioF(), size=[window.width(), window.height()],
        pixels=[seen.shape[1], seen.shape[0]], fine=float(1 - alike.mean()))  # fmt: skip
    person.quit()


def main() -> None:
    home, mode, originals, generated = sys.argv[1:]
    act = {"work": work, "resume": resume, "look": look}[mode]
    act(Person.start(Hands(), Path(home)), Path(originals), Path(generated))


if __name__ == "__main__":
    main()
