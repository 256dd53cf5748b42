"""Where the files that ship with the program lie: source tree, installed wheel or frozen app."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

from hfpc_desktop.domain.errors import HfpcError
from hfpc_desktop.domain.language import translate


def resource_root() -> Path:
    """The folder that holds ``models``, ``demo``, ``icons`` ...

    Looked for in this order: beside the frozen program, inside the installed package (the wheel maps
    ``resources/`` to ``hfpc_desktop/resources``), beside the package in the source tree.
    """
    candidates: list[Path] = []
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        candidates += [Path(frozen) / "hfpc_desktop" / "resources", Path(frozen) / "resources"]
    package = Path(str(resources.files("hfpc_desktop")))
    candidates += [package / "resources", package.parent / "resources"]
    for folder in candidates:
        if folder.is_dir():
            return folder
    looked = ", ".join(str(folder) for folder in candidates)
    raise HfpcError(
        translate(
            "models", "The program's own files are missing; it looked in {0}. Please install it again."
        ).format(looked)
    )


def resource_path(*parts: str) -> Path:
    """Absolute path of one shipped file or folder, e.g. ``resource_path("models", "u2netp")``.

    The path is not required to exist: the reader of the file reports what is missing in its own words.
    """
    return resource_root().joinpath(*parts)
