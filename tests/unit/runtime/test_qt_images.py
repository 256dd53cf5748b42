"""Pictures become QImages with the right pixels and transparency; requests are served and dropped."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.images.thumbnails import Thumbnails
from hfpc_desktop.runtime.qt_images import PictureService, to_qimage
from hfpc_desktop.runtime.states import PictureReply, PictureRequest


def test_opaque_pixels_stay_as_they_are() -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    image = to_qimage(Picture(rgb, None, (7, 5)))
    assert (image.width(), image.height(), image.hasAlphaChannel()) == (7, 5, False)
    assert image.format() == QImage.Format.Format_RGB32, "painted without converting on the GUI thread"
    for y, x in ((0, 0), (4, 6), (2, 3)):
        assert image.pixelColor(x, y).getRgb()[:3] == tuple(int(v) for v in rgb[y, x])


def test_transparency_over_white_gives_the_composited_colour_back(tmp_path: Path) -> None:
    rgba = np.zeros((32, 32, 4), np.uint8)
    rgba[..., 0], rgba[..., 3] = 200, 128
    rgba[0, 0, 3] = 0
    path = tmp_path / "half.png"
    Image.fromarray(rgba).save(path)
    picture = load_picture(path)
    image = to_qimage(picture)
    assert image.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert image.pixelColor(0, 0).alpha() == 0
    over_white = QColor(image.pixelColor(1, 1))
    alpha = over_white.alphaF()
    mixed = [
        round(255 * (c * alpha + 1 - alpha))
        for c in (over_white.redF(), over_white.greenF(), over_white.blueF())
    ]
    assert mixed == pytest.approx([int(v) for v in picture.rgb[1, 1]], abs=3)


@pytest.fixture
def service(tmp_path: Path):
    service = PictureService(Thumbnails(DiskCache(tmp_path / "cache", 1 << 20)), threads=1)
    yield service
    service.close()


def test_a_picture_is_delivered_at_the_asked_size(service: PictureService, tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("RGB", (400, 100), "red").save(path)
    replies: list[PictureReply] = []
    arrived = threading.Event()
    request = PictureRequest(3, Frame.ORIGINAL, 200)
    service.picture(request, path, lambda reply: (replies.append(reply), arrived.set()))
    assert arrived.wait(10)
    assert replies[0].request == request
    assert (replies[0].image.width(), replies[0].source_size, replies[0].error) == (200, (400, 100), "")


def test_a_missing_file_is_a_reply_with_a_reason(service: PictureService, tmp_path: Path) -> None:
    replies: list[PictureReply] = []
    arrived = threading.Event()
    request = PictureRequest(0, Frame.GENERATED, 100)
    service.picture(request, tmp_path / "gone.png", lambda reply: (replies.append(reply), arrived.set()))
    assert arrived.wait(10)
    assert replies[0].image is None
    assert "gone.png" in replies[0].error


def test_requests_of_rows_nobody_looks_at_are_dropped(service: PictureService, tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    Image.new("RGB", (32, 32)).save(path)
    hold, started, seen, last = threading.Event(), threading.Event(), [], threading.Event()

    def first(row: int, overlay: object) -> None:
        started.set()
        hold.wait(10)

    service.overlay(99, lambda: None, first)
    assert started.wait(10)
    for row in range(5):
        request = PictureRequest(row, Frame.GENERATED, 32)
        service.picture(
            request,
            path,
            lambda reply: (seen.append(reply.request.row), last.set() if reply.request.row == 3 else None),
        )
    service.forget({3})
    hold.set()
    assert last.wait(10)
    assert seen == [3]
