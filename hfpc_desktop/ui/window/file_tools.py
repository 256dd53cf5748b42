"""What other programs can do with the generated image of the current pair. Files are only named, never changed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.runtime.states import PictureReply, PictureRequest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hfpc_desktop.ui.window.review_flow import ReviewFlow


class FileTools(QObject):
    """GUI thread only; the picture to copy is decoded by the controller's threads."""

    notice = Signal(str, str, str)

    def __init__(self, controller: Any, flow: ReviewFlow) -> None:
        super().__init__(flow)
        self._controller, self._flow = controller, flow
        self._copying: PictureRequest | None = None
        self.report: Path | None = None
        """The HTML report that was written last."""
        controller.picture_ready.connect(self._picture_ready)

    def copy_image(self) -> None:
        """The whole generated image, with its file's address, to the clipboard."""
        row = self._flow.current_row
        if row is not None:
            self._copying = PictureRequest(row, Frame.GENERATED, 0)
            self._controller.request_picture(self._copying)

    def _picture_ready(self, reply: PictureReply) -> None:
        table = self._flow.table
        if self._copying is None or reply.request != self._copying or table is None:
            return
        self._copying = None
        if reply.image is None:
            self.notice.emit("error", self.tr("The image could not be copied"), reply.error)
            return
        mime = QMimeData()
        mime.setImageData(reply.image)
        mime.setUrls([QUrl.fromLocalFile(str(table.generated(reply.request.row)))])
        QGuiApplication.clipboard().setMimeData(mime)
        self.notice.emit("info", self.tr("Image copied"), self.tr("Paste it into another program."))

    def open_outside(self) -> None:
        """Open the generated image in the program that the system uses for it."""
        path = self._path()
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notice.emit("error", self.tr("No program opened the image"), str(path))

    def open_report(self) -> None:
        """Open the report that was written last in the system's browser."""
        if self.report is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.report))):
            self.notice.emit("error", self.tr("No program opened the report"), str(self.report))

    def reveal(self) -> None:
        """Show the generated image in the file manager."""
        path = self._path()
        if path is None:
            return
        command = reveal_command(path, sys.platform)
        if command is None:
            opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        else:
            try:
                subprocess.Popen(command)
                opened = True
            except OSError:
                opened = False
        if not opened:
            self.notice.emit("error", self.tr("The file manager did not open"), str(path.parent))

    def _path(self) -> Path | None:
        table, row = self._flow.table, self._flow.current_row
        return None if table is None or row is None else table.generated(row)


def reveal_command(path: Path, platform: str) -> Sequence[str] | None:
    """The command that shows ``path`` selected; ``None`` where only its folder can be opened."""
    if platform == "win32":
        return ("explorer", f"/select,{path}")
    if platform == "darwin":
        return ("open", "-R", str(path))
    return None
