"""``hfpc train reward`` and ``export`` on a tiny BLIP: to a model in the app, through a real kill, and bad lists."""

from __future__ import annotations

import csv
import json
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from hfpc_desktop.training import reward_checkpoint
from tests.cli.conftest import Shop, hfpc
from tests.conftest import ROOT
from tests.unit.training.reward_pictures import SIDE, write_set

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.usefixtures("one_torch_thread")
TINY = (
    "--init", "random:tiny", "--side", SIDE, "--batch", 24, "--cap", 6, "--lr-backbone", 1e-3, "--lr-head", 1e-3,
    "--frozen", 0, "--clusters", 2, "--valid-share", 0.3, "--device", "cpu", "--workers", 1,
)  # fmt: skip


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list in HFPC's form with local paths, of 16 originals with 6 generated images each."""
    folder = tmp_path_factory.mktemp("pictures")
    data = write_set(folder, originals=16)
    lines = [
        {"origin": data.originals[o].name, "generation": g.name, "label": int(good)}
        for o, g, good in zip(data.original.tolist(), data.generated, data.good.tolist(), strict=True)
    ]
    (folder / "list.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder / "list.jsonl"


def train(listed: Path, run: Path, *more: Any) -> None:
    done = hfpc("train", "reward", listed, "--to", run, *TINY, *more)
    assert done.exit_code == 0, done.stderr


def curve(run: Path) -> list[list[str]]:
    """The loss curve without the wall clock."""
    with (run / "log.csv").open(newline="", encoding="utf-8") as stream:
        return [row[:-1] for row in csv.reader(stream)]


def test_from_a_list_to_a_model_that_scores(pictures: Path, shop: Shop, tmp_path: Path) -> None:
    run = tmp_path / "run"
    plan = hfpc("train", "reward", pictures, *TINY, "--dry-run")
    assert plan.exit_code == 0 and "training" in plan.stdout and not run.exists()
    done = hfpc("train", "reward", pictures, "--to", run, *TINY, "--epochs", 6)
    assert (
        done.exit_code == 0 and "pairwise accuracy" in done.stdout and "random weights (tiny)" in done.stderr
    )
    for precision in ("fp32", "int8"):
        to = tmp_path / f"mine-{precision}"
        made = hfpc("train", "export", run, "--pairs", pictures, "--to", to, "--precision", precision)
        assert made.exit_code == 0, made.stderr
        parity = json.loads((to / "reward.json").read_text(encoding="utf-8"))["parity"]
        assert parity["rank"] >= 0.99 and parity["pairs"] == 96 and "rank correlation" in made.stdout
    small, large = ((tmp_path / f"mine-{name}/scorer.onnx").stat().st_size for name in ("int8", "fp32"))
    assert small < 0.5 * large
    assert hfpc("train", "export", run, "--pairs", pictures, "--to", to).exit_code == 1  # it exists
    assert hfpc("models", "import", tmp_path / "mine-int8").exit_code == 0
    scored = shop.score("--profile", "mine-int8", "--out", tmp_path / "x.json")
    assert scored.exit_code == 0, scored.stderr
    rows = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    for row in rows:
        roles = {model["role"]: model["id"] for model in row["models"]}
        assert roles["reward"] == "mine-int8" and roles["checks"] == "starter-reward"
        assert 0 < row["reward"] < 1
    assert hfpc("models", "remove", "mine-int8").exit_code == 0


def test_a_run_that_was_really_killed_goes_on_as_if_it_had_not_been(pictures: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    more = ("--epochs", 8, "--patience", 8, "--save-every", 2)
    code = "import torch; torch.set_num_threads(1); from hfpc_desktop.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", code, "train", "reward", pictures, "--to", killed, *TINY, *more]
    child = subprocess.Popen([str(part) for part in command], env=environment, stderr=subprocess.DEVNULL)
    try:
        log = killed / "log.csv"
        deadline = time.monotonic() + 120
        while child.poll() is None and time.monotonic() < deadline:
            if log.is_file() and log.read_bytes().count(b"\n") >= 8:  # in the middle of the second epoch
                break
            time.sleep(0.002)
    finally:
        child.kill()
        child.wait()
    assert child.returncode != 0, "it had ended before it could be killed"
    before = reward_checkpoint.read_checkpoint(killed / reward_checkpoint.LAST).facts["place"]["step"]
    train(pictures, whole, *more)
    assert 0 < before < len(curve(whole)) - 1
    train(pictures, killed, *more)
    assert curve(killed) == curve(whole)
    assert (killed / "validation.csv").read_text() == (whole / "validation.csv").read_text()
    for name in (reward_checkpoint.LAST, reward_checkpoint.BEST):
        left, right = (reward_checkpoint.read_checkpoint(run / name).tensors for run in (whole, killed))
        assert left.keys() == right.keys()
        assert all(torch.equal(left[key], right[key]) for key in left)


# -- lists that cannot be trained on ------------------------------------------------------------------
PAIR = {"origin": "original_0.png", "generation": "generated_0_0.png"}
BAD = {
    "a label that is neither 0 nor 1": ([{**PAIR, "label": 2}], "line 1: the label must be 0 or 1"),
    "an original without generations": ([{"o.png": {"generations": [], "labels": []}}], "no generations"),
    "lists of unequal length": (
        [{"original_0.png": {"generations": ["generated_0_0.png"], "labels": [1, 0]}}],
        "1 generations but 2 labels",
    ),
    "a pair with both labels": ([{**PAIR, "label": 1}, {**PAIR, "label": 0}], "contradicts"),
    "a single class": ([{**PAIR, "label": 1}], "single class"),
    "pictures that are missing": (
        [{**PAIR, "label": 1}, {**PAIR, "generation": "gone.png", "label": 0}],
        "gone.png",
    ),
    "no JSON": (["{"], "line 1"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_lists_are_refused_before_anything_is_trained(case: str, pictures: Path, tmp_path: Path) -> None:
    lines, says = BAD[case]
    listed = pictures.parent / "bad.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    listed.write_text(text, encoding="utf-8")
    done = hfpc("train", "reward", listed, "--to", tmp_path / "run", *TINY)
    assert done.exit_code == 1 and says in done.stderr.replace("\n", " ")
    assert not (tmp_path / "run").exists()


def test_a_checkpoint_of_another_architecture_is_not_exported(pictures: Path, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    foreign = tmp_path / "best.safetensors"
    save_file({"conv.weight": torch.zeros(3)}, foreign)
    done = hfpc("train", "export", foreign, "--pairs", pictures, "--to", tmp_path / "mine")
    assert done.exit_code == 1 and "not of a reward trained with hfpc" in done.stderr
    model = hfpc("models", "import", foreign, "--role", "reward")
    assert model.exit_code == 1 and "no reward that this version can score with" in model.stderr
    assert "best" not in hfpc("models", "list").stdout
    code = tmp_path / "code.pt"
    code.write_bytes(pickle.dumps(print))
    started = hfpc("train", "reward", pictures, "--to", tmp_path / "run", "--init", code, "--side", SIDE)
    assert started.exit_code == 1 and "more than plain tensors" in started.stderr
    assert "weights_only" not in started.stderr and not (tmp_path / "run").exists()
    missing = hfpc("train", "export", tmp_path / "none", "--pairs", pictures, "--to", tmp_path / "mine")
    assert missing.exit_code == 1 and not (tmp_path / "mine").exists()


def test_features_that_are_no_numbers_count_as_missing() -> None:
    from hfpc_desktop.domain import measures

    packed = measures.pack({"a": float("nan"), "b": 1.0}, np.array([np.nan, 2.0]), "net")
    text, row = measures.split(packed)
    back = measures.join(measures.parse_layout(text), [row])
    assert np.isnan(back.amounts[0, 0]) and back.deep.tolist() == [[0.0, 2.0]]


def test_what_ctrl_c_leaves_behind_is_said(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hfpc_desktop.commands.train_reward.read_labels", interrupted)
    monkeypatch.setattr("hfpc_desktop.commands.train_export.read_labels", interrupted)
    monkeypatch.setattr("hfpc_desktop.commands.data.read_list", interrupted)
    monkeypatch.setattr("hfpc_desktop.commands.train_head.head_store", interrupted)
    run = tmp_path / "run"
    for arguments, says in (
        (("train", "reward", pictures, "--to", run), f"goes on from the last checkpoint in {run}"),
        (("train", "reward", pictures, "--dry-run"), "Nothing was kept"),
        (("data", "fetch", pictures, "--to", run), "goes on with what is missing"),
        (("train", "head", "--list"), "the one from before"),
    ):
        done = hfpc(*arguments)
        assert done.exit_code == 130 and says in done.stderr and "cache" not in done.stderr
