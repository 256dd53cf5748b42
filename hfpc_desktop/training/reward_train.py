"""Training the reward: steps, validation, checkpoints, and going on after a kill as if nothing had happened.

Nothing random lives outside the config: the batches follow from (seed, epoch), dropout from (seed, step),
the learning rate from the step. So weights, optimiser and the number of steps are the whole state of a run.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from hfpc_desktop.training import reward_checkpoint as store
from hfpc_desktop.training.reward_config import Precision, TrainingError, differences
from hfpc_desktop.training.reward_data import Batch, epoch_plan, k_means, packed
from hfpc_desktop.training.reward_device import autocast, device_name, pick_precision, synchronised
from hfpc_desktop.training.reward_log import RunLog
from hfpc_desktop.training.reward_loss import Totals, loss_parts, totals
from hfpc_desktop.training.reward_validation import Validation, chunks, raw_rewards, validate
from hfpc_desktop.training.reward_weights import starting_net
from hfpc_desktop.training.run_folder import writing_into

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from hfpc_desktop.training.reward_config import RewardConfig
    from hfpc_desktop.training.reward_data import RewardData
    from hfpc_desktop.training.reward_model import RewardNet
    from hfpc_desktop.training.reward_pictures import PictureBatch, PictureReader

CONFIG = "config.json"


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One optimiser step. ``pairs_per_s``: generated images, the wait for their pictures included."""

    step: int
    steps: int
    epoch: int
    loss: float
    pairs_per_s: float


@dataclass(frozen=True, slots=True)
class EpochInfo:
    """A validated epoch. ``best``: it is the best so far. ``stale``: epochs since the best."""

    epoch: int
    validation: Validation
    best: bool
    stale: int


@dataclass(frozen=True, slots=True)
class Hooks:
    """Called on the training thread; an exception from a hook ends the training like a kill would."""

    on_start: Callable[[str, int, int], None] = lambda sentence, step, steps: None
    on_step: Callable[[StepInfo], None] = lambda info: None
    on_epoch: Callable[[EpochInfo], None] = lambda info: None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``early``: stopped because validation no longer improved."""

    best: Path
    validation: Validation
    steps: int
    early: bool


@dataclass(slots=True)
class _Place:
    """Where a run is: everything but tensors that a checkpoint needs."""

    step: int = 0
    epoch: int = 0
    batch: int = 0
    stale: int = 0
    best: tuple[float, float] | None = None
    validation: dict[str, Any] | None = None
    finished: bool = False


class RewardTraining:
    """One run in one folder. Single-threaded but for the reader's threads; run it once."""

    def __init__(
        self,
        data: RewardData,
        train_rows: NDArray[np.intp],
        valid_rows: NDArray[np.intp],
        config: RewardConfig,
        *,
        folder: Path,
        reader: PictureReader,
        device: torch.device,
        hooks: Hooks | None = None,
    ) -> None:
        """Builds the network and finds the place to go on from. Raises ``TrainingError``, ``UsageError``."""
        self._data, self._train, self._valid = data, train_rows, valid_rows
        self._config, self._folder, self._reader, self._device = config, folder, reader, device
        self._hooks, self._log = hooks or Hooks(), RunLog(folder)
        self._precision = pick_precision(config.precision, device)
        self._scaler = torch.amp.GradScaler(device.type, enabled=self._precision is Precision.FP16)
        self._place = _Place()
        self._fingerprint = _fingerprint(data, train_rows, valid_rows)
        torch.manual_seed(config.seed)
        self.net, self._source = starting_net(config.kind, config.init, config.side, dropout=config.dropout)
        self.net.freeze(config.frozen)
        self.net.set_base_rate(float(data.good[train_rows].mean()))
        self.net.set_checkpointing(config.checkpointing)
        self.net.to(device)
        self._optimiser = make_optimiser(self.net, config)
        self._clusters: NDArray[np.intp] | None = None

    @property
    def source(self) -> str:
        """Where the starting weights came from."""
        return self._source

    @property
    def precision(self) -> Precision:
        """What the forward pass really uses."""
        return self._precision

    def steps(self, batches: list[Batch], reader: PictureReader) -> None:
        """Optimiser steps on these batches without a log or a checkpoint: for measuring."""
        micros = [packed(batch, self._config.micro_batch) for batch in batches]
        pictures = reader.stream(micro for batch in micros for micro in batch)
        for batch in micros:
            self._step([next(pictures) for _ in batch], _of_step(self._data, batch), len(batches))

    def run(self) -> Outcome:
        """Trains to the end. Raises ``TrainingError`` (a loss that is no number, a picture that is gone)."""
        with writing_into(self._folder):
            if (self._folder / store.LAST).is_file():
                self._resume()
            else:
                self._begin()
        place, config = self._place, self._config
        plans = [self._plan(epoch) for epoch in range(config.epochs)]
        steps = sum(len(plan) for plan in plans)
        self._hooks.on_start(self._source, place.step, steps)
        with closing(self._log):
            while not place.finished:
                self._epoch(plans[place.epoch], steps)
                place.finished = place.stale >= config.patience or place.epoch >= config.epochs
                self._save()
        if place.validation is None:
            raise TrainingError(f"{self._folder}: the run says it is finished but holds no validation.")
        figures = Validation.from_json(place.validation)
        return Outcome(self._folder / store.BEST, figures, place.step, place.epoch < config.epochs)

    # -------------------------------------------------------------------------------- one epoch
    def _plan(self, epoch: int) -> list[Batch]:
        return epoch_plan(self._data, self._train, self._config, epoch, self._clusters)

    def _epoch(self, plan: list[Batch], steps: int) -> None:
        place, config = self._place, self._config
        rest = [packed(batch, config.micro_batch) for batch in plan[place.batch :]]
        pictures = self._reader.stream(micro for batch in rest for micro in batch)
        self.net.train()
        for micros in rest:
            started = time.perf_counter()
            row = self._step([next(pictures) for _ in micros], _of_step(self._data, micros), steps)
            synchronised(self._device)
            pairs = sum(len(visit.rows) for micro in micros for visit in micro)
            speed = pairs / max(1e-9, time.perf_counter() - started)
            place.step += 1
            place.batch += 1
            self._log.step(place.step, place.epoch, row, speed)
            self._hooks.on_step(StepInfo(place.step, steps, place.epoch, row[0], speed))
            if place.step % config.save_every == 0 and place.batch < len(plan):
                self._save()
        place.epoch, place.batch = place.epoch + 1, 0
        self._validate()

    def _step(
        self, micros: list[PictureBatch], whole: Totals, steps: int
    ) -> tuple[float, float, float, float, float]:
        """One optimiser step; returns loss, pairwise, pointwise, backbone rate, gradient norm."""
        config = self._config
        factor = schedule(self._place.step, steps, config.warmup)
        for group, rate in zip(self._optimiser.param_groups, _rates(config), strict=True):
            group["lr"] = rate * factor
        torch.manual_seed(
            (config.seed << 32) + self._place.step
        )  # dropout of this step, whatever came before
        self._optimiser.zero_grad(set_to_none=True)
        pairwise = pointwise = 0.0
        for micro in micros:
            with autocast(self._precision, self._device):
                raw = self._raw(micro)
            good = torch.from_numpy(micro.good).to(self._device)
            visit = torch.from_numpy(micro.visit).to(self._device)
            first, second = loss_parts(raw, good, visit, whole)
            loss = first + config.bce * second
            if not bool(torch.isfinite(loss)):
                raise TrainingError(
                    f"The loss is no longer a number at step {self._place.step + 1}. Lower --lr-backbone and --lr-head, "
                    "or train in fp32; the checkpoints written so far are kept."
                )
            self._scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
            pairwise, pointwise = pairwise + first.item(), pointwise + second.item()
        self._scaler.unscale_(self._optimiser)
        norm = torch.nn.utils.clip_grad_norm_(
            [p for p in self.net.parameters() if p.requires_grad], config.clip
        ).item()
        self._scaler.step(self._optimiser)
        self._scaler.update()
        return pairwise + config.bce * pointwise, pairwise, pointwise, config.lr_backbone * factor, norm

    def _raw(self, micro: PictureBatch) -> Tensor:
        """Raw rewards of a micro-batch; every original is encoded once."""
        reference = self.net.encode(torch.from_numpy(micro.originals).to(self._device))
        tokens = self.net.encode(torch.from_numpy(micro.generated).to(self._device))
        visit = torch.from_numpy(micro.visit).to(self._device)
        return self.net.score(reference[visit], tokens)

    def _validate(self) -> None:
        place, config = self._place, self._config
        batches = chunks(self._data, self._valid, config.cap, config.micro_batch)
        rows, raw = raw_rewards(self.net, self._reader, batches, self._device)
        figures, platt = validate(self._data, rows, raw)
        best = place.best is None or figures.key > place.best
        if best:
            place.best, place.stale, place.validation = figures.key, 0, figures.as_json()
            facts = {**self._facts(), "validation": figures.as_json(), "calibration": platt.as_json()}
            store.write_checkpoint(
                self._folder / store.BEST, config, self.net.shape, facts, store.net_tensors(self.net)
            )
        else:
            place.stale += 1
        self._log.validation(place.step, place.epoch - 1, figures, best=best)
        self._hooks.on_epoch(EpochInfo(place.epoch - 1, figures, best, place.stale))

    # ------------------------------------------------------------------------ start, save, resume
    def _begin(self) -> None:
        self._clusters = self._balance()
        about = {"config": self._config.as_json(), "facts": self._facts()}
        (self._folder / CONFIG).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
        self._log.begin()
        self._save()

    def _balance(self) -> NDArray[np.intp] | None:
        """Clusters of the originals by what the starting weights see in them."""
        count = len(self._data.originals)
        if self._config.clusters < 2 or count < 2:
            return None
        self.net.eval()
        seen = []
        with torch.no_grad():
            for path in self._data.originals:
                image = torch.from_numpy(self._reader.picture(path)[None].copy()).to(self._device)
                seen.append(self.net.encode(image).mean(dim=1).float().cpu().numpy()[0])
        return k_means(np.stack(seen), self._config.clusters, self._config.seed)

    def _facts(self) -> dict[str, Any]:
        data, train, valid = self._data, self._train, self._valid
        return {
            "source": self._source,
            "device": device_name(self._device),
            "precision": self._precision.value,
            "torch": torch.__version__,
            "data": self._fingerprint,
            "train": {
                "originals": len(set(data.original[train].tolist())),
                "pairs": int(train.size),
                "passes": int(data.good[train].sum()),
            },
            "valid": {
                "originals": len(set(data.original[valid].tolist())),
                "pairs": int(valid.size),
                "passes": int(data.good[valid].sum()),
            },
        }

    def _save(self) -> None:
        place = self._place
        facts = {
            **self._facts(),
            "place": {name: getattr(place, name) for name in _Place.__slots__},
            "scaler": self._scaler.state_dict(),
        }
        tensors = store.net_tensors(self.net) | store.optimiser_tensors(self._optimiser)
        if self._clusters is not None:
            tensors["clusters"] = torch.from_numpy(self._clusters.astype(np.int64))
        store.write_checkpoint(self._folder / store.LAST, self._config, self.net.shape, facts, tensors)

    def _resume(self) -> None:
        where = self._folder / store.LAST
        found = store.read_checkpoint(where)
        if changed := differences(found.config, self._config):
            raise TrainingError(
                f"{self._folder} holds a run with other settings ({'; '.join(changed)}). "
                "Give the same settings to go on with it, or another folder."
            )
        if found.facts.get("data") != self._fingerprint:
            raise TrainingError(f"{self._folder} holds a run on other data. Use another folder.")
        store.load_net(self.net, found.tensors, where=str(where))
        store.load_optimiser(self._optimiser, found.tensors, where=str(where))
        self._scaler.load_state_dict(found.facts["scaler"])
        if "clusters" in found.tensors:
            self._clusters = found.tensors["clusters"].numpy().astype(np.intp)
        self._place = _Place(**found.facts["place"])
        if self._place.best is not None:
            self._place.best = (self._place.best[0], self._place.best[1])
        self._log.go_on(self._place.step)


# ------------------------------------------------------------------------------------------ parts
def make_optimiser(net: RewardNet, config: RewardConfig) -> torch.optim.AdamW:
    """AdamW in four groups: backbone and new weights, each with and without decay (biases and norms)."""
    new = {id(p) for p in net.new_parameters()}
    groups: list[list[torch.nn.Parameter]] = [[], [], [], []]
    for parameter in net.parameters():
        if parameter.requires_grad:
            groups[2 * (id(parameter) in new) + (parameter.ndim < 2)].append(parameter)
    decays = (config.weight_decay, 0.0)
    return torch.optim.AdamW(
        [
            {"params": group, "lr": rate, "weight_decay": decays[number % 2]}
            for number, (group, rate) in enumerate(zip(groups, _rates(config), strict=True))
        ]
    )


def _rates(config: RewardConfig) -> tuple[float, float, float, float]:
    return (config.lr_backbone, config.lr_backbone, config.lr_head, config.lr_head)


def schedule(step: int, steps: int, warmup: float) -> float:
    """Share 0..1 of the full learning rate at ``step`` (from 0): linear warm-up, then half a cosine to 0."""
    rising = max(1, round(warmup * steps))
    if step < rising:
        return (step + 1) / rising
    return 0.5 * (1 + math.cos(math.pi * (step - rising) / max(1, steps - rising)))


def _of_step(data: RewardData, micros: list[Batch]) -> Totals:
    return totals([data.good[list(visit.rows)] for micro in micros for visit in micro])


def _fingerprint(data: RewardData, train: NDArray[np.intp], valid: NDArray[np.intp]) -> str:
    """Changes with labels, names, grouping or split; not with the folder the pictures lie in."""
    digest = hashlib.blake2b(digest_size=16)
    for rows in (train, valid):
        digest.update(b"|")
        for row in rows:
            text = f"{data.original[row]} {data.generated[row].name} {int(data.good[row])}\n"
            digest.update(text.encode())
    return digest.hexdigest()
