"""Points inside drawn shapes."""

from __future__ import annotations

import numpy as np

from hfpc_desktop.domain import regions

NAN = float("nan")


def test_a_concave_lasso_takes_what_it_encloses() -> None:
    corners = np.array([(0, 0), (1, 0), (1, 1), (0.5, 0.4), (0, 1)])
    xs, ys = np.array([0.5, 0.5, 0.1, 0.9, 1.2, NAN]), np.array([0.2, 0.8, 0.7, 0.7, 0.5, 0.5])
    assert regions.inside_polygon(xs, ys, corners).tolist() == [0, 2, 3]


def test_a_line_encloses_nothing() -> None:
    assert regions.inside_polygon(np.array([0.5]), np.array([0.5]), np.array([(0, 0), (1, 1)])).size == 0


def test_a_lasso_with_many_corners_takes_the_disc_it_draws() -> None:
    angle = np.linspace(0, 2 * np.pi, 2000)
    circle = np.stack([0.5 + 0.3 * np.cos(angle), 0.5 + 0.3 * np.sin(angle)], axis=1)
    rng = np.random.default_rng(1)
    xs, ys = rng.random(2000), rng.random(2000)
    radius = np.hypot(xs - 0.5, ys - 0.5)
    found = np.zeros(2000, bool)
    found[regions.inside_polygon(xs, ys, circle)] = True
    assert found[radius < 0.295].all()
    assert not found[radius > 0.305].any()


def test_nearest_is_measured_in_pixels() -> None:
    xs, ys = np.array([0.1, 0.2, NAN]), np.array([0.5, 0.6, 0.5])
    place, distance = regions.nearest(xs, ys, (0.1, 0.5), (1000.0, 10.0))
    assert (place, distance) == (0, 0.0)
    assert regions.nearest(xs, ys, (0.19, 0.5), (1000.0, 10.0))[0] == 1
    assert regions.nearest(xs, ys, (0.19, 0.5), (10.0, 1000.0))[0] == 0
    assert regions.nearest(xs[2:], ys[2:], (0, 0), (1, 1)) is None
    assert regions.nearest(xs[:0], ys[:0], (0, 0), (1, 1)) is None


def test_density_counts_every_known_point_once() -> None:
    xs, ys = np.array([0.0, 0.99, 1.0, NAN]), np.array([0.0, 0.99, 1.0, 0.5])
    out = regions.density(xs, ys, (4, 2))
    assert out.shape == (4, 2)
    assert out[0, 0] == 1
    assert out[3, 1] == 2
    assert out.sum() == 3
