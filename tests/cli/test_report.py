"""``hfpc report`` on a project made by hand: no model is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain import language
from hfpc_desktop.domain.export_forms import ExportFormat, ImageForm
from hfpc_desktop.domain.export_presets import ExportPreset, Presets
from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.engine import user_data_folder
from hfpc_desktop.review.preset_store import FILE_NAME, PresetStore
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.store import ProjectStore
from tests.cli.conftest import hfpc
from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("mug_01", "can_01")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    originals, generated = make_pairs(tmp_path / "shop", NAMES)
    path = tmp_path / "shop.hfpc"
    pairs = [
        Pair(next(originals.glob(f"{name.partition('_')[0]}.*")), generated / f"{name}.jpg") for name in NAMES
    ]
    with ProjectStore.create(path, ScanRequest.folders(originals, generated)) as store:
        ids = store.add_pairs(pairs)
        store.record([(one, Judgement(0.8, consistency=0.9)) for one in ids], "by hand")
        store.decide(ids[:1], Decision.APPROVED)
    yield path
    language.use_translator(None)


def test_a_page_with_every_pair(project: Path, tmp_path: Path) -> None:
    done = hfpc("report", project, "--html", tmp_path / "r.html", "--cache", "none")
    assert done.exit_code == 0, done.stderr
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.count("<article") == 2
    assert text.count("data:image/webp") == 4
    assert "2 pairs" in done.stdout


def test_only_what_was_approved_in_chinese(project: Path, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    done = hfpc("report", project, "--html", page, "--decision", "approved", "--language", "zh_CN")
    assert done.exit_code == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert text.count("<article") == 1
    assert '<html lang="zh-CN">' in text
    assert "已通过" in text


def test_what_cannot_be_reported(project: Path, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    assert hfpc("report", project, "--html", page, "--decision", "rejected").exit_code == 3
    assert hfpc("report", project, "--html", page, "--decision", "odd").exit_code == 2
    assert hfpc("report", project, "--html", page, "--language", "xx").exit_code == 2
    assert hfpc("report", project, "--html", tmp_path / "no" / "r.html", "--cache", "none").exit_code == 1
    assert not page.exists()


def test_an_export_by_a_preset_of_the_app(project: Path, tmp_path: Path) -> None:
    form = ImageForm("{original} {number}", ExportFormat.WEBP, 64)
    PresetStore(user_data_folder() / FILE_NAME).save(Presets((ExportPreset("Web", form=form, report=True),)))
    done = hfpc("export", project, tmp_path / "out", "--preset", "web")
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "mug 001.webp", "hfpc-export.csv", "hfpc-export.json", "hfpc-export.html",
    }  # fmt: skip
    more = hfpc("export", project, tmp_path / "two", "--preset", "web", "--decision", "undecided")
    assert more.exit_code == 0, more.stderr
    assert (tmp_path / "two" / "can 001.webp").exists()
    unknown = hfpc("export", project, tmp_path / "out", "--preset", "print")
    assert unknown.exit_code == 2
    assert "Web" in unknown.stderr
