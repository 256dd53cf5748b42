"""One measured figure beside its target."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Figure:
    """``limit`` None = no target, shown for information. ``at_most``: whether less is better."""

    section: str
    name: str
    value: float
    unit: str
    limit: float | None = None
    at_most: bool = True
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.limit is None:
            return None
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    @property
    def target(self) -> str:
        if self.limit is None:
            return ""
        return f"{'<=' if self.at_most else '>='} {self.limit:g} {self.unit}"

    def line(self) -> str:
        mark = {True: "ok  ", False: "MISS", None: "    "}[self.met]
        note = f"  ({self.note})" if self.note else ""
        return (
            f"{mark} {self.section:<9} {self.name:<46} {self.value:>10.4g} {self.unit:<8} {self.target}{note}"
        )


def best_ms(call: Callable[[], Any], runs: int = 5) -> float:
    """Milliseconds of the fastest run: the least disturbed one on a shared machine."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(1e3 * (time.perf_counter() - start))
    return min(times)


def calibration() -> list[Figure]:
    """A fixed mix of Python and numpy work: how fast this machine was during this run."""
    data = np.random.default_rng(0).random(1_000_000, dtype=np.float32)

    def loop() -> None:
        sum(number * number for number in range(300_000))
        for _ in range(5):
            np.sort(data)

    return [
        Figure("machine", "calibration loop", best_ms(loop), "ms", note="divide by this to compare machines")
    ]
