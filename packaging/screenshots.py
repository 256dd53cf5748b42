"""Pictures of the real app, made from the demo project off screen.

    python packaging/screenshots.py                      the README's picture, docs/screenshots/window.png
    python packaging/screenshots.py all                  every view: light and dark, English and Chinese, 1.0 and 2.0
    python packaging/screenshots.py all --only grid      one view of the set
    python packaging/screenshots.py all --to FOLDER      into another folder

The set goes to ``docs/screenshots/LANGUAGE-THEME-SCALE/VIEW.webp``. A view is one small function in ``VIEWS``.
Chinese pictures need a font with Chinese signs (fonts-noto-cjk). Run it after a visible change.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import screenshot_learning  # beside this file
import screenshot_states

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
SHOWN = "cereal_03.jpg"
"""Grew beyond its outline at the top: masks, region and reason are all on one screen."""
SIZE = (1440, 900)
LANGUAGES, THEMES, SCALES = ("en", "zh_CN"), ("light", "dark"), ("1.0", "2.0")
QUALITY = {"1.0": 78, "2.0": 55}


class Stage:
    """The app on its demo, and what the views need to put it in a state."""

    def __init__(self, folder: Path, language: str, theme: str) -> None:
        from PySide6.QtCore import QSettings

        from hfpc_desktop.app import build_app

        settings = QSettings(str(folder / f"{language}-{theme}.ini"), QSettings.Format.IniFormat)
        settings.setValue("window/language", language)
        settings.setValue("window/theme", theme)
        data = folder / f"{language}-{theme}-{os.environ.get('QT_SCALE_FACTOR', '1.0')}"
        self.data = data
        self.app = build_app(data=data, cache=folder / "cache", settings=settings)
        self.window.resize(*SIZE)
        self.window.show()
        self.settle(0.3)

    @property
    def window(self) -> Any:
        return self.app.window

    def run_until(self, done: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                raise SystemExit("the demo was not judged in time")
            self.app.qt.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = 0.6) -> None:
        """Let pictures, overlays and thumbnails arrive from other threads."""
        until = time.monotonic() + seconds
        self.run_until(lambda: time.monotonic() > until, seconds + 30)

    def open_demo(self) -> None:
        self.app.controller.open_demo()
        self.run_until(self.judged, 900)
        self.do("resort")
        table = self.app.controller.table
        row = next(row for row in range(len(table)) if table.generated(row).name == SHOWN)
        self.window.review.view.go_to_row(row)
        self.settle(2.5)
        self.window.notices.clear()

    def judged(self) -> bool:
        """Whether every pair of the open project has its result."""
        table = self.app.controller.table
        return table is not None and len(table) > 0 and not table.pending.any()

    def do(self, name: str) -> None:
        """Trigger an action of the registry."""
        self.window.actions_[name].trigger()
        self.settle(0.15)

    def put(self, name: str, on: bool) -> None:
        """Bring a checkable action into a state."""
        if self.window.actions_[name].isChecked() != on:
            self.do(name)

    def picture(self, widget: Any = None) -> bytes:
        from PySide6.QtCore import QBuffer

        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        (widget or self.window).grab().save(buffer, "PNG")
        return bytes(buffer.data().data())

    def dialog(self, name: str) -> bytes:
        """The dialog that an action opens, closed again."""
        return self.asked(lambda: self.do(name))

    def asked(self, ask: Callable[[], object]) -> bytes:
        """The dialog that comes of ``ask``, closed again."""
        ask()
        self.settle(0.7)
        dialog = self.window.dialog
        if dialog is None:
            raise RuntimeError("no dialog was opened")
        out = self.picture(dialog)
        dialog.close()
        self.settle(0.2)
        return out


# ------------------------------------------------------------------------------------- the views
def review(stage: Stage) -> bytes:
    stage.put("mask", True)
    stage.settle(0.8)
    return stage.picture()


def beside(stage: Stage) -> bytes:
    stage.put("toggle_list_side", True)
    stage.settle(0.8)
    out = stage.picture()
    stage.put("toggle_list_side", False)
    return out


def mode(name: str) -> Callable[[Stage], bytes]:
    def show(stage: Stage) -> bytes:
        stage.do(name)
        stage.settle(0.8)
        out = stage.picture()
        stage.do("mode_side")
        return out

    return show


def pane(name: str, back: str) -> Callable[[Stage], bytes]:
    def show(stage: Stage) -> bytes:
        stage.do(name)
        stage.settle(1.2)
        out = stage.picture()
        stage.do(back)
        return out

    return show


def edit_mask(stage: Stage) -> bytes:
    stage.do("edit_mask")
    stage.settle(1.0)
    out = stage.picture()
    stage.do("edit_mask")
    return out


def palette(stage: Stage) -> bytes:
    stage.do("palette")
    stage.settle(0.3)
    out = stage.picture()
    stage.window.palette_.close_()
    return out


def filters(stage: Stage) -> bytes:
    """The panel under its button; it is a window of its own."""
    stage.do("filters")
    stage.settle(0.4)
    out = stage.picture(stage.window.finding.panel)
    stage.window.finding.panel.hide()
    return out


def jump(stage: Stage) -> bytes:
    stage.do("jump")
    stage.settle(0.4)
    dialog = stage.window.finding.dialog
    out = stage.picture(dialog)
    dialog.close()
    return out


def no_match(stage: Stage) -> bytes:
    """The list's empty state."""
    from hfpc_desktop.domain.ranking import RowFilter

    stage.window.review.filter_bar.set_filter(RowFilter(text="nothing has this name"))
    stage.settle(0.6)
    out = stage.picture()
    stage.do("clear_filter")
    stage.settle(0.4)
    return out


def drop(stage: Stage) -> bytes:
    """Files came while a project is open."""
    return stage.asked(
        lambda: stage.window.incoming.take([Path("/spring/originals"), Path("/spring/generated")])
    )


def folder_role(stage: Stage) -> bytes:
    """A folder joins the project and nothing tells what it holds."""
    from hfpc_desktop.review.additions import UnclearAddition

    question = UnclearAddition(Path("/spring/more"))
    return stage.asked(lambda: stage.app.controller.addition_question.emit(question))


def sample(stage: Stage) -> bytes:
    """The list while the random sample is gone through."""
    stage.do("review_sample")
    stage.run_until(lambda: stage.window.flow.sampling.active, 30)
    stage.settle(0.8)
    out = stage.picture()
    stage.do("clear_filter")
    stage.settle(0.4)
    return out


def dialog(name: str) -> Callable[[Stage], bytes]:
    return lambda stage: stage.dialog(name)


def start(stage: Stage) -> bytes:
    return stage.picture()


BEFORE: dict[str, Callable[[Stage], bytes]] = {"start": start, **screenshot_states.BEFORE}
"""Views without a project."""
VIEWS: dict[str, Callable[[Stage], bytes]] = {
    "review": review,
    "list-beside": beside,
    "mode-flip": mode("mode_flip"),
    "mode-split": mode("mode_split"),
    "mode-overlay": mode("mode_overlay"),
    "mode-difference": mode("mode_difference"),
    "mode-mask": mode("mode_mask"),
    "edit-mask": edit_mask,
    "grid": pane("view_grid", "view_list"),
    "distribution": pane("view_map", "view_list"),
    "groups": pane("group", "group"),
    "empty": no_match,
    "palette": palette,
    "shortcuts": dialog("shortcuts"),
    "edit-shortcuts": dialog("edit_shortcuts"),
    "settings": dialog("settings"),
    "open": dialog("open"),
    "export": dialog("export"),
    "filter": filters,
    "remark": dialog("remark"),
    "relink": dialog("relink"),
    "added": dialog("added"),
    "drop": drop,
    "folder-role": folder_role,
    "random-sample": sample,
    "models": dialog("models"),
    "profile": dialog("profile"),
    "product-name": dialog("name_product"),
    "jump": jump,
    **screenshot_states.VIEWS,
    **screenshot_learning.VIEWS,
}
"""Views of the judged demo, in this order; each leaves the window as it found it."""


# ---------------------------------------------------------------------------------------- running
def make_one(folder: Path, to: Path, language: str, theme: str, scale: str, only: list[str] | None) -> int:
    """All views of one look, in this process (the scale is read once, when Qt starts)."""
    target = to / f"{language}-{theme}-{scale}"
    target.mkdir(parents=True, exist_ok=True)
    stage, failed = Stage(folder, language, theme), 0
    try:
        for views in (BEFORE, VIEWS):
            if views is VIEWS:
                stage.open_demo()
            for name, show in views.items():
                if only and name not in only:
                    continue
                try:
                    save_webp(show(stage), target / f"{name}.webp", QUALITY[scale])
                except (KeyError, RuntimeError, AttributeError) as error:
                    failed += 1
                    print(f"{name}: {error!r}", flush=True)
    finally:
        stage.app.close()
    return 1 if failed else 0


def save_webp(png: bytes, target: Path, quality: int) -> None:
    from PIL import Image

    with Image.open(BytesIO(png)) as picture:
        picture.convert("RGB").save(target, "WEBP", quality=quality, method=4)


def make_all(to: Path, only: list[str] | None) -> int:
    code = 0
    with tempfile.TemporaryDirectory() as folder:
        for scale, language, theme in itertools.product(SCALES, LANGUAGES, THEMES):
            command = [
                sys.executable,
                __file__,
                "one",
                "--in",
                folder,
                "--to",
                str(to),
                "--language",
                language,
            ]
            command += ["--look", theme, "--scale", scale, *(["--only", *only] if only else [])]
            code |= subprocess.run(command, check=False, env=environment(scale)).returncode
            print(f"{language}-{theme}-{scale}", flush=True)
    size = sum(path.stat().st_size for path in to.rglob("*.webp"))
    print(f"{len(list(to.rglob('*.webp')))} pictures, {size / 1e6:.1f} MB")
    return code


def environment(scale: str) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}


def make_readme_picture(theme: str) -> int:
    from PIL import Image

    target = FOLDER / "window.png"
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), "en", theme)
        try:
            stage.open_demo()
            png = review(stage)
        finally:
            stage.app.close()
    with Image.open(BytesIO(png)) as picture:
        target.parent.mkdir(parents=True, exist_ok=True)
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.FLOYDSTEINBERG)
        small.save(target, optimize=True)
    print(f"{target}  {target.stat().st_size / 1000:.0f} kB")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("readme", "all", "one"), nargs="?", default="readme")
    parser.add_argument("--look", choices=THEMES, default="dark")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--scale", choices=("1.0", "1.25", "1.5", "2.0"), default="1.0")
    parser.add_argument("--only", nargs="+", choices=(*BEFORE, *VIEWS))
    parser.add_argument("--in", dest="folder", type=Path, help="folder of data and cache, kept between looks")
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the set goes")
    options = parser.parse_args()
    os.environ.update({"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": options.scale})
    sys.path.insert(0, str(ROOT))
    if options.command == "readme":
        return make_readme_picture(options.look)
    if options.command == "all":
        return make_all(options.to, options.only)
    QUALITY.setdefault(options.scale, 78)
    folder = options.folder or Path(tempfile.mkdtemp())
    return make_one(folder, options.to, options.language, options.look, options.scale, options.only)


if __name__ == "__main__":
    raise SystemExit(main())
