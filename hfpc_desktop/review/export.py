"""Copies chosen generated images to a folder and lists them; sources are only ever read.

``prepare_plan`` looks at the disk and decides, ``run_export`` copies. Both block: call them from a
worker thread. What fails for one file is data in the report; ``ExportError`` means nothing was begun.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import shutil
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import Cancelled, ExportError, UsageError
from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_plan import (
    MANIFEST_STEM,
    CollisionPolicy,
    CopyStep,
    ExportOptions,
    ExportPlan,
    plan_export,
    target_folders,
)
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.remarks import Flag, tags_text
from hfpc_desktop.review.export_report import CopiedFile, ExportReport, FailedFile
from hfpc_desktop.review.image_change import write_changed
from hfpc_desktop.review.safe_write import DISK_FULL, probe, quoted, system_path, what_to_do, whole_file
from hfpc_desktop.review.saved_judgements import read_in
from hfpc_desktop.review.score_rows import COLUMNS, make_row, record, write_records
from hfpc_desktop.review.verified_copy import SourceError, copy_verified
from hfpc_desktop.review.xmp import sidecar, sidecar_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hfpc_desktop.domain.verdict import Decision
    from hfpc_desktop.review.listing import CancelToken
    from hfpc_desktop.review.saved_judgements import KeptJudgement, Read
    from hfpc_desktop.review.table import ReviewTable

MANIFEST_COLUMNS = ("file", *COLUMNS, "decision", "flags", "reasons", "note", "content_hash")
"""``file``: name of the copy relative to the list, '/' between parts. ``content_hash``: hex BLAKE2b-128
of its bytes, as in ``images.hash``. ``flags``: ``mask_wrong``, ``score_wrong``; ``reasons``: ids; both joined by
commas. The columns between them are those of ``ScoreRow``."""

REPORT_NAME = f"{MANIFEST_STEM}.html"
Reporter = Callable[[Path, Sequence[ExportItem]], object]
"""Writes an HTML report of these items. Raises ``ExportError``, ``Cancelled``."""
_DRIVE_GONE = frozenset({errno.EROFS, errno.EIO, errno.ENODEV, errno.ENXIO})


def export_items(
    table: ReviewTable, decisions: Collection[Decision] | None = None, *, judgements: bool = True
) -> tuple[ExportItem, ...]:
    """The rows with one of these decisions (None = all) as items. On the thread that owns the table.

    A plan needs no judgements, the lists of ``run_export`` do; reading them back from text takes some
    30 microseconds a row. Without them here: ``with_judgements``, on another thread.
    """
    return tuple(
        ExportItem(
            table.pair_id(row),
            table.original(row),
            table.generated(row),
            table.decision(row),
            table.verdict(row),
            table.judgement(row) if judgements else None,
            table.remark(row),
        )
        for row in export_rows(table, decisions)
    )


def export_rows(table: ReviewTable, decisions: Collection[Decision] | None = None) -> Sequence[int]:
    """The rows of ``export_items``, in the same order."""
    if decisions is None:
        return range(len(table))
    chosen: list[int] = np.flatnonzero(
        np.isin(table.decisions, [int(decision) for decision in decisions])
    ).tolist()
    return chosen


def with_judgements(
    items: Sequence[ExportItem], kept: Sequence[KeptJudgement], read: Read
) -> tuple[ExportItem, ...]:
    """Items made without judgements, now with them: one of ``kept`` for each. ``read`` as in ``read_in``."""
    return tuple(
        dataclasses.replace(item, judgement=one.judgement)
        for item, one in zip(items, read_in(kept, read), strict=True)
    )


# -- planning ---------------------------------------------------------------------------------
def prepare_plan(items: Sequence[ExportItem], options: ExportOptions, roots: Iterable[Path]) -> ExportPlan:
    """``plan_export`` with what is really on the disk: names there, sizes, free space.

    ``roots``: folders of originals and generated images. Raises ``UsageError`` (a source would be
    overwritten) and ``ExportError`` (the destination is no folder or cannot be read). Writes nothing.
    """
    roots = tuple(roots)
    destination = Path(os.path.realpath(options.destination.expanduser()))
    if destination.exists() and not destination.is_dir():
        raise ExportError(translate("errors", "{0} is a file. Choose a folder.").format(quoted(destination)))
    existing = [
        f"{folder}/{name}" if folder else name
        for folder in target_folders(items, options, roots)
        for name in _names_in(destination / folder)
    ]
    chosen = [item for item in items if item.decision in options.decisions]
    sizes = {item.pair_id: size for item in chosen if (size := _size(item.generated)) is not None}
    plan = plan_export(
        items,
        dataclasses.replace(options, destination=destination),
        existing,
        {*roots, *(Path(os.path.realpath(root)) for root in roots)},
        sizes=sizes,
        free_bytes=_free_bytes(destination),
    )
    return dataclasses.replace(plan, options=options)


def _names_in(folder: Path) -> list[str]:
    try:
        return os.listdir(system_path(folder))  # noqa: PTH208 - a prefixed path is no Path
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            translate("errors", "{0} cannot be read ({1}). Choose another folder.").format(
                quoted(folder), reason
            )
        ) from error


def _size(path: Path) -> int | None:
    """Bytes of a regular file, None for anything else."""
    try:
        found = os.stat(system_path(path))  # noqa: PTH116
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _free_bytes(folder: Path) -> int | None:
    for place in (folder, *folder.parents):
        with contextlib.suppress(OSError):
            return shutil.disk_usage(place).free
    return None


# -- running ----------------------------------------------------------------------------------
def run_export(
    plan: ExportPlan,
    items: Sequence[ExportItem],
    token: CancelToken,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    reporter: Reporter | None = None,
) -> ExportReport:
    """Copy what ``plan`` says and write its lists; ``on_progress(done, total)`` after each file.

    ``items``: at least the planned pairs, with their judgements. Looks at ``token`` between files; a
    cancelled export keeps and lists what it copied. ``reporter`` writes the HTML report where the plan wants one.
    Raises ``UsageError`` when a planned pair is not
    among the items and ``ExportError`` when the destination takes no files at all.
    """
    by_id = {item.pair_id: item for item in items}
    if any(step.pair_id not in by_id for step in plan.copies):
        raise UsageError(
            translate("errors", "The project changed since the export was planned. Plan the export again.")
        )
    run = _Run(plan, by_id)
    if plan.copies:
        _open_destination(plan.destination)
        run.copy_all(token, on_progress)
        if plan.options.write_xmp:
            run.write_sidecars()
        run.write_manifests()
        if plan.options.write_report and reporter is not None:
            run.write_report(reporter)
    return run.report()


def _open_destination(folder: Path) -> None:
    try:
        os.makedirs(system_path(folder), exist_ok=True)  # noqa: PTH103
        probe(folder / MANIFEST_STEM)
    except FileExistsError as error:
        raise ExportError(
            translate("errors", "{0} is a file. Choose a folder.").format(quoted(folder))
        ) from error
    except OSError as error:
        raise ExportError(what_to_do(error, folder)) from error


class _Run:
    """One export under way."""

    def __init__(self, plan: ExportPlan, items: dict[int, ExportItem]) -> None:
        self._plan = plan
        self._items = items
        self._copied: list[CopiedFile] = []
        self._failed: list[FailedFile] = []
        self._manifests: list[Path] = []
        self._reached = 0
        self._cancelled = False
        self._stopped = ""
        self._source_ids: frozenset[tuple[int, int]] | None = None

    def report(self) -> ExportReport:
        return ExportReport(
            destination=self._plan.destination,
            copied=tuple(self._copied),
            skipped=self._plan.skipped,
            failed=tuple(self._failed),
            manifests=tuple(self._manifests),
            not_reached=len(self._plan.copies) - self._reached,
            cancelled=self._cancelled,
            stopped=self._stopped,
        )

    def copy_all(self, token: CancelToken, on_progress: Callable[[int, int], None]) -> None:
        total = len(self._plan.copies)
        on_progress(0, total)
        for step in self._plan.copies:
            try:
                token.raise_if_cancelled()
            except Cancelled:
                self._cancelled = True
                return
            self._reached += 1
            self._copy(step)
            on_progress(self._reached, total)
            if self._stopped:
                return

    def _copy(self, step: CopyStep) -> None:
        try:
            if step.overwrites and self._is_source(step.target):
                raise SourceError(
                    translate(
                        "errors",
                        "{0} is an original or generated image and is never overwritten. Choose another destination.",
                    ).format(quoted(step.target))
                )
            self._make_folder(step.target.parent)
            content = self._write(step)
        except SourceError as error:
            self._failed.append(FailedFile(step.source, str(error), step.pair_id))
        except OSError as error:
            reason = what_to_do(error, step.target)
            self._failed.append(FailedFile(step.source, reason, step.pair_id))
            if error.errno in DISK_FULL | _DRIVE_GONE or not self._plan.destination.is_dir():
                self._stopped = translate(
                    "errors", "{0} Then export again and skip what is there already."
                ).format(reason)
        else:
            self._copied.append(CopiedFile(step.source, step.target, step.pair_id, content))

    def _write(self, step: CopyStep) -> str:
        form = self._plan.options.form
        if form.changes_pixels:
            return write_changed(step.source, step.target, form, replace=step.overwrites)
        return copy_verified(step.source, step.target, replace=step.overwrites)

    def _make_folder(self, folder: Path) -> None:
        """Make a folder below the destination, but never the destination again: where a drive was
        pulled out, that would fill the disk behind its mount point."""
        destination = self._plan.destination
        if folder != destination and destination.is_dir():
            os.makedirs(system_path(folder), exist_ok=True)  # noqa: PTH103

    def _is_source(self, target: Path) -> bool:
        """Whether ``target`` is one of the items' files by another way (a link, another mount)."""
        if self._source_ids is None:
            files = [path for item in self._items.values() for path in (item.original, item.generated)]
            self._source_ids = frozenset(found for path in files if (found := _file_id(path)) is not None)
        return _file_id(target) in self._source_ids

    def write_sidecars(self) -> None:
        """Rating and label beside every copy; one that cannot be written is a failed file of its own."""
        replace = self._plan.options.collisions is CollisionPolicy.OVERWRITE
        written: set[Path] = set()
        for copy in self._copied:
            item = self._items[copy.pair_id]
            path = sidecar_path(copy.target, written)
            written.add(path)
            try:
                with whole_file(path, replace=replace) as stream:
                    stream.write(sidecar(item.decision, item.remark))
            except FileExistsError:
                text = translate("errors", "{0} is there already and was left as it is.").format(quoted(path))
                self._failed.append(FailedFile(path, text))
            except OSError as error:
                self._failed.append(FailedFile(path, what_to_do(error, path)))

    # -- lists --------------------------------------------------------------------------------
    def write_manifests(self) -> None:
        """List what was copied. A list that cannot be written is a failed file of its own."""
        if not self._copied:
            return
        rows = [self._manifest_row(copy) for copy in self._copied]
        replace = self._plan.options.collisions is CollisionPolicy.OVERWRITE
        for planned in self._plan.manifests:
            path = planned if replace else _not_there(planned)
            try:
                write_records(rows, MANIFEST_COLUMNS, path, replace=replace)
            except ExportError as error:
                self._failed.append(FailedFile(path, str(error)))
            else:
                self._manifests.append(path)

    def write_report(self, reporter: Reporter) -> None:
        """A page of what was copied; one that cannot be written is a failed file of its own."""
        if not self._copied:
            return
        path = self._plan.destination / REPORT_NAME
        if self._plan.options.collisions is not CollisionPolicy.OVERWRITE:
            path = _not_there(path)
        try:
            reporter(path, [self._items[copy.pair_id] for copy in self._copied])
        except Cancelled:
            return
        except ExportError as error:
            self._failed.append(FailedFile(path, str(error)))
        else:
            self._manifests.append(path)

    def _manifest_row(self, copy: CopiedFile) -> dict[str, Any]:
        item = self._items[copy.pair_id]
        return {
            "file": copy.target.relative_to(self._plan.destination).as_posix(),
            **record(make_row(item.original, item.generated, item.judgement, item.verdict)),
            "decision": item.decision.label,
            "flags": ",".join(flag.name.lower() for flag in Flag if flag & item.remark.flags and flag.name),
            "reasons": tags_text(item.remark.tags),
            "note": item.remark.note,
            "content_hash": copy.content_hash,
        }


def _not_there(path: Path) -> Path:
    """``path``, or numbered when a file of that name appeared since the plan was made."""
    number, candidate = 1, path
    while os.path.lexists(system_path(candidate)):
        number += 1
        candidate = path.with_stem(f"{path.stem}_{number}")
    return candidate


def _file_id(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(system_path(path))  # noqa: PTH116
    except OSError:
        return None
    return found.st_dev, found.st_ino
