"""Pairing by names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain import pairing
from hfpc_desktop.domain.pairing import OriginalIndex, pair_by_name, split_masks, split_mixed

NFC, NFD = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize(
    ("originals", "generated", "expected"),
    [
        (["sku12.png"], "sku12_03.png", "sku12.png"),
        (["sku12.png"], "sku12-bg2.webp", "sku12.png"),
        (["sku12.png"], "sku12/anything.png", "sku12.png"),
        (["sku12.png"], "batch/sku12/deep/anything.png", "sku12.png"),
        (["sku12.png"], "sku12.png", "sku12.png"),
        (["sku12.png"], "SKU12.JPG", "sku12.png"),
        (["sku12.png"], "sku12 (1).png", "sku12.png"),
        (["sku12.png"], "sku12.v2.png", "sku12.png"),
        (["sku12.png"], "sku12（副本）.png", "sku12.png"),
        (["sku1.png"], "sku12.png", None),
        (["sku1.png"], "sku12/anything.png", None),
        (["sku12.png"], "12_sku12.png", None),
        (["clock.png", "clock-b.png"], "clock-b_01.png", "clock-b.png"),
        (["clock.png", "clock-b.png"], "clock_01.png", "clock.png"),
        (["clock.png", "clock-b.png"], "clock-c_01.png", "clock.png"),
        (["a/clock.png", "clock-b.png"], "a/clock-b_01.png", "clock-b.png"),
        ([f"{NFC}.png"], f"{NFD}_1.png", f"{NFC}.png"),
        ([f"{NFD}.png"], f"{NFC.upper()}-2.png", f"{NFD}.png"),
        (["椅子.png", "🪑.png"], "椅子_1.png", "椅子.png"),
        (["椅子.png", "🪑.png"], "🪑 2.png", "🪑.png"),
        (["new\nline.png"], "new\nline_2.png", "new\nline.png"),
        # the relative path decides between equal names
        (["a/front.png", "b/front.png"], "b/front_1.png", "b/front.png"),
        (["a/front.png", "b/front.png"], "out/b/front_1.png", "b/front.png"),
        (["front.png", "old/front.png"], "front_1.png", "front.png"),
        # the full file name decides between two kinds of one name
        (["sku.jpg", "sku.png"], "sku.png", "sku.png"),
        # mirrored folders with a matching name are stronger than a folder called like an original
        (["clock.png", "clock/beach.png"], "clock/beach_1.png", "clock/beach.png"),
        (["clock.png", "chairs/clock.png"], "chairs/clock/1.png", "chairs/clock.png"),
        ([".hidden.png"], "x.png", None),
        ([], "x.png", None),
    ],
)
def test_rules(originals: list[str], generated: str, expected: str | None) -> None:
    found = OriginalIndex(originals).find(generated)
    assert found == (() if expected is None else (expected,))


@pytest.mark.parametrize(
    ("originals", "generated", "candidates"),
    [
        (["sku.jpg", "sku.png"], "sku_01.png", {"sku.jpg", "sku.png"}),
        (["Sku.png", "sku.png"], "sku_01.png", {"Sku.png", "sku.png"}),
        (["a/sku.png", "b/sku.png"], "sku_01.png", {"a/sku.png", "b/sku.png"}),
        (["a/sku.png", "b/sku.png"], "c/sku.png", {"a/sku.png", "b/sku.png"}),
        (["sku.png", "beach.png"], "sku/beach_01.png", {"sku.png", "beach.png"}),
    ],
)
def test_ambiguities_are_listed_not_guessed(
    originals: list[str], generated: str, candidates: set[str]
) -> None:
    found = pair_by_name(originals, [generated])
    assert found.pairs == ()
    assert [set(item.candidates) for item in found.ambiguities] == [candidates]


def test_one_original_many_generated_and_orphans_on_both_sides() -> None:
    found = pair_by_name(["a.png", "b.png"], ["a_1.png", "x.png", "a_2.png"])
    assert found.pairs == (("a.png", "a_1.png"), ("a.png", "a_2.png"))
    assert found.originals_alone == ("b.png",)
    assert found.generated_alone == ("x.png",)


stems = st.text(alphabet="abAB12é椅", min_size=1, max_size=4)
seps = st.sampled_from("_- (.")


@given(st.lists(stems, unique_by=pairing.fold, min_size=1, max_size=8), st.data())
def test_an_extension_finds_its_own_original(names: list[str], data: st.DataObject) -> None:
    originals = [f"{name}.png" for name in names]
    name = data.draw(st.sampled_from(names))
    form = data.draw(st.sampled_from(["NFC", "NFD"]))
    tail = data.draw(st.text(alphabet="xyz09", max_size=4))
    generated = unicodedata.normalize(form, name.swapcase()) + data.draw(seps) + tail + ".webp"
    assert OriginalIndex(originals).find(generated) == (f"{name}.png",)


paths = st.lists(st.sampled_from(["a", "b", "a_1", "a-b", "a_1_2", "ab", "c"]), min_size=1, max_size=3).map(
    lambda parts: "/".join(parts) + ".png"
)


@given(st.lists(paths, unique=True, max_size=10), st.lists(paths, unique=True, max_size=10))
def test_nothing_gets_lost(originals: list[str], generated: list[str]) -> None:
    found = pair_by_name(originals, generated)
    seen = [pair[1] for pair in found.pairs] + list(found.generated_alone)
    seen += [item.generated for item in found.ambiguities]
    assert sorted(seen) == sorted(generated)
    assert all(len(item.candidates) > 1 for item in found.ambiguities)
    paired = {pair[0] for pair in found.pairs}
    assert paired.isdisjoint(found.originals_alone)
    assert paired | set(found.originals_alone) == set(originals)


@given(st.lists(paths, unique=True, max_size=8), st.lists(paths, unique=True, max_size=8), st.randoms())
def test_the_order_of_files_does_not_matter(
    originals: list[str], generated: list[str], random: object
) -> None:
    first = pair_by_name(originals, generated)
    random.shuffle(originals)  # type: ignore[attr-defined]
    random.shuffle(generated)  # type: ignore[attr-defined]
    again = pair_by_name(originals, generated)
    assert sorted(first.pairs) == sorted(again.pairs)
    assert sorted(first.generated_alone) == sorted(again.generated_alone)


def test_masks_beside_and_in_a_folder() -> None:
    files = [
        "a.png",
        "a_mask.png",
        "b.jpg",
        "B-Mask.PNG",
        "c.png",
        "masks/c.png",
        "d/e.png",
        "d/masks/e_mask.png",
    ]
    found = split_masks(files)
    assert found.pictures == ("a.png", "b.jpg", "c.png", "d/e.png")
    assert found.masks == {
        "a.png": "a_mask.png", "b.jpg": "B-Mask.PNG", "c.png": "masks/c.png", "d/e.png": "d/masks/e_mask.png",
    }  # fmt: skip
    assert found.spare == ()


def test_a_picture_of_a_face_mask_is_a_picture() -> None:
    found = split_masks(["face_mask.png", "mask.png", "masks.png", "other.png"])
    assert found.pictures == ("face_mask.png", "mask.png", "masks.png", "other.png")
    assert not found.masks


def test_a_second_mask_is_spare() -> None:
    found = split_masks(["a.png", "masks/a.png", "a_mask.png", "masks/nobody.png"])
    assert found.masks == {"a.png": "a_mask.png"}
    assert set(found.spare) == {"masks/a.png", "masks/nobody.png"}
    assert found.pictures == ("a.png",)


def test_a_masks_folder_of_its_own() -> None:
    found = pairing.match_masks(["a.jpg", "d/b.jpg"], ["A.png", "d/b_mask.png", "c.png"])
    assert found.masks == {"a.jpg": "A.png", "d/b.jpg": "d/b_mask.png"}
    assert found.spare == ("c.png",)


@given(st.lists(paths, unique=True, max_size=10))
def test_masks_lose_nothing(files: list[str]) -> None:
    masked = [*files, "a_mask.png", "masks/a.png", "x/masks/b.png"]
    found = split_masks(masked)
    assert sorted({*found.pictures, *found.masks.values(), *found.spare}) == sorted(set(masked))
    assert set(found.masks) <= set(found.pictures)


def test_files_that_lie_together() -> None:
    found = split_mixed(
        ["sku1.png", "sku1_1.png", "sku1-2.webp", "sku1/b.png", "sku12.png", "sku12_1.png", "z.png"]
    )
    assert set(found.pairs) == {
        ("sku1.png", "sku1_1.png"), ("sku1.png", "sku1-2.webp"), ("sku1.png", "sku1/b.png"),
        ("sku12.png", "sku12_1.png"),
    }  # fmt: skip
    assert found.originals_alone == ("z.png",)


def test_an_extended_extension_is_ambiguous() -> None:
    found = split_mixed(["clock.png", "clock-b.png", "clock-b_01.png"])
    assert found.pairs == (("clock.png", "clock-b.png"),)
    assert [(item.generated, set(item.candidates)) for item in found.ambiguities] == [
        ("clock-b_01.png", {"clock-b.png", "clock.png"})
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.png", True), ("a.JPEG", True), ("._a.png", False), (".png", False), ("Thumbs.db", False), ("a.txt", False),
     ("a", False), ("a.heic", True), ("a.png.part", False)],
)  # fmt: skip
def test_picture_names(name: str, expected: bool) -> None:
    assert pairing.is_picture_name(name) is expected
