"""A person installs a better segmenter from files and lets it judge the project; names and profile survive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest
from hfpc_desktop.inference.store import file_sha256
from hfpc_desktop.review.table import Column
from hfpc_desktop.runtime.model_desk import ModelDesk, ModelState
from hfpc_desktop.ui.models.models_dialog import ModelsDialog
from hfpc_desktop.ui.models.profile_dialog import ProfileDialog
from tests.e2e.world import make_pairs
from tests.support import tiny_models
from tests.support.hub import entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.person import Person

ID = "tiny-sam"


def judged_by(person: Person) -> list[bool]:
    """Of every row, whether the installed segmenter judged it."""
    found = [person.table.judgement(row) for row in range(len(person.table))]
    return [one is not None and any(model == ID for _, model in one.models) for one in found]


def test_a_segmenter_from_files_judges_the_project(
    start_app: Callable[[], Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given files of a model of the list, fetched on another machine (random weights in the published form)
    stick = tmp_path / "stick"
    stick.mkdir()
    tiny_models.save_efficient_sam(stick)
    (stick / "enc.onnx").write_bytes((stick / "encoder.onnx").read_bytes())
    (stick / "dec.onnx").write_bytes((stick / "decoder.onnx").read_bytes())
    monkeypatch.setitem(ModelDesk.__init__.__kwdefaults__, "catalogue", lambda: (entry(),))

    # And a judged project
    person = start_app()
    person.drop(*make_pairs(tmp_path / "shop", ("mug_01",)))
    person.wait_for_rows(1)
    person.wait_for_scores()
    window = person.window
    assert window.review.strip.profile.text() == "Embedded models"

    # When it is imported in the models window
    window.actions_["models"].trigger()
    person.until(lambda: isinstance(window.dialog, ModelsDialog) and bool(window.dialog._cards))
    window.dialog.import_from(stick, ID)
    models = person.app.controller.models
    person.until(lambda: any(c.id == ID and c.state is ModelState.INSTALLED for c in models.shelf.cards))
    window.dialog.close()

    # And chosen for the project
    QTest.mouseClick(window.review.strip.profile, Qt.MouseButton.LeftButton)
    person.until(
        lambda: isinstance(window.dialog, ProfileDialog) and len(window.dialog.segmenters.buttons()) > 1
    )
    dialog = window.dialog
    person.until(lambda: any(b.property("model") == ID for b in dialog.segmenters.buttons()))
    dialog.choose(ID).click()
    assert "1 pair is judged again" in dialog.cost.text()
    read: list[str] = []
    person.app.controller.rows_changed.connect(lambda _: read.extend(person.cells(Column.VERDICT).values()))
    QTest.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)

    # Then the list says which scores are of the former models until this one has judged every pair
    person.until(lambda: judged_by(person) == [True], 60_000)
    person.wait_for_scores()
    assert "by the former models" in read[0]
    assert not any("former" in verdict for verdict in person.cells(Column.VERDICT).values())
    assert window.review.strip.profile.text() == "Tiny"
    person.quit()

    # And after a restart nothing is judged anew
    again = start_app()
    again.drop(tmp_path / "shop" / "originals", tmp_path / "shop" / "generated")
    again.wait_for_rows(1)
    again.until(lambda: judged_by(again) == [True], 20_000)
    assert again.app.controller.judging.state.by.segmenter == ID
    again.until(lambda: again.window.review.strip.profile.text() == "Tiny")
    again.quit()


def test_without_its_models_a_project_keeps_its_scores_and_says_why(
    start_app: Callable[[], Person], tmp_path: Path
) -> None:
    person = start_app()
    person.drop(*make_pairs(tmp_path / "shop", ("mug_01",)))
    person.wait_for_rows(1)
    person.wait_for_scores()
    project = person.app.controller.project.path
    done: list[bool] = []
    person.app.controller.in_store(
        lambda store: (store.set_setting("profile", "sam-vit-h"), done.append(True)), "test"
    )
    person.until(lambda: bool(done))
    person.quit()
    again = start_app()
    again.app.controller.open_project(project)
    again.wait_for_rows(1)
    chip = again.window.review.strip.profile
    again.until(lambda: "sam-vit-h" in chip.text())
    assert again.table.judgement(0) is not None
    assert again.app.controller.judging.segmenter() is not None, "masks can be drawn all the same"
    # When the model comes, the project goes on with it
    store = again.app.engine.models
    place = store.workspace("made")
    tiny_models.save_efficient_sam(place)
    files = tuple(
        ModelFile(name, file_sha256(place / name), (place / name).stat().st_size)
        for name in ("encoder.onnx", "decoder.onnx")
    )
    adapter = "efficient-sam-onnx"
    store.adopt(place, ModelManifest("sam-vit-h", Role.SEGMENTER, files, name="Large", adapter=adapter))
    again.app.controller.models.refresh()
    again.until(lambda: chip.text() == "Large")
    again.quit()
