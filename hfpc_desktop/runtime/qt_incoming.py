"""Files that are to join the project that is open: what they are is looked up beside the GUI thread.

Methods are for the GUI thread and return at once; questions and results come back as signals and notices.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import HfpcError
from hfpc_desktop.domain.language import plural, translate
from hfpc_desktop.review.additions import (
    Addition,
    Role,
    UnclearAddition,
    addition_of,
    classify_addition,
)
from hfpc_desktop.review.requests import ScanRequest, UnclearFolders
from hfpc_desktop.runtime.states import FoldersQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hfpc_desktop.review.additions import Added
    from hfpc_desktop.runtime.jobs import WorkerPool
    from hfpc_desktop.runtime.project_session import ProjectSession
    from hfpc_desktop.runtime.qt_mailbox import Mailbox
    from hfpc_desktop.runtime.qt_open_review import OpenReview
    from hfpc_desktop.runtime.qt_signals import ReviewSignals


class Additions:
    """Of whatever project is open when it is asked."""

    def __init__(
        self,
        signals: ReviewSignals,
        opened: OpenReview,
        mail: Mailbox,
        pool: WorkerPool,
        open_project: Callable[[Path], None],
    ) -> None:
        """``open_project``: for a project file among the dropped ones."""
        self._signals, self._open, self._mail, self._pool = signals, opened, mail, pool
        self._open_project = open_project

    def add(self, paths: Sequence[Path]) -> None:
        """Answered by new rows and a notice, or by ``folders_question`` or ``addition_question``."""
        session, given = self._open.session, list(paths)
        if session is None or not given:
            return

        def classify() -> None:
            try:
                found = classify_addition(given, session.known())
            except (HfpcError, OSError) as error:
                self._mail.post(partial(self._signals.say_error, "add the files", error))
                return
            self._mail.post(lambda: self._found(session, found))

        self._pool.submit(classify)

    def add_as(self, question: UnclearAddition, role: Role) -> None:
        """The answer to ``addition_question``."""
        session = self._open.session
        if session is None:
            return

        def settle() -> None:
            try:
                addition = addition_of(question.folder, role)
            except (HfpcError, OSError) as error:
                self._mail.post(partial(self._signals.say_error, "add the files", error))
                return
            self._mail.post(lambda: self._found(session, [*question.found, addition]))
            if question.waiting:
                self._mail.post(lambda: self.add(question.waiting))

        self._pool.submit(settle)

    def add_folders(self, originals: Path, generated: Path) -> None:
        """The answer to ``folders_question`` while adding."""
        if self._open.session is None:
            return
        try:
            request = ScanRequest.folders(originals, generated)
        except HfpcError as error:
            self._signals.say_error("add the files", error)
            return
        self._found(self._open.session, [Addition(Role.OWN, request=request)])

    def look_up(self) -> None:
        """Answered by ``additions_listed``: every pair of the project is looked at, which takes a while for many."""
        session = self._open.session
        if session is None:
            return

        def look() -> None:
            found = [(one, len(session.brought(one))) for one in session.additions]
            self._mail.post(lambda: self._listed(session, found))

        self._pool.submit(look)

    def _listed(self, session: ProjectSession, found: Sequence[tuple[Addition, int]]) -> None:
        if session is self._open.session:
            self._signals.additions_listed.emit(found)

    def take_out(self, addition: Addition) -> None:
        """An addition leaves; answered by the project opened anew and a notice."""
        session, project = self._open.session, self._open.project
        if session is None or project is None:
            return

        def told(gone: int, stay: int) -> None:
            self._mail.post(lambda: self._taken_out(session, project.path, gone, stay))

        session.take_out(addition, told)

    def _taken_out(self, session: ProjectSession, path: Path, gone: int, stay: int) -> None:
        if session is not self._open.session:
            return
        self._open_project(path)  # rows have no way to go: the table is made anew
        title = plural(
            gone, translate("notices", "{0} pair taken out"), translate("notices", "{0} pairs taken out")
        ).format(f"{gone:,}".replace(",", "\u2009"))
        kept = translate("notices", "Pairs that you decided or remarked on stay: {0}.").format(stay)
        self._signals.notice.emit("info", title, kept if stay else "")

    def _found(self, session: ProjectSession, found: Added) -> None:
        if session is not self._open.session:
            return  # another project was opened meanwhile
        if isinstance(found, UnclearFolders):
            self._signals.folders_question.emit(FoldersQuestion(found.a, found.b, adding=True))
        elif isinstance(found, UnclearAddition):
            self._signals.addition_question.emit(found)
        elif isinstance(found, list):
            session.add(found, lambda fresh: self._mail.post(lambda: self._told(session, fresh)))
        else:
            self._open_project(found)

    def _told(self, session: ProjectSession, fresh: int) -> None:
        if session is not self._open.session:
            return
        if not fresh:
            title = translate("notices", "No new pair")
            text = translate("notices", "What was added is in the project already, or matches nothing in it.")
            self._signals.notice.emit("warning", title, text)
            return
        title = plural(
            fresh, translate("notices", "{0} pair added"), translate("notices", "{0} pairs added")
        ).format(f"{fresh:,}".replace(",", "\u2009"))
        text = translate("notices", "They stand at the end of the list until it is sorted again.")
        self._signals.notice.emit("info", title, text)
