"""``hfpc train reward``: the BLIP reward from HFPC lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from hfpc_desktop.commands.console import err, out, spoken_errors
from hfpc_desktop.training.labels import read_labels
from hfpc_desktop.training.reward_config import Precision, RewardConfig, RewardKind
from hfpc_desktop.training.reward_data import RewardData, collect, epoch_plan, joined, split

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_D = RewardConfig()


def reward(
    lists: Annotated[
        list[Path],
        typer.Argument(metavar="LIST…", help="Labelled pairs: HFPC JSON lines (both forms), labels.csv, pairs.jsonl."),
    ],
    valid: Annotated[
        Path | None, typer.Option(help="Validate on this list instead of on a part of the originals.")
    ] = None,
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
) -> None:  # fmt: skip
    """Read the lists and show the plan of a training: originals, split, comparisons, steps."""
    with spoken_errors():
        config = RewardConfig(
            kind=kind, init=init, side=side, batch=batch, micro_batch=micro_batch or batch, cap=cap, epochs=epochs,
            patience=patience, lr_backbone=lr_backbone, lr_head=lr_head, frozen=frozen, bce=bce, clusters=clusters,
            valid_share=valid_share, checkpointing=checkpointing, precision=precision, passing=passing, seed=seed,
        ).checked()  # fmt: skip
        data, train_rows, valid_rows = read_data(lists, valid, config)
        out.print(plan_table(data, train_rows, valid_rows, config))


def read_data(
    lists: list[Path], valid: Path | None, config: RewardConfig
) -> tuple[RewardData, NDArray[np.intp], NDArray[np.intp]]:
    """All lists as one data set, with its training and validation rows."""
    pairs = []
    for path in lists:
        found = read_labels(path, passing=config.passing)
        for note in found.notes:
            err.print(note, style="yellow", markup=False)
        pairs.extend(found.pairs)
    data = collect(pairs)
    if valid is not None:
        return joined(data, collect(read_labels(valid, passing=config.passing).pairs))
    return data, *split(data, config.valid_share, config.seed)


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
