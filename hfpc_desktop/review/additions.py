"""Files and folders that a person adds to a project beside those it was made of.

A project reviews one ``ScanRequest``. An ``Addition`` is looked at after it, at every scan: new generated
images find their originals among all that the project knows, new originals find the images that were left over.
``classify_addition`` lists folders: it belongs on an IO thread. The scans are in ``scan_additions``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ProjectError, UsageError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.pairing import OriginalIndex, is_picture_name, split_masks, split_mixed
from hfpc_desktop.review.listing import Leftovers, list_pictures
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.review.scan_report import ScanReport


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
        matching = originals_index(known.originals)
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


@dataclass(frozen=True, slots=True)
class Matching:
    """Originals that names are looked up in; ``paths`` by the names that the index gives."""

    index: OriginalIndex
    paths: dict[str, Path]


def originals_index(originals: Iterable[Path]) -> Matching:
    """Originals by their paths below the folder that they share, so that equal names are told by folders."""
    listed = list(originals)
    root = common_root(listed)
    paths = {os.path.relpath(path, root).replace(os.sep, "/") if root else path.name: path for path in listed}
    return Matching(OriginalIndex(paths), paths)


def common_root(paths: Sequence[Path]) -> str:
    """The folder that all of them lie below; empty when there is none."""
    try:
        return os.path.commonpath([path.parent for path in paths]) if paths else ""
    except ValueError:  # different drives
        return ""


# -- keeping ---------------------------------------------------------------------------------------


def under(file: Path, folder: Path) -> bool:
    """Whether ``file`` is ``folder`` or lies in it, by their names: ten times as quick as ``is_relative_to``."""
    name, base = str(file), str(folder)
    return name.startswith(base) and (len(name) == len(base) or name[len(base)] in "/\\")


def brought_by(addition: Addition, pair: Pair) -> bool:
    """Whether a pair is of files that this addition holds."""
    request = addition.request
    if request is not None and request.kind is ScanKind.FOLDERS:
        return under(pair.original, request.paths[0]) and under(pair.generated, request.paths[1])
    paths = addition.paths if request is None else request.paths
    files = {
        Role.GENERATED: (pair.generated,),
        Role.ORIGINALS: (pair.original,),
    }.get(addition.role, (pair.generated, pair.original))
    return any(under(file, path) for file in files for path in paths)


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


def moved_additions(
    additions: Sequence[Addition], before: tuple[Path, Path], after: tuple[Path, Path]
) -> list[Addition]:
    """The same where the project's folders (originals, generated images) lie elsewhere now."""

    def move(path: Path) -> Path:
        for old, new in zip(reversed(before), reversed(after), strict=True):
            if path.is_relative_to(old):
                return new / path.relative_to(old)
        return path

    return [
        replace(
            one,
            paths=tuple(map(move, one.paths)),
            request=None
            if one.request is None
            else replace(one.request, paths=tuple(map(move, one.request.paths))),
        )
        for one in additions
    ]


class _NeverCancelled:
    def raise_if_cancelled(self) -> None:
        return
