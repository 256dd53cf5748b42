"""Registration finds moved, scaled, relit and plain products, and says so when it does not."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.local_features import generated_features
from hfpc_desktop.judging.product_view import product_view
from hfpc_desktop.judging.registration import register
from hfpc_desktop.judging.registration_confidence import Signs
from hfpc_desktop.judging.registration_reference import (
    COARSE_SIDE,
    RegistrationReference,
    registration_reference,
)
from tests.unit.judging import scenes


def reference(rgb: np.ndarray, mask: np.ndarray) -> RegistrationReference:
    original = scenes.picture(rgb)
    pyramid, doubt = geometry.Pyramid.of(rgb), np.zeros_like(mask)
    view, coarse = product_view(pyramid, mask, doubt), product_view(pyramid, mask, doubt, COARSE_SIDE)
    assert view is not None and coarse is not None
    return registration_reference(original, pyramid, view, coarse)


def found(ref: RegistrationReference, rgb: np.ndarray):
    pyramid = geometry.Pyramid.of(rgb)
    return register(ref, scenes.picture(rgb), pyramid, generated_features(pyramid))


@pytest.mark.parametrize("product", [scenes.carton, scenes.vase])
@pytest.mark.parametrize(
    ("zoom", "shift"), [(1.0, (0.0, 0.0)), (0.6, (50.0, -30.0)), (0.35, (-70.0, 60.0)), (1.3, (10.0, 20.0))]
)
def test_moved_and_scaled(product, zoom: float, shift: tuple[float, float]) -> None:
    rgb, mask = product()
    got = found(reference(rgb, mask), scenes.place(rgb, mask, zoom=zoom, shift=shift, gain=(0.9, 0.8, 0.75)))
    assert got.registered
    assert got.scale == pytest.approx(zoom, rel=0.06)
    middle = geometry.apply(got.transform, np.array([[200.0, 210.0]]))[0]
    expected = np.array([200 + shift[0], 200 + zoom * 10 + shift[1]])
    assert np.abs(middle - expected).max() < 6.0 * zoom + 3.0


def turned(rgb: np.ndarray, mask: np.ndarray, zoom: float, degrees: float, side: int = 700):
    """(generated image, true transform): zoomed and turned about the product's middle, moved, under other light."""
    x, y, w, h = cv2.boundingRect(mask)
    to_middle = geometry.shifting(-x - w / 2, -y - h / 2)
    room = max(0.0, side / 2 - 0.6 * zoom * max(w, h))
    move = geometry.shifting(side / 2 + 0.6 * room, side / 2 - 0.4 * room)
    true = move @ geometry.rotation(np.radians(degrees)) @ geometry.scaling(zoom, zoom) @ to_middle
    pixels = geometry.Pyramid.of(rgb).warp(true, (side, side))
    soft = geometry.Pyramid.of(np.dstack([mask] * 3)).warp(true, (side, side)) / 255.0
    soft = soft * geometry.Pyramid.of(rgb).seen(true, (side, side))[..., None]
    lit = np.clip(pixels * np.array((0.9, 0.82, 0.76)), 0, 255)
    return (lit * soft + scenes.background(side, side, 3) * (1 - soft)).astype(np.uint8), true


@pytest.mark.parametrize("product", [scenes.carton, scenes.vase])
@pytest.mark.parametrize(
    ("zoom", "degrees"),
    [(0.15, 0), (0.25, 5), (0.5, -8), (1.0, 12), (1.4, 0), (2.0, 0), (0.6, 25), (0.9, -20)],
)
def test_known_transforms(product, zoom: float, degrees: float) -> None:
    rgb, mask = product()
    generated, true = turned(rgb, mask, zoom, degrees)
    got = found(reference(rgb, mask), generated)
    assert got.registered
    x, y, w, h = cv2.boundingRect(mask)
    corners = np.array([[x, y], [x + w, y], [x, y + h], [x + w, y + h]], float)
    away = np.linalg.norm(geometry.apply(got.transform, corners) - geometry.apply(true, corners), axis=1)
    assert away.mean() < 0.05 * zoom * max(w, h) + 1.0


def test_the_same_picture_is_the_identity_with_full_confidence() -> None:
    rgb, mask = scenes.carton()
    got = found(reference(rgb, mask), rgb)
    assert np.abs(got.transform - np.eye(3)).max() < 0.6
    assert got.confidence > 0.95
    assert got.stretch == pytest.approx(1.0, abs=0.02)


def test_a_squeezed_product_is_reported_as_stretch() -> None:
    rgb, mask = scenes.carton()
    got = found(reference(rgb, mask), scenes.place(rgb, mask, zoom=0.7, zoom_x=0.95))
    assert got.stretch > 1.15
    plain = found(reference(rgb, mask), scenes.place(rgb, mask, zoom=0.7))
    assert plain.stretch < 1.06


def test_another_canvas_keeps_the_pixels() -> None:
    rgb, mask = scenes.carton()
    wide = scenes.place(rgb, mask, size=(700, 400))
    got = found(reference(rgb, mask), wide)
    assert geometry.apply(got.transform, np.array([[0.0, 0.0]]))[0] == pytest.approx([150, 0], abs=2)


@pytest.mark.parametrize("product", [scenes.carton, scenes.vase])
def test_a_picture_without_the_product_is_not_registered(product) -> None:
    """Neither an empty room nor another product is taken for it."""
    rgb, mask = product()
    ref = reference(rgb, mask)
    other = scenes.vase if product is scenes.carton else scenes.carton
    for scene in (scenes.background(400, 400, 5), scenes.place(*other(), zoom=0.7, seed=4)):
        without = found(ref, scene)
        assert not without.registered and without.confidence < 0.5
    assert found(ref, scenes.place(rgb, mask, zoom=0.6)).confidence > 0.8


def bent(rgb: np.ndarray, by: float) -> np.ndarray:
    """Every row moved sideways along a sine of amplitude ``by`` pixels."""
    height, width = rgb.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(rgb, x + by * np.sin(y / 38.0).astype(np.float32), y, cv2.INTER_LINEAR)


def recoloured(rgb: np.ndarray) -> np.ndarray:
    hsv = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + 70) % 180
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


CHANGES = {
    "bent": lambda rgb, mask: scenes.place(bent(rgb, 9.0), bent(mask, 9.0), zoom=0.8),
    "squeezed": lambda rgb, mask: scenes.place(rgb, mask, zoom=0.6, zoom_x=0.85),
    "recoloured": lambda rgb, mask: scenes.place(recoloured(rgb), mask, zoom=0.7),
    "half covered": lambda rgb, mask: np.vstack(
        [scenes.place(rgb, mask)[:230], scenes.background(400, 170, 9)]
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_product_is_still_the_product(change: str) -> None:
    """What happened to it is for the consistency to say; "not found" would hide it."""
    rgb, mask = scenes.carton()
    assert found(reference(rgb, mask), CHANGES[change](rgb, mask)).registered


def test_confidence_rises_with_every_sign() -> None:
    low = Signs(0.45, 0.4, 0.5, 0.2)
    for better in (
        replace(low, coarse=0.6),
        replace(low, fine=0.6),
        replace(low, edge=0.9),
        replace(low, matched=0.9),
    ):
        assert low.confidence < better.confidence
    assert replace(low, stretch=0.3).confidence < low.confidence
    assert Signs(0.0, 0.0, 0.0, 1.0).confidence < 0.2  # matches alone are no product
    assert Signs(1.0, 1.0, 1.0, 1.0).confidence > 0.99


def test_same_input_same_answer() -> None:
    rgb, mask = scenes.carton()
    ref, scene = reference(rgb, mask), scenes.place(rgb, mask, zoom=0.5, shift=(30, 20))
    first, second = found(ref, scene), found(ref, scene)
    assert np.array_equal(first.transform, second.transform)
    assert np.array_equal(first.affine, second.affine)


def test_warp_keeps_continuous_coordinates() -> None:
    rgb = np.zeros((40, 60, 3), np.uint8)
    rgb[10:20, 20:40] = 255
    half = geometry.Pyramid.of(rgb).warp(geometry.scaling(0.5, 0.5), (30, 20))
    ys, xs = np.nonzero(half[..., 0] > 127)
    assert (xs.min(), xs.max() + 1, ys.min(), ys.max() + 1) == (10, 20, 5, 10)
    assert cv2.countNonZero(half[..., 0]) >= 50
