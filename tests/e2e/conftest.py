"""The real app for each test: built by its composition root, closed and checked at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.person import Person
from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOUR = ("mug_01", "mug_03", "can_01", "can_04")
SMALL = 224
"""Longest side of the pictures of a scenario, pixels."""


@pytest.fixture
def start_app(qapp, qtbot, tmp_path: Path) -> Iterator[Callable[[], Person]]:
    """Start the app (again): every start of one test shares projects, cache and settings."""
    people: list[Person] = []

    def start() -> Person:
        person = Person.start(qtbot, tmp_path / "home")
        people.append(person)
        return person

    yield start
    for person in people:
        person.quit()


@pytest.fixture
def person(start_app: Callable[[], Person]) -> Person:
    """A person in front of the freshly started app."""
    return start_app()


@pytest.fixture
def reviewer(person: Person, tmp_path: Path) -> Person:
    """Somebody who dropped two folders: two originals with two variants each."""
    originals, generated = make_pairs(tmp_path / "shop", FOUR, side=SMALL)
    person.drop(originals, generated)
    person.wait_for_rows(len(FOUR))
    return person
