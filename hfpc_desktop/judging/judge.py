"""Judging one pair: consistency and reward side by side, joined into one ``Judgement``."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement, NotJudged, Overlay

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture

JUDGING_VERSION = "19"
"""Raise with every change of judging code that changes a judgement: it is part of every cache key."""


def go_on() -> None:
    """Nobody asks a job of one pair to stop."""


class FoundProduct(Protocol):
    """What the consistency judgement found. ``overlay`` is for the eye, with what defects point at drawn in;
    ``located`` is the product as it was located, and the reward looks at the background around that."""

    @property
    def consistency(self) -> float | None: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def defects(self) -> tuple[Defect, ...]: ...
    @property
    def overlay(self) -> Overlay: ...
    @property
    def located(self) -> Overlay: ...
    @property
    def not_judged(self) -> NotJudged | None: ...
    @property
    def detail(self) -> str: ...
    @property
    def stages(self) -> tuple[tuple[str, float], ...]: ...


class RewardFinding(Protocol):
    @property
    def reward(self) -> float | None: ...
    @property
    def reward_raw(self) -> float | None: ...
    @property
    def defects(self) -> tuple[Defect, ...]: ...
    @property
    def stages(self) -> tuple[tuple[str, float], ...]: ...


class ConsistencyAssessor(Protocol):
    """Port of product consistency. ``prepare`` runs once per original, ``assess`` once per pair."""

    def prepare(self, original: Picture, mask: NDArray[np.uint8] | None) -> Any: ...
    def assess(self, product: Any, generated: Picture) -> FoundProduct: ...


class RewardAssessor(Protocol):
    """Port of the background reward."""

    def prepare(self, original: Picture, product: Any) -> Any: ...
    def assess(self, reference: Any, generated: Picture, found: Overlay | None) -> RewardFinding: ...


@runtime_checkable
class NamedReward(Protocol):
    """Port of a ``RewardAssessor`` that also reads the product's name; then this is called for ``prepare``."""

    def prepare_named(self, original: Picture, product: Any, name: str) -> Any: ...


@dataclass(frozen=True, slots=True, eq=False)
class PreparedOriginal:
    """Everything that depends on the original alone; reused for all its generated images."""

    product: Any
    reference: Any
    ms: float


class MaskFinder(Protocol):
    """Port: the product's mask in an original that came without one, or ``None``."""

    def find(self, original: Picture, product: str) -> NDArray[np.uint8] | None: ...


class Judge:
    """The pipeline for one pair. Pure and deterministic; safe to call from several threads.

    ``models`` are the (role, id) pairs shown with every score, ``device`` what the sessions
    reported, ``fingerprint`` a hash of models, settings and ``JUDGING_VERSION`` for cache keys.
    """

    def __init__(
        self,
        consistency: ConsistencyAssessor,
        reward: RewardAssessor,
        *,
        models: tuple[tuple[str, str], ...],
        device: str,
        fingerprint: str,
        finder: MaskFinder | None = None,
    ) -> None:
        self._consistency = consistency
        self._reward = reward
        self._finder = finder
        self.models = models
        self.device = device
        self.fingerprint = fingerprint

    def prepare(
        self,
        original: Picture,
        mask: NDArray[np.uint8] | None = None,
        product: str = "",
        between: Callable[[], None] = go_on,
    ) -> PreparedOriginal:
        """Look at the original once. ``mask``: uint8 H x W supplied product mask, any resolution;
        ``product``: its name, for a finder that looks for it by name and a reward that reads it;
        ``between``: called between the steps, stops the work by raising."""
        start = time.perf_counter()
        if mask is None and self._finder is not None:
            mask = self._finder.find(original, product)
            between()
        seen = self._consistency.prepare(original, mask)
        between()
        if isinstance(self._reward, NamedReward):
            reference = self._reward.prepare_named(original, seen, product)
        else:
            reference = self._reward.prepare(original, seen)
        return PreparedOriginal(seen, reference, 1e3 * (time.perf_counter() - start))

    def judge(
        self, prepared: PreparedOriginal, generated: Picture, between: Callable[[], None] = go_on
    ) -> tuple[Judgement, Overlay]:
        """Judge one generated image against a prepared original. ``between``: as in ``prepare``."""
        start = time.perf_counter()
        found = self._consistency.assess(prepared.product, generated)
        between()
        # a mask that does not belong to the product would make the background checks lie
        where = found.located if found.not_judged is None else None
        reward = self._reward.assess(prepared.reference, generated, where)
        defects = found.defects + reward.defects
        judgement = Judgement(
            reward=reward.reward,
            reward_raw=reward.reward_raw,
            consistency=found.consistency,
            evidence=found.evidence,
            defects=tuple(sorted(defects, key=_worst_first)),
            not_judged=found.not_judged,
            not_judged_detail=found.detail,
            models=self.models,
            device=self.device,
            ms=1e3 * (time.perf_counter() - start),
            stages=found.stages + reward.stages,
            features=getattr(
                reward, "features", b""
            ),  # a reward without measures is judged, not learned from
        )
        return judgement, found.overlay


_KIND_ORDER = {kind: i for i, kind in enumerate(DefectKind)}


def _worst_first(defect: Defect) -> tuple[float, int]:
    return (-defect.severity, _KIND_ORDER[defect.kind])
