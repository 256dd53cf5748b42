"""Build the double-click program: ``python packaging/build.py [--dist DIR]``.

Runs PyInstaller (extra ``dev``) on ``hfpc-desktop.spec``, adds the licences of everything inside,
on Linux the .desktop file and icon, and prints the size by part. Needs ``binutils`` on Linux.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "hfpc-desktop"
LICENCE_WORDS = ("licen", "copying", "notice", "authors")


def frozen_folder(dist: Path) -> Path:
    return dist / NAME


def build(dist: Path, work: Path) -> Path:
    """Make the one-folder program; returns its folder."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(dist), "--workpath", str(work), str(ROOT / "packaging" / f"{NAME}.spec")]
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    folder = frozen_folder(dist)
    add_licences(folder)
    if sys.platform.startswith("linux"):
        shutil.copy2(ROOT / "packaging" / f"{NAME}.desktop", folder)
        shutil.copy2(ROOT / "packaging" / f"{NAME}-mime.xml", folder)
        shutil.copy2(ROOT / "resources" / "icons" / "app" / "hfpc-256.png", folder / f"{NAME}.png")
    return folder


def add_licences(folder: Path) -> list[str]:
    """Copy the licence files of every bundled distribution to ``licences/NAME``; returns the names."""
    inside = {path.name.split(".")[0] for path in (folder / "_internal").iterdir()} | bundled_modules(folder)
    owners = metadata.packages_distributions()
    names = sorted({owner for module in inside for owner in owners.get(module, [])} - {"hfpc-desktop"})
    for name in names:
        files = [f for f in metadata.files(name) or [] if any(w in f.name.lower() for w in LICENCE_WORDS)]
        texts = [f for f in files if "dist-info" in str(f) or len(f.parts) <= 2]
        target = folder / "licences" / name
        target.mkdir(parents=True, exist_ok=True)
        for number, file in enumerate(texts):
            source = Path(str(file.locate()))
            if source.is_file() and source.suffix not in (".py", ".pyc"):
                shutil.copyfile(source, target / (f"{number}-{file.name}" if number else file.name))
        facts = metadata.metadata(name)
        licence = facts.get("License-Expression") or facts.get("License") or "see the files beside this one"
        home = facts.get("Home-page") or ", ".join(facts.get_all("Project-URL") or [])
        text = f"{name} {facts['Version']}\nLicence: {licence.strip().splitlines()[0]}\n{home}\n"
        if "LGPL" in licence:  # its wheel brings no text
            for file in (ROOT / "packaging" / "licences").iterdir():
                shutil.copyfile(file, target / file.name)
        (target / "ABOUT.txt").write_text(text, encoding="utf-8")
    return names


def bundled_modules(folder: Path) -> set[str]:
    """Top-level names of the pure Python modules inside the program, read from its archive."""
    from PyInstaller.archive.readers import CArchiveReader

    program = folder / (NAME + (".exe" if sys.platform == "win32" else ""))
    archive = CArchiveReader(str(program))
    pyz = next(name for name in archive.toc if name.endswith(".pyz"))
    return {name.split(".")[0] for name in archive.open_embedded_archive(pyz).toc}


def size_by_part(folder: Path, top: int = 12) -> list[tuple[str, float]]:
    """(part, megabytes), biggest first; ``total`` leads."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts = path.relative_to(folder).parts
            part = "/".join(parts[: 2 if parts[0] == "_internal" else 1])
            sizes[part] = sizes.get(part, 0) + path.stat().st_size
    ranked = sorted(sizes.items(), key=lambda item: -item[1])[:top]
    return [("total", sum(sizes.values()) / 1e6), *((name, size / 1e6) for name, size in ranked)]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "pyinstaller")
    options = parser.parse_args()
    began = time.monotonic()
    folder = build(options.dist.resolve(), options.work.resolve())
    print(f"built {folder} in {time.monotonic() - began:.0f} s")
    for part, size in size_by_part(folder):
        print(f"{size:8.1f} MB  {part}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
