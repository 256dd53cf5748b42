"""What was wrong with a file can be put right, and the app takes it from there."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from hfpc_desktop.review.store import ProjectStore
from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

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


def test_the_masks_come_although_the_files_of_the_pairs_are_read_late(
    start_app: Callable[[], Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a judged project, on a disk that takes its time for the list of files
    first = start_app()
    originals, generated = make_pairs(tmp_path / "shop", ("mug_01",), side=224)
    first.drop(originals, generated)
    first.wait_for_rows(1)
    first.wait_for_scores()
    first.quit()
    read, whole = threading.Event(), ProjectStore.pairs

    def pairs(store: ProjectStore):
        assert read.wait(30)
        return whole(store)

    monkeypatch.setattr(ProjectStore, "pairs", pairs)
    # When it is opened again, then its row is shown before the files of its pairs are known
    again = start_app()
    again.open_recent()
    again.wait_for_rows(1)
    compare = again.window.review.compare
    assert compare.overlay is None
    # And the masks come as soon as they are
    read.set()
    again.until(lambda: compare.overlay is not None)
