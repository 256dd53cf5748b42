"""What an export did, as data and in sentences that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.language import plural, translate
from hfpc_desktop.review.safe_write import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.domain.export_plan import SkippedItem

_REASONS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class CopiedFile:
    source: Path
    target: Path
    pair_id: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class FailedFile:
    """``path``: the source that was not copied, or (``pair_id`` None) the list that was not written.
    ``reason``: what happened and what to do, for a person."""

    path: Path
    reason: str
    pair_id: int | None = None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did. ``not_reached``: images whose turn did not come because it was cancelled or
    ``stopped`` (a sentence that says why, and what to do; empty otherwise). Everything in ``copied``
    is whole, verified, and in the ``manifests`` that were written."""

    destination: Path
    copied: tuple[CopiedFile, ...] = ()
    skipped: tuple[SkippedItem, ...] = ()
    failed: tuple[FailedFile, ...] = ()
    manifests: tuple[Path, ...] = ()
    not_reached: int = 0
    cancelled: bool = False
    stopped: str = ""

    @property
    def complete(self) -> bool:
        """Everything that was planned is there."""
        return not (self.failed or self.not_reached or self.stopped)

    def summary_lines(self) -> list[str]:
        """What ``report_lines`` says."""
        return report_lines(self)


def report_lines(report: ExportReport) -> list[str]:
    """The report in a few sentences: what was done first, then what was not, and what to do."""
    lines = [
        translate("errors", "{0} copied to {1}.").format(
            _images(len(report.copied)), quoted(report.destination)
        )
    ]
    if report.skipped:
        lines.append(
            translate("errors", "{0} skipped: the name exists there already.").format(
                _images(len(report.skipped))
            )
        )
    if report.cancelled:
        lines.append(
            translate("errors", "Cancelled: {0} not copied. What was copied stays.").format(
                _images(report.not_reached)
            )
        )
    elif report.not_reached:
        lines.append(translate("errors", "{0} not copied.").format(_images(report.not_reached)))
    if report.stopped:
        lines.append(report.stopped)
    reasons = [entry.reason for entry in report.failed if entry.reason not in report.stopped]
    lines += reasons[:_REASONS_SHOWN]
    if len(reasons) > _REASONS_SHOWN:
        lines.append(
            translate("errors", "And {0:,} more files failed.").format(len(reasons) - _REASONS_SHOWN)
        )
    lines += [
        translate("errors", "List of the copies: {0}.").format(quoted(path)) for path in report.manifests
    ]
    return lines


def _images(count: int) -> str:
    return plural(count, translate("errors", "{0} image"), translate("errors", "{0} images")).format(
        f"{count:,}"
    )
