"""``hfpc data``: lists of HFPC-44k."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from hfpc_desktop.commands.console import err, out, progress_bar, spoken_errors
from hfpc_desktop.domain.errors import HfpcError
from hfpc_desktop.domain.hfpc_list import pair_lines
from hfpc_desktop.review.safe_write import what_to_do, whole_file
from hfpc_desktop.training.fetching import FetchOptions, fetch_all, is_address, list_name, local_entries
from hfpc_desktop.training.list_stats import read_list, stats_table
from hfpc_desktop.training.report import Report

app = typer.Typer(no_args_is_help=True, help="Lists of labelled pairs (HFPC-44k).")


@app.command()
def stats(
    lists: Annotated[list[Path], typer.Argument(metavar="LIST", help="HFPC JSON lines, either form.")],
) -> None:
    """Pairs, originals, labels, how uneven they are, and pictures that lists share."""
    with spoken_errors():
        found = {str(path): read_list(path) for path in lists}
        report = Report("What the lists hold", tables=(stats_table(found),))
        out.print(report.text(), markup=False, soft_wrap=True)


@app.command()
def fetch(
    source: Annotated[Path, typer.Argument(metavar="LIST", help="HFPC JSON lines, either form.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder for pictures, list and report.")],
    workers: Annotated[int, typer.Option(min=1, max=64, help="Downloads at a time.")] = 8,
    tries: Annotated[int, typer.Option(min=1, help="Tries per address.")] = 4,
    wait: Annotated[
        float, typer.Option(min=0.0, help="Seconds before the second try; doubled each time.")
    ] = 0.5,
    max_bytes: Annotated[int, typer.Option(min=1, help="Largest picture that is kept.")] = 40_000_000,
    allow_local: Annotated[
        bool, typer.Option("--allow-local", help="Also fetch from addresses of the local network.")
    ] = False,
) -> None:
    """Download a list's pictures and write a list that points to the files. Run it again to go on.

    Nothing but http(s) is fetched, redirects included. Dead links are listed in DIR/NAME.report.json.
    """
    with spoken_errors("Stopped. The same command goes on with what is missing."):
        entries = read_list(source)
        urls = [name for e in entries for name in (e.origin, e.generation) if is_address(name)]
        options = FetchOptions(workers, tries, wait, max_bytes, allow_local=allow_local)
        try:
            with progress_bar() as bar:
                task = bar.add_task("Fetching", total=len(set(urls)), note="")
                found = fetch_all(urls, to / "images", options, lambda done: bar.update(task, advance=1))
            kept = local_entries(entries, found, source.resolve().parent, to)
            problems = [{"address": f.url, "problem": f.problem} for f in found.values() if f.path is None]
            counts = {"pairs": len(entries), "pairs written": len(kept), "addresses": len(found)}
            report = {"list": str(source), **counts, "problems": sorted(problems, key=lambda p: p["address"])}
            with whole_file(to / f"{source.stem}.report.json") as stream:
                stream.write(json.dumps(report, indent=2, ensure_ascii=False).encode())
            if kept:
                with whole_file(to / list_name(source)) as stream:
                    stream.write(pair_lines(kept).encode())
        except OSError as error:
            raise HfpcError(what_to_do(error, to)) from error
        if problems:
            why, times = Counter(entry["problem"] for entry in problems).most_common(1)[0]
            err.print(
                f"{len(problems)} of {len(found)} pictures were not fetched, {times} of them because: {why} "
                f"All of them stand in {to / f'{source.stem}.report.json'}.",
                style="yellow",
                markup=False,
            )
        if not kept:
            raise HfpcError("No pair of the list is complete, so no list was written.")
        err.print(f"{len(kept)} of {len(entries)} pairs are here: {to / list_name(source)}", markup=False)
