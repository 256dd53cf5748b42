"""Export of a trained reward: parity, refusal, and the model that the engine loads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.inference.store import ModelStore
from hfpc_desktop.judging.trained_reward import TrainedReward, read_settings
from hfpc_desktop.profiles import choose_tier
from hfpc_desktop.training import reward_export
from hfpc_desktop.training.reward_checkpoint import trained_net
from hfpc_desktop.training.reward_config import RewardConfig, RewardKind, TrainingError
from hfpc_desktop.training.reward_data import RewardData, split
from hfpc_desktop.training.reward_export import ExportPrecision, Parity, export_reward, spearman
from hfpc_desktop.training.reward_pictures import PictureReader
from hfpc_desktop.training.reward_train import RewardTraining
from tests.unit.training.reward_pictures import SIDE, write_set

pytestmark = pytest.mark.usefixtures("one_torch_thread")
TINY = RewardConfig(
    init="random:tiny", side=SIDE, batch=24, micro_batch=24, cap=6, epochs=5, lr_backbone=1e-3, lr_head=1e-3,
    frozen=0.0, clusters=0, valid_share=0.3, dropout=0.0,
)  # fmt: skip


@pytest.fixture(scope="module", params=list(RewardKind))
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RewardData]:
    folder = tmp_path_factory.mktemp("run")
    data = write_set(folder / "pictures")
    config = replace(TINY, kind=request.param)
    with PictureReader(data, SIDE, workers=1) as reader:
        training = RewardTraining(
            data,
            *split(data, 0.3, 0),
            config,
            folder=folder / "run",
            reader=reader,
            device=torch.device("cpu"),
        )
        best = training.run().best
    return best, data


def pictures(data: RewardData) -> tuple[np.ndarray, np.ndarray]:
    with PictureReader(data, SIDE, workers=1) as reader:
        originals = [reader.picture(data.originals[n]) for n in data.original[:24]]
        return np.stack(originals), np.stack([reader.picture(path) for path in data.generated[:24]])


class NoReasons:
    """Stands for the background checks: nothing found."""

    defects = stages = measured = left_out = ()
    features = b""

    def prepare(self, original: Picture, product: object) -> None:
        return None

    def assess(self, reference: object, generated: Picture, found: object) -> NoReasons:
        return self


@pytest.mark.parametrize("precision", [ExportPrecision.FP32, ExportPrecision.FP16])
def test_an_exported_reward_scores_like_the_trained_one(
    run: tuple[Path, RewardData], tmp_path: Path, precision: ExportPrecision
) -> None:
    best, data = run
    originals, generated = pictures(data)
    parity = export_reward(
        best,
        tmp_path / "mine",
        model_id="mine",
        precision=precision,
        originals=originals,
        generated=generated,
    )
    assert parity.largest < (1e-4 if precision is ExportPrecision.FP32 else 0.05) and parity.rank >= 0.99
    store = ModelStore(tmp_path / "none", tmp_path / "installed")
    info = store.import_model(tmp_path / "mine")
    assert store.verify("mine").ok and "labelled pairs" in info.manifest.trained_on
    assert choose_tier("mine", store, "cpu").models == (("reward", "mine"),)
    settings = read_settings(store.path("mine", "reward.json"))
    judge = TrainedReward(
        OnnxSession(store.path("mine", "encoder.onnx"), "cpu"),
        OnnxSession(store.path("mine", "scorer.onnx"), "cpu"),
        settings,
        NoReasons(),
    )
    reference = judge.prepare(Picture(originals[0], None, (SIDE, SIDE)), None)
    said = judge.assess(reference, Picture(generated[0], None, (SIDE, SIDE)), None)
    net, _ = trained_net(best)
    with torch.no_grad():
        both = [torch.from_numpy(x[:1]) for x in (originals, generated)]
        raw = float(net.score(net.encode(both[0]), net.encode(both[1]))[0])
    assert said.reward_raw == pytest.approx(raw, abs=0.05) and 0 < said.reward < 1


def test_int8_that_ranks_differently_is_refused(
    run: tuple[Path, RewardData], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    best, data = run
    originals, generated = pictures(data)
    monkeypatch.setattr(reward_export, "compare", lambda *_: Parity(0.3, 0.98, 24))
    with pytest.raises(TrainingError, match=r"int8 ranks 24 pairs differently .*0\.980"):
        export_reward(
            best,
            tmp_path / "m",
            model_id="m",
            precision=ExportPrecision.INT8,
            originals=originals,
            generated=generated,
        )
    assert not (tmp_path / "m").exists() and not list(tmp_path.iterdir())
    with pytest.raises(TrainingError, match="too few"):
        export_reward(
            best, tmp_path / "m", model_id="m", precision=ExportPrecision.FP32,
            originals=originals[:5], generated=generated[:5],
        )  # fmt: skip


def test_a_description_that_is_broken_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "reward.json"
    good = (
        '{"format": "hfpc-reward-onnx", "version": 1, "side": 64, "calibration": {"scale": %s, "offset": 0}}'
    )
    path.write_text(good % "1")
    assert read_settings(path).side == 64
    for text in (good % "-1", good % "NaN", "{}", "[", good.replace('"version": 1', '"version": 9') % "1"):
        path.write_text(text)
        with pytest.raises(ModelError, match=r"reward\.json"):
            read_settings(path)


def test_rank_correlation() -> None:
    assert spearman(np.array([1.0, 2, 3]), np.array([10.0, 20, 25])) == pytest.approx(1)
    assert spearman(np.array([1.0, 2, 3]), np.array([3.0, 2, 1])) == pytest.approx(-1)
    assert spearman(np.ones(3), np.array([1.0, 2, 3])) == 0.0
    assert spearman(np.array([1.0, np.nan]), np.array([1.0, 2])) == 0.0
