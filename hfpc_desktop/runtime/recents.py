"""The list of recent projects: a small JSON file, newest first."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path

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
        entries = [{"path": str(r.path), "name": r.name, "when": r.when} for r in [newest, *others][:_KEPT]]
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._path)
