"""The benchmarks run and say something sensible; no time is asserted here."""

from __future__ import annotations

import json
import math

import cv2
import pytest

from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.store import ProjectStore
from tests.perf import __main__ as perf
from tests.perf import judging, material, rows
from tests.perf.figures import Figure


def test_a_figure_knows_whether_its_target_is_met() -> None:
    assert Figure("s", "n", 3.0, "ms", 5.0).met is True
    assert Figure("s", "n", 3.0, "pairs/s", 5.0, at_most=False).met is False
    assert Figure("s", "n", 3.0, "ms").met is None
    assert "MISS" in Figure("s", "n", 3.0, "pairs/s", 5.0, at_most=False).line()
    assert "<= 5 ms" in Figure("s", "n", 3.0, "ms", 5.0).line()


def test_rows_and_scan_are_measured() -> None:
    figures = rows.measure(200) + rows.measure_scan(200)
    assert {"rows", "scan"} == {figure.section for figure in figures}
    assert all(math.isfinite(figure.value) and figure.value >= 0 for figure in figures)


def test_large_pairs_differ_in_bytes_and_open(tmp_path) -> None:
    pairs = material.large_pairs(tmp_path, 3, distinct=1)
    assert len({pair.generated.read_bytes() for pair in pairs}) == 3
    shapes = {cv2.imread(str(pair.generated)).shape for pair in pairs}
    assert len(shapes) == 1 and max(shapes.pop()) == material.SIDE


def test_a_made_project_is_judged_and_its_files_are_linked(tmp_path) -> None:
    picture = tmp_path / "one.jpg"
    picture.write_bytes(b"x")
    material.many_files(tmp_path / "pictures", 25, [picture])
    material.make_project(tmp_path / "p.hfpc", 25, "settings")
    store = ProjectStore.open(tmp_path / "p.hfpc")
    try:
        assert store.pairs_to_judge("settings") == []
        opened = list(store.rows())
    finally:
        store.close()
    assert len(opened) == 25
    assert all(row.generated.is_file() and row.original.is_file() for row in opened)
    assert {row.decision for row in opened} == {Decision.UNDECIDED}


def test_a_section_that_fails_does_not_hide_the_others(monkeypatch, capsys, tmp_path) -> None:
    def run(name: str, quick: bool) -> tuple[list[Figure], str]:
        assert quick
        return ([], "it broke") if name == "rows" else ([Figure(name, "n", 1.0, "ms", 2.0)], "")

    monkeypatch.setattr(perf, "run_section", run)
    out = tmp_path / "figures.json"
    assert perf.main(["--quick", "--only", "rows", "scan", "--json", str(out)]) == 1
    told = json.loads(out.read_text())
    assert told["failed"] == {"rows": "it broke"}
    assert [(figure["section"], figure["met"]) for figure in told["figures"]] == [("scan", True)]
    assert "FAIL rows" in capsys.readouterr().out


def test_stages_are_measured_in_cpu_time_of_the_thread() -> None:
    import time

    with judging._cpu_clock():
        start = time.perf_counter()
        time.sleep(0.2)
        assert time.perf_counter() - start < 0.15
    assert time.perf_counter is not time.thread_time


@pytest.mark.parametrize("name", ["machine", "scan"])
def test_sections_run_in_a_process_of_their_own(name) -> None:
    figures, problem = perf.run_section(name, quick=True)
    assert problem == ""
    assert figures and {figure.section for figure in figures} == {name}
