"""The models of this machine as a window shows them: what there is, what can be had, and the work on them. No Qt.

``hfpc models`` does the same with the same functions of ``inference``. Every method may be slow: worker threads only.
"""

from __future__ import annotations

import importlib.util
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import HfpcError, ModelError, ModelFault
from hfpc_desktop.domain.language import either, translate
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.catalogue import read_catalogue
from hfpc_desktop.inference.install import (
    discard_fetched,
    fetched_bytes,
    install,
    install_from_folder,
)
from hfpc_desktop.inference.promptable import GROUNDING_DINO, SAM_CHECKPOINT, SAM_FOLDER, adapter_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hfpc_desktop.inference.catalogue import CatalogueEntry
    from hfpc_desktop.inference.hub import HubOptions
    from hfpc_desktop.inference.install import InstallProgress
    from hfpc_desktop.inference.manifest import ModelManifest
    from hfpc_desktop.inference.store import ModelInfo, ModelStore

TORCH_ADAPTERS = frozenset({SAM_FOLDER, SAM_CHECKPOINT, GROUNDING_DINO, "image-reward", "blip"})
"""Adapters that need PyTorch to run."""
CHECKPOINTS = (".pth", ".pt")
"""Bare files that can be imported: segment-anything checkpoints."""


class ModelState(StrEnum):
    EMBEDDED = "embedded"
    INSTALLED = "installed"
    """On this machine; every byte was verified when it was installed."""
    PARTIAL = "partial"
    """A download was interrupted and can be continued."""
    AVAILABLE = "available"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model. ``size`` in bytes, 0 = not known exactly, then ``size_text`` says about how much. ``fetched``:
    bytes of an interrupted download. ``hashes``: pinned, recorded, both. ``fetchable``: has a public source.
    ``problems``: what is wrong with its files. ``needs_torch``: and PyTorch is not there. ``usage``: profile."""

    id: str
    name: str
    role: Role
    state: ModelState
    size: int
    size_text: str
    licence: str
    source: str
    hashes: str = ""
    trained_on: str = ""
    fetchable: bool = False
    fetched: int = 0
    problems: tuple[str, ...] = ()
    needs_torch: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that can be shown. ``unreadable``: folders that hold no usable model, in words."""

    cards: tuple[ModelCard, ...] = ()
    unreadable: tuple[str, ...] = ()


class Paused(HfpcError):
    """A download was stopped so that it can be continued. What arrived is kept."""


class Stop:
    """How a running download is told to end. Any thread."""

    def __init__(self) -> None:
        self._cancel, self._pause = threading.Event(), threading.Event()

    def cancel(self) -> None:
        self._cancel.set()

    def pause(self) -> None:
        self._pause.set()

    @property
    def asked(self) -> bool:
        return self._cancel.is_set() or self._pause.is_set()

    def look(self) -> bool:
        """For ``install``: true to cancel, which throws away what arrived. Raises ``Paused``, which keeps it."""
        if self._cancel.is_set():
            return True
        if self._pause.is_set():
            raise Paused("paused")
        return False


class ModelDesk:
    """``store`` with the catalogue beside it."""

    def __init__(
        self,
        store: ModelStore,
        *,
        accept: Callable[[ModelManifest], None],
        catalogue: Callable[[], tuple[CatalogueEntry, ...]] = read_catalogue,
    ) -> None:
        """``accept`` raises ``ModelError`` for a model from this machine that nothing here can use."""
        self._store, self._accept, self._read = store, accept, catalogue

    def shelf(self) -> Shelf:
        """What is here, then what the catalogue has, small models first: what stands first is the one to try first."""
        entries = {entry.id: entry for entry in self._read()}
        here = {info.id: info for info in self._store.list()}
        cards = [self._here(info, entries.get(info.id)) for info in here.values()]
        others = sorted(entries.values(), key=lambda entry: entry.rough_size)
        cards += [self._there(entry) for entry in others if entry.id not in here]
        return Shelf(tuple(cards), self._store.broken())

    def install(
        self, model_id: str, options: HubOptions, on_progress: Callable[[InstallProgress], None], stop: Stop
    ) -> None:
        """Fetch, verify, put in place. Raises ``ModelError``, ``Cancelled`` (nothing left) or ``Paused``."""
        install(
            self._entry(model_id),
            self._store,
            options=options,
            on_progress=on_progress,
            is_cancelled=stop.look,
        )

    def discard(self, model_id: str) -> None:
        """Throw away what an interrupted download has left."""
        discard_fetched(self._entry(model_id), self._store)

    def verify(self, model_id: str) -> tuple[str, ...]:
        """Problems, empty when every byte is as it should be."""
        return self._store.verify(model_id).problems

    def remove(self, model_id: str) -> None:
        self._store.remove(model_id)

    def import_from(self, source: Path, model_id: str = "") -> ModelInfo:
        """Install from this machine. ``model_id``: of the catalogue, whose files lie in the folder ``source``.

        Without it: a folder or zip with a manifest, a segment-anything checkpoint, or a folder that holds the
        files of exactly one model of the catalogue.
        """
        if model_id:
            folder = source if source.is_dir() else source.parent
            return install_from_folder(self._entry(model_id), folder, self._store)
        if source.suffix.lower() in CHECKPOINTS and source.is_file():
            return self._store.import_model(source, role=Role.SEGMENTER, accept=self._accept)
        if source.is_dir() and not (source / "manifest.toml").is_file():
            return install_from_folder(self._guess(source), source, self._store)
        if source.is_file() and source.suffix.lower() != ".zip":
            text = translate(
                "models",
                "{0} is no model that can be imported: choose a zip or folder with a manifest, a .pth checkpoint of "
                "segment-anything, or the folder with the files of a model of this list.",
            )
            raise ModelError(text.format(source.name))
        return self._store.import_model(source, accept=self._accept)

    # -- inside -----------------------------------------------------------------------------

    def _entry(self, model_id: str) -> CatalogueEntry:
        for entry in self._read():
            if entry.id == model_id:
                return entry
        text = translate("models", "“{0}” has no public source that this program knows.")
        raise ModelError(text.format(model_id), ModelFault.MISSING)

    def _guess(self, folder: Path) -> CatalogueEntry:
        """The one model of the catalogue whose files lie in ``folder``."""
        fits = [entry for entry in self._read() if _fits(entry, folder)]
        if len(fits) == 1:
            return fits[0]
        if fits:
            text = translate("models", "{0} could be {1}. Import it at that model.")
            raise ModelError(text.format(folder.name, either(entry.name for entry in fits)))
        text = translate("models", "{0} holds neither a manifest nor the files of a model of this list.")
        raise ModelError(text.format(folder), ModelFault.INCOMPLETE)

    def _here(self, info: ModelInfo, entry: CatalogueEntry | None) -> ModelCard:
        manifest, problems = info.manifest, []
        for file in manifest.files:
            try:
                self._store.path(info.id, file.path)
            except ModelError as error:
                problems.append(str(error))
        state = ModelState.EMBEDDED if info.embedded else ModelState.INSTALLED
        return ModelCard(
            id=info.id,
            name=manifest.name or info.id,
            role=info.role,
            state=ModelState.DAMAGED if problems else state,
            size=manifest.size,
            size_text="",
            licence=manifest.licence,
            source=entry.source if entry is not None else manifest.source,
            hashes="pinned" if info.embedded else manifest.hashes or "recorded",
            trained_on=manifest.trained_on,
            fetchable=entry is not None,
            problems=tuple(problems),
            needs_torch=_needs_torch(adapter_of(info)),
        )

    def _there(self, entry: CatalogueEntry) -> ModelCard:
        fetched = fetched_bytes(entry, self._store)
        return ModelCard(
            id=entry.id,
            name=entry.name,
            role=entry.role,
            state=ModelState.PARTIAL if fetched else ModelState.AVAILABLE,
            size=0 if entry.about else entry.size,
            size_text=entry.about,
            licence=entry.licence,
            source=entry.source,
            hashes=_hashes(entry),
            trained_on=entry.trained_on,
            fetchable=True,
            fetched=fetched,
            needs_torch=_needs_torch(entry.adapter),
        )


def _hashes(entry: CatalogueEntry) -> str:
    if entry.pinned:
        return "pinned"
    return "pinned and recorded" if any(file.sha256 for file in entry.files) else "recorded"


def _needs_torch(adapter: str) -> bool:
    return adapter in TORCH_ADAPTERS and importlib.util.find_spec("torch") is None


def _fits(entry: CatalogueEntry, folder: Path) -> bool:
    """Whether every file of ``entry`` lies in ``folder``, with its size where that is known."""
    for file in entry.files:
        names = (file.remote, file.path, file.remote.rsplit("/", 1)[-1])
        found = next((folder / name for name in names if (folder / name).is_file()), None)
        if found is None or (file.size and found.stat().st_size != file.size):
            return False
    return True
