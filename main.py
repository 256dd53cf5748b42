"""Start the app from a source tree or a frozen build: ``python main.py [FOLDER ...]``."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    multiprocessing.freeze_support()
    from hfpc_desktop.app import main as start

    return start(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
