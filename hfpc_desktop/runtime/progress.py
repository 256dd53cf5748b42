"""How far scanning, judging and exporting are, put into one ``Progress``. Free of Qt; one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.runtime.jobs import RateMeter
from hfpc_desktop.runtime.scoring_job import ScoringState
from hfpc_desktop.runtime.states import Phase, Progress

if TYPE_CHECKING:
    from hfpc_desktop.runtime.project_session import ProjectSession


class ProgressTracker:
    """Looks at a session when asked and remembers the pace."""

    def __init__(self) -> None:
        self._meter = RateMeter()
        self._cancelling = False
        self._exporting: tuple[int, int] | None = None

    def cancelling(self) -> None:
        """A person asked to stop; said until the pairs in hand are done."""
        self._cancelling = True

    def exporting(self, done: int, total: int) -> None:
        self._exporting = (done, total)

    def exported(self) -> None:
        self._exporting = None

    def look(
        self, session: ProjectSession, total: int, pending: int, device: str, *, starts: bool = False
    ) -> Progress:
        """``total`` rows, ``pending`` of them without a judgement. ``starts``: it will scan in a moment."""
        if self._exporting is not None:
            return Progress(Phase.EXPORTING, *self._exporting)
        # In line: also pairs that get a second look. Pending: also those that a stop took out of the line.
        left = max(session.job.waiting if session.job is not None else 0, pending)
        phase = self._phase(session)
        if starts and phase is Phase.DONE:
            phase = Phase.SCANNING
        if phase is Phase.JUDGING:
            self._meter.mark(total - left)
        else:
            self._meter = RateMeter()
            self._cancelling = self._cancelling and phase is Phase.CANCELLING
        return Progress(phase, total - left, total, self._meter.eta_s(left), self._meter.rate, device)

    def _phase(self, session: ProjectSession) -> Phase:
        state = session.job.state if session.job is not None else ScoringState.FINISHED
        if state is ScoringState.PAUSED:
            return Phase.PAUSED
        if state is ScoringState.RUNNING:
            return Phase.CANCELLING if self._cancelling else Phase.JUDGING
        return Phase.SCANNING if session.scanning else Phase.DONE
