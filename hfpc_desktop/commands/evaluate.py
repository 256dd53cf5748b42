"""``hfpc evaluate``: how well the judgements agree with labels, beside simpler ways."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from hfpc_desktop import __version__
from hfpc_desktop.commands.console import (
    cache_folder,
    err,
    make_engine,
    out,
    progress_bar,
    spoken_errors,
    stopped_words,
)
from hfpc_desktop.commands.score import Cache, Device, Profile
from hfpc_desktop.commands.scoring import score_pairs
from hfpc_desktop.domain.errors import HfpcError, NothingToDo, PictureError, UsageError
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.review.safe_write import probe, what_to_do, whole_file
from hfpc_desktop.training.evaluation import (
    evaluate_approval,
    evaluate_consistency,
    evaluate_reward,
    has_approval,
)
from hfpc_desktop.training.labels import read_labels
from hfpc_desktop.training.mask_quality import masked_pictures, measure_tier, tier_problem, tier_table
from hfpc_desktop.training.measuring import JudgedPair, Protocol
from hfpc_desktop.training.report import Document, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.engine import Engine
    from hfpc_desktop.training.labels import LabelledPair
    from hfpc_desktop.training.mask_quality import MaskFinder, MaskTier
    from hfpc_desktop.training.report import Table

app = typer.Typer(no_args_is_help=True, help="Measure the judgements against labels.")

_BASELINE_SIDE = 512

LabelFile = Annotated[
    Path, typer.Option(help="labels.csv, pairs.jsonl, or HFPC JSON lines with paths of this machine.")
]
Json = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Also write the report as JSON.")]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Also write a page with the worst mistakes.")
]
Worst = Annotated[int, typer.Option(min=0, help="Mistakes shown as pictures, of each kind.")]
Each = Annotated[
    int, typer.Option(min=0, help="Also show so many pairs of every labelled defect, with their evidence.")
]
Passing = Annotated[int, typer.Option(help="Which of 0 and 1 means pass in HFPC lists.")]
Rounds = Annotated[int, typer.Option(min=1, help="Bootstrap rounds, drawn by original.")]
Recall = Annotated[float, typer.Option(min=0.01, max=1.0, help="Recall at which precision is read.")]


@app.command()
def consistency(
    labels: Annotated[
        Path | None, typer.Option(help="labels.csv, pairs.jsonl, or HFPC JSON lines with paths.")
    ] = None,
    masks: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Also measure product masks: DIR/images/X.jpg, DIR/masks/X.png."),
    ] = None,
    json_file: Json = None, html_file: Html = None, recall: Recall = 0.6, worst: Worst = 12, each: Each = 0,
    plain_baseline: Annotated[
        bool, typer.Option(help="Measure the plain way (saliency, SIFT, correlation) beside.")
    ] = True,
    rounds: Rounds = 1000, passing: Passing = 1,
    device: Device = "auto", profile: Profile = "embedded", cache: Cache = None,
) -> None:  # fmt: skip
    """Product consistency: AUC, precision at a recall, recall per defect, mask quality, beside baselines."""
    with spoken_errors(stopped_words(cache)):
        if labels is None and masks is None:
            raise UsageError("Say what to measure: --labels FILE, --masks DIR, or both.")
        _check_targets(json_file, html_file)
        protocol = Protocol(recall=recall, rounds=rounds)
        labelled = _labelled(labels, passing) if labels is not None else ()
        labelled = tuple(pair for pair in labelled if pair.consistent is not None)
        if labels is not None and not labelled:
            raise NothingToDo(f"{labels.name} holds no clear consistency label (pass or fail).")
        with _engine(device, profile, cache) as engine:
            tables = (_mask_table(engine, masks),) if masks is not None else ()
            plain = _plain_scores(engine, labelled) if plain_baseline and labelled else None
            rows = _judge(engine, labelled, overlays=True)
            if labelled:
                report = evaluate_consistency(
                    rows, protocol=protocol, read_mask=_read_mask, plain=plain, tables=tables
                )
            else:
                report = Report("Product masks of originals", tables=tables)
            _publish((report,), rows, labels or masks, engine, json_file, html_file, worst, each)


@app.command()
def reward(
    labels: LabelFile, json_file: Json = None, html_file: Html = None, recall: Recall = 0.6, worst: Worst = 12, each: Each = 0,
    rounds: Rounds = 1000, passing: Passing = 1,
    device: Device = "auto", profile: Profile = "embedded", cache: Cache = None,
) -> None:  # fmt: skip
    """The reward against labels, and the full HFPC protocol (reward and consistency against pass / fail)."""
    with spoken_errors(stopped_words(cache)):
        _check_targets(json_file, html_file)
        protocol = Protocol(recall=recall, rounds=rounds)
        labelled = tuple(
            pair
            for pair in _labelled(labels, passing)
            if pair.background_good is not None or has_approval(pair)
        )
        if not labelled:
            raise NothingToDo(f"{labels.name} holds neither background labels nor labels of whole pairs.")
        with _engine(device, profile, cache) as engine:
            rows = _judge(engine, labelled, overlays=html_file is not None)
            reports = [evaluate_reward(rows, protocol=protocol)]
            if any(has_approval(pair) for pair in labelled):
                reports.append(evaluate_approval(rows, protocol=protocol))
            _publish(tuple(reports), rows, labels, engine, json_file, html_file, worst, each)


@contextmanager
def _engine(device: str, profile: str, cache: str | None) -> Iterator[Engine]:
    """Evidence is kept in the cache, and reports show it; where nothing is to be kept it lives as long as the report takes."""
    with ExitStack() as stack:
        if cache_folder(cache) is None:
            cache = stack.enter_context(TemporaryDirectory(prefix="hfpc-evaluate-"))
        engine = make_engine(device, profile, cache)
        stack.callback(engine.close)
        yield engine


# ------------------------------------------------------------------------------------ judging
def _labelled(labels: Path, passing: int) -> tuple[LabelledPair, ...]:
    found = read_labels(labels, passing=passing)
    for note in found.notes:
        err.print(note, style="yellow", markup=False)
    return found.pairs


def _judge(engine: Engine, labelled: Sequence[LabelledPair], *, overlays: bool) -> list[JudgedPair]:
    results = score_pairs(engine, [Pair(row.original, row.generated) for row in labelled])
    return [
        JudgedPair(
            row, result.judgement, engine.judgements.overlay(result.key) if overlays and result.key else None
        )
        for row, result in zip(labelled, results, strict=True)
    ]


def _plain_scores(engine: Engine, labelled: Sequence[LabelledPair]) -> list[float | None]:
    """The plain baseline of every pair; ``None`` where it fails or a picture cannot be read."""
    from hfpc_desktop.training.plain_baseline import plain_consistency

    saliency = engine.saliency()
    scores: list[float | None] = []
    with progress_bar() as bar:
        for pair in bar.track(labelled, description="Plain baseline"):
            try:
                first = load_picture(pair.original, max_side=_BASELINE_SIDE)
                second = load_picture(pair.generated, max_side=_BASELINE_SIDE)
            except PictureError:
                scores.append(None)
                continue
            scores.append(plain_consistency(first.rgb, second.rgb, saliency))
    return scores


def _mask_table(engine: Engine, folder: Path) -> Table:
    pictures = masked_pictures(folder)
    tiers: list[MaskTier] = []
    with progress_bar() as bar:
        for name, find in _mask_finders(engine):
            try:
                steps = bar.track(pictures, description=f"Masks: {name}")
                tiers.append(measure_tier(name, find, steps, _read_mask))
            except HfpcError as error:
                tiers.append(tier_problem(name, error))
    return tier_table(tiers, folder)


def _mask_finders(engine: Engine) -> list[tuple[str, MaskFinder]]:
    """Every way to find the product of an original that runs here, the plainest last."""
    import numpy as np

    from hfpc_desktop.judging.product_mask import find_product
    from hfpc_desktop.profiles import prompted_finders

    saliency = engine.saliency()

    def embedded(picture: object) -> NDArray[np.uint8] | None:
        found = find_product(picture, None, saliency)  # type: ignore[arg-type]
        return None if found.problem else found.mask

    def free(picture: object) -> NDArray[np.uint8]:
        return np.rint(saliency.predict(picture.rgb) * 255).astype(np.uint8)  # type: ignore[attr-defined]

    prompted = prompted_finders(engine.models, engine.options.device, embedded)
    return [("embedded", embedded), *prompted, ("free saliency >= 0.5", free)]


def _read_mask(path: Path) -> NDArray[np.uint8]:
    mask: NDArray[np.uint8] = load_picture(path).rgb.max(axis=2)
    return mask


# ------------------------------------------------------------------------------------ writing
def _publish(
    reports: tuple[Report, ...],
    rows: Sequence[JudgedPair],
    source: Path | None,
    engine: Engine,
    json_file: Path | None,
    html_file: Path | None,
    worst: int,
    each: int,
) -> None:
    models = sorted({model for row in rows for _, model in row.judgement.models})
    made = (
        ("measured on", str(source)),
        ("profile", engine.options.profile),
        ("models", ", ".join(models)),
        ("fingerprint", engine.fingerprint),
        ("program", f"HFPC Desktop {__version__}"),
    )
    name = source.resolve().parent.name if source is not None and source.is_file() else str(source)
    document = Document(name, reports, tuple((key, value) for key, value in made if value))
    out.print(document.text(), markup=False, soft_wrap=True)
    if json_file is not None:
        _write(json_file, json.dumps(document.as_json(), indent=2, ensure_ascii=False))
    if html_file is not None:
        from hfpc_desktop.training.report_html import page
        from hfpc_desktop.training.report_pictures import pair_pictures

        known = {(str(row.pair.original), str(row.pair.generated)): row for row in rows}
        _write(
            html_file,
            page(
                document,
                lambda row: pair_pictures(known[row.original, row.generated], row.named),
                worst=worst,
                each=each,
            ),
        )


def _check_targets(*paths: Path | None) -> None:
    """Raise what ``_write`` would raise now, before everything is judged."""
    for path in paths:
        if path is not None:
            try:
                probe(path)
            except OSError as error:
                raise HfpcError(what_to_do(error, path)) from error


def _write(path: Path, text: str) -> None:
    try:
        with whole_file(path) as stream:
            stream.write(text.encode("utf-8", errors="replace"))
    except OSError as error:
        raise HfpcError(what_to_do(error, path)) from error
