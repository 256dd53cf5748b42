"""Profiles: which models a name means, and that a detector's product reaches the judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from hfpc_desktop import profiles
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.domain.segmentation import FoundBox, product_name
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest
from hfpc_desktop.inference.store import ModelStore, file_sha256
from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.geometry import Pyramid
from hfpc_desktop.judging.prompted import OriginalFinder, inner_points, prompt_of, segment_generated
from hfpc_desktop.profiles import choose_tier
from hfpc_desktop.runtime.judging_choice import WhyNot, profile_name
from tests.contract.test_judging_ports import scene
from tests.fakes import FakeDetector, FakeSegmenter

if TYPE_CHECKING:
    from pathlib import Path


def store_with(root: Path, *models: tuple[str, Role, str]) -> ModelStore:
    store = ModelStore(root / "none", root / "user")
    for name, role, adapter in models:
        place = store.workspace(name)
        (place / "w").write_bytes(name.encode())
        file = ModelFile("w", file_sha256(place / "w"), len(name))
        store.adopt(place, ModelManifest(name, role, (file,), adapter=adapter))
    return store


TI = ("efficientsam-ti", Role.SEGMENTER, "efficient-sam-onnx")
SAM = ("sam-vit-b", Role.SEGMENTER, "sam-transformers")
DINO = ("grounding-dino-tiny", Role.DETECTOR, "grounding-dino")


def test_embedded_needs_nothing(tmp_path: Path) -> None:
    tier = choose_tier("embedded", store_with(tmp_path), "auto")
    assert (tier.models, tier.fingerprint(store_with(tmp_path))) == ((), "")


def test_full_never_takes_a_slow_model_on_a_cpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(tmp_path, TI, SAM, DINO)
    tier = choose_tier("full", store, "cpu")
    assert (tier.segmenter, tier.detector) == ("efficientsam-ti", "grounding-dino-tiny")
    assert tier.fingerprint(store)
    monkeypatch.setattr(profiles, "has_torch_gpu", lambda device: True)
    assert choose_tier("full", store, "auto").segmenter == "sam-vit-b"


def test_a_reward_with_a_prompt_is_taken_only_when_named(tmp_path: Path) -> None:
    prompted = ("image-reward", Role.REWARD, "image-reward")
    store = store_with(tmp_path, TI, prompted)
    full, named = choose_tier("full", store, "cpu"), choose_tier("image-reward", store, "cpu")
    assert (full.reward, full.by_name) == ("", False)
    assert (named.segmenter, named.reward, named.by_name) == ("", "image-reward", True)
    with pytest.raises(UsageError, match="image-reward"):
        choose_tier("nothing", store, "cpu")


def test_a_named_model_is_taken_as_named(tmp_path: Path) -> None:
    tier = choose_tier("sam-vit-b", store_with(tmp_path, TI, SAM), "cpu")
    assert (tier.segmenter, tier.detector) == ("sam-vit-b", "")


def test_an_imported_checkpoint_can_be_named(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    (tmp_path / "sam_vit_b.pth").write_bytes(b"weights")
    store.import_model(tmp_path / "sam_vit_b.pth", model_id="meta", role=Role.SEGMENTER)
    assert choose_tier("meta", store, "cpu").segmenter == "meta"


@pytest.mark.parametrize(("profile", "text"), [("full", "models install"), ("other", "no profile")])
def test_what_is_missing_is_said(tmp_path: Path, profile: str, text: str) -> None:
    with pytest.raises(UsageError, match=text):
        choose_tier(profile, store_with(tmp_path, SAM), "cpu")


class CountingDetector(FakeDetector):
    def __init__(self, score: float = 0.8) -> None:
        self.asked: list[str] = []
        self._score = score

    def detect(self, rgb: np.ndarray, product: str) -> tuple[FoundBox, ...]:
        self.asked.append(product)
        return tuple(FoundBox(b.box, self._score, b.label) for b in super().detect(rgb, product))


def test_the_product_is_found_by_its_name() -> None:
    detector = CountingDetector()
    found = OriginalFinder(FakeSegmenter(), detector).find(scene(), "red mug")
    assert detector.asked == ["red mug"]
    assert found is not None and found[150, 144] == 255 and found[5, 5] == 0
    assert OriginalFinder(FakeSegmenter(), CountingDetector(0.1)).find(scene(), "red mug") is None
    assert OriginalFinder(FakeSegmenter(), None).find(scene(), "red mug") is None


def test_an_alpha_channel_goes_before_the_detector() -> None:
    detector = CountingDetector()
    alpha = np.zeros((288, 288), np.uint8)
    alpha[72:230, 86:202] = 255
    picture = Picture(scene().rgb, alpha, (288, 288))
    assert OriginalFinder(FakeSegmenter(), detector).find(picture, "mug") is None
    assert detector.asked == []
    opaque = Picture(scene().rgb, np.full((288, 288), 255, np.uint8), (288, 288))
    assert OriginalFinder(FakeSegmenter(), detector).find(opaque, "mug") is not None


def test_points_lie_deep_inside_and_apart() -> None:
    mask = np.zeros((100, 200), bool)
    mask[20:80, 20:80] = mask[30:70, 120:180] = True
    points = inner_points(mask)
    assert len(points) >= 2
    assert all(mask[int(y), int(x)] for x, y in points)
    assert abs(points[0][0] - points[1][0]) > 40
    assert len(inner_points(np.zeros((5, 5), bool))) == 0
    assert prompt_of(np.zeros((5, 5), bool), None) is None


def test_the_generated_product_is_asked_for_where_registration_says() -> None:
    expected = np.zeros((60, 80), bool)
    expected[15:45, 20:60] = True
    to_view = geometry.shifting(-100, -40)
    pyramid = Pyramid.of(np.zeros((200, 300, 3), np.uint8))
    seen = np.ones_like(expected)
    found = segment_generated(
        FakeSegmenter(), pyramid, to_view, expected, seen, np.zeros(expected.shape, np.float32)
    )
    assert found is not None and found.shape == expected.shape
    assert np.mean(found == expected) > 0.97


@pytest.mark.parametrize(
    ("file", "given", "name"),
    [
        ("SKU-1042_red-coffee-mug_03.png", "", "red coffee mug"),
        ("IMG_2041.jpg", "", ""),
        ("BlueSneaker_original.webp", "", "blue sneaker"),
        ("x.png", "  garden   chair ", "garden chair"),
        ("红色杯子.png", "", "红色杯子"),
    ],
)
def test_names_from_files(file: str, given: str, name: str) -> None:
    assert product_name(file, given) == name


def test_installed_segmenters_are_measured_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "load_segmenter", lambda *_: FakeSegmenter())
    mask = np.zeros((144, 144), np.uint8)
    mask[40:100, 50:90] = 255
    ((name, find),) = profiles.prompted_finders(store_with(tmp_path, TI, SAM), "cpu", lambda _: mask)
    assert "efficientsam-ti" in name
    found = find(scene())
    assert found is not None and found.shape == (288, 288)
    assert found[140, 140] == 255 and found[20, 20] == 0


def test_a_pair_is_judged_with_an_installed_segmenter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole engine with a named profile: its model is loaded, used and named with the score."""
    import cv2

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.segmentation import Prompt, Segmented
    from hfpc_desktop.engine import Engine, EngineOptions
    from hfpc_desktop.inference.efficient_sam import EfficientSamOnnx
    from hfpc_desktop.inference.store import ModelStore
    from hfpc_desktop.review.scoring import ScoreTask
    from tests.support import tiny_models

    asked: list[int] = []
    original = EfficientSamOnnx.segment

    def counting(self: EfficientSamOnnx, rgb: np.ndarray, prompt: Prompt) -> Segmented:
        asked.append(max(rgb.shape))
        found = original(self, rgb, prompt)
        assert found.mask.shape == rgb.shape[:2]
        assert prompt.mask is not None
        # Random weights are never sure of themselves and may draw nothing: the upper half stands for an answer.
        middle = int(np.median(np.nonzero(prompt.mask)[0]))
        upper = prompt.mask * (np.arange(len(prompt.mask)) < middle)[:, None].astype(np.uint8)
        return Segmented(upper, 0.9)

    monkeypatch.setattr(EfficientSamOnnx, "segment", counting)
    tiny_models.save_efficient_sam(tmp_path / "made")
    store = ModelStore(tmp_path / "none", tmp_path / "data" / "models")
    place = store.workspace("made")
    files = []
    for name in ("encoder.onnx", "decoder.onnx"):
        (tmp_path / "made" / name).replace(place / name)
        files.append(ModelFile(name, file_sha256(place / name), (place / name).stat().st_size))
    store.adopt(place, ModelManifest("tiny", Role.SEGMENTER, tuple(files), adapter="efficient-sam-onnx"))
    for name, ground in (("a", 225), ("b", 200)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), scene(ground).rgb[..., ::-1])
    plain = Engine(EngineOptions(device="cpu", data=tmp_path / "data"))
    engine = Engine(EngineOptions(device="cpu", profile="tiny", data=tmp_path / "data"))
    try:
        assert engine.fingerprint != plain.fingerprint
        pair = Pair(tmp_path / "a.png", tmp_path / "b.png")
        judged = engine.scorer.score(ScoreTask(1, pair)).judgement
        assert ("promptable segmenter", "tiny") in judged.models
        assert judged.consistency is not None
        assert len(asked) == 1 and asked[0] >= 300  # the generated image, larger than the view
        unprompted = plain.scorer.score(ScoreTask(1, pair)).judgement
        assert judged.evidence.iou < 0.7 < unprompted.evidence.iou, "the answer is the mask that is compared"
    finally:
        plain.close()
        engine.close()


def test_joined_names_mean_exactly_these(tmp_path: Path) -> None:
    prompted = ("image-reward", Role.REWARD, "image-reward")
    store = store_with(tmp_path, TI, DINO, prompted)
    assert choose_tier("efficientsam-ti", store, "cpu").detector == "grounding-dino-tiny"
    alone = choose_tier("efficientsam-ti+starter-reward", store, "cpu")
    assert (alone.segmenter, alone.detector, alone.reward) == ("efficientsam-ti", "", "")
    every = choose_tier("efficientsam-ti+grounding-dino-tiny+image-reward", store, "cpu")
    assert (every.detector, every.reward, every.by_name) == ("grounding-dino-tiny", "image-reward", True)


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        ("efficientsam-ti+nothing", "no profile"),
        ("efficientsam-ti+sam-vit-b", "two models"),
        ("grounding-dino-tiny+starter-reward", "no segmenter"),
    ],
)
def test_joined_names_that_do_not_fit_are_refused(tmp_path: Path, profile: str, text: str) -> None:
    with pytest.raises(UsageError, match=text):
        choose_tier(profile, store_with(tmp_path, TI, SAM, DINO), "cpu")


def test_what_could_judge_and_what_stands_against_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(tmp_path, TI, SAM)
    found = profiles.choices(store, "cpu")
    assert [one.id for one in found.segmenters[:2]] == ["efficientsam-ti", "efficientsam-s"]
    ti, sam, reward = (found.find(name) for name in ("efficientsam-ti", "sam-vit-b", "image-reward"))
    assert (ti.why_not, ti.slow) == (WhyNot.NOTHING, False)
    assert sam.slow, "no graphics card here"
    assert reward.why_not is WhyNot.NOT_INSTALLED
    monkeypatch.setattr(profiles.importlib.util, "find_spec", lambda _: None)
    assert profiles.choices(store, "cpu").find("sam-vit-b").why_not is WhyNot.NEEDS_TORCH
    assert profile_name("efficientsam-ti", "", "") == "efficientsam-ti+starter-reward"
