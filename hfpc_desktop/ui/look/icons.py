"""Our own stroke icons (24 px grid), tinted to the theme at any device pixel ratio. GUI thread only."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.inference.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

VERDICT_ICONS = {
    Verdict.APPROVE: "check-circle",
    Verdict.REVIEW: "eye",
    Verdict.REJECT: "x-circle",
    Verdict.NOT_JUDGED: "dash-circle",
}
DECISION_ICONS = {
    Decision.UNDECIDED: "circle",
    Decision.APPROVED: "check",
    Decision.REJECTED: "x",
}


@cache
def icon_dir() -> Path:
    """Folder of the icons: ``resources/icons`` of a source tree, a wheel or a frozen app."""
    return resource_path("icons")


def icon_names() -> list[str]:
    """Names of all icons that can be asked for, sorted."""
    return sorted(path.stem for path in icon_dir().glob("*.svg"))


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (icon_dir() / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    if not renderer.isValid():
        raise ValueError(f"icon {name} is not a valid SVG")
    return renderer


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon into a rectangle (device-independent pixels) in one colour."""
    _renderer(name, colour).render(painter, rect)


def stamp_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Like ``draw_icon``, from a pixmap that Qt keeps: for places that are painted again and again."""
    ratio = painter.device().devicePixelRatio()
    key = f"icon {name} {colour} {rect.width()} {ratio}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = pixmap(name, colour, round(rect.width()), ratio)
        QPixmapCache.insert(key, kept)
    painter.drawPixmap(rect.topLeft(), kept)


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a pixmap of ``size`` device-independent pixels."""
    side = round(size * ratio)
    out = QPixmap(side, side)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    draw_icon(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    out.setDevicePixelRatio(ratio)
    return out


class _TintedEngine(QIconEngine):
    """Renders on demand, so that one QIcon is sharp on every screen and greys itself when disabled."""

    def __init__(self, name: str, colour: str, disabled: str, checked: str) -> None:
        super().__init__()
        self._name = name
        self._colours = (colour, disabled, checked)

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, *self._colours)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return self._colours[1]
        return self._colours[2] if state == QIcon.State.On else self._colours[0]

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, state: QIcon.State) -> None:  # type: ignore[no-untyped-def]
        draw_icon(painter, self._name, QRectF(rect), self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        out = QPixmap(size)
        out.fill(Qt.GlobalColor.transparent)
        painter = QPainter(out)
        draw_icon(painter, self._name, QRectF(0, 0, size.width(), size.height()), self._colour(mode, state))
        painter.end()
        return out

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Since Qt 6.8 the size is in device-independent pixels. Kept, because a bar over the pictures is painted
        # again with each frame of a pan.
        colour = self._colour(mode, state)
        key = f"engine {self._name} {colour} {size.width()}x{size.height()} {scale}"
        out = QPixmap()
        if not QPixmapCache.find(key, out):
            out = self.pixmap(size * scale, mode, state)
            out.setDevicePixelRatio(scale)
            QPixmapCache.insert(key, out)
        return out


def icon(name: str, colour: str, *, disabled: str | None = None, checked: str | None = None) -> QIcon:
    """A tinted icon; ``disabled`` and ``checked`` default to the colour at a third, and the colour."""
    if disabled is None:
        faint = QColor(colour)
        disabled = QColor.fromRgbF(
            faint.redF() * 0.5 + 0.25, faint.greenF() * 0.5 + 0.25, faint.blueF() * 0.5 + 0.25
        ).name()
    return QIcon(_TintedEngine(name, colour, disabled, checked or colour))


def app_icon() -> QIcon:
    """The application's icon in all shipped sizes."""
    out = QIcon()
    for path in sorted((icon_dir() / "app").glob("hfpc-*.png")):
        out.addFile(str(path))
    return out
