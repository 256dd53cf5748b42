from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import composite

from hfpc_desktop.domain.judgement import Overlay
from hfpc_desktop.images import decode_overlay, encode_overlay

NAMES = ("original_mask", "generated_mask", "expected_mask", "difference")


@composite
def overlays(draw: st.DrawFn) -> Overlay:
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    arrays = {
        name: rng.integers(0, 256, (draw(st.integers(0, 20)), draw(st.integers(0, 20))), np.uint8)
        for name in NAMES
        if draw(st.booleans())
    }
    registration = rng.normal(size=(3, 3)) if draw(st.booleans()) else None
    return Overlay(registration=registration, **arrays)


@given(overlays())
@example(Overlay())
def test_round_trip(overlay: Overlay) -> None:
    got = decode_overlay(encode_overlay(overlay))
    for name in (*NAMES, "registration"):
        before, after = getattr(overlay, name), getattr(got, name)
        if before is None:
            assert after is None
            continue
        assert after.dtype == before.dtype
        assert after.shape == before.shape
        assert (after == before).all()
        assert not after.flags.writeable


def test_masks_are_small() -> None:
    mask = np.zeros((512, 512), np.uint8)
    mask[100:400, 50:300] = 255
    assert len(encode_overlay(Overlay(mask, mask, mask, mask))) < 20_000


@given(st.data())
def test_damage_is_a_value_error_or_an_overlay(data: st.DataObject) -> None:
    packed = bytearray(encode_overlay(data.draw(overlays())))
    if data.draw(st.booleans()):
        del packed[data.draw(st.integers(0, len(packed) - 1)) :]
    else:
        packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        got = decode_overlay(bytes(packed))
    except ValueError:
        return
    assert isinstance(got, Overlay)


@pytest.mark.parametrize("junk", [b"", b"HOV1", b"PK\x03\x04" + bytes(50)])
def test_junk(junk: bytes) -> None:
    with pytest.raises(ValueError, match="overlay"):
        decode_overlay(junk)


def test_wrong_arrays() -> None:
    with pytest.raises(ValueError, match="difference"):
        encode_overlay(Overlay(difference=np.zeros((4, 4), np.float32)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="3 x 3"):
        encode_overlay(Overlay(registration=np.eye(2)))
