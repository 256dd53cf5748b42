"""The program as a process: started as a person starts it, killed as a power cut kills it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hfpc_desktop.engine import user_cache_folder, user_data_folder
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.qt_instance import address
from tests.conftest import ROOT
from tests.e2e.world import fingerprints, make_pairs, make_variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_S = 90.0
VARIANTS = ("mug_01", "can_04")


@contextmanager
def process(*arguments: str | Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A Python process in the repository; its stderr goes to a file that failures show. Killed at the end."""
    errors = tmp_path / "stderr.txt"
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
    with errors.open("a") as stream:
        child = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=stream, text=True,
        )  # fmt: skip
        try:
            yield child
        finally:
            child.kill()
            child.communicate()


def said(child: subprocess.Popen[str], tmp_path: Path) -> Iterator[dict[str, Any]]:
    """What the driver says, line by line."""
    assert child.stdout is not None
    for line in child.stdout:
        yield json.loads(line)
    assert child.wait() == 0, (tmp_path / "stderr.txt").read_text()


def wait_until(seen: Callable[[], bool], child: subprocess.Popen[str], tmp_path: Path) -> None:
    """Look every tenth of a second until it is so; the process must live meanwhile."""
    deadline = time.monotonic() + PATIENCE_S
    while not seen():
        assert child.poll() is None, (tmp_path / "stderr.txt").read_text()
        assert time.monotonic() < deadline, "it took too long"
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.1)


def test_kill_in_the_middle_of_scoring_and_resume(tmp_path: Path) -> None:
    # Given a review with decisions, still being judged
    total = 8
    originals, generated = make_variants(tmp_path / "shop", total)
    untouched = fingerprints(originals, generated)
    driver = ("-m", "tests.e2e.driver", tmp_path / "home")
    with process(*driver, "work", originals, generated, tmp_path=tmp_path) as child:
        lines = said(child, tmp_path)
        decided = next(line for line in lines if line["what"] == "decided")
        scores = decided
        while len(scores["judged"]) < 3:
            scores = next(lines)
        # When the process is killed at once
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert len(scores["judged"]) < total, "killed too late to show anything"
    assert sorted(decided["decisions"].values()).count("undecided") == total - 3

    # Then the next start shows the project, every decision in it, and judges only what is left
    with process(*driver, "resume", originals, generated, tmp_path=tmp_path) as child:
        after = {line.pop("what"): line for line in said(child, tmp_path)}
    opened = after["opened"]
    assert opened["decisions"] == decided["decisions"]
    assert 1 <= len(opened["judged"]) < total
    assert not set(opened["judged"]) & set(opened["again"])
    assert sorted(opened["judged"] + opened["again"]) == sorted(opened["after"])
    assert len(opened["after"]) == total
    assert opened["progress"] == "done"

    # And undo reaches back over the restart
    changed = {
        name: now for name, now in after["undone"]["decisions"].items() if now != decided["decisions"][name]
    }
    assert list(changed.values()) == ["undecided"]
    assert after["closed"]["errors"] == []
    assert fingerprints(originals, generated) == untouched


@pytest.mark.parametrize("start", [["main.py"], ["-m", "hfpc_desktop.app"]], ids=["main.py", "-m"])
def test_the_program_opens_what_it_is_given(start: list[str], tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", VARIANTS)
    folders = [originals, generated] if start == ["main.py"] else [tmp_path / "shop"]
    scores = user_cache_folder() / "judgements.sqlite"

    def judged() -> bool:
        if not scores.exists():
            return False
        with closing(sqlite3.connect(f"{scores.as_uri()}?mode=ro", uri=True)) as db:
            try:
                return db.execute("SELECT count(*) FROM judgement").fetchone()[0] == len(VARIANTS)
            except sqlite3.OperationalError:
                return False  # between creating the file and its table

    with process(*start, *folders, tmp_path=tmp_path) as child:
        wait_until(judged, child, tmp_path)
        child.terminate()
        child.wait()
    assert (tmp_path / "stderr.txt").read_text() == ""
    (project,) = (user_data_folder() / "projects").glob("*.hfpc")
    with ProjectStore.open(project) as store:
        assert {row.generated.name for row in store.rows()} == {f"{name}.jpg" for name in VARIANTS}


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [(["--version"], 0, ""), (["--help"], 0, "PATH"), (["--no-such-thing"], 2, "unrecognized")],
)
def test_arguments(arguments: list[str], code: int, word: str) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == code
    assert word in done.stdout + done.stderr


def test_a_second_start_hands_its_folders_to_the_window_that_runs(tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", VARIANTS[:1])
    projects, where = user_data_folder() / "projects", Path(address(user_data_folder()))
    with process("main.py", tmp_path=tmp_path) as first:
        wait_until(where.exists, first, tmp_path)
        second = subprocess.run(
            [sys.executable, "main.py", str(originals), str(generated)],
            cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        assert second.returncode == 0
        wait_until(lambda: any(projects.glob("*.hfpc")), first, tmp_path)
        first.terminate()
        first.wait()
    said_by_qt = "This plugin does not support raise()\n"  # off screen there is nothing to bring to the front
    assert (tmp_path / "stderr.txt").read_text().replace(said_by_qt, "") == ""
