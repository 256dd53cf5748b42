"""The export presets of a person: one small JSON file that the window and the command line share."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ExportError, UsageError
from hfpc_desktop.domain.export_presets import Presets, from_json, to_json
from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.safe_write import what_to_do, whole_file

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "export-presets.json"


class PresetStore:
    """Reads when it is asked; a file that is missing or damaged holds no preset. ``None``: kept in memory only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._memory = Presets()

    def load(self) -> Presets:
        if self._path is None:
            return self._memory
        try:
            return from_json(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, UsageError):
            return Presets()

    def save(self, presets: Presets) -> None:
        """Raises ``ExportError`` when the file cannot be written."""
        if self._path is None:
            self._memory = presets
            return
        try:
            with contextlib.suppress(FileExistsError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            write_presets(presets, self._path)
        except OSError as error:
            raise ExportError(what_to_do(error, self._path)) from error


def write_presets(presets: Presets, path: Path) -> None:
    """For another person or machine. Raises ``OSError``."""
    with whole_file(path) as stream:
        stream.write(to_json(presets).encode("utf-8"))


def read_presets(path: Path) -> Presets:
    """A file of presets. Raises ``UsageError`` when it is none."""
    try:
        return from_json(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(translate("errors", "{0} cannot be read: {1}.").format(path, error)) from error
