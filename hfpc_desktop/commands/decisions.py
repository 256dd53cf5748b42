"""``hfpc decisions``: what people decided, as lists of HFPC-44k, out of a project and back in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hfpc_desktop.commands.console import err, spoken_errors
from hfpc_desktop.domain.errors import HfpcError, NothingToDo, UsageError
from hfpc_desktop.domain.hfpc_list import grouped_lines, pair_lines, parse_list
from hfpc_desktop.domain.language import counted
from hfpc_desktop.review.decision_lists import apply_import, decided_entries, plan_import
from hfpc_desktop.review.safe_write import what_to_do, whole_file
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.training.labels import read_text

app = typer.Typer(no_args_is_help=True, help="Decisions of a project as HFPC JSON lines.")
_SHOWN = 5


class Form(StrEnum):
    PAIRS = "pairs"
    GROUPED = "grouped"


Project = Annotated[Path, typer.Argument(metavar="PROJECT", help="A .hfpc project.")]
Passing = Annotated[int, typer.Option(min=0, max=1, help="Which of 0 and 1 means approved.")]


@app.command("export")
def export_decisions(
    project: Project,
    list_file: Annotated[Path, typer.Argument(metavar="LIST", help="JSON lines file to write.")],
    form: Annotated[
        Form, typer.Option(help="pairs: one pair a line; grouped: one original a line.")
    ] = Form.PAIRS,
    passing: Passing = 1,
) -> None:
    """Write every approved and rejected pair; undecided pairs are left out."""
    with spoken_errors():
        if list_file.exists() and list_file.resolve() == project.resolve():
            raise UsageError("The list would overwrite the project. Choose another name.")
        with ProjectStore.open(project) as store:
            entries = decided_entries(store, passing=passing)
        if not entries:
            raise NothingToDo("No pair of this project is approved or rejected yet.")
        text = pair_lines(entries) if form is Form.PAIRS else grouped_lines(entries)
        try:
            with whole_file(list_file) as stream:
                stream.write(text.encode("utf-8", errors="surrogateescape"))
        except OSError as error:
            raise HfpcError(what_to_do(error, list_file)) from error
        err.print(f"{counted(len(entries), 'decision')} written to {list_file}", markup=False)


@app.command("import")
def import_decisions(
    project: Project,
    list_file: Annotated[Path, typer.Argument(metavar="LIST", help="HFPC JSON lines, either form.")],
    passing: Passing = 1,
    replace: Annotated[bool, typer.Option(help="Also change pairs that are decided otherwise.")] = False,
) -> None:
    """Decide the pairs that a list names: found by path, else by the content of the pictures."""
    with spoken_errors():
        entries = list(parse_list(read_text(list_file), list_file.name))
        with ProjectStore.open(project) as store:
            plan = plan_import(store, entries, list_file.resolve().parent, passing=passing, replace=replace)
            apply_import(store, plan)
        for entry in plan.unknown[:_SHOWN]:
            err.print(
                f"{entry.where}: no pair of the project: {entry.generation}", style="yellow", markup=False
            )
        if len(plan.unknown) > _SHOWN:
            err.print(f"... and {len(plan.unknown) - _SHOWN} more", style="yellow")
        if plan.kept:
            err.print(f"Decided otherwise, and left so: {plan.kept}. --replace changes them.")
        if not plan.approved and not plan.rejected:
            raise NothingToDo("No decision was imported.")
        err.print(f"{len(plan.approved)} approved, {len(plan.rejected)} rejected.")
