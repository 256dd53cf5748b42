"""Finding and reading lines of text: the adapter of PP-OCR's detector and recogniser.

Only two steps of the usual chain are needed here: lines are found once, on the original, and strips cut at
those places are read in both pictures. Recognition keeps the whole CTC posterior, because a comparison of
readings needs to know what else a strip could say, not only its best guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.judging.arrays import Bytes, Floats, Points

STRIP_HEIGHT = 48
"""Height of a strip, px, as in the recogniser's training."""
MOST_WIDTH = 480
"""A longer line is squeezed to this many px."""
_DETECT_SIDE = 544
_INK, _LINE = 0.3, 0.6
_SWELL = 1.6
_BLANK = 0


class Session(Protocol):
    """A loaded model: named inputs in, list of outputs out."""

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What one strip says. ``text``: best guess; ``ids``: its characters; ``posterior``: T x C float32
    probabilities (column 0 is the CTC blank); ``confidence``: mean probability of the characters kept, 0..1."""

    text: str
    ids: tuple[int, ...]
    posterior: Floats
    confidence: float


class TextReader(Protocol):
    """Port. Deterministic; safe where its sessions are."""

    def find(self, rgb: Bytes) -> list[Points]:
        """Lines of text: 4 x 2 corners each (continuous pixels: top left, top right, bottom right, bottom left)."""
        ...

    def read(self, strips: Sequence[Bytes]) -> list[Reading]:
        """Strips: uint8 STRIP_HEIGHT x any width x 3 sRGB."""
        ...


class PaddleReader:
    """PP-OCR models exported to ONNX. ``characters``: the recogniser's alphabet without blank and space."""

    def __init__(self, detector: Session, recogniser: Session, characters: str) -> None:
        self._detector = detector
        self._recogniser = recogniser
        self._alphabet = ["", *characters.splitlines(), " "]

    def find(self, rgb: Bytes) -> list[Points]:
        """See ``TextReader``."""
        height, width = rgb.shape[:2]
        k = _DETECT_SIDE / max(height, width)
        size = (max(32, round(width * k / 32) * 32), max(32, round(height * k / 32) * 32))
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if k < 1 else cv2.INTER_LINEAR)
        found = np.asarray(self._detector.run(x=_planes(np.asarray(small, np.uint8))[None])[0], np.float32)
        if found.ndim != 4 or found.shape[1] != 1:
            raise ModelError(translate("models", "The text detector does not give one map."))
        scale = np.array([width / found.shape[3], height / found.shape[2]])
        return [line * scale for line in lines_of(found[0, 0])]

    def read(self, strips: Sequence[Bytes]) -> list[Reading]:
        """See ``TextReader``."""
        readings = []
        for strip in strips:
            got = np.asarray(self._recogniser.run(x=_planes(strip)[None])[0], np.float32)
            if got.ndim != 3 or got.shape[2] != len(self._alphabet):
                raise ModelError(translate("models", "The text recogniser does not fit its alphabet."))
            readings.append(greedy(got[0], self._alphabet))
        return readings


def _planes(rgb: Bytes) -> Floats:
    """BGR planes, -1..1, as PP-OCR was trained."""
    return np.ascontiguousarray((rgb[..., ::-1].astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1))


def greedy(posterior: Floats, alphabet: Sequence[str]) -> Reading:
    """The best path of a CTC posterior (T x C)."""
    best = posterior.argmax(axis=1)
    starts = np.concatenate([[True], best[1:] != best[:-1]]) & (best != _BLANK)
    ids = tuple(int(i) for i in best[starts])
    sure = posterior.max(axis=1)[starts]
    text = "".join(alphabet[i] for i in ids)
    return Reading(text, ids, posterior, float(sure.mean()) if len(ids) else 0.0)


def lines_of(chance: Floats) -> list[Points]:
    """Boxes of the text map (h x w, 0..1), largest first, swollen to whole letters; map pixels."""
    ink = (chance > _INK).astype(np.uint8)
    contours, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found: list[tuple[float, Points]] = []
    for contour in contours:
        (x, y), (w, h), angle = cv2.minAreaRect(contour)
        if min(w, h) < 3:
            continue
        inside = np.zeros(chance.shape, np.uint8)
        cv2.drawContours(inside, [contour], -1, 1, -1)
        if float(chance[inside > 0].mean()) < _LINE:
            continue
        grow = w * h * _SWELL / (2 * (w + h))
        corners = cv2.boxPoints(((x + 0.5, y + 0.5), (w + 2 * grow, h + 2 * grow), angle))
        found.append((w * h, _ordered(np.asarray(corners, np.float64))))
    return [line for _, line in sorted(found, key=lambda one: -one[0])]


def _ordered(corners: Points) -> Points:
    """Top left first, clockwise, for a line that is more or less level."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.stack([left[0], right[0], right[1], left[1]])


def log_support(posterior: Floats, ids: Sequence[int]) -> float:
    """Log probability (<= 0) that a strip says exactly ``ids``: the CTC forward sum over all alignments.

    Graves et al., Connectionist Temporal Classification (2006), section 4.1.
    """
    states = [_BLANK]
    for one in ids:
        states += [one, _BLANK]
    chosen = np.log(np.maximum(posterior[:, states], 1e-9)).astype(np.float64)
    skip = np.array(
        [i > 1 and states[i] != _BLANK and states[i] != states[i - 2] for i in range(len(states))], bool
    )
    never = -1e9
    alpha = np.full(len(states), never)
    alpha[: min(2, len(states))] = chosen[0, : min(2, len(states))]
    for step in chosen[1:]:
        one_back = np.concatenate([[never], alpha[:-1]])
        two_back = np.where(skip, np.concatenate([[never, never], alpha[:-2]])[: len(states)], never)
        alpha = np.logaddexp(np.logaddexp(alpha, one_back), two_back) + step
    return float(np.logaddexp(alpha[-1], alpha[-2]) if len(states) > 1 else alpha[-1])
