from __future__ import annotations

import numpy as np

from hfpc_desktop.domain import audit
from hfpc_desktop.domain.audit import Selection


def test_positions_are_fixed_by_content_and_seed_and_uniform() -> None:
    pairs = [(f"o{i // 7}", f"g{i}") for i in range(4_000)]
    positions = audit.sample_positions(pairs, "seed")
    assert positions.tolist() == audit.sample_positions(pairs, "seed").tolist()
    assert abs((positions < audit.AUDIT_SHARE).mean() - audit.AUDIT_SHARE) < 0.012
    assert np.abs(np.quantile(positions, [0.25, 0.5, 0.75]) - [0.25, 0.5, 0.75]).max() < 0.03
    other = audit.sample_positions(pairs, "another")
    assert abs(np.corrcoef(positions, other)[0, 1]) < 0.06
    assert np.isnan(audit.sample_positions([("a", None), (None, "b")], "seed")).all()


def test_propensity_is_known_for_the_audit_only() -> None:
    assert audit.propensity(Selection.AUDIT) == audit.AUDIT_SHARE
    assert all(audit.propensity(how) is None for how in Selection if how is not Selection.AUDIT)


def test_held_out_share_waits_for_enough_decisions() -> None:
    assert audit.held_out_share(100) == audit.AUDIT_SHARE
    assert audit.held_out_share(audit.HOLD_OUT_FROM) == audit.HELD_OUT_SHARE


def test_drift_warns_when_the_audit_contradicts_the_promise() -> None:
    assert not audit.audit_finding(0, 0, 0.964).contradicted
    assert not audit.audit_finding(60, 3, 0.964).contradicted
    assert audit.audit_finding(60, 6, 0.964).contradicted
    # under the promise the warning is as rare as it says
    rng = np.random.default_rng(0)
    errors = rng.binomial(80, 1 - 0.964, size=4_000)
    false_alarms = np.mean([audit.audit_finding(80, int(k), 0.964).contradicted for k in errors])
    assert false_alarms < 0.05
