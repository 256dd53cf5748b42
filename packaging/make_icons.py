"""Render ``resources/icons/app/hfpc.svg`` to the PNG sizes and the Windows ``.ico`` (run after a change of the drawing)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256)


def main() -> int:
    folder = Path(__file__).resolve().parents[1] / "resources" / "icons" / "app"
    app = QGuiApplication(sys.argv)
    renderer = QSvgRenderer(str(folder / "hfpc.svg"))
    for side in SIZES:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        image.save(str(folder / f"hfpc-{side}.png"))
    big = Image.open(folder / "hfpc-256.png")
    big.save(folder / "hfpc.ico", sizes=[(side, side) for side in SIZES])
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
