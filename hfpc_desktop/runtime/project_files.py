"""Project files: what they are called, what they show of themselves, and which were open lately."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import shutil
from datetime import datetime
from pathlib import Path

from hfpc_desktop.domain.errors import ProjectError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.requests import ScanKind, ScanRequest
from hfpc_desktop.review.safe_write import what_to_do
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.states import RecentProject

_KEPT = 12


class RecentProjects:
    """Reads and writes the list. A broken or unwritable file means an empty list, never an error."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> list[RecentProject]:
        try:
            entries = json.loads(self._path.read_text(encoding="utf-8"))
            found = [RecentProject(Path(e["path"]), str(e["name"]), str(e["when"])) for e in entries]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return [RecentProject(r.path, r.name, r.when, r.path.exists()) for r in found]

    def add(self, path: Path, name: str) -> None:
        """Put a project at the top of the list."""
        others = [r for r in self.load() if r.path != path]
        newest = RecentProject(path, name, datetime.now().astimezone().isoformat(timespec="seconds"))
        self._write([newest, *others][:_KEPT])

    def remove(self, path: Path) -> None:
        """Take a project off the list; its file, if there is one, stays."""
        self._write([r for r in self.load() if r.path != path])

    def _write(self, projects: list[RecentProject]) -> None:
        entries = [{"path": str(r.path), "name": r.name, "when": r.when} for r in projects]
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._path)


def open_or_begin(path: Path, request: ScanRequest) -> ProjectStore:
    """The project at ``path``, made for ``request`` when there is none. Raises ``ProjectError``."""
    if path.exists():
        return ProjectStore.open(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            translate("errors", "The project could not be created. {0}").format(
                what_to_do(error, path.parent)
            )
        ) from error
    return ProjectStore.create(path, request)


def copy_of(path: Path, folder: Path) -> Path:
    """A copy of a project that may not be written, in ``folder``; what its last session left in SQLite's log goes
    along. Raises ``ProjectError``."""
    numbers = itertools.count(2)
    target = folder / f"{path.stem}-copy{path.suffix}"
    while target.exists():
        target = folder / f"{path.stem}-copy-{next(numbers)}{path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for end in ("-wal", ""):  # the project itself last: without it there is no copy
            source = path.with_name(path.name + end)
            if source.exists():
                shutil.copyfile(source, target.with_name(target.name + end))
    except OSError as error:
        raise ProjectError(
            translate("errors", "The project could not be copied. {0}").format(what_to_do(error, target))
        ) from error
    return target


def project_name(request: ScanRequest, number: int = 1) -> str:
    """A file name for the project of these folders: the same folders open the same project.

    ``number``: 2 and more for a review begun anew because the earlier file is damaged.
    """
    digest = hashlib.blake2b(request.to_json().encode(), digest_size=4).hexdigest()
    plain = "".join(c if c.isalnum() or c in "-_ " else "_" for c in request.name).strip() or "review"
    return f"{plain[:60]}-{digest}" + (f"-{number}" if number > 1 else "")


def describe(request: ScanRequest | None, path: Path) -> tuple[str, str, str]:
    """Originals, generated images and name, as shown to a person."""
    if request is None:
        return "", "", path.stem
    if request.kind is ScanKind.FOLDERS:
        return str(request.paths[0]), str(request.paths[1]), request.name
    return str(request.paths[0]), "", request.name
