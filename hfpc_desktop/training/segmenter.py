"""Fine-tuning the mask decoder of a SAM: image encoder and prompt encoder frozen, jittered boxes, BCE + Dice.

Torch is imported when training starts. The frozen encoder's outputs are kept in memory, so that every
epoch after the first costs only the decoder.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain import masks as mask_maths
from hfpc_desktop.domain.errors import Cancelled, ModelError, PictureError, UsageError
from hfpc_desktop.inference.prompting import Letterbox
from hfpc_desktop.inference.torch_runtime import TorchRunner, import_torch
from hfpc_desktop.training.run_folder import writing_into
from hfpc_desktop.training.segmenter_data import MaskExample, jittered_box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

STATE, BEST, LOG = "state.pt", "best.safetensors", "epochs.csv"
BOUNDARY_TOLERANCE = 2
"""Pixels on the decoder's grid (a quarter of the input's side) within which two boundaries agree."""


@dataclass(frozen=True, slots=True)
class SegmenterOptions:
    """``jitter``: of the box's size; ``patience``: epochs without a better mean IoU before stopping; ``memory``:
    bytes of encoder outputs kept."""

    epochs: int = 20
    batch: int = 8
    rate: float = 1e-4
    jitter: float = 0.1
    patience: int = 4
    seed: int = 0
    device: str = "auto"
    amp: bool = True
    memory: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Epoch:
    """``loss``: mean over the training set (NaN for epoch 0, the model as it came); ``miou``, ``boundary_f``:
    validation means, 0..1, higher is better."""

    number: int
    loss: float
    miou: float
    boundary_f: float


@dataclass(frozen=True, slots=True, eq=False)
class _Item:
    """``truth`` float32 s x s 0..1 and ``inside`` s x s (not padding) on the decoder's grid; ``box``: a function
    of the generator, in input pixels."""

    key: int
    example: MaskExample


class SegmenterTraining:
    """One run. ``model``: a ``transformers.SamModel``, trained in place. Single-threaded."""

    def __init__(
        self,
        model: Any,
        train: Sequence[MaskExample],
        valid: Sequence[MaskExample],
        folder: Path,
        options: SegmenterOptions,
    ) -> None:
        self._torch = import_torch()
        if not train or not valid:
            raise UsageError("Nothing to train on, or nothing to validate on.")
        self._model = model
        self._options = options
        self._folder = folder
        self._runner = TorchRunner(model, options.device)
        self._device = self._torch.device(self._runner.device.lower())
        self._side = int(model.config.vision_config.image_size)
        self._grid = 4 * self._side // int(model.config.vision_config.patch_size)
        self._train = [_Item(n, e) for n, e in enumerate(train)]
        self._valid = [_Item(n + len(train), e) for n, e in enumerate(valid)]
        self._known: dict[int, tuple[Any, NDArray[np.uint8]] | None] = {}
        self._kept_bytes = 0
        model.requires_grad_(False)
        model.mask_decoder.requires_grad_(True)
        parameters = [p for p in model.mask_decoder.parameters() if p.requires_grad]
        self._optimiser = self._torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.01)
        half = options.amp and self._device.type == "cuda"
        self._dtype = (
            self._torch.bfloat16 if half and self._torch.cuda.is_bf16_supported() else self._torch.float16
        )
        self._half = half
        self._scaler = self._torch.amp.GradScaler(enabled=half and self._dtype is self._torch.float16)
        self.history: list[Epoch] = []
        self.skipped: list[str] = []

    @property
    def model(self) -> Any:
        """The ``SamModel``; after ``run`` it holds the best epoch's weights."""
        return self._model

    @property
    def device(self) -> str:
        return self._runner.device

    @property
    def best(self) -> Epoch:
        return max(self.history, key=lambda epoch: epoch.miou)

    def run(
        self,
        on_epoch: Callable[[Epoch], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Epoch:
        """Trains to the end, from ``state.pt`` in the folder when it is there. Returns the best epoch; the model
        then holds its weights. Raises ``Cancelled``; the last finished epoch can be continued."""
        with writing_into(self._folder):
            self._resume()
        if not self.history:
            self._finish(Epoch(0, float("nan"), *self.validate()), on_epoch)
        while len(self.history) <= self._options.epochs and not self._stale():
            number = len(self.history)
            loss = self._epoch(number, is_cancelled)
            self._finish(Epoch(number, loss, *self.validate()), on_epoch)
        self._load_best()
        return self.best

    def validate(self) -> tuple[float, float]:
        """(mean IoU, mean boundary F) over the validation set, boxes jittered by a fixed seed."""
        ious, edges = [], []
        self._model.eval()
        for start in range(0, len(self._valid), self._options.batch):
            batch = self._batch(self._valid[start : start + self._options.batch], epoch=-1)
            if batch is None:
                continue
            with self._torch.no_grad():
                logits, quality = self._forward(batch)
            chosen = quality.argmax(dim=1)
            for row, index in enumerate(chosen.tolist()):
                inside = batch["inside"][row].cpu().numpy()
                found = (logits[row, index].float().cpu().numpy() > 0) & inside
                truth = batch["truth"][row].cpu().numpy() > 0.5
                ious.append(mask_maths.iou(found, truth))
                edges.append(mask_maths.boundary_f(found, truth, BOUNDARY_TOLERANCE))
        if not ious:
            raise UsageError("No validation picture could be read.")
        return float(np.mean(ious)), float(np.mean(edges))

    # -------------------------------------------------------------------------------- private

    def _epoch(self, number: int, is_cancelled: Callable[[], bool]) -> float:
        order = np.random.default_rng((self._options.seed, number)).permutation(len(self._train))
        self._model.mask_decoder.train()
        losses = []
        for start in range(0, len(order), self._options.batch):
            if is_cancelled():
                raise Cancelled("stopped")
            rows = [self._train[i] for i in order[start : start + self._options.batch]]
            batch = self._batch(rows, epoch=number)
            if batch is None:
                continue
            self._optimiser.zero_grad(set_to_none=True)
            with self._torch.autocast(self._device.type, dtype=self._dtype, enabled=self._half):
                logits, quality = self._forward(batch)
            loss = segmentation_loss(logits.float(), quality.float(), batch["truth"], batch["inside"])
            if not bool(self._torch.isfinite(loss)):
                raise ModelError("Training has diverged (the loss is not a number); use a lower rate.")
            self._scaler.scale(loss).backward()
            self._scaler.step(self._optimiser)
            self._scaler.update()
            losses.append(float(loss.detach()))
        if not losses:
            raise UsageError("No training picture could be read.")
        return float(np.mean(losses))

    def _forward(self, batch: dict[str, Any]) -> tuple[Any, Any]:
        out = self._model(
            image_embeddings=batch["embedding"], input_boxes=batch["box"][:, None], multimask_output=True
        )
        return out.pred_masks[:, 0], out.iou_scores[:, 0]

    def _batch(self, rows: Sequence[_Item], epoch: int) -> dict[str, Any] | None:
        parts: dict[str, list[Any]] = {"embedding": [], "box": [], "truth": [], "inside": []}
        for row in rows:
            loaded = self._loaded(row)
            if loaded is None:
                continue
            embedding, mask = loaded
            rng = np.random.default_rng((self._options.seed, epoch + 1, row.key))
            box = jittered_box(mask, rng, self._options.jitter)
            if box is None:
                continue
            letterbox = Letterbox.of(mask.shape[1], mask.shape[0], self._side)
            whole = np.full(mask.shape, 255, np.uint8)
            parts["embedding"].append(embedding)
            parts["box"].append(self._torch.from_numpy(letterbox.points(box.reshape(2, 2)).reshape(4)))
            parts["truth"].append(self._torch.from_numpy(letterbox.mask_in(mask, self._grid)))
            parts["inside"].append(self._torch.from_numpy(letterbox.mask_in(whole, self._grid) > 0.5))
        if not parts["box"]:
            return None
        return {name: self._torch.stack(values).to(self._device) for name, values in parts.items()}

    def _loaded(self, row: _Item) -> tuple[Any, NDArray[np.uint8]] | None:
        """(encoder output on the CPU, mask), from memory where it fits; ``None`` for a picture that is skipped."""
        if row.key in self._known:
            return self._known[row.key]
        try:
            rgb, mask = row.example.load(self._side)
        except PictureError as error:
            self.skipped.append(str(error))
            self._known[row.key] = None
            return None
        pixels = Letterbox.of(rgb.shape[1], rgb.shape[0], self._side).pixels(rgb)
        with (
            self._torch.no_grad(),
            self._torch.autocast(self._device.type, dtype=self._dtype, enabled=self._half),
        ):
            encoded = self._model.vision_encoder(self._torch.from_numpy(pixels).to(self._device))
        embedding = encoded.last_hidden_state[0].float().cpu()
        size = embedding.numel() * 4 + mask.nbytes
        if self._kept_bytes + size <= self._options.memory:
            self._known[row.key] = (embedding, mask)
            self._kept_bytes += size
        return embedding, mask

    def _stale(self) -> bool:
        return self.history[-1].number - self.best.number >= self._options.patience

    def _finish(self, epoch: Epoch, on_epoch: Callable[[Epoch], None]) -> None:
        from safetensors.torch import save_file

        self.history.append(epoch)
        if self.best is epoch:
            save_file(
                {k: v.detach().cpu().contiguous() for k, v in self._model.mask_decoder.state_dict().items()},
                self._folder / BEST,
            )
        state = {
            "decoder": self._model.mask_decoder.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "scaler": self._scaler.state_dict(),
            "history": [asdict(e) for e in self.history],
            "options": json.dumps(_fixed(self._options), sort_keys=True),
        }
        part = self._folder / f"{STATE}.part"
        self._torch.save(state, part)
        part.replace(self._folder / STATE)
        with (self._folder / LOG).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=["number", "loss", "miou", "boundary_f"])
            writer.writeheader()
            writer.writerows(asdict(e) for e in self.history)
        on_epoch(epoch)

    def _resume(self) -> None:
        path = self._folder / STATE
        if not path.is_file():
            return
        try:
            state = self._torch.load(path, map_location="cpu", weights_only=True)
            same = state["options"] == json.dumps(_fixed(self._options), sort_keys=True)
            if not same:
                raise UsageError(
                    f"{self._folder} holds a run with other options. Use them again, or another folder."
                )
            self._model.mask_decoder.load_state_dict(state["decoder"])
            self._optimiser.load_state_dict(state["optimiser"])
            self._scaler.load_state_dict(state["scaler"])
            self.history = [Epoch(**e) for e in state["history"]]
        except UsageError:
            raise
        except Exception as error:  # torch's reader raises many types for a damaged file
            raise ModelError(f"{path} cannot be continued ({type(error).__name__}).") from error

    def _load_best(self) -> None:
        from safetensors.torch import load_file

        self._model.mask_decoder.load_state_dict(load_file(self._folder / BEST))
        self._model.eval()


def segmentation_loss(logits: Any, quality: Any, truth: Any, inside: Any) -> Any:
    """BCE + Dice of the best of the model's masks, plus the error of its IoU estimates. Scalar tensor.

    ``logits`` B x M x s x s, ``quality`` B x M, ``truth`` B x s x s 0..1, ``inside`` B x s x s bool: padding
    counts nothing. As in SAM, only the mask that fits best is pulled, so that the others stay free to mean
    a part or the whole; all estimates of IoU are pulled.
    """
    torch = import_torch()
    weight = inside[:, None].float()
    target = truth[:, None].expand_as(logits)
    bce = torch.nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    bce = (bce * weight).sum(dim=(2, 3)) / weight.sum(dim=(2, 3))
    soft = torch.sigmoid(logits) * weight
    both = (soft * target).sum(dim=(2, 3))
    dice = 1.0 - (2.0 * both + 1.0) / (soft.sum(dim=(2, 3)) + (target * weight).sum(dim=(2, 3)) + 1.0)
    fit = (bce + dice).min(dim=1).values
    with torch.no_grad():
        found, real = (logits > 0) & inside[:, None], target > 0.5
        true_iou = (found & real).sum(dim=(2, 3)) / (found | real).sum(dim=(2, 3)).clamp(min=1)
    return fit.mean() + torch.nn.functional.mse_loss(quality, true_iou)


def _fixed(options: SegmenterOptions) -> dict[str, Any]:
    """The options that may not change between a run and its continuation."""
    return {k: v for k, v in asdict(options).items() if k not in ("epochs", "patience", "device", "memory")}
