"""The models window's side of the threads: ask, hear back by signals. GUI thread only, unless said otherwise.

Downloads run one after the other on a thread of their own; reading, verifying, importing and removing on another.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.errors import Cancelled, HfpcError, ModelError, ModelFault
from hfpc_desktop.inference.hub import HubOptions
from hfpc_desktop.runtime.jobs import RateMeter, WorkerPool
from hfpc_desktop.runtime.model_desk import Paused, Shelf, Stop
from hfpc_desktop.runtime.qt_mailbox import Mailbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hfpc_desktop.inference.install import InstallProgress
    from hfpc_desktop.runtime.model_desk import ModelDesk

TELL_EVERY_S = 0.1
"""Progress of a download is told at most this often."""


class Work(StrEnum):
    """What is being done with a model."""

    WAITING = "waiting"
    """Another download runs first."""
    FETCHING = "fetching"
    STOPPING = "stopping"
    VERIFYING = "verifying"
    IMPORTING = "importing"
    REMOVING = "removing"


@dataclass(frozen=True, slots=True)
class ModelWork:
    """``done`` and ``total`` in bytes, ``total`` 0 = not known yet; ``rate`` bytes/s and ``eta_s`` seconds or
    ``None``. ``done == total`` while fetching: the last file is being verified."""

    kind: Work
    done: int = 0
    total: int = 0
    rate: float | None = None
    eta_s: float | None = None


@dataclass(frozen=True, slots=True)
class ModelTrouble:
    """Why something with a model did not work. ``text`` is in the person's language."""

    text: str
    fault: ModelFault = ModelFault.OTHER


class ModelsController(QObject):
    """One for the whole app; ``close`` it at the end."""

    shelf_changed = Signal(object)  # Shelf
    work_changed = Signal(str, object)  # model id ("" = an import that has no id yet), ModelWork | None
    troubled = Signal(str, object)  # model id, ModelTrouble
    done = Signal(str, str)  # model id, what: installed, verified, removed, imported
    offline_changed = Signal(bool)  # whether the last try to reach the source failed

    def __init__(self, desk: ModelDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._mail = Mailbox(self)
        self._files = WorkerPool("models", 1)
        self._fetches = WorkerPool("fetch", 1)
        self._stops: dict[str, Stop] = {}
        self.options = HubOptions()
        """Mirror, proxy and certificates of the next download."""
        self.shelf = Shelf()
        """As last read."""
        self.work: dict[str, ModelWork] = {}
        self.troubles: dict[str, ModelTrouble] = {}
        self.verified: set[str] = set()
        """Models whose every byte was compared since the app started."""
        self.offline = False

    def close(self) -> None:
        """Downloads stop and can be continued; blocks until the piece in hand has arrived."""
        for stop in self._stops.values():
            stop.pause()
        self._fetches.close(finish=False)
        self._files.close(finish=False)

    # -- asked ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what there is; answered by ``shelf_changed``."""
        self._files.submit(self._read_shelf, key="shelf")

    def install(self, model_id: str) -> None:
        """Fetch and install, or continue to."""
        if model_id in self.work:
            return
        stop = self._stops[model_id] = Stop()
        self._start(model_id, Work.WAITING)
        options = self.options
        self._fetches.submit(partial(self._fetch, model_id, options, stop))

    def pause(self, model_id: str) -> None:
        """Stop a download; what arrived is kept, ``install`` continues."""
        self._stop(model_id, Stop.pause)

    def cancel(self, model_id: str) -> None:
        """Stop a download and throw away what arrived, also of one that was paused."""
        if model_id in self.work:
            self._stop(model_id, Stop.cancel)
            return
        self._do(model_id, Work.REMOVING, lambda: self._desk.discard(model_id), "")

    def verify(self, model_id: str) -> None:
        """Compare every byte; problems come as trouble."""

        def work() -> None:
            problems = self._desk.verify(model_id)
            if problems:
                raise ModelError("\n".join(problems), ModelFault.DIFFERENT)

        self._do(model_id, Work.VERIFYING, work, "verified")

    def remove(self, model_id: str) -> None:
        self._do(model_id, Work.REMOVING, lambda: self._desk.remove(model_id), "removed")

    def import_from(self, source: Path, model_id: str = "") -> None:
        """Install from files of this machine (see ``ModelDesk.import_from``)."""
        self._do(model_id, Work.IMPORTING, lambda: self._desk.import_from(source, model_id).id, "imported")

    # -- threads ----------------------------------------------------------------------------

    def _read_shelf(self) -> None:
        try:
            shelf = self._desk.shelf()
        except HfpcError as error:
            trouble = ModelTrouble(str(error))
            self._mail.post(lambda: self._failed("", trouble))
            return
        self._mail.post(lambda: self._take(shelf))

    def _fetch(self, model_id: str, options: HubOptions, stop: Stop) -> None:
        meter, last = RateMeter(), 0.0

        def report(progress: InstallProgress) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last < TELL_EVERY_S and progress.done < progress.total:
                return
            last = now
            meter.mark(progress.done, now)
            eta = meter.eta_s(progress.total - progress.done) if progress.total else None
            found = ModelWork(Work.FETCHING, progress.done, progress.total, meter.rate, eta)
            self._mail.post(lambda: self._progressed(model_id, found))

        def work() -> None:
            if not stop.asked:
                self._mail.post(lambda: self._progressed(model_id, ModelWork(Work.FETCHING)))
            stop.look()
            self._desk.install(model_id, options, report, stop)

        self._guarded(model_id, work, "installed")

    def _guarded(self, model_id: str, work: Callable[[], object], what: str) -> None:
        """Worker thread: run, then tell how it went and read the shelf anew."""
        trouble, named = None, model_id
        try:
            made = work()
            named = made if isinstance(made, str) else model_id
        except (Cancelled, Paused):
            what = ""
        except (HfpcError, OSError) as error:
            trouble = ModelTrouble(str(error), getattr(error, "fault", ModelFault.OTHER))
        try:
            shelf = self._desk.shelf()
        except HfpcError:
            shelf = None
        self._mail.post(lambda: self._ended(model_id, named, what, trouble, shelf))

    # -- GUI thread -------------------------------------------------------------------------

    def _do(self, model_id: str, kind: Work, work: Callable[[], object], what: str) -> None:
        if model_id in self.work:
            return
        self._start(model_id, kind)
        self._files.submit(partial(self._guarded, model_id, work, what))

    def _start(self, model_id: str, kind: Work) -> None:
        self.troubles.pop(model_id, None)
        self._progressed(model_id, ModelWork(kind))

    def _stop(self, model_id: str, how: Callable[[Stop], None]) -> None:
        stop = self._stops.get(model_id)
        if stop is not None:
            how(stop)
            now = self.work.get(model_id, ModelWork(Work.STOPPING))
            self._progressed(model_id, ModelWork(Work.STOPPING, now.done, now.total))

    def _progressed(self, model_id: str, work: ModelWork) -> None:
        stop = self._stops.get(model_id)
        if stop is not None and stop.asked and work.kind is not Work.STOPPING:
            return
        if work.done:
            self._set_offline(False)
        self.work[model_id] = work
        self.work_changed.emit(model_id, work)

    def _ended(
        self, model_id: str, named: str, what: str, trouble: ModelTrouble | None, shelf: Shelf | None
    ) -> None:
        self.work.pop(model_id, None)
        self._stops.pop(model_id, None)
        if shelf is not None:
            self.shelf = shelf
        if trouble is None and what in ("verified", "installed", "imported"):
            self.verified.add(named)
        else:
            self.verified.discard(model_id)
        self.work_changed.emit(model_id, None)
        if trouble is not None:
            self._failed(model_id, trouble)
        self.shelf_changed.emit(self.shelf)
        if trouble is None and what:
            if what == "installed":
                self._set_offline(False)
            self.done.emit(named, what)

    def _failed(self, model_id: str, trouble: ModelTrouble) -> None:
        self.troubles[model_id] = trouble
        if trouble.fault is ModelFault.OFFLINE:
            self._set_offline(True)
        self.troubled.emit(model_id, trouble)

    def _set_offline(self, offline: bool) -> None:
        if offline != self.offline:
            self.offline = offline
            self.offline_changed.emit(offline)

    def _take(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.shelf_changed.emit(shelf)
