"""``hfpc train head`` on simulated teams, and scores by a learned head."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from hfpc_desktop.domain.audit import Selection
from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.judging.learned_head import (
    FOLDS,
    Calibration,
    HeadFacts,
    LearnedHead,
    Scaling,
    Weights,
    log_odds,
    sigmoid,
)
from hfpc_desktop.review.head_store import HeadStore
from hfpc_desktop.review.store import ProjectStore
from tests.cli.conftest import Shop, hfpc
from tests.unit.review.test_learning_store import project


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a simulated team with 260 of 300 pairs decided."""
    folder = tmp_path_factory.mktemp("team")
    project(folder, 300, decided=260).close()
    return folder / "p.hfpc"


def test_learn_list_roll_back(decided: Path, tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    tried = hfpc("train", "head", decided, "--dry-run", "--heads", heads)
    assert tried.exit_code == 0 and "Would be used" in tried.stdout and not heads.exists()
    done = hfpc("train", "head", decided, "--heads", heads)
    assert done.exit_code == 0 and "In use: head 1" in done.stdout
    assert "260 decisions" in done.stderr or "held out" in done.stderr
    again = hfpc("train", "head", decided, "--heads", heads)  # nothing new: kept, not used
    assert again.exit_code == 0 and "Kept as head 2, not used" in again.stdout
    listed = hfpc("train", "head", "--list", "--heads", heads).stdout
    assert "* 1" in listed and "  2" in listed and "the shipped reward" in listed
    back = hfpc("train", "head", "--rollback", "0", "--heads", heads, "--list")
    assert "In use: the shipped reward" in back.stdout and "* 0" in back.stdout
    gone = hfpc("train", "head", "--rollback", "9", "--heads", heads)
    assert gone.exit_code == 1 and "no learned head 9. Kept are: 1, 2" in gone.stderr
    assert HeadStore(heads).versions() == (1, 2)


def test_too_little_is_said_with_a_count(tmp_path: Path) -> None:
    project(tmp_path, 30, decided=3).close()
    done = hfpc("train", "head", tmp_path / "p.hfpc", "--heads", tmp_path / "heads")
    assert done.exit_code == 3 and "at least 40 are needed" in done.stderr
    assert hfpc("train", "head").exit_code == 2
    assert hfpc("train", "head", tmp_path / "none.hfpc").exit_code == 1


def test_measures_that_are_no_numbers_are_left_out_and_counted(tmp_path: Path) -> None:
    project(tmp_path, 60, decided=60).close()
    path = tmp_path / "p.hfpc"
    db = sqlite3.connect(path)
    rows = db.execute("SELECT pair, body FROM feature").fetchall()
    for pair, body in rows[:10]:
        db.execute("UPDATE feature SET body = ? WHERE pair = ?", (b"\xff\x7f" * (len(body) // 2), pair))
    for pair, body in rows[10:15]:  # a row that was cut
        db.execute("UPDATE feature SET body = ? WHERE pair = ?", (body[:-7], pair))
    db.commit()
    db.close()
    done = hfpc("train", "head", path, "--dry-run", "--heads", tmp_path / "heads")
    assert "15 without sound measures" in done.stderr
    with ProjectStore.open(path) as store:
        assert len(store.learning.decided().ids) == 45


def test_a_limit_is_certified_or_what_is_missing_is_said(decided: Path, tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    few = hfpc("train", "head", decided, "--certify", "--heads", heads)
    assert few.exit_code == 3 and "Not certifiable yet" in few.stdout and "No limit was changed" in few.stderr

    project(tmp_path, 600, decided=0).close()
    path = tmp_path / "p.hfpc"
    with ProjectStore.open(path) as store:
        before = store.thresholds
        reward = store.load_columns().reward
        middle = float(np.median(reward))
        for pair, value in zip(
            store.pairs(), reward.tolist(), strict=True
        ):  # a team that agrees with the score
            store.decide([pair], Decision.APPROVED if value > middle else Decision.REJECTED)
    done = hfpc("train", "head", path, "--certify", "--heads", heads)
    assert done.exit_code == 0 and "Certified: from reward" in done.stdout, done.stdout
    with ProjectStore.open(path) as store:
        after, certificate = store.thresholds, store.learning.certificate()
        assert certificate is not None and certificate[1]["threshold"] == after.approve_reward
        assert (
            after.approve_reward >= 0.9 * middle and after.approve_consistency == before.approve_consistency
        )


def test_imported_decisions_are_learned_from(tmp_path: Path) -> None:
    project(tmp_path, 60, decided=0).close()
    path = tmp_path / "p.hfpc"
    with ProjectStore.open(path) as store:
        store.decide([1], Decision.APPROVED)
        store.learning.log_selection([1], Decision.APPROVED, Selection.AUDIT)
        pairs = list(store.pairs().values())
    lines = [
        json.dumps({"origin": str(p.original), "generation": str(p.generated), "label": int(i % 3 == 0)})
        for i, p in enumerate(pairs)
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert hfpc("decisions", "import", path, tmp_path / "list.jsonl").exit_code == 0
    with ProjectStore.open(path) as store:
        known = store.learning.reviewed()
        assert known.chosen[1:].tolist() == ["imported"] * 59
        assert known.chosen[0] == "audit"  # decided here before, and not otherwise by the list
        assert not store.learning.decided().bulk.any()


# -- scores by a head ---------------------------------------------------------------------------------
def shifted(layout: object, bias: float) -> LearnedHead:
    """A head that moves every log odds of the shipped reward by ``bias``."""
    names, width = len(layout.names), layout.width  # type: ignore[attr-defined]
    weights = Weights(1.0, bias, np.zeros(names), np.zeros(width, np.float32))
    return LearnedHead(
        version=0,
        layout=layout,  # type: ignore[arg-type]
        scaling=Scaling(np.zeros(names), np.ones(names), np.zeros(width, np.float32)),
        weights=weights,
        folds=(weights,) * FOLDS,
        calibration=Calibration(1.0, 0.0),
        held_out=0.05,
        facts=HeadFacts(made="2026-01-01", approved=100, rejected=20),
    )


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return {row["generated"]: row for row in csv.DictReader(stream)}


def test_score_uses_the_head_in_use_with_a_project_and_the_asked_one_else(shop: Shop, tmp_path: Path) -> None:
    path, heads = tmp_path / "p.hfpc", tmp_path / "heads"
    assert shop.score("--project", path, "--heads", heads, "--out", tmp_path / "a.csv").exit_code == 0
    shipped = rows_of(tmp_path / "a.csv")
    assert shipped == rows_of(shop.csv)  # no head in use yet
    with ProjectStore.open(path) as store:
        found = store.learning.measures_of(1)
        assert found is not None
        store.set_thresholds(Thresholds(approve_reward=0.999))
    kept = HeadStore(heads)
    kept.use(kept.save(shifted(found[1].layout, -1.0)).version)
    done = shop.score("--project", path, "--heads", heads, "--out", tmp_path / "b.csv")
    assert done.exit_code == 0 and "learned-1, learned from 120 decisions" in done.stderr
    for name, row in rows_of(tmp_path / "b.csv").items():
        want = sigmoid(log_odds(float(shipped[name]["reward"])) - 1.0)
        assert float(row["reward"]) == pytest.approx(float(want), abs=2e-4)
        roles = {model["role"]: model["id"] for model in json.loads(row["models"])}
        assert roles["reward"] == "learned-1" and roles["base reward"] == "starter-reward"
        assert row["verdict"] != "approve"  # the project's own limits
    for head, role in ((heads / "head-0001.json", "learned-1"), ("1", "learned-1"), ("shipped", "starter-reward"), ("0", "starter-reward")):  # fmt: skip
        assert shop.score("--head", head, "--heads", heads, "--out", tmp_path / "c.json").exit_code == 0
        listed = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
        assert {m["id"] for row in listed for m in row["models"] if m["role"] == "reward"} == {role}
    with ProjectStore.open(path) as store:  # what is kept is what the models said
        assert store.learning.measures_of(1) is not None
        assert store.learning.measures_of(1)[0] == pytest.approx(found[0])  # type: ignore[index]
        store.decide(list(store.pairs()), Decision.APPROVED)
    export = hfpc("export", path, tmp_path / "out", "--heads", heads)
    assert export.exit_code == 0 and "learned-1" in export.stderr
    manifest = next((tmp_path / "out").glob("*.csv")).read_text(encoding="utf-8")
    assert "learned-1" in manifest


def test_a_head_that_does_not_fit_changes_nothing_and_says_so(shop: Shop, tmp_path: Path) -> None:
    from hfpc_desktop.domain.measures import Layout

    kept = HeadStore(tmp_path / "heads").save(shifted(Layout(("a",), "another", 4), 3.0))
    done = shop.score("--head", kept.version, "--heads", tmp_path / "heads", "--out", tmp_path / "x.csv")
    assert done.exit_code == 0 and "4 pairs keep the reward they were judged with" in done.stderr
    assert rows_of(tmp_path / "x.csv") == rows_of(shop.csv)
    wrong = shop.score("--head", "best", "--heads", tmp_path / "heads")
    assert wrong.exit_code == 2 and "neither" in wrong.stderr
    assert shop.score("--head", "7", "--heads", tmp_path / "heads").exit_code == 1
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    assert shop.score("--head", tmp_path / "x.json").exit_code == 1
