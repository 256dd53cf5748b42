"""What went wrong can be read afterwards, also where the program has no console."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop import app
from hfpc_desktop.runtime.log_file import LOG_NAME, keep_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_traces(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Logging and the hooks for unexpected errors are as before afterwards. ``caplog``: these tests log on purpose."""
    del caplog
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    yield
    for one in [one for one in root.handlers if one not in handlers]:
        root.removeHandler(one)
        one.close()
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks


class Notices:
    """Takes what a controller would show."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str, str]] = []

    def notice_from_any_thread(self, level: str, title: str, text: str) -> None:
        self.shown.append((level, title, text))


def test_warnings_are_in_the_file_and_chatter_is_not(tmp_path: Path) -> None:
    path = keep_log(tmp_path / "log")
    assert path == tmp_path / "log" / LOG_NAME
    logging.getLogger("somewhere").warning("the disk is slow: %s", "D:")
    logging.getLogger("somewhere").info("nothing to see")
    text = path.read_text(encoding="utf-8")
    assert "WARNING" in text and "the disk is slow: D:" in text and "nothing to see" not in text


def test_without_a_console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    path = keep_log(tmp_path)
    logging.getLogger("somewhere").error("gone")
    assert path is not None and "gone" in path.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert keep_log(tmp_path / "taken") is None


def test_an_unexpected_error_names_the_file_that_tells_more(tmp_path: Path) -> None:
    notices = Notices()
    path = keep_log(tmp_path)
    app.report_crashes(notices, path)  # type: ignore[arg-type]
    try:
        raise RuntimeError("it broke")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    ((level, _, text),) = notices.shown
    assert level == "error" and "it broke" in text and str(path) in text
    assert path is not None and "test_an_unexpected_error" in path.read_text(encoding="utf-8")


def test_without_a_file_none_is_named(tmp_path: Path) -> None:
    notices = Notices()
    app.report_crashes(notices, None)  # type: ignore[arg-type]
    sys.excepthook(KeyError, KeyError("x"), None)
    assert "None" not in notices.shown[0][2] and "saved" in notices.shown[0][2]
