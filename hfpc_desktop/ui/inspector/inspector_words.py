"""What the inspector says about each measurement: name, unit, format and a plain explanation. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.domain.judgement import Evidence, Judgement

MISSING = "–"
STARTER = "starter-reward"
STARTER_NOTE = QT_TRANSLATE_NOOP("evidence", "Starter reward, not human feedback yet")
"""Stands under the reward as long as its head was not fitted to decisions of people."""
STARTER_TIP = QT_TRANSLATE_NOOP(
    "evidence",
    "The reward that comes with the app is fitted on rendered scenes with made damage. It finds plain faults of a "
    "background. What people like, it has not learned yet: treat it as a first sorting.",
)


LEARNED_NOTE = QT_TRANSLATE_NOOP("evidence", "Learned from your decisions")
TRAINED_NOTE = QT_TRANSLATE_NOOP("evidence", "By the reward model {0}")


def reward_note(judgement: Judgement | None) -> tuple[str, str]:
    """What stands under the reward about where it comes from, and its tool tip; empty without a reward."""
    if judgement is None:
        return "", ""
    model = dict(judgement.models).get("reward", STARTER)
    if model.startswith("learned-"):
        return translate("evidence", LEARNED_NOTE), ""
    if model.startswith("starter"):
        return translate("evidence", STARTER_NOTE), translate("evidence", STARTER_TIP)
    return translate("evidence", TRAINED_NOTE).format(model), ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One measured fact. ``field`` names it in ``Evidence``; ``help`` says what it is and which way is better.

    ``name`` and ``help`` are English; show ``label`` and ``tip``.
    """

    field: str
    name: str
    show: Callable[[float], str]
    help: str

    @property
    def label(self) -> str:
        """``name`` in the language of the window."""
        return translate("evidence", self.name)

    @property
    def tip(self) -> str:
        """``help`` in the language of the window."""
        return translate("evidence", self.help)

    def value(self, evidence: Evidence) -> float | None:
        found = getattr(evidence, self.field)
        return None if found is None else float(found)

    def text(self, evidence: Evidence) -> str:
        """The value with its unit, or a dash."""
        value = self.value(evidence)
        return MISSING if value is None else self.show(value)


def percent(value: float) -> str:
    """A share as a percentage; one digit below ten, so that small amounts do not all read 0 %."""
    shown = value * 100
    return f"{shown:.1f} %" if abs(shown) < 9.95 else f"{shown:.0f} %"


def ratio(value: float) -> str:
    return f"{value:.2f}"


def times(value: float) -> str:
    return f"{value:.2f} ×"


def delta_e(value: float) -> str:
    return f"ΔE {value:.1f}"


EVIDENCE_LINES = (
    EvidenceLine(
        "outgrowth",
        "Outgrowth",
        percent,
        "Product area that the original does not have, as a share of the product. Lower is better; 0 % is ideal.",
    ),
    EvidenceLine(
        "loss",
        "Loss",
        percent,
        "Product area of the original that is gone, as a share of the product. Lower is better; 0 % is ideal.",
    ),
    EvidenceLine(
        "iou",
        "Mask overlap (IoU)",
        ratio,
        "Area the two product masks share, divided by the area they cover together. Higher is better; 1.00 is the "
        "same silhouette.",
    ),
    EvidenceLine(
        "boundary_f",
        "Outline match (F)",
        ratio,
        "How much of the two outlines runs along each other. Higher is better; 1.00 is the same outline.",
    ),
    EvidenceLine(
        "colour_delta",
        "Colour change",
        delta_e,
        "Typical colour difference inside the product (CIEDE2000), after a general change of light is taken out. "
        "Lower is better; below 2 is hardly seen, above 10 is plain.",
    ),
    EvidenceLine(
        "text_similarity",
        "Text similarity",
        percent,
        "How alike the text on the product reads in both pictures. Higher is better; 100 % is the same text.",
    ),
    EvidenceLine(
        "scale",
        "Product size",
        times,
        "Size of the product in the generated image relative to the original. Neither direction is better: "
        "1.00 × is unchanged.",
    ),
    EvidenceLine(
        "registration",
        "Alignment confidence",
        percent,
        "How sure the app is that it found the same product in the generated image. Higher is better; when it is "
        "low, trust the other figures less.",
    ),
)

REWARD_TIP = QT_TRANSLATE_NOOP(
    "evidence",
    "How suitable and attractive the new background is, from 0 to 1. Higher is better. The marks on the bar are your "
    "limits for reject and approve.",
)
CONSISTENCY_TIP = QT_TRANSLATE_NOOP(
    "evidence",
    "How sure the models are that the product is still the same, from 0 to 1. Higher is better. The marks on the bar "
    "are your limits for reject and approve.",
)

ROLE_NAMES = {
    "segmenter": "Mask",
    "detector": "Detector",
    "reward": "Reward",
    "base reward": "Learned on top of",
    "checks": "Background checks",
    "caption": "Caption",
    "difference": "Difference",
    "promptable segmenter": "Prompted mask",
    "features": "Features",
    "text": "Text",
    "consistency": "Consistency",
}


def provenance(judgement: Judgement) -> list[tuple[str, str]]:
    """(what, value) lines of who judged: models by role, device, time."""
    out = [
        (translate("evidence", ROLE_NAMES.get(role, role.capitalize())), model)
        for role, model in judgement.models
    ]
    if judgement.device:
        out.append((translate("evidence", "Device"), judgement.device))
    if judgement.ms > 0:
        out.append((translate("evidence", "Time"), milliseconds(judgement.ms)))
    return out


def milliseconds(ms: float) -> str:
    """``38 ms``, ``1.24 s``."""
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.2f} s"


def stages_tip(judgement: Judgement) -> str:
    """Milliseconds of every stage, longest first, for a tool tip."""
    ordered = sorted(judgement.stages, key=lambda stage: -stage[1])
    return "\n".join(f"{name}: {milliseconds(ms)}" for name, ms in ordered)
