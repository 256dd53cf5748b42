"""``hfpc train reward``: the BLIP reward from HFPC lists, and how fast this machine trains it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from hfpc_desktop.commands.console import err, out, progress_bar, spoken_errors
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.training.labels import read_labels
from hfpc_desktop.training.reward_config import Precision, RewardConfig, RewardKind, TrainingError
from hfpc_desktop.training.reward_data import RewardData, collect, epoch_plan, joined, split

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.training.labels import LabelledPair
    from hfpc_desktop.training.reward_train import EpochInfo, Hooks, Outcome, StepInfo

_D = RewardConfig()


def reward(
    lists: Annotated[
        list[Path],
        typer.Argument(metavar="LIST", help="Labelled pairs: HFPC JSON lines (both forms), labels.csv, pairs.jsonl."),
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--to", metavar="RUN", help="Folder of the run. A run that was stopped goes on from there."),
    ] = None,
    valid: Annotated[
        Path | None, typer.Option(help="Validate on this list instead of on a part of the originals.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only read the lists and show the plan.")] = False,
    measure: Annotated[
        bool, typer.Option("--measure", help="Only measure pairs/s and share of the device's peak; trains nothing.")
    ] = False,
    peak: Annotated[
        float | None, typer.Option(metavar="TFLOPS", help="Peak of this device at the chosen precision, for --measure.")
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, mps.")] = "auto",
    kind: Annotated[RewardKind, typer.Option("--model", help="Architecture.")] = _D.kind,
    init: Annotated[
        str, typer.Option(help="Hugging Face id, folder or checkpoint file, or random:base|large|tiny.")
    ] = _D.init,
    side: Annotated[int, typer.Option(help="Input size, px.")] = _D.side,
    batch: Annotated[int, typer.Option(help="Generated images per optimiser step.")] = _D.batch,
    micro_batch: Annotated[
        int | None, typer.Option(help="Of these, how many at once on the device (gradient accumulation). Default: all.")
    ] = None,
    cap: Annotated[int, typer.Option(help="Generated images of one original per visit.")] = _D.cap,
    epochs: Annotated[int, typer.Option(help="At most so many.")] = _D.epochs,
    patience: Annotated[int, typer.Option(help="Epochs without progress before it stops.")] = _D.patience,
    lr_backbone: Annotated[float, typer.Option(help="Learning rate of BLIP.")] = _D.lr_backbone,
    lr_head: Annotated[float, typer.Option(help="Learning rate of what is new.")] = _D.lr_head,
    frozen: Annotated[float, typer.Option(help="Share of BLIP's layers that stay as they are.")] = _D.frozen,
    bce: Annotated[float, typer.Option(help="Weight of the pointwise loss beside the pairwise one.")] = _D.bce,
    clusters: Annotated[int, typer.Option(help="Balanced groups of originals; 0 = no balance.")] = _D.clusters,
    valid_share: Annotated[float, typer.Option(help="Share of the originals that validate.")] = _D.valid_share,
    checkpointing: Annotated[
        bool, typer.Option("--checkpointing", help="Less memory, more time: compute activations twice.")
    ] = False,
    precision: Annotated[Precision, typer.Option(help="Arithmetic of the forward pass.")] = _D.precision,
    passing: Annotated[int, typer.Option(help="Which of 0 and 1 means pass in HFPC lists.")] = _D.passing,
    seed: Annotated[int, typer.Option(help="Everything random follows from it.")] = _D.seed,
    save_every: Annotated[int, typer.Option(help="Steps between checkpoints.")] = _D.save_every,
    workers: Annotated[int | None, typer.Option(help="Threads that read pictures. Default: one a core.")] = None,
) -> None:  # fmt: skip
    """Train the image-referenced BLIP reward: pairwise within an original, plus every pair on its own.

    Writes RUN/best.safetensors (with its settings and calibration), last.safetensors, log.csv, validation.csv.
    """
    with spoken_errors(_stopped(folder)):
        config = RewardConfig(
            kind=kind, init=init, side=side, batch=batch, micro_batch=micro_batch or batch, cap=cap, epochs=epochs,
            patience=patience, lr_backbone=lr_backbone, lr_head=lr_head, frozen=frozen, bce=bce, clusters=clusters,
            valid_share=valid_share, checkpointing=checkpointing, precision=precision, passing=passing, seed=seed,
            save_every=save_every,
        ).checked()  # fmt: skip
        if folder is None and not dry_run and not measure:
            raise UsageError("Say where the run goes with --to RUN, or ask for --dry-run or --measure.")
        data, train_rows, valid_rows = read_data(lists, valid, config)
        out.print(plan_table(data, train_rows, valid_rows, config))
        if dry_run:
            return
        require_torch()
        threads = workers or os.cpu_count() or 1
        if measure:
            _measure(data, train_rows, config, device, threads, peak)
        elif folder is not None:
            _train(data, train_rows, valid_rows, config, folder, device, threads)


def _stopped(folder: Path | None) -> str:
    """What Ctrl+C leaves behind."""
    if folder is None:
        return "Stopped. Nothing was kept."
    return f"Stopped. The same command goes on from the last checkpoint in {folder}."


def read_data(
    lists: list[Path], valid: Path | None, config: RewardConfig
) -> tuple[RewardData, NDArray[np.intp], NDArray[np.intp]]:
    """All lists as one data set, with its training and validation rows."""
    data = collect([pair for path in lists for pair in _labelled(path, config)])
    if valid is not None:
        return joined(data, collect(_labelled(valid, config)))
    return data, *split(data, config.valid_share, config.seed)


def _labelled(path: Path, config: RewardConfig) -> tuple[LabelledPair, ...]:
    """A list's pairs; what its reader has to say goes to stderr."""
    found = read_labels(path, passing=config.passing)
    for note in found.notes:
        err.print(note, style="yellow", markup=False)
    return found.pairs


def plan_table(
    data: RewardData, train: NDArray[np.intp], valid: NDArray[np.intp], config: RewardConfig
) -> Table:
    """Originals, pairs, passes and comparisons of both parts, and the steps of an epoch."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("part", "originals", "pairs", "pass", "comparisons", "steps an epoch"):
        table.add_column(name, justify="left" if name == "part" else "right")
    for name, rows in (("training", train), ("validation", valid)):
        steps = str(len(epoch_plan(data, rows, config, 0, None))) if rows is train else ""
        originals = len(set(data.original[rows].tolist()))
        share = f"{data.good[rows].mean():.1%}"
        table.add_row(name, str(originals), str(rows.size), share, str(data.comparisons(rows)), steps)
    return table


def require_torch() -> None:
    """``TrainingError`` with what to install when the extra is missing."""
    import importlib.util

    missing = [n for n in ("torch", "transformers", "safetensors") if importlib.util.find_spec(n) is None]
    if missing:
        raise TrainingError(
            f"Training needs {', '.join(missing)}: install the extra, for example pip install 'hfpc-desktop[torch]'."
        )


# ------------------------------------------------------------------------------------------- runs
def _train(
    data: RewardData, train: NDArray[np.intp], valid: NDArray[np.intp], config: RewardConfig,
    folder: Path, device: str, workers: int,
) -> None:  # fmt: skip
    from hfpc_desktop.training.reward_device import device_name, pick_device
    from hfpc_desktop.training.reward_pictures import PictureReader
    from hfpc_desktop.training.reward_train import RewardTraining

    chosen = pick_device(device)
    err.print(f"Device: {device_name(chosen)}", markup=False)
    watch = _Watch()
    with watch.shown(), PictureReader(data, config.side, workers=workers) as reader:
        run = RewardTraining(
            data, train, valid, config, folder=folder, reader=reader, device=chosen, hooks=watch.hooks()
        )
        outcome = run.run()
    _report(outcome, folder)


def _report(outcome: Outcome, folder: Path) -> None:
    figures = outcome.validation
    why = "validation no longer improved" if outcome.early else "all epochs done"
    out.print(
        f"{outcome.steps} steps, {why}. Best epoch: pairwise accuracy {figures.accuracy:.3f} on "
        f"{figures.comparisons} comparisons, AUC {figures.auc:.3f} on {figures.pairs} pairs (validation originals).",
        markup=False,
        soft_wrap=True,
    )
    out.print(f"Next: hfpc train export {folder} --pairs LIST --to MODEL", markup=False, soft_wrap=True)


class _Watch:
    """Progress on stderr: a bar with time left on a terminal, one line an epoch everywhere."""

    def __init__(self) -> None:
        self._bar = progress_bar()
        self._task = self._bar.add_task("Training", total=None, note="")

    def shown(self) -> AbstractContextManager[object]:
        return self._bar

    def hooks(self) -> Hooks:
        from hfpc_desktop.training.reward_train import Hooks

        return Hooks(on_start=self._start, on_step=self._step, on_epoch=self._epoch)

    def _start(self, source: str, step: int, steps: int) -> None:
        self._bar.update(self._task, total=steps, completed=step)
        going_on = f"; going on after step {step} of {steps}" if step else ""
        err.print(f"Starting weights: {source}{going_on}", markup=False)

    def _step(self, info: StepInfo) -> None:
        note = f"epoch {info.epoch + 1}  loss {info.loss:.3f}  {info.pairs_per_s:.1f} pairs/s"
        self._bar.update(self._task, completed=info.step, note=note)

    def _epoch(self, info: EpochInfo) -> None:
        figures = info.validation
        err.print(
            f"epoch {info.epoch + 1}: pairwise accuracy {figures.accuracy:.3f}, AUC {figures.auc:.3f}, "
            f"loss {figures.loss:.3f}{', best so far' if info.best else ''}",
            markup=False,
        )


def _measure(
    data: RewardData,
    rows: NDArray[np.intp],
    config: RewardConfig,
    device: str,
    workers: int,
    peak: float | None,
) -> None:
    from hfpc_desktop.training.reward_device import pick_device
    from hfpc_desktop.training.reward_measure import measure_training

    for line in _lines(measure_training(data, rows, config, pick_device(device), workers=workers, peak=peak)):
        out.print(line, markup=False, soft_wrap=True)


def _lines(found: object) -> Iterator[str]:
    yield from str(found).splitlines()
