"""Nothing is cut off on a small laptop, and nothing jumps: dialogs, the filter panel, the row above the list."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QWidget

from hfpc_desktop.domain.judgement import Defect, DefectKind, NotJudged, Region
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.saved_filters import SavedFilters
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.lists import filter_panel
from hfpc_desktop.ui.look import app_theme, theme
from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.theme import ThemeChoice
from hfpc_desktop.ui.window import window_dialogs
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples, walks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LAPTOP = (1280, 720)
FRAME = 40
"""Title bar of a dialog, device-independent pixels."""
FONTS = ("font_caption", "font_small", "font_body", "font_title", "font_heading", "font_display")


def larger(tokens: theme.Tokens, scale: float) -> theme.Tokens:
    return replace(tokens, **{name: round(getattr(tokens, name) * scale) for name in FONTS})


@pytest.fixture
def make(qapp, qtbot, tmp_path) -> Iterator[Callable[..., MainWindow]]:
    windows = []

    def build(rows: list, size: tuple[int, int] = (1280, 720)) -> MainWindow:
        controller = FakeController(rows)
        look = Theme(qapp, ThemeChoice.LIGHT)
        look.apply()
        window = MainWindow(controller, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat), look)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        controller.open_demo()
        QApplication.processEvents()
        return window

    yield build
    for window in windows:
        window.close()


# ----------------------------------------------------------------------------------- small laptops


def test_every_dialog_fits_a_small_laptop_with_large_type(qapp, qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(app_theme, "LIGHT", larger(theme.LIGHT, 1.25))
    here = qapp.primaryScreen().availableGeometry().height()  # as if it were a laptop's
    monkeypatch.setattr(window_dialogs, "ROUND", here - (LAPTOP[1] - window_dialogs.ROUND))
    too_large, cut = [], []
    with walks.open_window(qtbot, tmp_path) as window:
        for name, dialog in walks.dialogs(window, qtbot):
            least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
            for what, size in (("needs", least), ("opens with", dialog.size())):
                if size.width() > LAPTOP[0] or size.height() > LAPTOP[1] - FRAME:
                    too_large.append(f"{name} {what} {size.width()} x {size.height()}")
            cut += [f"{name}: {text!r} is cut" for text in cut_texts(dialog)]
    assert not too_large + cut, "\n".join(too_large + cut)


def cut_texts(surface: QWidget) -> list[str]:
    """Labels and buttons that are smaller than their words."""
    found = []
    for widget in surface.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton) or not widget.text():
            continue
        gives_way = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        high = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        if (not wraps and not gives_way and widget.width() < widget.sizeHint().width() - 1) or (
            widget.height() < high - 3
        ):
            found.append(widget.text())
    return found


def test_the_filter_panel_fits_a_small_laptop_and_scrolls(make) -> None:
    # Given a project with every defect there is, and many saved filters
    judged = samples.judged(0.5, 0.5)
    whole = replace(judged, defects=tuple(Defect(kind, 0.5) for kind in DefectKind))
    rows = [replace(row, judgement=whole) for row in samples.rows([(0.5, 0.5), (0.4, 0.6)])]
    window = make(rows)
    panel, saved = window.finding.panel, SavedFilters()
    for number in range(12):
        saved = saved.with_filter(f"Filter {number}", RowFilter(text=str(number)))
    # When the panel opens
    panel.open_at(window.mapToGlobal(window.rect().center()), RowFilter(), window.flow.table, saved)
    QApplication.processEvents()
    # Then it is no higher than the screen, and saving stays in sight
    assert panel.height() <= filter_panel.MOST <= LAPTOP[1] - FRAME
    assert panel.rect().contains(panel.save.mapTo(panel, panel.save.rect().center()))
    assert panel._scroll.verticalScrollBar().maximum() > 0
    first = next(iter(panel.verdicts.values()))
    assert panel.rect().contains(first.mapTo(panel, first.rect().center()))
    panel.hide()


# ------------------------------------------------------------------------------- the row above the list


@pytest.mark.parametrize(("width", "most"), [(1100, 1), (1280, 1), (1600, 1)])
def test_the_row_above_the_list_is_one_row_below_the_pictures(make, width, most) -> None:
    window = make(samples.many(3000), (width, 720))
    window.review.filter_bar.set_stale(True)
    QApplication.processEvents()
    assert rows_of(window.review.filter_bar) == most
    assert not outside(window.review.filter_bar)
    window.actions_["view_grid"].trigger()
    QApplication.processEvents()
    assert rows_of(window.review.filter_bar) <= 2
    assert not outside(window.review.filter_bar)


def test_the_row_above_a_narrow_list_is_two_rows(make) -> None:
    window = make(samples.many(3000), (1100, 720))
    window.actions_["toggle_list_side"].trigger()
    QApplication.processEvents()
    assert window.review.filter_bar.width() < 560
    assert rows_of(window.review.filter_bar) == 2
    assert not outside(window.review.filter_bar)


def test_the_resort_chip_comes_without_moving_anything(make) -> None:
    for width in (1100, 1180, 1280, 1440):
        window = make(samples.many(300), (width, 720))
        bar = window.review.filter_bar
        before = places(bar)
        bar.set_stale(True)
        QApplication.processEvents()
        assert bar.resort_chip.isVisible()
        after = places(bar)
        assert {name: after[name] for name in before} == before


def rows_of(bar: QWidget) -> int:
    """Lines of controls, by their middles."""
    middles = sorted(place.center().y() for place in places(bar).values())
    return 1 + sum(b - a > 12 for a, b in itertools.pairwise(middles))


def outside(bar: QWidget) -> list[str]:
    """Controls that are cut by the row's edge or lie on each other."""
    found = places(bar)
    area = bar.rect()
    out = [name for name, place in found.items() if not area.contains(place)]
    names = list(found)
    for i, one in enumerate(names):
        out += [f"{one} on {two}" for two in names[i + 1 :] if found[one].intersects(found[two])]
    return out


def places(bar: QWidget) -> dict[str, QRect]:
    """Where each visible control is, by its name and its number among all of them."""
    children = enumerate(w for w in bar.findChildren(QWidget) if w.parentWidget() is bar)
    return {f"{type(w).__name__} {w.objectName()} {n}": w.geometry() for n, w in children if w.isVisible()}


# -------------------------------------------------------------------------------------- nothing jumps


def test_the_next_pair_moves_nothing(make) -> None:
    # Given pairs that differ in everything: defects, reasons, notes, not judged, waiting
    rows = samples.rows([(0.9, 0.8), (0.1, 0.2), None, (None, None), (0.5, 0.99), (1.0, 0.0)])
    rich = samples.judged(0.1, 0.2)
    box = Region(0.2, 0.2, 0.3, 0.3)
    rich = replace(rich, defects=tuple(Defect(kind, 0.7, box, place="left") for kind in list(DefectKind)[:9]))
    gone = replace(samples.judged(None, None), not_judged=NotJudged.MISSING_FILE)
    rows[1], rows[3] = replace(rows[1], judgement=rich), replace(rows[3], judgement=gone)
    window = make(rows, (1440, 900))
    view = window.review.view
    view.setFocus()
    view.go_to_position(0)
    QApplication.processEvents()
    before = whole_window(window)
    # When one steps through all of them, then every pane, bar, header and score stays where it is
    for _ in rows:
        QTest.keyClick(view, Qt.Key.Key_Down)
        for _turn in range(3):
            QApplication.processEvents()
        after = whole_window(window)
        moved = {name: (before[name], after[name]) for name in before if after[name] != before[name]}
        assert not moved, f"{window.review.inspector.text}\n{moved}"


def test_counting_moves_nothing_in_the_strip(make) -> None:
    window = make(samples.many(300), (1440, 900))
    strip, view = window.review.strip, window.review.view
    view.setFocus()
    before = fixed(strip)
    for key in (Qt.Key.Key_A, Qt.Key.Key_X) * 3:
        QTest.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()
    assert strip.decision_text(Decision.APPROVED).startswith("3")
    assert strip.pace_text
    assert fixed(strip) == before


def fixed(strip: QWidget) -> dict[str, QRect]:
    """Everything but the sentences in the middle, which have the room that is left."""
    return {name: at for name, at in places(strip).items() if not {"said", "pace"} & set(name.split())}


def whole_window(window: MainWindow) -> dict[str, QRect]:
    review = window.review
    parts: dict[str, QWidget] = {
        "toolbar": window.tools,
        "compare": review.compare,
        "compare bar": review.compare.bar,
        "list": review.view,
        "filter bar": review.filter_bar,
        "inspector": review.inspector,
        "verdict": review.inspector.verdict_chip,
        "decision": review.inspector.decision_chip,
        "reward": review.inspector.reward,
        "consistency": review.inspector.consistency,
        "thresholds": review.thresholds,
        "strip": review.strip,
    }
    for frame, pane in review.compare._panes.items():
        parts[f"pane {frame.value}"] = pane
        parts[f"header {frame.value}"] = review.compare.header(frame)
    return {
        name: QRect(part.mapTo(window, part.rect().topLeft()), part.size()) for name, part in parts.items()
    }
