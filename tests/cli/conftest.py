"""The command line in this process, on pictures that are judged once for all tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from hfpc_desktop.cli import app
from tests.e2e.world import make_pairs

if TYPE_CHECKING:
    from click.testing import Result

VARIANTS = ("mug_01", "mug_03", "can_01", "can_04")


def hfpc(*arguments: str | Path) -> Result:
    """Run ``hfpc`` with these arguments; an exception of the program is raised here."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@dataclass(frozen=True, slots=True)
class Shop:
    """Folders that were scored once, into ``csv`` (``first`` is what that run said)."""

    folder: Path
    originals: Path
    generated: Path
    cache: Path
    csv: Path
    first: Result

    def score(self, *more: str | Path) -> Result:
        """Score the folders again, with the cache of the first time."""
        return hfpc("score", self.originals, self.generated, "--cache", self.cache, *more)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("shop")
    originals, generated = make_pairs(folder, VARIANTS)
    cache, table = folder / "cache", folder / "first.csv"
    first = hfpc("score", originals, generated, "--cache", cache, "--out", table)
    return Shop(folder, originals, generated, cache, table, first)
