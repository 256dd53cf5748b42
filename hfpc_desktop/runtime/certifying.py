"""What the decisions prove of the scores in use: certified limits, reliability, the audit of the random sample.

Pure, on copies of the review (``Snapshot``); no Qt. Any thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain import audit
from hfpc_desktop.domain.audit import AuditFinding, Selection
from hfpc_desktop.domain.certificate import TARGET, Certification, Evidence, certify
from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.judging.learned_head import SHIPPED, LearnedHead

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.review.learning_store import Reviewed
    from hfpc_desktop.review.table import ReviewTable

BINS = 10
REJECT_TARGET = 0.95
"""Share of the automatically rejected that a person would have rejected too."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The review as it is: one entry for each pair, sorted by id. Scores 0..1, NaN = not judged."""

    ids: NDArray[np.int64]
    reward: NDArray[np.float64]
    consistency: NDArray[np.float64]
    decisions: NDArray[np.uint8]
    thresholds: Thresholds
    head_id: str = SHIPPED
    held_out: float = audit.HELD_OUT_SHARE


def snapshot(table: ReviewTable, head: LearnedHead | None) -> Snapshot:
    """The review as the table shows it with ``head`` (``None`` = the shipped reward). On the table's thread."""
    order = np.argsort(table.pair_ids)
    reward, consistency = table.exact_scores
    return Snapshot(
        table.pair_ids[order],
        reward[order],
        consistency[order],
        table.decisions[order],
        table.thresholds,
        SHIPPED if head is None else head.head_id,
        audit.HELD_OUT_SHARE if head is None else head.held_out,
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar of the reliability diagram: ``stated`` mean chance, ``seen`` share of approvals, of ``count`` pairs."""

    stated: float
    seen: float
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Everything about thresholds and the audit that a person may want to see. ``sample`` pairs of the audit
    sample, ``sampled`` of them decided; ``waiting``: ids of undecided pairs in the random order, those whose
    review brings the certificate nearer first. ``certificate``: (when, its values) or ``None``; ``finding``:
    what the audit says about it. ``current``: it is about the head and limits in use."""

    approve: Certification
    reject: Certification
    bins: tuple[Bin, ...]
    random_bins: bool
    sample: int
    sampled: int
    waiting: NDArray[np.int64]
    certificate: tuple[str, dict[str, Any]] | None
    finding: AuditFinding | None
    current: bool
    history: dict[str, int]


def assess(
    now: Snapshot,
    known: Reviewed,
    certificate: tuple[str, dict[str, Any]] | None,
    *,
    target: float = TARGET,
) -> Assessment:
    """Certificate, reliability and audit of the scores in ``now``. Pure; a fraction of a second for 100,000."""
    place = np.clip(np.searchsorted(known.ids, now.ids), 0, max(0, known.ids.size - 1))
    positions: NDArray[np.float64] = np.full(now.ids.shape, np.nan)
    bulk: NDArray[np.bool_] = np.zeros(now.ids.shape, bool)
    chosen: NDArray[np.str_] = np.zeros(now.ids.shape, "U1")
    at: NDArray[np.str_] = chosen
    if known.ids.size:
        positions, bulk = known.positions[place], known.bulk[place]
        chosen, at = known.chosen[place], known.at[place]
    judged = ~np.isnan(now.reward) & ~np.isnan(now.consistency)
    looked = (now.decisions != Decision.UNDECIDED) & ~bulk
    right = now.decisions == Decision.APPROVED
    region = judged & (now.consistency >= now.thresholds.approve_consistency)
    approve = certify(_evidence(now, region, looked, right, positions, judged, 1.0), target=target)
    reject = certify(_evidence(now, judged, looked, ~right, positions, judged, -1.0), target=REJECT_TARGET)
    chance = now.reward * now.consistency
    in_order, is_random = _reliability_rows(judged & looked, judged & ~looked, positions)
    audited = judged & (positions < audit.AUDIT_SHARE)
    return Assessment(
        approve=approve,
        reject=reject,
        bins=reliability(chance[in_order], right[in_order]),
        random_bins=is_random,
        sample=int(audited.sum()),
        sampled=int((audited & looked).sum()),
        waiting=_waiting(
            now, judged & ~looked & (now.decisions == Decision.UNDECIDED), region, positions, approve
        ),
        certificate=certificate,
        finding=_finding(now, certificate, audited & looked & region, right, at),
        current=_is_current(now, certificate),
        history={how.value: int((chosen == how.value).sum()) for how in Selection},
    )


def _evidence(
    now: Snapshot,
    region: NDArray[np.bool_],
    looked: NDArray[np.bool_],
    right: NDArray[np.bool_],
    positions: NDArray[np.float64],
    judged: NDArray[np.bool_],
    sign: float,
) -> Evidence:
    scores = now.reward[region] if sign > 0 else 1.0 - now.reward[region]
    return Evidence(scores, looked[region], right[region], positions[region], int(judged.sum()), now.held_out)


def _reliability_rows(
    looked: NDArray[np.bool_], undecided: NDArray[np.bool_], positions: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], bool]:
    """The decided pairs of the random sample when they are enough, else all decided ones."""
    waiting = positions[undecided & ~np.isnan(positions)]
    reach = float(waiting.min()) if waiting.size else np.inf
    sample = looked & (positions < reach)
    return (sample, True) if sample.sum() >= 50 else (looked, False)


def reliability(chance: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Bars of equal width over 0..1; empty ones are left out."""
    index = np.minimum((chance * BINS).astype(np.intp), BINS - 1)
    bins = []
    for k in range(BINS):
        rows = index == k
        if rows.any():
            bins.append(Bin(float(chance[rows].mean()), float(right[rows].mean()), int(rows.sum())))
    return tuple(bins)


def _waiting(
    now: Snapshot,
    undecided: NDArray[np.bool_],
    region: NDArray[np.bool_],
    positions: NDArray[np.float64],
    approve: Certification,
) -> NDArray[np.int64]:
    """Pairs to look at: the audit sample, and the hold-out of the threshold that is nearest to a promise."""
    useful = positions < audit.AUDIT_SHARE
    if not approve.certified and approve.candidates.thresholds.size:
        index = int(np.argmin(np.abs(approve.candidates.covered - approve.covered)))
        limit = approve.candidates.thresholds[index]
        useful = useful | (region & (now.reward >= limit) & (positions < now.held_out))
    rows = np.flatnonzero(undecided & useful)
    return now.ids[rows[np.argsort(positions[rows], kind="stable")]]


def _finding(
    now: Snapshot,
    certificate: tuple[str, dict[str, Any]] | None,
    audited: NDArray[np.bool_],
    right: NDArray[np.bool_],
    at: NDArray[np.str_],
) -> AuditFinding | None:
    """What was audited after the certificate was given, at or above its threshold."""
    if certificate is None:
        return None
    when, values = certificate
    try:
        limit, target = float(values["threshold"]), float(values["target"])
    except (KeyError, TypeError, ValueError):
        return None
    if values.get("head") != now.head_id:
        return None  # its threshold is on another scale
    rows = audited & (now.reward >= limit) & (at > when)
    return audit.audit_finding(int(rows.sum()), int((rows & ~right).sum()), target)


def _is_current(now: Snapshot, certificate: tuple[str, dict[str, Any]] | None) -> bool:
    if certificate is None:
        return False
    values = certificate[1]
    return bool(
        values.get("head") == now.head_id
        and math.isclose(float(values.get("threshold", -1)), now.thresholds.approve_reward, abs_tol=1e-9)
        and math.isclose(
            float(values.get("consistency", -1)), now.thresholds.approve_consistency, abs_tol=1e-9
        )
    )


def certificate_values(now: Snapshot, found: Assessment) -> dict[str, Any]:
    """What is kept of a certificate. ``ValueError`` when nothing is certified."""
    approve = found.approve
    if approve.threshold is None:
        raise ValueError("nothing is certified")
    return {
        "head": now.head_id,
        "threshold": approve.threshold,
        "consistency": now.thresholds.approve_consistency,
        "target": approve.target,
        "confidence": approve.confidence,
        "reviewed": approve.reviewed,
        "wrong": approve.wrong,
        "covered": approve.covered,
        "coverage": approve.coverage,
        "lower": approve.lower,
    }


def bands(now: Snapshot, found: Assessment) -> Thresholds:
    """Limits with the certified approve threshold and, where one is certified, the reject threshold; the
    consistency limits stay. ``ValueError`` when nothing is certified."""
    limit = found.approve.threshold
    if limit is None:
        raise ValueError("nothing is certified")
    low = now.thresholds.reject_reward
    if found.reject.threshold is not None:
        low = 1.0 - found.reject.threshold
    return Thresholds(
        approve_reward=limit,
        reject_reward=min(low, limit),
        approve_consistency=now.thresholds.approve_consistency,
        reject_consistency=now.thresholds.reject_consistency,
    )
