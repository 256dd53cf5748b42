"""A small window that offers files to drag: ``python packaging/drag_source.py X Y PATH...``.

The smoke test presses the mouse on it and lets go over the app, so that the drop is the window
system's own. Prints ``ready`` when it is on the screen and ``done ACTION`` after the drag.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, paths: list[Path]) -> None:
        super().__init__("drag me", None, Qt.WindowType.FramelessWindowHint)
        self._paths = paths
        self.resize(80, 40)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._paths])
        drag = QDrag(self)
        drag.setMimeData(data)
        action = drag.exec(Qt.DropAction.CopyAction)
        print("done", action.name, flush=True)
        QTimer.singleShot(5000, QApplication.quit)  # the target fetches the data after the drop


def main() -> int:
    app = QApplication(sys.argv[:1])
    source = Source([Path(name).resolve() for name in sys.argv[3:]])
    source.move(int(sys.argv[1]), int(sys.argv[2]))
    source.show()
    QTimer.singleShot(200, lambda: print("ready", flush=True))
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
