"""Evaluation reports on made judgements."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement, NotJudged, Overlay
from hfpc_desktop.domain.verdict import Thresholds
from hfpc_desktop.training.evaluation import (
    JudgedPair,
    evaluate_approval,
    evaluate_consistency,
    evaluate_reward,
)
from hfpc_desktop.training.labels import LabelledPair


def row(number: int, good: bool, score: float | None, defects: tuple[str, ...] = ()) -> JudgedPair:
    """One pair of original ``number // 4``; the same score and label for both judgements."""
    pair = LabelledPair(
        Path(f"/o/{number // 4}.png"),
        Path(f"/g/{number}.png"),
        consistent=good,
        background_good=good,
        product_defects=frozenset(defects),
        background_defects=frozenset(defects),
    )
    named = tuple(Defect(DefectKind(name), 0.9) for name in defects if score is not None and score < 0.2)
    judgement = Judgement(
        reward=score,
        consistency=score,
        evidence=Evidence(outgrowth=0.0 if good else 0.2, registration=None if score is None else 0.9),
        defects=named,
        not_judged=NotJudged.NOT_REGISTERED if score is None else None,
    )
    return JudgedPair(pair, judgement)


def rows() -> list[JudgedPair]:
    good = [row(4 * i, True, 0.9 - 0.01 * i) for i in range(12)]
    bad = [row(4 * i + 1, False, 0.1 + 0.01 * i, ("loss",)) for i in range(12)]
    return [*good, *bad, row(2, False, 0.95, ("loss",)), row(3, True, None)]


def test_report_counts_and_figures() -> None:
    report = evaluate_consistency(rows(), rounds=100)
    assert (report.pairs, report.judged, report.originals, report.positives) == (26, 25, 12, 12)
    assert report.not_judged == (("not_registered", 1),)
    assert report.figure("AUC").value == pytest.approx(12 * 12 / (12 * 13))
    assert report.figure("AUC").low <= report.figure("AUC").value <= report.figure("AUC").high
    assert report.figure("registration rate").value == pytest.approx(25 / 26)
    assert report.figure("outgrowth alone").value == 1.0
    assert report.figure("approve all: precision").value == pytest.approx(12 / 25)
    with pytest.raises(KeyError):
        report.figure("nonsense")


def test_recall_per_defect_tells_stopped_from_named() -> None:
    (found,) = evaluate_consistency(rows(), rounds=20).defects
    assert (found.defect, found.pairs, found.stopped, found.named) == ("loss", 13, 12, 10)


def test_thresholds_come_from_the_limits() -> None:
    limits = Thresholds(approve_reward=0.85, reject_reward=0.2)
    report = evaluate_reward(rows(), limits=limits, rounds=20)
    assert {entry.threshold for entry in report.thresholds} == {0.2, 0.5, 0.85, 0.9}
    strict = next(entry for entry in report.thresholds if entry.threshold == 0.85)
    assert (strict.accepted, strict.wrong) == (7, 1)


def test_text_and_json_hold_the_same_figures() -> None:
    report = evaluate_reward(rows(), rounds=50)
    plain = json.loads(json.dumps(report.as_json(), allow_nan=False))
    by_name = {figure["name"]: figure["value"] for figure in plain["figures"]}
    assert by_name["AUC"] == pytest.approx(report.figure("AUC").value)
    text = report.text()
    assert f"{report.figure('AUC').value:.3f}" in text
    assert "approve all: precision" in text
    assert max(map(len, text.splitlines())) <= 120


def test_approval_multiplies_and_falls_back_to_both_labels() -> None:
    report = evaluate_approval(rows(), rounds=20)
    assert (report.judged, report.positives) == (25, 12)
    labelled = LabelledPair(Path("/o"), Path("/g"), approved=True)
    single = evaluate_approval([JudgedPair(labelled, Judgement(reward=0.5, consistency=0.5))], rounds=20)
    assert single.thresholds[0].accepted == 1
    assert next(entry for entry in single.thresholds if entry.threshold == 0.6).accepted == 0


@pytest.mark.parametrize(
    "some",
    [[], [row(0, True, None)], [row(0, True, 0.5), row(1, True, 0.7)]],
    ids=["none", "unjudged", "one class"],
)
def test_too_little_data_is_said_not_guessed(some: list[JudgedPair]) -> None:
    report = evaluate_consistency(some, rounds=20)
    assert math.isnan(report.figure("AUC").value)
    assert report.notes
    assert report.as_json()["figures"][0]["value"] is None
    assert "-" in report.text()


def test_unlabelled_pairs_are_left_out() -> None:
    unlabelled = JudgedPair(LabelledPair(Path("/o"), Path("/g")), Judgement(reward=0.5, consistency=0.5))
    assert evaluate_reward([unlabelled], rounds=5).pairs == 0
    assert evaluate_consistency([unlabelled], rounds=5).pairs == 0
    assert evaluate_approval([unlabelled], rounds=5).pairs == 0


def test_masks_are_compared_where_exact_ones_exist() -> None:
    exact = np.zeros((200, 200), np.uint8)
    exact[50:150, 50:150] = 255
    found = np.zeros((100, 100), np.uint8)
    found[25:75, 25:50] = 255
    pair = LabelledPair(
        Path("/o"), Path("/g"), consistent=True, original_mask=Path("/mo"), generated_mask=Path("/mg")
    )
    overlay = Overlay(original_mask=exact, generated_mask=found)
    asked: list[Path] = []

    def read(path: Path) -> np.ndarray:
        asked.append(path)
        return exact

    judged = [JudgedPair(pair, Judgement(consistency=0.5), overlay)] * 2
    report = evaluate_consistency(judged, read_mask=read, rounds=5)
    assert report.figure("original mask IoU").value == 1.0
    assert report.figure("original mask IoU").note == "median of 1 masks"
    assert report.figure("generated mask IoU").value == pytest.approx(0.5)
    assert set(asked) == {Path("/mo"), Path("/mg")}
