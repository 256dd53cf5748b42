"""The models window, over a server of the hub's shape on this machine: install, pause, resume, cancel, errors."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from hfpc_desktop.domain.errors import ModelFault
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.hub import HubOptions
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest, format_manifest
from hfpc_desktop.inference.store import ModelStore, file_sha256
from hfpc_desktop.profiles import refuse_unknown_reward
from hfpc_desktop.runtime.model_desk import ModelDesk, ModelState
from hfpc_desktop.runtime.qt_models import ModelsController, Work
from hfpc_desktop.ui.look.languages import Language, Languages
from hfpc_desktop.ui.look.theme import DARK
from hfpc_desktop.ui.models.models_dialog import ModelsDialog
from tests.support.hub import DECODER, ENCODER, Hub, entry, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hfpc_desktop.ui.models.model_card import ModelCardView

ID = "tiny-sam"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hfpc_desktop.inference.hub.WAITS", (0.0,))


class Desk:
    """The window with everything under it."""

    def __init__(self, qtbot, folder: Path, address: str, known: str = "") -> None:
        self.qtbot = qtbot
        self.store = ModelStore(folder / "embedded", folder / "user")
        self.models = ModelsController(
            ModelDesk(self.store, accept=refuse_unknown_reward, catalogue=lambda: (entry(known),))
        )
        settings = QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)
        settings.setValue("models/endpoint", address)
        self.dialog = ModelsDialog(self.models, settings, DARK)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        qtbot.waitUntil(lambda: bool(self.models.shelf.cards))

    @property
    def card(self) -> ModelCardView:
        return self.dialog.card(ID)

    def press(self, verb: str) -> None:
        button = self.card.button(verb)
        self.wait(button.isVisible)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait(self, done) -> None:
        self.qtbot.waitUntil(done, timeout=15_000)

    @property
    def state(self) -> ModelState:
        return self.models.shelf.cards[0].state

    @property
    def idle(self) -> bool:
        return ID not in self.models.work


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def desk(qtbot, tmp_path: Path, hub: Hub) -> Iterator[Desk]:
    with serving(hub) as address:
        made = Desk(qtbot, tmp_path, address)
        yield made
        if hub.hold is not None:
            hub.hold.set()
        made.models.close()


def test_a_model_is_installed_verified_and_removed(desk: Desk) -> None:
    assert desk.card.state.text() == "Not installed"
    desk.press("install")
    desk.wait(lambda: desk.state is ModelState.INSTALLED and desk.idle)
    assert desk.card.state.text() == "Installed, verified"
    assert "Tiny is installed" in desk.dialog.message.text()
    assert desk.store.verify(ID).ok
    desk.press("remove")
    assert desk.store.list(), "it asks first"
    desk.press("keep")
    desk.press("remove")
    desk.press("really")
    desk.wait(lambda: desk.state is ModelState.AVAILABLE)
    assert not desk.store.list()


def test_a_download_is_paused_and_continued_where_it_stopped(desk: Desk, hub: Hub) -> None:
    hub.hold = threading.Event()
    desk.press("install")
    desk.wait(lambda: desk.models.work.get(ID) is not None and desk.models.work[ID].done > 0)
    assert " of " in desk.card.doing.text()
    assert desk.card.progress.value() > 0
    desk.press("pause")
    assert desk.models.work[ID].kind is Work.STOPPING
    hub.hold.set()
    desk.wait(lambda: desk.idle and desk.state is ModelState.PARTIAL)
    assert desk.card.state.text().startswith("Partly fetched")
    assert not desk.store.list()
    hub.ranges.clear()
    desk.press("install")
    desk.wait(lambda: desk.state is ModelState.INSTALLED)
    assert hub.ranges[0] is not None, "it begins in the middle"


def test_what_a_cancelled_download_left_is_gone(desk: Desk, hub: Hub, tmp_path: Path) -> None:
    hub.hold = threading.Event()
    desk.press("install")
    desk.wait(lambda: desk.models.work.get(ID) is not None and desk.models.work[ID].done > 0)
    desk.press("cancel")
    hub.hold.set()
    desk.wait(lambda: desk.idle)
    assert desk.state is ModelState.AVAILABLE
    assert not list((tmp_path / "user").iterdir())
    assert not desk.card.trouble.isVisible(), "stopping is no error"


def test_a_paused_download_can_be_thrown_away(desk: Desk, hub: Hub, tmp_path: Path) -> None:
    hub.cut = [200_000, 0, 0, 0]
    desk.press("install")
    desk.wait(lambda: desk.idle and desk.state is ModelState.PARTIAL)
    desk.press("cancel")
    desk.wait(lambda: desk.state is ModelState.AVAILABLE)
    assert not list((tmp_path / "user").iterdir())


def test_offline_is_said_where_a_download_failed_and_nowhere_else(qtbot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path, "http://127.0.0.1:9")
    assert not desk.dialog.offline.isVisible()
    desk.press("install")
    desk.wait(lambda: ID in desk.models.troubles)
    assert desk.models.troubles[ID].fault is ModelFault.OFFLINE
    assert desk.dialog.offline.isVisible()
    assert desk.card.trouble.isVisible()
    assert desk.card.button("install").isVisible(), "it can be tried again"
    desk.models.close()


def test_a_wrong_hash_and_a_full_disk_are_told_at_the_model(
    qtbot, tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(hub) as address:
        desk = Desk(qtbot, tmp_path, address, known="0" * 64)
        desk.press("install")
        desk.wait(lambda: desk.idle and ID in desk.models.troubles)
        assert "SHA-256" in desk.card.trouble.text()
        assert not desk.dialog.offline.isVisible()
        monkeypatch.setattr(
            "hfpc_desktop.inference.install.shutil.disk_usage", lambda _: type("U", (), {"free": 7})
        )
        desk.press("install")
        desk.wait(lambda: desk.idle and desk.models.troubles[ID].fault is ModelFault.NO_SPACE)
        assert "are free" in desk.card.trouble.text()
        desk.models.close()


def test_a_damaged_file_is_found_and_put_right(desk: Desk) -> None:
    desk.press("install")
    desk.wait(lambda: desk.state is ModelState.INSTALLED and desk.idle)
    file = desk.store.get(ID).folder / "decoder.onnx"
    file.write_bytes(b"x" * len(DECODER))
    desk.press("verify")
    desk.wait(lambda: ID in desk.models.troubles)
    assert "decoder.onnx" in desk.card.trouble.text()
    file.write_bytes(b"short")
    desk.models.refresh()
    desk.wait(lambda: desk.state is ModelState.DAMAGED)
    assert desk.card.state.text() == "Damaged"
    desk.press("install")
    desk.wait(lambda: desk.state is ModelState.INSTALLED)


def test_files_from_another_machine_are_imported(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "enc.onnx").write_bytes(ENCODER)
    desk.dialog.import_from(stick)
    desk.wait(lambda: "holds neither" in desk.dialog.message.text())
    desk.dialog.import_from(stick, ID)
    desk.wait(lambda: ID in desk.models.troubles)
    assert "dec.onnx is missing" in desk.card.trouble.text()
    (stick / "dec.onnx").write_bytes(DECODER)
    desk.dialog.import_from(stick)
    desk.wait(lambda: desk.state is ModelState.INSTALLED)
    assert desk.store.verify(ID).ok


def test_mirror_proxy_and_certificates_are_kept(desk: Desk) -> None:
    QTest.mouseClick(desk.dialog.network_button, Qt.MouseButton.LeftButton)
    mirror, proxy, _ = desk.dialog.fields
    assert mirror.text().startswith("http://127.0.0.1")
    proxy.setFocus()
    QTest.keyClicks(proxy, "http://proxy:3128")
    QTest.keyClick(proxy, Qt.Key.Key_Return)
    assert desk.dialog.isVisible()
    assert desk.models.options == HubOptions(mirror.text(), "http://proxy:3128", "")


def test_in_chinese_a_failed_download_says_why_in_chinese(qapp, qtbot, tmp_path: Path) -> None:
    languages = Languages(qapp)
    languages.use(Language.CHINESE)
    try:
        desk = Desk(qtbot, tmp_path, "http://127.0.0.1:9")
        desk.press("install")
        desk.wait(lambda: ID in desk.models.troubles)
        assert "无法从" in desk.card.trouble.text()
        assert "离线" in desk.dialog._offline_text.text()
        desk.models.close()
    finally:
        languages.clear()


def test_a_reward_that_no_profile_can_use_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "w.onnx").write_bytes(ENCODER)
    file = ModelFile("w.onnx", file_sha256(foreign / "w.onnx"), len(ENCODER))
    manifest = ModelManifest("someones-reward", Role.REWARD, (file,), adapter="their-adapter")
    (foreign / "manifest.toml").write_text(format_manifest(manifest), encoding="utf-8")
    desk.dialog.import_from(foreign)
    desk.wait(lambda: "no reward that this version can score with" in desk.dialog.message.text())
    assert not desk.store.list(), "nothing of it stays"


def test_small_models_stand_first(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "embedded", tmp_path / "user")
    cards = ModelDesk(store, accept=refuse_unknown_reward).shelf().cards
    assert [card.id for card in cards if card.role is Role.SEGMENTER] == [
        "efficientsam-ti", "efficientsam-s", "sam-vit-b", "sam-vit-l", "sam-vit-h",
    ]  # fmt: skip
