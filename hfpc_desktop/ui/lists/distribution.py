"""The distribution: every judged pair by reward and consistency, with the thresholds as lines to drag.

Imported when it is first asked for, because pyqtgraph takes a while; nothing of the first paint needs it.
Up to ``POINTS`` pairs are drawn as marks (shape and colour tell the decision), more as a density picture.
GUI thread only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.regions import density, inside_polygon, nearest
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.ui.lists.distribution_field import Field, Marks
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.flow_layout import FlowLayout
from hfpc_desktop.ui.look.widgets import EmptyState, IconCount, button, label

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QHideEvent, QKeyEvent

    from hfpc_desktop.review.score_columns import Counts
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.ui.look.theme import Tokens

POINTS = 4_000
"""More pairs than this are drawn as a density picture."""
CELLS = (240, 160)
BINS = 50
NEAR_PX = 12.0
REDRAW_MS = 150
SYMBOLS = {Decision.UNDECIDED: "o", Decision.APPROVED: "t1", Decision.REJECTED: "x"}
_STEPS = {
    Qt.Key.Key_Left: ("reward", -0.01),
    Qt.Key.Key_Right: ("reward", 0.01),
    Qt.Key.Key_Down: ("consistency", -0.01),
    Qt.Key.Key_Up: ("consistency", 0.01),
}
"""What an arrow key with Ctrl moves, and by how much."""
LINES = ("reject_reward", "approve_reward", "reject_consistency", "approve_consistency")


class DistributionView(QFrame):
    """Draws what it is told and emits what a person asks for; holds no rule."""

    thresholds_changed = Signal(object)
    rows_picked = Signal(object)
    """Table rows inside a drawn shape, ascending; an empty array when the selection is taken back."""
    row_chosen = Signal(int)
    acted = Signal(str)
    """An id of the actions registry, asked for by the empty state."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setObjectName("distribution")
        self.setAccessibleName(self.tr("Distribution of reward and consistency"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tokens = tokens
        self._table: ReviewTable | None = None
        self._limits = Thresholds()
        self._current: int | None = None
        self._telling = True
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self.draw)
        self._make_plot()
        self._make_head(tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._empty = EmptyState(tokens)
        self._empty.acted.connect(self.acted)
        self._empty.hide()
        column.addWidget(self._head)
        column.addWidget(self._canvas, 1)
        column.addWidget(self._empty, 1)
        self.set_tokens(tokens)
        self.set_thresholds(self._limits)

    # -- construction ----------------------------------------------------------------------------

    def _make_plot(self) -> None:
        self._canvas = pg.GraphicsLayoutWidget()
        self._canvas.setFrameShape(QFrame.Shape.NoFrame)
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.setAccessibleName(self.tr("Reward across, consistency up"))
        grid = self._canvas.ci.layout
        self.field = Field()
        self._top = self._canvas.addPlot(0, 0, enableMenu=False)
        self._plot = self._canvas.addPlot(1, 0, viewBox=self.field, enableMenu=False)
        self._side = self._canvas.addPlot(1, 1, enableMenu=False)
        grid.setRowFixedHeight(0, 46)
        grid.setColumnFixedWidth(1, 54)
        grid.setSpacing(2)
        self._top.setXLink(self._plot)
        self._side.setYLink(self._plot)
        for margin in (self._top, self._side):
            margin.hideAxis("left")
            margin.hideAxis("bottom")
            margin.setMouseEnabled(False, False)
            margin.hideButtons()
        # As wide as the axis below it, so that both start at the same place.
        self._plot.getAxis("left").setWidth(52)
        self._top.showAxis("left")
        self._top.getAxis("left").setWidth(52)
        self._top.getAxis("left").setStyle(showValues=False, tickLength=0)
        self._plot.hideButtons()
        self._plot.setLabel("bottom", self.tr("Reward"))
        self._plot.setLabel("left", self.tr("Consistency"))
        self.field.setRange(xRange=(0, 1), yRange=(0, 1), padding=0.02)
        self.field.setLimits(xMin=-0.05, xMax=1.05, yMin=-0.05, yMax=1.05)
        self._cloud = pg.ImageItem(axisOrder="col-major")
        self._plot.addItem(self._cloud)
        self._marks = {decision: Marks(pxMode=True) for decision in Decision}
        self._ring = Marks(pxMode=True, size=19)
        for item in (*self._marks.values(), self._ring):
            self._plot.addItem(item)
        self._bars = (
            pg.BarGraphItem(x=[], height=[], width=1 / BINS),
            pg.BarGraphItem(y=[], x0=[], width=[], height=1 / BINS),
        )
        self._top.addItem(self._bars[0])
        self._side.addItem(self._bars[1])
        self.lines = {
            name: pg.InfiniteLine(angle=90 if "reward" in name else 0, movable=True) for name in LINES
        }
        for line in self.lines.values():
            line.setZValue(20)
            line.sigPositionChanged.connect(self._line_moved)
            self._plot.addItem(line)
        self.field.drawn.connect(self._shape_drawn)
        self.field.clicked.connect(self._point_clicked)

    def _make_head(self, tokens: Tokens) -> None:
        self._tools = QButtonGroup(self)
        self.rectangle = button(self.tr("Rectangle"), "chip", name="pick_rectangle")
        self.lasso = button(self.tr("Lasso"), "chip", name="pick_lasso")
        for one in (self.rectangle, self.lasso):
            one.setCheckable(True)
            self._tools.addButton(one)
        self.rectangle.setToolTip(self.tr("Drag to select the pairs in a rectangle"))
        self.lasso.setToolTip(self.tr("Drag to select the pairs that you draw around"))
        self.rectangle.setChecked(True)
        self.lasso.toggled.connect(self._lasso_toggled)
        self._counts = {
            verdict: IconCount(icons.VERDICT_ICONS[verdict], messages.verdict_title(verdict).lower())
            for verdict in Verdict
        }
        self._hint = label(
            self.tr(
                "Drag to select, click for a pair; drag a line, or use Ctrl and the arrow keys, to move a threshold"
            ),
            "caption",
        )
        more = self.tr("Ctrl and the arrow keys move the approve limits, with Shift the reject limits")
        self._hint.setToolTip(more)
        self.setAccessibleDescription(more)
        self._head = QFrame()
        line = FlowLayout(self._head, spacing=tokens.space_3, margins=(tokens.space_3, 4, tokens.space_3, 2))
        for widget in (self.rectangle, self.lasso, *self._counts.values(), self._hint):
            line.addWidget(widget)

    # -- what it shows ---------------------------------------------------------------------------

    def set_table(self, table: ReviewTable | None) -> None:
        """Another project, or none."""
        self._table = table
        self._current = None
        self.field.show_outline(None)
        self.draw()

    def scores_changed(self) -> None:
        """Scores or decisions changed; drawn within a moment, and only while it is shown."""
        if self.isVisible() and not self._redraw.isActive():
            self._redraw.start()

    def set_counts(self, counts: Counts) -> None:
        for verdict, chip in self._counts.items():
            number = counts.not_judged if verdict is Verdict.NOT_JUDGED else counts.by_verdict.get(verdict, 0)
            chip.set_value(words.count(number))

    def count_text(self, verdict: Verdict) -> str:
        """What the count of a verdict reads."""
        return self._counts[verdict].text

    def set_thresholds(self, limits: Thresholds) -> None:
        """Show limits without emitting."""
        self._limits = limits
        self._telling = False
        for name, line in self.lines.items():
            line.setBounds((0.0, 1.0))
            line.setValue(getattr(limits, name))
        self._telling = True

    def set_current(self, row: int | None) -> None:
        """Ring the current pair."""
        self._current = row
        self._draw_ring()

    def clear_shape(self) -> None:
        """The selection is gone: so is its outline."""
        self.field.show_outline(None)

    @property
    def is_density(self) -> bool:
        """Whether there are too many pairs for a mark each."""
        return self._table is not None and len(self._table) > POINTS

    def set_tokens(self, tokens: Tokens) -> None:
        t = self._tokens = tokens
        self._canvas.setBackground(t.surface_1)
        for plot in (self._plot, self._top, self._side):
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(pg.mkPen(t.line_strong if plot is self._plot else t.surface_1))
                axis.setTextPen(pg.mkPen(t.text_muted))
        for side in ("left", "bottom"):
            self._plot.getAxis(side).label.setDefaultTextColor(QColor(t.text_muted))
        for name, line in self.lines.items():
            colour = t.reject_fill if name.startswith("reject") else t.approve_fill
            line.setPen(self._pen(colour, 2, Qt.PenStyle.DashLine))
            line.setHoverPen(self._pen(t.accent, 4))
        self.field.outline.setPen(self._pen(t.accent, 2))
        for verdict, chip in self._counts.items():
            chip.set_colour(t.verdict_colour(verdict), t.text_muted)
        self._ring.setPen(self._pen(t.focus, 3))
        self._ring.setBrush(None)
        self._empty.set_tokens(t)
        for bars in self._bars:
            bars.setOpts(brush=_clear(t.accent, 0.55), pen=pg.mkPen(None))
        self.draw()

    def _pen(self, colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """``width`` in pixels of the window: pyqtgraph's pens are as wide on a fine screen as on a coarse one."""
        return pg.mkPen(colour, width=width * self.devicePixelRatioF(), style=style)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.set_tokens(self._tokens)
        return super().event(event)

    # -- drawing ---------------------------------------------------------------------------------

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self.draw()

    def hideEvent(self, event: QHideEvent) -> None:
        self._redraw.stop()
        super().hideEvent(event)

    def draw(self) -> None:
        """All points and bars anew; some ten milliseconds for 100,000 pairs."""
        if not self.isVisible():
            return
        xs, ys, decisions = self._columns()
        self._show_empty(not bool(np.isfinite(xs + ys).any()))
        many = self.is_density
        self._cloud.setVisible(many)
        if many:
            self._draw_cloud(xs, ys, decisions)
        for decision, marks in self._marks.items():
            chosen: Any = np.flatnonzero((decisions == decision) & ~np.isnan(xs + ys)) if not many else []
            colour = self._tokens.decision_colour(decision)
            marks.setData(
                x=xs[chosen], y=ys[chosen], symbol=SYMBOLS[decision],
                size=8 if decision is Decision.UNDECIDED else 11,
                brush=_clear(colour, 0.55), pen=self._pen(colour, 1),
            ) if len(chosen) else marks.clear()  # fmt: skip
        self._draw_bars(xs, ys)
        self._draw_ring()

    def _show_empty(self, empty: bool) -> None:
        """Axes without a single pair say nothing: say when there will be one."""
        self._canvas.setVisible(not empty)
        self._hint.setVisible(not empty)
        self._empty.setVisible(empty)
        if empty:
            self._empty.show_state(
                "scatter",
                self.tr("No pair has both scores yet"),
                self.tr("Each pair appears here as a point as soon as it is judged."),
                first=("view_list", self.tr("Show the list")),
            )

    def _columns(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        if self._table is None:
            return np.zeros(0), np.zeros(0), np.zeros(0, np.uint8)
        return self._table.reward, self._table.consistency, self._table.decisions

    def _draw_cloud(self, xs: NDArray[Any], ys: NDArray[Any], decisions: NDArray[Any]) -> None:
        counts = np.stack([density(xs[decisions == d], ys[decisions == d], CELLS) for d in Decision], axis=-1)
        total = counts.sum(axis=-1)
        colours = [QColor(self._tokens.decision_colour(d)) for d in Decision]
        rgb: Any = np.array([(c.red(), c.green(), c.blue()) for c in colours])
        picture = np.zeros((*CELLS, 4), dtype=np.uint8)
        share: Any = counts / np.maximum(1, total)[..., None]
        picture[..., :3] = share @ rgb
        strongest = max(1, int(total.max()))
        alpha = 60 + 195 * np.log1p(total) / np.log1p(strongest)
        picture[..., 3] = np.where(total > 0, alpha, 0)
        self._cloud.setImage(picture, autoLevels=False, levels=None)
        self._cloud.setRect(QRectF(0, 0, 1, 1))

    def _draw_bars(self, xs: NDArray[Any], ys: NDArray[Any]) -> None:
        middles = (np.arange(BINS) + 0.5) / BINS
        heights = [np.histogram(v[~np.isnan(v)], bins=BINS, range=(0.0, 1.0))[0] for v in (xs, ys)]
        tall = [np.sqrt(h / max(1, h.max())) for h in heights]
        self._bars[0].setOpts(x=middles, height=tall[0], width=0.8 / BINS)
        self._bars[1].setOpts(y=middles, x0=np.zeros(BINS), width=tall[1], height=0.8 / BINS)
        self._top.setYRange(0, 1, padding=0)
        self._side.setXRange(0, 1, padding=0)

    def _draw_ring(self) -> None:
        row, table = self._current, self._table
        known = table is not None and row is not None and 0 <= row < len(table)
        if not known or table is None or row is None or np.isnan(table.reward[row] + table.consistency[row]):
            self._ring.clear()
            return
        self._ring.setData(x=[float(table.reward[row])], y=[float(table.consistency[row])])

    # -- what a person does ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self._take_back()
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            which = "reject" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else "approve"
            line = self.lines[f"{which}_{step[0]}"]
            line.setValue(line.value() + step[1])
        else:
            super().keyPressEvent(event)

    def _take_back(self) -> None:
        self.field.show_outline(None)
        self.rows_picked.emit(np.zeros(0, dtype=np.intp))

    def _lasso_toggled(self, on: bool) -> None:
        self.field.lasso = on

    def _shape_drawn(self, shape: NDArray[np.floating]) -> None:
        xs, ys, _ = self._columns()
        rows = inside_polygon(xs, ys, shape)
        if rows.size:
            self.rows_picked.emit(rows)
        else:
            self._take_back()

    def _point_clicked(self, x: float, y: float) -> None:
        xs, ys, _ = self._columns()
        unit: Any = self.field.viewPixelSize()
        found = nearest(xs, ys, (x, y), (1 / unit[0], 1 / unit[1]))
        if found is not None and found[1] <= NEAR_PX:
            self.row_chosen.emit(found[0])
        else:
            self._take_back()

    def _line_moved(self, line: Any) -> None:
        if not self._telling:
            return
        name = next(name for name, known in self.lines.items() if known is line)
        value = round(float(line.value()), 2)
        which, _, score = name.partition("_")
        other = getattr(self._limits, f"{'approve' if which == 'reject' else 'reject'}_{score}")
        value = min(value, other) if which == "reject" else max(value, other)
        value = min(1.0, max(0.0, value))
        limits = replace(self._limits, **{name: value})
        changed = limits != self._limits
        self.set_thresholds(limits)
        if changed:
            self.thresholds_changed.emit(limits)


def _clear(colour: str, opacity: float) -> QColor:
    out = QColor(colour)
    out.setAlphaF(opacity)
    return out
