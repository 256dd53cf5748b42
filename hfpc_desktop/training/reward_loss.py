"""The loss of a reward: pairs of one original compared, and every pair on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Totals:
    """What a whole optimiser step holds: the parts of its micro-batches are divided by these, so that
    accumulating gives the gradient of the whole batch. ``compared``: visits with both labels."""

    compared: int
    images: int


def totals(visits: list[NDArray[np.bool_]]) -> Totals:
    """From the labels of every visit of a step."""
    return Totals(
        sum(bool(good.any() and not good.all()) for good in visits), sum(int(good.size) for good in visits)
    )


def loss_parts(raw: Tensor, good: Tensor, visit: Tensor, whole: Totals) -> tuple[Tensor, Tensor]:
    """Pairwise and pointwise loss of a micro-batch as its share of the step's (both >= 0, lower is better).

    ``raw`` float N, ``good`` bool N, ``visit`` int N. Pairwise: mean of -log sigmoid(r+ - r-) over the
    (pass, fail) pairs of a visit, then over the visits that have any. Pointwise: mean log loss of
    sigmoid(r); half of the originals have only one label and give no pair.
    """
    pairwise = raw.new_zeros(())
    if whole.compared:
        for number in torch.unique(visit):
            here = visit == number
            better, worse = raw[here & good], raw[here & ~good]
            if better.numel() and worse.numel():
                pairwise = pairwise + functional.softplus(worse[None, :] - better[:, None]).mean()
        pairwise = pairwise / whole.compared
    pointwise = functional.binary_cross_entropy_with_logits(raw, good.to(raw.dtype), reduction="sum")
    return pairwise, pointwise / max(1, whole.images)
