"""Presets of an export and what they make of names: pure text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_forms import ExportFormat, ImageForm, check_pattern, file_names
from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_plan import (
    CollisionPolicy,
    ExportLayout,
    ExportOptions,
    plan_export,
    summary_lines,
)
from hfpc_desktop.domain.export_presets import ExportPreset, Presets, from_json, to_json
from hfpc_desktop.domain.verdict import Decision

WEB = ExportPreset(
    "Web",
    frozenset({Decision.APPROVED, Decision.UNDECIDED}),
    ExportLayout.TREE,
    CollisionPolicy.SKIP,
    ImageForm("{original}-{variant}", ExportFormat.WEBP, 1600, 80),
    xmp=True,
    report=True,
)


def items() -> list[ExportItem]:
    return [
        ExportItem(i, Path(f"/o/{name}.png"), Path(f"/g/a/{name}_{{number}}_{i}.PNG"), Decision.APPROVED)
        for i, name in enumerate(("mug", "can", "mug"), start=1)
    ]


def test_presets_come_back_from_their_file() -> None:
    presets = Presets((ExportPreset("Plain"), WEB), "Web")
    assert from_json(to_json(presets)) == presets


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"hfpc_export_presets": 2, "presets": []}',
     '{"hfpc_export_presets": 1, "presets": [{"name": "x", "names": "{odd}"}]}',
     '{"hfpc_export_presets": 1, "presets": [{"name": "x", "format": "gif"}]}'],
)  # fmt: skip
def test_what_is_no_file_of_presets_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        from_json(text)


def test_what_a_file_leaves_out_is_the_default_and_numbers_are_kept_in_bounds() -> None:
    text = json.dumps(
        {"hfpc_export_presets": 1, "presets": [{"name": " a  b ", "max_side": 5, "quality": 900}]}
    )
    [preset] = from_json(text).items
    assert preset == ExportPreset("a b", form=ImageForm(max_side=64, quality=100))


def test_saving_renaming_deleting_and_the_default() -> None:
    presets = Presets().put(WEB).put(ExportPreset("Plain"))
    presets = Presets(presets.items, "web")
    assert presets.get("WEB") == WEB
    renamed = presets.renamed("Web", "Shop")
    assert [item.name for item in renamed.items] == ["Shop", "Plain"]
    assert renamed.default == "Shop"
    with pytest.raises(UsageError, match="already"):
        renamed.renamed("Shop", "plain")
    with pytest.raises(UsageError):
        renamed.renamed("Shop", "  ")
    assert renamed.without("Shop") == Presets((ExportPreset("Plain"),), "")
    assert presets.joined([ExportPreset("web")]).get("Web") == ExportPreset("web")


def test_names_are_made_by_the_pattern_and_braces_in_a_file_name_are_text() -> None:
    names = file_names(items(), ImageForm("{number} {original} {variant} {decision} {name}"))
    assert names == {
        1: "001 mug 01 approved mug_{number}_1.PNG",
        2: "002 can 01 approved can_{number}_2.PNG",
        3: "003 mug 02 approved mug_{number}_3.PNG",
    }


@pytest.mark.parametrize("pattern", ["", "  ", "{nam}", "{name", "a/{name}", "name}"])
def test_a_pattern_that_is_none_is_refused_with_the_words_it_may_hold(pattern: str) -> None:
    with pytest.raises(UsageError, match=r"\{original\}"):
        check_pattern(pattern)


@pytest.mark.parametrize(
    ("form", "source", "ending"),
    [
        (ImageForm(), ".TIF", ".TIF"),
        (ImageForm(max_side=800), ".png", ".png"),
        (ImageForm(max_side=800), ".heic", ".jpg"),
        (ImageForm(format=ExportFormat.JPEG), ".JPEG", ".JPEG"),
        (ImageForm(format=ExportFormat.WEBP), ".jpg", ".webp"),
    ],
)
def test_the_ending_says_what_is_in_the_file(form: ImageForm, source: str, ending: str) -> None:
    assert form.suffix(source) == ending


def test_a_plan_has_the_new_names_in_the_tree_and_says_what_becomes_of_the_pictures(tmp_path) -> None:
    options = WEB.options(tmp_path)
    assert isinstance(options, ExportOptions)
    plan = plan_export(items(), options, [], [Path("/g")], sizes={1: 10, 2: 10, 3: 10})
    assert [step.target.relative_to(tmp_path).as_posix() for step in plan.copies] == [
        "a/mug-01.webp", "a/can-01.webp", "a/mug-02.webp",
    ]  # fmt: skip
    assert plan.total_bytes is None
    assert "They are written as WEBP, at most 1600 pixels on the longer side." in summary_lines(plan)


def test_equal_names_are_numbered_as_ever(tmp_path) -> None:
    options = ExportOptions(tmp_path, form=ImageForm("same"))
    plan = plan_export(items(), options, [], [Path("/g")])
    assert [step.target.name for step in plan.copies] == ["same.PNG", "same_2.PNG", "same_3.PNG"]
