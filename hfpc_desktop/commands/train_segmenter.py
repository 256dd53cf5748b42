"""``hfpc train segmenter``: fine-tunes a SAM's mask decoder and registers the result as a model of the app."""

from __future__ import annotations

import re
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hfpc_desktop.commands.console import err, out, progress_bar, spoken_errors
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.engine import model_store
from hfpc_desktop.training.segmenter import Epoch, SegmenterOptions, SegmenterTraining
from hfpc_desktop.training.segmenter_data import MaskExample, read_coco, read_folders, split
from hfpc_desktop.training.synthesise import synthesise as compose_pictures

if TYPE_CHECKING:
    from hfpc_desktop.inference.store import ModelStore

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def segmenter(
    images: Annotated[Path | None, typer.Option(help="Pictures.")] = None,
    masks: Annotated[Path | None, typer.Option(help="Masks with the pictures' names.")] = None,
    coco: Annotated[Path | None, typer.Option(help="COCO instances JSON instead of masks.")] = None,
    synthesise: Annotated[
        Path | None, typer.Option(help="Compose pictures from the cut-outs (PNG with alpha) in this folder.")
    ] = None,
    backgrounds: Annotated[
        Path | None, typer.Option(help="Scenes to compose on; default plain ones.")
    ] = None,
    count: Annotated[int, typer.Option(min=2, help="How many pictures to compose.")] = 500,
    data_only: Annotated[bool, typer.Option("--data-only", help="Compose and stop.")] = False,
    model: Annotated[
        str, typer.Option(help="Start from: an installed SAM's id, a transformers folder or a .pth file.")
    ] = "sam-vit-b",
    run: Annotated[Path, typer.Option("--out", help="The run's folder; continued when it holds one.")] = Path(
        "segmenter-run"
    ),
    name: Annotated[str, typer.Option(help="Id of the model that the app gets.")] = "our-segmenter",
    epochs: Annotated[int, typer.Option(min=1)] = 20,
    batch: Annotated[int, typer.Option(min=1)] = 8,
    rate: Annotated[float, typer.Option(min=1e-8, help="Learning rate.")] = 1e-4,
    patience: Annotated[int, typer.Option(min=1, help="Epochs without improvement before stopping.")] = 4,
    valid: Annotated[float, typer.Option(min=0.01, max=0.9, help="Share of pictures to validate on.")] = 0.15,
    seed: int = 0,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Fine-tune the mask decoder of a SAM on product masks (box prompts jittered by 10 %, BCE + Dice).

    Every epoch is validated (mean IoU, boundary F) and kept; the same command continues a run that was
    stopped. The best epoch is exported to ONNX, compared with the trained model and installed under --name.
    """
    with spoken_errors("Stopped. The same command goes on after the last whole epoch."):
        if not _ID.fullmatch(name):
            raise UsageError(f"{name!r} is not a model id (a-z, 0-9, '.', '_', '-').")
        if synthesise is not None:
            made = run / "data"
            compose_pictures(synthesise, backgrounds, made, count=count, seed=seed)
            err.print(f"Composed {count} pictures in {made}", markup=False)
            if data_only:
                return
            images, masks = made / "images", made / "masks"
        train, held = split(_examples(images, masks, coco), valid, seed)
        store = model_store()
        options = SegmenterOptions(epochs, batch, rate, patience=patience, seed=seed, device=device)
        training = SegmenterTraining(_start_model(store, model), train, held, run, options)
        err.print(
            f"{len(train)} objects to train on, {len(held)} to validate on; {training.device}", markup=False
        )
        best = _run(training, epochs)
        for problem in training.skipped[:5]:
            err.print(f"left out: {problem}", style="yellow", markup=False)
        before = training.history[0]
        out.print(
            f"best epoch {best.number}: mean IoU {best.miou:.4f} (before {before.miou:.4f}), "
            f"boundary F {best.boundary_f:.4f} (before {before.boundary_f:.4f}), {len(held)} objects",
            soft_wrap=True,
        )
        _register(training, store, name, model, len(train), best)


def _examples(images: Path | None, masks: Path | None, coco: Path | None) -> list[MaskExample]:
    if coco is not None:
        return read_coco(coco, images)
    if images is None or masks is None:
        raise UsageError("Give --images and --masks, or --coco, or --synthesise.")
    return read_folders(images, masks)


def _start_model(store: ModelStore, model: str) -> Any:
    from hfpc_desktop.inference.sam_torch import load_sam_module

    path = Path(model)
    if path.exists():
        return load_sam_module(path)
    info = store.get(model)
    first = info.folder / info.manifest.files[0].path
    return load_sam_module(first if first.suffix in (".pth", ".pt") else info.folder)


def _run(training: SegmenterTraining, epochs: int) -> Epoch:
    """With progress; Ctrl+C stops after the batch, and the last finished epoch is kept."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        with progress_bar() as bar:
            task = bar.add_task("epochs", total=epochs + 1, note="")

            def show(epoch: Epoch) -> None:
                note = f"IoU {epoch.miou:.4f}, boundary F {epoch.boundary_f:.4f}"
                bar.update(task, completed=epoch.number + 1, note=note)
                err.print(f"epoch {epoch.number}: loss {epoch.loss:.4f}, {note}", markup=False)

            return training.run(show, stop.is_set)
    finally:
        signal.signal(signal.SIGINT, before)


def _register(
    training: SegmenterTraining, store: ModelStore, name: str, start: str, count: int, best: Epoch
) -> None:
    from hfpc_desktop.training.segmenter_export import register

    card = f"Mask decoder fine-tuned from {Path(start).name}; validation mean IoU {best.miou:.4f}, boundary F {best.boundary_f:.4f}."
    info, parity = register(
        training.model, store, name, trained_on=f"{count} objects of {Path.cwd().name}", card=card
    )
    out.print(
        f"Installed {info.id}; ONNX differs from torch by {parity.worst:.1e}. Use it with --profile {info.id}.",
        markup=False,
        soft_wrap=True,
    )
