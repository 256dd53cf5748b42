"""A project whose folders moved: told when it is opened, checked and linked anew when a person asks.

Methods are for the GUI thread and return at once; looking at the disk happens on a thread of its own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import Cancelled, HfpcError
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.review.additions import additions_from_json, additions_to_json, moved_additions
from hfpc_desktop.review.relinking import check_relink
from hfpc_desktop.runtime.jobs import CancelToken, WorkerPool
from hfpc_desktop.runtime.project_session import ADDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.runtime.qt_mailbox import Mailbox
    from hfpc_desktop.runtime.qt_open_review import OpenReview
    from hfpc_desktop.runtime.qt_signals import ReviewSignals


class Relinking:
    """Of whatever project is open when it is asked."""

    def __init__(
        self,
        signals: ReviewSignals,
        opened: OpenReview,
        mail: Mailbox,
        open_project: Callable[[Path], None],
    ) -> None:
        """``open_project``: opens the project again once it is linked anew."""
        self._signals, self._open, self._mail = signals, opened, mail
        self._open_project = open_project
        self._pool = WorkerPool("relink", 1)
        self._token = CancelToken()
        signals.project_opened.connect(self._look)

    def close(self) -> None:
        self._token.cancel()
        self._pool.close(finish=False)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Originals and generated images of the open project; one folder when both are one."""
        return tuple(dict.fromkeys(self._open.folders)) if self._open.project is not None else ()

    def check(self, originals: Path, generated: Path) -> None:
        """How many files would be found there; answered by ``relink_checked``. A newer question takes the place
        of one under way."""
        session, before = self._open.session, self._open.folders
        if session is None or len(before) != 2:
            return
        self._token.cancel()
        token = self._token = CancelToken()

        def with_hashes(store: ProjectStore) -> None:
            pairs, hashes = store.pairs(), store.hashes()

            def work() -> None:
                try:
                    after = (originals, generated)
                    found = check_relink(pairs, hashes, (before[0], before[1]), after, content_hash, token)
                except Cancelled:
                    return
                except (HfpcError, OSError) as error:
                    self._mail.post(partial(self._signals.say_error, "look for moved files", error))
                    return
                self._mail.post(lambda: self._signals.relink_checked.emit(found))

            self._pool.submit(work)

        session.with_store(with_hashes, "look for moved files")

    def apply(self, originals: Path, generated: Path) -> None:
        """The folders lie there now: scores, decisions and history stay; the project is opened again."""
        session, project = self._open.session, self._open.project
        if session is None or project is None:
            return
        path = project.path

        def link(store: ProjectStore) -> None:
            before = store.folders
            store.relink(originals=originals, generated=generated)
            added = moved_additions(additions_from_json(store.get_setting(ADDITIONS)), before, store.folders)
            store.set_setting(ADDITIONS, additions_to_json(added))
            self._mail.post(lambda: self._open_project(path) if self._open.session is session else None)

        session.with_store(link, "link the folders anew")

    def _look(self, _info: object) -> None:
        """Tell when a folder of the project that was just opened is not there."""
        session, folders = self._open.session, self.folders

        def work() -> None:
            gone = tuple(folder for folder in folders if not _there(folder))
            if gone:
                self._mail.post(lambda: self._tell(session, gone))

        self._pool.submit(work)

    def _tell(self, session: object, gone: tuple[Path, ...]) -> None:
        if session is self._open.session:
            self._signals.folders_missing.emit(gone)


def _there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return True  # a drive that does not answer: nothing is known to be gone
