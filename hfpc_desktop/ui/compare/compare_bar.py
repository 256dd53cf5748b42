"""The floating bar of the compare view: modes, layers, what they mean, alignment and zoom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from hfpc_desktop.ui.canvas.canvas_geometry import SyncMode
from hfpc_desktop.ui.canvas.compare_modes import CompareMode, Looks
from hfpc_desktop.ui.canvas.overlay_painter import Layers
from hfpc_desktop.ui.compare.compare_bar_buttons import MODE_BUTTONS, SYNC_WORDS, ButtonSpec, tip_of
from hfpc_desktop.ui.compare.compare_bar_keys import BarKeys, bare_row
from hfpc_desktop.ui.look.floating_bar import TOOL, FloatingBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSlider

    from hfpc_desktop.ui.compare.compare_legend import Legend
    from hfpc_desktop.ui.look.theme import Tokens


@dataclass(frozen=True, slots=True)
class Fold:
    """How the bar saves width. ``inline``: keys beside the toggles, else above them; ``stacked``: the keys on lines
    of their own; ``words`` on the toggles; ``outlines``: the keys of the outlines, which explain themselves;
    ``extras``: tools that have a key of their own and are not needed to find one's way; ``rows`` of tools."""

    inline: bool
    stacked: bool
    words: bool
    outlines: bool
    extras: bool = True
    rows: int = 1


FOLDS = (
    Fold(inline=True, stacked=False, words=True, outlines=True),
    Fold(inline=True, stacked=False, words=True, outlines=False),
    Fold(inline=False, stacked=False, words=True, outlines=True),
    Fold(inline=False, stacked=False, words=False, outlines=True),
    Fold(inline=False, stacked=False, words=False, outlines=False),
    Fold(inline=False, stacked=True, words=False, outlines=True),
    Fold(inline=False, stacked=True, words=False, outlines=True, extras=False),
    Fold(inline=False, stacked=True, words=False, outlines=False, extras=False, rows=2),
)
"""From roomy to narrow."""


class LayerBar(FloatingBar):
    """Emits what was asked for; ``set_looks``, ``set_layers`` and the other setters draw what holds."""

    looks_requested = Signal(object)
    layers_requested = Signal(object)
    sync_requested = Signal(object)
    offset_reset_requested = Signal()
    magnifier_requested = Signal()
    edit_requested = Signal()
    zoom_in_requested = Signal()
    zoom_out_requested = Signal()
    fit_requested = Signal()
    fit_product_requested = Signal()
    actual_requested = Signal()
    folded = Signal()
    """The bar needs another place: what it shows has changed."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = Layers()
        self._looks = Looks()
        self._tokens = tokens
        self._rules: list[QFrame] = []
        self._make_tools()
        self.keys = BarKeys(tokens)
        self.keys.looks_requested.connect(self.looks_requested)
        self.keys.layers_requested.connect(self.layers_requested)
        self._lay_out()
        self.set_tokens(tokens)
        self.set_looks(self._looks)

    # ---- what holds ---------------------------------------------------------------------------

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        super().set_tokens(tokens)
        self._tokens = tokens
        for rule in self._rules:
            rule.setStyleSheet(f"background: {tokens.line_strong}; margin: 0 4px;")
        self.keys.set_tokens(tokens)

    def set_looks(self, looks: Looks) -> None:
        """Draw this state; emits nothing."""
        self._looks = looks
        for mode, button in self.mode_buttons.items():
            button.setChecked(mode is looks.mode)
        self._show_layers()

    def set_layers(self, layers: Layers) -> None:
        """Draw this state; emits nothing."""
        self._layers = layers
        self._show_layers()

    def set_sync(self, mode: SyncMode, *, can_align: bool, moved: bool) -> None:
        """``can_align``: a registration exists for this pair; ``moved``: a manual offset is in force."""
        self.align_button.setEnabled(can_align or mode is not SyncMode.PRODUCT)
        self.align_button.setChecked(can_align and mode is SyncMode.PRODUCT)
        word, _ = SYNC_WORDS[mode]
        self.align_button.setText(QCoreApplication.translate("CompareBar", word))
        self.align_button.setAccessibleName(QCoreApplication.translate("CompareBar", word))
        if self.offset_button.isHidden() == moved:
            # An icon among the tools: a line of its own would make the pictures jump while one is dragged.
            self.offset_button.setVisible(moved)
            self.folded.emit()

    def set_zoom(self, text: str) -> None:
        self._zoom.setText(text)

    def set_fit_product(self, can: bool) -> None:
        """Whether this pair has a product to fit."""
        self.fit_product_button.setEnabled(can)

    def set_magnifier(self, factor: int) -> None:
        """0 = off."""
        self.magnifier_button.setChecked(factor > 0)

    @property
    def legend(self) -> Legend:
        return self.keys.legend

    @property
    def slider(self) -> QSlider:
        """The one slider; ``compare_modes.slider_of`` says what it means."""
        return self.keys.slider

    def _show_layers(self) -> None:
        mode, layers = self._looks.mode, self._layers
        forced_mask, forced_heat = mode is CompareMode.MASK, mode is CompareMode.DIFFERENCE
        self.mask_button.setChecked(layers.mask or forced_mask)
        self.mask_button.setEnabled(not forced_mask)
        self.difference_button.setChecked(layers.difference or forced_heat)
        self.difference_button.setEnabled(not forced_heat)
        self.regions_button.setChecked(layers.regions)
        self.keys.show_state(self._looks, layers)
        self.keys.setVisible(not self.keys.empty)

    # ---- width --------------------------------------------------------------------------------

    def fit_width(self, width: int) -> None:
        """Take the first of ``FOLDS`` that fits into ``width``."""
        for fold in FOLDS:
            self._fold(fold)
            if self.width() <= width:
                break

    def _fold(self, fold: Fold) -> None:
        for part in (self.keys, self._zoom_group):
            for place in (self._column, self._tools):
                place.removeWidget(part)  # or the places below would count it
        if fold.rows == 2:
            self._column.addWidget(self._zoom_group, 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            self._tools.insertWidget(self._tools.indexOf(self._zoom_rule) + 1, self._zoom_group)
        if fold.inline:
            self._tools.insertWidget(self._tools.indexOf(self._zoom_rule), self.keys)
        else:
            self._column.insertWidget(0, self.keys)
        self.keys.fold(stacked=fold.stacked, outlines=fold.outlines)
        self._keys_rule.setVisible(fold.inline and not self.keys.isHidden())
        self._zoom_rule.setVisible(fold.rows == 1)
        style = Qt.ToolButtonStyle
        for button in (self.mask_button, self.difference_button, self.regions_button, self.align_button):
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if fold.words else style.ToolButtonIconOnly
            )
        for button in (self.magnifier_button, self.edit_button, self.fit_product_button):
            button.setVisible(fold.extras)
        for part in (self._zoom_group, self):
            part.layout().activate()  # type: ignore[union-attr]
        self.adjustSize()

    # ---- parts --------------------------------------------------------------------------------

    def _make_tools(self) -> None:
        self.mode_buttons = {mode: self._toggle(spec) for mode, spec in MODE_BUTTONS.items()}
        for button in self.mode_buttons.values():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFixedWidth(TOOL)
            button.clicked.connect(self._mode_clicked)
        self.mask_button = self._word_toggle(
            "mask", self.tr("Masks"), self.tr("Outline the product and fill what grew or was lost")
        )
        self.difference_button = self._word_toggle(
            "difference", self.tr("Difference"), self.tr("Colour the product by how far its colours moved")
        )
        self.regions_button = self._word_toggle(
            "flag", self.tr("Defects"), self.tr("Number the places where defects were found")
        )
        for button in (self.mask_button, self.difference_button, self.regions_button):
            button.clicked.connect(self._layer_clicked)
        self.align_button = self._word_toggle(
            "align",
            QCoreApplication.translate("CompareBar", SYNC_WORDS[SyncMode.PRODUCT][0]),
            self.tr("What stays together in both pictures: the product, the frame, or the pixels"),
        )
        self.align_button.clicked.connect(self._align_clicked)
        self.offset_button = self._tool(
            "undo", self.tr("Moved by hand: put the pictures back on each other"), self.offset_reset_requested
        )
        self.offset_button.hide()
        self.magnifier_button = self._tool(
            "magnifier", self.tr("Magnifier for both pictures"), self.magnifier_requested
        )
        self.magnifier_button.setCheckable(True)
        self.edit_button = self._tool("brush", self.tr("Correct the product's mask"), self.edit_requested)
        self._zoom = QLabel()
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setFixedWidth(48)
        self.zoom_out_button = self._tool("zoom-out", self.tr("Zoom out"), self.zoom_out_requested)
        self.zoom_in_button = self._tool("zoom-in", self.tr("Zoom in"), self.zoom_in_requested)
        self.fit_button = self._tool("fit", self.tr("Fit: show the whole picture"), self.fit_requested)
        self.fit_product_button = self._tool(
            "fit-product", self.tr("Fit the product"), self.fit_product_requested
        )
        self.actual_button = self._tool(
            "actual-size",
            self.tr("Actual size: one pixel of the file per screen pixel"),
            self.actual_requested,
        )

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(2)
        column.addWidget(self.keys)
        self._zoom_group = QWidget()
        self._keys_rule, self._zoom_rule = self._rule(), self._rule()
        zoom = bare_row(self._zoom_group, 2)
        ends: tuple[QWidget, ...] = (self.zoom_out_button, self._zoom, self.zoom_in_button)
        for item in (*ends, self.fit_button, self.fit_product_button, self.actual_button):
            zoom.addWidget(item)
        self._tools = tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addStretch(1)
        for item in (
            *self.mode_buttons.values(),
            self._rule(),
            self.mask_button,
            self.difference_button,
            self.regions_button,
            self._rule(),
            self.align_button,
            self.offset_button,
            self.magnifier_button,
            self.edit_button,
            self._keys_rule,
            self._zoom_rule,
            self._zoom_group,
        ):
            tools.addWidget(item)
        tools.addStretch(1)
        column.addLayout(tools)

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setFixedSize(9, 18)
        self._rules.append(rule)
        return rule

    def _toggle(self, spec: ButtonSpec) -> QToolButton:
        return self._word_toggle(spec.icon, spec.translated(), tip_of(spec))

    def _word_toggle(self, icon_name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(self.tr("{0}: {1}").format(text, tip))
        button.setCheckable(True)
        button.setFixedHeight(TOOL)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.draw_icon(button, icon_name)
        return button

    def _tool(self, icon_name: str, tip: str, signal: SignalInstance) -> QToolButton:
        button = self.icon_button(icon_name, tip)
        button.clicked.connect(signal)
        return button

    # ---- what was clicked ---------------------------------------------------------------------

    def _mode_clicked(self) -> None:
        mode = next(mode for mode, button in self.mode_buttons.items() if button is self.sender())
        asked = replace(self._looks, mode=mode)
        self.set_looks(self._looks)  # a click unchecks the mode that holds; only an answer changes it
        self.looks_requested.emit(asked)

    def _layer_clicked(self) -> None:
        forced = self._looks.mode
        self.layers_requested.emit(
            replace(
                self._layers,
                mask=self._layers.mask if forced is CompareMode.MASK else self.mask_button.isChecked(),
                difference=self._layers.difference
                if forced is CompareMode.DIFFERENCE
                else self.difference_button.isChecked(),
                regions=self.regions_button.isChecked(),
            )
        )

    def _align_clicked(self) -> None:
        """Emits no mode: the compare view knows which comes next."""
        self.sync_requested.emit(None)
