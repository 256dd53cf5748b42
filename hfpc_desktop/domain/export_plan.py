"""What an export would do, decided before a file is touched. Pure: what is on the disk comes as values.

An export copies generated images; originals and generated images are never changed, moved or
overwritten, whatever the options say.
"""

from __future__ import annotations

import os.path
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_forms import AS_THEY_ARE, ExportFormat, ImageForm, file_names
from hfpc_desktop.domain.export_names import LONGEST_PATH, NameBook, name_key, safe_name
from hfpc_desktop.domain.language import either, listed, plural, translate
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hfpc_desktop.domain.export_item import ExportItem

MANIFEST_STEM = "hfpc-export"


class ExportLayout(StrEnum):
    """Where copies lie in the destination."""

    FLAT = "flat"  # all in one folder
    TREE = "tree"  # in the folders they have below the folder of the generated images


class CollisionPolicy(StrEnum):
    """What happens to a name that the destination already has. Two images of *one* export that want
    the same name are always both kept: the later one gets a number."""

    RENAME = "rename"
    SKIP = "skip"
    OVERWRITE = "overwrite"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a person chose. ``decisions``: pairs with one of these decisions are exported. ``write_xmp``: a
    sidecar with rating and label beside every copy. ``write_report``: an HTML report of the copies."""

    destination: Path
    layout: ExportLayout = ExportLayout.FLAT
    collisions: CollisionPolicy = CollisionPolicy.RENAME
    decisions: frozenset[Decision] = frozenset({Decision.APPROVED})
    write_csv: bool = True
    write_json: bool = True
    write_xmp: bool = False
    form: ImageForm = AS_THEY_ARE
    write_report: bool = False


@dataclass(frozen=True, slots=True)
class CopyStep:
    """Copy ``source`` to ``target``. ``overwrites``: a file of an earlier export may be replaced."""

    source: Path
    target: Path
    pair_id: int
    overwrites: bool = False


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """An image that is not copied because ``target`` exists already."""

    source: Path
    target: Path
    pair_id: int


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What ``run_export`` will do, in the order of the items.

    ``options``: as they were asked. ``destination``: where that is with links resolved.
    ``left_out``: pairs with another decision. ``collisions``: copies whose name was taken, by the
    destination or by another copy. ``total_bytes``: of the copies, None = not measured.
    ``manifests``: the files that will list what was copied. ``warnings``: sentences for a person.
    """

    options: ExportOptions
    destination: Path
    copies: tuple[CopyStep, ...] = ()
    skipped: tuple[SkippedItem, ...] = ()
    left_out: int = 0
    collisions: int = 0
    renamed: int = 0
    total_bytes: int | None = None
    manifests: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()


def plan_export(
    items: Sequence[ExportItem],
    options: ExportOptions,
    existing: Collection[str],
    roots: Iterable[Path],
    *,
    sizes: Mapping[int, int] | None = None,
    free_bytes: int | None = None,
) -> ExportPlan:
    """Decide every target.

    ``existing``: relative names ('/' between parts) in the destination, at least of the folders that
    ``target_folders`` names. ``roots``: the folders of the originals and generated images. ``sizes``:
    bytes by pair id; a chosen pair without one is reported as gone. ``free_bytes``: at the destination.

    Raises ``UsageError`` when a copy would overwrite an original or a generated image.
    """
    roots = tuple(roots)
    chosen = [item for item in items if item.decision in options.decisions]
    present = {name_key(name) for name in existing}
    names, clashes = _unique_names(chosen, options, roots)
    book = NameBook(present.union(map(name_key, names.values())))
    sources = _Sources(items, roots)
    copies: list[CopyStep] = []
    skipped: list[SkippedItem] = []
    renamed = 0
    for item in chosen:
        name = names[item.pair_id]
        target = options.destination / name
        here = name_key(name) in present
        if here or sources.holds(target):
            clashes.add(item.pair_id)
            if options.collisions is CollisionPolicy.SKIP:
                skipped.append(SkippedItem(item.generated, target, item.pair_id))
                continue
            if options.collisions is CollisionPolicy.OVERWRITE:
                sources.refuse(target)
            else:
                name = names[item.pair_id] = book.take(name)
                target = options.destination / name
        renamed += target.name != unicodedata.normalize("NFC", item.generated.name)
        overwrites = here and options.collisions is CollisionPolicy.OVERWRITE
        copies.append(CopyStep(item.generated, target, item.pair_id, overwrites))
    measured = sizes is not None and not options.form.changes_pixels
    total = None if sizes is None or not measured else sum(sizes.get(step.pair_id, 0) for step in copies)
    return ExportPlan(
        options=options,
        destination=options.destination,
        copies=tuple(copies),
        skipped=tuple(skipped),
        left_out=len(items) - len(chosen),
        collisions=len(clashes),
        renamed=renamed,
        total_bytes=total,
        manifests=_manifests(options, names.values(), present, sources) if copies else (),
        warnings=_warnings(options, copies, sources, sizes, total, free_bytes),
    )


def target_folders(items: Iterable[ExportItem], options: ExportOptions, roots: Iterable[Path]) -> set[str]:
    """Relative folders ('' = the destination itself) whose names ``plan_export`` needs to know."""
    chosen = [item for item in items if item.decision in options.decisions]
    wanted = _wanted_names(chosen, options, tuple(roots))
    return {""} | {name.rpartition("/")[0] for name in wanted.values()}


def summary_lines(plan: ExportPlan) -> list[str]:
    """The plan in a few sentences, warnings last."""
    if not plan.copies and not plan.skipped:
        chosen = either(messages.decision_title(d).lower() for d in sorted(plan.options.decisions))
        if not chosen:
            return [translate("errors", "Nothing to export: no pair is chosen."), *plan.warnings]
        return [translate("errors", "Nothing to export: no pair is {0}.").format(chosen), *plan.warnings]
    size = "" if plan.total_bytes is None else f" ({_size(plan.total_bytes)})"
    lines = [
        translate("errors", "{0}{1} will be copied to {2}.").format(
            _images(len(plan.copies)), size, _one_line(plan.destination)
        )
    ]
    replaced = sum(step.overwrites for step in plan.copies)
    if replaced:
        lines.append(translate("errors", "{0} there will be replaced.").format(_images(replaced)))
    if plan.renamed:
        lines.append(translate("errors", "{0} will get another file name.").format(_images(plan.renamed)))
    if plan.skipped:
        lines.append(
            translate("errors", "{0} will be skipped: the name exists there already.").format(
                _images(len(plan.skipped))
            )
        )
    if plan.copies and plan.options.form.changes_pixels:
        lines.append(_form_line(plan.options.form))
    if plan.manifests:
        lines.append(
            translate("errors", "List of the copies: {0}.").format(
                listed(path.name for path in plan.manifests)
            )
        )
    return [*lines, *plan.warnings]


def _form_line(form: ImageForm) -> str:
    """How the copies differ from their sources, in a sentence."""
    kind = form.format.value.upper()
    if form.format is ExportFormat.SAME:
        return translate("errors", "They are made smaller: at most {0} pixels on the longer side.").format(
            form.max_side
        )
    if not form.max_side:
        return translate("errors", "They are written as {0}.").format(kind)
    return translate("errors", "They are written as {0}, at most {1} pixels on the longer side.").format(
        kind, form.max_side
    )


# -- names ------------------------------------------------------------------------------------
def _unique_names(
    chosen: Sequence[ExportItem], options: ExportOptions, roots: tuple[Path, ...]
) -> tuple[dict[int, str], set[int]]:
    """Relative name of every item, no two alike, and the items that had to give way.

    Numbers go by pair id, not by the order of the list: a second export gives the same names.
    """
    wanted = _wanted_names(chosen, options, roots)
    # All wanted names count as taken: a numbered one never pushes aside a name somebody else has.
    book = NameBook(map(name_key, wanted.values()))
    given: set[str] = set()
    names: dict[int, str] = {}
    clashes: set[int] = set()
    for pair_id in sorted(wanted):
        name = wanted[pair_id]
        if (key := name_key(name)) in given:
            clashes.add(pair_id)
            name = book.take(name)
        given.add(key)
        names[pair_id] = name
    return names, clashes


def _wanted_names(
    chosen: Sequence[ExportItem], options: ExportOptions, roots: tuple[Path, ...]
) -> dict[int, str]:
    named = file_names(chosen, options.form)
    if options.layout is ExportLayout.FLAT:
        return {pair_id: safe_name(name) for pair_id, name in named.items()}
    base = _tree_base([item.generated for item in chosen], roots)
    return {
        item.pair_id: "/".join((*_tree_parts(item.generated, base)[:-1], safe_name(named[item.pair_id])))
        for item in chosen
    }


def _tree_base(files: Sequence[Path], roots: tuple[Path, ...]) -> Path | None:
    """The folder below which the tree is kept: the outermost root of the files, or what those share."""
    known = set(roots)
    bases = {
        next((folder for folder in reversed(parent.parents) if folder in known), parent)
        for parent in {file.parent for file in files}
    }
    if not bases:
        return None
    try:
        return Path(os.path.commonpath(sorted(map(str, bases))))
    except ValueError:  # two Windows drives share nothing
        return None


def _tree_parts(file: Path, base: PurePath | None) -> list[str]:
    if base is not None and file.is_relative_to(base):
        parts: Sequence[str] = file.relative_to(base).parts
    else:
        parts = (file.drive, *file.relative_to(file.anchor).parts) if file.drive else file.parts[1:]
    return [safe_name(part) for part in parts]


# -- originals and generated images stay as they are --------------------------------------------
class _Sources:
    """The files and folders an export must not write over."""

    def __init__(self, items: Sequence[ExportItem], roots: tuple[Path, ...]) -> None:
        self._roots = frozenset(_path_key(root) for root in roots)
        paths = {path for item in items for path in (item.original, item.generated)}
        self._files = {_path_key(path) for path in paths}
        self._folders = {_path_key(folder) for folder in {path.parent for path in paths}}

    def inside(self, path: Path) -> bool:
        """``path`` is one of the source folders or lies in one."""
        return any(_path_key(folder) in self._roots for folder in (path, *path.parents))

    def holds(self, path: Path) -> bool:
        return _path_key(path) in self._files

    def refuse(self, target: Path) -> None:
        """Raise ``UsageError`` when replacing ``target`` could destroy an original or generated image."""
        beside = _path_key(target.parent) in self._folders  # also where the roots are not known
        if beside or self.holds(target) or self.inside(target.parent):
            raise UsageError(
                translate(
                    "errors",
                    "The export would overwrite {0}, which lies with the originals or generated images; they are never changed. Choose another destination, or rename or skip instead of overwriting.",
                ).format(_one_line(target))
            )


def _path_key(path: Path) -> str:
    return name_key(path.as_posix())


def _manifests(
    options: ExportOptions, copies: Iterable[str], present: set[str], sources: _Sources
) -> tuple[Path, ...]:
    """Names of the lists. Only ``OVERWRITE`` replaces an earlier list."""
    suffixes = [".csv"] * options.write_csv + [".json"] * options.write_json
    busy = set(map(name_key, copies))
    if options.collisions is not CollisionPolicy.OVERWRITE:
        busy |= present
    number, stem = 1, MANIFEST_STEM
    while any(name_key(stem + suffix) in busy for suffix in suffixes):  # one stem for both
        number += 1
        stem = f"{MANIFEST_STEM}_{number}"
    paths = tuple(options.destination / (stem + suffix) for suffix in suffixes)
    for path in paths:
        if name_key(path.name) in present:
            sources.refuse(path)
    return paths


# -- words ------------------------------------------------------------------------------------
def _warnings(
    options: ExportOptions,
    copies: Sequence[CopyStep],
    sources: _Sources,
    sizes: Mapping[int, int] | None,
    total: int | None,
    free_bytes: int | None,
) -> tuple[str, ...]:
    lines: list[str] = []
    if copies and sources.inside(options.destination):
        lines.append(
            translate(
                "errors",
                "The destination lies inside a folder of originals or generated images: the copies will appear as new images when that folder is scanned again.",
            )
        )
    gone = 0 if sizes is None else sum(step.pair_id not in sizes for step in copies)
    if gone:
        lines.append(
            translate("errors", "{0} cannot be read any more and will not be copied.").format(_images(gone))
        )
    long = sum(len(str(step.target)) > LONGEST_PATH for step in copies)
    if long:
        lines.append(
            translate(
                "errors",
                "{0} will have a path of more than {1} characters, which some Windows programs cannot open. A destination with a shorter path avoids that.",
            ).format(_images(long), LONGEST_PATH)
        )
    if total is not None and free_bytes is not None and total > free_bytes:
        lines.append(
            translate(
                "errors",
                "The copies need {0}, but only {1} are free at the destination. Free some space or choose another folder.",
            ).format(_size(total), _size(free_bytes))
        )
    return tuple(lines)


def _images(count: int) -> str:
    return plural(count, translate("errors", "{0} image"), translate("errors", "{0} images")).format(
        f"{count:,}"
    )


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "bytes" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def _one_line(path: Path) -> str:
    return "'" + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(path)) + "'"
