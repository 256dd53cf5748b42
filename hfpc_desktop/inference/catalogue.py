"""Models that can be installed: one TOML file each in ``resources/catalogue``, with the true public source."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.manifest import (
    MANIFEST_NAME,
    ModelFile,
    ModelInput,
    ModelManifest,
    is_inner_path,
)
from hfpc_desktop.inference.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

_REPO = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_AMOUNT = re.compile(r"([\d.]+) (MB|GB)")
_UNITS = {"MB": 1e6, "GB": 1e9}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """``remote``: name in the repository; ``path``: name in the installed folder. ``sha256`` empty: not known
    to the program, recorded at the first install. ``size`` in bytes, 0 = not known. ``repo`` and ``revision``
    (a commit of a model repository) only for a file that does not come from the entry's own repository."""

    remote: str
    path: str
    size: int = 0
    sha256: str = ""
    repo: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model that can be fetched. ``repo_kind``: ``model`` or ``space``; ``revision``: a commit, never a branch."""

    id: str
    role: Role
    adapter: str
    name: str
    repo: str
    repo_kind: str
    revision: str
    licence: str
    files: tuple[RemoteFile, ...]
    trained_on: str = ""
    card: str = ""
    usage: str = ""
    about: str = ""
    """The size in words where the exact bytes are not known."""
    input: ModelInput = field(default_factory=ModelInput)

    @property
    def size_text(self) -> str:
        """The download's size for people."""
        return self.about or f"{self.size / 1e6:.1f} MB"

    @property
    def size(self) -> int:
        """Bytes as far as known (download size)."""
        return sum(file.size for file in self.files)

    @property
    def rough_size(self) -> float:
        """Bytes, as ``about`` says where they are not known exactly: to put models in order."""
        told = _AMOUNT.search(self.about)
        return float(told[1]) * _UNITS[told[2]] if told is not None else float(self.size)

    @property
    def source(self) -> str:
        """The page of the repository at the pinned commit."""
        kind = "spaces/" if self.repo_kind == "space" else ""
        return f"https://huggingface.co/{kind}{self.repo}/tree/{self.revision}"

    def source_of(self, file: RemoteFile) -> tuple[str, str, str, str]:
        """(repository, its kind, commit, name there) of one file."""
        if file.repo:
            return file.repo, "model", file.revision, file.remote
        return self.repo, self.repo_kind, self.revision, file.remote

    @property
    def pinned(self) -> bool:
        """Whether every file's hash is known to the program."""
        return all(file.sha256 for file in self.files)

    def manifest(self, files: tuple[ModelFile, ...]) -> ModelManifest:
        """The manifest of the installed model, with the hashes of what really lies there."""
        known = sum(bool(file.sha256) for file in self.files)
        hashes = "pinned" if known == len(self.files) else "recorded" if known == 0 else "pinned and recorded"
        return ModelManifest(
            id=self.id,
            role=self.role,
            files=files,
            name=self.name,
            version=self.revision[:12],
            source=self.source,
            licence=self.licence,
            trained_on=self.trained_on,
            card=self.card,
            usage=self.usage,
            adapter=self.adapter,
            revision=self.revision,
            hashes=hashes,
            input=self.input,
        )


def read_catalogue(folder: Path | None = None) -> tuple[CatalogueEntry, ...]:
    """All entries by id. Raises ``ModelError`` for a file that is not one (a fault of the program)."""
    root = folder or resource_path("catalogue")
    try:
        files = sorted(root.glob("*.toml"))
        texts = [(file.name, file.read_text(encoding="utf-8")) for file in files]
    except OSError as error:
        raise ModelError(
            translate("models", "The model catalogue cannot be read ({0}).").format(error.strerror or error)
        ) from error
    return tuple(parse_entry(text, where=name) for name, text in texts)


def find_entry(model_id: str, folder: Path | None = None) -> CatalogueEntry:
    """The entry with that id; ``ModelError`` that lists what there is."""
    entries = read_catalogue(folder)
    for entry in entries:
        if entry.id == model_id:
            return entry
    names = ", ".join(entry.id for entry in entries)
    raise ModelError(
        translate("models", "There is no model “{0}” to install. Known: {1}.").format(model_id, names)
    )


def _input(data: dict[str, Any]) -> ModelInput:
    known: dict[str, Any] = {key: tuple(value) if key == "size" else value for key, value in data.items()}
    return ModelInput(**known)


def parse_entry(text: str, *, where: str) -> CatalogueEntry:
    """One entry; names become folders and files, so nothing may lead out of the model's folder."""
    try:
        data: dict[str, Any] = tomllib.loads(text)
        entry = CatalogueEntry(
            id=str(data["id"]),
            role=Role(data["role"]),
            adapter=str(data["adapter"]),
            name=str(data["name"]),
            repo=str(data["repo"]),
            repo_kind=str(data.get("repo_kind", "model")),
            revision=str(data["revision"]),
            licence=str(data["licence"]),
            files=tuple(
                RemoteFile(
                    str(f["remote"]),
                    str(f.get("path", f["remote"])),
                    int(f.get("size", 0)),
                    f.get("sha256", ""),
                    str(f.get("repo", "")),
                    str(f.get("revision", "")),
                )
                for f in data["files"]
            ),
            trained_on=str(data.get("trained_on", "")).strip(),
            card=str(data.get("card", "")).strip(),
            usage=str(data.get("usage", "")).strip(),
            about=str(data.get("about", "")).strip(),
            input=_input(data.get("input", {})),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            translate("models", "{0}: not a valid catalogue entry ({1}).").format(where, error)
        ) from error
    wrong = (
        not _REPO.fullmatch(entry.repo)
        or not _COMMIT.fullmatch(entry.revision)
        or entry.repo_kind not in ("model", "space")
        or not entry.files
    )
    for file in entry.files:
        wrong |= not is_inner_path(file.path) or not is_inner_path(file.remote) or file.path == MANIFEST_NAME
        wrong |= bool(file.repo or file.revision) and not (
            _REPO.fullmatch(file.repo) and _COMMIT.fullmatch(file.revision)
        )
        wrong |= bool(file.sha256) and not _SHA256.fullmatch(file.sha256)
    if wrong:
        raise ModelError(
            translate(
                "models", "{0}: repository, revision or files of the catalogue entry are not valid."
            ).format(where)
        )
    return entry
