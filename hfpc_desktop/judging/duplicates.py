"""A second instance of the product elsewhere in the generated image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.registration import best_similarity

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Points
    from hfpc_desktop.judging.registration import Features, Registration, RegistrationReference


@dataclass(frozen=True, slots=True, eq=False)
class Duplicate:
    """``score`` 0..1, higher is worse: how sure a second instance is. ``corners``: its box, 4 x 2
    generated pixels, or ``None``."""

    score: float
    corners: Points | None


NONE = Duplicate(0.0, None)
_ENOUGH = 14


def find_duplicate(ref: RegistrationReference, found: Registration, scene: Features) -> Duplicate:
    """Match the original's features with those of the generated image (``scene``) outside the registered
    product; a geometrically consistent group is a second instance."""
    view = ref.view
    in_view = geometry.apply(view.to_view @ np.linalg.inv(found.transform), scene.points)
    x, y, w, h = view.box
    pad = 0.06 * max(w, h)
    outside = (
        (in_view[:, 0] < x - pad)
        | (in_view[:, 0] > x + w + pad)
        | (in_view[:, 1] < y - pad)
        | (in_view[:, 1] > y + h + pad)
    )
    matrix, agreeing = best_similarity(ref, scene.where(outside))
    if matrix is None or agreeing < 5:
        return NONE
    box = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], float)
    corners = geometry.apply(matrix @ np.linalg.inv(view.to_view), box)
    return Duplicate(float(np.clip((agreeing - 4) / (_ENOUGH - 4), 0.0, 1.0)), corners)
