from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.errors import HfpcError
from hfpc_desktop.inference import resource_path, resources

if TYPE_CHECKING:
    from pathlib import Path


def test_source_tree() -> None:
    assert resource_path("models", "u2netp", "manifest.toml").is_file()
    assert resource_path("models", "u2netp").is_absolute()


def test_frozen_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    (tmp_path / "resources" / "models").mkdir(parents=True)
    assert resource_path("models") == tmp_path / "resources" / "models"


def test_installed_wheel_has_them_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "hfpc_desktop"
    (package / "resources").mkdir(parents=True)
    monkeypatch.setattr(resources.resources, "files", lambda _: package)
    assert resource_path("models") == package / "resources" / "models"


def test_nothing_there_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources.resources, "files", lambda _: tmp_path / "hfpc_desktop")
    with pytest.raises(HfpcError, match="install it again"):
        resource_path("models")
