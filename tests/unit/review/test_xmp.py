"""Sidecars beside exported copies, read back by exiftool as other programs would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_plan import CollisionPolicy, ExportOptions
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.domain.remarks import Flag, Remark
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.export import prepare_plan, run_export
from hfpc_desktop.review.xmp import sidecar
from hfpc_desktop.runtime.jobs import CancelToken

A, X, U = Decision.APPROVED, Decision.REJECTED, Decision.UNDECIDED


@pytest.fixture
def exiftool() -> str:
    found = shutil.which("exiftool")
    if found is None:
        assert not os.environ.get("CI"), "exiftool is missing: packaging/bootstrap.py installs it"
        pytest.skip("exiftool is not installed")
    return found


def read(exiftool: str, path: Path) -> dict[str, object]:
    out = subprocess.run([exiftool, "-j", "-XMP:all", str(path)], capture_output=True, check=True, timeout=60)
    return json.loads(out.stdout)[0]


def test_rating_label_reasons_and_note_are_read_back(exiftool: str, tmp_path: Path) -> None:
    remark = Remark(Flag.NONE, (DefectKind.LOSS, DefectKind.STRAY_TEXT), 'wall <plain> & "white", 白墙')
    path = tmp_path / "a.xmp"
    path.write_bytes(sidecar(A, remark))
    said = read(exiftool, path)
    assert said["Rating"] == 5
    assert said["Label"] == "Approved"
    assert said["Subject"] == ["loss", "stray_text"]
    assert said["Description"] == remark.note
    path.write_bytes(sidecar(X, Remark()))
    rejected = read(exiftool, path)
    assert (rejected["Rating"], rejected["Label"]) == (-1, "Rejected")
    path.write_bytes(sidecar(U, Remark()))
    open_one = read(exiftool, path)
    assert open_one["Rating"] == 0
    assert "Label" not in open_one


def make(base: Path) -> list[ExportItem]:
    (base / "g").mkdir()
    items = []
    for number, name in enumerate(("a.png", "a.jpg", "b.png")):
        (base / "g" / name).write_bytes(name.encode())
        remark = Remark(Flag.SCORE_WRONG, (DefectKind.LOSS,), "no handle") if name == "b.png" else Remark()
        items.append(ExportItem(number + 1, base / "o.png", base / "g" / name, A, remark=remark))
    return items


def test_every_copy_gets_its_own_sidecar_and_the_manifest_says_the_same(tmp_path: Path) -> None:
    items = make(tmp_path)
    options = ExportOptions(tmp_path / "out", write_xmp=True)
    report = run_export(prepare_plan(items, options, [tmp_path / "g"]), items, CancelToken())
    assert report.complete
    names = sorted(path.name for path in (tmp_path / "out").glob("*.xmp"))
    assert names == ["a.jpg.xmp", "a.xmp", "b.xmp"]
    listed = json.loads((tmp_path / "out" / "hfpc-export.json").read_text(encoding="utf-8"))
    row = next(row for row in listed if row["file"] == "b.png")
    assert (row["flags"], row["reasons"], row["note"]) == ("score_wrong", "loss", "no handle")


def test_a_sidecar_that_is_there_is_never_overwritten_unless_asked(tmp_path: Path) -> None:
    items = make(tmp_path)[2:]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.xmp").write_text("mine")
    options = ExportOptions(tmp_path / "out", write_xmp=True)
    report = run_export(prepare_plan(items, options, [tmp_path / "g"]), items, CancelToken())
    assert [failed.path.name for failed in report.failed] == ["b.xmp"]
    assert (tmp_path / "out" / "b.xmp").read_text() == "mine"
    options = ExportOptions(tmp_path / "out", collisions=CollisionPolicy.OVERWRITE, write_xmp=True)
    assert run_export(prepare_plan(items, options, [tmp_path / "g"]), items, CancelToken()).complete
    assert b"Approved" in (tmp_path / "out" / "b.xmp").read_bytes()
