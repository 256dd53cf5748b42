"""Measures, random order and heads in files; learning from a project; new rewards in the table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hfpc_desktop.domain import measures
from hfpc_desktop.domain.audit import Selection
from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.head_store import HeadStore
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime import learning
from hfpc_desktop.training.learning import Learned, Refusal, Refused
from tests.unit.training.reviewers import NAMES, Team


def project(base: Path, count: int, *, decided: int, settings: str = "f1") -> ProjectStore:
    """A project of ``count`` judged pairs of a simulated team that decided the first ``decided``."""
    for folder in ("originals", "generated"):
        (base / folder).mkdir(exist_ok=True)
    team = Team(seed=1).pairs(count)
    store = ProjectStore.create(base / "p.hfpc", ScanRequest.folders(base / "originals", base / "generated"))
    ids = store.add_pairs(
        [Pair(base / f"originals/{name}.png", base / f"generated/{name}_{i}.png")
         for i, name in enumerate(team.originals)]
    )  # fmt: skip
    results = []
    for i, pair_id in enumerate(ids):
        amounts = dict(zip(NAMES, team.measures.amounts[i].tolist(), strict=True))
        packed = measures.pack(amounts, team.measures.deep[i], "fake")
        results.append((pair_id, Judgement(float(team.base_reward[i]), 0.0, 1.0, features=packed)))
    store.record(results, settings)
    store.set_hashes([(pair_id, f"o{team.originals[i]}", f"g{i}") for i, pair_id in enumerate(ids)])
    for i, pair_id in enumerate(ids[:decided]):
        store.decide([pair_id], Decision.APPROVED if team.approved[i] else Decision.REJECTED)
    return store


def test_measures_come_back_and_damage_is_noticed() -> None:
    packed = measures.pack({"b": 1.5, "a": None, "c": float("inf")}, np.arange(4), "net")
    text, row = measures.split(packed)
    back = measures.join(measures.parse_layout(text), [row, row])
    assert back.layout.names == ("a", "b", "c") and back.layout.width == 4
    assert np.isnan(back.amounts[0, [0, 2]]).all() and back.amounts[1, 1] == 1.5
    assert back.deep.tolist() == [[0, 1, 2, 3]] * 2
    for damaged in (b"", b"x\0y", packed[:-1]):
        with pytest.raises(ValueError, match=r".*"):
            measures.split(damaged)


def test_learning_from_a_project_changes_rewards_in_place(tmp_path: Path) -> None:
    with project(tmp_path, 300, decided=260) as store:
        rows = store.learning.decided()
        assert len(rows.ids) == 260 and not rows.bulk.any()
        found = learning.learn_from([rows], None)
        assert isinstance(found, Learned) and found.promoted
        heads = HeadStore(tmp_path / "heads")
        kept = heads.save(found.head)
        heads.use(kept.version)
        table = ReviewTable(store.thresholds)
        table.extend(store.load_columns())
        before = table.exact_scores[0].copy()
        ids, rewards = learning.learned_rewards(store.learning, kept)
        assert ids.tolist() == table.pair_ids.tolist()
        table.set_learned(rewards, learning.rescorer(kept), kept.head_id)
        assert np.abs(table.exact_scores[0] - before).max() > 0.1
        shown = table.judgement(0)
        assert shown is not None and shown.reward == pytest.approx(rewards[0])
        assert ("reward", "learned-1") in shown.models
        packed = store.learning.measures_of(int(ids[0]))
        assert packed is not None and packed[0] == pytest.approx(before[0])
        table.set_learned(None)
        assert table.exact_scores[0].tolist() == before.tolist()


def test_a_fresh_judgement_is_scored_by_the_head_in_use(tmp_path: Path) -> None:
    with project(tmp_path, 300, decided=300) as store:
        found = learning.learn_from([store.learning.decided()], None)
        assert isinstance(found, Learned)
        _, rewards = learning.learned_rewards(store.learning, found.head)
        table = ReviewTable()
        table.extend(store.load_columns())
        table.set_learned(rewards, learning.rescorer(found.head), "learned-1")
        team = Team(seed=1).pairs(300)
        packed = measures.pack(
            dict(zip(NAMES, team.measures.amounts[5].tolist(), strict=True)), team.measures.deep[5], "fake"
        )
        table.set_judgement(5, Judgement(float(team.base_reward[5]), 0.0, 1.0, features=packed))
        assert table.exact_scores[0][5] == pytest.approx(rewards[5], abs=1e-6)
        table.set_judgement(5, Judgement(0.25, 0.0, 1.0))
        assert table.exact_scores[0][5] == 0.25  # without measures the judgement's own reward counts


def test_bulk_decisions_are_not_learned_from_and_imported_ones_are(tmp_path: Path) -> None:
    with project(tmp_path, 60, decided=0) as store:
        ids = list(store.pairs())
        store.decide(ids[:30], Decision.APPROVED)
        store.decide([ids[40]], Decision.REJECTED)
        assert store.learning.decided().bulk.sum() == 30
        assert learning.ready([store.learning.decided()]).bulk == 30
        store.learning.log_selection(ids[:10], Decision.APPROVED, Selection.IMPORTED)
        assert store.learning.decided().bulk.sum() == 20
        few = learning.learn_from([store.learning.decided()], None)
        assert isinstance(few, Refused) and few.reason is Refusal.TOO_FEW


def test_random_order_and_selection_are_kept(tmp_path: Path) -> None:
    with project(tmp_path, 40, decided=5) as store:
        ids = list(store.pairs())
        first = store.learning.reviewed()
        store.learning.log_selection(ids[:2], Decision.APPROVED, Selection.AUDIT)
        seed = store.learning.seed()
    with ProjectStore.open(tmp_path / "p.hfpc") as store:
        again = store.learning.reviewed()
        assert store.learning.seed() == seed
        assert again.positions.tolist() == first.positions.tolist()
        assert again.chosen[:3].tolist() == ["audit", "audit", ""]
        assert store.learning.certificate() is None
        store.learning.save_certificate({"threshold": 0.8})
        kept = store.learning.certificate()
        assert kept is not None and kept[1] == {"threshold": 0.8}


def test_heads_are_numbered_never_lost_and_rolled_back(tmp_path: Path) -> None:
    with project(tmp_path, 300, decided=300) as store:
        found = learning.learn_from([store.learning.decided()], None)
    assert isinstance(found, Learned)
    heads = HeadStore(tmp_path / "heads")
    assert heads.active() is None and heads.versions() == ()
    heads.save(found.head)
    heads.use(heads.save(found.head).version)
    assert heads.versions() == (1, 2) and heads.active_version == 2
    heads.use(1)
    active = heads.active()
    assert active is not None and active.head_id == "learned-1"
    heads.use(0)
    assert heads.active() is None and heads.versions() == (1, 2)
    with pytest.raises(ModelError):
        heads.use(9)
    (tmp_path / "heads/head-0002.json").write_text("{}", encoding="utf-8")
    assert [kept.version for kept in heads.heads()] == [1]
