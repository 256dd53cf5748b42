"""What a reward training writes down about itself: two CSV files, and the same numbers for TensorBoard."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from hfpc_desktop.training.event_log import EventLog
from hfpc_desktop.training.reward_config import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hfpc_desktop.training.reward_validation import Validation

LOG, VALIDATION_LOG, EVENTS = "log.csv", "validation.csv", "tensorboard"
_LOG_COLUMNS = ("step", "epoch", "loss", "pairwise", "pointwise", "lr", "grad_norm", "pairs_per_s")
_VALIDATION_COLUMNS = ("step", "epoch", "accuracy", "auc", "loss", "best")


class RunLog:
    """The logs in a run's folder. ``begin`` or ``go_on`` first, ``close`` at the end; one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._events: EventLog | None = None

    def begin(self) -> None:
        """Empty CSV files. Raises ``OSError``."""
        for name, columns in ((LOG, _LOG_COLUMNS), (VALIDATION_LOG, _VALIDATION_COLUMNS)):
            (self._folder / name).write_text(",".join(columns) + "\n", encoding="utf-8")

    def go_on(self, step: int) -> None:
        """Forget what a killed run logged after its checkpoint at ``step``; it will be logged again, equal."""
        for name in (LOG, VALIDATION_LOG):
            _cut(self._folder / name, step)

    def step(self, step: int, epoch: int, values: Sequence[float], pairs_per_s: float) -> None:
        """One optimiser step; ``values``: loss, pairwise, pointwise, rate of the backbone, gradient norm."""
        _append(self._folder / LOG, [step, epoch, *values, f"{pairs_per_s:.2f}"])
        self._add(
            step,
            {f"train/{name}": x for name, x in zip(_LOG_COLUMNS[2:], (*values, pairs_per_s), strict=True)},
        )

    def validation(self, step: int, epoch: int, figures: Validation, *, best: bool) -> None:
        """One validated epoch, after optimiser step ``step``."""
        _append(
            self._folder / VALIDATION_LOG,
            [step, epoch, figures.accuracy, figures.auc, figures.loss, int(best)],
        )
        self._add(
            step,
            {
                "valid/accuracy": figures.accuracy,
                "valid/auc": figures.auc,
                "valid/loss": figures.loss,
            },
        )

    def close(self) -> None:
        if self._events is not None:
            self._events.close()

    def _add(self, step: int, scalars: dict[str, float]) -> None:
        try:
            if self._events is None:
                self._events = EventLog(self._folder / EVENTS, step=step)
            self._events.add(step, scalars)
        except OSError as error:
            raise TrainingError(
                f"{self._folder / EVENTS} could not be written ({error.strerror or error})."
            ) from error


def _append(path: Path, row: list[object]) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerow(row)
    except OSError as error:
        raise TrainingError(f"{path} could not be written ({error.strerror or error}).") from error


def _cut(path: Path, step: int) -> None:
    """Drops what a killed run logged after its last checkpoint; it will be logged again, equal."""
    if not path.is_file():
        raise TrainingError(f"{path} is missing: the run in this folder cannot go on.")
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = head.count(",")
    whole = [line for line in lines if line.count(",") == columns and line.split(",", 1)[0].isdigit()]
    kept = [line for line in whole if int(line.split(",", 1)[0]) <= step]
    beside = path.with_name(path.name + ".part")
    beside.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    beside.replace(path)
