"""Which promptable segmenter and detector a profile means, and what they add to the judge.

``embedded``: none. ``full``: the best that is installed and fast enough for the device. Any other name is
the id of an installed segmenter, used as named even where it is slow. Imports neither Qt nor torch by itself.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ModelError, UsageError
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.devices import Device, parse_device
from hfpc_desktop.inference.promptable import QUICK_ON_CPU, adapter_of, load_detector, load_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.domain.segmentation import Detector, Segmenter
    from hfpc_desktop.inference.store import ModelInfo, ModelStore
    from hfpc_desktop.judging.prompted import OriginalFinder

EMBEDDED, FULL = "embedded", "full"
TRAINED = "hfpc-reward"
"""Adapter of rewards that ``hfpc train export`` makes. ``full`` takes one when it is the only one installed."""
PROMPTED_REWARD = "image-reward"
"""Adapter of rewards with the product's name as prompt. Taken only when named: they never see the original."""
BEST_FIRST = ("sam-vit-h", "sam-vit-l", "sam-vit-b", "efficientsam-s", "efficientsam-ti")
"""Published segmenters by quality as their authors report it. A segmenter trained here goes before them."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Ids of installed models, empty = none. ``profile`` as asked for. ``prompted``: the reward reads names."""

    profile: str
    segmenter: str = ""
    detector: str = ""
    reward: str = ""
    prompted: bool = False

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
    if profile != FULL:
        if profile not in segmenters:
            known = ", ".join([EMBEDDED, FULL, *segmenters, *rewards, *prompted])
            raise UsageError(
                f"There is no profile “{profile}”. Known: {known}. `hfpc models install efficientsam-ti` adds one."
            )
        return Tier(profile, profile, detector)
    best = _best(segmenters, fast_device=has_torch_gpu(device))
    if not best:
        raise UsageError(
            "The profile “full” needs a segmenter that is fast enough here: `hfpc models install efficientsam-ti`, "
            "and grounding-dino-tiny to find products by their names."
        )
    return Tier(profile, best, detector, rewards[0] if len(rewards) == 1 else "")


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
