"""From folders, files or a manifest to pairs, streamed; what did not become a pair is reported."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import NothingToDo, UsageError
from hfpc_desktop.domain.language import listed, translate
from hfpc_desktop.domain.pairing import (
    OriginalIndex,
    Pairing,
    is_picture_name,
    match_masks,
    split_masks,
    split_mixed,
)
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.review.listing import Leftovers, Unusable, folder_problem, list_pictures
from hfpc_desktop.review.manifest import BadLine, ManifestEntry, RemoteAddressError, locate, read_manifest
from hfpc_desktop.review.requests import ScanKind, ScanRequest, UnclearFolders, common_folder, settle
from hfpc_desktop.review.scan_report import Ambiguity, ScanReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hfpc_desktop.review.listing import CancelToken

_FIRST_BATCH = 64
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class ScanBatch:
    """Some pairs as they are found. ``report`` comes with the last batch only."""

    pairs: tuple[Pair, ...]
    report: ScanReport | None = None


def scan(request: ScanRequest, token: CancelToken) -> Iterator[ScanBatch]:
    """Pairs of ``request`` as they are found; the last batch carries the ``ScanReport``.

    Any thread. Raises ``UsageError`` when a folder cannot be listed at all or its role is unclear,
    ``NothingToDo`` when there is no picture to pair, ``Cancelled`` from the token. No pair among the
    pictures is no error: the report then has ``pairs == 0`` and says what was found instead.
    """
    if request.kind is ScanKind.PARENT:
        settled = settle(request.paths[0])
        if isinstance(settled, UnclearFolders):
            raise UsageError(
                translate(
                    "errors",
                    "Which of {0} and {1} in {2} holds the originals? Give the folder of the originals and the folder of the generated images.",
                ).format(settled.a.name, settled.b.name, request.paths[0])
            )
        if settled.kind is ScanKind.FOLDERS:
            settled = ScanRequest.folders(*settled.paths, masks=settled.masks, exclude=request.exclude)
        request = settled
    match request.kind:
        case ScanKind.FOLDERS:
            return _scan_folders(request, token)
        case ScanKind.MANIFEST:
            return _scan_manifest(request.paths[0], token)
        case _:
            return _scan_mixed(request, token)


# -- two folders -----------------------------------------------------------------------------------


def _scan_folders(request: ScanRequest, token: CancelToken) -> Iterator[ScanBatch]:
    originals_root, generated_root = request.paths
    leftovers = Leftovers()
    skip = [*request.exclude, *([request.masks] if request.masks else [])]
    for root in request.paths:
        _need_folder(root)
    listed = _all_pictures(originals_root, token, leftovers, [*skip, generated_root])
    found = split_masks(listed)
    masks = {picture: originals_root / mask for picture, mask in found.masks.items()}
    spare = [originals_root / mask for mask in found.spare]
    if request.masks is not None:
        apart = match_masks(found.pictures, _all_pictures(request.masks, token, leftovers, []))
        for picture, mask in apart.masks.items():
            masks.setdefault(picture, request.masks / mask)
        spare.extend(request.masks / mask for mask in apart.spare)
    if not found.pictures:
        raise NothingToDo(
            _empty(
                originals_root,
                translate("errors", "{0} holds no original (files looked for: {1})."),
                leftovers,
            )
        )
    pairer = _FolderPairer(originals_root, generated_root, found.pictures, masks)
    for files in list_pictures(generated_root, token, leftovers, skip=[*skip, originals_root]):
        yield from pairer.take(split_masks(files).pictures, token)
    if not pairer.seen:
        raise NothingToDo(
            _empty(
                generated_root,
                translate("errors", "{0} holds no generated image (files looked for: {1})."),
                leftovers,
            )
        )
    yield ScanBatch(
        pairer.rest(),
        ScanReport(
            originals=originals_root,
            generated=generated_root,
            pairs=pairer.paired,
            masks=len(masks),
            originals_alone=tuple(
                originals_root / path for path in found.pictures if path not in pairer.originals
            ),
            generated_alone=tuple(pairer.alone),
            ambiguities=tuple(pairer.ambiguities),
            unusable=tuple(leftovers.unusable),
            other_files=_sorted_counts(leftovers),
            spare_masks=tuple(spare),
        ),
    )


class _FolderPairer:
    """Pairs generated images one by one and hands them out in batches, the first one small."""

    def __init__(
        self, originals_root: Path, generated_root: Path, originals: Sequence[str], masks: dict[str, Path]
    ) -> None:
        self._root, self._generated_root = originals_root, generated_root
        self._index = OriginalIndex(originals)
        self._masks = masks
        self._waiting: list[Pair] = []
        self._batch = _FIRST_BATCH
        self.originals: dict[str, Path] = {}
        self.alone: list[Path] = []
        self.ambiguities: list[Ambiguity] = []
        self.paired = 0
        self.seen = 0

    def take(self, files: Sequence[str], token: CancelToken) -> Iterator[ScanBatch]:
        for path in files:
            self.seen += 1
            if self.seen % 256 == 0:
                token.raise_if_cancelled()
            self._pair(path)
            if len(self._waiting) >= self._batch:
                yield ScanBatch(self.rest())
                self._batch = _BATCH

    def rest(self) -> tuple[Pair, ...]:
        pairs, self._waiting = tuple(self._waiting), []
        return pairs

    def _pair(self, path: str) -> None:
        generated = self._generated_root / path
        found = self._index.find(path)
        if len(found) == 1:
            original = self.originals.get(found[0])
            if original is None:
                original = self.originals[found[0]] = self._root / found[0]
            self._waiting.append(Pair(original, generated, self._masks.get(found[0])))
            self.paired += 1
        elif found:
            self.ambiguities.append(Ambiguity(generated, tuple(self._root / each for each in found)))
        else:
            self.alone.append(generated)


# -- files side by side ----------------------------------------------------------------------------


def _scan_mixed(request: ScanRequest, token: CancelToken) -> Iterator[ScanBatch]:
    leftovers = Leftovers()
    if request.kind is ScanKind.FILES:
        root = common_folder(request.paths)
        files = [path.relative_to(root).as_posix() for path in request.paths if _usable(path, leftovers)]
    else:
        root = request.paths[0]
        files = _all_pictures(root, token, leftovers, request.exclude)
    if not files:
        raise NothingToDo(
            _empty(root, translate("errors", "{0} holds no picture (files looked for: {1})."), leftovers)
        )
    found = split_masks(files)
    masks = {picture: root / mask for picture, mask in found.masks.items()}
    pairing = split_mixed(found.pictures)
    token.raise_if_cancelled()
    pairs = tuple(
        Pair(root / original, root / generated, masks.get(original)) for original, generated in pairing.pairs
    )
    for start in range(0, len(pairs), _BATCH):
        yield ScanBatch(pairs[start : start + _BATCH])
    yield ScanBatch((), _mixed_report(root, pairing, leftovers, masks, [root / mask for mask in found.spare]))


def _mixed_report(
    root: Path, pairing: Pairing, leftovers: Leftovers, masks: dict[str, Path], spare: Sequence[Path]
) -> ScanReport:
    originals = {original for original, _ in pairing.pairs}
    return ScanReport(
        originals=root,
        generated=root,
        pairs=len(pairing.pairs),
        masks=sum(picture in originals for picture in masks),
        originals_alone=tuple(root / path for path in pairing.originals_alone),
        ambiguities=tuple(
            Ambiguity(root / item.generated, tuple(root / each for each in item.candidates))
            for item in pairing.ambiguities
        ),
        unusable=tuple(leftovers.unusable),
        other_files=_sorted_counts(leftovers),
        spare_masks=tuple(spare),
    )


def _usable(path: Path, leftovers: Leftovers) -> bool:
    if not is_picture_name(path.name):
        leftovers.count_other(path.name)
        return False
    if not path.is_file():
        leftovers.unusable.append(
            Unusable(str(path), translate("errors", "This file is not there (any more)."))
        )
        return False
    return True


# -- manifests -------------------------------------------------------------------------------------


def _scan_manifest(path: Path, token: CancelToken) -> Iterator[ScanBatch]:
    unusable: list[Unusable] = []
    seen: dict[tuple[Path, Path], None] = {}
    masks: set[Path] = set()
    waiting: list[Pair] = []
    for number, entry in enumerate(read_manifest(path)):
        if number % 256 == 0:
            token.raise_if_cancelled()
        pair = _manifest_pair(entry, path, unusable)
        if pair is None or (pair.original, pair.generated) in seen:
            continue
        seen[pair.original, pair.generated] = None
        if pair.mask is not None:
            masks.add(pair.original)
        waiting.append(pair)
        if len(waiting) >= (_BATCH if len(seen) > _FIRST_BATCH else _FIRST_BATCH):
            yield ScanBatch(tuple(waiting))
            waiting = []
    if not seen and not unusable:
        raise NothingToDo(translate("errors", "{0} names no pair.").format(path))
    base = path.parent
    yield ScanBatch(
        tuple(waiting),
        ScanReport(
            originals=common_folder([original for original, _ in seen]) if seen else base,
            generated=common_folder([generated for _, generated in seen]) if seen else base,
            pairs=len(seen),
            masks=len(masks),
            unusable=tuple(unusable),
        ),
    )


def _manifest_pair(entry: ManifestEntry | BadLine, path: Path, unusable: list[Unusable]) -> Pair | None:
    where = translate("errors", "{0}, line {1}").format(path.name, entry.line)
    if isinstance(entry, BadLine):
        unusable.append(Unusable(where, entry.text))
        return None
    try:
        return Pair(
            original=locate(entry.original, path.parent),
            generated=locate(entry.generated, path.parent),
            mask=locate(entry.mask, path.parent) if entry.mask else None,
            product=entry.product,
        )
    except RemoteAddressError as error:
        text = translate(
            "errors", "{0} is an address, not a file. Fetch it first, then name the local file."
        ).format(error)
    except (ValueError, OSError) as error:
        text = translate("errors", "This line names a path that cannot be used ({0}).").format(error)
    unusable.append(Unusable(where, text))
    return None


# -- looking -----------------------------------------------------------------------------------------


def _all_pictures(root: Path, token: CancelToken, leftovers: Leftovers, skip: Sequence[Path]) -> list[str]:
    return [path for files in list_pictures(root, token, leftovers, skip=skip) for path in files]


def _need_folder(folder: Path) -> None:
    """Raises ``UsageError`` when ``folder`` itself cannot be listed."""
    try:
        with os.scandir(folder):
            pass
    except OSError as error:
        raise UsageError(translate("errors", "{0}: {1}").format(folder, folder_problem(error))) from error


def _empty(folder: Path, pattern: str, leftovers: Leftovers) -> str:
    formats = "JPEG, PNG, WebP, TIFF, BMP, GIF, AVIF, HEIC"
    no_ending = translate("errors", "without an ending")
    sentences = [pattern.format(folder, formats)]
    if leftovers.other_files:
        kinds = listed(f"{count} {suffix or no_ending}" for suffix, count in _sorted_counts(leftovers)[:5])
        sentences.append(translate("errors", "It holds other files: {0}.").format(kinds))
    sentences += [f"{item.what}: {item.text}" for item in leftovers.unusable[:3]]
    sentences.append(translate("errors", "Choose another folder."))
    return " ".join(sentences)


def _sorted_counts(leftovers: Leftovers) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(leftovers.other_files.items(), key=lambda item: (-item[1], item[0])))
