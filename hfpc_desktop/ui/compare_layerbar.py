"""The floating bar of the compare view: layer toggles with their keys, alignment and zoom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain.judgement import DIFFERENCE_FULL_SCALE
from hfpc_desktop.ui.canvas_geometry import SyncMode
from hfpc_desktop.ui.canvas_paint import hatch_brush, stroke_cased
from hfpc_desktop.ui.icons import icon
from hfpc_desktop.ui.overlay_painter import Layers, heat_colours, with_opacity

if TYPE_CHECKING:
    from hfpc_desktop.ui.theme import Tokens

ROW = 30


@dataclass(frozen=True, slots=True)
class Fold:
    """How the bar saves width. ``inline``: keys beside the toggles, else above them; ``stacked``: the two keys
    on two lines; ``words`` on the toggles; ``outlines``: the keys of the outlines, which explain themselves."""

    inline: bool
    stacked: bool
    words: bool
    outlines: bool


FOLDS = (
    Fold(inline=True, stacked=False, words=True, outlines=True),
    Fold(inline=True, stacked=False, words=True, outlines=False),
    Fold(inline=False, stacked=False, words=True, outlines=True),
    Fold(inline=False, stacked=True, words=True, outlines=True),
    Fold(inline=False, stacked=True, words=False, outlines=True),
    Fold(inline=False, stacked=True, words=False, outlines=False),
)
"""From roomy to narrow."""
KEYS_AT = 7
"""Place of the keys in the row of tools: before the zoom, after stretch, toggles, alignment and two rules."""


class Legend(QWidget):
    """The heat map's scale, 0 to full scale in dE2000, with a mark at the value under the pointer."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._value: float | None = None
        self.setFixedSize(QSize(222, ROW))
        self.setToolTip(
            self.tr(
                "Colour difference inside the product (ΔE2000). Up to 2 is hardly seen, "
                "from 10 on it is plain; {full} and more has the lightest colour."
            ).format(full=int(DIFFERENCE_FULL_SCALE))
        )
        self.setAccessibleName(self.tr("Scale of the difference map, 0 to ΔE 40"))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def set_value(self, value: float | None) -> None:
        """dE2000 under the pointer, or None."""
        if value != self._value:
            self._value = value
            self.update()

    @property
    def value(self) -> float | None:
        return self._value

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ramp = QRectF(2, 5, 150, 8)
        gradient = QLinearGradient(ramp.topLeft(), ramp.topRight())
        colours = heat_colours()
        for i in range(0, 256, 15):
            gradient.setColorAt(i / 255, QColor(*map(int, colours[i])))
        painter.setPen(QPen(QColor(self._tokens.line_strong), 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(ramp, 3, 3)
        font = QFont(self.font())
        font.setPixelSize(self._tokens.font_caption - 1)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.text_muted))
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            x = ramp.x() + part * ramp.width()
            text = f"{DIFFERENCE_FULL_SCALE * part:g}" + ("+" if part == 1 else "")
            painter.drawText(QRectF(x - 16, 15, 32, 13), int(Qt.AlignmentFlag.AlignCenter), text)
        label = self.tr("ΔE") if self._value is None else self.tr("ΔE {0:.1f}").format(self._value)
        font.setPixelSize(self._tokens.font_body - 1)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.text if self._value is not None else self._tokens.text_faint))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(164, 0, 58, ROW), side, label)
        if self._value is not None:
            x = ramp.x() + min(1.0, self._value / DIFFERENCE_FULL_SCALE) * ramp.width()
            needle = QPainterPath(QPointF(x, ramp.top() - 4))
            needle.lineTo(QPointF(x, ramp.bottom() + 3))
            stroke_cased(painter, needle, QColor("#FFFFFF"), 1.6)
        painter.end()


class Swatch(QWidget):
    """A sample of an area's hatch or of an outline, with its word beside it as a label."""

    def __init__(self, kind: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._tokens = kind, tokens
        self.setFixedSize(24, 16)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        if self._kind in ("outgrowth", "loss"):
            colour = self._tokens.outgrowth if self._kind == "outgrowth" else self._tokens.loss
            path.addRoundedRect(QRectF(1.5, 1.5, 21, 13), 3, 3)
            painter.fillPath(path, hatch_brush(colour, self._kind == "outgrowth", 1.0))
            stroke_cased(painter, path, QColor(colour), 1.2)
        else:
            path.moveTo(2, 8)
            path.lineTo(22, 8)
            stroke_cased(painter, path, QColor("#FFFFFF"), 2.0, dashed=self._kind == "expected")
        painter.end()


class LayerBar(QFrame):
    """Emits what was asked for; ``set_layers`` and the other setters draw what holds."""

    layers_requested = Signal(object)
    sync_requested = Signal(object)
    zoom_in_requested = Signal()
    zoom_out_requested = Signal()
    fit_requested = Signal()
    actual_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = Layers()
        self._tokens = tokens
        self.setProperty("surface", "float")
        self.mask_button = self._toggle(
            self.tr("Masks"), self.tr("Outline the product and fill what grew or was lost")
        )
        self.difference_button = self._toggle(
            self.tr("Difference"), self.tr("Colour the product by how far its colours moved")
        )
        self.regions_button = self._toggle(
            self.tr("Defects"), self.tr("Number the places where defects were found")
        )
        self.align_button = self._toggle(
            self.tr("Align product"),
            self.tr(
                "Keep the product under the pointer in both pictures, even where it was moved or resized"
            ),
        )
        self.align_button.clicked.connect(self._align_clicked)
        for button in (self.mask_button, self.difference_button, self.regions_button):
            button.clicked.connect(self._layer_clicked)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(10, 100)
        self.opacity.setFixedWidth(84)
        self.opacity.setAccessibleName(self.tr("Opacity of the difference map"))
        self.opacity.setToolTip(self.tr("Opacity"))
        self.opacity.valueChanged.connect(self._opacity_moved)
        self.legend = Legend(tokens)
        self._swatches: list[Swatch] = []
        self._labels: list[QLabel] = []
        self._rules: list[QFrame] = []
        self._zoom = QLabel()
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setFixedWidth(48)
        self.zoom_out_button = self._tool(self.tr("Zoom out"), self.zoom_out_requested)
        self.zoom_in_button = self._tool(self.tr("Zoom in"), self.zoom_in_requested)
        self.fit_button = self._tool(self.tr("Fit: show the whole picture"), self.fit_requested)
        self.actual_button = self._tool(
            self.tr("Actual size: one pixel of the file per screen pixel"), self.actual_requested
        )
        self._lay_out()
        self.set_tokens(tokens)
        self.set_layers(self._layers)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = t = tokens
        self.setStyleSheet(
            f'QFrame[surface="float"] {{ background: {t.surface_1}; border: 1px solid {t.line_strong};'
            f" border-radius: {t.radius_large}px; }}"
            f"QToolButton {{ font-size: {t.font_body - 1}px; }}"
            f"QLabel {{ font-size: {t.font_caption}px; color: {t.text_muted}; background: transparent; }}"
        )
        for rule in self._rules:
            rule.setStyleSheet(f"background: {t.line_strong};")
        for button, name in (
            (self.mask_button, "mask"),
            (self.difference_button, "difference"),
            (self.regions_button, "flag"),
            (self.align_button, "swap"),
            (self.zoom_out_button, "zoom-out"),
            (self.zoom_in_button, "zoom-in"),
            (self.fit_button, "fit"),
            (self.actual_button, "actual-size"),
        ):
            button.setIcon(icon(name, t.text_muted, checked=t.accent_text))
        self.legend.set_tokens(tokens)
        for swatch in self._swatches:
            swatch.set_tokens(tokens)

    def fit_width(self, width: int) -> None:
        """Take the first of ``FOLDS`` that fits into ``width``."""
        for fold in FOLDS:
            self._fold(fold)
            if self.width() <= width:
                break

    def _fold(self, fold: Fold) -> None:
        if fold.inline:
            self._tools.insertWidget(KEYS_AT, self._keys)
        else:
            self._column.insertWidget(0, self._keys)
        direction = QBoxLayout.Direction
        self._keys_row.setDirection(direction.TopToBottom if fold.stacked else direction.LeftToRight)
        self._key_rule.setVisible(self._layers.mask and self._layers.difference and not fold.stacked)
        self._inline_rule.setVisible(fold.inline and (self._layers.mask or self._layers.difference))
        style = Qt.ToolButtonStyle
        for button in (self.mask_button, self.difference_button, self.regions_button, self.align_button):
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if fold.words else style.ToolButtonIconOnly
            )
        for part in self._outline_keys:
            part.setVisible(fold.outlines)
        for part in (self._mask_key, self._keys, self):
            part.layout().activate()  # type: ignore[union-attr]
        self.adjustSize()

    def set_layers(self, layers: Layers) -> None:
        """Draw this state; emits nothing."""
        self._layers = layers
        self.mask_button.setChecked(layers.mask)
        self.difference_button.setChecked(layers.difference)
        self.regions_button.setChecked(layers.regions)
        self.opacity.blockSignals(True)
        self.opacity.setValue(round(layers.opacity * 100))
        self.opacity.blockSignals(False)
        self._mask_key.setVisible(layers.mask)
        self._difference_key.setVisible(layers.difference)
        self._keys.setVisible(layers.mask or layers.difference)

    def set_sync(self, mode: SyncMode, *, can_align: bool) -> None:
        """``can_align``: a registration exists for this pair."""
        self.align_button.setEnabled(can_align)
        self.align_button.setChecked(can_align and mode is SyncMode.PRODUCT)

    def set_zoom(self, text: str) -> None:
        self._zoom.setText(text)

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(2)
        self._mask_key, self._difference_key, self._keys = QWidget(), QWidget(), QWidget()
        mask_row = self._row(self._mask_key, 6)
        mask_row.addStretch(1)
        for kind, word in (
            ("outgrowth", self.tr("Outgrowth")),
            ("loss", self.tr("Loss")),
            ("found", self.tr("Product")),
            ("expected", self.tr("As in the original")),
        ):
            swatch, label = Swatch(kind, self._tokens), QLabel(word)
            self._swatches.append(swatch)
            self._labels.append(label)
            mask_row.addWidget(swatch)
            mask_row.addWidget(label)
            mask_row.addSpacing(6)
        mask_row.addStretch(1)
        self._outline_keys = (*self._swatches[2:], *self._labels[2:])
        difference_row = self._row(self._difference_key, 10)
        difference_row.addStretch(1)
        difference_row.addWidget(self.opacity)
        difference_row.addWidget(self.legend)
        difference_row.addStretch(1)
        self._keys_row = keys = self._row(self._keys, 8)
        keys.setContentsMargins(8, 0, 4, 0)
        keys.addStretch(1)
        self._key_rule = self._rule()
        for part in (self._mask_key, self._key_rule, self._difference_key):
            keys.addWidget(part)
        keys.addStretch(1)
        column.addWidget(self._keys)
        self._tools = tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addStretch(1)
        for item in (
            self.mask_button,
            self.difference_button,
            self.regions_button,
            self._rule(),
            self.align_button,
            self._rule(),
        ):
            tools.addWidget(item)
        self._inline_rule = self._rule()
        tools.addWidget(self._inline_rule)
        for item in (
            self.zoom_out_button,
            self._zoom,
            self.zoom_in_button,
            self.fit_button,
            self.actual_button,
        ):
            tools.addWidget(item)
        tools.addStretch(1)
        column.addLayout(tools)

    @staticmethod
    def _row(widget: QWidget, spacing: int) -> QHBoxLayout:
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing)
        return row

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setFixedSize(1, 18)
        self._rules.append(rule)
        return rule

    def _toggle(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(f"{text}: {tip}")
        button.setCheckable(True)
        button.setFixedHeight(ROW)
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _tool(self, tip: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedSize(ROW, ROW)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(signal)
        return button

    def _layer_clicked(self) -> None:
        wanted = replace(
            self._layers,
            mask=self.mask_button.isChecked(),
            difference=self.difference_button.isChecked(),
            regions=self.regions_button.isChecked(),
        )
        self.layers_requested.emit(wanted)

    def _opacity_moved(self, value: int) -> None:
        self.layers_requested.emit(with_opacity(self._layers, value / 100))

    def _align_clicked(self) -> None:
        self.sync_requested.emit(SyncMode.PRODUCT if self.align_button.isChecked() else SyncMode.FRAME)
