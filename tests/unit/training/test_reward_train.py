"""Training on a tiny BLIP: it learns, goes on exactly after a kill, and refuses what it cannot use."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.training import reward_checkpoint as store
from hfpc_desktop.training import reward_train
from hfpc_desktop.training.calibration_platt import Platt, fit_platt
from hfpc_desktop.training.reward_config import Precision, RewardConfig, RewardKind, TrainingError
from hfpc_desktop.training.reward_data import RewardData, Visit, split
from hfpc_desktop.training.reward_device import pick_device, pick_precision
from hfpc_desktop.training.reward_loss import Totals, loss_parts, totals
from hfpc_desktop.training.reward_pictures import PictureReader
from hfpc_desktop.training.reward_train import Hooks, Outcome, RewardTraining, StepInfo, schedule
from hfpc_desktop.training.reward_validation import Validation, chunks, raw_rewards, validate
from tests.unit.training.reward_pictures import SIDE, write_set
from tests.unit.training.test_event_log import events

CPU = torch.device("cpu")
pytestmark = pytest.mark.usefixtures("one_torch_thread")
TINY = RewardConfig(
    init="random:tiny", side=SIDE, batch=24, micro_batch=24, cap=6, epochs=8, patience=8, lr_backbone=1e-3,
    lr_head=1e-3, frozen=0.0, clusters=3, valid_share=0.35, dropout=0.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> RewardData:
    return write_set(tmp_path_factory.mktemp("set"), originals=24)


def train(data: RewardData, config: RewardConfig, folder: Path, hooks: Hooks | None = None) -> Outcome:
    rows = split(data, config.valid_share, config.seed)
    with PictureReader(data, config.side, workers=2) as reader:
        return RewardTraining(
            data, *rows, config.checked(), folder=folder, reader=reader, device=CPU, hooks=hooks
        ).run()


def curve(folder: Path) -> list[list[str]]:
    """The loss curve without the wall clock."""
    with (folder / "log.csv").open(newline="") as stream:
        return [row[:-1] for row in csv.reader(stream)]


def test_it_learns_within_originals_it_has_not_seen(data: RewardData, tmp_path: Path) -> None:
    rows = split(data, TINY.valid_share, TINY.seed)
    untrained = []
    for seed in range(12):
        with PictureReader(data, SIDE, workers=1) as reader:
            run = RewardTraining(
                data, *rows, replace(TINY, seed=seed), folder=tmp_path / "none", reader=reader, device=CPU
            )
            found = raw_rewards(run.net, reader, chunks(data, rows[1], 6, 24), CPU)
        untrained.append(validate(data, *found)[0].accuracy)
    assert 0.4 < np.mean(untrained) < 0.6, untrained  # random weights know nothing
    outcome = train(data, TINY, tmp_path)
    assert outcome.validation.accuracy >= 0.9 and outcome.validation.comparisons >= 50
    facts = store.read_checkpoint(outcome.best).facts
    assert facts["calibration"]["scale"] > 0 and facts["calibration"]["pairs"] == outcome.validation.pairs
    assert facts["train"]["originals"] + facts["valid"]["originals"] == 24


def test_a_killed_run_goes_on_with_the_same_curve_and_the_same_weights(
    data: RewardData, tmp_path: Path
) -> None:
    config = replace(TINY, epochs=3, dropout=0.2, save_every=3, micro_batch=12, frozen=0.5)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    train(data, config, whole)

    class Killed(Exception):
        pass

    def die(at: int) -> Hooks:
        def check(info: StepInfo) -> None:
            if info.step == at:
                raise Killed

        return Hooks(on_step=check)

    for at in (5, 8):  # the first in the middle of an epoch, two steps after a checkpoint
        with pytest.raises(Killed):
            train(data, config, killed, die(at))
    train(data, config, killed)
    assert curve(killed) == curve(whole)
    assert len(curve(whole)) > 9
    assert (killed / "validation.csv").read_text() == (whole / "validation.csv").read_text()
    starts = sorted(events(path)[1][2][0] for path in (killed / "tensorboard").iterdir())
    assert starts == [1, 5, 7]  # the step after each checkpoint that a killed run went on from
    left, right = (store.read_checkpoint(folder / store.LAST).tensors for folder in (whole, killed))
    assert left.keys() == right.keys()
    assert all(torch.equal(left[name], right[name]) for name in left)
    finished = train(data, config, killed)  # nothing left to do
    assert curve(killed) == curve(whole) and finished.steps == len(curve(whole)) - 1


def test_a_run_is_not_continued_with_other_settings_or_other_data(data: RewardData, tmp_path: Path) -> None:
    config = replace(TINY, epochs=1)
    train(data, config, tmp_path)
    with pytest.raises(TrainingError, match="seed: 0 -> 1"):
        train(data, replace(config, seed=1), tmp_path)
    turned = RewardData(data.originals, data.generated, data.original, ~data.good)
    with pytest.raises(TrainingError, match="other data"):
        train(turned, config, tmp_path)


def test_early_stop_and_frozen_layers(
    data: RewardData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flat = Validation(accuracy=0.5, auc=0.5, loss=0.7, pairs=48, comparisons=72)
    monkeypatch.setattr(reward_train, "validate", lambda *_: (flat, Platt(1.0, 0.0, 48)))
    config = replace(TINY, epochs=6, patience=1, frozen=1.0)
    outcome = train(data, config, tmp_path)
    assert outcome.early and len(curve(tmp_path)) == 1 + 2 * 4
    net, _ = store.trained_net(outcome.best)
    torch.manual_seed(config.seed)
    from hfpc_desktop.training.reward_weights import starting_net

    fresh, _ = starting_net(config.kind, config.init, config.side, dropout=0.0)
    for name, tensor in fresh.encoder.state_dict().items():
        assert torch.equal(tensor, net.encoder.state_dict()[name]), name


def test_frozen_features_train_only_their_head(data: RewardData, tmp_path: Path) -> None:
    outcome = train(data, replace(TINY, kind=RewardKind.FROZEN_FEATURES, epochs=3), tmp_path)
    found = store.read_checkpoint(outcome.best)
    assert found.config.kind is RewardKind.FROZEN_FEATURES
    assert outcome.validation.accuracy > 0.6


def test_accumulating_gives_the_gradient_of_the_whole_batch(data: RewardData, tmp_path: Path) -> None:
    rows = split(data, TINY.valid_share, 0)
    visits = tuple(Visit(n, tuple(int(r) for r in data.rows_of(np.array([n]))), False) for n in range(4))
    grads = []
    for micro in (24, 6):
        config = replace(TINY, micro_batch=micro)
        with PictureReader(data, SIDE, workers=1) as reader:
            run = RewardTraining(data, *rows, config, folder=tmp_path, reader=reader, device=CPU)
            run.steps([visits], reader)
        grads.append(torch.cat([p.grad.flatten() for p in run.net.parameters() if p.grad is not None]))
    assert torch.allclose(grads[0], grads[1], atol=1e-6)
    assert grads[0].abs().max() > 1e-4


def test_checkpointing_does_not_change_the_gradient(data: RewardData, tmp_path: Path) -> None:
    rows = split(data, TINY.valid_share, 0)
    visits = (Visit(0, (0, 1, 2), False),)
    grads = []
    for on in (False, True):
        with PictureReader(data, SIDE, workers=1) as reader:
            run = RewardTraining(
                data, *rows, replace(TINY, checkpointing=on), folder=tmp_path, reader=reader, device=CPU
            )
            run.steps([visits], reader)
        grads.append(torch.cat([p.grad.flatten() for p in run.net.parameters() if p.grad is not None]))
    assert torch.allclose(grads[0], grads[1], atol=1e-7)


def test_the_loss_by_hand() -> None:
    raw, good = torch.tensor([2.0, 0.5, 1.0, -1.0]), torch.tensor([True, False, False, False])
    visit = torch.tensor([0, 0, 0, 1])
    whole = totals([np.array([True, False, False]), np.array([False])])
    assert whole == Totals(1, 4)
    compared, pointwise = loss_parts(raw, good, visit, whole)
    assert compared.item() == pytest.approx((np.log1p(np.exp(-1.5)) + np.log1p(np.exp(-1.0))) / 2, rel=1e-5)
    by_hand = np.log1p(np.exp(-2)) + np.log1p(np.exp(0.5)) + np.log1p(np.exp(1)) + np.log1p(np.exp(-1))
    assert pointwise.item() == pytest.approx(by_hand / 4, rel=1e-5)


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_the_checkpoints(
    data: RewardData, tmp_path: Path
) -> None:
    with pytest.raises(TrainingError, match=r"no longer a number|not finite"):
        train(data, replace(TINY, lr_backbone=1e30, lr_head=1e30, clip=1e30), tmp_path)
    store.read_checkpoint(tmp_path / store.LAST)


def test_a_run_in_the_place_of_a_file_is_refused(data: RewardData, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text("kept")
    with pytest.raises(TrainingError, match="is a file, not a folder"):
        train(data, TINY, tmp_path / "list.jsonl")
    assert (tmp_path / "list.jsonl").read_text() == "kept"


def test_an_unreadable_picture_is_named(data: RewardData, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    spoilt = RewardData(data.originals, (broken, *data.generated[1:]), data.original, data.good)
    with pytest.raises(TrainingError, match=r"broken\.png"):
        train(spoilt, replace(TINY, epochs=1, valid_share=0.2, seed=1), tmp_path / "run")


def test_checkpoints_of_other_programs_and_other_sizes(data: RewardData, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    outcome = train(data, replace(TINY, epochs=1), tmp_path / "run")
    foreign = tmp_path / "foreign.safetensors"
    save_file({"a": torch.zeros(1)}, foreign)
    with pytest.raises(TrainingError, match="not of a reward trained with hfpc"):
        store.read_checkpoint(foreign)
    foreign.write_bytes(b"rubbish")
    with pytest.raises(TrainingError, match="cannot be read"):
        store.read_checkpoint(foreign)
    found = store.read_checkpoint(outcome.best)
    other = replace(found.shape, vision_width=32)
    store.write_checkpoint(foreign, found.config, other, {}, found.tensors)
    with pytest.raises(TrainingError, match="another architecture"):
        store.trained_net(foreign)
    tensors = {**found.tensors, "net.head.0.bias": torch.full((64,), float("nan"))}
    store.write_checkpoint(foreign, found.config, found.shape, {}, tensors)
    with pytest.raises(TrainingError, match="not finite"):
        store.trained_net(foreign)
    assert json.loads((tmp_path / "run" / "config.json").read_text())["config"]["init"] == "random:tiny"


def test_devices_and_arithmetic() -> None:
    assert pick_device("cpu") == CPU
    with pytest.raises(UsageError, match="knows auto"):
        pick_device("toaster")
    assert pick_precision(Precision.AUTO, CPU) is Precision.FP32
    with pytest.raises(UsageError, match="CUDA only"):
        pick_precision(Precision.FP16, CPU)


def test_the_schedule_warms_up_and_ends_near_zero() -> None:
    rates = [schedule(step, 100, 0.05) for step in range(100)]
    assert rates[0] == pytest.approx(0.2) and rates[4] == pytest.approx(1.0)
    assert all(a >= b for a, b in pairwise(rates[4:])) and rates[-1] < 0.01


def test_calibration_recovers_the_curve_the_labels_were_drawn_from() -> None:
    rng = np.random.default_rng(0)
    raw = rng.normal(3, 2, 20_000)
    good = rng.random(20_000) < 1 / (1 + np.exp(-(0.8 * raw - 2)))
    platt = fit_platt(raw, good)
    assert platt.scale == pytest.approx(0.8, abs=0.05) and platt.offset == pytest.approx(-2, abs=0.15)
    backwards = fit_platt(-raw, good)
    assert 0 < backwards.scale <= 1e-3 and backwards(0.0) == pytest.approx(good.mean(), abs=0.01)
