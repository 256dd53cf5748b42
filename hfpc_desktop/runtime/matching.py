"""Suggests originals for generated images that no name pairs, in the background. No Qt."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import Cancelled, PictureError
from hfpc_desktop.judging.visual_match import SIDE, Look, look_at, match_confidence
from hfpc_desktop.runtime.jobs import CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.runtime.jobs import WorkerPool

CANDIDATES = 400
"""Originals compared with one image at most; the first ones by name when there are more."""
_LOOKS_KEPT = 500


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Originals for one generated image, surest first: (path, confidence 0..1). Empty when nothing fits."""

    generated: Path
    originals: tuple[tuple[Path, float], ...]


class MatchRunner:
    """One search at a time; a new one stops the one before. ``load(path, side)`` gives a small picture."""

    def __init__(self, pool: WorkerPool, load: Callable[[Path, int], Picture]) -> None:
        self._pool, self._load = pool, load
        self._token = CancelToken()
        self._looks: OrderedDict[Path, Look] = OrderedDict()

    def run(
        self,
        generated: Sequence[Path],
        originals: Sequence[Path],
        found: Callable[[Suggestion], None],
        done: Callable[[], None],
    ) -> None:
        """``found`` hears each image's suggestion, ``done`` the end, both on the worker's thread."""
        self.cancel()
        token = self._token = CancelToken()

        def work() -> None:
            try:
                for path in generated:
                    found(self._suggest(path, originals[:CANDIDATES], token))
                done()
            except Cancelled:
                pass

        self._pool.submit(work)

    def cancel(self) -> None:
        self._token.cancel()

    def _suggest(self, path: Path, originals: Sequence[Path], token: CancelToken) -> Suggestion:
        here = self._look(path)
        scored: list[tuple[Path, float]] = []
        for original in originals:
            token.raise_if_cancelled()
            there = self._look(original)
            if here is not None and there is not None:
                scored.append((original, match_confidence(there, here)))
        best = sorted((item for item in scored if item[1] > 0), key=lambda item: -item[1])
        return Suggestion(path, tuple(best[:5]))

    def _look(self, path: Path) -> Look | None:
        """``None`` for a file that is no picture."""
        known = self._looks.get(path)
        if known is None:
            try:
                known = look_at(self._load(path, SIDE).rgb)
            except PictureError:
                return None
            self._looks[path] = known
            if len(self._looks) > _LOOKS_KEPT:
                self._looks.popitem(last=False)
        return known
