"""A gap that white hides is told from a white label by what stands behind it in the generated image."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from hfpc_desktop.judging import gaps, geometry
from hfpc_desktop.judging.gaps import opened, possible_gaps, register_both
from hfpc_desktop.judging.local_features import generated_features
from hfpc_desktop.judging.product_mask import MaskSource, ProductMask
from hfpc_desktop.judging.product_view import product_view
from hfpc_desktop.judging.registration import Registration, register, register_near
from hfpc_desktop.judging.registration_confidence import Signs
from hfpc_desktop.judging.registration_reference import (
    COARSE_MARGIN,
    COARSE_SIDE,
    RegistrationReference,
    registration_reference,
)
from tests.unit.judging import scenes

GAP = (130, 180, 140, 90)
"""x, y, width, height, white in the original."""
WOOD = (150, 95, 50)


def table() -> tuple[np.ndarray, ProductMask]:
    """A board, a shelf and two legs on white, found with the gap between them as doubtful product."""
    rgb, mask, doubt = np.full((400, 400, 3), 255, np.uint8), *np.zeros((2, 400, 400), np.uint8)
    x, y, w, h = GAP
    cv2.rectangle(mask, (x - 30, y - 60), (x + w + 30, y + h + 60), 255, -1)
    rgb[mask > 0] = WOOD
    for k in range(x - 30, x + w + 30, 24):
        cv2.line(rgb, (k, y - 55), (k + 18, y - 5), (120, 70, 30), 2)
    rgb[y : y + h, x : x + w] = 255
    doubt[y - 2 : y + h + 2, x - 2 : x + w + 2] = 255
    return rgb, ProductMask(mask, doubt, MaskSource.STUDIO, 0.9)


def generated(rgb: np.ndarray, product: np.ndarray, seed: int) -> np.ndarray:
    """The pixels of ``product`` over a coloured room, under other light."""
    return scenes.place(rgb, product, shift=(20.0, 10.0), gain=(0.8, 0.8, 0.75), seed=seed)


def reference(rgb: np.ndarray, found: ProductMask) -> RegistrationReference:
    pyramid = geometry.Pyramid.of(rgb)
    view = product_view(pyramid, found.mask, found.doubt)
    coarse = product_view(pyramid, found.mask, found.doubt, COARSE_SIDE, COARSE_MARGIN)
    assert view is not None and coarse is not None
    return registration_reference(scenes.picture(rgb), pyramid, view, coarse)


def test_a_patch_inside_with_an_edge_all_round_may_be_a_gap() -> None:
    rgb, found = table()
    x, y, w, h = GAP
    gaps = possible_gaps(rgb, found)
    assert gaps[y : y + h, x : x + w].mean() > 0.95
    other = opened(found, gaps)
    assert not other.mask[y + 5 : y + h - 5, x + 5 : x + w - 5].any()
    assert other.mask[y - 10, x - 10] == 255
    assert not other.doubt[y + 5 : y + h - 5, x + 5 : x + w - 5].any()


def test_a_highlight_that_fades_is_no_gap() -> None:
    _, found = table()
    away = cv2.distanceTransform((found.doubt == 0).astype(np.uint8), cv2.DIST_L2, 5)
    soft = np.clip(255.0 - 1.5 * away, 150, 255).astype(np.uint8)
    assert not possible_gaps(np.dstack([soft] * 3), found).any()


def test_a_white_lid_at_the_outline_is_no_gap() -> None:
    rgb, found = table()
    cut = found.mask.copy()
    cut[: GAP[1] - 2] = 0  # the patch is now the product's upper end
    lid = ProductMask(cut, found.doubt & cut, MaskSource.STUDIO, 0.9)
    assert not possible_gaps(rgb, lid).any()


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("open_", [True, False])
def test_the_generated_image_says_which(open_: bool, seed: int) -> None:
    rgb, found = table()
    other = opened(found, possible_gaps(rgb, found))
    scene = generated(rgb, other.mask if open_ else found.mask, seed)
    pyramid = geometry.Pyramid.of(scene)
    picture, features = scenes.picture(scene), generated_features(pyramid)
    shown, registration = register_both(
        reference(rgb, found), reference(rgb, other), picture, pyramid, features
    )
    assert shown == open_
    assert registration.registered
    middle = np.array([[200.0, 220.0]])
    assert np.abs(geometry.apply(registration.transform, middle) - middle - (20, 10)).max() < 4.0


def test_a_second_reading_is_looked_at_again_only_where_it_found_another_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rgb, found = table()
    closed, open_ = reference(rgb, found), reference(rgb, opened(found, possible_gaps(rgb, found)))
    scene = generated(rgb, found.mask, 1)
    pyramid, picture = geometry.Pyramid.of(scene), scenes.picture(scene)
    features = generated_features(pyramid)
    right = register(closed, picture, pyramid, features)
    astray = replace(
        right,
        transform=geometry.shifting(40, 0) @ right.transform,
        signs=Signs(0.3, 0.3, 0.2, 0.0),
    )
    asked: list[RegistrationReference] = []

    def near(ref: RegistrationReference, *rest: object) -> Registration:
        asked.append(ref)
        return register_near(ref, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(gaps, "register_near", near)
    for first, looks in ((right, [open_]), (astray, [closed])):
        asked.clear()
        monkeypatch.setattr(
            gaps, "register", lambda ref, *rest, first=first: first if ref is closed else right
        )
        _, known = register_both(closed, open_, picture, pyramid, features)
        assert [id(ref) for ref in asked] == [id(ref) for ref in looks]
        middle = np.array([[200.0, 220.0]])
        assert np.abs(geometry.apply(known.transform, middle) - middle - (20, 10)).max() < 4.0
