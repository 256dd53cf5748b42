"""With the real style sheet and the longest sentences, the inspector stays inside its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.judgement import Defect, DefectKind, Judgement, Region
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.ui.inspector.inspector import MINIMUM_WIDTH, Inspector
from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.theme import DARK, ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

REGION = Region(0.1, 0.1, 0.2, 0.2)


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[None]:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    theme = Theme(qapp)
    theme.set_choice(ThemeChoice.DARK)
    yield
    theme.deleteLater()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize("place", ["top", "bottom", ""])
@pytest.mark.parametrize("kind", DefectKind)
def test_no_sentence_is_cut(kind: DefectKind, place: str, themed: None, qtbot: QtBot) -> None:
    panel = Inspector(DARK)
    qtbot.addWidget(panel)
    panel.resize(MINIMUM_WIDTH, 300)  # low enough for the scroll bar to take its share
    panel.show()
    qtbot.waitExposed(panel)
    defect = Defect(kind, 0.9, REGION, amount=0.36, place=place, detail="Marmeva instead of Marrneva")
    panel.show_judgement(
        Judgement(reward=0.5, consistency=0.5, defects=(defect, defect)),
        Decision.UNDECIDED,
        Verdict.REJECT,
        ("cereal.png", "cereal_03.jpg"),
    )
    qtbot.waitUntil(lambda: panel.widget().width() <= panel.viewport().width(), timeout=2000)


def test_nothing_moves_sideways_when_the_scroll_bar_comes(themed: None, qtbot: QtBot) -> None:
    panel = Inspector(DARK)
    qtbot.addWidget(panel)
    panel.resize(MINIMUM_WIDTH, 300)
    panel.show()
    qtbot.waitExposed(panel)
    names = ("cereal.png", "cereal_03.jpg")
    panel.show_judgement(Judgement(reward=0.5, consistency=0.5), Decision.UNDECIDED, Verdict.REVIEW, names)
    qtbot.waitUntil(lambda: panel.verticalScrollBar().maximum() > 0)
    scrolled = panel.reward.width()
    panel.resize(MINIMUM_WIDTH, 1200)
    qtbot.waitUntil(lambda: panel.verticalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: abs(panel.reward.width() - scrolled) <= 1)
