"""Files and folders that a person adds to a project beside those it was made of.

A project reviews one ``ScanRequest``. An ``Addition`` is looked at after it, at every scan: new generated
images find their originals among all that the project knows, new originals find the images that were left over.
``classify_addition`` and ``scan_additions`` list folders: they belong on an IO thread.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hfpc_desktop.domain.errors import Cancelled, HfpcError, ProjectError, UsageError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.pairing import OriginalIndex, is_picture_name, split_masks, split_mixed
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.review.listing import Leftovers, Unusable, list_pictures
from hfpc_desktop.review.manifest import MANIFEST_SUFFIXES
from hfpc_desktop.review.requests import (
    PROJECT_SUFFIX,
    ScanKind,
    ScanRequest,
    UnclearFolders,
    absolute,
    classify_drop,
    role_of,
    settle,
)
from hfpc_desktop.review.scan import ScanBatch, scan
from hfpc_desktop.review.scan_report import Ambiguity, ScanReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hfpc_desktop.review.listing import CancelToken

T = TypeVar("T")
_SAMPLE = 2_000
_MOSTLY = 0.5
"""Share of a folder's pictures that must match before its role is taken from their names."""


class Role(StrEnum):
    """What an addition holds. ``FILES``: single pictures of any role, told apart by their names. ``OWN``: pairs
    of its own, described by a ``ScanRequest``."""

    GENERATED = "generated"
    ORIGINALS = "originals"
    FILES = "files"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Addition:
    """``paths``: absolute; a folder, or the files; empty for ``OWN``."""

    role: Role
    paths: tuple[Path, ...] = ()
    request: ScanRequest | None = None


@dataclass(frozen=True, slots=True)
class UnclearAddition:
    """A folder of which nothing tells what it holds: a person must say. ``found``: what else was dropped and is
    clear; ``waiting``: what was not looked at yet."""

    folder: Path
    found: tuple[Addition, ...] = ()
    waiting: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a project has so far: every original with its mask, and generated images without an original."""

    originals: dict[Path, Path | None]
    alone: tuple[Path, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[Pair], report: ScanReport | None) -> Known:
        originals: dict[Path, Path | None] = {}
        for pair in pairs:
            if originals.get(pair.original) is None:
                originals[pair.original] = pair.mask
        if report is not None:
            for path in report.originals_alone:
                originals.setdefault(path, _mask_beside(path))
        return cls(originals, () if report is None else report.generated_alone)


Added = list[Addition] | UnclearAddition | UnclearFolders | Path
"""What dropped files mean for an open project: additions, a question, or a project file to open instead."""


# -- what was dropped ------------------------------------------------------------------------------


def classify_addition(paths: Sequence[Path], known: Known) -> Added:
    """What to do with files and folders that are to join a project.

    Raises ``UsageError`` with advice when they mean nothing.
    """
    given = list(dict.fromkeys(map(absolute, paths)))
    for path in given:
        if not path.exists():
            raise UsageError(translate("errors", "{0} is not there (any more).").format(path))
    folders = [path for path in given if path.is_dir()]
    files = [path for path in given if path not in folders]
    if len(given) == 1 and files and files[0].suffix.lower() in (PROJECT_SUFFIX, *MANIFEST_SUFFIXES):
        drop = classify_drop(given)
        return [Addition(Role.OWN, request=drop)] if isinstance(drop, ScanRequest) else files[0]
    pictures = tuple(path for path in files if is_picture_name(path.name))
    if files and not pictures:
        raise UsageError(
            translate(
                "errors",
                "{0} is neither a picture nor a manifest (.csv, .json, .jsonl) nor a project (.hfpc).",
            ).format(files[0].name)
        )
    out = [Addition(Role.FILES, pictures)] if pictures else []
    roles = {folder: _role(folder, known) for folder in folders}
    if len(folders) == 2 and set(roles.values()) != {Role.GENERATED}:
        drop = classify_drop(folders)
        if isinstance(drop, UnclearFolders):
            return drop
        if isinstance(drop, ScanRequest):
            return [*out, Addition(Role.OWN, request=drop)]
    for place, (folder, role) in enumerate(roles.items()):
        if role is None:
            return UnclearAddition(folder, tuple(out), tuple(folders[place + 1 :]))
        out.append(addition_of(folder, role))
    return out


def _mask_beside(original: Path) -> Path | None:
    """The mask file beside an original, named as a scan knows it."""
    names = (f"{original.stem}_mask.png", f"{original.stem}-mask.png")
    return next((path for name in names if (path := original.with_name(name)).is_file()), None)


def addition_of(folder: Path, role: Role) -> Addition:
    """A folder in the role that was found or that a person said. ``FILES``: both kinds, told apart by names."""
    if role in (Role.OWN, Role.FILES):
        settled = settle(folder)
        request = settled if isinstance(settled, ScanRequest) else ScanRequest.parent(folder)
        return Addition(Role.OWN, request=request)
    return Addition(role, (folder,))


def _role(folder: Path, known: Known) -> Role | None:
    """By the names of its subfolders, then of its pictures, then by its own name."""
    settled = settle(folder)
    if isinstance(settled, ScanRequest) and settled.kind is ScanKind.FOLDERS:
        return Role.OWN
    names = _sample(folder)
    if names:
        matching = _originals_index(known.originals)
        fitting = sum(bool(matching.index.find(name)) for name in names)
        if fitting >= _MOSTLY * len(names):
            return Role.GENERATED
        new = OriginalIndex(names)
        if known.alone and 2 * sum(bool(new.find(path.name)) for path in known.alone) >= len(known.alone):
            return Role.ORIGINALS
        pairs = split_mixed(split_masks(names).pictures).pairs
        if len(pairs) >= _MOSTLY * len(names):
            return Role.OWN
    named = role_of(folder.name)
    return None if named is None else Role.GENERATED if named == "generated" else Role.ORIGINALS


def _sample(folder: Path) -> list[str]:
    out: list[str] = []
    for files in list_pictures(folder, _NeverCancelled(), Leftovers()):
        out.extend(files)
        if len(out) >= _SAMPLE:
            break
    return out[:_SAMPLE]


# -- scanning --------------------------------------------------------------------------------------


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
    matching = _originals_index(known.originals)
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


@dataclass(frozen=True, slots=True)
class _Matching:
    index: OriginalIndex
    paths: dict[str, Path]


def _originals_index(originals: Iterable[Path]) -> _Matching:
    """Originals by their paths below the folder that they share, so that equal names are told by folders."""
    listed = list(originals)
    root = _common(listed)
    paths = {os.path.relpath(path, root).replace(os.sep, "/") if root else path.name: path for path in listed}
    return _Matching(OriginalIndex(paths), paths)


def _common(paths: Sequence[Path]) -> str:
    try:
        return os.path.commonpath([path.parent for path in paths]) if paths else ""
    except ValueError:  # different drives
        return ""


def _pictures(addition: Addition, leftovers: Leftovers, token: CancelToken) -> dict[str, Path]:
    """Name with ``/`` between the parts -> path."""
    if addition.role is Role.FILES:
        root = _common(addition.paths)
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


# -- keeping ---------------------------------------------------------------------------------------


def additions_to_json(additions: Sequence[Addition]) -> str:
    return json.dumps(
        [
            {
                "role": one.role.value,
                "paths": [str(path) for path in one.paths],
                "request": None if one.request is None else one.request.to_json(),
            }
            for one in additions
        ]
    )


def additions_from_json(text: str) -> list[Addition]:
    """Raises ``ProjectError`` when the text is damaged; empty text is no addition."""
    if not text:
        return []
    try:
        return [
            Addition(
                Role(item["role"]),
                tuple(map(Path, item["paths"])),
                None if item["request"] is None else ScanRequest.from_json(item["request"]),
            )
            for item in json.loads(text)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise ProjectError(
            translate("errors", "The project does not say what was added to it ({0}).").format(error)
        ) from error


class _NeverCancelled:
    def raise_if_cancelled(self) -> None:
        return
