"""What was wrong with a file can be put right, and the app takes it from there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

from hfpc_desktop.review.store import ProjectStore
from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from collections.abc import Callable
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


def test_the_masks_are_there_when_a_judged_project_is_opened_again_and_not_every_pair_is_read_for_it(
    start_app: Callable[[], Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start_app()
    originals, generated = make_pairs(tmp_path / "shop", ("mug_01",), side=224)
    first.drop(originals, generated)
    first.wait_for_rows(1)
    first.wait_for_scores()
    first.quit()
    monkeypatch.setattr(ProjectStore, "pairs", lambda _store: pytest.fail("all pairs were read"))
    again = start_app()
    again.open_recent()
    again.wait_for_rows(1)
    again.until(lambda: again.window.review.compare.overlay is not None)
