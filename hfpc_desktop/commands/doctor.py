"""``hfpc doctor``: what this machine has, and what to do about what it lacks."""

from __future__ import annotations

import importlib.metadata as metadata
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Annotated

import typer

from hfpc_desktop import __version__
from hfpc_desktop.commands.console import FAILED, out, spoken_errors
from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.engine import PROFILES, model_store, user_cache_folder, user_data_folder
from hfpc_desktop.inference.devices import available_devices

Finding = tuple[bool | None, str]
"""True good, False broken, None worth knowing; and a sentence."""


def doctor(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Also list package versions.")] = False,
) -> None:
    """Check the installation. Exit code 1 when something needed is broken."""
    with spoken_errors():
        out.print(
            f"HFPC Desktop {__version__}, Python {platform.python_version()}, {platform.platform()}",
            markup=False,
        )
        broken = False
        for check in CHECKS:
            for good, text in check():
                mark = {True: "[green]ok  [/green]", False: "[red]bad [/red]", None: "[yellow]note[/yellow]"}[
                    good
                ]
                out.print(mark, end=" ")
                out.print(text, markup=False, soft_wrap=True)
                broken |= good is False
        if verbose:
            for name in (
                "numpy",
                "opencv-python-headless",
                "Pillow",
                "PySide6-Essentials",
                "onnxruntime",
                "torch",
                "transformers",
            ):
                out.print(f"     {name} {_version(name) or 'not installed'}", markup=False)
        if broken:
            raise typer.Exit(FAILED)


def _runtimes() -> Iterator[Finding]:
    """onnxruntime builds hide or break one another, so exactly one may be installed."""
    builds = ("onnxruntime", "onnxruntime-gpu", "onnxruntime-directml")
    found = [f"{name} {version}" for name in builds if (version := _version(name))]
    if not found:
        yield (
            False,
            "ONNX Runtime is missing: pip install 'hfpc-desktop[cpu]' (or [cuda] with an NVIDIA GPU).",
        )
    elif len(found) > 1:
        yield (
            False,
            f"{' and '.join(found)} are installed together and break each other: uninstall both, then install one.",
        )
    else:
        yield True, f"{found[0]}; devices: {', '.join(device.value for device in available_devices())}"


def _opencv() -> Iterator[Finding]:
    if _version("opencv-python"):
        yield (
            False,
            "opencv-python brings a Qt of its own that clashes with the app: replace it by opencv-python-headless.",
        )


def _models() -> Iterator[Finding]:
    store = model_store()
    for problem in store.broken():
        yield False, problem
    for model_id in PROFILES["embedded"]:
        try:
            found = store.verify(model_id)
        except ModelError as error:
            yield False, str(error)
            continue
        yield found.ok, f"model {model_id}: {'whole' if found.ok else '; '.join(found.problems)}"


def _folders() -> Iterator[Finding]:
    for what, folder in (("projects and models", user_data_folder()), ("cache", user_cache_folder())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield False, f"{what} cannot be written to {folder}: {error.strerror or error}"
        else:
            yield True, f"{what}: {folder}"


def _screen() -> Iterator[Finding]:
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        yield None, "No display: the app cannot open a window here; the command line works."


def _formats() -> Iterator[Finding]:
    if not _version("pillow-heif"):
        yield None, "HEIC pictures cannot be read: pip install 'hfpc-desktop[heif]'."


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _runtimes,
    _opencv,
    _models,
    _folders,
    _screen,
    _formats,
)
