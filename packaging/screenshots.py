"""Make the pictures of the README from the real app: ``python packaging/screenshots.py``.

Runs ``hfpc demo --headless`` (the same window, controller and models a person uses, drawn off screen) and
puts its window and overlay sheet into ``docs/screenshots``. Run it after a change that can be seen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
CODE = "from hfpc_desktop.cli import main; main()"


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-c", CODE, "demo", "--headless", "--out", folder]
        subprocess.run(command, env=environ, cwd=folder, check=True)
        for name in ("window", "overlays"):
            with Image.open(Path(folder) / f"{name}.png") as picture:
                small = picture.convert("RGB").quantize(256, dither=Image.Dither.FLOYDSTEINBERG)
                small.save(TARGET / f"{name}.png", optimize=True)
            print(f"{TARGET / name}.png  {(TARGET / f'{name}.png').stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
