"""What models are good for, in a sentence, and what their states are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.runtime.model_desk import ModelState

if TYPE_CHECKING:
    from hfpc_desktop.runtime.model_desk import ModelCard

# fmt: off
ROLE_TITLES: dict[Role, str] = {
    Role.SEGMENTER: QT_TRANSLATE_NOOP("models", "Cutting the product out"),
    Role.DETECTOR: QT_TRANSLATE_NOOP("models", "Finding the product by its name"),
    Role.REWARD: QT_TRANSLATE_NOOP("models", "Judging the background"),
    Role.TEXT: QT_TRANSLATE_NOOP("models", "Reading text"),
    Role.FEATURES: QT_TRANSLATE_NOOP("models", "Describing pictures"),
}
"""In the order in which they are shown."""
GOOD_FOR: dict[str, str] = {
    "efficientsam-ti": QT_TRANSLATE_NOOP("models", "Draws the product's outline from a box or a click. Small and quick enough for a computer without a graphics card."),
    "efficientsam-s": QT_TRANSLATE_NOOP("models", "As EfficientSAM-Ti, larger: its authors report finer outlines. Quick enough without a graphics card."),
    "sam-vit-b": QT_TRANSLATE_NOOP("models", "The smallest Segment Anything model. Meant for a graphics card: without one every picture takes tens of seconds."),
    "sam-vit-l": QT_TRANSLATE_NOOP("models", "The middle Segment Anything model. Needs a graphics card to be of use."),
    "sam-vit-h": QT_TRANSLATE_NOOP("models", "The largest Segment Anything model, with the best outlines by its authors' figures. Needs a graphics card to be of use."),
    "grounding-dino-tiny": QT_TRANSLATE_NOOP("models", "Finds the product in an original by its name, for example “red coffee mug”, and hands its place to a segmenter."),
    "image-reward": QT_TRANSLATE_NOOP("models", "Trained on what people like in images made from a text. Its text here is the product's name; it never sees the original."),
    "blip-image-captioning-base": QT_TRANSLATE_NOOP("models", "Describes an original in a few words: ImageReward's text for a product without a name. Also weights to start from with hfpc train reward."),
    "blip-itm-base-coco": QT_TRANSLATE_NOOP("models", "Weights to start from when a reward is trained with hfpc train reward. Judges nothing by itself."),
    "blip-itm-large": QT_TRANSLATE_NOOP("models", "Weights to start from when a reward is trained with hfpc train reward, the large version. Judges nothing by itself."),
    "u2netp": QT_TRANSLATE_NOOP("models", "Finds what stands out in a picture. Good on plain backgrounds; on busy scenes it can miss parts of the product."),
    "starter-reward": QT_TRANSLATE_NOOP("models", "Notices technical faults of a background: halos, floating products, light, blur. It has no taste and was not trained on what people like."),
    "product-difference": QT_TRANSLATE_NOOP("models", "Compares the product in both pictures and points at what grew, is gone or changed."),
    "efficientnet-lite2": QT_TRANSLATE_NOOP("models", "Turns pictures into numbers that the other judges compare."),
    "pp-ocr-v6-small": QT_TRANSLATE_NOOP("models", "Reads lines of text on the product, so that a changed letter is noticed."),
}
NAMES: dict[str, str] = {
    "starter-reward": QT_TRANSLATE_NOOP("models", "Starter reward"),
    "product-difference": QT_TRANSLATE_NOOP("models", "Product difference"),
    "efficientnet-lite2": QT_TRANSLATE_NOOP("models", "EfficientNet-Lite2"),
    "pp-ocr-v6-small": QT_TRANSLATE_NOOP("models", "PP-OCRv6 small"),
    "blip-image-captioning-base": QT_TRANSLATE_NOOP("models", "BLIP captioning, base"),
    "blip-itm-base-coco": QT_TRANSLATE_NOOP("models", "BLIP image-text matching, base"),
    "blip-itm-large": QT_TRANSLATE_NOOP("models", "BLIP image-text matching, large"),
}
"""Names that are words; the others are called what their authors call them."""
_OTHERS: dict[Role, str] = {
    Role.SEGMENTER: QT_TRANSLATE_NOOP("models", "A segmenter of your own, imported or trained on this machine."),
    Role.DETECTOR: QT_TRANSLATE_NOOP("models", "A detector of your own."),
    Role.REWARD: QT_TRANSLATE_NOOP("models", "A reward trained with hfpc train reward."),
    Role.TEXT: QT_TRANSLATE_NOOP("models", "A text reader of your own."),
    Role.FEATURES: QT_TRANSLATE_NOOP("models", "A feature network of your own."),
}
_STATES: dict[ModelState, str] = {
    ModelState.EMBEDDED: QT_TRANSLATE_NOOP("models", "Comes with the app"),
    ModelState.INSTALLED: QT_TRANSLATE_NOOP("models", "Installed"),
    ModelState.PARTIAL: QT_TRANSLATE_NOOP("models", "Partly fetched"),
    ModelState.AVAILABLE: QT_TRANSLATE_NOOP("models", "Not installed"),
    ModelState.DAMAGED: QT_TRANSLATE_NOOP("models", "Damaged"),
}
_HASHES = {
    "pinned": QT_TRANSLATE_NOOP("models", "The app knows the hash of every file."),
    "recorded": QT_TRANSLATE_NOOP("models", "The hashes of the files are recorded at the first install and verified ever after."),
    "pinned and recorded": QT_TRANSLATE_NOOP("models", "The app knows the hashes of the weights; those of the small files are recorded at the first install."),
}
# fmt: on


def role_title(role: Role) -> str:
    return translate("models", ROLE_TITLES[role])


def name_of(model_id: str, name: str) -> str:
    """What a model is called in the language of the window."""
    known = NAMES.get(model_id, "")
    return translate("models", known) if known else name


def good_for(card: ModelCard) -> str:
    """One sentence or two."""
    return translate("models", GOOD_FOR.get(card.id, _OTHERS[card.role]))


def purpose(model_id: str) -> str:
    """What a model of the list is good for; empty for one of a person's own."""
    known = GOOD_FOR.get(model_id, "")
    return translate("models", known) if known else ""


def state_title(card: ModelCard, *, verified: bool) -> str:
    """``verified``: every byte was compared in this session."""
    if verified and card.state is ModelState.INSTALLED:
        return translate("models", "Installed, verified")
    if verified and card.state is ModelState.EMBEDDED:
        return translate("models", "Comes with the app, verified")
    return translate("models", _STATES[card.state])


def hashes(card: ModelCard) -> str:
    """Where the hashes come from; empty when that is not known."""
    known = _HASHES.get(card.hashes, "")
    return translate("models", known) if known else ""


def size_words(card: ModelCard, size: str) -> str:
    """``size``: of the exact bytes in words; used when they are known."""
    if card.size:
        return size
    about = card.size_text.removeprefix("about ")
    return translate("models", "about {0}").format(about) if about else ""
