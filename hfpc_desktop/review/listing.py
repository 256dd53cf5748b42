"""Listing folders in one pass: ``os.scandir``, one stat per folder and none per file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from hfpc_desktop.domain.export_plan import MANIFEST_STEM
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.pairing import is_picture_name
from hfpc_desktop.domain.ranking import naturally_sorted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

EXPORT_MARKERS = frozenset({f"{MANIFEST_STEM}.csv", f"{MANIFEST_STEM}.json"})
"""A folder that holds a file of these names is an export of ours and is not scanned again."""


class CancelToken(Protocol):
    """What a long job looks at between files."""

    def raise_if_cancelled(self) -> None:
        """Raises ``Cancelled`` when the job should stop."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something that could not be used. ``what``: path or address; ``text`` says why and what to do."""

    what: str
    text: str


@dataclass(slots=True)
class Leftovers:
    """What a listing met besides pictures; filled while it runs."""

    unusable: list[Unusable] = field(default_factory=list)
    other_files: dict[str, int] = field(default_factory=dict)

    def count_other(self, name: str) -> None:
        suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - strings, 100,000 of them
        self.other_files[suffix] = self.other_files.get(suffix, 0) + 1


def list_pictures(
    root: Path, token: CancelToken, leftovers: Leftovers, *, skip: Collection[Path] = ()
) -> Iterator[list[str]]:
    """Relative paths (``/`` between the parts) of the pictures under ``root``, one list a folder.

    Files in natural order; hidden files and folders, AppleDouble files and exports of ours are left
    out, and so are the folders in ``skip``. Links to folders are followed once, after the real
    folders, so that loops end. A folder that cannot be read becomes an entry of ``leftovers``.
    """
    seen: set[tuple[int, int]] = set(filter(None, map(_identity, skip)))
    if (root_identity := _identity(root)) is not None:
        seen.discard(root_identity)  # asked for by name
    waiting: list[str] = [""]
    links: list[str] = []
    while waiting or links:
        token.raise_if_cancelled()
        folder = waiting.pop() if waiting else links.pop(0)
        path = os.path.join(root, folder) if folder else str(root)  # noqa: PTH118
        try:
            facts = os.stat(path)  # noqa: PTH116
            if (facts.st_dev, facts.st_ino) in seen:
                continue
            seen.add((facts.st_dev, facts.st_ino))
            listed = _list_one(path, folder, leftovers)
        except OSError as error:
            leftovers.unusable.append(Unusable(path, folder_problem(error)))
            continue
        if listed is None:
            continue
        files, folders, linked = listed
        if files:
            yield files
        waiting.extend(reversed(folders))
        links.extend(linked)


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from every other one, whatever path leads to it."""
    try:
        facts = folder.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def _list_one(path: str, folder: str, leftovers: Leftovers) -> tuple[list[str], list[str], list[str]] | None:
    """Pictures, folders and links to folders of one folder; ``None`` when it is an export of ours."""
    prefix = f"{folder}/" if folder else ""
    files: list[str] = []
    folders: list[str] = []
    links: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if folder and name in EXPORT_MARKERS:
                return None
            if name.startswith("."):
                continue
            if entry.is_dir():
                (links if entry.is_symlink() else folders).append(prefix + name)
            elif not is_picture_name(name):
                leftovers.count_other(name)
            elif entry.is_file():
                files.append(prefix + name)
            elif entry.is_symlink():
                text = translate("errors", "This link points to nothing. Repair or delete it.")
                leftovers.unusable.append(Unusable(entry.path, text))
    return naturally_sorted(files), naturally_sorted(folders), naturally_sorted(links)


def folder_problem(error: OSError) -> str:
    """Why a folder cannot be listed, and what to do, in words."""
    if isinstance(error, FileNotFoundError):
        return translate(
            "errors",
            "This folder is not there (any more). Bring it back or choose another one, then scan again.",
        )
    if isinstance(error, NotADirectoryError):
        return translate("errors", "This is a file, not a folder. Choose the folder that holds the pictures.")
    if isinstance(error, PermissionError):
        return translate(
            "errors", "This folder may not be read. Ask for permission to read it, then scan again."
        )
    reason = error.strerror or str(error)
    return translate(
        "errors", "This folder cannot be read ({0}). Check the disk or the network, then scan again."
    ).format(reason)
