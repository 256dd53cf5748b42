"""What a person is told about a file that could not be written."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain import language
from hfpc_desktop.review.safe_write import what_to_do

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = (
    errno.ENOSPC, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.ENOENT, errno.EEXIST, errno.ENAMETOOLONG, errno.EIO,
)  # fmt: skip


@pytest.fixture
def another_language() -> Iterator[None]:
    language.use_translator(lambda _context, text: f"<{text}>")
    yield
    language.use_translator(None)


@pytest.mark.parametrize("number", NUMBERS, ids=lambda n: errno.errorcode[n])
def test_every_reason_is_told_in_the_persons_language(another_language: None, number: int) -> None:
    told = what_to_do(OSError(number, "why"), Path("of {0} spring") / "a.png")
    assert told.startswith("<")
    assert told.endswith(">")
    assert "of {0} spring" in told


def test_each_reason_has_its_own_advice() -> None:
    told = {what_to_do(OSError(number, "why"), Path("a.png")) for number in NUMBERS}
    assert len(told) == len(NUMBERS)
