"""Fuzzy look-up of commands."""

from __future__ import annotations

from hfpc_desktop.ui.look import fuzzy


def score(query: str, text: str) -> float:
    found = fuzzy.match(query, text)
    assert found is not None
    return found.score


def test_letters_must_be_there_in_order() -> None:
    assert fuzzy.match("zin", "Zoom in") is not None
    assert fuzzy.match("niz", "Zoom in") is None
    assert fuzzy.match("", "Zoom in") == fuzzy.Match(0.0, ())


def test_beginnings_and_runs_win() -> None:
    assert score("rej", "Reject") > score("rej", "Remove every j")
    assert score("ap", "Approve") > score("ap", "Close map")
    assert score("nu", "Next undecided pair") > score("nu", "Manual")


def test_words_in_any_order_and_places_for_drawing() -> None:
    found = fuzzy.match("dark theme", "Theme: dark")
    assert found is not None
    assert {"Theme: dark"[i] for i in found.places} >= set("Themdark")


def test_chinese_names_are_found_by_their_signs() -> None:
    assert fuzzy.match("通", "通过") is not None
    assert fuzzy.match("过通", "通过") is None
