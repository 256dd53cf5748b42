"""Labelled pairs from files: ``labels.csv``, ``pairs.jsonl`` and both published forms of HFPC JSON lines.

Paths in a file are local paths (relative ones count from the file's folder) or ``file://`` addresses.
Other addresses are refused here: nothing is downloaded. Every fault names file and line.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from hfpc_desktop.domain.hfpc_list import LabelError, entries, json_lines, zero_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["LabelError", "LabelSet", "LabelledPair", "read_labels", "read_text"]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """One pair and what people (or the renderer) say about it.

    ``consistent``, ``background_good``: ``None`` = not labelled or ambiguous. ``approved`` is one label for
    the whole pair (HFPC-44k). ``defects``: named defects of product and background. Masks exist for
    renders only. ``aligned``: product not moved, ``None`` = unknown.
    """

    original: Path
    generated: Path
    consistent: bool | None = None
    background_good: bool | None = None
    approved: bool | None = None
    product_defects: frozenset[str] = frozenset()
    background_defects: frozenset[str] = frozenset()
    original_mask: Path | None = None
    generated_mask: Path | None = None
    aligned: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LabelSet:
    """``pairs`` in file order without repeats; ``notes`` say what was left out or what cannot be computed."""

    pairs: tuple[LabelledPair, ...]
    notes: tuple[str, ...] = ()

    def with_consistency(self) -> tuple[LabelledPair, ...]:
        """Pairs with a clear consistency label."""
        return tuple(p for p in self.pairs if p.consistent is not None)

    def with_background(self) -> tuple[LabelledPair, ...]:
        """Pairs whose background is labelled."""
        return tuple(p for p in self.pairs if p.background_good is not None)

    def with_approval(self) -> tuple[LabelledPair, ...]:
        """Pairs with one label for the whole pair."""
        return tuple(p for p in self.pairs if p.approved is not None)


def read_labels(path: Path, *, passing: int = 1) -> LabelSet:
    """Reads any of the formats, told apart by suffix and keys. ``passing`` is the HFPC label that means pass.

    Raises ``LabelError``: unreadable or empty file, unknown format, labels outside {0, 1}, lists of unequal
    length, originals without generations, one pair with contradicting labels. A single class is no error
    but a note: rankings cannot be measured then.
    """
    if passing not in (0, 1):
        raise LabelError(f"The label that means pass must be 0 or 1, not {passing}.")
    text = read_text(path)
    reader = _csv_rows if path.suffix.lower() == ".csv" else _json_rows
    folder = path.resolve().parent
    found = list(reader(text, path.name, folder, passing))
    if not found:
        raise LabelError(f"{path.name}: holds no labelled pair.")
    pairs, notes = _without_repeats(found, path.name)
    return LabelSet(pairs, (*notes, *_class_notes(pairs)))


def read_text(path: Path) -> str:
    """The text of a list or table. ``LabelError``: it is not there, or is no text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LabelError(f"{path}: is not a text file (UTF-8).") from error
    except OSError as error:
        raise LabelError(f"{path}: cannot be read ({error.strerror or error}).") from error


# -------------------------------------------------------------------------------------- formats
_Located = tuple[str, LabelledPair]
_WORDS = {"pass": True, "good": True, "fail": False, "bad": False, "1": True, "0": False}
_UNCLEAR = {"", "ambiguous"}


def _csv_rows(text: str, name: str, folder: Path, passing: int) -> Iterator[_Located]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = set(reader.fieldnames or ())
    if not {"original", "generated"} <= columns or not columns & {"consistency", "background", "label"}:
        raise LabelError(
            f"{name}: needs the columns original, generated and at least one of consistency, background, label."
        )
    for row in reader:
        where = f"{name}, line {reader.line_num}"
        if not (row["original"] and row["generated"]):
            raise LabelError(f"{where}: names no original or no generated image.")
        approved = None
        if (raw := (row.get("label") or "").strip()) != "":
            approved = zero_one(raw, where) == passing
        yield (
            where,
            LabelledPair(
                original=_path(row["original"], folder, where),
                generated=_path(row["generated"], folder, where),
                consistent=_word(row.get("consistency"), where),
                background_good=_word(row.get("background"), where),
                approved=approved,
                note=row.get("note") or "",
            ),
        )


def _json_rows(text: str, name: str, folder: Path, passing: int) -> Iterator[_Located]:
    for where, value in json_lines(text, name):
        yield from ((where, pair) for pair in _json_pairs(value, where, folder, passing))


def _json_pairs(value: dict[str, Any], where: str, folder: Path, passing: int) -> Iterator[LabelledPair]:
    if "original" in value and "generated" in value:
        yield _render(value, where, folder)
        return
    for entry in entries(value, where):
        yield LabelledPair(
            _path(entry.origin, folder, where),
            _path(entry.generation, folder, where),
            approved=entry.label == passing,
        )


def _render(value: dict[str, Any], where: str, folder: Path) -> LabelledPair:
    def optional(key: str) -> Path | None:
        return _path(value[key], folder, where) if value.get(key) else None

    aligned = value.get("aligned")
    return LabelledPair(
        original=_path(value["original"], folder, where),
        generated=_path(value["generated"], folder, where),
        consistent=_word(value.get("consistency"), where),
        background_good=_word(value.get("background"), where),
        product_defects=_names(value.get("product_defects"), where),
        background_defects=_names(value.get("background_defects"), where),
        original_mask=optional("original_mask"),
        generated_mask=optional("generated_mask"),
        aligned=aligned if isinstance(aligned, bool) else None,
    )


# --------------------------------------------------------------------------------------- values
def _word(value: Any, where: str) -> bool | None:
    text = "" if value is None else str(value).strip().lower()
    if text in _UNCLEAR:
        return None
    if text not in _WORDS:
        raise LabelError(f"{where}: {text!r} is not pass, fail, good, bad or ambiguous.")
    return _WORDS[text]


def _names(value: Any, where: str) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise LabelError(f"{where}: defects must be a list of names.")
    return frozenset(value)


def _path(value: Any, folder: Path, where: str) -> Path:
    if not isinstance(value, str) or not value:
        raise LabelError(f"{where}: {value!r} is not a path.")
    if "\0" in value:
        raise LabelError(f"{where}: a path holds a NUL character.")
    if "://" in value:
        address = urlsplit(value)
        if address.scheme.lower() != "file" or address.netloc not in ("", "localhost"):
            raise LabelError(
                f"{where}: {value} is not on this machine. Fetch the pictures first: hfpc data fetch LIST --to DIR."
            )
        return Path(url2pathname(address.path))
    return folder / value


# --------------------------------------------------------------------------------------- checks
_KEYS: tuple[tuple[str, Callable[[LabelledPair], bool | None]], ...] = (
    ("consistency label", lambda pair: pair.consistent),
    ("background label", lambda pair: pair.background_good),
    ("label", lambda pair: pair.approved),
)


def _without_repeats(
    found: Iterable[_Located], name: str
) -> tuple[tuple[LabelledPair, ...], tuple[str, ...]]:
    """The first of equal rows; ``LabelError`` when two rows of one pair contradict each other."""
    first: dict[tuple[Path, Path], _Located] = {}
    repeated = 0
    for where, pair in found:
        key = (pair.original, pair.generated)
        if key not in first:
            first[key] = (where, pair)
            continue
        earlier_where, earlier = first[key]
        for what, read in _KEYS:
            if read(pair) != read(earlier):
                raise LabelError(
                    f"{where}: contradicts {earlier_where} about the {what} of {pair.generated.name}."
                )
        repeated += 1
    notes = (f"{name}: {repeated} repeated rows were counted once.",) if repeated else ()
    return tuple(pair for _, pair in first.values()), notes


def _class_notes(pairs: tuple[LabelledPair, ...]) -> tuple[str, ...]:
    notes = []
    for what, read in _KEYS:
        seen = {read(pair) for pair in pairs} - {None}
        if len(seen) == 1:
            word = "pass" if seen == {True} else "fail"
            notes.append(
                f"Every {what} means {word}: with a single class neither AUC nor a threshold can be measured."
            )
    return tuple(notes)
