"""Pictures of a training: decoded, letterboxed and flipped on threads, ahead of the device that eats them."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.images.cache import ByteBudgetCache
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.inference.letterbox import WORKING_SIDE, letterbox
from hfpc_desktop.training.reward_config import TrainingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from hfpc_desktop.training.reward_data import Batch, RewardData

CACHE_BYTES = 4 * 1024**3
"""Letterboxed pictures kept in memory: 28,000 of 224 px, so that HFPC-44k is nearly decoded only once."""
_AHEAD = 3


@dataclass(frozen=True, slots=True, eq=False)
class PictureBatch:
    """``originals`` uint8 V x S x S x 3, ``generated`` uint8 N x S x S x 3, ``visit`` int N: which original,
    ``good`` bool N."""

    originals: NDArray[np.uint8]
    generated: NDArray[np.uint8]
    visit: NDArray[np.intp]
    good: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.generated)


class PictureReader:
    """Reads batches ahead on ``workers`` threads. Use as a context: leaving it ends the threads."""

    def __init__(self, data: RewardData, side: int, *, workers: int, cache_bytes: int = CACHE_BYTES) -> None:
        self._data = data
        self._side = side
        self._cache: ByteBudgetCache[str, NDArray[np.uint8]] = ByteBudgetCache(cache_bytes)
        self._pool = ThreadPoolExecutor(max(1, workers), thread_name_prefix="reward-pictures")

    def __enter__(self) -> PictureReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def stream(self, batches: Iterable[Batch]) -> Iterator[PictureBatch]:
        """The batches in order. ``TrainingError`` names a picture that cannot be read."""
        waiting: deque[tuple[Batch, list[Future[NDArray[np.uint8]]]]] = deque()
        for batch in batches:
            waiting.append((batch, [self._pool.submit(self.picture, path) for path in self._paths(batch)]))
            if len(waiting) > _AHEAD:
                yield self._joined(*waiting.popleft())
        while waiting:
            yield self._joined(*waiting.popleft())

    def picture(self, path: Path) -> NDArray[np.uint8]:
        """One letterboxed picture, S x S x 3; any thread."""
        found = self._cache.get(str(path))
        if found is not None:
            return found
        try:
            square = read_square(path, self._side)
        except PictureError as error:
            raise TrainingError(
                f"{path}: {error} Put a sound picture in its place and give the same command: what was trained so far "
                "is kept. Without this line of the list it is another run, in another folder."
            ) from error
        self._cache.put(str(path), square, square.nbytes)
        return square

    def _paths(self, batch: Batch) -> list[Path]:
        originals = [self._data.originals[visit.original] for visit in batch]
        return originals + [self._data.generated[row] for visit in batch for row in visit.rows]

    def _joined(self, batch: Batch, pictures: list[Future[NDArray[np.uint8]]]) -> PictureBatch:
        squares = [future.result() for future in pictures]
        flips = [visit.flip for visit in batch]
        visit_of = [number for number, visit in enumerate(batch) for _ in visit.rows]
        flips += [batch[number].flip for number in visit_of]
        turned = np.stack(
            [square[:, ::-1] if flip else square for square, flip in zip(squares, flips, strict=True)]
        )
        rows = [row for visit in batch for row in visit.rows]
        return PictureBatch(
            originals=turned[: len(batch)],
            generated=turned[len(batch) :],
            visit=np.array(visit_of, dtype=np.intp),
            good=self._data.good[rows],
        )


def read_square(path: Path, side: int) -> NDArray[np.uint8]:
    """A picture letterboxed to ``side`` x ``side`` x 3. ``PictureError`` when it cannot be read."""
    return letterbox(load_picture(path, max_side=WORKING_SIDE).rgb, side)
