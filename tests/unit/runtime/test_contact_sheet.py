"""Contact sheets: real pictures in, a PDF or PNG pages out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from hfpc_desktop.domain.errors import Cancelled, ExportError
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.thumbnails import Thumbnails
from hfpc_desktop.runtime.jobs import CancelToken
from hfpc_desktop.runtime.qt_contact_sheet import COLUMNS, ROWS, SheetItem, write_contact_sheet

DEMO = Path(__file__).parents[3] / "resources" / "demo"


@pytest.fixture
def items(qapp) -> list[SheetItem]:
    original = sorted((DEMO / "originals").iterdir())[0]
    pictures = sorted((DEMO / "generated").iterdir())
    return [
        SheetItem(original, pictures[i % len(pictures)], "Approved · 图") for i in range(COLUMNS * ROWS + 3)
    ]


def load(path: Path, side: int):
    return Thumbnails(DiskCache(None, 0)).get(path, side)


def test_png_pages_hold_every_pair_and_a_missing_file_is_said_in_its_cell(items, tmp_path) -> None:
    items[0] = SheetItem(items[0].original, tmp_path / "gone.png", "")
    written = write_contact_sheet(items, tmp_path / "sheet.png", "Chairs", load, CancelToken())
    assert [path.name for path in written] == ["sheet.png", "sheet_2.png"]
    page = QImage(str(written[0]))
    assert page.size().width() == 1240
    centre = page.pixelColor(190, 250)
    assert centre.name() != "#ffffff"
    last = QImage(str(written[1]))
    assert last.pixelColor(1100, 250).name() == "#ffffff"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheet.png", "sheet_2.png"]


def test_a_pdf_has_a_page_for_every_twenty_pairs(items, tmp_path) -> None:
    (path,) = write_contact_sheet(items, tmp_path / "sheet.pdf", "Chairs", load, CancelToken())
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 2


def test_a_stopped_or_impossible_sheet_leaves_nothing(items, tmp_path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        write_contact_sheet(items, tmp_path / "sheet.pdf", "Chairs", load, token)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "sheet.png").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        write_contact_sheet(items, tmp_path / "sheet.png", "Chairs", load, CancelToken())
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.png"]
