"""Pairs of a project that are made when they are asked for are the pairs that the project file has."""

from __future__ import annotations

from pathlib import Path

import pytest

from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.remarks import PairEdit
from hfpc_desktop.review.project_pairs import Given, ProjectPairs
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.scan_report import Ambiguity, ScanReport
from hfpc_desktop.review.store import ProjectStore

ORIGINALS, GENERATED = Path("/shop/originals"), Path("/shop/generated")


@pytest.fixture
def store(tmp_path: Path):
    with ProjectStore.create(tmp_path / "p.hfpc", ScanRequest.folders(ORIGINALS, GENERATED)) as store:
        store.add_pairs(
            [
                Pair(ORIGINALS / "a.png", GENERATED / "a_1.png", ORIGINALS / "a_mask.png", "vase"),
                Pair(ORIGINALS / "a.png", GENERATED / "a_2.png"),
                Pair(Path("/elsewhere/b.png"), GENERATED / "b_1.png", Path("/shop/masks/b.png")),
                Pair(ORIGINALS / "c.png", GENERATED / "sub/c_1.png"),
            ]
        )
        store.edit({4: PairEdit(product="lamp")})
        yield store


def loaded(store: ProjectStore) -> ProjectPairs:
    return store.project_pairs(store.load_columns(names=False, bodies=False))


def test_they_are_those_of_the_file(store: ProjectStore) -> None:
    pairs, saved = loaded(store), store.pairs()
    assert dict(pairs.items()) == saved
    assert {pair_id: pairs.get(pair_id) for pair_id in saved} == saved
    assert len(pairs) == 4
    assert 1 in pairs and 5 not in pairs and pairs.get(5) is None
    assert saved[4].named == "lamp", "the fixture has what is to be read"


def test_what_changed_came_or_went_is_told_from_what_was_loaded(store: ProjectStore) -> None:
    pairs = loaded(store)
    moved, new = (
        Pair(ORIGINALS / "a.png", GENERATED / "moved.png", product="vase"),
        Pair(ORIGINALS / "n.png", GENERATED / "n_1.png"),
    )
    pairs.put({2: moved, 9: new})
    pairs.take_out([1, 77])
    assert pairs.get(2) == moved and pairs.get(9) == new and pairs.get(1) is None
    assert {pair_id for pair_id, _ in pairs.items()} == {2, 3, 4, 9}
    assert len(pairs) == 4 and 1 not in pairs and 9 in pairs
    pairs.take_out([9])
    assert 9 not in pairs and len(pairs) == 3


def test_a_scan_finds_them_by_their_files(store: ProjectStore) -> None:
    pairs = loaded(store)
    pairs.put(
        {
            2: Pair(ORIGINALS / "a.png", GENERATED / "moved.png"),
            9: Pair(ORIGINALS / "n.png", GENERATED / "n_1.png", product="new"),
        }
    )
    pairs.take_out([3])
    assert pairs.by_files() == {
        (str(ORIGINALS / "a.png"), str(GENERATED / "a_1.png")): Given(ORIGINALS / "a_mask.png", "vase"),
        (str(ORIGINALS / "c.png"), str(GENERATED / "sub/c_1.png")): Given(None, "", "lamp"),
        (str(ORIGINALS / "a.png"), str(GENERATED / "moved.png")): Given(),
        (str(ORIGINALS / "n.png"), str(GENERATED / "n_1.png")): Given(None, "new"),
    }


def test_pairs_of_certain_files_and_all_masks(store: ProjectStore) -> None:
    pairs = loaded(store)
    pairs.put({9: Pair(ORIGINALS / "n.png", GENERATED / "n_1.png", ORIGINALS / "n_mask.png")})
    found = pairs.with_files({GENERATED / "b_1.png", ORIGINALS / "n.png", GENERATED / "not there.png"})
    assert {pair.generated.name for pair in found} == {"b_1.png", "n_1.png"}
    assert pairs.with_files(()) == []
    assert pairs.masks() == {
        ORIGINALS / "a.png": ORIGINALS / "a_mask.png",
        Path("/elsewhere/b.png"): Path("/shop/masks/b.png"),
        ORIGINALS / "n.png": ORIGINALS / "n_mask.png",
    }
    pairs.take_out([1])
    assert ORIGINALS / "a.png" not in pairs.masks()


def test_a_report_loses_the_same_whether_it_is_shown_all_pairs_or_those_with_left_over_files(
    store: ProjectStore,
) -> None:
    pairs = loaded(store)
    report = ScanReport(
        ORIGINALS,
        GENERATED,
        originals_alone=(ORIGINALS / "c.png", ORIGINALS / "z.png"),
        generated_alone=(GENERATED / "b_1.png", GENERATED / "y.png"),
        ambiguities=(
            Ambiguity(GENERATED / "a_2.png", (ORIGINALS / "a.png",)),
            Ambiguity(GENERATED / "x.png", ()),
        ),
    )
    left = report.without(pairs.with_files(report.left_over))
    assert left == report.without(store.pairs().values())
    assert (left.originals_alone, left.generated_alone) == ((ORIGINALS / "z.png",), (GENERATED / "y.png",))
    assert [item.generated.name for item in left.ambiguities] == ["x.png"]
