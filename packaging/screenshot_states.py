"""Views of the screenshot set that need a state the demo does not have by itself: errors, empty panes, many decisions.

Each function takes the ``Stage`` of ``screenshots.py`` and leaves its window as it found it.
"""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

THUMB = 120


def start_recent(stage: Any) -> bytes:
    """The start page with recent projects, one of them gone."""
    from hfpc_desktop.runtime.states import RecentProject

    kept = stage.window.start.recent_paths
    projects = [
        RecentProject(Path("/shop/spring/chairs.hfpc"), "Chairs, spring", "2026-11-20T10:00:00+00:00", True),
        RecentProject(Path("/shop/mugs.hfpc"), "Mugs", "2026-11-18T10:00:00+00:00", True),
        RecentProject(Path("/drive/lamps.hfpc"), "Lamps", "2026-10-02T10:00:00+00:00", False),
    ]
    stage.window.start.set_recent(projects)
    stage.settle(0.3)
    out = stage.picture()
    if not kept:
        stage.window.start.set_recent([])
    return bytes(out)


def pairs(stage: Any) -> bytes:
    """Left-over images: one chosen, one suggested, one unclear."""
    from hfpc_desktop.review.scan_report import Ambiguity, ScanReport
    from hfpc_desktop.runtime.matching import Suggestion
    from hfpc_desktop.ui.files.pairs_dialog import PairsDialog

    table, controller = stage.app.controller.table, stage.app.controller
    originals = sorted({table.original(row) for row in range(len(table))})
    generated = [table.generated(row) for row in range(0, len(table), 6)]
    report = ScanReport(
        originals[0].parent,
        generated[0].parent,
        pairs=len(table),
        generated_alone=tuple(generated[:-1]),
        ambiguities=(Ambiguity(generated[-1], tuple(originals[:2])),),
    )
    dialog = PairsDialog(report, originals, stage.window.review.tokens, stage.window)
    controller.file_picture_ready.connect(dialog.show_picture)
    dialog.show()
    controller.request_file_pictures([*generated, *originals], THUMB)
    dialog.show_suggestion(Suggestion(generated[1], ((originals[1], 0.93),)))
    dialog.assign(originals[0])
    stage.settle(1.2)
    out = stage.picture(dialog)
    dialog.close()
    dialog.deleteLater()
    stage.settle(0.2)
    return bytes(out)


def contact_sheet(stage: Any) -> bytes:
    """The first page, as PNG."""
    from hfpc_desktop.runtime.jobs import CancelToken
    from hfpc_desktop.runtime.qt_contact_sheet import SheetItem, sheet_caption, write_contact_sheet

    table = stage.app.controller.table
    rows = stage.window.review.model.order[:12].tolist()
    items = [SheetItem(table.original(r), table.generated(r), sheet_caption(table, r)) for r in rows]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sheet.png"
        pages = write_contact_sheet(items, target, "Demo", stage.app.engine.thumbnails.get, CancelToken())
        return pages[0].read_bytes()


def broken_picture(stage: Any) -> bytes:
    """An original that cannot be read, and a decision that could not be saved."""
    from PySide6.QtGui import QImage

    from hfpc_desktop.domain.judgement import Frame
    from hfpc_desktop.domain.language import translate
    from hfpc_desktop.review.safe_write import what_to_do
    from hfpc_desktop.runtime.failures import could_not

    compare, controller = stage.window.review.compare, stage.app.controller
    row = stage.window.flow.current_row
    name = controller.table.original(row).name
    gone = translate("errors", "{0} is gone. Put it back where it was, then scan again.").format(name)
    compare.set_picture(Frame.ORIGINAL, QImage(), (0, 0), gone)
    full = what_to_do(OSError(errno.ENOSPC, ""), Path("/drive/demo.hfpc"))
    controller.notice.emit("error", could_not("save the decision"), full)
    stage.settle(0.4)
    out = stage.picture()
    stage.window.review.trouble.hide()
    stage.window.review.view.go_to_position(0)
    stage.window.review.view.go_to_row(row)
    stage.settle(0.6)
    return bytes(out)


def not_judged(stage: Any) -> bytes:
    """A pair without a score, in the mask view: the pictures, the list and the inspector say why."""
    from dataclasses import replace

    import numpy as np

    from hfpc_desktop.domain.judgement import NotJudged

    table, row = stage.app.controller.table, stage.window.flow.current_row
    before = table.judgement(row)
    table.set_judgement(
        row,
        replace(
            before,
            reward=None,
            reward_raw=None,
            consistency=None,
            defects=(),
            not_judged=NotJudged.NO_PRODUCT,
        ),
    )
    stage.window.flow._show_judgement()
    stage.window.review.compare.set_overlay(None)
    stage.do("mode_mask")
    stage.window.notices.clear()
    stage.settle(0.6)
    out = stage.picture()
    stage.do("mode_side")
    table.set_judgement(row, before)
    stage.window.flow._rows_changed(np.array([row]))
    stage.settle(0.6)
    return bytes(out)


def without_scores(stage: Any) -> bytes:
    """The distribution of a folder whose images were cut off while they were copied: nothing can be judged."""
    controller, folder = stage.app.controller, stage.data / "cut-off"
    for kind in ("originals", "generated"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for file in demo_files(kind):
            (folder / kind / file.name).write_bytes(file.read_bytes()[: None if kind == "originals" else 900])
    opened: list[object] = []
    controller.project_opened.connect(opened.append)
    controller.open_pair_of_folders(folder / "originals", folder / "generated")
    stage.run_until(lambda: bool(opened) and len(controller.table) == len(demo_files("generated")), 60)
    controller.project_opened.disconnect(opened.append)
    stage.run_until(stage.judged, 60)
    stage.do("view_map")
    stage.window.notices.clear()
    stage.settle(1.0)
    out = stage.picture()
    stage.do("view_list")
    stage.open_demo()
    return bytes(out)


def demo_files(kind: str) -> list[Path]:
    """The demo's ``originals`` or ``generated`` images."""
    from hfpc_desktop.inference.resources import resource_path

    return sorted((resource_path("demo") / kind).iterdir())


def with_other_bytes(file: Path, out: Path, number: int) -> Path:
    """The same pixels, and behind the end of the picture bytes of its own: another content for every cache."""
    if not out.exists():
        out.write_bytes(file.read_bytes() + number.to_bytes(2, "big"))
    return out


BEFORE: dict[str, Callable[[Any], bytes]] = {"start-recent": start_recent}
VIEWS: dict[str, Callable[[Any], bytes]] = {
    "pairs": pairs,
    "contact-sheet": contact_sheet,
    "broken": broken_picture,
    "not-judged": not_judged,
    "without-scores": without_scores,
}
