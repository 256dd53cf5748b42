"""The demo project: complete, small, readable, and its README tells the truth about its files."""

from __future__ import annotations

import re

from PIL import Image

from hfpc_desktop.domain.judgement import DefectGroup, DefectKind
from tests.packaging.scripts import ROOT

DEMO = ROOT / "resources" / "demo"
ORIGINALS = {path.stem: path for path in (DEMO / "originals").iterdir()}
GENERATED = sorted((DEMO / "generated").iterdir())


def test_six_products_with_four_variants_each() -> None:
    products = [path.stem.rsplit("_", 1)[0] for path in GENERATED]
    assert set(products) == set(ORIGINALS)
    assert len(ORIGINALS) >= 6
    assert all(products.count(name) >= 4 for name in ORIGINALS)


def test_files_are_small_pictures() -> None:
    files = [*ORIGINALS.values(), *GENERATED]
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 3_000_000
    modes = set()
    for path in files:
        with Image.open(path) as picture:
            picture.load()
            assert max(picture.size) <= 560, path.name
            modes.add(picture.mode)
    assert modes == {"RGB", "RGBA"}, "at least one original should show that a cut-out is understood"


def test_readme_lists_every_file_and_every_kind_of_fault() -> None:
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", text, re.MULTILINE))
    assert set(rows) == {path.name for path in GENERATED}
    named = {cell.strip() for row in rows.values() for part in row.split("|") for cell in part.split(",")}
    kinds = {kind.replace("_", " "): kind for kind in DefectKind}
    assert named - {"fine"} <= set(kinds)
    shown = {kinds[name].group for name in named - {"fine"}}
    assert shown == {DefectGroup.PRODUCT, DefectGroup.BACKGROUND}
    assert sum(set(map(str.strip, row.split("|"))) == {"fine"} for row in rows.values()) >= 6
    assert "CC0" in text
