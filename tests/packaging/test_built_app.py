"""The double-click program: its recipe, its desktop entry, and (slow) the built program itself."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.packaging.scripts import ROOT, load_script

if TYPE_CHECKING:
    from pathlib import Path


def test_desktop_entry() -> None:
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(ROOT / "packaging" / "hfpc-desktop.desktop", encoding="utf-8")
    main = entry["Desktop Entry"]
    assert main["Type"] == "Application"
    assert main["Exec"] == "hfpc-desktop %F"
    assert main["Icon"] == "hfpc-desktop"
    assert main["Terminal"] == "false"
    assert main["Categories"].endswith(";")
    assert (ROOT / "resources" / "icons" / "app" / "hfpc-256.png").is_file()
    assert (ROOT / "resources" / "icons" / "app" / "hfpc.ico").is_file()


def test_size_by_part(tmp_path: Path) -> None:
    (tmp_path / "_internal" / "cv2").mkdir(parents=True)
    (tmp_path / "_internal" / "cv2" / "a.so").write_bytes(b"x" * 3_000_000)
    (tmp_path / "hfpc").write_bytes(b"x" * 1_000_000)
    parts = load_script("build").size_by_part(tmp_path)
    assert parts == [("total", 4.0), ("_internal/cv2", 3.0), ("hfpc", 1.0)]


def test_waiting_gives_up_with_a_reason() -> None:
    smoke = load_script("smoke_test")
    with pytest.raises(smoke.Failed, match="waited 0 s for: rain"):
        smoke.wait_for("rain", lambda: False, seconds=0.3)
    assert smoke.wait_for("it", lambda: [7], seconds=1) == [7]


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="drives the program through X")
def test_the_built_program_does_its_job(real_environ: dict[str, str]) -> None:
    missing = [tool for tool in ("Xvfb", "xdotool", "objdump") if shutil.which(tool) is None]
    if missing:
        reason = f"not installed: {', '.join(missing)} (bootstrap.py test installs them as root)"
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "smoke_test.py")],
        env=real_environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=1400,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("smoke test passed")
