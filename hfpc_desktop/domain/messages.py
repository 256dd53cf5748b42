"""Sentences for everything the models and the project say. The one place where ids become words.

Tables hold English; what leaves this module is in the person's language (``domain.language``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.details import advises, localised
from hfpc_desktop.domain.judgement import Defect, DefectGroup, DefectKind, Judgement, NotJudged
from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate
from hfpc_desktop.domain.verdict import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

_TITLES: dict[DefectKind, str] = {
    DefectKind.OUTGROWTH: QT_TRANSLATE_NOOP("messages", "Product grew"),
    DefectKind.LOSS: QT_TRANSLATE_NOOP("messages", "Product part missing"),
    DefectKind.DEFORMATION: QT_TRANSLATE_NOOP("messages", "Product deformed"),
    DefectKind.COLOUR_SHIFT: QT_TRANSLATE_NOOP("messages", "Product colour changed"),
    DefectKind.TEXTURE_CHANGE: QT_TRANSLATE_NOOP("messages", "Product texture changed"),
    DefectKind.TEXT_CHANGE: QT_TRANSLATE_NOOP("messages", "Text changed"),
    DefectKind.LOGO_CHANGE: QT_TRANSLATE_NOOP("messages", "Logo changed"),
    DefectKind.DUPLICATE: QT_TRANSLATE_NOOP("messages", "Product duplicated"),
    DefectKind.REPLACED: QT_TRANSLATE_NOOP("messages", "Product replaced"),
    DefectKind.UNCLEAR_CHANGE: QT_TRANSLATE_NOOP("messages", "Product not quite the same"),
    DefectKind.FLOATING: QT_TRANSLATE_NOOP("messages", "Product floats"),
    DefectKind.SIZE_MISMATCH: QT_TRANSLATE_NOOP("messages", "Implausible size"),
    DefectKind.WRONG_CONTEXT: QT_TRANSLATE_NOOP("messages", "Unsuitable surroundings"),
    DefectKind.INDISTINCT: QT_TRANSLATE_NOOP("messages", "Product hard to see"),
    DefectKind.LIGHTING_MISMATCH: QT_TRANSLATE_NOOP("messages", "Light does not match"),
    DefectKind.ARTEFACTS: QT_TRANSLATE_NOOP("messages", "Image artefacts"),
    DefectKind.EDGE_HALO: QT_TRANSLATE_NOOP("messages", "Halo round the product"),
    DefectKind.STRAY_TEXT: QT_TRANSLATE_NOOP("messages", "Stray text"),
    DefectKind.POOR_AESTHETICS: QT_TRANSLATE_NOOP("messages", "Unattractive background"),
    DefectKind.UNSUITABLE_ORIGINAL: QT_TRANSLATE_NOOP("messages", "Unsuitable original"),
    DefectKind.NOT_REGISTERED: QT_TRANSLATE_NOOP("messages", "Product not located"),
}

_GROUP_TITLES: dict[DefectGroup, str] = {
    DefectGroup.PRODUCT: QT_TRANSLATE_NOOP("messages", "Product"),
    DefectGroup.BACKGROUND: QT_TRANSLATE_NOOP("messages", "Background"),
    DefectGroup.INPUT: QT_TRANSLATE_NOOP("messages", "Input"),
}

_VERDICT_TITLES: dict[Verdict, str] = {
    Verdict.APPROVE: QT_TRANSLATE_NOOP("messages", "Approve"),
    Verdict.REVIEW: QT_TRANSLATE_NOOP("messages", "Review"),
    Verdict.REJECT: QT_TRANSLATE_NOOP("messages", "Reject"),
    Verdict.NOT_JUDGED: QT_TRANSLATE_NOOP("messages", "Not judged"),
}

_DECISION_TITLES: dict[Decision, str] = {
    Decision.UNDECIDED: QT_TRANSLATE_NOOP("messages", "Undecided"),
    Decision.APPROVED: QT_TRANSLATE_NOOP("messages", "Approved"),
    Decision.REJECTED: QT_TRANSLATE_NOOP("messages", "Rejected"),
}

_PLACES = {
    "top": QT_TRANSLATE_NOOP("messages", "at the top"),
    "bottom": QT_TRANSLATE_NOOP("messages", "at the bottom"),
    "left": QT_TRANSLATE_NOOP("messages", "on the left"),
    "right": QT_TRANSLATE_NOOP("messages", "on the right"),
    "centre": QT_TRANSLATE_NOOP("messages", "in the centre"),
}

# What happened, and what a person can do about it.
_REASONS: dict[NotJudged, tuple[str, str]] = {
    NotJudged.UNREADABLE_ORIGINAL: (
        QT_TRANSLATE_NOOP("messages", "The original cannot be read as a picture."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Open it in another program; if that fails too, replace the file, then scan again.",
        ),
    ),
    NotJudged.UNREADABLE_GENERATED: (
        QT_TRANSLATE_NOOP("messages", "The generated image cannot be read as a picture."),
        QT_TRANSLATE_NOOP("messages", "Generate or copy it again, then scan again."),
    ),
    NotJudged.TOO_LARGE: (
        QT_TRANSLATE_NOOP("messages", "The picture is larger than the limit."),
        QT_TRANSLATE_NOOP("messages", "Make it smaller, then scan again."),
    ),
    NotJudged.TOO_SMALL: (
        QT_TRANSLATE_NOOP("messages", "The picture is too small to judge."),
        QT_TRANSLATE_NOOP("messages", "Use a larger version of it."),
    ),
    NotJudged.MISSING_FILE: (
        QT_TRANSLATE_NOOP("messages", "The file is no longer there."),
        QT_TRANSLATE_NOOP("messages", "Put it back where it was, then scan again."),
    ),
    NotJudged.NO_PRODUCT: (
        QT_TRANSLATE_NOOP("messages", "No product was found in the original."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Put a mask beside the original (NAME_mask.png), or use a photo that shows the product clearly.",
        ),
    ),
    NotJudged.NOT_REGISTERED: (
        QT_TRANSLATE_NOOP("messages", "The product could not be located in the generated image."),
        QT_TRANSLATE_NOOP(
            "messages", "Compare the two by eye; a mask beside the original (NAME_mask.png) can help."
        ),
    ),
    NotJudged.MODEL_MISSING: (
        QT_TRANSLATE_NOOP("messages", "A model that is needed is not installed."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Look into Judge, Models: what is missing or damaged stands there and can be installed again. "
            "What ships with the program comes back when the program is installed again.",
        ),
    ),
    NotJudged.FAILED: (
        QT_TRANSLATE_NOOP("messages", "Judging this pair failed."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Scan again to try once more; if it fails again, report the details.",
        ),
    ),
    NotJudged.SKIPPED: (
        QT_TRANSLATE_NOOP("messages", "This pair was skipped."),
        QT_TRANSLATE_NOOP("messages", "Scan again to have it judged."),
    ),
}


def title(kind: DefectKind) -> str:
    """A few words for a list or a chip."""
    return translate("messages", _TITLES[kind])


def group_title(group: DefectGroup) -> str:
    return translate("messages", _GROUP_TITLES[group])


def verdict_title(verdict: Verdict) -> str:
    return translate("messages", _VERDICT_TITLES[verdict])


def decision_title(decision: Decision) -> str:
    return translate("messages", _DECISION_TITLES[decision])


def reason(not_judged: NotJudged, detail: str = "") -> str:
    """Why a score is missing: one sentence, then ``detail`` when there is any."""
    what = translate("messages", _REASONS[not_judged][0])
    detail = localised(_one_line(detail))
    if not_judged is NotJudged.MISSING_FILE and detail:
        return _full_stop(detail)  # the reader of the file says the same, and more
    return _together(what, _full_stop(detail)) if detail else what


def advice(not_judged: NotJudged) -> str:
    """What a person can do about a missing score: one sentence."""
    return translate("messages", _REASONS[not_judged][1])


def explanation(not_judged: NotJudged, detail: str = "") -> str:
    """``reason``, and what a person can do about it, said once."""
    told = not_judged is not NotJudged.MISSING_FILE and advises(_one_line(detail))
    then = translate("messages", "Then scan again.") if told else advice(not_judged)
    return _together(reason(not_judged, detail), then)


def _together(first: str, second: str) -> str:
    """Two sentences after each other, as the language does it."""
    return translate("messages", "{0} {1}").format(first, second)


def summary(judgement: Judgement | None) -> str:
    """One line for a tool tip or a report: the reason, the worst defect, or that nothing was found."""
    if judgement is None:
        return translate("messages", "Not judged yet.")
    if judgement.not_judged is not None:
        return explanation(judgement.not_judged, judgement.not_judged_detail)
    if not judgement.defects:
        return translate("messages", "No defect found.")
    worst = max(judgement.defects, key=lambda defect: defect.severity)
    more = len(judgement.defects) - 1
    if not more:
        return sentence(worst)
    return translate("messages", "{0} And {1} more.").format(sentence(worst), more)


def sentence(defect: Defect) -> str:
    """One sentence for ``defect``, with its amount, place and detail where it has them."""
    what = _AMOUNTS[defect.kind](defect) if defect.kind in _AMOUNTS else ""
    detail = localised(_one_line(defect.detail))
    if defect.kind is DefectKind.TEXT_CHANGE and detail:
        detail = _full_stop(detail)
    pattern = _pattern(bool(place := _PLACES.get(defect.place, "")), bool(detail), defect.kind)
    return pattern.format(
        what=what or translate("messages", _CLAUSES[defect.kind]),
        place=translate("messages", place) if place else "",
        detail=detail,
    )


def _pattern(place: bool, detail: bool, kind: DefectKind) -> str:
    """How clause, place and detail become one sentence."""
    if place and kind is DefectKind.UNCLEAR_CHANGE:
        if detail:
            return translate(
                "messages", "The product differs most {place}, {detail}; no single kind of change stands out."
            )
        return translate("messages", "The product differs most {place}; no single kind of change stands out.")
    if kind is DefectKind.TEXT_CHANGE and detail:
        if place:
            return translate("messages", "{what}, {place}: {detail}")
        return translate("messages", "{what}: {detail}")
    if place and kind in _OF_PICTURE:
        if detail:
            return translate("messages", "{what}, {place} of the picture ({detail}).")
        return translate("messages", "{what}, {place} of the picture.")
    if place:
        return (
            translate("messages", "{what}, {place} ({detail}).")
            if detail
            else translate("messages", "{what}, {place}.")
        )
    return translate("messages", "{what} ({detail}).") if detail else translate("messages", "{what}.")


_OF_PICTURE = frozenset(
    {DefectKind.DUPLICATE, DefectKind.ARTEFACTS, DefectKind.STRAY_TEXT, DefectKind.POOR_AESTHETICS}
)
"""Kinds whose place is a place of the whole picture; of all others, of the product."""

_CLAUSES: dict[DefectKind, str] = {
    DefectKind.OUTGROWTH: QT_TRANSLATE_NOOP("messages", "The product grew beyond its outline"),
    DefectKind.LOSS: QT_TRANSLATE_NOOP("messages", "A part of the product is gone"),
    DefectKind.DEFORMATION: QT_TRANSLATE_NOOP("messages", "The product's shape changed"),
    DefectKind.COLOUR_SHIFT: QT_TRANSLATE_NOOP("messages", "The product's colour changed"),
    DefectKind.TEXTURE_CHANGE: QT_TRANSLATE_NOOP("messages", "The product's surface looks different"),
    DefectKind.TEXT_CHANGE: QT_TRANSLATE_NOOP("messages", "The text on the product changed"),
    DefectKind.LOGO_CHANGE: QT_TRANSLATE_NOOP("messages", "The logo on the product changed"),
    DefectKind.DUPLICATE: QT_TRANSLATE_NOOP("messages", "A second copy of the product appears in the picture"),
    DefectKind.REPLACED: QT_TRANSLATE_NOOP("messages", "The product was replaced by another one"),
    DefectKind.UNCLEAR_CHANGE: QT_TRANSLATE_NOOP("messages", "The product is not quite the same all over; no single kind of change stands out"),
    DefectKind.FLOATING: QT_TRANSLATE_NOOP("messages", "The product floats: nothing carries it and it casts no contact shadow"),
    DefectKind.SIZE_MISMATCH: QT_TRANSLATE_NOOP("messages", "The product's size does not fit its surroundings"),
    DefectKind.WRONG_CONTEXT: QT_TRANSLATE_NOOP("messages", "The product stands where it does not belong"),
    DefectKind.INDISTINCT: QT_TRANSLATE_NOOP("messages", "The product does not stand out from the background"),
    DefectKind.LIGHTING_MISMATCH: QT_TRANSLATE_NOOP("messages", "Light or sharpness of product and background do not match"),
    DefectKind.ARTEFACTS: QT_TRANSLATE_NOOP("messages", "The background shows artefacts"),
    DefectKind.EDGE_HALO: QT_TRANSLATE_NOOP("messages", "A halo or seam runs round the product"),
    DefectKind.STRAY_TEXT: QT_TRANSLATE_NOOP("messages", "Text appears in the background that nobody asked for"),
    DefectKind.POOR_AESTHETICS: QT_TRANSLATE_NOOP("messages", "The background is unattractive"),
    DefectKind.UNSUITABLE_ORIGINAL: QT_TRANSLATE_NOOP("messages", "The original does not show one whole product clearly"),
    DefectKind.NOT_REGISTERED: QT_TRANSLATE_NOOP("messages", "The product could not be located in the generated image"),
}  # fmt: skip


# Amounts are in the kind's own unit, see ``Defect``: areas relative to the product's area, dE2000 for
# colour, a ratio (1 = unchanged) for deformation and size, a similarity 0..1 for text. Each function gives
# the clause with its amount, or "" when there is none to say.


def _outgrowth(defect: Defect) -> str:
    if defect.amount is None:
        return ""
    return translate("messages", "The product grew {0} beyond its outline").format(_percent(defect.amount))


def _loss(defect: Defect) -> str:
    if defect.amount is None:
        return ""
    return translate("messages", "{0} of the product is gone").format(_percent(defect.amount))


def _deformation(defect: Defect) -> str:
    ratio = defect.amount
    if ratio is None or ratio <= 0:
        return ""
    by = _percent(max(ratio, 1 / ratio) - 1)
    return translate("messages", "The product was stretched or squeezed by {0}").format(by)


def _colour(defect: Defect) -> str:
    if defect.amount is None:
        return ""
    return translate("messages", "The product's colour changed by {0} ΔE").format(f"{defect.amount:.0f}")


_AMOUNTS: dict[DefectKind, Callable[[Defect], str]] = {
    DefectKind.OUTGROWTH: _outgrowth,
    DefectKind.LOSS: _loss,
    DefectKind.DEFORMATION: _deformation,
    DefectKind.COLOUR_SHIFT: _colour,
}


def _percent(amount: float) -> str:
    percent = amount * 100
    return f"{percent:.1f} %" if 0 < percent < 1 else f"{percent:.0f} %"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?", "。", "！", "？")) else f"{text}."
