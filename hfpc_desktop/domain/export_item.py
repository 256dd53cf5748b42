"""One pair as an export sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.remarks import NO_REMARK, Remark
from hfpc_desktop.domain.verdict import Decision, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.domain.judgement import Judgement


@dataclass(frozen=True, slots=True)
class ExportItem:
    """Paths are absolute; ``judgement`` is ``None`` until judged, or where nobody needs it."""

    pair_id: int
    original: Path
    generated: Path
    decision: Decision = Decision.UNDECIDED
    verdict: Verdict = Verdict.NOT_JUDGED
    judgement: Judgement | None = None
    remark: Remark = NO_REMARK
