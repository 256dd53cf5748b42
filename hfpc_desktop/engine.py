"""Builds the judging engine for both composition roots, so that app and command line cannot drift apart.

Imports neither Qt nor torch; ONNX Runtime is loaded when the first pair is judged, on the thread that
judges it.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import platformdirs

from hfpc_desktop.domain.judgement import CHECKS
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.hash import HashMemo
from hfpc_desktop.images.opening import DEFAULT_LIMITS, PictureLimits
from hfpc_desktop.images.thumbnails import Thumbnails
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.inference.store import ModelStore
from hfpc_desktop.judging.judge import JUDGING_VERSION, Judge
from hfpc_desktop.profiles import choices, choose_tier
from hfpc_desktop.review.edited_masks import EditedMasks
from hfpc_desktop.review.judgement_cache import JudgementCache
from hfpc_desktop.review.scoring import Scorer
from hfpc_desktop.runtime.judging_choice import EMBEDDED, JudgedBy, Judging
from hfpc_desktop.runtime.scoring_job import ThreadPlan

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.domain.judgement import Overlay
    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.segmentation import Detector, Segmenter
    from hfpc_desktop.judging.judge import RewardAssessor
    from hfpc_desktop.judging.reward import RewardJudge
    from hfpc_desktop.judging.saliency import Saliency
    from hfpc_desktop.judging.trained_reward import TrainedReward
    from hfpc_desktop.profiles import Tier
    from hfpc_desktop.runtime.judging_choice import Choices

APP = "hfpc-desktop"
DISK_BUDGET = 4 * 1024**3
"""Bytes of thumbnails and overlays kept on disk; the oldest go first."""
SALIENCY_MODEL = "u2netp"
FEATURE_MODEL = "efficientnet-lite2"
DIFFERENCE_MODEL = "product-difference"
TEXT_MODEL = "pp-ocr-v6-small"
REWARD_MODEL = "starter-reward"
PROFILES = {"embedded": (SALIENCY_MODEL, FEATURE_MODEL, DIFFERENCE_MODEL, TEXT_MODEL, REWARD_MODEL)}


def user_cache_folder() -> Path:
    """Where scores, thumbnails and masks are kept by default."""
    return platformdirs.user_cache_path(APP, appauthor=False)


def user_data_folder() -> Path:
    """Where projects and installed models live by default."""
    return platformdirs.user_data_path(APP, appauthor=False)


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """``device``: auto, cpu, cuda, directml, coreml. ``cache``: folder, or None to keep nothing.
    ``pictures``: sizes of pictures that are opened; ``disk_budget``: bytes of thumbnails and overlays kept."""

    device: str = "auto"
    profile: str = "embedded"
    cache: Path | None = None
    data: Path | None = None
    pictures: PictureLimits = DEFAULT_LIMITS
    disk_budget: int = DISK_BUDGET


class Engine:
    """Model store, caches and scorer, wired. Close it to flush the caches."""

    def __init__(self, options: EngineOptions, shared: Engine | None = None) -> None:
        """``shared``: its caches are used, and closed by it."""
        self.options = options
        self.models: ModelStore = shared.models if shared else model_store(options.data)
        self.tier = choose_tier(options.profile, self.models, options.device)
        self.disk: DiskCache = shared.disk if shared else DiskCache(options.cache, options.disk_budget)
        memo = options.cache / "hashes.sqlite" if options.cache else None
        self.hasher: HashMemo = shared.hasher if shared else HashMemo(memo)
        self.thumbnails: Thumbnails = (
            shared.thumbnails
            if shared
            else Thumbnails(self.disk, hasher=self.hasher.hash, limits=options.pictures)
        )
        self.judgements: JudgementCache = (
            shared.judgements if shared else JudgementCache(options.cache, self.disk)
        )
        self.edited_masks = EditedMasks((options.data or user_data_folder()) / "masks")
        self._prompted: tuple[Segmenter, Detector | None] | None = None
        self._by_hand: Segmenter | None = None
        self._prompted_lock = threading.Lock()
        self.scorer = Scorer(
            self._make_judge,
            self.hasher,
            self.judgements,
            self.fingerprint,
            by_name=self.tier.by_name,
            edited=self.edited_masks,
            limits=options.pictures,
        )
        self._judge: Judge | None = None

    @property
    def thread_plan(self) -> ThreadPlan:
        return ThreadPlan.for_device(self.options.device)

    @property
    def device(self) -> str:
        """What the sessions reported; empty before the first pair is judged."""
        return self._judge.device if self._judge else ""

    @property
    def fingerprint(self) -> str:
        """Hash of models, fitted numbers and judging version: part of every cache key."""
        digest = hashlib.blake2b(JUDGING_VERSION.encode(), digest_size=16)
        for model_id in PROFILES[EMBEDDED]:
            digest.update(self.models.get(model_id).manifest.fingerprint.encode())
        digest.update(self.tier.fingerprint(self.models).encode())
        digest.update(_combination_file().read_bytes())
        return digest.hexdigest()

    def overlay(self, pair: Pair) -> Overlay | None:
        """The evidence of a judged pair from the cache. Raises PictureError when a file is gone."""
        return self.judgements.overlay(self.scorer.overlay_key(pair))

    def saliency(self) -> Saliency:
        """The embedded saliency model by itself, for measuring beside the judge. ModelError when missing."""
        from hfpc_desktop.inference.sessions import OnnxSession
        from hfpc_desktop.judging.saliency import U2NetSaliency

        return U2NetSaliency(OnnxSession(self.models.path(SALIENCY_MODEL), self.options.device))

    def judging(self, profile: str = "") -> Judging:
        """Another profile over the same caches; empty = this engine's own. ``UsageError`` when it cannot be had."""
        same = profile in ("", self.options.profile)
        engine = self if same else Engine(replace(self.options, profile=profile), self)
        tier = engine.tier
        return Judging(
            engine.options.profile,
            JudgedBy(tier.segmenter, tier.detector, tier.reward, tier.by_name),
            engine.scorer,
            engine.fingerprint,
            engine.thread_plan,
            lambda: engine.device,
            engine.segmenter,
        )

    def choices(self) -> Choices:
        """Every model that could judge, and what stands against it. Not on the GUI thread."""
        return choices(self.models, self.options.device)

    def segmenter(self) -> Segmenter:
        """What answers a person's box or click: the tier's segmenter, else the embedded one. Loads it at the first
        call: not on the GUI thread; ``ModelError`` when that fails."""
        from hfpc_desktop.judging.embedded_segmenter import EmbeddedSegmenter

        threads = 1 if self.thread_plan.judges > 1 else 0
        prompted = self._load_prompted(threads) if self.tier.segmenter else None
        if prompted is not None:
            return prompted[0]
        with self._prompted_lock:
            if self._by_hand is None:
                self._by_hand = EmbeddedSegmenter(self.saliency())
            return self._by_hand

    def _load_prompted(self, threads: int) -> tuple[Segmenter, Detector | None] | None:
        """Once, for the judge and for masks by hand: a large model is in memory only once."""
        with self._prompted_lock:
            if self._prompted is None:
                self._prompted = self.tier.load(self.models, self.options.device, threads)
            return self._prompted

    def _make_judge(self) -> Judge:
        """Load the models. On the thread that judges first; ModelError when one is missing."""
        import cv2

        from hfpc_desktop.inference.sessions import OnnxSession
        from hfpc_desktop.judging.combination import Combination
        from hfpc_desktop.judging.consistency import ConsistencyJudge
        from hfpc_desktop.judging.difference import DifferenceModel
        from hfpc_desktop.judging.features import DeepFeatures
        from hfpc_desktop.judging.measurements import Instruments
        from hfpc_desktop.judging.reward import RewardJudge
        from hfpc_desktop.judging.reward_head import load_head
        from hfpc_desktop.judging.saliency import U2NetSaliency
        from hfpc_desktop.judging.text_reader import PaddleReader

        # several pairs are judged side by side: one thread inside each is the best use of the cores
        threads = 1 if self.thread_plan.judges > 1 else 0
        if threads == 1:
            # OpenCV's own threads would take cores from each other, and are not lowered in priority
            cv2.setNumThreads(1)
        store, device = self.models, self.options.device
        saliency = OnnxSession(store.path(SALIENCY_MODEL), device, threads=threads)
        features = OnnxSession(store.path(FEATURE_MODEL), device, threads=threads)
        saliency.load()
        features.load()
        prompted = self._load_prompted(threads)
        instruments = Instruments(
            U2NetSaliency(saliency),
            DifferenceModel(
                features, OnnxSession(store.path(DIFFERENCE_MODEL), device, threads=threads), DIFFERENCE_MODEL
            ),
            PaddleReader(
                OnnxSession(store.path(TEXT_MODEL, "detector.onnx"), device, threads=threads),
                OnnxSession(store.path(TEXT_MODEL, "recogniser.onnx"), device, threads=threads),
                store.path(TEXT_MODEL, "characters.txt").read_text(encoding="utf-8"),
            ),
            prompted[0] if prompted else None,
        )
        combination = Combination.parse(_combination_file().read_text(encoding="utf-8"))
        consistency = ConsistencyJudge(instruments, combination)
        checks = RewardJudge(DeepFeatures(features, FEATURE_MODEL), load_head(store.path(REWARD_MODEL)))
        self._judge = Judge(
            consistency,
            _reward(self.tier, store, device, threads, checks),
            models=(
                (Role.SEGMENTER.value, SALIENCY_MODEL),
                (Role.FEATURES.value, FEATURE_MODEL),
                ("difference", DIFFERENCE_MODEL),
                (Role.TEXT.value, TEXT_MODEL),
                ("consistency", consistency.model_id),
                (CHECKS if self.tier.reward else Role.REWARD.value, REWARD_MODEL),
                *self.tier.models,
            ),
            device=features.device,
            fingerprint=self.fingerprint,
            finder=self.tier.finder(prompted),
        )
        return self._judge

    def close(self) -> None:
        self.judgements.close()
        self.hasher.close()


def _reward(tier: Tier, store: ModelStore, device: str, threads: int, checks: RewardJudge) -> RewardAssessor:
    """What gives the reward of a tier; the checks go on naming defects."""
    if not tier.reward:
        return checks
    if not tier.prompted:
        return _trained(tier.reward, store, device, threads, checks)
    from hfpc_desktop.inference.image_reward import CHECKPOINT, VOCABULARY, ImageRewardModel
    from hfpc_desktop.judging.prompted_reward import PromptedReward

    checkpoint, vocabulary = store.path(tier.reward, CHECKPOINT), store.path(tier.reward, VOCABULARY)
    captioner = None
    if tier.captioner:
        from hfpc_desktop.inference.blip_caption import CONFIG, BlipCaptioner

        captioner = BlipCaptioner(store.path(tier.captioner, CONFIG).parent, device)
    scorer = ImageRewardModel(checkpoint, vocabulary, device)
    return PromptedReward(scorer, checks, name=tier.reward, captioner=captioner)


def _trained(model: str, store: ModelStore, device: str, threads: int, checks: RewardJudge) -> TrainedReward:
    """A reward trained with ``hfpc train reward``; the checks go on naming defects."""
    from hfpc_desktop.inference.sessions import OnnxSession
    from hfpc_desktop.judging import trained_reward as trained

    encoder = OnnxSession(store.path(model, trained.ENCODER), device, threads=threads)
    scorer = OnnxSession(store.path(model, trained.SCORER), device, threads=threads)
    encoder.load()
    scorer.load()
    settings = trained.read_settings(store.path(model, trained.ABOUT))
    return trained.TrainedReward(encoder, scorer, settings, checks, name=model)


def model_store(data: Path | None = None) -> ModelStore:
    """The embedded models and those the user installed."""
    return ModelStore(resource_path("models"), (data or user_data_folder()) / "models")


def _combination_file() -> Path:
    return resource_path("consistency", "combination.json")
