"""The models on this machine: those that ship with the program and those a person installed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import shutil
import uuid
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ModelError, ModelFault
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.manifest import (
    MANIFEST_NAME,
    ModelFile,
    ModelManifest,
    format_manifest,
    is_inner_path,
    parse_manifest,
    read_manifest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hfpc_desktop.domain.verdict import Role

_CHUNK = 1 << 20
_MANIFEST_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model that is on this machine. ``folder`` holds its files."""

    manifest: ModelManifest
    folder: Path
    embedded: bool

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def role(self) -> Role:
        return self.manifest.role


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of comparing every file with its manifest. ``problems`` is empty when all is well."""

    model_id: str
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


class ModelStore:
    """Models by id. Embedded models win over installed ones of the same id, and are never changed.

    Any thread may read; install and remove one model from one thread at a time. Every failure is a ``ModelError``
    whose text is fit to show. Reading looks at the folders each time: nothing is cached, so a model
    that another process installed is seen.
    """

    def __init__(self, embedded_dir: Path, user_dir: Path | None = None) -> None:
        self._embedded = embedded_dir
        self._user = user_dir

    # ------------------------------------------------------------------------------- reading

    def list(self) -> tuple[ModelInfo, ...]:
        """Every model with a readable manifest, embedded first, then by id. See ``broken``."""
        return tuple(found for found in self._scan() if isinstance(found, ModelInfo))

    def broken(self) -> tuple[str, ...]:
        """Texts about model folders whose manifest cannot be used."""
        return tuple(str(found) for found in self._scan() if isinstance(found, ModelError))

    def get(self, model_id: str) -> ModelInfo:
        """The model with that id; ``ModelError`` when there is none."""
        for info in self.list():
            if info.id == model_id:
                return info
        text = translate(
            "models",
            "The model “{0}” is not installed. The list of models shows what is; an installation without its "
            "embedded models has to be repaired by installing it again.",
        )
        raise ModelError(text.format(model_id), ModelFault.MISSING)

    def path(self, model_id: str, file: str | None = None) -> Path:
        """Where a file of the model lies (the first listed file without a name).

        Cheap check only: the file must exist with the manifest's size. ``verify`` reads every byte.
        """
        info = self.get(model_id)
        entry = info.manifest.file(file)
        path = info.folder / entry.path
        problem = _quick_problem(path, entry)
        if problem:
            text = translate("models", "Model {0}: {1} Remove it and install it again.")
            raise ModelError(text.format(model_id, problem), ModelFault.DIFFERENT)
        return path

    def verify(self, model_id: str) -> Verification:
        """Compares size and SHA-256 of every file with the manifest. Reads all bytes: not on the GUI thread."""
        info = self.get(model_id)
        problems = []
        for entry in info.manifest.files:
            path = info.folder / entry.path
            problem = _quick_problem(path, entry)
            if not problem:
                try:
                    if file_sha256(path) != entry.sha256:
                        problem = translate("models", "{0} is damaged or was changed (SHA-256 differs).")
                        problem = problem.format(entry.path)
                except OSError as error:
                    problem = translate("models", "{0} cannot be read ({1}).")
                    problem = problem.format(entry.path, error.strerror or error)
            if problem:
                problems.append(problem)
        licence = info.manifest.licence_file
        if licence and not (info.folder / licence).is_file():
            problems.append(translate("models", "{0} (the licence text) is missing.").format(licence))
        return Verification(model_id, tuple(problems))

    def _scan(self) -> Iterator[ModelInfo | ModelError]:
        seen: set[str] = set()
        for root, embedded in ((self._embedded, True), (self._user, False)):
            if root is None:
                continue
            try:
                folders = sorted(p for p in root.iterdir() if p.is_dir() and not p.name.startswith("."))
            except OSError:
                continue  # no such folder yet: nothing installed
            for folder in folders:
                if not (folder / MANIFEST_NAME).is_file():
                    continue
                try:
                    manifest = read_manifest(folder / MANIFEST_NAME)
                    if manifest.id != folder.name:
                        text = translate("models", "{0}: holds the manifest of “{1}”.")
                        raise ModelError(text.format(folder, manifest.id))
                except ModelError as error:
                    yield error
                    continue
                if manifest.id not in seen:
                    seen.add(manifest.id)
                    yield ModelInfo(manifest, folder, embedded)

    # ------------------------------------------------------------------------------ changing

    def import_model(
        self,
        source: Path,
        *,
        model_id: str | None = None,
        role: Role | None = None,
        licence: str = "",
        accept: Callable[[ModelManifest], None] = lambda _: None,
    ) -> ModelInfo:
        """Installs a model from a folder or ``.zip`` with a manifest, or from one bare model file.

        A bare file needs a ``role`` (and takes its id from its name unless ``model_id`` is given); its
        hash is recorded now and verified ever after. ``accept`` may raise ``ModelError`` for a manifest
        that is of no use here. The model appears complete or not at all, and a failed import leaves an
        older version of it untouched.
        """
        root = self._require_user_dir()
        staging = root / f".installing-{uuid.uuid4().hex}"
        try:
            root.mkdir(parents=True, exist_ok=True)
            staging.mkdir()
            manifest = self._stage(source, staging, model_id, role, licence)
            self._refuse_embedded(manifest.id)
            accept(manifest)
            _check_staged(manifest, staging)
            _swap_in(staging, root / manifest.id)
        except OSError as error:
            raise _not_installed(source.name, root, error) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        return self.get(manifest.id)

    def adopt(self, folder: Path, manifest: ModelManifest) -> ModelInfo:
        """Moves a finished folder with the manifest's files into the store; the manifest is written here.

        ``folder`` must lie in the store's own folder (same disk) and is gone afterwards. Every byte is
        compared first; on any problem ``folder`` stays, and so does an older version of the model.
        """
        root = self._require_user_dir()
        try:
            self._refuse_embedded(manifest.id)
            (folder / MANIFEST_NAME).write_text(format_manifest(manifest), encoding="utf-8")
            checked = read_manifest(folder / MANIFEST_NAME)
            _check_staged(checked, folder)
            _swap_in(folder, root / manifest.id)
        except OSError as error:
            raise _not_installed(manifest.id, root, error) from error
        return self.get(manifest.id)

    def workspace(self, name: str) -> Path:
        """A folder inside the store for files that are not complete yet; never listed as a model."""
        folder = self._require_user_dir() / f".{name}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            text = translate("models", "{0} cannot be written ({1}).")
            raise ModelError(text.format(folder.parent, error.strerror or error)) from error
        return folder

    def workspace_path(self, name: str) -> Path | None:
        """The folder that ``workspace`` of that name made and that is still there."""
        folder = None if self._user is None else self._user / f".{name}"
        return folder if folder is not None and folder.is_dir() else None

    def _refuse_embedded(self, model_id: str) -> None:
        if any(info.embedded and info.id == model_id for info in self.list()):
            text = translate("models", "{0} ships with the program and cannot be replaced.")
            raise ModelError(text.format(model_id))

    def remove(self, model_id: str) -> None:
        """Deletes an installed model. Embedded models cannot be removed."""
        info = self.get(model_id)
        if info.embedded:
            text = translate("models", "{0} ships with the program and cannot be removed.")
            raise ModelError(text.format(model_id))
        grave = info.folder.with_name(f".removed-{uuid.uuid4().hex}")
        try:
            info.folder.replace(grave)  # gone at once, even when a file in it is still open
        except OSError as error:
            text = translate("models", "{0} could not be removed ({1}).")
            raise ModelError(text.format(model_id, error.strerror or error)) from error
        shutil.rmtree(grave, ignore_errors=True)

    def _require_user_dir(self) -> Path:
        if self._user is None:
            raise ModelError(translate("models", "This session has no folder for installed models."))
        return self._user

    def _stage(
        self, source: Path, staging: Path, model_id: str | None, role: Role | None, licence: str
    ) -> ModelManifest:
        """Copies what ``source`` holds into ``staging`` and returns its manifest."""
        if source.is_dir():
            manifest = read_manifest(source / MANIFEST_NAME)
            for name in _names(manifest):
                if not (source / name).is_file():
                    raise _missing(source, name)
                (staging / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / name, staging / name)
        elif not source.is_file():
            raise ModelError(translate("models", "{0} does not exist.").format(source))
        elif source.suffix.lower() == ".zip":
            manifest = _unpack(source, staging)
        elif role is None:
            text = translate("models", "{0}: a bare model file needs a role, for example --role segmenter.")
            raise ModelError(text.format(source.name))
        else:
            manifest = _describe(source, model_id or source.stem.lower(), role, licence)
            shutil.copyfile(source, staging / source.name)
        if model_id is not None:
            manifest = replace(manifest, id=model_id)
        (staging / MANIFEST_NAME).write_text(format_manifest(manifest), encoding="utf-8")
        return read_manifest(staging / MANIFEST_NAME)  # checks a caller's id like any other


def _missing(place: object, name: str) -> ModelError:
    return ModelError(translate("models", "{0}: {1} is missing.").format(place, name), ModelFault.INCOMPLETE)


def _not_installed(name: str, root: Path, error: OSError) -> ModelError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    text = translate(
        "models", "{0} could not be installed in {1} ({2}). Is the disk full or the folder write-protected?"
    )
    fault = ModelFault.NO_SPACE if full else ModelFault.OTHER
    return ModelError(text.format(name, root, error.strerror or error), fault)


def file_sha256(path: Path) -> str:
    """Hex SHA-256 of a file, streamed."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _quick_problem(path: Path, entry: ModelFile) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return translate("models", "{0} is missing.").format(entry.path)
    text = translate("models", "{0} has {1} bytes, expected {2}.")
    return "" if size == entry.size else text.format(entry.path, size, entry.size)


def _names(manifest: ModelManifest) -> list[str]:
    names = [entry.path for entry in manifest.files]
    return [*names, manifest.licence_file] if manifest.licence_file else names


def _describe(source: Path, model_id: str, role: Role, licence: str) -> ModelManifest:
    """A manifest for a bare file: its hash is recorded now."""
    entry = ModelFile(source.name, file_sha256(source), source.stat().st_size)
    return ModelManifest(
        id=model_id,
        role=role,
        files=(entry,),
        name=source.stem,
        source=f"imported from {source.name}",
        licence=licence or "unknown",
    )


def _unpack(source: Path, staging: Path) -> ModelManifest:
    """Takes the manifest and the files it lists out of an archive, and nothing else."""
    import tomllib

    try:
        with zipfile.ZipFile(source) as archive:
            tops = [n for n in archive.namelist() if n == MANIFEST_NAME or n.endswith("/" + MANIFEST_NAME)]
            if len(tops) != 1 or not is_inner_path(tops[0]):
                text = translate("models", "{0}: needs exactly one {1}, found {2}.")
                raise ModelError(text.format(source.name, MANIFEST_NAME, len(tops)))
            if archive.getinfo(tops[0]).file_size > _MANIFEST_LIMIT:
                raise ModelError(
                    translate("models", "{0}: the manifest is far too large.").format(source.name)
                )
            data = tomllib.loads(archive.read(tops[0]).decode("utf-8"))
            manifest = parse_manifest(data, where=source.name)
            base = tops[0].removesuffix(MANIFEST_NAME)
            limits = {entry.path: entry.size for entry in manifest.files}
            for name in _names(manifest):
                _extract(archive, base + name, staging / name, limits.get(name, _MANIFEST_LIMIT))
            return manifest
    except (zipfile.BadZipFile, EOFError, tomllib.TOMLDecodeError, UnicodeDecodeError, RuntimeError) as error:
        text = translate("models", "{0}: not a usable model archive ({1}).")
        raise ModelError(text.format(source.name, error)) from error


def _extract(archive: zipfile.ZipFile, name: str, target: Path, limit: int) -> None:
    """One member, at most ``limit`` bytes whatever its header says (a small archive can hold terabytes)."""
    try:
        member = archive.open(name)
    except KeyError as error:
        raise _missing(archive.filename, name) from error
    target.parent.mkdir(parents=True, exist_ok=True)
    with member, target.open("wb") as out:
        left = limit + 1
        while left > 0 and (chunk := member.read(min(_CHUNK, left))):
            out.write(chunk)
            left -= len(chunk)
    if left <= 0:
        text = translate("models", "{0}: {1} is larger than its manifest says.")
        raise ModelError(text.format(archive.filename, name), ModelFault.DIFFERENT)


def _check_staged(manifest: ModelManifest, folder: Path) -> None:
    for entry in manifest.files:
        path = folder / entry.path
        problem = _quick_problem(path, entry)
        if not problem and file_sha256(path) != entry.sha256:
            problem = translate("models", "{0} is damaged (SHA-256 differs from the manifest).")
            problem = problem.format(entry.path)
        if problem:
            text = translate("models", "{0}: {1} Nothing was installed.")
            raise ModelError(text.format(manifest.id, problem), ModelFault.DIFFERENT)


def _swap_in(staging: Path, target: Path) -> None:
    """Puts the staged folder in place; the old one, if any, comes back when that fails."""
    old = target.with_name(f".replaced-{uuid.uuid4().hex}")
    had_old = target.exists()
    if had_old:
        target.replace(old)
    try:
        staging.replace(target)
    except OSError:
        if had_old:
            with contextlib.suppress(OSError):
                old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
