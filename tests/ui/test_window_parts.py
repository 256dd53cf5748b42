"""Parts of the window: thumbnails, picture feed, scan report, words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.review.scan_report import Ambiguity, ScanReport
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.states import PictureReply, PictureRequest
from hfpc_desktop.ui.compare.compare import CompareView
from hfpc_desktop.ui.compare.picture_feed import VIEW_SIDE, PictureFeed
from hfpc_desktop.ui.files.scan_report_dialog import ScanReportDialog
from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.theme import DARK
from tests.ui import samples


def image(side: int = 96) -> QImage:
    out = QImage(side, side, QImage.Format.Format_RGB32)
    out.fill(QColor("#808080"))
    return out


@pytest.fixture
def shelf(qapp) -> ThumbnailShelf:
    table = ReviewTable()
    table.append(samples.rows([(0.5, 0.5)] * 9))
    out = ThumbnailShelf(budget=4 * 96 * 96 * 4)
    out.set_table(table)
    return out


def collect(signal) -> list:
    got: list = []
    signal.connect(got.append)
    return got


def test_one_request_for_an_original_with_many_variants(shelf) -> None:
    wanted, arrived = collect(shelf.wanted), collect(shelf.arrived)
    same = [row for row in range(9) if shelf._path(row, Frame.ORIGINAL).endswith("sku0.png")]
    assert len(same) == 3
    for row in same:
        assert shelf.get(row, Frame.ORIGINAL, 80) is None
    assert len(wanted) == 1
    assert wanted[0].max_side == 96
    shelf.put(wanted[0], image())
    assert sorted(arrived) == same
    assert shelf.get(same[2], Frame.ORIGINAL, 80) is not None


def test_thumbnails_stay_within_their_budget(shelf) -> None:
    for row in range(9):
        shelf.get(row, Frame.GENERATED, 96)
        shelf.put(PictureRequest(row, Frame.GENERATED, 96), image())
        assert shelf.used_bytes <= 4 * 96 * 96 * 4
    assert shelf.get(8, Frame.GENERATED, 96) is not None
    assert shelf.get(0, Frame.GENERATED, 96) is None


def test_an_unreadable_file_is_not_asked_for_again(shelf) -> None:
    wanted = collect(shelf.wanted)
    shelf.get(0, Frame.GENERATED, 96)
    shelf.put(wanted[0], QImage())
    assert shelf.get(0, Frame.GENERATED, 96) is None
    assert shelf.failed(0, Frame.GENERATED)
    assert len(wanted) == 1


def test_a_dropped_request_is_made_again_when_the_row_comes_back(shelf) -> None:
    wanted = collect(shelf.wanted)
    shelf.get(0, Frame.GENERATED, 96)
    shelf.forget({5})
    shelf.get(0, Frame.GENERATED, 96)
    assert len(wanted) == 2


def reply(row: int, frame: Frame, side: int = 64) -> PictureReply:
    return PictureReply(PictureRequest(row, frame, VIEW_SIDE), image(side), (side, side))


def test_a_prefetched_pair_is_shown_at_once(qtbot) -> None:
    compare = CompareView(DARK)
    qtbot.addWidget(compare)
    feed = PictureFeed(compare)
    wanted = collect(feed.wanted)
    assert not feed.show(0, ("o", "g"), ahead=[1, 2])
    assert [(r.row, r.side) for r in wanted] == [(row, frame) for row in (0, 1, 2) for frame in Frame]
    for request in list(wanted):
        feed.picture_ready(reply(request.row, request.side))
    assert feed.show(1, ("o", "g"))
    assert compare.pane(Frame.GENERATED).pyramid is not None


def test_a_late_picture_of_another_pair_is_not_shown(qtbot) -> None:
    compare = CompareView(DARK)
    qtbot.addWidget(compare)
    feed = PictureFeed(compare)
    feed.show(0, ("o", "g"))
    feed.show(1, ("o", "g"))
    feed.picture_ready(reply(0, Frame.GENERATED))
    assert compare.pane(Frame.GENERATED).pyramid is None


def test_pictures_stay_within_their_budget(qtbot) -> None:
    compare = CompareView(DARK)
    qtbot.addWidget(compare)
    feed = PictureFeed(compare, budget=5 * 64 * 64 * 4)
    for row in range(12):
        feed.show(row, ("o", "g"))
        for frame in Frame:
            feed.picture_ready(reply(row, frame))
        assert feed._bytes <= 5 * 64 * 64 * 4


def test_the_scan_report_lists_every_file(qtbot) -> None:
    report = ScanReport(
        Path("/o"),
        Path("/g"),
        pairs=3,
        originals_alone=tuple(Path(f"/o/x{i}.png") for i in range(2000)),
        generated_alone=(Path("/g/deep/new\nline.png"),),
        ambiguities=(Ambiguity(Path("/g/a_1.png"), (Path("/o/a.png"), Path("/o/b/a.png"))),),
    )
    dialog = ScanReportDialog(report, DARK)
    qtbot.addWidget(dialog)
    assert dialog.shown_lines() == ["a_1.png  →  a.png or b/a.png"]
    dialog._kinds.setCurrentRow(1)
    assert dialog.shown_lines() == ["deep/new␊line.png"]
    dialog._kinds.setCurrentRow(2)
    assert len(dialog.shown_lines()) == 2000
    dialog._copy()
    assert "x1999.png" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59.4, "59 s"), (61, "2 min"), (3600, "1 h"), (3599, "1 h"), (4000, "1 h 7 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert words.duration(seconds) == text


def test_numbers() -> None:
    assert words.score(float("nan")) == words.score(None) == "–"
    assert words.score(0.005) in ("0.01", "0.00")
    assert words.count(1234567) == "1\u2009234\u2009567"
    assert words.plural(1, "{0} pair", "{0} pairs") == "1 pair"
    assert words.plural(2, "{0} pair", "{0} pairs") == "2 pairs"
    assert words.size(1_400_000) == "1.4 MB"
