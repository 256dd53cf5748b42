"""``hfpc report``: a project as one HTML page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hfpc_desktop.commands.console import (
    NOTHING_TO_DO,
    cache_folder,
    err,
    fail,
    out,
    progress_bar,
    spoken_errors,
)
from hfpc_desktop.commands.heads import Head, Heads, choose_head, rescore_table
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.language import counted
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.thumbnails import Thumbnails
from hfpc_desktop.review.html_report import BUDGET, write_html_report
from hfpc_desktop.review.report_rows import ReportHead, report_rows
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import Column, ReviewTable
from hfpc_desktop.runtime.jobs import CancelToken

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEGABYTE = 1024 * 1024
_THUMBNAILS = 1024 * _MEGABYTE
"""Bytes of small pictures kept on the disk."""


def report(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="A .hfpc project.")],
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help="Where to write the page.")],
    decision: Annotated[str, typer.Option(help="Which pairs: all, approved, rejected, undecided.")] = "all",
    budget: Annotated[
        int, typer.Option("--budget", min=1, metavar="MB", help="Most megabytes of pictures in the page.")
    ] = BUDGET // _MEGABYTE,
    lang: Annotated[str, typer.Option("--language", help="Of the page: en or zh_CN.")] = "en",
    cache: Annotated[
        str | None,
        typer.Option(metavar="DIR|none", help="Where small pictures are kept; default: your cache folder."),
    ] = None,
    head: Head = None,
    heads: Heads = None,
) -> None:
    """Write one HTML page: summary, distribution, every pair with picture, scores, reasons, decision and note."""
    with spoken_errors("Stopped. No page was written."):
        from hfpc_desktop.runtime.qt_words import speak

        speak(lang)
        table, name, folders, rows = _read(project, decision, head, heads)
        if not rows:
            fail("The project holds no such pair.", NOTHING_TO_DO)
        when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        about = ReportHead(name, folders, table.thresholds, len(table), when)
        pictures = Thumbnails(DiskCache(cache_folder(cache), _THUMBNAILS))
        with progress_bar() as bar:
            task = bar.add_task("Writing", total=len(rows), note="")
            written = write_html_report(
                html,
                about,
                report_rows(table, rows),
                pictures.get,
                CancelToken(),
                lambda done, _total: bar.update(task, completed=done),
                budget=budget * _MEGABYTE,
            )
        if written.unreadable:
            err.print(f"{counted(written.unreadable, 'picture')} could not be shown.", markup=False)
        size = f"{written.nbytes / 1e6:.1f} MB"
        out.print(f"{written.path}: {counted(written.pairs, 'pair')}, {size}", markup=False, soft_wrap=True)


def _read(
    path: Path, decision: str, head: str | None, heads: Path | None
) -> tuple[ReviewTable, str, tuple[str, ...], Sequence[int]]:
    """The table, the project's name, the names of its folders, and the rows to show, best first."""
    wanted = {"all": None} | {one.label: one for one in Decision}
    if decision.lower() not in wanted:
        raise UsageError(f"“{decision}” is no decision: use all, approved, rejected or undecided.")
    store = ProjectStore.open(path)
    try:
        table = ReviewTable(store.thresholds)
        table.extend(store.load_columns())
        rescore_table(store, table, choose_head(head, heads, project=True))
        name, folders = store.request.name, tuple(dict.fromkeys(folder.name for folder in store.folders))
    finally:
        store.close()
    chosen = wanted[decision.lower()]
    order = table.order(Column.APPROVAL, descending=True)
    rows = [int(row) for row in order if chosen is None or table.decision(int(row)) is chosen]
    return table, name, folders, rows
