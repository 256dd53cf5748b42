"""``hfpc export``: copy the approved images of a project, with a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hfpc_desktop.commands.console import FAILED, NOTHING_TO_DO, err, fail, out, progress_bar, spoken_errors
from hfpc_desktop.commands.heads import Head, Heads, choose_head, rescore_table
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_plan import CollisionPolicy, ExportLayout, summary_lines
from hfpc_desktop.domain.export_presets import ExportPreset, Presets
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.engine import user_data_folder
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.thumbnails import Thumbnails
from hfpc_desktop.review.export import Reporter, export_items, prepare_plan, run_export
from hfpc_desktop.review.export_report import report_lines
from hfpc_desktop.review.html_report import write_html_report
from hfpc_desktop.review.preset_store import FILE_NAME, PresetStore, read_presets
from hfpc_desktop.review.report_rows import ReportHead, item_row
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.jobs import CancelToken


def export(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="A .hfpc project.")],
    destination: Annotated[
        Path, typer.Argument(metavar="DEST", help="Folder to copy into; made when missing.")
    ],
    preset: Annotated[
        str | None,
        typer.Option(help="A preset saved in the app's export dialog; the other options go before it."),
    ] = None,
    presets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the presets are; default: those of the app.")
    ] = None,
    layout: Annotated[
        ExportLayout | None,
        typer.Option(help="flat (the default), or tree as in the folder of generated images."),
    ] = None,
    on_collision: Annotated[
        CollisionPolicy | None, typer.Option(help="What to do when a name is taken; default: rename.")
    ] = None,
    decision: Annotated[
        str | None,
        typer.Option(help="Which decision to export: approved (the default), rejected, undecided."),
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Only say what would be copied.")] = False,
    head: Head = None,
    heads: Heads = None,
) -> None:
    """Copy (never move) the approved generated images, with a CSV and JSON manifest."""
    with spoken_errors("Stopped. What was copied before is there, without a manifest."):
        chosen = _chosen(preset, presets, layout, on_collision, decision)
        store = ProjectStore.open(project)
        try:
            table = ReviewTable(store.thresholds)
            table.extend(store.load_columns())
            rescore_table(store, table, choose_head(head, heads, project=True))
            roots, name = store.folders, store.request.name
        finally:
            store.close()
        items = export_items(table, chosen.decisions)
        options = chosen.options(destination.resolve())
        plan = prepare_plan(items, options, roots)
        lines = summary_lines(plan)
        if not plan.copies:
            fail("\n".join(lines), NOTHING_TO_DO)
        for line in lines:
            err.print(line, markup=False)
        if dry_run:
            for step in plan.copies:
                out.print(f"{step.source} -> {step.target}", markup=False, soft_wrap=True)
            return
        with progress_bar() as bar:
            task = bar.add_task("Copying", total=len(plan.copies), note="")
            report = run_export(
                plan,
                items,
                CancelToken(),
                lambda done, total: bar.update(task, completed=done),
                _reporter(name, roots, table),
            )
        for line in report_lines(report):
            err.print(line, markup=False)
        if not report.complete:
            raise typer.Exit(FAILED)


def _chosen(
    preset: str | None,
    presets: Path | None,
    layout: ExportLayout | None,
    on_collision: CollisionPolicy | None,
    decision: str | None,
) -> ExportPreset:
    """The preset with what was given beside it. Raises ``UsageError``."""
    known = _presets(presets)
    found = ExportPreset("") if preset is None else known.get(preset)
    if found is None:
        names = ", ".join(item.name for item in known.items) or "none is saved"
        raise UsageError(f"There is no export preset “{preset}” ({names}).")
    if layout is not None:
        found = replace(found, layout=layout)
    if on_collision is not None:
        found = replace(found, collisions=on_collision)
    if decision is not None:
        wanted = {d.label: d for d in Decision}.get(decision.lower())
        if wanted is None:
            raise UsageError(f"“{decision}” is no decision: use approved, rejected or undecided.")
        found = replace(found, decisions=frozenset({wanted}))
    return found


def _presets(path: Path | None) -> Presets:
    if path is not None:
        return read_presets(path)
    return PresetStore(user_data_folder() / FILE_NAME).load()


def _reporter(name: str, roots: tuple[Path, ...], table: ReviewTable) -> Reporter:
    """What writes the HTML report where the preset wants one."""

    def write(path: Path, items: Sequence[ExportItem]) -> object:
        folders = tuple(dict.fromkeys(root.name for root in roots))
        when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        head = ReportHead(name, folders, table.thresholds, len(items), when)
        pictures = Thumbnails(DiskCache(None, 0))
        return write_html_report(path, head, [item_row(item) for item in items], pictures.get, CancelToken())

    return write
