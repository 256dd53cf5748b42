"""The panes of the compare view with their headers: two beside each other, or one for both pictures. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas.canvas import CanvasPane
from hfpc_desktop.ui.compare.compare_header import PaneHeader

if TYPE_CHECKING:
    from hfpc_desktop.runtime.qt_background import Background
    from hfpc_desktop.ui.look.theme import Tokens


class CompareStage(QSplitter):
    """``set_single`` folds both pictures into the generated image's pane, under both headers."""

    drag_wanted = Signal(object)
    """Frame whose header was dragged."""

    def __init__(self, tokens: Tokens, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.headers = {
            Frame.ORIGINAL: PaneHeader(self.tr("ORIGINAL"), tokens),
            Frame.GENERATED: PaneHeader(self.tr("GENERATED"), tokens),
        }
        self.panes = {frame: CanvasPane(frame, tokens, background=background) for frame in Frame}
        self.panes[Frame.ORIGINAL].setAccessibleName(self.tr("Original"))
        self.panes[Frame.GENERATED].setAccessibleName(self.tr("Generated image"))
        self._lines: dict[Frame, QHBoxLayout] = {}
        self._halves: dict[Frame, QWidget] = {}
        for frame in Frame:
            half = QWidget()
            column = QVBoxLayout(half)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            line = QHBoxLayout()
            line.setSpacing(0)
            line.addWidget(self.headers[frame], 1)
            column.addLayout(line)
            column.addWidget(self.panes[frame], 1)
            self._lines[frame], self._halves[frame] = line, half
            self.headers[frame].drag_wanted.connect(self._header_dragged)
            self.addWidget(half)
            self.setStretchFactor(self.count() - 1, 1)
        self.setSizes([10_000, 10_000])

    def _header_dragged(self) -> None:
        header = self.sender()
        self.drag_wanted.emit(next(frame for frame, one in self.headers.items() if one is header))

    @property
    def single(self) -> bool:
        return self._halves[Frame.ORIGINAL].isHidden()

    def set_single(self, single: bool) -> None:
        """One pane for both, or one each."""
        if single == self.single:
            return
        line = self._lines[Frame.GENERATED if single else Frame.ORIGINAL]
        line.insertWidget(0, self.headers[Frame.ORIGINAL], 1)
        self.headers[Frame.ORIGINAL].show()  # a widget that changes its parent is hidden for a moment
        self._halves[Frame.ORIGINAL].setVisible(not single)
        self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        for pane in self.panes.values():
            pane.set_tokens(tokens)
        for header in self.headers.values():
            header.set_tokens(tokens)
