"""The tokens read well, and every icon that is asked for exists."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.theme import DARK, LIGHT, ThemeChoice, Tokens, contrast
from tests.ui.windows import applied_theme

LOOKS = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)


@LOOKS
def test_text_is_readable_on_every_surface(tokens: Tokens) -> None:
    surfaces = (tokens.surface_0, tokens.surface_1, tokens.surface_2, tokens.surface_3)
    for text, surface in product((tokens.text, tokens.text_muted), surfaces):
        assert contrast(text, surface) >= 4.5, (text, surface)
    for surface in surfaces[:3]:
        assert contrast(tokens.text_faint, surface) >= 4.5, surface
    assert contrast(tokens.text_on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.accent_text, tokens.accent_soft) >= 4.5


@LOOKS
def test_verdicts_and_decisions_are_readable_on_their_chips(tokens: Tokens) -> None:
    for verdict in Verdict:
        assert contrast(tokens.verdict_colour(verdict), tokens.verdict_soft(verdict)) >= 4.5, verdict
        assert contrast(tokens.verdict_colour(verdict), tokens.surface_1) >= 4.5, verdict
    for decision in Decision:
        assert contrast(tokens.decision_colour(decision), tokens.decision_soft(decision)) >= 4.0, decision


@LOOKS
def test_canvas_is_neutral(tokens: Tokens) -> None:
    for grey in (*tokens.canvas_choices, tokens.checker_a, tokens.checker_b):
        colour = QColor(grey)
        assert colour.red() == colour.green() == colour.blue()
    assert tokens.canvas in tokens.canvas_choices


def test_verdicts_and_decisions_have_a_shape_besides_their_colour(qapp) -> None:
    known = set(icons.icon_names())
    for table, states in ((icons.VERDICT_ICONS, Verdict), (icons.DECISION_ICONS, Decision)):
        assert set(table) == set(states)
        assert len(set(table.values())) == len(table)
        assert set(table.values()) <= known


def test_every_icon_renders_in_the_asked_colour(qapp) -> None:
    for name in icons.icon_names():
        image = icons.pixmap(name, "#FF0000", 24, 2.0).toImage()
        assert image.width() == 48
        seen = {
            image.pixelColor(x, y).name()
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert seen == {"#ff0000"}, name


def test_theme_changes_palette_and_tells(qapp, qtbot) -> None:
    theme = Theme(qapp, ThemeChoice.LIGHT)
    theme.apply()
    with qtbot.waitSignal(theme.changed) as told:
        theme.set_choice(ThemeChoice.DARK)
    assert told.args == [DARK]
    assert qapp.palette().window().color() == QColor(DARK.surface_0)
    assert DARK.accent in qapp.styleSheet()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_icons_have_as_many_pixels_as_the_screen(qapp: QApplication, ratio: float) -> None:
    drawn = icons.icon("check", "#102030").pixmap(QSize(16, 16), ratio)
    assert (drawn.width(), drawn.height()) == (16 * ratio, 16 * ratio)
    assert drawn.devicePixelRatio() == ratio


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_what_cannot_be_used_is_fainter_than_what_can(qtbot, choice: ThemeChoice) -> None:
    tokens = applied_theme(choice).tokens
    ticked, slider = QCheckBox("Also that"), QSlider(Qt.Orientation.Horizontal)
    ticked.setChecked(True)
    slider.setValue(50)
    plain = (QSpinBox(), QCheckBox("Also this"), QRadioButton("One"), QPlainTextEdit("Why"))
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    for widget in (*plain, ticked, slider, QPushButton("Close")):
        column.addWidget(widget)
    dialog.show()
    column.itemAt(column.count() - 1).widget().setFocus()
    for widget in (*plain, ticked, slider):
        able = colours(widget)
        widget.setEnabled(False)
        unable = colours(widget)
        if widget in plain:
            ground = tokens.surface_0
            assert max(contrast(c, ground) for c in unable) < max(contrast(c, ground) for c in able), widget
        else:
            accent = QColor(tokens.accent).name()
            assert accent in able and accent not in unable, widget


def colours(widget: QWidget) -> set[str]:
    image = widget.window().grab(widget.geometry()).toImage()  # on the ground that it stands on
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
