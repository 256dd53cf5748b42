"""``python -m tests.perf [--json F] [--quick] [--only SECTION ...]``: target and measured, line by line.

Every section runs in a process of its own: one that fails or hangs does not hide the others.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.perf.figures import Figure, calibration

_TIMEOUT_S = 480


def _machine(_quick: bool) -> list[Figure]:
    return calibration()


def _start(quick: bool) -> list[Figure]:
    from tests.perf.start import measure

    return measure(2 if quick else 5)


def _rows(quick: bool) -> list[Figure]:
    from tests.perf.rows import measure

    return measure(20_000 if quick else 100_000)


def _scan(quick: bool) -> list[Figure]:
    from tests.perf.rows import measure_scan

    return measure_scan(20_000 if quick else 100_000)


def _judging(quick: bool) -> list[Figure]:
    from tests.perf.judging import measure

    return measure(6, 400) if quick else measure(20, 4_000)


def _window(quick: bool) -> list[Figure]:
    from tests.perf.window import measure

    return measure(80, 6.0, 18) if quick else measure(200, 16.0, 60)


def _panning(quick: bool) -> list[Figure]:
    from tests.perf.panning import measure

    return measure(60 if quick else 240)


def _project(quick: bool) -> list[Figure]:
    from tests.perf.project import measure

    return measure(20_000, 300) if quick else measure(100_000, 5_000)


def _learning(quick: bool) -> list[Figure]:
    from tests.perf.learning import measure

    return measure(10_000, 20_000, 1) if quick else measure(10_000, 100_000)


SECTIONS: dict[str, Callable[[bool], list[Figure]]] = {
    "machine": _machine,
    "start": _start,
    "rows": _rows,
    "scan": _scan,
    "judging": _judging,
    "window": _window,
    "panning": _panning,
    "project": _project,
    "learning": _learning,
}


def run_section(name: str, quick: bool) -> tuple[list[Figure], str]:
    """Figures of one section, or what went wrong, from a process with a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        result = Path(home) / "figures.json"
        command = [sys.executable, "-m", "tests.perf", "--worker", name, "--json", str(result)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home}
        environment |= {f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("CONFIG", "DATA", "CACHE")}
        try:
            done = subprocess.run(
                [*command, *(["--quick"] if quick else [])],
                env=environment,
                capture_output=True,
                text=True,
                timeout=_TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [], f"not done after {_TIMEOUT_S} s"
        if done.returncode or not result.exists():
            lines = done.stderr.strip().splitlines()
            return [], f"exit {done.returncode}: " + "\n  ".join(lines[-12:])
        return [Figure(**entry) for entry in json.loads(result.read_text())], ""


def main(argv: list[str] | None = None) -> int:
    """0 when every section could be measured; targets that are missed are printed, not failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.perf", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--quick", action="store_true", help="fewer rows and pairs, about a minute")
    parser.add_argument("--only", nargs="+", choices=[*SECTIONS], metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--worker", choices=[*SECTIONS], help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    if given.worker:
        figures = SECTIONS[given.worker](given.quick)
        given.json.write_text(json.dumps([asdict(figure) for figure in figures]))
        return 0
    started, everything, failed = time.monotonic(), [], {}
    for name in given.only or SECTIONS:
        figures, problem = run_section(name, given.quick)
        for figure in figures:
            print(figure.line(), flush=True)
        if problem:
            failed[name] = problem
            print(f"FAIL {name:<9} {problem}", flush=True)
        everything += figures
    missed = sum(figure.met is False for figure in everything)
    print(f"{len(everything)} figures, {missed} targets missed, {time.monotonic() - started:.0f} s")
    if given.json:
        told = [{**asdict(figure), "met": figure.met} for figure in everything]
        given.json.write_text(json.dumps({"figures": told, "failed": failed}, indent=1))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
