"""Installing a model of the catalogue: fetched or taken from a folder, verified, put in place as a whole."""

from __future__ import annotations

import contextlib
import errno
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import Cancelled, ModelError, ModelFault
from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate
from hfpc_desktop.inference.hub import HubOptions, HubTransport, Transport, fetch
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest
from hfpc_desktop.inference.store import file_sha256

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hfpc_desktop.inference.catalogue import CatalogueEntry, RemoteFile
    from hfpc_desktop.inference.store import ModelInfo, ModelStore


# fmt: off
_NOT_KNOWN = QT_TRANSLATE_NOOP("models", "{0}: the SHA-256 is not the one that the program knows ({1}… instead of {2}…). Nothing was installed.")
_NOT_RECORDED = QT_TRANSLATE_NOOP("models", "{0}: the SHA-256 is not the one that was recorded at the first install ({1}… instead of {2}…). Nothing was installed.")
_NOT_STATED = QT_TRANSLATE_NOOP("models", "{0}: the SHA-256 is not the one that the source states ({1}… instead of {2}…). Nothing was installed.")
# fmt: on


@dataclass(frozen=True, slots=True)
class InstallProgress:
    """``done`` and ``total`` in bytes of all files (``total`` 0 = not known yet); ``file``: what is fetched now."""

    file: str
    done: int
    total: int


def _never() -> bool:
    return False


def _silent(_: InstallProgress) -> None:
    return None


def install(
    entry: CatalogueEntry,
    store: ModelStore,
    *,
    options: HubOptions | None = None,
    transport: Transport | None = None,
    on_progress: Callable[[InstallProgress], None] = _silent,
    is_cancelled: Callable[[], bool] = _never,
) -> ModelInfo:
    """Fetches and installs. Slow: not on the GUI thread. Raises ``ModelError`` or ``Cancelled``.

    Interrupted by the network, the next call continues where it stopped. Cancelled, nothing is left. A
    file whose hash is known must have it; the others must have the one that the hub states, and theirs is
    recorded. When the model was installed before at the same revision, the hashes recorded then must come
    again: a source that changed under the same commit is refused.
    """
    place = store.workspace(_place(entry))
    before = _recorded(entry, store)
    own = None if transport is not None else HubTransport(options or HubOptions())
    wire: Transport = transport if transport is not None else own  # type: ignore[assignment]
    try:
        _check_space(entry, place)
        files, finished = [], 0
        for file in entry.files:
            done = _fetch_file(
                wire, entry, file, place, before.get(file.path, ""), finished, on_progress, is_cancelled
            )
            files.append(done)
            finished += done.size
        return store.adopt(place, entry.manifest(tuple(files)))
    except Cancelled:
        shutil.rmtree(place, ignore_errors=True)
        raise
    except OSError as error:
        raise _unwritten(entry, error) from error
    finally:
        if own is not None:
            own.close()
        with contextlib.suppress(OSError):
            place.rmdir()  # only when nothing arrived


def _place(entry: CatalogueEntry) -> str:
    return f"fetching-{entry.id}-{entry.revision[:12]}"


def fetched_bytes(entry: CatalogueEntry, store: ModelStore) -> int:
    """Bytes of ``entry`` that an interrupted install has left to be continued; 0 = none."""
    place = store.workspace_path(_place(entry))
    try:
        return sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) if place else 0
    except OSError:
        return 0


def discard_fetched(entry: CatalogueEntry, store: ModelStore) -> None:
    """Throw away what an interrupted install has left."""
    place = store.workspace_path(_place(entry))
    if place is not None:
        shutil.rmtree(place, ignore_errors=True)


def _unwritten(entry: CatalogueEntry, error: OSError) -> ModelError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    text = translate("models", "{0} could not be written ({1}).").format(entry.id, error.strerror or error)
    return ModelError(text, ModelFault.NO_SPACE if full else ModelFault.OTHER)


def install_from_folder(entry: CatalogueEntry, folder: Path, store: ModelStore) -> ModelInfo:
    """Installs a model of the catalogue from files that a person fetched elsewhere (a machine without network).

    Files are looked for under their names in the repository and in the store. Known hashes are verified.
    """
    place = store.workspace(f"importing-{entry.id}")
    try:
        files = []
        for file in entry.files:
            names = (file.remote, file.path, file.remote.rsplit("/", 1)[-1])
            source = next((folder / name for name in names if (folder / name).is_file()), None)
            if source is None:
                text = translate("models", "{0}: {1} is missing. It comes from {2}.")
                text = text.format(folder, file.remote, _page(entry, file))
                raise ModelError(text, ModelFault.INCOMPLETE)
            target = place / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            files.append(_checked(file, target, "", ""))
        return store.adopt(place, entry.manifest(tuple(files)))
    except OSError as error:
        raise _unwritten(entry, error) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _page(entry: CatalogueEntry, file: RemoteFile) -> str:
    """Where a person finds the file."""
    return f"https://huggingface.co/{file.repo}/tree/{file.revision}" if file.repo else entry.source


def _fetch_file(
    wire: Transport,
    entry: CatalogueEntry,
    file: RemoteFile,
    place: Path,
    recorded: str,
    finished: int,
    on_progress: Callable[[InstallProgress], None],
    is_cancelled: Callable[[], bool],
) -> ModelFile:
    target = place / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    if target.is_file():  # complete in an earlier try
        return _checked(file, target, "", recorded)

    def report(done: int, total: int) -> None:
        whole = entry.size if all(f.size for f in entry.files) else 0
        on_progress(InstallProgress(file.path, finished + done, whole or (finished + total if total else 0)))

    stated = fetch(wire, entry.source_of(file), part, on_bytes=report, is_cancelled=is_cancelled)
    made = _checked(file, part, stated, recorded)
    part.replace(target)
    return made


def _checked(file: RemoteFile, path: Path, stated: str, recorded: str) -> ModelFile:
    """The file with its true hash. A wrong one is deleted, so that the next try does not continue it."""
    size, found = path.stat().st_size, file_sha256(path)
    for wanted, pattern in ((file.sha256, _NOT_KNOWN), (recorded, _NOT_RECORDED), (stated, _NOT_STATED)):
        if wanted and wanted != found:
            path.unlink(missing_ok=True)
            text = translate("models", pattern).format(file.path, found[:12], wanted[:12])
            raise ModelError(text, ModelFault.DIFFERENT)
    if size == 0:
        path.unlink(missing_ok=True)
        text = translate("models", "{0} is empty. Nothing was installed.").format(file.path)
        raise ModelError(text, ModelFault.DIFFERENT)
    return ModelFile(file.path, found, size)


def _recorded(entry: CatalogueEntry, store: ModelStore) -> dict[str, str]:
    """Hashes of the same revision from an earlier install."""
    known = next((info.manifest for info in store.list() if info.id == entry.id), None)
    if not isinstance(known, ModelManifest) or known.revision != entry.revision:
        return {}
    return {file.path: file.sha256 for file in known.files}


def _check_space(entry: CatalogueEntry, place: Path) -> None:
    have = sum(p.stat().st_size for p in place.rglob("*") if p.is_file())
    free = shutil.disk_usage(place).free
    if entry.size and free < entry.size - have + (64 << 20):
        text = translate("models", "{0} needs {1} MB, but only {2} MB are free in {3}.")
        need = f"{(entry.size - have) / 1e6:.0f}"
        raise ModelError(
            text.format(entry.name, need, f"{free / 1e6:.0f}", place.parent), ModelFault.NO_SPACE
        )
