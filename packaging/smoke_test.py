"""Build the program and use it the way a designer does: ``python packaging/smoke_test.py``.

1. builds (or takes ``--program FOLDER``) into a folder with spaces and non-ASCII letters in its name;
2. looks inside: no training libraries, resources there;
3. runs the console program on the demo project, in an empty home and without any Python on the path;
4. starts the window program under its own Xvfb, drops the demo folders on it with the window system's own
   drag and drop, waits until every pair is judged, approves, rejects and undoes by keys, exports, quits;
5. checks the exported copies, the manifest and the decisions in the project file.

Linux only. Needs Xvfb, xdotool and the extra ``dev``. Exit code 0 when everything held; at the first thing
that did not, says what, and saves the screen beside the log.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DEMO = ROOT / "resources" / "demo"
PAIRS = len(list((DEMO / "generated").iterdir()))
FORBIDDEN = {
    "torch",
    "torchvision",
    "transformers",
    "scipy",
    "sklearn",
    "matplotlib",
    "pandas",
    "pyarrow",
    "pytest",
}
SCREEN = "1600x1000x24"


class Failed(Exception):
    """Something did not hold; the text says what."""


def check(holds: object, text: str) -> None:
    if not holds:
        raise Failed(text)


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"ok    {name} ({time.monotonic() - began:.1f} s)", flush=True)


def wait_for(what: str, holds: Callable[[], object], *, seconds: float) -> object:
    """The first true answer of ``holds``; fails after ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = holds()
        if answer:
            return answer
        time.sleep(0.2)
    raise Failed(f"waited {seconds:.0f} s for: {what}")


# ------------------------------------------------------------------------------------ contents
def load_build_script() -> object:
    sys.path.insert(0, str(HERE))
    try:
        import build

        return build
    finally:
        sys.path.remove(str(HERE))


def check_contents(folder: Path) -> None:
    """Nothing of training is inside; everything the program reads is."""
    modules = load_build_script().bundled_modules(folder)  # type: ignore[attr-defined]
    names = {path.name.split(".")[0].split("-")[0] for path in (folder / "_internal").iterdir()}
    found = FORBIDDEN & (modules | names)
    check(not found, f"these must not be inside: {', '.join(sorted(found))}")
    files = [path.name.lower() for path in folder.rglob("*") if path.is_file()]
    check(
        not [n for n in files if n.startswith(("libtorch", "libcudart", "libqt6qml", "libqt6quick"))],
        "stray libraries",
    )
    resources = folder / "_internal" / "hfpc_desktop" / "resources"
    source = {p.relative_to(ROOT / "resources") for p in (ROOT / "resources").rglob("*") if p.is_file()}
    there = {p.relative_to(resources) for p in resources.rglob("*") if p.is_file()}
    lost = {p for p in source - there if "__pycache__" not in p.parts}
    check(not lost, f"resources missing: {sorted(map(str, lost))[:5]}")
    for name in ("PySide6_Essentials", "numpy", "onnxruntime", "opencv-python-headless", "pillow"):
        about = [p for p in (folder / "licences").iterdir() if p.name.lower() == name.lower()]
        check(about and len(list(about[0].iterdir())) >= 1, f"no licence of {name}")


# ----------------------------------------------------------------------------------- processes
def bare_environ(home: Path, **more: str) -> dict[str, str]:
    """What a double click gives on a clean machine: no Python, no settings, an empty home."""
    base = {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TMPDIR": str(home),
    }
    return {**base, **more}


def check_console(folder: Path, home: Path) -> None:
    """``hfpc demo --headless`` judges the demo project and writes its report."""
    out = home / "report"
    done = subprocess.run(
        [str(folder / "hfpc"), "demo", "--headless", "--out", str(out)],
        env=bare_environ(home, QT_QPA_PLATFORM="offscreen"),
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        stdin=subprocess.DEVNULL,
    )
    check(done.returncode == 0, f"hfpc demo exited with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    with (out / "scores.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    check(len(rows) == PAIRS, f"{len(rows)} rows in scores.csv, expected {PAIRS}")
    judged = [row for row in rows if row["reward"] and row["consistency"]]
    check(len(judged) >= PAIRS * 3 // 4, f"only {len(judged)} of {PAIRS} pairs were judged")
    check(
        all(row["not_judged_reason"] for row in rows if row not in judged),
        "a row without scores has no reason",
    )
    for name in ("window.png", "overlays.png"):
        check((out / name).stat().st_size > 10_000, f"{name} looks empty")


@contextlib.contextmanager
def virtual_screen() -> Iterator[str]:
    """An X server of our own; yields its DISPLAY."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        check(number, "Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Hands:
    """Mouse and keyboard of one X display, through the XTEST extension."""

    def __init__(self, display: str) -> None:
        self._env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._env, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout

    def key(self, *keys: str, pause: float = 0.4) -> None:
        for key in keys:
            self.do("key", "--clearmodifiers", key)
            time.sleep(pause)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "15", text)
        time.sleep(0.3)

    def windows(self, pid: int) -> list[tuple[str, str]]:
        """(id, title) of the visible windows of a process that have a title."""
        ids = self.do("search", "--onlyvisible", "--all", "--pid", str(pid), "--name", "").split()
        titled = [(one, self.do("getwindowname", one).strip()) for one in ids]
        return [(one, title) for one, title in titled if title]

    def focus(self, window: str) -> None:
        """There is no window manager here, so the focus has to be given."""
        self.do("windowraise", window, "windowfocus", "--sync", window)
        time.sleep(0.3)

    def drop(self, paths: list[Path], *, at: tuple[int, int]) -> None:
        """Drag ``paths`` from a window of another program to a place on the screen and let go."""
        source = subprocess.Popen(
            [sys.executable, str(HERE / "drag_source.py"), "1500", "940", *map(str, paths)],
            env=self._env,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert source.stdout is not None
        try:
            check(source.stdout.readline().strip() == "ready", "the drag source did not start")
            x, y = 1530, 960
            self.do("mousemove", str(x), str(y), "mousedown", "1")
            for part in range(1, 9):
                self.do("mousemove", str(x + (at[0] - x) * part // 8), str(y + (at[1] - y) * part // 8))
                time.sleep(0.15)
            time.sleep(0.6)
            self.do("mouseup", "1")
            answer = source.stdout.readline().strip()
            check(answer == "done CopyAction", f"the app did not take the drop ({answer or 'no answer'})")
            source.wait(20)
        finally:
            if source.poll() is None:
                source.kill()
                source.wait()

    def photograph(self, path: Path) -> None:
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(path)], env=self._env, check=False, timeout=60)


# ------------------------------------------------------------------------------------- project
def project_file(home: Path) -> Path | None:
    return next(iter(sorted(home.rglob("*.hfpc"))), None)


def ask(project: Path, query: str) -> list[tuple[object, ...]]:
    """What is on the disk now. The program holds the file locked, so a copy with its log is read: just
    what would be left if the program were killed at this moment."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.hfpc"
        for end in ("", "-wal"):
            source = project.with_name(project.name + end)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + end))
        with contextlib.closing(sqlite3.connect(copy)) as database:
            return database.execute(query).fetchall()


def judged_pairs(home: Path) -> int:
    project = project_file(home)
    if project is None:
        return 0
    try:
        return int(str(ask(project, JUDGED)[0][0]))
    except sqlite3.DatabaseError:  # not made yet, or copied in the middle of a write
        return 0


def decisions(home: Path) -> list[int]:
    """The decisions other than undecided, sorted (1 approved, 2 rejected)."""
    project = project_file(home)
    if project is None:
        raise Failed("no project file in the home folder")
    try:
        return sorted(int(str(row[0])) for row in ask(project, DECIDED))
    except sqlite3.DatabaseError:
        return []


JUDGED = "SELECT count(*) FROM judgement"
DECIDED = "SELECT decision FROM pair WHERE decision <> 0"


# -------------------------------------------------------------------------------------- window
def use_window(folder: Path, home: Path, hands: Hands, display: str) -> None:
    with (home / "app.log").open("w") as log:
        environ = bare_environ(home, DISPLAY=display, QT_QPA_PLATFORM="xcb")
        app = subprocess.Popen([str(folder / "hfpc-desktop")], env=environ, cwd=home, stdout=log, stderr=log)
        try:
            _triage(app, home, hands)
        finally:
            if app.poll() is None:
                app.kill()
                app.wait()
    text = (home / "app.log").read_text(errors="replace")
    bad = ("Traceback", "ERROR", "Could not parse", "Cannot open", "could not be loaded")
    check(not any(word in text for word in bad), f"the program wrote:\n{text}")


def _triage(app: subprocess.Popen[bytes], home: Path, hands: Hands) -> None:
    began = time.monotonic()

    def first_window() -> list[tuple[str, str]]:
        check(
            app.poll() is None,
            f"the program ended by itself: {(home / 'app.log').read_text(errors='replace')}",
        )
        return hands.windows(app.pid)

    window = wait_for("the main window", first_window, seconds=60)[0][0]  # type: ignore[index]
    print(f"      window after {time.monotonic() - began:.1f} s", flush=True)
    hands.do("windowmove", window, "0", "0", "windowsize", window, "1440", "900")
    time.sleep(1.0)
    with step("the demo folders were dropped"):
        hands.drop([DEMO / "originals", DEMO / "generated"], at=(700, 450))
    with step(f"all {PAIRS} pairs judged"):
        wait_for("every pair judged", lambda: judged_pairs(home) >= PAIRS, seconds=300)
    time.sleep(1.0)
    with step("approve, approve, reject, approve, undo by keys"):
        hands.focus(window)
        hands.key("a", "a", "x", "a", "ctrl+z")
        wait_for(
            "two approvals and a rejection on the disk", lambda: decisions(home) == [1, 1, 2], seconds=10
        )
    with step("export"):
        export(app.pid, home, hands, window)
    with step("quit"):
        hands.focus(window)
        hands.key("ctrl+q")
        wait_for("the program to end", lambda: app.poll() is not None, seconds=20)
        check(app.returncode == 0, f"exit code {app.returncode}")


def export(pid: int, home: Path, hands: Hands, window: str) -> None:
    """Through the dialog: type the folder, press Return."""
    before = {one for one, _ in hands.windows(pid)}
    hands.key("ctrl+e")
    dialog = wait_for(
        "the export dialog", lambda: [one for one, _ in hands.windows(pid) if one not in before], seconds=15
    )[0]  # type: ignore[index]
    hands.focus(dialog)
    hands.key("ctrl+a")
    hands.type(str(home / "exported"))
    hands.photograph(home / "export-dialog.png")

    def pressed() -> list[Path]:
        hands.key("Return", pause=1.5)  # does nothing until the plan is there
        return list((home / "exported").rglob("*.json"))

    wait_for("the manifest", pressed, seconds=30)

    def closed() -> bool:
        hands.key("Return", pause=0.5)  # "Done"
        return dialog not in [one for one, _ in hands.windows(pid)]

    wait_for("the export dialog to close", closed, seconds=15)


def check_export(home: Path) -> None:
    """Two copies, equal to their sources byte by byte, and a manifest that names them."""

    def digest(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    copies = [path for path in (home / "exported").rglob("*") if path.suffix == ".jpg"]
    check(len(copies) == 2, f"{len(copies)} exported images, expected 2")
    sources = {digest(path) for path in (DEMO / "generated").iterdir()}
    check(all(digest(path) in sources for path in copies), "an exported image differs from its source")
    manifest = next((home / "exported").rglob("*.json"))
    text = json.dumps(json.loads(manifest.read_text(encoding="utf-8")), ensure_ascii=False)
    check(all(path.name in text for path in copies), "the manifest does not name the copies")
    check(list((home / "exported").rglob("*.csv")), "no CSV manifest")
    check(decisions(home) == [1, 1, 2], "the project does not hold the decisions after quitting")
    check(not list(home.rglob("Microsoft")), "ONNX Runtime's use reports are on")


# ---------------------------------------------------------------------------------------- main
def smoke(program: Path | None, scratch: Path) -> None:
    if program is None:
        build = load_build_script()
        with step("built"):
            folder = build.build(scratch / "HFPC Désktop 程序", scratch / "work")  # type: ignore[attr-defined]
        for part, size in build.size_by_part(folder, 6):  # type: ignore[attr-defined]
            print(f"      {size:7.1f} MB  {part}", flush=True)
    else:
        folder = program.resolve()
    with step("contents"):
        check_contents(folder)
    home = scratch / "home"
    home.mkdir()
    with step("console program: demo without a screen"):
        console_home = scratch / "console home"
        console_home.mkdir()
        check_console(folder, console_home)
    with virtual_screen() as display:
        hands = Hands(display)
        try:
            use_window(folder, home, hands, display)
        except BaseException:
            hands.photograph(scratch / "failed.png")
            raise
    with step("exported files, manifest, decisions"):
        check_export(home)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--program", type=Path, help="test this built folder instead of building")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folder also when all is well")
    options = parser.parse_args()
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        print(f"needs {' and '.join(missing)}: apt-get install xvfb xdotool", file=sys.stderr)
        return 2
    scratch = Path(tempfile.mkdtemp(prefix="hfpc-smoke-"))
    try:
        smoke(options.program, scratch)
    except Failed as error:
        print(f"FAILED: {error}\nleft for you in {scratch}", file=sys.stderr)
        return 1
    if options.keep:
        print(f"kept {scratch}")
    else:
        shutil.rmtree(scratch, ignore_errors=True)
    print("smoke test passed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
