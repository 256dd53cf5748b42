"""What every verb shares: consoles, progress, exit codes, options."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from hfpc_desktop import engine as engines
from hfpc_desktop.domain.errors import HfpcError, NothingToDo, UsageError
from hfpc_desktop.inference import sessions
from hfpc_desktop.inference.devices import parse_device

OK, FAILED, BAD_USAGE, NOTHING_TO_DO = 0, 1, 2, 3

out = Console(highlight=False)
"""Results: stdout."""
err = Console(stderr=True, highlight=False, soft_wrap=True)
"""Progress and messages: stderr, so that a pipeline reads clean results. Lines are not broken: a path in a
log must stay whole."""


def fail(text: str, code: int = FAILED) -> NoReturn:
    """Say what is wrong and what to do, and leave with ``code``."""
    err.print(text, style="bold red", markup=False)
    raise typer.Exit(code)


class SaidOnce(logging.Filter):
    """What several models say alike, such as that there is no such device here, is told with the first of them."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[object] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name != sessions.__name__ or not isinstance(record.args, tuple):
            return True
        known = record.args[0] in self._said
        self._said.add(record.args[0])
        return not known


def start_logging(*, verbose: bool) -> None:
    """Warnings as plain lines on stderr; ``verbose``: everything, with where it comes from."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(logging.BASIC_FORMAT if verbose else "%(message)s"))
    if not verbose:
        handler.addFilter(SaidOnce())
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[handler])


def stopped_words(cache: str | None) -> str:
    """What Ctrl+C leaves behind where pairs are judged. ``cache``: the option (see ``cache_folder``)."""
    kept = cache_folder(cache) is not None
    return "Stopped. Results made so far are kept in the cache." if kept else "Stopped."


@contextmanager
def spoken_errors(stopped: str = "Stopped.") -> Iterator[None]:
    """Turn the project's own errors into one clear line and the right exit code. ``stopped``: what is said on
    Ctrl+C, and what is left behind then."""
    try:
        yield
    except NothingToDo as error:
        fail(str(error), NOTHING_TO_DO)
    except UsageError as error:
        fail(str(error), BAD_USAGE)
    except HfpcError as error:
        fail(str(error))
    except KeyboardInterrupt:
        err.print(stopped, markup=False)
        raise typer.Exit(130) from None


def progress_bar() -> Progress:
    """Progress with ETA on stderr; silent when stderr is no terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
        console=err,
        disable=not sys.stderr.isatty(),
    )


def download_bar() -> Progress:
    """Bytes, speed and time left on stderr; silent when stderr is no terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=err,
        disable=not sys.stderr.isatty(),
    )


def cache_folder(option: str | None) -> Path | None:
    """``--cache``: a folder, ``none`` to keep nothing, default the user's cache folder."""
    if option is None:
        return engines.user_cache_folder()
    return None if option.lower() == "none" else Path(option).expanduser().resolve()


def make_engine(device: str, profile: str, cache: str | None) -> engines.Engine:
    """``UsageError`` for a device that does not exist, also when nothing will have to be judged."""
    parse_device(device)
    return engines.Engine(engines.EngineOptions(device=device, profile=profile, cache=cache_folder(cache)))
