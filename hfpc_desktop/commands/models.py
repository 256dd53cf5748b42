"""``hfpc models``: what is there, is it whole, add one, remove one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from hfpc_desktop.commands.console import FAILED, err, out, spoken_errors
from hfpc_desktop.engine import model_store

app = typer.Typer(no_args_is_help=True, help="List, verify, import and remove models.")


@app.command("list")
def list_models() -> None:
    """Every model, what it is for, its size, licence and where it came from."""
    with spoken_errors():
        store = model_store()
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("id", "role", "size", "licence", "place", "trained on"):
            table.add_column(name, no_wrap=name in ("id", "role", "size"))
        for info in store.list():
            manifest = info.manifest
            size = f"{manifest.size / 1e6:.1f} MB"
            place = "embedded" if info.embedded else "installed"
            table.add_row(info.id, info.role.value, size, manifest.licence, place, manifest.trained_on)
        out.print(table)
        for problem in store.broken():
            err.print(problem, style="yellow", markup=False)


@app.command()
def verify(model: Annotated[str | None, typer.Argument(help="One model; default all.")] = None) -> None:
    """Compare every byte with the manifest. Exit code 1 when something differs."""
    with spoken_errors():
        store = model_store()
        ids = [model] if model else [info.id for info in store.list()]
        bad = list(store.broken())
        for model_id in ids:
            found = store.verify(model_id)
            bad.extend(found.problems)
            out.print(
                f"{model_id}: {'ok' if found.ok else '; '.join(found.problems)}", markup=False, soft_wrap=True
            )
        if bad:
            raise typer.Exit(FAILED)


@app.command("import")
def import_model(source: Annotated[Path, typer.Argument(help="A model folder, zip or .onnx file.")]) -> None:
    """Install a model from this machine; it is checked and put in place as a whole."""
    with spoken_errors():
        info = model_store().import_model(source)
        out.print(f"Installed {info.id} ({info.role.value}).", markup=False)


@app.command()
def remove(model: str) -> None:
    """Remove an installed model. Embedded models cannot be removed."""
    with spoken_errors():
        model_store().remove(model)
        out.print(f"Removed {model}.", markup=False)
