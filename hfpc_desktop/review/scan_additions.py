"""Scans of what was added to a project: its pairs among themselves and with what the project knows.

New generated images find their originals among all that the project has, new originals find the images that were
left over. Lists folders: on an IO thread.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hfpc_desktop.domain.errors import Cancelled, HfpcError, UsageError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.pairing import OriginalIndex, split_masks, split_mixed
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.review.additions import Addition, Known, Role, common_root, originals_index
from hfpc_desktop.review.listing import Leftovers, Unusable, list_pictures
from hfpc_desktop.review.scan import ScanBatch, scan
from hfpc_desktop.review.scan_report import Ambiguity, ScanReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hfpc_desktop.review.listing import CancelToken
    from hfpc_desktop.review.requests import ScanRequest

T = TypeVar("T")


def scan_with(request: ScanRequest, additions: Sequence[Addition], token: CancelToken) -> Iterator[ScanBatch]:
    """``scan`` of a project with its additions: the last batch carries one report for everything."""
    if not additions:
        yield from scan(request, token)
        return
    pairs: list[Pair] = []
    report: ScanReport | None = None
    for batch in scan(request, token):
        pairs.extend(batch.pairs)
        report = batch.report
        yield ScanBatch(batch.pairs)
    assert report is not None
    yield from scan_additions(additions, Known.of(pairs, report), report, token)


def scan_additions(
    additions: Sequence[Addition], known: Known, before: ScanReport, token: CancelToken
) -> Iterator[ScanBatch]:
    """Pairs that the additions make with what is known; the last batch carries ``before`` brought up to date.

    An addition that cannot be read is an entry of the report's ``unusable`` and holds nothing else up.
    """
    report = before
    originals, alone = dict(known.originals), known.alone
    for addition in additions:
        token.raise_if_cancelled()
        try:
            found = _scan_one(addition, Known(originals, alone), token)
        except Cancelled:
            raise
        except (HfpcError, OSError) as error:
            found = _Found((), _failed(report, addition, error))
        yield ScanBatch(found.pairs)
        report = _joined(report, found)
        for original, mask in found.originals.items():
            originals.setdefault(original, mask)
        for pair in found.pairs:
            originals.setdefault(pair.original, pair.mask)
        alone = report.generated_alone
    yield ScanBatch((), report)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one addition gave; ``originals``: new ones with their masks, paired or not."""

    pairs: tuple[Pair, ...]
    report: ScanReport
    originals: dict[Path, Path | None] = field(default_factory=dict)


def _scan_one(addition: Addition, known: Known, token: CancelToken) -> _Found:
    if addition.role is Role.OWN:
        return _own(addition, token)
    leftovers = Leftovers()
    pictures = _pictures(addition, leftovers, token)
    names = list(pictures)
    split = split_masks(names)
    masks = {pictures[name]: pictures[mask] for name, mask in split.masks.items()}
    files = [(name, pictures[name]) for name in split.pictures]
    if addition.role is Role.ORIGINALS:
        return _as_originals(files, masks, known, leftovers)
    return _as_generated(files, masks, known, leftovers, mixed=addition.role is Role.FILES)


def _own(addition: Addition, token: CancelToken) -> _Found:
    assert addition.request is not None
    pairs: list[Pair] = []
    report: ScanReport | None = None
    for batch in scan(addition.request, token):
        pairs.extend(batch.pairs)
        report = batch.report
    assert report is not None
    return _Found(tuple(pairs), report, dict.fromkeys(report.originals_alone))


def _as_generated(
    files: Sequence[tuple[str, Path]],
    masks: dict[Path, Path],
    known: Known,
    leftovers: Leftovers,
    *,
    mixed: bool,
) -> _Found:
    """``mixed``: what matches no original may be one itself."""
    matching = originals_index(known.originals)
    pairs: list[Pair] = []
    unclear: list[Ambiguity] = []
    alone: list[tuple[str, Path]] = []
    for name, path in files:
        if path in known.originals:
            continue  # an original of the project, dropped again
        found = [matching.paths[each] for each in matching.index.find(name)]
        if len(found) == 1:
            pairs.append(Pair(found[0], path, known.originals[found[0]]))
        elif found:
            unclear.append(Ambiguity(path, tuple(found)))
        else:
            alone.append((name, path))
    report = _report(leftovers, pairs, unclear)
    if not mixed:
        return _Found(tuple(pairs), replace(report, generated_alone=tuple(path for _, path in alone)))
    return _mixed(alone, masks, known, pairs, report)


def _mixed(
    alone: Sequence[tuple[str, Path]],
    masks: dict[Path, Path],
    known: Known,
    pairs: list[Pair],
    report: ScanReport,
) -> _Found:
    """Single files that match nothing the project has: pairs among themselves, or originals of what is left over."""
    at = dict(alone)
    inner = split_mixed(list(at))
    pairs = [*pairs, *(Pair(at[a], at[b], masks.get(at[a])) for a, b in inner.pairs)]
    lone = [(name, at[name]) for name in inner.originals_alone]
    waiting = OriginalIndex([name for name, _ in lone])
    taken: dict[Path, Path | None] = {}
    for path in known.alone:
        found = waiting.find(path.name)
        if len(found) == 1:
            pairs.append(Pair(at[found[0]], path, masks.get(at[found[0]])))
            taken[at[found[0]]] = masks.get(at[found[0]])
    report = replace(
        report,
        pairs=len(pairs),
        # Nothing tells what these are; as images without an original they can be paired by hand.
        generated_alone=tuple(path for _, path in lone if path not in taken),
        ambiguities=(
            *report.ambiguities,
            *(Ambiguity(at[i.generated], tuple(at[c] for c in i.candidates)) for i in inner.ambiguities),
        ),
    )
    return _Found(tuple(pairs), report, taken)


def _as_originals(
    files: Sequence[tuple[str, Path]], masks: dict[Path, Path], known: Known, leftovers: Leftovers
) -> _Found:
    at = {name: path for name, path in files if path not in known.originals}
    index = OriginalIndex(at)
    pairs: list[Pair] = []
    unclear: list[Ambiguity] = []
    for path in known.alone:
        found = [at[name] for name in index.find(path.name)]
        found = found or [at[name] for name in index.find(f"{path.parent.name}/{path.name}")]
        if len(found) == 1:
            pairs.append(Pair(found[0], path, masks.get(found[0])))
        elif found:
            unclear.append(Ambiguity(path, tuple(found)))
    used = {pair.original for pair in pairs}
    report = replace(
        _report(leftovers, pairs, unclear),
        originals_alone=tuple(path for path in at.values() if path not in used),
    )
    return _Found(tuple(pairs), report, {path: masks.get(path) for path in at.values()})


def _pictures(addition: Addition, leftovers: Leftovers, token: CancelToken) -> dict[str, Path]:
    """Name with ``/`` between the parts -> path."""
    if addition.role is Role.FILES:
        root = common_root(addition.paths)
        there = [path for path in addition.paths if path.is_file()]
        gone = [path for path in addition.paths if path not in there]
        text = translate("errors", "This file is not there (any more).")
        leftovers.unusable.extend(Unusable(str(path), text) for path in gone)
        return {
            os.path.relpath(path, root).replace(os.sep, "/") if root else path.name: path for path in there
        }
    folder = addition.paths[0]
    if not folder.is_dir():
        raise UsageError(translate("errors", "{0} is not there (any more).").format(folder))
    return {name: folder / name for files in list_pictures(folder, token, leftovers) for name in files}


def _report(leftovers: Leftovers, pairs: Sequence[Pair], unclear: Sequence[Ambiguity]) -> ScanReport:
    return ScanReport(
        Path(),
        Path(),
        pairs=len(pairs),
        masks=len({pair.original for pair in pairs if pair.mask is not None}),
        ambiguities=tuple(unclear),
        unusable=tuple(leftovers.unusable),
    )


def _failed(report: ScanReport, addition: Addition, error: Exception) -> ScanReport:
    place = addition.request.paths[0] if addition.request is not None else addition.paths[0]
    return ScanReport(report.originals, report.generated, unusable=(Unusable(str(place), str(error)),))


def _joined(before: ScanReport, found: _Found) -> ScanReport:
    """Both reports as one, without the pictures that are paired now."""
    new = found.report
    joined = replace(
        before,
        pairs=before.pairs + len(found.pairs),
        masks=before.masks + new.masks,
        originals_alone=_once(before.originals_alone, new.originals_alone),
        generated_alone=_once(before.generated_alone, new.generated_alone),
        ambiguities=_once(before.ambiguities, new.ambiguities),
        unusable=_once(before.unusable, new.unusable),
        spare_masks=_once(before.spare_masks, new.spare_masks),
    )
    return joined.without(found.pairs)


def _once(*parts: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))
