"""The desktop app's composition root: engine, controller, window. Started by ``main.py`` and ``hfpc-desktop``."""

from __future__ import annotations

import argparse
import logging
import sys
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform == "win32":
    # Importing Qt first breaks onnxruntime's DLL there (microsoft/onnxruntime#26127).
    import contextlib

    with contextlib.suppress(ImportError):
        import onnxruntime  # noqa: F401

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from hfpc_desktop import __version__
from hfpc_desktop.domain.language import translate
from hfpc_desktop.engine import Engine, EngineOptions, user_cache_folder, user_data_folder
from hfpc_desktop.images.opening import PictureLimits
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.profiles import refuse_unknown_reward
from hfpc_desktop.runtime.log_file import keep_log
from hfpc_desktop.runtime.model_desk import ModelDesk
from hfpc_desktop.runtime.qt_bridge import ReviewController
from hfpc_desktop.runtime.qt_garbage import GuiGarbage
from hfpc_desktop.runtime.qt_instance import (
    FileOpenEvents,
    Handover,
    InstanceServer,
    absolute_paths,
    address,
    hand_over,
)
from hfpc_desktop.runtime.qt_models import ModelsController
from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.icons import app_icon
from hfpc_desktop.ui.look.languages import Languages, saved_language
from hfpc_desktop.ui.look.settings import saved_limits
from hfpc_desktop.ui.look.theme import ThemeChoice, saved_density
from hfpc_desktop.ui.window.main_window import MainWindow
from hfpc_desktop.ui.window.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

_log = logging.getLogger(__name__)
_SWITCH_S = 0.0005
"""Python's thread switch interval while the app runs: the GUI thread waits at most this long for a
worker that computes in Python, and it asks again after every call into Qt that lets others run."""


@dataclass(slots=True)
class App:
    """The wired program. Close it before the process ends."""

    qt: QApplication
    engine: Engine
    controller: ReviewController
    shell: Shell
    garbage: GuiGarbage

    @property
    def window(self) -> MainWindow:
        """The window there is now; another one after a change of language or density."""
        return self.shell.window

    def show(self) -> None:
        """Put the window on the screen, with the hints of a first start."""
        self.window.show()
        self.window.hints.start()

    def listen(self, where: str) -> InstanceServer:
        """Later starts of this user hand their files over at this address; the caller closes it."""
        server = InstanceServer(where, self.shell)
        server.handed.connect(self.shell.arrived)
        return server

    def close(self) -> None:
        """Stop threads and flush; blocks a few seconds at most. Safe to call twice."""
        self.window.close()
        self.controller.shutdown()
        self.engine.close()
        self.garbage.stop()


def build_app(
    *,
    data: Path | None = None,
    cache: Path | None = None,
    device: str = "auto",
    settings: QSettings | None = None,
) -> App:
    """Build everything, show nothing. The one place of the app where adapters are constructed."""
    qt = application()
    garbage = GuiGarbage()
    garbage.start()  # before the first worker
    data = data or user_data_folder()
    settings = settings or QSettings()
    limits = saved_limits(settings)
    engine = Engine(
        EngineOptions(
            device=device,
            cache=cache or user_cache_folder(),
            data=data,
            pictures=PictureLimits(max_pixels=limits.megapixels * 1_000_000),
            disk_budget=limits.cache_gb * 1024**3,
        )
    )
    controller = ReviewController(
        source=engine,
        judgements=engine.judgements,
        thumbnails=engine.thumbnails,
        projects=data / "projects",
        demo=resource_path("demo"),
        models=ModelsController(ModelDesk(engine.models, accept=refuse_unknown_reward)),
    )
    languages = Languages(qt)
    theme = Theme(qt, _saved_choice(settings), saved_density(settings))
    theme.apply()
    shell = Shell(
        lambda: MainWindow(controller, settings, theme),
        lambda: languages.use(saved_language(settings)),  # before any widget asks for its words
        controller,
    )
    return App(qt, engine, controller, shell, garbage)


def application() -> QApplication:
    """The one ``QApplication``, made when it is first asked for."""
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(sys.argv[:1])
    QCoreApplication.setOrganizationName("HFPC")
    QCoreApplication.setApplicationName("HFPC Desktop")
    QCoreApplication.setApplicationVersion(__version__)
    qt.setWindowIcon(app_icon())
    return qt


def _saved_choice(settings: QSettings) -> ThemeChoice:
    try:
        return ThemeChoice(str(settings.value("window/theme", ThemeChoice.SYSTEM.value)))
    except ValueError:
        return ThemeChoice.SYSTEM


def main(argv: Sequence[str] | None = None) -> int:
    """Start the app: ``hfpc-desktop [PATH ...]``. Returns the process exit code.

    While a window of this user runs, its files go there and this start ends (unless ``--new-window``).
    """
    given = parse(argv if argv is not None else sys.argv[1:])
    data = given.data or user_data_folder()
    qt = application()
    where = "" if given.new_window else address(data)
    asked = Handover(absolute_paths(given.paths), given.demo)
    if hand_over(where, asked):
        return 0
    log = keep_log(data / "log")
    sys.setswitchinterval(_SWITCH_S)
    app = build_app(data=data, cache=given.cache, device=given.device)
    report_crashes(app.controller, log)
    server, opened = app.listen(where), FileOpenEvents(app.shell)
    opened.opened.connect(app.shell.files_opened)
    qt.installEventFilter(opened)
    app.show()
    if asked.demo or asked.paths:
        QTimer.singleShot(0, lambda: app.shell.take(asked))
    try:
        return qt.exec()
    finally:
        qt.removeEventFilter(opened)
        server.close()
        app.close()


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Arguments of the app. Kept few: everything else is in the window."""
    parser = argparse.ArgumentParser(
        prog="hfpc-desktop", description="Review AI-generated product creatives."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="two folders, one parent, images, a manifest or a .hfpc project",
    )
    parser.add_argument(
        "--new-window", action="store_true", help="open a window of its own, also when one is open"
    )
    parser.add_argument("--demo", action="store_true", help="open the demo project")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, directml, coreml")
    parser.add_argument("--data", type=Path, help="folder for projects and models")
    parser.add_argument("--cache", type=Path, help="folder for scores, thumbnails and masks")
    parser.add_argument("--version", action="version", version=__version__)
    return parser.parse_args(list(argv))


def report_crashes(controller: ReviewController, log: Path | None) -> None:
    """An error nobody expected is shown and logged; the window stays and nothing is lost. ``log``: the file to name."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected error\n%s", text)
        said = translate("errors", "{0}\nYour decisions are saved.")
        if log is not None:
            said = translate("errors", "{0}\nYour decisions are saved. Details are in {1}")
        what = str(error) or kind.__name__
        controller.notice_from_any_thread(
            "error", translate("errors", "Something went wrong inside"), said.format(what, log)
        )

    sys.excepthook = show
    threading.excepthook = lambda args: (
        show(args.exc_type, args.exc_value, args.exc_traceback) if args.exc_value is not None else None
    )


if __name__ == "__main__":
    raise SystemExit(main())
