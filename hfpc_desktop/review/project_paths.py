"""How a project file names pictures: relative to its folders, so that folders can move."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ProjectError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.requests import ScanKind, ScanRequest, absolute, common_folder

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ProjectPaths:
    """The folders that relative paths start from. Absolute, as strings: 100,000 paths are joined with them."""

    originals: str
    generated: str

    @classmethod
    def of(cls, request: ScanRequest) -> ProjectPaths:
        """The folders of a new project that reviews ``request``."""
        match request.kind:
            case ScanKind.FOLDERS:
                first, second = request.paths
            case ScanKind.PARENT:
                first = second = request.paths[0]
            case ScanKind.FILES:
                first = second = common_folder(request.paths)
            case ScanKind.MANIFEST:
                first = second = request.paths[0].parent
        return cls(str(first), str(second))

    def to_json(self) -> str:
        return json.dumps({"originals": self.originals, "generated": self.generated})

    @classmethod
    def from_json(cls, text: str) -> ProjectPaths:
        try:
            data = json.loads(text)
            return cls(str(data["originals"]), str(data["generated"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ProjectError(
                translate("errors", "The project does not say where its folders are ({0}).").format(error)
            ) from error

    def store_original(self, path: Path) -> str | bytes:
        """How the project names an original."""
        return _store(str(path), self.originals)

    def store_generated(self, path: Path) -> str | bytes:
        return _store(str(path), self.generated)

    def original_path(self, stored: str | bytes) -> str:
        """The absolute path of an original."""
        return _load(stored, self.originals)

    def generated_paths(self, stored: Sequence[str | bytes]) -> list[str]:
        """``generated_path`` of many: plain relative names are joined without further looks."""
        if os.sep != "/":
            return [_load(each, self.generated) for each in stored]
        base = self.generated.rstrip("/") + "/"
        return [
            base + each if isinstance(each, str) and each[:1] != "/" else _load(each, self.generated)
            for each in stored
        ]

    def store_mask(self, path: Path) -> str | bytes:
        """How the project names a mask: relative also in a masks folder beside the originals' folder."""
        beside = str(Path(self.originals).parent)
        stored = _store(str(path), self.originals)
        if stored != str(path) or not str(path).startswith(beside + os.sep):
            return stored
        return _store("../" + os.path.relpath(path, beside), self.originals)

    def mask_path(self, stored: str | bytes) -> str:
        return os.path.normpath(_load(stored, self.originals))

    def generated_path(self, stored: str | bytes) -> str:
        return _load(stored, self.generated)

    def moved(self, *, originals: Path | None, generated: Path | None) -> ProjectPaths:
        """The same with folders that lie elsewhere now. One folder for both moves as one."""
        if self.originals == self.generated:
            originals = generated = originals or generated
        return ProjectPaths(
            self.originals if originals is None else str(absolute(originals)),
            self.generated if generated is None else str(absolute(generated)),
        )

    def request(self, request: ScanRequest, before: ProjectPaths) -> ScanRequest:
        """``request``, made when the folders were ``before``, for where they are now."""

        def move(path: Path) -> Path:
            for old, new in ((before.generated, self.generated), (before.originals, self.originals)):
                if path == Path(old) or Path(old) in path.parents:
                    return Path(new) / path.relative_to(old)
            return path

        def all_of(paths: Sequence[Path]) -> tuple[Path, ...]:
            return tuple(map(move, paths))

        if request.kind is ScanKind.FOLDERS:
            paths: tuple[Path, ...] = (Path(self.originals), Path(self.generated))
        else:
            paths = all_of(request.paths)
        masks = None if request.masks is None else move(request.masks)
        return replace(request, paths=paths, masks=masks, exclude=all_of(request.exclude))


def _store(path: str, root: str) -> str | bytes:
    base = root if root.endswith(os.sep) else root + os.sep
    text = path[len(base) :] if path.startswith(base) else path
    if os.sep != "/":
        text = text.replace(os.sep, "/")
    try:
        text.encode()
    except UnicodeEncodeError:  # a name that is not valid Unicode on this file system
        return os.fsencode(text)
    return text


def _load(stored: str | bytes, root: str) -> str:
    text = os.fsdecode(stored) if isinstance(stored, bytes) else stored
    joined = os.path.join(root, text)  # noqa: PTH118 - strings, 100,000 of them
    return joined.replace("/", os.sep) if os.sep != "/" else joined
