"""The command line: ``hfpc``. Joins the verbs of ``hfpc_desktop.commands``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hfpc_desktop import __version__
from hfpc_desktop.commands import data, decisions, doctor, evaluate, export, models, report, score, train
from hfpc_desktop.commands.console import err, out, spoken_errors, start_logging

app = typer.Typer(
    name="hfpc",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Judge AI-generated product creatives against the original photo, on this machine.",
)
app.command()(score.score)
app.command()(export.export)
app.command()(report.report)
app.command()(doctor.doctor)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(data.app, name="data")
app.add_typer(decisions.app, name="decisions")
app.add_typer(models.app, name="models")
app.add_typer(train.app, name="train")


@app.command("app")
def start_app(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Two folders, one parent, or a .hfpc project."),
    ] = None,
    new_window: Annotated[bool, typer.Option(help="A window of its own, also when one is open.")] = False,
) -> None:
    """Open the desktop app; a window that is open takes the folders."""
    from hfpc_desktop.app import main as start

    raise typer.Exit(start([*(["--new-window"] if new_window else []), *map(str, folders or [])]))


@app.command()
def demo(
    headless: Annotated[
        bool, typer.Option(help="No window: judge, print the ranked table, write a report.")
    ] = False,
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the report goes.")] = Path(
        "demo-report"
    ),
    device: score.Device = "auto",
) -> None:
    """The demo project: in the app, or without a screen as a report."""
    from hfpc_desktop import demo_report

    if not headless and demo_report.has_display():
        raise typer.Exit(demo_report.show_demo())
    with spoken_errors():
        out.print(demo_report.write_report(folder, device))
        err.print(f"Report: {folder}/scores.csv, window.png, overlays.png", markup=False)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def common(
    verbose: Annotated[bool, typer.Option("--verbose", help="Log what happens inside.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_say_version, is_eager=True)] = False,
) -> None:
    start_logging(verbose=verbose)


def main() -> None:
    """Console entry point."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name that the console cannot show must not stop a job
    app()


if __name__ == "__main__":
    main()
