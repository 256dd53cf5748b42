"""English sentences for everything the models and the project say. The one place where ids become words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.judgement import Defect, DefectGroup, DefectKind, Judgement, NotJudged
from hfpc_desktop.domain.verdict import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

_TITLES: dict[DefectKind, str] = {
    DefectKind.OUTGROWTH: "Product grew",
    DefectKind.LOSS: "Product part missing",
    DefectKind.DEFORMATION: "Product deformed",
    DefectKind.COLOUR_SHIFT: "Product colour changed",
    DefectKind.TEXTURE_CHANGE: "Product texture changed",
    DefectKind.TEXT_CHANGE: "Text changed",
    DefectKind.LOGO_CHANGE: "Logo changed",
    DefectKind.DUPLICATE: "Product duplicated",
    DefectKind.REPLACED: "Product replaced",
    DefectKind.FLOATING: "Product floats",
    DefectKind.SIZE_MISMATCH: "Implausible size",
    DefectKind.WRONG_CONTEXT: "Unsuitable surroundings",
    DefectKind.INDISTINCT: "Product hard to see",
    DefectKind.LIGHTING_MISMATCH: "Light does not match",
    DefectKind.ARTEFACTS: "Image artefacts",
    DefectKind.EDGE_HALO: "Halo round the product",
    DefectKind.STRAY_TEXT: "Stray text",
    DefectKind.POOR_AESTHETICS: "Unattractive background",
    DefectKind.UNSUITABLE_ORIGINAL: "Unsuitable original",
    DefectKind.NOT_REGISTERED: "Product not located",
}

_GROUP_TITLES: dict[DefectGroup, str] = {
    DefectGroup.PRODUCT: "Product",
    DefectGroup.BACKGROUND: "Background",
    DefectGroup.INPUT: "Input",
}

_VERDICT_TITLES: dict[Verdict, str] = {
    Verdict.APPROVE: "Approve",
    Verdict.REVIEW: "Review",
    Verdict.REJECT: "Reject",
    Verdict.NOT_JUDGED: "Not judged",
}

_DECISION_TITLES: dict[Decision, str] = {
    Decision.UNDECIDED: "Undecided",
    Decision.APPROVED: "Approved",
    Decision.REJECTED: "Rejected",
}

_PLACES = {
    "top": "at the top",
    "bottom": "at the bottom",
    "left": "on the left",
    "right": "on the right",
    "centre": "in the centre",
}

_AGAIN = "judge again (F5 in the app)"

# What happened, and what a person can do about it.
_REASONS: dict[NotJudged, tuple[str, str]] = {
    NotJudged.UNREADABLE_ORIGINAL: (
        "The original cannot be read as a picture.",
        f"Open it in another program; if that fails too, replace the file, then {_AGAIN}.",
    ),
    NotJudged.UNREADABLE_GENERATED: (
        "The generated image cannot be read as a picture.",
        f"Generate or copy it again, then {_AGAIN}.",
    ),
    NotJudged.TOO_LARGE: (
        "The picture is larger than the limit.",
        f"Make it smaller, then {_AGAIN}.",
    ),
    NotJudged.TOO_SMALL: (
        "The picture is too small to judge.",
        "Use a larger version of it.",
    ),
    NotJudged.MISSING_FILE: (
        "The file is no longer there.",
        f"Put it back where it was, then {_AGAIN}.",
    ),
    NotJudged.NO_PRODUCT: (
        "No product was found in the original.",
        "Put a mask beside the original (NAME_mask.png), or use a photo that shows the product clearly.",
    ),
    NotJudged.NOT_REGISTERED: (
        "The product could not be located in the generated image.",
        "Compare the two by eye; a mask beside the original (NAME_mask.png) can help.",
    ),
    NotJudged.MODEL_MISSING: (
        "A model that is needed is not installed.",
        "Run 'hfpc models verify'; when it names a file, install the app again.",
    ),
    NotJudged.FAILED: (
        "Judging this pair failed.",
        f"To try once more, {_AGAIN}; if it fails again, report the details.",
    ),
    NotJudged.SKIPPED: (
        "This pair was skipped.",
        f"To have it judged, {_AGAIN}.",
    ),
}


def title(kind: DefectKind) -> str:
    """A few words for a list or a chip."""
    return _TITLES[kind]


def group_title(group: DefectGroup) -> str:
    return _GROUP_TITLES[group]


def verdict_title(verdict: Verdict) -> str:
    return _VERDICT_TITLES[verdict]


def decision_title(decision: Decision) -> str:
    return _DECISION_TITLES[decision]


def reason(not_judged: NotJudged, detail: str = "") -> str:
    """Why a score is missing: one sentence, then ``detail`` when there is any."""
    what = _REASONS[not_judged][0]
    detail = _one_line(detail)
    if not_judged is NotJudged.MISSING_FILE and detail:
        return _full_stop(detail)  # the reader of the file says the same, and more
    return f"{what} {_full_stop(detail)}" if detail else what


def advice(not_judged: NotJudged) -> str:
    """What a person can do about a missing score: one sentence."""
    return _REASONS[not_judged][1]


def summary(judgement: Judgement | None) -> str:
    """One line for a tool tip or a report: the reason, the worst defect, or that nothing was found."""
    if judgement is None:
        return "Not judged yet."
    if judgement.not_judged is not None:
        return f"{reason(judgement.not_judged, judgement.not_judged_detail)} {advice(judgement.not_judged)}"
    if not judgement.defects:
        return "No defect found."
    worst = max(judgement.defects, key=lambda defect: defect.severity)
    more = len(judgement.defects) - 1
    return sentence(worst) if more == 0 else f"{sentence(worst)} And {more} more."


def sentence(defect: Defect) -> str:
    """One sentence for ``defect``, with its amount, place and detail where it has them."""
    return _SENTENCES[defect.kind](defect)


# Amounts are in the kind's own unit, see ``Defect``: areas relative to the product's area, dE2000 for
# colour, a ratio (1 = unchanged) for deformation and size, a similarity 0..1 for text.


def _outgrowth(defect: Defect) -> str:
    percent = _percent(defect.amount)
    return _end(f"The product grew{percent} beyond its outline", _at(defect))


def _loss(defect: Defect) -> str:
    share = (
        f"{_percent(defect.amount)} of the product" if _percent(defect.amount) else " A part of the product"
    )
    return _end(f"{share.strip()} is gone", _at(defect))


def _deformation(defect: Defect) -> str:
    ratio = defect.amount
    if ratio is None or ratio <= 0:
        return _end("The product's shape changed", _at(defect))
    by = max(ratio, 1 / ratio) - 1
    return _end(f"The product was stretched or squeezed by{_percent(by)}", _at(defect))


def _colour(defect: Defect) -> str:
    amount = "" if defect.amount is None else f" by {defect.amount:.0f} ΔE"
    return _end(f"The product's colour changed{amount}", _at(defect))


def _text(defect: Defect) -> str:
    base = f"The text on the product changed{_at(defect)}"
    detail = _one_line(defect.detail)
    return f"{base}: {_full_stop(detail)}" if detail else f"{base}."


def _duplicate(defect: Defect) -> str:
    return _end("A second copy of the product appears in the picture", _at(defect, of_picture=True))


def _size(defect: Defect) -> str:
    detail = _one_line(defect.detail)
    return _detailed("The product's size does not fit its surroundings", detail)


def _plain(text: str, *, of_picture: bool = False) -> Callable[[Defect], str]:
    def make(defect: Defect) -> str:
        return _detailed(text + _at(defect, of_picture=of_picture), _one_line(defect.detail))

    return make


_SENTENCES: dict[DefectKind, Callable[[Defect], str]] = {
    DefectKind.OUTGROWTH: _outgrowth,
    DefectKind.LOSS: _loss,
    DefectKind.DEFORMATION: _deformation,
    DefectKind.COLOUR_SHIFT: _colour,
    DefectKind.TEXTURE_CHANGE: _plain("The product's surface looks different"),
    DefectKind.TEXT_CHANGE: _text,
    DefectKind.LOGO_CHANGE: _plain("The logo on the product changed"),
    DefectKind.DUPLICATE: _duplicate,
    DefectKind.REPLACED: _plain("The product was replaced by another one"),
    DefectKind.FLOATING: _plain("The product floats: nothing carries it and it casts no contact shadow"),
    DefectKind.SIZE_MISMATCH: _size,
    DefectKind.WRONG_CONTEXT: _plain("The product stands where it does not belong"),
    DefectKind.INDISTINCT: _plain("The product does not stand out from the background"),
    DefectKind.LIGHTING_MISMATCH: _plain("Light or sharpness of product and background do not match"),
    DefectKind.ARTEFACTS: _plain("The background shows artefacts", of_picture=True),
    DefectKind.EDGE_HALO: _plain("A halo or seam runs round the product"),
    DefectKind.STRAY_TEXT: _plain("Text appears in the background that nobody asked for", of_picture=True),
    DefectKind.POOR_AESTHETICS: _plain("The background is unattractive", of_picture=True),
    DefectKind.UNSUITABLE_ORIGINAL: _plain("The original does not show one whole product clearly"),
    DefectKind.NOT_REGISTERED: _plain("The product could not be located in the generated image"),
}


def _percent(amount: float | None) -> str:
    if amount is None:
        return ""
    percent = amount * 100
    return f" {percent:.1f} %" if 0 < percent < 1 else f" {percent:.0f} %"


def _at(defect: Defect, *, of_picture: bool = False) -> str:
    place = _PLACES.get(defect.place, "")
    if not place:
        return ""
    return f", {place} of the picture" if of_picture else f", {place}"


def _end(text: str, at: str) -> str:
    return f"{text}{at}."


def _detailed(text: str, detail: str) -> str:
    return f"{text} ({detail})." if detail else f"{text}."


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
