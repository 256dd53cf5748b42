"""Scoring one pair, split where threads may be split: ``load`` decodes, ``judge`` infers.

``runtime.scoring_job`` runs the two halves on threads; tests and small scripts may call
``score`` directly. Nothing here raises for a bad picture: its reason is the row's judgement.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from hfpc_desktop.domain.errors import Cancelled, ModelError, PictureError
from hfpc_desktop.domain.judgement import Judgement, NotJudged
from hfpc_desktop.domain.segmentation import product_name
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.images.opening import DEFAULT_LIMITS, PictureLimits
from hfpc_desktop.judging.judge import go_on
from hfpc_desktop.review.judgement_cache import JudgementCache, judgement_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.judge import Judge, PreparedOriginal
    from hfpc_desktop.review.edited_masks import EditedMasks

_log = logging.getLogger(__name__)

WORKING_SIDE = 1024
"""Longest side, in pixels, at which pictures are judged."""
_PREPARED_KEPT = 6


class Hasher(Protocol):
    """Content hash of a file; remembers unchanged files. Thread-safe. Raises PictureError."""

    def hash(self, path: Path) -> str: ...


@dataclass(frozen=True, slots=True)
class ScoreTask:
    pair_id: int
    pair: Pair


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """The result of one task. ``key`` finds the overlay; empty when there is none. ``hashes``: content hashes
    of original and generated image, empty when a file could not be read."""

    pair_id: int
    judgement: Judgement
    key: str = ""
    from_cache: bool = False
    hashes: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, eq=False)
class LoadedPair:
    """A pair ready for the inference thread. ``original`` is None when it is already prepared."""

    task: ScoreTask
    key: str
    original_key: str
    original: Picture | None
    generated: Picture
    decode_ms: float
    hashes: tuple[str, str] = ("", "")


class Scorer:
    """Joins decoding, caches and the judge. ``judge`` is called at first need (it loads models)."""

    def __init__(
        self,
        judge: Callable[[], Judge],
        hasher: Hasher,
        cache: JudgementCache,
        fingerprint: str,
        *,
        by_name: bool = False,
        edited: EditedMasks | None = None,
        limits: PictureLimits = DEFAULT_LIMITS,
    ) -> None:
        """``by_name``: the judge looks for products by their names, so a name is part of every key.
        ``edited``: masks that a person drew; they go before a pair's own mask file. ``limits``: sizes of
        pictures that are judged; others are "too large" or "too small"."""
        self._limits = limits
        self._make_judge = judge
        self._judge: Judge | None = None
        self._hasher = hasher
        self._cache = cache
        self._fingerprint = fingerprint
        self._by_name = by_name
        self._edited = edited
        self._lock = threading.Lock()
        self._prepared: OrderedDict[str, _Preparation] = OrderedDict()

    # -- decode threads ---------------------------------------------------------------------
    def load(self, task: ScoreTask) -> LoadedPair | ScoredPair:
        """Hash, look into the cache, decode. Any thread. Returns a result when nothing is left to do."""
        start = time.perf_counter()
        pair = task.pair
        try:
            original_hash = self._hash(pair.original, NotJudged.UNREADABLE_ORIGINAL)
            pair = self._masked(pair, original_hash)
            mask_hash = self._hash(pair.mask, NotJudged.UNREADABLE_ORIGINAL) if pair.mask else ""
            generated_hash = self._hash(pair.generated, NotJudged.UNREADABLE_GENERATED)
            name = self._name(pair)
            key = judgement_key(original_hash, mask_hash, generated_hash, self._fingerprint + name)
            if (known := self._cache.get(key)) is not None:
                return ScoredPair(task.pair_id, known, key, True, (original_hash, generated_hash))
            original_key = f"{original_hash}:{mask_hash}:{name}"
            with self._lock:
                prepared = original_key in self._prepared
            original = (
                None if prepared else _decode(pair.original, NotJudged.UNREADABLE_ORIGINAL, self._limits)
            )
            generated = _decode(pair.generated, NotJudged.UNREADABLE_GENERATED, self._limits)
        except _Unusable as unusable:
            return ScoredPair(task.pair_id, unusable.judgement)
        task = ScoreTask(task.pair_id, pair)  # with the mask that holds
        ms = 1e3 * (time.perf_counter() - start)
        return LoadedPair(
            task, key, original_key, original, generated, ms, hashes=(original_hash, generated_hash)
        )

    def _hash(self, path: Path, role: NotJudged) -> str:
        try:
            return self._hasher.hash(path)
        except PictureError as error:
            raise _unusable(error, role) from None

    # -- inference threads ------------------------------------------------------------------
    def judge(self, loaded: LoadedPair, between: Callable[[], None] = go_on) -> ScoredPair:
        """Judge a loaded pair. ModelError when the models cannot be loaded (it concerns every pair).
        ``between``: called between the steps of a pair; what it raises (``Cancelled``) ends the pair there."""
        between()
        judge = self._get_judge()
        between()
        try:
            prepared = self._prepare(judge, loaded, between)
            between()
            judgement, overlay = judge.judge(prepared, loaded.generated, between)
        except _Unusable as unusable:
            return ScoredPair(loaded.task.pair_id, unusable.judgement)
        except (ModelError, Cancelled):
            raise  # it concerns every pair
        except Exception as error:  # noqa: BLE001 - one pair must not stop the job; its row says what happened
            _log.info("judging %s failed", loaded.task.pair.generated, exc_info=True)
            failed = Judgement(
                not_judged=NotJudged.FAILED, not_judged_detail=f"{type(error).__name__}: {error}"
            )
            return ScoredPair(loaded.task.pair_id, failed, hashes=loaded.hashes)
        judgement = replace(judgement, stages=(("decode", loaded.decode_ms), *judgement.stages))
        self._cache.put(loaded.key, judgement, overlay)
        return ScoredPair(loaded.task.pair_id, judgement, loaded.key, hashes=loaded.hashes)

    def score(self, task: ScoreTask) -> ScoredPair:
        """Both halves in a row, on the calling thread."""
        loaded = self.load(task)
        return loaded if isinstance(loaded, ScoredPair) else self.judge(loaded)

    def overlay_key(self, pair: Pair) -> str:
        """The key under which the overlay of a judged pair lies. Raises PictureError."""
        original = self._hasher.hash(pair.original)
        pair = self._masked(pair, original)
        mask = self._hasher.hash(pair.mask) if pair.mask else ""
        return judgement_key(
            original,
            mask,
            self._hasher.hash(pair.generated),
            self._fingerprint + self._name(pair),
        )

    def edit_mask(self, original: Path, mask: NDArray[np.uint8] | None) -> None:
        """Judge this original with a mask that a person drew (uint8 H x W) from now on; None: as before.
        Any thread. Raises PictureError, OSError, ValueError (an empty mask)."""
        if self._edited is None:
            raise ValueError("There is no folder for masks.")
        key = self._hasher.hash(original)
        if mask is None:
            self._edited.remove(key)
        else:
            self._edited.save(key, mask)

    def _masked(self, pair: Pair, original_hash: str) -> Pair:
        found = self._edited.find(original_hash) if self._edited is not None else None
        return pair if found is None else replace(pair, mask=found)

    def _name(self, pair: Pair) -> str:
        return product_name(pair.original, pair.given_name) if self._by_name else ""

    def _get_judge(self) -> Judge:
        with self._lock:
            if self._judge is None:
                self._judge = self._make_judge()
            return self._judge

    def _prepare(self, judge: Judge, loaded: LoadedPair, between: Callable[[], None]) -> PreparedOriginal:
        """The original's part, made once even when several threads ask for it at the same time."""
        with self._lock:
            entry = self._prepared.get(loaded.original_key)
            if entry is None:
                entry = self._prepared[loaded.original_key] = _Preparation()
            self._prepared.move_to_end(loaded.original_key)
            while len(self._prepared) > _PREPARED_KEPT:
                self._prepared.popitem(last=False)
        with entry.lock:
            if entry.value is None:
                pair = loaded.task.pair
                original = loaded.original or _decode(
                    pair.original, NotJudged.UNREADABLE_ORIGINAL, self._limits
                )
                mask = _mask(pair.mask, self._limits) if pair.mask else None
                between()
                entry.value = judge.prepare(original, mask, self._name(pair), between)
            return entry.value


class _Preparation:
    __slots__ = ("lock", "value")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.value: PreparedOriginal | None = None


class _Unusable(Exception):
    """A pair that cannot be judged, with the judgement that says so."""

    def __init__(self, reason: NotJudged, detail: str) -> None:
        super().__init__(detail)
        self.judgement = Judgement(not_judged=reason, not_judged_detail=detail)


def _decode(path: Path, role: NotJudged, limits: PictureLimits) -> Picture:
    try:
        return load_picture(path, max_side=WORKING_SIDE, limits=limits)
    except PictureError as error:
        raise _unusable(error, role) from None


_REASONS = {
    "missing_file": NotJudged.MISSING_FILE,
    "too_large": NotJudged.TOO_LARGE,
    "too_small": NotJudged.TOO_SMALL,
}


def _unusable(error: PictureError, role: NotJudged) -> _Unusable:
    return _Unusable(_REASONS.get(error.code, role), str(error))


def _mask(path: Path, limits: PictureLimits) -> NDArray[np.uint8]:
    """A supplied mask as uint8 H x W: its alpha when it has one, else its brightness."""
    picture = _decode(path, NotJudged.UNREADABLE_ORIGINAL, limits)
    if picture.alpha is not None:
        return picture.alpha
    mask: NDArray[np.uint8] = picture.rgb.max(axis=2)
    return mask
