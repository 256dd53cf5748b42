"""What a list of HFPC-44k holds, in numbers: read before training, splitting or believing a figure."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean, median
from typing import TYPE_CHECKING

from hfpc_desktop.domain.hfpc_list import LabelError, parse_list
from hfpc_desktop.training.labels import read_text
from hfpc_desktop.training.report import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.hfpc_list import ListEntry
    from hfpc_desktop.training.report import Cell

BIGGEST = 39
"""Originals whose share of the pairs is told: in the published test list they hold most of them."""


def read_list(path: Path) -> tuple[ListEntry, ...]:
    """All entries. LabelError: unreadable, empty, or a fault in a line."""
    found = tuple(parse_list(read_text(path), path.name))
    if not found:
        raise LabelError(f"{path.name}: holds no labelled pair.")
    return found


def stats_table(lists: Mapping[str, Sequence[ListEntry]]) -> Table:
    """One column a list; shared pictures are counted between every list and all the others."""
    columns = [_column(entries) for entries in lists.values()]
    pictures = [{name for e in entries for name in (e.origin, e.generation)} for entries in lists.values()]
    for i, column in enumerate(columns):
        others = set().union(*(seen for j, seen in enumerate(pictures) if j != i))
        column["pictures"] = len(pictures[i])
        if len(columns) > 1:
            column["pictures shared with the other lists"] = len(pictures[i] & others)
    names = list(columns[0]) if columns else []
    rows = tuple((name, *(column[name] for column in columns)) for name in names)
    return Table("Lists", ("", *lists), rows)


def _column(entries: Sequence[ListEntry]) -> dict[str, Cell]:
    labels: dict[str, list[int]] = defaultdict(list)
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    for entry in entries:
        labels[entry.origin].append(entry.label)
        seen[entry.origin, entry.generation].add(entry.label)
    sizes = sorted((len(found) for found in labels.values()), reverse=True)
    ones = sum(entry.label for entry in entries)
    return {
        "pairs": len(entries),
        "originals": len(labels),
        "label 1": ones,
        "label 0": len(entries) - ones,
        "share of 1": ones / len(entries),
        "generations per original, least": sizes[-1],
        "generations per original, mean": float(mean(sizes)),
        "generations per original, median": float(median(sizes)),
        "generations per original, most": sizes[0],
        "originals with both labels": sum(len(set(found)) == 2 for found in labels.values()),
        "originals with only 0": sum(set(found) == {0} for found in labels.values()),
        "originals with only 1": sum(set(found) == {1} for found in labels.values()),
        "(1, 0) pairs within an original": sum(f.count(1) * f.count(0) for f in labels.values()),
        f"share of the {BIGGEST} biggest originals": sum(sizes[:BIGGEST]) / len(entries),
        "repeated pairs": len(entries) - len(seen),
        "pairs with contradicting labels": sum(len(found) > 1 for found in seen.values()),
    }
