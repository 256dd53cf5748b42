"""ImageReward as a scorer: a picture and a prompt in, the standardised value out. torch is imported at loading.

Source of model and constants: Xu et al., "ImageReward", 2023, and the authors' published code.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.letterbox import MEAN, STD, letterbox
from hfpc_desktop.inference.torch_runtime import TorchRunner, import_torch, import_transformers

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CHECKPOINT, VOCABULARY = "ImageReward.pt", "vocab.txt"
LONGEST = 35
"""Tokens of a prompt, as published: longer ones are cut, shorter ones padded."""


class ImageRewardModel:
    """Any thread; calls are serialised. ``device``: auto, cpu, cuda, mps."""

    def __init__(self, checkpoint: Path, vocabulary: Path, device: str = "auto") -> None:
        """Slow (seconds). ``ModelError`` for files that are not ImageReward's."""
        import_torch()
        import_transformers()
        from hfpc_desktop.inference.image_reward_net import ImageRewardNet

        net = ImageRewardNet(_tensors(checkpoint))
        self._tokenizer = _tokenizer(vocabulary, net.words)
        self._side = net.side
        self._runner = TorchRunner(net, device)

    @property
    def device(self) -> str:
        return self._runner.device

    @property
    def note(self) -> str:
        return self._runner.note

    def score(self, rgb: NDArray[np.uint8], prompt: str) -> float:
        """uint8 H x W x 3 sRGB. About -2..2, higher is better; mean 0 and deviation 1 over the authors' data.

        The whole picture is letterboxed; the authors crop its centre, which cuts products.
        """
        torch = import_torch()
        square = letterbox(rgb, self._side).astype(np.float32) / 255.0
        normal = (square - np.array(MEAN, np.float32)) / np.array(STD, np.float32)
        pixels = np.ascontiguousarray(normal.transpose(2, 0, 1)[None], np.float32)
        tokens = self._tokenizer(
            prompt, padding="max_length", truncation=True, max_length=LONGEST, return_tensors="pt"
        )

        def work(module: Any, device: Any) -> float:
            value = module(
                torch.from_numpy(pixels).to(device),
                tokens["input_ids"].to(device),
                tokens["attention_mask"].to(device),
            )
            return float(value[0])

        value = self._runner.run(work)
        if not math.isfinite(value):
            raise ModelError(translate("models", "ImageReward returned a value that is not a finite number."))
        return value


def _tensors(path: Path) -> dict[str, Any]:
    """The checkpoint's tensors on the CPU; only tensors are read, so it cannot run code."""
    torch = import_torch()
    try:
        loaded = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch and pickle raise types of their own
        text = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(
            translate("models", "{0}: not a checkpoint that can be read safely ({1}).").format(
                path.name, text[0][:200]
            )
        ) from error
    if not isinstance(loaded, dict):
        raise ModelError(translate("models", "{0}: holds no tensors by name.").format(path.name))
    return {str(name): value for name, value in loaded.items() if isinstance(value, torch.Tensor)}


def _tokenizer(path: Path, words: int) -> Any:
    """BERT's lower-case tokenizer with BLIP's two extra tokens, in BLIP's order."""
    transformers = import_transformers()
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")  # other separators may be words
    except (OSError, ValueError) as error:
        raise ModelError(
            translate("models", "{0}: the vocabulary cannot be read ({1}).").format(path.name, error)
        ) from error
    vocabulary = {word: index for index, word in enumerate(lines)}
    if not {"[PAD]", "[UNK]", "[CLS]", "[SEP]"} <= set(vocabulary) or vocabulary["[PAD]"] != 0:
        raise ModelError(translate("models", "{0}: not a vocabulary of BERT.").format(path.name))
    if len(lines) + 2 != words:
        raise ModelError(
            translate("models", "{0}: {1} words, but the checkpoint was trained with {2}.").format(
                path.name, len(lines), words - 2
            )
        )
    tokenizer = transformers.BertTokenizer(vocab=vocabulary, do_lower_case=True)
    tokenizer.add_special_tokens({"bos_token": "[DEC]"})
    tokenizer.add_special_tokens({"additional_special_tokens": ["[ENC]"]})
    return tokenizer
