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
    Protocol,
    evaluate_approval,
    evaluate_consistency,
    evaluate_reward,
)
from hfpc_desktop.training.labels import LabelledPair

QUICK = Protocol(rounds=20)


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
    report = evaluate_consistency(rows(), protocol=Protocol(rounds=100))
    assert (report.pairs, report.judged, report.originals, report.positives) == (26, 25, 12, 13)
    assert report.not_judged == (("not_registered", 1),)
    # 12 of the 13 good ones beat 12 of the 13 bad ones; the one that was not judged beats none
    assert report.figure("AUC").value == pytest.approx(12 * 12 / (13 * 13))
    assert report.figure("AUC").low <= report.figure("AUC").value <= report.figure("AUC").high
    assert report.figure("registration rate").value == pytest.approx(25 / 26)
    assert report.baseline("outgrowth alone").auc == 1.0
    assert report.baseline("approve all").precision == pytest.approx(13 / 26)
    with pytest.raises(KeyError):
        report.figure("nonsense")
    with pytest.raises(KeyError):
        report.baseline("nonsense")


def test_precision_and_false_passes_at_a_chosen_recall() -> None:
    report = evaluate_consistency(rows(), protocol=Protocol(recall=0.9, rounds=20))
    # recall 0.9 of 13 needs all 12 judged ones, from 0.79; one fail scores 0.95
    assert report.figure("precision at recall 0.9").value == pytest.approx(12 / 13)
    assert report.figure("false passes at recall 0.9").value == pytest.approx(1 / 13)
    assert "0.790" in report.figure("precision at recall 0.9").note
    assert report.baseline("outgrowth alone").precision == 1.0
    impossible = evaluate_consistency(rows(), protocol=Protocol(recall=1.0, rounds=20))
    assert impossible.figure("false passes at recall 1").value == 1.0  # only accepting everything reaches it


def test_refusing_the_hard_pairs_earns_nothing() -> None:
    hard = row(50, True, 0.05)
    refused = row(50, True, None)
    with_it, without = (evaluate_consistency([*rows(), extra], protocol=QUICK) for extra in (hard, refused))
    assert without.figure("AUC").value <= with_it.figure("AUC").value
    assert any("never accepted" in note for note in without.notes)


def test_a_remark_that_names_nothing_counts_as_no_name() -> None:
    pairs = [*rows(), row(50, False, 0.1, ("unclear_change",))]
    found = {d.defect: d for d in evaluate_consistency(pairs, protocol=QUICK).defects}
    assert (found["unclear_change"].pairs, found["unclear_change"].named) == (1, 0)
    assert found["loss"].named == 10


def test_recall_per_defect_tells_stopped_from_named() -> None:
    (found,) = evaluate_consistency(rows(), protocol=QUICK).defects
    assert (found.defect, found.pairs, found.stopped, found.named) == ("loss", 13, 12, 10)
    assert found.named_wrongly == 0
    # no false alarm is allowed among 13 good ones, and one of them was not judged: nothing lies below it
    assert found.caught == 0
    loose = evaluate_consistency(rows(), protocol=Protocol(alarms=0.1, rounds=20)).defects[0]
    assert loose.caught == 12


def test_mistakes_are_worst_first_and_only_mistakes() -> None:
    report = evaluate_consistency(rows(), protocol=QUICK)
    false_pass, *others = report.mistakes(False, 20)
    assert all(row.regret == pytest.approx(1 / 13) for row in others)  # above the one never judged
    assert false_pass.generated == "/g/2.png"
    assert (false_pass.score, false_pass.regret) == (0.95, 1.0)
    alarms = report.mistakes(True, 3)
    assert alarms[0].score is None and alarms[0].reason == "not_registered"
    assert len(alarms) == 3
    assert "2.png" in report.text()


def test_thresholds_come_from_the_limits() -> None:
    limits = Thresholds(approve_reward=0.85, reject_reward=0.2)
    report = evaluate_reward(rows(), limits=limits, protocol=QUICK)
    assert {entry.threshold for entry in report.thresholds} == {0.2, 0.5, 0.85, 0.9}
    strict = next(entry for entry in report.thresholds if entry.threshold == 0.85)
    assert (strict.accepted, strict.wrong) == (7, 1)


def test_text_and_json_hold_the_same_figures() -> None:
    report = evaluate_reward(rows(), protocol=QUICK)
    plain = json.loads(json.dumps(report.as_json(), allow_nan=False))
    by_name = {figure["name"]: figure["value"] for figure in plain["figures"]}
    assert by_name["AUC"] == pytest.approx(report.figure("AUC").value)
    text = report.text()
    assert f"{report.figure('AUC').value:.3f}" in text
    assert "approve all" in text
    assert max(map(len, text.splitlines())) <= 120
    assert '"regret"' in json.dumps(plain)


def test_approval_multiplies_and_falls_back_to_both_labels() -> None:
    report = evaluate_approval(rows(), protocol=QUICK)
    assert (report.judged, report.positives) == (25, 13)
    labelled = LabelledPair(Path("/o"), Path("/g"), approved=True)
    single = evaluate_approval([JudgedPair(labelled, Judgement(reward=0.5, consistency=0.5))], protocol=QUICK)
    assert single.thresholds[0].accepted == 1
    assert next(entry for entry in single.thresholds if entry.threshold == 0.6).accepted == 0


@pytest.mark.parametrize(
    "some",
    [[], [row(0, True, None)], [row(0, True, 0.5), row(1, True, 0.7)]],
    ids=["none", "unjudged", "one class"],
)
def test_too_little_data_is_said_not_guessed(some: list[JudgedPair]) -> None:
    report = evaluate_consistency(some, protocol=QUICK)
    assert math.isnan(report.figure("AUC").value)
    assert report.notes
    assert report.as_json()["figures"][0]["value"] is None
    assert "-" in report.text()


def test_the_hfpc_protocol_reads_the_headline_and_the_filter() -> None:
    def judged(number: int, good: bool, reward: float, consistency: float) -> JudgedPair:
        pair = LabelledPair(Path(f"/o/{number % 7}.png"), Path(f"/g/{number}.png"), approved=good)
        return JudgedPair(pair, Judgement(reward=reward, consistency=consistency))

    some = [judged(i, True, 0.9 - 0.01 * i, 0.9) for i in range(10)]
    some += [judged(20 + i, False, 0.95, 0.2) for i in range(10)]  # attractive, but another product
    report = evaluate_approval(some, protocol=QUICK)
    assert report.baseline("reward alone").auc == 0.0
    assert report.baseline("consistency filter, then reward").auc == 1.0
    assert report.figure("recall at 96.4% precision").value == 1.0
    assert report.figure("precision of pass at the limits").value == 1.0
    assert report.figure("precision of fail at the limits").value == 1.0
    (table,) = report.tables
    at_half = next(line for line in table.rows if line[0] == "0.5")
    named = dict(zip(table.head, at_half, strict=True))
    assert named["reward × consistency"] == 1.0
    assert named["reward alone"] == pytest.approx(5 / 15)
    assert named["false passes"] == 0


def test_a_recall_beyond_the_filter_is_a_dash() -> None:
    pairs = [
        JudgedPair(
            LabelledPair(Path("/o"), Path(f"/g/{i}"), approved=i < 2),
            Judgement(reward=0.9, consistency=0.9 if i == 0 else 0.1),
        )
        for i in range(4)
    ]
    (table,) = evaluate_approval(pairs, protocol=QUICK).tables
    column = table.head.index("consistency filter, then reward")
    assert [row[column] for row in table.rows if row[0] in ("0.5", "0.6")] == [1.0, None]


def test_reward_falls_back_to_the_label_of_the_whole_pair() -> None:
    some = [
        JudgedPair(
            LabelledPair(Path("/o"), Path(f"/g/{i}"), approved=bool(i)),
            Judgement(reward=i / 2, consistency=1),
        )
        for i in range(2)
    ]
    report = evaluate_reward(some, protocol=QUICK)
    assert report.figure("AUC").value == 1.0
    assert any("does not look at" in note for note in report.notes)


def test_unlabelled_pairs_are_left_out() -> None:
    unlabelled = JudgedPair(LabelledPair(Path("/o"), Path("/g")), Judgement(reward=0.5, consistency=0.5))
    assert evaluate_reward([unlabelled], protocol=QUICK).pairs == 0
    assert evaluate_consistency([unlabelled], protocol=QUICK).pairs == 0
    assert evaluate_approval([unlabelled], protocol=QUICK).pairs == 0


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
    report = evaluate_consistency(judged, read_mask=read, protocol=QUICK)
    assert report.figure("original mask IoU").value == 1.0
    assert report.figure("original mask IoU").note == "mean of 1 masks, median 1.000"
    assert report.figure("generated mask IoU").value == pytest.approx(0.5)
    assert set(asked) == {Path("/mo"), Path("/mg")}
