"""What the models say about one pair: defects, evidence, scores."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class DefectKind(StrEnum):
    """Stable ids. Members up to ``UNCLEAR_CHANGE`` concern the product, then the background, then the input."""

    OUTGROWTH = "outgrowth"
    LOSS = "loss"
    DEFORMATION = "deformation"
    COLOUR_SHIFT = "colour_shift"
    TEXTURE_CHANGE = "texture_change"
    TEXT_CHANGE = "text_change"
    LOGO_CHANGE = "logo_change"
    DUPLICATE = "duplicate"
    REPLACED = "replaced"
    UNCLEAR_CHANGE = "unclear_change"
    FLOATING = "floating"
    SIZE_MISMATCH = "size_mismatch"
    WRONG_CONTEXT = "wrong_context"
    INDISTINCT = "indistinct"
    LIGHTING_MISMATCH = "lighting_mismatch"
    ARTEFACTS = "artefacts"
    EDGE_HALO = "edge_halo"
    STRAY_TEXT = "stray_text"
    POOR_AESTHETICS = "poor_aesthetics"
    UNSUITABLE_ORIGINAL = "unsuitable_original"
    NOT_REGISTERED = "not_registered"

    @property
    def group(self) -> DefectGroup:
        """Whether the defect concerns the product, the background or the input."""
        return _GROUPS[self]

    @property
    def is_remark(self) -> bool:
        """Whether it only says where to look: evidence that added up without one kind of change standing out. A remark
        is not a finding, and never counts as one."""
        return self is DefectKind.UNCLEAR_CHANGE


class DefectGroup(StrEnum):
    PRODUCT = "product"
    BACKGROUND = "background"
    INPUT = "input"


_KINDS = tuple(DefectKind)
_GROUPS = {
    kind: DefectGroup.PRODUCT
    if i <= _KINDS.index(DefectKind.UNCLEAR_CHANGE)
    else DefectGroup.BACKGROUND
    if i <= _KINDS.index(DefectKind.POOR_AESTHETICS)
    else DefectGroup.INPUT
    for i, kind in enumerate(_KINDS)
}


class Frame(StrEnum):
    """Which picture a region is measured in."""

    ORIGINAL = "original"
    GENERATED = "generated"


@dataclass(frozen=True, slots=True)
class Region:
    """An axis-aligned box in fractions (0..1) of its frame's width and height; resolution-free."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Defect:
    """One named, located reason.

    ``severity`` 0..1, higher is worse. ``amount`` is the measured quantity in the kind's own unit
    (areas relative to the product's area, dE2000 for colour, a ratio for deformation); ``place``
    names the part of the product (``top``, ``bottom``, ``left``, ``right``, ``centre`` or empty);
    ``detail`` carries strings (for ``text_change``: what was read). The sentence a person reads
    is made from these by ``messages.sentence``.
    """

    kind: DefectKind
    severity: float
    region: Region | None = None
    frame: Frame = Frame.GENERATED
    amount: float | None = None
    place: str = ""
    detail: str = ""


class NotJudged(StrEnum):
    """Why a score is missing. Never shown as 0; sorts last."""

    UNREADABLE_ORIGINAL = "unreadable_original"
    UNREADABLE_GENERATED = "unreadable_generated"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    MISSING_FILE = "missing_file"
    NO_PRODUCT = "no_product"
    NOT_REGISTERED = "not_registered"
    MODEL_MISSING = "model_missing"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Measured facts behind the consistency. ``None`` = not measured.

    Areas are relative to the product's area in the original (after registration).
    ``outgrowth``, ``loss``: >= 0, lower is better. ``iou``, ``boundary_f``: 0..1, higher is better.
    ``registration``: confidence 0..1, higher is better. ``scale``: product size generated/original.
    ``text_similarity``: 0..1, higher is better. ``colour_delta``: dE2000, lower is better.
    ``extra``: further named measurements (sorted by name) for reports and calibration.
    """

    outgrowth: float | None = None
    loss: float | None = None
    iou: float | None = None
    boundary_f: float | None = None
    registration: float | None = None
    scale: float | None = None
    text_similarity: float | None = None
    colour_delta: float | None = None
    extra: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything the models say about one pair; a pure function of (pixels, models, settings).

    ``reward``, ``consistency``: calibrated, 0..1, higher is better, ``None`` = not judged.
    ``reward_raw``: the reward head's uncalibrated value (any real number, higher is better).
    ``models``: (role, model id) pairs that made it. ``device``: what the session reported.
    ``ms``: wall milliseconds of judging this pair, decode excluded. ``stages``: ms per named stage.
    ``features``: packed ``domain.measures`` that a learned head scores; not part of the text form, stored
    beside it (empty when the reward gives none).
    """

    reward: float | None = None
    reward_raw: float | None = None
    consistency: float | None = None
    evidence: Evidence = field(default_factory=Evidence)
    defects: tuple[Defect, ...] = ()
    not_judged: NotJudged | None = None
    not_judged_detail: str = ""
    models: tuple[tuple[str, str], ...] = ()
    device: str = ""
    ms: float = 0.0
    stages: tuple[tuple[str, float], ...] = ()
    features: bytes = field(default=b"", compare=False, repr=False)


CHECKS = "checks"
"""Role of the background checks beside a reward model that gives the number: they name the defects."""
BASE_REWARD = "base reward"
"""Role of the reward that a learned head started from."""


def with_learned(judgement: Judgement, reward: float, head: str) -> Judgement:
    """``judgement`` with the reward of a learned head. Its role ``reward`` always names what gave the number;
    what the head started from goes on under ``BASE_REWARD``."""
    models = tuple((BASE_REWARD if role == "reward" else role, model) for role, model in judgement.models)
    return replace(judgement, reward=reward, models=(*models, ("reward", head)))


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """Pictures that show the evidence. All arrays uint8, read-only, at most 512 px on the long side.

    ``original_mask``   H0 x W0, product mask in the original's frame (0..255).
    ``generated_mask``  H1 x W1, product mask found in the generated image (0..255).
    ``expected_mask``   H1 x W1, the original's mask registered into the generated frame (0..255).
    ``difference``      H1 x W1, difference inside the product; 0 = same, 255 = dE2000 of
                        ``DIFFERENCE_FULL_SCALE`` or more.
    ``registration``    3 x 3 float64, original -> generated, in fractions of width/height of each
                        frame (homogeneous); ``None`` when not registered.
    Any mask is ``None`` when it does not exist.
    """

    original_mask: NDArray[np.uint8] | None = None
    generated_mask: NDArray[np.uint8] | None = None
    expected_mask: NDArray[np.uint8] | None = None
    difference: NDArray[np.uint8] | None = None
    registration: NDArray[np.float64] | None = None


DIFFERENCE_FULL_SCALE = 40.0
"""dE2000 at which the difference heat map saturates; the legend shows it."""
