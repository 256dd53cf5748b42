"""Named choices of an export, kept as JSON: what, how it lies, how it is called, its form, and what goes with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_forms import AS_THEY_ARE, SIDE_RANGE, ExportFormat, ImageForm, check_pattern
from hfpc_desktop.domain.export_plan import CollisionPolicy, ExportLayout, ExportOptions
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMAT = 1
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ExportPreset:
    """Everything of an export but where it goes."""

    name: str
    decisions: frozenset[Decision] = frozenset({Decision.APPROVED})
    layout: ExportLayout = ExportLayout.FLAT
    collisions: CollisionPolicy = CollisionPolicy.RENAME
    form: ImageForm = AS_THEY_ARE
    xmp: bool = False
    report: bool = False

    def options(self, destination: Path) -> ExportOptions:
        return ExportOptions(
            destination,
            layout=self.layout,
            collisions=self.collisions,
            decisions=self.decisions,
            write_xmp=self.xmp,
            form=self.form,
            write_report=self.report,
        )


@dataclass(frozen=True, slots=True)
class Presets:
    """The presets of a person, in their order, and the name of the one an export begins with (empty: none)."""

    items: tuple[ExportPreset, ...] = ()
    default: str = ""

    def get(self, name: str) -> ExportPreset | None:
        """The preset of this name, case ignored."""
        return next((item for item in self.items if item.name.casefold() == name.strip().casefold()), None)

    def put(self, preset: ExportPreset) -> Presets:
        """With ``preset`` in the place of the one of its name, or at the end."""
        if self.get(preset.name) is None:
            return Presets((*self.items, preset), self.default)
        folded = preset.name.casefold()
        items = tuple(preset if item.name.casefold() == folded else item for item in self.items)
        return Presets(items, preset.name if self.default.casefold() == folded else self.default)

    def without(self, name: str) -> Presets:
        folded = name.casefold()
        default = "" if self.default.casefold() == folded else self.default
        return Presets(tuple(item for item in self.items if item.name.casefold() != folded), default)

    def renamed(self, old: str, new: str) -> Presets:
        """Raises ``UsageError`` when the new name is empty, too long or taken."""
        name = clean_name(new)
        taken = self.get(name)
        if taken is not None and taken.name.casefold() != old.casefold():
            raise UsageError(translate("errors", "There is a preset called {0} already.").format(taken.name))
        items = tuple(
            _with_name(item, name) if item.name.casefold() == old.casefold() else item for item in self.items
        )
        return Presets(items, name if self.default.casefold() == old.casefold() else self.default)

    def joined(self, others: Iterable[ExportPreset]) -> Presets:
        """With the presets of a file; one of the same name takes the place of the one that is here."""
        out = self
        for preset in others:
            out = out.put(preset)
        return out


def clean_name(text: str) -> str:
    """A name as it is kept. Raises ``UsageError`` when it is empty or too long."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(
            translate("errors", "A preset needs a name of at most {0} characters.").format(LONGEST_NAME)
        )
    return name


def to_json(presets: Presets) -> str:
    return json.dumps(
        {
            "hfpc_export_presets": FORMAT,
            "default": presets.default,
            "presets": [_as_dict(p) for p in presets.items],
        },
        ensure_ascii=False,
        indent=1,
    )


def from_json(text: str) -> Presets:
    """Raises ``UsageError`` when the text holds no presets that this program can read."""
    try:
        data = json.loads(text)
        if data["hfpc_export_presets"] != FORMAT:
            raise ValueError(f"format {data['hfpc_export_presets']}")
        items = tuple(_from_dict(item) for item in data["presets"])
        return Presets(items, str(data.get("default", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            translate("errors", "This is no file of export presets ({0}).").format(error)
        ) from error


def _as_dict(preset: ExportPreset) -> dict[str, Any]:
    return {
        "name": preset.name,
        "decisions": [decision.label for decision in sorted(preset.decisions)],
        "layout": preset.layout.value,
        "collisions": preset.collisions.value,
        "names": preset.form.pattern,
        "format": preset.form.format.value,
        "max_side": preset.form.max_side,
        "quality": preset.form.quality,
        "xmp": preset.xmp,
        "report": preset.report,
    }


def _from_dict(data: dict[str, Any]) -> ExportPreset:
    """What is missing is the default; what is wrong raises ``ValueError`` or ``UsageError``."""
    plain = ExportPreset(clean_name(str(data["name"])))
    labels = {decision.label: decision for decision in Decision}
    decisions = frozenset(labels[label] for label in data.get("decisions", ["approved"]))
    pattern, side = str(data.get("names", plain.form.pattern)), int(data.get("max_side", 0))
    check_pattern(pattern)
    form = ImageForm(
        pattern,
        ExportFormat(data.get("format", "same")),
        0 if side <= 0 else min(SIDE_RANGE[1], max(SIDE_RANGE[0], side)),
        min(100, max(1, int(data.get("quality", plain.form.quality)))),
    )
    return ExportPreset(
        plain.name,
        decisions or plain.decisions,
        ExportLayout(data.get("layout", plain.layout.value)),
        CollisionPolicy(data.get("collisions", plain.collisions.value)),
        form,
        bool(data.get("xmp", False)),
        bool(data.get("report", False)),
    )


def _with_name(preset: ExportPreset, name: str) -> ExportPreset:
    return ExportPreset(
        name, preset.decisions, preset.layout, preset.collisions, preset.form, preset.xmp, preset.report
    )
