"""The export dialog: plan first, then copy, then a report; and it can be stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QInputDialog, QLineEdit, QPushButton, QSpinBox

from hfpc_desktop.domain.errors import ExportError
from hfpc_desktop.domain.export_forms import ExportFormat, ImageForm
from hfpc_desktop.domain.export_plan import CollisionPolicy, CopyStep, ExportLayout, ExportOptions, ExportPlan
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.export_report import CopiedFile, ExportReport, FailedFile
from hfpc_desktop.runtime.states import Phase, Progress
from hfpc_desktop.ui.files.export_dialog import ExportDialog, Step
from hfpc_desktop.ui.look.theme import DARK
from tests.fakes_ui import FakeController
from tests.ui import samples

DEST = Path("/exports/spring").absolute()


@pytest.fixture
def controller(qapp) -> FakeController:
    out = FakeController(samples.rows([(0.9, 0.9), (0.8, 0.9), (0.1, 0.2)]))
    out.open_rows("Chairs")
    out.decide([0, 1], Decision.APPROVED)
    out.plan = ExportPlan(
        ExportOptions(DEST),
        DEST,
        tuple(CopyStep(Path(f"/g/{i}.png"), DEST / f"{i}.png", i) for i in (1, 2)),
        left_out=1,
    )
    return out


@pytest.fixture
def settings(tmp_path) -> QSettings:
    return QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def dialog(controller, settings, qtbot) -> ExportDialog:
    out = ExportDialog(controller, settings, DARK, choose=lambda *_: str(DEST))
    qtbot.addWidget(out)
    out.show()
    return out


def press(qtbot, dialog: ExportDialog, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def ready(qtbot, dialog: ExportDialog) -> None:
    press(qtbot, dialog, "browse_destination")
    qtbot.waitUntil(lambda: dialog.step is Step.READY)


def test_it_asks_for_a_folder_first(dialog) -> None:
    assert dialog.step is Step.ASKING
    assert "folder" in dialog.summary.lower()
    assert not dialog.findChild(QPushButton, "export_go").isEnabled()
    assert dialog.findChild(QCheckBox, "export_approved").text() == "Approved (2)"


def test_plan_then_copy_then_report(dialog, controller, qtbot) -> None:
    ready(qtbot, dialog)
    assert controller.asked("plan_export")[-1] == ExportOptions(DEST)
    assert "2 images" in dialog.summary
    press(qtbot, dialog, "export_go")
    assert dialog.step is Step.COPYING
    assert controller.asked("export") == [controller.plan]
    controller.tell(Progress(Phase.EXPORTING, 1, 2))
    assert "Copying 1 of 2" in dialog.summary
    copied = tuple(
        CopiedFile(step.source, step.target, step.pair_id, "00") for step in controller.plan.copies
    )
    controller.export_finished.emit(ExportReport(DEST, copied, manifests=(DEST / "hfpc-export.csv",)))
    assert dialog.step is Step.DONE
    assert "2 images copied" in dialog.summary
    with qtbot.waitSignal(dialog.accepted):
        press(qtbot, dialog, "export_go")


def test_choices_reach_the_plan_and_are_remembered(dialog, controller, settings, qtbot) -> None:
    ready(qtbot, dialog)
    for name, value in (("export_layout", "tree"), ("export_collision", "skip")):
        box = dialog.findChild(QComboBox, name)
        box.setCurrentIndex(box.findData(value))
    dialog.findChild(QCheckBox, "export_rejected").click()
    qtbot.waitUntil(lambda: dialog.step is Step.READY)
    assert controller.asked("plan_export")[-1] == ExportOptions(
        DEST,
        layout=ExportLayout.TREE,
        collisions=CollisionPolicy.SKIP,
        decisions=frozenset({Decision.APPROVED, Decision.REJECTED}),
    )
    press(qtbot, dialog, "export_go")
    controller.export_finished.emit(ExportReport(DEST))
    again = ExportDialog(controller, settings, DARK)
    qtbot.addWidget(again)
    assert again.findChild(QLineEdit, "destination").text() == str(DEST)
    assert again.findChild(QComboBox, "export_layout").currentData() == "tree"
    again.reject()


def test_nothing_chosen_cannot_be_exported(dialog, qtbot) -> None:
    ready(qtbot, dialog)
    dialog.findChild(QCheckBox, "export_approved").click()
    assert dialog.step is Step.ASKING
    assert "Tick" in dialog.summary
    assert not dialog.findChild(QPushButton, "export_go").isEnabled()


def test_a_plan_that_copies_nothing_says_why(dialog, controller, qtbot) -> None:
    controller.plan = ExportPlan(ExportOptions(DEST), DEST)
    ready(qtbot, dialog)
    assert "Nothing to export" in dialog.summary
    assert not dialog.findChild(QPushButton, "export_go").isEnabled()


def test_a_refused_destination_is_explained(dialog, controller, qtbot) -> None:
    controller.plan = ExportError("The folder is read-only. Choose another one.")
    press(qtbot, dialog, "browse_destination")
    qtbot.waitUntil(lambda: "read-only" in dialog.summary)
    assert not dialog.findChild(QPushButton, "export_go").isEnabled()


def test_stop_waits_for_the_file_and_reports(dialog, controller, qtbot) -> None:
    ready(qtbot, dialog)
    press(qtbot, dialog, "export_go")
    press(qtbot, dialog, "export_cancel")
    assert dialog.step is Step.STOPPING
    assert dialog.isVisible()
    assert controller.asked("cancel_export") == [None]
    dialog.close()
    assert dialog.isVisible()
    controller.export_finished.emit(ExportReport(DEST, not_reached=2, cancelled=True))
    assert dialog.step is Step.DONE
    assert "Cancelled" in dialog.summary


def test_failures_are_named_with_reasons(dialog, controller, qtbot) -> None:
    ready(qtbot, dialog)
    press(qtbot, dialog, "export_go")
    failed = (FailedFile(Path("/g/1.png"), "/g/1.png is gone. Generate it again, then export again.", 1),)
    controller.export_finished.emit(ExportReport(DEST, failed=failed))
    assert "/g/1.png is gone" in dialog.summary


# -- presets -------------------------------------------------------------------------------------------


def named(qtbot, dialog: ExportDialog, name: str) -> None:
    """Answer the small question for a name by keys."""
    qtbot.waitUntil(lambda: dialog.findChild(QInputDialog) is not None)
    question = dialog.findChild(QInputDialog)
    field = question.findChild(QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.findChild(QInputDialog) is None)


def test_the_fields_are_kept_as_a_preset_and_come_back_in_the_next_export(
    dialog, controller, settings, qtbot
) -> None:
    bar = dialog.preset_bar
    assert bar.box.currentText() == "Standard"
    dialog.findChild(QComboBox, "export_format").setCurrentIndex(3)
    dialog.findChild(QSpinBox, "export_side").setValue(1600)
    dialog.findChild(QLineEdit, "export_names").setText("{original}-{variant}")
    qtbot.mouseClick(dialog.findChild(QCheckBox, "export_report"), Qt.MouseButton.LeftButton)
    bar.action("save_as").trigger()
    named(qtbot, dialog, "Web shop")
    assert bar.name == "Web shop"
    bar.action("default").trigger()
    [kept] = controller.presets.load().items
    assert kept.form == ImageForm("{original}-{variant}", ExportFormat.WEBP, 1600, 90)
    again = ExportDialog(controller, settings, DARK)
    qtbot.addWidget(again)
    assert again.preset_bar.name == "Web shop"
    assert again.findChild(QSpinBox, "export_side").value() == 1600
    assert again.findChild(QCheckBox, "export_report").isChecked()


def test_a_preset_is_changed_renamed_and_deleted(dialog, controller, qtbot) -> None:
    bar, fields = dialog.preset_bar, dialog._fields
    bar.save_as("Web")
    assert not bar.action("save").isEnabled()
    qtbot.mouseClick(dialog.findChild(QCheckBox, "export_xmp"), Qt.MouseButton.LeftButton)
    bar.action("save").trigger()
    assert controller.presets.load().get("Web").xmp
    bar.action("rename").trigger()
    named(qtbot, dialog, "Hand-over")
    assert [item.name for item in controller.presets.load().items] == ["Hand-over"]
    QTest.keyClick(bar.box, Qt.Key.Key_Home)
    assert bar.name == ""
    assert not fields.xmp.isChecked()
    assert not bar.action("rename").isEnabled()
    QTest.keyClick(bar.box, Qt.Key.Key_End)
    assert fields.xmp.isChecked()
    bar.action("delete").trigger()
    assert controller.presets.load().items == ()
    assert bar.name == ""


def test_presets_are_passed_on_as_a_file_and_a_wrong_one_is_told(dialog, controller, tmp_path) -> None:
    bar = dialog.preset_bar
    bar.save_as("Web")
    bar.export_file(str(tmp_path / "p.json"))
    bar.action("delete").trigger()
    bar.import_file(str(tmp_path / "p.json"))
    assert bar.name == "Web"
    (tmp_path / "x.json").write_text("{}")
    bar.import_file(str(tmp_path / "x.json"))
    assert "no file of export presets" in dialog.summary


def test_names_that_cannot_be_made_are_told_before_anything_is_planned(dialog, controller, qtbot) -> None:
    dialog.findChild(QLineEdit, "destination").setText(str(DEST))
    dialog.findChild(QLineEdit, "export_names").setText("{odd}")
    qtbot.waitUntil(lambda: "These names cannot be made" in dialog.summary)
    assert not dialog.findChild(QPushButton, "export_go").isEnabled()
