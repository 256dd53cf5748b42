"""The line of the compare bar that explains: the one slider, the legend, the samples of the mask layer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from hfpc_desktop.ui.canvas.compare_modes import CompareMode, Looks, slid, slider_of
from hfpc_desktop.ui.canvas.overlay_painter import Layers, with_opacity
from hfpc_desktop.ui.compare.compare_bar_buttons import STYLE_BUTTONS, tip_of
from hfpc_desktop.ui.compare.compare_legend import Legend, Swatch

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens


class BarKeys(QWidget):
    """Shows only what the mode and the layers need. Emits what was asked for."""

    looks_requested = Signal(object)
    layers_requested = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._looks, self._layers = Looks(), Layers()
        self._swatches: list[Swatch] = []
        self._labels: list[QLabel] = []
        self._make_parts()
        self._lay_out()

    @property
    def empty(self) -> bool:
        return all(part.isHidden() for part in self._parts)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.legend.set_tokens(tokens)
        for swatch in self._swatches:
            swatch.set_tokens(tokens)

    def show_state(self, looks: Looks, layers: Layers) -> None:
        """Draw this state; emits nothing."""
        self._looks, self._layers = looks, layers
        mode = looks.mode
        in_masks, in_heat = mode is CompareMode.MASK, mode is CompareMode.DIFFERENCE
        for style, button in self.style_buttons.items():
            button.setChecked(style is looks.mask_style)
        self.scale_button.setChecked(looks.relative)
        self.scale_button.setText(self.tr("Relative scale") if looks.relative else self.tr("Absolute scale"))
        if not in_heat:
            self.legend.set_scale(Legend.FULL, 0.0)
        self._show_slider()
        self._mask_key.setVisible(layers.mask or in_masks)
        self._difference_key.setVisible(layers.difference or in_heat)
        self._styles.setVisible(in_masks)
        self.scale_button.setVisible(in_heat)

    def fold(self, *, stacked: bool, outlines: bool) -> None:
        """``stacked``: the parts on lines of their own; ``outlines``: with the samples of the outlines."""
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        for part in (*self._swatches[2:], *self._labels[2:]):
            part.setVisible(outlines)
        for widget in (self._mask_key, self):
            widget.layout().activate()  # type: ignore[union-attr]

    def _show_slider(self) -> None:
        layers = self._layers
        meaning = slider_of(self._looks, heat=layers.opacity if layers.difference else None)
        self._slider_key.setVisible(meaning is not None)
        if meaning is None:
            return
        self._slider_label.setText(QCoreApplication.translate("CompareModes", meaning.label))
        tip = QCoreApplication.translate("CompareModes", meaning.tip)
        self.slider.setToolTip(tip)
        self.slider.setAccessibleName(tip)
        self.slider.blockSignals(True)
        self.slider.setMinimum(10 if self._looks.mode in (CompareMode.SIDE, CompareMode.FLIP) else 0)
        self.slider.setValue(round(meaning.value * 100))
        self.slider.blockSignals(False)

    def _make_parts(self) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setFixedWidth(96)
        self.slider.setAccessibleName(self.tr("Slider of the mode"))
        self.slider.valueChanged.connect(self._slid)
        self._slider_label = QLabel()
        self.legend = Legend(self._tokens)
        self.scale_button = QToolButton()
        self.scale_button.setCheckable(True)
        self.scale_button.setProperty("small", True)
        self.scale_button.setFixedHeight(24)
        self.scale_button.setAccessibleName(self.tr("Relative scale"))
        self.scale_button.setToolTip(
            self.tr(
                "Absolute: the same colours for every pair. Relative: up to the largest change of this one."
            )
        )
        self.scale_button.clicked.connect(self._scale_clicked)
        self.style_buttons = {}
        for style, spec in STYLE_BUTTONS.items():
            button = QToolButton()
            button.setText(spec.translated())
            button.setAccessibleName(spec.translated())
            button.setToolTip(self.tr("{0}: {1}").format(spec.translated(), tip_of(spec)))
            button.setCheckable(True)
            button.setProperty("small", True)
            button.setFixedHeight(24)
            button.clicked.connect(self._style_clicked)
            self.style_buttons[style] = button

    def _lay_out(self) -> None:
        self._mask_key, self._difference_key = QWidget(), QWidget()
        self._slider_key, self._styles = QWidget(), QWidget()
        self._lay_out_mask_key()
        heat_row = bare_row(self._difference_key, 8)
        heat_row.addWidget(self.legend)
        heat_row.addWidget(self.scale_button)
        slider_row = bare_row(self._slider_key, 8)
        slider_row.addWidget(self._slider_label)
        slider_row.addWidget(self.slider)
        self._parts = (self._slider_key, self._mask_key, self._difference_key)
        self._line = bare_row(self, 12)
        self._line.setContentsMargins(8, 0, 4, 0)
        self._line.addStretch(1)
        for part in self._parts:
            self._line.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._line.addStretch(1)

    def _lay_out_mask_key(self) -> None:
        row = bare_row(self._mask_key, 6)
        styles = bare_row(self._styles, 2)
        styles.setContentsMargins(0, 0, 6, 0)
        for button in self.style_buttons.values():
            styles.addWidget(button)
        row.addWidget(self._styles)
        for kind, word in (
            ("outgrowth", self.tr("Outgrowth")),
            ("loss", self.tr("Loss")),
            ("found", self.tr("Product")),
            ("expected", self.tr("As in the original")),
        ):
            swatch, label = Swatch(kind, self._tokens), QLabel(word)
            self._swatches.append(swatch)
            self._labels.append(label)
            row.addWidget(swatch)
            label.setContentsMargins(0, 0, 6, 0)
            row.addWidget(label)

    def _style_clicked(self) -> None:
        style = next(style for style, button in self.style_buttons.items() if button is self.sender())
        self.looks_requested.emit(replace(self._looks, mask_style=style))
        self.show_state(self._looks, self._layers)  # a click unchecks the style that holds

    def _scale_clicked(self, checked: bool) -> None:
        self.looks_requested.emit(replace(self._looks, relative=checked))

    def _slid(self, value: int) -> None:
        looks = slid(self._looks, value / 100)
        if looks != self._looks:
            self.looks_requested.emit(looks)
        elif self._looks.mode in (CompareMode.SIDE, CompareMode.FLIP):
            self.layers_requested.emit(with_opacity(self._layers, value / 100))


def bare_row(widget: QWidget, spacing: int) -> QHBoxLayout:
    """A row without margins in ``widget``."""
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return row
