"""Rows for UI tests: made-up pairs, or the renders with judgements that follow their labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.judgement import (
    Defect,
    DefectGroup,
    DefectKind,
    Evidence,
    Judgement,
    NotJudged,
    Overlay,
    Region,
)
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.columns import PairRow

if TYPE_CHECKING:
    from collections.abc import Sequence


def judged(reward: float | None, consistency: float | None, *kinds: DefectKind) -> Judgement:
    """A judgement with these scores; missing ones make it "not judged"."""
    missing = reward is None or consistency is None
    return Judgement(
        reward=reward,
        consistency=consistency,
        defects=tuple(Defect(kind, 0.6, Region(0.3, 0.3, 0.2, 0.2)) for kind in kinds),
        not_judged=NotJudged.NO_PRODUCT if missing else None,
        evidence=Evidence(outgrowth=0.02, loss=0.01, iou=0.94),
        device="CPU",
        ms=310.0,
    )


def rows(scores: Sequence[tuple[float | None, float | None] | None]) -> list[PairRow]:
    """One pair a score: ``None`` = waiting; names sort backwards, so that no order is right by chance."""
    out = []
    for i, pair in enumerate(scores):
        number = len(scores) - i
        out.append(
            PairRow(
                i + 1,
                Path(f"/pictures/originals/sku{number % 3}.png"),
                Path(f"/pictures/generated/sku{number % 3}_{number:02d}.png"),
                None if pair is None else judged(*pair),
            )
        )
    return out


def many(count: int, seed: int = 7) -> list[PairRow]:
    """Many judged pairs with random scores, a tenth of them not judged."""
    rng = np.random.default_rng(seed)
    rewards, consistencies = rng.random(count), rng.random(count)
    missing = rng.random(count) < 0.1
    nothing = judged(None, None)
    return [
        PairRow(
            i + 1,
            Path(f"/pictures/originals/sku{i // 20:05d}.png"),
            Path(f"/pictures/generated/sku{i // 20:05d}_{i % 20:02d}.png"),
            nothing if missing[i] else judged(float(rewards[i]), float(consistencies[i])),
        )
        for i in range(count)
    ]


_BACKGROUND = {kind.value: kind for kind in DefectKind}


def renders(folder: Path) -> tuple[list[PairRow], dict[str, Overlay]]:
    """The rendered pairs with scores and defects that follow their labels, and overlays from their masks."""
    rng = np.random.default_rng(3)
    out: list[PairRow] = []
    overlays: dict[str, Overlay] = {}
    with (folder / "pairs.jsonl").open(encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            fact = json.loads(line)
            out.append(
                PairRow(
                    i + 1,
                    folder / fact["original"],
                    folder / fact["generated"],
                    _judge(fact, rng),
                    Decision.UNDECIDED,
                )
            )
            overlay = _overlay(folder, fact)
            if overlay is not None:
                overlays[Path(fact["generated"]).stem] = overlay
    return out, overlays


def _judge(fact: dict[str, Any], rng: np.random.Generator) -> Judgement:
    good_product, good_ground = fact["consistency"] == "pass", fact["background"] == "good"
    consistency = float(np.clip(rng.normal(0.86 if good_product else 0.25, 0.09), 0.01, 0.99))
    reward = float(np.clip(rng.normal(0.78 if good_ground else 0.34, 0.1), 0.01, 0.99))
    kinds = [_kind(name) for name in (*fact["product_defects"], *fact["background_defects"])]
    defects = tuple(
        Defect(
            kind,
            severity=float(rng.uniform(0.3, 0.95)),
            region=Region(float(rng.uniform(0.2, 0.5)), float(rng.uniform(0.2, 0.5)), 0.22, 0.2),
            amount=float(rng.uniform(0.02, 0.2)) if kind.group is DefectGroup.PRODUCT else None,
            place="left" if kind is DefectKind.OUTGROWTH else "",
        )
        for kind in kinds
    )
    evidence = Evidence(
        outgrowth=0.11 if DefectKind.OUTGROWTH in kinds else 0.01,
        loss=0.02,
        iou=fact["mask_iou"] or 0.91,
        boundary_f=0.9,
        registration=0.93,
        scale=1.02,
        colour_delta=3.1,
    )
    models = (("segmenter", "u2netp"), ("features", "efficientnet-lite2"), ("reward", "starter-1"))
    return Judgement(
        reward=reward, reward_raw=reward * 4 - 2, consistency=consistency, evidence=evidence, defects=defects,
        models=models, device="CPU", ms=420.0,
    )  # fmt: skip


def _kind(name: str) -> DefectKind:
    return _BACKGROUND.get(name, DefectKind.DEFORMATION)


def _overlay(folder: Path, fact: dict[str, Any]) -> Overlay | None:
    import cv2

    original = cv2.imread(str(folder / fact["original_mask"]), cv2.IMREAD_GRAYSCALE)
    generated = cv2.imread(str(folder / fact["generated_mask"]), cv2.IMREAD_GRAYSCALE)
    if original is None or generated is None or not fact["aligned"]:
        return None
    original, generated = cv2.resize(original, (512, 512)), cv2.resize(generated, (512, 512))
    difference = cv2.GaussianBlur(np.minimum(generated, 90), (31, 31), 0)
    return Overlay(original, generated, original, difference, np.eye(3))
