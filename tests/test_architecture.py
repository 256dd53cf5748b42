"""The pure rooms import with Qt and torch blocked."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import importlib, pkgutil, sys

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "torch", "transformers"):
            raise ImportError(f"{name} is blocked in this test")

sys.meta_path.insert(0, Block())
# a network is a torch class and nothing else; that everything around it imports shows that it is loaded lazily
NETWORKS = {"hfpc_desktop.inference.image_reward_net"}
seen = 0
for room in sys.argv[1:]:
    package = importlib.import_module("hfpc_desktop." + room)
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module.name not in NETWORKS:
            importlib.import_module(module.name)
            seen += 1
print(seen)
"""


@pytest.mark.parametrize("room", ["domain", "images", "inference", "judging", "review"])
def test_imports_without_qt_and_torch(room: str) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, room], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= (5 if room == "domain" else 0)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_pure_rooms_pass_their_tests_without_qt_and_torch() -> None:
    """Not only importable: what their tests check works with PySide6 and torch out of reach."""
    rooms = [f"tests/unit/{room}" for room in ("domain", "judging", "review")]
    plugins = ["-p", "no:pytest-qt", "-p", "tests.support.without_qt_and_torch"]
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow and not data", *plugins, *rooms]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and int(passed.group(1)) > 200, done.stdout[-500:]


def test_the_runtime_does_not_report_home() -> None:
    """ONNX Runtime reads this when it is loaded; every way in imports the package first."""
    code = "import hfpc_desktop, os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
