"""Colours that mean something stay apart for people who see fewer: simulation after Machado et al. 2009."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from hfpc_desktop.ui.look.theme import DARK, LIGHT, Tokens

# Machado, Oliveira, Fernandes 2009, severity 1.0, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
PLAIN = 20.0
"""dE76 from which two areas are told apart at a glance."""


def lab(colour: str, sight: str) -> np.ndarray:
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SIGHT[sight] @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ seen / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(a: str, b: str, sight: str) -> float:
    return float(np.linalg.norm(lab(a, sight) - lab(b, sight)))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_overlays_are_told_apart(tokens: Tokens, sight: str) -> None:
    overlays = {"outgrowth": tokens.outgrowth, "loss": tokens.loss, "outline": tokens.mask_outline}
    for (name, a), (other, b) in combinations(overlays.items(), 2):
        assert apart(a, b, sight) > PLAIN, (name, other)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_approve_and_reject_are_told_apart(tokens: Tokens, sight: str) -> None:
    assert apart(tokens.approve_fill, tokens.reject_fill, sight) > PLAIN
    assert apart(tokens.approve, tokens.reject, sight) > PLAIN


def test_red_and_green_would_be_found() -> None:
    assert apart("#C03030", "#607020", "deuteranopia") < PLAIN < apart("#C03030", "#607020", "normal")
