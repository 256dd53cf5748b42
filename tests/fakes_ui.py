"""The UI part of the fakes, apart from ``fakes.py`` so that tests without Qt stay without Qt."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage

from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.remarks import PairEdit
from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.review.additions import Addition, Role
from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.review.preset_store import PresetStore
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.qt_signals import ReviewSignals
from hfpc_desktop.runtime.states import (
    Phase,
    PictureReply,
    PictureRequest,
    Progress,
    ProjectInfo,
    RecentProject,
)
from tests.fakes_models import FakeJudging, FakeModels

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hfpc_desktop.domain.audit import Selection
    from hfpc_desktop.domain.judgement import Judgement


class FakeController(ReviewSignals):
    """``runtime.qt_bridge.ReviewController`` without threads, files or models.

    ``rows`` become the project of the next ``open_*``; answers come by queued signals, as from the real one.
    Everything asked for is written down in ``calls``.
    """

    _queued = Signal()

    def __init__(self, rows: Sequence[PairRow] = (), *, recent: Sequence[RecentProject] = ()) -> None:
        super().__init__()
        self.rows = list(rows)
        self.recent = list(recent)
        self.calls: list[tuple[str, Any]] = []
        self.presets = PresetStore(None)
        self.picture_requests: list[PictureRequest] = []
        self.thumbnail_requests: list[PictureRequest] = []
        self.overlays: dict[str, Overlay] = {}
        self.report: Any = None
        self.plan: Any = None
        self.export_report: Any = None
        self.progress = Progress()
        self.table: ReviewTable | None = None
        self.project: ProjectInfo | None = None
        self.models = FakeModels()
        self.judging = FakeJudging()
        self._undo: list[dict[int, PairEdit]] = []
        self._redo: list[dict[int, PairEdit]] = []
        self._pending: deque[Any] = deque()
        self._queued.connect(self._next, Qt.ConnectionType.QueuedConnection)

    # -- queue -----------------------------------------------------------------------------------

    def later(self, function: Any) -> None:
        """Run on the next turn of the event loop, in order."""
        self._pending.append(function)
        self._queued.emit()

    def _next(self) -> None:
        self._pending.popleft()()

    def asked(self, name: str) -> list[Any]:
        """Arguments of all calls of one method."""
        return [argument for called, argument in self.calls if called == name]

    # -- project ---------------------------------------------------------------------------------

    @property
    def thresholds(self) -> Thresholds:
        return self.table.thresholds if self.table is not None else Thresholds()

    def recent_projects(self) -> list[RecentProject]:
        return self.recent

    def forget_recent(self, path: Path) -> None:
        self.calls.append(("forget_recent", path))
        self.recent = [project for project in self.recent if project.path != path]
        self.recents_changed.emit(self.recent)

    def open_demo(self) -> None:
        self.calls.append(("open_demo", None))
        self.open_rows("Demo")

    def open_project(self, path: Path) -> None:
        self.calls.append(("open_project", path))
        self.open_rows(Path(path).stem)

    def open_folders(self, paths: Sequence[Path]) -> None:
        self.calls.append(("open_folders", list(paths)))
        self.open_rows(Path(paths[0]).parent.name)

    def open_pair_of_folders(self, originals: Path, generated: Path) -> None:
        self.calls.append(("open_pair_of_folders", (originals, generated)))
        self.open_rows(originals.parent.name)

    @property
    def project_folders(self) -> tuple[Path, ...]:
        return (Path("/pictures/originals"), Path("/pictures/generated")) if self.project is not None else ()

    def check_relink(self, originals: Path, generated: Path) -> None:
        self.calls.append(("check_relink", (originals, generated)))

    def relink(self, originals: Path, generated: Path) -> None:
        self.calls.append(("relink", (originals, generated)))

    def list_additions(self) -> None:
        late, both = Path("/pictures/generated"), Path("/pictures/originals")
        self.additions_listed.emit(
            [(Addition(Role.GENERATED, (late,)), 12), (Addition(Role.FILES, (both,)), 1)]
        )

    def take_out(self, addition: Addition) -> None:
        self.calls.append(("take_out", addition))

    def add_to_project(self, paths: Sequence[Path]) -> None:
        self.calls.append(("add_to_project", list(paths)))

    def add_folder_as(self, question: Any, role: Any) -> None:
        self.calls.append(("add_folder_as", (question, role)))

    def add_pair_of_folders(self, originals: Path, generated: Path) -> None:
        self.calls.append(("add_pair_of_folders", (originals, generated)))

    def open_rows(self, name: str, *, at_once: bool = True) -> None:
        """Open ``rows`` as a project; with ``at_once`` False they wait for ``append``."""
        table = ReviewTable()
        self.table = table
        self._undo, self._redo = [], []
        if at_once and self.rows:
            table.append(self.rows)
        self.project = ProjectInfo(name, Path(f"/projects/{name}.hfpc"), "originals", "generated", len(table))
        self.project_opened.emit(self.project)
        self.undo_state_changed.emit(False, False)
        if self.report is not None:
            self.scan_reported.emit(self.report)
        counts = table.counts()
        done = counts.total - counts.pending
        self.tell(
            Progress(Phase.DONE if done == counts.total else Phase.JUDGING, done, counts.total, device="CPU")
        )

    def append(self, rows: Sequence[PairRow]) -> None:
        """As while scanning."""
        assert self.table is not None
        added = self.table.append(rows)
        self.rows_appended.emit(added.start, len(added))

    def judge(self, judgements: dict[int, Judgement | None]) -> None:
        """As while judging: table row -> judgement."""
        assert self.table is not None
        for row, judgement in judgements.items():
            self.table.set_judgement(row, judgement)
        self.rows_changed.emit(np.array(list(judgements), dtype=np.intp))

    def tell(self, progress: Progress) -> None:
        self.progress = progress
        self.progress_changed.emit(progress)

    def close_project(self) -> None:
        self.calls.append(("close_project", None))
        self.table, self.project = None, None
        self.project_closed.emit()

    def shutdown(self) -> None:
        self.calls.append(("shutdown", None))

    # -- deciding --------------------------------------------------------------------------------

    def decide(self, rows: Sequence[int], decision: Decision) -> None:
        index = np.asarray(rows, dtype=np.intp)
        self.calls.append(("decide", (index.tolist(), decision)))
        self._do({row: PairEdit(decision) for row in index.tolist()}, "decide")

    def edit(self, edits: Mapping[int, PairEdit]) -> None:
        self.calls.append(("edit", dict(edits)))
        self._do(edits, "decide")

    def note_selection(self, rows: Sequence[int], how: Selection) -> None:
        self.calls.append(("note_selection", ([int(row) for row in rows], how)))

    def _do(self, edits: Mapping[int, PairEdit], cause: str) -> None:
        assert self.table is not None
        before = {row: self._now(row) for row in edits}
        if cause == "decide":
            self._redo.clear()
        (self._redo if cause == "undo" else self._undo).append(before)
        told = self.table.apply(edits)
        if len(told.decided) or cause == "decide":
            decided = told.decided if len(told.decided) else np.array(list(edits), dtype=np.intp)
            self.decisions_changed.emit(decided, told.decision, cause)
        if len(told.remarked):
            self.remarks_changed.emit(told.remarked, cause)
        self.undo_state_changed.emit(bool(self._undo), bool(self._redo))

    def _now(self, row: int) -> PairEdit:
        remark = self.table.remark(row)
        return PairEdit(self.table.decision(row), remark.flags, remark.tags, remark.note, remark.product)

    def pair(self, row: int) -> Pair | None:
        if self.table is None:
            return None
        table = self.table
        return Pair(table.original(row), table.generated(row), named=table.remark(row).product)

    def undo(self) -> None:
        self.calls.append(("undo", None))
        if self._undo and self.table is not None:
            self._do(self._undo.pop(), "undo")

    def redo(self) -> None:
        self.calls.append(("redo", None))
        if self._redo and self.table is not None:
            self._do(self._redo.pop(), "redo")

    def set_thresholds(self, thresholds: Thresholds) -> None:
        self.calls.append(("set_thresholds", thresholds))
        assert self.table is not None
        self.table.set_thresholds(thresholds)
        self.thresholds_changed.emit(thresholds)

    # -- judging ---------------------------------------------------------------------------------

    def start_judging(self) -> None:
        self.calls.append(("start_judging", None))

    def pause(self) -> None:
        self.calls.append(("pause", None))
        self.tell(replace(self.progress, phase=Phase.PAUSED))

    def resume(self) -> None:
        self.calls.append(("resume", None))
        self.tell(replace(self.progress, phase=Phase.JUDGING))

    def cancel(self) -> None:
        self.calls.append(("cancel", None))
        self.tell(replace(self.progress, phase=Phase.CANCELLING))

    def rescan(self) -> None:
        self.calls.append(("rescan", None))

    def save_mask(self, row: int, mask: np.ndarray | None) -> None:
        self.calls.append(("save_mask", (row, mask)))

    def match(self, generated: Sequence[Path], originals: Sequence[Path]) -> None:
        self.calls.append(("match", (list(generated), list(originals))))

    def stop_matching(self) -> None:
        self.calls.append(("stop_matching", None))

    def assign(self, pairs: Sequence[tuple[Path, Path]]) -> None:
        self.calls.append(("assign", list(pairs)))

    def request_file_pictures(self, paths: Sequence[Path], side: int) -> None:
        self.calls.append(("request_file_pictures", (list(paths), side)))

    def look_ahead(self, rows: Sequence[int]) -> None:
        self.calls.append(("look_ahead", list(rows)))

    def prioritise(self, rows: Sequence[int]) -> None:
        self.calls.append(("prioritise", list(rows)))

    # -- pictures --------------------------------------------------------------------------------

    def request_picture(self, request: PictureRequest) -> None:
        self.picture_requests.append(request)
        image = self._image(request, request.max_side)
        error = "This file cannot be read as a picture." if image.isNull() else ""
        size = (image.width(), image.height())
        reply = PictureReply(request, None if image.isNull() else image, size, error)
        self.later(lambda: self.picture_ready.emit(reply))

    def request_thumbnail(self, request: PictureRequest) -> None:
        self.thumbnail_requests.append(request)
        image = self._image(request, request.max_side)
        self.later(lambda: self.thumbnail_ready.emit(request, image))

    def request_overlay(self, row: int) -> None:
        self.calls.append(("request_overlay", row))
        overlay = self.overlays.get(self.table.generated(row).stem) if self.table is not None else None
        self.later(lambda: self.overlay_ready.emit(row, overlay))

    def forget_requests(self, keep_rows: Collection[int]) -> None:
        self.calls.append(("forget_requests", set(keep_rows)))

    def _image(self, request: PictureRequest, side: int) -> QImage:
        assert self.table is not None
        original = request.side is Frame.ORIGINAL
        path = self.table.original(request.row) if original else self.table.generated(request.row)
        image = QImage(str(path)) if path.is_file() else QImage()
        if image.isNull() or not side or max(image.width(), image.height()) <= side:
            return image
        return image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )

    # -- export ----------------------------------------------------------------------------------

    def plan_export(self, options: Any) -> None:
        self.calls.append(("plan_export", options))
        self.later(lambda: self.export_planned.emit(self.plan))

    def export(self, plan: Any) -> None:
        self.calls.append(("export", plan))

    def contact_sheet(self, rows: Sequence[int], target: Path) -> None:
        self.calls.append(("contact_sheet", ([int(row) for row in rows], target)))

    def html_report(self, rows: Sequence[int], target: Path) -> None:
        self.calls.append(("html_report", ([int(row) for row in rows], target)))

    def cancel_export(self) -> None:
        self.calls.append(("cancel_export", None))
