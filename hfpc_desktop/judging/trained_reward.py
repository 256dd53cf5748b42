"""A reward that was trained with ``hfpc train reward``: two ONNX graphs, no torch.

The number comes from the trained model; what is wrong and where is still said by the background checks.
"""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.measures import on_base
from hfpc_desktop.inference.letterbox import letterbox
from hfpc_desktop.judging.reward_result import RewardResult

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.features import Session
    from hfpc_desktop.judging.reward_result import Reasons

ABOUT = "reward.json"
ENCODER, SCORER = "encoder.onnx", "scorer.onnx"
_FORMAT, _VERSION = "hfpc-reward-onnx", 1


@dataclass(frozen=True, slots=True)
class TrainedSettings:
    """``side``: px of the square input. ``sigmoid(scale * raw + offset)`` is the calibrated reward."""

    side: int
    scale: float
    offset: float


def read_settings(path: Path) -> TrainedSettings:
    """``reward.json`` of an exported model. Raises ``ModelError`` saying what is wrong with it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT or data["version"] != _VERSION:
            raise ModelError(translate("models", "{0}: a reward of another kind or version.").format(path))
        found = TrainedSettings(
            int(data["side"]), float(data["calibration"]["scale"]), float(data["calibration"]["offset"])
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(
            translate("models", "{0}: not the description of a trained reward ({1}).").format(path, error)
        ) from error
    if found.side < 1 or not (0 < found.scale < math.inf and math.isfinite(found.offset)):
        raise ModelError(
            translate("models", "{0}: side and calibration must be finite, side and scale positive.").format(
                path
            )
        )
    return found


@dataclass(frozen=True, slots=True, eq=False)
class TrainedReference:
    """``tokens``: the encoded original, 1 x T x D, computed once for all its generated images."""

    tokens: NDArray[np.float32]
    reasons: Any


class TrainedReward:
    """Port ``RewardAssessor``. Deterministic; as thread-safe as its sessions."""

    def __init__(
        self,
        encoder: Session,
        scorer: Session,
        settings: TrainedSettings,
        reasons: Reasons,
        name: str = "",
    ) -> None:
        """``name``: the model's id."""
        self._name = name
        self._encoder, self._scorer = encoder, scorer
        self._settings, self._reasons = settings, reasons

    def prepare(self, original: Picture, product: Any) -> TrainedReference:
        """Once per original."""
        return TrainedReference(self._encode(original), self._reasons.prepare(original, product))

    def assess(self, reference: TrainedReference, generated: Picture, found: Any) -> RewardResult:
        """One generated image. ``ModelError`` when the model returns something that is no number."""
        said = self._reasons.assess(reference.reasons, generated, found)
        started = time.perf_counter()
        tokens = self._encode(generated)
        encoded = time.perf_counter()
        raw = float(np.ravel(self._scorer.run(reference=reference.tokens, tokens=tokens)[0])[0])
        if not math.isfinite(raw):
            raise ModelError(
                translate("models", "The trained reward returned a value that is not a finite number.")
            )
        done = time.perf_counter()
        return RewardResult(
            reward=_sigmoid(self._settings.scale * raw + self._settings.offset),
            reward_raw=raw,
            defects=said.defects,
            stages=(
                *said.stages,
                ("reward.encode", 1e3 * (encoded - started)),
                ("reward.score", 1e3 * (done - encoded)),
            ),
            measured=said.measured,
            left_out=said.left_out,
            features=on_base(said.features, self._name),
        )

    def _encode(self, picture: Picture) -> NDArray[np.float32]:
        square = letterbox(picture.rgb, self._settings.side)
        return self._encoder.run(image=square[None])[0]


def _sigmoid(value: float) -> float:
    small = math.exp(-abs(value))
    return (1.0 if value >= 0 else small) / (1.0 + small)
