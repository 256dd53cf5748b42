"""Make the picture of the README from the real app: ``python packaging/screenshots.py [--look light|dark]``.

Builds the app as a start would, judges the demo project off screen, selects a pair that shows what the
program is for, and grabs the window into ``docs/screenshots/window.png``. Run it after a visible change.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots" / "window.png"
SHOWN = "cereal_03.jpg"
"""Grew beyond its outline at the top: masks, region and reason are all on one screen."""
SIZE = (1440, 900)


def run_until(app: object, done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise SystemExit("the demo was not judged in time")
        app.qt.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.005)


def grab(folder: Path, look: str) -> bytes:
    from PySide6.QtCore import QBuffer, QSettings

    from hfpc_desktop.app import build_app

    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    app = build_app(data=folder / "data", cache=folder / "cache", settings=settings)
    try:
        app.window.actions_[f"theme_{look}"].trigger()
        app.window.resize(*SIZE)
        app.window.show()
        app.controller.open_demo()

        def judged() -> bool:
            table = app.controller.table
            return table is not None and len(table) > 0 and not table.pending.any()

        run_until(app, judged, 900)
        app.window.actions_["resort"].trigger()
        table = app.controller.table
        assert table is not None
        row = next(row for row in range(len(table)) if table.generated(row).name == SHOWN)
        app.window.review.view.go_to_row(row)
        if not app.window.review.compare.layers.mask:
            app.window.actions_["mask"].trigger()
        until = time.monotonic() + 3.0  # pictures, overlay and thumbnails arrive from other threads
        run_until(app, lambda: time.monotonic() > until, 10)
        app.window.notices.clear()
        until = time.monotonic() + 0.5
        run_until(app, lambda: time.monotonic() > until, 10)
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        app.window.grab().save(buffer, "PNG")
        return bytes(buffer.data().data())
    finally:
        app.close()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--look", choices=("light", "dark"), default="dark")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    from io import BytesIO

    from PIL import Image

    with (
        tempfile.TemporaryDirectory() as folder,
        Image.open(BytesIO(grab(Path(folder), options.look))) as picture,
    ):
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.FLOYDSTEINBERG)
        small.save(TARGET, optimize=True)
    print(f"{TARGET}  {TARGET.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
