"""Manifests: files that say which generated image belongs to which original.

CSV with a header (``original,generated[,mask][,product][,label]``; ``,`` ``;`` or tab), or JSON lines in the
two published forms of HFPC-44k, ``{"origin", "generation", "label"}`` and
``{origin: {"generations": [...], "labels": [...]}}``, or with the CSV's names as keys. Places are paths
(relative to the manifest) or ``file://`` addresses; other addresses are for people to fetch first.
"""

from __future__ import annotations

import csv
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

MANIFEST_SUFFIXES = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson"})

_ALIASES = {
    "origin": "original",
    "generation": "generated",
    "original_mask": "mask",
}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One pair as a manifest names it. ``label`` as written, ``None`` when there is none."""

    line: int
    original: str
    generated: str
    mask: str = ""
    product: str = ""
    label: int | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used; ``text`` says why."""

    line: int
    text: str


class RemoteAddressError(ValueError):
    """The place is an address on a network, not a file."""


def read_manifest(path: Path) -> Iterator[ManifestEntry | BadLine]:
    """The entries in the order of the file. Raises ``UsageError`` when it is no manifest at all."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if path.suffix.lower() in (".csv", ".tsv"):
                yield from _read_csv(file, path)
            else:
                yield from _read_json_lines(file, path)
    except UnicodeDecodeError as error:
        raise UsageError(
            translate("errors", "{0} is not UTF-8 text. Save it as UTF-8 and try again.").format(path)
        ) from error
    except OSError as error:
        raise UsageError(
            translate("errors", "{0} cannot be read: {1}.").format(path, error.strerror or error)
        ) from error


def locate(place: str, base: Path) -> Path:
    """The absolute path of ``place``, relative ones starting at ``base``. Nothing is looked up on the disk.

    Raises ``RemoteAddressError`` for ``http(s)://`` and other addresses that are no files.
    """
    if place[:7].lower() == "file://":
        parts = urlsplit(place)
        if parts.netloc not in ("", "localhost") and os.name != "nt":
            raise RemoteAddressError(place)
        local = unquote(parts.path) if os.name != "nt" else url2pathname(place[5:])
        return Path(os.path.abspath(local))  # noqa: PTH100 - resolve() would look at every link
    if _ADDRESS.match(place):
        raise RemoteAddressError(place)
    return Path(os.path.abspath(base / Path(place).expanduser()))  # noqa: PTH100


def _read_csv(file: TextIO, path: Path) -> Iterator[ManifestEntry | BadLine]:
    first = file.readline()
    file.seek(0)
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        header = [_column(cell) for cell in next(rows, [])]
        if not {"original", "generated"} <= set(header):
            raise UsageError(
                translate(
                    "errors",
                    "{0} needs a first line with the columns 'original' and 'generated' (and 'mask', 'product' if wanted).",
                ).format(path)
            )
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _entry(rows.line_num, dict(zip(header, row, strict=False)))
    except csv.Error as error:
        raise UsageError(
            translate("errors", "{0}, line {1}: not CSV ({2}).").format(path, rows.line_num, error)
        ) from error


def _read_json_lines(file: TextIO, path: Path) -> Iterator[ManifestEntry | BadLine]:
    good = False
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            yield BadLine(
                number, translate("errors", "This line is not JSON. There must be one object on each line.")
            )
            continue
        for entry in _json_entries(number, data):
            good = good or isinstance(entry, ManifestEntry)
            yield entry
    if not good:
        raise UsageError(
            translate(
                "errors",
                '{0} holds no pair. Each line must be like {{"origin": ..., "generation": ...}} or {{ORIGIN: {{"generations": [...]}}}}.',
            ).format(path)
        )


def _json_entries(number: int, data: Any) -> Iterator[ManifestEntry | BadLine]:
    if not isinstance(data, dict):
        yield BadLine(number, translate("errors", "This line is not a JSON object."))
        return
    fields = {_column(str(key)): value for key, value in data.items()}
    if "original" in fields or "generated" in fields:
        yield _entry(number, fields)
        return
    for origin, group in data.items():
        generations = group.get("generations") if isinstance(group, dict) else None
        if not isinstance(generations, list):
            yield BadLine(
                number,
                translate("errors", "This object has neither 'origin' and 'generation' nor 'generations'."),
            )
            continue
        labels = group.get("labels") or []
        for index, generation in enumerate(generations):
            label = labels[index] if index < len(labels) else None
            yield _entry(number, {"original": origin, "generated": generation, "label": label})


def _column(name: str) -> str:
    name = name.strip().lower()
    return _ALIASES.get(name, name)


def _entry(number: int, fields: dict[str, Any]) -> ManifestEntry | BadLine:
    original, generated = _text(fields.get("original")), _text(fields.get("generated"))
    if not original or not generated:
        if not original:
            return BadLine(number, translate("errors", "This line names no original."))
        return BadLine(number, translate("errors", "This line names no generated image."))
    return ManifestEntry(
        line=number,
        original=original,
        generated=generated,
        mask=_text(fields.get("mask")),
        product=_text(fields.get("product")),
        label=_label(fields.get("label")),
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _label(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
