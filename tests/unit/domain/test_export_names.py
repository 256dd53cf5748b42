"""File names that every system takes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain.export_names import LONGEST_NAME, NameBook, name_key, safe_name, shorten


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("chair 01.png", "chair 01.png"),
        ("🪑 椅子.png", "🪑 椅子.png"),
        ("a\nb\t.png", "a_b_.png"),
        ('a<b>c:d"e|f?g*.png', "a_b_c_d_e_f_g_.png"),
        ("a\\b/c.png", "a_b_c.png"),
        ("CON.png", "_CON.png"),
        ("con", "_con"),
        ("nul .png", "_nul .png"),
        ("LPT1.tar.gz", "_LPT1.tar.gz"),
        ("COM¹.png", "_COM¹.png"),
        ("console.png", "console.png"),
        ("trailing. .", "trailing"),
        ("...", "_"),
        ("", "_"),
        ("byte\udcff.png", "byte_.png"),
        ("e\u0301.png", "é.png"),
        (".hidden.png", ".hidden.png"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_safe_names_are_safe_and_stay(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe not in (".", "..")
    assert not set(safe) & set('<>:"/\\|?*\n\r\0')
    assert len(safe.encode()) <= LONGEST_NAME
    assert safe_name(safe) == safe


@pytest.mark.parametrize("stem", ["x" * 300, "椅" * 200, "🪑" * 100])
def test_long_names_keep_suffix_and_extension(stem: str) -> None:
    short = shorten(f"{stem}.png", "_12")
    assert short.endswith("_12.png")
    assert LONGEST_NAME - 4 < len(short.encode()) <= LONGEST_NAME


def test_keys_ignore_case_and_unicode_form() -> None:
    assert name_key("A/Bé.PNG") == name_key("a/be\u0301.png")
    assert name_key("a.png") != name_key("b.png")


def test_book_numbers_names_in_their_folder() -> None:
    book = NameBook([name_key("a/x_2.png")])
    names = [book.take(name) for name in ("a/x.png", "A/X.png", "a/x.png", "b/x.png")]
    assert names == ["a/x.png", "A/X_3.png", "a/x_4.png", "b/x.png"]


def test_book_is_quick_with_one_name_for_all() -> None:
    start = time.perf_counter()
    book = NameBook(())
    names = [book.take("out.png") for _ in range(20_000)]
    assert len({name_key(name) for name in names}) == 20_000
    assert time.perf_counter() - start < 10  # quadratic would take minutes
