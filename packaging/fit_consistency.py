"""Fit the consistency combination on rendered pairs and augmentations, and write its JSON.

    python packaging/fit_consistency.py --data DIR[=WEIGHT] [--data DIR ...] --out resources/consistency/combination.json

``DIR`` is what ``difference/pairs.py`` or the render script write (originals/, generated/, masks/, pairs.jsonl). ``WEIGHT`` (1): how
much one of its pairs counts. Make your own with other seeds, of products that the difference head did not train on; never fit on the shipped renders or on real pairs: those only measure. Products are kept
together when validating, so the printed figures are for products the fit did not see.

The model (``hfpc_desktop/judging/combination.py``) is a logistic on steps of badness with weights >= 0,
fitted by projected gradient descent with L2. What a small or soft generated product adds to a value of kept
products (quantile regression on the passes) is taken off first.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import zlib
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from scipy.optimize import linprog

from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.inference import OnnxSession, resource_path
from hfpc_desktop.judging.combination import Combination, Term
from hfpc_desktop.judging.consistency import ConsistencyJudge
from hfpc_desktop.judging.difference import DifferenceModel
from hfpc_desktop.judging.measurements import Instruments
from hfpc_desktop.judging.saliency import U2NetSaliency
from hfpc_desktop.judging.text_reader import PaddleReader

STEPS = ((40.0, 85.0), (80.0, 97.0), (95.0, 99.8))
"""Percentiles of the passes between which each step of badness rises: what most passes have costs nothing."""
BEYOND = (99.5, 98.0)
"""One more step from this percentile of the passes to that of all samples: evidence that no pass shows weighs for itself."""
USED = frozenset(
    [
        "affine_gain",
        "altered",
        "attached_area",
        "attached_odds",
        "attached_peak",
        "bend",
        "cast_apart",
        "changed_area",
        "changed_odds",
        "changed_peak",
        "colour_high",
        "deformed_odds",
        "disagreement",
        "duplicate",
        "edge_missing",
        "fine",
        "fine_peak",
        "grown_peak",
        "hue_delta",
        "loss",
        "lost_area",
        "lost_odds",
        "lost_peak",
        "not_boundary_f",
        "open_share",
        "outgrowth",
        "stretch",
        "structure",
        "structure_peak",
        "swept",
        "text_gap",
    ]
)
"""Values the model may use; the rest say what these say, or are too noisy to be worth a weight."""
PRIOR = (
    ("disagreement", 0.02, 0.12, 1.5),
    ("outgrowth", 0.12, 0.5, 1.2),
    ("loss", 0.06, 0.3, 1.2),
    ("stretch", 0.08, 0.3, 1.0),
    ("duplicate", 0.46, 0.3, 1.0),
    ("hue_delta", 14.0, 20.0, 1.2),
    ("structure", 0.4, 0.4, 1.0),
    ("text_gap", 0.9, 3.0, 1.5),
    ("text_gap", 3.0, 4.0, 2.0),
    ("cast_apart", 0.3, 0.3, 2.5),
    ("attached_odds", 9.0, 3.0, 1.0),
    ("attached_area", 0.06, 0.15, 2.0),
    ("lost_odds", 9.0, 3.0, 1.0),
)
"""(value, start, span, weight) set by hand: renders hold no identical pair, and few extremes. The first lifts a
pair that agrees almost exactly (the bias rises by its weight); the others lie beyond what passes show."""
PENALTIES = (0.01, 0.03)


@dataclass(frozen=True, slots=True)
class Sample:
    """``group``: the product without its seed; ``altered``: the label; ``kinds``: injected defects; ``weight``: how much
    the pair counts in a fit, > 0."""

    group: str
    altered: bool
    kinds: tuple[str, ...]
    values: dict[str, float]
    weight: float = 1.0


def session(*parts: str) -> OnnxSession:
    return OnnxSession(resource_path("models", *parts), device="cpu", threads=1)


def make_judge() -> ConsistencyJudge:
    text = resource_path("consistency", "combination.json").read_text(encoding="utf-8")
    reader = "pp-ocr-v6-small"
    instruments = Instruments(
        U2NetSaliency(session("u2netp", "u2netp.onnx")),
        DifferenceModel(
            session("efficientnet-lite2", "efficientnet-lite2-features.onnx"),
            session("product-difference", "difference.onnx"),
        ),
        PaddleReader(
            session(reader, "detector.onnx"),
            session(reader, "recogniser.onnx"),
            resource_path("models", reader, "characters.txt").read_text(encoding="utf-8"),
        ),
    )
    return ConsistencyJudge(instruments, Combination.parse(text))


def read(path: Path) -> Picture:
    """Good enough for rendered PNGs; the app reads pictures by ``hfpc_desktop.images``."""
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise SystemExit(f"cannot read {path}")
    alpha = pixels[..., 3] if pixels.shape[2] == 4 else None
    rgb = pixels[..., 2::-1].astype(np.float32)
    if alpha is not None:
        a = alpha[..., None] / 255.0
        rgb = rgb * a + 255.0 * (1 - a)
    return picture(np.rint(rgb).astype(np.uint8), alpha)


def picture(rgb: np.ndarray, alpha: np.ndarray | None = None) -> Picture:
    return Picture(np.ascontiguousarray(rgb), alpha, (rgb.shape[1], rgb.shape[0]))


def measure_rows(folder: Path, rows: list[dict[str, Any]], weight: float) -> list[Sample]:
    cv2.setNumThreads(1)
    judge = make_judge()
    samples: list[Sample] = []
    prepared = {}
    for row in rows:
        if row["original"] not in prepared:
            prepared = {row["original"]: judge.prepare(read(folder / row["original"]))}
        found = judge.assess(prepared[row["original"]], read(folder / row["generated"]))
        if found.not_judged is None:
            kinds = tuple(row["product_defects"])
            values = dict(found.evidence.extra)
            samples.append(Sample(group_of(row["product"]), bool(kinds), kinds, values, weight))
    return samples


def measure_folder(named: str, every: int, jobs: int) -> list[Sample]:
    """``named``: the folder, with ``=WEIGHT`` or without. Every ``every``-th pair by the checksum of its name: the same ones in every run. Variants of an original stay together."""
    path, _, weight = named.partition("=")
    folder = Path(path)
    rows = [json.loads(line) for line in (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    by_original: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if zlib.crc32(row["generated"].encode()) % every == 0:
            by_original.setdefault(row["original"], []).append(row)
    samples: list[Sample] = []
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [
            pool.submit(measure_rows, folder, part, float(weight or 1)) for part in by_original.values()
        ]
        for number, done in enumerate(waiting):
            samples += done.result()
            print(
                f"{folder.name}: {number + 1} of {len(waiting)} originals, {len(samples)} pairs", flush=True
            )
    return samples


def group_of(product: str) -> str:
    """What is left out together: a kind of product ("can-402" -> "can"); drawn assemblies by sevenths."""
    numbered = re.fullmatch(r"x(\d+)", product)
    return f"x{int(numbered.group(1)) % 7}" if numbered else re.sub(r"-\d+$", "", product)


CONDITIONS = ("softness", "smallness")
LEVEL = 0.8
"""The quantile of the passes that is followed over the conditions."""
EASED = frozenset(
    ["altered", "attached_odds", "attached_peak", "changed_area", "changed_odds", "changed_peak", "disagreement", "edge_missing", "fine", "fine_peak", "structure",
     "structure_peak", "text_gap", "not_boundary_f", "bend", "grown_peak", "lost_odds", "lost_peak", "deformed_odds"]
)  # fmt: skip
"""Values whose level in kept products may depend on the conditions."""


def relief_of(values: np.ndarray, conditions: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Slopes >= 0 of the ``LEVEL`` quantile of ``values`` (N) over ``conditions`` (N x K), by linear programming."""
    n, k = conditions.shape
    cost = np.r_[np.zeros(k + 1), LEVEL * weights, (1 - LEVEL) * weights]
    equal = np.c_[conditions, np.ones(n), np.eye(n), -np.eye(n)]
    bounds = [(0, None)] * k + [(None, None)] + [(0, None)] * (2 * n)
    found = linprog(cost, A_eq=equal, b_eq=values, bounds=bounds, method="highs")
    return found.x[:k] if found.success else np.zeros(k)


def steps_of(samples: list[Sample], eased: frozenset[str] = EASED) -> list[Term]:
    """Every step of badness with weight 1, from the passes' percentiles after their relief."""
    passes = [s.values for s in samples if not s.altered]
    counts = np.array([s.weight for s in samples])
    kept = np.array([s.weight for s in samples if not s.altered])
    names = sorted(set().union(*passes) & USED)
    conditions = np.array([[p.get(c, 0.0) for c in CONDITIONS] for p in passes])
    made = []
    for name in names:
        have = np.array([p.get(name, 0.0) for p in passes])
        slopes = relief_of(have, conditions, kept) if name in eased else np.zeros(len(CONDITIONS))
        relief = tuple((c, round(float(k), 5)) for c, k in zip(CONDITIONS, slopes, strict=True) if k > 1e-4)
        have = have - conditions @ slopes
        every = np.array([s.values.get(name, 0.0) for s in samples])
        floor = 0.02 * float(percentile(every, 99, counts) + 1e-6)
        for low, high in STEPS:
            start, end = percentile(have, low, kept), percentile(have, high, kept)
            made.append(Term(name, float(start), float(max(end - start, floor)), 1.0, relief))
        every = every - np.array([[s.values.get(c, 0.0) for c in CONDITIONS] for s in samples]) @ slopes
        start, end = percentile(have, BEYOND[0], kept), percentile(every, BEYOND[1], counts)
        if end > start + floor:
            made.append(Term(name, float(start), float(end - start), 1.0, relief))
    return made


def percentile(values: np.ndarray, percent: float, weights: np.ndarray) -> float:
    """The least value below or at which ``percent`` of the weight lies."""
    return float(np.percentile(values, percent, weights=weights, method="inverted_cdf"))


def by_hand(values: dict[str, float]) -> float:
    """What ``PRIOR`` takes off the log odds, the lift of an identical picture included."""
    return sum(Term(n, a, w, k).badness(values) for n, a, w, k in PRIOR) - PRIOR[0][3]


def design(samples: list[Sample], steps: list[Term]) -> np.ndarray:
    return np.array([[step.badness(s.values) for step in steps] for s in samples], np.float64)


def fit(
    x: np.ndarray, altered: np.ndarray, counts: np.ndarray, penalty: float, rounds: int = 4000
) -> tuple[float, np.ndarray]:
    """(bias, weights >= 0) by accelerated projected gradient on the class-balanced log loss with L2. ``counts``: how
    much every row counts."""
    balance = np.where(altered, 0.5 / counts[altered].sum(), 0.5 / counts[~altered].sum()) * counts
    rate = 4.0 / (
        float(np.linalg.norm(np.sqrt(balance)[:, None] * np.c_[x, np.ones(len(x))], 2) ** 2) + 8 * penalty
    )
    theta = np.zeros(x.shape[1] + 1)
    ahead, t = theta.copy(), 1.0
    for _ in range(rounds):
        odds = ahead[-1] - x @ ahead[:-1]
        error = balance * (1 / (1 + np.exp(-odds)) - (1.0 - altered))
        slope = np.r_[-(x.T @ error) + 2 * penalty / len(theta) * ahead[:-1], error.sum()]
        new = ahead - rate * slope
        new[:-1] = np.maximum(new[:-1], 0.0)
        t_next = (1 + np.sqrt(1 + 4 * t * t)) / 2
        ahead, theta, t = new + (t - 1) / t_next * (new - theta), new, t_next
    return float(theta[-1]), theta[:-1]


def auc(scores: np.ndarray, altered: np.ndarray) -> float:
    """Probability that an altered pair scores below an unaltered one."""
    bad, good = scores[altered], scores[~altered]
    return float(np.mean((bad[:, None] < good[None]) + 0.5 * (bad[:, None] == good[None])))


def cross_validated(samples: list[Sample], penalty: float) -> np.ndarray:
    """Scores (log odds, higher is better) of the whole model, every kind of product judged by a fit without it."""
    groups = np.array([s.group for s in samples])
    altered = np.array([s.altered for s in samples])
    counts = np.array([s.weight for s in samples])
    scores = np.zeros(len(samples))
    for group in np.unique(groups):
        rest = [s for s, g in zip(samples, groups, strict=True) if g != group]
        steps = steps_of(rest)
        bias, weights = fit(
            design(rest, steps), altered[groups != group], counts[groups != group], penalty, 1500
        )
        mine = [s for s, g in zip(samples, groups, strict=True) if g == group]
        prior = np.array([by_hand(s.values) for s in mine])
        scores[groups == group] = bias - design(mine, steps) @ weights - prior
    return scores


def report(samples: list[Sample], scores: np.ndarray) -> None:
    altered = np.array([s.altered for s in samples])
    print(
        f"AUC on unseen products: {auc(scores, altered):.4f}  ({altered.sum()} altered, {(~altered).sum()} not)"
    )
    by_kind = defaultdict(list)
    for s, score in zip(samples, scores, strict=True):
        for kind in s.kinds:
            by_kind[kind].append(score)
    good = scores[~altered]
    limit = np.percentile(good, 5)
    for kind, have in sorted(by_kind.items()):
        one = np.mean((np.array(have)[:, None] < good[None]) + 0.5 * (np.array(have)[:, None] == good[None]))
        print(
            f"  {kind:18s} n={len(have):3d}  AUC {one:.3f}  recall at 5 % false alarms {np.mean(have < limit):.2f}"
        )


def as_json(term: Term) -> dict[str, Any]:
    """As ``Combination.parse`` reads it."""
    made: dict[str, Any] = {
        "value": term.value,
        "start": round(term.start, 5),
        "span": round(term.span, 5),
        "weight": round(term.weight, 4),
    }
    return made | ({"relief": dict(term.relief)} if term.relief else {})


def halved(terms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every term at half its weight, equal ones joined, in the order of their first."""
    joined: dict[str, dict[str, Any]] = {}
    for term in terms:
        key = json.dumps({k: v for k, v in term.items() if k != "weight"}, sort_keys=True)
        known = joined.setdefault(key, term | {"weight": 0.0})
        known["weight"] = round(known["weight"] + 0.5 * term["weight"], 4)
    return list(joined.values())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data",
        action="append",
        required=True,
        help="folder of pairs; =0.2 behind it: how much a pair counts",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="measure only every n-th pair")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--measured", type=Path, help="keep the measurements here, and start from them when there"
    )
    parser.add_argument(
        "--beside",
        type=Path,
        help="weights of an earlier fit on other pairs: what is written is the mean of both, every term at half its weight",
    )
    args = parser.parse_args()
    if args.measured and args.measured.exists():
        samples = pickle.loads(args.measured.read_bytes())  # noqa: S301 - written by this script
    else:
        samples = [s for folder in args.data for s in measure_folder(folder, args.every, args.jobs)]
        if args.measured:
            args.measured.write_bytes(pickle.dumps(samples))
    altered = np.array([s.altered for s in samples])
    beside = Combination.parse(args.beside.read_text(encoding="utf-8")) if args.beside else None

    def judged(penalty: float) -> np.ndarray:
        scores = cross_validated(samples, penalty)
        if beside is None:
            return scores
        earlier = [beside.bias - sum(t.badness(s.values) for t in beside.terms) for s in samples]
        return 0.5 * scores + 0.5 * np.array(earlier)

    counts = np.array([s.weight for s in samples])
    full = counts == counts.max()  # what counts less is there to help, not to be good at
    found = {penalty: judged(penalty) for penalty in PENALTIES}
    best = max((auc(scores[full], altered[full]), penalty) for penalty, scores in found.items())
    print(f"penalty {best[1]}; pairs that count in full, then the others")
    for chosen in (full, ~full):
        if chosen.any():
            report([s for s, c in zip(samples, chosen, strict=True) if c], found[best[1]][chosen])
    steps = steps_of(samples)
    bias, weights = fit(design(samples, steps), altered, counts, best[1])
    terms = [as_json(replace(t, weight=float(k))) for t, k in zip(steps, weights, strict=True) if k >= 0.01]
    terms += [{"value": n, "start": a, "span": w, "weight": k} for n, a, w, k in PRIOR]
    bias += PRIOR[0][3]
    if beside is not None:
        terms = halved(terms + [as_json(t) for t in beside.terms])
        bias = 0.5 * (bias + beside.bias)
    made = {
        "id": "consistency-renders-6",
        "bias": round(bias, 4),
        "fitted_on": f"{len(samples)} pairs ({int(altered.sum())} altered): rendered products in rendered and made scenes",
        "auc_unseen_products": round(best[0], 4),
        "terms": terms,
    }
    Combination.parse(json.dumps(made))
    args.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{len(terms)} terms -> {args.out}")


if __name__ == "__main__":
    main()
