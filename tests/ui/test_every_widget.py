"""Walks over the whole window: in Chinese nothing reads English, and everything that takes input has a name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTreeWidget,
    QWidget,
)

from hfpc_desktop.review.additions import UnclearAddition
from hfpc_desktop.ui.look.languages import Language, Languages
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

DIALOGS = (
    "open",
    "export",
    "settings",
    "shortcuts",
    "edit_shortcuts",
    "remark",
    "relink",
    "added",
    "models",
    "profile",
    "name_product",
)
ALLOWED = (
    r"HFPC( Desktop)?", r"English", r"sku\d+(_\d+)?\.(png|jpg)", r"u2netp|efficientnet-lite2|starter-1", r"CPU|GPU|CIEDE2000", r"ΔE(2000)?", r"[GMk]B",
    r"(Ctrl|Shift|Alt|Meta|Esc|Enter|Space|Return|Del|Left|Right|Up|Down|Tab|Home|End|PgUp|PgDown|Ins|F\d+)", r"CSV|JSON|XMP|PDF|PNG|JPEG|WebP|HTML|IoU|EXIF|sRGB|DejaVu", r"\{[a-z]+\}",
    r"https?://[\w./-]+|huggingface\.co[\w./-]*", r"U²-Net-P|EfficientSAM(-Ti)?|GroundingDINO tiny|PyTorch|PEM", r"Apache-2\.0|efficientsam-ti|grounding-dino-tiny|starter-reward", r"SHA-256|zip|hfpc train reward|embedded|SAM ViT-[BLH]|ImageReward|Segment Anything",
    r"Bridge|Lightroom|digiKam", r"/projects/Demo\.hfpc|demo|Demo", r"chair(_02)?\.png", r"This file cannot be read as a picture", r"/pictures/\w+", r"originals|generated", r"ms|px|min|dE",
)  # fmt: skip
"""What is the same in every language: names of products, files and keys, units."""
_ALLOWED = re.compile(r"(?<!\w)(" + "|".join(ALLOWED) + r")(?!\w)")


@pytest.fixture
def window(qapp, open_window, request) -> Iterator[MainWindow]:
    languages = Languages(qapp)
    languages.use(getattr(request, "param", Language.ENGLISH))
    controller = FakeController(samples.rows([(0.9, 0.1), (0.8, 0.9), (None, None)]))
    window = open_window(controller, size=(1440, 900))
    controller.open_demo()
    yield window
    languages.clear()


def texts(widget: QWidget) -> list[str]:
    """What a person can read on one widget, its tool tip and its spoken name."""
    out = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, (QLabel, QAbstractButton)):
        out.append(widget.text())
    if isinstance(widget, QLineEdit):
        out += [widget.text(), widget.placeholderText()]
    if isinstance(widget, QComboBox):
        out += [widget.itemText(i) for i in range(widget.count())]
    if isinstance(widget, QMenu):
        out += [action.text() for action in widget.actions()]
    if isinstance(widget, QTreeWidget):
        out += [widget.headerItem().text(i) for i in range(widget.columnCount())]
    return [re.sub(r"<[^>]+>", " ", text) for text in out if text]


def english(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{3,}", _ALLOWED.sub(" ", text.replace("&", "")))


def surfaces(window: MainWindow, qtbot) -> Iterator[tuple[str, QWidget]]:
    """The window, then each dialog while it is open."""
    yield "window", window
    for name in DIALOGS:
        window.actions_[name].trigger()
        qtbot.waitUntil(lambda: window.dialog is not None)
        yield name, window.dialog
        window.dialog.close()
        qtbot.waitUntil(lambda: window.dialog is None)
    window.incoming.take([Path("/pictures/originals")])
    yield "drop", window.dialog
    window.dialog.close()
    window._controller.addition_question.emit(UnclearAddition(Path("/pictures/originals")))
    yield "role", window.dialog
    window.dialog.close()
    window.actions_["filters"].trigger()
    yield "filters", window.finding.panel
    window.finding.panel.hide()
    window.palette_.open_()
    yield "palette", window.palette_
    window.palette_.close_()


@pytest.mark.parametrize("window", [Language.CHINESE], indirect=True)
def test_in_chinese_nothing_reads_english(window, qtbot) -> None:
    found = [
        f"{where}: {type(widget).__name__} {text!r}"
        for where, surface in surfaces(window, qtbot)
        for widget in [surface, *surface.findChildren(QWidget)]
        for text in texts(widget)
        if english(text)
    ]
    model = window.review.model
    for column in range(model.columnCount()):
        head = str(model.headerData(column, Qt.Orientation.Horizontal))
        if english(head):
            found.append(f"header: {head!r}")
    assert not found, "\n".join(sorted(set(found)))


def test_everything_that_takes_input_has_a_name(window, qtbot) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, QAbstractItemView)
    nameless = []
    for where, surface in surfaces(window, qtbot):
        for widget in surface.findChildren(QWidget):
            inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
            inner = inner or isinstance(widget.parentWidget(), (QComboBox, QAbstractItemView, QLineEdit))
            inner = inner or type(widget.parentWidget()).__name__ in ("QComboBoxPrivateContainer", "QSpinBox")
            unseen = not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus
            if not isinstance(widget, kinds) or inner or unseen:
                continue
            if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())):
                nameless.append(f"{where}: {type(widget).__name__} {widget.objectName()!r}")
    assert not nameless, "\n".join(sorted(set(nameless)))
