"""The built wheel in an empty environment: it brings its resources and does its job."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.packaging.scripts import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def _run(command: list[str], *, cwd: Path, env: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _clean(environ: dict[str, str]) -> dict[str, str]:
    """Without what points into this test's own Python."""
    return {k: v for k, v in environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, real_environ: dict[str, str]) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-input",
        "-w",
        str(folder),
        str(ROOT),
    ]
    _run(command, cwd=folder, env=_clean(real_environ))
    (made,) = folder.glob("hfpc_desktop-*.whl")
    return made


def test_contents(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entries,) = (n for n in names if n.endswith("entry_points.txt"))
        entry_points = archive.read(entries).decode()
    source = {
        "hfpc_desktop/" + path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert source <= names
    assert not any(n.startswith(("tests/", "packaging/", "resources/")) for n in names)
    assert {n.rsplit("/", 1)[1] for n in names if "dist-info/licenses/" in n} >= {"LICENSE", "NOTICE"}
    assert "[gui_scripts]\nhfpc-desktop = hfpc_desktop.app:main" in entry_points
    assert "[console_scripts]\nhfpc = hfpc_desktop.cli:main" in entry_points


def test_demo_in_an_empty_environment(
    wheel: Path, tmp_path: Path, real_environ: dict[str, str], isolated_home: Path
) -> None:
    venv = tmp_path / "venv"
    environ = _clean(real_environ)
    _run([sys.executable, "-m", "venv", str(venv)], cwd=tmp_path, env=environ)
    bin_ = venv / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(bin_ / "python"), "-m", "pip", "install", "-q", "--no-input"]
    _run([*pip, f"{wheel}[cpu]"], cwd=tmp_path, env=environ)
    out = tmp_path / "report"
    offline = {
        **environ,
        "HOME": str(isolated_home),
        "XDG_DATA_HOME": str(isolated_home / "data"),
        "XDG_CACHE_HOME": str(isolated_home / "cache"),
        "XDG_CONFIG_HOME": str(isolated_home / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    printed = _run([str(bin_ / "hfpc"), "demo", "--headless", "--out", str(out)], cwd=tmp_path, env=offline)
    with (out / "scores.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(list((ROOT / "resources" / "demo" / "generated").iterdir()))
    assert all((row["reward"] and row["consistency"]) or row["not_judged_reason"] for row in rows)
    assert sum(bool(row["consistency"]) for row in rows) >= len(rows) * 3 // 4
    assert (out / "window.png").stat().st_size > 10_000
    assert (out / "overlays.png").stat().st_size > 10_000
    assert "bottle_01" in printed
