"""The starter reward: is the new background suitable? Checks and deep probes, joined by a fitted head.

Not human feedback: the head is fitted on rendered scenes and made damage (see its card).
Pure: the same pixels, mask, model and head give the same result. One thread at a time per session.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np

from hfpc_desktop.domain import measures
from hfpc_desktop.domain.judgement import Defect, Frame
from hfpc_desktop.judging import background_artefacts as artefacts
from hfpc_desktop.judging import background_checks as checks
from hfpc_desktop.judging.background_scene import Finding, Scene, build_scene, largest_part
from hfpc_desktop.judging.features import DeepFeatures, View, frame_view, product_view
from hfpc_desktop.judging.reward_head import Probe, RewardHead, softplus
from hfpc_desktop.judging.reward_result import RewardResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture


class OriginalMask(Protocol):
    """What the reward needs of the original's product: its mask, uint8 H x W, or ``None``."""

    @property
    def mask(self) -> NDArray[np.uint8] | None: ...


class FoundProduct(Protocol):
    """Where the product is in the generated image: uint8 masks of any size over its whole frame."""

    @property
    def generated_mask(self) -> NDArray[np.uint8] | None: ...

    @property
    def expected_mask(self) -> NDArray[np.uint8] | None: ...


@dataclass(frozen=True, slots=True)
class RewardReference:
    """What one original contributes to all its pairs. ``look`` is ``None`` without a product mask."""

    look: checks.ProductLook | None


class RewardJudge:
    """Scores the backgrounds of generated images with one feature network and one head."""

    def __init__(self, features: DeepFeatures, head: RewardHead) -> None:
        self._features = features
        self._head = head

    @property
    def model_id(self) -> str:
        return self._head.model_id

    @property
    def feature_model_id(self) -> str:
        return self._features.model_id

    def prepare(self, original: Picture, product: OriginalMask | None) -> RewardReference:
        """Once per original."""
        mask = None if product is None else product.mask
        return RewardReference(checks.product_look(build_scene(original.rgb, mask)))

    def assess(
        self, reference: RewardReference, generated: Picture, found: FoundProduct | None
    ) -> RewardResult:
        """Scores one generated image. Without a mask only the background itself is checked.

        Raises ``ModelError`` when the feature network returns something unusable.
        """
        started = time.perf_counter()
        scene = build_scene(generated.rgb, _mask_of(found))
        built = time.perf_counter()
        findings = measure_checks(scene, reference.look)
        checked = time.perf_counter()
        described = describe(scene, self._features)
        findings |= respond_all(described, scene, self._head.probes)
        probed = time.perf_counter()
        amounts = {name: found.amount for name, found in findings.items() if found is not None}
        raw = self._head.raw(amounts)
        return RewardResult(
            reward=self._head.calibrated(raw),
            reward_raw=raw,
            defects=_defects(findings, amounts, self._head),
            stages=(
                ("reward.scene", 1e3 * (built - started)),
                ("reward.checks", 1e3 * (checked - built)),
                ("reward.features", 1e3 * (probed - checked)),
            ),
            measured=tuple(sorted(amounts.items())),
            left_out=tuple(name for name in self._head.names if name not in amounts),
            features=measures.pack(
                {name: amounts.get(name) for name in findings},
                described.pools["frame"],
                self._features.model_id,
            ),
        )


def _mask_of(found: FoundProduct | None) -> NDArray[np.uint8] | None:
    if found is None:
        return None
    return found.generated_mask if found.generated_mask is not None else found.expected_mask


def measure_checks(scene: Scene, look: checks.ProductLook | None) -> dict[str, Finding | None]:
    """All classical checks by name; ``None`` where one cannot be made."""
    return {
        "edge_halo": checks.edge_halo(scene),
        "contact_shadow": checks.contact_shadow(scene),
        "lighting": checks.lighting_mismatch(scene, look),
        "sharpness": checks.sharpness_mismatch(scene),
        "indistinct": checks.indistinct(scene),
        "exposure": checks.exposure(scene),
        "size": checks.size_mismatch(scene),
        "pixel_blocks": artefacts.pixel_blocks(scene),
        "blotches": artefacts.blotches(scene),
        "stray_text": artefacts.stray_text(scene),
    }


# ------------------------------------------------------------------------------------- probes
@dataclass(frozen=True, slots=True, eq=False)
class Descriptors:
    """Deep features of one generated image.

    ``local``  GRID x GRID x LOCAL_WIDTH of the whole frame, ``background`` GRID x GRID share 0..1,
    ``view`` the frame's view, ``pools`` mean descriptors by pool name (see ``reward_head.POOLS``).
    """

    local: NDArray[np.float32]
    background: NDArray[np.float32]
    view: View
    pools: Mapping[str, NDArray[np.float32]]


def describe(scene: Scene, features: DeepFeatures) -> Descriptors:
    """Runs the network on the frame and, where there is one, on the product's surroundings."""
    frame = frame_view(scene.rgb)
    product = scene.product
    views = [frame] if product is None else [frame, product_view(scene.rgb, product.box)]
    local = features.local(views)
    background = frame.grid(scene.background)
    pools = {"frame": _pool(local[0], background)}
    if product is not None:
        inside = views[1].grid(product.mask)
        valid = views[1].grid(np.ones(scene.shape, dtype=np.float32))
        outside = np.clip(valid - inside, 0.0, 1.0)
        x0, y0, x1, y1 = product.box
        tall, wide = y1 - y0, x1 - x0
        under = _strip(scene.shape, (x0, y1 - 0.06 * tall, x1, y1 + 0.12 * tall))
        about = _strip(scene.shape, (x0 - 0.3 * wide, y1 - 0.02 * tall, x1 + 0.3 * wide, y1 + 0.3 * tall))
        pools["ring"] = _pool(local[1], outside)
        pools["base"] = _pool(local[1], views[1].grid(under))
        pools["ground"] = _pool(local[1], np.clip(views[1].grid(about) - inside, 0.0, 1.0))
    return Descriptors(local[0], background, frame, pools)


def measure_probes(
    scene: Scene, features: DeepFeatures, probes: tuple[Probe, ...]
) -> dict[str, Finding | None]:
    """Amounts of all probes by name (softplus of the logit); ``None`` where a pool does not exist."""
    return respond_all(describe(scene, features), scene, probes)


def respond_all(described: Descriptors, scene: Scene, probes: tuple[Probe, ...]) -> dict[str, Finding | None]:
    """As ``measure_probes``, for a scene that is described already."""
    return {probe.name: _respond(probe, described, scene) for probe in probes}


def _respond(probe: Probe, described: Descriptors, scene: Scene) -> Finding | None:
    if not probe.pools:
        return _respond_locally(probe, described, scene)
    if any(name not in described.pools for name in probe.pools):
        return None
    logit = float(probe.logit(np.concatenate([described.pools[name] for name in probe.pools])))
    region = scene.product_region() if probe.pools != ("frame",) else None
    return Finding(probe.name, probe.kind, softplus(logit), region)


def local_response(probe: Probe, described: Descriptors) -> NDArray[np.float32]:
    """Smoothed logits on the grid; cells that are mostly product or outside the frame are -inf."""
    usable = described.background > 0.6
    logits = np.where(usable, probe.logit(described.local), 0.0).astype(np.float32)
    mass = cv2.blur(usable.astype(np.float32), (3, 3))
    smooth = cv2.blur(logits, (3, 3)) / np.maximum(mass, 1e-3)
    return np.where(usable, smooth, -np.inf).astype(np.float32)


def _respond_locally(probe: Probe, described: Descriptors, scene: Scene) -> Finding | None:
    response = local_response(probe, described)
    strongest = np.sort(response[np.isfinite(response)])[-6:]
    if strongest.size == 0:
        return None
    amount = softplus(float(strongest.mean()))
    box = largest_part(response > max(0.0, 0.5 * float(strongest[-1])))
    region = None if box is None else scene.region(*described.view.cell_box(*box))
    return Finding(probe.name, probe.kind, amount, region)


def _strip(shape: tuple[int, int], box: tuple[float, float, float, float]) -> NDArray[np.float32]:
    height, width = shape
    strip = np.zeros(shape, dtype=np.float32)
    x0, y0, x1, y1 = box
    strip[max(0, int(y0)) : min(height, int(y1) + 1), max(0, int(x0)) : min(width, int(x1))] = 1.0
    return strip


def _pool(local: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    total = float(weight.sum())
    mean = np.tensordot(weight, local, axes=((0, 1), (0, 1))) / max(total, 1e-6)
    return np.asarray(mean, dtype=np.float32)


# ------------------------------------------------------------------------------------ defects
_DETAILS = {
    "exposure": "large parts are burnt out or black",
    "sharpness": "the product is blurrier or noisier than the scene",
}


def _defects(
    findings: Mapping[str, Finding | None], amounts: Mapping[str, float], head: RewardHead
) -> tuple[Defect, ...]:
    """The reported kinds, worst first; each is placed where its strongest sign is."""
    found = []
    for kind in head.kinds:
        severity = kind.severity(kind.risk(amounts))
        if severity is None:
            continue
        parts = kind.parts(amounts)
        main = max(parts, key=lambda name: (name in amounts, parts[name]))
        places = sorted((name for name in parts if name in amounts), key=lambda name: -parts[name])
        signs = [sign for name in places if (sign := findings[name]) is not None]
        region = next((sign.region for sign in signs if sign.region is not None), None)
        found.append(Defect(kind.kind, severity, region, Frame.GENERATED, detail=_DETAILS.get(main, "")))
    return tuple(sorted(found, key=lambda defect: -defect.severity))
