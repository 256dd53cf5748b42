"""How fast a device trains the reward, and which share of its arithmetic that is. Trains nothing to keep."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from torch.utils.flop_counter import FlopCounterMode

from hfpc_desktop.training.reward_data import epoch_plan
from hfpc_desktop.training.reward_device import device_name, synchronised
from hfpc_desktop.training.reward_pictures import PictureReader
from hfpc_desktop.training.reward_train import RewardTraining

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

    from hfpc_desktop.training.reward_config import RewardConfig
    from hfpc_desktop.training.reward_data import RewardData

_WARM_UP, _TIMED = 3, 10
"""Steps before the clock starts (kernels are chosen, caches filled) and under the clock."""


@dataclass(frozen=True, slots=True)
class Throughput:
    """``pairs_per_s``: with pictures read from disk. ``device_pairs_per_s``: with pictures at hand.
    ``tflop_per_pair``: forward and backward, counted operator by operator, one multiply-add = 2.
    ``peak``: TFLOP/s of the device, ``None`` when it was not given."""

    device: str
    precision: str
    steps: int
    pairs: int
    pairs_per_s: float
    device_pairs_per_s: float
    tflop_per_pair: float
    peak: float | None

    def __str__(self) -> str:
        rate = self.device_pairs_per_s * self.tflop_per_pair
        share = (
            f"{rate / self.peak:.1%} of {self.peak:g} TFLOP/s"
            if self.peak
            else "share of the peak: give the device's data-sheet figure with --peak TFLOPS"
        )
        return "\n".join(
            (
                f"device            {self.device}, {self.precision}, {self.pairs} pairs in {self.steps} steps",
                f"with reading      {self.pairs_per_s:.2f} pairs/s",
                f"pictures at hand  {self.device_pairs_per_s:.2f} pairs/s",
                f"arithmetic        {1e3 * self.tflop_per_pair:.2f} GFLOP a pair, {rate:.3f} TFLOP/s, {share}",
            )
        )


def measure_training(
    data: RewardData,
    rows: NDArray[np.intp],
    config: RewardConfig,
    device: torch.device,
    *,
    workers: int,
    peak: float | None,
) -> Throughput:
    """Runs the first steps of this very training, twice, in a folder that is thrown away."""
    plan = epoch_plan(data, rows, config, 0, None)
    batches = [plan[number % len(plan)] for number in range(_WARM_UP + _TIMED)]
    with (
        TemporaryDirectory() as folder,
        PictureReader(data, config.side, workers=workers) as reader,
        PictureReader(data, config.side, workers=workers, cache_bytes=0) as cold,
    ):
        run = RewardTraining(data, rows, rows, config, folder=Path(folder), reader=reader, device=device)
        run.net.train()
        with FlopCounterMode(display=False) as counter:
            run.steps(batches[:1], cold)
        flop = counter.get_total_flops() / sum(len(visit.rows) for visit in batches[0])
        run.steps(batches[:_WARM_UP], reader)
        timed = batches[_WARM_UP:]
        pairs = sum(len(visit.rows) for batch in timed for visit in batch)
        seconds = []
        for source in (cold, reader, reader):  # the second fills the memory, the third is timed
            synchronised(device)
            started = time.perf_counter()
            run.steps(timed, source)
            synchronised(device)
            seconds.append(time.perf_counter() - started)
    return Throughput(
        device_name(device), run.precision.value, len(timed), pairs,
        pairs / seconds[0], pairs / seconds[2], flop / 1e12, peak,
    )  # fmt: skip
