"""The rules of tests/conftest.py catch what they say they catch: each runs in a pytest of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).resolve().parent.parent / "conftest.py"

CASES = {
    "a log warning": (
        """
        import logging

        def test_it():
            logging.getLogger('hfpc').warning('ouch %d', 1)
        """,
        "WARNING hfpc: ouch 1",
    ),
    "a dangling thread": (
        """
        import threading, time

        def test_it():
            threading.Thread(target=time.sleep, args=(1.5,), name='left-over', daemon=True).start()
        """,
        "thread still running: left-over",
    ),
    "an active timer": (
        """
        from PySide6.QtCore import QTimer
        keep = []

        def test_it(qtbot):
            keep.append(QTimer())
            keep[0].start(100000)

        def test_after():
            keep[0].stop()
        """,
        "QTimer still active",
    ),
    "a running QThread": (
        """
        from PySide6.QtCore import QThread
        keep = []

        def test_it(qtbot):
            keep.append(QThread())
            keep[0].start()

        def test_after():
            keep[0].quit(); keep[0].wait()
        """,
        "QThread still running",
    ),
    "a Qt warning": (
        """
        from PySide6.QtCore import qWarning

        def test_it(qtbot):
            qWarning('bad signal')
        """,
        "bad signal",
    ),
}


def _run(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    text = CONFTEST.read_text().replace("GRACE_SECONDS = 60.0", "GRACE_SECONDS = 0.2")
    pytester.makeconftest(text)
    pytester.makefile(".ini", pytest="[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\n")
    pytester.makepyfile(source)
    return pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")


@pytest.mark.parametrize("case", CASES)
def test_catches(pytester: pytest.Pytester, case: str) -> None:
    source, text = CASES[case]
    result = _run(pytester, source)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"*{text}*"])


def test_lets_clean_and_expected_pass(pytester: pytest.Pytester) -> None:
    result = _run(
        pytester,
        """
        import logging, threading
        from pathlib import Path
        from PySide6.QtCore import QSettings

        def test_clean(qtbot):
            t = threading.Thread(target=print); t.start(); t.join()

        def test_expected(allow_log):
            allow_log("told you")
            logging.warning("told you so")

        def test_reads_the_log(caplog):
            logging.warning("read")
            assert caplog.messages == ["read"]

        def test_home_is_new(isolated_home):
            assert Path.home() == isolated_home
            assert str(isolated_home) in QSettings("a", "b").fileName()
            QSettings("a", "b").setValue("x", 1)

        def test_home_is_newer(isolated_home):
            assert QSettings("a", "b").value("x") is None
        """,
    )
    result.assert_outcomes(passed=5)


@pytest.mark.parametrize(("ci", "outcome"), [("", {"skipped": 1}), ("true", {"errors": 1})])
def test_missing_data_skips_and_fails_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: dict[str, int]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("HFPC_TEST_DATA", str(pytester.path / "nowhere"))
    _run(pytester, "def test_it(data_dir):\n    pass\n").assert_outcomes(**outcome)
