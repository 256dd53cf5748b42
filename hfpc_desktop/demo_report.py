"""``hfpc demo``: the real app on the demo project; with no screen it does the same job and writes a report.

The report is made by the same window, controller and engine that a person would use, drawn off screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage
    from rich.table import Table

    from hfpc_desktop.app import App
    from hfpc_desktop.domain.verdict import Thresholds

_LIMIT_S = 900.0
WINDOW_SIZE = (1440, 900)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_demo() -> int:
    """Open the app on the demo project and stay until it is closed."""
    from hfpc_desktop.app import main

    return main(["--demo"])


def write_report(out: Path, device: str = "auto") -> Table:
    """Judge the demo project off screen; write scores.csv, window.png and overlays.png into ``out``.

    Returns the ranked table. Raises HfpcError when pairs cannot be judged at all.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    from hfpc_desktop.app import build_app

    with tempfile.TemporaryDirectory(prefix="hfpc-demo-") as folder:
        data = Path(folder)
        settings = QSettings(str(data / "settings.ini"), QSettings.Format.IniFormat)
        app = build_app(data=data, device=device, settings=settings)
        try:
            return _report(app, out)
        finally:
            app.close()


def _report(app: App, out: Path) -> Table:
    from hfpc_desktop.commands.tables import ranked_table
    from hfpc_desktop.domain.errors import HfpcError
    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.review.score_rows import score_row, write_rows
    from hfpc_desktop.review.table import Column
    from hfpc_desktop.runtime.states import Phase

    out.mkdir(parents=True, exist_ok=True)
    problems: list[str] = []

    def note(level: str, title: str, text: str) -> None:
        if level == "error":
            problems.append(f"{title}: {text}")

    app.controller.notice.connect(note)
    app.window.resize(*WINDOW_SIZE)
    app.window.show()
    app.controller.open_demo()
    _wait(app, lambda: bool(problems) or (app.controller.progress.phase is Phase.DONE and _judged(app)))
    if problems:
        raise HfpcError("\n".join(problems))
    table = app.controller.table
    assert table is not None
    rows = [int(row) for row in table.order(Column.APPROVAL, descending=True)]
    pairs = [Pair(table.original(row), table.generated(row)) for row in rows]
    judgements = [judgement for row in rows if (judgement := table.judgement(row)) is not None]
    limits: Thresholds = table.thresholds
    write_rows([score_row(p, j, limits) for p, j in zip(pairs, judgements, strict=True)], out / "scores.csv")
    if app.window.review.model.stale:
        app.window.actions_["resort"].trigger()
    _show_most_telling(app, rows)
    if not app.window.grab().save(str(out / "window.png")):
        raise HfpcError(f"{out / 'window.png'} could not be written.")
    _overlay_sheet(app, rows).save(str(out / "overlays.png"))
    return ranked_table(pairs, judgements, limits)


def _wait(app: App, done: Callable[[], bool]) -> None:
    """Run the event loop until ``done``; HfpcError after ``_LIMIT_S``."""
    from hfpc_desktop.domain.errors import HfpcError

    deadline = time.monotonic() + _LIMIT_S
    while not done():
        if time.monotonic() > deadline:
            raise HfpcError("The demo did not finish in time on this machine.")
        app.qt.processEvents()
        time.sleep(0.005)


def _judged(app: App) -> bool:
    table = app.controller.table
    return table is not None and len(table) > 0 and not table.pending.any()


def _show_most_telling(app: App, rows: Sequence[int]) -> None:
    """Select the pair with the clearest product defect, masks on: the picture a reader should see first."""
    from hfpc_desktop.domain.judgement import DefectGroup

    table = app.controller.table
    assert table is not None

    def severity(row: int) -> float:
        judgement = table.judgement(row)
        found = judgement.defects if judgement is not None else ()
        return max(
            (d.severity for d in found if d.kind.group is DefectGroup.PRODUCT and d.region), default=0.0
        )

    app.window.review.view.go_to_row(max(rows, key=severity))
    if not app.window.review.compare.layers.mask:
        app.window.actions_["mask"].trigger()
    until = time.monotonic() + 1.5  # pictures, overlay and thumbnails arrive from other threads
    _wait(app, lambda: time.monotonic() > until)


def _overlay_sheet(app: App, rows: Sequence[int]) -> QImage:
    from hfpc_desktop.images.decode import load_picture
    from hfpc_desktop.runtime.qt_images import to_qimage
    from hfpc_desktop.ui.compare.evidence_sheet import SheetRow, draw_sheet

    table = app.controller.table
    assert table is not None
    lines = []
    for row in rows:
        judgement = table.judgement(row)
        pair = app.controller.pair(row)
        if judgement is None or pair is None:
            continue
        lines.append(
            SheetRow(
                name=pair.generated.name,
                original=to_qimage(load_picture(pair.original, max_side=600)),
                generated=to_qimage(load_picture(pair.generated, max_side=600)),
                overlay=app.engine.overlay(pair),
                judgement=judgement,
                verdict=table.verdict(row),
            )
        )
    return draw_sheet(lines)
