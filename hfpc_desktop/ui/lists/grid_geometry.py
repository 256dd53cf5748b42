"""Where the cells of the thumbnail grid lie: arithmetic over counts, so that 100,000 cells cost nothing.

Positions are those of the list. Sections are runs of positions that share an original; an ungrouped list is one
section without a heading. All lengths are device-independent pixels from the top left of the whole grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int


class GridGeometry:
    """The grid for one width, cell size and list. ``gap`` is the least between cells: what a line has to spare goes
    between its columns. ``starts``: first position of every section, ascending."""

    def __init__(
        self,
        count: int,
        *,
        width: int,
        cell: tuple[int, int],
        gap: int,
        margin: int,
        heading: int = 0,
        starts: NDArray[np.intp] | None = None,
    ) -> None:
        self.count = count
        self.cell = cell
        self._gap, self._margin = gap, margin
        grouped = starts is not None and starts.size > 0
        self.heading = heading if grouped else 0
        self.columns = max(1, (width - 2 * margin + gap) // (cell[0] + gap))
        spare = width - 2 * margin - self.columns * cell[0] - (self.columns - 1) * gap
        self._pitch = cell[0] + gap + max(0, spare) // max(1, self.columns - 1)
        self._starts = (
            starts if grouped and starts is not None else np.zeros(1 if count else 0, dtype=np.intp)
        )
        ends = np.append(self._starts[1:], count) if count else np.zeros(0, dtype=np.intp)
        self._sizes = ends - self._starts
        lines = -(-self._sizes // self.columns)
        heights = self.heading + lines * (cell[1] + gap)
        self._tops = np.concatenate([[0], np.cumsum(heights)]).astype(np.intp) + margin
        self.height = int(self._tops[-1]) + margin - (gap if count else 0)

    @property
    def line(self) -> int:
        """Height of one line of cells with its gap."""
        return self.cell[1] + self._gap

    def box(self, position: int) -> Box:
        """Where a cell lies."""
        section = self.section_of(position)
        line, column = divmod(position - int(self._starts[section]), self.columns)
        return Box(
            self._margin + column * self._pitch,
            int(self._tops[section]) + self.heading + line * self.line,
            *self.cell,
        )

    def section_of(self, position: int) -> int:
        return int(np.searchsorted(self._starts, position, side="right")) - 1

    def section(self, number: int) -> tuple[int, int, int]:
        """(first position, number of cells, top) of a section."""
        return int(self._starts[number]), int(self._sizes[number]), int(self._tops[number])

    def at(self, x: int, y: int) -> int:
        """Position of the cell at a point, -1 between cells and outside."""
        if not self.count or y < self._margin:
            return -1
        section = int(np.searchsorted(self._tops, y, side="right")) - 1
        if section >= self._starts.size:
            return -1
        down = y - int(self._tops[section]) - self.heading
        across = x - self._margin
        line, below = divmod(down, self.line)
        column, beside = divmod(across, self._pitch)
        inside = down >= 0 and across >= 0 and column < self.columns
        if not inside or below >= self.cell[1] or beside >= self.cell[0]:
            return -1
        offset = line * self.columns + column
        return int(self._starts[section]) + offset if offset < self._sizes[section] else -1

    def between(self, top: int, bottom: int) -> tuple[int, int]:
        """First and last position of the cells that touch ``top <= y < bottom``; (0, -1) when there are none."""
        if not self.count or bottom <= top:
            return (0, -1)
        first = self._first_at(top)
        last = min(self.count - 1, self._first_at(bottom - 1) + self.columns - 1)
        section = self.section_of(self._first_at(bottom - 1))
        last = min(last, int(self._starts[section] + self._sizes[section]) - 1)
        return first, max(first, last)

    def sections_between(self, top: int, bottom: int) -> range:
        """Sections that touch ``top <= y < bottom``."""
        first = max(0, int(np.searchsorted(self._tops, top, side="right")) - 1)
        last = int(np.searchsorted(self._tops, bottom, side="left"))
        return range(first, min(last, self._starts.size))

    def _first_at(self, y: int) -> int:
        """First position of the line at or below ``y``."""
        section = min(max(0, int(np.searchsorted(self._tops, y, side="right")) - 1), self._starts.size - 1)
        line = max(0, (y - int(self._tops[section]) - self.heading) // self.line)
        lines = -(-int(self._sizes[section]) // self.columns)
        return int(self._starts[section]) + min(line, lines - 1) * self.columns

    def neighbour(self, position: int, across: int, down: int) -> int:
        """The cell one step away; at an edge the same one. Sideways reads on to the next line, up and down keep
        the column as far as the line goes."""
        if across:
            return min(max(position + across, 0), self.count - 1)
        section = self.section_of(position)
        first, size, _ = self.section(section)
        line, column = divmod(position - first, self.columns)
        lines = -(-size // self.columns)
        line += down
        if not 0 <= line < lines:
            section += down
            if not 0 <= section < self._starts.size:
                return position
            first, size, _ = self.section(section)
            line = 0 if down > 0 else (size - 1) // self.columns
        return first + min(line * self.columns + column, size - 1)
