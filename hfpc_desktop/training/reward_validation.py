"""Raw rewards of many pairs, and what they are worth against their labels."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from hfpc_desktop.training import metrics
from hfpc_desktop.training.calibration_platt import Platt, fit_platt, sigmoid
from hfpc_desktop.training.reward_config import TrainingError
from hfpc_desktop.training.reward_data import Batch, Visit, packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from hfpc_desktop.training.reward_data import RewardData
    from hfpc_desktop.training.reward_model import RewardNet
    from hfpc_desktop.training.reward_pictures import PictureReader


@dataclass(frozen=True, slots=True)
class Validation:
    """Figures on the validation rows; NaN where the data do not carry one.

    ``accuracy``: pairwise within an original; ``auc``: both 0..1, higher is better. ``loss``: log loss of
    sigmoid(raw), lower is better. ``pairs``, ``comparisons``: counts.
    """

    accuracy: float
    auc: float
    loss: float
    pairs: int
    comparisons: int

    @property
    def key(self) -> tuple[float, float]:
        """What decides which epoch is best: accuracy (AUC where nothing can be compared), then the loss."""
        return (self.auc if np.isnan(self.accuracy) else self.accuracy, -self.loss)

    def as_json(self) -> dict[str, float | int | None]:
        return {k: None if isinstance(v, float) and np.isnan(v) else v for k, v in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Validation:
        """What ``as_json`` wrote."""
        values: dict[str, Any] = {k: float("nan") if v is None else v for k, v in data.items()}
        return cls(**values)


def chunks(data: RewardData, rows: NDArray[np.intp], cap: int, size: int) -> list[Batch]:
    """All ``rows`` once, by original, at most ``cap`` a visit and ``size`` a batch, nothing flipped."""
    visits = []
    for part in metrics.group_rows(data.original[rows].tolist(), rows.size):
        members = rows[part]
        visits += [
            Visit(
                int(data.original[members[0]]), tuple(int(row) for row in members[start : start + cap]), False
            )
            for start in range(0, members.size, cap)
        ]
    return packed(visits, size)


@torch.no_grad()
def raw_rewards(
    net: RewardNet,
    reader: PictureReader,
    batches: list[Batch],
    device: torch.device,
    *,
    on_batch: Callable[[int], None] = lambda done: None,
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Rows in the order of ``batches`` and their raw rewards, in float32 whatever the training used.

    ``TrainingError`` when one is not a finite number.
    """
    was_training = net.training
    net.eval()
    rows: list[int] = []
    raw: list[NDArray[Any]] = []
    try:
        for batch, pictures in zip(batches, reader.stream(batches), strict=True):
            reference = net.encode(torch.from_numpy(pictures.originals).to(device))
            tokens = net.encode(torch.from_numpy(pictures.generated).to(device))
            visit = torch.from_numpy(pictures.visit).to(device)
            raw.append(net.score(reference[visit], tokens).float().cpu().numpy())
            rows += [row for entry in batch for row in entry.rows]
            on_batch(len(rows))
    finally:
        net.train(was_training)
    values = np.concatenate(raw).astype(np.float64)
    if not np.isfinite(values).all():
        raise TrainingError(
            "The model gives rewards that are not finite numbers; the learning rate may be too high."
        )
    return np.array(rows, dtype=np.intp), values


def validate(data: RewardData, rows: NDArray[np.intp], raw: NDArray[np.float64]) -> tuple[Validation, Platt]:
    """Figures and calibration of ``raw`` (in the order of ``rows``)."""
    good = data.good[rows]
    groups = data.original[rows].tolist()
    probability = np.clip(sigmoid(raw), 1e-12, 1 - 1e-12)
    loss = float(-np.log(np.where(good, probability, 1 - probability)).mean())
    figures = Validation(
        metrics.pairwise_accuracy(good, raw, groups),
        metrics.auc(good, raw),
        loss,
        int(rows.size),
        metrics.pairs_within(good, groups),
    )
    return figures, fit_platt(raw, good)
