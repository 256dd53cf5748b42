"""Difficult pictures through the whole embedded pipeline, from files: a defined answer each, no crash, no NaN.

Files that cannot be read at all are in ``unit/images/test_bad_files`` and ``e2e/test_bad_input``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain.judgement import DefectKind, Judgement, NotJudged
from hfpc_desktop.domain.pairs import Pair
from tests.unit.judging import scenes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hfpc_desktop.engine import Engine

    Pixels = np.ndarray

CHANGED = 0.5
"""A product that is not there, or another one, never reaches this consistency."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    pytest.importorskip("onnxruntime", reason="ONNX Runtime is an extra")
    from hfpc_desktop.engine import Engine, EngineOptions

    made = Engine(EngineOptions(device="cpu", data=tmp_path_factory.mktemp("data")))
    yield made
    made.close()


@dataclass(frozen=True, slots=True)
class Case:
    """``reason``: why it is not judged, else ``None``; ``low``, ``high``: limits of a consistency that is given.
    ``may_refuse``: "not registered" is an honest answer, too."""

    original: Pixels
    generated: Pixels
    reason: NotJudged | None = None
    low: float = 0.0
    high: float = 1.0
    may_refuse: bool = False


def carton() -> Pixels:
    return scenes.carton()[0]


def placed(**how: object) -> Pixels:
    return scenes.place(*scenes.carton(), **how)  # type: ignore[arg-type]


def resized(rgb: Pixels, width: int, height: int) -> Pixels:
    return np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_LINEAR))


def with_alpha(rgb: Pixels, value: int) -> Pixels:
    return np.dstack([rgb, np.full(rgb.shape[:2], value, np.uint8)])


def several() -> Pixels:
    """Three different products on one white backdrop."""
    row = np.hstack([carton(), scenes.vase()[0], cv2.flip(carton(), 1)])
    return np.asarray(row)


def flat(value: int) -> Pixels:
    return np.full((300, 400, 3), value, np.uint8)


CASES = {
    "original = generated": lambda: Case(carton(), carton(), low=0.6),
    "no product in a white original": lambda: Case(flat(255), placed(), NotJudged.NO_PRODUCT),
    "no product in a black original": lambda: Case(flat(0), placed(), NotJudged.NO_PRODUCT),
    "no product in the generated image": lambda: Case(
        carton(), scenes.background(400, 400, 5), NotJudged.NOT_REGISTERED
    ),
    "a flat generated image": lambda: Case(carton(), flat(128), NotJudged.NOT_REGISTERED),
    "totally different pictures": lambda: Case(
        carton(), scenes.place(*scenes.vase(), seed=4), NotJudged.NOT_REGISTERED
    ),
    "several products": lambda: Case(several(), several(), low=0.5),
    "several products, one was lost": lambda: Case(
        several(), np.hstack([several()[:, :800], np.full((400, 400, 3), 255, np.uint8)]), high=CHANGED
    ),
    "cut by the frame of the original": lambda: Case(carton()[:, 190:], placed()[:, 190:]),
    "cut by the frame of the generated image": lambda: Case(carton(), placed(shift=(-160.0, 0.0)), may_refuse=True),
    "64 pixels": lambda: Case(resized(carton(), 64, 64), placed()),
    "64 pixels, generated": lambda: Case(carton(), resized(placed(), 64, 64)),
    "20 pixels": lambda: Case(resized(carton(), 20, 20), placed(), NotJudged.TOO_SMALL),
    "20 pixels, generated": lambda: Case(carton(), resized(placed(), 20, 20), NotJudged.TOO_SMALL),
    "10,000 pixels": lambda: Case(resized(carton(), 10_000, 10_000), placed()),
    "10,000 pixels, generated": lambda: Case(carton(), resized(placed(), 10_000, 9_000)),
    "10,000 x 64 pixels": lambda: Case(resized(carton(), 10_000, 64), placed(), may_refuse=True),
    "64 x 10,000 pixels, generated": lambda: Case(carton(), resized(placed(), 64, 10_000), may_refuse=True),
    "alpha all opaque": lambda: Case(with_alpha(carton(), 255), placed(), low=0.5),
    "alpha all clear": lambda: Case(with_alpha(carton(), 0), placed(), NotJudged.NO_PRODUCT),
    "generated image all clear": lambda: Case(carton(), with_alpha(placed(), 0), NotJudged.NOT_REGISTERED),
}  # fmt: skip


SLOW = frozenset({"10,000 pixels", "10,000 pixels, generated"})


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in CASES]
)
def test_a_defined_answer(name: str, engine: Engine, tmp_path: Path) -> None:
    case = CASES[name]()
    judgement = judged(engine, case, tmp_path)
    numbers = [value for _, value in judgement.evidence.extra]
    numbers += [
        value
        for value in (judgement.reward, judgement.reward_raw, judgement.consistency)
        if value is not None
    ]
    assert all(math.isfinite(value) for value in numbers)
    if case.reason is not None:
        assert judgement.not_judged is case.reason
    if judgement.not_judged is not None:
        assert case.may_refuse or case.reason is not None, judgement.not_judged_detail
        assert judgement.consistency is None
        assert judgement.not_judged_detail
        return
    assert judgement.consistency is not None
    assert case.low <= judgement.consistency <= case.high
    if judgement.consistency < CHANGED:
        assert [d for d in judgement.defects if d.kind in DefectKind], "a low score names its reason"


def judged(engine: Engine, case: Case, folder: Path) -> Judgement:
    paths = []
    for name, rgb in (("original", case.original), ("generated", case.generated)):
        order = [2, 1, 0, 3][: rgb.shape[2]]
        path = folder / f"{name}.png"
        # barely packed: the two large pictures would take seconds otherwise
        assert cv2.imwrite(str(path), np.ascontiguousarray(rgb[..., order]), [cv2.IMWRITE_PNG_COMPRESSION, 1])
        paths.append(path)
    from hfpc_desktop.commands.scoring import score_pairs

    return score_pairs(engine, [Pair(*paths)])[0].judgement
