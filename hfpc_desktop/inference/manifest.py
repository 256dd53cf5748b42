"""What a model is, as data: the ``manifest.toml`` beside its files."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.verdict import Role

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST_NAME = "manifest.toml"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model. ``path`` is relative to the model's folder, with forward slashes."""

    path: str
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class ModelInput:
    """How pixels go in. ``size`` is (height, width) the model was trained at or works best at;
    every side must be a multiple of ``multiple_of``. ``normalisation`` says in words what the
    caller has to do (``"in graph"`` = nothing)."""

    name: str = "image"
    layout: str = "NHWC uint8 sRGB"
    size: tuple[int, int] = (0, 0)
    multiple_of: int = 1
    normalisation: str = ""


@dataclass(frozen=True, slots=True)
class ModelManifest:
    """Facts about one model. ``card`` is text for people: limits, honest quality, figures."""

    id: str
    role: Role
    files: tuple[ModelFile, ...]
    name: str = ""
    version: str = "1"
    source: str = ""
    licence: str = ""
    licence_file: str = ""
    trained_on: str = ""
    card: str = ""
    usage: str = ""
    adapter: str = ""
    """Which loader runs the files (``inference.adapters``); empty for models with a fixed place in the pipeline."""
    revision: str = ""
    """The commit of the public source that the files came from."""
    hashes: str = ""
    """Where the SHA-256 come from: ``pinned`` by the program, ``recorded`` at the first install, or both."""
    input: ModelInput = ModelInput()
    outputs: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """32 hex digits that change when the id, the version or any file changes; part of cache keys."""
        text = "\n".join([self.id, self.version, *(f"{f.path} {f.sha256}" for f in self.files)])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def file(self, name: str | None = None) -> ModelFile:
        """The named file, or the first one. Raises ``ModelError`` when there is none of that name."""
        for entry in self.files:
            if name is None or entry.path == name:
                return entry
        raise ModelError(
            translate("models", "Model {0} has no file “{1}”; it has {2}.").format(
                self.id, name, [f.path for f in self.files]
            )
        )


def read_manifest(path: Path) -> ModelManifest:
    """Reads one ``manifest.toml``. Raises ``ModelError`` with the file's name and what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            translate("models", "{0}: cannot be read ({1}).").format(path, error.strerror or error)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(
            translate("models", "{0}: not a valid model manifest ({1}).").format(path, error)
        ) from error
    return parse_manifest(data, where=str(path))


def parse_manifest(data: dict[str, Any], *, where: str) -> ModelManifest:
    """Checks and converts the parsed TOML. ``where`` names the source in error texts."""
    try:
        inputs = dict(data.get("input", {}))
        if "size" in inputs:
            height, width = inputs["size"]
            inputs["size"] = (int(height), int(width))
        manifest = ModelManifest(
            id=str(data["id"]),
            role=Role(data["role"]),
            files=tuple(
                ModelFile(path=str(f["path"]), sha256=str(f["sha256"]).lower(), size=int(f["size"]))
                for f in data["files"]
            ),
            input=ModelInput(**inputs),
            outputs=tuple((str(k), str(v)) for k, v in data.get("outputs", {}).items()),
            **{key: str(data[key]).strip() for key in _TEXTS if key in data},
        )
    except KeyError as error:
        raise ModelError(
            translate("models", "{0}: the manifest has no “{1}”.").format(where, error.args[0])
        ) from error
    except (TypeError, ValueError) as error:
        raise ModelError(
            translate("models", "{0}: the manifest is not valid ({1}).").format(where, error)
        ) from error
    _check(manifest, where)
    return manifest


_TEXTS = (
    "name",
    "version",
    "source",
    "licence",
    "licence_file",
    "trained_on",
    "card",
    "usage",
    "adapter",
    "revision",
    "hashes",
)


def _check(manifest: ModelManifest, where: str) -> None:
    """Ids and paths become folder and file names, so nothing may lead out of the model's folder."""
    if not _ID.fullmatch(manifest.id):
        raise ModelError(
            translate("models", "{0}: “{1}” is not a model id (a-z, 0-9, '.', '_', '-').").format(
                where, manifest.id
            )
        )
    if not manifest.files:
        raise ModelError(translate("models", "{0}: the manifest lists no files.").format(where))
    for entry in manifest.files:
        if not is_inner_path(entry.path) or entry.path == MANIFEST_NAME:
            raise ModelError(
                translate("models", "{0}: “{1}” is not a file name inside the model's folder.").format(
                    where, entry.path
                )
            )
        if not _SHA256.fullmatch(entry.sha256) or entry.size < 0:
            raise ModelError(
                translate("models", "{0}: {1}: needs a SHA-256 of 64 hex digits and a size.").format(
                    where, entry.path
                )
            )
    if manifest.licence_file and not is_inner_path(manifest.licence_file):
        raise ModelError(
            translate("models", "{0}: “{1}” is not inside the model's folder.").format(
                where, manifest.licence_file
            )
        )


def is_inner_path(text: str) -> bool:
    """True for a relative path with forward slashes that stays inside its folder on every system."""
    path = PurePosixPath(text)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and not any(sign in text for sign in "\\:\0")
    )


def format_manifest(manifest: ModelManifest) -> str:
    """The manifest as TOML; ``parse_manifest`` reads it back to an equal value."""
    lines = [f"id = {_quote(manifest.id)}", f"role = {_quote(manifest.role.value)}"]
    lines += [f"{key} = {_quote(getattr(manifest, key))}" for key in _TEXTS]
    where = manifest.input
    lines += ["", "[input]", f"name = {_quote(where.name)}", f"layout = {_quote(where.layout)}"]
    lines += [f"size = [{where.size[0]}, {where.size[1]}]", f"multiple_of = {where.multiple_of}"]
    lines += [f"normalisation = {_quote(where.normalisation)}", "", "[outputs]"]
    lines += [f"{_quote(name)} = {_quote(text)}" for name, text in manifest.outputs]
    for entry in manifest.files:
        lines += ["", "[[files]]", f"path = {_quote(entry.path)}"]
        lines += [f"sha256 = {_quote(entry.sha256)}", f"size = {entry.size}"]
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    """A TOML basic string: control characters, quotes and backslashes escaped."""
    out = []
    for sign in text:
        if sign in '"\\':
            out.append("\\" + sign)
        elif ord(sign) < 32 or ord(sign) == 127:
            out.append(f"\\u{ord(sign):04x}")
        else:
            out.append(sign)
    return '"' + "".join(out) + '"'
