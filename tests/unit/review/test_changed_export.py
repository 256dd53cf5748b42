"""Exports in another format and size, with a report: real files, read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hfpc_desktop.domain.errors import ExportError
from hfpc_desktop.domain.export_forms import ExportFormat, ImageForm
from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_plan import ExportOptions
from hfpc_desktop.domain.export_presets import ExportPreset, Presets
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.review.export import prepare_plan, run_export
from hfpc_desktop.review.preset_store import PresetStore, read_presets
from hfpc_desktop.runtime.jobs import CancelToken


@pytest.fixture
def items(tmp_path: Path) -> list[ExportItem]:
    folder = tmp_path / "g"
    folder.mkdir()
    rng = np.random.default_rng(4)
    Image.fromarray(rng.integers(0, 255, (300, 600, 3), dtype=np.uint8)).save(folder / "a.png")
    clear = np.zeros((50, 80, 4), dtype=np.uint8)
    clear[:, 40:] = (200, 10, 10, 255)
    Image.fromarray(clear, "RGBA").save(folder / "b.png")
    (folder / "c.png").write_text("no picture")
    return [
        ExportItem(i, tmp_path / "o.png", folder / f"{name}.png", Decision.APPROVED)
        for i, name in enumerate("abc", start=1)
    ]


def export(items: list[ExportItem], target: Path, form: ImageForm, reporter=None, **more):
    plan = prepare_plan(items, ExportOptions(target, form=form, **more), [])
    return run_export(plan, items, CancelToken(), reporter=reporter)


def test_copies_in_another_format_are_smaller_and_never_larger(items, tmp_path) -> None:
    report = export(items, tmp_path / "out", ImageForm(format=ExportFormat.JPEG, max_side=200))
    sizes = {}
    for copy in report.copied:
        with Image.open(copy.target) as image:
            sizes[copy.target.name] = image.size
    assert sizes == {"a.jpg": (200, 100), "b.jpg": (80, 50)}
    with Image.open(tmp_path / "out/b.jpg") as image:
        assert image.format == "JPEG"
        assert image.getpixel((5, 5)) == pytest.approx((255, 255, 255), abs=3)
        assert image.info["icc_profile"]
    assert all(copy.content_hash == content_hash(copy.target) for copy in report.copied)
    [failed] = report.failed
    assert failed.path.name == "c.png"


def test_png_and_webp_keep_what_is_transparent(items, tmp_path) -> None:
    for kind in (ExportFormat.PNG, ExportFormat.WEBP):
        export(items[1:2], tmp_path / kind.value, ImageForm(format=kind))
        [path] = (tmp_path / kind.value).glob("b.*")
        with Image.open(path) as image:
            assert image.convert("RGBA").getpixel((5, 5))[3] == 0
            assert image.convert("RGBA").getpixel((70, 5))[3] == 255


def test_a_report_lies_beside_the_copies_and_one_that_fails_is_told(items, tmp_path) -> None:
    seen: list[tuple[str, int]] = []

    def write(path: Path, copied) -> None:
        seen.append((path.name, len(copied)))
        path.write_text("page")

    report = export(items, tmp_path / "out", ImageForm("{number}"), write, write_report=True)
    assert seen == [("hfpc-export.html", 3)]
    assert "hfpc-export.html" in [path.name for path in report.manifests]

    def fail(path: Path, copied) -> None:
        raise ExportError("the disk is full")

    again = export(items, tmp_path / "two", ImageForm(), fail, write_report=True)
    assert [failed.reason for failed in again.failed] == ["the disk is full"]


def test_presets_are_kept_in_a_file_and_a_damaged_one_holds_none(tmp_path) -> None:
    store = PresetStore(tmp_path / "data" / "presets.json")
    assert store.load() == Presets()
    presets = Presets((ExportPreset("Web", report=True),), "Web")
    store.save(presets)
    assert store.load() == read_presets(tmp_path / "data" / "presets.json") == presets
    (tmp_path / "data" / "presets.json").write_text("{")
    assert store.load() == Presets()
