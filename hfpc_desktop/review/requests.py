"""What a person asked to review: two folders, one parent folder, files, or a manifest.

``classify_drop`` and ``settle`` list a few folders: they belong on an IO thread.
"""

from __future__ import annotations

import itertools
import json
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ProjectError, UsageError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.pairing import OriginalIndex, is_picture_name
from hfpc_desktop.domain.ranking import fold
from hfpc_desktop.review.listing import Leftovers, folder_problem, list_pictures
from hfpc_desktop.review.manifest import MANIFEST_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT_SUFFIX = ".hfpc"

_ORIGINAL_WORDS = frozenset(
    [
        "original",
        "originals",
        "orig",
        "origin",
        "origins",
        "source",
        "sources",
        "src",
        "product",
        "products",
        "input",
        "inputs",
        "packshot",
        "packshots",
    ]
)
_GENERATED_WORDS = frozenset(
    [
        "generated",
        "generation",
        "generations",
        "gen",
        "output",
        "outputs",
        "out",
        "result",
        "results",
        "creative",
        "creatives",
        "variant",
        "variants",
        "variation",
        "variations",
        "inpainted",
        "render",
        "rendered",
    ]
)
_MASK_WORDS = frozenset({"mask", "masks"})
_SAMPLE = 2_000


class ScanKind(StrEnum):
    FOLDERS = "folders"
    PARENT = "parent"
    FILES = "files"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What to scan. Make one with ``folders``, ``parent``, ``files`` or ``manifest``; paths are absolute.

    ``paths``: originals and generated folder; the parent; the files; the manifest.
    ``masks``: a folder of masks for the originals. ``exclude``: folders never looked into.
    """

    kind: ScanKind
    paths: tuple[Path, ...]
    masks: Path | None = None
    exclude: tuple[Path, ...] = ()

    @classmethod
    def folders(
        cls, originals: Path, generated: Path, *, masks: Path | None = None, exclude: Sequence[Path] = ()
    ) -> ScanRequest:
        """Raises ``UsageError`` when both are the same folder."""
        paths = (absolute(originals), absolute(generated))
        if os.path.realpath(paths[0]) == os.path.realpath(paths[1]):
            raise UsageError(
                translate(
                    "errors",
                    "{0} is given as the folder of the originals and of the generated images. Choose two folders; when both lie in one folder, give that folder alone.",
                ).format(paths[0])
            )
        mask_folder = None if masks is None else absolute(masks)
        return cls(ScanKind.FOLDERS, paths, mask_folder, tuple(map(absolute, exclude)))

    @classmethod
    def parent(cls, parent: Path, *, exclude: Sequence[Path] = ()) -> ScanRequest:
        """One folder that holds both, in recognisable subfolders or side by side."""
        return cls(ScanKind.PARENT, (absolute(parent),), exclude=tuple(map(absolute, exclude)))

    @classmethod
    def files(cls, files: Sequence[Path]) -> ScanRequest:
        """Originals and generated images as single files, told apart by their names."""
        return cls(ScanKind.FILES, tuple(dict.fromkeys(map(absolute, files))))

    @classmethod
    def manifest(cls, path: Path) -> ScanRequest:
        return cls(ScanKind.MANIFEST, (absolute(path),))

    @property
    def name(self) -> str:
        """A short name for the project that reviews this."""
        if self.kind is ScanKind.MANIFEST:
            return self.paths[0].stem
        if self.kind is ScanKind.PARENT:
            return self.paths[0].name or "review"
        if self.kind is ScanKind.FILES:
            return common_folder(self.paths).name or "review"
        original, generated = self.paths
        return (generated.name if role_of(generated.name) is None else original.parent.name) or "review"

    def to_json(self) -> str:
        paths = [str(path) for path in self.paths]
        masks = None if self.masks is None else str(self.masks)
        exclude = [str(path) for path in self.exclude]
        return json.dumps({"kind": self.kind, "paths": paths, "masks": masks, "exclude": exclude})

    @classmethod
    def from_json(cls, text: str) -> ScanRequest:
        """Raises ``ProjectError`` when the text is damaged."""
        try:
            data = json.loads(text)
            masks = data["masks"]
            return cls(
                ScanKind(data["kind"]),
                tuple(map(Path, data["paths"])),
                None if masks is None else Path(masks),
                tuple(map(Path, data["exclude"])),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ProjectError(
                translate("errors", "The project does not say which folders it reviews ({0}).").format(error)
            ) from error


@dataclass(frozen=True, slots=True)
class UnclearFolders:
    """Two folders of which nothing tells which one holds the originals: a person must say."""

    a: Path
    b: Path


Drop = ScanRequest | UnclearFolders | Path
"""What a drop means: something to scan, a question, or a project file to open."""


def classify_drop(paths: Sequence[Path]) -> Drop:
    """What to do with dropped files and folders.

    Raises ``UsageError`` with advice when they mean nothing. Lists folders: for an IO thread.
    """
    given = list(dict.fromkeys(map(absolute, paths)))
    if not given:
        raise UsageError(
            translate(
                "errors", "Nothing was dropped. Drop a folder of originals and a folder of generated images."
            )
        )
    for path in given:
        if not path.exists():
            raise UsageError(translate("errors", "{0} is not there (any more).").format(path))
    folders = [path for path in given if path.is_dir()]
    files = [path for path in given if not path.is_dir()]
    if len(given) == 1 and files:
        return _single_file(files[0])
    if not files and len(folders) == 1:
        return settle(folders[0])
    if not files and len(folders) == 2:
        return _two_folders(folders[0], folders[1])
    pictures = [path for path in files if is_picture_name(path.name)]
    if pictures and not folders:
        return ScanRequest.files(pictures)
    raise UsageError(
        translate(
            "errors",
            "Drop two folders (originals and generated images), one folder that holds both, the picture files themselves, a manifest, or a project: this mixture could mean several things.",
        )
    )


def settle(parent: Path) -> ScanRequest | UnclearFolders:
    """Which subfolders of ``parent`` hold what. A request of kind PARENT means: files side by side.

    Raises ``UsageError`` when the folder cannot be read or its subfolders contradict each other.
    """
    try:
        with os.scandir(parent) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
            folders = sorted(Path(entry.path) for entry in visible if entry.is_dir())
            pictures = sum(is_picture_name(entry.name) for entry in visible)
    except OSError as error:
        raise UsageError(translate("errors", "{0}: {1}").format(parent, folder_problem(error))) from error
    masks = [folder for folder in folders if _words(folder.name) & _MASK_WORDS]
    roles = {folder: role_of(folder.name) for folder in folders if folder not in masks}
    originals = [folder for folder, role in roles.items() if role == "original"]
    generated = [folder for folder, role in roles.items() if role == "generated"]
    others = [folder for folder, role in roles.items() if role is None]
    if len(originals) > 1 or len(generated) > 1:
        names = ", ".join(folder.name for folder in (originals if len(originals) > 1 else generated))
        if originals and generated:
            raise UsageError(
                translate(
                    "errors",
                    "{0} has several folders that could be meant ({1}). Drop the folder of the originals and the folder of the generated images instead.",
                ).format(parent, names)
            )
    mask_folder = _masks_of_originals(masks[0]) if len(masks) == 1 else None
    if len(originals) == 1 and len(generated) == 1:
        return ScanRequest.folders(originals[0], generated[0], masks=mask_folder)
    if pictures == 0 and len(others) == 1:
        if len(originals) == 1 and not generated:
            return ScanRequest.folders(originals[0], others[0], masks=mask_folder)
        if len(generated) == 1 and not originals:
            return ScanRequest.folders(others[0], generated[0], masks=mask_folder)
    if pictures == 0 and len(others) == 2 and not originals and not generated:
        return _two_folders(others[0], others[1])
    return ScanRequest.parent(parent)


def _masks_of_originals(folder: Path) -> Path:
    """``folder``, or its subfolder for the originals when it keeps the two kinds apart."""
    try:
        with os.scandir(folder) as entries:
            roles = {role_of(entry.name): Path(entry.path) for entry in entries if entry.is_dir()}
    except OSError:
        return folder  # the scan lists it and says what is wrong
    return roles.get("original", folder)


def role_of(folder_name: str) -> str | None:
    """``"original"``, ``"generated"``, or ``None`` when the name tells nothing or both."""
    words = _words(folder_name)
    original, generated = bool(words & _ORIGINAL_WORDS), bool(words & _GENERATED_WORDS)
    if original == generated:
        return None
    return "original" if original else "generated"


def absolute(path: Path) -> Path:
    """``path`` absolute and without ``..``; links are kept as they are."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - resolve() would replace links


def common_folder(files: Sequence[Path]) -> Path:
    """The deepest folder that holds all ``files``; the first one's on different drives."""
    try:
        return Path(os.path.commonpath([file.parent for file in files]))
    except ValueError:
        return files[0].parent


def _words(name: str) -> set[str]:
    return set(re.split(r"[\W\d_]+", fold(name)))


def _single_file(file: Path) -> Drop:
    suffix = file.suffix.lower()
    if suffix == PROJECT_SUFFIX:
        return file
    if suffix in MANIFEST_SUFFIXES:
        return ScanRequest.manifest(file)
    if is_picture_name(file.name):
        raise UsageError(
            translate(
                "errors",
                "{0} is one picture; a review needs an original and its generated images. Drop them together.",
            ).format(file.name)
        )
    raise UsageError(
        translate(
            "errors", "{0} is neither a picture nor a manifest (.csv, .json, .jsonl) nor a project (.hfpc)."
        ).format(file.name)
    )


def _two_folders(a: Path, b: Path) -> ScanRequest | UnclearFolders:
    roles = role_of(a.name), role_of(b.name)
    if roles in (("original", "generated"), ("original", None), (None, "generated")):
        return ScanRequest.folders(a, b)
    if roles in (("generated", "original"), ("generated", None), (None, "original")):
        return ScanRequest.folders(b, a)
    ScanRequest.folders(a, b)  # raises when they are the same
    files_a, files_b = _sample(a, skip=b), _sample(b, skip=a)
    forward, backward = _extensions(files_a, files_b), _extensions(files_b, files_a)
    if forward > 10 * backward and 5 * forward >= len(files_b):
        return ScanRequest.folders(a, b)
    if backward > 10 * forward and 5 * backward >= len(files_a):
        return ScanRequest.folders(b, a)
    return UnclearFolders(a, b)


def _sample(folder: Path, *, skip: Path) -> list[str]:
    listing = list_pictures(folder, _NeverCancelled(), Leftovers(), skip=[skip])
    return list(itertools.islice(itertools.chain.from_iterable(listing), _SAMPLE))


def _extensions(originals: Sequence[str], generated: Sequence[str]) -> int:
    """How many names of ``generated`` extend one of ``originals`` (the same name tells nothing)."""
    index = OriginalIndex(originals)
    return sum(bool(index.find_extended(path)) for path in generated)


class _NeverCancelled:
    def raise_if_cancelled(self) -> None:
        return
