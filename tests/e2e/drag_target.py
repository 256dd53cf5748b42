"""A small window that takes dragged files: ``python tests/e2e/drag_target.py X Y``.

Stands for another program in the checks that drag images out of the app by the window system's own drag and drop.
Prints ``ready`` when it is on the screen, then for each drop one line of JSON: the files, and the actions offered.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel


class Target(QLabel):
    def __init__(self) -> None:
        super().__init__("drop here", None, Qt.WindowType.FramelessWindowHint)
        self.setAcceptDrops(True)
        self.resize(160, 120)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls()]
        print(json.dumps({"files": files, "actions": event.possibleActions().value}), flush=True)
        event.acceptProposedAction()


def main() -> int:
    app = QApplication(sys.argv[:1])
    target = Target()
    target.move(int(sys.argv[1]), int(sys.argv[2]))
    target.show()
    QTimer.singleShot(200, lambda: print("ready", flush=True))
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
