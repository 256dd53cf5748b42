"""``hfpc evaluate``: how well the judgements agree with labels, beside trivial baselines."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hfpc_desktop.commands.console import err, make_engine, out, spoken_errors
from hfpc_desktop.commands.score import Cache, Device, Profile
from hfpc_desktop.commands.scoring import score_pairs
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.review.safe_write import whole_file
from hfpc_desktop.training.evaluation import (
    JudgedPair,
    evaluate_approval,
    evaluate_consistency,
    evaluate_reward,
)
from hfpc_desktop.training.labels import read_labels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.engine import Engine
    from hfpc_desktop.review.scoring import ScoredPair
    from hfpc_desktop.training.labels import LabelledPair
    from hfpc_desktop.training.report import Report

app = typer.Typer(no_args_is_help=True, help="Measure the judgements against labels.")


class _What(StrEnum):
    CONSISTENCY = "consistency"
    REWARD = "reward"
    APPROVAL = "approval"


Labels = Annotated[Path, typer.Option(help="labels.csv, pairs.jsonl, or HFPC JSON lines with paths.")]
Json = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Also write the report as JSON.")]
Passing = Annotated[int, typer.Option(help="Which of 0 and 1 means pass in HFPC lists.")]
Rounds = Annotated[int, typer.Option(help="Bootstrap rounds, drawn by original.")]


@app.command()
def consistency(
    labels: Labels, json_file: Json = None, rounds: Rounds = 1000, passing: Passing = 1,
    device: Device = "auto", profile: Profile = "embedded", cache: Cache = None,
) -> None:  # fmt: skip
    """Product consistency: AUC, precision, recall per defect, mask quality where exact masks exist."""
    _run(_What.CONSISTENCY, labels, json_file, rounds, passing, device, profile, cache)


@app.command()
def reward(
    labels: Labels, json_file: Json = None, rounds: Rounds = 1000, passing: Passing = 1,
    device: Device = "auto", profile: Profile = "embedded", cache: Cache = None,
) -> None:  # fmt: skip
    """Background reward: AUC, pairwise accuracy within an original, precision, recall per defect."""
    _run(_What.REWARD, labels, json_file, rounds, passing, device, profile, cache)


@app.command()
def approval(
    labels: Labels, json_file: Json = None, rounds: Rounds = 1000, passing: Passing = 1,
    device: Device = "auto", profile: Profile = "embedded", cache: Cache = None,
) -> None:  # fmt: skip
    """Both together against one label for the pair, as in HFPC-44k."""
    _run(_What.APPROVAL, labels, json_file, rounds, passing, device, profile, cache)


def _run(
    what: _What, labels: Path, json_file: Path | None, rounds: int, passing: int,
    device: str, profile: str, cache: str | None,
) -> None:  # fmt: skip
    with spoken_errors():
        found = read_labels(labels, passing=passing)
        for note in found.notes:
            err.print(note, style="yellow", markup=False)
        engine = make_engine(device, profile, cache)
        try:
            report = _report(what, engine, found.pairs, rounds)
        finally:
            engine.close()
        out.print(report.text(), markup=False, soft_wrap=True)
        if json_file is not None:
            with whole_file(json_file) as stream:
                stream.write(json.dumps(report.as_json(), indent=2, ensure_ascii=False).encode())


def _report(what: _What, engine: Engine, labelled: tuple[LabelledPair, ...], rounds: int) -> Report:
    pairs = [Pair(row.original, row.generated) for row in labelled]
    results = score_pairs(engine, pairs)
    if what is _What.REWARD:
        return evaluate_reward(_judged(labelled, results), rounds=rounds)
    if what is _What.APPROVAL:
        return evaluate_approval(_judged(labelled, results), rounds=rounds)
    rows = [
        JudgedPair(row, result.judgement, engine.judgements.overlay(result.key) if result.key else None)
        for row, result in zip(labelled, results, strict=True)
    ]
    return evaluate_consistency(rows, rounds=rounds, read_mask=_read_mask)


def _judged(labelled: tuple[LabelledPair, ...], results: list[ScoredPair]) -> list[JudgedPair]:
    return [JudgedPair(row, result.judgement) for row, result in zip(labelled, results, strict=True)]


def _read_mask(path: Path) -> NDArray[np.uint8]:
    mask: NDArray[np.uint8] = load_picture(path).rgb.max(axis=2)
    return mask
