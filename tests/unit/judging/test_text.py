"""Reading and comparing text: what a CTC posterior supports, and drawn labels read by the embedded models."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hfpc_desktop.judging import geometry, text_check
from hfpc_desktop.judging.product_view import product_view
from hfpc_desktop.judging.text_reader import greedy, lines_of, log_support
from tests.unit.judging.instruments import reader

ALPHABET = ["", "a", "b", " "]


def posterior(*columns: int, sure: float = 0.94) -> np.ndarray:
    rest = (1.0 - sure) / (len(ALPHABET) - 1)
    made = np.full((len(columns), len(ALPHABET)), rest, np.float32)
    made[np.arange(len(columns)), columns] = sure
    return made


def test_repeats_and_blanks_are_no_letters() -> None:
    reading = greedy(posterior(1, 1, 0, 1, 2, 0), ALPHABET)
    assert reading.text == "aab"
    assert reading.confidence == pytest.approx(0.94)
    assert greedy(posterior(0, 0), ALPHABET).text == ""


def test_support_sums_every_alignment_and_is_a_probability() -> None:
    p = np.array([[0.2, 0.5, 0.2, 0.1], [0.3, 0.4, 0.2, 0.1]], np.float32)
    # "a" in two steps: a-, -a, aa
    expected = 0.5 * 0.3 + 0.2 * 0.4 + 0.5 * 0.4
    assert log_support(p, [1]) == pytest.approx(np.log(expected), abs=1e-5)
    assert log_support(p, [1, 2]) == pytest.approx(np.log(0.5 * 0.2), abs=1e-5)
    assert log_support(p, []) == pytest.approx(np.log(0.2 * 0.3), abs=1e-5)


def test_what_was_read_has_more_support_than_a_text_that_lacks_a_letter() -> None:
    p = posterior(1, 0, 2, 0, 1)
    assert log_support(p, [1, 2, 1]) > log_support(p, [1, 2]) + 1.0
    assert log_support(p, [1, 2, 1]) > log_support(p, [1, 1, 1]) + 1.0


def test_lines_are_boxes_of_the_map_largest_first() -> None:
    chance = np.zeros((100, 200), np.float32)
    chance[20:30, 20:160] = 0.9
    chance[60:66, 40:80] = 0.9
    chance[90:92, 10:12] = 0.9
    first, second = lines_of(chance)
    assert first[0] == pytest.approx([20 - 7, 20 - 7], abs=3.0)
    assert first[2] == pytest.approx([160 + 7, 30 + 7], abs=3.0)
    assert second[0][1] > 50


def test_likeness_is_about_letters_not_about_case_and_spaces() -> None:
    assert text_check.likeness("Green Tea", "GREENTEA") == 1.0
    assert text_check.likeness("Green", "Gren") == pytest.approx(8 / 9)
    assert text_check.likeness("", "") == 1.0
    assert text_check.likeness("abc", "") == 0.0


def label(text: str, scale: float = 1.0) -> np.ndarray:
    rgb = np.full((round(300 * scale), round(400 * scale), 3), 255, np.uint8)
    cv2.rectangle(
        rgb, (int(60 * scale), int(60 * scale)), (int(340 * scale), int(240 * scale)), (30, 70, 120), -1
    )
    cv2.putText(
        rgb, text, (int(85 * scale), int(165 * scale)), cv2.FONT_HERSHEY_DUPLEX, 1.9 * scale, (250, 240, 220),
        max(1, round(4 * scale)), cv2.LINE_AA,
    )  # fmt: skip
    return rgb


def find(text: str):
    rgb = label(text)
    mask = np.zeros(rgb.shape[:2], np.uint8)
    mask[60:240, 60:340] = 255
    pyramid = geometry.Pyramid.of(rgb)
    view = product_view(pyramid, mask, np.zeros_like(mask))
    assert view is not None
    return text_check.find_lines(pyramid, view, reader())


def compare(lines, rgb: np.ndarray, zoom: float = 1.0) -> text_check.TextFinding:
    return text_check.compare_text(lines, geometry.Pyramid.of(rgb), geometry.scaling(zoom, zoom), reader())


def test_a_brand_that_lost_a_letter_is_caught_and_the_same_crop_is_not() -> None:
    lines = find("SOLARIS")
    assert [line.reading.text for line in lines] == ["SOLARIS"]
    same = compare(lines, label("SOLARIS"))
    assert same.gap < 0.05 and same.similarity == 1.0
    noisy = np.clip(label("SOLARIS") * 0.7 + np.random.default_rng(1).normal(8, 9, (300, 400, 3)), 0, 255)
    assert compare(lines, noisy.astype(np.uint8)).gap < 0.2
    assert compare(lines, label("SOLARIS", 0.6), 0.6).gap < 0.2
    lost = compare(lines, label("SOLRIS"))
    assert lost.gap > 0.8
    assert (lost.original, lost.generated) == ("SOLARIS", "SOLRIS")
    assert lost.corners is not None
    other = compare(lines, label("MOKVARA"))
    assert other.gap > lost.gap


def test_a_smear_is_no_other_text_but_garbled_letters_are() -> None:
    lines = find("SOLARIS")
    smeared = cv2.GaussianBlur(label("SOLARIS"), (0, 0), 11)
    assert compare(lines, smeared).gap < 0.3
    soft = cv2.GaussianBlur(label("SOLARIS"), (0, 0), 3.5)
    assert compare(lines, soft).gap < 0.3
    assert compare(lines, cv2.GaussianBlur(label("MOKVARA"), (0, 0), 2.0)).gap > 1.0


def test_text_too_small_to_read_says_nothing() -> None:
    lines = find("SOLARIS")
    assert compare(lines, label("SOLARIS", 0.12), 0.12).similarity is None
    assert text_check.compare_text((), geometry.Pyramid.of(label("A")), np.eye(3), reader()).gap == 0.0


def test_strips_apart_sees_through_small_shifts() -> None:
    strip = label("SOLARIS")[120:168, 80:320]
    shifted = np.roll(strip, (2, -3), axis=(0, 1))
    assert text_check.strips_apart(strip, shifted) < 0.05
    assert text_check.strips_apart(strip, label("MOKVARA")[120:168, 80:320]) > 0.3
    assert text_check.strips_apart(np.full_like(strip, 90), strip) == 0.0
