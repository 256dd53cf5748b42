"""Learned heads on disk: one JSON file a version in the user's data folder, and which one is in use.

A version is never overwritten or deleted, so rolling back is choosing an older one. Any thread; a lock is not
needed because files are written whole and versions only grow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import HfpcError, ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.judging.learned_head import LearnedHead, parse_learned_head
from hfpc_desktop.review.safe_write import what_to_do, whole_file

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"head-(\d{1,6})\.json")
_ACTIVE = "active.txt"


class HeadStore:
    """``folder`` is made at the first save."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        return self._folder

    def versions(self) -> tuple[int, ...]:
        """Numbers of all kept heads, oldest first."""
        try:
            names = [path.name for path in self._folder.iterdir()]
        except OSError:
            return ()
        return tuple(sorted(int(found[1]) for name in names if (found := _NAME.fullmatch(name))))

    def load(self, version: int) -> LearnedHead:
        """A kept head. ``ModelError`` when it is missing or damaged."""
        if version not in (known := self.versions()):
            text = translate("errors", "There is no learned head {0}. Kept are: {1}.")
            kept = ", ".join(map(str, known)) or translate("errors", "none")
            raise ModelError(text.format(version, kept))
        path = self._path(version)
        try:
            return parse_learned_head(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(
                translate("errors", "The learned head {0} cannot be read: {1}").format(version, error)
            ) from error

    def heads(self) -> tuple[LearnedHead, ...]:
        """All readable heads, oldest first; a damaged file is left out."""
        found = []
        for version in self.versions():
            try:
                found.append(self.load(version))
            except ModelError:
                continue
        return tuple(found)

    def save(self, head: LearnedHead) -> LearnedHead:
        """Keep a head under the next free number; it is not in use by that. ``HfpcError`` on a full disk."""
        versions = self.versions()
        numbered = head.numbered(versions[-1] + 1 if versions else 1)
        path = self._path(numbered.version)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(path, replace=False) as stream:
                stream.write(numbered.to_json().encode())
        except OSError as error:
            raise HfpcError(
                translate("errors", "The learned head could not be saved. {0}").format(
                    what_to_do(error, path)
                )
            ) from error
        return numbered

    @property
    def active_version(self) -> int:
        """The version in use; 0 = the shipped reward."""
        try:
            version = int((self._folder / _ACTIVE).read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return 0
        return version if version in self.versions() else 0

    def active(self) -> LearnedHead | None:
        """The head in use, ``None`` = the shipped reward. ``ModelError`` when its file is damaged."""
        version = self.active_version
        return self.load(version) if version else None

    def use(self, version: int) -> LearnedHead | None:
        """Make a kept version the one in use; 0 goes back to the shipped reward. The head, checked."""
        head = self.load(version) if version else None
        path = self._folder / _ACTIVE
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as stream:
                stream.write(str(version).encode())
        except OSError as error:
            raise HfpcError(
                translate("errors", "The choice could not be saved. {0}").format(what_to_do(error, path))
            ) from error
        return head

    def _path(self, version: int) -> Path:
        return self._folder / f"head-{version:04d}.json"
