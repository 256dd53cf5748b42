"""A mask that is wrong is put right by hand: the pairs of that original are judged again, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt

from hfpc_desktop.domain.judgement import Frame
from tests.e2e.world import fingerprints, make_pairs
from tests.ui.comparing import drag

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.person import Person


def test_a_mask_drawn_by_hand_is_used_at_once_and_after_a_restart(
    start_app: Callable[[], Person], tmp_path: Path
) -> None:
    # Given a judged project with variants of one original and another original
    person = start_app()
    originals, generated = make_pairs(tmp_path / "shop", ("mug_01", "mug_03", "can_01"))
    untouched = fingerprints(originals, generated)
    person.drop(originals, generated)
    person.wait_for_rows(3)
    person.wait_for_scores()
    before = {person.table.generated(r).name: person.table.judgement(r) for r in range(3)}

    # When a stroke is added to the mug's mask and saved
    row = next(r for r in range(3) if person.table.generated(r).name.startswith("mug_01"))
    person.window.review.view.go_to_row(row)
    compare = person.window.review.compare
    person.until(lambda: compare.pane(Frame.ORIGINAL).pyramid is not None and compare.overlay is not None)
    found = compare.overlay.original_mask
    person.press(Qt.Key.Key_E)
    rect = compare.pane(Frame.ORIGINAL).picture_rect()
    corner = QPoint(round(rect.x() + 0.08 * rect.width()), round(rect.y() + 0.1 * rect.height()))
    drag(compare, Frame.ORIGINAL, corner, corner + QPoint(round(0.2 * rect.width()), 0))
    person.press(Qt.Key.Key_Return)

    # Then the pairs of the mug are judged again with that mask, and the other one is left alone
    def judged_again() -> bool:
        now = {person.table.generated(r).name: person.table.judgement(r) for r in range(3)}
        return all(
            now[name] is not None and (now[name] is not old) == name.startswith("mug")
            for name, old in before.items()
        )

    person.until(judged_again, 60_000)
    person.until(lambda: compare.overlay is not None and compare.overlay.original_mask is not found)
    drawn = compare.overlay.original_mask
    y, x = int(0.1 * drawn.shape[0]), int(0.15 * drawn.shape[1])
    assert drawn[y, x] > 127
    assert not found[y, x] > 127
    assert fingerprints(originals, generated) == untouched, "no file of the person is changed"
    consistency = np.array(person.table.consistency)
    person.quit()

    # And it holds after a restart
    again = start_app()
    again.drop(originals, generated)
    again.wait_for_rows(3)
    again.wait_for_scores()
    assert np.allclose(np.array(again.table.consistency), consistency, equal_nan=True)
