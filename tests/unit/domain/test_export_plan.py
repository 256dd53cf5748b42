"""What an export would do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_names import name_key
from hfpc_desktop.domain.export_plan import (
    CollisionPolicy,
    ExportLayout,
    ExportOptions,
    ExportPlan,
    plan_export,
    summary_lines,
    target_folders,
)
from hfpc_desktop.domain.verdict import Decision

ORIGINALS = Path("/shop/originals")
GENERATED = Path("/shop/generated")
ROOTS = (ORIGINALS, GENERATED)
OUT = Path("/out")
TREE = ExportLayout.TREE


def item(pair_id: int, name: str, decision: Decision = Decision.APPROVED) -> ExportItem:
    return ExportItem(pair_id, ORIGINALS / "o.png", GENERATED / name, decision)


def names(plan: ExportPlan) -> list[str]:
    return [step.target.relative_to(plan.destination).as_posix() for step in plan.copies]


def options(
    policy: CollisionPolicy = CollisionPolicy.RENAME,
    layout: ExportLayout = ExportLayout.FLAT,
    destination: Path = OUT,
) -> ExportOptions:
    return ExportOptions(destination, layout, policy)


def test_only_the_chosen_decisions() -> None:
    items = [item(1, "a.png"), item(2, "b.png", Decision.REJECTED), item(3, "c.png", Decision.UNDECIDED)]
    plan = plan_export(items, options(), (), ROOTS)
    assert names(plan) == ["a.png"]
    assert plan.left_out == 2
    both = ExportOptions(OUT, decisions=frozenset({Decision.APPROVED, Decision.REJECTED}))
    assert names(plan_export(items, both, (), ROOTS)) == ["a.png", "b.png"]


def test_order_of_the_items_is_kept_and_names_do_not_depend_on_it() -> None:
    items = [item(2, "b/x.png"), item(1, "a/x.png")]
    plan = plan_export(items, options(), (), ROOTS)
    assert [(step.pair_id, step.target.name) for step in plan.copies] == [(2, "x_2.png"), (1, "x.png")]
    again = plan_export(items[::-1], options(), (), ROOTS)
    assert {s.pair_id: s.target for s in plan.copies} == {s.pair_id: s.target for s in again.copies}


def test_names_that_differ_in_case_only_are_one_name() -> None:
    plan = plan_export([item(1, "a/X.png"), item(2, "b/x.PNG"), item(3, "c/x_2.png")], options(), (), ROOTS)
    assert names(plan) == ["X.png", "x_3.PNG", "x_2.png"]  # nobody loses a name of its own
    assert plan.collisions == 1


@pytest.mark.parametrize("policy", [CollisionPolicy.SKIP, CollisionPolicy.OVERWRITE])
def test_two_images_of_one_export_are_both_kept(policy: CollisionPolicy) -> None:
    plan = plan_export([item(1, "a/x.png"), item(2, "b/x.png")], options(policy), (), ROOTS)
    assert names(plan) == ["x.png", "x_2.png"]
    assert not any(step.overwrites for step in plan.copies)


def test_rename_policy() -> None:
    plan = plan_export([item(1, "x.png"), item(2, "y.png")], options(), ["X.PNG", "x_2.png"], ROOTS)
    assert names(plan) == ["x_3.png", "y.png"]
    assert (plan.collisions, plan.renamed) == (1, 1)


def test_skip_policy() -> None:
    plan = plan_export([item(1, "x.png"), item(2, "y.png")], options(CollisionPolicy.SKIP), ["x.png"], ROOTS)
    assert names(plan) == ["y.png"]
    assert [(entry.pair_id, entry.target) for entry in plan.skipped] == [(1, OUT / "x.png")]


def test_overwrite_policy_marks_what_it_replaces() -> None:
    plan = plan_export(
        [item(1, "x.png"), item(2, "y.png")], options(CollisionPolicy.OVERWRITE), ["x.png"], ROOTS
    )
    assert [(step.target.name, step.overwrites) for step in plan.copies] == [
        ("x.png", True),
        ("y.png", False),
    ]
    assert "1 image there will be replaced." in summary_lines(plan)


def test_a_second_export_overwrites_its_own_files() -> None:
    items = [item(1, "a/x.png"), item(2, "b/x.png")]
    first = plan_export(items, options(), (), ROOTS)
    again = plan_export(items, options(CollisionPolicy.OVERWRITE), names(first), ROOTS)
    assert names(again) == names(first)
    skipped = plan_export(items, options(CollisionPolicy.SKIP), names(first), ROOTS)
    assert skipped.copies == ()
    assert len(skipped.skipped) == 2


# -- tree -------------------------------------------------------------------------------------
def test_tree_keeps_folders_below_the_root() -> None:
    plan = plan_export([item(1, "sku1/x.png"), item(2, "sku2/n/x.png")], options(layout=TREE), (), ROOTS)
    assert names(plan) == ["sku1/x.png", "sku2/n/x.png"]


def test_tree_with_every_folder_as_root() -> None:
    roots = (ORIGINALS, GENERATED / "sku1", GENERATED / "sku2")
    plan = plan_export([item(1, "sku1/x.png"), item(2, "sku2/x.png")], options(layout=TREE), (), roots)
    assert names(plan) == ["sku1/x.png", "sku2/x.png"]
    nested = (GENERATED, GENERATED / "sku1")
    plan = plan_export([item(1, "sku1/x.png"), item(2, "y.png")], options(layout=TREE), (), nested)
    assert names(plan) == ["sku1/x.png", "y.png"]


def test_tree_without_roots_and_with_names_windows_refuses() -> None:
    items = [item(1, "aux/x.png"), item(2, "a. /x.png")]
    plan = plan_export(items, options(layout=TREE), (), ())
    assert names(plan) == ["_aux/x.png", "a/x.png"]
    assert target_folders(items, options(layout=TREE), ()) == {"", "_aux", "a"}
    assert target_folders(items, options(), ()) == {""}


# -- sources are never changed ------------------------------------------------------------------
@pytest.mark.parametrize("destination", [GENERATED, ORIGINALS, GENERATED / "sub", Path("/SHOP/Generated")])
def test_overwriting_in_a_source_folder_is_refused(destination: Path) -> None:
    with pytest.raises(UsageError, match=r"never changed.*Choose another destination"):
        plan_export(
            [item(1, "x.png")], options(CollisionPolicy.OVERWRITE, destination=destination), ["x.png"], ROOTS
        )


def test_overwriting_a_source_outside_the_roots_is_refused() -> None:
    with pytest.raises(UsageError, match="never changed"):
        plan_export([item(1, "x.png")], options(CollisionPolicy.OVERWRITE, destination=GENERATED), (), ())


def test_files_beside_a_source_are_not_overwritten_without_roots() -> None:
    # y.png beside x.png may be a generated image that nobody chose
    items = [item(1, "sub/y.png"), item(2, "x.png", Decision.UNDECIDED)]
    chosen = options(CollisionPolicy.OVERWRITE, destination=GENERATED)
    with pytest.raises(UsageError, match="never changed"):
        plan_export(items, chosen, ["y.png"], ())


def test_a_list_in_a_source_folder_is_not_overwritten() -> None:
    chosen = options(CollisionPolicy.OVERWRITE, destination=GENERATED / "new")
    with pytest.raises(UsageError, match=r"hfpc-export\.csv"):
        plan_export([item(1, "x.png")], chosen, ["hfpc-export.csv"], ROOTS)


@pytest.mark.parametrize("policy", [CollisionPolicy.RENAME, CollisionPolicy.SKIP])
def test_other_policies_leave_sources_alone_and_warn(policy: CollisionPolicy) -> None:
    items = [item(1, "x.png"), item(2, "sub/y.png")]
    plan = plan_export(items, options(policy, destination=GENERATED), ["x.png"], ROOTS)
    sources = {entry.generated for entry in items}
    assert not sources & {step.target for step in plan.copies}
    assert any("scanned again" in line for line in plan.warnings)


POLICIES = st.sampled_from(CollisionPolicy)
FILES = st.lists(
    st.sampled_from(["x.png", "X.png", "a/x.png", "b/x.png", "b/x_2.png", "c/con.png"]), max_size=6
)


@given(FILES, st.sets(st.sampled_from(["x.png", "x_2.png", "_con.png", "a/x.png"])), POLICIES, st.booleans())
def test_no_target_twice_and_nothing_lost(
    files: list[str], existing: set[str], policy: CollisionPolicy, tree: bool
) -> None:
    items = [item(i, name) for i, name in enumerate(files)]
    chosen = options(policy, TREE if tree else ExportLayout.FLAT)
    plan = plan_export(items, chosen, existing, ROOTS)
    targets = [name_key(name) for name in names(plan)]
    assert len(set(targets)) == len(targets)
    assert {s.pair_id for s in plan.copies} | {s.pair_id for s in plan.skipped} == set(range(len(files)))
    for step, target in zip(plan.copies, targets, strict=True):
        assert step.overwrites == (target in existing)
        assert not step.overwrites or policy is CollisionPolicy.OVERWRITE


# -- lists, figures and words -----------------------------------------------------------------
def test_lists_never_replace_earlier_ones_unless_asked() -> None:
    def lists(policy: CollisionPolicy, existing: list[str]) -> list[str]:
        return [
            path.name for path in plan_export([item(1, "x.png")], options(policy), existing, ROOTS).manifests
        ]

    assert lists(CollisionPolicy.RENAME, []) == ["hfpc-export.csv", "hfpc-export.json"]
    assert lists(CollisionPolicy.SKIP, ["HFPC-export.json"]) == ["hfpc-export_2.csv", "hfpc-export_2.json"]
    assert lists(CollisionPolicy.OVERWRITE, ["hfpc-export.csv"]) == ["hfpc-export.csv", "hfpc-export.json"]
    assert lists(CollisionPolicy.SKIP, ["x.png"]) == []


def test_lists_can_be_left_out() -> None:
    chosen = ExportOptions(OUT, write_csv=False)
    assert [p.name for p in plan_export([item(1, "x.png")], chosen, (), ROOTS).manifests] == [
        "hfpc-export.json"
    ]


def test_sizes_gone_files_and_room() -> None:
    items = [item(1, "x.png"), item(2, "y.png")]
    plan = plan_export(items, options(), (), ROOTS, sizes={1: 5_500_000}, free_bytes=1000)
    assert plan.total_bytes == 5_500_000
    gone, room = plan.warnings
    assert gone.startswith("1 image cannot be read any more")
    assert room.startswith("The copies need 5.5 MB, but only 1.0 kB are free")
    assert summary_lines(plan)[0] == "2 images (5.5 MB) will be copied to '/out'."
    assert summary_lines(plan)[-1] == room


def test_long_paths_are_warned_of() -> None:
    plan = plan_export([item(1, "x.png")], options(destination=Path("/" + "d/" * 140)), (), ROOTS)
    assert "259 characters" in plan.warnings[0]


def test_nothing_to_export_says_so() -> None:
    plan = plan_export([item(1, "x.png", Decision.UNDECIDED)], options(), (), ROOTS)
    assert summary_lines(plan) == ["Nothing to export: no pair is approved."]
    assert plan.manifests == ()


def test_summary_of_renames_and_skips() -> None:
    plan = plan_export([item(1, "a?.png"), item(2, "y.png")], options(CollisionPolicy.SKIP), ["y.png"], ROOTS)
    lines = summary_lines(plan)
    assert "1 image will get another file name." in lines
    assert "1 image will be skipped: the name exists there already." in lines
    assert "List of the copies: hfpc-export.csv, hfpc-export.json." in lines
