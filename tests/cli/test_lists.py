"""``hfpc data stats`` and ``hfpc decisions``: HFPC lists out of a project and back in."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hfpc_desktop.domain.hfpc_list import ListEntry, grouped_lines, pair_lines, parse_list
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.training.labels import read_labels
from hfpc_desktop.training.list_stats import read_list, stats_table
from tests.cli.conftest import hfpc

if TYPE_CHECKING:
    from pathlib import Path


def test_the_published_lists_hold_what_is_known_of_them(data_dir: Path) -> None:
    names = ("test.json", "valid_data_combine122.json")
    table = stats_table({name: read_list(data_dir / "hfpc_44k" / name) for name in names})
    test, valid = ({row[0]: row[i] for row in table.rows} for i in (1, 2))
    assert (test["pairs"], test["originals"], test["label 1"], test["label 0"]) == (8372, 321, 1299, 7073)
    assert test["share of 1"] == pytest.approx(0.155, abs=5e-4)
    sizes = [test[f"generations per original, {word}"] for word in ("least", "median", "most")]
    assert sizes == [1, 10.0, 272]
    assert round(float(test["generations per original, mean"] or 0)) == 26
    kinds = [test[f"originals with {word}"] for word in ("both labels", "only 0", "only 1")]
    assert kinds == [176, 144, 1]
    assert test["share of the 39 biggest originals"] == pytest.approx(0.61, abs=0.005)
    assert (valid["originals"], valid["pairs"], valid["label 1"], valid["label 0"]) == (188, 869, 266, 603)
    assert valid["(1, 0) pairs within an original"] == 561
    assert test["pictures shared with the other lists"] == 0
    done = hfpc("data", "stats", *(data_dir / "hfpc_44k" / name for name in names))
    assert done.exit_code == 0 and "8372" in done.stdout


def test_both_forms_are_written_as_they_are_read() -> None:
    pairs = [ListEntry("o", "a b", 1), ListEntry("p", "中", 0), ListEntry("o", "c", 0)]
    plain = {(e.origin, e.generation, e.label) for e in pairs}
    for text in (pair_lines(pairs), grouped_lines(pairs)):
        assert {(e.origin, e.generation, e.label) for e in parse_list(text, "x")} == plain
    assert len(grouped_lines(pairs).splitlines()) == 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Four pairs of one original; the first approved, the second rejected."""
    folder = tmp_path / "shop"
    for name in ("originals", "generated"):
        (folder / name).mkdir(parents=True)
    Image.new("RGB", (40, 40), "white").save(folder / "originals" / "cup.png")
    pairs = []
    for number in range(4):
        path = folder / "generated" / f"cup_{number}.png"
        Image.new("RGB", (40, 40), (number * 40, 9, 9)).save(path)
        pairs.append(Pair(folder / "originals" / "cup.png", path))
    path = tmp_path / "shop.hfpc"
    request = ScanRequest.folders(folder / "originals", folder / "generated")
    with ProjectStore.create(path, request) as store:
        ids = store.add_pairs(pairs)
        store.decide([ids[0]], Decision.APPROVED)
        store.decide([ids[1]], Decision.REJECTED)
    return path


def decisions(project: Path) -> list[str]:
    with ProjectStore.open(project) as store:
        return [row.decision.label for row in store.rows()]


@pytest.mark.parametrize("form", ["pairs", "grouped"])
def test_decisions_leave_a_project_as_labels_and_come_back(project: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "decisions.jsonl"
    assert hfpc("decisions", "export", project, target, "--form", form).exit_code == 0
    labelled = read_labels(target).pairs
    assert [(p.generated.name, p.approved) for p in labelled] == [("cup_0.png", True), ("cup_1.png", False)]
    with ProjectStore.open(project) as store:
        store.decide(list(store.pairs()), Decision.UNDECIDED)
    assert hfpc("decisions", "import", project, target).exit_code == 0
    assert decisions(project) == ["approved", "rejected", "undecided", "undecided"]


def test_moved_pictures_are_found_by_content_and_decisions_of_people_stay(
    project: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "shop", moved)
    origin = str(moved / "originals" / "cup.png")
    rows = [(0, 0), (2, 1), (3, 0)]
    lines = [
        json.dumps({"origin": origin, "generation": f"elsewhere/generated/cup_{n}.png", "label": label})
        for n, label in rows
    ]
    lines.append(json.dumps({"origin": "https://example.org/a", "generation": "gone.png", "label": 1}))
    target = tmp_path / "list.jsonl"
    target.write_text("\n".join(lines), encoding="utf-8")
    done = hfpc("decisions", "import", project, target)
    assert done.exit_code == 0
    assert "gone.png" in done.stderr and "--replace" in done.stderr
    assert decisions(project) == ["approved", "rejected", "approved", "rejected"]
    assert hfpc("decisions", "import", project, target, "--replace").exit_code == 0
    assert decisions(project)[0] == "rejected"


def test_bad_lists_change_nothing(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "list.jsonl"
    entry = {"origin": "shop/originals/cup.png", "generation": "shop/generated/cup_2.png"}
    for label, says in ((2, "0 or 1"), (1, "contradicts")):
        rows = [{**entry, "label": 0}, {**entry, "label": label}]
        target.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        done = hfpc("decisions", "import", project, target)
        assert done.exit_code == 1 and says in done.stderr
    assert decisions(project) == ["approved", "rejected", "undecided", "undecided"]
    assert hfpc("decisions", "import", project, tmp_path / "none").exit_code == 1
    assert hfpc("decisions", "export", project, project).exit_code == 2
