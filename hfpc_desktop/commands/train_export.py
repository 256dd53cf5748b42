"""``hfpc train export``: a trained reward as a model that the app and the command line load."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hfpc_desktop.commands.console import out, spoken_errors
from hfpc_desktop.commands.train_reward import require_torch
from hfpc_desktop.domain.errors import PictureError, UsageError
from hfpc_desktop.training.labels import read_labels
from hfpc_desktop.training.reward_config import TrainingError
from hfpc_desktop.training.reward_data import refuse_missing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PRECISIONS = ("fp32", "fp16", "int8")


def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run, or its best.safetensors.")],
    pairs: Annotated[Path, typer.Option(help="Labelled list whose pairs the export is compared on.")],
    folder: Annotated[Path, typer.Option("--to", metavar="DIR", help="The model's folder; must not exist.")],
    model_id: Annotated[
        str | None, typer.Option("--id", help="Id of the model. Default: the folder's name.")
    ] = None,
    precision: Annotated[str, typer.Option(help="fp32, fp16 (for CUDA) or int8 (for CPU).")] = "fp32",
    limit: Annotated[int, typer.Option(min=20, help="At most so many pairs are compared.")] = 200,
) -> None:
    """Write ONNX graphs with a manifest; refused when they do not rank like the trained network."""
    with spoken_errors("Stopped. No model was written."):
        name = model_id or folder.name.lower()
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", name):
            raise UsageError(f"{name!r} is not a model id (a-z, 0-9, '.', '_', '-'): name one with --id.")
        if precision not in _PRECISIONS:
            raise UsageError(f"Unknown precision {precision!r}: use one of {', '.join(_PRECISIONS)}.")
        require_torch()
        from hfpc_desktop.training.reward_checkpoint import BEST, read_checkpoint
        from hfpc_desktop.training.reward_export import ExportPrecision, export_reward

        checkpoint = run / BEST if run.is_dir() else run
        side = read_checkpoint(checkpoint).shape.side
        originals, generated = _pictures(pairs, side, limit)
        parity = export_reward(
            checkpoint, folder, model_id=name, precision=ExportPrecision(precision),
            originals=originals, generated=generated,
        )  # fmt: skip
        out.print(
            f"{precision} on {parity.pairs} pairs: largest difference of the raw reward {parity.largest:.2g}, "
            f"rank correlation {parity.rank:.4f}.",
            markup=False,
            soft_wrap=True,
        )
        out.print(f"Next: hfpc models import {folder}, then --profile {name}", markup=False, soft_wrap=True)


def _pictures(path: Path, side: int, limit: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Evenly spread pairs of the list, letterboxed. Their labels do not matter here."""
    import numpy as np

    from hfpc_desktop.training.reward_pictures import read_square

    pairs = read_labels(path).pairs
    refuse_missing(pairs)
    rows = np.unique(np.linspace(0, len(pairs) - 1, min(limit, len(pairs))).astype(int))
    squares = []
    for path in (*(pairs[row].original for row in rows), *(pairs[row].generated for row in rows)):
        try:
            squares.append(read_square(path, side))
        except PictureError as error:
            raise TrainingError(f"{path}: {error}") from error
    return np.stack(squares[: len(rows)]), np.stack(squares[len(rows) :])
