"""Filters with names: a value to add to, rename in and remove from, and its text for the settings."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

RANGES = ("reward", "consistency", "approval")
_FLAGS = ("disagreements", "audit")


def to_save(flt: RowFilter) -> RowFilter:
    """``flt`` without what belongs to one project only: the rows drawn around in the distribution."""
    return replace(flt, picked=None)


@dataclass(frozen=True, slots=True)
class SavedFilters:
    """Filters by name, in the order in which they were saved. Names are unique, ends stripped."""

    entries: tuple[tuple[str, RowFilter], ...] = ()

    def __iter__(self) -> Iterator[tuple[str, RowFilter]]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.entries)

    def get(self, name: str) -> RowFilter | None:
        return dict(self.entries).get(name)

    def name_of(self, flt: RowFilter) -> str:
        """Under which name this filter is saved; empty when under none."""
        return next((name for name, saved in self.entries if saved == to_save(flt)), "")

    def with_filter(self, name: str, flt: RowFilter) -> SavedFilters:
        """Save under a name; one of the same name is replaced in its place. An empty name changes nothing."""
        name, flt = name.strip(), to_save(flt)
        if not name:
            return self
        if name in self.names:
            return SavedFilters(tuple((known, flt if known == name else old) for known, old in self.entries))
        return SavedFilters((*self.entries, (name, flt)))

    def renamed(self, old: str, new: str) -> SavedFilters:
        """Another name for ``old``. A name that is taken, or empty, changes nothing."""
        new = new.strip()
        if not new or new in self.names:
            return self
        return SavedFilters(tuple((new if name == old else name, flt) for name, flt in self.entries))

    def without(self, name: str) -> SavedFilters:
        return SavedFilters(tuple(entry for entry in self.entries if entry[0] != name))

    def to_text(self) -> str:
        """JSON for the settings."""
        return json.dumps([{"name": name, **_encode(flt)} for name, flt in self.entries], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> SavedFilters:
        """What ``to_text`` wrote; entries that cannot be read (of a newer version) are left out."""
        try:
            found = json.loads(text)
        except ValueError:
            return cls()
        out = cls()
        for entry in found if isinstance(found, list) else []:
            try:
                out = out.with_filter(str(entry["name"]), _decode(entry))
            except (KeyError, TypeError, ValueError):
                continue
        return out


def _encode(flt: RowFilter) -> dict[str, Any]:
    """Only what differs from "everything", by stable ids."""
    out: dict[str, Any] = {}
    if flt.verdicts is not None:
        out["verdicts"] = [verdict.label for verdict in sorted(flt.verdicts)]
    if flt.decisions is not None:
        out["decisions"] = [decision.label for decision in sorted(flt.decisions)]
    if flt.defects:
        out["defects"] = sorted(kind.value for kind in flt.defects)
    if flt.text.strip():
        out["text"] = flt.text
    for name in RANGES:
        if (bounds := getattr(flt, name)) is not None:
            out[name] = list(bounds)
    out |= {name: True for name in _FLAGS if getattr(flt, name)}
    if flt.best_of:
        out["best_of"] = flt.best_of
    return out


def _decode(entry: dict[str, Any]) -> RowFilter:
    verdicts, decisions = entry.get("verdicts"), entry.get("decisions")
    return RowFilter(
        verdicts=None if verdicts is None else frozenset(Verdict[name.upper()] for name in verdicts),
        decisions=None if decisions is None else frozenset(Decision[name.upper()] for name in decisions),
        defects=frozenset(DefectKind(name) for name in entry.get("defects", ())),
        text=str(entry.get("text", "")),
        disagreements=bool(entry.get("disagreements")),
        audit=bool(entry.get("audit")),
        best_of=int(entry.get("best_of", 0)),
        reward=_bounds(entry.get("reward")),
        consistency=_bounds(entry.get("consistency")),
        approval=_bounds(entry.get("approval")),
    )


def _bounds(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    low, high = (min(1.0, max(0.0, float(part))) for part in value)
    return low, high
