"""Each background check on a made scene with and without its own damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain.judgement import DefectKind, Region
from hfpc_desktop.judging import background_artefacts as artefacts
from hfpc_desktop.judging import background_checks as checks
from hfpc_desktop.judging.background_scene import (
    WORK_SIDE,
    Finding,
    Scene,
    build_scene,
    fit_mask,
    largest_part,
    local_mean,
    work_size,
)
from tests.unit.judging.reward_scenes import BOX, SIDE, product_mask, sound_scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

X0, Y0, X1, Y1 = BOX


def scene_of(rgb: NDArray[np.uint8], mask: NDArray[np.uint8] | None = None) -> Scene:
    return build_scene(rgb, product_mask() if mask is None else mask)


def amount(found: Finding | None) -> float:
    assert found is not None
    return found.amount


def inside(region: Region | None, x: float, y: float) -> bool:
    """Whether the px (x, y) of the test scene lies in ``region``."""
    assert region is not None
    px, py = x / SIDE, y / SIDE
    return region.x <= px <= region.x + region.width and region.y <= py <= region.y + region.height


# ---------------------------------------------------------------------------------------- scene
def test_scene_is_reduced_and_never_enlarged() -> None:
    large = np.zeros((2000, 1000, 3), np.uint8)
    assert work_size(large).shape == (WORK_SIDE, WORK_SIDE // 2, 3)
    assert work_size(np.zeros((50, 80, 3), np.uint8)).shape == (50, 80, 3)


@pytest.mark.parametrize("size", [(48, 48), (384, 384), (700, 500)])
def test_masks_of_any_size_fit(size: tuple[int, int]) -> None:
    mask = np.zeros(size, np.uint8)
    mask[: size[0] // 2] = 255
    fitted = fit_mask(mask, (384, 384))
    assert fitted.shape == (384, 384)
    assert fitted.mean() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("value", [0, 255])
def test_a_mask_without_an_edge_is_no_product(value: int) -> None:
    assert build_scene(sound_scene(), np.full((SIDE, SIDE), value, np.uint8)).product is None


def test_local_mean_ignores_what_is_not_chosen() -> None:
    values = np.zeros((40, 40), np.float32)
    values[:, 20:] = 100.0
    left = np.zeros((40, 40), bool)
    left[:, :20] = True
    mean, mass = local_mean(values, left, 3.0)
    assert mean[20, 22] == pytest.approx(0.0, abs=1e-3)
    assert mass[20, 2] > 0.9 > 0.1 > mass[20, 38]


def test_largest_part() -> None:
    hits = np.zeros((20, 20), bool)
    assert largest_part(hits) is None
    hits[1, 1] = True
    hits[5:9, 6:12] = True
    assert largest_part(hits) == (6, 5, 12, 9)


# ----------------------------------------------------------------------------------------- edge
def fringed(level: int, width: int) -> NDArray[np.uint8]:
    rgb = sound_scene()
    cv2.rectangle(rgb, (X0 - 1, Y0 - 1), (X1, Y1), (level,) * 3, width)
    return rgb


def test_halo_grows_with_its_contrast_and_is_none_on_a_sound_edge() -> None:
    sound = amount(checks.edge_halo(scene_of(sound_scene())))
    faint, strong = (amount(checks.edge_halo(scene_of(fringed(level, 2)))) for level in (225, 255))
    assert sound < 0.3
    assert sound < faint < strong
    assert strong > 1.0


def test_halo_is_found_with_a_mask_that_is_a_little_off() -> None:
    for grow in (-2, 2):
        kernel = np.ones((5, 5), np.uint8)
        mask = cv2.dilate(product_mask(), kernel) if grow > 0 else cv2.erode(product_mask(), kernel)
        assert amount(checks.edge_halo(scene_of(fringed(255, 2), mask))) > 0.7
        assert amount(checks.edge_halo(scene_of(sound_scene(), mask))) < 0.4


def test_halo_names_its_place() -> None:
    rgb = sound_scene()
    cv2.line(rgb, (X0 - 1, Y0), (X0 - 1, Y1 - 80), (255, 255, 255), 3)
    found = checks.edge_halo(scene_of(rgb))
    assert found is not None
    assert found.kind is DefectKind.EDGE_HALO
    assert inside(found.region, X0, (Y0 + Y1) / 2 - 30)
    assert not inside(found.region, X1, Y1)


# --------------------------------------------------------------------------------------- contact
def test_floating_without_a_shadow() -> None:
    stands = checks.contact_shadow(scene_of(sound_scene()))
    floats = checks.contact_shadow(scene_of(sound_scene(shadow=False)))
    assert amount(stands) < 0.2
    assert amount(floats) > 0.6
    assert floats is not None
    assert floats.kind is DefectKind.FLOATING
    assert inside(floats.region, (X0 + X1) / 2, Y1)


def test_no_room_below_the_product_is_not_judged() -> None:
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[100:, 100:200] = 255
    assert checks.contact_shadow(scene_of(sound_scene(), mask)) is None


# ----------------------------------------------------------------------------------------- light
def recoloured(gain: tuple[float, float, float], *, product: bool) -> NDArray[np.uint8]:
    """The scene (and the product with it, or not) in other light."""
    rgb = sound_scene().astype(np.float32)
    where = np.ones((SIDE, SIDE), bool) if product else product_mask() == 0
    rgb[where] *= gain
    return rgb.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("gain", [(0.45, 0.75, 1.3), (0.15, 0.15, 0.15)], ids=["blue", "dark"])
def test_light_the_product_does_not_take_part_in(gain: tuple[float, float, float]) -> None:
    original = checks.product_look(scene_of(sound_scene()))
    apart = amount(checks.lighting_mismatch(scene_of(recoloured(gain, product=False)), original))
    together = amount(checks.lighting_mismatch(scene_of(recoloured(gain, product=True)), original))
    sound = amount(checks.lighting_mismatch(scene_of(sound_scene()), original))
    assert sound < 0.2
    assert apart > 0.5
    assert together < 0.5 * apart


def test_light_needs_the_original() -> None:
    assert checks.lighting_mismatch(scene_of(sound_scene()), None) is None
    assert checks.product_look(build_scene(sound_scene(), None)) is None


def test_a_blurred_product_in_a_sharp_scene() -> None:
    rng = np.random.default_rng(0)
    rgb = (sound_scene() + rng.normal(0, 14, (SIDE, SIDE, 3))).clip(0, 255).astype(np.uint8)
    soft = np.where(product_mask()[..., None] > 0, cv2.GaussianBlur(rgb, (0, 0), 4), rgb)
    assert amount(checks.sharpness_mismatch(scene_of(soft))) > 0.8
    assert amount(checks.sharpness_mismatch(scene_of(rgb))) < 0.3


def test_a_soft_background_is_photography() -> None:
    rgb = np.where(product_mask()[..., None] > 0, sound_scene(), cv2.GaussianBlur(sound_scene(), (0, 0), 5))
    found = amount(checks.sharpness_mismatch(scene_of(rgb.astype(np.uint8))))
    assert found < 0.5


# -------------------------------------------------------------------------------------- contrast
def test_indistinct_in_its_own_colours() -> None:
    rng = np.random.default_rng(1)
    palette = np.array([(35, 95, 110), (225, 205, 90), (60, 120, 130)], np.uint8)
    cells = palette[rng.integers(0, 3, (32, 32))]
    busy = cv2.resize(cells, (SIDE, SIDE), interpolation=cv2.INTER_NEAREST)
    hidden = np.where(product_mask()[..., None] > 0, sound_scene(), busy).astype(np.uint8)
    clear, lost = (checks.indistinct(scene_of(rgb)) for rgb in (sound_scene(), hidden))
    assert amount(clear) < 0.2
    assert amount(lost) > 0.4
    assert lost is not None
    assert lost.kind is DefectKind.INDISTINCT


# ----------------------------------------------------------------------------- exposure and size
def test_burnt_and_black_backgrounds_but_not_a_white_studio() -> None:
    half = sound_scene()
    half[:200] = 255
    assert amount(checks.exposure(scene_of(half))) > 0.3
    half[:200] = 0
    assert amount(checks.exposure(scene_of(half))) > 0.3
    studio = np.where(product_mask()[..., None] > 0, sound_scene(), np.uint8(255)).astype(np.uint8)
    assert amount(checks.exposure(scene_of(studio))) < 0.05
    assert amount(checks.exposure(scene_of(sound_scene()))) < 0.02


def test_lost_in_the_frame() -> None:
    tiny = np.zeros((SIDE, SIDE), np.uint8)
    tiny[200:230, 200:220] = 255
    assert amount(checks.size_mismatch(scene_of(sound_scene(), tiny))) > 0.5
    assert amount(checks.size_mismatch(scene_of(sound_scene()))) == 0.0


# ------------------------------------------------------------------------------------- artefacts
def test_pixel_blocks() -> None:
    rgb = sound_scene()
    patch = rgb[40:124, 20:104].astype(np.int16) + np.random.default_rng(0).integers(-60, 60, (84, 84, 3))
    tiny = cv2.resize(patch.clip(0, 255).astype(np.uint8), (6, 6), interpolation=cv2.INTER_AREA)
    tiny = tiny + (np.arange(36).reshape(6, 6, 1) % 7 * 9).astype(np.uint8)
    rgb[40:124, 20:104] = cv2.resize(tiny, (84, 84), interpolation=cv2.INTER_NEAREST)
    found = artefacts.pixel_blocks(scene_of(rgb))
    assert found.amount > 0.7
    assert inside(found.region, 62, 82)
    assert artefacts.pixel_blocks(scene_of(sound_scene())).amount == 0.0


def test_blotches() -> None:
    rgb = sound_scene().astype(np.float32)
    shape = np.zeros((SIDE, SIDE), np.float32)
    cv2.circle(shape, (310, 80), 36, 1.0, -1)
    soft = 0.85 * cv2.GaussianBlur(shape, (0, 0), 10)[..., None]
    spotted = (rgb * (1 - soft) + np.array((60, 220, 40)) * soft).astype(np.uint8)
    found, sound = artefacts.blotches(scene_of(spotted)), artefacts.blotches(scene_of(sound_scene()))
    assert found.amount > sound.amount + 0.5
    assert inside(found.region, 310, 80)


@pytest.mark.parametrize("font", [cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX])
def test_stray_text(font: int) -> None:
    rgb = sound_scene()
    cv2.putText(rgb, "HAMBURG", (12, 60), font, 1.2, (250, 250, 250), 3)
    found = artefacts.stray_text(scene_of(rgb))
    assert amount(found) > 0.4
    assert found is not None
    assert inside(found.region, 80, 48)


def test_the_label_of_the_product_is_not_stray_text() -> None:
    rgb = sound_scene()
    cv2.putText(rgb, "BRAND", (X0 + 4, Y0 + 40), cv2.FONT_HERSHEY_DUPLEX, 0.8, (250, 250, 250), 2)
    assert amount(artefacts.stray_text(scene_of(rgb))) == 0.0


def test_planks_and_tiles_are_not_stray_text() -> None:
    rgb = sound_scene()
    for x in range(0, SIDE, 24):
        rgb[:240, x : x + 2] = (120, 100, 80)
    for y in range(0, 240, 24):
        rgb[y : y + 2] = (120, 100, 80)
    rgb = np.where(product_mask()[..., None] > 0, sound_scene(), rgb).astype(np.uint8)
    assert amount(artefacts.stray_text(scene_of(rgb))) < 0.3


# --------------------------------------------------------------------------------- without a mask
def test_without_a_mask_only_the_background_is_checked() -> None:
    scene = build_scene(sound_scene(), None)
    for check in (
        checks.edge_halo,
        checks.contact_shadow,
        checks.sharpness_mismatch,
        checks.indistinct,
        checks.size_mismatch,
        artefacts.stray_text,
    ):
        assert check(scene) is None
    assert checks.exposure(scene) is not None
    assert artefacts.pixel_blocks(scene).amount == 0.0
