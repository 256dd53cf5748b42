"""Fits the starter reward on freshly rendered pairs and made damage.

    python packaging/fit_reward.py --data DIR --features efficientnet-lite2-features.onnx --out DIR

DIR holds ``pairs.jsonl`` as written by the render script, from other seeds than the shipped test renders:
those only measure. Needs scipy, scikit-learn, onnxruntime (development extras). Everything is
seeded. Splits are by product: all copies of one product type are in one fold.

Three steps: (1) linear probes on deep features, local ones for damage with a place, pooled ones for how
the product sits; (2) their out-of-fold responses and the classical checks become amounts >= 0;
(3) a logistic head with weights >= 0 joins the amounts, calibrated out of fold on the renders.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import reward_damage
from reward_samples import KIND_OF, NATURAL, Sample, measure, measure_places
from scipy.optimize import minimize
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest, format_manifest
from hfpc_desktop.judging.features import LOCAL_WIDTH
from hfpc_desktop.judging.reward import local_response
from hfpc_desktop.judging.reward_head import HEAD_FORMAT, Probe

if TYPE_CHECKING:
    from numpy.typing import NDArray

POOLED = {
    "deep_floating": ("floating", ("base", "ground"), ()),
    "deep_lighting": ("lighting_mismatch", ("ring", "ground"), ("cast",)),
    "deep_size": ("size_mismatch", ("ring",), ()),
    "deep_indistinct": ("indistinct", ("ring",), ()),
    "deep_halo": ("edge_halo", ("ring",), ("halo",)),
}
CHECK_KIND = {
    "edge_halo": "edge_halo",
    "contact_shadow": "floating",
    "lighting": "lighting_mismatch",
    "sharpness": "lighting_mismatch",
    "indistinct": "indistinct",
    "exposure": "poor_aesthetics",
    "size": "size_mismatch",
    "pixel_blocks": "artefacts",
    "blotches": "artefacts",
    "stray_text": "stray_text",
}


# --------------------------------------------------------------------------------------- probes
def linear_probe(
    x: NDArray[Any], y: NDArray[np.bool_], parts: int, strength: float
) -> tuple[NDArray[Any], float]:
    """Standardise, PCA, logistic regression: folded into one weight vector and a bias."""
    scaler = StandardScaler().fit(x)
    pca = PCA(min(parts, len(x) - 1, x.shape[1]), random_state=0).fit(scaler.transform(x))
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=400)
    model.fit(pca.transform(scaler.transform(x)), y)
    inner = model.coef_[0] @ pca.components_
    weights = inner / scaler.scale_
    bias = float(model.intercept_[0] - inner @ pca.mean_ - weights @ scaler.mean_)
    return weights, bias


def pooled_set(samples: list[Sample], name: str) -> tuple[list[Sample], NDArray[Any], NDArray[np.bool_]]:
    kind, pools, damages = POOLED[name]
    used = [
        s
        for s in samples
        if all(p in s.pools for p in pools)
        and (not s.bad or s.damage in damages or (kind in s.kinds and s.damage in NATURAL))
    ]
    x = np.stack([np.concatenate([s.pools[p] for p in pools]) for s in used])
    return used, x, np.array([s.bad for s in used])


def local_set(
    samples: list[Sample], damage: str, rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Grid cells inside that damage, and cells of sound backgrounds (40 a picture)."""
    hits, sound = [], []
    for s in samples:
        room = s.background > 0.8
        if s.damage == damage and s.spot is not None:
            cells = s.local[room & (s.spot > 0.6)]
            hits.append(cells[rng.permutation(len(cells))[:60]])
        if not s.bad or (s.damage == damage and s.spot is not None):
            cells = s.local[room if s.spot is None else room & (s.spot < 0.01)]
            sound.append(cells[rng.permutation(len(cells))[:40]])
    x = np.concatenate([*hits, *sound]).astype(np.float32)
    return x, np.r_[np.ones(sum(map(len, hits)), bool), np.zeros(sum(map(len, sound)), bool)]


def fit_probes(samples: list[Sample], seed: int) -> dict[str, Probe]:
    rng = np.random.default_rng(seed)
    probes = {}
    for name, (kind, pools, _) in POOLED.items():
        _, x, y = pooled_set(samples, name)
        weights, bias = linear_probe(x, y, 64, 0.001)
        probes[name] = Probe(name, kind, pools, weights.astype(np.float32), bias)  # type: ignore[arg-type]
    for damage in reward_damage.LOCAL:
        x, y = local_set(samples, damage, rng)
        weights, bias = linear_probe(x, y, 96, 0.003)
        name = f"local_{damage}"
        probes[name] = Probe(name, KIND_OF[damage], (), weights.astype(np.float32), bias)  # type: ignore[arg-type]
    return probes


@dataclass
class _Described:
    """What ``local_response`` reads of a sample."""

    local: NDArray[np.float32]
    background: NDArray[np.float32]


def logit(probe: Probe, s: Sample) -> float | None:
    """The probe's response as the judge computes it, before the softplus."""
    if probe.pools:
        if any(p not in s.pools for p in probe.pools):
            return None
        return float(probe.logit(np.concatenate([s.pools[p] for p in probe.pools])))
    response = local_response(probe, _Described(s.local.astype(np.float32), s.background))  # type: ignore[arg-type]
    strongest = np.sort(response[np.isfinite(response)])[-6:]
    return float(strongest.mean()) if strongest.size else None


def folds_of(samples: list[Sample], count: int) -> NDArray[np.int64]:
    groups = sorted({s.group for s in samples})
    order = np.random.default_rng(5).permutation(len(groups))
    fold = {group: int(order[i] % count) for i, group in enumerate(groups)}
    return np.array([fold[s.group] for s in samples])


def out_of_fold(samples: list[Sample], folds: NDArray[np.int64]) -> list[dict[str, float]]:
    """Logits of probes that never saw the sample's product."""
    out: list[dict[str, float]] = [{} for _ in samples]
    for fold in np.unique(folds):
        probes = fit_probes([s for s, f in zip(samples, folds, strict=True) if f != fold], int(fold))
        for i in np.flatnonzero(folds == fold):
            for name, probe in probes.items():
                if (value := logit(probe, samples[i])) is not None:
                    out[i][name] = value
    return out


def positives(samples: list[Sample], name: str) -> NDArray[np.bool_]:
    """The samples a probe or check is meant to find."""
    if name.startswith("local_"):
        return np.array([s.damage == name.removeprefix("local_") for s in samples])
    kind = POOLED[name][0] if name in POOLED else CHECK_KIND[name]
    return np.array([kind in s.kinds for s in samples])


def normalise(samples: list[Sample], logits: list[dict[str, float]]) -> dict[str, tuple[float, float]]:
    """(shift, scale) of every probe: 0 at the 97 % quantile of the good ones, in units of their upper spread."""
    sound = np.array([not s.bad for s in samples])
    out = {}
    for name in sorted({n for values in logits for n in values}):
        values = np.array([v.get(name, np.nan) for v in logits])[sound]
        high, middle = (float(np.nanquantile(values, q)) for q in (0.97, 0.5))
        out[name] = (high, 1.0 / max(high - middle, 0.05))
    return out


# ----------------------------------------------------------------------------------------- head
def fit_head(x: NDArray[Any], bad: NDArray[np.bool_], weight: NDArray[Any], ridge: float) -> NDArray[Any]:
    """Weights >= 0 and a bias (last): logistic loss of ``bias - x @ w`` for good."""

    def loss(theta: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        raw = theta[-1] - x @ theta[:-1]
        sign = np.where(bad, -1.0, 1.0)
        value = float((weight * np.logaddexp(0, -sign * raw)).sum() / weight.sum())
        slope = -weight * sign / (1 + np.exp(sign * raw)) / weight.sum()
        gradient = np.r_[-(slope @ x) + 2 * ridge * theta[:-1], slope.sum()]
        return value + ridge * float((theta[:-1] ** 2).sum()), gradient

    bounds = [(0.0, None)] * x.shape[1] + [(None, None)]
    start = np.r_[np.full(x.shape[1], 0.1), 1.0]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def platt(raw: NDArray[Any], good: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset by Platt's method (targets smoothed by the counts)."""
    n, p = int((~good).sum()), int(good.sum())
    target = np.where(good, (p + 1) / (p + 2), 1 / (n + 2))

    def loss(theta: NDArray[Any]) -> float:
        z = theta[0] * raw + theta[1]
        return float(np.mean(np.logaddexp(0, z) - target * z))

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return max(float(slope), 1e-3), float(offset)


def table(
    samples: list[Sample], names: list[str], typical: dict[str, float], caps: dict[str, float]
) -> NDArray[Any]:
    return np.array([[min(s.amounts.get(n, typical[n]), caps[n]) for n in names] for s in samples])


def auc_or_nan(hit: NDArray[np.bool_], sound: NDArray[np.bool_], values: NDArray[Any]) -> float:
    used = hit | sound
    return float(roc_auc_score(hit[used], values[used])) if hit.any() else float("nan")


def report(title: str, samples: list[Sample], raw: NDArray[Any]) -> dict[str, float]:
    """AUC good/bad, and per kind against all good ones."""
    bad = np.array([s.bad for s in samples])
    out = {"all": float(roc_auc_score(bad, -raw))}
    for kind in sorted({k for s in samples for k in s.kinds}):
        hit = np.array([kind in s.kinds for s in samples])
        out[kind] = float(roc_auc_score(hit[hit | ~bad], -raw[hit | ~bad]))
    print(f"{title} ({len(samples)}):", {k: round(v, 3) for k, v in out.items()}, flush=True)
    return out


MADE_WEIGHT = 0.3
"""What a made version counts beside a render."""
RIDGE = 0.001
HIT_WEIGHT = 4.0
"""Every kind is rare: what a hit counts beside a miss."""
OWN = {
    kind: [
        *(name for name, own in CHECK_KIND.items() if own == kind),
        *(name for name, (own, _, _) in POOLED.items() if own == kind),
        *(f"local_{damage}" for damage in reward_damage.LOCAL if KIND_OF[damage] == kind),
    ]
    for kind in sorted(set(CHECK_KIND.values()))
}
"""The measurements that speak for each kind of defect."""


def kind_risks(
    samples: list[Sample], folds: NDArray[np.int64], typical: dict[str, float], caps: dict[str, float]
) -> tuple[list[dict[str, Any]], NDArray[Any]]:
    """The kinds for the head's document, fitted on all samples, and out-of-fold ``reward_raw``."""
    base = np.array([1.0 if s.damage in NATURAL else MADE_WEIGHT for s in samples])
    sound = np.array([not s.bad for s in samples])
    raw, out = np.zeros(len(samples)), []
    for kind, names in OWN.items():
        x = table(samples, names, typical, caps)
        hit = np.array([kind in s.kinds for s in samples])
        weight = base * np.where(hit, HIT_WEIGHT, 1.0)
        risk = np.zeros(len(samples))
        for fold in np.unique(folds):
            rest = folds != fold
            theta = fit_head(x[rest], hit[rest], weight[rest], RIDGE)
            risk[~rest] = x[~rest] @ theta[:-1] - theta[-1]
        raw -= np.logaddexp(0, risk)
        theta = fit_head(x, hit, weight, RIDGE)
        # Reported above 98.5 % of the good ones, and only when it is more likely than not (weighted odds).
        flag = max(float(np.quantile(risk[sound], 0.985)), 0.0)
        caught, false = float(np.mean(risk[hit] > flag)), float(np.mean(risk[sound] > flag))
        print(f"{kind:18} reported: {caught:.2f} of its own, {false:.3f} of the good ones")
        out.append(
            {
                "kind": kind,
                "bias": round(float(theta[-1]), 5),
                "flag_at": round(flag, 4) if caught > 0.05 else None,
                "obvious": round(max(flag + 1.0, float(np.quantile(risk[hit], 0.75))), 4),
                "terms": {
                    n: {
                        "weight": round(float(w), 5),
                        "cap": round(caps[n], 4),
                        "typical": round(typical[n], 4),
                    }
                    for n, w in zip(names, theta[:-1], strict=True)
                },
            }
        )
    return out, raw


def fit(samples: list[Sample], inner: int = 7) -> dict[str, Any]:
    """The head's document, with the out-of-fold figures (``inner`` folds) under ``fitted``."""
    folds = folds_of(samples, inner)
    logits = out_of_fold(samples, folds)
    units = normalise(samples, logits)
    for s, values in zip(samples, logits, strict=True):
        s.amounts = dict(s.checks)
        for name, value in values.items():
            shift, scale = units[name]
            s.amounts[name] = float(np.logaddexp(0, scale * (value - shift)))
    names = sorted({n for s in samples for n in s.amounts})
    sound = np.array([not s.bad for s in samples])
    column = {n: np.array([s.amounts.get(n, np.nan) for s in samples]) for n in names}
    typical = {n: float(np.nanmedian(column[n][sound])) for n in names}
    caps = {n: float(np.clip(np.nanquantile(column[n], 0.99), 1.0, 8.0)) for n in names}
    natural = np.array([s.damage in NATURAL for s in samples])
    pristine = np.array([s.damage == "" for s in samples])
    kinds, raw = kind_risks(samples, folds, typical, caps)
    for name in names:
        hit = positives(samples, name)
        values = np.nan_to_num(column[name], nan=typical[name])
        print(
            f"  {name:18} own AUC {roc_auc_score(hit[hit | sound], values[hit | sound]):.3f}"
            f"  on renders {auc_or_nan(hit & pristine, sound & pristine, values):.3f}"
        )
    figures = report("out of fold, renders", [s for s in samples if s.damage == ""], raw[pristine])
    report("out of fold, all", samples, raw)
    slope, offset = platt(raw[natural], sound[natural])
    probes = [
        {
            "name": p.name,
            "kind": str(p.kind),
            "pools": list(p.pools),
            "weights": [float(f"{v:.5g}") for v in p.weights * units[p.name][1]],
            "bias": round((p.bias - units[p.name][0]) * units[p.name][1], 6),
        }
        for p in fit_probes(samples, 99).values()
    ]
    return {
        "format": HEAD_FORMAT,
        "id": "starter-reward",
        "version": "1",
        "slope": round(slope, 5),
        "offset": round(offset, 5),
        "kinds": kinds,
        "fitted": {
            "samples": len(samples),
            "renders": int(pristine.sum()),
            "products": len({s.group for s in samples if s.damage == ""}),
            "places": sum(s.damage == "sound place" for s in samples),
            "auc_out_of_fold": {k: round(v, 4) for k, v in figures.items()},
        },
        "probes": probes,
    }


CARD = """
This is not human feedback. Nobody approved or rejected the pictures it was fitted on: they are {renders} rendered product
scenes ({products} kinds of product, other seeds than the shipped test renders), versions of them damaged on purpose
(text, smears, pixel blocks, blotches, repeats, halos, colour casts, over- and underexposure, blur, noise) or changed
harmlessly (focus, white balance, JPEG, grain), and {places} views of real places without a product.
It looks for technical faults of a background; it has no taste and does not know which scene suits which product.
Kinds of product it was not fitted on, good against bad rendered background: area under the ROC curve {auc}.
Weak: size mismatch ({size_mismatch}) and floating ({floating}). Not looked for: wrong context and the direction of the light.
Sizes of the things around, smears and repeats are seen only through patterns learnt from renders. Text that belongs into
a scene (a sign, a screen) counts as stray text. See docs/evaluation.md."""


def write_model(out: Path, document: dict[str, Any]) -> None:
    """``head.json`` and its manifest."""
    out.mkdir(parents=True, exist_ok=True)
    data = (json.dumps(document, separators=(",", ":")) + "\n").encode()
    (out / "head.json").write_bytes(data)
    fitted = document["fitted"]
    auc = {k: f"{v:.2f}" for k, v in fitted["auc_out_of_fold"].items()}
    manifest = ModelManifest(
        id=document["id"],
        role=Role.REWARD,
        files=(ModelFile("head.json", hashlib.sha256(data).hexdigest(), len(data)),),
        name="Starter reward (technical faults only, not human feedback)",
        version=str(document["version"]),
        source="Made by HFPC Desktop with packaging/fit_reward.py; needs the features of efficientnet-lite2.",
        licence="Apache-2.0",
        trained_on=f"{fitted['renders']} rendered scenes and {fitted['samples'] - fitted['renders']} made variants; no human labels",
        card=CARD.format(
            auc=auc["all"],
            renders=fitted["renders"],
            products=fitted["products"],
            places=fitted["places"],
            floating=auc["floating"],
            size_mismatch=auc["size_mismatch"],
        ),
        usage="RewardJudge(DeepFeatures(session), load_head(store.path('starter-reward', 'head.json')))",
    )
    (out / "manifest.toml").write_text(format_manifest(manifest), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--features", type=Path, required=True, help="the embedded feature network (.onnx)")
    parser.add_argument("--out", type=Path, required=True, help="folder for head.json")
    parser.add_argument("--masks", type=Path, help="product masks that the pipeline found, by generated name")
    parser.add_argument(
        "--places", type=Path, help="equirectangular PNGs of real places (the CC0 light maps)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="damaged versions of each good render")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    samples = measure(args.data, args.features, args.rounds, args.workers, args.masks)
    if args.places is not None:
        samples += measure_places(args.places, args.features, args.workers)
    assert all(s.local.shape[-1] == LOCAL_WIDTH for s in samples)
    document = fit(samples)
    write_model(args.out, document)
    for kind in document["kinds"]:
        print(f"{kind['kind']:18}", {n: t["weight"] for n, t in kind["terms"].items()})


if __name__ == "__main__":
    main()
