"""The look survives any folder name the program may be unpacked into."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox

from hfpc_desktop.ui.look import icons, theme_qss
from hfpc_desktop.ui.look.theme import DARK

if TYPE_CHECKING:
    from pathlib import Path


def _picture(qtbot) -> tuple[object, ...]:
    """A ticked box drawn with the style sheet; Qt's warnings fail the test by themselves."""
    box = QCheckBox("x")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.setStyleSheet(theme_qss.style_sheet(DARK))
    box.resize(60, 24)
    image = box.grab().toImage()
    return tuple(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", ["My programs (2)", "Désktop 程序", "it's; {odd}", 'a"b'])
def test_glyphs_load_from_a_folder_named(
    name: str, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _picture(qtbot)
    folder = tmp_path / name
    shutil.copytree(icons.icon_dir() / "controls", folder / "controls")
    monkeypatch.setattr(theme_qss, "icon_dir", lambda: folder)
    assert _picture(qtbot) == expected
