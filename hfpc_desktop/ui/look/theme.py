"""Design tokens: the colours, distances and type sizes of the program, light and dark, roomy and compact.

``Tokens`` is the only place where a colour, a distance or a type size is written down. Widgets that
are drawn by Qt get their look from the style sheet built from the tokens (``theme_qss``); widgets
that paint themselves take ``Tokens`` in the constructor and offer ``set_tokens(Tokens)``, which the
window connects to ``app_theme.Theme.changed``.

Colours of verdicts and decisions come from the Okabe-Ito family (a deuteranope and a protanope can tell
them apart) and are never used alone: an icon or a word always stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from hfpc_desktop.domain.verdict import Decision, Verdict


@dataclass(frozen=True, slots=True)
class Tokens:
    """One look. Colours are ``#rrggbb``; distances, radii and type sizes are device-independent pixels.

    ``surface_0`` is the window, ``surface_1`` panels on it, ``surface_2`` cards and inputs on those,
    ``surface_3`` hover, ``surface_4`` pressed. ``canvas`` is what pictures lie on: strictly neutral,
    because a tinted surround changes how colours of a product are seen; ``canvas_choices`` are the
    greys one can cycle through. ``pad`` is the room above and below the text of a button or field. ``outgrowth`` and ``loss`` are the overlay colours.
    """

    name: str
    dark: bool
    surface_0: str
    surface_1: str
    surface_2: str
    surface_3: str
    surface_4: str
    line: str
    line_strong: str
    text: str
    text_muted: str
    text_faint: str
    text_on_accent: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    accent_text: str
    focus: str
    approve: str
    approve_soft: str
    review: str
    review_soft: str
    reject: str
    reject_soft: str
    unjudged: str
    unjudged_soft: str
    approve_fill: str
    review_fill: str
    reject_fill: str
    canvas: str
    canvas_choices: tuple[str, ...]
    checker_a: str
    checker_b: str
    outgrowth: str = "#E69F00"
    loss: str = "#56B4E9"
    mask_outline: str = "#FFFFFF"
    space_1: int = 4
    space_2: int = 8
    space_3: int = 12
    space_4: int = 16
    space_5: int = 24
    space_6: int = 32
    space_7: int = 48
    radius_small: int = 4
    radius: int = 6
    radius_large: int = 10
    font_caption: int = 11
    font_small: int = 12
    font_body: int = 13
    font_title: int = 15
    font_heading: int = 20
    font_display: int = 28
    icon: int = 18
    row_height: int = 56
    pad: int = 6

    def verdict_colour(self, verdict: Verdict) -> str:
        """Foreground colour of a verdict; show it with ``icons.VERDICT_ICONS`` or its word."""
        return (self.approve, self.review, self.reject, self.unjudged)[verdict]

    def verdict_soft(self, verdict: Verdict) -> str:
        """Background for a chip that carries ``verdict_colour`` text."""
        return (self.approve_soft, self.review_soft, self.reject_soft, self.unjudged_soft)[verdict]

    def verdict_fill(self, verdict: Verdict) -> str:
        """For bars and marks beside a number or word: livelier than the colour of text."""
        return (self.approve_fill, self.review_fill, self.reject_fill, self.unjudged)[verdict]

    def decision_colour(self, decision: Decision) -> str:
        """Foreground colour of a decision; show it with ``icons.DECISION_ICONS`` or its word."""
        return (self.text_faint, self.approve, self.reject)[decision]

    def decision_soft(self, decision: Decision) -> str:
        """Background for a chip that carries ``decision_colour`` text."""
        return (self.unjudged_soft, self.approve_soft, self.reject_soft)[decision]


LIGHT = Tokens(
    name="light",
    dark=False,
    surface_0="#F3F4F6",
    surface_1="#FFFFFF",
    surface_2="#F7F8FA",
    surface_3="#ECEEF2",
    surface_4="#E0E3E9",
    line="#E1E4EA",
    line_strong="#C4C9D3",
    text="#15181E",
    text_muted="#4D5563",
    text_faint="#5E6877",
    text_on_accent="#FFFFFF",
    accent="#2F5FDE",
    accent_hover="#2552CB",
    accent_pressed="#1D43AC",
    accent_soft="#E4ECFE",
    accent_text="#2450C4",
    focus="#2F5FDE",
    approve="#00694C",
    approve_soft="#DAF3EA",
    review="#7F5200",
    review_soft="#FDF0D2",
    reject="#AF3E00",
    reject_soft="#FDE6D9",
    unjudged="#566072",
    unjudged_soft="#ECEEF2",
    approve_fill="#00936B",
    review_fill="#BE7D00",
    reject_fill="#D2541A",
    canvas="#C8C8C8",
    canvas_choices=("#C8C8C8", "#808080", "#2A2A2A", "#FFFFFF"),
    checker_a="#D4D4D4",
    checker_b="#BEBEBE",
)

DARK = Tokens(
    name="dark",
    dark=True,
    surface_0="#121316",
    surface_1="#1A1C20",
    surface_2="#22252A",
    surface_3="#2B2F36",
    surface_4="#353A43",
    line="#2A2D34",
    line_strong="#434954",
    text="#ECEEF2",
    text_muted="#AEB5C2",
    text_faint="#939BAB",
    text_on_accent="#FFFFFF",
    accent="#3B6BE6",
    accent_hover="#4A78EE",
    accent_pressed="#315FD6",
    accent_soft="#1F2C4D",
    accent_text="#8FB0FF",
    focus="#7BA0FF",
    approve="#3FCFA0",
    approve_soft="#12352B",
    review="#F0B429",
    review_soft="#3B2E10",
    reject="#FF8A4C",
    reject_soft="#43230F",
    unjudged="#A0A8B6",
    unjudged_soft="#2B2F36",
    approve_fill="#33B78C",
    review_fill="#E0A526",
    reject_fill="#F0783A",
    canvas="#2A2A2A",
    canvas_choices=("#2A2A2A", "#808080", "#C8C8C8", "#000000"),
    checker_a="#3A3A3A",
    checker_b="#303030",
)


class ThemeChoice(StrEnum):
    """What a person picks in the view menu."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


DENSITY = "window/density"
"""Where the settings keep it."""


class Density(StrEnum):
    """How much room there is between things."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


_COMPACT = {
    "space_1": 3, "space_2": 6, "space_3": 9, "space_4": 12, "space_5": 18, "space_6": 24, "space_7": 36,
    "row_height": 40, "pad": 3,
}  # fmt: skip
"""What compact changes; type sizes, colours and the targets of the mouse stay readable."""


def saved_density(settings: QSettings) -> Density:
    """The density in the settings; comfortable when there is none or it is unknown."""
    try:
        return Density(str(settings.value(DENSITY, Density.COMFORTABLE.value)))
    except ValueError:
        return Density.COMFORTABLE


def dense(tokens: Tokens, density: Density) -> Tokens:
    """``tokens`` in a density."""
    return replace(tokens, **_COMPACT) if density is Density.COMPACT else tokens  # type: ignore[arg-type]


def contrast(foreground: str, background: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours, 1..21."""
    lighter, darker = sorted((_luminance(foreground), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
