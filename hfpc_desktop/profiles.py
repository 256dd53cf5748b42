"""Which promptable segmenter and detector a profile means, and what they add to the judge.

``embedded``: none. ``full``: the best that is installed and fast enough for the device. Any other name is the id
of an installed segmenter or reward, used as named even where it is slow; a segmenter takes the installed detector with
it. Ids joined by ``+`` mean exactly these, for example ``efficientsam-ti+image-reward``; ``starter-reward`` is the reward
that ships. Imports neither Qt nor torch by itself.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ModelError, UsageError
from hfpc_desktop.domain.language import listed, translate
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.catalogue import read_catalogue
from hfpc_desktop.inference.devices import Device, parse_device
from hfpc_desktop.inference.promptable import QUICK_ON_CPU, adapter_of, load_detector, load_segmenter
from hfpc_desktop.runtime.judging_choice import EMBEDDED, EMBEDDED_REWARD, JOIN, Choice, Choices, WhyNot
from hfpc_desktop.runtime.model_desk import TORCH_ADAPTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.domain.segmentation import Detector, Segmenter
    from hfpc_desktop.inference.manifest import ModelManifest
    from hfpc_desktop.inference.store import ModelInfo, ModelStore
    from hfpc_desktop.judging.prompted import OriginalFinder

FULL = "full"
TRAINED = "hfpc-reward"
"""Adapter of rewards that ``hfpc train export`` makes. ``full`` takes one when it is the only one installed."""
PROMPTED_REWARD = "image-reward"
"""Adapter of rewards with the product's name as prompt. Taken only when named: they never see the original."""
CAPTIONER = "blip-image-captioning-base"
"""Where it is installed, it says what a product without a name is, to a reward that reads names."""
BEST_FIRST = ("sam-vit-h", "sam-vit-l", "sam-vit-b", "efficientsam-s", "efficientsam-ti")
"""Published segmenters by quality as their authors report it. A segmenter trained here goes before them."""


def refuse_unknown_reward(manifest: ModelManifest) -> None:
    """``ModelError`` for a reward that no profile can use: it would be installed and never judge anything."""
    if manifest.role is Role.REWARD and manifest.adapter not in (TRAINED, PROMPTED_REWARD):
        text = translate(
            "models",
            "{0}: no reward that this version can score with. `hfpc train export` makes one from a trained "
            "checkpoint; `hfpc models install image-reward` fetches one.",
        )
        raise ModelError(text.format(manifest.id))


@dataclass(frozen=True, slots=True)
class Tier:
    """Ids of installed models, empty = none. ``profile`` as asked for. ``prompted``: the reward reads names,
    and ``captioner`` makes some where there are none."""

    profile: str
    segmenter: str = ""
    detector: str = ""
    reward: str = ""
    prompted: bool = False
    captioner: str = ""

    @property
    def by_name(self) -> bool:
        """Whether the product's name changes a judgement: then it is part of every cache key."""
        return bool(self.detector) or self.prompted

    @property
    def models(self) -> tuple[tuple[str, str], ...]:
        """(role, id) pairs that are shown with every score."""
        named = (
            ("promptable segmenter", self.segmenter),
            (Role.DETECTOR.value, self.detector),
            (Role.REWARD.value, self.reward),
            ("caption", self.captioner),
        )
        return tuple((role, model) for role, model in named if model)

    def fingerprint(self, store: ModelStore) -> str:
        """Changes with every model of the tier; empty for the embedded one."""
        return "".join(store.get(model).manifest.fingerprint for _, model in self.models)

    def load(self, store: ModelStore, device: str, threads: int) -> tuple[Segmenter, Detector | None] | None:
        """The loaded models; ``None`` for the embedded tier. Slow: on the thread that judges first."""
        if not self.segmenter:
            return None
        segmenter = load_segmenter(store, self.segmenter, device, threads=threads)
        return segmenter, load_detector(store, self.detector, device) if self.detector else None

    def finder(self, loaded: tuple[Segmenter, Detector | None] | None) -> OriginalFinder | None:
        """What looks for the product in originals without alpha and mask."""
        if loaded is None or loaded[1] is None:
            return None
        from hfpc_desktop.judging.prompted import OriginalFinder

        return OriginalFinder(*loaded)


def choose_tier(profile: str, store: ModelStore, device: str) -> Tier:
    """The tier that a profile's name means on this machine. ``UsageError`` that says what to install."""
    tier = _named_tier(profile, store, device)
    described = tier.prompted and any(info.id == CAPTIONER for info in store.list())
    return replace(tier, captioner=CAPTIONER) if described else tier


def _named_tier(profile: str, store: ModelStore, device: str) -> Tier:
    if profile == EMBEDDED:
        return Tier(profile)
    segmenters = {info.id: info for info in store.list() if info.role is Role.SEGMENTER and adapter_of(info)}
    detectors = [info.id for info in store.list() if info.role is Role.DETECTOR]
    detector = detectors[0] if detectors else ""
    rewards = [
        info.id for info in store.list() if info.role is Role.REWARD and info.manifest.adapter == TRAINED
    ]
    if profile in rewards:
        return Tier(profile, reward=profile)
    prompted = [
        info.id
        for info in store.list()
        if info.role is Role.REWARD and info.manifest.adapter == PROMPTED_REWARD
    ]
    if profile in prompted:
        return Tier(profile, reward=profile, prompted=True)
    if JOIN in profile:
        return _joined(profile, segmenters, detectors, rewards, prompted)
    if profile != FULL:
        if profile not in segmenters:
            raise _unknown(profile, [*segmenters, *rewards, *prompted])
        return Tier(profile, profile, detector)
    best = _best(segmenters, fast_device=has_torch_gpu(device))
    if not best:
        text = translate(
            "models",
            "The profile “full” needs a segmenter that is fast enough here: `hfpc models install efficientsam-ti`, "
            "and grounding-dino-tiny to find products by their names.",
        )
        raise UsageError(text)
    return Tier(profile, best, detector, rewards[0] if len(rewards) == 1 else "")


def _joined(
    profile: str, segmenters: Collection[str], detectors: list[str], rewards: list[str], prompted: list[str]
) -> Tier:
    """Exactly the named models, at most one of each kind."""
    found = {"segmenter": "", "detector": "", "reward": ""}
    for part in profile.split(JOIN):
        kinds = (("segmenter", segmenters), ("detector", detectors), ("reward", [*rewards, *prompted]))
        kind = next((kind for kind, known in kinds if part in known), "")
        if part == EMBEDDED_REWARD:
            continue
        if not kind:
            raise _unknown(part, [*segmenters, *detectors, *rewards, *prompted])
        if found[kind]:
            text = translate("models", "The profile “{0}” names two models for the same task.")
            raise UsageError(text.format(profile))
        found[kind] = part
    if found["detector"] and not found["segmenter"]:
        text = translate("models", "The profile “{0}” has a detector but no segmenter to draw what it finds.")
        raise UsageError(text.format(profile))
    return Tier(profile, **found, prompted=found["reward"] in prompted)


def _unknown(profile: str, ids: list[str]) -> UsageError:
    text = translate(
        "models", "There is no profile “{0}”. Known: {1}. `hfpc models install efficientsam-ti` adds one."
    )
    return UsageError(text.format(profile, listed([EMBEDDED, FULL, *ids])))


def choices(store: ModelStore, device: str) -> Choices:
    """Every model that could judge, installed or in the catalogue, and what stands against it. May import torch:
    not on the GUI thread."""
    here = {info.id: (info.role, adapter_of(info), info.manifest.name or info.id) for info in store.list()}
    known = {entry.id: (entry.role, entry.adapter, entry.name) for entry in read_catalogue()}
    fast: bool | None = None
    found: dict[Role, list[Choice]] = {Role.SEGMENTER: [], Role.DETECTOR: [], Role.REWARD: []}
    for model, (role, adapter, name) in {**known, **here}.items():
        if role not in found or not adapter:
            continue
        why_not = _why_not(store, model, adapter, here=model in here)
        needs_gpu = adapter not in QUICK_ON_CPU and role is Role.SEGMENTER
        if needs_gpu and not why_not and fast is None:
            fast = has_torch_gpu(device)
        prompted = adapter == PROMPTED_REWARD
        by_name = prompted or role is Role.DETECTOR
        slow = (needs_gpu or prompted) and fast is not True
        found[role].append(Choice(model, name, role, why_not, slow=slow, by_name=by_name))
    order = {name: rank for rank, name in enumerate(reversed(BEST_FIRST))}
    for some in found.values():
        some.sort(key=lambda one: (order.get(one.id, len(order)), one.id))
    return Choices(*(tuple(found[role]) for role in (Role.SEGMENTER, Role.DETECTOR, Role.REWARD)))


def _why_not(store: ModelStore, model: str, adapter: str, *, here: bool) -> WhyNot:
    if not here:
        return WhyNot.NOT_INSTALLED
    try:
        for file in store.get(model).manifest.files:
            store.path(model, file.path)
    except ModelError:
        return WhyNot.DAMAGED
    missing = adapter in TORCH_ADAPTERS and importlib.util.find_spec("torch") is None
    return WhyNot.NEEDS_TORCH if missing else WhyNot.NOTHING


def _best(segmenters: dict[str, ModelInfo], *, fast_device: bool) -> str:
    usable = [info for info in segmenters.values() if fast_device or adapter_of(info) in QUICK_ON_CPU]
    order = {name: rank for rank, name in enumerate(BEST_FIRST)}
    usable.sort(key=lambda info: (order.get(info.id, -1), info.id))
    return usable[0].id if usable else ""


def prompted_finders(
    store: ModelStore, device: str, first: Callable[[Picture], NDArray[np.uint8] | None]
) -> list[tuple[str, Callable[[Picture], NDArray[np.uint8] | None]]]:
    """(name, finder) of every installed segmenter that is fast enough here, prompted by the mask that ``first``
    finds (box, inner points and mask). Each model is loaded at its first picture."""
    fast = has_torch_gpu(device)
    found: list[tuple[str, Callable[[Picture], NDArray[np.uint8] | None]]] = []
    for info in store.list():
        if info.role is Role.SEGMENTER and (adapter_of(info) in QUICK_ON_CPU or (adapter_of(info) and fast)):
            finder = _PromptedFinder(store, info.id, device, first)
            found.append((f"{info.id}, prompted by the embedded mask", finder))
    return found


class _PromptedFinder:
    def __init__(
        self,
        store: ModelStore,
        model_id: str,
        device: str,
        first: Callable[[Picture], NDArray[np.uint8] | None],
    ) -> None:
        self._store, self._id, self._device, self._first = store, model_id, device, first
        self._segmenter: Segmenter | None = None

    def __call__(self, picture: Picture) -> NDArray[np.uint8] | None:
        import cv2

        from hfpc_desktop.judging.prompted import prompt_of

        if self._segmenter is None:
            self._segmenter = load_segmenter(self._store, self._id, self._device)
        start = self._first(picture)
        if start is None:
            return None
        size = (picture.width, picture.height)
        prompt = prompt_of(cv2.resize(start, size, interpolation=cv2.INTER_LINEAR) >= 128, None)
        return start if prompt is None else self._segmenter.segment(picture.rgb, prompt).mask


def has_torch_gpu(device: str) -> bool:
    """Whether torch models would run on a GPU. Imports torch when it is installed: not on the GUI thread."""
    asked = parse_device(device)
    if asked is Device.CPU or importlib.util.find_spec("torch") is None:
        return False
    from hfpc_desktop.inference.torch_runtime import gpu_kind

    try:
        return gpu_kind(asked) != ""
    except ModelError:
        return False
