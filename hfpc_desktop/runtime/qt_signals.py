"""What the review tells the interface, apart from the controller: its parts tell too, and so does a stand-in."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.details import localised
from hfpc_desktop.domain.errors import HfpcError, PictureError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.runtime.failures import could_not

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.domain.verdict import Thresholds
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.review.table import ReviewTable

_log = logging.getLogger(__name__)


class ReviewSignals(QObject):
    """Emitted on the GUI thread only. Rows are numbers of the open ``ReviewTable``."""

    project_opened = Signal(object)  # ProjectInfo; ``table`` is fresh
    project_closed = Signal()
    rows_appended = Signal(int, int)  # first row, count
    pairs_moved = Signal(object)  # NDArray[intp] of rows whose files were found elsewhere
    rows_changed = Signal(object)  # NDArray[intp] of rows whose judgement changed
    judgements_read = Signal(
        object
    )  # NDArray[intp] of rows whose saved judgement is known in full now; scores stayed
    decisions_changed = Signal(object, object, str)  # rows NDArray[intp], Decision | None, cause
    remarks_changed = Signal(object, str)  # rows NDArray[intp] whose flags, reasons or note changed, cause
    thresholds_changed = Signal(object)
    judging_changed = Signal(str)  # the profile that judges the open project now
    progress_changed = Signal(object)
    scan_reported = Signal(object)
    match_found = Signal(object)  # Suggestion, for an image without an original
    match_finished = Signal()
    file_picture_ready = Signal(object, object)  # path, QImage: a thumbnail of a file that is in no row
    picture_ready = Signal(object)
    thumbnail_ready = Signal(object, object)
    overlay_ready = Signal(int, object)
    export_planned = Signal(object)
    export_finished = Signal(object)
    report_written = Signal(object)  # WrittenReport
    folders_question = Signal(object)
    project_read_only = Signal(object, str)  # path of a project that may not be written, and why
    folders_missing = Signal(object)  # folders of the open project that are not there, as a tuple of paths
    relink_checked = Signal(object)  # RelinkCheck
    addition_question = Signal(object)  # UnclearAddition: what does this folder hold?
    additions_listed = Signal(object)  # [(Addition, pairs that are here by it alone)], oldest first
    notice = Signal(str, str, str)  # level, title, text
    undo_state_changed = Signal(bool, bool)
    recents_changed = Signal(object)  # list[RecentProject], newest first

    def say_error(self, what: str, error: Exception) -> None:
        """A notice that ``what`` (a key of ``failures.COULD_NOT``) could not be done, and why. GUI thread."""
        self.notice.emit("error", could_not(what), error_text(what, error))


class ReviewHost(ReviewSignals):
    """What a part of the controller may ask of the whole. GUI thread, unless said otherwise."""

    @property
    def table(self) -> ReviewTable | None:
        """The rows of the open project."""
        raise NotImplementedError

    def in_store(self, call: Callable[[ProjectStore], object], what: str) -> None:
        """Run ``call`` on the store's thread of the open project, if there is one."""
        raise NotImplementedError

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` on the GUI thread; any thread may ask."""
        raise NotImplementedError

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Verdicts follow at once; the project remembers the limits."""
        raise NotImplementedError


def error_text(what: str, error: Exception) -> str:
    """``error`` in the person's language. One that nobody expected is logged, and told as that."""
    text = str(error) or type(error).__name__
    if isinstance(error, PictureError):
        return localised(text)  # saved in English, as with a judgement
    if not isinstance(error, HfpcError | OSError):
        _log.error("could not %s", what, exc_info=error)
        return translate("errors", "An error that nobody expected: {0}").format(text)
    return text
