"""Lists of HFPC-44k as text, both published forms of JSON lines, read and written. No files, any thread.

``{"origin", "generation", "label"}`` one pair a line, or ``{origin: {"generations": [...], "labels": [...]}}``
one original a line. Names are addresses or paths, taken as they stand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.errors import HfpcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class LabelError(HfpcError):
    """A label file cannot be used. ``str(error)`` names file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One pair of a list; ``label`` 0 or 1 as written; ``where``: file and line."""

    origin: str
    generation: str
    label: int
    where: str = ""


def json_lines(text: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, object) of every line that is not blank. LabelError: a line is no JSON object."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            value = json.loads(line)
        except ValueError as error:
            raise LabelError(f"{where}: is not JSON, one object a line ({error}).") from error
        if not isinstance(value, dict) or not value:
            raise LabelError(f"{where}: must be a JSON object.")
        yield where, value


def parse_list(text: str, name: str) -> Iterator[ListEntry]:
    """Every pair of a list, in its order. LabelError names the line: no JSON, labels outside {0, 1}, lists of
    unequal length, an original without generations."""
    for where, value in json_lines(text, name):
        yield from entries(value, where)


def entries(value: dict[str, Any], where: str) -> Iterator[ListEntry]:
    """The pairs of one line, whichever form it has."""
    if "origin" in value and "generation" in value:
        yield ListEntry(
            _name(value["origin"], where), _name(value["generation"], where), zero_one(value.get("label"), where), where
        )  # fmt: skip
        return
    for origin, entry in value.items():
        generations = entry.get("generations") if isinstance(entry, dict) else None
        labels = entry.get("labels") if isinstance(entry, dict) else None
        if not isinstance(generations, list) or not isinstance(labels, list):
            raise LabelError(f"{where}: {origin!r} needs the lists generations and labels.")
        if not generations:
            raise LabelError(f"{where}: the original {origin!r} has no generations.")
        if len(generations) != len(labels):
            raise LabelError(
                f"{where}: {len(generations)} generations but {len(labels)} labels for {origin!r}."
            )
        for generation, label in zip(generations, labels, strict=True):
            yield ListEntry(_name(origin, where), _name(generation, where), zero_one(label, where), where)


def zero_one(value: Any, where: str) -> int:
    """A label as 0 or 1; LabelError for anything else."""
    if value is None:
        raise LabelError(f"{where}: the label is missing.")
    if isinstance(value, str) and value.strip() in ("0", "1"):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in (0, 1):
        raise LabelError(f"{where}: the label must be 0 or 1, not {value!r}.")
    return int(value)


def pair_lines(pairs: Iterable[ListEntry]) -> str:
    """The form of the test list: one pair a line."""
    rows = ({"origin": e.origin, "generation": e.generation, "label": e.label} for e in pairs)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def grouped_lines(pairs: Iterable[ListEntry]) -> str:
    """The form of the train and valid lists: one original a line, in order of first appearance."""
    groups: dict[str, dict[str, list[Any]]] = {}
    for entry in pairs:
        group = groups.setdefault(entry.origin, {"generations": [], "labels": []})
        group["generations"].append(entry.generation)
        group["labels"].append(entry.label)
    return "".join(json.dumps({o: group}, ensure_ascii=False) + "\n" for o, group in groups.items())


def _name(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise LabelError(f"{where}: {value!r} is not a path.")
    return value
