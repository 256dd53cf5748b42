"""What an export is made of, as fields: kinds of pairs, folders, names, format, size, and what lies beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_forms import PLAIN, SIDE_RANGE, TOKENS, ExportFormat, ImageForm, check_pattern
from hfpc_desktop.domain.export_plan import CollisionPolicy, ExportLayout
from hfpc_desktop.domain.export_presets import ExportPreset
from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import label, spin_box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hfpc_desktop.ui.look.theme import Tokens

LAYOUT_WORDS = {
    "flat": QT_TRANSLATE_NOOP("export", "All files in one folder"),
    "tree": QT_TRANSLATE_NOOP("export", "Folders as in the generated images"),
}
COLLISION_WORDS = {
    "rename": QT_TRANSLATE_NOOP("export", "Keep both: add a number to the new file"),
    "skip": QT_TRANSLATE_NOOP("export", "Leave the file that is there"),
    "overwrite": QT_TRANSLATE_NOOP("export", "Replace the file that is there"),
}
FORMAT_WORDS = {
    "same": QT_TRANSLATE_NOOP("export", "As they are"),
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WebP",
}
_SHOWN = (Decision.APPROVED, Decision.REJECTED, Decision.UNDECIDED)


class ExportFields(QWidget):
    """``changed`` when a person (or a preset) changed a field. Knows nothing of folders and plans."""

    changed = Signal()

    def __init__(self, counts: Mapping[Decision, int], tokens: Tokens, parent: QWidget | None = None) -> None:
        """``counts``: pairs by decision, shown beside the kinds."""
        super().__init__(parent)
        self._quiet = False
        self._make(counts)
        self._lay_out(tokens)
        for box in (*self.decisions.values(), self.xmp, self.report):
            box.toggled.connect(self._touched)
        for combo in (self.layout_box, self.collision, self.format):
            combo.currentIndexChanged.connect(self._touched)
        for spin in (self.side, self.quality):
            spin.valueChanged.connect(self._touched)
        self.pattern.textChanged.connect(self._touched)
        self._show_quality()

    def _make(self, counts: Mapping[Decision, int]) -> None:
        self.decisions: dict[Decision, QCheckBox] = {}
        for decision in _SHOWN:
            number = words.count(counts.get(decision, 0))
            box = QCheckBox(f"{messages.decision_title(decision)} ({number})")
            box.setObjectName(f"export_{decision.label}")
            box.setChecked(decision is Decision.APPROVED)
            self.decisions[decision] = box
        self.layout_box = _combo("export_layout", ExportLayout, LAYOUT_WORDS)
        self.collision = _combo("export_collision", CollisionPolicy, COLLISION_WORDS)
        self.layout_box.setAccessibleName(self.tr("Folders"))
        self.collision.setAccessibleName(self.tr("Taken names"))
        self.pattern = QLineEdit(PLAIN)
        self.pattern.setObjectName("export_names")
        self.pattern.setAccessibleName(self.tr("Names"))
        known = "  ".join(f"{{{token}}}" for token in TOKENS)
        self.pattern.setToolTip(self.tr("Text and any of: {0}").format(known))
        self._known = label(known, "caption")
        self.format = _combo("export_format", ExportFormat, FORMAT_WORDS)
        self.format.setAccessibleName(self.tr("Format"))
        self.side = spin_box()
        self.side.setObjectName("export_side")
        self.side.setRange(SIDE_RANGE[0] - 1, SIDE_RANGE[1])
        self.side.setValue(SIDE_RANGE[0] - 1)
        self.side.setSingleStep(64)
        self.side.setSpecialValueText(self.tr("Full size"))
        self.side.setSuffix(self.tr(" px"))
        self.side.setAccessibleName(self.tr("Longest side"))
        self.side.setToolTip(self.tr("Longest side of the copies; nothing is enlarged"))
        self.quality = spin_box()
        self.quality.setObjectName("export_quality")
        self.quality.setRange(1, 100)
        self.quality.setValue(ImageForm().quality)
        self.quality.setPrefix(self.tr("Quality "))
        self.quality.setAccessibleName(self.tr("Quality"))
        self.xmp = QCheckBox(self.tr("Rating and label as XMP files, for Bridge, Lightroom and digiKam"))
        self.xmp.setObjectName("export_xmp")
        self.report = QCheckBox(self.tr("HTML report with pictures, scores and notes"))
        self.report.setObjectName("export_report")

    def _lay_out(self, tokens: Tokens) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.space_4)
        grid.setVerticalSpacing(tokens.space_3)
        grid.setColumnMinimumWidth(0, 92)
        names = self._names(tokens)
        lines: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            (self.tr("What"), tuple(self.decisions.values())),
            (self.tr("Folders"), (self.layout_box,)),
            (self.tr("Names"), (names,)),
            (self.tr("Taken names"), (self.collision,)),
            (self.tr("Pictures"), (self.format, self.side, self.quality)),
            (self.tr("Also write"), (self.xmp,)),
            ("", (self.report,)),
        )
        for row, (title, fields) in enumerate(lines):
            head = label(title, "muted")
            first = self.pattern if fields[0] is names else fields[0]  # what the title stands beside
            head.setMinimumHeight(first.sizeHint().height())
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            line = QHBoxLayout()
            line.setSpacing(tokens.space_3)
            for field in fields:
                line.addWidget(field, 0 if isinstance(field, QCheckBox) else 1)
            if isinstance(fields[0], QCheckBox):
                line.addStretch()
            grid.addLayout(line, row, 1)
        grid.setColumnStretch(1, 1)

    def _names(self, tokens: Tokens) -> QWidget:
        """The pattern, and right under it what may stand in it."""
        out = QWidget()
        out.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(out)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        column.addWidget(self.pattern)
        column.addWidget(self._known)
        return out

    # -- values ------------------------------------------------------------------------------------

    def preset(self, name: str) -> ExportPreset:
        """The fields as a preset of this name. Raises ``UsageError`` for a pattern of names that is none."""
        pattern = self.pattern.text().strip()
        check_pattern(pattern)
        side = self.side.value()
        return ExportPreset(
            name,
            frozenset(decision for decision, box in self.decisions.items() if box.isChecked()),
            ExportLayout(self.layout_box.currentData()),
            CollisionPolicy(self.collision.currentData()),
            ImageForm(
                pattern,
                ExportFormat(self.format.currentData()),
                side if side >= SIDE_RANGE[0] else 0,
                self.quality.value(),
            ),
            self.xmp.isChecked(),
            self.report.isChecked(),
        )

    def show_preset(self, preset: ExportPreset) -> None:
        """Fill the fields; one ``changed`` at the end."""
        self._quiet = True
        for decision, box in self.decisions.items():
            box.setChecked(decision in preset.decisions)
        for combo, value in (
            (self.layout_box, preset.layout),
            (self.collision, preset.collisions),
            (self.format, preset.form.format),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value.value)))
        self.pattern.setText(preset.form.pattern)
        self.side.setValue(preset.form.max_side or self.side.minimum())
        self.quality.setValue(preset.form.quality)
        self.xmp.setChecked(preset.xmp)
        self.report.setChecked(preset.report)
        self._quiet = False
        self._touched()

    @property
    def any_decision(self) -> bool:
        return any(box.isChecked() for box in self.decisions.values())

    @property
    def pattern_error(self) -> str:
        """What is wrong with the pattern of names; empty when it is right."""
        try:
            check_pattern(self.pattern.text().strip())
        except UsageError as error:
            return str(error)
        return ""

    def _touched(self) -> None:
        self._show_quality()
        if not self._quiet:
            self.changed.emit()

    def _show_quality(self) -> None:
        kind = ExportFormat(self.format.currentData())
        smaller = self.side.value() >= SIDE_RANGE[0]
        self.quality.setVisible(
            kind in (ExportFormat.JPEG, ExportFormat.WEBP) or (kind is ExportFormat.SAME and smaller)
        )


def _combo(name: str, kinds: Any, known: Mapping[str, str]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    for kind in kinds:
        # Qt keeps plain strings only
        box.addItem(translate("export", known.get(kind.value, kind.value)), kind.value)
    return box
