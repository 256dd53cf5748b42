"""A ``Judgement`` as compact JSON text and back.

Format 1: an object whose keys are the field names, ``v`` the format number; fields at their default
are left out. Reading ignores fields and defect kinds that it does not know, so that an older
program still opens what a newer one of the same format wrote.
"""

from __future__ import annotations

import json
import math
from typing import Any

from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Frame, Judgement, NotJudged, Region

FORMAT = 1

_EVIDENCE = (
    "outgrowth",
    "loss",
    "iou",
    "boundary_f",
    "registration",
    "scale",
    "text_similarity",
    "colour_delta",
)
_KINDS = {kind.value: kind for kind in DefectKind}
_REASONS = {reason.value: reason for reason in NotJudged}
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


_UNREADABLE = Judgement(
    not_judged=NotJudged.FAILED, not_judged_detail="What was saved of this pair's scores cannot be read."
)


class CodecError(ValueError):
    """The text is no judgement this program can read."""


def encode(judgement: Judgement) -> str:
    """One line of JSON. Numbers that are not finite are written as missing, never as a score."""
    out: dict[str, Any] = {"v": FORMAT}
    for name in ("reward", "reward_raw", "consistency"):
        _put(out, name, _finite(getattr(judgement, name)))
    evidence: dict[str, Any] = {}
    for name in _EVIDENCE:
        _put(evidence, name, _finite(getattr(judgement.evidence, name)))
    extra = [[name, value] for name, value in judgement.evidence.extra if math.isfinite(value)]
    if extra:
        evidence["extra"] = extra
    if evidence:
        out["evidence"] = evidence
    if judgement.defects:
        out["defects"] = [defect_to_dict(defect) for defect in judgement.defects]
    _put(out, "not_judged", judgement.not_judged and judgement.not_judged.value)
    _put(out, "not_judged_detail", judgement.not_judged_detail or None)
    if judgement.models:
        out["models"] = [list(pair) for pair in judgement.models]
    _put(out, "device", judgement.device or None)
    _put(out, "ms", _finite(judgement.ms) or None)
    if judgement.stages:
        out["stages"] = [[name, _finite(ms) or 0.0] for name, ms in judgement.stages]
    return _dumps(out)


def decode(text: str) -> Judgement:
    """The judgement in ``text``; raises ``CodecError`` when it is damaged or of another format."""
    try:
        data = json.loads(text)
        if data["v"] != FORMAT:
            raise CodecError(f"judgement format {data['v']} is not {FORMAT}")
        return _judgement(data)
    except CodecError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CodecError(f"not a judgement: {error}") from error


def read(text: str) -> Judgement:
    """As ``decode``, but a text that cannot be read becomes a judgement that says so (``is_unreadable``)."""
    try:
        return decode(text)
    except CodecError:
        return _UNREADABLE


def is_unreadable(judgement: Judgement) -> bool:
    """Whether it stands for a text that could not be read."""
    return judgement == _UNREADABLE


def defect_to_dict(defect: Defect) -> dict[str, Any]:
    """Plain JSON values; fields at their default are left out."""
    out: dict[str, Any] = {"kind": defect.kind.value, "severity": _finite(defect.severity) or 0.0}
    if defect.region is not None:
        region = defect.region
        out["region"] = [region.x, region.y, region.width, region.height]
    if defect.frame is not Frame.GENERATED:
        out["frame"] = defect.frame.value
    _put(out, "amount", _finite(defect.amount))
    _put(out, "place", defect.place or None)
    _put(out, "detail", defect.detail or None)
    return out


def _judgement(data: dict[str, Any]) -> Judgement:
    evidence = data.get("evidence") or {}
    reason = data.get("not_judged")
    return Judgement(
        reward=_number(data.get("reward")),
        reward_raw=_number(data.get("reward_raw")),
        consistency=_number(data.get("consistency")),
        evidence=Evidence(
            **{name: _number(evidence.get(name)) for name in _EVIDENCE},
            extra=_named_numbers(evidence.get("extra")),
        ),
        defects=tuple(_defect(item) for item in data.get("defects", ()) if item["kind"] in _KINDS),
        # A reason from a newer program is still "not judged", never a score.
        not_judged=None if reason is None else _REASONS.get(reason, NotJudged.FAILED),
        not_judged_detail=str(data.get("not_judged_detail", "")),
        models=tuple((str(role), str(model)) for role, model in data.get("models", ())),
        device=str(data.get("device", "")),
        ms=float(data.get("ms", 0.0)),
        stages=_named_numbers(data.get("stages")),
    )


def _defect(data: dict[str, Any]) -> Defect:
    region = data.get("region")
    return Defect(
        kind=_KINDS[data["kind"]],
        severity=float(data["severity"]),
        region=None if region is None else Region(*(float(value) for value in region)),
        frame=Frame(data.get("frame", Frame.GENERATED)),
        amount=_number(data.get("amount")),
        place=str(data.get("place", "")),
        detail=str(data.get("detail", "")),
    )


def _named_numbers(items: Any) -> tuple[tuple[str, float], ...]:
    return tuple((str(name), float(value)) for name, value in items or ())


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _put(out: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        out[name] = value
