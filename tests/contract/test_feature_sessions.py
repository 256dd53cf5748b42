"""What the deep features ask of a session, on the fake and on the embedded network."""

from __future__ import annotations

import numpy as np
import pytest

from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.judging.features import (
    GRID_SIDE,
    LOCAL_WIDTH,
    VIEW_SIDE,
    DeepFeatures,
    Session,
    frame_view,
    product_view,
)
from tests.fakes import FakeFeatureSession


@pytest.fixture(params=["fake", "embedded"])
def session(request: pytest.FixtureRequest) -> Session:
    if request.param == "fake":
        return FakeFeatureSession()
    pytest.importorskip("onnxruntime", reason="ONNX Runtime is an extra")
    from hfpc_desktop.inference.sessions import OnnxSession

    path = resource_path("models", "efficientnet-lite2", "efficientnet-lite2-features.onnx")
    return OnnxSession(path, "cpu", threads=1)


def views(count: int = 2) -> np.ndarray:
    rng = np.random.default_rng(1)
    return rng.integers(0, 256, (count, VIEW_SIDE, VIEW_SIDE, 3)).astype(np.uint8)


def test_four_levels_and_a_pooled_vector(session: Session) -> None:
    maps = session.run(image=views())
    assert [level.shape for level in maps[:4]] == [
        (2, width, VIEW_SIDE // stride, VIEW_SIDE // stride)
        for width, stride in ((24, 4), (48, 8), (120, 16), (352, 32))
    ]
    assert maps[4].ndim == 2
    assert all(np.isfinite(level).all() for level in maps)


def test_a_picture_does_not_depend_on_its_neighbours_in_the_batch(session: Session) -> None:
    batch = views()
    together, alone = session.run(image=batch), session.run(image=batch[1:])
    for first, second in zip(together, alone, strict=True):
        np.testing.assert_allclose(first[1:], second, rtol=1e-3, atol=1e-3)


def test_another_picture_gives_other_features(session: Session) -> None:
    first, second = session.run(image=views())[3]
    assert np.abs(first - second).max() > 1e-3


def test_local_descriptors(session: Session) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (90, 160, 3)).astype(np.uint8)
    found = DeepFeatures(session).local([frame_view(picture), product_view(picture, (40, 20, 90, 80))])
    assert found.shape == (2, GRID_SIDE, GRID_SIDE, LOCAL_WIDTH)
    assert found.dtype == np.float32


def test_views_map_masks_and_cells_back() -> None:
    picture = np.zeros((100, 200, 3), np.uint8)
    view = frame_view(picture)
    assert view.box == (0, -50, 200, 150)
    grid = view.grid(np.ones((100, 200)))
    assert grid[GRID_SIDE // 2].min() > 0.999
    assert grid[0].max() == 0.0
    assert view.cell_box(0, GRID_SIDE // 4, GRID_SIDE, 3 * GRID_SIDE // 4) == (0.0, 0.0, 200.0, 100.0)


def test_a_window_beyond_the_picture_is_padded_not_moved() -> None:
    picture = np.full((100, 100, 3), 255, np.uint8)
    view = product_view(picture, (60, 60, 100, 100))
    assert view.box[2] > 100
    assert view.image[-1, -1].tolist() == [127, 127, 127]
    assert view.image[VIEW_SIDE // 3, VIEW_SIDE // 3].tolist() == [255, 255, 255]
