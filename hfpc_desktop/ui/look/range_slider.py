"""Two handles that choose a range of a score, over its histogram."""

from __future__ import annotations

from hfpc_desktop.ui.look.band_slider import BandSlider


class RangeSlider(BandSlider):
    """A ``BandSlider`` that means "from … to": what lies between the handles is coloured."""

    def _bands(self) -> tuple[tuple[float, float, str], ...]:
        t = self._tokens
        return (
            (0.0, self._low, t.line_strong),
            (self._low, self._high, t.accent),
            (self._high, 1.0, t.line_strong),
        )

    def _handle_colour(self, index: int) -> str:
        return self._tokens.accent

    def _describe(self) -> None:
        which = self.tr("highest") if self._active else self.tr("lowest")
        self.setAccessibleDescription(f"{which} {self.values[self._active]:.2f}")
