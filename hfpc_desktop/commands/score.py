"""``hfpc score``: one row a pair, as CSV, JSON or Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hfpc_desktop.commands.console import err, make_engine, out, spoken_errors, stopped_words
from hfpc_desktop.commands.heads import Head, Heads, choose_head, rescored
from hfpc_desktop.commands.scoring import scan_pairs, score_into_project, score_pairs, show_scan_report
from hfpc_desktop.commands.tables import ranked_table
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.verdict import Thresholds
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.score_rows import check_rows_path, score_row, write_rows

Device = Annotated[str, typer.Option(help="auto, cpu, cuda, directml, coreml, mps.")]
Profile = Annotated[
    str,
    typer.Option(
        help="Which models judge: embedded, full (the best installed), or ids of installed models joined by +."
    ),
]
Cache = Annotated[
    str | None,
    typer.Option(metavar="DIR|none", help="Where scores are remembered. Default: the user's cache folder."),
]


def score(
    originals: Annotated[
        Path,
        typer.Argument(
            metavar="ORIGINALS", help="Folder of original product photos, or a manifest (CSV, JSON lines)."
        ),
    ],
    generated: Annotated[
        Path | None,
        typer.Argument(
            metavar="GENERATED",
            help="Folder of generated images. Left out with a manifest or one parent folder.",
        ),
    ] = None,
    out_file: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help=".csv, .json or .parquet. Default: a table on the screen."
        ),
    ] = None,
    project: Annotated[
        Path | None,
        typer.Option(
            help="Also keep pairs and scores in this .hfpc project, and use its limits and the head in use."
        ),
    ] = None,
    head: Head = None,
    heads: Heads = None,
    device: Device = "auto",
    profile: Profile = "embedded",
    cache: Cache = None,
) -> None:
    """Judge every pair of two folders.

    Exit code 0 when every pair was judged or has a reason, 1 when it failed (a full disk, a locked project), 2 for
    bad usage, 3 when there is nothing to do.
    """
    with spoken_errors(stopped_words(cache)):
        if out_file is not None:
            check_rows_path(out_file)
            if out_file.exists() and out_file.resolve() == originals.resolve():
                raise UsageError("--out would overwrite the manifest that names the pairs.")
        request = scan_request(originals, generated)
        pairs, report = scan_pairs(request)
        show_scan_report(report)
        learned = choose_head(head, heads, project=project is not None)
        engine = make_engine(device, profile, cache)
        try:
            if project is None:
                results, limits = score_pairs(engine, pairs), Thresholds()
            else:
                results, limits = score_into_project(engine, pairs, project, request)
            judgements = rescored([result.judgement for result in results], learned)
            if out_file is not None:
                rows = [score_row(*pair, limits) for pair in zip(pairs, judgements, strict=True)]
                write_rows(rows, out_file)
                reused = sum(result.from_cache for result in results)
                not_judged = sum(row.not_judged_reason != "" for row in rows)
                err.print(
                    f"{len(rows)} pair{'' if len(rows) == 1 else 's'} -> {out_file}  ({reused} from the cache, {not_judged} not judged)",
                    markup=False,
                )
            else:
                out.print(ranked_table(pairs, judgements, limits))
        finally:
            engine.close()


def scan_request(originals: Path, generated: Path | None) -> ScanRequest:
    """What the two arguments mean. UsageError when they cannot be used."""
    for path in (originals, generated):
        if path is not None and not path.exists():
            raise UsageError(f"“{path}” does not exist.")
    if generated is not None:
        return ScanRequest.folders(originals, generated)
    if originals.is_file():
        return ScanRequest.manifest(originals)
    return ScanRequest.parent(originals)
