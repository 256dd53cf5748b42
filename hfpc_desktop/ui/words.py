"""Short words for states and numbers as the window shows them. Pure functions, any thread."""

from __future__ import annotations

import math

from hfpc_desktop.domain.judgement import DefectKind, NotJudged
from hfpc_desktop.domain.verdict import Decision, Verdict

VERDICT_WORDS = {
    Verdict.APPROVE: "Approve",
    Verdict.REVIEW: "Review",
    Verdict.REJECT: "Reject",
    Verdict.NOT_JUDGED: "Not judged",
}
DECISION_WORDS = {
    Decision.UNDECIDED: "Undecided",
    Decision.APPROVED: "Approved",
    Decision.REJECTED: "Rejected",
}
DEFECT_WORDS = {
    DefectKind.OUTGROWTH: "Outgrowth",
    DefectKind.LOSS: "Loss",
    DefectKind.DEFORMATION: "Deformed",
    DefectKind.COLOUR_SHIFT: "Colour shift",
    DefectKind.TEXTURE_CHANGE: "Texture change",
    DefectKind.TEXT_CHANGE: "Text change",
    DefectKind.LOGO_CHANGE: "Logo change",
    DefectKind.DUPLICATE: "Duplicate",
    DefectKind.REPLACED: "Replaced",
    DefectKind.FLOATING: "Floating",
    DefectKind.SIZE_MISMATCH: "Wrong size",
    DefectKind.WRONG_CONTEXT: "Wrong context",
    DefectKind.INDISTINCT: "Indistinct",
    DefectKind.LIGHTING_MISMATCH: "Lighting",
    DefectKind.ARTEFACTS: "Artefacts",
    DefectKind.EDGE_HALO: "Edge halo",
    DefectKind.STRAY_TEXT: "Stray text",
    DefectKind.POOR_AESTHETICS: "Unattractive",
    DefectKind.UNSUITABLE_ORIGINAL: "Unsuitable original",
    DefectKind.NOT_REGISTERED: "Not registered",
}
NOT_JUDGED_WORDS = {
    NotJudged.UNREADABLE_ORIGINAL: "Original cannot be read",
    NotJudged.UNREADABLE_GENERATED: "Generated image cannot be read",
    NotJudged.TOO_LARGE: "Picture is too large",
    NotJudged.TOO_SMALL: "Picture is too small",
    NotJudged.MISSING_FILE: "File is missing",
    NotJudged.NO_PRODUCT: "No product found",
    NotJudged.NOT_REGISTERED: "Product could not be matched",
    NotJudged.MODEL_MISSING: "A model is missing",
    NotJudged.FAILED: "Judging failed",
    NotJudged.SKIPPED: "Skipped",
}


def score(value: float | None) -> str:
    """A score 0..1 with two digits; an en dash when it is missing (None or NaN)."""
    return "–" if value is None or math.isnan(value) else f"{value:.2f}"


def count(number: int) -> str:
    """An integer with thin spaces between thousands: ``12 345``."""
    return f"{number:,}".replace(",", "\u2009")


def plural(number: int, one: str, many: str | None = None) -> str:
    """``1 pair``, ``2 pairs``."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """A rough time for people: ``8 s``, ``3 min``, ``1 h 20 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes = math.ceil(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def size(number: int) -> str:
    """Bytes in decimal units: ``1.4 MB``."""
    value = float(number)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"
