"""Start to first paint, in a process of its own, started like the program is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.perf.figures import Figure

_CHILD = """
import json, sys, time
import hfpc_desktop.app as app
from PySide6.QtCore import QEvent, QObject, QTimer

HEAVY = ("torch", "onnxruntime", "transformers")

class Watch(QObject):
    done = False
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Paint and not self.done:
            self.done = True
            QTimer.singleShot(0, report)  # runs when this paint is over
        return False

def report():
    print(json.dumps({"at": time.time(), "cpu": time.process_time(),
                      "heavy": [name for name in HEAVY if name in sys.modules]}), flush=True)
    app.QCoreApplication.quit()

build, watch = app.build_app, Watch()
def watched(**given):
    built = build(**given)
    built.window.installEventFilter(watch)
    return built
app.build_app = watched
sys.exit(app.main(sys.argv[1:]))
"""


def measure(runs: int) -> list[Figure]:
    """The best of ``runs`` starts after one that does not count: the program's files are in the system's cache
    and its bytecode lies beside them, as on a second start of an installed program."""
    with tempfile.TemporaryDirectory() as folder:
        starts = [_start(Path(folder)) for _ in range(1 + runs)][1:]
    wall = min(wall for wall, _ in starts)
    cpu = min(cpu for _, cpu in starts)
    return [
        Figure("start", "process start -> first paint", wall, "s", 1.0, note=f"best of {runs}"),
        Figure("start", "CPU until the first paint", cpu, "s", note="torch and onnxruntime not imported"),
    ]


def _start(home: Path) -> tuple[float, float]:
    arguments = ["--data", str(home / "data"), "--cache", str(home / "cache")]
    # a developer's shell may forbid bytecode files; compiling all modules takes a quarter of a second
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
    before = time.time()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the app did not start: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    if told["heavy"] and sys.platform != "win32":  # there onnxruntime must come before Qt
        raise AssertionError(f"imported before the first paint: {told['heavy']}")
    return told["at"] - before, told["cpu"]
