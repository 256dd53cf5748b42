"""Folders that moved: what is found under a new folder, and whether it is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.errors import Cancelled
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.review.relinking import CHECKED, SideMatch, check_relink
from hfpc_desktop.runtime.jobs import CancelToken

if TYPE_CHECKING:
    from pathlib import Path


def make(root: Path, count: int) -> tuple[dict[int, Pair], dict[int, tuple[str | None, str | None]]]:
    for folder in ("o", "g/deep"):
        (root / folder).mkdir(parents=True)
    (root / "o/mug.png").write_text("mug")
    pairs, hashes = {}, {}
    for number in range(count):
        generated = root / f"g/deep/mug_{number}.jpg"
        generated.write_text(str(number))
        pairs[number] = Pair(root / "o/mug.png", generated)
        hashes[number] = (content_hash(root / "o/mug.png"), content_hash(generated))
    return pairs, hashes


def check(pairs, hashes, before: Path, after: Path, token: CancelToken | None = None):
    return check_relink(
        pairs,
        hashes,
        (before / "o", before / "g"),
        (after / "o", after / "g"),
        content_hash,
        token or CancelToken(),
    )


def test_a_moved_folder_fits_and_only_some_files_are_read(tmp_path) -> None:
    pairs, hashes = make(tmp_path / "old", 100)
    (tmp_path / "old").rename(tmp_path / "new")
    found = check(pairs, hashes, tmp_path / "old", tmp_path / "new")
    assert found.originals == SideMatch(tmp_path / "new/o", 1, 1, 1, 1)
    assert (found.generated.total, found.generated.found) == (100, 100)
    assert found.generated.checked == found.generated.same <= CHECKED
    assert found.generated.fits


def test_files_that_are_missing_or_others_of_the_same_name_are_told(tmp_path) -> None:
    pairs, hashes = make(tmp_path / "old", 4)
    (tmp_path / "old").rename(tmp_path / "new")
    (tmp_path / "new/g/deep/mug_1.jpg").unlink()
    (tmp_path / "new/g/deep/mug_2.jpg").write_text("another")
    found = check(pairs, hashes, tmp_path / "old", tmp_path / "new").generated
    assert (found.found, found.checked, found.same) == (3, 3, 2)
    assert not found.fits
    assert not found.wrong


def test_a_folder_with_nothing_of_the_project_is_wrong(tmp_path) -> None:
    pairs, hashes = make(tmp_path / "old", 3)
    make(tmp_path / "other", 3)
    for path in (tmp_path / "other/g/deep").iterdir():
        path.write_text("not it")
    assert check(pairs, hashes, tmp_path / "old", tmp_path / "empty").generated.wrong
    assert check(pairs, hashes, tmp_path / "old", tmp_path / "other").generated.wrong
    assert check(pairs, {}, tmp_path / "old", tmp_path / "other").generated.fits  # nothing to compare with


def test_looking_can_be_stopped(tmp_path) -> None:
    pairs, hashes = make(tmp_path / "old", 3)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        check(pairs, hashes, tmp_path / "old", tmp_path / "old", token)
