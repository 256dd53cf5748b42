"""What was wrong with a file can be put right, and the app takes it from there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.person import Person


def test_f5_judges_again_what_could_not_be_read(person: Person, tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", ("mug_01", "mug_03"))
    whole = tmp_path / "whole.jpg"
    shutil.move(generated / "mug_03.jpg", whole)
    (generated / "mug_03.jpg").write_bytes(b"")
    person.drop(originals, generated)
    person.wait_for_rows(2)
    person.wait_for_scores()
    assert np.isfinite(person.table.consistency).sum() == 1
    assert "1 judged, 1 not judged" in person.window.review.strip.text

    shutil.copyfile(whole, generated / "mug_03.jpg")
    person.press(Qt.Key.Key_F5)
    person.until(lambda: np.isfinite(person.table.consistency).all(), 60_000)
    assert "All 2 judged" in person.window.review.strip.text
