"""``hfpc export``: copy the approved images of a project, with a manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hfpc_desktop.commands.console import FAILED, NOTHING_TO_DO, err, fail, out, progress_bar, spoken_errors
from hfpc_desktop.commands.heads import Head, Heads, choose_head, rescore_table
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_plan import CollisionPolicy, ExportLayout, ExportOptions, summary_lines
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.export import export_items, prepare_plan, run_export
from hfpc_desktop.review.export_report import report_lines
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.jobs import CancelToken


def export(
    project: Annotated[Path, typer.Argument(help="A .hfpc project.")],
    destination: Annotated[
        Path, typer.Argument(metavar="DEST", help="Folder to copy into; made when missing.")
    ],
    layout: Annotated[
        ExportLayout, typer.Option(help="flat, or tree as in the folder of generated images.")
    ] = ExportLayout.FLAT,
    on_collision: Annotated[
        CollisionPolicy, typer.Option(help="What to do when a name is taken.")
    ] = CollisionPolicy.RENAME,
    decision: Annotated[
        str, typer.Option(help="Which decision to export: approved, rejected, undecided.")
    ] = "approved",
    dry_run: Annotated[bool, typer.Option(help="Only say what would be copied.")] = False,
    head: Head = None,
    heads: Heads = None,
) -> None:
    """Copy (never move) the approved generated images, with a CSV and JSON manifest."""
    with spoken_errors("Stopped. What was copied before is there, without a manifest."):
        wanted = {d.label: d for d in Decision}.get(decision.lower())
        if wanted is None:
            raise UsageError(f"“{decision}” is no decision: use approved, rejected or undecided.")
        store = ProjectStore.open(project)
        try:
            table = ReviewTable(store.thresholds)
            table.extend(store.load_columns())
            rescore_table(store, table, choose_head(head, heads, project=True))
            roots = store.folders
        finally:
            store.close()
        items = export_items(table, {wanted})
        options = ExportOptions(
            destination.resolve(), layout=layout, collisions=on_collision, decisions=frozenset({wanted})
        )
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
                plan, items, CancelToken(), lambda done, total: bar.update(task, completed=done)
            )
        for line in report_lines(report):
            err.print(line, markup=False)
        if not report.complete:
            raise typer.Exit(FAILED)
