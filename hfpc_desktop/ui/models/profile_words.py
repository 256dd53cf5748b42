"""How what judges a project is called, and what choosing it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate
from hfpc_desktop.runtime.judging_choice import EMBEDDED_REWARD, WhyNot
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.models import model_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSettings

    from hfpc_desktop.runtime.judging_choice import Choice, JudgedBy

PACE = "pace/{0}"
"""Where the seconds that a pair took with a profile are kept in the settings."""
SLOW_PAIR_S = 20.0
"""What the image encoder of SAM ViT-B takes on one core, roughly; larger ones take longer."""
_WHY = {
    WhyNot.NOT_INSTALLED: QT_TRANSLATE_NOOP("models", "Not installed"),
    WhyNot.DAMAGED: QT_TRANSLATE_NOOP("models", "Damaged"),
    WhyNot.NEEDS_TORCH: QT_TRANSLATE_NOOP("models", "Needs PyTorch"),
}


def short(by: JudgedBy, names: Mapping[str, str]) -> str:
    """What judges, for the status bar: the models that do not ship, or that none is needed. ``names`` by id."""
    ids = [model for model in (by.segmenter, by.detector, by.reward) if model]
    shown = [model_words.name_of(model, names.get(model, model)) for model in ids]
    return " · ".join(shown) if shown else translate("models", "Embedded models")


def embedded_segmenter() -> str:
    return translate("models", "U²-Net-P with finer outlines, comes with the app")


def embedded_reward() -> str:
    return model_words.name_of(EMBEDDED_REWARD, EMBEDDED_REWARD)


def stands_against(choice: Choice) -> str:
    """Why it cannot be chosen, or what to expect; empty when there is nothing to say."""
    if choice.why_not:
        return translate("models", _WHY[choice.why_not])
    return translate("models", "Slow without a graphics card") if choice.slow else ""


def cost(pairs: int, seconds: float | None, *, slow: bool) -> str:
    """What judging again takes. ``seconds`` a pair as measured on this machine, ``None`` = not known."""
    many = words.plural(
        pairs,
        translate("models", "{0} pair is judged again."),
        translate("models", "{0} pairs are judged again."),
    )
    if seconds is not None:
        time = translate("models", "About {0}, as measured on this machine.").format(
            words.duration(pairs * seconds)
        )
    elif slow:
        time = translate(
            "models", "Without a graphics card tens of seconds a pair: about {0}, or more."
        ).format(words.duration(pairs * SLOW_PAIR_S))
    else:
        time = translate("models", "How long is not known yet: these models have not judged on this machine.")
    keep = translate(
        "models",
        "Decisions, flags and notes stay; scores stay until the new ones arrive. Pairs that these models have judged "
        "before are not judged twice.",
    )
    return translate("models", "{0} {1} {2}").format(many, time, keep)


def remembered_pace(settings: QSettings, profile: str) -> float | None:
    """Seconds a pair took with ``profile`` on this machine."""
    try:
        value = float(str(settings.value(PACE.format(profile), "")))
    except ValueError:
        return None
    return value if 0 < value < 1e5 else None


def remember_pace(settings: QSettings, profile: str, seconds: float) -> None:
    settings.setValue(PACE.format(profile), seconds)
