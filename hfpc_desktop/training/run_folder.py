"""The folder a training or an export writes into: what the disk refuses is an error with a name."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hfpc_desktop.training.reward_config import TrainingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Makes ``folder``. ``TrainingError`` when that, or what is written inside the ``with``, fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except FileExistsError as error:
        raise TrainingError(f"{folder} is a file, not a folder. Choose another name.") from error
    except OSError as error:
        raise TrainingError(
            f"{folder} cannot be written ({error.strerror or error}). Choose another folder, or free some space."
        ) from error
