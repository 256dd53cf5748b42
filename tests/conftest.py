"""What every test gets without asking: its own home, no screen, and a check that it cleaned up.

* **Isolation**: HOME, the XDG folders and QSettings lie in a new temporary folder for each test.
* **Honest logs**: a warning or error on any logger fails the test, unless it asked for ``caplog``
  (then it reads the log itself) or called ``allow_log(pattern)``. Qt's own messages are failed by
  pytest-qt (``qt_log_level_fail`` in pyproject.toml).
* **No leftovers**: a Python thread, a QThread, a QThreadPool task or an active QTimer that outlives
  its test fails it.
* **Data**: ``data_dir`` is the shared test data; missing data skips with the reason, and fails in CI.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Before anything imports Qt, OpenCV or onnxruntime: they read these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
    os.environ.setdefault(_name, "2")

import pytest  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
FULL_COLLECTION_EVERY = 40
"""Tests between two full collections."""
GRACE_SECONDS = 60.0
"""How long a thread may take to end after its test; it was told to stop, it may finish its step. Judges have a
low priority: on a machine that does other things, too, one step of a pair can take a long while."""


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


# ------------------------------------------------------------------ collection
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests carry the marker of their folder; tests that ask for ``data_dir`` are marked ``data``."""
    here = Path(__file__).resolve().parent
    for item in items:
        for room in ("ui", "e2e"):
            if here / room in item.path.parents:
                item.add_marker(room)
        if "data_dir" in getattr(item, "fixturenames", ()):
            item.add_marker("data")


# ------------------------------------------------------------------------ data
@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The shared test data (``real_pairs``, ``renders``, …); skips without it, fails in CI."""
    named = os.environ.get("HFPC_TEST_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not (folder / "real_pairs").is_dir():
        reason = f"test data not found at {folder}; set HFPC_TEST_DATA to the folder that holds real_pairs"
        if in_ci():
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


# ------------------------------------------------------------------- isolation
@pytest.fixture(scope="session")
def real_environ() -> dict[str, str]:
    """The environment as it was before isolation, for child processes that need pip's cache."""
    return dict(os.environ)


@pytest.fixture(autouse=True)
def isolated_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, real_environ: dict[str, str]
) -> Path:
    """A new, empty home for each test, in the environment and in QSettings."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    folders = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": ".run",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }
    for name, folder in folders.items():
        path = home / folder
        path.mkdir(parents=True, mode=0o700)
        monkeypatch.setenv(name, str(path))
    qt = sys.modules.get("PySide6.QtCore")
    if qt is not None:  # QSettings remembers the folders of its first use; say them again
        for form in (qt.QSettings.Format.NativeFormat, qt.QSettings.Format.IniFormat):
            for scope in (qt.QSettings.Scope.UserScope, qt.QSettings.Scope.SystemScope):
                qt.QSettings.setPath(form, scope, str(home / ".config"))
    return home


# ----------------------------------------------------------------------- torch
@pytest.fixture(scope="module")
def one_torch_thread() -> Iterator[None]:
    """For tiny networks: on their matrices more threads only wait for each other."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


# ------------------------------------------------------------------------ logs
class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.allowed: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def unexpected(self) -> list[str]:
        texts = (f"{r.levelname} {r.name}: {r.getMessage()}" for r in self.records)
        return [text for text in texts if not any(p.search(text) for p in self.allowed)]


@pytest.fixture(autouse=True)
def _log_recorder(request: pytest.FixtureRequest) -> Iterator[_Recorder]:
    recorder = _Recorder()
    root = logging.getLogger()
    root.addHandler(recorder)
    try:
        yield recorder
    finally:
        root.removeHandler(recorder)
    if "caplog" not in request.fixturenames and (lines := recorder.unexpected()):
        pytest.fail("unexpected in the log:\n" + "\n".join(lines), pytrace=False)


@pytest.fixture
def allow_log(_log_recorder: _Recorder) -> Callable[[str], None]:
    """``allow_log(regex)``: warnings that match ``LEVEL logger: text`` are expected in this test."""

    def allow(pattern: str) -> None:
        _log_recorder.allowed.append(re.compile(pattern))

    return allow


# ------------------------------------------------------------------- leftovers
def _python_threads() -> set[threading.Thread]:
    """Started Python threads, without those that foreign code (Qt, a native pool) lent us."""
    return {
        t
        for t in threading.enumerate()
        if t is not threading.main_thread()
        and not isinstance(t, threading._DummyThread)
        and not t.name.startswith("pytest_timeout")
    }


def _qt_leftovers() -> dict[int, tuple[str, Any]]:
    """Running QThreads and active QTimers that Python knows of, by id."""
    qt = sys.modules.get("PySide6.QtCore")
    if qt is None or qt.QCoreApplication.instance() is None:
        return {}
    from shiboken6 import isValid

    found: dict[int, tuple[str, Any]] = {}
    for thing in gc.get_objects():
        kind = type(thing)
        if issubclass(kind, qt.QThread) and isValid(thing):
            if thing.isRunning() and thing is not qt.QThread.currentThread():
                found[id(thing)] = (f"QThread still running: {thing!r}", thing)
        elif issubclass(kind, qt.QTimer) and isValid(thing) and thing.isActive():
            found[id(thing)] = (f"QTimer still active: {thing!r}, every {thing.interval()} ms", thing)
    return found


def _drain_qt() -> None:
    qt = sys.modules.get("PySide6.QtCore")
    if qt is None or qt.QCoreApplication.instance() is None:
        return
    qt.QCoreApplication.processEvents()
    qt.QCoreApplication.sendPostedEvents(None, qt.QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    """Widgets of a test that sit in dead cycles go here, not on some worker of a later test: see ``runtime.qt_garbage``."""
    gc.disable()
    yield
    gc.collect(1)  # what survives is old then, and is looked at by the next full collection
    if gc.get_count()[2] > FULL_COLLECTION_EVERY:
        gc.collect()


def _uses_qt(request: pytest.FixtureRequest) -> bool:
    names = set(request.fixturenames)
    return bool(names & {"qapp", "qtbot", "qtmodeltester", "qapp_cls"}) or any(
        request.node.get_closest_marker(room) for room in ("ui", "e2e")
    )


@pytest.fixture(autouse=True)
def _no_leftovers(request: pytest.FixtureRequest, _log_recorder: _Recorder) -> Iterator[None]:
    threads_before = _python_threads()
    qt_before = set(_qt_leftovers()) if _uses_qt(request) else set()
    yield
    complaints: list[str] = []
    deadline = time.monotonic() + GRACE_SECONDS
    for thread in _python_threads() - threads_before:
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            complaints.append(f"thread still running: {thread.name} (daemon={thread.daemon})")
    if _uses_qt(request):
        _drain_qt()
        left = {key: what for key, what in _qt_leftovers().items() if key not in qt_before}
        complaints += [text for text, _ in left.values()]
        qt = sys.modules.get("PySide6.QtCore")
        if qt is not None and qt.QCoreApplication.instance() is not None:
            pool = qt.QThreadPool.globalInstance()
            if not pool.waitForDone(int(GRACE_SECONDS * 1000)):
                complaints.append(f"QThreadPool still runs {pool.activeThreadCount()} tasks")
    if complaints:
        pytest.fail("left behind by this test:\n" + "\n".join(complaints), pytrace=False)
