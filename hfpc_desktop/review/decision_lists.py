"""Decisions as lists of HFPC-44k, out of a project and back in. Store thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from hfpc_desktop.domain.audit import Selection
from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.domain.hfpc_list import LabelError, ListEntry
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.images.hash import content_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.review.store import ProjectStore


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Which pairs a list decides; ``unknown``: entries that are no pair of the project; ``kept``: pairs that
    were decided otherwise and stay as they are."""

    approved: tuple[int, ...]
    rejected: tuple[int, ...]
    unknown: tuple[ListEntry, ...]
    kept: int = 0


def decided_entries(store: ProjectStore, *, passing: int = 1) -> list[ListEntry]:
    """Every approved or rejected pair, paths absolute; ``passing`` (0 or 1) is written for approved."""
    labels = {Decision.APPROVED: passing, Decision.REJECTED: 1 - passing}
    return [
        ListEntry(str(row.original), str(row.generated), labels[row.decision])
        for row in store.rows()
        if row.decision in labels
    ]


def plan_import(
    store: ProjectStore,
    entries: Sequence[ListEntry],
    folder: Path,
    *,
    passing: int = 1,
    replace: bool = False,
) -> ImportPlan:
    """Match a list's pairs: by path (relative ones count from ``folder``), else by the pictures' content.

    LabelError when the list contradicts itself about a pair. Without ``replace`` a decision made by a
    person in the project stays.
    """
    pairs = store.pairs()
    by_path = {(_norm(pair.original), _norm(pair.generated)): key for key, pair in pairs.items()}
    by_content: dict[tuple[str, str], int] | None = None
    wanted: dict[int, tuple[bool, str]] = {}
    unknown: list[ListEntry] = []
    for entry in entries:
        original, generated = _local(entry.origin, folder), _local(entry.generation, folder)
        key = by_path.get((_norm(original), _norm(generated))) if original and generated else None
        if key is None and original is not None and generated is not None:
            content = _hashes(original, generated)
            if content is not None:
                by_content = _contents(store) if by_content is None else by_content
                key = by_content.get(content)
        if key is None:
            unknown.append(entry)
            continue
        good = entry.label == passing
        if key in wanted and wanted[key][0] is not good:
            raise LabelError(f"{entry.where}: contradicts {wanted[key][1]} about {entry.generation}.")
        wanted[key] = (good, entry.where)
    now = {row.pair_id: row.decision for row in store.rows()}
    approved: list[int] = []
    rejected: list[int] = []
    kept = 0
    for key, (good, _) in wanted.items():
        new = Decision.APPROVED if good else Decision.REJECTED
        if now[key] not in (Decision.UNDECIDED, new) and not replace:
            kept += 1
        else:
            (approved if good else rejected).append(key)
    return ImportPlan(tuple(approved), tuple(rejected), tuple(unknown), kept)


def apply_import(store: ProjectStore, plan: ImportPlan) -> None:
    """Commit the decisions of ``plan``: at most two undo steps. Pairs that change are noted as imported: they
    were decided one by one elsewhere, so they are learned from, though one step decides many."""
    before = {row.pair_id: row.decision for row in store.rows()}
    for keys, decision in ((plan.approved, Decision.APPROVED), (plan.rejected, Decision.REJECTED)):
        changed = [key for key in keys if before[key] is not decision]
        if changed:
            store.decide(changed, decision)
            store.learning.log_selection(changed, decision, Selection.IMPORTED)


def _local(name: str, folder: Path) -> Path | None:
    """The file a name of a list means; ``None`` for an address of another machine."""
    if "://" not in name:
        return folder / name
    address = urlsplit(name)
    local = address.scheme.lower() == "file" and address.netloc in ("", "localhost")
    return Path(url2pathname(address.path)) if local else None


def _norm(path: Path | None) -> str:
    return "" if path is None else str(path.absolute())


def _hashes(original: Path, generated: Path) -> tuple[str, str] | None:
    try:
        return content_hash(original), content_hash(generated)
    except PictureError:
        return None


def _contents(store: ProjectStore) -> dict[tuple[str, str], int]:
    """Pairs by content; files whose hash is not known yet are read once."""
    known: dict[Path, str] = {}
    out = {}
    hashes = store.hashes()
    for key, pair in store.pairs().items():
        found = []
        for path, stored in zip((pair.original, pair.generated), hashes.get(key, (None, None)), strict=True):
            if stored is None and path not in known:
                try:
                    known[path] = content_hash(path)
                except PictureError:
                    known[path] = ""
            found.append(stored or known[path])
        if all(found):
            out[found[0], found[1]] = key
    return out
